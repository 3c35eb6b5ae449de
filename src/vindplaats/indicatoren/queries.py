"""Reads of indicatoren: series, figures of an SWV together, trend, spread, norm and explanation.

Everything goes through `Meetwaarde.objects.zichtbaar_voor`. The number of database queries never depends on how many
organisations or years are asked.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.kern.registers import meetwaarde_bronnen
from vindplaats.kern.schermdelen import Figuur
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.wie import Wie

from . import declaratie, rules
from .models import Meetwaarde
from .permissions import is_van
from .queries_rijen import (
    Buur,
    Normen,
    Punt,
    Reeks,
    Spreiding,
    besturen_per_swv,
    gevuld,
    heel,
    normtekst,
    punt,
    waarnemingen,
)
from .queries_swv import reeks_swv, reeksen_swv, spreiding
from .rules import Verschil, Waarneming

__all__ = [
    "Buur", "Normen", "Punt", "Spreiding", "als_figuur", "als_waarneming", "besturen_per_swv", "bron_url", "mag_tonen", "meetwaarde_voor",
    "normtekst", "reeks", "reeks_swv", "reeksen", "reeksen_swv", "spreiding", "trend", "uitleg", "voorstellen_van",
    "waarnemingen",
]  # fmt: skip


# --- series ----------------------------------------------------------------------------------------------------------


def reeks(wie: Wie, code: str, organisatie: str, jaren: Collection[int] | None = None) -> list[Punt]:
    """The figure of one organisation, year by year (KPI-02). Years in between that were not measured stay empty."""
    return reeksen(wie, [code], [organisatie], jaren)[code, organisatie]


def reeksen(
    wie: Wie, codes: Collection[str], organisaties: Collection[str], jaren: Collection[int] | None = None
) -> dict[tuple[str, str], list[Punt]]:
    """Many figures of many organisations at once: a fixed number of queries."""
    rijen = waarnemingen(wie, codes, organisaties=organisaties, jaren=jaren)
    normen = Normen(codes, wie.swv_codes)
    uit = {}
    for code in codes:
        soort = declaratie.indicator(code)
        per: dict[str, Reeks] = defaultdict(dict)
        for w in heel(soort, rijen[code]):
            per[w.organisatie][w.jaar] = w
        for organisatie in organisaties:
            eigen = is_van(wie, organisatie) or wie.is_taak
            uit[code, organisatie] = [
                punt(soort, jaar, w, eigen, normen.van(code, sorted(wie.swv_codes), jaar))
                for jaar, w in gevuld(per[organisatie], jaren)
            ]
    return uit


# --- trend and spread ------------------------------------------------------------------------------------------------


def trend(code: str, punten: list[Punt]) -> Verschil:
    """The last year of a series against the year just before it. Hidden and missing years give no difference, nor do two years
    in which not as many organisations gave a figure: a sum over three is not less than a sum over seven. Unless boards merged
    and everybody gave one in both years: then it is the same whole.
    """
    soort = declaratie.indicator(code)
    per = {p.jaar: p for p in punten}
    laatste = max((p.jaar for p in punten if p.waarde is not None), default=None)
    if laatste is None:
        return rules.verschil(soort, None, None)
    nu, vorig = per[laatste], per.get(laatste - 1)
    heel = vorig is not None and nu.zelfde and nu.compleet and vorig.compleet
    if vorig is not None and vorig.waarde is not None and nu.n != vorig.n and not heel:
        return rules.onvergelijkbaar(nu.n, vorig.n)
    return rules.verschil(soort, _als_waarneming(nu), _als_waarneming(vorig))


def _als_waarneming(punt: Punt | None) -> Waarneming | None:
    if punt is None or punt.waarde is None:
        return None
    return Waarneming("", punt.jaar, punt.waarde, operator=punt.operator)


# --- one figure ------------------------------------------------------------------------------------------------------


def meetwaarde_voor(wie: Wie, meetwaarde: uuid.UUID) -> Meetwaarde:
    """One figure; NietGevonden when it is not there, not visible, or too small for this reader."""
    rij: Meetwaarde | None = Meetwaarde.objects.zichtbaar_voor(wie).filter(pk=meetwaarde).first()
    if rij is None or not mag_tonen(wie, rij):
        raise NietGevonden()
    return rij


def mag_tonen(wie: Wie, rij: Meetwaarde) -> bool:
    """May this reader see the value itself: it is the own figure, or not too small."""
    return wie.is_taak or is_van(wie, rij) or rij.wat is None or not rules.te_klein(rij.wat, als_waarneming(rij))


def als_waarneming(rij: Meetwaarde) -> Waarneming:
    """The figure as the sums use it."""
    return Waarneming(
        rij.organisatie,
        rij.schooljaar,
        rij.waarde,
        rij.swv,
        rij.teller,
        rij.noemer,
        rij.operator,
        rij.peildatum,
        rij.bron,
        rij.pk,
    )


def voorstellen_van(wie: Wie, bron_sleutel: str) -> list[Meetwaarde]:
    """The figures of one source in every state this person may see, in the order they were read."""
    rijen = Meetwaarde.objects.zichtbaar_voor(wie).filter(bron_sleutel=bron_sleutel)
    return list(rijen.order_by("onderdeel", "-schooljaar", "pk"))


def uitleg(meetwaarde: Meetwaarde) -> list[str]:
    """How this figure came about, in sentences: meaning, sum, day, source, who confirmed it (architecture.md, promise 6)."""
    soort = meetwaarde.wat
    stappen = [soort.definitie] if soort else ["Nog niet gekoppeld aan een cijfer."]
    if soort and meetwaarde.teller is not None and meetwaarde.noemer is not None:
        breuk = f"{rules.getal(meetwaarde.teller, 1)} van de {rules.getal(meetwaarde.noemer, 0)}"
        stappen.append(f"{breuk} is {rules.schrijf(soort, meetwaarde.waarde, meetwaarde.operator)}.")
    if meetwaarde.peildatum:
        stappen.append(f"Peildatum: {datum_zonder_dag(meetwaarde.peildatum)}.")
    stappen.append(f"Bron: {meetwaarde.bron}.")
    if meetwaarde.uit_vorig:
        stappen.append("Een jaar later verteld als het cijfer van het jaar ervoor.")
    if meetwaarde.zin:
        stappen.append(f"In de tekst staat: “{meetwaarde.zin}”")
    if meetwaarde.stand == Meetwaarde.BEVESTIGD and meetwaarde.door_naam:
        stappen.append(f"Bevestigd door {meetwaarde.door_naam} op {datum_zonder_dag(meetwaarde.op)}.")
    return stappen


def bron_url(wie: Wie, meetwaarde: Meetwaarde) -> str:
    """The page of the source, when its room says this person may see it; else empty."""
    zoek = meetwaarde_bronnen.get(meetwaarde.bron_sleutel.partition(":")[0])
    return zoek(wie, meetwaarde.bron_sleutel) if zoek else ""


def als_figuur(code: str, punten: list[Punt], url: str = "", beweging: Verschil | None = None) -> Figuur:
    """The last measured year of a series as a card (`{% figuur f %}`): value, norm, trend, source, definition, day.

    `beweging` is the difference with the year before when predecessors are in it (`queries_afkomst`).
    """
    soort = declaratie.indicator(code)
    gemeten = [p for p in punten if p.waarde is not None or p.verborgen]
    laatste = gemeten[-1] if gemeten else None
    beweging = beweging or trend(code, punten)
    norm = laatste.norm if laatste else None
    return Figuur(
        naam=soort.naam,
        waarde=laatste.tekst if laatste else "",
        norm=normtekst(norm) if norm is not None else "",
        norm_gehaald=laatste.gehaald if laatste else None,
        peildatum=soort.dag(Schooljaar(laatste.jaar)) if laatste else None,
        bron=f"{soort.bron}; {laatste.n} van {laatste.van} besturen" if laatste and laatste.van > 1 else soort.bron,
        definitie=soort.definitie,
        trend=tuple(float(p.waarde) if p.waarde is not None else None for p in punten),
        trend_tekst=beweging.zin,
        url=url,
        verandering=beweging.zin if beweging.waarde is not None else "",
    )
