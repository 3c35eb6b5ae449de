"""Downloading a file: the owning room decides, the browser gets no chance to run it, the log tells."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.documenten import actions, opslag
from vindplaats.documenten.models import Bestand
from vindplaats.kern.registers import bestand_rechten
from vindplaats.toegang.models import Gebeurtenis

pytestmark = pytest.mark.django_db


@pytest.fixture
def kamer() -> Iterator[str]:
    """A room that shows its files to everyone of SWV PO9901 and to the owner."""

    def mag(wie: Any, bestand: Any) -> bool:
        return wie.organisatie in ("swv:PO9901", bestand.eigenaar)

    bestand_rechten.voeg_toe("proefkamer", mag)
    yield "proefkamer"
    bestand_rechten._items.pop("proefkamer")


def bewaar(wie: Any, kamer: str, inhoud: bytes = b"<script>alert(1)</script>", naam: str = 'a"b\r\nc.md') -> Bestand:
    return actions.bestand_bewaren(wie=wie, inhoud=inhoud, naam=naam, eigenaar=wie.organisatie, kamer=kamer)


def url(rij: Bestand) -> str:
    return reverse("documenten:bestand", args=[rij.pk])


@pytest.mark.regel("AVG-09")
def test_download_is_sealed_and_logged(client_als: Any, kamer: str, streek: Any) -> None:
    client = client_als("bestuurder")
    rij = bewaar(client.wie, kamer)
    antwoord = client.get(url(rij))
    assert antwoord.status_code == 200
    assert b"".join(antwoord.streaming_content) == b"<script>alert(1)</script>"
    assert antwoord["Content-Disposition"].startswith("attachment;")
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in antwoord["Content-Security-Policy"]
    assert "default-src 'none'" in antwoord["Content-Security-Policy"]
    assert antwoord["Cache-Control"] == "private, no-store"
    assert antwoord["Content-Type"].startswith("text/markdown")
    log = Gebeurtenis.objects.voor_taak("test").get(naam="documenten.bestand_gedownload")
    assert log.soort == "lezen"
    assert log.gebruiker_id == client.wie.gebruiker_id


def test_room_lets_others_in(client_als: Any, kamer: str, streek: Any) -> None:
    rij = bewaar(client_als("bestuurder").wie, kamer)
    assert client_als("kwaliteit_swv").get(url(rij)).status_code == 200


def test_stranger_gets_404_like_a_file_that_is_not_there(client_als: Any, kamer: str, streek: Any) -> None:
    import uuid

    rij = bewaar(client_als("bestuurder").wie, kamer)
    buur = client_als("bestuurder", streek.buurbestuur)
    vreemd = buur.get(url(rij))
    niets = buur.get(reverse("documenten:bestand", args=[uuid.uuid4()]))
    assert vreemd.status_code == niets.status_code == 404
    assert not Gebeurtenis.objects.voor_taak("test").filter(naam="documenten.bestand_gedownload").exists()


def test_without_account_to_the_sign_in_page(client: Any, maak_wie: Any, kamer: str) -> None:
    rij = bewaar(maak_wie("bestuurder"), kamer)
    antwoord = client.get(url(rij))
    assert antwoord.status_code == 302


def test_room_without_a_rule_shows_to_the_sender_only(client_als: Any, streek: Any) -> None:
    client = client_als("bestuurder")
    rij = bewaar(client.wie, "nog-geen-kamer")
    assert client.get(url(rij)).status_code == 200
    assert client_als("bestuursadviseur").get(url(rij)).status_code == 404


def test_erased_file_is_404(client_als: Any, kamer: str, streek: Any) -> None:
    client = client_als("bestuurder")
    rij = bewaar(client.wie, kamer)
    actions.bestand_wissen(wie=client.wie, bestand=rij, waarom="proef")
    assert client.get(url(rij)).status_code == 404


def test_missing_on_disk_says_what_to_do(client_als: Any, kamer: str, streek: Any) -> None:
    client = client_als("bestuurder")
    rij = bewaar(client.wie, kamer)
    opslag.wis(rij.plek)
    antwoord = client.get(url(rij))
    assert antwoord.status_code == 404
    assert "beheerder" in antwoord.content.decode()
