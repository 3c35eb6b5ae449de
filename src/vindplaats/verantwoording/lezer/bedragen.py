"""Amounts of money as boards write them (report-format.md traps 5, 6 and 8): reading one amount, and spending lines."""

import re
from dataclasses import dataclass

from .resultaat import Bedrag, Besteding
from .woorden import enkel, vouw

_DECIMAAL = r"(?:,(?P<cent>\d{1,2}|[-–—=]{1,2})(?!\d))?"
GETAL = re.compile(
    r"(?<![\w.,])(?:"
    r"(?P<engels>\d{1,3}(?:,\d{3})+\.\d{2}|\d{1,3}(?:,\d{3}){2,})"
    r"|(?P<heel>\d{1,3}(?:\.\d{3})+|\d{1,3}(?:['’ ]\d{3})+(?!\d)|\d+)" + _DECIMAAL + r"|(?P<punt>\d+\.\d{1,2})(?!\d))"
    r"(?![\w%]|\.\d|,\d)"
)
_PM = re.compile(r"(?:p\.?\s?m\.?|pro\s+memorie)(?![\w])", re.I)
_EURO = re.compile(r"€|\beur(?:o)?\b", re.I)
_NUMMER = re.compile(r"\s*(?:\d{1,2}\s*[.)](?=\s|€|$)|\d{1,2}(?=\s+€)|\d{1,2}(?=\t)|[•\-–*o]\s)\s*")
_SCHEIDING = re.compile(r"\s*(?:euro\b)?[\s|]*(?:t\.?\s?b\.?\s?v\.?\s|ten\s+behoeve\s+van\b|[-–—:=]+)?[\s:|]*", re.I)
_TOTAAL = re.compile(r"\s*(?:sub)?totaal\b|\s*som\b", re.I)
_NUL_IN_GETAL = re.compile(r"(?<=[\d.,])[oO](?=[\d.,oO]|\b)")
_EEN_IN_GETAL = re.compile(r"(?<=[\d.])[lI](?=[\d.,])|(?<![\w])[lI](?=\.\d{3})")


@dataclass(slots=True)
class Gelezen:
    """One amount: euros or None; `leeg` when only a euro sign stood there, `pm` for pro memorie."""

    waarde: Bedrag | None
    begin: int = 0
    eind: int = 0
    pm: bool = False
    zekerheid: float = 0.97


def herstel(tekst: str) -> str:
    """Letters that a scanner put between digits back to digits; same length."""
    return _EEN_IN_GETAL.sub("1", _NUL_IN_GETAL.sub("0", tekst))


def _euro(m: re.Match[str]) -> Bedrag:
    if m["engels"]:
        kaal = m["engels"].replace(",", "")
        return _getal(kaal)
    if m["punt"]:
        return _getal(m["punt"])
    kaal = re.sub(r"\D", "", m["heel"])
    cent = m["cent"] or ""
    return _getal(f"{kaal}.{cent}") if cent.isdigit() else int(kaal)


def _getal(tekst: str) -> Bedrag:
    waarde = float(tekst)
    return int(waarde) if waarde.is_integer() else round(waarde, 2)


def bedragen_in(tekst: str) -> list[Gelezen]:
    """All amounts in a text with their place. A dot before three digits is always a thousands mark."""
    tekst = herstel(tekst)
    uit = [Gelezen(_euro(m), m.start(), m.end()) for m in GETAL.finditer(tekst)]
    uit += [Gelezen(None, m.start(), m.end(), pm=True) for m in _PM.finditer(tekst)]
    return sorted(uit, key=lambda g: g.begin)


def bedrag_van_cel(tekst: str) -> Gelezen | None:
    """The amount of one cell; None when it is empty (only a euro sign, a dash or nothing)."""
    gevonden = list(bedragen_in(tekst))
    if gevonden:
        return gevonden[0]
    return Gelezen(0, zekerheid=0.8) if re.fullmatch(r"[€\s]*(?:geen|nul|nihil)\W*", vouw(tekst).strip()) else None


def is_totaal(tekst: str) -> bool:
    """A line with a total is no spending line."""
    kaal = _NUMMER.sub("", tekst, count=1) if _NUMMER.match(tekst) else tekst
    return _TOTAAL.match(kaal.lstrip("\t |*")) is not None


def is_begin_besteding(tekst: str) -> bool:
    """Does a spending line begin here: a list number, euro sign, PM or an amount first, or a purpose and an amount."""
    m = _NUMMER.match(tekst)
    kaal = tekst[m.end() :] if m else tekst
    kop = herstel(kaal).lstrip()
    if kop.startswith("€") or _EURO.match(kop) or _PM.match(kop):
        return True
    getal = GETAL.match(kop)
    if getal and (m or "\t" in tekst or getal["cent"] or re.search(r"\d{3}", kop[: getal.end()])):
        return not re.fullmatch(r"20[0-9]{2}", kop[: getal.end()])
    return _doel_eerst(kaal) is not None


def _doel_eerst(tekst: str) -> tuple[str, Gelezen] | None:
    """ "Startklassen: € 250.000" or a table row with the amount last."""
    m = re.search(
        r"(?P<naad>[:\t]|\s{2,}|[-–=]\s)?\s*(?P<euro>€|\beur(?:o)?\b)?\s*(?P<rest>[\d.,'’\-–=oOlI]+|p\.?m\.?)\s*(?:euro)?\s*$",
        tekst,
        re.I,
    )
    if not m or not (m["naad"] or m["euro"]) or len(tekst[: m.start()].split()) > 14:
        return None
    gevonden = bedragen_in(m["rest"])
    doel = _NUMMER.sub("", tekst[: m.start()], count=1) if _NUMMER.match(tekst[: m.start()]) else tekst[: m.start()]
    return (doel.strip(" \t:-–|"), gevonden[0]) if gevonden and re.search(r"[A-Za-z]{3}", doel) else None


def besteding_van(tekst: str) -> Besteding | None:
    """One spending line from its paragraphs; None for an empty line of the form."""
    eerste, _, rest = tekst.partition("\n")
    m = _NUMMER.match(eerste)
    kaal = herstel(eerste[m.end() :] if m else eerste)
    achteraan = (
        None
        if _EURO.match(kaal.lstrip()) or _PM.match(kaal.lstrip()) or GETAL.match(kaal.lstrip())
        else _doel_eerst(kaal)
    )
    if achteraan:
        doel, gelezen = achteraan
    else:
        gelezen, doel = _bedrag_voorop(kaal, eerste[m.end() :] if m else eerste)
    doel, rest = enkel(doel), rest.strip()
    if not doel and rest:
        doel, _, rest = (deel.strip() for deel in rest.partition("\n"))
    if gelezen.waarde is None and not gelezen.pm and not re.search(r"\w", doel):
        return None
    zeker = 0.95 if gelezen.waarde is not None or gelezen.pm else 0.5
    waarom = "Regel met bedrag en doel." if zeker > 0.9 else "Regel zonder bedrag: vul het bedrag aan of laat het leeg."
    if gelezen.pm:
        waarom = "PM: er is nog geen bedrag; deze regel telt niet mee in de som."
    return Besteding(gelezen.waarde, doel, gelezen.pm, rest, zeker, waarom)


def _bedrag_voorop(kaal: str, bron: str) -> tuple[Gelezen, str]:
    euro = re.match(r"[\s*_|]*(?:(?:€|eur(?:o)?\b)[\s|]*)?", kaal, re.I)
    plek = euro.end() if euro else 0
    m, gelezen = _PM.match(kaal, plek), Gelezen(None)
    if m:
        gelezen = Gelezen(None, pm=True)
        plek = m.end()
    elif getal := GETAL.match(kaal, plek):
        gelezen = Gelezen(_euro(getal))
        plek = getal.end()
    scheiding = _SCHEIDING.match(bron, plek)
    return gelezen, bron[scheiding.end() if scheiding else plek :].strip(" *_|\t")
