"""Rules of the account: reconciling money (VER-07, VER-15, VER-16) and what concerns whom (VER-06). Pure. Cents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Bedragen = Mapping[str, Mapping[str, int | None]]
"""scheme -> SWV -> cents or None"""


@dataclass(frozen=True)
class Vergelijking:
    """Two amounts beside each other; `verschil` is None when one of them is unknown."""

    wat: str
    links: int | None
    rechts: int | None

    @property
    def verschil(self) -> int | None:
        return None if self.links is None or self.rechts is None else self.links - self.rechts

    @property
    def sluit(self) -> bool:
        return self.verschil == 0


@dataclass(frozen=True)
class Aansluiting:
    """Received against spent, and received against granted, with the steps of the sum."""

    ontvangen: int | None
    besteed: int | None
    pm_regels: int
    zonder_bedrag: int
    toegekend: tuple[Vergelijking, ...]

    @property
    def verschil(self) -> int | None:
        """Received minus spent; None when either is unknown. PM lines are left out of the sum (VER-16)."""
        return None if self.ontvangen is None or self.besteed is None else self.ontvangen - self.besteed

    @property
    def afwijkend(self) -> tuple[Vergelijking, ...]:
        return tuple(v for v in self.toegekend if v.verschil not in (0, None))


def som(bedragen: Sequence[int | None]) -> int | None:
    """Sum of the known amounts; None when nothing is known: empty is not zero (VER-12)."""
    bekend = [b for b in bedragen if b is not None]
    return sum(bekend) if bekend else None


def ontvangen_per_swv(ontvangen: Bedragen) -> dict[str, int | None]:
    """Received per SWV over all schemes."""
    swvs = sorted({swv for cellen in ontvangen.values() for swv in cellen})
    return {swv: som([cellen.get(swv) for cellen in ontvangen.values()]) for swv in swvs}


def aansluiten(
    ontvangen: Bedragen | None, bestedingen: Sequence[Mapping[str, Any]] | None, toegekend: Bedragen | None = None
) -> Aansluiting:
    """Put received beside spent, and per SWV and scheme beside what the SWV granted. Differences never block (VER-15)."""
    ontvangen = ontvangen or {}
    regels = list(bestedingen or [])
    vergelijkingen = []
    for regeling, cellen in sorted((toegekend or {}).items()):
        for swv, bedrag in sorted(cellen.items()):
            gemeld = (ontvangen.get(regeling) or {}).get(swv)
            vergelijkingen.append(Vergelijking(f"{regeling}.{swv}", gemeld, bedrag))
    return Aansluiting(
        ontvangen=som([bedrag for cellen in ontvangen.values() for bedrag in cellen.values()]),
        besteed=som([regel.get("bedrag") for regel in regels if not regel.get("pm")]),
        pm_regels=sum(1 for regel in regels if regel.get("pm")),
        zonder_bedrag=sum(1 for regel in regels if not regel.get("pm") and regel.get("bedrag") is None),
        toegekend=tuple(vergelijkingen),
    )


def kenmerken(*, heeft_bao: bool, heeft_sbo_so: bool) -> frozenset[str]:
    """Which parts of the form concern a board (VER-06)."""
    return frozenset(code for code, heeft in (("bao", heeft_bao), ("sbo_so", heeft_sbo_so)) if heeft)
