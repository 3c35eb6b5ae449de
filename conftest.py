"""What every test gets: test settings, a fast database, no network."""

import socket
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["vindplaats.opdrachten.testmelding"]

# a busy machine is no reason to fail: what is generated counts, not how fast
hypothesis_settings.register_profile(
    "huis", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
hypothesis_settings.load_profile("huis")

_LOKAAL = {"127.0.0.1", "::1", "localhost", ""}


MET_DATABASE = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "live_server",
    "streek",
    "maak_wie",
    "client_als",
    "demo",
    "streek_voor_alles",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for no database says the same on every database: `eens`. CI runs those once (decision 0032)."""
    for item in items:
        namen = set(getattr(item, "fixturenames", ()))
        veilig = "veiligheid" in item.path.parts  # its world comes from a fixture of its own
        if item.get_closest_marker("django_db") is None and not namen & MET_DATABASE and not veilig:
            item.add_marker(pytest.mark.eens)


def pytest_configure(config: pytest.Config) -> None:
    """Tests with real transactions empty the tables afterwards: only then the bolt on the log is lifted for a moment."""
    from django.test import TransactionTestCase

    ruim_op = TransactionTestCase._fixture_teardown

    def zonder_grendel(self: TransactionTestCase) -> None:
        from django.db import connection

        from vindplaats.toegang import grendel

        grendel.haal_weg(connection)
        try:
            ruim_op(self)
        finally:
            grendel.zet(connection)

    TransactionTestCase._fixture_teardown = zonder_grendel  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _geen_netwerk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    echt = socket.socket.connect

    def connect(self: socket.socket, adres: object) -> None:
        if isinstance(adres, tuple) and adres[0] not in _LOKAAL:
            raise RuntimeError(f"een test wilde het netwerk op: {adres}")
        return echt(self, adres)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _var_apart(tmp_path: object, settings: object) -> None:
    """Files of a test go to its own folder."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    settings.BESTANDEN = tmp_path / "bestanden"  # type: ignore[attr-defined,operator]
    settings.MEDIA_ROOT = settings.BESTANDEN  # type: ignore[attr-defined]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Streek:
    """Keys of a small invented region: own and strange organisations."""

    swv: str = "swv:PO9901"
    ander_swv: str = "swv:PO9902"
    bestuur: str = "bestuur:99001"
    buurbestuur: str = "bestuur:99002"
    ander_bestuur: str = "bestuur:99003"
    school: str = "school:99AA00"
    buurschool: str = "school:99BB00"
    andere_school: str = "school:99CC00"
    gemeente: str = "gemeente:9901"


def leg_streek() -> Streek:
    """Two SWVs; two boards in the first (99001, 99002), one in the other (99003); a school each."""
    from vindplaats.organisaties.models import Bestuur, Deelname, Gemeente, School, Swv

    Gemeente.objects.create(code="9901", naam="Veldhoven aan Zee")
    for swv, kort, besturen in (("PO9901", "NO", ("99001", "99002")), ("PO9902", "ZU", ("99003",))):
        Swv.objects.create(code=swv, naam=f"Samenwerkingsverband {kort}", kort=kort, verzonnen=True)
        for nummer in besturen:
            Bestuur.objects.create(nummer=nummer, naam=f"Stichting {nummer}", verzonnen=True)
            Deelname.objects.create(bestuur_id=nummer, swv_id=swv)
    for code, bestuur, swv in (
        ("99AA00", "99001", "PO9901"),
        ("99BB00", "99002", "PO9901"),
        ("99CC00", "99003", "PO9902"),
    ):
        School.objects.create(
            vestigingscode=code,
            brin=code[:4],
            naam=f"School {code}",
            soort="BO",
            bestuur_id=bestuur,
            swv_id=swv,
            gemeente_id="9901",
            verzonnen=True,
        )
    return Streek()


@pytest.fixture
def streek(db: Any) -> Streek:
    """The small region in the database of this test."""
    return leg_streek()


@pytest.fixture
def maak_wie(db: Any) -> Any:
    """`maak_wie(rol, organisatie="")` -> Wie; see `vindplaats.toegang.tests.fabriek`."""
    from vindplaats.toegang.tests import fabriek

    return fabriek.maak_wie


@pytest.fixture
def client_als(db: Any) -> Any:
    """`client_als(rol, organisatie="")` -> a signed-in Client with `.wie`."""
    from vindplaats.toegang.tests import fabriek

    return fabriek.client_als


@pytest.fixture(scope="session")
def chroom() -> Any:
    """One running Chromium; a test opens its own context in it."""
    from playwright.sync_api import sync_playwright

    from vindplaats.opdrachten.testen import chromium

    argumenten = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        " --disable-component-update --disable-sync"
    )
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=argumenten.split())
        yield browser
        browser.close()
