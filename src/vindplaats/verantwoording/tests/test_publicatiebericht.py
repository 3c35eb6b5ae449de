"""Publishing tells who may read it, in the words of the SWV; the letter about it can be taken along."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.instellingen import actions_brieven
from vindplaats.instellingen import queries_brieven as brieven
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Swv
from vindplaats.toegang.models import Bericht
from vindplaats.verantwoording.bundelen.actions import bundel_maken, bundel_publiceren


@pytest.mark.regel("VER-17")
def test_publiceren_meldt_het_in_eigen_woorden_en_geeft_een_brief(
    streek: Any, maak_rapport: Any, maak_wie: Any, client_als: Any
) -> None:
    maak_rapport(stand="ingediend")
    directeur, raad = client_als("directeur_swv"), maak_wie("opr")
    bestuurder, vreemd = maak_wie("bestuurder", streek.bestuur), maak_wie("opr", streek.ander_swv)
    soort = brieven.soort_van_code("verantwoording.publicatiebericht")
    rij = actions_brieven.concept_beginnen(wie=directeur.wie, soort=soort)
    actions_brieven.concept_bewaren(
        wie=directeur.wie, soort=soort, veld="tekst", waarde="Lees nu: {{schooljaar}} van {{van_wie}}!", versie=None
    )
    actions_brieven.brief_laten_ingaan(wie=directeur.wie, soort=soort, vanaf=vandaag())
    assert rij.code == soort.code
    bundel = bundel_maken(wie=directeur.wie, jaar=Schooljaar(2023), swv=Swv.objects.get(pk="PO9901"))
    adres = reverse("verantwoording:gezamenlijk-uitvoer", args=[bundel.pk, "aankondiging-docx"])
    assert directeur.get(adres).status_code == 404, "voor het publiceren is er geen aankondiging"
    bundel.gedeeld_op = nu()
    bundel.save(update_fields=["gedeeld_op"])
    bundel_publiceren(wie=directeur.wie, bundel=bundel)
    naar = set(Bericht.objects.filter(tekst__startswith="Lees nu: 2023-2024").values_list("gebruiker_id", flat=True))
    assert {raad.gebruiker_id, bestuurder.gebruiker_id} <= naar
    assert vreemd.gebruiker_id not in naar
    assert directeur.wie.gebruiker_id not in naar
    import docx

    woorden = "\n".join(p.text for p in docx.Document(BytesIO(directeur.get(adres).content)).paragraphs)
    assert "Hierin leggen een bestuur" in woorden
    assert f"/gezamenlijk/{bundel.pk}/" in woorden
