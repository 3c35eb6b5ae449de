"""What needs a person's eye: schools placed by hand, without SWV, elsewhere than their postcode; boards without name."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from vindplaats.kern.klok import vandaag

from .bereik import loopt_op
from .models import Bestuur, Deelname, Postcodegebied, School

HOOGSTENS = 200


@dataclass(frozen=True)
class Uitzonderingen:
    """Rows per kind; each list holds at most HOOGSTENS rows."""

    met_de_hand: list[School]
    zonder_swv: list[School]
    anders_dan_postcode: list[School]
    zonder_deelname: list[School]
    lege_deelnames: list[Deelname]
    naamloos: list[Bestuur]

    @property
    def aantal(self) -> int:
        return sum(len(v) for v in self.__dict__.values())


def uitzonderingen(swv_codes: frozenset[str]) -> Uitzonderingen:
    """Everything in these SWVs that a rule cannot settle. Six queries whatever the rows."""
    dag = vandaag()
    scholen = School.objects.filter(loopt_op(dag)).select_related("bestuur", "swv", "gemeente").order_by("naam", "pk")
    eigen = scholen.filter(swv__in=swv_codes)
    deelt_mee = Deelname.objects.filter(loopt_op(dag), bestuur=OuterRef("bestuur"), swv=OuterRef("swv"))
    heeft_school = School.objects.filter(loopt_op(dag), bestuur=OuterRef("bestuur"), swv=OuterRef("swv"))
    deelnames = Deelname.objects.filter(loopt_op(dag), swv__in=swv_codes).select_related("bestuur", "swv")
    return Uitzonderingen(
        met_de_hand=_hoogstens(eigen.exclude(swv_reden="")),
        zonder_swv=_hoogstens(scholen.filter(swv=None).filter(_raakt(swv_codes, dag))),
        anders_dan_postcode=_hoogstens(_anders(eigen)),
        zonder_deelname=_hoogstens(eigen.exclude(bestuur=None).exclude(Exists(deelt_mee))),
        lege_deelnames=_hoogstens(deelnames.exclude(Exists(heeft_school)).order_by("bestuur__naam", "swv")),
        naamloos=_hoogstens(
            Bestuur.objects.filter(
                pk__in=Deelname.objects.filter(loopt_op(dag), swv__in=swv_codes).values("bestuur_id"),
                naam__contains="naam nog niet bekend",
            )
        ),
    )


def _hoogstens(rijen: QuerySet[Any]) -> list[Any]:
    return list(rijen[:HOOGSTENS])


def _raakt(swv_codes: frozenset[str], dag: Any) -> Q:
    """A school without SWV concerns us when its board takes part here."""
    return Q(bestuur__in=Deelname.objects.filter(loopt_op(dag), swv__in=swv_codes).values("bestuur_id"))


def _anders(eigen: QuerySet[School]) -> QuerySet[School]:
    """Schools whose postcode points to another SWV while nobody gave a reason; not for a national SWV."""
    gebied = Postcodegebied.objects.filter(pc4=OuterRef("pc4")).exclude(swv_po="").exclude(swv_po=OuterRef("swv_id"))
    return (
        eigen.filter(swv_reden="", swv__landelijk_voor="")
        .annotate(pc4=Substr(F("postcode"), 1, 4))
        .filter(Exists(gebied))
    )
