"""A PostgreSQL server of its own in a temporary folder, which may be killed without hurting anybody's data."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from vindplaats.kern.fouten import Fout

from .huis import vrije_poort, wacht_op


def programma(naam: str) -> str:
    """Path of a program of PostgreSQL, also where Debian keeps it off the PATH. Raises Fout when there is none."""
    gevonden = shutil.which(naam)
    kandidaten = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{naam}"))
    if gevonden is None and not kandidaten:
        raise Fout(f"Ik vind {naam} niet. Installeer PostgreSQL, of kies --database sqlite.")
    return gevonden or str(kandidaten[-1])


class Cluster:
    """One database server on a free port of 127.0.0.1. As root it runs as the user `postgres`, as it must."""

    def __init__(self, map_: Path) -> None:
        self.map, self.poort = map_ / "pg", vrije_poort()
        self.gebruiker = "postgres" if os.geteuid() == 0 else None
        self.proces: subprocess.Popen[bytes] | None = None
        self.map.mkdir()
        if self.gebruiker:
            shutil.chown(self.map, self.gebruiker)
            for ouder in (map_, *map_.parents[:-1]):
                if not ouder.stat().st_mode & 0o001:
                    ouder.chmod(ouder.stat().st_mode | 0o011)
        self._draai(
            programma("initdb"), "-D", str(self.map), "-U", "vindplaats", "-A", "trust", "-E", "UTF8", "--no-sync"
        )

    @property
    def url(self) -> str:
        return f"postgresql://vindplaats@127.0.0.1:{self.poort}/postgres"

    def _draai(self, *opdracht: str) -> None:
        uit = subprocess.DEVNULL
        subprocess.run(opdracht, check=True, user=self.gebruiker, cwd="/", stdout=uit, timeout=120)  # noqa: S603 - fixed words

    def start(self) -> None:
        """Start, with the recovery that a crash asks for, and wait until it takes connections."""
        self.proces = subprocess.Popen(  # noqa: S603 - fixed words
            [
                programma("postgres"), "-D", str(self.map), "-p", str(self.poort), "-k", str(self.map),
                "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", "-c", "max_connections=60",
            ],
            user=self.gebruiker, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        wacht_op(self._neemt_aan, "de database")

    def _neemt_aan(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            if self.proces is not None and self.proces.poll() is not None:
                self.start_opnieuw()
            return False
        return True

    def start_opnieuw(self) -> None:
        """The start gave up, for instance because a killed backend still held the shared memory: once more."""
        (self.map / "postmaster.pid").unlink(missing_ok=True)
        self.proces = None
        self.start()

    def dood(self) -> None:
        """kill -9 of the server and all its backends at once, as when the power goes."""
        if self.proces is None:
            return
        kinderen = kinderen_van(self.proces.pid)
        for pid in (self.proces.pid, *kinderen):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.proces.wait()
        wacht_op(lambda: not any(Path(f"/proc/{pid}").exists() for pid in kinderen), "het einde van de database", 20)
        self.proces = None

    def sluit(self) -> None:
        """Gone, with its files."""
        self.dood()
        shutil.rmtree(self.map, ignore_errors=True)


def kinderen_van(ouder: int) -> list[int]:
    """Processes whose parent this is: the backends each have a session of their own, so a group signal misses them."""
    uit = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            velden = stat.read_text().rpartition(")")[2].split()
            if int(velden[1]) == ouder:
                uit.append(int(stat.parent.name))
    return uit
