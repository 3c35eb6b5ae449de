"""`./vindplaats demo`: an invented region on this machine, in one command, kept between starts."""

import fcntl
import hashlib
import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from vindplaats.kern.fouten import Fout
from vindplaats.kern.opdracht import demomap, django_klaar, meld, zet_demo_omgeving

HOST = "127.0.0.1"


def demo(
    port: Annotated[int, typer.Option("--port", help="Poort van de server.", min=1, max=65535)] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Alleen klaarzetten, geen server starten.")] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="Begin schoon: alles wat in de demo is gedaan, gaat weg.")
    ] = False,
    ja: Annotated[bool, typer.Option("--ja", help="Vraag niets na (bij --reset).")] = False,
) -> None:
    """Zet een verzonnen regio klaar en start de werkplaats op deze computer.

    Nog een keer starten bewaart wat je in de demo deed. Alles staat in de map var/demo.
    """
    map_ = demomap()
    map_.mkdir(parents=True, exist_ok=True)
    with _alleen(map_, port):
        if not no_serve:
            controleer_poort(port)
        if reset:
            _maak_leeg(map_, ja)
        klaarzetten(map_, port)
        if no_serve:
            meld(f"De demo staat klaar in {map_}. Starten: ./vindplaats demo")
            return
        _draai(port)


@contextmanager
def _alleen(map_: Path, port: int) -> Iterator[None]:
    """One demo per folder: the second start gets a sentence instead of a broken database."""
    with (map_ / "slot").open("a+", encoding="utf-8") as slot:
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            slot.seek(0)
            waar = slot.read().strip() or "op deze computer"
            raise Fout(
                f"De demo draait al ({waar}). Stop die eerst met Ctrl-C in het venster waarin hij draait."
            ) from None
        slot.truncate(0)
        slot.write(f"http://{HOST}:{port}/, proces {os.getpid()}")
        slot.flush()
        yield
        slot.truncate(0)


def controleer_poort(port: int) -> None:
    """Refuse with a sentence when something else listens on the port."""
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind((HOST, port))
        except OSError:
            raise Fout(
                f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: ./vindplaats demo --port {min(port + 1, 65535)}"
            ) from None


def _maak_leeg(map_: Path, ja: bool) -> None:
    vol = [pad for pad in map_.iterdir() if pad.name != "slot"]
    if vol and not ja and sys.stdin.isatty():
        typer.confirm("Alles wat in de demo is ingevoerd, gaat weg. Doorgaan?", abort=True)
    for pad in vol:
        if pad.is_dir() and not pad.is_symlink():
            shutil.rmtree(pad)
        else:
            pad.unlink()


def klaarzetten(map_: Path, port: int) -> None:
    """Database, cache table, static files and the parts of the demo region; each only as far as it is not there yet."""
    geheim = map_ / "geheim"
    if not geheim.is_file():
        geheim.touch(mode=0o600)
        geheim.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    zet_demo_omgeving(map_, f"http://{HOST}:{port}")
    django_klaar()
    from django.core.management import call_command

    _stap("database bijwerken", lambda: call_command("migrate", verbosity=0, interactive=False))
    _stap("cachetabel", lambda: call_command("createcachetable", verbosity=0))
    _statische_bestanden(map_)
    _leg_regio()


def _stap(naam: str, doe: Callable[[], Any]) -> None:
    begin = time.monotonic()
    try:
        doe()
    except Fout:
        raise
    except Exception as fout:
        verslag = demomap() / "fout.log"
        verslag.write_text(_spoor(fout), encoding="utf-8")
        raise Fout(
            f"De stap '{naam}' is niet gelukt ({type(fout).__name__}: {fout}). Begin schoon met ./vindplaats demo --reset. "
            f"Helpt dat niet, stuur dan {verslag} mee met je melding."
        ) from fout
    meld(f"- {naam} ({time.monotonic() - begin:.1f} s)".replace(".", ","))


def _spoor(fout: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(fout))


def _statische_bestanden(map_: Path) -> None:
    """Collect and compress static files, only when one of the sources changed."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    som = hashlib.sha256()
    for zoeker in get_finders():
        for naam, opslag in sorted(zoeker.list([]), key=lambda paar: paar[0]):
            stand = Path(opslag.path(naam)).stat()
            som.update(f"{naam}|{stand.st_size}|{stand.st_mtime_ns}\n".encode())
    merk = map_ / "static.som"
    if merk.is_file() and merk.read_text(encoding="utf-8") == som.hexdigest():
        return
    _stap("stijlen en lettertypen", lambda: call_command("collectstatic", verbosity=0, interactive=False, clear=True))
    merk.write_text(som.hexdigest(), encoding="utf-8")


def _leg_regio() -> None:
    """Run the demo steps of the rooms that were not run yet, in the order of their code.

    A step and the note that it was done are one transaction: an interrupted start leaves no half region.
    """
    from django.db import connection, transaction

    from vindplaats.kern.registers import demo_stappen

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS demo_stap (code varchar(80) PRIMARY KEY, gedaan_op varchar(40))")
        cursor.execute("SELECT code FROM demo_stap")
        gedaan = {rij[0] for rij in cursor.fetchall()}

    def leg(code: str, stap: Callable[..., None]) -> None:
        with transaction.atomic():
            stap()
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO demo_stap (code, gedaan_op) VALUES (%s, datetime('now'))", [code])

    for code, stap in sorted(demo_stappen.items()):
        if code not in gedaan:
            _stap(f"demo: {code.partition('-')[2].replace('-', ' ') or code}", partial(leg, code, stap))


def _draai(port: int) -> None:
    """Server and worker as children of this process; ends when the server ends or on Ctrl-C."""
    for sein in (signal.SIGTERM, signal.SIGINT):  # SIGINT too: a shell in the background starts us with it ignored
        signal.signal(sein, _onderbreek)
    kinderen = {naam: _kind(naam, port) for naam in ("serve", "worker")}
    try:
        _wacht_tot_gezond(port, kinderen["serve"])
        _vertel(port)
        while kinderen["serve"].poll() is None:
            if kinderen["worker"].poll() is not None:
                meld("De werker is gestopt; ik start hem opnieuw.")
                time.sleep(2)
                kinderen["worker"] = _kind("worker", port)
            time.sleep(0.5)
        raise Fout("De server is gestopt. Kijk hierboven waarom en start opnieuw: ./vindplaats demo")
    except KeyboardInterrupt:
        meld("\nDe demo stopt. Wat je deed, blijft bewaard.")
    finally:
        _stop(list(kinderen.values()))


def _onderbreek(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _kind(opdracht: str, port: int) -> "subprocess.Popen[bytes]":
    extra = ["--port", str(port), "--host", HOST] if opdracht == "serve" else []
    bron = Path(__file__).resolve().parents[2]  # the folder that holds the package, in both layouts
    paden = os.pathsep.join(filter(None, (str(bron), os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own arguments
        [sys.executable, "-P", "-m", "vindplaats", opdracht, "--met-ouder", str(os.getpid()), *extra],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": paden},
        start_new_session=True,
    )


def _stop(kinderen: "list[subprocess.Popen[bytes]]") -> None:
    for kind in kinderen:
        if kind.poll() is None:
            kind.terminate()
    for kind in kinderen:
        try:
            kind.wait(timeout=10)
        except subprocess.TimeoutExpired:
            kind.kill()


def _wacht_tot_gezond(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise Fout("De server wilde niet starten. Kijk hierboven waarom en start opnieuw: ./vindplaats demo")
        try:
            verbinding = http.client.HTTPConnection(HOST, port, timeout=2)
            verbinding.request("GET", "/gereed/")
            if verbinding.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            verbinding.close()
        time.sleep(0.1)
    raise Fout("De server gaf een halve minuut geen antwoord. Start opnieuw: ./vindplaats demo")


def _vertel(port: int) -> None:
    from vindplaats.kern.opdracht import uit

    console = uit()
    console.print()
    console.print(f"[bold]De demo draait: http://{HOST}:{port}/[/bold]")
    console.print("Alles wat je ziet, is verzonnen. Op de eerste pagina kies je wie je bent. Bijvoorbeeld:")
    for naam, email, rol in _accounts():
        console.print(f"  {naam:<26} {email:<38} {rol}", markup=False)
    console.print("Stoppen: Ctrl-C. Schoon beginnen: ./vindplaats demo --reset")


def _accounts(hoeveel: int = 8) -> list[tuple[str, str, str]]:
    """One demo account per role, in the order of the roles: name, e-mail, role at organisation."""
    from vindplaats.kern.klok import vandaag
    from vindplaats.kern.registers import namen_van
    from vindplaats.toegang.models import RolToekenning

    per_rol: dict[str, Any] = {}
    voorrang = (
        "directeur_swv",
        "kwaliteit_swv",
        "controller_swv",
        "bestuurder",
        "bestuursadviseur",
        "functioneel_beheerder",
    )
    for toekenning in (
        RolToekenning.objects.geldig_op(vandaag()).select_related("gebruiker").order_by("gebruiker__naam")
    ):
        per_rol.setdefault(toekenning.rol, toekenning)
    gekozen = sorted(per_rol.values(), key=lambda t: voorrang.index(t.rol) if t.rol in voorrang else 99)[:hoeveel]
    namen = namen_van(t.organisatie for t in gekozen)
    return [(t.gebruiker.naam, t.gebruiker.email, f"{t.get_rol_display()}, {namen[t.organisatie]}") for t in gekozen]
