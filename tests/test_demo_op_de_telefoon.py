"""The demo region on a phone: real lengths of names and numbers, every page of the menu, nothing sticks out or jumps."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.keuring import SMAL, breedte_van, uitstekers_van, verspringing_van
from vindplaats.kern.registers import demo_stappen

pytestmark = [pytest.mark.eens, pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
ROLLEN = (
    "functioneel_beheerder",
    "directeur_swv",
    "kwaliteit_swv",
    "privacy_officer",
    "controller_swv",
    "bestuurder",
    "ib_er",
)
OVERSLAAN = re.compile(r"^/(account|hulp|gezien|gezond)/|^/$")


@pytest.fixture
def demo(transactional_db: None) -> None:
    for _, stap in sorted(demo_stappen.items()):
        with transaction.atomic():
            stap()


def _client(rol: str) -> Any:
    from vindplaats.toegang.models import RolToekenning
    from vindplaats.toegang.queries import wie_uit
    from vindplaats.toegang.tests.fabriek import client_voor

    toekenning = RolToekenning.objects.filter(rol=rol).order_by("organisatie", "pk").first()
    assert toekenning is not None, rol
    return client_voor(wie_uit(toekenning))


def _venster(chroom: Any, live_server: Any, client: Any) -> Any:
    context = chroom.new_context(viewport={"width": SMAL, "height": 800}, reduced_motion="reduce", locale="nl-NL")
    naam = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": naam, "value": client.cookies[naam].value, "url": live_server.url}])
    return context


def _adressen(pagina: Any) -> Iterator[str]:
    """Addresses of this house that the page links to, each shape of address once."""
    vormen: set[str] = set()
    for pad in pagina.evaluate("[...document.querySelectorAll('main a[href], .vp-nav a[href]')].map(a => a.pathname)"):
        vorm = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|[0-9A-Z]{4,6}", "*", pad)
        if not OVERSLAAN.match(pad) and vorm not in vormen and not pad.endswith((".xlsx", ".pdf", ".docx")):
            vormen.add(vorm)
            yield pad


def test_elke_bladzij_van_het_menu_past(demo: None, chroom: Any, live_server: Any) -> None:
    """From `Mijn werk` two clicks deep, for the roles that see most. Each shape of address once."""
    mis: list[str] = []
    gezien: set[str] = set()
    for rol in ROLLEN:
        client = _client(rol)
        context = _venster(chroom, live_server, client)
        pagina = context.new_page()
        pagina.goto(live_server.url + "/")
        for pad in list(_adressen(pagina)):
            mis += _bekijk(pagina, live_server.url, pad, rol, gezien)
            for verder in list(_adressen(pagina)):
                mis += _bekijk(pagina, live_server.url, verder, rol, gezien)
        context.close()
    assert mis == []
    assert len(gezien) > 35


def _bekijk(pagina: Any, basis: str, pad: str, rol: str, gezien: set[str]) -> list[str]:
    vorm = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|[0-9A-Z]{4,6}", "*", pad)
    if vorm in gezien:
        return []
    gezien.add(vorm)
    try:
        antwoord = pagina.goto(basis + pad)
    except Exception as fout:
        if "Download is starting" in str(fout) or "ERR_ABORTED" in str(fout):
            return []
        raise
    if antwoord is None or "text/html" not in antwoord.headers.get("content-type", ""):
        return []
    uit = [f"{rol} {pad}: antwoord {antwoord.status}"] if antwoord.status >= 500 else []
    breedte, sprong = breedte_van(pagina), verspringing_van(pagina)
    if breedte > SMAL:
        uit.append(f"{rol} {pad}: {breedte} px breed, {uitstekers_van(pagina)}")
    if sprong > 0.1:
        uit.append(f"{rol} {pad}: verspringt ({sprong:.2f})")
    return uit
