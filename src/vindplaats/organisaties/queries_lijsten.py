"""Lists of boards and schools: search, filter, sort, paging by key. A fixed number of queries whatever the rows."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from vindplaats.kern.klok import vandaag

from .bereik import loopt_op
from .models import Bestuur, School

PER_BLAD = 50
LEEG_GETAL = -1


@dataclass(frozen=True)
class Vraag:
    """What somebody asks of a list: words, filters, order, and after which row the page begins."""

    q: str = ""
    soort: str = ""
    swv: str = ""
    bestuur: str = ""
    gemeente: str = ""
    gesloten: bool = False
    sorteer: str = "naam"
    na: str = ""

    @classmethod
    def uit_get(cls, get: Any, sorteringen: dict[str, str]) -> "Vraag":
        """From a query string; an unknown order becomes the order by name."""
        sorteer = get.get("sorteer", "naam")
        return cls(
            **{
                naam: get.get(naam, "").replace("\x00", "").strip()[:80]
                for naam in ("q", "soort", "swv", "bestuur", "gemeente")
            },
            gesloten=get.get("gesloten") == "1",
            sorteer=sorteer if sorteer.lstrip("-") in sorteringen else "naam",
            na=get.get("na", "").replace("\x00", "")[:200],
        )

    def url(self, **anders: Any) -> str:
        """The query string of this question, perhaps with something changed."""
        vraag = replace(self, **anders)
        velden = {
            k: ("1" if v is True else v) for k, v in vraag.__dict__.items() if v and (k, v) != ("sorteer", "naam")
        }
        return "?" + urlencode(velden)


@dataclass
class Blad:
    """One page of a list. `volgende` is the key after which the next page begins; empty on the last one."""

    rijen: list[Any] = field(default_factory=list)
    volgende: str = ""
    aantal: int = 0


SCHOOL_SORTERING = {
    "naam": "naam",
    "plaats": "plaats",
    "soort": "soort",
    "bestuur": "bestuurnaam",
    "leerlingen": "leerlingen",
}
BESTUUR_SORTERING = {"naam": "naam", "scholen": "aantal_scholen"}


def scholen(vraag: Vraag, jaar: int | None) -> QuerySet[School]:
    """Schools that fit the question, with the name of the board and the pupils of that year."""
    rijen = School.objects.select_related("bestuur", "swv", "gemeente").annotate(
        telling=FilteredRelation("aantallen", condition=Q(aantallen__jaar=jaar or 0)),
        leerlingen=Coalesce(F("telling__aantal"), Value(LEEG_GETAL)),
        gemaskeerd=F("telling__gemaskeerd"),
        bestuurnaam=Coalesce(F("bestuur__naam"), Value("")),
    )
    if not vraag.gesloten:
        rijen = rijen.filter(loopt_op(vandaag()))
    gelijk = {"soort": vraag.soort, "swv": vraag.swv, "bestuur": vraag.bestuur, "gemeente": vraag.gemeente}
    rijen = rijen.filter(**{veld: waarde for veld, waarde in gelijk.items() if waarde})
    for woord in vraag.q.split()[:6]:
        rijen = rijen.filter(
            Q(naam__icontains=woord)
            | Q(plaats__icontains=woord)
            | Q(pk__istartswith=woord)
            | Q(postcode__istartswith=woord)
            | Q(bestuur__naam__icontains=woord)
        )
    return rijen


def besturen(vraag: Vraag) -> QuerySet[Bestuur]:
    """Boards that fit the question, with the number of schools that run today."""
    rijen = Bestuur.objects.annotate(
        aantal_scholen=Count("scholen", filter=loopt_op(vandaag(), "scholen__"), distinct=True)
    ).prefetch_related("deelnames__swv")
    if not vraag.gesloten:
        rijen = rijen.filter(loopt_op(vandaag()))
    if vraag.swv:
        rijen = rijen.filter(Q(deelnames__swv=vraag.swv) & loopt_op(vandaag(), "deelnames__")).distinct()
    for woord in vraag.q.split()[:6]:
        rijen = rijen.filter(Q(naam__icontains=woord) | Q(pk__startswith=woord) | Q(aliassen__icontains=woord))
    return rijen


def blad(rijen: QuerySet[Any], vraag: Vraag, sorteringen: dict[str, str], per_blad: int = PER_BLAD) -> Blad:
    """One page after `vraag.na`, ordered by the column and then by key: no offset, so page 100 is as fast as page 1."""
    af = vraag.sorteer.startswith("-")
    kolom = sorteringen[vraag.sorteer.lstrip("-")]
    uit = Blad(aantal=rijen.count())
    geordend = rijen.order_by(f"{'-' if af else ''}{kolom}", "pk")
    na = _na(vraag.na, kolom)
    if na is not None:
        waarde, pk = na
        verder = Q(**{f"{kolom}__{'lt' if af else 'gt'}": waarde}) | Q(**{kolom: waarde, "pk__gt": pk})
        geordend = geordend.filter(verder)
    rest = list(geordend[: per_blad + 1])
    uit.rijen = rest[:per_blad]
    if len(rest) > per_blad:
        laatste = uit.rijen[-1]
        uit.volgende = f"{laatste.pk}~{getattr(laatste, kolom)}"
    return uit


def _na(tekst: str, kolom: str) -> tuple[Any, str] | None:
    """The key of the row before this page; None for the first page or when the key makes no sense."""
    pk, golf, waarde = tekst.partition("~")
    if not golf or not pk:
        return None
    if kolom in {"leerlingen", "aantal_scholen"}:
        return (int(waarde), pk) if waarde.lstrip("-").isdigit() else None
    return waarde, pk
