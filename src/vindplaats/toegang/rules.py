"""Pure rules of toegang: tokens, keys and small checks."""

import datetime as dt
import hashlib
import hmac
import secrets

from vindplaats.kern.registers import soort_van

from .rollen import ROLLEN

WOORD_SOORT = {
    "swv": "samenwerkingsverband",
    "bestuur": "bestuur",
    "school": "school",
    "gemeente": "gemeente",
    "partner": "partner",
}


def nieuw_token() -> str:
    """A random token for an invitation link (256 bits)."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token: its SHA-256, so that a copy of the database opens no door."""
    return hashlib.sha256(token.encode()).hexdigest()


def schuilnaam(adres: str, geheim: str) -> str:
    """A short code for an address in the log: the same address gives the same code, the code gives no address (AVG-08)."""
    return hmac.new(geheim.encode(), adres.strip().lower().encode(), hashlib.sha256).hexdigest()[:12]


def bezwaar_tegen_rol(rol: str, organisatie: str) -> str:
    """Why this role cannot live at this organisation, as a Dutch sentence; empty when it can."""
    if rol not in ROLLEN:
        return "Deze rol bestaat niet. Kies een rol uit de lijst."
    hoort = ROLLEN[rol].soort
    if soort_van(organisatie) != hoort:
        return f"De rol {ROLLEN[rol].naam} hoort bij een {WOORD_SOORT[hoort]}. Kies een {WOORD_SOORT[hoort]} als organisatie."
    return ""


def bezwaar_tegen_periode(van: dt.date, tot: dt.date | None) -> str:
    """Why this from/until is no period, as a Dutch sentence; empty when it is one. Both days count."""
    if tot is not None and tot < van:
        return "De einddatum ligt voor de begindatum. Kies een einddatum op of na de begindatum."
    return ""
