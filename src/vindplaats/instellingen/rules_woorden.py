"""Words of a region: other names for the same thing, for searching and for recognising a board. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

MEESTE_ANDERE = 4


def groepen(rijen: Iterable[Mapping[str, Any]], van: str, naar: str) -> list[list[str]]:
    """Names that mean the same: one group per row, `naar` may hold several with a semicolon between them."""
    uit = []
    for rij in rijen:
        namen = [str(rij.get(van) or ""), *str(rij.get(naar) or "").split(";")]
        schoon = [n for n in dict.fromkeys(" ".join(n.split()) for n in namen) if n]
        if len(schoon) > 1:
            uit.append(schoon)
    return uit


def andere_vragen(vraag: str, groepen_: Iterable[list[str]]) -> list[str]:
    """The question with a word (or words) replaced by another name for it; at most four, never the question itself."""
    uit: list[str] = []
    for groep in groepen_:
        for naam in groep:
            patroon = re.compile(rf"(?<!\w){re.escape(naam)}(?!\w)", re.IGNORECASE)
            if not patroon.search(vraag):
                continue
            uit += [patroon.sub(lambda _, a=ander: a, vraag) for ander in groep if ander.casefold() != naam.casefold()]  # type: ignore[misc]
    gevraagd = vraag.casefold()
    return [v for v in dict.fromkeys(uit) if v.casefold() != gevraagd][:MEESTE_ANDERE]


def namen_van(naam: str, groepen_: Iterable[list[str]]) -> list[str]:
    """Every other name for one name (a board with its spellings)."""
    gelijk = naam.casefold()
    return [
        ander
        for groep in groepen_
        if gelijk in {n.casefold() for n in groep}
        for ander in groep
        if ander.casefold() != gelijk
    ]
