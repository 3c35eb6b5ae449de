"""Reads of lineage and planned changes: predecessors, successors, where a school was before."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.registers import namen_van
from vindplaats.toegang.wie import Wie

from .models import Opvolging, Organisatiewijziging, School, Schoolperiode


@dataclass(frozen=True)
class Verwant:
    """A predecessor or successor with its name and the day of the change."""

    sleutel: str
    naam: str
    soort: str
    rij: Opvolging

    @property
    def link(self) -> SafeString:
        """The name as a link to its page."""
        soort, _, code = self.sleutel.partition(":")
        return format_html('<a href="{}">{}</a>', reverse(f"organisaties:{soort}", args=[code]), self.naam)


def wijzigingen(wie: Wie) -> QuerySet[Organisatiewijziging]:
    """Changes written down by the own SWV, newest day first."""
    return Organisatiewijziging.objects.filter(swv__in=wie.swv_codes)


def wijziging_voor(wie: Wie, pk: uuid.UUID) -> Organisatiewijziging:
    """One change of the own SWV; NietGevonden for another's."""
    rij = wijzigingen(wie).select_related("swv").filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


def gepland_voor(sleutel: str) -> list[Organisatiewijziging]:
    """Planned changes that touch this organisation: everybody sees them on its page. One query."""
    rijen = Organisatiewijziging.objects.filter(stand=Organisatiewijziging.GEPLAND, raakt__contains=f" {sleutel} ")
    return list(rijen.order_by("per"))


def verwanten(sleutel: str) -> tuple[list[Verwant], list[Verwant]]:
    """Predecessors and successors of a board or school, by day. Two queries."""
    rijen = list(Opvolging.objects.filter(Q(van=sleutel) | Q(naar=sleutel)))
    ander = {rij.pk: rij.naar if rij.van == sleutel else rij.van for rij in rijen}
    namen = namen_van(list(ander.values())) if rijen else {}
    alle = [(rij, Verwant(ander[rij.pk], namen.get(ander[rij.pk], ander[rij.pk]), rij.soort, rij)) for rij in rijen]
    return [v for rij, v in alle if rij.naar == sleutel], [v for rij, v in alle if rij.van == sleutel]


def opgegaan_in(sleutels: list[str]) -> dict[str, str]:
    """Key -> `opgegaan in X` for organisations that merged or split. Two queries for all."""
    per: dict[str, list[Opvolging]] = defaultdict(list)
    for rij in Opvolging.objects.filter(van__in=sleutels):
        per[rij.van].append(rij)
    namen = namen_van([rij.naar for rijen in per.values() for rij in rijen]) if per else {}
    return {
        sleutel: f"{rijen[0].get_soort_display()} {', '.join(namen.get(r.naar, r.naar) for r in rijen)}"
        for sleutel, rijen in per.items()
    }


def perioden_van(school: School) -> list[Schoolperiode]:
    """Where a school was before, newest first. One query."""
    return list(school.perioden.select_related("bestuur", "swv").order_by("-tot"))


def voorgangers(bestuur: str) -> list[str]:
    """Numbers of the boards that merged into this one. One query."""
    rijen: Any = Opvolging.objects.filter(soort=Opvolging.FUSIE, naar=f"bestuur:{bestuur}").values_list(
        "van", flat=True
    )
    return [sleutel.partition(":")[2] for sleutel in rijen]


def lijn(sleutel: str) -> dict[str, Any]:
    """What the page of a board or school shows of its past and plans: three queries, five with relatives."""
    eerder, later = verwanten(sleutel)
    return {"gepland": gepland_voor(sleutel), "voorgangers": eerder, "opvolgers": later}
