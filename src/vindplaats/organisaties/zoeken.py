"""Search over organisations for the search box: schools, boards, SWVs, partners. Four queries, eight rows each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from vindplaats.kern.klok import vandaag

from .bereik import loopt_op
from .models import Bestuur, Partner, School, Swv
from .queries_opvolging import opgegaan_in

PER_SOORT = 8


@dataclass(frozen=True)
class Vondst:
    """One thing that was found: `soort` is the heading it stands under."""

    titel: str
    waarover: str
    url: str
    soort: str


def zoek(wie: Any, woorden: str) -> list[Vondst]:
    """Organisations with all these words in name, place, code or alias. Public facts: for everyone with a role."""
    lijst = woorden.replace("\x00", "").split()[:6]
    if wie is None or not lijst:
        return []
    open_ = loopt_op(vandaag())
    scholen = School.objects.filter(open_, _alle(lijst, "naam", "plaats", "pk")).select_related("bestuur")[:PER_SOORT]
    besturen = Bestuur.objects.filter(open_, _alle(lijst, "naam", "pk", "aliassen"))[:PER_SOORT]
    swvs = Swv.objects.filter(open_, _alle(lijst, "naam", "pk", "kort"))[:PER_SOORT]
    partners = Partner.objects.filter(open_, _alle(lijst, "naam", "soort"))[:PER_SOORT]
    return [
        *(Vondst(s.naam, _bij(s), reverse("organisaties:school", args=[s.pk]), "Scholen") for s in scholen),
        *(Vondst(b.naam, b.pk, reverse("organisaties:bestuur", args=[b.pk]), "Besturen") for b in besturen),
        *(Vondst(s.naam, s.code, reverse("organisaties:swv", args=[s.code]), "Samenwerkingsverbanden") for s in swvs),
        *_opgegaan(lijst),
        *(Vondst(p.naam, p.soort, reverse("organisaties:partners"), "Partners") for p in partners),
    ]


def _opgegaan(lijst: list[str]) -> list[Vondst]:
    """Organisations that stopped and went on as another: found under their old name."""
    weg = Q(tot__lt=vandaag())
    scholen = list(School.objects.filter(weg, _alle(lijst, "naam", "plaats", "pk"))[:PER_SOORT])
    besturen = list(Bestuur.objects.filter(weg, _alle(lijst, "naam", "pk", "aliassen"))[:PER_SOORT])
    alle: list[tuple[str, str, School | Bestuur]] = [("Scholen", "school", school) for school in scholen]
    alle += [("Besturen", "bestuur", bestuur) for bestuur in besturen]
    waarheen = opgegaan_in([rij.sleutel for _, _, rij in alle]) if alle else {}
    return [
        Vondst(rij.naam, waarheen[rij.sleutel], reverse(f"organisaties:{naam}", args=[rij.pk]), kop)
        for kop, naam, rij in alle
        if rij.sleutel in waarheen
    ]


def _bij(school: School) -> str:
    return ", ".join(
        deel for deel in (school.soort, school.plaats, school.bestuur.naam if school.bestuur else "") if deel
    )


def _alle(woorden: list[str], *velden: str) -> Q:
    """Every word somewhere in one of the fields."""
    eis = Q()
    for woord in woorden:
        ergens = Q()
        for veld in velden:
            ergens |= Q(**{f"{veld}__icontains": woord})
        eis &= ergens
    return eis
