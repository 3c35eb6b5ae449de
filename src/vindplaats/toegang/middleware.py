"""Puts `request.wie` on every request and lets nobody see content without a second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vindplaats.kern.klok import vandaag

from . import herkenning, maat, sessies, weigeringen
from .deur import Deur
from .log import ALLEEN_KIJKEN, leg_vast
from .models import Gebeurtenis, RolToekenning
from .permissions import VersNodig
from .queries import wie_van
from .vers import SESSIE_DEMO, SESSIE_FACTOR_BUITEN, heeft_eigen_factor, naar_bevestigen

LEZEND = frozenset({"GET", "HEAD", "OPTIONS"})
TIJDENS_MEEKIJKEN = frozenset({
    "account_logout", "toegang:rol-kiezen", "toegang:meekijken-verlaten", "toegang:sessie-levend", "toegang:sessie-verlopen",
})  # fmt: skip
"""The only things one can send while looking along: all about the own session."""


class WieMiddleware:
    """Who is asking, is the session still alive, and is the second factor set up (P-11).

    The login itself asks for the code; see allauth. Who looks along gets every page logged and can send nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sessies.bewaak(request)
        request.wie = wie_van(request)  # type: ignore[attr-defined]
        _gebruikt(request)
        antwoord = self.get_response(request)
        herkenning.geef_koekje(request, antwoord)
        if antwoord.status_code in (403, 404):
            weigeringen.schrijf_op(request, antwoord.status_code)
        return antwoord

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send who has no second factor yet to set one up; views marked `zonder_factor` stay open."""
        deur: Deur | None = getattr(view, "deur", None)
        wie = request.wie  # type: ignore[attr-defined]
        if wie is not None and wie.alleen_lezen:
            geweigerd = _meekijken(request, deur)
            if geweigerd is not None:
                return geweigerd
        if (deur is not None and deur.zonder_factor) or not _mist_factor(request):
            return maat.bewaak(request, view)
        if getattr(request, "htmx", False):
            return HttpResponse(status=204, headers={"HX-Redirect": redirect("mfa_activate_totp").url})
        return redirect("mfa_activate_totp")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A right that asks for a fresh second factor: to the confirmation and back."""
        return naar_bevestigen(request) if isinstance(exception, VersNodig) else None


def _meekijken(request: HttpRequest, deur: Deur | None) -> HttpResponse | None:
    """Who looks along: sending is refused, every page that is opened is logged with the reason."""
    wie = request.wie  # type: ignore[attr-defined]
    naam = request.resolver_match.view_name if request.resolver_match else ""
    if request.method not in LEZEND:
        if naam in TIJDENS_MEEKIJKEN:
            return None
        sjabloon = "kern/fout_deel.html" if getattr(request, "htmx", False) else "kern/fout_403.html"
        return render(request, sjabloon, {"zin": ALLEEN_KIJKEN}, status=403)
    if deur is None or deur.soort != "openbaar":
        leg_vast(
            wie=wie, naam="toegang.meegekeken", onderwerp=f"toegang.meekijken:{wie.meekijken_id}",
            zin=f"Meegekeken: bladzijde {naam}."[:400], soort=Gebeurtenis.LEZEN, details={"pad": request.path[:300]},
        )  # fmt: skip
    return None


def _gebruikt(request: HttpRequest) -> None:
    """Note once a day that a role was worked in, for the yearly review; not for a stand-in or looking along."""
    wie = request.wie  # type: ignore[attr-defined]
    if wie is None or wie.volmacht_id or wie.alleen_lezen:
        return
    rij = next((r for r in request.toekenningen if r.pk == wie.toekenning_id), None)  # type: ignore[attr-defined]
    if rij is not None and rij.laatst_gebruikt != vandaag():
        RolToekenning.objects.filter(pk=rij.pk).update(laatst_gebruikt=vandaag())


def _mist_factor(request: HttpRequest) -> bool:
    if not settings.TWEEDE_FACTOR_VERPLICHT or not request.user.is_authenticated:
        return False
    if settings.DEMO and request.session.get(SESSIE_DEMO):
        return False
    if request.session.get(SESSIE_FACTOR_BUITEN) in settings.OIDC:
        return False
    return not heeft_eigen_factor(request.user.pk)
