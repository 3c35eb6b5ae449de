"""Which rows of a model are about a person, and whose rows they are. Reads declarations only; changes nothing."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from vindplaats.kern.persoonsgegevens import HOUD, Gegevens, Veld
from vindplaats.kern.registers import Register, persoonsgegevens
from vindplaats.privacy.models import alle_rijen
from vindplaats.toegang.models import Gebruiker, RolToekenning

OP_NAAM = "naam"
persoon_zoekers: Register[Callable[[uuid.UUID], list[Any]]] = Register("persoon_zoekers")
"""model label -> function(account) -> keys of rows that cannot be found by a path (sessions)."""


def aangemeld() -> Iterator[tuple[str, Gegevens]]:
    """Every model that holds something about people, the account itself last: its name is needed until then."""
    alle = [(code, g) for code, g in sorted(persoonsgegevens.items()) if isinstance(g, Gegevens)]
    yield from sorted(alle, key=lambda paar: paar[0] == "toegang.gebruiker")


def van_persoon(code: str, gegevens: Gegevens, mens: uuid.UUID) -> Any:
    """Rows that are about this person as a whole (the `via` of the declaration)."""
    zoek = persoon_zoekers.get(code)
    if zoek is not None:
        return alle_rijen(code).filter(pk__in=zoek(mens))
    return alle_rijen(code).filter(**{gegevens.via: mens}) if gegevens.via else alle_rijen(code).none()


def weg(code: str, gegevens: Gegevens, mens: uuid.UUID) -> Any:
    """Rows of this person that go whole."""
    alle = van_persoon(code, gegevens, mens)
    return alle.none() if gegevens.rijen_weg is None else alle.filter(**dict(gegevens.rijen_weg))


def veldgroepen(gegevens: Gegevens) -> dict[str, dict[str, Veld]]:
    """The personal fields per path to the account: '' is the path of the declaration, `naam` those with only a name."""
    groepen: dict[str, dict[str, Veld]] = {}
    for naam, veld in gegevens.velden.items():
        groepen.setdefault(veld.via if veld.via != gegevens.via else "", {})[naam] = veld
    return groepen


def van_groep(
    code: str, gegevens: Gegevens, pad: str, velden: dict[str, Veld], mens: Gebruiker, *, op_naam: bool
) -> Any:
    """Rows in which these fields are about this person."""
    if pad == "":
        return van_persoon(code, gegevens, mens.pk)
    if pad != OP_NAAM:
        return alle_rijen(code).filter(**{pad: mens.pk})
    if not op_naam or not mens.naam.strip():
        return alle_rijen(code).none()
    waar = Q()
    for naam, veld in velden.items():
        if veld.wissen != HOUD:
            waar |= Q(**{naam: mens.naam})
    return alle_rijen(code).filter(waar) if waar else alle_rijen(code).none()


def mensen_van(sleutels: frozenset[str]) -> Any:
    """Accounts whose roles (also ended ones) are all at these organisations; at least one."""
    elders = RolToekenning.objects.exclude(organisatie__in=sleutels).values("gebruiker")
    hier = RolToekenning.objects.filter(organisatie__in=sleutels).values("gebruiker")
    return Gebruiker.objects.filter(pk__in=hier).exclude(pk__in=elders)


def op_plaats(gegevens: Gegevens, sleutels: frozenset[str]) -> Q:
    """Rows of a model that belong to these organisations, as the declaration says; nothing when it says nothing."""
    soort, _, veld = gegevens.plaats.rpartition(":")
    if gegevens.plaats == "persoon":
        return Q(**{f"{gegevens.via}__in": mensen_van(sleutels).values("pk")}) if gegevens.via else Q(pk__in=[])
    if not veld:
        return Q(pk__in=[])
    if soort:
        return Q(**{f"{veld}__in": [s.partition(":")[2] for s in sleutels if s.startswith(f"{soort}:")]})
    return Q(**{f"{veld}__in": sleutels})


def ouder_dan(code: str, gegevens: Gegevens, dag: dt.date) -> Q:
    """Rows whose date that counts lies before a day; nothing when the declaration has no such date."""
    if not gegevens.peil:
        return Q(pk__in=[])
    veld: Any = apps.get_model(code)._meta.get_field(gegevens.peil)
    grens: Any = dag
    if isinstance(veld, models.DateTimeField):
        grens = timezone.make_aware(dt.datetime.combine(dag, dt.time.min))
    return Q(**{f"{gegevens.peil}__lt": grens})
