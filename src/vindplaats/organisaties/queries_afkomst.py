"""Where an organisation comes from, so that figures per year follow the old and the new (decision 0033). Reads only."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from vindplaats.kern.opmaak import datum_zonder_dag, opsomming
from vindplaats.kern.registers import namen_van
from vindplaats.kern.schooljaar import Schooljaar

from .models import Deelname, Leerlingaantal, Opvolging, School
from .rules import begon_ervoor, lag_ervoor

GENERATIES = 4
"""How far back lineage is followed: so many questions to the database at most, one when there is no lineage."""


@dataclass(frozen=True)
class Voorouder:
    """An organisation that went on in another one, directly or by way of others.

    `per`: the day it stopped being itself (or lost the part). `sinds`: the day it came into the organisation that was asked
    about, later when others lie in between. `geheel`: every step was a merger, so that its counts may be added; False when it
    split somewhere: then the successor is only a part of it, which nobody divides.
    """

    sleutel: str
    naam: str
    soort: str
    per: dt.date
    sinds: dt.date
    geheel: bool

    @property
    def code(self) -> str:
        """`90013` of `bestuur:90013`."""
        return self.sleutel.partition(":")[2]

    @property
    def merk(self) -> str:
        """What stands beside its figures."""
        return "van vóór de fusie" if self.geheel else "van vóór de splitsing"

    def ervoor(self, jaar: int) -> bool:
        """Is a figure of that school year one from before the change?"""
        return begon_ervoor(self.per, jaar)


@dataclass(frozen=True)
class Afkomst:
    """Where an organisation comes from: everybody that went on in it, and the days on which parts of it went on elsewhere."""

    sleutel: str
    voorouders: tuple[Voorouder, ...] = ()
    afgesplitst: tuple[dt.date, ...] = ()
    begin: Mapping[str, dt.date | None] = field(default_factory=dict)

    def in_jaar(self, jaar: int) -> list[Voorouder]:
        """Whose figures of that school year belong before those of this organisation."""
        return [v for v in self.voorouders if v.ervoor(jaar)]

    def ertussen(self, eerder: int, later: int) -> list[Voorouder]:
        """Who was still apart in the earlier school year and had come in when the later one ended."""
        eind = Schooljaar(later).laatste_dag
        return [v for v in self.in_jaar(eerder) if v.sinds <= eind]

    def ging_af(self, eerder: int, later: int) -> dt.date | None:
        """The day on which a part went elsewhere between two school years: then the later one is about less."""
        van, tot = Schooljaar(eerder).eerste_dag, Schooljaar(later).laatste_dag
        return next((dag for dag in sorted(self.afgesplitst) if van < dag <= tot), None)

    def leden(self, jaar: int, van: Collection[Voorouder]) -> list[str] | None:
        """Keys of who together was, in that whole year, this organisation with `van`; None when that cannot be said.

        It cannot after a split (the successor is a part), nor in a year during which the change came.
        """
        if not van or any(not v.geheel or not lag_ervoor(v.per, jaar) for v in van):
            return None
        return [self.sleutel, *(v.sleutel for v in van)]

    def was_er(self, sleutel: str, jaar: int) -> bool:
        """Was this organisation there when that school year began? Yes when nobody wrote down when it began."""
        dag = self.begin.get(sleutel)
        return dag is None or dag <= Schooljaar(jaar).eerste_dag

    def zinnen(self, naam: str) -> list[str]:
        """The lineage in words, one sentence per day and kind."""
        per: dict[tuple[dt.date, bool], list[str]] = defaultdict(list)
        for v in self.voorouders:
            per[v.per, v.geheel].append(v.naam)
        return [_zin(naam, dag, geheel, namen) for (dag, geheel), namen in sorted(per.items())]


def _zin(naam: str, dag: dt.date, geheel: bool, namen: list[str]) -> str:
    wie, dag_tekst = opsomming(namen), datum_zonder_dag(dag)
    if not geheel:
        return f"{naam} komt voort uit {wie}, door de splitsing van {dag_tekst}."
    return f"{wie} {'ging' if len(namen) == 1 else 'gingen'} op {dag_tekst} op in {naam}."


def afkomst(sleutel: str) -> Afkomst:
    """Predecessors over the generations, with their names, and when parts left. One query when there is no lineage.

    At most GENERATIES + 2 queries, however many predecessors there are.
    """
    rijen = list(Opvolging.objects.filter(Q(naar=sleutel) | Q(van=sleutel)))
    afgesplitst = tuple(r.per for r in rijen if r.van == sleutel and r.soort == Opvolging.SPLITSING)
    gevonden: dict[str, Voorouder] = {}
    stap = [r for r in rijen if r.naar == sleutel]
    for generatie in range(GENERATIES):
        nieuw = _neem_op(sleutel, stap, gevonden)
        if not nieuw or generatie == GENERATIES - 1:
            break
        stap = list(Opvolging.objects.filter(naar__in=nieuw))
    if not gevonden:
        return Afkomst(sleutel, (), afgesplitst)
    namen = namen_van(list(gevonden))
    lijst = (Voorouder(s, namen.get(s, s), v.soort, v.per, v.sinds, v.geheel) for s, v in gevonden.items())
    op_dag = tuple(sorted(lijst, key=lambda v: (-v.per.toordinal(), v.naam)))
    return Afkomst(sleutel, op_dag, afgesplitst, _begin([sleutel, *gevonden]))


def _neem_op(zelf: str, stap: list[Opvolging], gevonden: dict[str, Voorouder]) -> list[str]:
    """Add one generation; returns the keys that were not there yet."""
    nieuw = []
    for rij in stap:
        if rij.van in gevonden or rij.van == zelf:
            continue
        kind = gevonden.get(rij.naar)
        sinds = max(rij.per, kind.sinds) if kind else rij.per
        geheel = rij.soort == Opvolging.FUSIE and (kind is None or kind.geheel)
        gevonden[rij.van] = Voorouder(rij.van, "", rij.soort, rij.per, sinds, geheel)
        nieuw.append(rij.van)
    return nieuw


def _begin(sleutels: Collection[str]) -> dict[str, dt.date | None]:
    """The first day of boards, as far as somebody wrote it down: of the board itself, else of its first taking part. One query."""
    codes = [s.partition(":")[2] for s in sleutels if s.startswith("bestuur:")]
    dagen: dict[str, list[dt.date | None]] = defaultdict(list)
    rijen: Any = Deelname.objects.filter(bestuur__in=codes).values_list("bestuur_id", "van", "bestuur__van")
    for code, deelname, zelf in rijen:
        dagen[f"bestuur:{code}"].append(zelf or deelname)
    return {s: min(d for d in lijst if d) if all(lijst) else None for s, lijst in dagen.items()}


def opgegaan_per_dag(sleutels: Collection[str]) -> dict[str, tuple[str, dt.date]]:
    """Of these organisations those that merged into another one: key -> (as whom, from which day). One query at most."""
    if not sleutels:
        return {}
    rijen: Any = Opvolging.objects.filter(soort=Opvolging.FUSIE, van__in=list(sleutels)).values_list(
        "van", "naar", "per"
    )
    return {van: (naar, per) for van, naar, per in rijen}


@dataclass(frozen=True)
class Leerlingjaar:
    """Pupils on 1 October of who went on in a school, in a year before that; `samen` only when every number is known."""

    jaar: int
    per_school: Mapping[str, Leerlingaantal]
    samen: int | None


def leerlingen_van_vroeger(school: School, lijn: Afkomst, eigen: Collection[Leerlingaantal]) -> list[Leerlingjaar]:
    """Pupils of the predecessors of a school, newest year first. One query, none without lineage.

    A masked number (`<5`) is no number, so it makes no sum; after a split nothing is added up.
    """
    if not lijn.voorouders:
        return []
    per: dict[int, dict[str, Leerlingaantal]] = defaultdict(dict)
    for rij in Leerlingaantal.objects.filter(school__in=[v.code for v in lijn.voorouders]):
        per[rij.jaar][f"school:{rij.school_id}"] = rij
    zelf = {rij.jaar: rij for rij in eigen}
    uit = []
    for jaar in sorted(per, reverse=True):
        toen = lijn.in_jaar(jaar)
        rijen = {v.sleutel: per[jaar][v.sleutel] for v in toen if v.sleutel in per[jaar]}
        if not rijen:
            continue
        mee = [*rijen.values(), *([zelf[jaar]] if jaar in zelf else [])]
        bekend = [r.aantal for r in mee if r.aantal is not None]
        heel = lijn.leden(jaar, toen) is not None and len(rijen) == len(toen) and len(bekend) == len(mee) > 1
        uit.append(Leerlingjaar(jaar, rijen, sum(bekend) if heel else None))
    return uit
