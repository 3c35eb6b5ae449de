"""Differences between two Dutch texts, word by word: last year beside this year, or two editors of one answer."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, LCSseq

__all__ = ["Stuk", "alineas", "vergelijk", "zelfde_alinea"]

Soort = Literal["gelijk", "weg", "nieuw"]


class Stuk(NamedTuple):
    """A run of text: "gelijk" (in both), "weg" (only in the first) or "nieuw" (only in the second)."""

    soort: Soort
    tekst: str


_WOORD = re.compile(r"(?:\w+(?:[-'’./]\w+)*|[^\w\s])\s*|^\s+", re.UNICODE)
_PLAT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def vergelijk(oud: str, nieuw: str) -> list[Stuk]:
    """Runs that turn `oud` into `nieuw`; a removal stands before what replaces it.

    The "weg" and "gelijk" runs joined are the words of `oud`, the "nieuw" and "gelijk" runs are exactly `nieuw`; equal
    words take the white space of `nieuw`, so a rewrapped text shows no differences. Two empty texts give [].
    """
    links, rechts = _WOORD.findall(oud), _WOORD.findall(nieuw)
    stukken: list[Stuk] = []
    for op in LCSseq.opcodes([_sleutel(w) for w in links], [_sleutel(w) for w in rechts]):
        if op.tag == "equal":
            _voeg_toe(stukken, "gelijk", rechts[op.dest_start : op.dest_end])
            continue
        weg = links[op.src_start : op.src_end]
        if weg and stukken and not stukken[-1].tekst[-1].isspace() and links[op.src_start - 1][-1].isspace():
            weg = [" ", *weg]
        _voeg_toe(stukken, "weg", weg)
        _voeg_toe(stukken, "nieuw", rechts[op.dest_start : op.dest_end])
    return _geordend(_zonder_eilandjes(stukken))


def _sleutel(woord: str) -> str:
    return woord.strip().translate(_PLAT)


def _voeg_toe(stukken: list[Stuk], soort: Soort, woorden: list[str]) -> None:
    if not woorden:
        return
    if stukken and stukken[-1].soort == soort:
        stukken[-1] = Stuk(soort, stukken[-1].tekst + "".join(woorden))
    else:
        stukken.append(Stuk(soort, "".join(woorden)))


def _zonder_eilandjes(stukken: list[Stuk]) -> list[Stuk]:
    """One short equal word between two changes reads worse than one larger change."""
    uit: list[Stuk] = []
    for plek, stuk in enumerate(stukken):
        tussen = 0 < plek < len(stukken) - 1
        if stuk.soort == "gelijk" and tussen and len(stuk.tekst.split()) <= 1 and len(stuk.tekst.strip()) <= 4:
            uit += [Stuk("weg", stuk.tekst), Stuk("nieuw", stuk.tekst)]
        else:
            uit.append(stuk)
    return uit


def _geordend(stukken: list[Stuk]) -> list[Stuk]:
    """Between two equal runs: everything removed first, then everything new."""
    uit: list[Stuk] = []
    weg = nieuw = ""
    for stuk in [*stukken, Stuk("gelijk", "")]:
        if stuk.soort == "weg":
            weg += stuk.tekst
        elif stuk.soort == "nieuw":
            nieuw += stuk.tekst
        else:
            uit += [deel for deel in (Stuk("weg", weg), Stuk("nieuw", nieuw)) if deel.tekst]
            weg = nieuw = ""
            uit += [stuk] if stuk.tekst else []
    return uit


def alineas(tekst: str) -> list[tuple[int, int]]:
    """Begin and end of every paragraph of a stored answer (separated by a blank line)."""
    plekken = []
    for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", tekst):
        plekken.append((m.start(), m.start() + len(m.group().rstrip())))
    return plekken


def zelfde_alinea(a: str, b: str, drempel: float = 0.95) -> bool:
    """True when two paragraphs say the same: equal but for case, punctuation and wrapping, or a word here and there.

    Another figure makes another paragraph; another year does not (that is just what stale text looks like). Below eight
    words only equal counts. `drempel`: share of words that must agree (0..1).
    """
    links, rechts = _kern(a), _kern(b)
    if not links or not rechts:
        return not links and not rechts
    if [w for w in links if w.isdigit()] != [w for w in rechts if w.isdigit()]:
        return False
    if links == rechts:
        return True
    return min(len(links), len(rechts)) >= 8 and Indel.normalized_similarity(links, rechts) >= drempel


def _kern(tekst: str) -> list[str]:
    """Words and figures in lower case; years as one sign."""
    plat = re.sub(
        r"'?(?:19|20)?\d\d\s?[-/–]\s?'?(?:20)?\d\d(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)", " jaartal ", tekst.lower()
    )
    return re.findall(r"[^\W_]+", plat)
