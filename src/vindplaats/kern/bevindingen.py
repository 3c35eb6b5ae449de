"""What `./vindplaats check` says: findings of one sentence each, with what to do. Rooms add questions of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .registers import Register

GOED, LET_OP, FOUT = "goed", "let op", "fout"
CODE = {GOED: 0, LET_OP: 1, FOUT: 2}


@dataclass(frozen=True)
class Bevinding:
    """One answer: about what (`onderdeel`), how it is (`oordeel`), one sentence, and what to do when it is not good."""

    onderdeel: str
    oordeel: str
    zin: str
    doe: str = ""


controles: Register[Callable[[], Iterable[Bevinding]]] = Register("controles")
"""'<room>.<question>' -> function that looks; called by `./vindplaats check` in the order of declaring."""


def ernst(bevindingen: Iterable[Bevinding]) -> int:
    """Exit code of a round of questions: 0 all good, 1 something to look at, 2 something wrong."""
    return max((CODE[b.oordeel] for b in bevindingen), default=0)
