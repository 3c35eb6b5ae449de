"""Knowing a browser and a network again, and telling the owner of an account when neither was seen before.

A browser carries a signed cookie with a random number, the same for all accounts in it; the database holds keyed hashes only.
A network is the first part of the address; no country, no place.
"""

import hashlib
import hmac
import secrets
import uuid

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from vindplaats.kern.klok import nu

from . import post_deuren
from .adres import adres_van
from .log import leg_vast
from .models import Bekend, Bericht, Gebeurtenis, Gebruiker
from .rules_mensen import browser_en_apparaat, grof_adres
from .wie import Wie

KOEKJE, ZOUT = ("__Host-vp_apparaat" if settings.HTTPS else "vp_apparaat"), "toegang.apparaat"
GELDIG = 400 * 24 * 3600
LINK_ZOUT, LINK_GELDIG = "toegang.niet-ik", 7 * 24 * 3600


def _som(soort: str, waarde: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"bekend:{soort}:{waarde}".encode(), hashlib.sha256).hexdigest()


def nummer_van(request: HttpRequest) -> str:
    """The number of this browser out of its signed cookie; '' when it has none or somebody changed it."""
    return str(request.get_signed_cookie(KOEKJE, "", salt=ZOUT, max_age=GELDIG) or "")


def bekend_bij(request: HttpRequest, email: str) -> str:
    """A mark of this browser when the account of this address knows it, else ''. Says nothing to who has no cookie."""
    nummer = nummer_van(request)
    if not nummer:
        return ""
    som = _som(Bekend.BROWSER, nummer)
    return som if Bekend.objects.filter(gebruiker__email=email, soort=Bekend.BROWSER, sleutel=som).exists() else ""


def herken(request: HttpRequest, gebruiker: Gebruiker, wie: Wie) -> None:
    """After signing in: remember browser and network; tell the owner when one of them is new (not the very first time)."""
    adres = adres_van(request)
    treffer = getattr(request, "resolver_match", None)
    if not adres or (treffer is not None and treffer.view_name == "toegang:demo-instappen"):
        return
    nummer = nummer_van(request) or secrets.token_urlsafe(24)
    request.apparaat = nummer  # type: ignore[attr-defined]
    browser = browser_en_apparaat(request.headers.get("User-Agent", ""))
    netwerk = grof_adres(adres)
    with transaction.atomic():
        eerste_keer = not Bekend.objects.filter(gebruiker=gebruiker).exists()
        nieuw = [
            soort
            for soort, waarde, tekst in ((Bekend.BROWSER, nummer, browser), (Bekend.NETWERK, netwerk, netwerk))
            if _onthoud(gebruiker, soort, waarde, tekst)
        ]
        if nieuw and not eerste_keer:
            _meld(gebruiker, wie, nieuw, browser)


def _onthoud(gebruiker: Gebruiker, soort: str, waarde: str, tekst: str) -> bool:
    """Remember it; True when it was not known."""
    rij, nieuw = Bekend.objects.get_or_create(
        gebruiker=gebruiker, soort=soort, sleutel=_som(soort, waarde),
        defaults={"omschrijving": tekst[:80], "eerst_op": nu(), "laatst_op": nu()},
    )  # fmt: skip
    if not nieuw:
        rij.laatst_op = nu()
        rij.save(update_fields=["laatst_op"])
    return nieuw


def _meld(gebruiker: Gebruiker, wie: Wie, nieuw: list[str], browser: str) -> None:
    wat = "een nieuwe browser" if Bekend.BROWSER in nieuw else "een nieuw netwerk"
    leg_vast(
        wie=wie, naam="toegang.nieuw_apparaat", onderwerp=gebruiker, soort=Gebeurtenis.TOEGANG,
        zin=f"Aangemeld vanaf {wat}.", details={"nieuw": nieuw},
    )  # fmt: skip
    Bericht.objects.create(
        gebruiker=gebruiker, sleutel=f"nieuw-apparaat:{uuid.uuid4()}", url=reverse("toegang:sessies"), gemaild_op=nu(),
        tekst=f"Er is aangemeld op je account vanaf {wat} ({browser}). Was jij dit niet? Beëindig dan die sessie en wijzig je wachtwoord.",
    )  # fmt: skip
    transaction.on_commit(lambda: waarschuw(gebruiker, "Er is aangemeld op je account", "nieuw_apparaat", {"wat": wat}))


def waarschuw(gebruiker: Gebruiker, onderwerp: str, sjabloon: str, context: dict[str, object]) -> None:
    """Mail the owner, with the link that shuts everything."""
    weg = settings.BASIS_URL + reverse("toegang:niet-ik", args=[niet_ik_token(gebruiker)])
    post_deuren.meld(gebruiker.email, onderwerp, sjabloon, context | {"weg": weg})


def _vingerafdruk(gebruiker: Gebruiker) -> str:
    return salted_hmac(LINK_ZOUT, gebruiker.password, algorithm="sha256").hexdigest()[:24]


def niet_ik_token(gebruiker: Gebruiker) -> str:
    """The signed word of the link "dit was ik niet": a week, and until the password changes."""
    return signing.dumps([gebruiker.pk.hex, _vingerafdruk(gebruiker)], salt=LINK_ZOUT)


def gebruiker_van(token: str) -> Gebruiker | None:
    """Whose link it is; None when it is too old, was used or was changed."""
    try:
        pk, afdruk = signing.loads(token, salt=LINK_ZOUT, max_age=LINK_GELDIG)
        gebruiker = Gebruiker.objects.filter(pk=uuid.UUID(hex=pk), is_active=True).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return gebruiker if gebruiker and hmac.compare_digest(afdruk, _vingerafdruk(gebruiker)) else None


def geef_koekje(request: HttpRequest, antwoord: HttpResponse) -> None:
    """Put the number of the browser in its cookie, after signing in."""
    nummer = getattr(request, "apparaat", "")
    if nummer:
        antwoord.set_signed_cookie(
            KOEKJE, nummer, salt=ZOUT, max_age=GELDIG, httponly=True, samesite="Lax",
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )  # fmt: skip
