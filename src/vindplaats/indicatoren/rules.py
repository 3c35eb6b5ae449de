"""Sums on measured figures: together, difference, small cells, and how a figure is written. Pure.

Sources: architecture.md section 2 (cells under five) and promise 6 (every figure explains itself); VER-12 (empty is not zero),
VER-13 (previous year), report-format traps 12 and 13 ("less than", share is not percentage), KPI-01..03.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from vindplaats.kern import opmaak
from vindplaats.kern.geld import als_euro

from .declaratie import Indicator

PERSONEN = frozenset({"leerlingen", "aanvragen"})
WOORDEN = {"<": "minder dan ", "<=": "hoogstens ", ">": "meer dan ", ">=": "minstens ", "~": "ongeveer ", "=": ""}
LEEG = "nog niet gemeten"
VERBORGEN = "te klein om te tonen"


@dataclass(frozen=True)
class Waarneming:
    """One figure of one organisation in one year, whatever it was read from. `waarde` None: asked, but not known."""

    organisatie: str
    jaar: int
    waarde: Decimal | None
    swv: str = ""
    teller: Decimal | None = None
    noemer: Decimal | None = None
    operator: str = "="
    peildatum: dt.date | None = None
    bron: str = ""
    meetwaarde: uuid.UUID | None = None


@dataclass(frozen=True)
class Samen:
    """Figures of several organisations together: `n` of `van` organisations count. `stappen` tell the sum."""

    waarde: Decimal | None
    operator: str
    n: int
    van: int
    stappen: tuple[str, ...]
    teller: Decimal | None = None
    noemer: Decimal | None = None


def operator_samen(operators: Iterable[str]) -> str:
    """What a sum of "less than", "about" and exact figures is. Opposite directions make "about"."""
    soorten = set(operators) - {"="}
    if not soorten:
        return "="
    if "~" in soorten or (soorten & {"<", "<="} and soorten & {">", ">="}):
        return "~"
    streng = soorten & {"<", ">"}
    return streng.pop() if streng else soorten.pop()


def tel_samen(
    indicator: Indicator, waarnemingen: Sequence[Waarneming], van: int, gewichten: Mapping[str, Decimal] | None = None
) -> Samen:
    """Figures of organisations in one year together, by the rule of the declaration.

    `som` adds what is known. `gewogen` divides numerators by denominators where those are known, else weighs percentages with
    `gewichten` (organisation -> weight); who has neither does not count, and `n` says so. `geen` never adds. Nothing known gives
    None, never zero (VER-12).
    """
    bekend = [w for w in waarnemingen if w.waarde is not None]
    if indicator.optellen == "som":
        return _som(indicator, bekend, van)
    if indicator.optellen == "gewogen":
        return _gewogen(indicator, bekend, van, gewichten or {})
    return Samen(None, "=", len(bekend), van, ("Dit cijfer is niet bij elkaar op te tellen.",))


def _som(indicator: Indicator, bekend: Sequence[Waarneming], van: int) -> Samen:
    if not bekend:
        return Samen(None, "=", 0, van, (f"Geen van de {van} organisaties heeft dit gemeten.",))
    totaal = sum((w.waarde for w in bekend if w.waarde is not None), Decimal(0))
    op = operator_samen(w.operator for w in bekend)
    stap = f"Som van {len(bekend)} van de {van} organisaties: {schrijf(indicator, totaal, op)}."
    return Samen(totaal, op, len(bekend), van, (stap,))


def _gewogen(indicator: Indicator, bekend: Sequence[Waarneming], van: int, gewichten: Mapping[str, Decimal]) -> Samen:
    paren = [(paar, w) for w in bekend if (paar := _breuk(w, gewichten)) is not None]
    noemer = sum((n for (_, n), _ in paren), Decimal(0))
    if not noemer:
        waarom = (
            "Niemand gaf een teller en noemer, en het gewicht ontbreekt." if bekend else "Niemand heeft dit gemeten."
        )
        return Samen(None, "=", 0, van, (waarom,))
    teller = sum((t for (t, _), _ in paren), Decimal(0))
    waarde = teller / noemer * 100 if indicator.eenheid == "%" else teller / noemer
    op = operator_samen(w.operator for _, w in paren)
    stappen = [
        f"Gewogen gemiddelde van {len(paren)} van de {van} organisaties.",
        f"Samen {getal(teller, 1)} op {getal(noemer, 0)}: {schrijf(indicator, waarde, op)}.",
    ]
    if len(paren) < len(bekend):
        stappen.append(f"{len(bekend) - len(paren)} met een cijfer tellen niet mee: de noemer is niet bekend.")
    return Samen(waarde, op, len(paren), van, tuple(stappen), teller, noemer)


def _breuk(w: Waarneming, gewichten: Mapping[str, Decimal]) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator of one figure: its own, or its percentage of the weight."""
    if w.teller is not None and w.noemer:
        return w.teller, w.noemer
    gewicht = w.noemer or gewichten.get(w.organisatie)
    if not gewicht or w.waarde is None:
        return None
    return w.waarde * gewicht / 100, gewicht


def tel_opvolging(indicator: Indicator, leden: Mapping[str, Waarneming | None]) -> tuple[Samen | None, str]:
    """Figures of who went on together, in a year before that: the sum, or None and why not. Never a false sum.

    Counts are added when everybody gave one. Percentages only when everybody gave numerator and denominator: a weight that
    stands in for a denominator does not do here (decision 0033).
    """
    bekend = [w for w in leden.values() if w is not None and w.waarde is not None]
    if len(leden) == 1 and bekend:
        w = bekend[0]
        return Samen(w.waarde, w.operator, 1, 1, (), w.teller, w.noemer), ""
    if indicator.optellen == "geen":
        return None, "Dit cijfer is niet bij elkaar op te tellen."
    if not bekend or len(bekend) < len(leden):
        return None, "Niet opgeteld: niet van ieder is een cijfer te zien."
    if indicator.optellen == "gewogen" and any(w.teller is None or not w.noemer for w in bekend):
        return None, "Niet opgeteld: niet van elk percentage zijn teller en noemer bekend."
    return tel_samen(indicator, bekend, len(leden)), ""


# --- difference ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verschil:
    """This year against the year before. `waarde` None: not to be computed; `beter` None: no direction or no change."""

    waarde: Decimal | None
    richting: str
    beter: bool | None
    zin: str


def verschil(indicator: Indicator, nu: Waarneming | None, vorig: Waarneming | None) -> Verschil:
    """The difference in words. "Less than 1%" against "1%" has no difference that can be written down."""
    if nu is None or vorig is None or nu.waarde is None or vorig.waarde is None:
        return Verschil(None, "onbekend", None, "Er zijn nog geen twee jaren om te vergelijken.")
    if {nu.operator, vorig.operator} - {"=", "~"}:
        return Verschil(
            None, "onbekend", None, "Een van beide cijfers is een grens; het verschil is niet te berekenen."
        )
    hoeveel = nu.waarde - vorig.waarde
    ongeveer = "ongeveer " if "~" in (nu.operator, vorig.operator) else ""
    if not hoeveel:
        return Verschil(hoeveel, "gelijk", None, "Gelijk aan het jaar ervoor.")
    richting = "gestegen" if hoeveel > 0 else "gedaald"
    beter = None if indicator.richting == "geen" else (hoeveel > 0) == (indicator.richting == "hoger")
    maat = schrijf(indicator, abs(hoeveel))
    if indicator.eenheid == "%":
        maat = f"{getal(abs(hoeveel), indicator.decimalen)} procentpunt"
    return Verschil(hoeveel, richting, beter, f"{richting.capitalize()} met {ongeveer}{maat}.")


def onvergelijkbaar(nu: int, vorig: int) -> Verschil:
    """Two years with another number of organisations behind them: said in words, never as a rise or a fall."""
    return Verschil(None, "onbekend", None, f"Niet te vergelijken: nu {_gaven(nu)}, het jaar ervoor {_gaven(vorig)}.")


def onvergelijkbaar_door(wat: str) -> Verschil:
    """Two years with a merger or split in between that cannot be put against each other."""
    return Verschil(None, "onbekend", None, f"Niet te vergelijken met het jaar ervoor: {wat}.")


def _gaven(aantal: int) -> str:
    return f"{aantal} bestuur met een cijfer" if aantal == 1 else f"{aantal} besturen met een cijfer"


# --- small cells -----------------------------------------------------------------------------------------------------


def te_klein(indicator: Indicator, w: Waarneming) -> bool:
    """Would this figure point at fewer pupils than the smallest cell? Zero points at nobody and is shown (VER-12)."""
    grens = indicator.kleinste_cel
    if not grens or w.waarde is None:
        return False
    if w.noemer is not None and 0 < w.noemer < grens:
        return True
    aantal = w.waarde if indicator.eenheid in PERSONEN else w.teller
    if aantal is None and indicator.eenheid == "%" and w.noemer is not None:
        aantal = (w.waarde * w.noemer / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return aantal is not None and 0 < aantal < grens


def verberg(
    indicator: Indicator, waarnemingen: Sequence[Waarneming], eigen: Iterable[str] = ()
) -> tuple[frozenset[str], bool]:
    """Which organisations are hidden from a reader of `eigen`, and whether the total must be hidden as well.

    With a total beside it one hidden cell can be worked out. So at least two cells are hidden that together are no smaller than
    the smallest cell; when there are not enough, the total goes.
    """
    van_zichzelf = set(eigen)
    anderen = [w for w in waarnemingen if w.organisatie not in van_zichzelf and w.waarde is not None]
    weg = [w for w in anderen if te_klein(indicator, w)]
    if not weg or indicator.optellen != "som":
        return frozenset(w.organisatie for w in weg), False
    rest = sorted((w for w in anderen if w not in weg and w.waarde), key=lambda w: (w.waarde or 0, w.organisatie))
    while rest and (len(weg) < 2 or _samen(weg) < indicator.kleinste_cel):
        weg.append(rest.pop(0))
    genoeg = len(weg) >= 2 and _samen(weg) >= indicator.kleinste_cel
    return frozenset(w.organisatie for w in weg), not genoeg


def _samen(rijen: Iterable[Waarneming]) -> Decimal:
    return sum((w.waarde for w in rijen if w.waarde is not None), Decimal(0))


# --- words -----------------------------------------------------------------------------------------------------------


def getal(waarde: Decimal, decimalen: int) -> str:
    """A number the Dutch way, rounded half up; trailing decimals stay away when they are zero."""
    rond = waarde.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    return opmaak.getal(rond, None if rond != rond.to_integral_value() else 0)


def schrijf(indicator: Indicator, waarde: Decimal | None, operator: str = "=") -> str:
    """A figure in words with its unit: `12,5%`, `minder dan 1%`, `7 leerlingen`, `€ 1.250`."""
    if waarde is None:
        return LEEG
    begin = WOORDEN[operator]
    if indicator.eenheid == "euro":
        return begin + als_euro(int(waarde.to_integral_value(ROUND_HALF_UP)))
    tekst = getal(waarde, indicator.decimalen)
    if indicator.eenheid == "%":
        return f"{begin}{tekst}%"
    if indicator.eenheid in {"aantal", "cijfer"}:
        return begin + tekst
    enkel = {"leerlingen": "leerling", "scholen": "school", "aanvragen": "aanvraag"}
    return f"{begin}{tekst} {enkel[indicator.eenheid] if waarde == 1 else indicator.eenheid}"


def middelste(waarden: Iterable[Decimal]) -> Decimal | None:
    """The median, or None without values."""
    lijst = list(waarden)
    return median(lijst) if lijst else None
