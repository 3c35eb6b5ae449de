"""Processes of a test on a database of their own: start them, let them go together, read what they wrote, end them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from vindplaats.kern.opdracht import projectmap


class Ploeg:
    """Processes `python -m MODULE WAT...` with folder `var`; on SQLite in a new file, on PostgreSQL in that of the tests."""

    def __init__(self, var: Path, module: str, **extra: str) -> None:
        self.var, self.module = var, module
        self.processen: list[subprocess.Popen[str]] = []
        if connection.vendor == "sqlite":
            database = f"sqlite:///{var / 'ploeg.sqlite3'}"
        else:
            d = connection.settings_dict
            database = f"postgresql://{d['USER']}:{d['PASSWORD']}@{d['HOST']}:{d['PORT']}/{d['NAME']}"
        self.omgeving = os.environ | {
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "VINDPLAATS_TESTEN": "ja", "VINDPLAATS_VAR": str(var),
            "VINDPLAATS_DATABASE": database, "DJANGO_SETTINGS_MODULE": "vindplaats.conf.settings", **extra,
        }  # fmt: skip

    def start(self, *wat: str) -> "subprocess.Popen[str]":
        """One process in the background."""
        with (self.var / "fouten").open("a") as fouten:
            proces = subprocess.Popen(
                [sys.executable, "-m", self.module, *wat], env=self.omgeving, cwd=projectmap(), text=True,
                stdout=subprocess.PIPE, stderr=fouten,
            )  # fmt: skip
        self.processen.append(proces)
        return proces

    def doe(self, *wat: str) -> str:
        """One process until it is done; gives what it printed."""
        proces = self.start(*wat)
        uit, _ = proces.communicate(timeout=120)
        assert proces.returncode == 0, self.fouten()
        return uit

    def los(self, aantal: int) -> None:
        """Let them go all at once, when all stand ready."""
        wacht_op(lambda: len(list(self.var.glob("er-*"))) == aantal, self.fouten)
        (self.var / "start").touch()

    def verslag(self) -> list[str]:
        """The lines they wrote down."""
        pad = self.var / "verslag"
        return pad.read_text().splitlines() if pad.exists() else []

    def fouten(self) -> str:
        """The end of what they complained about."""
        return (self.var / "fouten").read_text()[-3000:]


@contextmanager
def open_ploeg(var: Path, module: str, **extra: str) -> Iterator[Ploeg]:
    """A crew of which nobody is left running."""
    ploeg = Ploeg(var, module, **extra)
    try:
        yield ploeg
    finally:
        for proces in ploeg.processen:
            if proces.poll() is None:
                proces.kill()
            proces.communicate()


def wacht_op(klaar: Callable[[], Any], uitleg: Callable[[], str], seconden: float = 90) -> None:
    """Wait until something is so; fails with the explanation."""
    eind = time.monotonic() + seconden
    while not klaar():
        assert time.monotonic() < eind, uitleg()
        time.sleep(0.02)
