"""Passkeys in a real browser with a virtual authenticator: add, name, sign in with and without password, step-up, remove."""

import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests.keuring import keuring
from vindplaats.toegang.models import Gebeurtenis, Gebruiker
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_wie

WACHTWOORD = "een lange zin over fietsen"
GEHEIM = "JBSWY3DPEHPK3PXP"


def sleutelbos(k: Any, *, met_controle: bool = True) -> tuple[Any, str]:
    """A virtual authenticator in this browser window; `met_controle`: it checks the person (finger, PIN)."""
    cdp = k.context.new_cdp_session(k.pagina)
    cdp.send("WebAuthn.enable")
    opties = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": met_controle,
        "hasUserVerification": met_controle, "isUserVerified": met_controle, "automaticPresenceSimulation": True,
    }  # fmt: skip
    nummer = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": opties})["authenticatorId"]
    return cdp, nummer


def namen() -> list[str]:
    return list(Gebeurtenis.objects.voor_taak("test").order_by("wanneer").values_list("naam", flat=True))


def vul_aanmelden(p: Any) -> None:
    p.get_by_label("E-mailadres").fill("pas@voorbeeld.test")
    p.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    p.get_by_role("button", name="Meld je aan", exact=True).click()


def met_app(wie: Any) -> Client:
    """A client of this person, who has an app and has just confirmed with it."""
    TOTP.activate(Gebruiker.objects.get(pk=wie.gebruiker_id), GEHEIM)
    client = client_voor(wie)
    sessie = client.session
    sessie["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True}
    ]
    sessie.save()
    return client


@pytest.fixture
def wie(transactional_db: Any, streek: Any, settings: Any) -> Any:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    gebruiker = maak_gebruiker("Pas Sleutel", "pas@voorbeeld.test", WACHTWOORD)
    return maak_wie("functioneel_beheerder", streek.swv, gebruiker=gebruiker)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.regel("P-11")
def test_passkey_als_enige_tweede_stap(wie: Any, live_server: Any, chroom: Any) -> None:
    with keuring(chroom, live_server.url) as k:
        sleutelbos(k)
        p = k.pagina
        p.goto(f"{live_server.url}/account/login/?next=/toegang/account/")
        vul_aanmelden(p)
        p.get_by_role("heading", name="Nog een keer je wachtwoord").wait_for()
        p.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
        p.get_by_role("button", name="Ga verder").click()
        p.get_by_role("link", name="Kies dan een passkey").click()
        p.get_by_label("Naam van de passkey").fill("Laptop van het werk")
        p.get_by_role("button", name="Maak de passkey").click()
        p.wait_for_url("**/herstelcodes/")
        assert k.keur("/toegang/account/") == []
        assert p.get_by_text("Laptop van het werk, toegevoegd op").is_visible()
        sleutel = Authenticator.objects.get(user_id=wie.gebruiker_id, type="webauthn")
        assert sleutel.wrap().is_passwordless
        _uit(p, live_server.url)
        # password and passkey
        p.goto(f"{live_server.url}/account/login/?next=/toegang/account/")
        vul_aanmelden(p)
        p.get_by_role("heading", name="Laat je passkey zien").wait_for()
        p.get_by_role("button", name="Gebruik je passkey").click()
        p.get_by_role("heading", name="Mijn account").wait_for()
        _uit(p, live_server.url)
        # passkey only
        p.goto(f"{live_server.url}/account/login/?next=/toegang/mensen/")
        p.get_by_role("button", name="Meld je aan met een passkey").click()
        p.get_by_role("heading", name="Mensen en rollen").wait_for()
        assert k.klachten == []
        # the last one stays
        p.goto(f"{live_server.url}/account/passkeys/{sleutel.pk}/verwijderen/")
        p.get_by_role("button", name="Gebruik je passkey").click()
        p.get_by_role("button", name="Verwijder de passkey").click()
        p.wait_for_url("**/toegang/account/")
        assert p.get_by_text("je enige tweede stap").is_visible()
    assert Authenticator.objects.filter(pk=sleutel.pk).exists()
    assert namen().count("toegang.aangemeld") == 3


def _uit(p: Any, basis: str) -> None:
    p.goto(f"{basis}/account/logout/")
    p.get_by_role("button", name="Log uit").click()
    p.wait_for_function("location.pathname !== '/account/logout/'")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_hernoemen_verwijderen_en_bevestigen_met_passkey(wie: Any, live_server: Any, chroom: Any) -> None:
    client = met_app(wie)
    with keuring(chroom, live_server.url, client) as k:
        sleutelbos(k)
        p = k.pagina
        assert k.keur("/account/passkeys/nieuw/") == []
        p.get_by_role("button", name="Maak de passkey").click()
        p.wait_for_url("**/herstelcodes/")
        sleutel = Authenticator.objects.get(user_id=wie.gebruiker_id, type="webauthn")
        assert sleutel.wrap().name.startswith("Chrome op ")
        assert k.keur(f"/account/passkeys/{sleutel.pk}/naam/") == []
        p.get_by_label("Naam van de passkey").fill("Oude laptop")
        p.get_by_role("button", name="Bewaar de naam").click()
        p.wait_for_url("**/toegang/account/")
        assert p.get_by_text("Oude laptop, toegevoegd").is_visible()
        sessie = client.session
        sessie["account_authentication_methods"] = []
        sessie.save()
        assert k.keur("/account/passkey/opnieuw/") == []
        p.goto(f"{live_server.url}/toegang/mensen/{wie.gebruiker_id}/tweede-stap-wissen/")
        p.get_by_role("button", name="Gebruik je passkey").click()
        p.wait_for_url("**/tweede-stap-wissen/")
        p.goto(f"{live_server.url}/account/passkeys/{sleutel.pk}/verwijderen/")
        p.get_by_role("button", name="Verwijder de passkey").click()
        p.wait_for_url("**/toegang/account/")
        assert p.get_by_text("Je passkey is verwijderd").is_visible()
    assert not Authenticator.objects.filter(pk=sleutel.pk).exists()
    assert Authenticator.objects.filter(user_id=wie.gebruiker_id, type="totp").exists()
    for naam in ("toegang.factor_ingesteld", "toegang.passkey_hernoemd", "toegang.factor_verwijderd"):
        assert naam in namen()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_sleutel_zonder_controle_is_alleen_tweede_stap(wie: Any, live_server: Any, chroom: Any) -> None:
    client = met_app(wie)
    with keuring(chroom, live_server.url, client) as k:
        cdp, nummer = sleutelbos(k, met_controle=False)
        p = k.pagina
        p.goto(f"{live_server.url}/account/passkeys/nieuw/")
        p.get_by_role("button", name="Maak de passkey").click()
        p.wait_for_url("**/herstelcodes/")
        p.goto(f"{live_server.url}/toegang/account/")
        assert p.get_by_text("(alleen als tweede stap)").is_visible()
        _uit(p, live_server.url)
        p.goto(f"{live_server.url}/account/login/")
        vul_aanmelden(p)
        p.get_by_role("button", name="Gebruik je passkey").click()
        p.wait_for_function("location.pathname === '/'")
        _uit(p, live_server.url)
        cdp.send("WebAuthn.clearCredentials", {"authenticatorId": nummer})
        p.goto(f"{live_server.url}/account/login/")
        p.get_by_role("button", name="Meld je aan met een passkey").click()
        p.get_by_text("niet gelukt of je bent gestopt").wait_for(timeout=90_000)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "onzin",
    [
        "", "x", "[]", "1", "null", '"tekst"', "{}", '{"response": 1}', '{"id": "AA", "rawId": "AA", "type": "public-key"}',
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AAAA"}}),
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {}, "response": {
            "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "eA"}}),
    ],
)  # fmt: skip
def test_onzin_in_plaats_van_een_passkey_is_een_zin(streek: Any, onzin: str) -> None:
    client = Client()
    client.get("/account/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
    antwoord = client.post("/account/passkey/", {"credential": onzin}, follow=True)
    assert antwoord.status_code == 200
    assert "Deze passkey werkt hier niet" in antwoord.content.decode()
    assert "_auth_user_id" not in client.session
