"""The web server: Granian, of which a process can leave without losing a visitor (decision 0038)."""

import os
import signal
import socket
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

from granian.server.mp import MPServer, WorkerProcess

UITLOOP = 1.0  # seconds between taking the last visitor and stopping: whoever connected gets to ask


class Webserver(MPServer):
    """As Granian, but each listening socket outlives its process, and a process that stops first turns deaf.

    On Linux Granian lets each process open a socket of its own on the same port, so that the kernel divides the visitors. What
    waits on that of a process that stops is reset (granian issue 921); here the main process holds them all and the next
    process gets the same one, with who waits there. And a visitor who was taken but did not ask yet is dropped when a process
    stops (hyper pull request 3808), so it stops taking visitors a moment before.
    """

    def _init_shared_socket(self) -> None:
        super()._init_shared_socket()  # type: ignore[no-untyped-call]
        plan: Any = self._ssp
        if plan is None:  # not on Linux: all processes share one socket
            self._houders, self._sokken = [self._shd], [self._sso]
            return
        self._houders = [plan.build() for _ in range(self.workers)]
        self._sokken = [socket.socket(fileno=houder.get_fd()) for houder in self._houders]
        for sok in self._sokken:
            sok.set_inheritable(True)
        self._ssp = None

    def _drop_shared_socket(self) -> None:
        for sok in self._sokken:
            sok.close()

    def _spawn_worker(self, idx: int, *args: Any, **kwargs: Any) -> WorkerProcess:
        welke = idx % len(self._sokken)
        self._shd: Any = self._houders[welke]
        self._sso: Any = self._sokken[welke]
        proces = super()._spawn_worker(idx, *args, **kwargs)
        proces.terminate = partial(laat_uitlopen, proces)  # type: ignore[method-assign]
        return proces


def laat_uitlopen(proces: WorkerProcess) -> None:
    """Let a web process take no more visitors, and stop it a moment later. One still starting has none and ends at once."""
    proces.interrupt_by_parent = True
    kind = proces.inner
    with suppress(ProcessLookupError):  # it may end just now
        if kind.is_alive():  # the number of one that fell and was cleared away can be somebody else's
            os.kill(kind.pid, signal.SIGUSR1)
    Timer(UITLOOP, kind.terminate).start()


def webproces(nummer: int, naam: str | None, lader: Any, sok: Any, *rest: Any) -> None:
    """What runs in a web process: that of Granian, which turns deaf at SIGUSR1."""
    signal.signal(signal.SIGUSR1, lambda *_: word_doof(sok[1]))
    MPServer._spawn_wsgi_worker(nummer, naam, lader, sok, *rest)


def word_doof(luisterend: socket.socket) -> None:
    """Put a socket that nobody knows in the place of the one that listens: accepting goes on and finds nobody.

    Closing it would not do: the server has copies of its own, and shutting it down would deafen the next process too.
    """
    doof = socket.socket()
    doof.setblocking(False)
    doof.bind(("127.0.0.1", 0))
    doof.listen(1)
    wat = os.fstat(luisterend.fileno())
    for pad in list(Path("/dev/fd").iterdir()):
        try:
            if os.path.samestat(os.fstat(int(pad.name)), wat):
                os.dup2(doof.fileno(), int(pad.name), inheritable=False)
        except OSError:  # the list itself was open while it was made
            continue
