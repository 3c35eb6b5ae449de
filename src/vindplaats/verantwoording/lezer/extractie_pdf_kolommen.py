"""Rows of a PDF table with a question left and an answer right: the wrapped question first, then the answer."""

from collections.abc import Iterable, Sequence
from typing import Any

from .extractie_tekst import AANGEVINKT, LEEG_VAK
from .neutraal import Regel

MEESTE_VAKJES = 60
_SPELING = 4.0
Lijnen = Sequence[tuple[float, float, float]]


def linialen(pagina: Any) -> list[float]:
    """Heights of the wide horizontal rules of a page (table borders)."""
    breedtes: dict[float, float] = {}
    for lijn in [*pagina.lines, *pagina.rects]:
        if (lang := float(lijn["x1"] - lijn["x0"])) > 20:
            for hoogte in {round(float(lijn["top"])), round(float(lijn["bottom"]))}:
                breedtes[hoogte] = breedtes.get(hoogte, 0.0) + lang
    return sorted(hoogte for hoogte, breed in breedtes.items() if breed > 0.35 * float(pagina.width))


def staanders(pagina: Any) -> Lijnen:
    """Vertical rules of a page: place, top and bottom."""
    lijnen = {
        (round(float(x)), float(lijn["top"]), float(lijn["bottom"]))
        for lijn in [*pagina.lines, *pagina.rects]
        if lijn["bottom"] - lijn["top"] > 8
        for x in (lijn["x0"], lijn["x1"])
    }
    return sorted(lijnen)


def vakjes(pagina: Any) -> list[dict[str, Any]]:
    """Check boxes drawn as a small square, with lines across when ticked, as if they were printed signs."""
    vakken = [r for r in pagina.rects if not r["fill"] and 6 < r["x1"] - r["x0"] < 16 and _vierkant(r)]
    if not 0 < len(vakken) <= MEESTE_VAKJES:
        return []
    strepen = [s for s in [*pagina.lines, *pagina.curves] if s["x1"] - s["x0"] < 16 and s["bottom"] - s["top"] > 3]
    return [
        {
            "text": AANGEVINKT if any(_binnen(s, vak) for s in strepen) else LEEG_VAK,
            **{kant: vak[kant] for kant in ("x0", "x1", "top", "bottom")},
            "size": vak["bottom"] - vak["top"],
            "fontname": "",
            "upright": True,
        }
        for vak in vakken
    ]


def _vierkant(rechthoek: dict[str, Any]) -> bool:
    breed, hoog = rechthoek["x1"] - rechthoek["x0"], rechthoek["bottom"] - rechthoek["top"]
    return bool(abs(breed - hoog) < 0.15 * breed)


def _binnen(streep: dict[str, Any], vak: dict[str, Any]) -> bool:
    """A slanting stroke inside the square; its own sides are no tick."""
    return bool(
        vak["x0"] - 1 <= streep["x0"]
        and streep["x1"] <= vak["x1"] + 1
        and vak["top"] - 1 <= streep["top"]
        and streep["bottom"] <= vak["bottom"] + 1
        and streep["x1"] - streep["x0"] > 3
    )


def zet_op_volgorde(regels: list[Regel], rules: list[float], palen: Lijnen = ()) -> list[Regel]:
    """The lines of a page, with wrapped questions in the left column joined in front of their answer.

    Where a page has vertical rules, text with none beside it stands between two tables and is no row of one.
    """
    if len(rules) < 2:
        return regels
    uit: list[Regel] = []
    for rij in _rijen(regels, rules):
        midden = (rij[0].top + rij[0].bodem) / 2
        uit += _herschik(rij) if not palen or any(a <= midden <= b for _, a, b in palen) else rij
    return uit


def _rijen(regels: list[Regel], rules: list[float]) -> Iterable[list[Regel]]:
    """Lines between two rules; a line outside the ruled part stands alone."""
    rij: list[Regel] = []
    for regel in regels:
        if rij and _scheiding(rij[-1], regel, rules):
            yield rij
            rij = []
        rij.append(regel)
    if rij:
        yield rij


def _scheiding(boven: Regel, onder: Regel, rules: list[float]) -> bool:
    midden_boven, midden_onder = (boven.top + boven.bodem) / 2, (onder.top + onder.bodem) / 2
    if any(midden_boven < hoogte < midden_onder for hoogte in rules):
        return True
    return not (rules[0] < midden_boven < rules[-1]) or not (rules[0] < midden_onder < rules[-1])


def _herschik(rij: list[Regel]) -> list[Regel]:
    tweeling = [r for r in rij if len(r.delen) == 2]
    if len(rij) < 2 or not tweeling or any(len(r.delen) > 2 for r in rij):
        return rij
    grens = min(r.delen[1][1] for r in tweeling)
    if any(abs(r.delen[1][1] - grens) > _SPELING or r.delen[0][2] > grens for r in tweeling):
        return rij
    los = [r for r in rij if len(r.delen) == 1]
    if any(r.links < grens - _SPELING and r.rechts > grens - _SPELING for r in los):
        return rij
    links = [r for r in rij if r.links < grens - _SPELING]
    if len(links) < 2:
        return rij
    antwoord = [_deel(r, r.delen[-1]) for r in rij if r.delen[-1][1] >= grens - _SPELING]
    return [_samen(links), *antwoord]


def _samen(links: list[Regel]) -> Regel:
    kop = _deel(links[0], links[0].delen[0])
    kop.tekst = " ".join(r.delen[0][0] for r in links)
    kop.delen = ((kop.tekst, kop.links, max(r.delen[0][2] for r in links)),)
    return kop


def _deel(regel: Regel, deel: tuple[str, float, float]) -> Regel:
    """One part of a line as a line of its own."""
    return Regel(
        deel[0],
        pagina=regel.pagina,
        niveau=regel.niveau,
        vet=regel.vet,
        links=deel[1],
        rechts=deel[2],
        top=regel.top,
        bodem=regel.bodem,
        delen=(deel,),
    )
