"""Signing in at an outside provider: OpenID Connect, authorization code flow with PKCE, state and nonce.

Only this file talks to providers. Addresses come from the settings and from the provider's own metadata, never from a
request; redirects are not followed. Why own code and not allauth's: docs/decisions/0012.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings

from .aanbieder import Aanbieder, veilig_adres

ALGORITMEN = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
WACHTTIJD = (3.05, 8)
GROOTSTE = 512 * 1024
BEWAAR_SECONDEN = 600
SPELING = 30
_bewaard: dict[str, tuple[float, dict[str, Any]]] = {}


class AanbiederFout(Exception):
    """The provider cannot be reached or does not answer as it should; `reden` is for the server's own log."""

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.reden = reden


class OngeldigAntwoord(AanbiederFout):
    """What came back cannot be trusted: signature, issuer, audience, nonce or time is wrong."""


@dataclass(frozen=True)
class Reis:
    """One round to a provider: what must come back the same. Lives in the session, once."""

    staat: str
    nonce: str
    bewijs: str
    """PKCE verifier"""

    @classmethod
    def nieuw(cls) -> "Reis":
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


@dataclass(frozen=True)
class Identiteit:
    """Who came back, by issuer and subject, with what is shown and whether a second factor was shown there."""

    aanbieder: str
    uitgever: str
    onderwerp: str
    affiliatie: str = ""
    instelling: str = ""
    factor: bool = False
    aangemeld_op: float = 0.0


def vertrekadres(aanbieder: Aanbieder, reis: Reis, terug: str, *, opnieuw: bool = False) -> str:
    """Where to send the browser. `opnieuw`: the provider must ask the person again. Raises AanbiederFout."""
    metadata = _metadata(aanbieder)
    sleutel = base64.urlsafe_b64encode(hashlib.sha256(reis.bewijs.encode()).digest()).rstrip(b"=").decode()
    vraag = {
        "response_type": "code", "client_id": aanbieder.client, "redirect_uri": terug, "scope": aanbieder.bereik,
        "state": reis.staat, "nonce": reis.nonce, "code_challenge": sleutel, "code_challenge_method": "S256",
    }  # fmt: skip
    if opnieuw:
        vraag |= {"prompt": "login", "max_age": "0"}
    if aanbieder.factor_acr:
        vraag["acr_values"] = " ".join(sorted(aanbieder.factor_acr))
    adres: str = metadata["authorization_endpoint"]
    return f"{adres}{'&' if '?' in adres else '?'}{urlencode(vraag)}"


def haal_identiteit(aanbieder: Aanbieder, reis: Reis, terug: str, code: str) -> Identiteit:
    """Change the code for a token, check it in every way and read who it is. Raises AanbiederFout or OngeldigAntwoord."""
    metadata = _metadata(aanbieder)
    antwoord = _wissel(aanbieder, metadata, reis, terug, code)
    claims = _lees_token(aanbieder, metadata, str(antwoord.get("id_token", "")), reis.nonce)
    gezien = claims | _extra(aanbieder, metadata, claims, str(antwoord.get("access_token", "")))
    return Identiteit(
        aanbieder=aanbieder.code, uitgever=aanbieder.uitgever, onderwerp=claims["sub"],
        affiliatie=_tekst(gezien.get(aanbieder.affiliatie), 200), instelling=_tekst(gezien.get(aanbieder.instelling), 100),
        factor=aanbieder.telt_als_factor(claims), aangemeld_op=_moment(claims),
    )  # fmt: skip


def _moment(claims: dict[str, Any]) -> float:
    moment = claims.get("auth_time")
    return float(moment) if isinstance(moment, int | float) else 0.0


def _tekst(waarde: Any, lengte: int) -> str:
    """A claim as one line: lists joined, control characters out."""
    ruw = ", ".join(str(w) for w in waarde) if isinstance(waarde, list) else str(waarde or "")
    return " ".join("".join(t if t.isprintable() else " " for t in ruw).split())[:lengte]


def _metadata(aanbieder: Aanbieder) -> dict[str, Any]:
    adres = aanbieder.uitgever.rstrip("/") + "/.well-known/openid-configuration"
    metadata = _onthouden(adres)
    if metadata.get("issuer") != aanbieder.uitgever:
        raise OngeldigAntwoord("de metadata noemt een andere uitgever")
    for naam in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not veilig_adres(metadata.get(naam), zonder_https=settings.OIDC_ZONDER_HTTPS):
            raise OngeldigAntwoord(f"de metadata heeft geen veilig adres voor {naam}")
    return metadata


def _wissel(aanbieder: Aanbieder, metadata: dict[str, Any], reis: Reis, terug: str, code: str) -> dict[str, Any]:
    velden = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": terug, "code_verifier": reis.bewijs,
        "client_id": aanbieder.client,
    }  # fmt: skip
    wijzen = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if aanbieder.geheim and "client_secret_post" in wijzen:
        return _vraag("POST", metadata["token_endpoint"], data=velden | {"client_secret": aanbieder.geheim})
    kaart = (aanbieder.client, aanbieder.geheim) if aanbieder.geheim else None
    return _vraag("POST", metadata["token_endpoint"], data=velden, auth=kaart)


def _lees_token(aanbieder: Aanbieder, metadata: dict[str, Any], token: str, nonce: str) -> dict[str, Any]:
    try:
        kop = jwt.get_unverified_header(token)
        if kop.get("alg") not in ALGORITMEN:
            raise OngeldigAntwoord(f"het token is ondertekend met {kop.get('alg')}")
        claims: dict[str, Any] = jwt.decode(
            token, _sleutel(metadata["jwks_uri"], kop), algorithms=[kop["alg"]], audience=aanbieder.client,
            issuer=aanbieder.uitgever, leeway=SPELING, options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )  # fmt: skip
    except (jwt.PyJWTError, TypeError, ValueError) as fout:
        raise OngeldigAntwoord(f"het token klopt niet: {type(fout).__name__}") from fout
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise OngeldigAntwoord("de nonce klopt niet")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != aanbieder.client:
        raise OngeldigAntwoord("het token is voor een andere toepassing")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise OngeldigAntwoord("het token noemt geen persoon")
    return claims


def _sleutel(adres: str, kop: dict[str, Any]) -> jwt.PyJWK:
    """The key of the token; the list is fetched again once when it does not have it (providers renew keys)."""
    for vers in (False, True):
        for rij in _onthouden(adres, vers=vers).get("keys", []):
            if rij.get("kid") == kop.get("kid") and rij.get("use", "sig") == "sig":
                return jwt.PyJWK.from_dict(rij, algorithm=kop["alg"])
    raise OngeldigAntwoord("de sleutel van het token staat niet in de lijst van de aanbieder")


def _extra(aanbieder: Aanbieder, metadata: dict[str, Any], claims: dict[str, Any], token: str) -> dict[str, Any]:
    """What is shown but does not stand in the token; only asked when the host wants to show it."""
    gewenst = {n for n in (aanbieder.affiliatie, aanbieder.instelling) if n} - claims.keys()
    adres = metadata.get("userinfo_endpoint")
    if not gewenst or not token or not veilig_adres(adres, zonder_https=settings.OIDC_ZONDER_HTTPS):
        return {}
    over = _vraag("GET", str(adres), headers={"Authorization": f"Bearer {token}"})
    if over.get("sub") != claims["sub"]:
        raise OngeldigAntwoord("de gegevens zijn van een ander dan het token")
    return {naam: over[naam] for naam in gewenst if naam in over}


def _onthouden(adres: str, *, vers: bool = False) -> dict[str, Any]:
    op, waarde = _bewaard.get(adres, (0.0, {}))
    if not vers and waarde and time.monotonic() - op < BEWAAR_SECONDEN:
        return waarde
    waarde = _vraag("GET", adres)
    _bewaard[adres] = (time.monotonic(), waarde)
    return waarde


def vergeet() -> None:
    """Forget fetched metadata and keys (tests, a changed provider)."""
    _bewaard.clear()


def _vraag(methode: str, adres: str, **extra: Any) -> dict[str, Any]:
    """One request to a provider: no proxy from the environment, no redirect, a time limit, JSON of a decent size."""
    try:
        with requests.Session() as sessie:
            sessie.trust_env = False
            antwoord = sessie.request(methode, adres, timeout=WACHTTIJD, allow_redirects=False, stream=True, **extra)
            with antwoord:
                lijf = antwoord.raw.read(GROOTSTE + 1, decode_content=True)
    except (requests.RequestException, OSError) as fout:
        raise AanbiederFout(f"niet bereikbaar: {type(fout).__name__}") from fout
    if antwoord.status_code != 200 or len(lijf) > GROOTSTE:
        raise AanbiederFout(f"antwoordt met {antwoord.status_code}")
    try:
        waarde = json.loads(lijf)
    except ValueError as fout:
        raise AanbiederFout("antwoordt niet met JSON") from fout
    if not isinstance(waarde, dict):
        raise AanbiederFout("antwoordt niet met een object")
    return waarde
