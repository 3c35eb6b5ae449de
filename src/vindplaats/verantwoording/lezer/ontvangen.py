"""The table of received amounts: schemes down, SWVs across, in any of the shapes it was seen in (traps 3, 4, 5)."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from .bedragen import Gelezen, bedrag_van_cel, bedragen_in
from .kop import swv_plekken, vinkjes
from .neutraal import Document, Regel
from .resultaat import Bedrag
from .woorden import ocr_vorm, tokens

REGELINGEN = {"terugploegregeling": ("terugploeg",), "doelgroepfinanciering": ("doelgroepfin",)}
_VOETNOOT = re.compile(r"\W*zie\b|\W*\d?\s*bekostig", re.I)
_RIJBEGIN = re.compile(r"\W*ontvangen\b(?!\s*bedragen)", re.I)
Swvs = dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Ontvangst:
    """One amount of the table with how sure and why; `regels` are the lines it was read from."""

    bedrag: Bedrag | None = None
    zekerheid: float = 0.9
    waarom: str = "Het vak is leeg."
    regels: list[int] = field(default_factory=list)
    nvt: bool = False


@dataclass(slots=True)
class Cel:
    """One cell with its place across: a column number, a position in points or a character column."""

    tekst: str
    plek: float
    kolom: int | None = None


Tabel = dict[tuple[str, str], Ontvangst]


def regelingen_in(tekst: str) -> list[str]:
    """Schemes named in a text, OCR slips allowed."""
    woorden = tokens(tekst)
    return [
        code
        for code, starts in REGELINGEN.items()
        if any(w.startswith(starts) or fuzz.ratio(ocr_vorm((w,)), ocr_vorm((code,))) >= 82 for w in woorden)
    ]


def lees_ontvangen(doc: Document, nummers: list[int], swvs: Swvs, aan: dict[str, bool | None]) -> Tabel:
    """Read the table from the lines `nummers`. `aan` are the tick boxes of the head; those of the table are added."""
    kop = _kopregel(doc, nummers, swvs)
    vinken = dict(aan)
    if kop is not None:
        vinken |= {code: waarde for code, waarde in vinkjes(doc.regels[kop].tekst, swvs).items() if waarde is not None}
    if gekanteld := _gekanteld(doc, nummers, swvs):
        return gekanteld
    tabel: Tabel = {}
    for code, rij in _rijen(doc, [n for n in nummers if n != kop]).items():
        gelezen = _lees_rij(doc, rij, kop, swvs, [s for s in swvs if vinken.get(s)])
        for swv in swvs:
            tabel[code, swv] = gelezen.get(swv, Ontvangst(regels=rij))
    return tabel


def _kopregel(doc: Document, nummers: list[int], swvs: Swvs) -> int | None:
    """The line with the SWVs above the amounts."""
    for nummer in nummers:
        regel = doc.regels[nummer]
        if (
            len(swv_plekken(regel.tekst, swvs)) >= 2
            and not regelingen_in(regel.tekst)
            and not _euro_bedrag(regel.tekst)
        ):
            return nummer
    return None


def _euro_bedrag(tekst: str) -> bool:
    return "€" in tekst and bool(re.search(r"€\s*\d", tekst))


def _rijen(doc: Document, nummers: list[int]) -> dict[str, list[int]]:
    """Per scheme the lines of its row: from its label (or the words before it) to the next label or the footnote."""
    rijen: dict[str, list[int]] = {}
    los: list[int] = []
    huidig: list[int] | None = None
    for nummer in nummers:
        tekst = doc.regels[nummer].tekst
        namen = regelingen_in(tekst)
        if _VOETNOOT.match(tekst) or len(namen) > 1:
            huidig, los = None, []
        elif namen:
            huidig = rijen.setdefault(namen[0], los)
            los = []
        elif _RIJBEGIN.match(tekst):
            huidig = los = []
        if huidig is not None and tekst.strip():
            huidig.append(nummer)
    return rijen


def _tabelcellen(regel: Regel) -> tuple[str, ...] | None:
    """Cells of a real table row, or of a line with tabs in plain text."""
    if regel.cellen is not None:
        return regel.cellen
    return tuple(regel.tekst.split("\t")) if "\t" in regel.tekst and not regel.delen else None


def _cellen(regel: Regel) -> list[Cel]:
    """Cells of a line, by table cell, printed position or gaps in the text."""
    cellen = _tabelcellen(regel)
    if cellen is not None:
        kolommen = regel.kolommen or tuple(range(len(cellen)))
        return [Cel(tekst, kolom, kolom) for tekst, kolom in zip(cellen, kolommen, strict=True)]
    if regel.delen:
        return [Cel(tekst, (x0 + x1) / 2) for tekst, x0, x1 in regel.delen]
    return [Cel(m.group(), m.start() + len(m.group()) / 2) for m in re.finditer(r"\S+(?: \S+)*", regel.tekst)]


def _lees_rij(doc: Document, rij: list[int], kop: int | None, swvs: Swvs, aan: list[str]) -> dict[str, Ontvangst]:
    for manier in (_bij_naam, _per_kolom, _per_euro, _op_plek):
        uit = manier(doc, rij, kop, swvs, aan)
        if uit is not None:
            for ontvangst in uit.values():
                ontvangst.regels = rij
            return uit
    return {}


def _maak(gelezen: Gelezen | None, waarom: str, zekerheid: float = 0.95, tekst: str = "") -> Ontvangst:
    if gelezen is None or gelezen.waarde is None:
        nvt = bool(re.search(r"n\.?\s?v\.?\s?t", tekst, re.I))
        return Ontvangst(nvt=nvt, waarom="Er staat n.v.t." if nvt else "Het vak is leeg.")
    return Ontvangst(gelezen.waarde, min(zekerheid, gelezen.zekerheid), waarom)


def _bij_naam(
    doc: Document, rij: list[int], kop: int | None, swvs: Swvs, aan: list[str]
) -> dict[str, Ontvangst] | None:
    """The SWV stands right before its amount ("PO3105 (MH): € 81.739,-")."""
    uit: dict[str, Ontvangst] = {}
    for nummer in rij:
        tekst = doc.regels[nummer].tekst
        plekken = swv_plekken(tekst, swvs)
        grenzen = [begin for begin, _, _ in plekken[1:]] + [len(tekst)]
        for (_, eind, code), grens in zip(plekken, grenzen, strict=False):
            stuk = tekst[eind:grens]
            if "€" in stuk or bedragen_in(stuk):
                uit[code] = _maak(bedrag_van_cel(stuk), f"Het bedrag staat bij {code}.", tekst=stuk)
    return uit or None


def _waarden(cellen: list[Cel]) -> list[Cel]:
    """The value cells of a row: what comes after the label."""
    return [
        c
        for c in cellen
        if not re.search(r"[A-Za-z]{5}", re.sub(r"(?i)euro", "", c.tekst)) or (bedragen_in(c.tekst) and "€" in c.tekst)
    ]


def _per_kolom(
    doc: Document, rij: list[int], kop: int | None, swvs: Swvs, aan: list[str]
) -> dict[str, Ontvangst] | None:
    """A real table: cells by column number under the SWV of the header row."""
    regel = next((doc.regels[n] for n in rij if _tabelcellen(doc.regels[n]) is not None), None)
    if regel is None:
        return None
    cellen = _cellen(regel)
    zonder_label = len(cellen) == len(swvs) and not re.search(r"[A-Za-z]{4}", cellen[0].tekst)
    waarden = [c for c in cellen[0 if zonder_label else 1 :] if not regelingen_in(c.tekst)]
    if len(waarden) == 1 and waarden[0].tekst.count("€") > 1:
        return None
    if len(waarden) > len(swvs):
        return _verschoven([bedrag_van_cel(c.tekst) for c in waarden], swvs, aan)
    koppen = _kolommen(doc.regels[kop], swvs) if kop is not None and _tabelcellen(doc.regels[kop]) is not None else {}
    if len(waarden) == len(swvs) and len(koppen) != len(swvs):
        koppen = {c.kolom or 0: code for c, code in zip(waarden, swvs, strict=True)}
    if not koppen:
        return _verschoven([bedrag_van_cel(c.tekst) for c in waarden], swvs, aan)
    return {
        koppen[c.kolom]: _maak(
            bedrag_van_cel(c.tekst), "Het bedrag staat in de kolom van dit samenwerkingsverband.", tekst=c.tekst
        )
        for c in waarden
        if c.kolom in koppen
    }


def _kolommen(regel: Regel, swvs: Swvs) -> dict[int | None, str]:
    uit: dict[int | None, str] = {}
    for cel in _cellen(regel):
        namen = swv_plekken(cel.tekst, swvs)
        if len(namen) == 1:
            uit[cel.kolom] = namen[0][2]
    return uit


def _verschoven(cellen: list[Gelezen | None], swvs: Swvs, aan: list[str]) -> dict[str, Ontvangst]:
    """More or fewer cells than SWVs: the tick boxes decide, else the order (trap 4)."""
    gevuld = [c for c in cellen if c is not None and c.waarde is not None]
    if gevuld and len(gevuld) == len(aan):
        waarom = "De kolommen zijn verschoven; het bedrag hoort bij het aangevinkte samenwerkingsverband."
        return {code: _maak(c, waarom, 0.9 if len(aan) == 1 else 0.75) for code, c in zip(aan, gevuld, strict=True)}
    over = len(cellen) - len(swvs)
    if over > 0:
        begin = over if all(c is None for c in cellen[:over]) or any(c is not None for c in cellen[-over:]) else 0
        cellen = cellen[begin : begin + len(swvs)]
    if len(cellen) == len(swvs):
        waarom = "De kolommen zijn verschoven; toegewezen op volgorde."
        return {code: _maak(c, waarom, 0.6) for code, c in zip(swvs, cellen, strict=True)}
    return {}


def _per_euro(
    doc: Document, rij: list[int], kop: int | None, swvs: Swvs, aan: list[str]
) -> dict[str, Ontvangst] | None:
    """Plain text: every euro sign opens a cell, filled or not."""
    tekst = " ".join(doc.regels[n].tekst.strip() for n in rij)
    delen = tekst.split("€")[1:]
    if len(delen) < len(swvs):
        return None
    cellen = [bedrag_van_cel(deel) for deel in delen]
    if len(delen) == len(swvs):
        return {
            code: _maak(c, "Het bedrag staat in het vak van dit samenwerkingsverband.", tekst=deel)
            for code, c, deel in zip(swvs, cellen, delen, strict=True)
        }
    return _verschoven(cellen, swvs, aan)


def _op_plek(doc: Document, rij: list[int], kop: int | None, swvs: Swvs, aan: list[str]) -> dict[str, Ontvangst] | None:
    """Amounts without a euro sign for each cell: by what stands above, by number, or by the ticked SWVs."""
    gevonden: list[tuple[Gelezen, float]] = []
    for nummer in rij:
        for cel in _cellen(doc.regels[nummer]):
            gevonden += [(g, cel.plek) for g in bedragen_in(cel.tekst) if g.waarde is not None]
    if len(gevonden) == len(swvs):
        return {
            code: _maak(g, "Drie bedragen, toegewezen op volgorde.", 0.85)
            for code, (g, _) in zip(swvs, gevonden, strict=True)
        }
    koppen = _plekken_boven(doc, kop, swvs)
    if koppen and gevonden and all(_tabelcellen(doc.regels[n]) is None for n in rij):
        uit = {min(koppen, key=lambda code: abs(koppen[code] - plek)): g for g, plek in gevonden}
        if len(uit) == len(gevonden):
            return {code: _maak(g, "Het bedrag staat onder dit samenwerkingsverband.", 0.75) for code, g in uit.items()}
    return _verschoven([g for g, _ in gevonden], swvs, aan) if gevonden else {}


def _plekken_boven(doc: Document, kop: int | None, swvs: Swvs) -> dict[str, float]:
    if kop is None:
        return {}
    uit: dict[str, float] = {}
    for cel in _cellen(doc.regels[kop]):
        for begin, eind, code in swv_plekken(cel.tekst, swvs):
            midden = (begin + eind) / 2 / max(1, len(cel.tekst)) - 0.5
            uit[code] = cel.plek + midden * len(cel.tekst) * (5 if doc.regels[kop].delen else 1)
    return uit if len(uit) == len(swvs) else {}


def _gekanteld(doc: Document, nummers: list[int], swvs: Swvs) -> Tabel:
    """A table with the schemes across and the SWVs down: the n-th value belongs to the n-th scheme."""
    koppen: list[str] = []
    tabel: Tabel = {}
    for nummer in nummers:
        regel = doc.regels[nummer]
        cellen = _cellen(regel)
        if len(regelingen_in(regel.tekst)) == 2:
            koppen = [r[0] for c in cellen if len(r := regelingen_in(c.tekst)) == 1]
            continue
        plekken = swv_plekken(regel.tekst, swvs)
        if len(koppen) != 2 or len(plekken) != 1 or regelingen_in(regel.tekst):
            continue
        waarden = [c.tekst for c in cellen[1:]]
        if len(waarden) != len(koppen):
            waarden = regel.tekst[plekken[0][1] :].split("€")[1:]
        for regeling, waarde in zip(koppen, waarden, strict=False):
            ontvangst = _maak(
                bedrag_van_cel(waarde), "Het bedrag staat in de rij van dit samenwerkingsverband.", tekst=waarde
            )
            ontvangst.regels = [nummer]
            tabel[regeling, plekken[0][2]] = ontvangst
    return tabel
