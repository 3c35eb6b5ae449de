"""What of organisaties goes along when an SWV takes everything out."""

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel

from .models import Gemeentedeel, School, Swv


def _school(kring: Kring, pad: str = "") -> Q:
    """Schools in the SWV, and those of its boards that have no SWV (yet)."""
    return Q(**{f"{pad}swv": kring.swv}) | Q(**{f"{pad}swv": None, f"{pad}bestuur__in": kring.besturen})


def _gemeente(kring: Kring) -> Q:
    delen = Gemeentedeel.objects.filter(swv=kring.swv).values("gemeente")
    return Q(pk__in=delen) | Q(pk__in=School.objects.filter(_school(kring), gemeente__isnull=False).values("gemeente"))


def _van_swv(kring: Kring) -> Q:
    return Q(swv=kring.swv)


def _opvolging(kring: Kring) -> Q:
    """Lineage that was written down by the SWV, or about its boards."""
    sleutels = [f"bestuur:{nummer}" for nummer in kring.besturen]
    return Q(wijziging__swv=kring.swv) | Q(van__in=sleutels) | Q(naar__in=sleutels)


_DELEN = {
    "regio": Uitvoerdeel(
        rijen=lambda k: Q(pk__in=Swv.objects.filter(pk=k.swv, regio__isnull=False).values("regio")), naslag=("naam",)
    ),
    "swv": Uitvoerdeel(rijen=lambda k: Q(pk=k.swv), naslag=("naam", "kort", "onderwijs")),
    "bestuur": Uitvoerdeel(rijen=lambda k: Q(pk__in=k.besturen), naslag=("naam",)),
    "deelname": Uitvoerdeel(rijen=_van_swv),
    "gemeente": Uitvoerdeel(rijen=_gemeente, naslag=("naam",)),
    "gemeentedeel": Uitvoerdeel(rijen=_van_swv),
    "postcodegebied": Uitvoerdeel(rijen=lambda k: Q(swv_po=k.swv) | Q(swv_vo=k.swv)),
    "school": Uitvoerdeel(rijen=_school, naslag=("brin", "naam", "soort")),
    "leerlingaantal": Uitvoerdeel(rijen=lambda k: _school(k, "school__")),
    "schoolperiode": Uitvoerdeel(rijen=lambda k: Q(swv=k.swv) | _school(k, "school__")),
    "organisatiewijziging": Uitvoerdeel(rijen=_van_swv),
    "opvolging": Uitvoerdeel(rijen=_opvolging),
    "partner": Uitvoerdeel(rijen=lambda k: Q(swv=k.swv) | Q(swv=None)),
    "inlezing": Uitvoerdeel(rijen=_van_swv, bestand="pad"),
}
for _naam, _deel in _DELEN.items():
    uitvoerdelen.voeg_toe(f"organisaties.{_naam}", _deel)
