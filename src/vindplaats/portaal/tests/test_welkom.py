"""The first-visit tour and the news of a version: once, skippable, found again."""

from typing import Any

import pytest
from django.urls import reverse

from vindplaats.portaal.models import Gezien
from vindplaats.portaal.welkom import RONDLEIDING, STAPPEN, bepaal, nieuws_code
from vindplaats.toegang.tests.fabriek import client_voor, maak_wie

pytestmark = pytest.mark.django_db
WERK = "portaal:werk"


def _zie(client: Any, **vraag: str) -> str:
    return client.get(reverse(WERK), vraag).content.decode()


def test_eerste_keer_de_rondleiding_en_daarna_niet_meer(streek: Any, client_als: Any) -> None:
    client = client_als("bestuurder")
    assert "data-vp-tour" in _zie(client)
    assert client.post(reverse("portaal:gezien"), {"wat": RONDLEIDING}).url == reverse(WERK)
    client.post(reverse("portaal:gezien"), {"wat": RONDLEIDING})  # a double click is harmless
    tekst = _zie(client)
    assert "data-vp-tour" not in tekst
    assert "Vindplaats is vernieuwd" not in tekst  # who is new here has no need of news


def test_de_rondleiding_is_terug_te_vinden(streek: Any, client_als: Any) -> None:
    client = client_als("bestuurder")
    client.post(reverse("portaal:gezien"), {"wat": RONDLEIDING})
    assert "data-vp-tour" in _zie(client, rondleiding="1")
    assert f"{reverse(WERK)}?rondleiding=1" in client.get(reverse("portaal:hulp")).content.decode()


def test_nieuws_voor_wie_het_product_kent(streek: Any) -> None:
    from vindplaats.kern.klok import nu

    wie = maak_wie("bestuurder", streek.bestuur)
    client = client_voor(wie)
    for wat in (RONDLEIDING, "nieuws:0.1"):
        Gezien.objects.create(gebruiker_id=wie.gebruiker_id, wat=wat, op=nu())
    assert "Vindplaats is vernieuwd" in _zie(client)
    antwoord = client.post(reverse("portaal:gezien"), {"wat": "nieuws", "lees": "1"})
    assert antwoord.url == reverse("portaal:hulp-pagina", args=["nieuws"])
    assert "Vindplaats is vernieuwd" not in _zie(client)


def test_van_een_ander_is_niets_te_zien(streek: Any, client_als: Any) -> None:
    client_als("bestuurder").post(reverse("portaal:gezien"), {"wat": RONDLEIDING})
    assert "data-vp-tour" in _zie(client_als("bestuurder"))


def test_een_reparatie_brengt_geen_nieuws() -> None:
    assert nieuws_code("0.2.0") == nieuws_code("0.2.7") != nieuws_code("0.3.0")
    assert bepaal(frozenset({RONDLEIDING, nieuws_code()})) == bepaal(frozenset({RONDLEIDING, nieuws_code()}))
    assert not bepaal(frozenset({RONDLEIDING, nieuws_code()})).nieuws


def test_het_nieuws_van_deze_versie_staat_in_de_handleiding() -> None:
    from vindplaats.portaal import hulp

    koppen = [kop.tekst for kop in hulp.paginas()["nieuws"].koppen]
    assert f"Versie {nieuws_code().partition(':')[2]}" in koppen


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("breed", [1280, 390])
def test_de_rondleiding_met_het_toetsenbord(
    streek: Any, live_server: Any, chroom: Any, client_als: Any, breed: int
) -> None:
    """Step by step: the frame goes along, axe is content, the last step says done."""
    from axe_playwright_python.sync_playwright import Axe
    from django.conf import settings

    client = client_als("bestuurder")
    context = chroom.new_context(viewport={"width": breed, "height": 800}, reduced_motion="reduce")
    koekje = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": koekje, "url": live_server.url}])
    pagina = context.new_page()
    pagina.goto(live_server.url + reverse(WERK))
    for nummer, stap in enumerate(STAPPEN, 1):
        pagina.get_by_role("heading", name=stap.titel).wait_for()
        assert f"Stap {nummer} van {len(STAPPEN)}" in pagina.locator("[data-tour-tel]").inner_text()
        assert pagina.locator("[data-doel]:visible").count() == 1
        if breed == 1280:
            assert pagina.locator(".vp-tour-doel").count() == 1, stap.doel
        if nummer < len(STAPPEN):
            pagina.get_by_role("button", name="Volgende").focus()
            pagina.keyboard.press("Enter")
    assert Axe().run(pagina, options={"runOnly": ["wcag2a", "wcag2aa"]}).violations_count == 0
    assert pagina.evaluate("document.documentElement.scrollWidth") == breed
    pagina.keyboard.press("Enter")  # the focus is on "Klaar"
    pagina.locator("[data-vp-tour]").wait_for(state="detached")
    context.close()
