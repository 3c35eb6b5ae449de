"""Sentences of a text with their places, for wrapped, double-spaced, bulleted and table text alike.

Everything here keeps the length of the text: character `i` of the smoothed text is character `i` of the source, so a
fact found in the smoothed text can be marked in the document it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Zin", "effen", "knip_zinnen", "tabelblokken"]

_VERTAAL = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\t*_`\u00ad"), " "),
    **dict.fromkeys(map(ord, "‘’‚`´"), "'"),
    **dict.fromkeys(map(ord, "“”„«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
    ord("…"): ".",
    ord("\r"): " ",
    ord("\x0c"): "\n",
    ord("\x0b"): "\n",
}
_BULLETS = "•◦▪‣➢➔●○■□☐☑☒✓►»·"
_KLEIN = {ord(c): c.lower() for c in map(chr, range(0x250)) if c.isupper() and len(c.lower()) == 1}


def effen(tekst: str) -> str:
    """Lower case, plain quotes, dashes and spaces; same length as `tekst`; line ends stay."""
    plat = tekst.translate(_VERTAAL).translate(_KLEIN)
    return "".join(
        " " if "\ue000" <= teken <= "\uf8ff" or (not teken.isprintable() and teken != "\n") else teken for teken in plat
    )


@dataclass(frozen=True, slots=True)
class Zin:
    """One sentence (or list item, or short line): `tekst[begin:eind]` of the source."""

    begin: int
    eind: int


_AFKORTING = re.compile(
    r"(?:^|[\s(/])(?:o\.a|d\.w\.z|bijv|bv|nr|nrs|ca|m\.b\.t|i\.v\.m|t\.o\.v|o\.b\.v|i\.p\.v|i\.s\.m|i\.g\.v|t\.b\.v|t\.a\.v|m\.b\.v|"
    r"m\.n|v\.w\.b|vw\.b|v\.a|resp|incl|excl|max|min|gem|ll|lln|c\.q|st|dr|drs|mr|mw|dhr|ir|ing|prof|mgr|fam|art|blz|p|jl|"
    r"a\.g\.v|n\.a\.v|e\.d|etc|zgn|z\.g\.n|evt|i\.h\.k\.v|t\.g\.v|v\.d|tel|ind|vgl|alg|afd|[a-z])\.$"
)
_NIEUWE_REGEL = re.compile(rf"[ ]*(?:[{_BULLETS}]|[-+>]\s|\d{{1,2}}[.)]\s|[a-z][.)]\s|\|)")
_OPEN_EIND = re.compile(
    r"(?:[\s(](?:en|of|van|de|het|een|dan|heeft|hebben|is|zijn|was|waren|naar|met|op|in|voor|aan|door|tot|bij|per|als|dat|die|te|"
    r"ruim|circa|om|onze|ons|uit|vanuit)|,)$"
)
_SLUIT = set(".!?:;|")


def knip_zinnen(tekst: str) -> list[Zin]:
    """The sentences of `tekst`, in order. Blank lines alone do not end one: some files put one after every line."""
    zinnen: list[Zin] = []
    for begin, eind in _alineas(tekst):
        zinnen += _zinnen_in(tekst, begin, eind)
    return zinnen


def _alineas(tekst: str) -> list[tuple[int, int]]:
    """Stretches of running text: a line joins the next when it looks wrapped."""
    regels = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", tekst) if m.group().strip()]
    breedte = max((eind - begin for begin, eind in regels), default=0)
    blokken: list[tuple[int, int]] = []
    for begin, eind in regels:
        if blokken and _loopt_door(tekst[blokken[-1][0] : blokken[-1][1]], tekst[begin:eind], breedte):
            blokken[-1] = (blokken[-1][0], eind)
        else:
            blokken.append((begin, eind))
    return blokken


def _loopt_door(vorige: str, regel: str, breedte: int) -> bool:
    laatste = vorige.rsplit("\n", 1)[-1]
    kaal, nieuw = laatste.rstrip(), regel.lstrip()
    if not kaal or kaal[-1] in _SLUIT or _NIEUWE_REGEL.match(regel) or "|" in kaal:
        return False
    if nieuw[0].islower() or nieuw[0] in "(,;" or _OPEN_EIND.search(kaal):
        return True
    return len(kaal) >= max(60, 0.6 * breedte)


def _zinnen_in(tekst: str, begin: int, eind: int) -> list[Zin]:
    zinnen, start = [], begin
    stuk = tekst[begin:eind]
    for treffer in re.finditer(r"[.!?]+[\"')\]]*(?=\s)|;(?=\s)", stuk):
        einde = begin + treffer.end()
        volgende = tekst[einde : min(eind, einde + 40)].lstrip()
        if treffer.group() != ";" and _AFKORTING.search(effen(tekst[max(start, einde - 14) : einde]).rstrip("\"')]")):
            continue
        if treffer.group() == ";" or volgende[:1].islower() or re.fullmatch(r"\s*\d{1,2}\.", tekst[start:einde]):
            continue
        zinnen.append(_gekrompen(tekst, start, einde))
        start = einde
    if tekst[start:eind].strip():
        zinnen.append(_gekrompen(tekst, start, eind))
    return [zin for zin in zinnen if zin.eind > zin.begin]


def _gekrompen(tekst: str, begin: int, eind: int) -> Zin:
    stuk = tekst[begin:eind]
    return Zin(begin + len(stuk) - len(stuk.lstrip()), begin + len(stuk.rstrip()))


@dataclass(frozen=True, slots=True)
class Cel:
    """One table cell: its text and place."""

    tekst: str
    begin: int
    eind: int


def tabelblokken(tekst: str) -> list[list[list[Cel]]]:
    """Tables written with `|` or tabs: per table its rows of cells; rule lines (`|---|`) are left out."""
    tabellen: list[list[list[Cel]]] = []
    vorige_eind = -2
    for regel in re.finditer(r"[^\n]+", tekst):
        cellen = _cellen(regel.group(), regel.start())
        if cellen is None:
            continue
        if re.fullmatch(r"[|\s:+=-]+", regel.group()):
            vorige_eind = regel.end()
            continue
        tussen = tekst[vorige_eind : regel.start()] if vorige_eind >= 0 else "x"
        if tabellen and not tussen.strip():
            tabellen[-1].append(cellen)
        else:
            tabellen.append([cellen])
        vorige_eind = regel.end()
    return [tabel for tabel in tabellen if len(tabel) > 1]


def _cellen(regel: str, begin: int) -> list[Cel] | None:
    scheiding = "|" if regel.count("|") >= 2 else "\t" if "\t" in regel.strip() else None
    if scheiding is None:
        return None
    cellen, plek = [], 0
    for deel in regel.split(scheiding):
        kaal = deel.strip(" \t*")
        start = begin + plek + (deel.find(kaal) if kaal else 0)
        cellen.append(Cel(kaal, start, start + len(kaal)))
        plek += len(deel) + 1
    if scheiding == "|":
        cellen = cellen[1:] if not cellen[0].tekst and regel.lstrip().startswith("|") else cellen
        cellen = cellen[:-1] if cellen and not cellen[-1].tekst and regel.rstrip().endswith("|") else cellen
    return cellen
