"""Zero and two in words: "geen thuiszitters", "niemand", "beide thuiszitters" (VER-12: zero is not empty)."""

from __future__ import annotations

import re

from .feiten_woorden import ONDERWERPEN, STANDAARD_ONDERWERP, TELWOORDEN
from .getallen import Getal

__all__ = ["NULNAAMWOORD", "met_beide", "met_nullen"]

NULNAAMWOORD = "|".join(patroon.pattern for patroon, _, onderwerp in TELWOORDEN[:6])
_GENERIEK = r"leerling(?:en)?|kind(?:eren)?|kleuters?|leerling"
_NUL = [
    re.compile(r"^\W*(?P<nul>geen|nul|nihil)\W*$"),
    re.compile(
        r"(?<!\w)(?:v?so|sbo|thuiszitters|doublures|verwijzingen|terugplaatsingen)\s?[:=-]\s?(?P<nul>geen)(?=[\s.,;]|$)"
    ),
    re.compile(rf"(?<!\w)(?P<nul>geen) sprake (?:\w+ )?van (?:\w+ )?(?P<naam>{NULNAAMWOORD})(?!\w)"),
    re.compile(rf"(?<!\w)(?P<nul>geen)(?: enkele?| nieuwe| echte| langdurige| formele| tussentijdse| langdurig| eigen){{0,2}} (?P<naam>{NULNAAMWOORD})(?!\w)"),
    re.compile(rf"(?<!\w)(?P<nul>geen)(?: enkele?| van (?:de|onze))? (?P<generiek>{_GENERIEK})(?!\w)"),
    re.compile(r"(?<!\w)(?P<nul>geen)(?= (?:vanuit|uit|naar|voor|van) (?:het |de )?(?:v?so|sbo|speciaal))"),
    re.compile(r"(?:\d\d|jaar),? (?:waren (?:dat )?er |was (?:dat )?er )?(?P<nul>geen)(?=[.,;]|$| meer[.,;]| enkele[.,;])"),
    re.compile(r"(?<!\w)(?P<nul>geen) van (?:de|onze|al onze) (?:\w+ )?(?:scholen|locaties|vestigingen)[^.;]{0,60}?(?P<naam>thuiszit\w*|verwijzing\w*|terugplaats\w*|doubl\w*)"),
    re.compile(r"(?<!\w)(?P<nul>niemand|geen enkel kind|niet één leerling)(?!\w)"),
    re.compile(r"(?:thuiszitters|verwijzingen|terugplaatsingen|doublures)[^.;,]{0,30}?(?:zijn|waren|hebben|hadden)[^.;,\d]{0,35}?(?<!\w)(?P<nul>niet)(?=[.;,]|$| geweest| gehad| meer)"),
]  # fmt: skip


def met_nullen(onderdeel: str, zin: str, getallen: list[Getal]) -> list[Getal]:
    bezet = {getal.begin for getal in getallen}
    nullen = []
    for patroon in _NUL:
        for m in patroon.finditer(zin):
            plek = m.start("nul")
            if plek in bezet or not _nul_telt(onderdeel, zin, m):
                continue
            bezet.add(plek)
            nullen.append(Getal(0, plek, m.end("nul"), nulwoord=True, geschreven=m.group("nul")))
    return sorted([*getallen, *nullen], key=lambda getal: getal.begin)


def _nul_telt(onderdeel: str, zin: str, m: re.Match[str]) -> bool:
    groepen = m.groupdict()
    if re.search(r"(?:leerlingen|kinderen|jongeren) die [^.;]*,? zijn (?:\w+ ){0,3}$", zin[: m.start("nul")]):
        return False
    if groepen.get("naam"):
        return not re.match(r" (?:beleid|probleem|zijn|aanpak|protocol)", zin[m.end() :])
    over_leerlingen = any(
        ONDERWERPEN[naam].search(zin)
        for naam in ("thuiszitters", "verwijzingen", "teruggeplaatst", "doublures", "kleuterverlenging", "versnelling")
    )
    if groepen.get("generiek") or m.group("nul") in ("niemand", "geen enkel kind", "niet één leerling"):
        return over_leerlingen
    return over_leerlingen or onderdeel in STANDAARD_ONDERWERP


_BEIDE = re.compile(rf"(?<!\w)beide (?=(?:{NULNAAMWOORD})(?!\w))")


def met_beide(zin: str, getallen: list[Getal], *, al_verteld: bool) -> list[Getal]:
    """ "Beide thuiszitters" is two, unless the two were told just before (`al_verteld`) or in this sentence."""
    if al_verteld or any(getal.waarde == 2 and getal.soort == "getal" for getal in getallen):
        return getallen
    nieuw = [Getal(2, m.start(), m.end() - 1, geschreven="beide") for m in _BEIDE.finditer(zin)]
    return sorted([*getallen, *nieuw], key=lambda getal: getal.begin)
