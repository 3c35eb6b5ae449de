"""Step-up: rights that ask for a fresh second factor, and a posted form that survives the confirmation."""

import re
import time
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from vindplaats.toegang.models import Gebeurtenis, RolToekenning
from vindplaats.toegang.permissions import VersNodig, eis
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning, maak_wie
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
GEHEIM = "JBSWY3DPEHPK3PXP"
DOWNLOAD = "/toegang/logboek/bestand/"


def code() -> str:
    cache.clear()
    return format_hotp_value(hotp_value(GEHEIM, list(yield_hotp_counters_from_time())[1]))


@pytest.fixture
def beheerder(streek: Any) -> Client:
    """A functional manager with an app, whose second factor was asked an hour ago."""
    gebruiker = maak_gebruiker("Bea Beheer", wachtwoord="een lange zin over fietsen")
    TOTP.activate(gebruiker, GEHEIM)
    client = client_voor(maak_wie("functioneel_beheerder", streek.swv, gebruiker=gebruiker))
    zet(client, [{"method": "mfa", "type": "totp", "at": time.time() - 3600}])
    return client


def zet(client: Client, methoden: list[dict[str, Any]]) -> None:
    sessie = client.session
    sessie[AUTHENTICATION_METHODS_SESSION_KEY] = methoden
    sessie.save()


def bevestig(client: Client, antwoord: Any) -> Any:
    assert antwoord.status_code == 302
    assert antwoord.url.startswith("/account/code/opnieuw/")
    return client.post(antwoord.url, {"code": code(), "next": re.sub(".*next=", "", antwoord.url).replace("%2F", "/")})


@pytest.mark.regel("P-11")
def test_oude_factor_eerst_bevestigen_en_dan_terug(beheerder: Client) -> None:
    antwoord = beheerder.get(DOWNLOAD)
    assert not Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.logboek_gedownload").exists()
    terug = bevestig(beheerder, antwoord)
    assert terug.url == DOWNLOAD
    assert beheerder.get(DOWNLOAD).status_code == 200


@pytest.mark.parametrize(
    ("methoden", "binnen"),
    [
        ([{"method": "password", "at": 0, "reauthenticated": True}], False),
        ([{"method": "mfa", "type": "totp", "at": 601}], False),
        ([{"method": "mfa", "type": "totp", "at": 500}], True),
        ([{"method": "mfa", "type": "webauthn", "at": 0}], True),
        ([{"method": "mfa", "type": "recovery_codes", "at": 0}], True),
        ([], False),
    ],
)
def test_wat_telt_als_vers(beheerder: Client, methoden: list[Any], binnen: bool) -> None:
    zet(beheerder, [m | {"at": time.time() - m["at"]} for m in methoden])
    assert beheerder.get(DOWNLOAD).status_code == (200 if binnen else 302)


def test_wachtwoord_wordt_niet_aangeboden_aan_wie_een_app_heeft(beheerder: Client) -> None:
    pagina = beheerder.get(beheerder.get(DOWNLOAD).url)
    assert "Liever je wachtwoord" not in pagina.content.decode()
    assert beheerder.get("/account/opnieuw/").url.startswith("/account/code/opnieuw/")


def test_een_verstuurd_formulier_gaat_niet_verloren(beheerder: Client, streek: Any) -> None:
    mens = maak_toekenning("bestuurder", streek.bestuur).gebruiker
    zet(beheerder, [{"method": "mfa", "type": "totp", "at": time.time()}])
    adres = reverse("toegang:rol-geven", args=[mens.pk])
    assert beheerder.get(adres).status_code == 200
    zet(beheerder, [])
    velden = {"organisatie": streek.bestuur, "rol": "bestuursadviseur", "van": "2026-01-01", "tot": ""}
    antwoord = beheerder.post(adres, velden)
    assert "bestuursadviseur" not in str(dict(beheerder.session)), "what was typed is not readable in the database"
    terug = bevestig(beheerder, antwoord)
    pagina = beheerder.get(terug.url).content.decode()
    namen = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', pagina))
    assert {k: v for k, v in namen.items() if k != "csrfmiddlewaretoken"} == velden
    assert f'action="{adres}"' in pagina
    assert not RolToekenning.objects.filter(rol="bestuursadviseur").exists()
    beheerder.post(adres, namen)
    assert RolToekenning.objects.get(gebruiker=mens, rol="bestuursadviseur").organisatie == streek.bestuur
    weg = beheerder.get(terug.url, follow=True)
    assert "al verstuurd" in weg.content.decode(), "it is sent once"


def test_formulier_van_een_ander_is_er_niet(beheerder: Client, streek: Any) -> None:
    mens = maak_toekenning("bestuurder", streek.bestuur).gebruiker
    antwoord = beheerder.post(reverse("toegang:rol-geven", args=[mens.pk]), {"rol": "x"})
    nummer = re.search(r"bevestigd%2F([\w-]+)|bevestigd/([\w-]+)", antwoord.url)
    ander = client_voor(maak_wie("functioneel_beheerder", streek.swv))
    assert ander.get(reverse("toegang:bevestigd", args=[nummer[1] or nummer[2]])).status_code == 302


def test_htmx_verplaatst_de_hele_bladzijde(beheerder: Client, streek: Any) -> None:
    mens = maak_toekenning("bestuurder", streek.bestuur).gebruiker
    antwoord = beheerder.post(
        reverse("toegang:rol-geven", args=[mens.pk]),
        {"rol": "bestuursadviseur"},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver/toegang/mensen/{mens.pk}/"},
    )
    assert antwoord.status_code == 204
    assert antwoord.headers["HX-Redirect"].startswith("/account/code/opnieuw/?next=%2Ftoegang%2Fbevestigd%2F")
    zet(beheerder, [{"method": "mfa", "type": "totp", "at": time.time()}])
    nummer = re.search(r"bevestigd%2F([\w-]+)", antwoord.headers["HX-Redirect"])[1]
    pagina = beheerder.get(reverse("toegang:bevestigd", args=[nummer])).content.decode()
    assert f'data-vp-terug="/toegang/mensen/{mens.pk}/"' in pagina


def test_vreemde_rij_blijft_niet_gevonden_ook_zonder_verse_factor(beheerder: Client, streek: Any) -> None:
    vreemd = maak_toekenning("bestuurder", streek.ander_bestuur).gebruiker
    assert beheerder.get(reverse("toegang:rol-geven", args=[vreemd.pk])).status_code == 404


def test_werkwoord_vraagt_het_zelf_ook(streek: Any) -> None:
    wie = maak_wie("functioneel_beheerder", streek.swv)
    oud = Wie(**{**vars(wie), "versheid": lambda: False})
    with pytest.raises(VersNodig):
        eis(oud, "toegang.rol_geven", streek.bestuur)
    eis(wie, "toegang.rol_geven", streek.bestuur)
    eis(Wie.taak("test"), "toegang.rol_geven", streek.bestuur)


def test_zonder_verplichting_en_zonder_factor_vraagt_het_niets(streek: Any) -> None:
    client = client_voor(maak_wie("functioneel_beheerder", streek.swv))
    zet(client, [])
    assert client.get(DOWNLOAD).status_code == 200
