"""The command `soak`: rounds of work, a kill at a random moment, up again, and a look at what is there."""

import os
import random
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from vindplaats.kern.fouten import Fout
from vindplaats.kern.opdracht import meld

from .huis import Huis, NietBevestigd, wacht_op
from .mensen import Mens
from .postgres import Cluster

MOORDEN = ("web", "een webproces", "worker", "database", "alles")


def soak(
    ronden: Annotated[int, typer.Option("--ronden", help="Aantal keren dat er iets gedood wordt.", min=1)] = 100,
    database: Annotated[str, typer.Option("--database", help="sqlite of postgresql.")] = "sqlite",
    zaad: Annotated[int, typer.Option("--zaad", help="Getal waarmee dezelfde volgorde terugkomt.", min=0)] = 0,
) -> None:
    """Werk een dag na en dood onderweg web, werker en database. Gebruikt nooit je eigen database."""
    if database not in {"sqlite", "postgresql"}:
        raise Fout("Kies --database sqlite of --database postgresql.")
    zaad = zaad or secrets.randbelow(10**6) + 1
    with _tijdelijk() as map_, _database(map_, database) as (url, cluster):
        _zet_omgeving(map_, url)
        meld(f"Soak op {database}, {ronden} ronden, zaad {zaad}. De streek wordt gelegd.")
        uitslag = Soak(map_, cluster, random.Random(zaad)).draai(ronden)  # noqa: S311 - chance, not a secret
    meld(uitslag)


@contextmanager
def _tijdelijk() -> Iterator[Path]:
    map_ = Path(tempfile.mkdtemp(prefix="vindplaats-soak-"))
    try:
        yield map_
    except Fout as fout:
        raise Fout(f"{fout.zin} De logboeken van de processen staan in {map_}.") from fout
    shutil.rmtree(map_, ignore_errors=True)


@contextmanager
def _database(map_: Path, soort: str) -> Iterator[tuple[str, Cluster | None]]:
    if soort == "sqlite":
        yield f"sqlite:///{map_ / 'soak.sqlite3'}", None
        return
    cluster = Cluster(map_)
    try:
        cluster.start()
        yield cluster.url, cluster
    finally:
        cluster.sluit()


def _zet_omgeving(map_: Path, url: str) -> None:
    """This process and its children: as in production, on a database of our own. Nothing of the caller's settings stays."""
    from vindplaats.kern.opdracht import django_klaar

    for naam in [n for n in os.environ if n.startswith("VINDPLAATS_") and n != "VINDPLAATS_START"]:
        del os.environ[naam]
    os.environ.update(
        VINDPLAATS_VAR=str(map_), VINDPLAATS_DATABASE=url, VINDPLAATS_GEHEIM=secrets.token_urlsafe(48),
        VINDPLAATS_MAAT_MAKEN="0", VINDPLAATS_MAAT_INSTUREN="0", VINDPLAATS_LOGNIVEAU="ERROR",  # one person, the work of a year
        DJANGO_SETTINGS_MODULE="vindplaats.conf.settings",
    )  # fmt: skip
    django_klaar(demo_mag=False)


class Soak:
    """One run: the processes, the people and the count of what happened."""

    def __init__(self, map_: Path, cluster: Cluster | None, lot: random.Random) -> None:
        from .streek import leg

        self.cluster, self.lot = cluster, lot
        self.begin = time.monotonic()
        self.plek = leg()
        self.huis = Huis(map_, {})
        self.web: Any = None
        self.werkers: list[Any] = []
        self.mensen: list[Mens] = []
        self.geteld = dict.fromkeys(MOORDEN, 0)

    def draai(self, ronden: int) -> str:
        """All rounds. Returns the verdict; raises Fout with what went wrong and in which round."""
        from rich.progress import track

        from .streek import mensen

        try:
            self._overeind()
            self.mensen = mensen(self.huis, self.plek)
            for ronde in track(range(1, ronden + 1), "ronden", transient=True):
                moord = self._ronde()
                self._eis_heel(f"ronde {ronde} ({moord} gedood)")
            self._maak_af()
        finally:
            self.huis.sluit()
        return self._uitslag(ronden)

    def _ronde(self) -> str:
        """Let everybody work, kill something, bring it back, let everybody send again what was not acknowledged."""
        stop, gedood = threading.Event(), threading.Event()
        draden = [threading.Thread(target=m.werk, args=(stop, gedood), name=m.naam) for m in self.mensen]
        for draad in draden:
            draad.start()
        time.sleep(self.lot.uniform(0.3, 2.5))
        moord = self.lot.choice(MOORDEN)
        gedood.set()
        self._dood(moord)
        if moord in {"worker", "een webproces"}:
            time.sleep(0.5)
        stop.set()
        for draad in draden:
            draad.join(90)
        self.geteld[moord] += 1
        self._overeind()
        for mens in self.mensen:
            self._nog_eens(mens)
        return moord

    def _dood(self, moord: str) -> None:
        if moord == "een webproces":
            self._dood_een_webproces()
        if moord in {"web", "alles"} or (moord == "database" and self.cluster is None):
            self.huis.dood(self.web)
            self.web = None
        if moord == "worker":
            self.huis.dood(self.werkers.pop())
        if moord == "alles" or (moord == "database" and self.cluster is None):
            while self.werkers:
                self.huis.dood(self.werkers.pop())
        if self.cluster is not None and moord in {"database", "alles"}:
            self.cluster.dood()

    def _dood_een_webproces(self) -> None:
        """kill -9 of one of the processes behind the port; the server must bring it back by itself."""
        import signal

        from .postgres import kinderen_van

        kinderen = kinderen_van(self.web.pid)
        if kinderen:
            os.kill(self.lot.choice(kinderen), signal.SIGKILL)

    def _overeind(self) -> None:
        """Everything that is not there is started, as the host's service manager would."""
        if self.cluster is not None and self.cluster.proces is None:
            self.cluster.start()
        self._web_op()
        for weg in [w for w in self.werkers if w.poll() is not None]:
            self.werkers.remove(weg)
            self.huis.processen.remove(weg)
        while len(self.werkers) < 2:
            self.werkers.append(self.huis.werker())
        wacht_op(self._web_antwoordt, "de server")

    def _web_antwoordt(self) -> bool:
        self._web_op()
        return self.huis.antwoordt()

    def _web_op(self) -> None:
        """Start the server where it is not there. It ends by itself when the same process falls twice in five seconds."""
        if self.web is not None and self.web.poll() is not None:
            self.huis.processen.remove(self.web)
            self.web = None
        if self.web is None:
            self.web = self.huis.server("--processen", "2")

    def _nog_eens(self, mens: Mens) -> None:
        """Send again until the house says yes: connections of the pool to a killed database may fail once or twice."""
        import http.client

        for poging in range(20):
            try:
                mens.nog_eens()
                return
            except (OSError, http.client.HTTPException, NietBevestigd) as fout:
                if poging == 19:
                    mens.mis.append(f"{mens.naam}: na het opstaan nog steeds {fout!r}")
                time.sleep(0.25)
                self._web_op()

    def _eis_heel(self, wanneer: str) -> None:
        from .toezicht import klachten

        mis = klachten(self.plek, self.mensen)
        if mis:
            raise Fout(f"Niet heel na {wanneer}: " + "; ".join(mis[:5]))

    def _maak_af(self) -> None:
        """Let the workers finish, then look once more at everything: what still waits may arrive, nothing else may change."""
        from .toezicht import klachten, mislukt, wachtend

        eind, mis = time.monotonic() + 300, ["de wachtrij kwam niet leeg"]
        while mis and time.monotonic() < eind:
            try:
                wacht_op(lambda: not wachtend(), "het einde van de wachtrij", 300)
            except TimeoutError:
                raise Fout(f"De wachtrij kwam niet leeg in 300 s: {', '.join(wachtend()[:10])}.") from None
            mis = klachten(self.plek, self.mensen, aan_het_eind=True) + mislukt()
            if not all("nooit gelezen" in klacht for klacht in mis):
                break
            time.sleep(0.5)
        if mis:
            raise Fout("Niet heel aan het eind: " + "; ".join(mis[:5]))

    def _uitslag(self, ronden: int) -> str:
        gedaan = ", ".join(f"{m.naam} {len(m.bevestigd)}" for m in self.mensen)
        moorden = ", ".join(f"{naam} {aantal}" for naam, aantal in self.geteld.items())
        duur = time.monotonic() - self.begin
        return (
            f"Heel na {ronden} ronden in {duur:.0f} s. Gedood: {moorden}. Bevestigd en terug te vinden: {gedaan}. "
            "Niets weg, niets dubbel, het logboek sluit."
        )
