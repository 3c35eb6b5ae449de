"""The web server: Granian with one listening socket for all its processes."""

import socket
from typing import Any

from granian.net import SocketSpec
from granian.server.mp import MPServer


class Webserver(MPServer):
    """As Granian, but the processes share the socket that listens.

    On Linux Granian gives each process a socket of its own on the same port. What waits on that of a process that stops is
    then reset by the kernel: a visitor sees an error at every renewal (granian issue 921). From a shared socket the next
    process simply takes it.
    """

    def _init_shared_socket(self) -> None:
        houder: Any = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._ssp, self._shd, self._sfd = None, houder, houder.get_fd()
        self._sso: Any = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)
