"""Tasks for test_taken.py: the queue finds a task by its address, so they need a module of their own."""

from typing import Any

from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.taken import taak

gedaan: list[Any] = []


@taak()
def goed(*, nummer: int) -> int:
    gedaan.append(nummer)
    return nummer


@taak(pogingen=2, wacht=(30,))
def stuk() -> None:
    gedaan.append("stuk")
    raise RuntimeError("even niet")


@taak(pogingen=5)
def geweigerd() -> None:
    gedaan.append("geweigerd")
    raise OngeldigeInvoer("Dit kan niet.")


@taak(pogingen=3, wacht=(30,), enig=True)
def bundel(sleutel: str) -> None:
    gedaan.append(sleutel)
    raise RuntimeError("even niet")
