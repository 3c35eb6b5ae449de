"""From one sentence to facts: which numbers count, in what unit, of which indicator.

`ontleed` is the whole grammar for a sentence; roles come from `feiten_rollen`, words from `feiten_woorden`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .feiten_indicator import Duiding, duid
from .feiten_nul import met_beide, met_nullen
from .feiten_rollen import Geraamte, ken_rollen_toe, maak_geraamte
from .feiten_telling import Telling, deel_op_de, deel_van_de, telling
from .feiten_woorden import SO_EN_SBO
from .getallen import lees_getallen

__all__ = ["Vondst", "bedoeld_geheel", "ontleed", "slaat_terug"]


@dataclass(frozen=True, slots=True)
class Vondst:
    """A fact before it gets its printed sentence; places are in the section's text."""

    waarde: float | int | None
    eenheid: str | None
    vorig: float | int | None
    operator: str
    begin: int
    eind: int
    zin_begin: int
    zin_eind: int
    indicator: str | None
    label: str
    zekerheid: float
    waarom: str
    soort: str = "gemeten"
    bereik: tuple[float, float] | None = None
    onderwerp: str | None = None


# more than this is no sentence but a run of figures (or an attack): no person reads facts in it
_MEEST, _LANGST = 60, 5000
_VERWIJST_TERUG = re.compile(
    r"(?<!\w)(?:was|is|waren|zijn|bedroeg|ligt|lag|komt|kwam) (?:dit|dat|het|deze)(?!\w)|^(?:dit|dat|deze) "
)


def ontleed(
    onderdeel: str, zin: str, begin: int, *, kop: str = "", ervoor: str = "", vorige: list[Vondst] | None = None
) -> list[Vondst]:
    """The facts (and side facts) of one smoothed sentence; `begin` is its place in the section.

    `kop`: a short line just before that names the subject; `ervoor`: the sentence before, `vorige`: what it told.
    """
    getallen = met_nullen(onderdeel, zin, lees_getallen(zin))
    getallen = met_beide(zin, getallen, al_verteld=any(vondst.waarde == 2 for vondst in vorige or []))
    if not any(getal.soort == "getal" for getal in getallen) or len(getallen) > _MEEST or len(zin) > _LANGST:
        return []
    g = maak_geraamte(zin, getallen)
    deel_op_de(g)
    deel_van_de(g)
    ken_rollen_toe(g)
    vondsten: list[Vondst] = []
    kop = kop or (ervoor if _VERWIJST_TERUG.search(g.s) else "")
    for i, getal in enumerate(getallen):
        if getal.soort != "getal":
            continue
        geteld = telling(g, i, onderdeel, kop, vondsten)
        if geteld is None:
            continue
        vondsten += _vondsten(g, i, geteld, onderdeel, kop, [*(vorige or []), *vondsten], begin, len(zin))
    return vondsten


_TERUGBLIK = re.compile(
    r"\W*(?:in |over )?(?:het )?(?:(?:vorige?|voorgaande?|voorafgaande?) ?(?:school)?jaar|(?:school)?jaar (?:er|daar)voor|een (?:school)?jaar eerder)\W|"
    r"\W*(?:dit|dat|het) (?:was|waren)(?: er)? (?:in )?(?:het )?(?:vorige?|voorgaande?) ?(?:school)?jaar\W"
)
_TERUGWOORD = re.compile(r"(?<!\w)(?:dat|dit|het|die)(?!\w)|(?:waren|was|had\w*) (?:er|we|wij)(?!\w)")


_IN_JAAR = re.compile(
    r"\W*(?:in|over) (?:het )?(?:schooljaar )?(?:20|')\d[\d'/ -]* (?:was|waren|ging|bedroeg|lag|gold) (?:dat|dit|het)(?!\w)"
)


def bedoeld_geheel(gemeten: list[Vondst]) -> Vondst:
    """Of several facts the one a single look-back number is about: the total when there is one, else the last."""
    totalen = [v for v in gemeten if v.indicator in ("verwijzingen_totaal", "teruggeplaatst", "thuiszitters")]
    return totalen[0] if len(totalen) == 1 else gemeten[-1]


def _blikt_terug(zin: str, ervoor: str) -> bool:
    """The sentence opens with last year, or with a year before those of the sentence before."""
    if _TERUGBLIK.match(zin):
        return True
    jaren = [getal.waarde for getal in lees_getallen(ervoor) if getal.soort == "jaar"]
    hier = [getal.waarde for getal in lees_getallen(zin) if getal.soort == "jaar"]
    return _IN_JAAR.match(zin) is not None and len(hier) == 1 and all(hier[0] < jaar for jaar in jaren)


def slaat_terug(zin: str, vorige: list[Vondst], ervoor: str) -> list[float | int]:
    """Last year's values when the whole sentence tells only those of the sentence before ("Vorig jaar waren dat er 8.").

    As many values as that sentence had facts, in the same order; [] when it is no such sentence.
    """
    gemeten = [vondst for vondst in vorige if vondst.soort == "gemeten"]
    if not gemeten or any(vondst.vorig is not None for vondst in gemeten) or not _blikt_terug(zin, ervoor):
        return []
    getallen = [getal for getal in lees_getallen(zin) if getal.soort == "getal"]
    if len(getallen) == 1:
        gemeten = [bedoeld_geheel(gemeten)]
    if len(gemeten) != len(getallen):
        return []
    past = all(g.procent == (v.eenheid == "%") for g, v in zip(getallen, gemeten, strict=True))
    if not past or not _TERUGWOORD.search(zin) or re.search(r"(?<!\w)(?:nu|dit jaar|dit schooljaar)(?!\w)", zin):
        return []
    return [getal.waarde for getal in getallen]


def _vondsten(
    g: Geraamte, i: int, telling: Telling, onderdeel: str, kop: str, eerder: list[Vondst], begin: int, lengte: int
) -> list[Vondst]:
    getal = g.getallen[i]
    duiding = duid(g, i, telling.onderwerp, telling.eenheid, onderdeel, kop, eerder[-1].onderwerp if eerder else None)
    bereik = None
    if i in g.bereik:
        bereik = (float(g.getallen[g.bereik[i]].waarde), float(getal.waarde))
    basis = Vondst(
        waarde=None if bereik else getal.waarde,
        eenheid=telling.eenheid,
        vorig=g.getallen[g.vorig[i]].waarde if i in g.vorig else None,
        operator="~" if getal.breuk and g.zekerheid.get(i) else g.operator.get(i, "="),
        begin=begin + getal.begin,
        eind=begin + getal.eind,
        zin_begin=begin,
        zin_eind=begin + lengte,
        indicator=duiding.indicator,
        label=_label(g, i, telling),
        zekerheid=round(min(telling.zekerheid, duiding.zekerheid, g.zekerheid.get(i, 1.0)), 2),
        waarom="; ".join(deel for deel in (telling.waarom, duiding.waarom) if deel),
        soort=telling.soort,
        bereik=bereik,
        onderwerp=duiding.onderwerp,
    )
    return _gesplitst(basis, g, i, duiding)


def _gesplitst(basis: Vondst, g: Geraamte, i: int, duiding: Duiding) -> list[Vondst]:
    """Zero for "SO of SBO", and "zowel naar SO als naar SBO één", are two facts."""
    stam = {"verwijzingen": "verwijzingen", "teruggeplaatst": "teruggeplaatst"}.get(duiding.onderwerp or "")
    beide = re.search(r"zowel .{0,30}" + SO_EN_SBO.pattern, g.s) or (
        g.getallen[i].waarde == 0 and SO_EN_SBO.search(g.s)
    )
    alleen = sum(1 for getal in g.getallen if getal.soort == "getal") == 1
    if not stam or basis.eenheid != "leerlingen" or basis.soort != "gemeten" or not (beide and alleen):
        return [basis]
    return [replace(basis, indicator=f"{stam}_so"), replace(basis, indicator=f"{stam}_sbo")]


def _label(g: Geraamte, i: int, telling: Telling) -> str:
    """A short label of the words after (else before) the number, for facts without an indicator."""
    rechts = re.split(r"[.,;:()\ue000-\uebff]", g.s[g.plek[i] + 1 :])[0].split()
    links = re.split(r"[.,;:()\ue000-\uebff]", g.s[: g.plek[i]])[-1].split()
    woorden = rechts[:8] if len(rechts) >= 2 else links[-6:] or rechts
    return (" ".join(woorden) or telling.waarom)[:80].capitalize()
