"""The house as real processes that can be killed: server, workers, and how somebody outside talks to it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from vindplaats.kern.opdracht import projectmap

CSRF = "a" * 32
GRENS = "grens-tussen-de-delen"
FORMULIER = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}


class NietBevestigd(Exception):
    """The house did not say that it was done: no answer, or an error while it was being killed."""


@dataclass(frozen=True)
class Antwoord:
    """Status, text and where to go next."""

    status: int
    tekst: str
    naar: str = ""


class Huis:
    """Starts and kills processes of the product. `omgeving` is added to the environment; `var` is its folder."""

    def __init__(self, var: Path, omgeving: dict[str, str]) -> None:
        self.var, self.poort = var, vrije_poort()
        self.processen: list[subprocess.Popen[bytes]] = []
        self.omgeving = {**os.environ, "VINDPLAATS_VAR": str(var), **omgeving}

    def _start(self, *opdracht: str) -> "subprocess.Popen[bytes]":
        uit = (self.var / f"{opdracht[0]}.log").open("ab")
        proces = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "vindplaats", *opdracht],
            env=self.omgeving, cwd=projectmap(), stdout=uit, stderr=uit, start_new_session=True,
        )  # fmt: skip
        uit.close()
        self.processen.append(proces)
        return proces

    def server(self, *opties: str) -> "subprocess.Popen[bytes]":
        """A running `serve`, ready to answer. Raises RuntimeError with the end of its log when it stops."""
        proces = self._start("serve", "--port", str(self.poort), *opties)
        wacht_op(lambda: proces.poll() is not None or self.antwoordt(), "de server")
        if proces.poll() is not None:
            raise RuntimeError((self.var / "serve.log").read_text("utf-8", "replace")[-2000:])
        return proces

    def werker(self, *opties: str) -> "subprocess.Popen[bytes]":
        """A `worker` in the background."""
        return self._start("worker", *opties)

    def antwoordt(self) -> bool:
        """Does the server answer anything at all."""
        try:
            return self.vraag("GET", "/account/login/").status < 500
        except (OSError, http.client.HTTPException):
            return False

    def vraag(
        self, methode: str, pad: str, lijf: Any = None, koppen: dict[str, str] | None = None,
        koekjes: dict[str, str] | None = None,
    ) -> Antwoord:  # fmt: skip
        """One request. `koekjes` is the jar of one person and is brought up to date."""
        pot = koekjes if koekjes is not None else {}
        verbinding = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=60)
        try:
            kop = "; ".join(f"{naam}={waarde}" for naam, waarde in {**pot, "csrftoken": CSRF}.items())
            verbinding.request(methode, pad, lijf, {"Cookie": kop, "X-CSRFToken": CSRF, **(koppen or {})})
            antwoord = verbinding.getresponse()
            for koekje in antwoord.headers.get_all("Set-Cookie") or ():
                naam, _, waarde = koekje.partition(";")[0].partition("=")
                pot[naam] = waarde
            tekst = antwoord.read().decode("utf-8", "replace")
            return Antwoord(antwoord.status, tekst, antwoord.headers.get("Location", ""))
        finally:
            verbinding.close()

    def post(self, pad: str, velden: dict[str, str], koekjes: dict[str, str]) -> Antwoord:
        """A form as the page that saves itself sends it."""
        return self.vraag("POST", pad, urlencode(velden), FORMULIER, koekjes)

    def lever_in(self, bestanden: Iterable[tuple[str, bytes | int]], koekjes: dict[str, str]) -> Antwoord:
        """Upload files to the inbox; a number as content is that many MB of zeros, never whole in memory."""
        delen = [(_kop(naam), inhoud) for naam, inhoud in bestanden]
        slot = f"--{GRENS}--\r\n".encode()
        lengte = sum(len(k) + (i << 20 if isinstance(i, int) else len(i)) + 2 for k, i in delen) + len(slot)
        koppen = {"Content-Type": f"multipart/form-data; boundary={GRENS}", "Content-Length": str(lengte)}
        return self.vraag("POST", "/verantwoording/inbox/", _stroom(delen, slot), koppen, koekjes)

    def piek_mb(self) -> float:
        """Peak resident memory of the largest process so far (VmHWM: ru_maxrss is inherited from the parent)."""
        groepen = {p.pid for p in self.processen}
        pieken = [0.0]
        for map_ in Path("/proc").glob("[0-9]*"):
            try:
                if os.getpgid(int(map_.name)) in groepen:
                    regel = re.search(r"VmHWM:\s*(\d+)", (map_ / "status").read_text())
                    pieken.append(int(regel[1]) / 1024 if regel else 0.0)
            except OSError:
                continue
        return max(pieken)

    def dood(self, proces: "subprocess.Popen[bytes]") -> None:
        """kill -9 of the process and what it started in its group."""
        if proces.poll() is None:
            os.killpg(proces.pid, signal.SIGKILL)
            proces.wait()
        self.processen.remove(proces)

    def sluit(self) -> None:
        """kill -9 of everything that still runs."""
        for proces in list(self.processen):
            self.dood(proces)


def _kop(naam: str) -> bytes:
    veilig = naam.replace('"', quote('"'))
    kop = f'Content-Disposition: form-data; name="bestanden"; filename="{veilig}"'
    return f"--{GRENS}\r\n{kop}\r\nContent-Type: application/octet-stream\r\n\r\n".encode()


def _stroom(delen: list[tuple[bytes, bytes | int]], slot: bytes) -> Iterator[bytes]:
    for kop, inhoud in delen:
        yield kop
        if isinstance(inhoud, int):
            for _ in range(inhoud):
                yield bytes(1 << 20)
        else:
            yield inhoud
        yield b"\r\n"
    yield slot


def vrije_poort() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def wacht_op(klaar: Callable[[], Any], wat: str, seconden: float = 60) -> None:
    """Wait until something is so. Raises TimeoutError."""
    eind = time.monotonic() + seconden
    while not klaar():
        if time.monotonic() > eind:
            raise TimeoutError(f"{wat} kwam niet binnen {seconden:g} s")
        time.sleep(0.02)
