"""The four process blocks: steering, indicator numbers, elaboration, and the printed list that follows (VER-08, VER-11)."""

import re
from dataclasses import dataclass, field

from .herkennen import Woorden, Zone
from .koppen import REEKSEN
from .neutraal import Document, Regel
from .sjabloon import Vondst
from .woorden import vouw

_NUMMERS = re.compile(r"(?:indicator\s*)?num+ers?\s*\(?\s*s?\s*\)?\s*[*_]*\s*[:;][ \t*_]*")
_REEKS = re.compile(
    r"[\s*_(]*(?P<reeks>\d{1,2}(?:\s*(?:,|;|/|&|\+|\ben\b|t/m|tot en met|-|–)\s*(?:nr\.?\s*)?\d{1,2}(?!\d))*)(?![\d%]|[.,]\d)[\s*_).]*"
)
_NVT = re.compile(r"[\s*_(]*n\s*\.?\s*v\s*\.?\s*t\b\.?[\s*_)]*|[\s*_(]*niet van toepassing\b\.?[\s*_)]*")
_LIJSTREGEL = re.compile(r"[\s•\-\u2610\u2612]*(\d{1,2})[.)]?[ \t]+\S")
_LIJSTKOP = re.compile(r"\W*\d{1,2}\W*|\W*(?:(?:nr|no|nummers?|indicator(?:en)?|omschrijving)\b\W*){1,4}", re.I)
_VINK = re.compile(r"\u2612\s*(\d{1,2})\b|^\s*(\d{1,2})\b.*\u2612")


@dataclass(slots=True)
class Blok:
    """Offsets of the parts of one block. `nummers` is None when the line with numbers was not found."""

    code: str
    sturing: tuple[int, int]
    uitwerking: tuple[int, int]
    nummers: list[int] | None = None
    nvt: bool = False
    nummers_plek: tuple[int, int] | None = None
    weg: list[tuple[int, int, str]] = field(default_factory=list)
    na: tuple[int, int] | None = None


def lees_blok(doc: Document, w: Woorden, zone: Zone, vondsten: list[Vondst], reeks: tuple[int, int] | None) -> Blok:
    """Cut one block in its parts."""
    reeks = reeks or REEKSEN.get(zone.code, (1, 43))
    lijst = _catalogus(doc, w, zone, vondsten, reeks)
    grens = lijst[0] if lijst else zone.eind
    blok = Blok(zone.code, (zone.begin, grens), (grens, grens))
    if lijst:
        blok.weg.append((*lijst, "de gedrukte lijst met indicatoren"))
        blok.na = (lijst[1], zone.eind)
    vraag = _vraag_indicator(doc, w, zone.begin, zone.eind, vondsten)
    if vraag:
        _lees_nummers(doc, blok, vraag, grens if vraag[1] <= grens else zone.eind)
    if not blok.nummers and not blok.nvt and lijst:
        blok.nummers = _aangekruist(doc.tekst[lijst[0] : lijst[1]], reeks) or blok.nummers
    return blok


def _vraag_indicator(
    doc: Document, w: Woorden, begin: int, eind: int, vondsten: list[Vondst]
) -> tuple[int, int] | None:
    """Where the sentence before "Nummer(s):" starts, and where the value starts."""
    gevouwen = vouw(doc.tekst[begin:eind])
    vraag = next(
        (v for v in vondsten if v.fragment.startswith("vraag_indicator") and begin <= w.begin[v.van] < eind), None
    )
    start = w.begin[vraag.van] if vraag else None
    m = next((m for m in _NUMMERS.finditer(gevouwen) if start is None or begin + m.start() >= start), None)
    if m and (start is None or m.start() + begin - start < 400):
        return (start if start is not None else begin + m.start(), begin + m.end())
    return (start, w.eind[vraag.tot - 1]) if vraag and start is not None else None


def _lees_nummers(doc: Document, blok: Blok, vraag: tuple[int, int], grens: int) -> None:
    begin, plek = vraag
    blok.sturing = (blok.sturing[0], begin)
    waarde, eind = _waarde(doc, plek, grens)
    if waarde is None:
        blok.nummers, eind = [], plek
    elif waarde == "nvt":
        blok.nummers, blok.nvt = [], True
    else:
        blok.nummers = lees_reeks(waarde)
    blok.weg.append((begin, plek, "de gedrukte vraag naar een indicator"))
    blok.nummers_plek = (plek, eind) if waarde is not None else None
    blok.uitwerking = (eind, max(eind, grens))


def _waarde(doc: Document, plek: int, grens: int) -> tuple[str | None, int]:
    """The numbers or n.v.t. behind the label, or alone on the next filled line; a list may go on there."""
    nummer = doc.regelnummer(plek)
    rest = vouw(doc.tekst[plek : max(plek, min(doc.regels[nummer].eind, grens))])
    eronder = [r for r in doc.regels[nummer + 1 :] if r.begin < grens and not r.weg and r.tekst.strip()]
    if not rest.strip(" *_\t.:-"):
        return _alleen_op_regel(eronder)
    if eronder and re.search(r"\d\s*(?:,|;|&|\ben)\s*$", rest) and _REEKS.fullmatch(eronder[0].tekst):
        rest = vouw(doc.tekst[plek : eronder[0].eind]).replace("\n", " ")
    return _ontleed(rest, plek, heel=False)


def _alleen_op_regel(eronder: list[Regel]) -> tuple[str | None, int]:
    if not eronder:
        return None, 0
    eerste = eronder[0]
    waarde, eind = _ontleed(vouw(eerste.tekst), eerste.begin, heel=True)
    if waarde == "nvt" and len(eronder) == 1:
        return None, 0
    return waarde, eind


def _ontleed(rest: str, plek: int, *, heel: bool) -> tuple[str | None, int]:
    m = _NVT.match(rest)
    if m and (not heel or m.end() == len(rest)):
        return "nvt", plek + m.end()
    m = _REEKS.match(rest)
    if m and (not heel or m.end() == len(rest)):
        return m["reeks"], plek + m.end()
    return None, plek


def lees_reeks(tekst: str) -> list[int]:
    """ "6,7", "6 en 7" and "20 t/m 22" as numbers, in order, once each."""
    uit: list[int] = []
    for m in re.finditer(r"(\d{1,2})(?:\s*(?:t/m|tot en met|-|–)\s*(\d{1,2}))?", tekst):
        eerste, laatste = int(m[1]), int(m[2] or m[1])
        uit += range(eerste, laatste + 1) if laatste - eerste <= 42 else [eerste, laatste]
    return list(dict.fromkeys(uit))


def _aangekruist(lijst: str, reeks: tuple[int, int]) -> list[int]:
    """Boards that tick the printed list instead of writing a number."""
    nummers = [int(m[1] or m[2]) for regel in lijst.split("\n") for m in _VINK.finditer(regel)]
    return [n for n in nummers if reeks[0] <= n <= reeks[1]]


def _catalogus(
    doc: Document, w: Woorden, zone: Zone, vondsten: list[Vondst], reeks: tuple[int, int]
) -> tuple[int, int] | None:
    """Offsets of the printed list of indicators: known words in order, else numbers that follow each other.

    One label that a board repeats as its own heading (trap 16) is too short to count.
    """
    eigen = [
        v
        for v in vondsten
        if v.fragment.startswith(f"catalogus_{zone.code}") and zone.begin <= w.begin[v.van] < zone.eind
    ]
    groot = [v for v in eigen if v.tot - v.van >= 18 or v.deel >= 0.5]
    if not groot:
        return _op_nummer(doc, zone, reeks)
    hoofd = max(groot, key=lambda v: v.tot - v.van)
    rij = [hoofd]
    for v in eigen:
        if v is not hoofd and v.fragment == hoofd.fragment and _sluit_aan(v, hoofd):
            rij.append(v)
    van, tot = _naast_elkaar(w, eigen, min(v.van for v in rij), max(v.tot for v in rij))
    return _regelbegin(doc, w, van, zone.begin), _regeleind(doc, w, tot, zone.eind)


def _naast_elkaar(w: Woorden, eigen: list[Vondst], van: int, tot: int) -> tuple[int, int]:
    """A list in two columns: labels with their number that touch the list, in whatever order."""
    los = [v for v in eigen if v.van and w.norm[v.van - 1].isdigit()]
    for v in reversed(los):
        van = v.van if 0 <= van - v.tot <= 2 else van
    for v in los:
        tot = v.tot if 0 <= v.van - tot <= 2 else tot
    return van, tot


def _sluit_aan(v: Vondst, hoofd: Vondst) -> bool:
    """Is this run a part of the same list: before it with earlier words, or after it with later ones, and near?"""
    voor = hoofd.van - v.tot, hoofd.begin - v.eind
    na = v.van - hoofd.tot, v.begin - hoofd.eind
    ruimte, stap = voor if v.van < hoofd.van else na
    return ruimte <= stap + 25 and stap >= -2 and v.tot - v.van >= 5


def _regelbegin(doc: Document, w: Woorden, van: int, minimum: int) -> int:
    """Start of the first list line, when only a number or mark stands before the first known word."""
    regel = doc.regels[w.regel[van]]
    ervoor = doc.tekst[max(minimum, regel.begin) : w.begin[van]]
    if re.fullmatch(r"[\W\d]*(?:\w{1,3}\W+){0,2}", ervoor):
        eerder = (doc.regels[n] for n in range(w.regel[van] - 1, -1, -1) if doc.regels[n].tekst.strip())
        vorige = next(eerder, None)
        if vorige is not None and vorige.begin >= minimum and _LIJSTKOP.fullmatch(vorige.tekst):
            return vorige.begin
        return max(minimum, regel.begin)
    return w.begin[van]


def _regeleind(doc: Document, w: Woorden, tot: int, maximum: int) -> int:
    regel = doc.regels[w.regel[tot - 1]]
    erna = doc.tekst[w.eind[tot - 1] : min(maximum, regel.eind)]
    return min(maximum, regel.eind) if len(erna.split()) <= 3 else w.eind[tot - 1]


def _op_nummer(doc: Document, zone: Zone, reeks: tuple[int, int]) -> tuple[int, int] | None:
    """A list with unknown labels: line-start numbers one after another, from the start of the block's range."""
    begin = eind = None
    verwacht = reeks[0]
    for nummer in range(doc.regelnummer(zone.begin), len(doc.regels)):
        regel = doc.regels[nummer]
        if regel.begin >= zone.eind:
            break
        m = _LIJSTREGEL.match(regel.tekst)
        if m and int(m[1]) == verwacht and regel.begin >= zone.begin:
            begin = regel.begin if verwacht == reeks[0] else begin
            eind, verwacht = min(regel.eind, zone.eind), verwacht + 1
    return (begin, eind) if begin is not None and eind is not None and verwacht - reeks[0] >= 4 else None
