"""Turns the exceptions of `kern.fouten` into pages with one clear sentence, and sets the headers of every answer."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .fouten import Fout
from .views import fout_400


class FoutMiddleware:
    """A `Fout` raised in a view becomes a page (or, for HTMX, a fragment) with its sentence and status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """No keyboard makes a NUL and PostgreSQL cannot keep one: such a request is refused before any view reads it."""
        velden = [request.GET] if request.method in ("GET", "HEAD") else [request.GET, request.POST]
        if any("\x00" in waarde for deel in velden for rij in deel.lists() for waarde in (rij[0], *rij[1])):
            return fout_400(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Fout):
            return None
        sjabloon = "kern/fout_deel.html" if getattr(request, "htmx", False) else f"kern/fout_{exception.status}.html"
        return render(request, [sjabloon, "kern/fout.html"], {"zin": exception.zin}, status=exception.status)


class KoppenMiddleware:
    """Security headers beside the CSP: no devices, no embedding elsewhere, and personal pages never in a cache."""

    VAST = (
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.get_response(request)
        for naam, waarde in self.VAST:
            antwoord.headers.setdefault(naam, waarde)
        if getattr(request, "wie", None) is not None:
            antwoord.headers.setdefault("Cache-Control", "private, no-store")
        return antwoord
