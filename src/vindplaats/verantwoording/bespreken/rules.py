"""Rules of comparing and talking: answers as cells, steps of calling to account (VER-14), whose turn it is. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vindplaats.formats.definitie import Definitie, Vraag
from vindplaats.formats.rules import Stuk, Stukken
from vindplaats.formats.waarden import INGEVULD, LEEG, NUL, NVT, ONGELDIG, in_woorden
from vindplaats.kern.geld import als_euro
from vindplaats.verantwoording.rules import aansluiten, som

# --- steps of calling to account -------------------------------------------------------------------------------------

STAPPEN = ("signaal", "duiden", "informeren", "aanspreken", "aanpakken")
"""VER-14, in their order: solidarity has limits, and calling each other to account goes step by step."""
STAPNAAM = {
    "signaal": "Signaal",
    "duiden": "Samen duiden",
    "informeren": "Informeren",
    "aanspreken": "Aanspreken",
    "aanpakken": "Aanpakken",
}
STAPUITLEG = {
    "signaal": "Je ziet iets dat opvalt en schrijft op wat. Nog zonder oordeel.",
    "duiden": "Jullie zoeken samen uit wat er aan de hand is. Het bestuur zelf kan deze stap ook zetten.",
    "informeren": "Je laat het bestuur en het samenwerkingsverband weten wat de duiding is en wat het voor anderen betekent.",
    "aanspreken": "Je vraagt het bestuur om iets te veranderen, en zegt wat en wanneer.",
    "aanpakken": "Praten hielp niet genoeg. Jullie leggen vast wat er nu gebeurt en wie dat doet.",
}
INTREKKEN_BINNEN = dt.timedelta(minutes=10)
"""How long a maker may take back (and put back) what was just posted."""


def volgende_stap(gezet: Sequence[str]) -> str | None:
    """The step that may come now; None after the last."""
    hoogste = max((STAPPEN.index(s) for s in gezet), default=-1)
    return STAPPEN[hoogste + 1] if hoogste + 1 < len(STAPPEN) else None


def bezwaar_tegen_stap(gezet: Sequence[str], stap: str) -> str:
    """Why this step cannot be taken now, as a sentence; empty when it can (VER-14: in order, none left out)."""
    if stap not in STAPPEN:
        return f"Kies een van de stappen: {', '.join(STAPNAAM[s].lower() for s in STAPPEN)}."
    mag = volgende_stap(gezet)
    if mag is None:
        return "Alle stappen zijn gezet. Maak een afspraak, of rond dit af."
    if stap == mag:
        return ""
    if stap in gezet:
        return f"'{STAPNAAM[stap]}' is hier al gedaan. De volgende stap is '{STAPNAAM[mag]}'."
    return (
        f"'{STAPNAAM[stap]}' kan nog niet: daarvoor komt eerst '{STAPNAAM[mag]}'. Zo weet elk bestuur wat er speelt "
        "voordat het zwaarder wordt."
    )


# --- threads ---------------------------------------------------------------------------------------------------------

WACHT, BEANTWOORD, AFGEHANDELD, INGETROKKEN = "wacht", "beantwoord", "afgehandeld", "ingetrokken"


class Inbreng(Protocol):
    """What the rules need to know of a contribution."""

    soort: str
    organisatie: str
    op: dt.datetime
    ingetrokken_op: dt.datetime | None
    afgehandeld_op: dt.datetime | None


def draad_stand(begin: Inbreng, reacties: Iterable[Inbreng], bestuur: str) -> str:
    """Where a thread is: `wacht` means that the board of the report is to answer, `beantwoord` that the other side is."""
    if begin.ingetrokken_op:
        return INGETROKKEN
    if begin.afgehandeld_op:
        return AFGEHANDELD
    levend = [begin, *(r for r in reacties if not r.ingetrokken_op)]
    return BEANTWOORD if max(levend, key=lambda b: b.op).organisatie == bestuur else WACHT


def gezette_stappen(begin: Inbreng, reacties: Iterable[Inbreng]) -> list[str]:
    """The steps that stand in a thread, without what was taken back."""
    return [b.soort for b in [begin, *reacties] if b.soort in STAPPEN and not b.ingetrokken_op]


def nog_intrekbaar(bijdrage: Inbreng, latere: Iterable[Inbreng], nu: dt.datetime) -> bool:
    """May its maker take this back: within ten minutes, and nobody reacted to it since."""
    jong = nu - bijdrage.op <= INTREKKEN_BINNEN and not bijdrage.afgehandeld_op
    return jong and not any(b.op > bijdrage.op and not b.ingetrokken_op for b in latere)


# --- cells -----------------------------------------------------------------------------------------------------------

KORT = 220
"""Characters of a long answer that stand in a cell; the rest comes on click."""


@dataclass(frozen=True)
class Cel:
    """One answer in words: `kort` in the cell, `heel` behind a click when it is longer; `stand` as in formats."""

    kort: str
    heel: str = ""
    stand: str = LEEG


def antwoordcel(definitie: Definitie, vraag: Vraag, stuk: Stuk) -> Cel:
    """An answer for a comparison. Zero, empty and n.v.t. stay three things (VER-12)."""
    if stuk.stand == LEEG:
        return Cel("Niet ingevuld", stand=LEEG)
    if stuk.stand == ONGELDIG:
        return Cel("Wat hier staat is nog niet te lezen", stand=ONGELDIG)
    tekst = antwoordtekst(definitie, vraag, stuk)
    kort = inkorten(tekst) if vraag.soort == "tekst" else tekst
    return Cel(kort, tekst if kort != tekst else "", stuk.stand)


def antwoordtekst(definitie: Definitie, vraag: Vraag, stuk: Stuk) -> str:
    """The whole answer: indicators with their label, amounts with their sum (cents known only, VER-16)."""
    if stuk.stand == INGEVULD and vraag.soort == "indicatorkeuze":
        return "\n".join(indicatornaam(definitie, nummer) for nummer in stuk.waarde)
    tekst = in_woorden(vraag, stuk.stand, stuk.waarde)
    if stuk.stand == NUL and tekst == "geen":
        return "Geen"
    totaal = bedrag_van(vraag, stuk)
    return f"{tekst}\nSamen {als_euro(totaal)}" if totaal is not None else tekst


def indicatornaam(definitie: Definitie, nummer: int) -> str:
    """`6. Label`, or the bare number when the form does not know it."""
    indicator = definitie.indicator(nummer)
    return f"{nummer}. {indicator.label}" if indicator else str(nummer)


def inkorten(tekst: str, ruimte: int = KORT) -> str:
    """The beginning of a text, cut between words."""
    if len(tekst) <= ruimte:
        return tekst
    begin = tekst[:ruimte].rsplit(None, 1)[0]
    return f"{begin.rstrip(' .,;:')} ..."


def gaat_over_geld(vraag: Vraag) -> bool:
    """Is the answer an amount, or lines with amounts?"""
    return vraag.soort in {"bedragen_per_swv", "bestedingsregels"}


def bedrag_van(vraag: Vraag, stuk: Stuk) -> int | None:
    """Sum in cents of a question about amounts; None for other questions and when nothing is known."""
    if stuk.stand != INGEVULD or not stuk.waarde:
        return None
    if vraag.soort == "bedragen_per_swv":
        return som([bedrag for cellen in stuk.waarde.values() for bedrag in cellen.values()])
    if vraag.soort == "bestedingsregels":
        return som([regel.get("bedrag") for regel in stuk.waarde if not regel.get("pm")])
    return None


def verschil_zin(stukken: Stukken) -> str:
    """Received against spent in one line (VER-15); empty when one of the two is not known."""

    def waarde(code: str) -> Any:
        stuk = stukken.get(code)
        return stuk.waarde if stuk and stuk.stand == INGEVULD else None

    uit = aansluiten(waarde("ontvangen"), waarde("bestedingen"))
    if uit.verschil is None:
        return ""
    pm = f" (zonder {uit.pm_regels} PM-{'regel' if uit.pm_regels == 1 else 'regels'})" if uit.pm_regels else ""
    if uit.verschil == 0:
        return f"Sluit op de euro{pm}"
    return f"{als_euro(abs(uit.verschil))} {'meer' if uit.verschil > 0 else 'minder'} ontvangen dan besteed{pm}"


def bedrag_beweging(vorig: int | None, nu: int | None) -> str:
    """How an amount moved since the year before, in words; empty when one of the two is unknown."""
    if vorig is None or nu is None:
        return ""
    if vorig == nu:
        return "Gelijk aan het jaar ervoor"
    return f"{als_euro(abs(nu - vorig))} {'meer' if nu > vorig else 'minder'} dan het jaar ervoor"


def gelijk(vorig: Stuk, nu: Stuk) -> bool:
    """Do two years give the same answer, but for white space?"""
    if vorig.stand != nu.stand:
        return False
    if isinstance(vorig.waarde, str) and isinstance(nu.waarde, str):
        return vorig.waarde.split() == nu.waarde.split()
    return bool(vorig.waarde == nu.waarde)


# --- indicator choices -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keuze:
    """One board chose these indicators in one school year."""

    bestuur: str
    naam: str
    jaar: int
    nummers: tuple[int, ...]


def gekozen_nummers(definitie: Definitie, stukken: Stukken) -> tuple[int, ...]:
    """The process indicators a report elaborates, over all blocks (VER-08, VER-11)."""
    uit: set[int] = set()
    for vraag in definitie.vragen.values():
        stuk = stukken.get(vraag.code)
        if vraag.soort == "indicatorkeuze" and stuk and stuk.stand == INGEVULD:
            uit |= set(stuk.waarde or [])
    return tuple(sorted(uit))


def wie_koos(keuzes: Iterable[Keuze]) -> dict[int, dict[int, list[str]]]:
    """indicator number -> year -> names of the boards that chose it, by name."""
    uit: dict[int, dict[int, list[str]]] = {}
    for keuze in sorted(keuzes, key=lambda k: k.naam.casefold()):
        for nummer in keuze.nummers:
            uit.setdefault(nummer, {}).setdefault(keuze.jaar, []).append(keuze.naam)
    return uit


def bevinding(blok: str, tellingen: Mapping[int, int]) -> str:
    """The title of the chart of one block: what stands out, not what it shows."""
    hoogste = max(tellingen.values(), default=0)
    if not hoogste:
        return f"{blok}: nog geen enkele indicator gekozen"
    top = [str(n) for n, aantal in sorted(tellingen.items()) if aantal == hoogste]
    keer = f"{hoogste} keer"
    if len(top) == 1:
        return f"{blok}: indicator {top[0]} is het vaakst gekozen ({keer})"
    if len(top) > 4:
        return f"{blok}: {len(top)} indicatoren zijn even vaak gekozen ({keer})"
    return f"{blok}: indicatoren {', '.join(top[:-1])} en {top[-1]} zijn het vaakst gekozen ({keer})"


STANDEN_ZONDER_TEKST = frozenset({LEEG, NVT, NUL, ONGELDIG})
