"""`serve`, `worker` and `manage`: the house in production. Settings come from the environment (docs/beheer.md)."""

import os
import signal
import sys
import threading
import time
from typing import Annotated, Any

import typer

from vindplaats.kern.fouten import Fout
from vindplaats.kern.opdracht import django_klaar, meld

AFMAKEN = 30  # seconds a web process gets to finish its requests
VERVANGEN_NA = 3.0  # seconds a new web process gets to start before the old one is asked to stop
Ouder = Annotated[int, typer.Option("--met-ouder", hidden=True, help="Stop wanneer dit proces er niet meer is.")]


def serve(
    host: Annotated[str, typer.Option("--host", help="Adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Poort.", min=1, max=65535)] = 8000,
    processen: Annotated[int, typer.Option("--processen", help="Aantal webprocessen.", min=1, max=64)] = 1,
    draden: Annotated[int, typer.Option("--draden", help="Aantal draden per proces.", min=1, max=256)] = 4,
    met_ouder: Ouder = 0,
) -> None:
    """Start de webserver. Zet die achter een proxy met https. HUP vervangt de webprocessen een voor een."""
    django_klaar(demo_mag=False)
    controleer_gereed()
    _maak_schoon_voor_kinderen()
    volg_ouder(met_ouder)
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    from .webserver import Webserver, webproces

    Webserver(
        "vindplaats.conf.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processen,
        blocking_threads=draden,
        websockets=False,
        http1_settings=HTTP1Settings(keep_alive=False),  # closing a connection at rest meets the next request halfway
        respawn_failed_workers=True,
        respawn_interval=VERVANGEN_NA,
        workers_kill_timeout=AFMAKEN,
        log_level="warning",  # type: ignore[arg-type]
        log_dictconfig=_logvorm(settings.LOGVORM),
    ).serve(spawn_target=webproces)


def _maak_schoon_voor_kinderen() -> None:
    """Web processes begin afresh: no connection, no thread and no old code of this process goes along."""
    import multiprocessing

    from django.db import connection

    from vindplaats.techniek.toestand import meters

    meters.begin_opnieuw()
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
    multiprocessing.set_start_method("spawn", force=True)


def _logvorm(vorm: str) -> dict[str, Any]:
    """The server's own remarks in the form of ours; they are about processes and ports, never about people."""
    formatters: dict[str, Any] = {"generic": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}}
    if vorm == "json":
        formatters["generic"] = {
            "format": '{"tijd": "%(asctime)s", "niveau": "%(levelname)s", "bron": "%(name)s", "wat": "%(message)s"}'
        }
    return {
        "formatters": formatters,
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "generic"}},
        "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
    }


def worker(
    een_keer: Annotated[bool, typer.Option("--een-keer", help="Doe wat klaarstaat en stop.")] = False,
    met_ouder: Ouder = 0,
) -> None:
    """Start een werker: leest documenten, maakt PDF's en verstuurt herinneringen op de achtergrond."""
    django_klaar(demo_mag=False)
    controleer_gereed(statisch=False)
    volg_ouder(met_ouder)
    from vindplaats.kern.taken import draai_werker

    draai_werker(een_keer=een_keer)


def klaarzetten() -> None:
    """Maak de database klaar of werk hem bij, en verzamel de stijlen. Veilig om vaker te doen."""
    django_klaar(demo_mag=False)
    from django.conf import settings
    from django.core.management import call_command
    from django.db.utils import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as fout:
        raise Fout(
            f"De database is niet bij te werken ({type(fout).__name__}). Controleer VINDPLAATS_DATABASE."
        ) from fout
    if os.access(settings.STATIC_ROOT if settings.STATIC_ROOT.exists() else settings.VAR, os.W_OK):
        call_command("collectstatic", interactive=False, verbosity=0)
    controleer_gereed()
    print("De database en de stijlen zijn bijgewerkt.")


def manage(ctx: typer.Context) -> None:
    """Beheeropdracht van Django: migrate, createcachetable, collectstatic, shell, ..."""
    django_klaar(demo_mag=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./vindplaats manage", *ctx.args])


def controleer_gereed(*, statisch: bool = True) -> None:
    """Refuse with a sentence when the database cannot be reached, is not up to date, or static files are missing."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    try:
        uitvoerder = MigrationExecutor(connection)
        open_stappen = uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes())
        cache_er = "vindplaats_cache" in connection.introspection.table_names()
    except DatabaseError as fout:
        raise Fout(
            f"De database is niet te bereiken: {str(fout).strip().splitlines()[0]}. Controleer VINDPLAATS_DATABASE."
        ) from fout
    if open_stappen:
        raise Fout(
            f"De database is niet bijgewerkt ({len(open_stappen)} stappen open). Geef eerst: ./vindplaats manage migrate"
        )
    if not cache_er:
        raise Fout("De cachetabel ontbreekt. Geef eerst: ./vindplaats manage createcachetable")
    if statisch and not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise Fout("De stijlen zijn nog niet verzameld. Geef eerst: ./vindplaats manage collectstatic --no-input")


def laat_database_los() -> None:
    """Close every connection before web processes are forked off: shared between processes they mix up answers."""
    from django.db import connections

    for verbinding in connections.all(initialized_only=True):
        verbinding.close()
        sluit = getattr(verbinding, "close_pool", None)
        if sluit is not None:
            sluit()


def volg_ouder(ouder: int) -> None:
    """Stop this process when its parent is gone, also when that was killed without a chance to tell."""
    if not ouder:
        return

    def kijk() -> None:
        while os.getppid() == ouder:
            time.sleep(1)
        meld("Het hoofdproces is weg; dit proces stopt ook.")
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(15)
        os._exit(1)

    if os.getppid() != ouder:
        sys.exit(1)
    threading.Thread(target=kijk, name="volg-ouder", daemon=True).start()
