"""Search: settings for who may see them, and what stands under another name of the same (C-17, C-22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from vindplaats.kern.registers import instelbaar, zoekers
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import rules_woorden as rules
from .queries import waarden

EIGEN = "instellingen"
LIJSTEN = {"woorden.synoniemen": ("woord", "ook"), "woorden.wetten": ("oud", "nieuw")}
PER_SOORT = 8


@dataclass(frozen=True)
class Vondst:
    """A setting that was found."""

    titel: str
    waarover: str
    url: str
    soort: str = "Instellingen"


def woordgroepen(swvs: Iterable[str]) -> list[list[str]]:
    """Other names that these SWVs wrote down; one query per SWV."""
    uit: list[list[str]] = []
    for swv in sorted(swvs):
        for code, geldend in waarden(swv, LIJSTEN).items():
            uit += rules.groepen(geldend.waarde or [], *LIJSTEN[code])
    return uit


def zoek(wie: Wie, vraag: str) -> list[Any]:
    """Settings with these words; and what the other rooms find under another name, once."""
    return [*_instellingen(wie, vraag), *_onder_een_andere_naam(wie, vraag)]


def _instellingen(wie: Wie, vraag: str) -> list[Vondst]:
    if wie.soort != "swv" or not mag(wie, "instellingen.lezen"):
        return []
    woorden = vraag.casefold().split()
    passend = [s for s in instelbaar if all(w in f"{s.naam} {s.hulp} {s.groep}".casefold() for w in woorden)]
    return [Vondst(s.naam, s.groep, reverse("instellingen:instelling", args=[s.code])) for s in passend[:PER_SOORT]]


def _onder_een_andere_naam(wie: Wie, vraag: str) -> list[Any]:
    anders = rules.andere_vragen(vraag, woordgroepen(wie.bereik.swvs))
    if not anders:
        return []
    overige = [z for code, z in zoekers.items() if code != EIGEN]
    al = {v.url for z in overige for v in z(wie, vraag)}
    uit: dict[str, Any] = {}
    for ander in anders:
        for z in overige:
            for vondst in z(wie, ander):
                if vondst.url not in al:
                    uit.setdefault(vondst.url, vondst)
    return list(uit.values())


def meld_aan() -> None:
    """Called once from `registraties`."""
    zoekers.voeg_toe(EIGEN, zoek)
