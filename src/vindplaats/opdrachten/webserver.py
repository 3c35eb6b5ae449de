"""The web server: Granian, of which a process can leave without losing a visitor (decision 0038)."""

import os
import signal
import socket
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

from granian.server.mp import MPServer, WorkerProcess

UITLOOP = 1.0  # seconds between taking the last visitor and stopping: whoever connected gets to ask


class Webserver(MPServer):
    """As Granian, but the processes share the socket that listens, and one that stops first turns deaf.

    On Linux Granian gives each process a socket of its own on the same port. What waits on that of a process that stops is
    reset by the kernel (granian issue 921); from a shared socket another process takes it. And a visitor who was taken but
    did not ask yet is dropped when a process stops (hyper pull request 3808), so it stops taking visitors a moment before.
    """

    def _init_shared_socket(self) -> None:
        super()._init_shared_socket()  # type: ignore[no-untyped-call]
        plan: Any = self._ssp
        if plan is None:  # not on Linux: Granian shares it already
            return
        self._shd: Any = plan.build()
        self._sfd, self._ssp = self._shd.get_fd(), None
        self._sso: Any = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)

    def _spawn_worker(self, *args: Any, **kwargs: Any) -> WorkerProcess:
        proces = super()._spawn_worker(*args, **kwargs)
        proces.terminate = partial(laat_uitlopen, proces)  # type: ignore[method-assign]
        return proces


def laat_uitlopen(proces: WorkerProcess) -> None:
    """Let a web process take no more visitors, and stop it a moment later."""
    proces.interrupt_by_parent = True
    kind = proces.inner
    if kind.is_alive():
        os.kill(kind.pid, signal.SIGUSR1)
    Timer(UITLOOP, kind.terminate).start()


def webproces(nummer: int, naam: str | None, lader: Any, sok: Any, *rest: Any) -> None:
    """What runs in a web process: that of Granian, which turns deaf at SIGUSR1."""
    signal.signal(signal.SIGUSR1, lambda *_: word_doof(sok[1]))
    MPServer._spawn_wsgi_worker(nummer, naam, lader, sok, *rest)


def word_doof(luisterend: socket.socket) -> None:
    """Put a socket that nobody knows in the place of the one that listens: accepting goes on and finds nobody.

    Closing it would not do: the server has copies of its own, and shutting it down would deafen the other processes too.
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
