"""Around every request: its mark, its log line, its figures; and the addresses for machines, before anything else."""

import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from vindplaats.kern.kenmerk import kenmerk, nieuw_kenmerk

from . import meters, views

logger = logging.getLogger("vindplaats.verzoek")
KOP = "X-Request-ID"
_KENMERK = re.compile(r"^[0-9a-f-]{8,64}$")
MACHINES = {"/gezond/": views.gezond, "/gereed/": views.gereed, "/metrics": views.metrics}
METHODEN = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Vraagteller:
    """Counts the questions to the database."""

    def __init__(self) -> None:
        self.aantal = 0

    def __call__(self, voer_uit: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """One question."""
        self.aantal += 1
        return voer_uit(sql, params, many, context)


class ToestandMiddleware:
    """First in the row, so that it sees everything. A container asks /gezond/ by its own number and without https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        machine = MACHINES.get(request.path_info)
        if machine is not None:
            antwoord = machine(request)
            antwoord.headers["X-Content-Type-Options"] = "nosniff"
            antwoord.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
            return antwoord
        sleutel = kenmerk.set(_kenmerk(request))
        teller, begin = Vraagteller(), time.perf_counter()
        try:
            with connection.execute_wrapper(teller):
                antwoord = self.get_response(request)
            antwoord.headers[KOP] = kenmerk.get()
            _na(request, antwoord, time.perf_counter() - begin, teller.aantal)
            return antwoord
        finally:
            kenmerk.reset(sleutel)


def _kenmerk(request: HttpRequest) -> str:
    """The mark of our own proxy, else a new one; what a visitor sends is not believed."""
    gegeven = request.headers.get(KOP, "") if getattr(settings, "SECURE_PROXY_SSL_HEADER", None) else ""
    return gegeven if _KENMERK.match(gegeven) else nieuw_kenmerk()


def _na(request: HttpRequest, antwoord: HttpResponseBase, seconden: float, vragen: int) -> None:
    methode = request.method if request.method in METHODEN else "ANDERS"
    url = url_naam(request)
    meters.tel_verzoek(url, methode, antwoord.status_code, seconden, vragen)
    if logger.isEnabledFor(logging.INFO):
        velden = {
            "methode": methode, "url": url, "status": antwoord.status_code,
            "ms": round(seconden * 1000, 1), "vragen": vragen, "wie": schuilnaam(request),
        }  # fmt: skip
        logger.info("verzoek", extra={"velden": velden})


def url_naam(request: HttpRequest) -> str:
    """Name of the url (`verantwoording:rapport`), never the path with its ids and tokens."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name or "zonder-naam"
    return "statisch" if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") else "onbekend"


def schuilnaam(request: HttpRequest) -> str:
    """A code for who asks: the same person gives the same code, the code gives no person. Empty for a visitor."""
    wie = getattr(request, "wie", None)
    if wie is None or wie.gebruiker_id is None:
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), f"log:{wie.gebruiker_id}".encode(), hashlib.sha256).hexdigest()[:12]
