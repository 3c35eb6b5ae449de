"""`./vindplaats test`: the whole suite, and by name what did not run here and why."""

import os
import shutil
import socket
import subprocess
import sys
from typing import Annotated

import typer

from vindplaats.kern.opdracht import meld, projectmap

POSTGRES = ("127.0.0.1", 5432)
POSTGRES_URL = "postgresql://postgres@127.0.0.1:5432/postgres"
NIETS_GEVONDEN = 5  # pytest's own code for "no tests collected"


def test(  # the name of the command, not a test
    ctx: typer.Context,
    zonder_overslaan: Annotated[
        bool, typer.Option("--zonder-overslaan", help="Reken een overgeslagen test als fout (zoals CI).")
    ] = False,  # noqa: PT028
) -> None:
    """Draai alle tests. Wat erachter staat gaat naar pytest, bijvoorbeeld: test -k termijnen.

    Browsertests draaien waar Chromium is en PostgreSQL-tests waar een server is; anders worden ze genoemd.
    """
    omgeving = _omgeving(zonder_overslaan)
    eigen_database = bool(os.environ.get("VINDPLAATS_DATABASE"))
    postgres_volgt = not eigen_database and postgres_gevonden()
    if postgres_volgt:
        omgeving["VINDPLAATS_POSTGRES_VOLGT"] = "ja"
    code = _pytest(ctx.args, omgeving)
    if code == 0 and postgres_volgt and not _eigen_keuze(ctx.args):
        meld("\nNu de tests die alleen op PostgreSQL iets zeggen:")
        omgeving["VINDPLAATS_DATABASE"] = POSTGRES_URL
        code = _pytest([*ctx.args, "-m", "postgres"], omgeving)
        code = 0 if code == NIETS_GEVONDEN else code
    raise typer.Exit(0 if code == 0 else 1)


def _omgeving(streng: bool) -> dict[str, str]:
    omgeving = {
        naam: waarde for naam, waarde in os.environ.items() if naam not in {"VINDPLAATS_DEMO", "VINDPLAATS_VAR"}
    }
    omgeving |= {"VINDPLAATS_TESTEN": "ja", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    if streng:
        omgeving["VINDPLAATS_NIETS_OVERSLAAN"] = "ja"
    return omgeving


def _eigen_keuze(argumenten: list[str]) -> bool:
    """Whether the person chose tests: then no second run is added."""
    return any(
        argument in {"-m", "-k", "--collect-only", "--lf"} or not argument.startswith("-") for argument in argumenten
    )


def _pytest(argumenten: list[str], omgeving: dict[str, str]) -> int:
    """Run pytest in a process of its own, on both cores unless the person says otherwise."""
    parallel = (
        []
        if any(a.startswith(("-n", "--dist", "--pdb", "-p")) for a in argumenten)
        else ["-n", "2", "--dist", "worksteal"]
    )
    opdracht = [sys.executable, "-P", "-m", "pytest", *parallel, *argumenten]
    return subprocess.run(opdracht, cwd=projectmap(), env=omgeving, check=False).returncode  # noqa: S603


def postgres_gevonden() -> bool:
    """Does a PostgreSQL answer on this machine without a password?"""
    try:
        with socket.create_connection(POSTGRES, timeout=1):
            pass
        import psycopg

        with psycopg.connect(POSTGRES_URL, connect_timeout=2):
            return True
    except Exception:
        return False


def chromium() -> str | None:
    """Path of a Chromium on this machine, or None."""
    eigen = os.environ.get("VINDPLAATS_CHROMIUM")
    namen = [eigen] if eigen else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next((pad for naam in namen if (pad := shutil.which(naam))), None)
