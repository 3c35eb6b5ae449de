"""Mail without a mail server: the outbox on disk and its page."""

from typing import Any

import pytest
from django.core.mail import EmailMessage, mailers

from vindplaats.toegang import postvak
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.post import KOP_ORGANISATIE
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _postvak(settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "vindplaats.toegang.postvak.PostvakBackend"}}


def stuur(aan: str, onderwerp: str, organisatie: str = "") -> None:
    koppen = {KOP_ORGANISATIE: organisatie} if organisatie else {}
    bericht = EmailMessage(onderwerp, "Kijk op http://testserver/x/ .", "a@b.nl", [aan], headers=koppen)
    assert mailers.default.send_messages([bericht]) == 1


def test_heen_en_terug(settings: Any) -> None:
    stuur("els@voorbeeld.test", "Één onderwerp")
    (stuk,) = postvak.alle_post()
    assert (stuk.aan, stuk.onderwerp) == ("els@voorbeeld.test", "Één onderwerp")
    assert stuk.links == ["http://testserver/x/"]
    (bestand,) = (settings.VAR / "postvak").iterdir()
    assert bestand.stat().st_mode & 0o077 == 0, "others on this machine cannot read it"


def test_een_kapot_bestand_valt_weg(settings: Any) -> None:
    stuur("els@voorbeeld.test", "Goed")
    (settings.VAR / "postvak" / "rommel.eml").write_bytes(b"\xff\xfe")
    assert [s.onderwerp for s in postvak.alle_post()] == ["Goed"]


def test_beheerder_ziet_alleen_post_van_eigen_mensen(streek: Any, client_als: Any) -> None:
    binnen, beide = maak_gebruiker(email="binnen@voorbeeld.test"), maak_gebruiker(email="beide@voorbeeld.test")
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=binnen)
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=beide)
    maak_toekenning("bestuurder", streek.ander_bestuur, gebruiker=beide)
    stuur("binnen@voorbeeld.test", "Voor binnen")
    stuur("beide@voorbeeld.test", "Voor beide")
    stuur("nieuw@voorbeeld.test", "Uitnodiging hier", streek.bestuur)
    stuur("nieuw@voorbeeld.test", "Uitnodiging daar", streek.ander_bestuur)
    client = client_als("functioneel_beheerder", streek.swv)
    tekst = client.get("/toegang/postvak/").content.decode()
    assert "Voor binnen" in tekst
    assert "Uitnodiging hier" in tekst
    assert "Voor beide" not in tekst, "a reset link for an account with roles elsewhere is not his"
    assert "Uitnodiging daar" not in tekst
    namen = {s.onderwerp: s.naam for s in postvak.alle_post()}
    assert client.get(f"/toegang/postvak/{namen['Voor binnen']}/").status_code == 200
    assert client.get(f"/toegang/postvak/{namen['Voor beide']}/").status_code == 404
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.post_gelezen").count() == 1
    assert client_als("bestuurder", streek.bestuur).get("/toegang/postvak/").status_code == 403


def test_in_de_demo_voor_iedereen(client: Any, settings: Any) -> None:
    settings.DEMO = True
    stuur("nieuw@voorbeeld.test", "Uitnodiging")
    assert "Uitnodiging" in client.get("/toegang/demo/postvak/").content.decode()
    naam = postvak.alle_post()[0].naam
    assert "http://testserver/x/" in client.get(f"/toegang/demo/postvak/{naam}/").content.decode()
