"""Proof of life of a process: a lock that goes with the process, also after kill -9. And: which workers live.

SQLite: a file lock beside the database (all processes are on that machine). PostgreSQL: an advisory lock on a
connection of its own, whose name tells which worker it is.
"""

import datetime as dt
import fcntl
import os
import re
import secrets
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

SLEUTELRUIMTE = 0x56504C54  # first half of the advisory lock of a worker
HARTSLAG = 20.0  # seconds between two looks at the lock
_VERBINDING = frozenset({"dbname", "user", "password", "host", "port", "options", "sslmode"})
_NAAM = "vp-werker "
_WERKER_ID = re.compile(r"^(?P<machine>.{1,30})-(?P<pid>\d+)-[0-9a-f]{12}$")
# a machine that falls away without a word is noticed by the server within a minute
_WAAKZAAM = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"


@dataclass(frozen=True)
class LevendeWerker:
    """A worker that lives: on which machine, which process, since when."""

    werker_id: str
    machine: str
    pid: int
    sinds: dt.datetime


def nieuw_werker_id() -> str:
    """Name of a worker, never used again: machine, process number, chance."""
    return f"{os.uname().nodename[:30]}-{os.getpid()}-{secrets.token_hex(6)}"


def machine_van(werker_id: str) -> str:
    """`server1-123-0a1b...` -> `server1, proces 123`: for a screen."""
    gevonden = _WERKER_ID.match(werker_id)
    return f"{gevonden['machine']}, proces {gevonden['pid']}" if gevonden else werker_id


class Levensteken:
    """One lock under a name. `pak` takes it, `los` gives it back, `houd` takes it again when its connection was lost."""

    def __init__(self, werker_id: str) -> None:
        self.werker_id = werker_id
        self._bestand: Any = None
        self._verbinding: Any = None
        self._gepakt = False
        self._slot = threading.RLock()
        self._stop = threading.Event()

    def pak(self) -> bool:
        """Take the lock; False when a living process has it."""
        with self._slot:
            self._gepakt = self._pak_postgres() if connection.vendor == "postgresql" else self._pak_bestand()
            return self._gepakt

    def los(self) -> None:
        """Let go of the lock."""
        self._stop.set()
        with self._slot:
            self._gepakt = False
            if self._bestand is not None:
                self._pad().unlink(missing_ok=True)
                self._bestand.close()
                self._bestand = None
            if self._verbinding is not None:
                self._verbinding.close()
                self._verbinding = None

    def houd(self) -> None:
        """Take the lock again when the connection that holds it was lost."""
        import psycopg

        with self._slot:
            if connection.vendor != "postgresql" or not self._gepakt:
                return
            try:
                if self._verbinding is not None:
                    self._verbinding.execute("SELECT 1")
                    return
            except psycopg.Error:
                self._verbinding.close()
                self._verbinding = None
            try:
                self._pak_postgres()
            except psycopg.Error:
                return  # the database is still away; the next beat tries again

    def klop(self) -> None:
        """Keep the lock from a thread of its own, also while one task takes hours."""

        def sla() -> None:
            while not self._stop.wait(HARTSLAG):
                self.houd()

        if connection.vendor == "postgresql":
            threading.Thread(target=sla, name="hartslag", daemon=True).start()

    def _pad(self) -> Path:
        return _map() / self.werker_id

    def _pak_bestand(self) -> bool:
        self._pad().parent.mkdir(parents=True, exist_ok=True)
        while True:
            bestand = self._pad().open("a+", encoding="utf-8")
            try:
                fcntl.flock(bestand, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                bestand.close()
                return False
            if _zelfde(bestand, self._pad()):  # else its last holder took it away between our opening and locking
                self._bestand = bestand
                return True
            bestand.close()

    def _pak_postgres(self) -> bool:
        import psycopg

        parameters = {k: v for k, v in connection.get_connection_params().items() if k in _VERBINDING}
        parameters["options"] = f"{parameters.get('options') or ''} {_WAAKZAAM}".strip()
        naam = f"{_NAAM}{self.werker_id}"
        verbinding = psycopg.connect(**parameters, autocommit=True, application_name=naam, connect_timeout=10)
        sleutel = zlib.crc32(self.werker_id.encode()) - 2**31
        rij = verbinding.execute("SELECT pg_try_advisory_lock(%s, %s)", [SLEUTELRUIMTE, sleutel]).fetchone()
        if not (rij and rij[0]):
            verbinding.close()
            return False
        self._verbinding = verbinding
        return True


@contextmanager
def alleenrecht(naam: str) -> Iterator[bool]:
    """Be the only living process that does this (`ronde-<id>`); gives False when another one is at it.

    Whoever gets True knows that what an earlier process left half done is nobody's any more, also after kill -9.
    """
    teken = Levensteken(naam)
    gekregen = teken.pak()
    try:
        yield gekregen
    finally:
        teken.los()


def leeft(werker_id: str) -> bool:
    """Does this worker live? It does when nobody else can take its lock."""
    proef = Levensteken(werker_id)
    if not proef.pak():
        return True
    proef.los()
    return False


def levende_werkers() -> list[LevendeWerker]:
    """The workers that live now, oldest first."""
    gevonden = _uit_postgres() if connection.vendor == "postgresql" else _uit_map()
    werkers = []
    for werker_id, sinds in gevonden:
        delen = _WERKER_ID.match(werker_id)
        if delen:
            werkers.append(LevendeWerker(werker_id, delen["machine"], int(delen["pid"]), sinds))
    return sorted(werkers, key=lambda w: w.sinds)


def _uit_postgres() -> list[tuple[str, dt.datetime]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction keeps seeing what it saw first
        cursor.execute(
            "SELECT DISTINCT ON (a.pid) a.application_name, a.backend_start FROM pg_stat_activity a "
            "JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'advisory' AND l.classid = %s AND l.granted "
            "WHERE a.datname = current_database() AND starts_with(a.application_name, %s)",
            [SLEUTELRUIMTE, _NAAM],
        )
        return [(naam.removeprefix(_NAAM), sinds) for naam, sinds in cursor.fetchall()]


def _uit_map() -> list[tuple[str, dt.datetime]]:
    paden = [p for p in _map().glob("*") if _WERKER_ID.match(p.name)] if _map().is_dir() else []
    gevonden = []
    for pad in paden:
        try:
            sinds = dt.datetime.fromtimestamp(pad.stat().st_mtime, tz=timezone.get_current_timezone())
        except OSError:
            continue
        if leeft(pad.name):
            gevonden.append((pad.name, sinds))
    return gevonden


def _zelfde(bestand: Any, pad: Path) -> bool:
    try:
        return os.fstat(bestand.fileno()).st_ino == pad.stat().st_ino
    except OSError:
        return False


def _map() -> Path:
    return Path(settings.VAR) / "werkers"
