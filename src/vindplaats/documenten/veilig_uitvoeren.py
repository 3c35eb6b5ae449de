"""Run a pure function on somebody else's file in a process of its own, with limits on memory and time. Pure.

One call: `veilig(functie, data)`. Many files: `with Werkbank() as bank: bank.doe(functie, data)`, which keeps one
child for a number of jobs and starts a new one after any failure. The child gets no settings and no secrets.
"""

import os
import pickle
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from vindplaats.kern.fouten import Fout

from .werker import LENGTE, Antwoord, ontpak

MB = 1024 * 1024
BLOK = 1 << 18
WORTEL = Path(__file__).resolve().parents[2]
DOORGEVEN = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE")

BESCHADIGD = (
    "Dit bestand is niet te lezen, waarschijnlijk is het beschadigd. Sla het opnieuw op en lever het nog eens in."
)
ZINNEN = {
    "tijd": "Het lezen van dit bestand duurde te lang en is gestopt. Maak het kleiner of lever het in als .docx.",
    "geheugen": "Dit bestand vraagt te veel geheugen om te lezen. Maak het kleiner, bijvoorbeeld zonder afbeeldingen.",
    "groot": "Uit dit bestand komt te veel tekst om te verwerken. Splits het en lever de delen los in.",
    "gestopt": BESCHADIGD,
    "fout": BESCHADIGD,
}


class UitvoerFout(Fout):
    """The job did not end well. `code` is tijd, geheugen, groot, gestopt or fout.

    `zin` is for the person on the screen, `techniek` for the log only.
    """

    def __init__(self, code: str, techniek: str = "") -> None:
        super().__init__(ZINNEN[code])
        self.args = (code, techniek)
        self.code = code
        self.techniek = techniek

    def __str__(self) -> str:
        return self.zin


@dataclass(frozen=True)
class Grenzen:
    """Limits of a child. Memory is address space in bytes; times are seconds; `antwoord` is the largest result."""

    geheugen: int = 1024 * MB
    rekentijd: int = 60
    wachttijd: float = 90
    schrijven: int = 64 * MB
    antwoord: int = 256 * MB
    opdrachten: int = 200
    piek_kb: int = 400 * 1024


STANDAARD = Grenzen()


def naam_van_functie(functie: str | Callable[..., Any]) -> str:
    """The name under which the child finds a function: `vindplaats.kamer.module:functie`."""
    return functie if isinstance(functie, str) else f"{functie.__module__}:{functie.__qualname__}"


class Kind:
    """One child process and the pipes to it."""

    def __init__(self, grenzen: Grenzen) -> None:
        self.grenzen = grenzen
        self.opdrachten = 0
        self.piek_kb = 0
        self.fouten: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed in sluit()
        self.proces = subprocess.Popen(
            [sys.executable, "-c", "from vindplaats.documenten.werker import draai; draai()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.fouten,
            env=_omgeving(),
            start_new_session=True,
            bufsize=0,
        )
        os.set_blocking(self._in, False)
        os.set_blocking(self._uit, False)
        velden = {"geheugen": grenzen.geheugen, "schrijven": grenzen.schrijven, "rekentijd": grenzen.rekentijd}
        self._wacht_rij = _frame(pickle.dumps(velden))

    @property
    def _in(self) -> int:
        return cast(BinaryIO, self.proces.stdin).fileno()

    @property
    def _uit(self) -> int:
        return cast(BinaryIO, self.proces.stdout).fileno()

    def doe(self, naam: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Antwoord:
        """Send one job and wait for its answer. Raises UitvoerFout when the child dies or takes too long."""
        self.opdrachten += 1
        te_sturen = self._wacht_rij + _frame(pickle.dumps((naam, args, kwargs), protocol=5))
        self._wacht_rij = b""
        try:
            antwoord = ontpak(self._wissel(te_sturen))
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError) as fout:
            raise UitvoerFout("fout", f"antwoord: {fout}") from None
        self.piek_kb = max(self.piek_kb, antwoord.piek_kb)
        return antwoord

    def _wissel(self, te_sturen: bytes) -> bytes:
        """Write and read at the same time until one whole answer is in, within the wall time."""
        eind = time.monotonic() + self.grenzen.wachttijd
        zicht, binnen = memoryview(te_sturen), bytearray()
        with selectors.DefaultSelector() as kiezer:
            kiezer.register(self._uit, selectors.EVENT_READ)
            kiezer.register(self._in, selectors.EVENT_WRITE)
            while True:
                over = eind - time.monotonic()
                klaar = kiezer.select(over) if over > 0 else []
                if not klaar:
                    raise UitvoerFout("tijd", f"langer dan {self.grenzen.wachttijd:g} s")
                for sleutel, _ in klaar:
                    if sleutel.fd == self._in:
                        zicht = self._schrijf(zicht, kiezer)
                    elif (geheel := self._lees(binnen)) is not None:
                        return geheel

    def _schrijf(self, zicht: memoryview, kiezer: selectors.BaseSelector) -> memoryview:
        try:
            zicht = zicht[os.write(self._in, zicht[:BLOK]) :]
        except BlockingIOError:
            return zicht
        except BrokenPipeError:
            raise self._doodsoorzaak() from None
        if not zicht:
            kiezer.unregister(self._in)
        return zicht

    def _lees(self, binnen: bytearray) -> bytes | None:
        """Take what there is; the whole answer once it is complete."""
        try:
            brok = os.read(self._uit, BLOK)
        except BlockingIOError:
            return None
        if not brok:
            raise self._doodsoorzaak()
        binnen += brok
        if len(binnen) < LENGTE.size:
            return None
        lengte = LENGTE.unpack(binnen[: LENGTE.size])[0]
        if lengte > self.grenzen.antwoord:
            raise UitvoerFout("groot", f"antwoord van {lengte} bytes")
        return bytes(binnen[LENGTE.size :]) if len(binnen) == LENGTE.size + lengte else None

    def _doodsoorzaak(self) -> UitvoerFout:
        """Why the child is gone, from its signal and its last words."""
        code = self.proces.wait(timeout=5)
        self.fouten.seek(0)
        slot = self.fouten.read()[-2000:].decode("utf-8", "replace").strip()
        if code == -getattr(signal, "SIGXCPU", 24):
            return UitvoerFout("tijd", f"meer dan {self.grenzen.rekentijd} s rekentijd")
        if any(w in slot for w in ("memory allocation", "MemoryError", "bad_alloc", "Out of memory", "out of memory")):
            return UitvoerFout("geheugen", slot)
        return UitvoerFout("gestopt", f"einde met code {code}: {slot}")

    def sluit(self) -> None:
        """End the child, politely when it is idle."""
        for pijp in (self.proces.stdin, self.proces.stdout):
            if pijp:
                pijp.close()
        if self.proces.poll() is None:
            self.proces.kill()
        self.proces.wait()
        self.fouten.close()


class Werkbank:
    """A child that handles many jobs. A new one starts after a failure, after `opdrachten` jobs or when it grew big.

    Not for use by two threads at once: give each thread its own.
    """

    def __init__(self, grenzen: Grenzen = STANDAARD) -> None:
        self.grenzen = grenzen
        self.piek_kb = 0
        self._kind: Kind | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.sluit()

    def sluit(self) -> None:
        if self._kind:
            self._kind.sluit()
        self._kind = None

    def doe(self, functie: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run `functie` (own module, importable without Django) on the arguments in the child and give its result.

        Raises the function's own exception when it comes from our own code, else UitvoerFout with a Dutch sentence.
        """
        kind = self._kind = self._kind or Kind(self.grenzen)
        try:
            antwoord = kind.doe(naam_van_functie(functie), args, kwargs)
        except BaseException:
            self.sluit()
            raise
        self.piek_kb = max(self.piek_kb, kind.piek_kb)
        if kind.opdrachten >= self.grenzen.opdrachten or kind.piek_kb > self.grenzen.piek_kb:
            self.sluit()
        return antwoord.waarde if antwoord.gelukt else self._mislukt(antwoord)

    def _mislukt(self, antwoord: Antwoord) -> Any:
        code, inhoud = antwoord.waarde
        if code == "eigen" and isinstance(inhoud, Exception):
            raise inhoud
        if code == "geheugen":
            self.sluit()
        raise UitvoerFout(code if code in ZINNEN else "fout", str(inhoud))


def veilig(functie: str | Callable[..., Any], *args: Any, grenzen: Grenzen = STANDAARD, **kwargs: Any) -> Any:
    """Run one function in a process of its own and end that process. See `Werkbank.doe` for what it raises."""
    with Werkbank(grenzen) as bank:
        return bank.doe(functie, *args, **kwargs)


def veilig_alle[T](
    functie: str | Callable[..., Any], stukken: Iterable[T], grenzen: Grenzen = STANDAARD
) -> Iterator[tuple[T, Any]]:
    """Run one function on many inputs in one child; gives each input with its result or with its exception."""
    with Werkbank(grenzen) as bank:
        for stuk in stukken:
            try:
                yield stuk, bank.doe(functie, stuk)
            except Exception as fout:
                yield stuk, fout


def _frame(ruw: bytes) -> bytes:
    return LENGTE.pack(len(ruw)) + ruw


def _omgeving() -> dict[str, str]:
    """The environment of a child: no secrets, and the same modules as here."""
    schoon = {n: os.environ[n] for n in DOORGEVEN if n in os.environ}
    paden = [str(WORTEL), *(p for p in sys.path if p)]
    schoon["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paden))
    schoon["PYTHONIOENCODING"] = "utf-8"
    schoon["MALLOC_ARENA_MAX"] = schoon["RAYON_NUM_THREADS"] = "2"  # else address space grows with the cores
    return schoon
