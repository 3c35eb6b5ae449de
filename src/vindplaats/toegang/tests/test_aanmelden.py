"""Signing in with password and second factor, through the real allauth views."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from vindplaats.toegang.models import Gebeurtenis, Gebruiker, Verbruikt
from vindplaats.toegang.rules import schuilnaam
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning

pytestmark = pytest.mark.django_db
WACHTWOORD = "een lange zin over fietsen"
GEHEIM = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _leeg(settings: Any) -> None:
    cache.clear()
    settings.TWEEDE_FACTOR_VERPLICHT = True


def mens(streek: Any, *, factor: bool = True) -> Gebruiker:
    gebruiker = maak_gebruiker("Els Aanmelder", "els@voorbeeld.test", WACHTWOORD)
    maak_toekenning("functioneel_beheerder", streek.swv, gebruiker=gebruiker)
    if factor:
        TOTP.activate(gebruiker, GEHEIM)
    return gebruiker


def code() -> str:
    return format_hotp_value(hotp_value(GEHEIM, list(yield_hotp_counters_from_time())[1]))


def meld_aan(client: Client, wachtwoord: str = WACHTWOORD, email: str = "els@voorbeeld.test") -> Any:
    return client.post("/account/login/", {"login": email, "password": wachtwoord})


def namen() -> list[str]:
    return list(Gebeurtenis.objects.voor_taak("test").order_by("wanneer").values_list("naam", flat=True))


@pytest.mark.regel("P-11")
def test_wachtwoord_alleen_is_niet_genoeg(streek: Any, client: Client) -> None:
    mens(streek)
    antwoord = meld_aan(client)
    assert antwoord.url == "/account/code/"
    assert client.get("/toegang/logboek/").status_code == 302, "not signed in before the code"
    assert client.post("/account/code/", {"code": "000000"}).status_code == 200
    sleutel = client.session.session_key
    klaar = client.post("/account/code/", {"code": code()})
    assert klaar.status_code == 302
    assert client.session.session_key != sleutel, "the session rotates at login"
    assert client.get("/toegang/logboek/").status_code == 200
    assert "toegang.aangemeld" in namen()
    assert "toegang.aanmelden_mislukt" in namen()


@pytest.mark.django_db(transaction=True)
def test_zonder_tweede_stap_eerst_instellen(client: Client, transactional_db: Any, streek: Any) -> None:
    gebruiker = mens(streek, factor=False)
    assert meld_aan(client).status_code == 302
    for adres in ("/toegang/logboek/", "/toegang/account/", "/toegang/mensen/"):
        assert client.get(adres).url == "/account/tweede-stap/instellen/"
    htmx = client.get("/toegang/logboek/", headers={"HX-Request": "true"})
    assert htmx.headers["HX-Redirect"] == "/account/tweede-stap/instellen/"
    client.post("/account/opnieuw/", {"password": WACHTWOORD})
    pagina = client.get("/account/tweede-stap/instellen/")
    assert "data:image/svg+xml" in pagina.content.decode()
    assert client.post("/account/tweede-stap/instellen/", {"code": "123456"}).status_code == 200
    geheim = client.session["mfa.totp.secret"]
    goed = format_hotp_value(hotp_value(geheim, list(yield_hotp_counters_from_time())[1]))
    klaar = client.post("/account/tweede-stap/instellen/", {"code": goed})
    assert klaar.url == "/account/herstelcodes/"
    assert client.get("/account/herstelcodes/").status_code == 200
    assert client.get("/toegang/logboek/").status_code == 200
    assert "toegang.factor_ingesteld" in namen()
    opgeslagen = Authenticator.objects.get(user=gebruiker, type="totp").data["secret"]
    assert geheim not in opgeslagen, "the secret is encrypted in the database"


def test_herstelcode_werkt_een_keer(streek: Any) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    gebruiker = mens(streek)
    herstel = RecoveryCodes.activate(gebruiker).instance.codes[0]
    for verwacht in (302, 200):
        client = Client()
        meld_aan(client)
        assert client.post("/account/code/", {"code": herstel}).status_code == verwacht


def test_fout_wachtwoord_zegt_niet_of_het_account_bestaat(streek: Any) -> None:
    mens(streek)
    bekend = meld_aan(Client(), "verkeerd wachtwoord").content.decode()
    onbekend = meld_aan(Client(), "verkeerd wachtwoord", "niemand@voorbeeld.test").content.decode()
    zin = "horen niet bij elkaar"
    assert zin in bekend
    assert zin in onbekend


def test_mislukt_staat_zonder_adres_in_het_logboek(streek: Any, settings: Any) -> None:
    gebruiker = mens(streek)
    meld_aan(Client(), "verkeerd wachtwoord")
    meld_aan(Client(), "verkeerd wachtwoord", "niemand@voorbeeld.test")
    rijen = list(Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.aanmelden_mislukt").order_by("wanneer"))
    assert rijen[0].onderwerp == f"toegang.gebruiker:{gebruiker.pk}"
    assert rijen[1].onderwerp == f"toegang.adres:{schuilnaam('niemand@voorbeeld.test', settings.SECRET_KEY)}"
    alles = str([vars(r) for r in rijen])
    assert "voorbeeld.test" not in alles


def test_te_vaak_proberen_wordt_gestopt(streek: Any) -> None:
    mens(streek)
    client = Client()
    for _ in range(5):
        meld_aan(client, "verkeerd wachtwoord")
    assert "Te vaak geprobeerd" in meld_aan(client).content.decode()


def test_gesloten_account_komt_niet_binnen(streek: Any, client: Client) -> None:
    gebruiker = mens(streek)
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=False)
    meld_aan(client)
    assert client.get("/toegang/account/").status_code == 302


def test_wachtwoord_vergeten(streek: Any, client: Client) -> None:
    gebruiker = mens(streek)
    for email in ("els@voorbeeld.test", "niemand@voorbeeld.test"):
        antwoord = client.post("/account/wachtwoord/vergeten/", {"email": email})
        assert antwoord.url == "/account/wachtwoord/vergeten/verstuurd/"
    assert [m.to for m in mail.outbox] == [["els@voorbeeld.test"]]
    bericht = mail.outbox[0]
    assert "Els" not in bericht.body
    adres = next(w for w in bericht.body.split() if "/wachtwoord/nieuw/" in w).replace("http://testserver", "")
    stap = client.get(adres)
    nieuw = "nog een langere zin over treinen"
    klaar = client.post(stap.url, {"password1": nieuw, "password2": nieuw})
    assert klaar.url == "/account/wachtwoord/nieuw/klaar/"
    gebruiker.refresh_from_db()
    assert gebruiker.check_password(nieuw)
    assert Client().get(adres).status_code == 200, "used up: a page that says so"
    assert "werkt niet meer" in Client().get(adres, follow=True).content.decode()


def test_zelf_een_account_maken_bestaat_niet(client: Client) -> None:
    assert client.get("/account/aanmaken/").status_code == 404
    assert client.post("/account/aanmaken/", {"email": "x@y.nl", "password1": WACHTWOORD}).status_code == 404
    assert client.get("/account/adres/").status_code == 404
    assert not Gebruiker.objects.filter(email="x@y.nl").exists()


def test_uitloggen_alleen_met_post(streek: Any, client: Client) -> None:
    gebruiker = mens(streek)
    client.force_login(gebruiker)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/toegang/account/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/toegang/account/").status_code == 302
    assert "toegang.afgemeld" in namen()


def test_wachtwoord_wijzigen(streek: Any, client: Client) -> None:
    gebruiker = mens(streek)
    client.force_login(gebruiker)
    fout = client.post("/account/wachtwoord/", {"oldpassword": "mis", "password1": "x", "password2": "x"})
    assert fout.status_code == 200
    nieuw = "nog een langere zin over treinen"
    client.post("/account/wachtwoord/", {"oldpassword": WACHTWOORD, "password1": nieuw, "password2": nieuw})
    gebruiker.refresh_from_db()
    assert gebruiker.check_password(nieuw)


def test_tweede_stap_kan_niet_uit(streek: Any, client: Client) -> None:
    gebruiker = mens(streek)
    client.force_login(gebruiker)
    client.post("/account/opnieuw/", {"password": WACHTWOORD})
    client.post("/account/code/opnieuw/", {"code": code()})
    weg = client.post("/account/tweede-stap/app-weg/")
    assert "enige tweede stap" in weg.content.decode()
    assert Authenticator.objects.filter(user=gebruiker, type="totp").exists()


def test_terug_naar_waar_je_heen_wilde_maar_niet_naar_buiten(streek: Any) -> None:
    mens(streek)
    for volgende, verwacht in (("/toegang/logboek/", "/toegang/logboek/"), ("https://elders.example/", "/")):
        client = Client()
        client.post(
            f"/account/login/?next={volgende}",
            {"login": "els@voorbeeld.test", "password": WACHTWOORD, "next": volgende},
        )
        Verbruikt.objects.all().delete()
        cache.clear()
        assert client.post("/account/code/", {"code": code()}).url == verwacht
