"""Error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .kenmerk import kenmerk


def fout_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A question we did not understand (400)."""
    return render(request, "kern/fout_400.html", {}, status=400)


def fout_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Seen but not allowed (403)."""
    return render(request, "kern/fout_403.html", {}, status=403)


def fout_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: too old, or sent from elsewhere (403)."""
    request.csrf_geweigerd = True  # type: ignore[attr-defined]  # toegang.weigeringen writes it down
    zin = "Dit formulier is te oud of komt niet van Vindplaats zelf. Ga terug, ververs de bladzijde en verstuur het opnieuw."
    return render(request, "kern/fout_403.html", {"zin": zin}, status=403)


def fout_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not for this person (404)."""
    return render(request, "kern/fout_404.html", {}, status=404)


def fout_500(request: HttpRequest) -> HttpResponse:
    """No database, no session: only a static page."""
    return HttpResponse(render_to_string("kern/fout_500.html", {"kenmerk": kenmerk.get()}), status=500)
