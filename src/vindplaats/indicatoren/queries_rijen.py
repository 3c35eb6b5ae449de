"""What the other queries of indicatoren stand on: the rows that count, the norms, and one point of a series."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from vindplaats.kern.registers import indicator_vragen
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Deelname
from vindplaats.toegang.wie import Wie

from . import declaratie, rules
from .declaratie import Indicator
from .models import Meetwaarde, Norm
from .rules import Waarneming

NOG = 9999
"""last year of who still takes part"""
Reeks = dict[int, Waarneming]
"""year -> figure of one organisation"""


@dataclass(frozen=True)
class Punt:
    """One year of a series as a screen shows it. `n` of `van` organisations are behind it.

    `zelfde`: of a sum, that its organisations are those of the year before, but for mergers among them (decision 0033).
    """

    jaar: int
    waarde: Decimal | None
    tekst: str
    operator: str = "="
    n: int = 1
    van: int = 1
    verborgen: bool = False
    stappen: tuple[str, ...] = ()
    norm: Norm | None = None
    gehaald: bool | None = None
    meetwaarde: uuid.UUID | None = None
    zelfde: bool = False

    @property
    def compleet(self) -> bool:
        """Everybody gave a figure."""
        return self.n == self.van

    @property
    def schooljaar(self) -> str:
        return str(Schooljaar(self.jaar))


@dataclass(frozen=True)
class Buur:
    """One organisation in a spread."""

    organisatie: str
    naam: str
    punt: Punt
    eigen: bool


@dataclass(frozen=True)
class Spreiding:
    """One figure of one year over organisations, highest first; hidden ones last."""

    rijen: tuple[Buur, ...]
    laagste: str
    middelste: str
    hoogste: str
    samen: Punt
    n: int
    van: int


# --- reading rows ----------------------------------------------------------------------------------------------------


def waarnemingen(
    wie: Wie,
    codes: Collection[str],
    *,
    organisaties: Collection[str] | None = None,
    jaren: Collection[int] | None = None,
) -> dict[str, list[Waarneming]]:
    """The figures that count, per indicator: one per organisation, SWV and year. One query, plus one per computed indicator.

    Of several confirmed figures the one told in its own year wins over "last year it was", then the latest.
    """
    uit: dict[str, list[Waarneming]] = {code: [] for code in codes}
    hand = [code for code in codes if declaratie.indicator(code).soort == "hand"]
    gezien: set[tuple[Any, ...]] = set()
    for rij in _rijen(wie, hand, organisaties, jaren) if hand else ():
        sleutel = (rij["indicator"], rij["organisatie"], rij["swv"], rij["schooljaar"])
        if sleutel not in gezien:
            gezien.add(sleutel)
            uit[rij["indicator"]].append(_waarneming(rij))
    for code in codes:
        vraag = indicator_vragen.get(code)
        if vraag and code not in hand:
            uit[code] = list(vraag(wie, organisaties, jaren))
    return uit


_VELDEN = (
    "pk", "indicator", "organisatie", "swv", "schooljaar", "waarde", "teller", "noemer", "operator", "peildatum", "bron",
)  # fmt: skip


def _rijen(wie: Wie, codes: list[str], organisaties: Collection[str] | None, jaren: Collection[int] | None) -> Any:
    rijen = Meetwaarde.objects.zichtbaar_voor(wie).geldend().filter(indicator__in=codes)
    if organisaties is not None:
        rijen = rijen.filter(organisatie__in=list(organisaties))
    if jaren is not None:
        rijen = rijen.filter(schooljaar__in=list(jaren))
    return rijen.order_by("uit_vorig", "-op", "pk").values(*_VELDEN)


def _waarneming(rij: Mapping[str, Any]) -> Waarneming:
    return Waarneming(
        organisatie=rij["organisatie"], jaar=rij["schooljaar"], waarde=rij["waarde"], swv=rij["swv"], teller=rij["teller"],
        noemer=rij["noemer"], operator=rij["operator"], peildatum=rij["peildatum"], bron=rij["bron"], meetwaarde=rij["pk"],
    )  # fmt: skip


def besturen_per_swv(swvs: Collection[str]) -> dict[str, list[tuple[str, int, int]]]:
    """Boards of each SWV as (key, first year, last year) of taking part. One query."""
    uit: dict[str, list[tuple[str, int, int]]] = {swv: [] for swv in swvs}
    for swv, bestuur, van, tot in Deelname.objects.filter(swv__in=list(swvs)).values_list(
        "swv", "bestuur", "van", "tot"
    ):
        eerste = Schooljaar.van(van).begin if van else 0
        laatste = Schooljaar.van(tot).begin if tot else NOG
        uit[swv].append((f"bestuur:{bestuur}", eerste, laatste))
    return uit


# --- norms -----------------------------------------------------------------------------------------------------------


class Normen:
    """The norms of some SWVs, asked once: `van(code, swvs, jaar)`. SWVs that differ give none."""

    def __init__(self, codes: Collection[str], swvs: Collection[str]) -> None:
        self._rijen: dict[tuple[str, str], list[Norm]] = defaultdict(list)
        rijen = Norm.objects.filter(indicator__in=list(codes), swv__in=list(swvs), soort=Norm.NORM).order_by("-vanaf")
        for norm in rijen:
            self._rijen[norm.indicator, norm.swv].append(norm)

    def van(self, code: str, swvs: Iterable[str], jaar: int) -> Norm | None:
        """The norm of that year; None when there is none, or when the SWVs differ."""
        geldig = [next((n for n in self._rijen[code, swv] if n.vanaf <= jaar), None) for swv in swvs]
        gezet = [norm for norm in geldig if norm is not None and norm.waarde is not None]
        zelfde = {(norm.waarde, norm.richting) for norm in gezet}
        return gezet[0] if len(zelfde) == 1 and len(gezet) == len(geldig) else None


def normtekst(norm: Norm) -> str:
    """`norm: minstens 75%`."""
    return f"{norm.soort}: {norm.richting} {rules.schrijf(declaratie.indicator(norm.indicator), norm.waarde)}"


def voeg_samen(soort: Indicator, stukken: list[Waarneming]) -> Waarneming:
    """Figures of one organisation for parts of it (per SWV) as one."""
    samen = rules.tel_samen(soort, stukken, len(stukken))
    return replace(
        stukken[0], swv="", waarde=samen.waarde, operator=samen.operator, teller=samen.teller, noemer=samen.noemer,
        meetwaarde=None,
    )  # fmt: skip


def punt(soort: Indicator, jaar: int, w: Waarneming | None, eigen: bool, norm: Norm | None) -> Punt:
    """One year of one organisation; a small cell is hidden from who does not own it (`eigen` False)."""
    if w is None or w.waarde is None:
        return Punt(jaar, None, rules.LEEG, n=0, norm=norm)
    if not eigen and rules.te_klein(soort, w):
        return Punt(jaar, None, rules.VERBORGEN, verborgen=True, norm=norm)
    return Punt(
        jaar,
        w.waarde,
        rules.schrijf(soort, w.waarde, w.operator),
        w.operator,
        norm=norm,
        gehaald=norm.gehaald(w.waarde) if norm and w.operator == "=" else None,
        meetwaarde=w.meetwaarde,
    )


def heel(soort: Indicator, rijen: Iterable[Waarneming]) -> list[Waarneming]:
    """One figure per organisation and year: that of the whole organisation, else its parts per SWV together."""
    delen: dict[tuple[str, int], list[Waarneming]] = defaultdict(list)
    for w in rijen:
        delen[w.organisatie, w.jaar].append(w)
    uit = []
    for stukken in delen.values():
        heel = next((w for w in stukken if not w.swv), None)
        if heel is None and len(stukken) == 1:
            heel = replace(stukken[0], swv="")
        uit.append(heel or voeg_samen(soort, stukken))
    return uit


def gevuld(reeks: Reeks, jaren: Collection[int] | None) -> list[tuple[int, Waarneming | None]]:
    """The years asked for, else from the first to the last measured; a year in between without a figure is empty."""
    if jaren is not None:
        return [(jaar, reeks.get(jaar)) for jaar in sorted(jaren)]
    return [(jaar, reeks.get(jaar)) for jaar in range(min(reeks), max(reeks) + 1)] if reeks else []
