"""HTTP of "alles meenemen": ask, see how far, fetch."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from vindplaats.kern.fouten import NietGevonden, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.toegang.deur import maakt_bestand, vereist
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import actions
from .modellen import Uitvoering


def _uitvoering(wie: Wie, pk: uuid.UUID) -> Uitvoering:
    rij: Uitvoering | None = Uitvoering.objects.zichtbaar_voor(wie).filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


@require_safe
@vereist("techniek.uitvoer_zien")
def alles_meenemen(request: HttpRequest) -> HttpResponse:
    """What an export is, the exports there are, and the button to ask for one."""
    wie = _wie(request)
    rijen = list(Uitvoering.objects.zichtbaar_voor(wie)[:20])
    context = {
        "uitvoeringen": rijen,
        "lopend": next((r for r in rijen if r.loopt), None),
        "mag_ophalen": mag(wie, "techniek.uitvoer_ophalen"),
        "nu": nu(),
        "dagen": settings.UITVOER_DAGEN,
    }
    return render(request, "techniek/alles_meenemen.html", context)


@require_http_methods(["POST"])
@vereist("techniek.uitvoer_vragen")
@maakt_bestand
def uitvoer_vragen(request: HttpRequest) -> HttpResponse:
    """Ask for one; a second click is the same one."""
    actions.uitvoer_vragen(wie=_wie(request))
    messages.success(request, "De uitvoer wordt gemaakt. Je kunt deze pagina verlaten.")
    return redirect("techniek:alles-meenemen")


@require_safe
@vereist("techniek.uitvoer_zien", zoek=_uitvoering)
def uitvoer_voortgang(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far: a fragment that asks again, and reloads the page when it is done."""
    rij: Uitvoering = request.onderwerp  # type: ignore[attr-defined]
    if not getattr(request, "htmx", False):
        return redirect("techniek:alles-meenemen")
    antwoord = render(request, "techniek/uitvoer_voortgang.html", {"lopend": rij})
    if not rij.loopt:
        antwoord.headers["HX-Refresh"] = "true"
    return antwoord


@require_safe
@vereist("techniek.uitvoer_ophalen", zoek=_uitvoering)
def uitvoer_ophalen(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Download a finished one."""
    rij: Uitvoering = request.onderwerp  # type: ignore[attr-defined]
    try:
        pad = actions.uitvoer_ophalen(wie=_wie(request), uitvoering=rij)
    except VerkeerdeStand as fout:
        messages.error(request, fout.zin)
        return redirect("techniek:alles-meenemen")
    antwoord = FileResponse(
        pad.open("rb"), as_attachment=True, filename=f"alles-{rij.swv}-{rij.gevraagd_op:%Y-%m-%d}.zip"
    )
    antwoord.headers["Cache-Control"] = "private, no-store"
    return antwoord
