"""Signing in, accepting an invitation, linking and confirming through an outside provider.

A round begins here, waits in the session under its state, and comes back once. A round that changes something begins with a
POST; the way out is then a page with a link, because the CSP lets no form lead to another site.
"""

import logging
import time
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from vindplaats.kern.fouten import Fout, NietGevonden
from vindplaats.kern.klok import nu

from . import actions_deuren, oidc, signalen, vers
from .aanbieder import Aanbieder
from .deur import ingelogd, openbaar
from .models import ExterneIdentiteit, Gebruiker, Uitnodiging
from .permissions import VersNodig
from .queries import SESSIE_ROL
from .rules import hash_token
from .wie import Wie

SESSIE = "oidc_onderweg"
HOOGSTENS, GELDIG = 5, 600
AANMELDEN, KOPPELEN, UITNODIGING, BEVESTIGEN = "aanmelden", "koppelen", "uitnodiging", "bevestigen"
log = logging.getLogger(__name__)


def _aanbieder(code: str) -> Aanbieder:
    gevonden: Aanbieder | None = settings.OIDC.get(code)
    if gevonden is None:
        raise NietGevonden("Aanmelden via deze organisatie kan hier niet (meer).")
    return gevonden


def _terug(aanbieder: Aanbieder) -> str:
    return str(settings.BASIS_URL) + reverse("toegang:via-terug", args=[aanbieder.code])


def _begin(request: HttpRequest, aanbieder: Aanbieder, doel: str, *, opnieuw: bool = False, **extra: str) -> str:
    """Keep a new round in the session; the address of the provider. Raises AanbiederFout."""
    reis = oidc.Reis.nieuw()
    adres = oidc.vertrekadres(aanbieder, reis, _terug(aanbieder), opnieuw=opnieuw)
    rijen = [r for r in request.session.get(SESSIE, []) if time.time() - r["op"] < GELDIG]
    nieuw = {
        "staat": reis.staat, "nonce": reis.nonce, "bewijs": reis.bewijs, "aanbieder": aanbieder.code, "doel": doel,
        "wie": str(request.user.pk or ""), "op": time.time(), **extra,
    }  # fmt: skip
    request.session[SESSIE] = [*rijen, nieuw][-HOOGSTENS:]
    return adres


def _onderweg(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """Take the round of this state out of the session: it comes back once, for this provider and this person."""
    staat = request.GET.get("state", "")
    rijen = request.session.get(SESSIE, [])
    gevonden = next((r for r in rijen if staat and r["staat"] == staat), None)
    if gevonden is None:
        return None
    request.session[SESSIE] = [r for r in rijen if r is not gevonden]
    vers_genoeg = time.time() - gevonden["op"] < GELDIG
    return gevonden if vers_genoeg and gevonden["aanbieder"] == code and _zelfde(request, gevonden) else None


def _zelfde(request: HttpRequest, reis: dict[str, Any]) -> bool:
    return reis["doel"] in (AANMELDEN, UITNODIGING) or reis["wie"] == str(request.user.pk or "")


def _misgegaan(request: HttpRequest, aanbieder: Aanbieder, wat: str, status: int) -> HttpResponse:
    context = {"aanbieder": aanbieder, "wat": wat}
    return render(request, "toegang/via_mis.html", context, status=status)


def _weg(request: HttpRequest, aanbieder: Aanbieder, doel: str, **extra: Any) -> HttpResponse:
    """The page that leads to the provider after a POST."""
    try:
        adres = _begin(request, aanbieder, doel, **extra)
    except oidc.AanbiederFout as fout:
        log.warning("Aanbieder %s: %s", aanbieder.code, fout.reden)
        return _misgegaan(request, aanbieder, "onbereikbaar", 503)
    return render(request, "toegang/via_weg.html", {"aanbieder": aanbieder, "adres": adres})


@openbaar
@never_cache
@require_GET
def via(request: HttpRequest, code: str) -> HttpResponse:
    """Sign in at the provider and come back."""
    aanbieder = _aanbieder(code)
    if request.user.is_authenticated:
        return redirect("/")
    volgende = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(volgende, {request.get_host()}):
        volgende = ""
    try:
        return redirect(_begin(request, aanbieder, AANMELDEN, volgende=volgende))
    except oidc.AanbiederFout as fout:
        log.warning("Aanbieder %s: %s", code, fout.reden)
        return _misgegaan(request, aanbieder, "onbereikbaar", 503)


@openbaar
@never_cache
@require_POST
def via_uitnodiging(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Accept an invitation with an account at the provider."""
    uitnodiging = Uitnodiging.objects.filter(token_hash=hash_token(token)).first()
    if uitnodiging is None or uitnodiging.stand_op(nu()) != "open":
        return redirect("toegang:welkom", token=token)
    return _weg(request, _aanbieder(code), UITNODIGING, uitnodiging=str(uitnodiging.pk))


@ingelogd(zonder_rol=True)
@never_cache
@require_POST
def koppelen(request: HttpRequest, code: str) -> HttpResponse:
    """Link an account at the provider to the own account; asks a fresh second factor, here and there."""
    _eis_vers(request)
    return _weg(request, _aanbieder(code), KOPPELEN, opnieuw=True)


@ingelogd(zonder_rol=True)
@require_POST
def ontkoppelen(request: HttpRequest, code: str) -> HttpResponse:
    """Take a link off; asks a fresh second factor."""
    _eis_vers(request)
    rij = ExterneIdentiteit.objects.select_related("gebruiker").filter(gebruiker=_ik(request), aanbieder=code).first()
    if rij is None:
        raise NietGevonden("Deze koppeling is er niet meer.")
    aanbieder = settings.OIDC.get(code)
    actions_deuren.identiteit_ontkoppelen(wie=_wie(request), identiteit=rij, naam=aanbieder.naam if aanbieder else code)
    messages.success(request, "De koppeling is verwijderd.")
    return redirect("toegang:account")


@ingelogd(zonder_rol=True)
@never_cache
@require_GET
def bevestigen(request: HttpRequest) -> HttpResponse:
    """Step-up for who has the second factor at the provider: sign in there again."""
    volgende = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(volgende, {request.get_host()}):
        volgende = "/"
    code = request.session.get(vers.SESSIE_FACTOR_BUITEN)
    if not code:  # an old address, or somebody who has the second factor here
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': volgende})}")
    aanbieder = _aanbieder(code)
    try:
        return redirect(_begin(request, aanbieder, BEVESTIGEN, opnieuw=True, volgende=volgende))
    except oidc.AanbiederFout as fout:
        log.warning("Aanbieder %s: %s", aanbieder.code, fout.reden)
        return _misgegaan(request, aanbieder, "onbereikbaar", 503)


def _eis_vers(request: HttpRequest) -> None:
    if not vers.is_vers(request):
        raise VersNodig("koppelen")


def _ik(request: HttpRequest) -> Gebruiker:
    """The signed-in person behind a door that lets nobody else in."""
    return cast(Gebruiker, request.user)


def _wie(request: HttpRequest) -> Wie:
    wie: Wie | None = request.wie  # type: ignore[attr-defined]
    return wie or Wie(_ik(request).pk, _ik(request).naam, "")


@openbaar
@never_cache
@require_GET
def via_terug(request: HttpRequest, code: str) -> HttpResponse:
    """Back from the provider: check everything, then do what the round was for."""
    aanbieder = _aanbieder(code)
    reis = _onderweg(request, code)
    if reis is None:
        return _misgegaan(request, aanbieder, "verlopen", 400)
    if request.GET.get("error") or not request.GET.get("code"):
        return _misgegaan(request, aanbieder, "gestopt", 403)
    if request.GET.get("iss", aanbieder.uitgever) != aanbieder.uitgever:
        return _misgegaan(request, aanbieder, "onbetrouwbaar", 400)
    try:
        rondreis = oidc.Reis(reis["staat"], reis["nonce"], reis["bewijs"])
        wie = oidc.haal_identiteit(aanbieder, rondreis, _terug(aanbieder), request.GET["code"])
    except oidc.AanbiederFout as fout:
        log.warning("Aanbieder %s: %s", code, fout.reden)
        onbetrouwbaar = isinstance(fout, oidc.OngeldigAntwoord)
        wat, status = ("onbetrouwbaar", 400) if onbetrouwbaar else ("onbereikbaar", 503)
        return _misgegaan(request, aanbieder, wat, status)
    daden = {AANMELDEN: _aanmelden, KOPPELEN: _koppelen, UITNODIGING: _uitnodiging, BEVESTIGEN: _bevestigen}
    return daden[reis["doel"]](request, aanbieder, wie, reis)


def _rij(identiteit: oidc.Identiteit) -> ExterneIdentiteit | None:
    rijen = ExterneIdentiteit.objects.select_related("gebruiker")
    return rijen.filter(uitgever=identiteit.uitgever, onderwerp=identiteit.onderwerp).first()


def _aanmelden(request: HttpRequest, aanbieder: Aanbieder, wie: oidc.Identiteit, reis: dict[str, Any]) -> HttpResponse:
    rij = _rij(wie)
    if rij is None:
        signalen.identiteit_onbekend(aanbieder.code, wie.onderwerp)
        return _misgegaan(request, aanbieder, "onbekend", 403)
    if not rij.gebruiker.is_active:
        return redirect("account_inactive")
    actions_deuren.identiteit_gezien(wie=Wie(rij.gebruiker_id, rij.gebruiker.naam, ""), rij=rij, identiteit=wie)
    return _binnen(request, rij.gebruiker, wie, reis.get("volgende") or None)


def _binnen(request: HttpRequest, gebruiker: Gebruiker, wie: oidc.Identiteit, volgende: str | None) -> HttpResponse:
    """Through the stages of allauth: our own second step, unless the provider's sign-in counts as one."""
    record_authentication(request, gebruiker, "socialaccount", provider=wie.aanbieder)
    if wie.factor:
        request.factor_buiten = gebruiker.pk  # type: ignore[attr-defined]
    antwoord = perform_login(request, Login(user=gebruiker, redirect_url=volgende))
    if wie.factor and request.user.is_authenticated:
        request.session[vers.SESSIE_FACTOR_BUITEN] = wie.aanbieder
        record_authentication(request, gebruiker, "mfa", type="oidc", provider=wie.aanbieder)
    return antwoord


def _koppelen(request: HttpRequest, aanbieder: Aanbieder, wie: oidc.Identiteit, reis: dict[str, Any]) -> HttpResponse:
    try:
        actions_deuren.identiteit_koppelen(
            wie=_wie(request), gebruiker=_ik(request), identiteit=wie, naam=aanbieder.naam
        )
    except Fout as fout:
        messages.error(request, fout.zin)
    else:
        messages.success(request, f"Gelukt. Je kunt je voortaan ook aanmelden via {aanbieder.naam}.")
    return redirect("toegang:account")


def _uitnodiging(
    request: HttpRequest, aanbieder: Aanbieder, wie: oidc.Identiteit, reis: dict[str, Any]
) -> HttpResponse:
    uitnodiging = Uitnodiging.objects.filter(pk=reis["uitnodiging"]).first()
    if uitnodiging is None or uitnodiging.stand_op(nu()) != "open":
        return _misgegaan(request, aanbieder, "verlopen", 410)
    try:
        toekenning = actions_deuren.uitnodiging_aannemen_extern(
            wie=Wie.taak("Uitnodiging"), uitnodiging=uitnodiging, identiteit=wie, naam=aanbieder.naam
        )
    except Fout as fout:
        return render(request, "toegang/via_mis.html", {"aanbieder": aanbieder, "zin": fout.zin}, status=fout.status)
    if request.user.is_authenticated:
        request.session.flush()
    antwoord = _binnen(request, toekenning.gebruiker, wie, None)
    request.session[SESSIE_ROL] = str(toekenning.pk)
    return antwoord


def _bevestigen(request: HttpRequest, aanbieder: Aanbieder, wie: oidc.Identiteit, reis: dict[str, Any]) -> HttpResponse:
    rij = _rij(wie)
    if (
        rij is None
        or rij.gebruiker_id != request.user.pk
        or not wie.factor
        or wie.aangemeld_op < reis["op"] - oidc.SPELING
    ):
        return _misgegaan(request, aanbieder, "niet-bevestigd", 403)
    record_authentication(request, rij.gebruiker, "mfa", type="oidc", provider=aanbieder.code, reauthenticated=True)
    return redirect(reis["volgende"])
