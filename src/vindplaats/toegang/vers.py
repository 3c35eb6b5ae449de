"""Step-up: some rights ask for a second factor that is fresh. Sends there and back, and keeps a form that was posted.

A right declared with `vers=True` makes `eis` ask `Wie.vers()`. The factor is fresh for `settings.BEVESTIGEN_MINUTEN` after a
code, a recovery code or a passkey in this session; a password alone never counts. What was posted waits encrypted in the
session and is sent again from a page of our own, with a new CSRF token.
"""

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .geheim import ontsleutel, versleutel

SESSIE_DEMO = "demo_instap"
SESSIE_WACHT = "vers_wacht"
SESSIE_FACTOR_BUITEN = "factor_buiten"
"""code of the outside provider whose sign-in counted as second factor in this session"""
WACHT_SECONDEN = 1800
HOOGSTENS = 5
GROOTSTE = 200_000
EIGEN_FACTOREN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Wachtend:
    """A form that was posted before the confirmation: where to, its fields, and the page it stood on (HTMX)."""

    pad: str
    velden: list[tuple[str, str]]
    terug: str = ""


def is_vers(request: HttpRequest) -> bool:
    """Has this session a fresh second factor; also true for who need not have one and has none."""
    if time.time() - laatste_factor(request) < settings.BEVESTIGEN_MINUTEN * 60:
        return True
    if settings.DEMO and request.session.get(SESSIE_DEMO):
        return True
    return not (settings.TWEEDE_FACTOR_VERPLICHT or heeft_eigen_factor(request.user.pk))


def laatste_factor(request: HttpRequest) -> float:
    """When a second factor was last shown in this session, in seconds since 1970; 0 when it was not."""
    momenten = [
        float(r.get("at", 0)) for r in get_authentication_records(request, request.user) if r.get("method") == "mfa"
    ]
    return max(momenten, default=0.0)


def heeft_eigen_factor(gebruiker: Any) -> bool:
    """Has this account (its key) set up an app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=gebruiker, type__in=EIGEN_FACTOREN).exists())


def naar_bevestigen(request: HttpRequest) -> HttpResponse:
    """Redirect to the confirmation and back; a posted form waits. For HTMX as a header, so that the whole page moves."""
    htmx = getattr(request, "htmx", None)
    huidig = (htmx.current_url_abs_path or "/") if htmx else ""
    if request.method == "POST":
        volgende = _bewaar(request, huidig) or huidig or request.get_full_path()
    else:
        volgende = huidig or request.get_full_path()
    weg = f"{reverse(_waar(request))}?{urlencode({'next': volgende})}"
    return HttpResponse(status=204, headers={"HX-Redirect": weg}) if htmx else redirect(weg)


def _waar(request: HttpRequest) -> str:
    """The page that asks: a passkey before a code, the outside provider for who has no own second factor."""
    soorten = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    if Authenticator.Type.WEBAUTHN in soorten:
        return "mfa_reauthenticate_webauthn"
    if not soorten and request.session.get(SESSIE_FACTOR_BUITEN):
        return "toegang:bevestigen-via"
    return "mfa_reauthenticate"


def _bewaar(request: HttpRequest, terug: str) -> str:
    """Keep the form in the session; the page that sends it again, '' when it cannot be kept (files, too big)."""
    velden = [(k, v) for k, lijst in request.POST.lists() if k != "csrfmiddlewaretoken" for v in lijst]
    stuk = json.dumps({"pad": request.get_full_path(), "velden": velden, "terug": terug})
    if request.FILES or len(stuk) > GROOTSTE:
        return ""
    nummer = secrets.token_urlsafe(12)
    wacht = [*_wachtend(request), {"nummer": nummer, "op": time.time(), "stuk": versleutel(stuk, "vers")}]
    request.session[SESSIE_WACHT] = wacht[-HOOGSTENS:]
    return reverse("toegang:bevestigd", args=[nummer])


def _wachtend(request: HttpRequest) -> list[dict[str, Any]]:
    rijen = request.session.get(SESSIE_WACHT, [])
    return [r for r in rijen if time.time() - r["op"] < WACHT_SECONDEN]


def haal_op(request: HttpRequest, nummer: str) -> Wachtend | None:
    """Take a waiting form out of the session: it is sent once. None when it was sent, is too old or is of another session."""
    rijen = _wachtend(request)
    gevonden = next((r for r in rijen if r["nummer"] == nummer), None)
    request.session[SESSIE_WACHT] = [r for r in rijen if r is not gevonden]
    if gevonden is None:
        return None
    stuk = json.loads(ontsleutel(gevonden["stuk"], "vers"))
    return Wachtend(stuk["pad"], [(k, v) for k, v in stuk["velden"]], stuk["terug"])
