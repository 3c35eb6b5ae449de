"""Screens of the collective account: the list of a year, one account, its conclusions, sharing, publishing and files."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer
from vindplaats.kern.schermdelen import Kruimel, Versie
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Regio, Swv
from vindplaats.toegang.deur import maakt_bestand, vereist
from vindplaats.toegang.log import gelezen
from vindplaats.toegang.permissions import mag
from vindplaats.verantwoording.models import Bundel
from vindplaats.verantwoording.queries import bundel_voor

from . import actions, papier, queries, schermen
from .views import als_download, probeer


@require_GET
@vereist("verantwoording.bundel_lezen")
def lijst(request: HttpRequest) -> HttpResponse:
    """The accounts of a school year: of the own SWV, and of the region together."""
    wie = request.wie  # type: ignore[attr-defined]
    jaar = schermen.gekozen_jaar(wie, request.GET.get("jaar", ""))
    regels = queries.bundels(wie, jaar)
    schrijver = mag(wie, "verantwoording.bundel_schrijven")
    return render(
        request,
        "verantwoording/bundelen/lijst.html",
        {
            "jaar": Schooljaar(jaar),
            "chips": schermen.jaarchips(wie, jaar),
            "regels": [regel for regel in regels if regel.bundel or schrijver],
            "mag_maken": schrijver,
            "kruimels": [Kruimel("Gezamenlijke verantwoording")],
        },
    )


@require_POST
@vereist("verantwoording.bundel_schrijven")
def maken(request: HttpRequest) -> HttpResponse:
    """Make the account of an SWV or a region, or go to the one that is there."""
    wie = request.wie  # type: ignore[attr-defined]
    jaar, soort = request.POST.get("jaar", ""), request.POST.get("van", "")
    if not (jaar.isdigit() and len(jaar) == 4):
        raise OngeldigeInvoer("Kies een schooljaar.")
    eigen = Swv.objects.filter(pk__in=wie.swv_codes)
    if soort == "regio":
        regio = Regio.objects.filter(swvs__in=eigen).first()
        bundel = actions.bundel_maken(wie=wie, jaar=Schooljaar(int(jaar)), regio=regio)
    else:
        swv = eigen.filter(pk=soort.removeprefix("swv:")).first()
        bundel = actions.bundel_maken(wie=wie, jaar=Schooljaar(int(jaar)), swv=swv)
    return redirect("verantwoording:gezamenlijk-een", pk=bundel.pk)


@require_GET
@vereist("verantwoording.bundel_lezen", zoek=bundel_voor)
def een(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One account, in tabs. Reading it is written in the log."""
    bundel: Bundel = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    blad = request.GET.get("blad", "overzicht")
    if blad not in schermen.BLADEN:
        raise NietGevonden("Dit tabblad bestaat niet.")
    beeld = queries.beeld(wie, bundel)
    if not mag(wie, "verantwoording.bundel_schrijven", bundel):
        gelezen(
            wie=wie, naam="verantwoording.bundel_gelezen", onderwerp=bundel, zin="Gezamenlijke verantwoording gelezen"
        )
    return render(
        request,
        f"verantwoording/bundelen/{blad}.html",
        schermen.kader(wie, bundel, beeld, blad) | schermen.BLADEN[blad].maak(wie, bundel, beeld),
    )


@require_POST
@vereist("verantwoording.bundel_schrijven", zoek=bundel_voor)
def conclusie(request: HttpRequest, pk: uuid.UUID, deel: str) -> HttpResponse:
    """Save the words at one part: JSON for the page that saves itself, a redirect without JavaScript."""
    bundel: Bundel = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    vanzelf = "application/json" in request.headers.get("Accept", "")
    if deel not in schermen.conclusiedelen(bundel):
        raise NietGevonden("Dit onderdeel bestaat niet.")
    tekst, gezien = request.POST.get("tekst", ""), request.POST.get("versie", "")
    nummer = int(gezien) if gezien.isdigit() else 0
    try:
        uit = actions.conclusie_bewaren(wie=wie, bundel=bundel, deel=deel, tekst=tekst, gezien=nummer)
    except OngeldigeInvoer as fout:
        if not vanzelf:
            raise
        return JsonResponse({"fout": fout.zin}, status=422)
    if uit.botsing is not None:
        return _botsing(request, bundel, deel, uit, vanzelf)
    if not vanzelf:
        messages.success(request, "De conclusie is bewaard.")
        return redirect(schermen.deel_url(bundel, deel))
    return JsonResponse({"bewaard": f"{timezone.localtime(uit.conclusie.op):%H:%M}", "versie": uit.conclusie.nummer})


def _botsing(request: HttpRequest, bundel: Bundel, deel: str, uit: actions.Bewaard, vanzelf: bool) -> HttpResponse:
    """Both texts beside each other; the page without JavaScript gets them as a page."""
    context: dict[str, Any] = {
        "mijn": Versie(uit.botsing or "", request.wie.naam, timezone.now()),  # type: ignore[attr-defined]
        "ander": Versie(uit.conclusie.tekst, str(uit.conclusie.door or ""), uit.conclusie.op),
        "versie": uit.conclusie.nummer,
        "url": reverse("verantwoording:gezamenlijk-conclusie", args=[bundel.pk, deel]),
        "id": f"botsing-{deel}",
        "bundel": bundel,
        "terug": schermen.deel_url(bundel, deel),
    }
    sjabloon = "_botsing" if vanzelf else "botsing"
    return render(request, f"verantwoording/bundelen/{sjabloon}.html", context, status=409)


@require_POST
@vereist("verantwoording.bundel_schrijven", zoek=bundel_voor)
def delen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the boards read along."""
    bundel: Bundel = request.onderwerp  # type: ignore[attr-defined]
    actions.bundel_delen(wie=request.wie, bundel=bundel)  # type: ignore[attr-defined]
    messages.success(request, "Gedeeld. De besturen kunnen nu meelezen.")
    return redirect("verantwoording:gezamenlijk-een", pk=bundel.pk)


@require_POST
@vereist("verantwoording.bundel_publiceren", zoek=bundel_voor)
def publiceren(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let everyone who is invited read it."""
    bundel: Bundel = request.onderwerp  # type: ignore[attr-defined]
    actions.bundel_publiceren(wie=request.wie, bundel=bundel)  # type: ignore[attr-defined]
    messages.success(request, "Gepubliceerd. Iedereen die is uitgenodigd kan haar lezen.")
    return redirect("verantwoording:gezamenlijk-een", pk=bundel.pk)


@require_GET
@vereist("verantwoording.bundel_lezen", zoek=bundel_voor)
@maakt_bestand
def uitvoer(request: HttpRequest, pk: uuid.UUID, soort: str) -> HttpResponse:
    """The account as a file; the download is written in the log."""
    bundel: Bundel = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    if soort in papier.AANKONDIGING and bundel.gepubliceerd_op:
        return _aankondiging(wie, bundel, soort)
    gemaakt = probeer(lambda: papier.uitvoer_van_beeld(queries.beeld(wie, bundel), soort))
    actions.uitvoer_vastleggen(
        wie=wie,
        onderwerp=bundel,
        naam="verantwoording.bundel_uitgevoerd",
        zin=f"Gezamenlijke verantwoording gedownload als {papier.SOORTEN[soort]}",
    )
    return als_download(gemaakt)


def _aankondiging(wie: Any, bundel: Bundel, soort: str) -> HttpResponse:
    """The letter about the publication; it holds nothing of the account itself."""
    swv = f"swv:{bundel.swv_id}" if bundel.swv_id else ""
    adres = settings.BASIS_URL + reverse("verantwoording:gezamenlijk-een", args=[bundel.pk])
    return als_download(probeer(lambda: papier.aankondiging(queries.beeld(wie, bundel), swv, adres, soort)))
