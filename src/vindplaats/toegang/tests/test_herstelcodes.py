"""Recovery codes: hashed in the database, shown once, each works once, and codes of before this keep working."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client

from vindplaats.toegang import herstelcodes
from vindplaats.toegang.models import Gebruiker, Poging
from vindplaats.toegang.tasks import herstelcodes_verbergen
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning, maak_wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-11")]
WACHTWOORD = "een lange zin over fietsen"
BEKIJK, NIEUW, BESTAND = "/account/herstelcodes/", "/account/herstelcodes/nieuw/", "/account/herstelcodes/bestand/"


@pytest.fixture
def els(streek: Any) -> Any:
    gebruiker = maak_gebruiker("Els Aanmelder", "els@voorbeeld.test", WACHTWOORD)
    TOTP.activate(gebruiker, "JBSWY3DPEHPK3PXP")
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=gebruiker)
    return gebruiker


def maak_codes(gebruiker: Any) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(gebruiker).instance.codes
    return codes


def van_vroeger(gebruiker: Any, gebruikt: int = 0) -> list[str]:
    """A row as it was kept before: an encrypted seed. The codes that still work."""
    from allauth.mfa.utils import encrypt

    data = {"seed": encrypt(RecoveryCodes.generate_seed()), "used_mask": gebruikt}
    rij = Authenticator(user=gebruiker, type="recovery_codes", data=data)
    Authenticator.objects.bulk_create([rij])
    return list(RecoveryCodes(rij).get_unused_codes())


def net_bevestigd(wie: Any) -> Client:
    client = client_voor(wie)
    sessie = client.session
    sessie[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True}
    ]
    sessie.save()
    return client


def kom_binnen(code: str) -> bool:
    client = Client()
    client.post("/account/login/", {"login": "els@voorbeeld.test", "password": WACHTWOORD})
    antwoord = client.post("/account/code/", {"code": code})
    Poging.objects.all().delete()
    return antwoord.status_code == 302


def test_de_database_houdt_alleen_sommen_ook_voor_wie_het_geheim_heeft(els: Any) -> None:
    codes = maak_codes(els)
    rij = herstelcodes.rij_van(els.pk)
    assert len(set(codes)) == 10
    open_ = herstelcodes._open(rij)
    for code in codes:
        assert code not in json.dumps(rij.data)
        assert code not in json.dumps(open_)
    assert "seed" not in rij.data
    assert len(bytes.fromhex(open_["zout"])) == 16
    assert {len(bytes.fromhex(som)) for som in open_["sommen"]} == {32}
    assert open_["sommen"][0] not in json.dumps(rij.data), "the hashes are encrypted as well"
    ander = maak_gebruiker()
    maak_codes(ander)
    assert herstelcodes._open(herstelcodes.rij_van(ander.pk))["zout"] != open_["zout"]


def test_elke_code_werkt_een_keer(els: Any) -> None:
    codes = maak_codes(els)
    assert kom_binnen(f"{codes[3][:4]} {codes[3][4:]}")
    assert herstelcodes.over(herstelcodes.rij_van(els.pk)) == 9
    assert not kom_binnen(codes[3])
    assert kom_binnen(codes[9])
    assert herstelcodes.over(herstelcodes.rij_van(els.pk)) == 8


@pytest.mark.parametrize("code", ["", "1234567", "123456789", "abcdefgh", "٣" * 8, "0" * 5000])
def test_wat_geen_code_is_kost_geen_som(els: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    maak_codes(els)
    monkeypatch.setattr(herstelcodes, "_som", lambda *wat: pytest.fail("er is gerekend"))
    assert herstelcodes.gebruik(els.pk, code) is None


def test_een_foute_code_kost_een_som(els: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    codes, keren, echt = maak_codes(els), [], herstelcodes._som
    monkeypatch.setattr(herstelcodes, "_som", lambda *wat: keren.append(1) or echt(*wat))
    fout = next(f"{n:08}" for n in range(20) if f"{n:08}" not in codes)
    assert herstelcodes.gebruik(els.pk, fout) is None
    assert keren == [1]
    assert herstelcodes.gebruik(maak_gebruiker().pk, codes[0]) is None, "the code of somebody else"


@pytest.mark.django_db(transaction=True)
def test_een_code_op_twee_plekken_tegelijk_werkt_een_keer(els: Any) -> None:
    codes, hek = maak_codes(els), threading.Barrier(6)

    def probeer(_: int) -> bool:
        hek.wait(60)
        gelukt = herstelcodes.gebruik(els.pk, codes[0]) is not None
        connection.close()
        return gelukt

    with ThreadPoolExecutor(6) as ploeg:
        assert sorted(ploeg.map(probeer, range(6))) == [False] * 5 + [True]
    assert herstelcodes.over(herstelcodes.rij_van(els.pk)) == 9


def test_codes_van_vroeger_blijven_werken_na_het_omzetten(els: Any) -> None:
    ander = maak_gebruiker()
    codes, _ = van_vroeger(els, gebruikt=0b101), van_vroeger(ander)
    assert len(codes) == 8
    assert herstelcodes.over(herstelcodes.rij_van(els.pk)) == 8
    assert herstelcodes_verbergen.func() == 2
    assert herstelcodes_verbergen.func() == 0
    rij = herstelcodes.rij_van(els.pk)
    assert "seed" not in rij.data
    assert herstelcodes.over(rij) == 8
    assert kom_binnen(codes[0])
    assert not kom_binnen(codes[0])
    assert kom_binnen(codes[7])


def test_een_code_van_vroeger_zet_zelf_om(els: Any) -> None:
    codes = van_vroeger(els)
    assert kom_binnen(codes[4])
    rij = herstelcodes.rij_van(els.pk)
    assert "seed" not in rij.data
    assert herstelcodes.over(rij) == 9
    assert not kom_binnen(codes[4])
    assert kom_binnen(codes[5])


def test_met_een_nieuw_geheim_van_het_huis_werken_ze_nog(els: Any, settings: Any) -> None:
    codes = maak_codes(els)
    oud = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 40, [oud]
    assert herstelcodes.gebruik(els.pk, codes[0]) is not None
    settings.SECRET_KEY_FALLBACKS = []
    assert herstelcodes.gebruik(els.pk, codes[1]) is not None, "written again with the new one"
    settings.SECRET_KEY = "x" * 40
    assert herstelcodes.gebruik(els.pk, codes[2]) is None
    assert herstelcodes.over(herstelcodes.rij_van(els.pk)) == 0


def test_nieuwe_codes_staan_even_op_het_scherm_en_alleen_bij_de_maker(streek: Any, monkeypatch: Any) -> None:
    wie = maak_wie("bestuurder", streek.bestuur)
    gebruiker = Gebruiker.objects.get(pk=wie.gebruiker_id)
    TOTP.activate(gebruiker, "JBSWY3DPEHPK3PXP")
    client, elders = net_bevestigd(wie), net_bevestigd(wie)
    assert client.get(BEKIJK).status_code == 404
    assert "geen bruikbare codes" in client.get(NIEUW).content.decode()
    assert client.post(NIEUW).url == BEKIJK
    pagina = client.get(BEKIJK).content.decode()
    regels = client.get(BESTAND).content.decode().split()
    assert len(regels) == 10
    assert all(code in pagina for code in regels)
    assert all(code in client.get(BEKIJK).content.decode() for code in regels), "looking again changes nothing"
    assert not any(code in str(client.session.items()) for code in regels)
    pagina = elders.get(BEKIJK).content.decode()
    assert "nog 10 van de 10 codes over" in pagina
    assert not any(code in pagina for code in regels)
    later = elders.get(BESTAND)
    assert (later.status_code, later.url) == (302, BEKIJK)
    straks = time.time() + 3600
    monkeypatch.setattr(herstelcodes.time, "time", lambda: straks)
    assert herstelcodes.te_tonen(SimpleNamespace(session=client.session, user=gebruiker)) == []  # type: ignore[arg-type]
