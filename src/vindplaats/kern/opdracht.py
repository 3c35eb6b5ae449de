"""What every command shares: getting Django ready late, and printing for people and for pipes.

A room puts its commands in `<room>/opdrachten.py` as a typer app named `app`. That file imports Django and the room's
own models only inside its functions, after `django_klaar()`, so that `--help` stays fast. A command refuses by raising
`kern.fouten.Fout` with a sentence: that becomes exit code 1.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_EIGEN_OMGEVING = ("VINDPLAATS_GEHEIM", "VINDPLAATS_GEHEIM_FILE", "VINDPLAATS_DATABASE", "VINDPLAATS_DATABASE_FILE")
_SOORTEN = ("VINDPLAATS_DEMO", "VINDPLAATS_ONTWIKKEL", "VINDPLAATS_TESTEN")


def projectmap() -> Path:
    """The folder with pyproject.toml: of the start script, else found upward from this file (root or src layout)."""
    gegeven = os.environ.get("VINDPLAATS_START")
    if gegeven:
        return Path(gegeven)
    hier = Path(__file__).resolve()
    return next((map_ for map_ in hier.parents if (map_ / "pyproject.toml").is_file()), hier.parents[2])


def demomap() -> Path:
    """Where the demo lives: `var/demo`, or VINDPLAATS_VAR when that is set."""
    eigen = os.environ.get("VINDPLAATS_VAR")
    return Path(eigen).resolve() if eigen else projectmap() / "var" / "demo"


def zet_demo_omgeving(map_: Path, url: str = "") -> None:
    """Point the settings at the demo in this folder: SQLite, its own secret, files beside it."""
    os.environ["VINDPLAATS_DEMO"] = "ja"
    os.environ["VINDPLAATS_VAR"] = str(map_)
    os.environ.pop("VINDPLAATS_DATABASE", None)
    os.environ.pop("VINDPLAATS_DATABASE_FILE", None)
    if (map_ / "geheim").is_file():
        os.environ["VINDPLAATS_GEHEIM_FILE"] = str(map_ / "geheim")
    if url:
        os.environ["VINDPLAATS_URL"] = url


def _kies_omgeving(demo_mag: bool) -> None:
    eigen = any(os.environ.get(naam) for naam in (*_EIGEN_OMGEVING, *_SOORTEN))
    if demo_mag and not eigen and (demomap() / "vindplaats.sqlite3").is_file():
        zet_demo_omgeving(demomap())
        meld("Ik werk met de demo in deze map (er zijn geen eigen instellingen gezet).")


def django_klaar(*, demo_mag: bool = True) -> None:
    """Read the settings and start Django. Without own settings a prepared demo is used, unless `demo_mag` is false.

    A wrong setting ends the process with code 2 and one sentence (conf.omgeving).
    """
    _kies_omgeving(demo_mag)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vindplaats.conf.settings")
    import django

    django.setup()


def uit() -> "Console":
    """Standard output. Colours only on a terminal and never with NO_COLOR; wide lines stay whole in a pipe."""
    return _console(fout=False)


def fout_uit() -> "Console":
    """Standard error: progress and remarks, so that a pipe gets only the answer."""
    return _console(fout=True)


def _console(*, fout: bool) -> "Console":
    from rich.console import Console

    stroom = sys.stderr if fout else sys.stdout
    breed = None if stroom.isatty() else 100_000
    return Console(file=stroom, width=breed, highlight=False, soft_wrap=not stroom.isatty(), emoji=False)


def meld(zin: str) -> None:
    """One remark on standard error."""
    print(zin, file=sys.stderr, flush=True)


def tabel(kolommen: Sequence[str], rijen: Iterable[Sequence[str]]) -> None:
    """A table: drawn on a terminal, tab-separated lines with a heading in a pipe."""
    if not sys.stdout.isatty():
        for rij in (kolommen, *rijen):
            print("\t".join(cel.replace("\t", " ").replace("\n", " ") for cel in rij))
        return
    from rich.markup import escape
    from rich.table import Table

    getekend = Table(*kolommen, header_style="bold")
    for rij in rijen:
        getekend.add_row(*(escape(cel) for cel in rij))
    uit().print(getekend)
