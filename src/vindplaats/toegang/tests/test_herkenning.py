"""Alerts: a browser or network that was not seen before is told to the owner, who can shut everything with one link."""

import re
from typing import Any

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client

from vindplaats.toegang import herkenning
from vindplaats.toegang.models import Bekend, Bericht, Gebeurtenis, Sessie
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning

pytestmark = pytest.mark.django_db(transaction=True)
WACHTWOORD = "een lange zin over fietsen"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0"


@pytest.fixture
def els(transactional_db: Any, streek: Any) -> Any:
    cache.clear()
    gebruiker = maak_gebruiker("Els Aanmelder", "els@voorbeeld.test", WACHTWOORD)
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=gebruiker)
    return gebruiker


def meld_aan(client: Client, wachtwoord: str = WACHTWOORD) -> Any:
    return client.post("/account/login/", {"login": "els@voorbeeld.test", "password": wachtwoord})


def alarmen() -> list[Any]:
    return [m for m in mail.outbox if "Er is aangemeld" in m.subject]


def test_eerste_keer_en_zelfde_browser_melden_niets(els: Any) -> None:
    client = Client()
    meld_aan(client)
    koekje = client.cookies["vp_apparaat"]
    assert koekje["httponly"]
    assert koekje["samesite"] == "Lax"
    client.post("/account/logout/")
    meld_aan(client)
    assert alarmen() == []
    assert not Bericht.objects.filter(gebruiker=els).exists()
    assert Bekend.objects.filter(gebruiker=els).count() == 2


@pytest.mark.regel("AVG-08")
def test_nieuwe_browser_meldt_en_de_mail_zegt_niets_over_mensen(els: Any) -> None:
    meld_aan(Client())
    meld_aan(Client(headers={"User-Agent": FIREFOX}))
    [bericht] = alarmen()
    assert bericht.to == ["els@voorbeeld.test"]
    zonder_link = re.sub(r"http\S+", "", bericht.body)
    for geheim in ("Els", "127.0.0", "els@", "Firefox"):
        assert geheim not in zonder_link
    assert "een nieuwe browser (Firefox op Windows)" in Bericht.objects.get(gebruiker=els).tekst
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.nieuw_apparaat").count() == 1
    assert "127.0.0.1" not in str(list(Bekend.objects.values()))


def test_nieuw_netwerk_met_bekende_browser(els: Any) -> None:
    client = Client()
    meld_aan(client)
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "els@voorbeeld.test", "password": WACHTWOORD}, REMOTE_ADDR="192.0.2.9")
    assert "een nieuw netwerk" in Bericht.objects.get(gebruiker=els).tekst
    assert len(alarmen()) == 1
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "els@voorbeeld.test", "password": WACHTWOORD}, REMOTE_ADDR="192.0.2.77")
    assert len(alarmen()) == 1, "the same network, another place in it"


def test_veranderd_koekje_is_een_nieuwe_browser(els: Any) -> None:
    client = Client()
    meld_aan(client)
    client.post("/account/logout/")
    client.cookies["vp_apparaat"] = "zelfbedacht:" + client.cookies["vp_apparaat"].value
    meld_aan(client)
    assert len(alarmen()) == 1


def test_dit_was_ik_niet_sluit_alles_en_vraagt_een_nieuw_wachtwoord(els: Any) -> None:
    eigen, vreemd = Client(), Client()
    meld_aan(eigen)
    meld_aan(vreemd)
    weg = re.search(r"http\S+/dit-was-ik-niet/\S+", alarmen()[0].body)[0].partition("/toegang/")[2]
    weg = f"/toegang/{weg}"
    eigenaar = Client()
    assert "Sluit alles af" in eigenaar.get(weg).content.decode()
    assert vreemd.get("/toegang/account/").status_code == 200, "opening the link alone does nothing"
    antwoord = eigenaar.post(weg)
    assert "/account/wachtwoord/nieuw/" in antwoord.url
    for client in (eigen, vreemd):
        assert client.get("/toegang/account/").status_code == 302
    assert not Sessie.objects.filter(gebruiker=els, beeindigd_op=None).exists()
    assert meld_aan(Client()).status_code == 200, "the old password is worth nothing"
    stap = eigenaar.get(antwoord.url)
    nieuw = "drie gele stoelen dansen"
    assert eigenaar.post(stap.url, {"password1": nieuw, "password2": nieuw}).status_code == 302
    assert meld_aan(Client(), nieuw).status_code == 302
    assert Client().get(weg).status_code == 410
    assert Client().post(weg).status_code == 410, "the link works once"
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.alles_afgesloten").count() == 1


@pytest.mark.parametrize("soort", ["vals", "oud", "onzin", "weg"])
def test_een_link_die_niet_klopt(els: Any, soort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    token = herkenning.niet_ik_token(els)
    if soort == "vals":
        token = token[:-3] + "AAA"
    elif soort == "oud":
        monkeypatch.setattr(herkenning, "LINK_GELDIG", -1)
    elif soort == "onzin":
        token = signing.dumps(["geen-nummer", "x"], salt=herkenning.LINK_ZOUT)
    else:
        type(els).objects.filter(pk=els.pk).update(is_active=False)
    assert Client().post(f"/toegang/dit-was-ik-niet/{token}/").status_code == 410
    assert meld_aan(Client()).status_code in (302, 200)
    assert not Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.alles_afgesloten").exists()
