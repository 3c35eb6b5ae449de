"""The web server: Granian with one listening socket for all its processes (decision 0038)."""

import socket
from typing import Any

from granian.server.mp import MPServer


class Webserver(MPServer):
    """As Granian, but the processes share the socket that listens.

    On Linux Granian gives each process a socket of its own on the same port. What waits on that of a process that stops is
    then reset by the kernel: a visitor sees an error at every renewal (granian issue 921). From a shared socket the next
    process simply takes it.
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
