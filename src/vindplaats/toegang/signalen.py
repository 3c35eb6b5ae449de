"""Listens to signing in and out and to the second factor, and writes it in the log without addresses in clear."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from . import herkenning, rem, sessies, wachtwoorden
from .log import leg_vast
from .models import AANMELDEN_MISLUKT, Gebeurtenis, Gebruiker
from .queries import toekenningen_van
from .rules import schuilnaam
from .vers import EIGEN_FACTOREN, SESSIE_FACTOR_BUITEN
from .wie import Wie


def mens(gebruiker: Gebruiker) -> Wie:
    """The person in the first role of today, or without role; for log rows about the account itself."""
    rollen = toekenningen_van(gebruiker)
    eerste = rollen[0] if rollen else None
    return Wie(gebruiker.pk, gebruiker.naam, eerste.rol if eerste else "", eerste.organisatie if eerste else "")


def _vast(gebruiker: Gebruiker, naam: str, zin: str, wie: Wie | None = None) -> None:
    eigen = mens(gebruiker)
    leg_vast(
        wie=wie or eigen,
        naam=naam,
        onderwerp=gebruiker,
        zin=zin,
        soort=Gebeurtenis.TOEGANG,
        organisatie=eigen.organisatie,
    )


@receiver(user_logged_in, dispatch_uid="toegang.in")
def aangemeld(sender: Any, user: Gebruiker, request: Any = None, **kwargs: Any) -> None:
    if request is not None:
        sessies.begin(request, user)
        request.session.pop(SESSIE_FACTOR_BUITEN, None)
    _vast(user, "toegang.aangemeld", "Aangemeld.")
    if request is not None:
        herkenning.herken(request, user, mens(user))
        wachtwoorden.waarschuw(request)


@receiver(user_logged_out, dispatch_uid="toegang.uit")
def afgemeld(sender: Any, user: Gebruiker | None, request: Any = None, **kwargs: Any) -> None:
    if isinstance(user, Gebruiker) and request is not None:
        rij = sessies.van_deze(request)
        if rij is not None:
            sessies.sluit(type(rij).objects.filter(pk=rij.pk), "zelf afgemeld")
    if isinstance(user, Gebruiker):
        _vast(user, "toegang.afgemeld", "Afgemeld.")


@receiver(user_login_failed, dispatch_uid="toegang.mislukt")
def mislukt(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    adres = str(credentials.get("email") or credentials.get("username") or "")
    gebruiker = Gebruiker.objects.filter(email=adres.strip().lower()).first() if adres else None
    onbekend = Wie.taak("Aanmelden")
    if gebruiker is not None:
        _vast(gebruiker, AANMELDEN_MISLUKT, "Aanmelden mislukt: verkeerd wachtwoord.", onbekend)
        return
    toekenningen_van(Gebruiker())  # as much work as for an account that is there
    leg_vast(
        wie=onbekend, naam=AANMELDEN_MISLUKT, soort=Gebeurtenis.TOEGANG, zin="Aanmelden mislukt: geen account bij dit adres.",
        onderwerp=f"toegang.adres:{schuilnaam(adres, settings.SECRET_KEY)}",
    )  # fmt: skip


@receiver(authentication_failed, dispatch_uid="toegang.code_mislukt")
def code_mislukt(sender: Any, user: Gebruiker, **kwargs: Any) -> None:
    _vast(user, AANMELDEN_MISLUKT, "Aanmelden mislukt: verkeerde code bij de tweede stap.", Wie.taak("Aanmelden"))
    if rem.dicht(rem.sleutel("code", str(user.pk))):
        op_slot(user.email, code=True)


@receiver(authenticator_added, dispatch_uid="toegang.factor_bij")
def factor_bij(sender: Any, user: Gebruiker, request: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who has just shown a new factor has shown a factor: the session counts as fresh."""
    _vast(user, "toegang.factor_ingesteld", f"Tweede stap van het aanmelden ingesteld: {_soort(authenticator)}.")
    if authenticator.type in EIGEN_FACTOREN:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_removed, dispatch_uid="toegang.factor_weg")
def factor_weg(sender: Any, user: Gebruiker, authenticator: Authenticator, **kwargs: Any) -> None:
    _vast(user, "toegang.factor_verwijderd", f"Tweede stap van het aanmelden verwijderd: {_soort(authenticator)}.")


def identiteit_onbekend(aanbieder: str, onderwerp: str) -> None:
    """Write that somebody came from a provider without a link; who it is cannot be read from the row."""
    leg_vast(
        wie=Wie.taak("Aanmelden"), naam=AANMELDEN_MISLUKT, soort=Gebeurtenis.TOEGANG,
        zin="Aanmelden mislukt: dit account van buiten is aan niemand gekoppeld.", details={"aanbieder": aanbieder},
        onderwerp=f"toegang.adres:{schuilnaam(f'{aanbieder}:{onderwerp}', settings.SECRET_KEY)}",
    )  # fmt: skip


def op_slot(email: str, *, code: bool) -> None:
    """Write that an account is shut for a while after wrong tries, and mail its owner from the background.

    Does as much for an address without an account, so that time tells nothing.
    """
    gebruiker = Gebruiker.objects.filter(email=email).first()
    wie = Wie.taak("Aanmelden")
    zin = "Aanmelden even gesloten na te veel verkeerde pogingen."
    if gebruiker is not None:
        _vast(gebruiker, "toegang.op_slot", zin, wie)
    else:
        toekenningen_van(Gebruiker())
        leg_vast(
            wie=wie, naam="toegang.op_slot", soort=Gebeurtenis.TOEGANG, zin=zin,
            onderwerp=f"toegang.adres:{schuilnaam(email, settings.SECRET_KEY)}",
        )  # fmt: skip
    from .tasks import slot_melden

    slot_melden.enqueue(str(gebruiker.pk) if gebruiker else "", code)


def passkey_hernoemd(gebruiker: Gebruiker) -> None:
    """Write that a passkey got another name; the name itself stays out of the log."""
    _vast(gebruiker, "toegang.passkey_hernoemd", "Passkey hernoemd.")


def _soort(authenticator: Authenticator) -> str:
    woorden = {Authenticator.Type.TOTP: "app met codes", Authenticator.Type.WEBAUTHN: "passkey"}
    return woorden.get(authenticator.type, "herstelcodes")


@receiver(authenticator_reset, dispatch_uid="toegang.codes_nieuw")
def codes_nieuw(sender: Any, user: Gebruiker, **kwargs: Any) -> None:
    _vast(user, "toegang.herstelcodes_vernieuwd", "Nieuwe herstelcodes gemaakt.")
