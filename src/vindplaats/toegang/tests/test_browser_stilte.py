"""The limit of silence in a real browser: a warning that saves first, text that is back after signing in, all by keyboard."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from tests.keuring import keuring
from vindplaats.toegang.models import Gebruiker, Sessie
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_wie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WACHTWOORD = "een lange zin over fietsen"


@pytest.fixture
def mens(streek: Any) -> Any:
    gebruiker = maak_gebruiker("Fenna Proef", "fenna@voorbeeld.test", WACHTWOORD)
    return maak_wie("functioneel_beheerder", streek.swv, gebruiker=gebruiker)


def _meld_aan(p: Any) -> None:
    p.get_by_label("E-mailadres").fill("fenna@voorbeeld.test")
    p.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    p.keyboard.press("Enter")


def test_waarschuwing_bewaart_en_na_aanmelden_is_de_tekst_terug(
    transactional_db: Any, mens: Any, live_server: Any, chroom: Any, settings: Any
) -> None:
    settings.INACTIEF_MINUTEN = 0.2
    with keuring(chroom, live_server.url, client_voor(mens)) as k:
        p = k.pagina
        p.goto(f"{live_server.url}/toegang/meekijken/vragen/")
        p.get_by_label("Nummer van de melding").fill("M-99")
        p.get_by_label("Waarom kijk je mee?").fill("een tekst die niet weg mag")
        p.get_by_role("alertdialog").wait_for()
        assert p.evaluate("document.activeElement.textContent") == "Ik ben er nog"
        assert p.evaluate("Object.values(localStorage).some(w => w.includes('een tekst die niet weg mag'))")
        p.keyboard.press("Enter")  # still here
        p.get_by_role("alertdialog").wait_for(state="hidden")
        assert p.evaluate("document.activeElement.name") == "waarom"
        p.get_by_role("alertdialog").wait_for()
        p.wait_for_url("**/account/login/**")
        assert not Sessie.objects.open().exists()
        settings.INACTIEF_MINUTEN = 30
        _meld_aan(p)
        p.wait_for_url("**/toegang/meekijken/vragen/")
        assert p.get_by_label("Waarom kijk je mee?").input_value() == "een tekst die niet weg mag"
        assert p.get_by_label("Nummer van de melding").input_value() == "M-99"
        assert p.get_by_text("We hebben het teruggezet").is_visible()


def test_verstuurd_formulier_komt_niet_terug_en_geweigerd_wel(
    transactional_db: Any, mens: Any, live_server: Any, chroom: Any
) -> None:
    with keuring(chroom, live_server.url, client_voor(mens)) as k:
        p = k.pagina
        p.goto(f"{live_server.url}/toegang/account/")
        p.get_by_label("Naam", exact=True).fill("Fenna Anders")
        Sessie.objects.update(laatst_op=timezone.now() - dt.timedelta(hours=2))
        p.get_by_role("button", name="Bewaar je naam").click()  # too late: the server signs out
        p.wait_for_url("**/account/login/**")
        assert Gebruiker.objects.get(pk=mens.gebruiker_id).naam == "Fenna Proef"
        _meld_aan(p)
        p.wait_for_url("**/toegang/account/")
        assert p.get_by_label("Naam", exact=True).input_value() == "Fenna Anders"
        p.get_by_role("button", name="Bewaar je naam").click()
        p.get_by_text("Je naam is bewaard").wait_for()
        assert p.get_by_text("We hebben het teruggezet").count() == 0
        assert not p.evaluate("Object.keys(localStorage).some(s => s.startsWith('vp-formulier:'))")
        assert Gebruiker.objects.get(pk=mens.gebruiker_id).naam == "Fenna Anders"


def test_typen_houdt_je_aangemeld(
    transactional_db: Any, mens: Any, live_server: Any, chroom: Any, settings: Any
) -> None:
    """A person who keeps typing in a plain form for longer than the limit is not warned."""
    settings.INACTIEF_MINUTEN = 0.1
    with keuring(chroom, live_server.url, client_voor(mens)) as k:
        p = k.pagina
        p.goto(f"{live_server.url}/toegang/meekijken/vragen/")
        begin = p.evaluate("performance.now()")
        while p.evaluate("performance.now()") - begin < 8000:
            p.get_by_label("Waarom kijk je mee?").press_sequentially("woord ", delay=40)
        assert p.locator("dialog#stilte[open]").count() == 0
        assert Sessie.objects.open().count() == 1
        p.reload()
        assert "woord woord" in p.get_by_label("Waarom kijk je mee?").input_value()
