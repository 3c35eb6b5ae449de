"""Handing in, being read, established, published and reopened: by the people who do it, in a browser; also without JavaScript."""

import re
from typing import Any

import pytest

from vindplaats.formats.waarden import LEEG, Gelezen
from vindplaats.verantwoording.models import Rapport

from .conftest import MaakRapport
from .verhaal import Mens, deel, staat_er, wacht_bewaard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


def zet(mens: Mens, rapport: Rapport, stap: str, reden: str = "") -> None:
    """A step from the page of the report: first what it means, then do it."""
    mens.ga(f"/verantwoording/{rapport.pk}/")
    mens.p.get_by_role("main").get_by_role("link", name=stap, exact=True).first.click()
    mens.p.get_by_role("heading", level=1, name=stap).wait_for()
    if reden:
        mens.p.get_by_label("Reden").fill(reden)
    mens.kijk(f"stap-{stap.split()[0].lower()}")
    mens.p.get_by_role("button", name=stap, exact=True).click()
    mens.p.wait_for_url(re.compile(rf"/verantwoording/({rapport.pk}/)?$"))


@pytest.mark.regel("VER-01", "VER-08", "VER-17")
def test_van_concept_tot_gepubliceerd_en_weer_open(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    """The board on a phone, the SWV at a desk."""
    rapport = maak_rapport(thuiszitters=Gelezen(LEEG), bestedingen=Gelezen(LEEG))
    m = mens("bestuurder", streek.bestuur, 390)
    m.ga(f"/verantwoording/{rapport.pk}/")
    m.kijk("rapport-concept")
    m.ga(f"/verantwoording/{rapport.pk}/stap/indienen/")
    m.kijk("indienen-mist")
    assert not m.p.get_by_role("button", name="Dien de verantwoording in").count()
    m.p.get_by_role("main").get_by_role("link", name="'Ontvangen en besteed: Aanwending' is nog leeg.").click()
    m.p.locator("[name='bestedingen.0.bedrag']:focus").wait_for()
    m.p.keyboard.type("9925")
    m.p.keyboard.press("Tab")
    m.p.keyboard.type("specialisten")
    wacht_bewaard(m, "bestedingen")
    m.p.locator("#invulbalk summary").click()
    m.p.locator("#invulbalk").get_by_role("link", name="'Thuiszitters' is nog leeg.").click()
    m.p.locator("#v-thuiszitters:focus").wait_for()
    m.p.keyboard.type("Er waren er geen.")
    m.p.locator("#invulbalk").get_by_text("Alles is ingevuld").wait_for()
    m.p.locator("#invulbalk").get_by_role("link", name="Lees alles na").click()
    m.p.get_by_role("main").get_by_role("link", name="Dien de verantwoording in").first.click()
    assert (
        "Besturen van Samenwerkingsverband NO"
        in m.p.locator("section", has_text="Wie het hierna kan lezen").inner_text()
    )
    assert "minder" in m.p.get_by_role("main").inner_text() or "meer ontvangen" in m.p.get_by_role("main").inner_text()
    m.kijk("indienen-klaar")
    buur, vreemd = mens("bestuursadviseur", streek.buurbestuur), mens("bestuurder", streek.ander_bestuur, 390)
    assert buur.ga(f"/verantwoording/{rapport.pk}/").status == 404
    m.p.get_by_role("button", name="Dien de verantwoording in").click()
    m.p.get_by_text("De verantwoording is ingediend.").first.wait_for()
    m.kijk("ingediend")
    # the neighbour reads, the stranger does not know that it is there, and writing is over
    assert buur.ga(f"/verantwoording/{rapport.pk}/").status == 200
    assert buur.p.get_by_text("Er waren er geen.").is_visible()
    buur.kijk("buur-leest")
    assert vreemd.ga(f"/verantwoording/{rapport.pk}/").status == 404
    assert "niet gevonden" in vreemd.p.get_by_role("main").inner_text().lower()
    vreemd.kijk("vreemd")
    deel(m, rapport, "thuiszitters")
    m.p.get_by_text("Deze verantwoording is ingediend. Je kunt haar lezen, niet wijzigen.").wait_for()
    directeur = mens("directeur_swv", streek.swv)
    for stap in ("Markeer als besproken", "Stel vast", "Publiceer"):
        zet(directeur, rapport, stap)
    assert directeur.p.get_by_text("Gepubliceerd").first.is_visible()
    zet(directeur, rapport, "Heropen", "Het bedrag bij de specialisten klopt niet.")
    rapport.zaak.refresh_from_db()
    assert rapport.stand == "concept"
    m.ga(f"/verantwoording/{rapport.pk}/")
    assert m.p.get_by_text("Het bedrag bij de specialisten klopt niet.").first.is_visible()
    deel(m, rapport, "thuiszitters")
    assert m.p.get_by_role("textbox", name="Thuiszitters").is_editable()


def test_heropenen_zonder_reden_kan_niet(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(stand="ingediend")
    m = mens("directeur_swv", streek.swv, 390)
    m.ga(f"/verantwoording/{rapport.pk}/stap/heropenen/")
    m.p.get_by_label("Reden").fill("   ")
    m.p.get_by_role("button", name="Heropen").click()
    m.p.get_by_role("alert").wait_for()
    m.kijk("heropenen-fout")
    rapport.zaak.refresh_from_db()
    assert rapport.stand == "ingediend"


def test_zonder_javascript_bewaren_en_indienen(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(thuiszitters=Gelezen(LEEG), ontvangen=Gelezen(LEEG))
    m = mens("bestuurder", streek.bestuur, js=False)
    deel(m, rapport, "thuiszitters")
    m.p.fill("#v-thuiszitters", "Zonder snufjes.\nMaar met een regel.")
    m.p.locator("#v-thuiszitters-vorm").get_by_role("button", name="Bewaar").click()
    m.p.wait_for_url("**#v-thuiszitters-blok")
    assert m.p.input_value("#v-thuiszitters") == "Zonder snufjes.\nMaar met een regel."
    assert staat_er(rapport, "thuiszitters")[1] == "Zonder snufjes.\nMaar met een regel."
    assert m.p.get_by_text(re.compile("Bewaard .* door")).count() == 1
    deel(m, rapport, "middelen")
    veld = m.p.get_by_label(re.compile("Terugploegregeling .* in euro"))
    veld.fill("veel")
    m.p.locator("#v-ontvangen-vorm").get_by_role("button", name="Bewaar").click()
    assert m.p.get_by_text("'veel' is geen bedrag.").is_visible()
    assert veld.input_value() == "veel"
    m.kijk("zonder-js")
    veld.fill("9.925")
    m.p.locator("#v-ontvangen-vorm").get_by_role("button", name="Bewaar").click()
    m.p.locator("#invulbalk").get_by_role("link", name="Lees alles na").click()
    m.p.get_by_role("main").get_by_role("link", name="Dien de verantwoording in").first.click()
    m.p.get_by_role("button", name="Dien de verantwoording in").click()
    m.p.wait_for_url(f"**/verantwoording/{rapport.pk}/")
    rapport.zaak.refresh_from_db()
    assert rapport.stand == "ingediend"


def test_zonder_javascript_botsen_twee_mensen_ook(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    ik, collega = mens("bestuursadviseur", streek.bestuur, js=False), mens("bestuurder", streek.bestuur, js=False)
    for m, tekst in ((ik, "Mijn tekst."), (collega, "Zijn tekst.")):
        deel(m, rapport, "thuiszitters")
        m.p.fill("#v-thuiszitters", tekst)
    for m in (collega, ik):
        m.p.locator("#v-thuiszitters-vorm").get_by_role("button", name="Bewaar").click()
        m.p.wait_for_load_state()
    vak = ik.p.locator("[data-vp-conflict]")
    assert {"Mijn", "Zijn"} <= set(re.findall(r"\w+", vak.inner_text()))
    vak.get_by_role("button", name="Neem mijn tekst").click()
    ik.p.get_by_text("Gekozen. De andere tekst staat bij Eerdere versies.").wait_for()
    assert staat_er(rapport, "thuiszitters")[1] == "Mijn tekst."
