"""Facts of tables whose rows or columns are kinds (SO, SBO) or school years."""

from __future__ import annotations

import re

from .feiten_grammatica import Vondst
from .feiten_indicator import duid
from .feiten_rollen import maak_geraamte
from .feiten_telling import zinsonderwerp
from .getallen import Getal, lees_getallen
from .zinnen import Cel, effen

__all__ = ["ontleed_tabel"]


def ontleed_tabel(onderdeel: str, tabel: list[list[Cel]]) -> list[Vondst]:
    """Facts of a table whose rows or columns are kinds or school years; [] when it is no table of figures."""
    kopregel, regels = tabel[0], tabel[1:]
    jaren = {k: jaar for k, cel in enumerate(kopregel) if (jaar := _jaar_van(cel)) is not None}
    vondsten: list[Vondst] = []
    rijjaren = {r: jaar for r, rij in enumerate(regels) if rij and (jaar := _jaar_van(rij[0])) is not None}
    if len(rijjaren) >= 1 and not jaren:
        volgorde = sorted(rijjaren, key=lambda r: rijjaren[r])
        nu, oud = regels[volgorde[-1]], regels[volgorde[-2]] if len(volgorde) > 1 else None
        for k in range(1, len(nu)):
            label = kopregel[k].tekst if k < len(kopregel) else ""
            vondsten += _celvondst(onderdeel, label, kopregel[0].tekst, nu[k], oud[k] if oud and k < len(oud) else None)
        return vondsten
    for rij in regels:
        if not rij or not re.search(r"[a-z]", rij[0].tekst.lower()):
            continue
        if jaren:
            volgorde = [k for k in sorted(jaren, key=lambda k: jaren[k]) if k < len(rij)]
            if volgorde:
                oud_cel = rij[volgorde[-2]] if len(volgorde) > 1 else None
                vondsten += _celvondst(onderdeel, rij[0].tekst, kopregel[0].tekst, rij[volgorde[-1]], oud_cel)
            continue
        for k in range(1, len(rij)):
            kolom = kopregel[k].tekst if k < len(kopregel) else ""
            vondsten += _celvondst(onderdeel, f"{rij[0].tekst} {kolom}", kopregel[0].tekst, rij[k], None)
    return vondsten


def _jaar_van(cel: Cel) -> int | None:
    jaren = [getal for getal in lees_getallen(effen(f"schooljaar {cel.tekst}")) if getal.soort == "jaar"]
    return int(jaren[0].waarde) if len(jaren) == 1 and len(cel.tekst) <= 25 else None


def _celgetal(cel: Cel) -> Getal | None:
    getallen = [getal for getal in lees_getallen(effen(cel.tekst)) if getal.soort == "getal"]
    woorden = re.sub(r"[\d.,%\s-]", "", cel.tekst)
    return getallen[0] if len(getallen) == 1 and len(woorden) <= 12 else None


def _celvondst(onderdeel: str, rij: str, hoek: str, cel: Cel, oud: Cel | None) -> list[Vondst]:
    getal = _celgetal(cel)
    if getal is None:
        return []
    plat = effen(f"{hoek} {rij}: ")
    g = maak_geraamte(plat + "#", [Getal(getal.waarde, len(plat), len(plat) + 1, procent=getal.procent)])
    ouder = _celgetal(oud) if oud else None
    if ouder and getal.procent is not ouder.procent:
        ouder = None
    onderwerp = zinsonderwerp(g.s, "", onderdeel)
    if not getal.procent and onderwerp is None and not re.search(r"leerling|kind|aantal", g.s):
        return []
    eenheid = "%" if getal.procent or "%" in rij or "percentage" in plat else "leerlingen"
    duiding = duid(g, 0, None, eenheid, onderdeel, "", None)
    return [
        Vondst(getal.waarde, eenheid, ouder.waarde if ouder else None, "=", cel.begin, cel.eind, cel.begin, cel.eind,
               duiding.indicator, rij.strip(), 0.8, "cel in een tabel", onderwerp=duiding.onderwerp)
    ]  # fmt: skip
