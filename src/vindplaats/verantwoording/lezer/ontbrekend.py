"""Sections whose heading is missing: a proposal from the place and the words of a paragraph, always with low certainty."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .antwoord import status_van
from .herkennen import Kandidaat
from .woorden import vouw

if TYPE_CHECKING:
    from .herkennen import Zone
    from .lezer_basis import LezerBasis

GROEPEN = {"rekenschap_resultaat": 0, "niveau_1_5": 0, "ankerpunten": 0, "niveau_1_4": 6, "niveau_5": 8}
_NUMMER = re.compile(r"nummers?\s*\(?s?\)?\W*:\W*(\d{1,2})(?!\d)")
_WOORDEN = {
    "ankerpunt_1": r"kwaliteitsstandaard|basiskwaliteit|basisarrangement",
    "ankerpunt_2": r"handelingsgericht|planmatig|groepsplan|cyclisch",
    "ankerpunt_3": r"specifieke ondersteuning|hoogbegaafd|dyslexie|rekenhulp",
    "ankerpunt_4": r"ondersteuningsstructuur|intern begeleider|knooppunt",
    "thuiszitters": r"thuis?zitter|thuis zitten|thuiszitten|weken thuis|thuis zat",
    "ononderbroken_proces": r"doubl|doorstroom|schooladvie|zittenblij|kleuterverleng|overgang naar het (?:vo|voortgezet)",
    "verwijzingen": r"verwijzing|verwezen",
    "teruggeplaatst": r"teruggeplaatst|terugplaats",
    "externe_functie": r"externe functie|ambulant|outreach|expertise",
    "schakelfunctie": r"schakel|teruggeplaatst|terugplaats|reguliere basis|gewone basisschool",
}


def vul_blokken(lezer: LezerBasis, keten: list[Kandidaat]) -> list[Kandidaat]:
    """A process block that lost its heading still has its question; its numbers or printed list tell which one it is."""
    bekend = {k.code: k for k in keten if k.code in lezer.vorm.blokken}
    uit = list(keten)
    vragen = [v for v in lezer.vondsten if v.fragment.startswith("vraag_") and "sturing" in v.fragment and v.deel > 0.6]
    plekken = sorted({lezer.w.begin[v.van] for v in vragen})
    for i, plek in enumerate(plekken):
        voor = max((k for k in uit if k.begin <= plek), key=lambda k: k.begin, default=None)
        eigen = voor is not None and voor.code in bekend and not any(voor.begin <= p < plek for p in plekken[:i])
        if eigen or len(bekend) == len(lezer.vorm.blokken):
            continue
        grens = min([k.begin for k in uit if k.begin > plek] + plekken[i + 1 :], default=len(lezer.doc.tekst))
        code = _welk_blok(lezer, plek, grens, set(bekend), voor)
        if code:
            orde = next(float(kop.orde) for kop in lezer.vorm.koppen if kop.code == code)
            bekend[code] = Kandidaat(code, orde, plek, plek, 1.0, 0.85, "vraag")
            uit = sorted([*uit, bekend[code]], key=lambda k: k.begin)
    return uit


def _welk_blok(lezer: LezerBasis, begin: int, eind: int, bezet: set[str], voor: Kandidaat | None) -> str | None:
    """The block of a part without heading: by its printed list, by its numbers, else the next one in order."""
    vrij = [code for code in lezer.vorm.blokken if code not in bezet]
    lengtes: Counter[str] = Counter()
    for v in lezer.vondsten:
        if v.fragment.startswith("catalogus_") and begin <= lezer.w.begin[v.van] < eind:
            lengtes[v.fragment.removeprefix("catalogus_").split("#")[0]] += v.tot - v.van
    langste = next(iter(lengtes.most_common(1)), ("", 0))
    if langste[1] >= 12 and langste[0] in vrij:
        return langste[0]
    m = _NUMMER.search(vouw(lezer.doc.tekst[begin:eind]))
    if m:
        return next(
            (code for code in vrij if lezer.vorm.reeksen[code][0] <= int(m[1]) <= lezer.vorm.reeksen[code][1]), None
        )
    eerder = lezer.vorm.blokken.index(voor.code) if voor and voor.code in lezer.vorm.blokken else -1
    return next((code for code in vrij if lezer.vorm.blokken.index(code) > eerder), None)


def vul(lezer: LezerBasis) -> None:
    """Give every missing section the text that is likely its own."""
    codes = lezer.vorm.onderdelen
    zones = {z.code: z for z in lezer.zones}
    for plek, code in enumerate(codes):
        if f"onderdelen.{code}" in lezer.lezing.velden or code not in _WOORDEN:
            continue
        if not _uit_groep(lezer, zones, code, plek) and not (plek == 0 and _voor_eerste_kop(lezer)):
            _uit_vorige(lezer, codes, code, plek)


def _voor_eerste_kop(lezer: LezerBasis) -> bool:
    """Text between the printed introduction and the first heading: the first section lost its heading."""
    eerste = lezer.zones[0].kop.begin
    begin = max((eind for _, eind in lezer.gebruikt if eind <= eerste), default=0)
    stukken = lezer.vrij(begin, eerste)
    if not begin or not stukken:
        return False
    lezer.neem_tekst(
        f"onderdelen.{lezer.vorm.onderdelen[0]}", stukken, 0.4, "De kop ontbreekt; deze tekst staat voor de eerste kop."
    )
    return True


def _uit_groep(lezer: LezerBasis, zones: dict[str, Zone], code: str, plek: int) -> bool:
    """Text right under a group heading belongs to the first section of that group."""
    for groep, eerste in GROEPEN.items():
        zone = zones.get(groep)
        if zone is None or eerste != plek:
            continue
        stukken = lezer.vrij(zone.begin, zone.eind)
        if stukken:
            lezer.neem_tekst(
                f"onderdelen.{code}",
                stukken,
                0.5,
                "De kop ontbreekt; deze tekst staat direct onder de kop van de groep.",
            )
            return True
    return False


def _uit_vorige(lezer: LezerBasis, codes: tuple[str, ...], code: str, plek: int) -> None:
    """The tail of the section before it, from the paragraph that first speaks of the missing subject."""
    vorige = next((c for c in reversed(codes[:plek]) if f"onderdelen.{c}" in lezer.teksten), None)
    if vorige is None:
        return
    tekst = lezer.teksten[f"onderdelen.{vorige}"]
    begin = _begin_van(tekst.tekst, code, vorige)
    if begin is None:
        return
    grens = tekst.bron(begin)
    stukken = tekst.stukken
    voor, na = [s for s in stukken if s.begin < grens], [s for s in stukken if s.begin >= grens]
    if voor and na:
        oud = lezer.lezing.velden[f"onderdelen.{vorige}"]
        lezer.neem_tekst(f"onderdelen.{vorige}", voor, min(oud.zekerheid, 0.6), oud.waarom)
        lezer.neem_tekst(
            f"onderdelen.{code}",
            na,
            0.4,
            "De kop ontbreekt; aan de woorden te zien begint dit onderdeel hier. Controleer het begin.",
        )


def _begin_van(tekst: str, code: str, vorige: str) -> int | None:
    """Offset of the paragraph where the subject changes; the first paragraph stays with the section before it."""
    eigen, ander = re.compile(_WOORDEN[code]), re.compile(_WOORDEN.get(vorige, r"(?!)"))
    plek, alineas = 0, tekst.split("\n\n")
    for i, alinea in enumerate(alineas):
        eerste_zin = re.split(r"(?<=[a-z)])[.!?]\s", vouw(alinea), maxsplit=1)[0]
        kort = len(alinea.split()) <= 3 and status_van(alinea) in ("nvt", "nul")
        na_resultaat = i > 0 and code.startswith("ankerpunt") and vouw(alineas[i - 1]).startswith("resultaat")
        nieuw = na_resultaat or (eigen.search(eerste_zin) and not ander.search(eerste_zin))
        if i and (kort or nieuw or (code.startswith("ankerpunt") and "dit ankerpunt" in eerste_zin)):
            return plek
        plek += len(alinea) + 2
    return None
