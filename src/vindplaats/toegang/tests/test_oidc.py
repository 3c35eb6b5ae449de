"""Signing in at outside providers, end to end against two real providers in processes of their own (`oidc_proces.py`)."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.keuring import keuring
from vindplaats.kern.klok import vandaag
from vindplaats.toegang import actions, oidc
from vindplaats.toegang.aanbieder import Aanbieder
from vindplaats.toegang.models import ExterneIdentiteit, Gebeurtenis, Gebruiker, RolToekenning, Uitnodiging
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning, maak_wie

pytestmark = pytest.mark.django_db
PROCES = Path(__file__).parent / "oidc_proces.py"
GEHEIM = "JBSWY3DPEHPK3PXP"
WACHTWOORD = "een lange zin over fietsen"
STERK = frozenset({"urn:sterk"})


def _vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _start(naam: str, mensen: list[str], map_: Path) -> SimpleNamespace:
    poort = _vrije_poort()
    map_.mkdir()
    terug = " ".join(f"{b}/toegang/via/{naam}/terug/" for b in ("http://testserver", "http://127.0.0.1"))
    opzet = {
        "poort": poort, "map": str(map_), "naam": naam, "mensen": mensen, "client": f"vindplaats-{naam}",
        "geheim": f"geheim-{naam}", "uitgever": f"http://127.0.0.1:{poort}/o", "terug": terug,
    }  # fmt: skip
    with (map_ / "uit").open("w") as uit:
        proces = subprocess.Popen([sys.executable, str(PROCES), json.dumps(opzet)], stdout=uit, stderr=uit)
    return SimpleNamespace(proces=proces, basis=f"http://127.0.0.1:{poort}", uit=map_ / "uit", **opzet)


@pytest.fixture(scope="module")
def huizen(tmp_path_factory: Any) -> Any:
    """Two providers with their own issuer, key, people and application."""
    map_ = tmp_path_factory.mktemp("aanbieders")
    beide = [
        _start("school", ["anna", "bram", "cato", "dirksterk"], map_ / "a"),
        _start("gemeente", ["anna"], map_ / "b"),
    ]
    try:
        for huis in beide:
            einde = time.monotonic() + 60
            while "klaar" not in huis.uit.read_text():
                assert huis.proces.poll() is None, huis.uit.read_text()
                assert time.monotonic() < einde, "the provider does not start"
                time.sleep(0.05)
        yield SimpleNamespace(school=beide[0], gemeente=beide[1])
    finally:
        for huis in beide:
            huis.proces.kill()
            huis.proces.wait()


@pytest.fixture
def aanbieders(huizen: Any, settings: Any, streek: Any) -> Any:
    """Both are configured here; the school's sign-in counts as second factor with acr urn:sterk."""
    cache.clear()
    oidc.vergeet()
    settings.BASIS_URL = "http://testserver"
    settings.OIDC = {
        h.naam: Aanbieder(
            code=h.naam, naam=f"Huis van {h.naam}", uitgever=h.uitgever, client=h.client, geheim=h.geheim,
            factor_acr=STERK if h.naam == "school" else frozenset(), affiliatie="affiliatie", instelling="instelling",
        )
        for h in (huizen.school, huizen.gemeente)
    }  # fmt: skip
    stoor(huizen.school)
    return huizen


def stoor(huis: Any, **hoe: str) -> None:
    requests.get(f"{huis.basis}/proef/", params=hoe, timeout=5).raise_for_status()


def bij_de_aanbieder(adres: str, naam: str, *, toestaan: bool = True) -> str:
    """What a person does over there: sign in and consent. Returns the address the browser is sent back to."""
    with requests.Session() as s:
        pagina = s.get(adres, timeout=10)
        assert "Aanmelden bij de aanbieder" in pagina.text, pagina.text[:300]
        velden = {"username": naam, "password": "wachtwoord", "csrfmiddlewaretoken": _csrf(pagina.text)}
        pagina = s.post(pagina.url, data=velden, timeout=10)
        assert "Toestemming" in pagina.text, pagina.text[:300]
        velden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', pagina.text))
        velden = {k: v.replace("&amp;", "&") for k, v in velden.items() if k != "allow"}
        if toestaan:
            velden["allow"] = "Authorize"
        klaar = s.post(pagina.url, data=velden, timeout=10, allow_redirects=False)
        assert klaar.status_code == 302, klaar.text[:300]
        return klaar.headers["Location"]


def _csrf(tekst: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', tekst)[1]


def rond(client: Client, naam: str, code: str = "school", *, begin: str = "", toestaan: bool = True) -> Any:
    """A whole round from our sign-in page and back."""
    vertrek = client.get(begin or f"/toegang/via/{code}/")
    assert vertrek.status_code == 302, vertrek.content.decode()[:500]
    return client.get(bij_de_aanbieder(vertrek.url, naam, toestaan=toestaan).replace("http://testserver", ""))


def via_post(client: Client, adres: str, naam: str) -> Any:
    """A round that begins with a button: our page leads there."""
    pagina = client.post(adres)
    assert pagina.status_code == 200, (pagina.status_code, pagina.headers)
    weg = re.search(r'content="0;url=([^"]+)"', pagina.content.decode())[1].replace("&amp;", "&")
    return client.get(bij_de_aanbieder(weg, naam).replace("http://testserver", ""))


def koppel(huis: Any, naam: str, gebruiker: Gebruiker) -> ExterneIdentiteit:
    nu = gebruiker.aangemaakt
    return ExterneIdentiteit.objects.create(
        gebruiker=gebruiker,
        aanbieder=huis.naam,
        uitgever=huis.uitgever,
        onderwerp=f"{huis.naam}-{naam}",
        gekoppeld_op=nu,
    )


def namen() -> list[str]:
    return list(Gebeurtenis.objects.voor_taak("test").order_by("wanneer").values_list("naam", flat=True))


def mens(streek: Any, email: str = "iemand@voorbeeld.test") -> Gebruiker:
    gebruiker = maak_gebruiker("Iemand", email, WACHTWOORD)
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=gebruiker)
    return gebruiker


# --- signing in ------------------------------------------------------------------------------------------------------


@pytest.mark.regel("AVG-04", "P-11")
def test_gekoppeld_account_komt_binnen_en_rechten_komen_van_onze_rollen(aanbieders: Any, streek: Any) -> None:
    gebruiker = mens(streek)
    koppel(aanbieders.school, "anna", gebruiker)
    client = Client()
    antwoord = rond(client, "anna", begin="/toegang/via/school/?next=/toegang/account/")
    assert antwoord.url == "/toegang/account/"
    pagina = client.get("/toegang/account/").content.decode()
    assert "Huis van school zegt over jou: employee, member, 99AA" in pagina
    assert "Schoolbestuurder" in pagina
    assert client.get("/toegang/logboek/").status_code == 403, "an affiliation gives no right"
    assert RolToekenning.objects.count() == 1
    beheerder = client_voor(maak_wie("functioneel_beheerder", streek.swv))
    assert "Die zegt: employee, member, 99AA" in beheerder.get(f"/toegang/mensen/{gebruiker.pk}/").content.decode()
    assert "toegang.aangemeld" in namen()


def test_twee_aanbieders_tegelijk_zijn_twee_identiteiten(aanbieders: Any, streek: Any) -> None:
    """`anna` at the school and `anna` at the municipality are different people until somebody links them."""
    een, ander = mens(streek), mens(streek, "ander@voorbeeld.test")
    koppel(aanbieders.school, "anna", een)
    koppel(aanbieders.gemeente, "anna", ander)
    for code, gebruiker in (("school", een), ("gemeente", ander)):
        client = Client()
        assert rond(client, "anna", code).status_code == 302
        assert client.session["_auth_user_id"] == str(gebruiker.pk)
    knoppen = Client().get("/account/login/?next=/toegang/account/").content.decode()
    assert 'href="/toegang/via/school/?next=/toegang/account/"' in knoppen
    assert "Huis van gemeente" in knoppen


@pytest.mark.regel("AVG-04")
def test_gelijk_mailadres_koppelt_nooit(aanbieders: Any, streek: Any) -> None:
    mens(streek, "anna@voorbeeld.test")
    client = Client()
    antwoord = rond(client, "anna")
    assert antwoord.status_code == 403
    assert "kennen we hier niet" in antwoord.content.decode()
    assert "_auth_user_id" not in client.session
    assert not ExterneIdentiteit.objects.exists()
    assert Gebruiker.objects.count() == 1
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="toegang.aanmelden_mislukt")
    assert "anna" not in str(vars(rij))


def test_onze_tweede_stap_wordt_gevraagd_tenzij_die_van_de_aanbieder_telt(
    aanbieders: Any, streek: Any, settings: Any
) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    zwak, sterk = mens(streek), mens(streek, "dirk@elders.test")
    TOTP.activate(zwak, GEHEIM)
    koppel(aanbieders.school, "anna", zwak)
    koppel(aanbieders.school, "dirksterk", sterk)
    client = Client()
    assert rond(client, "anna").url == "/account/code/"
    assert client.get("/toegang/mensen/").status_code == 302
    code = format_hotp_value(hotp_value(GEHEIM, list(yield_hotp_counters_from_time())[1]))
    client.post("/account/code/", {"code": code})
    assert client.get("/toegang/mensen/").status_code == 200
    ander = Client()
    assert rond(ander, "dirksterk").url == "/"
    assert ander.get("/toegang/mensen/").status_code == 200, "no own factor asked: the provider's counts"


def test_wie_geen_eigen_tweede_stap_heeft_stelt_hem_in_als_die_van_buiten_niet_telt(
    aanbieders: Any, streek: Any, settings: Any
) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    koppel(aanbieders.gemeente, "anna", mens(streek))
    client = Client()
    assert rond(client, "anna", "gemeente").status_code == 302
    assert client.get("/toegang/mensen/").url == "/account/tweede-stap/instellen/"


def test_bevestigen_gaat_bij_de_aanbieder_die_als_tweede_stap_telt(aanbieders: Any, streek: Any, settings: Any) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    gebruiker = maak_gebruiker("Bea", "bea@elders.test")
    maak_toekenning("functioneel_beheerder", streek.swv, gebruiker=gebruiker)
    koppel(aanbieders.school, "dirksterk", gebruiker)
    client = Client()
    rond(client, "dirksterk")
    assert client.get("/toegang/logboek/bestand/").status_code == 200, "just signed in with a second factor"
    sessie = client.session
    sessie["account_authentication_methods"] = []
    sessie.save()
    weg = client.get("/toegang/logboek/bestand/")
    assert weg.url == "/toegang/bevestigen/via/?next=%2Ftoegang%2Flogboek%2Fbestand%2F"
    vertrek = client.get(weg.url)
    assert "prompt=login" in vertrek.url
    terug = client.get(bij_de_aanbieder(vertrek.url, "dirksterk").replace("http://testserver", ""))
    assert terug.url == "/toegang/logboek/bestand/"
    assert client.get("/toegang/logboek/bestand/").status_code == 200


def test_rol_afgelopen_geeft_een_duidelijke_bladzijde(aanbieders: Any, streek: Any) -> None:
    gebruiker = mens(streek)
    RolToekenning.objects.filter(gebruiker=gebruiker).update(
        van=vandaag().replace(year=2020), tot=vandaag().replace(year=2021)
    )
    koppel(aanbieders.school, "anna", gebruiker)
    client = Client()
    rond(client, "anna")
    antwoord = client.get("/toegang/mensen/")
    assert antwoord.status_code == 403
    assert "Je hebt nu geen rol" in antwoord.content.decode()


def test_gesloten_account_komt_niet_binnen(aanbieders: Any, streek: Any) -> None:
    gebruiker = mens(streek)
    koppel(aanbieders.school, "anna", gebruiker)
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=False)
    client = Client()
    assert rond(client, "anna").url == "/account/inactief/"
    assert "_auth_user_id" not in client.session


# --- invitation, linking ---------------------------------------------------------------------------------------------


def nodig_uit(streek: Any, email: str) -> str:
    actions.mens_uitnodigen(
        wie=maak_wie("functioneel_beheerder", streek.swv), email=email, naam="Nieuw Mens", rol="bestuurder",
        organisatie=streek.bestuur,
    )  # fmt: skip
    return re.search(r"/welkom/([\w-]+)/", mail.outbox[-1].body)[1]


@pytest.mark.django_db(transaction=True)
def test_uitnodiging_aannemen_met_het_account_van_het_werk(transactional_db: Any, aanbieders: Any, streek: Any) -> None:
    token = nodig_uit(streek, "nieuw@voorbeeld.test")
    client = Client()
    assert "Neem aan met Huis van school" in client.get(f"/toegang/welkom/{token}/").content.decode()
    antwoord = via_post(client, f"/toegang/welkom/{token}/via/school/", "bram")
    assert antwoord.url == "/"
    gebruiker = Gebruiker.objects.get(email="nieuw@voorbeeld.test")
    assert not gebruiker.has_usable_password()
    assert gebruiker.externe_identiteiten.get().onderwerp == "school-bram"
    assert client.get("/toegang/mensen/").status_code == 200
    assert Uitnodiging.objects.get().stand_op(gebruiker.aangemaakt) == "aangenomen"
    assert "toegang.identiteit_gekoppeld" in namen()
    assert any("Je account is gekoppeld" in m.subject for m in mail.outbox)
    # the same identity cannot become a second person, and a used link opens nothing
    assert client.post("/account/logout/").status_code == 302
    token = nodig_uit(streek, "nog-een@voorbeeld.test")
    antwoord = via_post(Client(), f"/toegang/welkom/{token}/via/school/", "bram")
    assert antwoord.status_code == 409
    assert "hoort al bij iemand anders" in antwoord.content.decode()
    assert not Gebruiker.objects.filter(email="nog-een@voorbeeld.test").exists()


def test_uitnodiging_voor_een_bestaand_adres_koppelt_niets(aanbieders: Any, streek: Any) -> None:
    mens(streek, "bestaat@voorbeeld.test")
    uitnodiging = Uitnodiging.objects.create(
        email="bestaat@voorbeeld.test", naam="X", rol="gmr", organisatie=streek.bestuur,
        token_hash="x" * 64, verloopt=Gebruiker.objects.get().aangemaakt.replace(year=2999),
    )  # fmt: skip
    from vindplaats.toegang.rules import hash_token

    Uitnodiging.objects.filter(pk=uitnodiging.pk).update(token_hash=hash_token("proef"))
    antwoord = via_post(Client(), "/toegang/welkom/proef/via/school/", "cato")
    assert antwoord.status_code == 409
    assert "Je hebt al een account" in antwoord.content.decode()
    assert not ExterneIdentiteit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_zelf_koppelen_vraagt_een_verse_tweede_stap_en_kan_ongedaan(
    transactional_db: Any, aanbieders: Any, streek: Any
) -> None:
    gebruiker = mens(streek)
    TOTP.activate(gebruiker, GEHEIM)
    client = client_voor(maak_wie("bestuurder", streek.bestuur, gebruiker=gebruiker))
    sessie = client.session
    oud = sessie["account_authentication_methods"]
    sessie["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    sessie.save()
    assert client.post("/toegang/via/school/koppelen/").url.startswith("/account/code/opnieuw/")
    sessie["account_authentication_methods"] = oud
    sessie.save()
    assert client.get("/toegang/via/school/koppelen/").status_code == 405, "a link from elsewhere begins nothing"
    antwoord = via_post(client, "/toegang/via/school/koppelen/", "cato")
    assert antwoord.url == "/toegang/account/"
    rij = ExterneIdentiteit.objects.get(gebruiker=gebruiker)
    assert rij.onderwerp == "school-cato"
    ander = client_voor(maak_wie("bestuurder", streek.bestuur))
    via_post(ander, "/toegang/via/school/koppelen/", "cato")
    assert "al gekoppeld" in ander.get("/toegang/account/").content.decode()
    assert ExterneIdentiteit.objects.count() == 1
    client.post("/toegang/via/school/ontkoppelen/")
    assert not ExterneIdentiteit.objects.exists()
    assert rond(Client(), "cato").status_code == 403, "unlinked means out"
    assert {"toegang.identiteit_gekoppeld", "toegang.identiteit_ontkoppeld"} <= set(namen())


def test_de_enige_manier_om_binnen_te_komen_blijft(aanbieders: Any, streek: Any) -> None:
    gebruiker = maak_gebruiker("Zonder", "zonder@voorbeeld.test")
    koppel(aanbieders.school, "anna", gebruiker)
    client = client_voor(maak_wie("bestuurder", streek.bestuur, gebruiker=gebruiker))
    antwoord = client.post("/toegang/via/school/ontkoppelen/")
    assert antwoord.status_code == 409
    assert "enige manier" in antwoord.content.decode()
    assert ExterneIdentiteit.objects.exists()


# --- a provider or a stranger that lies ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hoe",
    [
        {"nonce": "van-een-ander"}, {"aud": "andere-toepassing"}, {"uitgever": "http://127.0.0.1:1/o"}, {"jwks": "vreemd"},
        {"alg": "none"}, {"alg": "HS256"},
    ],
    ids=lambda h: "-".join(h | {"": ""}).strip("-") + "-" + next(iter(h.values()))[:5],
)  # fmt: skip
def test_een_token_dat_niet_klopt_laat_niemand_binnen(aanbieders: Any, streek: Any, hoe: dict[str, str]) -> None:
    koppel(aanbieders.school, "anna", mens(streek))
    stoor(aanbieders.school, **hoe)
    client = Client()
    antwoord = rond(client, "anna")
    assert antwoord.status_code == 400
    assert "klopt niet" in antwoord.content.decode()
    assert "_auth_user_id" not in client.session
    stoor(aanbieders.school)
    oidc.vergeet()
    assert rond(Client(), "anna").status_code == 302, "and with a right token the same person comes in"


def test_staat_van_een_ander_en_een_tweede_keer(aanbieders: Any, streek: Any) -> None:
    koppel(aanbieders.school, "anna", mens(streek))
    aanvaller, slachtoffer = Client(), Client()
    terug = bij_de_aanbieder(aanvaller.get("/toegang/via/school/").url, "anna").replace("http://testserver", "")
    antwoord = slachtoffer.get(terug)
    assert antwoord.status_code == 400, "an answer of another browser (login CSRF)"
    assert "verlopen" in antwoord.content.decode()
    assert slachtoffer.get(re.sub("state=[^&]+", "state=x", terug)).status_code == 400
    assert slachtoffer.get(re.sub("[?&]state=[^&]+", "", terug)).status_code == 400
    assert aanvaller.get(terug.replace("/school/", "/gemeente/")).status_code == 400, "mix-up: another provider"
    terug = bij_de_aanbieder(aanvaller.get("/toegang/via/school/").url, "anna").replace("http://testserver", "")
    assert aanvaller.get(terug).status_code == 302
    assert aanvaller.get(terug).status_code == 400, "an answer works once"


def test_code_van_een_ander_venster_past_niet_bij_het_bewijs(aanbieders: Any, streek: Any) -> None:
    """PKCE: a stolen code is worth nothing with another verifier."""
    koppel(aanbieders.school, "anna", mens(streek))
    dief, prooi = Client(), Client()
    gestolen = re.search("code=([^&]+)", bij_de_aanbieder(prooi.get("/toegang/via/school/").url, "anna"))[1]
    eigen = bij_de_aanbieder(dief.get("/toegang/via/school/").url, "bram").replace("http://testserver", "")
    antwoord = dief.get(re.sub("code=[^&]+", f"code={gestolen}", eigen))
    assert antwoord.status_code == 503
    assert "_auth_user_id" not in dief.session


def test_weigeren_bij_de_aanbieder_is_een_nette_bladzijde(aanbieders: Any, streek: Any) -> None:
    antwoord = rond(Client(), "anna", toestaan=False)
    assert antwoord.status_code == 403
    assert "Je bent niet aangemeld" in antwoord.content.decode()


def test_aanbieder_die_niet_antwoordt(aanbieders: Any, streek: Any, settings: Any) -> None:
    poort = _vrije_poort()
    uit = Aanbieder("uit", "Huis dat uit staat", f"http://127.0.0.1:{poort}/o", "x")
    settings.OIDC = {**settings.OIDC, "uit": uit}
    antwoord = Client().get("/toegang/via/uit/")
    assert antwoord.status_code == 503
    assert "Huis dat uit staat is nu niet te bereiken" in antwoord.content.decode()
    assert "Client" not in antwoord.content.decode()
    vals = Aanbieder("vals", "Vals huis", aanbieders.school.uitgever.replace("/o", "/o/"), "x")
    settings.OIDC = {"vals": vals}
    assert Client().get("/toegang/via/vals/").status_code == 503, "the metadata names another issuer"
    assert Client().get("/toegang/via/bestaat-niet/").status_code == 404


def test_volgende_bladzijde_blijft_binnen(aanbieders: Any, streek: Any) -> None:
    koppel(aanbieders.school, "anna", mens(streek))
    for volgende in ("https://elders.example/", "//elders.example/", "javascript:alert(1)"):
        assert rond(Client(), "anna", begin=f"/toegang/via/school/?next={volgende}").url == "/"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_de_browser(
    transactional_db: Any, aanbieders: Any, live_server: Any, chroom: Any, settings: Any, streek: Any
) -> None:
    basis = live_server.url.replace("localhost", "127.0.0.1")
    settings.BASIS_URL = basis
    token = nodig_uit(streek, "browser@voorbeeld.test")
    with keuring(chroom, basis) as k:
        p = k.pagina
        assert k.keur(f"/toegang/welkom/{token}/") == []
        p.get_by_role("button", name="Neem aan met Huis van gemeente").click()
        p.get_by_role("heading", name="Aanmelden bij de aanbieder").wait_for()
        p.locator("[name=username]").fill("anna")
        p.locator("[name=password]").fill("wachtwoord")
        p.get_by_role("button", name="Inloggen").click()
        p.get_by_role("button", name="Toestaan").click()
        p.wait_for_function(f"location.href === '{basis}/'")
        assert k.keur("/toegang/account/") == []
        assert p.get_by_text("Huis van gemeente: gekoppeld op").is_visible()
        p.goto(f"{basis}/account/logout/")
        p.get_by_role("button", name="Log uit").click()
        p.wait_for_function("location.pathname !== '/account/logout/'")
        assert k.keur("/account/login/?next=/toegang/account/") == []
        p.get_by_role("link", name="Huis van gemeente").click()
        p.get_by_role("button", name="Toestaan").or_(p.get_by_role("heading", name="Mijn account")).first.wait_for()
        if p.get_by_role("button", name="Toestaan").count():
            p.get_by_role("button", name="Toestaan").click()
        p.get_by_role("heading", name="Mijn account").wait_for()
        klachten = [m for m in k.klachten if "favicon" not in m]
        assert klachten == []


def test_proces_spreekt_waarheid(huizen: Any) -> None:
    """The two providers really differ: issuer and key."""
    sleutels = [
        json.load(urllib.request.urlopen(f"{h.basis}/o/.well-known/jwks.json"))["keys"][0]["n"]
        for h in (huizen.school, huizen.gemeente)
    ]
    assert len(set(sleutels)) == 2
