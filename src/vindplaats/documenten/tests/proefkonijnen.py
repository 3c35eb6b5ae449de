"""Functions that behave badly, to be run in a child process by the tests."""

import os
import time
from pathlib import Path
from typing import Any

from vindplaats.documenten.weigering import Geweigerd


def lengte(data: bytes) -> int:
    return len(data)


def echo(waarde: Any) -> Any:
    return waarde


def eet_geheugen(mb: int) -> int:
    return len(bytearray(mb * 1024 * 1024))


def slaap(seconden: float) -> None:
    time.sleep(seconden)


def reken_door() -> None:
    while True:
        pass


def val_om() -> None:
    os._exit(7)


def praat(data: bytes) -> int:
    print("x" * 100_000)
    return len(data)


def weiger(code: str) -> None:
    raise Geweigerd(code)


def breek() -> None:
    raise ZeroDivisionError("door nul")


def omgeving() -> dict[str, str]:
    return dict(os.environ)


def nummer() -> int:
    return os.getpid()


def veel(mb: int) -> bytes:
    return bytes(mb * 1024 * 1024)


class Kwaad:
    """Pickles as a call that is not allowed."""

    def __init__(self, pad: str) -> None:
        self.pad = pad

    def __reduce__(self) -> Any:
        return os.system, (f"touch {self.pad}",)


def kwaad(pad: Path) -> Any:
    return Kwaad(str(pad))


def heeft_django() -> bool:
    import sys

    return "django" in sys.modules
