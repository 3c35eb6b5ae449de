"""HTTP of the loader: upload, look at the differences, carry through in the background, see how far."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.wie import Wie

from . import actions
from .actions_laden import is_vastgelopen
from .forms import InleesFormulier
from .lader.verslag import ENKELVOUD, TABELNAMEN
from .models import Inlezing, School
from .schermen import kruimels
from .views import pagina

TOON = 100


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


def _inlezing(wie: Wie, pk: uuid.UUID) -> Inlezing:
    """An upload of the own SWV; somebody else's does not exist here."""
    rij = Inlezing.objects.filter(pk=pk, swv__in=wie.swv_codes).first()
    if rij is None:
        raise NietGevonden
    return rij


@require_http_methods(["GET", "POST"])
@vereist("organisaties.laden")
def inlezen(request: HttpRequest) -> HttpResponse:
    """Upload a file, and the list of earlier uploads."""
    is_post = request.method == "POST"
    form = InleesFormulier(request.POST if is_post else None, request.FILES if is_post else None)
    status = 200
    if is_post:
        status = 400
        te_groot = getattr(request, "te_groot", [])
        if te_groot:
            form.add_error("bestand", f"{te_groot[0]} is te groot. Lees het in met de opdrachtregel.")
        elif form.is_valid():
            try:
                bestand = form.cleaned_data["bestand"]
                rij = actions.inlezing_maken(wie=_wie(request), bestandsnaam=bestand.name, inhoud=bestand.read())
                return redirect("organisaties:inlezing", pk=rij.pk)
            except OngeldigeInvoer as fout:
                form.add_error("bestand", fout.velden.get("bestand", fout.zin))
    eerdere = Inlezing.objects.filter(swv__in=_wie(request).swv_codes).select_related("swv")[:25]
    return pagina(request, "inlezen", "inlezen", {"form": form, "eerdere": eerdere}, status=status)


@require_GET
@vereist("organisaties.laden", zoek=_inlezing)
def inlezing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The differences of one upload."""
    rij: Inlezing = request.onderwerp  # type: ignore[attr-defined]
    bestanden = rij.verslag.get("bestanden", [])
    weg = [v["school"] for deel in bestanden for v in deel["verdwenen"]]
    namen = dict(School.objects.filter(pk__in=weg).values_list("pk", "naam"))
    context = {
        "inlezing": rij,
        "delen": [_toon(deel, namen) for deel in bestanden if deel["formaat"] != "afgeleid" or deel["nieuw"]],
        "kan_door": rij.stand in {Inlezing.PROEF, Inlezing.MISLUKT} or is_vastgelopen(rij),
        "kan_vervallen": rij.stand in {Inlezing.PROEF, Inlezing.MISLUKT},
        "verdwenen": sum(deel["tellingen"]["school"]["verdwenen"] for deel in bestanden),
        "kruimels": kruimels(("Open data inlezen", reverse("organisaties:inlezen")), (rij.bestandsnaam, "")),
    }
    return pagina(request, "inlezing", "inlezen", context)


def _toon(deel: dict[str, Any], namen: dict[str, str]) -> dict[str, Any]:
    """A stored report made ready for the template: names of tables, lists capped."""
    tellingen = [(TABELNAMEN[t], n) for t, n in deel["tellingen"].items() if any(n.values())]
    gewijzigd = [(ENKELVOUD[t], rij) for t, rijen in deel["gewijzigd"].items() for rij in rijen]
    nieuw = [(ENKELVOUD[t], rij) for t, rijen in deel["nieuw"].items() for rij in rijen]
    return deel | {
        "tellingen": tellingen,
        "gewijzigd": gewijzigd[:TOON],
        "gewijzigd_meer": max(0, sum(n["gewijzigd"] for n in deel["tellingen"].values()) - TOON),
        "nieuw": nieuw[:TOON],
        "nieuw_meer": max(0, len(nieuw) - TOON),
        "verdwenen": [
            {"school": namen.get(v["school"], v["school"]), "tot": dt.date.fromisoformat(v["voorgesteld_tot"])}
            for v in deel["verdwenen"]
        ],
        "problemen": deel["problemen"][:TOON],
        "problemen_meer": max(0, deel["problemen_totaal"] - TOON),
    }


@require_GET
@vereist("organisaties.laden", zoek=_inlezing)
def inlezing_voortgang(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far: a fragment that asks again every two seconds, and reloads the page when it is done."""
    rij: Inlezing = request.onderwerp  # type: ignore[attr-defined]
    if not getattr(request, "htmx", False):
        return redirect("organisaties:inlezing", pk=pk)
    antwoord = render(request, "organisaties/inlezing_voortgang.html", {"inlezing": rij})
    if rij.stand != Inlezing.BEZIG:
        antwoord.headers["HX-Refresh"] = "true"
    return antwoord


@require_POST
@vereist("organisaties.laden", zoek=_inlezing)
def inlezing_doorvoeren(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    sluit = request.POST.get("sluit_verdwenen") == "1"
    actions.inlezing_doorvoeren(wie=_wie(request), inlezing=request.onderwerp, sluit_verdwenen=sluit)  # type: ignore[attr-defined]
    return redirect("organisaties:inlezing", pk=pk)


@require_POST
@vereist("organisaties.laden", zoek=_inlezing)
def inlezing_vervallen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actions.inlezing_vervallen(wie=_wie(request), inlezing=request.onderwerp)  # type: ignore[attr-defined]
    messages.success(request, "Het bestand is niet doorgevoerd en is verwijderd.")
    return redirect("organisaties:inlezen")
