"""The house as real processes beside a test: server and worker that can be killed, on the database of the test.

PostgreSQL: the processes use the test database itself. SQLite: a file with the same tables, which this test uses too
for as long as it runs (the ordinary one is of this process alone).
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from vindplaats.opdrachten.soak import huis as soak
from vindplaats.opdrachten.soak.huis import wacht_op
from vindplaats.toegang.wie import Wie

__all__ = ["Huis", "open_huis", "sessie_van", "wacht_op"]
ROOT = Path(__file__).resolve().parents[1]


class Huis(soak.Huis):
    """The processes with the settings of a test; a person is the key of a session."""

    def __init__(self, var: Path, database: str) -> None:
        super().__init__(
            var,
            {
                "VINDPLAATS_TESTEN": "ja", "VINDPLAATS_DATABASE": database, "VINDPLAATS_DEMO": "nee",
                "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "vindplaats.conf.settings",
            },
        )  # fmt: skip
        self.potten: dict[str, dict[str, str]] = {}
        (var / "static").mkdir()
        (var / "static" / "staticfiles.json").write_text("{}")

    def _pot(self, sessie: str) -> dict[str, str]:
        return self.potten.setdefault(sessie, {"sessionid": sessie})

    def vraag(
        self, methode: str, pad: str, lijf: Any = None, koppen: dict[str, str] | None = None,
        koekjes: dict[str, str] | None = None, sessie: str = "",
    ) -> soak.Antwoord:  # fmt: skip
        return super().vraag(methode, pad, lijf, koppen, self._pot(sessie) if sessie else koekjes)

    def post(self, pad: str, velden: dict[str, str], sessie: Any) -> soak.Antwoord:
        return super().post(pad, velden, self._pot(sessie))

    def lever_in(self, bestanden: Iterable[tuple[str, bytes | int]], sessie: Any) -> soak.Antwoord:
        return super().lever_in(bestanden, self._pot(sessie))


def sessie_van(wie: Wie) -> str:
    """The session key of a signed-in person, as the browser would have it."""
    from vindplaats.toegang.tests.fabriek import client_voor

    return str(client_voor(wie).cookies["sessionid"].value)


@contextmanager
def open_huis(var: Path) -> Iterator[Huis]:
    """A house on the database of this test; its processes are gone afterwards."""
    from django.db import connection

    connection.ensure_connection()
    oud, naam = connection.connection, connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        bestand = var / "huis.sqlite3"
        with sqlite3.connect(bestand) as doel:
            oud.backup(doel)
        doel.close()
        connection.connection, connection.settings_dict["NAME"] = None, str(bestand)
        url = f"sqlite:///{bestand}"
    else:
        d = connection.settings_dict
        url = f"postgresql://{quote(d['USER'])}:{quote(d['PASSWORD'])}@{d['HOST']}:{d['PORT']}/{d['NAME']}"
    huis = Huis(var, url)
    try:
        yield huis
    finally:
        huis.sluit()
        if connection.vendor == "sqlite":
            connection.close()
            connection.connection, connection.settings_dict["NAME"] = oud, naam
