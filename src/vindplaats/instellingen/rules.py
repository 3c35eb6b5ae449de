"""Which row holds on a day, and what a change means. Pure."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Regel:
    """A valid row: from which day, to and including which day (None: until the next), and its stored value."""

    pk: uuid.UUID | None
    vanaf: dt.date
    tot: dt.date | None
    waarde: Any
    bron: str = ""


def geldend(regels: Sequence[Regel], dag: dt.date) -> Regel | None:
    """The row that holds on a day: the last one that has begun, unless its own end has passed."""
    begonnen = [r for r in regels if r.vanaf <= dag]
    laatste = max(begonnen, key=lambda r: r.vanaf, default=None)
    return None if laatste is None or (laatste.tot is not None and laatste.tot < dag) else laatste


def eerstvolgende(regels: Sequence[Regel], dag: dt.date) -> Regel | None:
    """The first row that begins after a day."""
    return min((r for r in regels if r.vanaf > dag), key=lambda r: r.vanaf, default=None)


def wisselmoment(regels: Sequence[Regel], dag: dt.date) -> dt.date | None:
    """The first day after `dag` on which another row (or nothing) holds; None when nothing changes any more."""
    nu, straks = geldend(regels, dag), eerstvolgende(regels, dag)
    momenten = [straks.vanaf] if straks else []
    if nu is not None and nu.tot is not None:
        momenten.append(nu.tot + dt.timedelta(days=1))
    return min(momenten, default=None)


def houdt_tot(regels: Sequence[Regel], regel: Regel) -> dt.date | None:
    """The last day a row really holds: its own end, or the day before the next row; None when it stays."""
    volgende = eerstvolgende(regels, regel.vanaf)
    einden = [d for d in (regel.tot, volgende.vanaf - dt.timedelta(days=1) if volgende else None) if d]
    return min(einden, default=None)
