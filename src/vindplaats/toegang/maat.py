"""A bound per person on heavy work: having files made and sending files in. Decision 0035.

Counted in the database, so that it holds over several processes; looked at before the work is done. An hour begins with the first
time. Ordinary pages are not counted and cost nothing. Measured on the real clock, as in `rem`.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.timezone import now as nu

from .models import Poging
from .rem import sleutel

MAKEN, INSTUREN = "maken", "insturen"
UUR = dt.timedelta(hours=1)
ALS = "als"
"""a page with this question (`?als=xlsx`) gives its table as a file"""
WAT = {MAKEN: "keer een bestand laten maken", INSTUREN: "keer bestanden ingestuurd"}


def soort_werk(request: HttpRequest, view: Any) -> str:
    """`maken` for a view marked `@maakt_bestand`, `insturen`, or '' for ordinary work."""
    if hasattr(view, "maakt_bestand") or ALS in request.GET:
        return MAKEN
    return INSTUREN if request.method == "POST" and request.FILES else ""


def grens(soort: str) -> int:
    """How often per person per hour; 0: as often as one likes."""
    return int({MAKEN: settings.MAAT_MAKEN, INSTUREN: settings.MAAT_INSTUREN}[soort])


def bewaak(request: HttpRequest, view: Any) -> HttpResponse | None:
    """Count heavy work of who is signed in; the page that says when one can go on when it is too much, else None."""
    if not request.user.is_authenticated:
        return None
    soort = soort_werk(request, view)
    if not soort or not grens(soort):
        return None
    vanaf = neem(str(request.user.pk), soort)
    if vanaf is None:
        return None
    sjabloon = "kern/fout_deel.html" if getattr(request, "htmx", False) else "kern/fout.html"
    antwoord = render(request, sjabloon, {"zin": zin(soort, vanaf)}, status=429)
    antwoord.headers["Retry-After"] = str(max(1, int((vanaf - nu()).total_seconds()) + 1))
    return antwoord


def neem(mens: str, soort: str) -> dt.datetime | None:
    """Count one; None when it may be done, else from when on it may again. One row per person and kind, locked."""
    naam, moment = sleutel(f"maat-{soort}", mens), nu()
    with transaction.atomic():
        Poging.objects.get_or_create(sleutel=naam, defaults={"laatst": moment})
        rij = Poging.objects.select_for_update().get(sleutel=naam)
        if rij.dicht_tot is None or rij.dicht_tot <= moment:
            rij.aantal, rij.dicht_tot = 0, moment + UUR
        if rij.aantal >= grens(soort):
            return rij.dicht_tot
        rij.aantal, rij.laatst = rij.aantal + 1, moment
        rij.save(update_fields=["aantal", "laatst", "dicht_tot"])
    return None


def zin(soort: str, vanaf: dt.datetime) -> str:
    """What is the matter and when to go on."""
    wanneer = localtime(vanaf + dt.timedelta(seconds=59))  # rounded up: what stands there is true
    return (
        f"Je hebt in een uur {grens(soort)} {WAT[soort]}. Meer kan niet achter elkaar, zodat Vindplaats voor iedereen vlot blijft. "
        f"Vanaf {wanneer:%H:%M} uur kun je verder. Wat je al bewaarde, staat er nog."
    )
