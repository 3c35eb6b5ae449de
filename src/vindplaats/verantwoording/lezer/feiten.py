"""Measured facts in Dutch prose: percentages and counts with their previous value and the sentence they come from.

`vind_feiten` proposes facts; a person links or drops them (issue 2 section D4, report-format.md traps 9-15).
The grammar itself is in `feiten_grammatica`, the words in `feiten_woorden`, numbers in `getallen`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .feiten_grammatica import Vondst, bedoeld_geheel, ontleed, slaat_terug
from .feiten_tabel import ontleed_tabel
from .feiten_woorden import INDICATOREN
from .zinnen import effen, knip_zinnen, tabelblokken

__all__ = ["Feit", "Tegenspraak", "kruiscontrole", "vind_bijzaken", "vind_feiten"]


@dataclass(frozen=True, slots=True)
class Feit:
    """One number told in prose.

    `waarde` in `eenheid` ("%", "leerlingen", "scholen", "cijfer", ...; None for a range, see `bereik`), `vorig` the value
    of the year before when told, `operator` one of = < > <= >= ~. `zin` is the sentence as printed; `begin`, `eind` the
    place of the number in the whole text. `indicator` is a proposal (see feiten_woorden.INDICATOREN) or None,
    `zekerheid` 0..1, `waarom` says in Dutch what it rests on. `soort` is "gemeten" or the kind of side fact.
    """

    onderdeel: str
    label: str
    waarde: float | int | None
    eenheid: str | None
    vorig: float | int | None
    operator: str
    zin: str
    begin: int
    eind: int
    indicator: str | None
    zekerheid: float
    waarom: str
    soort: str = "gemeten"
    bereik: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Tegenspraak:
    """The same indicator told twice with different values."""

    indicator: str
    label: str
    een: Feit
    ander: Feit


def vind_feiten(onderdeel: str, tekst: str, offset: int = 0) -> list[Feit]:
    """The measured facts of one section's text, in order of place.

    `offset` is the place of `tekst` in the whole document. Zero in words ("geen thuiszitters") is a fact with value 0
    (VER-12); a previous year's value stands in `vorig` (VER-13). Nothing is raised; no fact gives an empty list.
    """
    return [feit for feit in _alles(onderdeel, tekst, offset) if feit.soort == "gemeten"]


def vind_bijzaken(onderdeel: str, tekst: str, offset: int = 0) -> list[Feit]:
    """Other numbers told: norms, targets, comparisons, differences, staff, meetings. `soort` says which."""
    return [feit for feit in _alles(onderdeel, tekst, offset) if feit.soort != "gemeten"]


def _alles(onderdeel: str, tekst: str, offset: int) -> list[Feit]:
    plat = effen(tekst)
    feiten: list[Feit] = []
    tabelregels: list[tuple[int, int]] = []
    for tabel in tabelblokken(tekst):
        plek = (tabel[0][0].begin, tabel[-1][-1].eind)
        gevonden = [_feit(onderdeel, tekst, vondst, offset) for vondst in ontleed_tabel(onderdeel, tabel)]
        if gevonden:
            tabelregels.append(plek)
            feiten += gevonden
    vorige: list[Vondst] = []
    kop = ervoor = ""
    for zin in knip_zinnen(tekst):
        if any(begin <= zin.begin < eind for begin, eind in tabelregels):
            continue
        stuk = plat[zin.begin : zin.eind]
        if oude := slaat_terug(stuk, vorige, ervoor):
            vondsten = []
            _vul_vorige_in(feiten, vorige, oude, offset)
        else:
            vondsten = ontleed(onderdeel, stuk, zin.begin, kop=kop, ervoor=ervoor, vorige=vorige)
        feiten += [_feit(onderdeel, tekst, vondst, offset) for vondst in vondsten]
        if vondsten or stuk.endswith("."):
            kop = kop if vondsten else ""
        elif len(stuk) < 80:
            kop = stuk
        vorige, ervoor = vondsten, stuk
    return sorted(feiten, key=lambda feit: feit.begin)


def _vul_vorige_in(feiten: list[Feit], vorige: list[Vondst], oude: list[float | int], offset: int) -> None:
    """Give the facts of the sentence before, in order, the previous values of a look-back sentence."""
    gemeten = [vondst for vondst in vorige if vondst.soort == "gemeten"]
    doelen = [bedoeld_geheel(gemeten)] if len(oude) == 1 else gemeten
    for doel, oud in zip(doelen, oude, strict=True):
        for plek, feit in enumerate(feiten):
            if (feit.begin, feit.indicator, feit.soort) == (doel.begin + offset, doel.indicator, "gemeten"):
                feiten[plek] = replace(feit, vorig=oud)


def _feit(onderdeel: str, tekst: str, vondst: Vondst, offset: int) -> Feit:
    zin = " ".join(tekst[vondst.zin_begin : vondst.zin_eind].split())
    label = INDICATOREN.get(vondst.indicator or "", vondst.label)
    return Feit(
        onderdeel=onderdeel,
        label=label,
        waarde=vondst.waarde,
        eenheid=vondst.eenheid,
        vorig=vondst.vorig,
        operator=vondst.operator,
        zin=zin,
        begin=vondst.begin + offset,
        eind=vondst.eind + offset,
        indicator=vondst.indicator,
        zekerheid=vondst.zekerheid,
        waarom=vondst.waarom,
        soort=vondst.soort,
        bereik=vondst.bereik,
    )


def kruiscontrole(feiten: Iterable[Feit]) -> list[Tegenspraak]:
    """Pairs of facts that give one indicator two values (trap 15): once per differing pair, in order of place.

    Facts without an indicator, ranges, different units and figures of one year group are not compared; two values in one
    sentence are a list, no contradiction; "<" and "=" only clash when they cannot both be true.
    """
    per_indicator: dict[tuple[str, str | None], list[Feit]] = {}
    for feit in sorted(feiten, key=lambda f: f.begin):
        if feit.indicator and feit.waarde is not None and feit.soort == "gemeten" and not _van_een_groep(feit):
            per_indicator.setdefault((feit.indicator, feit.eenheid), []).append(feit)
    botsingen = []
    for (indicator, _), groep in per_indicator.items():
        eerste = groep[0]
        gezien = {(eerste.waarde, eerste.operator)}
        for feit in groep[1:]:
            nieuw = (feit.waarde, feit.operator) not in gezien and feit.zin != eerste.zin
            if nieuw and not _verenigbaar(eerste, feit):
                botsingen.append(Tegenspraak(indicator, INDICATOREN.get(indicator, feit.label), eerste, feit))
                gezien.add((feit.waarde, feit.operator))
    return botsingen


_GROEP = re.compile(
    r"\bgroep(?:en)? (?:\d|[a-z]+ (?:en|t/m|tot))|\b(?:op|bij|binnen) (?:school|ikc|obs|bs|locatie) ", re.IGNORECASE
)


def _van_een_groep(feit: Feit) -> bool:
    """True for "doublures in groep 3": a figure of a part, that another part's figure does not contradict."""
    return (feit.indicator or "").startswith(("doublures", "kleuterverlenging", "versnelling")) and _GROEP.search(
        feit.zin
    ) is not None


def _verenigbaar(een: Feit, ander: Feit) -> bool:
    if een.waarde is None or ander.waarde is None or een.waarde == ander.waarde:
        return True
    laag, hoog = sorted((een, ander), key=lambda feit: feit.waarde or 0)
    verschil = float(hoog.waarde or 0) - float(laag.waarde or 0)
    if "~" in (een.operator, ander.operator):
        return verschil <= 0.1 * max(float(hoog.waarde or 0), 1)
    return hoog.operator in ("<", "<=") or laag.operator in (">", ">=")
