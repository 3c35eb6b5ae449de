"""The permission table: every url x every role against `rechtentabel.txt`, which people read and approve.

A new url without a line fails here. Write the file anew with `RECHTENTABEL_SCHRIJF=1` and read the difference before you
commit it. Denied roles are tried at the view itself (fast); allowed roles and anonymous visitors go through the whole stack.
"""

import importlib
import os
import pkgutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

import vindplaats
from tests.urlloop import Url, alle_urls
from vindplaats.kern.fouten import Fout, GeenRecht
from vindplaats.kern.registers import rechten, voorbeelden
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.tests import fabriek
from vindplaats.toegang.wie import Wie

TABEL = Path(__file__).parent / "rechtentabel.txt"
GOED = {200, 204, 301, 302, 304, 405, 410, 422}


def _laad_voorbeelden() -> None:
    for kamer in pkgutil.iter_modules(vindplaats.__path__):
        naam = f"vindplaats.{kamer.name}.tests.voorbeelden"
        if (Path(vindplaats.__path__[0]) / kamer.name / "tests" / "voorbeelden.py").exists():
            importlib.import_module(naam)


def _regel(url: Url) -> str:
    deur = url.deur
    if deur is None:
        return f"{url.naam} | GEEN DEUR"
    if deur.soort != "recht":
        extra = "".join(f" {woord}" for woord in ("zonder_rol", "zonder_factor") if getattr(deur, woord))
        return f"{url.naam} | {deur.soort}{extra if deur.soort == 'ingelogd' else ''}"
    return f"{url.naam} | {deur.recht} | {', '.join(sorted(rechten[deur.recht].rollen))}"


def _huidig() -> dict[str, str]:
    return {url.naam: _regel(url) for url in sorted(alle_urls(), key=lambda u: u.naam)}


def _verwacht() -> dict[str, str]:
    regels = [r for r in TABEL.read_text(encoding="utf-8").splitlines() if r and not r.startswith("#")]
    return {r.partition(" | ")[0]: r for r in regels}


def test_de_tabel_klopt_met_het_huis() -> None:
    huidig = _huidig()
    if os.environ.get("RECHTENTABEL_SCHRIJF"):
        kop = "# url | recht | rollen. Gemaakt met RECHTENTABEL_SCHRIJF=1; lees elk verschil na.\n"
        TABEL.write_text(kop + "\n".join(huidig.values()) + "\n", encoding="utf-8")
    verwacht = _verwacht()
    nieuw = [huidig[n] for n in huidig.keys() - verwacht.keys()]
    weg = sorted(verwacht.keys() - huidig.keys())
    anders = [f"{verwacht[n]}  ->  {huidig[n]}" for n in huidig.keys() & verwacht.keys() if huidig[n] != verwacht[n]]
    assert not nieuw, f"url zonder regel in {TABEL.name}: {nieuw}"
    assert not weg, f"regel zonder url: {weg}"
    assert not anders, f"wie erbij mag is veranderd: {anders}"


def test_elke_url_heeft_een_naam_en_een_deur() -> None:
    fout = [u.naam for u in alle_urls() if u.deur is None or u.naam.startswith("(zonder naam)")]
    assert not fout, f"zet @vereist, @ingelogd of @openbaar op: {fout}"


@pytest.fixture(scope="module")
def streek_voor_alles(django_db_setup: Any, django_db_blocker: Any) -> Any:
    """One region and one person per role for this whole file, undone at the end."""
    from conftest import leg_streek

    _laad_voorbeelden()
    with django_db_blocker.unblock(), transaction.atomic():
        streek = leg_streek()
        plek = {"swv": streek.swv, "bestuur": streek.bestuur, "school": streek.school, "gemeente": streek.gemeente}
        mensen = {rol: fabriek.maak_compleet(rol, plek.get(ROLLEN[rol].soort, "partner:1")) for rol in ROLLEN}
        clients = {rol: fabriek.client_voor(wie) for rol, wie in mensen.items()}
        for client in clients.values():
            client.raise_request_exception = False
        yield SimpleNamespace(streek=streek, mensen=mensen, clients=clients)
        transaction.set_rollback(True)


def _adres(url: Url, kwargs: dict[str, Any]) -> str:
    voorbeeld = voorbeelden.get(url.naam)
    return reverse(url.naam, kwargs=kwargs) + (voorbeeld.vraag if voorbeeld else "")


def _eigen(url: Url, streek: Any, wie: Wie) -> dict[str, Any] | None:
    voorbeeld = voorbeelden.get(url.naam)
    return voorbeeld.eigen(streek, wie) if voorbeeld else {} if not url.kwargs else None


def _proefrollen(url: Url) -> list[str]:
    """Roles that go through the whole stack: all that a right names; for pages for everyone one role per kind of organisation."""
    if url.deur.soort == "recht":
        return _toegestaan(url)
    return list({rol.soort: rol.code for rol in ROLLEN.values()}.values())


def _toegestaan(url: Url) -> list[str]:
    deur = url.deur
    return sorted(rechten[deur.recht].rollen) if deur.soort == "recht" else list(ROLLEN)


def _uitkomsten(url: Url, wie: Wie | None, gebruiker: Any) -> list[Any]:
    """What the view itself answers to GET and POST of this person: a response, or the exception it raised."""
    uit: list[Any] = []
    for methode in (RequestFactory().get, RequestFactory().post):
        request = methode("/ergens/")
        request.user, request.wie, request.htmx, request.session = gebruiker, wie, False, {}  # type: ignore[attr-defined]
        try:
            uit.append(url.view(request, **dict.fromkeys(url.kwargs, "0")))
        except Fout as fout:
            uit.append(fout)
    return [u for u in uit if getattr(u, "status_code", 0) != 405]


def test_urls_met_kwargs_hebben_een_voorbeeld(streek_voor_alles: Any) -> None:
    zonder = [
        u.naam for u in alle_urls() if u.kwargs and u.deur and u.deur.soort == "recht" and u.naam not in voorbeelden
    ]
    assert not zonder, f"geef een voorbeeld in <kamer>/tests/voorbeelden.py: {zonder}"


@pytest.mark.django_db
def test_wie_het_recht_niet_heeft_krijgt_403(streek_voor_alles: Any) -> None:
    gebruiker = SimpleNamespace(is_authenticated=True, is_active=True)
    for url in alle_urls():
        for rol, wie in streek_voor_alles.mensen.items():
            if rol in _toegestaan(url):
                continue
            uitkomsten = _uitkomsten(url, wie, gebruiker)
            assert uitkomsten, f"{url.naam} als {rol}: geen GET en geen POST"
            assert all(isinstance(u, GeenRecht) for u in uitkomsten), f"{url.naam} als {rol}: {uitkomsten}"


@pytest.mark.django_db
def test_wie_het_recht_heeft_komt_binnen(streek_voor_alles: Any) -> None:
    fouten = []
    for url in alle_urls():
        if url.deur.soort == "openbaar":
            continue
        for rol in _proefrollen(url):
            wie = streek_voor_alles.mensen[rol]
            kwargs = _eigen(url, streek_voor_alles.streek, wie)
            if kwargs is None:
                continue
            status = _vraag(streek_voor_alles.clients[rol], _adres(url, kwargs))
            if status not in GOED:
                fouten.append(f"{url.naam} als {rol}: {status}")
    assert not fouten, fouten


@pytest.mark.django_db
def test_vreemde_rij_is_404(streek_voor_alles: Any) -> None:
    fouten = []
    for naam, voorbeeld in voorbeelden.items():
        url = next((u for u in alle_urls() if u.naam == naam), None)
        assert url is not None, f"voorbeeld voor een url die er niet is: {naam}"
        if voorbeeld.vreemd is None:
            continue
        for nummer, rol in enumerate(_proefrollen(url)):
            wie = streek_voor_alles.mensen[rol]
            kwargs = voorbeeld.vreemd(streek_voor_alles.streek, wie)
            if kwargs is None:
                continue
            client, adres = streek_voor_alles.clients[rol], _adres(url, kwargs)
            statussen = {_vraag(client, adres)} | ({_vraag(client, adres, post=True)} if nummer == 0 else set())
            if statussen - {405} not in ({404}, set()) or (statussen == {405} and nummer == 0):
                fouten.append(f"{naam} als {rol}: {statussen}")
    assert not fouten, fouten


@pytest.mark.django_db
def test_zonder_account_nergens_binnen(streek_voor_alles: Any) -> None:
    for url in alle_urls():
        if url.deur.soort == "openbaar":
            continue
        uitkomsten = _uitkomsten(url, None, AnonymousUser())
        assert uitkomsten, url.naam
        for antwoord in uitkomsten:
            assert getattr(antwoord, "url", "").startswith("/account/login/?next="), f"{url.naam}: {antwoord}"
        if not url.kwargs:
            assert _vraag(Client(), reverse(url.naam)) in {302, 405}, url.naam


def _vraag(client: Client, adres: str, *, post: bool = False) -> int:
    """Status of a request inside its own savepoint; a view that breaks is a 500 in the list of mistakes."""
    plek = transaction.savepoint()
    try:
        return int((client.post(adres) if post else client.get(adres)).status_code)
    finally:
        transaction.savepoint_rollback(plek)
