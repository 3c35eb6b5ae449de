"""Which words differ between two texts. Pure; used by the conflict screen and by comparing years."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Stuk:
    """A run of text: `soort` is gelijk, erbij (only in the new text) or eraf (only in the old one)."""

    soort: str
    tekst: str


def verschillen(oud: str, nieuw: str, *, samen: bool = False) -> tuple[list[Stuk], list[Stuk]]:
    """Runs of the old and of the new text, word by word. With `samen` both lists hold one merged reading.

    Joining the texts of the runs of one side gives that side back, to the letter.
    """
    links, rechts = _woorden(oud), _woorden(nieuw)
    oud_uit: list[Stuk] = []
    nieuw_uit: list[Stuk] = []
    beide: list[Stuk] = []
    for wat, a1, a2, b1, b2 in _stappen(links, rechts):
        weg, bij = "".join(links[a1:a2]), "".join(rechts[b1:b2])
        if wat == "equal":
            for lijst in (oud_uit, nieuw_uit, beide):
                lijst.append(Stuk("gelijk", weg))
            continue
        for soort, tekst, lijst in (("eraf", weg, oud_uit), ("erbij", bij, nieuw_uit)):
            if tekst:
                lijst.append(Stuk(soort, tekst))
                beide.append(Stuk(soort, tekst))
    return (beide, beide) if samen else (oud_uit, nieuw_uit)


def _stappen(links: list[str], rechts: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The steps from left to right; a lone space that stayed between two changes joins them, for calmer reading."""
    ruw = SequenceMatcher(None, links, rechts, autojunk=False).get_opcodes()
    uit: list[tuple[str, int, int, int, int]] = []
    for nr, (wat, a1, a2, b1, b2) in enumerate(ruw):
        los = wat == "equal" and 0 < nr < len(ruw) - 1 and not "".join(links[a1:a2]).strip()
        soort = "replace" if los else wat
        if uit and soort != "equal" and uit[-1][0] != "equal":
            uit[-1] = ("replace", uit[-1][1], a2, uit[-1][3], b2)
        else:
            uit.append((soort, a1, a2, b1, b2))
    return uit


def _woorden(tekst: str) -> list[str]:
    """Words, signs and runs of space apart; put together again they are the text."""
    return re.findall(r"\w+|\s+|[^\w\s]", tekst)
