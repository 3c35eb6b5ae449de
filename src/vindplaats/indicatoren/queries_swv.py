"""Figures of SWVs and groups of SWVs, and how boards spread. Reached through `queries`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from vindplaats.kern.registers import namen_van
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.queries_afkomst import opgegaan_per_dag
from vindplaats.toegang.wie import Wie

from . import declaratie, rules
from .declaratie import Indicator
from .models import Norm
from .permissions import is_van
from .queries_rijen import NOG, Buur, Normen, Punt, Spreiding, besturen_per_swv, punt, voeg_samen, waarnemingen
from .rules import Samen, Waarneming

# --- SWVs ------------------------------------------------------------------------------------------------------------


def reeks_swv(wie: Wie, code: str, swvs: Collection[str], jaren: Collection[int] | None = None) -> list[Punt]:
    """The figure of an SWV, or of several together: a board in two of them counts once (ORG-05)."""
    return reeksen_swv(wie, [code], {"samen": swvs}, jaren)[code, "samen"]


def reeksen_swv(
    wie: Wie,
    codes: Collection[str],
    groepen: Mapping[str, Collection[str]],
    jaren: Collection[int] | None = None,
    *,
    streng: bool = False,
) -> dict[tuple[str, str], list[Punt]]:
    """Many figures for many groups of SWVs (name -> codes). Fixed queries: rows, weights, participation, and
    one for mergers when a board stopped taking part.

    `streng` hides small cells from everyone, for a document that is passed on.

    A figure the SWV measured itself wins over the sum of its boards. With one SWV in a group, figures that boards gave for that
    SWV are used instead of those of the whole board.
    """
    alle = sorted({swv for groep in groepen.values() for swv in groep})
    gewichten = {c.gewicht for code in codes if (c := declaratie.indicator(code)).gewicht}
    besturen, normen = besturen_per_swv(alle), Normen(codes, alle)
    leden = {sleutel for rij in besturen.values() for sleutel, _, _ in rij} | {f"swv:{swv}" for swv in alle}
    rijen = waarnemingen(wie, sorted(set(codes) | gewichten), organisaties=leden, jaren=jaren)
    index = {code: _per_jaar(rijen[code]) for code in rijen}
    fusies = opgegaan_per_dag({sleutel for rij in besturen.values() for sleutel, _, laatste in rij if laatste < NOG})
    uit = {}
    for code in codes:
        soort = declaratie.indicator(code)
        for naam, groep in groepen.items():
            jaren_ = jaren if jaren is not None else _span(index[code], groep, besturen)
            punten = [
                _samenpunt(wie, soort, sorted(groep), jaar, index, besturen, normen, streng=streng)
                for jaar in sorted(jaren_)
            ]
            uit[code, naam] = [replace(p, zelfde=_zelfde(sorted(groep), p.jaar, besturen, fusies)) for p in punten]
    return uit


def _zelfde(
    groep: list[str],
    jaar: int,
    besturen: Mapping[str, list[tuple[str, int, int]]],
    fusies: Mapping[str, tuple[str, dt.date]],
) -> bool:
    """Are the boards of this year those of the year before, when who merged on its first day at the latest is counted as one?"""
    grens = Schooljaar(jaar).eerste_dag
    toen = {_opgegaan(lid, fusies, grens) for lid in _leden(groep, jaar - 1, besturen)}
    return toen == set(_leden(groep, jaar, besturen))


def _opgegaan(lid: str, fusies: Mapping[str, tuple[str, dt.date]], grens: dt.date) -> str:
    """As whom a board went on, by that day; a chain is followed, a ring ends."""
    gezien = {lid}
    while lid in fusies and fusies[lid][1] <= grens and fusies[lid][0] not in gezien:
        lid = fusies[lid][0]
        gezien.add(lid)
    return lid


Index = dict[int, dict[str, list[Waarneming]]]
"""year -> organisation -> its figures"""


def _per_jaar(rijen: Iterable[Waarneming]) -> Index:
    uit: Index = defaultdict(lambda: defaultdict(list))
    for w in rijen:
        uit[w.jaar][w.organisatie].append(w)
    return uit


def _span(index: Index, groep: Collection[str], besturen: Mapping[str, list[tuple[str, int, int]]]) -> list[int]:
    leden = {sleutel for swv in groep for sleutel, _, _ in besturen[swv]} | {f"swv:{swv}" for swv in groep}
    raak = [jaar for jaar, per in index.items() if leden & per.keys()]
    return list(range(min(raak), max(raak) + 1)) if raak else []


def _leden(groep: Collection[str], jaar: int, besturen: Mapping[str, list[tuple[str, int, int]]]) -> list[str]:
    return sorted({s for swv in groep for s, eerste, laatste in besturen[swv] if eerste <= jaar <= laatste})


def _van_leden(
    soort: Indicator, per: Mapping[str, list[Waarneming]], leden: list[str], groep: list[str]
) -> list[Waarneming]:
    """Per board the figure for exactly these SWVs, if it gave one; else that of the whole board."""
    uit = []
    for lid in leden:
        stukken = per.get(lid, [])
        deel = [w for w in stukken if w.swv in groep]
        heel = next((w for w in stukken if not w.swv), None)
        if deel and (len(groep) == 1 or heel is None):
            uit.append(deel[0] if len(deel) == 1 else voeg_samen(soort, deel))
        elif heel:
            uit.append(heel)
    return uit


def _samen(
    soort: Indicator,
    groep: list[str],
    jaar: int,
    index: Mapping[str, Index],
    besturen: Mapping[str, list[tuple[str, int, int]]],
) -> Samen:
    per = index[soort.code].get(jaar, {})
    leden = _leden(groep, jaar, besturen)
    zelf = [w for swv in groep for w in per.get(f"swv:{swv}", []) if w.waarde is not None]
    if len(groep) == 1 and zelf:
        bron = f"Gemeten door het samenwerkingsverband zelf: {zelf[0].bron}."
        return Samen(zelf[0].waarde, zelf[0].operator, len(leden), len(leden), (bron,), zelf[0].teller, zelf[0].noemer)
    gewichten: dict[str, Decimal] = {}
    if soort.gewicht:
        zwaarte = declaratie.indicator(soort.gewicht)
        for w in _van_leden(zwaarte, index[soort.gewicht].get(jaar, {}), leden, groep):
            if w.waarde:
                gewichten[w.organisatie] = w.waarde
    return rules.tel_samen(soort, _van_leden(soort, per, leden, groep), len(leden), gewichten)


def _samenpunt(
    wie: Wie,
    soort: Indicator,
    groep: list[str],
    jaar: int,
    index: Mapping[str, Index],
    besturen: Mapping[str, list[tuple[str, int, int]]],
    normen: Normen,
    *,
    streng: bool = False,
) -> Punt:
    samen = _samen(soort, groep, jaar, index, besturen)
    norm = normen.van(soort.code, groep, jaar)
    als = Waarneming("samen", jaar, samen.waarde, teller=samen.teller, noemer=samen.noemer)
    eigen = not streng and (wie.is_taak or (len(groep) == 1 and wie.organisatie == f"swv:{groep[0]}"))
    verborgen = not eigen and rules.te_klein(soort, als)
    waarde = None if verborgen else samen.waarde
    return Punt(
        jaar,
        waarde,
        rules.VERBORGEN if verborgen else rules.schrijf(soort, samen.waarde, samen.operator),
        samen.operator,
        n=samen.n,
        van=samen.van,
        verborgen=verborgen,
        stappen=() if verborgen else samen.stappen,
        norm=norm,
        gehaald=norm.gehaald(waarde) if norm and samen.operator == "=" else None,
    )


# --- spread ---


def spreiding(wie: Wie, code: str, swvs: Collection[str], jaar: int) -> Spreiding:
    """One figure of one year over the boards of these SWVs, for comparing; small cells hidden (also those one could work out)."""
    soort = declaratie.indicator(code)
    groep = sorted(swvs)
    codes = [code, soort.gewicht] if soort.gewicht else [code]
    rijen = waarnemingen(wie, codes, jaren=[jaar])
    besturen, normen = besturen_per_swv(groep), Normen([code], groep)
    index = {c: _per_jaar(rijen[c]) for c in codes}
    leden = _leden(groep, jaar, besturen)
    lijst = _van_leden(soort, index[code].get(jaar, {}), leden, groep)
    eigen = {lid for lid in leden if is_van(wie, lid)} if not wie.is_taak else set(leden)
    weg, totaal_weg = rules.verberg(soort, lijst, eigen)
    samen = _samenpunt(wie, soort, groep, jaar, index, besturen, normen)
    if totaal_weg:
        samen = replace(samen, waarde=None, tekst=rules.VERBORGEN, verborgen=True, stappen=(), gehaald=None)
    norm = normen.van(code, groep, jaar)
    namen, per = namen_van(leden), {w.organisatie: w for w in lijst}
    rij = [Buur(lid, namen[lid], _buurpunt(soort, jaar, per.get(lid), lid in weg, norm), lid in eigen) for lid in leden]
    rij.sort(key=lambda b: (b.punt.waarde is None, -(b.punt.waarde or 0), b.naam))
    zichtbaar = [b.punt.waarde for b in rij if b.punt.waarde is not None]
    return Spreiding(
        tuple(rij),
        rules.schrijf(soort, min(zichtbaar, default=None)),
        rules.schrijf(soort, rules.middelste(zichtbaar)),
        rules.schrijf(soort, max(zichtbaar, default=None)),
        samen,
        len([w for w in lijst if w.waarde is not None]),
        len(leden),
    )


def _buurpunt(soort: Indicator, jaar: int, w: Waarneming | None, weg: bool, norm: Norm | None) -> Punt:
    if weg:
        return Punt(jaar, None, rules.VERBORGEN, verborgen=True, norm=norm)
    return punt(soort, jaar, w, True, norm)
