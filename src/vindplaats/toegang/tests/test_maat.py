"""The bound on heavy work per person: exact over threads and processes, a clear sentence, and nothing for ordinary pages."""

import datetime as dt
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from vindplaats.toegang import maat
from vindplaats.toegang.models import Gebeurtenis, Poging

pytestmark = pytest.mark.django_db
EXPORT, LIJST = "/toegang/logboek/bestand/", "/toegang/uitnodigingen/lijst/"


@pytest.fixture
def drie(settings: Any) -> None:
    settings.MAAT_MAKEN = settings.MAAT_INSTUREN = 3


def een_uur_later() -> None:
    for rij in Poging.objects.exclude(dicht_tot=None):
        rij.dicht_tot -= dt.timedelta(hours=1)
        rij.save()


def test_na_de_grens_staat_er_wanneer_je_verder_kunt(streek: Any, client_als: Any, drie: None) -> None:
    client, ander = client_als("privacy_officer"), client_als("privacy_officer")
    assert [client.get(EXPORT).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    geweigerd = client.get(EXPORT)
    zin = geweigerd.content.decode()
    assert "Je hebt in een uur 3 keer een bestand laten maken." in zin
    assert re.search(r"Vanaf \d\d:\d\d uur kun je verder", zin)
    assert 0 < int(geweigerd.headers["Retry-After"]) <= 3601
    gemaakt = Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.logboek_geexporteerd")
    assert gemaakt.count() <= 3
    assert ander.get(EXPORT).status_code == 200, "every person has a bound of their own"
    een_uur_later()
    assert client.get(EXPORT).status_code == 200


def test_htmx_krijgt_een_deel(streek: Any, client_als: Any, drie: None) -> None:
    client = client_als("privacy_officer")
    for _ in range(3):
        client.get(EXPORT)
    deel = client.get(EXPORT, headers={"HX-Request": "true"})
    assert deel.status_code == 429
    assert "<html" not in deel.content.decode()


def test_gewone_bladzijden_tellen_niet(streek: Any, client_als: Any, drie: None) -> None:
    client = client_als("privacy_officer")
    assert {client.get("/toegang/logboek/").status_code for _ in range(8)} == {200}
    assert not Poging.objects.exists()


def test_insturen_telt_apart_en_een_formulier_zonder_bestand_niet(streek: Any, client_als: Any, drie: None) -> None:
    client = client_als("functioneel_beheerder")

    def stuur() -> int:
        bestand = SimpleUploadedFile("mensen.csv", b"email;naam;rol\n")
        return int(client.post(LIJST, {"bestand": bestand}).status_code)

    uit = [stuur() for _ in range(4)]
    assert 429 not in uit[:3]
    assert uit[3] == 429
    assert client.post(LIJST, {"tekst": ""}).status_code != 429
    assert client.get(LIJST).status_code == 200
    assert client.get("/toegang/logboek/bestand/").status_code == 200, "making has a counter of its own"


def test_nul_is_geen_grens(streek: Any, client_als: Any, settings: Any) -> None:
    settings.MAAT_MAKEN = 0
    client = client_als("privacy_officer")
    assert {client.get(EXPORT).status_code for _ in range(5)} == {200}
    assert not Poging.objects.filter(sleutel__startswith="maat").exists()


def test_zonder_account_wordt_niet_geteld(drie: None) -> None:
    assert Client().get(EXPORT).status_code == 302
    assert not Poging.objects.filter(sleutel__startswith="maat").exists()


@pytest.mark.django_db(transaction=True)
def test_tegelijk_komen_er_precies_zoveel_door(settings: Any) -> None:
    settings.MAAT_MAKEN = 10
    hek = threading.Barrier(8)

    def probeer(_: int) -> int:
        hek.wait(60)
        door = sum(maat.neem("iemand", maat.MAKEN) is None for _ in range(4))
        connection.close()
        return door

    with ThreadPoolExecutor(8) as ploeg:
        assert sum(ploeg.map(probeer, range(8))) == 10
    assert not re.search("iemand", Poging.objects.get().sleutel)
