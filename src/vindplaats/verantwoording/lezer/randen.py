"""Page headers, footers and page numbers in text files: repeated lines with a page number, or around form feeds."""

import re
from collections import Counter

from .antwoord import status_van
from .neutraal import Regel

_PAGINA = re.compile(r"\b(?:pagina|bladzijde|blz\.?|pag\.?|page)\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?\b", re.I)
_ALLEEN = re.compile(r"\W*(?:pagina|bladzijde|blz\.?|pag\.?|page)?\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?\W*", re.I)
_KALE = re.compile(r"[\s\-–]*(\d{1,3})[\s\-–]*")
REDEN = "de kop- of voettekst van de bladzijden"


def markeer(regels: list[Regel]) -> None:
    """Mark lines that belong to the page and not to the answers."""
    gevuld = [r for r in regels if r.tekst.strip()]
    telling = Counter(_masker(r.tekst) for r in gevuld if len(r.tekst) < 150)
    for regel in gevuld:
        m = _PAGINA.search(regel.tekst)
        if m and len(regel.tekst) < 150 and (_ALLEEN.fullmatch(regel.tekst) or telling[_masker(regel.tekst)] >= 2):
            regel.weg = REDEN
    _naast_nummers(gevuld)
    _rond_paginas(gevuld)
    _losse_nummers(gevuld)


def _masker(tekst: str) -> str:
    return re.sub(r"\d+", "#", "".join(tekst.lower().split()))


def _naast_nummers(gevuld: list[Regel]) -> None:
    """The line that stands next to most page numbers is a page header or footer too."""
    plekken = [i for i, regel in enumerate(gevuld) if regel.weg == REDEN]
    buren = {j for i in plekken for j in (i - 1, i + 1) if 0 <= j < len(gevuld) and not gevuld[j].weg}
    telling = Counter(_masker(gevuld[j].tekst) for j in buren)
    for j in buren:
        if telling[_masker(gevuld[j].tekst)] >= max(3, 0.6 * len(plekken)) and _mag_weg(gevuld[j].tekst):
            gevuld[j].weg = REDEN


def _rond_paginas(gevuld: list[Regel]) -> None:
    """First and last lines of pages that are the same on most pages."""
    bladen: dict[int, list[Regel]] = {}
    for regel in gevuld:
        bladen.setdefault(regel.pagina, []).append(regel)
    if len(bladen) < 3:
        return
    telling = Counter(
        sleutel for blad in bladen.values() for sleutel in {_masker(r.tekst) for r in blad[:2] + blad[2:][-2:]}
    )
    for blad in bladen.values():
        for rand in (blad[:2], blad[-2:][::-1]):
            for regel in rand:
                if telling[_masker(regel.tekst)] <= 0.5 * len(bladen) or not _mag_weg(regel.tekst):
                    break
                regel.weg = REDEN


def _mag_weg(tekst: str) -> bool:
    """An answer like "N.v.t." or "geen" may stand at the edge of many pages and stays."""
    return 3 < len(tekst.strip()) < 150 and status_van(tekst) == "waarde"


def _losse_nummers(gevuld: list[Regel]) -> None:
    """Numbers alone on a line that count 1, 2, 3 ... through the document, far apart."""
    kandidaten = [(i, r, int(m[1])) for i, r in enumerate(gevuld) if (m := _KALE.fullmatch(r.tekst)) and not r.weg]
    for start in range(len(kandidaten)):
        reeks = [kandidaten[start]]
        for volgende in kandidaten[start + 1 :]:
            if volgende[2] == reeks[-1][2] + 1 and volgende[0] - reeks[-1][0] >= 15:
                reeks.append(volgende)
        if len(reeks) >= 4 and reeks[0][2] <= 3:
            for _, regel, _ in reeks:
                regel.weg = "een bladzijdenummer"
            return


_INHOUD = re.compile(r".*[A-Za-z].*?(?:\.{3,}|…+|\t|\s{3,})\s*\d{1,3}\s*")


def markeer_inhoudsopgave(regels: list[Regel]) -> None:
    """Five or more lines in a row that end in a page number are a table of contents, no headings."""
    reeks: list[Regel] = []
    for regel in [*[r for r in regels if r.tekst.strip() and not r.weg], Regel("")]:
        if len(regel.tekst) < 200 and regel.tekst.rstrip()[-1:].isdigit() and _INHOUD.fullmatch(regel.tekst):
            reeks.append(regel)
            continue
        for gevonden in reeks if len(reeks) >= 5 else ():
            gevonden.weg = "de inhoudsopgave"
        reeks = []
