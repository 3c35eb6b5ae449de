"""The picker of the demo: step in as anyone with one click. Only with VINDPLAATS_DEMO; elsewhere these pages do not exist."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag

from . import demo as demogegevens
from .deur import openbaar
from .models import RolToekenning
from .vers import SESSIE_DEMO
from .views_welkom import meld_aan
from .wisselen import zet_rol


@openbaar
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """All people of the demo, grouped by where they work, with what they will see."""
    _alleen_demo()
    return render(request, "toegang/demo.html", {"groepen": demogegevens.kiezer(), "postvak": True})


@openbaar
@require_POST
def instappen(request: HttpRequest) -> HttpResponse:
    """Sign in as this person in this role; counts as signed in with the second factor."""
    _alleen_demo()
    rol = request.POST.get("rol", "")
    toekenning = _toekenning(rol)
    meld_aan(request, toekenning.gebruiker, rol)
    request.session[SESSIE_DEMO] = True
    zet_rol(request, rol)
    return redirect("/")


def _alleen_demo() -> None:
    if not settings.DEMO:
        raise NietGevonden()


def _toekenning(rol: str) -> RolToekenning:
    try:
        pk = uuid.UUID(rol)
    except ValueError:
        raise NietGevonden() from None
    gevonden = RolToekenning.objects.geldig_op(vandaag()).select_related("gebruiker").filter(pk=pk).first()
    if gevonden is None or not demogegevens.is_demomens(gevonden.gebruiker):
        raise NietGevonden("Deze persoon is er niet meer. Kies iemand anders.")
    return gevonden
