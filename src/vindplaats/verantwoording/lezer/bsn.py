"""Citizen service numbers do not belong in a report: they are blacked out before anything is read (architecture promise 10)."""

import re
from collections.abc import Iterable

from .neutraal import Regel

_NEGEN = re.compile(
    r"(?<![\d.,€])(?<!€ )(?<!€  )(\d{9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?![\d]|[.,]\d)"
)
ZWART = "\u2588"


def klopt_elfproef(cijfers: str) -> bool:
    """The check sum of a BSN: 9*a + 8*b + ... + 2*h - i is a multiple of eleven, and not all zeros."""
    if len(cijfers) != 9 or not cijfers.isdigit() or not int(cijfers):
        return False
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(g * int(c) for g, c in zip(gewichten, cijfers, strict=True)) % 11 == 0


def verberg(tekst: str) -> tuple[str, int]:
    """The text with every BSN-like number blacked out (same length), and how many there were."""
    aantal = 0

    def _zwart(m: re.Match[str]) -> str:
        nonlocal aantal
        if not klopt_elfproef(re.sub(r"\D", "", m[1])):
            return m.group()
        aantal += 1
        return ZWART * len(m.group())

    return _NEGEN.sub(_zwart, tekst), aantal


def verberg_bsn(regels: Iterable[Regel]) -> list[str]:
    """Black out in place, cells included; the sentences to show."""
    samen = 0
    for regel in regels:
        if not _NEGEN.search(regel.tekst):
            continue
        nieuw, aantal = verberg(regel.tekst)
        samen += aantal
        if aantal:
            regel.tekst = nieuw
            regel.cellen = tuple(verberg(cel)[0] for cel in regel.cellen) if regel.cellen is not None else None
            regel.delen = tuple((verberg(deel)[0], x0, x1) for deel, x0, x1 in regel.delen)
    if not samen:
        return []
    wat = "Er stond een nummer in dat" if samen == 1 else f"Er stonden {samen} nummers in die"
    return [f"{wat} op een burgerservicenummer lijkt. Dat is weggelakt en wordt niet bewaard."]
