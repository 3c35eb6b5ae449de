"""Search: rooms answer within what the person may see; the handbook answers too."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def zoek(client: Client, vraag: str) -> str:
    return client.get(reverse("portaal:zoeken"), {"q": vraag}).content.decode()


def test_finds_an_organisation_and_links_to_it(streek: Any, client_als: Any) -> None:
    tekst = zoek(client_als("kwaliteit_swv"), "School 99AA")
    assert "School 99AA00" in tekst
    assert reverse("organisaties:school", args=["99AA00"]) in tekst
    assert "99BB00" not in tekst


def test_finds_a_place_in_the_handbook(client_als: Any) -> None:
    tekst = zoek(client_als("bestuurder"), "herstelcodes")
    assert "/hulp/mensen-en-rollen/#aanmelden" in tekst


def test_nothing_found_and_too_short(client_als: Any) -> None:
    client = client_als("bestuurder")
    assert "Niets gevonden" in zoek(client, "qqqqzzz")
    assert "Typ minstens twee tekens" in zoek(client, "a")


def test_question_is_kept_and_escaped(client_als: Any) -> None:
    tekst = zoek(client_als("bestuurder"), '"><script>x')
    assert "<script>x" not in tekst
    assert "&lt;script&gt;x" in tekst


def test_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(reverse("portaal:zoeken"), {"q": "school"}).status_code == 302
