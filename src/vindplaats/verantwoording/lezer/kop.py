"""The head of the form: board, who speaks for it, school year and the tick boxes of the SWVs (traps 1-3, 27)."""

import re
from dataclasses import dataclass, field

from .extractie_tekst import AANGEVINKT, LEEG_VAK
from .neutraal import Document, Regel
from .woorden import enkel, ocr_vorm, vouw

_VERWARD = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "j": "l"})


def _patroon(*titels: str) -> str:
    return "|".join(r"\s*".join(ocr_vorm((deel,)) for deel in titel.split()) for titel in titels)


_LABELS = {
    "namens": _patroon(
        "namens het schoolbestuur", "namens het bestuur", "namens schoolbestuur", "namens bestuur", "ondertekend namens"
    ),
    "bestuur": _patroon("naam schoolbestuur", "naam bestuur", "schoolbestuur", "bestuur", "bevoegd gezag"),
    "schooljaar": _patroon("schooljaar"),
    "swv": _patroon(
        "scholen in het swv",
        "scholen in swv",
        "scholen in samenwerkingsverband",
        "samenwerkingsverbanden",
        "samenwerkingsverband",
        "swv",
    ),
    "naam": _patroon("naam bestuurder", "naam vertegenwoordiger", "naam"),
    "functie": _patroon("functie"),
}
_LABEL = re.compile(
    r"(?:(?<=\n)|(?<=\t)|(?<=\s\s)|(?<=\|)|^|(?P<midden>(?<=\s)))[\s*_#>|•\-]*(?P<label>"
    + "|".join(f"(?P<{code}>{patroon})" for code, patroon in _LABELS.items())
    + r")[\s*_]*(?P<slot>:|;(?=\s)|\t|\s{2,}|$|(?=\n)|(?P<spatie> ))"
)
_HINT = re.compile(
    r"\(?\s*\(\s*naam\s*[,;]?\s*(?:en|&|/)?\s*functie\s*\)\s*\)?|\(\s*naam\s*\)|\(\s*functie\s*\)|\(\s*naam\s*[,;]?\s*(?:functie)?\s*$",
    re.I,
)
_JAAR = re.compile(r"(?<!\d)['’‘]?(?:20)?(\d{2})\s*(?:[-–—/]|t/m|tot)\s*['’‘]?(?:20)?(\d{2})(?!\d)")
_SWV = re.compile(r"p\s?[o0]\s?-?\s?(\d\s?\d\s?\d\s?\d)(?!\d)")
_VAKJE = re.compile(rf"[{AANGEVINKT}{LEEG_VAK}]|\[\s*[xXvV✓]?\s*\]|\(\s*[xX]?\s*\)(?=\s*P)|(?<![\w])[xX](?![\w])")
_ONBEKEND_VAK = re.compile(r"[•o](?=\s{0,3}P\s?[O0]\s?-?\s?\d)|(?<=\))\s{1,3}•")  # an empty box whose glyph was lost
_AFGEKORT = re.compile(r"[\s,;:*_|•\-–.…]+")


@dataclass(slots=True)
class Label:
    """A label with its value: offsets in the neutral text; `meer` are the lines a wrapped value goes on in."""

    code: str
    begin: int
    waarde_begin: int
    waarde_eind: int
    waarde: str
    meer: list[tuple[int, int]] = field(default_factory=list)


def vind_labels(doc: Document, eind: int) -> list[Label]:
    """Labels before offset `eind` with their values (same line or cell, else the line below)."""
    bron = doc.tekst[:eind]
    gevouwen = vouw(bron).translate(_VERWARD)
    ruw = [(_code(m), m.start("label"), m.end()) for m in _LABEL.finditer(gevouwen) if _telt(m, bron)]
    grenzen = [*[begin for _, begin, _ in ruw[1:]], len(bron)][: len(ruw)]
    labels = [_waarde(doc, *gevonden, grens) for gevonden, grens in zip(ruw, grenzen, strict=True)]
    return _verdeel_rij(doc, labels)


def _code(m: re.Match[str]) -> str:
    return next(code for code in _LABELS if m[code])


def _telt(m: re.Match[str], bron: str) -> bool:
    """A word in a sentence is no label: at a line or cell start, or in capitals, and closed by a colon or a gap."""
    woord = bron[m.start("label") : m.end("label")]
    if m["midden"] is not None and not (woord.isupper() and m["slot"] == ":"):
        return False
    if m["slot"] == ":":
        return True
    return woord.isupper() and (m["spatie"] is None or bron[m.end() : m.end() + 1].strip("(").isalnum())


def _waarde(doc: Document, code: str, begin: int, eind_label: int, grens: int) -> Label:
    """The value behind a label, else on the next filled line; a wrapped value goes on below it."""
    nummer = doc.regelnummer(max(begin, eind_label - 1))
    van, tot = min(eind_label, doc.regels[nummer].eind), min(doc.regels[nummer].eind, grens)
    tekst = _schoon(doc.tekst[van:tot])
    if not tekst:
        nummer, van, tot = _regel_eronder(doc, nummer, grens) or (nummer, van, tot)
        tekst = _schoon(doc.tekst[van:tot])
    label = Label(code, begin, van, tot, tekst)
    if tekst and code in ("bestuur", "namens", "functie"):
        _vervolg(doc, label, nummer, grens)
    return label


def _regel_eronder(doc: Document, nummer: int, grens: int) -> tuple[int, int, int] | None:
    for volgende in range(nummer + 1, min(nummer + 4, len(doc.regels))):
        regel = doc.regels[volgende]
        if regel.tekst.strip() and not regel.weg:
            return (volgende, regel.begin, min(regel.eind, grens)) if regel.begin < grens else None
    return None


def _vervolg(doc: Document, label: Label, nummer: int, grens: int) -> None:
    """The rest of a value that was wrapped: below it in the same column, or a line that goes on with a small letter."""
    for volgende in range(nummer + 1, min(nummer + 3, len(doc.regels))):
        regel = doc.regels[volgende]
        if not regel.tekst.strip() or any(
            _telt(m, regel.tekst) for m in _LABEL.finditer(vouw(regel.tekst).translate(_VERWARD))
        ):
            return
        stuk = _stuk_eronder(doc, label, nummer, volgende, grens)
        eerder = doc.tekst[label.waarde_begin : label.waarde_eind].rstrip()
        los = stuk[:1].islower() or eerder.endswith((",", "-")) or _HINT.match(stuk)
        if not stuk or not (los or (regel.delen and regel.top - doc.regels[volgende - 1].bodem < 6)):
            return
        begin = regel.begin + regel.tekst.index(stuk)
        label.meer.append((begin, begin + len(stuk)))
        ruw = "\n".join(doc.tekst[b:e].strip() for b, e in [(label.waarde_begin, label.waarde_eind), *label.meer])
        label.waarde = _schoon(re.sub(r"(?<=-)\n", "", ruw))


def _stuk_eronder(doc: Document, label: Label, nummer: int, volgende: int, grens: int) -> str:
    """The part of the next line between where this label stands and where the next label of the row stands."""
    boven, onder = doc.regels[nummer], doc.regels[volgende]
    if not onder.delen or not boven.delen:
        return onder.tekst.strip()
    links = _plaats(boven, label.begin) if label.begin >= boven.begin else _plaats(boven, label.waarde_begin)
    rechts = _plaats(boven, grens) if grens < boven.eind else 1e9
    return "\t".join(t for t, x0, _ in onder.delen if links - 20 <= x0 < rechts - 20)


def _plaats(regel: Regel, plek: int) -> float:
    """Printed place of an offset, roughly: along its part of the line."""
    begin = regel.begin
    for tekst, x0, x1 in regel.delen:
        if plek <= begin + len(tekst):
            return x0 + (x1 - x0) * max(0, plek - begin) / max(1, len(tekst))
        begin += len(tekst) + 1
    return regel.rechts


def _verdeel_rij(doc: Document, labels: list[Label]) -> list[Label]:
    """Two columns: a row of labels above a row of values."""
    for i, label in enumerate(labels[:-1]):
        rij = [label]
        regel = doc.regelnummer(label.begin)
        rij += [later for later in labels[i + 1 :] if doc.regelnummer(later.begin) == regel]
        if len(rij) < 2 or any(doc.tekst[r.begin : doc.regels[regel].eind].strip() == "" for r in rij):
            continue
        if all(doc.regelnummer(r.waarde_begin) > regel or not r.waarde for r in rij):
            _vul_rij(doc, rij, regel)
    return labels


def _vul_rij(doc: Document, rij: list[Label], regel: int) -> None:
    onder = next((r for r in doc.regels[regel + 1 : regel + 4] if r.tekst.strip()), None)
    if onder is None:
        return
    delen = list(re.finditer(r"[^\t ](?:[^\t]*?[^\t ])?(?=\t|\s{2,}|$)", onder.tekst))
    if len(delen) == len(rij):
        for label, m in zip(rij, delen, strict=True):
            label.waarde_begin, label.waarde_eind = onder.begin + m.start(), onder.begin + m.end()
            label.waarde = _schoon(m.group())


def _schoon(tekst: str) -> str:
    kaal = enkel(_HINT.sub(" ", tekst).replace("|", " ").replace("**", " "))
    return kaal.strip(" ,;:*_•-–…\t") if not _AFGEKORT.fullmatch(kaal) else ""


def naam_en_functie(waarde: str) -> tuple[str | None, str | None]:
    """ "Jan de Wit , bestuurder" in two; the hint "(naam ,functie)" is already gone."""
    for scheiding in (r"\s*,\s*", r"\s+[-–—]\s+", r"\s*;\s*", r"\s*/\s*", r"\s*\((?=[^)]*\)$)", r"\t|\s{2,}"):
        delen = re.split(scheiding, waarde, maxsplit=1)
        if len(delen) == 2 and delen[0].strip() and delen[1].strip():
            return delen[0].strip(), delen[1].strip(" )")
    return (waarde or None), None


def lees_schooljaar(tekst: str) -> str | None:
    """ "2023-2024" from 2023-2024, 23-24, 2024–2025 or '23-'24; None when the years do not follow each other."""
    for m in _JAAR.finditer(re.sub(r"(?<=\d)[oO]|[oO](?=\d)", "0", tekst)):
        eerste, tweede = int(m[1]), int(m[2])
        if tweede == (eerste + 1) % 100:
            return f"20{eerste:02d}-20{tweede:02d}"
    return None


def vinkjes(tekst: str, swvs: dict[str, tuple[str, ...]]) -> dict[str, bool | None]:
    """Tick boxes next to the SWV numbers of a text; None where no box was seen.

    A row of only empty boxes was not filled in: that stays None.
    """
    plekken = sorted(_swv_plekken(tekst, swvs))
    vakjes = [(m.start(), _is_aan(m.group())) for m in _VAKJE.finditer(tekst)]
    uit: dict[str, bool | None] = {code: None for _, _, code in plekken}
    if not plekken or not any(aan for _, aan in vakjes):
        return uit
    vakjes = (
        sorted(vakjes + [(m.start(), False) for m in _ONBEKEND_VAK.finditer(tekst)])
        if len(vakjes) < len(plekken)
        else vakjes
    )
    genoeg = len(vakjes) >= len(plekken)
    for plek, aan in vakjes:
        volgende = next((begin for begin, _, _ in plekken if begin > plek), None)
        los = volgende is not None and not re.search(r"\w", tekst[plek + 1 : volgende].replace("]", ""))
        ervoor = vakjes[0][0] < plekken[0][0] if genoeg else los
        if code := _bij(plek, plekken, ervoor):
            uit[code] = aan
    return {code: bool(aan) for code, aan in uit.items()} if genoeg else uit


def _is_aan(vakje: str) -> bool:
    return vakje == AANGEVINKT or bool(re.search(r"[xXvV✓]", vakje))


def _bij(plek: int, plekken: list[tuple[int, int, str]], ervoor: bool) -> str | None:
    """The SWV a box belongs to: the one after it when boxes come first, else the one before it."""
    if ervoor:
        return next((code for begin, _, code in plekken if begin >= plek), None)
    return next((code for begin, _, code in reversed(plekken) if begin < plek), None)


def _swv_plekken(tekst: str, swvs: dict[str, tuple[str, ...]]) -> list[tuple[int, int, str]]:
    gevouwen = vouw(tekst)
    plekken = [(m.start(), m.end(), "PO" + re.sub(r"\s", "", m[1])) for m in _SWV.finditer(gevouwen)]
    gezien = {code for _, _, code in plekken}
    for code, namen in swvs.items():
        if code not in gezien:
            m = next((m for naam in namen if (m := re.search(rf"(?<!\w){re.escape(naam)}(?!\w)", gevouwen))), None)
            plekken += [(m.start(), m.end(), code)] if m else []
    return plekken


def swv_plekken(tekst: str, swvs: dict[str, tuple[str, ...]]) -> list[tuple[int, int, str]]:
    """Where SWVs are named in a text, by number or by name: (begin, end, number), in order."""
    return sorted(_swv_plekken(tekst, swvs))
