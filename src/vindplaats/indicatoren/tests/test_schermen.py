"""The pages of figures: they open, strangers get 404, small figures stay hidden, forms keep what was typed."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.indicatoren.models import Meetwaarde, Norm
from vindplaats.indicatoren.tests.fabriek import leg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("proefcijfers")]


def adres(naam: str, *args: Any) -> str:
    return reverse(f"indicatoren:{naam}", args=args)


def tekst(antwoord: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwoord.content.decode()))


def test_lijst_toont_de_laatste_waarde_van_de_eigen_organisatie(streek: Any, client_als: Any) -> None:
    leg("proef_score", streek.bestuur, 2023, 74)
    leg("proef_score", streek.buurbestuur, 2023, 99)
    antwoord = client_als("bestuurder").get(adres("lijst"))
    assert antwoord.status_code == 200
    assert "74%" in tekst(antwoord)
    assert "99%" not in tekst(antwoord)


def test_een_cijfer_opent_tot_definitie_verloop_spreiding_en_rijen(streek: Any, client_als: Any) -> None:
    for jaar, waarde in ((2022, 20), (2023, 12)):
        leg("proef_over_aantal", streek.bestuur, jaar, waarde, toelichting="Kleine groep.")
        leg("proef_over_aantal", streek.buurbestuur, jaar, waarde + 10)
    gelezen = tekst(client_als("bestuurder").get(adres("indicator", "proef_over_aantal")))
    for deel in (
        "Wie een jaar overdoet.",
        "Gedaald met 8 leerlingen",
        "Stichting 99002",
        "22 leerlingen",
        "34 leerlingen",
        "Proef",
    ):
        assert deel in gelezen
    verband = tekst(client_als("kwaliteit_swv").get(adres("indicator", "proef_over_aantal") + "?jaar=2022"))
    assert "Som van 2 van de 2 organisaties: 50 leerlingen" in verband


def test_een_ander_bestuur_van_het_verband_is_te_openen_een_vreemde_niet(streek: Any, client_als: Any) -> None:
    leg("proef_score", streek.buurbestuur, 2023, 88)
    client = client_als("bestuurder")
    url = adres("indicator", "proef_score")
    assert "88%" in tekst(client.get(f"{url}?organisatie={streek.buurbestuur}"))
    assert client.get(f"{url}?organisatie={streek.ander_bestuur}").status_code == 404
    assert client.get(f"{url}?jaar=onzin").status_code == 200
    assert client.get(adres("indicator", "bestaat_niet")).status_code == 404


def test_klein_cijfer_van_een_ander_staat_nergens(streek: Any, client_als: Any) -> None:
    rij = leg("proef_over_aantal", streek.buurbestuur, 2023, 3, zin="Drie kinderen.")
    client = client_als("bestuurder")
    gelezen = tekst(client.get(f"{adres('indicator', 'proef_over_aantal')}?organisatie={streek.buurbestuur}"))
    assert "te klein om te tonen" in gelezen
    assert "3 leerlingen" not in gelezen
    assert client.get(adres("meetwaarde", rij.pk)).status_code == 404
    eigen = client_als("bestuurder", streek.buurbestuur).get(adres("meetwaarde", rij.pk))
    assert "Drie kinderen." in tekst(eigen)


def test_toelichting_bewaren_en_voor_een_ander_niet(streek: Any, client_als: Any) -> None:
    rij = leg("proef_score", streek.bestuur, 2023, 74)
    url = adres("meetwaarde", rij.pk)
    antwoord = client_als("bestuurder").post(url, {"tekst": "Eerlijk gemeten."}, follow=True)
    assert "Je toelichting is bewaard." in tekst(antwoord)
    buur = client_als("bestuurder", streek.buurbestuur)
    assert "Eerlijk gemeten." in tekst(buur.get(url))
    assert "<textarea" not in buur.get(url).content.decode()
    assert buur.post(url, {"tekst": "x"}).status_code == 403
    rij.refresh_from_db()
    assert rij.toelichting == "Eerlijk gemeten."


def test_een_cijfer_invoeren_en_een_fout_houdt_wat_je_typte(streek: Any, client_als: Any) -> None:
    client = client_als("bestuurder")
    invoer = {
        "schooljaar": "23-24",
        "teller": "3",
        "noemer": "120",
        "operator": "=",
        "bron": "Telling",
        "gedeeld_met": "eigen",
    }
    fout = client.post(adres("invoeren", "proef_over"), invoer | {"noemer": ""})
    assert fout.status_code == 422
    assert "Vul teller en noemer allebei in" in tekst(fout)
    assert 'value="Telling"' in fout.content.decode()
    assert "is geen schooljaar" in tekst(client.post(adres("invoeren", "proef_over"), invoer | {"schooljaar": "ooit"}))
    goed = client.post(adres("invoeren", "proef_over"), invoer, follow=True)
    assert "2,5%" in tekst(goed)
    assert client.get(adres("invoeren", "proef_over")).status_code == 200
    assert client_als("opr").get(adres("invoeren", "proef_over")).status_code == 403


@pytest.mark.regel("C-09")
def test_norm_zetten(streek: Any, client_als: Any) -> None:
    invoer = {"soort": "norm", "vanaf": "2022-2023", "richting": "minstens", "waarde": "75,5", "bron": "Plan"}
    antwoord = client_als("directeur_swv").post(adres("norm", "proef_score"), invoer)
    assert antwoord.status_code == 302
    norm = Norm.objects.get()
    assert (norm.swv, norm.waarde, norm.vanaf) == ("PO9901", Decimal("75.5"), 2022)
    assert client_als("bestuurder").post(adres("norm", "proef_score"), invoer).status_code == 403
    assert Norm.objects.count() == 1


def test_voorstellen_van_een_concept_ziet_de_buur_niet(streek: Any, client_als: Any) -> None:
    rij = leg("proef_score", streek.bestuur, 2023, 74, stand=Meetwaarde.VOORGESTELD, gedeeld_met=Meetwaarde.EIGEN)
    assert client_als("kwaliteit_swv").get(adres("meetwaarde", rij.pk)).status_code == 404
    assert client_als("bestuurder").get(adres("meetwaarde", rij.pk)).status_code == 200
