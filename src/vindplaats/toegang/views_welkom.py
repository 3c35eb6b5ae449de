"""Accepting an invitation: open to who holds the link."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vindplaats.kern.klok import nu
from vindplaats.kern.registers import naam_van

from . import actions, rem
from .adres import adres_van
from .deur import naar_aanmelden, openbaar
from .forms import WelkomForm
from .models import Gebruiker, Uitnodiging
from .queries import SESSIE_ROL
from .rules import hash_token
from .rules_deuren import Regeling, netwerk_van
from .wie import Wie

LINKS = Regeling(30, 30, (5,))


@openbaar
@never_cache
@require_http_methods(["GET", "POST"])
def welkom(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation: a new account, or one more role for an account that is there."""
    if _te_vaak(request):
        return render(request, "429.html", {}, status=429)
    uitnodiging = Uitnodiging.objects.filter(token_hash=hash_token(token)).first()
    if uitnodiging is not None:
        rem.geef_terug(_teller(request))
    stand = uitnodiging.stand_op(nu()) if uitnodiging else "onbekend"
    if uitnodiging is None or stand != "open":
        return render(
            request, "toegang/welkom_dicht.html", {"stand": stand}, status=404 if stand == "onbekend" else 410
        )
    if Gebruiker.objects.filter(email=uitnodiging.email).exists():
        return _bestaand(request, uitnodiging)
    return _nieuw(request, uitnodiging)


def _nieuw(request: HttpRequest, uitnodiging: Uitnodiging) -> HttpResponse:
    form = WelkomForm(request.POST or None, initial={"naam": uitnodiging.naam})
    if request.method == "POST" and form.is_valid():
        f = form.cleaned_data
        toekenning = form.doe(
            lambda: actions.uitnodiging_aannemen(
                wie=Wie.taak("Uitnodiging"), uitnodiging=uitnodiging, naam=f["naam"], wachtwoord=f["wachtwoord"]
            )
        )
        if toekenning:
            meld_aan(request, toekenning.gebruiker, str(toekenning.pk))
            return redirect("mfa_activate_totp")
    return render(request, "toegang/welkom.html", _context(uitnodiging, form=form), status=422 if form.errors else 200)


def _bestaand(request: HttpRequest, uitnodiging: Uitnodiging) -> HttpResponse:
    if not request.user.is_authenticated:
        return naar_aanmelden(request)
    klopt = request.user.email == uitnodiging.email
    if request.method == "POST" and klopt:
        mens = Wie(request.user.pk, request.user.naam, "")
        toekenning = actions.uitnodiging_aannemen(wie=mens, uitnodiging=uitnodiging, gebruiker=request.user)
        request.session[SESSIE_ROL] = str(toekenning.pk)
        return redirect("/")
    return render(
        request, "toegang/welkom_bestaand.html", _context(uitnodiging, klopt=klopt), status=200 if klopt else 403
    )


def meld_aan(request: HttpRequest, gebruiker: Gebruiker, rol: str) -> None:
    """Sign a person in who has just proved the password; the session gets a new key and the role."""
    if request.user.is_authenticated:
        logout(request)
    get_adapter(request).login(request, gebruiker)
    reauthenticate_by_password(request)
    request.session[SESSIE_ROL] = rol


def _context(uitnodiging: Uitnodiging, **extra: Any) -> dict[str, Any]:
    return {"uitnodiging": uitnodiging, "organisatie": naam_van(uitnodiging.organisatie), **extra}


def _te_vaak(request: HttpRequest) -> bool:
    """More than 30 tries from one address: nobody types links that fast. Wrong ones only; it ends by itself."""
    return bool(rem.neem(_teller(request), LINKS))


def _teller(request: HttpRequest) -> str:
    return rem.sleutel("welkom", netwerk_van(adres_van(request)))
