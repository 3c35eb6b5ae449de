"""From lines to paragraphs: what was wrapped by a printer or a scanner becomes one paragraph again.

In real reports blank lines say little (report-format.md section 4): every wrapped line may be followed by one. So a
break is read from the width of the line, the end of the sentence and the size of the gap, in that order.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

from .neutraal import Document, Regel

_BOL = re.compile(r"\s*(?:[•\-–—*o]|\d{1,2}[.)]|[a-z][.)])\s+(?=\S)")
_SLOT = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_IETS = re.compile(r"[^\W_]|€|[\u2610\u2612]")
_AFGEBROKEN = re.compile(r"[a-zà-ÿ]{2}-\n[a-zà-ÿ]")
_LOS_STREEPJE = re.compile(r"(?:en|of|als|dan|noch|tot)\b")


@dataclass(slots=True)
class Stuk:
    """A part of one line, trimmed."""

    regel: int
    begin: int
    eind: int


@dataclass(slots=True)
class Tekst:
    """Paragraphs with a map back to the neutral text: (offset here, offset there, length)."""

    tekst: str = ""
    kaart: list[tuple[int, int, int]] = field(default_factory=list)
    stukken: list[Stuk] = field(default_factory=list)

    def bron(self, plek: int) -> int:
        """Offset in the neutral text of offset `plek` in this text."""
        for hier, daar, lengte in self.kaart:
            if plek <= hier + lengte:
                return daar + max(0, plek - hier)
        return self.kaart[-1][1] + self.kaart[-1][2] if self.kaart else 0


@dataclass(slots=True)
class Opmaak:
    """How the lines of a document were made: wrapped or one per paragraph, how wide, how many empty lines between."""

    gewikkeld: bool
    breedte: float
    ruimte: int = 0
    afgebroken: bool = False


def maat(regel: Regel) -> float:
    """Width of a line: in points where printed positions are known, else in characters."""
    return regel.rechts or float(len(regel.tekst))


def meet_opmaak(doc: Document) -> Opmaak:
    """Wrapped when many long lines run on in the next one with a small letter."""
    lang = [r for r in doc.regels if len(r.tekst) > 45 and not r.weg and r.cellen is None]
    gevuld = [(n, r) for n, r in enumerate(doc.regels) if r.tekst.strip() and not r.weg]
    gaten = Counter(
        m - n - 1
        for (n, a), (m, b) in itertools.pairwise(gevuld)
        if len(a.tekst) > 45 and not _SLOT.search(a.tekst) and b.tekst.lstrip()[:1].islower()
    )
    maten = sorted(maat(r) for r in lang)
    breedte = maten[int(len(maten) * 0.95)] if maten else 100.0
    ruimte = gaten.most_common(1)[0][0] if gaten else 0
    lijn = [(a.tekst, b.tekst) for (_, a), (_, b) in itertools.pairwise(gevuld) if a.tekst.endswith("-")]
    gebroken = sum(bool(_AFGEBROKEN.search(f"{a}\n{b.lstrip()[:1]}")) for a, b in lijn)
    afgebroken = gebroken >= max(5, 0.04 * len(lang))
    return Opmaak(gaten.total() > 0.12 * max(10, len(lang)), breedte, ruimte, afgebroken)


def knip(doc: Document, begin: int, eind: int, weg: list[tuple[int, int]]) -> list[Stuk]:
    """The pieces of lines in begin..eind that are left when the ranges `weg` (sorted) are taken out."""
    stukken: list[Stuk] = []
    for nummer in range(doc.regelnummer(begin), len(doc.regels)):
        regel = doc.regels[nummer]
        if regel.begin >= eind:
            break
        if regel.weg:
            continue
        van = max(begin, regel.begin)
        for a, b in [*weg, (eind, eind)]:
            if b <= van or (a >= regel.eind and a < eind):
                continue
            _voeg_stuk(doc, stukken, nummer, van, min(a, regel.eind, eind))
            van = max(van, b)
            if van >= regel.eind:
                break
    return stukken


def _voeg_stuk(doc: Document, stukken: list[Stuk], nummer: int, van: int, tot: int) -> None:
    ruw = doc.tekst[van:tot]
    if van < tot and _IETS.search(ruw):
        stukken.append(Stuk(nummer, van + len(ruw) - len(ruw.lstrip()), tot - len(ruw) + len(ruw.rstrip())))


def voeg_samen(doc: Document, stukken: list[Stuk], opmaak: Opmaak) -> Tekst:
    """Join pieces into paragraphs (separated by an empty line; list items by a line end)."""
    uit = Tekst(stukken=stukken)
    if not stukken:
        return uit
    grens = _gewone_ruimte(doc, stukken, opmaak)
    breedte = max((maat(doc.regels[s.regel]) for s in stukken), default=opmaak.breedte)
    breedte = min(opmaak.breedte, breedte) if len(stukken) > 2 else opmaak.breedte
    delen: list[str] = []
    plek = 0
    for i, stuk in enumerate(stukken):
        tekst = doc.tekst[stuk.begin : stuk.eind]
        naad = _naad(doc, stukken[i - 1], stuk, opmaak, breedte, grens) if i else ""
        if i and not naad and opmaak.afgebroken and _is_afbreking(doc, delen[-1], tekst):
            delen[-1] = delen[-1][:-1]
            plek -= 1
            uit.kaart[-1] = (*uit.kaart[-1][:2], len(delen[-1]))
        delen += [naad, tekst]
        uit.kaart.append((plek + len(naad), stuk.begin, len(tekst)))
        plek += len(naad) + len(tekst)
    uit.tekst = "".join(delen)
    return uit


def _ruimte(a: Stuk, b: Stuk) -> int:
    return b.regel - a.regel - 1


def _gewone_ruimte(doc: Document, stukken: list[Stuk], opmaak: Opmaak) -> int:
    """Empty lines between two lines of one sentence, in this part of the document."""
    gaten = Counter(
        _ruimte(a, b)
        for a, b in itertools.pairwise(stukken)
        if doc.tekst[b.begin].islower() and not _SLOT.search(doc.tekst[a.begin : a.eind])
    )
    return gaten.most_common(1)[0][0] if gaten else opmaak.ruimte


def _naad(doc: Document, a: Stuk, b: Stuk, opmaak: Opmaak, breedte: float, gewoon: int) -> str:
    """What stands between two pieces: nothing (hyphen), a space, a line end or an empty line."""
    eerder, later = doc.tekst[a.begin : a.eind], doc.tekst[b.begin : b.eind]
    if a.regel == b.regel:
        return " "
    bol = bool(_BOL.match(later))
    dicht = bool(_SLOT.search(eerder))
    loopt_door = not dicht and later[:1].islower() and len(eerder) > 25 and not bol
    if loopt_door or (eerder.endswith("-") and len(eerder) > 40 and not bol):
        return _plak(eerder, later)
    if bol:
        return "\n"
    if not opmaak.gewikkeld or _ruimte(a, b) > gewoon:
        return "\n\n"
    eerste_woord = len(later.split(maxsplit=1)[0])
    regel = doc.regels[a.regel]
    per_teken = (regel.rechts - regel.links) / max(1, len(regel.tekst)) if regel.rechts else 1.0
    past = maat(regel) + (1 + eerste_woord) * per_teken < (0.97 if regel.rechts else 0.87) * breedte
    return "\n\n" if past and (dicht or later[:1].isupper()) else _plak(eerder, later)


def _is_afbreking(doc: Document, eerder: str, later: str) -> bool:
    """Is the hyphen of the printer's making? A word that has it elsewhere, inside a line, keeps it."""
    if not _AFGEBROKEN.search(f"{eerder[-3:]}\n{later[:1]}"):
        return False
    links, rechts = re.search(r"[\w-]+$", eerder), re.match(r"\w+", later)
    return not (links and rechts and links.group() + rechts.group() in doc.tekst)


def _plak(eerder: str, later: str) -> str:
    """A hyphen at the end of a line stays; no space after it, unless it hangs ("korte- en lange")."""
    if eerder.endswith("-") and not eerder.endswith(" -"):
        return " " if _LOS_STREEPJE.match(later) else ""
    return " "
