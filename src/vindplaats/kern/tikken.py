"""Small work that cannot wait for the queue: every worker does it every few seconds in a thread of its own.

A tick must be short, safe in several workers at once and quiet when there is nothing to do. Long work is a task.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import close_old_connections, connections

from .registers import Register

logger = logging.getLogger("vindplaats.tikken")


@dataclass(frozen=True)
class Tik:
    """A function that is called every `elke` seconds by each worker."""

    doe: Callable[[], object]
    elke: float


tikken: Register[Tik] = Register("tikken")
"""'toegang.verzegelen' -> what is done every few seconds."""


def tik_nu() -> None:
    """Call every tick once, here and now. One that fails is written down and does not stop the others."""
    for code, tik in tikken.items():
        _roep(code, tik)


def _roep(code: str, tik: Tik) -> None:
    try:
        tik.doe()
    except Exception:
        logger.exception("%s lukte niet; over %s seconden weer", code, tik.elke)


@contextmanager
def tikkend(*, los: bool = True) -> Iterator[None]:
    """Keep ticking as long as this block runs; `los=False` ticks once at the end instead (a worker that stops by itself)."""
    stop = threading.Event()
    draad = threading.Thread(target=_lus, args=(stop,), name="tikken", daemon=True)
    if los:
        draad.start()
    try:
        yield
    finally:
        stop.set()
        if los:
            draad.join(timeout=10)
        else:
            tik_nu()


def _lus(stop: threading.Event) -> None:
    straks = dict.fromkeys(dict(tikken.items()), 0.0)
    while not stop.wait(0.5):
        close_old_connections()
        for code, tik in tikken.items():
            if time.monotonic() >= straks.get(code, 0.0):
                _roep(code, tik)
                straks[code] = time.monotonic() + tik.elke
    connections.close_all()
