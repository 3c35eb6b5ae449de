"""Screens about sessions: the list, ending, and the sign of life of an open page."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now as nu
from django.views.decorators.http import require_GET, require_POST

from vindplaats.kern.fouten import NietGevonden

from . import actions_sessie, schermen
from . import sessies as bewaking
from .deur import ingelogd
from .models import Sessie


def _zelf(request: HttpRequest) -> Any:
    """The account itself; the door has let only accounts through."""
    return request.user.pk


@ingelogd(zonder_rol=True)
@require_GET
def sessies(request: HttpRequest) -> HttpResponse:
    """Where I am signed in: browser, roughly where, since when, last sign of life."""
    deze = bewaking.van_deze(request)
    rijen = Sessie.objects.open().filter(gebruiker=_zelf(request), laatst_op__gt=nu() - bewaking.stilte())
    eerder = Sessie.objects.filter(gebruiker=_zelf(request)).exclude(pk__in=rijen.values("pk"))
    context = {"rijen": list(rijen[:50]), "deze": deze.pk if deze else None, "eerder": list(eerder[:10])}
    return render(request, "toegang/sessies.html", context)


@ingelogd(zonder_rol=True)
@require_POST
def beeindigen(request: HttpRequest, sessie: uuid.UUID) -> HttpResponse:
    """End one of my sessions."""
    rij = Sessie.objects.filter(pk=sessie, gebruiker=_zelf(request)).first()
    if rij is None:
        raise NietGevonden()
    wie = request.wie or schermen.zonder_rol(request.user)  # type: ignore[attr-defined,arg-type]
    actions_sessie.sessie_beeindigen(wie=wie, sessie=rij)
    messages.success(request, f"De sessie in {rij.browser} is beëindigd.")
    return redirect("toegang:sessies")


@ingelogd(zonder_rol=True)
@require_POST
def anderen_beeindigen(request: HttpRequest) -> HttpResponse:
    """End all my sessions but this one."""
    deze = bewaking.van_deze(request)
    wie = request.wie or schermen.zonder_rol(request.user)  # type: ignore[attr-defined,arg-type]
    aantal = actions_sessie.sessies_beeindigen(wie=wie, behalve=str(deze.pk) if deze else "")
    messages.success(
        request, "Je bent nergens anders meer aangemeld." if aantal else "Je was nergens anders aangemeld."
    )
    return redirect("toegang:sessies")


@ingelogd(zonder_rol=True, zonder_factor=True)
@require_POST
def levend(request: HttpRequest) -> HttpResponse:
    """A sign of life from an open page in which somebody is typing or reading; the middleware has noted it."""
    return JsonResponse({"levend": True})


@ingelogd(zonder_rol=True, zonder_factor=True)
@require_POST
def verlopen(request: HttpRequest) -> HttpResponse:
    """An open page was silent too long: sign out for real, then the page asks to sign in again."""
    rij = bewaking.van_deze(request)
    if rij is not None:
        bewaking.sluit(Sessie.objects.filter(pk=rij.pk), bewaking.STIL)
    logout(request)
    messages.info(request, "Je was een tijd stil en bent afgemeld. Wat je typte, staat nog op dit apparaat.")
    return JsonResponse({"afgemeld": True})
