"""Reads of organisaties. Organisations are public facts: everyone with a role may read them, so no visibility filter.

Dates: every function that asks "who belongs where" takes `op` (default today); both ends of van/tot count.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from vindplaats.kern import opmaak
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar

from . import rules
from .bereik import loopt_op
from .models import Bestuur, Deelname, Gemeentedeel, Leerlingaantal, Postcodegebied, School, Schoolperiode, Swv

SOORTNAAM = dict(School.SOORTEN)


@dataclass(frozen=True)
class Schooltypen:
    """Which kinds of school a board has in a school year (VER-06: parts of the form depend on it)."""

    soorten: frozenset[str]

    @property
    def heeft_bao(self) -> bool:
        """Regular primary education: levels 1-4."""
        return bool(self.soorten & rules.BAO_SOORTEN)

    @property
    def heeft_sbo_so(self) -> bool:
        """Specialised education: level 5."""
        return bool(self.soorten & rules.GESPECIALISEERD)


@dataclass(frozen=True)
class Telling:
    """Pupils on 1 October of a year. `gemaskeerd` sites have `<5` pupils: they are not in `aantal`, and not zero."""

    aantal: int = 0
    gemaskeerd: int = 0
    scholen: int = 0

    def __add__(self, ander: "Telling") -> "Telling":
        return Telling(self.aantal + ander.aantal, self.gemaskeerd + ander.gemaskeerd, self.scholen + ander.scholen)

    @property
    def rest(self) -> str:
        """`en 2 scholen met minder dan 5`; empty when nothing is masked."""
        if not self.gemaskeerd:
            return ""
        return f"en {self.gemaskeerd} {'school' if self.gemaskeerd == 1 else 'scholen'} met minder dan 5"

    @property
    def tekst(self) -> str:
        """`1.204`, or `1.204 en 2 scholen met minder dan 5`."""
        return f"{opmaak.getal(self.aantal)} {self.rest}".strip()

    @property
    def kort(self) -> str:
        """For a narrow cell: `1.204`, or `1.204 + 2× <5`."""
        return opmaak.getal(self.aantal) + (f" + {self.gemaskeerd}× <5" if self.gemaskeerd else "")


@dataclass(frozen=True)
class Postcodeantwoord:
    """Where a postcode belongs and how we know."""

    pc4: str
    bekend: bool
    plaats: str
    gemeente: str
    swv: Swv | None
    swv_code: str
    uitleg: str


def swv(code: str) -> Swv:
    """One SWV; NietGevonden when it is not known."""
    return _een(Swv.objects.select_related("regio"), code)


def bestuur(nummer: str) -> Bestuur:
    """One board; NietGevonden when it is not known."""
    return _een(Bestuur.objects.select_related("vertegenwoordigd_door"), nummer)


def school(code: str) -> School:
    """One site with its board, SWV and municipality; NietGevonden when it is not known."""
    return _een(School.objects.select_related("bestuur", "swv", "gemeente"), code)


def _een(rijen: QuerySet[Any], pk: str) -> Any:
    rij = rijen.filter(pk=pk).first() if "\x00" not in pk else None
    if rij is None:
        raise NietGevonden
    return rij


def swv_groep(swv: Swv | str) -> list[Swv]:
    """The SWVs that work together with this one in its region, itself included, by code. Two queries at most."""
    code = swv if isinstance(swv, str) else swv.code
    zelf = Swv.objects.filter(pk=code)
    groep = list(Swv.objects.filter(regio__isnull=False, regio__swvs=code).order_by("code"))
    return groep or list(zelf)


def besturen_van(swv: Swv | str, op: dt.date | None = None) -> QuerySet[Bestuur]:
    """Boards that take part in the SWV on that day, by name."""
    deelnames = Deelname.objects.filter(loopt_op(op or vandaag()), swv=swv)
    return Bestuur.objects.filter(pk__in=deelnames.values("bestuur_id"))


def besturen_in(swv: Swv | str, schooljaar: Schooljaar) -> QuerySet[Bestuur]:
    """Boards that took part in the SWV during (a part of) the school year: these give account over it (VER-01)."""
    begin = Q(van=None) | Q(van__lte=schooljaar.laatste_dag)
    eind = Q(tot=None) | Q(tot__gte=schooljaar.eerste_dag)
    return Bestuur.objects.filter(pk__in=Deelname.objects.filter(begin & eind, swv=swv).values("bestuur_id"))


def swvs_van(bestuur: Bestuur | str, op: dt.date | None = None) -> QuerySet[Swv]:
    """SWVs the board takes part in on that day, by code."""
    deelnames = Deelname.objects.filter(loopt_op(op or vandaag()), bestuur=bestuur)
    return Swv.objects.filter(pk__in=deelnames.values("swv_id"))


def swvs_in(bestuur: Bestuur | str, schooljaar: Schooljaar) -> QuerySet[Swv]:
    """SWVs the board took part in during (a part of) the school year."""
    begin = Q(van=None) | Q(van__lte=schooljaar.laatste_dag)
    eind = Q(tot=None) | Q(tot__gte=schooljaar.eerste_dag)
    return Swv.objects.filter(pk__in=Deelname.objects.filter(begin & eind, bestuur=bestuur).values("swv_id"))


def scholen_op(op: dt.date | None = None, **filter_: Any) -> QuerySet[School]:
    """Sites that run on that day; extra filters such as `swv="PO3105"` or `bestuur="90001"`."""
    return School.objects.filter(loopt_op(op or vandaag()), **filter_)


def schooltypen_van_bestuur(bestuur: Bestuur | str, schooljaar: Schooljaar) -> Schooltypen:
    """Kinds of school of the board in that school year, as they were then: a site may change its type (VER-06)."""
    van, tot = schooljaar.eerste_dag, schooljaar.laatste_dag
    loopt = (Q(van=None) | Q(van__lte=tot)) & (Q(tot=None) | Q(tot__gte=van))
    had = Schoolperiode.objects.filter(Q(van=None) | Q(van__lte=tot), bestuur=bestuur, tot__gte=van).values("school")
    kwam_later = Schoolperiode.objects.filter(tot__gte=tot).values("school")
    hoorde = (Q(bestuur=bestuur) & ~Q(pk__in=kwam_later)) | Q(pk__in=had)
    rijen = list(School.objects.filter(loopt, hoorde).values_list("pk", "soort"))
    toen = dict(
        Leerlingaantal.objects.filter(school__in=[pk for pk, _ in rijen], jaar=schooljaar.begin)
        .exclude(soort="")
        .values_list("school_id", "soort")
    )
    return Schooltypen(frozenset(toen.get(pk, soort) for pk, soort in rijen))


def scholen_toen(op: dt.date, *, besturen: list[str]) -> QuerySet[Any]:
    """Sites that ran on that day and belonged to these boards then, with `bestuur_toen` and `swv_toen`."""
    rijen = School.objects.filter(loopt_op(op), _ooit("bestuur", besturen))
    velden = {f"{veld}_toen": _geldend(veld, "pk", Q(tot__gte=op), "") for veld in ("bestuur", "swv")}
    toen: QuerySet[School] = rijen.annotate(**velden)
    return toen.filter(Q(bestuur_toen__in=besturen))


def _ooit(veld: str, codes: list[str], voor: str = "") -> Q:
    """Schools that belong, or ever belonged, to these boards or SWVs: narrows before the exact question."""
    eerder = Schoolperiode.objects.filter(**{f"{veld}__in": codes}).values("school")
    return Q(**{f"{voor}{veld}__in": codes}) | Q(**{f"{voor}pk__in": eerder})


def _geldend(veld: str, sleutel: str, wanneer: Q, voor: str) -> Coalesce:
    """Board or SWV of a school at a moment: the first period that had not ended, else what holds today."""
    eerder = Schoolperiode.objects.filter(wanneer, school=OuterRef(sleutel), **{f"{veld}__isnull": False})
    return Coalesce(
        Subquery(eerder.order_by("tot").values(f"{veld}_id")[:1]), F(f"{voor}{veld}_id"), output_field=CharField()
    )


def _tellingen(swv: str | None, bestuur: str | None) -> QuerySet[Leerlingaantal]:
    """Counts with the board and SWV that held on 1 October of their year; only of this SWV or board when given."""
    rijen = Leerlingaantal.objects.order_by()
    smal = {"swv": swv, "bestuur": bestuur}
    for veld, code in smal.items():
        if code:
            rijen = rijen.filter(_ooit(veld, [code], "school__"))
    wanneer = Q(laatste_telling__gte=OuterRef("jaar"))
    rijen = rijen.annotate(**{f"{veld}_toen": _geldend(veld, "school_id", wanneer, "school__") for veld in smal})
    return rijen.filter(**{f"{veld}_toen": code for veld, code in smal.items() if code})


def peiljaren(*, swv: str | None = None, bestuur: str | None = None) -> list[int]:
    """Years of which pupil counts are known, oldest first."""
    return sorted(_tellingen(swv, bestuur).values_list("jaar", flat=True).distinct())


def laatste_peiljaar() -> int | None:
    """The last year of which any pupil count is known."""
    return Leerlingaantal.objects.aggregate(jaar=Max("jaar"))["jaar"]


def leerlingen(
    *,
    swv: str | None = None,
    bestuur: str | None = None,
    jaar: int | None = None,
    per: tuple[str, ...] = ("jaar", "soort"),
) -> dict[tuple[Any, ...], Telling]:
    """Pupils by place of the school, per combination of `per`: bestuur, swv, soort, jaar, school. One query.

    Masked sites (`<5`) are counted apart, never as 0 or 2. SO and VSO counts hold pupils from elsewhere: they are no
    participation rate of an SWV. `soort`, board and SWV are those of the count day: a school that moved counts where it
    was then (decision 0030).
    """
    kolom = {
        "bestuur": "bestuur_toen",
        "swv": "swv_toen",
        "soort": "soort",
        "jaar": "jaar",
        "school": "school_id",
    }
    rijen = _tellingen(swv, bestuur).filter(**({"jaar": jaar} if jaar else {}))
    groepen = rijen.values_list(*(kolom[d] for d in per)).annotate(
        som=Sum("aantal", default=0),
        maskers=Count("pk", filter=Q(gemaskeerd=True)),
        met_leerlingen=Count("pk", filter=Q(gemaskeerd=True) | Q(aantal__gt=0)),
    )
    return {tuple(rij[:-3]): Telling(*rij[-3:]) for rij in groepen}


def leerlingen_van_school(school: School) -> list[Leerlingaantal]:
    """Counts of one site, oldest first."""
    return list(school.aantallen.order_by("jaar"))


def gemeentedelen_van(swv: Swv | str) -> list[Gemeentedeel]:
    """Municipalities, or the parts of them, that lie in the SWV (ORG-03)."""
    return list(Gemeentedeel.objects.filter(swv=swv).select_related("gemeente").order_by("gemeente__naam", "naam"))


def gedeelde_gemeenten(codes: list[str]) -> dict[str, list[str]]:
    """Of these municipalities those that lie in more than one SWV: code -> SWV codes (C-21)."""
    per_gemeente: dict[str, set[str]] = defaultdict(set)
    for code, swv_code in Gemeentedeel.objects.filter(gemeente__in=codes).values_list("gemeente_id", "swv_id"):
        per_gemeente[code].add(swv_code)
    return {code: sorted(swvs) for code, swvs in per_gemeente.items() if len(swvs) > 1}


def waar_hoort(tekst: str) -> Postcodeantwoord:
    """Which SWV a postcode belongs to (S-09). Raises ValueError with a Dutch sentence when it is no postcode."""
    pc4 = rules.lees_pc4(tekst)
    gebied = Postcodegebied.objects.filter(pk=pc4).first()
    if gebied is None or not gebied.swv_po:
        return Postcodeantwoord(
            pc4, gebied is not None, gebied.plaats if gebied else "", gebied.gemeente_naam if gebied else "", None, "",
            "Deze postcode staat niet in de regeling. Zet een school hier met de hand bij een samenwerkingsverband.",
        )  # fmt: skip
    verband = Swv.objects.filter(pk=gebied.swv_po).first()
    uitleg = "Volgens de regeling regio-indeling beslist de postcode van de school, niet de gemeente."
    return Postcodeantwoord(pc4, True, gebied.plaats, gebied.gemeente_naam, verband, gebied.swv_po, uitleg)


def besturen_per_swv(op: dt.date | None = None) -> dict[str, int]:
    """Number of boards that take part, per SWV code. One query."""
    rijen = Deelname.objects.filter(loopt_op(op or vandaag())).order_by()
    return dict(rijen.values_list("swv").annotate(n=Count("bestuur", distinct=True)))


def scholen_per(veld: str, op: dt.date | None = None, **filter_: Any) -> dict[str, int]:
    """Number of sites that run, per `swv` or `bestuur`. One query."""
    return dict(scholen_op(op, **filter_).order_by().values_list(veld).annotate(n=Count("pk")))
