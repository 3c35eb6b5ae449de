"""What the corridor invullen gives to the registries of `kern`."""

from dataclasses import dataclass
from typing import Any

from vindplaats.kern.registers import Menupunt, Stapdaad, navigatie, stapdaden, voorwaarde_namen, voorwaarden, zoekers

from . import voorwaarden as v

VOORWAARDEN = {
    "verplicht": "alle verplichte vragen zijn beantwoord",
    "compleet": "wat nog aan te vullen is",
    "geld": "verschillen in de bedragen",
    "namen": "namen van anderen in de tekst",
    "nog_niet_besproken": "er staan nog geen vragen of afspraken bij",
    "open_vragen": "vragen die nog open staan",
}
"""condition -> what it looks at, in words for the table of the procedure"""


def _begonnen(wie: Any, zaak: Any, overgang: Any, onderwerp: Any) -> None:
    """After `beginnen` the head of the form is filled with what the house knows."""
    from .actions import kop_voorinvullen

    if onderwerp is not None:
        kop_voorinvullen(wie=wie, rapport=onderwerp)


def _cijfers_zoeken(wie: Any, zaak: Any, overgang: Any, onderwerp: Any) -> None:
    from .cijfers import na_stap

    na_stap(wie, zaak, overgang, onderwerp)


def _mag_zien(wie: Any) -> bool:
    from vindplaats.toegang.permissions import mag

    return mag(wie, "verantwoording.overzicht")


@dataclass(frozen=True)
class Vondst:
    """A report that was found."""

    titel: str
    waarover: str
    url: str
    soort: str = "Verantwoordingen"


def zoek(wie: Any, woorden: str) -> list[Vondst]:
    """Reports this person may read, by board name or school year; eight at most."""
    from django.db.models import Q
    from django.urls import reverse

    from vindplaats.verantwoording.queries import rapporten

    lijst = woorden.split()[:6]
    if wie is None or not lijst:
        return []
    voorwaarde = Q()
    for woord in lijst:
        jaar = int(woord[:4]) if woord[:4].isdigit() else 0
        voorwaarde &= Q(bestuur__naam__icontains=woord) | Q(jaar=jaar) if jaar else Q(bestuur__naam__icontains=woord)
    return [
        Vondst(f"{r.bestuur.naam} {r.schooljaar}", r.zaak.stand_nu.naam, reverse("verantwoording:rapport", args=[r.pk]))
        for r in rapporten(wie).filter(voorwaarde).order_by("-jaar", "bestuur__naam")[:8]
    ]


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    for naam in VOORWAARDEN:
        voorwaarden.voeg_toe(f"verantwoording.{naam}", getattr(v, naam))
        voorwaarde_namen.voeg_toe(f"verantwoording.{naam}", VOORWAARDEN[naam])
    stapdaden.voeg_toe("verantwoording.kop", Stapdaad("verantwoording", _begonnen, frozenset({"beginnen"})))
    stapdaden.voeg_toe(
        "verantwoording.cijfers_zoeken",
        Stapdaad("verantwoording", _cijfers_zoeken, frozenset({"indienen", "registreren"})),
    )
    zoekers.voeg_toe("verantwoording", zoek)
    navigatie.voeg_toe(
        "verantwoording",
        Menupunt("verantwoording", "Verantwoording", "verantwoording:jaar", "verantwoording", 30, _mag_zien),
    )
