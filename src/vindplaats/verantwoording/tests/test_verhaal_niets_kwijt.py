"""Connection lost, page killed, two people at once: everything typed is still there, and a person chooses."""

import contextlib
import re
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError

from vindplaats.formats.models import Antwoordversie, Botsing
from vindplaats.verantwoording.models import Rapport

from .conftest import MaakRapport
from .verhaal import Mens, deel, staat_er, wacht_bewaard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
VELD = "#v-thuiszitters"


def breek(mens: Mens) -> None:
    """No answer comes back any more."""
    mens.context.route("**/antwoord/**", lambda route: route.abort())


def herstel(mens: Mens) -> None:
    mens.context.unroute("**/antwoord/**")


def stort_in(mens: Mens) -> None:
    """The page dies at once; a new one is opened.

    Closing it would let it send what it has on its way out, and such a request goes past `breek`.
    """
    oud = mens.p
    with contextlib.suppress(PlaywrightError):
        oud.goto("chrome://crash")
    mens.p = mens.pagina()
    oud.close()


def melding(mens: Mens) -> Any:
    return mens.p.locator("#v-thuiszitters-vorm [data-bewaard]")


def test_verbinding_weg_en_terug(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur)
    deel(m, rapport, "thuiszitters")
    breek(m)
    m.p.fill(VELD, "Getypt in de trein.")
    melding(m).get_by_text("Nog niet bewaard. Je tekst blijft hier staan; we proberen het opnieuw.").wait_for()
    m.kijk("niet-bewaard")
    assert m.p.input_value(VELD) == "Getypt in de trein."
    assert staat_er(rapport, "thuiszitters") == ("", None)
    herstel(m)
    wacht_bewaard(m, "thuiszitters")
    assert staat_er(rapport, "thuiszitters") == ("ingevuld", "Getypt in de trein.")
    assert m.p.evaluate("Object.keys(localStorage).filter(k => k.startsWith('vp-vraag:'))") == []


def test_pagina_valt_weg_voor_het_antwoord(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur)
    deel(m, rapport, "middelen")
    breek(m)
    m.p.locator("[data-regel-erbij]").click()
    for nr in range(4):
        m.p.fill(f"[name='bestedingen.{nr}.bedrag']", f"{nr + 1}00")
        m.p.fill(f"[name='bestedingen.{nr}.doel']", f"doel {nr + 1}")
    stort_in(m)
    herstel(m)
    deel(m, rapport, "middelen")
    wacht_bewaard(m, "bestedingen")
    assert m.p.input_value("[name='bestedingen.3.doel']") == "doel 4"
    assert [r["doel"] for r in staat_er(rapport, "bestedingen")[1]] == ["doel 1", "doel 2", "doel 3", "doel 4"]


def test_wat_elders_bleef_liggen_gaat_alsnog_mee(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    """Killed in one section, and then going on in another: the text of the first is sent all the same."""
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur)
    deel(m, rapport, "thuiszitters")
    breek(m)
    m.p.fill(VELD, "Bijna vergeten.")
    stort_in(m)
    herstel(m)
    deel(m, rapport, "ankerpunten")
    m.p.locator(".vp-secties li", has_text="Thuiszitters").get_by_text("klaar").wait_for()
    assert staat_er(rapport, "thuiszitters") == ("ingevuld", "Bijna vergeten.")


def test_een_ander_op_dit_apparaat_krijgt_mijn_kladje_niet(mens: Any, maak_rapport: MaakRapport, streek: Any) -> None:
    rapport = maak_rapport(leeg=True)
    m = mens("bestuursadviseur", streek.bestuur)
    deel(m, rapport, "thuiszitters")
    breek(m)
    m.p.fill(VELD, "Van mij.")
    sleutels = m.p.evaluate("Object.entries(localStorage).filter(([k]) => k.startsWith('vp-vraag:'))")
    collega = mens("bestuurder", streek.bestuur)
    deel(collega, rapport, "thuiszitters")
    collega.p.evaluate("paren => { for (const [k, v] of paren) localStorage.setItem(k, v); }", sleutels)
    deel(collega, rapport, "thuiszitters")
    assert collega.p.input_value(VELD) == ""
    herstel(m)
    wacht_bewaard(m, "thuiszitters")


def botsing(mens: Any, rapport: Rapport, streek: Any, breed: int = 1280) -> tuple[Mens, Mens]:
    """Two people start from the same empty question; the colleague saves first."""
    ik, collega = mens("bestuursadviseur", streek.bestuur, breed), mens("bestuurder", streek.bestuur)
    deel(ik, rapport, "thuiszitters")
    deel(collega, rapport, "thuiszitters")
    collega.p.fill(VELD, "Er waren vier thuiszitters.")
    wacht_bewaard(collega, "thuiszitters")
    ik.p.locator(VELD).press_sequentially("Er waren zes thuiszitters")
    ik.p.locator("[data-vp-conflict]").wait_for()
    return ik, collega


@pytest.mark.parametrize(
    ("breed", "knop", "tekst"),
    [
        (1280, "Neem deze", "Er waren vier thuiszitters."),
        (390, "Neem mijn tekst", "Er waren zes thuiszitters dit jaar."),
        (390, "allebei", "Er waren vier thuiszitters.\n\nEr waren zes thuiszitters dit jaar."),
        (1280, "derde", "Vier op 1 oktober, zes in juni."),
    ],
)
def test_twee_mensen_in_een_vraag(
    mens: Any, maak_rapport: MaakRapport, streek: Any, breed: int, knop: str, tekst: str
) -> None:
    rapport = maak_rapport(leeg=True)
    ik, _ = botsing(mens, rapport, streek, breed)
    # typing goes on: the cursor was not taken away
    assert ik.p.evaluate("document.activeElement.id") == "v-thuiszitters"
    ik.p.keyboard.type(" dit jaar.")
    vak = ik.p.locator("[data-vp-conflict]")
    vak.get_by_text("dit jaar").first.wait_for()
    assert "vier" in vak.inner_text()
    ik.kijk(f"botsing-{knop.split()[-1]}")
    ik.p.locator(".vp-secties li", has_text="Thuiszitters").get_by_text("vraagt aandacht").wait_for(state="attached")
    if knop.startswith("Neem"):
        vak.get_by_role("button", name=knop, exact=True).click()
    else:
        vak.get_by_text("Neem allebei, of schrijf er een derde van").click()
        if knop == "derde":
            vak.get_by_label(re.compile("De nieuwe tekst")).fill(tekst)
        vak.get_by_role("button", name="Bewaar deze tekst").click()
    ik.p.get_by_text("Gekozen. De andere tekst staat bij Eerdere versies.").wait_for()
    assert ik.p.input_value(VELD) == tekst
    assert staat_er(rapport, "thuiszitters") == ("ingevuld", tekst)
    bewaard = {v.waarde for v in Antwoordversie.objects.voor_taak("test")} | {tekst}
    assert {"Er waren vier thuiszitters.", "Er waren zes thuiszitters dit jaar."} <= bewaard
    assert not Botsing.objects.voor_taak("test").filter(opgelost_op=None).exists()


def test_kladje_van_voor_de_crash_botst_met_wat_intussen_kwam(
    mens: Any, maak_rapport: MaakRapport, streek: Any
) -> None:
    rapport = maak_rapport(leeg=True)
    ik, collega = mens("bestuursadviseur", streek.bestuur), mens("bestuurder", streek.bestuur)
    deel(ik, rapport, "thuiszitters")
    breek(ik)
    ik.p.fill(VELD, "Mijn kladje van voor de crash.")
    stort_in(ik)
    assert staat_er(rapport, "thuiszitters") == ("", None)
    deel(collega, rapport, "thuiszitters")
    collega.p.fill(VELD, "Intussen schreef de bestuurder dit.")
    wacht_bewaard(collega, "thuiszitters")
    herstel(ik)
    deel(ik, rapport, "thuiszitters")
    vak = ik.p.locator("[data-vp-conflict]")
    vak.wait_for()
    assert "kladje" in vak.inner_text()
    assert "bestuurder dit" in vak.inner_text()
    ik.p.reload()
    ik.p.locator("[data-vp-conflict]").wait_for()
    ik.kijk("botsing-na-crash")
    collega.ga(f"/verantwoording/{rapport.pk}/stap/indienen/")
    assert collega.p.get_by_text("staan twee versies naast elkaar").count()
