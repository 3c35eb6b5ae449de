"""How many visitors are lost while web processes are renewed: Granian as it is, next to the web server of the house. Not a test.

    .venv/bin/python bench/vernieuwen.py [--keren 20] [--schrijf]

Six visitors keep asking a page of two milliseconds, each time over a new connection; the server is renewed (HUP) so many times,
with one and with two web processes.
"""

import argparse
import http.client
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HIER = Path(__file__).resolve()
sys.path[:0] = [str(HIER.parent), str(HIER.parents[1] / "src")]
import meten  # noqa: E402

BEZOEKERS, WISSEL = 6, 1.0  # seconds between a new process and the end of the old one
SOORTEN = {"kaal": "Granian", "huis": "Vindplaats"}


def application(omgeving: dict[str, Any], begin: Callable[[str, list[tuple[str, str]]], object]) -> Iterable[bytes]:
    """The page (WSGI)."""
    time.sleep(0.002)
    begin("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def dien(soort: str, poort: int, processen: int) -> None:
    """The server, until it is told to stop."""
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.server.mp import MPServer

    from vindplaats.opdrachten.webserver import Webserver, webproces

    multiprocessing.set_start_method("spawn", force=True)
    keuze: dict[str, Any] = {
        "address": "127.0.0.1", "port": poort, "interface": Interfaces.WSGI, "workers": processen, "blocking_threads": 4,
        "websockets": False, "respawn_interval": WISSEL, "workers_kill_timeout": 5, "log_level": "warning",
    }  # fmt: skip
    if soort == "kaal":
        MPServer("vernieuwen:application", **keuze).serve()
    else:
        Webserver("vernieuwen:application", http1_settings=HTTP1Settings(keep_alive=False), **keuze).serve(webproces)


def vraag(poort: int) -> None:
    """One visitor, one page. Raises OSError or HTTPException when there is no good answer."""
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=20)
    try:
        verbinding.request("GET", "/")
        antwoord = verbinding.getresponse()
        if antwoord.read() != b"ok":
            raise http.client.HTTPException(str(antwoord.status))
    finally:
        verbinding.close()


def meet(soort: str, processen: int, keren: int) -> Counter[str]:
    """How often it went well, and the errors of the visitors by name."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort = s.getsockname()[1]
    pad = os.pathsep.join(sys.path[:2])
    server = subprocess.Popen(
        [sys.executable, str(HIER), "--dien", soort, str(poort), str(processen)], env=os.environ | {"PYTHONPATH": pad}
    )
    uit: Counter[str] = Counter()
    stop = threading.Event()

    def vraag_door() -> None:
        while not stop.is_set():
            try:
                vraag(poort)
                uit["goed"] += 1
            except (OSError, http.client.HTTPException) as fout:
                uit[type(fout).__name__] += 1

    wacht_op_server(poort)
    draden = [threading.Thread(target=vraag_door) for _ in range(BEZOEKERS)]
    for draad in draden:
        draad.start()
    for _ in range(keren):
        os.kill(server.pid, signal.SIGHUP)
        time.sleep((WISSEL + 1.3) * processen)
    stop.set()
    for draad in draden:
        draad.join()
    server.terminate()
    server.wait(60)
    return uit


def wacht_op_server(poort: int) -> None:
    """Until it answers, at most twenty seconds."""
    for _ in range(200):
        try:
            return vraag(poort)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("de server antwoordt niet")


def rij(soort: str, processen: int, keren: int) -> list[object]:
    """One row of the table."""
    uit = meet(soort, processen, keren)
    goed = uit.pop("goed")
    return [SOORTEN[soort], processen, keren, goed, ", ".join(f"{n} x {naam}" for naam, n in uit.items()) or "none"]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--dien"]:
        dien(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
        sys.exit()
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--keren", type=int, default=20)
    lezer.add_argument("--schrijf", action="store_true", help="zet de tabel in RESULTS.md")
    keuze = lezer.parse_args()
    rijen = [rij(soort, processen, keuze.keren) for soort in SOORTEN for processen in (1, 2)]
    tekst = meten.tabel(["server", "web processes", "renewals", "answered", "lost"], rijen)
    print(tekst)
    if keuze.schrijf:
        meten.schrijf(
            "Vernieuwen", f"`.venv/bin/python bench/vernieuwen.py --keren {keuze.keren}`, {meten.machine()}.\n\n{tekst}"
        )
