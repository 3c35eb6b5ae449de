"""The form manager in a real browser: typing saves itself, the preview follows, two people keep both texts, it fits a phone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from vindplaats.formats.beheer import actions as a
from vindplaats.formats.beheer import actions_stand as s
from vindplaats.formats.models import Formaatversie
from vindplaats.toegang.tests.fabriek import maak_wie
from vindplaats.verantwoording.queries import FORMAAT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def concept(transactional_db: Any, streek: Any) -> Formaatversie:
    wie = maak_wie("functioneel_beheerder", streek.swv)
    rij = a.versie_maken(wie=wie, formaat=FORMAAT, van="2024-1")
    a.veld_zetten(wie=wie, versie=rij, plek="kop", veld="van", ruw="2025-2026", gezien=0)
    a.vraag_erbij(wie=wie, versie=rij, deel="extra", soort="keuze", label="Is er een taalklas?")
    a.vraag_weg(wie=wie, versie=rij, vraag="externe_functie")
    s.versie_delen(wie=wie, versie=rij)
    return rij


def test_een_formulier_wijzigen_van_begin_tot_publiceren(concept: Formaatversie, mens: Any, streek: Any) -> None:
    sanne, directeur = mens("functioneel_beheerder", streek.swv), mens("directeur_swv", streek.swv)
    pad = f"/formulieren/{concept.pk}/"
    vraag = f"{pad}vraag/thuiszitters/"
    for wie in (sanne, directeur):
        wie.ga(vraag)
    sanne.p.get_by_label("De vraag", exact=True).fill("Kinderen die thuiszitten")
    expect(sanne.p.locator("#voorbeeld .vp-veld__label").first).to_contain_text("Kinderen die thuiszitten")
    sanne.p.keyboard.press("Enter")  # saves by itself: Enter sends nothing twice
    expect(sanne.p.locator("#f-vraag-thuiszitters-label-bewaard")).to_contain_text("Bewaard om")
    sanne.kijk("vraag")
    directeur.p.get_by_label("De vraag", exact=True).fill("Thuiszitters dit jaar")
    directeur.p.get_by_text("Twee versies van").wait_for()
    directeur.kijk("vraag-botsing")
    directeur.p.get_by_role("button", name="Neem mijn tekst").click()
    expect(directeur.p.locator("#voorbeeld .vp-veld__label").first).to_contain_text("Thuiszitters dit jaar")
    directeur.ga(f"{pad}publiceren/")
    directeur.kijk("publiceren")
    directeur.p.get_by_role("button", name="Publiceer deze versie").click()
    directeur.p.get_by_text("is gepubliceerd").wait_for()
    directeur.kijk("versie")
    concept.refresh_from_db()
    assert "Thuiszitters dit jaar" in concept.yaml


@pytest.mark.parametrize("breed", [390])
def test_elk_scherm_past_en_is_toegankelijk(concept: Formaatversie, mens: Any, streek: Any, breed: int) -> None:
    sanne = mens("functioneel_beheerder", streek.swv, breed=breed)
    sanne.ga("/formulieren/")
    sanne.kijk("formulieren")
    for blad in ("bewerken", "voorbeeld", "verschil", "proberen", "geschiedenis"):
        sanne.ga(f"/formulieren/{concept.pk}/{blad}/" + ("?breedte=telefoon" if blad == "voorbeeld" else ""))
        sanne.kijk(f"formulier-{blad}")
    sanne.ga(f"/formulieren/{concept.pk}/vraag/is_er_een_taalklas/")
    sanne.kijk("formulier-keuzes")


def test_zonder_javascript_bewaart_de_knop(concept: Formaatversie, mens: Any, streek: Any) -> None:
    sanne = mens("functioneel_beheerder", streek.swv, js=False)
    sanne.ga(f"/formulieren/{concept.pk}/onderdeel/ankerpunten/")
    sanne.p.get_by_label("Naam van het onderdeel").fill("Onze ankerpunten")
    sanne.p.get_by_role("button", name="Bewaar Naam van het onderdeel").click()
    sanne.p.get_by_role("heading", name="Onze ankerpunten", level=1).wait_for()
    concept.refresh_from_db()
    assert any(d["titel"] == "Onze ankerpunten" for d in concept.inhoud["delen"])
