"""A bestuursadviseur fills the report: everything saves itself, by mouse, by keyboard and on a phone."""

import re
from typing import Any

import pytest

from vindplaats.formats.queries import antwoorden
from vindplaats.formats.waarden import INGEVULD, Gelezen

from .conftest import MaakRapport
from .verhaal import Mens, deel, staat_er, wacht_bewaard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]


def stand_links(mens: Mens, naam: str) -> str:
    return mens.p.locator(".vp-secties li", has_text=naam).inner_text()


def test_typen_bewaart_vanzelf_en_blijft_bij_weggaan(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur)
    deel(m, rapport, "thuiszitters")
    m.kijk("thuiszitters")
    assert "leeg" in stand_links(m, "Thuiszitters")
    m.p.get_by_role("textbox", name="Thuiszitters").fill("Er waren vier thuiszitters.")
    wacht_bewaard(m, "thuiszitters")
    assert m.p.get_by_text("4 woorden; ongeveer 100 is genoeg").is_visible()
    m.p.locator(".vp-secties li", has_text="Thuiszitters").get_by_text("klaar").wait_for()
    # leaving at once: nothing waited for, nothing lost
    m.p.get_by_role("textbox", name="Thuiszitters").fill("Er waren vijf thuiszitters, allen met een plan.")
    m.p.get_by_role("link", name="Volgende").click()
    m.p.get_by_role("heading", level=1, name="Ononderbroken leer- en ontwikkelingsproces").wait_for()
    deel(m, rapport, "thuiszitters")
    assert (
        m.p.get_by_role("textbox", name="Thuiszitters").input_value()
        == "Er waren vijf thuiszitters, allen met een plan."
    )
    assert not m.p.locator("[data-vp-conflict]").count()
    m.p.get_by_role("textbox", name="Thuiszitters").fill("En een adres, zo getypt.")
    m.ga("/verantwoording/")
    deel(m, rapport, "thuiszitters")
    wacht_bewaard(m, "thuiszitters") if m.p.get_by_text("teruggezet").count() else None
    assert m.p.get_by_role("textbox", name="Thuiszitters").input_value() == "En een adres, zo getypt."
    assert staat_er(rapport, "thuiszitters") == ("ingevuld", "En een adres, zo getypt.")


@pytest.mark.regel("VER-07")
@pytest.mark.parametrize("breed", [1280, 390])
def test_geld_met_een_fout_een_regel_erbij_en_de_som(
    mens: Any, maak_rapport: MaakRapport, streek: Any, breed: int
) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur, breed)
    deel(m, rapport, "middelen")
    ontvangen = m.p.get_by_label(re.compile("Terugploegregeling .* in euro"))
    ontvangen.fill("tien mille")
    fout = m.p.locator("#v-ontvangen-vorm .vp-veld__fout:not([hidden])")
    fout.wait_for()
    assert ontvangen.get_attribute("aria-invalid") == "true"
    assert fout.get_attribute("id") in (ontvangen.get_attribute("aria-describedby") or "")
    m.kijk("middelen-fout")
    m.p.reload()
    assert ontvangen.input_value() == "tien mille"
    assert fout.is_visible()
    ontvangen.fill("10.000,00")
    fout.wait_for(state="hidden")
    wacht_bewaard(m, "ontvangen")
    m.p.locator("#som").get_by_text("€ 10.000").first.wait_for()
    for nr, (bedrag, doel) in enumerate((("4.000", "rekenspecialist"), ("PM", "scholing"), ("2.500", "onderzoek"))):
        m.p.locator(f"[name='bestedingen.{nr}.bedrag']").fill(bedrag)
        m.p.locator(f"[name='bestedingen.{nr}.doel']").fill(doel)
    m.p.get_by_role("button", name="Regel erbij").click()
    assert m.p.evaluate("document.activeElement.name") == "bestedingen.3.bedrag"
    m.p.keyboard.type("3425")
    m.p.locator("#v-bestedingen-r3-doel-fout").get_by_text("Schrijf waar dit bedrag voor is.").wait_for()
    m.p.locator("[name='bestedingen.3.doel']").fill("arrangementen")
    m.p.locator("[name='bestedingen.3.categorie']").select_option("arrangementen")
    m.p.locator("#v-bestedingen-r3-doel-fout").wait_for(state="hidden")
    m.p.locator("#som").get_by_text("zonder 1 regel PM").wait_for()
    assert "75" in m.p.locator("#som tfoot").inner_text()
    m.kijk("middelen-vol")
    regels = staat_er(rapport, "bestedingen")[1]
    assert [(r["bedrag"], r["pm"]) for r in regels] == [(400000, False), (None, True), (250000, False), (342500, False)]


@pytest.mark.regel("VER-12")
def test_nul_en_nvt_zijn_een_keuze_naast_de_tekst(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur, 390)
    deel(m, rapport, "thuiszitters")
    m.p.get_by_text("Geen (nul)").click()
    wacht_bewaard(m, "thuiszitters")
    assert staat_er(rapport, "thuiszitters")[0] == "nul"
    deel(m, rapport, "ankerpunten")
    m.p.get_by_role("textbox", name="Ankerpunt 1 - Kwaliteitsstandaard").fill("Dit blijft staan.")
    wacht_bewaard(m, "ankerpunt_1")
    m.p.locator("#v-ankerpunt_1-vorm").get_by_text("N.v.t.").click()
    m.p.locator("#v-ankerpunt_1-vorm[data-stand=nvt]").wait_for()
    m.p.wait_for_timeout(300)
    wacht_bewaard(m, "ankerpunt_1")
    m.p.reload()
    assert m.p.get_by_role("textbox", name="Ankerpunt 1 - Kwaliteitsstandaard").input_value() == "Dit blijft staan."
    assert staat_er(rapport, "ankerpunt_1") == ("nvt", "Dit blijft staan.")
    m.kijk("nvt")
    m.p.get_by_text("Alle onderdelen").click()
    assert "klaar" in stand_links(m, "Thuiszitters")
    assert "bezig" in stand_links(m, "Ankerpunten")
    m.kijk("onderdelen-open")


def test_een_onderdeel_alleen_met_het_toetsenbord(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur)
    deel(m, rapport, "proces_algemeen")
    toets = m.p.keyboard
    m.p.locator("#v-proces_algemeen_sturing").focus()
    toets.type("De bestuurder spreekt elke directeur.")
    toets.press("Tab")
    toets.press("Tab")
    while m.p.evaluate("document.activeElement.type") != "checkbox":
        toets.press("Tab")
    toets.press("Space")
    wacht_bewaard(m, "proces_algemeen_indicatoren")
    while m.p.evaluate("document.activeElement.tagName") != "TEXTAREA":
        toets.press("Tab")
    toets.type("Het plan staat in ons bestuursplan.")
    for _ in range(12):
        toets.press("Tab")
        if m.p.evaluate("document.activeElement.textContent.trim()") == "Volgende":
            break
    toets.press("Enter")
    m.p.get_by_role("heading", level=1, name="De basis op orde").wait_for()
    assert staat_er(rapport, "proces_algemeen_sturing")[1] == "De bestuurder spreekt elke directeur."
    assert staat_er(rapport, "proces_algemeen_indicatoren")[1] == [1]
    assert staat_er(rapport, "proces_algemeen_uitwerking")[1] == "Het plan staat in ons bestuursplan."
    links = m.p.locator(".vp-secties li").filter(has_text=re.compile("^Algemeen"))
    links.get_by_text("klaar").wait_for()


@pytest.mark.regel("VER-13")
def test_antwoord_van_vorig_jaar_overnemen(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    maak_rapport(jaar=2022, stand="vastgesteld", thuiszitters=Gelezen(INGEVULD, "Vorig jaar waren het er zes."))
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur)
    deel(m, rapport, "thuiszitters")
    m.p.get_by_text("Vorig jaar", exact=False).first.click()
    m.p.get_by_text("Vorig jaar waren het er zes.").wait_for()
    m.kijk("vorig-jaar")
    m.p.get_by_role("button", name="Neem over").click()
    m.p.get_by_text("Overgenomen van vorig jaar. Pas aan wat veranderd is.").wait_for()
    assert m.p.get_by_role("textbox", name="Thuiszitters").input_value() == "Vorig jaar waren het er zes."
    m.p.locator("#v-thuiszitters:focus").wait_for()
    assert antwoorden(rapport.invulling)["thuiszitters"].herkomst == "vorig_jaar"
    m.kijk("overgenomen")


def test_elk_onderdeel_op_de_telefoon(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur, 390)
    for code in ("kop", "proces_knooppunt"):
        deel(m, rapport, code)
        m.kijk(code)
    m.p.locator(".vp-invulbalk summary").click()
    m.kijk("balk-open")
    m.p.locator(".vp-invulbalk a", has_text="'Ontvangen en besteed: Aanwending'").click()
    m.p.get_by_role("heading", level=1, name="Ontvangen en besteed").wait_for()
    m.p.locator("[name='bestedingen.0.bedrag']:focus").wait_for()
    vak = m.p.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
    balk = m.p.evaluate("document.querySelector('#invulbalk').getBoundingClientRect().toJSON()")
    assert vak["top"] > 60
    assert vak["bottom"] < balk["top"]
