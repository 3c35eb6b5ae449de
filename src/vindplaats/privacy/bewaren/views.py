"""Screens: overview of the officer, retention."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vindplaats.privacy.schermen import tabs
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.permissions import mag

from . import queries


@vereist("privacy.bewaren_lezen")
@require_GET
def overzicht(request: HttpRequest) -> HttpResponse:
    """What waits for the officer, per part, and how the chain over the log stands."""
    wie = request.wie  # type: ignore[attr-defined]
    context = {
        "tabs": tabs(wie, "overzicht"), "n": queries.wachtend(wie), "keten": queries.keten_stand(), "mag_lek": mag(wie, "privacy.datalekken"),
        "mag_waken": mag(wie, "privacy.waken"), "mag_verzoek": mag(wie, "privacy.verzoeken"), "mag_log": mag(wie, "toegang.logboek_lezen"),
    }  # fmt: skip
    return render(request, "privacy/overzicht.html", context)


@vereist("privacy.bewaren_lezen")
@require_GET
def bewaren(request: HttpRequest) -> HttpResponse:
    """Which term holds per processing, and what reaches it when."""
    wie = request.wie  # type: ignore[attr-defined]
    return render(request, "privacy/bewaren.html", {"tabs": tabs(wie, "bewaren"), "regels": queries.overzicht(wie)})
