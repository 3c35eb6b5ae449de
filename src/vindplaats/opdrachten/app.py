"""The command line: one app, commands of the house and of the rooms, one place for exit codes."""

import importlib
import importlib.util
import sys
from typing import Annotated, Any

import typer

from vindplaats.kern.fouten import Fout
from vindplaats.kern.opdracht import meld
from vindplaats.techniek.bewaren import opdrachten as bewaren

from . import controle, demo, dienst, regels, taal, testen
from .soak.opdracht import soak

GOED, GEWEIGERD, VERKEERD_GEBRUIK = 0, 1, 2
KAMERS_MET_OPDRACHTEN = ("organisaties", "verantwoording", "toegang", "documenten")
DOORGEVEN = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": ["--help"]}


def _versie(gevraagd: bool) -> None:
    if gevraagd:
        from importlib.metadata import version

        from vindplaats import __version__

        print(f"Vindplaats {__version__} (Python {sys.version.split()[0]}, Django {version('django')})")
        raise typer.Exit


def _hoofd(
    versie: Annotated[
        bool, typer.Option("--versie", help="Toon de versie en stop.", callback=_versie, is_eager=True)
    ] = False,
) -> None:
    """De gedeelde werkplaats van een samenwerkingsverband passend onderwijs."""


def bouw() -> Any:
    """The whole command tree. Rooms are asked for a module `opdrachten`; one that is not there has no commands."""
    app = typer.Typer(
        name="vindplaats",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback()(_hoofd)
    app.command("demo")(demo.demo)
    app.command("test", context_settings=DOORGEVEN)(testen.test)
    app.command("serve")(dienst.serve)
    app.command("worker")(dienst.worker)
    app.command("klaarzetten")(dienst.klaarzetten)
    app.command("manage", context_settings={**DOORGEVEN, "help_option_names": []})(dienst.manage)
    app.command("regels")(regels.regels)
    app.command("check")(controle.check)
    app.command("backup")(bewaren.backup)
    app.command("restore")(bewaren.restore)
    app.command("uitvoer")(bewaren.uitvoer)
    app.command("invoer")(bewaren.invoer)
    app.command("soak")(soak)
    for kamer in KAMERS_MET_OPDRACHTEN:
        if importlib.util.find_spec(f"vindplaats.{kamer}.opdrachten") is not None:
            module = importlib.import_module(f"vindplaats.{kamer}.opdrachten")
            app.add_typer(module.app, name=kamer)
    app.add_typer(importlib.import_module("vindplaats.toegang.opdrachten_logboek").app, name="logboek")
    app.add_typer(importlib.import_module("vindplaats.techniek.toestand.opdrachten").app, name="taken")
    opdracht = typer.main.get_command(app)
    taal.vernederlands(opdracht)
    return opdracht


def voer_uit(argumenten: list[str]) -> int:
    """Run one command line. Returns 0 good, 1 refused with a sentence, 2 wrong use."""
    from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError

    try:
        code = bouw().main(args=argumenten, prog_name="./vindplaats", standalone_mode=False)
    except NoArgsIsHelpError as fout:
        print(fout.message)
        return VERKEERD_GEBRUIK
    except UsageError as fout:
        _toon_gebruiksfout(fout)
        return VERKEERD_GEBRUIK
    except (Fout, ClickException) as fout:
        meld(taal.zin(fout.zin if isinstance(fout, Fout) else fout.format_message()))
        return GEWEIGERD
    except (typer.Abort, KeyboardInterrupt):
        meld("Afgebroken.")
        return GEWEIGERD
    except BrokenPipeError:
        sys.stdout = None  # the reader of the pipe is gone: nothing to flush to
        return GOED
    return code if isinstance(code, int) else GOED


def _toon_gebruiksfout(fout: Any) -> None:
    if fout.ctx is not None:
        meld(fout.ctx.get_usage())
    meld(taal.zin(fout.format_message()))
    pad = fout.ctx.command_path if fout.ctx is not None else "./vindplaats"
    meld(f"Uitleg: {pad} --help")
