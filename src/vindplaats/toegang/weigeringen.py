"""Refusals in the log: what somebody tried that may not be, without what it was about, and never so many that the log drowns.

Four kinds: no right (403), a form without a valid token (CSRF), something that is not there or is somebody else's (404 of an
address that exists), and the same for a visitor who is not signed in. Per person (a visitor: per network address, which is not
written down) at most `GENOEG.vrij` rows, then one that says so, then a quarter of an hour nothing.
"""

from django.http import HttpRequest

from . import rem
from .adres import adres_van
from .log import leg_vast
from .models import GEWEIGERD, NIET_GEVONDEN, VREEMDE_GEWEIGERD, Gebeurtenis
from .rules_deuren import Regeling, netwerk_van
from .wie import Wie

GENOEG = Regeling(50, 50, (15,))
VERDER = " Verdere weigeringen komen een kwartier niet in het logboek."
ONBEKEND = "Onbekende bezoeker"


def schrijf_op(request: HttpRequest, status: int) -> None:
    """Write the refusal this request got (403 or 404), if it is one to write down."""
    wat = _wat(request, status)
    if wat is None or rem.neem(teller(request), GENOEG):
        return
    naam, zin, scherm = wat
    wie: Wie | None = getattr(request, "wie", None)
    if rem.dicht(teller(request)):
        zin += VERDER
    leg_vast(
        wie=wie or _zonder_rol(request), naam=naam, onderwerp=f"toegang.scherm:{scherm}"[:120], zin=zin[:400],
        soort=Gebeurtenis.LEZEN if wie is not None and wie.alleen_lezen else Gebeurtenis.TOEGANG,
        details={"manier": str(request.method)[:10]} | ({"reden": "csrf"} if _csrf(request) else {}),
    )  # fmt: skip


def teller(request: HttpRequest) -> str:
    """The counter of this person, or of the network of a visitor."""
    if request.user.is_authenticated:
        return rem.sleutel("geweigerd", str(request.user.pk))
    return rem.sleutel("geweigerd", netwerk_van(adres_van(request)))


def _wat(request: HttpRequest, status: int) -> tuple[str, str, str] | None:
    """Name, sentence and screen of the row; None for what is no refusal: a wrong address, a page that asks to sign in."""
    treffer = request.resolver_match
    scherm = treffer.view_name if treffer and treffer.view_name else ""
    vreemd = not request.user.is_authenticated
    if status == 404:
        if vreemd or treffer is None or not treffer.kwargs:
            return None
        return NIET_GEVONDEN, f"Gevraagd naar iets dat er niet is of van een ander is: {scherm}.", scherm
    zin = f"Formulier zonder geldig merkteken geweigerd: {scherm}." if _csrf(request) else f"Geweigerd: {scherm}."
    return VREEMDE_GEWEIGERD if vreemd else GEWEIGERD, zin, scherm


def _csrf(request: HttpRequest) -> bool:
    return bool(getattr(request, "csrf_geweigerd", False))


def _zonder_rol(request: HttpRequest) -> Wie:
    """Somebody without a role today, or nobody we know."""
    if request.user.is_authenticated:
        return Wie(request.user.pk, request.user.naam, "")
    return Wie.taak(ONBEKEND)
