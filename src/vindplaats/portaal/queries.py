"""Reads across rooms, through the registries: everybody's open work, and search."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from vindplaats.kern.registers import Werk, werklijsten, zoekers
from vindplaats.toegang.wie import Wie

from . import hulp
from .models import Gezien

LAATST = dt.date.max
KORTSTE_ZOEKWOORD = 2


@dataclass(frozen=True)
class Groep:
    """Results of one kind: `soort` is the heading, each item has titel, waarover and url."""

    soort: str
    vondsten: list[Any]


@dataclass(frozen=True)
class Hulpvondst:
    """A place in the handbook, in the shape of the other results."""

    titel: str
    waarover: str
    url: str
    soort: str = "Handleiding"


def werk_van(wie: Wie) -> list[Werk]:
    """The open steps of all rooms for this person in this role, the most urgent first; without a date last."""
    alles = [werk for lijst in werklijsten for werk in lijst(wie)]
    return sorted(alles, key=lambda werk: (werk.uiterlijk or LAATST, werk.titel, werk.waarover))


def zoek(wie: Wie, vraag: str) -> list[Groep]:
    """What this person may find, by kind, in the order in which the rooms give it; the handbook comes last."""
    if len(vraag) < KORTSTE_ZOEKWOORD:
        return []
    per_soort: dict[str, list[Any]] = {}
    for zoeker in zoekers:
        for vondst in zoeker(wie, vraag):
            per_soort.setdefault(vondst.soort, []).append(vondst)
    groepen = [Groep(soort, vondsten) for soort, vondsten in per_soort.items()]
    handboek = [_uit_handboek(vondst) for vondst in hulp.zoek(vraag, hoogstens=5)]
    return [*groepen, Groep("Handleiding", handboek)] if handboek else groepen


def _uit_handboek(vondst: hulp.Vondst) -> Hulpvondst:
    naam, plek = vondst.pagina.naam, f"#{vondst.kop.anker}" if vondst.kop.anker else ""
    titel = f"{vondst.pagina.titel}: {vondst.kop.tekst}" if vondst.kop.tekst else vondst.pagina.titel
    return Hulpvondst(titel, vondst.fragment, f"/hulp/{plek}" if naam == hulp.BEGIN else f"/hulp/{naam}/{plek}")


def gezien_door(wie: Wie) -> frozenset[str]:
    """What this person has seen of the product itself: one query."""
    return frozenset(Gezien.objects.zichtbaar_voor(wie).values_list("wat", flat=True))
