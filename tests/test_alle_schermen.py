"""Every page of every room in a real browser, as the first role that may see it: axe, CSP, phone width."""

import importlib
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

import vindplaats
from tests.keuring import Keuring, keuring
from tests.urlloop import Url, alle_urls
from vindplaats.kern.registers import rechten, voorbeelden
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.tests import fabriek

pytestmark = [pytest.mark.eens, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KAMERS = (
    "toegang",
    "organisaties",
    "documenten",
    "instellingen",
    "privacy",
    "techniek",
    "verantwoording",
    "indicatoren",
    "procedures",
    "formats",
    "portaal",
    "",
)
OVERSLAAN = {"gezond", "gereed", "metrics", "galerij"}


def _laad(kamer: str) -> None:
    if (Path(vindplaats.__path__[0]) / kamer / "tests" / "voorbeelden.py").exists():
        importlib.import_module(f"vindplaats.{kamer}.tests.voorbeelden")


def _urls(kamer: str) -> list[Url]:
    urls = [u for u in alle_urls() if u.naam.rpartition(":")[0].partition(":")[0] == kamer and u.naam not in OVERSLAAN]
    return [u for u in urls if u.deur is not None and (not u.kwargs or u.naam in voorbeelden)]


def _plek(streek: Any, rol: str) -> str:
    soorten = {"swv": streek.swv, "bestuur": streek.bestuur, "school": streek.school, "gemeente": streek.gemeente}
    return soorten.get(ROLLEN[rol].soort, "partner:1")


def _rollen(url: Url) -> list[str]:
    if url.deur.soort == "recht":
        return sorted(rechten[url.deur.recht].rollen)
    return ["functioneel_beheerder"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kamer", KAMERS, ids=lambda k: k or "account")
def test_elke_bladzijde_is_in_orde(
    kamer: str, transactional_db: Any, streek: Any, live_server: Any, chroom: Any
) -> None:
    _laad(kamer)
    urls = _urls(kamer)
    clients: dict[str, Any] = {}
    vensters: dict[str, Keuring] = {}
    fouten: list[str] = []
    with ExitStack() as stapel:
        for url in urls:
            adres = _adres(url, streek, clients)
            if adres is None:
                continue
            wie = adres.rol if adres.client else ""
            if wie not in vensters:
                vensters[wie] = stapel.enter_context(keuring(chroom, live_server.url, adres.client))
            vensters[wie].opnieuw()
            fouten += [f"{url.naam} als {adres.rol}: {f}" for f in vensters[wie].keur(adres.pad)]
    assert not fouten, "\n".join(fouten)


def _adres(url: Url, streek: Any, clients: dict[str, Any]) -> SimpleNamespace | None:
    """The first role that may see it and has an own example, with the path."""
    for rol in _rollen(url):
        if rol not in clients:
            clients[rol] = fabriek.client_voor(fabriek.maak_compleet(rol, _plek(streek, rol)))
        voorbeeld = voorbeelden.get(url.naam)
        kwargs = voorbeeld.eigen(streek, clients[rol].wie) if voorbeeld else {}
        if kwargs is None:
            continue
        pad = reverse(url.naam, kwargs=kwargs) + (voorbeeld.vraag if voorbeeld else "")
        client = None if url.deur.soort == "openbaar" else clients[rol]
        return SimpleNamespace(rol=rol, pad=pad, client=client)
    return None
