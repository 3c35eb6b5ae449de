"""Figures over the years that follow a merger or split: who went on in an organisation, and what they measured before.

Predecessors keep their own figures. Added up only when that says something true (`rules.tel_opvolging`), else beside each
other; after a split marked and never divided (decision 0033). What a reader may not see of a predecessor, is not there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from vindplaats.kern.opmaak import datum_zonder_dag, opsomming
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.queries_afkomst import Afkomst, Voorouder, afkomst
from vindplaats.toegang.wie import Wie

from . import declaratie, rules
from .declaratie import Indicator
from .permissions import is_van
from .queries import trend
from .queries_rijen import Normen, Punt, Reeks, gevuld, heel, punt, waarnemingen
from .rules import Samen, Verschil, Waarneming


@dataclass(frozen=True)
class Vroeger:
    """One school year before a merger or split: the figure of each predecessor, and of all together when that is a true sum.

    `wie` names who is in the sum; without a sum `waarom_niet` says why, when there was something to add.
    """

    jaar: int
    cellen: tuple[tuple[Voorouder, Punt], ...]
    samen: Punt | None = None
    wie: str = ""
    waarom_niet: str = ""

    @property
    def schooljaar(self) -> str:
        return str(Schooljaar(self.jaar))

    @property
    def tekst(self) -> str:
        """In one cell: the sum with its names, else every figure with its name and mark."""
        if self.samen is not None and self.samen.waarde is not None:
            return f"{self.samen.tekst} ({self.wie}, van vóór de fusie)"
        gemeten = [(v, p) for v, p in self.cellen if p.waarde is not None or p.verborgen]
        return "; ".join(f"{v.naam}: {p.tekst} ({v.merk})" for v, p in gemeten)


@dataclass(frozen=True)
class Verloop:
    """A figure of one organisation over the years, with that of its predecessors before, and the last movement in words."""

    punten: list[Punt]
    vroeger: tuple[Vroeger, ...]
    beweging: Verschil
    afkomst: Afkomst


def verlopen(wie: Wie, codes: Collection[str], organisatie: str) -> dict[str, Verloop]:
    """Many figures of one organisation with their past: those of `queries.reeksen`, and one query for the lineage.

    With lineage at most five more, however many figures, years and predecessors.
    """
    lijn = afkomst(organisatie) if organisatie.startswith(("bestuur:", "school:")) else Afkomst(organisatie)
    namen = [organisatie, *(v.sleutel for v in lijn.voorouders)]
    rijen = waarnemingen(wie, codes, organisaties=namen)
    normen = Normen(codes, wie.swv_codes)
    swvs = sorted(wie.swv_codes)
    uit = {}
    for code in codes:
        soort = declaratie.indicator(code)
        per: dict[str, Reeks] = {sleutel: {} for sleutel in namen}
        for w in heel(soort, rijen[code]):
            per[w.organisatie][w.jaar] = w
        eigen = is_van(wie, organisatie) or wie.is_taak
        punten = [
            punt(soort, jaar, w, eigen, normen.van(code, swvs, jaar)) for jaar, w in gevuld(per[organisatie], None)
        ]
        som = _Som(wie, soort, lijn, per)
        uit[code] = Verloop(punten, som.jaren(), som.beweging(punten), lijn)
    return uit


class _Som:
    """The figures of one indicator of an organisation and its predecessors, for one reader."""

    def __init__(self, wie: Wie, soort: Indicator, lijn: Afkomst, per: Mapping[str, Reeks]) -> None:
        self.wie, self.soort, self.lijn, self.per = wie, soort, lijn, per
        self.namen = {v.sleutel: v.naam for v in lijn.voorouders}

    def punt(self, sleutel: str, jaar: int) -> Punt:
        eigen = is_van(self.wie, sleutel) or self.wie.is_taak
        return punt(self.soort, jaar, self.per[sleutel].get(jaar), eigen, None)

    def jaren(self) -> tuple[Vroeger, ...]:
        raak = {jaar for v in self.lijn.voorouders for jaar in self.per[v.sleutel] if v.ervoor(jaar)}
        return tuple(self._jaar(jaar) for jaar in sorted(raak))

    def _jaar(self, jaar: int) -> Vroeger:
        toen = self.lijn.in_jaar(jaar)
        cellen = tuple((v, self.punt(v.sleutel, jaar)) for v in toen)
        samen, leden, waarom = self._samen(jaar, toen)
        if samen is None or len(leden) < 2:
            return Vroeger(jaar, cellen, waarom_niet=waarom)
        namen = [self.namen.get(s, "dit bestuur zelf") for s in leden]
        tekst = rules.schrijf(self.soort, samen.waarde, samen.operator)
        som = Punt(jaar, samen.waarde, tekst, samen.operator, n=samen.n, van=samen.van, stappen=samen.stappen)
        return Vroeger(jaar, cellen, som, f"{opsomming(sorted(namen))} samen")

    def _samen(self, jaar: int, toen: Collection[Voorouder]) -> tuple[Samen | None, list[str], str]:
        """The sum of who was there, who is in it, and why there is none. A cell this reader may not see makes no sum."""
        alle = self.lijn.leden(jaar, toen)
        if alle is None:
            deel = any(not v.geheel for v in toen)
            return None, [], "" if deel else "Niet opgeteld: de fusie kwam in de loop van dit schooljaar."
        leden = {s: w for s in alle if (w := self.per[s].get(jaar)) is not None or self.lijn.was_er(s, jaar)}
        if any(self.punt(s, jaar).verborgen for s in leden):
            return None, [], "Niet opgeteld: een van de cijfers is te klein om te tonen."
        samen, waarom = rules.tel_opvolging(self.soort, leden)
        return samen, list(leden), waarom

    def beweging(self, punten: list[Punt]) -> Verschil:
        """The last own year against the year before it; over a merger against those predecessors together, when that is true."""
        gewoon = trend(self.soort.code, punten)
        laatste = max((p.jaar for p in punten if p.waarde is not None), default=None)
        if laatste is None:
            return gewoon
        toen, af = self.lijn.ertussen(laatste - 1, laatste), self.lijn.ging_af(laatste - 1, laatste)
        if af is not None:
            return rules.onvergelijkbaar_door(f"op {datum_zonder_dag(af)} ging een deel naar een ander bestuur")
        if not toen:
            return gewoon
        samen, leden, _ = self._samen(laatste - 1, toen)
        if samen is None or any(v.sinds > Schooljaar(laatste).eerste_dag for v in toen):
            return rules.onvergelijkbaar_door(_waarom(toen))
        nu, vorig = (
            self.per[self.lijn.sleutel][laatste],
            Waarneming("", laatste - 1, samen.waarde, operator=samen.operator),
        )
        uit = rules.verschil(self.soort, nu, vorig)
        wie = opsomming(sorted(self.namen.get(s, "dit bestuur zelf") for s in leden))
        zin = f"{uit.zin} Het jaar ervoor is van {wie}{' samen' if len(leden) > 1 else ''}."
        return Verschil(uit.waarde, uit.richting, uit.beter, zin)


def _waarom(toen: Collection[Voorouder]) -> str:
    """The reason in words: what came in between."""
    laatste = max(toen, key=lambda v: v.sinds)
    dag = datum_zonder_dag(laatste.sinds)
    wat = "was een fusie" if all(v.geheel for v in toen) else "was een splitsing"
    return f"op {dag} {wat}"
