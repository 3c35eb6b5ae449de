"""Every screen of the form manager opens for who may, is a 404 for another SWV and a 403 with too little right."""

from typing import Any

import pytest
from django.urls import reverse

from vindplaats.formats.beheer.actions import versie_maken
from vindplaats.formats.beheer.actions_stand import versie_delen
from vindplaats.formats.models import Antwoord

FORMAAT = "verantwoording-zuid-limburg"
BLADEN = ("versie", "voorbeeld", "verschil", "proberen", "publiceren", "geschiedenis", "bewerken")


@pytest.mark.parametrize("blad", BLADEN)
def test_elk_blad_opent(streek: Any, client_als: Any, blad: str) -> None:
    client = client_als("functioneel_beheerder")
    rij = versie_maken(wie=client.wie, formaat=FORMAAT, van="2024-1")
    antwoord = client.get(reverse(f"formats:{blad}", args=[rij.pk]))
    assert antwoord.status_code == 200
    assert rij.versie in antwoord.content.decode()
    versie_delen(wie=client.wie, versie=rij)
    vreemd = client_als("functioneel_beheerder", streek.ander_swv).get(reverse(f"formats:{blad}", args=[rij.pk]))
    assert vreemd.status_code == 404
    assert client_als("bestuurder").get(reverse(f"formats:{blad}", args=[rij.pk])).status_code == 403


def test_overzicht_en_meegeleverd(streek: Any, client_als: Any) -> None:
    client = client_als("directeur_swv")
    assert "2024-1" in client.get(reverse("formats:overzicht")).content.decode()
    assert client.get(reverse("formats:mee", args=[FORMAAT, "2024-1"])).status_code == 200
    assert client.get(reverse("formats:mee", args=[FORMAAT, "1999-1"])).status_code == 404
    assert b"formaat: verantwoording" in client.get(reverse("formats:bestand", args=[FORMAAT, "2024-1"])).content


def test_voorbeeld_per_rol_en_breedte(streek: Any, client_als: Any) -> None:
    client = client_als("functioneel_beheerder")
    rij = versie_maken(wie=client.wie, formaat=FORMAAT, van="2024-1")
    url = reverse("formats:voorbeeld", args=[rij.pk])
    beide, bao = (client.get(f"{url}?rol={rol}").content.decode() for rol in ("beide", "bao"))
    assert "Externe functie" in beide
    assert "Externe functie" not in bao
    assert "<textarea" not in client.get(f"{url}?rol=lezer").content.decode()
    smal = client.get(f"{url}?rol=sbo_so&breedte=telefoon&leeg=1").content.decode()
    assert "fb-scherm--telefoon" in smal
    assert "is nog leeg" in smal


def test_voorbeeld_probeert_en_bewaart_niets(streek: Any, client_als: Any) -> None:
    client = client_als("functioneel_beheerder")
    rij = versie_maken(wie=client.wie, formaat=FORMAAT, van="2024-1")
    url = reverse("formats:voorbeeld-vraag", args=[rij.pk, "schooljaar"])
    assert "morgen" in client.post(url, {"schooljaar": "morgen"}).content.decode()
    assert "wordt zo bewaard" in client.post(url, {"schooljaar": "2023-2024"}).content.decode()
    assert not Antwoord.objects.voor_taak("test").exists()


def test_een_vraag_van_elke_soort_opent(streek: Any, client_als: Any) -> None:
    client = client_als("functioneel_beheerder")
    rij = versie_maken(wie=client.wie, formaat=FORMAAT, van="2023-1")
    assert client.get(reverse("formats:deel", args=[rij.pk, "middelen"])).status_code == 200
    soorten = {v["soort"]: v["code"] for d in rij.inhoud["delen"] for v in d["vragen"]}
    for soort, code in soorten.items():
        antwoord = client.get(reverse("formats:vraag", args=[rij.pk, code]))
        assert antwoord.status_code == 200, soort
        assert f'id="v-{code}' in antwoord.content.decode(), soort
