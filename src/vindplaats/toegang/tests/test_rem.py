"""The brake on guessing: waits that grow and end, one counter for all processes, no word about whether an account exists."""

import datetime as dt
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.echt_huis import open_huis
from vindplaats.toegang import rem
from vindplaats.toegang.models import Gebeurtenis, Poging, Verbruikt
from vindplaats.toegang.rules_deuren import ACCOUNT, ADRES, Regeling, als_zin, netwerk_van, wachttijd
from vindplaats.toegang.tasks import slot_melden
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning

WACHTWOORD = "een lange zin over fietsen"
GEHEIM = "JBSWY3DPEHPK3PXP"
WEINIG = Regeling(8, 4, (1, 5))
ADRES_VAN_ELS = "els@voorbeeld.test"


@pytest.fixture(autouse=True)
def _leeg() -> None:
    cache.clear()


@pytest.fixture
def els(streek: Any) -> Any:
    gebruiker = maak_gebruiker("Els Aanmelder", ADRES_VAN_ELS, WACHTWOORD)
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=gebruiker)
    return gebruiker


def probeer(wachtwoord: str = "verkeerd wachtwoord", email: str = ADRES_VAN_ELS, client: Client | None = None) -> str:
    antwoord = (client or Client()).post("/account/login/", {"login": email, "password": wachtwoord})
    return "binnen" if antwoord.status_code == 302 else antwoord.content.decode()


def laat_wachten(minuten: float) -> None:
    """As if so many minutes have gone by: every moment that is kept lies that much earlier."""
    weg = dt.timedelta(minutes=minuten)
    for rij in Poging.objects.all():
        rij.laatst -= weg
        rij.dicht_tot = rij.dicht_tot and rij.dicht_tot - weg
        rij.save()


def test_wachttijden_groeien_en_blijven_dan_gelijk() -> None:
    minuten = {n: wachttijd(n, ACCOUNT).total_seconds() / 60 for n in range(1, 24)}
    assert {n: m for n, m in minuten.items() if m} == {5: 1, 8: 5, 11: 15, 14: 60, 17: 60, 20: 60, 23: 60}
    assert wachttijd(3, Regeling(3, 1, (2,))) == dt.timedelta(minutes=2)
    assert als_zin(dt.timedelta(seconds=20)) == "Te vaak geprobeerd. Wacht een minuut en probeer het dan opnieuw."
    assert "5 minuten" in als_zin(dt.timedelta(seconds=241))
    assert "een uur" in als_zin(dt.timedelta(minutes=60))
    assert netwerk_van("2001:db8:1:2:aaaa::1") == netwerk_van("2001:db8:1:2:bbbb::9") != netwerk_van("2001:db8:1:3::1")
    assert netwerk_van("geen adres") == "geen adres"


@pytest.mark.django_db
def test_sluit_groeit_en_gaat_vanzelf_open(els: Any) -> None:
    for _ in range(5):
        assert "horen niet bij elkaar" in probeer()
    assert "Wacht een minuut" in probeer(WACHTWOORD), "also with the right password"
    laat_wachten(1.1)
    for _ in range(3):
        assert "horen niet bij elkaar" in probeer()
    assert "Wacht 5 minuten" in probeer(WACHTWOORD)
    laat_wachten(5.1)
    assert probeer(WACHTWOORD) == "binnen"
    assert "horen niet bij elkaar" in probeer(), "who got in begins anew"
    assert not Poging.objects.exclude(dicht_tot=None).exists()


@pytest.mark.django_db
def test_zegt_niet_of_het_account_bestaat(els: Any) -> None:
    def kaal(tekst: str) -> str:
        return re.sub(r'csrf[^>]*|value="[^"]*@[^"]*"', "", tekst)

    for _ in range(6):
        bekend, onbekend = probeer(), probeer(email="niemand@voorbeeld.test")
        assert kaal(bekend) == kaal(onbekend)
    assert "Te vaak geprobeerd" in bekend


@pytest.mark.django_db
def test_in_de_tabel_staat_geen_adres(els: Any) -> None:
    probeer()
    alles = str(list(Poging.objects.values()))
    assert "voorbeeld" not in alles
    assert "127.0.0.1" not in alles
    assert Poging.objects.count() == 2


@pytest.mark.django_db
def test_een_netwerk_dat_veel_accounts_probeert(els: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rem, "ADRES", WEINIG)
    naam = rem.sleutel("adres", "127.0.0.1")
    for nummer in range(WEINIG.vrij):
        assert "horen niet bij elkaar" in probeer(email=f"mens{nummer}x@voorbeeld.test")
    assert "Te vaak geprobeerd" in probeer(WACHTWOORD)
    assert Poging.objects.get(sleutel=naam).aantal == WEINIG.vrij
    elders = Client(REMOTE_ADDR="192.0.2.7")
    assert probeer(WACHTWOORD, client=elders) == "binnen", "the account itself is open"


@pytest.mark.django_db
def test_een_hele_school_meldt_zich_aan_vanaf_een_adres(els: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ADRES.vrij >= 60, "a school signs in from one address in a quarter of an hour"
    monkeypatch.setattr(rem, "ADRES", WEINIG)
    for _ in range(WEINIG.vrij + 3):
        assert probeer(WACHTWOORD) == "binnen", "signing in well never counts"


@pytest.mark.django_db
def test_wie_raadt_sluit_de_eigenaar_niet_buiten(els: Any) -> None:
    eigen = Client()
    assert probeer(WACHTWOORD, client=eigen) == "binnen"
    eigen.post("/account/logout/")
    for _ in range(6):
        raadt = probeer(client=Client(REMOTE_ADDR="192.0.2.7"))
    assert "Te vaak geprobeerd" in raadt
    assert probeer(WACHTWOORD, client=eigen) == "binnen", "the browser of the owner has a counter of its own"
    vals = Client()
    vals.cookies["vp_apparaat"] = eigen.cookies["vp_apparaat"].value[:-4] + "AAAA"
    assert "Te vaak geprobeerd" in probeer(WACHTWOORD, client=vals), "a cookie somebody changed is no cookie"


@pytest.mark.django_db(transaction=True)
def test_de_eigenaar_krijgt_een_mail_zonder_gegevens(transactional_db: Any, els: Any) -> None:
    for _ in range(5):
        probeer()
        probeer(email="niemand@voorbeeld.test")
    rijen = list(
        Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.op_slot").values_list("onderwerp", flat=True)
    )
    assert len(rijen) == 2
    assert any(str(els.pk) in o for o in rijen)
    assert slot_melden.call(str(els.pk), False) == 1
    assert slot_melden.call(str(els.pk), False) == 0, "once an hour"
    assert slot_melden.call("", False) == 0
    stukken = [m for m in mail.outbox if "even gesloten" in m.subject]
    assert [m.to for m in stukken] == [[ADRES_VAN_ELS]]
    assert "Els" not in stukken[0].body


@pytest.mark.django_db
def test_bekend_en_onbekend_doen_evenveel_werk(els: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Timing of login: as many questions to the database and one hash of the same kind, whoever asks."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    els.set_password(WACHTWOORD)
    els.save()
    gedaan: list[str] = []
    for naam in ("encode", "verify"):
        echt = getattr(Argon2PasswordHasher, naam)

        def tel(self: Any, *args: Any, _echt: Any = echt, **kwargs: Any) -> Any:
            gedaan.append("hash")
            return _echt(self, *args, **kwargs)

        monkeypatch.setattr(Argon2PasswordHasher, naam, tel)
    probeer(email="warm@voorbeeld.test")
    werk = {}
    for email in (ADRES_VAN_ELS, "niemand@voorbeeld.test"):
        gedaan.clear()
        with CaptureQueriesContext(
            connection,
        ) as vragen:
            probeer(email=email)
        werk[email] = (len(gedaan), len(vragen))
    (hash_een, vragen_een), (hash_twee, vragen_twee) = werk.values()
    assert hash_een == hash_twee == 1
    assert abs(vragen_een - vragen_twee) <= 1


@pytest.mark.django_db
def test_codes_worden_geremd_en_werken_een_keer(els: Any) -> None:
    TOTP.activate(els, GEHEIM)
    client = Client()
    probeer(WACHTWOORD, client=client)
    for _ in range(5):
        assert "klopt niet" in client.post("/account/code/", {"code": "000000"}).content.decode()
    code = format_hotp_value(hotp_value(GEHEIM, list(yield_hotp_counters_from_time())[1]))
    assert "Te vaak geprobeerd" in client.post("/account/code/", {"code": code}).content.decode()
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.op_slot").exists()
    laat_wachten(1.1)
    assert client.post("/account/code/", {"code": code}).status_code == 302
    cache.clear()
    ander = Client()
    probeer(WACHTWOORD, client=ander)
    assert "klopt niet" in ander.post("/account/code/", {"code": code}).content.decode(), "seen over a shoulder"


@pytest.mark.django_db
def test_eenmalig_en_opruimen() -> None:
    assert rem.eenmalig("x", 60)
    assert not rem.eenmalig("x", 60)
    Verbruikt.objects.update(tot=timezone.now() - dt.timedelta(seconds=1))
    assert rem.eenmalig("x", 60)
    rem.neem("oud", ACCOUNT)
    Poging.objects.update(laatst=timezone.now() - dt.timedelta(days=2))
    Verbruikt.objects.update(tot=timezone.now() - dt.timedelta(seconds=1))
    rem.neem("nieuw", ACCOUNT)
    assert rem.ruim_op() == 2
    assert list(Poging.objects.values_list("sleutel", flat=True)) == ["nieuw"]


def _vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.mark.django_db(transaction=True)
def test_twee_processen_tellen_samen(transactional_db: Any, els: Any, tmp_path: Path) -> None:
    """Two real servers on one database, wrong passwords spread over both at the same time: five are looked at, not more."""
    with open_huis(tmp_path) as huis:
        huis.server()
        bases = [f"http://127.0.0.1:{huis.poort}"]
        huis.poort = _vrije_poort()
        huis.server()
        bases.append(f"http://127.0.0.1:{huis.poort}")

        def een(nummer: int, wachtwoord: str = "verkeerd wachtwoord") -> str:
            basis = bases[nummer % 2]
            with requests.Session() as s:
                for _ in range(40):
                    pagina = s.get(f"{basis}/account/login/", timeout=30)
                    if pagina.status_code == 200:
                        break
                    time.sleep(0.2)
                token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', pagina.text)[1]
                velden = {"csrfmiddlewaretoken": token, "login": ADRES_VAN_ELS, "password": wachtwoord}
                antwoord = s.post(f"{basis}/account/login/", data=velden, timeout=60, allow_redirects=False)
            assert antwoord.status_code in (200, 302), antwoord.status_code
            if antwoord.status_code == 302:
                return "binnen"
            return "dicht" if "Te vaak geprobeerd" in antwoord.text else "fout"

        with ThreadPoolExecutor(8) as pool:
            uitkomsten = list(pool.map(een, range(16)))
        assert uitkomsten.count("fout") == 5
        assert uitkomsten.count("dicht") == 11
        assert [een(n, WACHTWOORD) for n in (0, 1)] == ["dicht", "dicht"], "shut on both"
        mislukt = Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.aanmelden_mislukt").count()
        assert mislukt == 5
