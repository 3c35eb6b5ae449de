"""One region, one person per role, and one folder for the files of a whole module of attacks, undone at the end."""

import importlib
import pkgutil
from collections.abc import Iterator
from copy import deepcopy
from http.cookies import SimpleCookie
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as instellingen
from django.db import transaction
from django.test import Client

import vindplaats
from vindplaats.kern.klok import vandaag
from vindplaats.toegang.models import RolToekenning
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.tests import fabriek


class Vast(Client):
    """A browser that comes back as it was: an attack that signs out or changes role does not touch the next one."""

    vast: SimpleCookie

    def request(self, **request: Any) -> Any:
        """The request with the cookies of the beginning."""
        self.cookies = deepcopy(self.vast)
        return super().request(**request)


def _vast(client: Client) -> Vast:
    vast = Vast(raise_request_exception=False)
    vast.vast = deepcopy(client.cookies)
    return vast


def _laad_voorbeelden() -> None:
    for kamer in pkgutil.iter_modules(vindplaats.__path__):
        if (Path(vindplaats.__path__[0]) / kamer.name / "tests" / "voorbeelden.py").exists():
            importlib.import_module(f"vindplaats.{kamer.name}.tests.voorbeelden")


@pytest.fixture(autouse=True)
def _var_apart() -> None:
    """Here a module has one folder (see `huis`), because its tests share rows that own files."""


@pytest.fixture(scope="module")
def huis(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[SimpleNamespace]:
    """`streek`, `mensen` and `clients` per role, in a transaction that ends with the module."""
    from conftest import leg_streek

    _laad_voorbeelden()
    var = tmp_path_factory.mktemp("veiligheid")
    nieuw = {
        "VAR": var,
        "BESTANDEN": var / "bestanden",
        "MEDIA_ROOT": var / "bestanden",
        "CACHES": {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(var)},
        },
    }
    oud = {naam: getattr(instellingen, naam) for naam in nieuw}
    for naam, waarde in nieuw.items():
        setattr(instellingen, naam, waarde)
    with django_db_blocker.unblock(), transaction.atomic():
        streek = leg_streek()
        plek = {"swv": streek.swv, "bestuur": streek.bestuur, "school": streek.school, "gemeente": streek.gemeente}
        mensen = {rol: fabriek.maak_compleet(rol, plek.get(ROLLEN[rol].soort, "partner:1")) for rol in ROLLEN}
        clients = {rol: _vast(fabriek.client_voor(wie)) for rol, wie in mensen.items()}
        RolToekenning.objects.update(laatst_gebruikt=vandaag())  # written once a day, for the yearly review
        yield SimpleNamespace(streek=streek, mensen=mensen, clients=clients)
        transaction.set_rollback(True)
    for naam, waarde in oud.items():
        setattr(instellingen, naam, waarde)
