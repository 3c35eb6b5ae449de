"""A real installation beside a test: its own folder and its own database, reached through the command line only."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

BRON = Path(__file__).resolve().parents[3]
POSTGRES = os.environ.get("VINDPLAATS_DATABASE", "")

INHOUD = """# prints number of rows and a sum over all rows, per table; the same for the same content on every database
import json, hashlib
import django; django.setup()
from vindplaats.techniek.bewaren import tabellen
uit = {}
for model in tabellen.modellen_bij(tabellen.migraties("default"), "default"):
    regels = sorted(json.dumps(r, sort_keys=True) for r in tabellen.rijen(model, "default"))
    uit[model._meta.db_table] = [len(regels), hashlib.sha256("\\n".join(regels).encode()).hexdigest()]
print(json.dumps(uit))
"""


class Installatie:
    """`opdracht("backup", ...)` runs a command; `script(...)` runs Python with Django of this installation."""

    def __init__(self, var: Path, database: str = "", **omgeving: str) -> None:
        self.var = var
        schoon = {k: v for k, v in os.environ.items() if not k.startswith("VINDPLAATS_")}
        self.omgeving = schoon | {
            "PYTHONPATH": str(BRON),
            "VINDPLAATS_TESTEN": "ja",
            "VINDPLAATS_VAR": str(var),
            "VINDPLAATS_DATABASE": database or f"sqlite:///{var / 'vindplaats.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "vindplaats.conf.settings",
            **omgeving,
        }
        var.mkdir(parents=True, exist_ok=True)

    def opdracht(self, *argumenten: str, code: int = 0, **omgeving: str) -> str:
        """Run a command, expect this exit code, return everything it said."""
        klaar = subprocess.run(
            [sys.executable, "-P", "-m", "vindplaats", *argumenten],
            env=self.omgeving | omgeving,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        uit = klaar.stdout + klaar.stderr
        assert klaar.returncode == code, f"{argumenten}: {klaar.returncode}\n{uit[-3000:]}"
        return uit

    def script(self, wat: str, *argumenten: str, code: int = 0) -> str:
        """Run Python in this installation; returns what it printed."""
        klaar = subprocess.run(
            [sys.executable, "-P", "-c", wat, *argumenten],
            env=self.omgeving,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert klaar.returncode == code, f"{klaar.returncode}\n{klaar.stderr[-3000:]}"
        return klaar.stdout

    def bestanden(self) -> dict[str, bytes]:
        """Every file of the installation."""
        wortel = self.var / "bestanden"
        return {str(p.relative_to(wortel)): p.read_bytes() for p in sorted(wortel.rglob("*")) if p.is_file()}


@contextmanager
def lege_database() -> Iterator[str]:
    """Address of an empty database of the kind this run is about: a new PostgreSQL database, or '' for SQLite."""
    if not POSTGRES.startswith("postgres"):
        yield ""
        return
    import psycopg

    delen = urlsplit(POSTGRES)
    naam = f"h_bewaren_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(POSTGRES, autocommit=True) as verbinding:
        verbinding.execute(f'CREATE DATABASE "{naam}"')
        try:
            yield delen._replace(path=f"/{naam}").geturl()
        finally:
            verbinding.execute(f'DROP DATABASE "{naam}" WITH (FORCE)')
