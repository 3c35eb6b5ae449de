"""Sessions, cookies and signing in, seen from an attacker; beside the story tests of `toegang/tests`."""

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from vindplaats.toegang import sessies
from vindplaats.toegang.models import Poging, Sessie
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning, maak_wie

pytestmark = pytest.mark.django_db
WACHTWOORD = "  Een Lange zin over fietsen, 😀 " + "x" * 60
SLEUTEL = "JBSWY3DPEHPK3PXP"


def _code() -> str:
    return format_hotp_value(hotp_value(SLEUTEL, list(yield_hotp_counters_from_time())[1]))


@pytest.fixture
def mens(streek: Any, settings: Any) -> Any:
    """Somebody with a password and an app."""
    settings.TWEEDE_FACTOR_VERPLICHT = True
    gebruiker = maak_gebruiker("Els Aanmelder", "els@voorbeeld.test", WACHTWOORD)
    maak_toekenning("functioneel_beheerder", streek.swv, gebruiker=gebruiker)
    TOTP.activate(gebruiker, SLEUTEL)
    return gebruiker


def _wachtwoord(client: Client, wachtwoord: str = WACHTWOORD) -> Any:
    return client.post("/account/login/", {"login": "els@voorbeeld.test", "password": wachtwoord})


@pytest.mark.regel("P-11")
def test_nieuwe_sleutel_bij_aanmelden(mens: Any) -> None:
    """Session fixation: a key that was planted before is worth nothing after signing in; keys are long and differ."""
    client = Client()
    client.get("/account/login/")
    geplant = client.session
    geplant["geplant"] = "ja"
    geplant.save()
    client.cookies["sessionid"] = geplant.session_key
    assert _wachtwoord(client).url == "/account/code/"
    halverwege = client.session.session_key
    assert client.post("/account/code/", {"code": _code()}).status_code == 302
    eind = client.session.session_key
    assert len({geplant.session_key, eind}) == 2
    assert eind != halverwege
    assert len(eind) >= 32, "32 characters out of 36 are more than 160 bits"
    for oud in {geplant.session_key, halverwege} - {eind}:
        dief = Client()
        dief.cookies["sessionid"] = oud
        assert dief.get("/toegang/account/").status_code == 302


def test_een_verzonnen_sleutel_wordt_niet_aangenomen(mens: Any) -> None:
    """A key of the attacker's choice never becomes a session."""
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    _wachtwoord(client)
    assert client.session.session_key != "a" * 32


@pytest.mark.regel("P-11")
def test_na_uitloggen_is_het_koekje_niets_waard(streek: Any) -> None:
    client = client_voor(maak_wie("bestuurder", streek.bestuur))
    dief = Client()
    dief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert dief.get("/toegang/account/").status_code == 200
    client.post("/account/logout/")
    assert dief.get("/toegang/account/").status_code == 302


@pytest.mark.regel("P-11")
def test_een_sessie_eindigt_na_twaalf_uur(streek: Any) -> None:
    """However busy: after twelve hours one signs in again, and the page says so."""
    client = client_voor(maak_wie("bestuurder", streek.bestuur))
    client.get("/toegang/account/")
    rij = Sessie.objects.filter(pk=client.session[sessies.SESSIE])
    nu = timezone.now()
    rij.update(begonnen_op=nu - dt.timedelta(hours=11, minutes=59), laatst_op=nu)
    assert client.get("/toegang/account/").status_code == 200
    rij.update(begonnen_op=nu - dt.timedelta(hours=12, minutes=1), laatst_op=nu)
    antwoord = client.get("/toegang/account/", follow=True)
    assert antwoord.redirect_chain[0][0].startswith("/account/login/")
    assert "na een werkdag" in antwoord.content.decode()
    assert rij.get().beeindigd_op is not None


def test_wachtwoord_telt_zoals_getypt(mens: Any) -> None:
    """More than 64 characters, spaces and signs count; no cutting, no change of case."""
    for fout in (WACHTWOORD[:64], WACHTWOORD[:72], WACHTWOORD.lower(), WACHTWOORD.strip()):
        assert _wachtwoord(Client(), fout).status_code == 200, fout
        Poging.objects.all().delete()
    assert _wachtwoord(Client()).status_code == 302


def test_wachtwoordveld_verbergt_en_laat_plakken(db: None) -> None:
    pagina = Client().get("/account/login/").content.decode()
    assert 'type="password"' in pagina
    assert 'autocomplete="current-password' in pagina
    assert "onpaste" not in pagina


def test_uitloggen_staat_op_elke_bladzijde(streek: Any) -> None:
    client = client_voor(maak_wie("bestuurder", streek.bestuur))
    for adres in ("/", "/toegang/account/", "/verantwoording/", reverse("organisaties:scholen"), "/toegang/sessies/"):
        assert 'action="/account/logout/"' in client.get(adres, follow=True).content.decode(), adres


def test_geen_maplijst_en_geen_trace(streek: Any) -> None:
    client = client_voor(maak_wie("functioneel_beheerder", streek.swv))
    client.raise_request_exception = False
    for adres in (
        "/static/",
        "/static/kern/",
        "/.git/config",
        "/bestanden/",
        "/static/../../../etc/passwd",
        "/static/%2e%2e/x",
    ):
        assert client.get(adres).status_code in {301, 400, 404}, adres
    for adres in ("/", "/account/login/"):
        antwoord = client.trace(adres)
        assert antwoord.status_code in {302, 403, 405} or b"Cookie" not in antwoord.content


def test_een_nulteken_wordt_netjes_geweigerd(streek: Any) -> None:
    """In the query and in the body: a 400 with a page, on both databases, before any view."""
    client = client_voor(maak_wie("privacy_officer", streek.swv))
    vraag = client.get(reverse("privacy:persoon-kiezen"), {"zoek": "nul\x00teken"})
    lijf = client.post(reverse("toegang:account"), {"naam": "nul\x00teken"})
    for antwoord in (vraag, lijf):
        assert antwoord.status_code == 400
        assert "<html" in antwoord.content.decode()


def test_koekjes_achter_https() -> None:
    """The real settings behind https: prefix, Secure, HttpOnly, SameSite, HSTS with subdomains, Argon2, no debug."""
    lees = """
import json
from vindplaats.conf import settings as s
from vindplaats.toegang import herkenning as h
print(json.dumps({n: getattr(s, n) for n in dir(s) if n.startswith(("SESSION_", "CSRF_", "SECURE_", "PASSWORD_H", "DEBUG"))}
  | {"KOEKJE": h.KOEKJE}, default=str))
"""
    omgeving = {k: v for k, v in os.environ.items() if not k.startswith("VINDPLAATS_")} | {
        "VINDPLAATS_URL": "https://vindplaats.voorbeeld.nl",
        "VINDPLAATS_HOSTS": "vindplaats.voorbeeld.nl",
        "VINDPLAATS_GEHEIM": "x9" * 20,
        "DJANGO_SETTINGS_MODULE": "vindplaats.conf.settings",
    }
    lees = "import django; django.setup()\n" + lees
    uit = subprocess.run([sys.executable, "-c", lees], env=omgeving, capture_output=True, text=True, check=True)
    zegt = json.loads(uit.stdout.strip().splitlines()[-1])
    assert zegt["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert zegt["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert zegt["KOEKJE"].startswith("__Host-")
    assert zegt["SESSION_COOKIE_SECURE"] is zegt["CSRF_COOKIE_SECURE"] is True
    assert zegt["SESSION_COOKIE_HTTPONLY"] is zegt["CSRF_COOKIE_HTTPONLY"] is True
    assert zegt["SESSION_COOKIE_SAMESITE"] == zegt["CSRF_COOKIE_SAMESITE"] == "Lax"
    assert zegt["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert zegt["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is zegt["SECURE_SSL_REDIRECT"] is True
    assert zegt["DEBUG"] is False
    assert zegt["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert zegt["SESSION_COOKIE_AGE"] == 12 * 3600


def test_tijd_van_aanmelden_verraadt_geen_account(mens: Any, settings: Any) -> None:
    """With the real hash: an address that exists costs as much as one that does not. The counted form stands in test_rem."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    mens.set_password(WACHTWOORD)
    mens.save()
    assert mens.password.startswith(Argon2PasswordHasher.algorithm)
    tijden: dict[str, list[float]] = {"els@voorbeeld.test": [], "niemand@voorbeeld.test": []}
    for _ in range(6):
        for adres, rij in tijden.items():
            Poging.objects.all().delete()
            begin = time.process_time()
            Client().post("/account/login/", {"login": adres, "password": "fout wachtwoord hier"})
            rij.append(time.process_time() - begin)
    wel, niet = (statistics.median(rij) for rij in tijden.values())
    assert 1 / 3 < wel / niet < 3, (wel, niet)
