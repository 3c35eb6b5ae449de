"""My work: the open steps of every room, most urgent first, for this person only."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vindplaats.kern import registers
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import Register, Werk

pytestmark = pytest.mark.django_db


@pytest.fixture
def lijsten(monkeypatch: pytest.MonkeyPatch) -> Register[Any]:
    """A register of worklists of this test alone."""
    eigen: Register[Any] = Register("werklijsten")
    monkeypatch.setattr("vindplaats.portaal.queries.werklijsten", eigen)
    return eigen


def werk(titel: str, dagen: int | None) -> Werk:
    return Werk(
        titel, "over iets", "omdat", "/ergens/", None if dagen is None else vandaag() + dt.timedelta(days=dagen)
    )


def test_everything_of_all_rooms_by_date(lijsten: Register[Any], client_als: Any) -> None:
    lijsten.voeg_toe("een", lambda wie: [werk("Zonder datum", None), werk("Volgende maand", 30)])
    lijsten.voeg_toe("twee", lambda wie: [werk("Te laat ding", -2), werk(f"Van {wie.rol}", 3)])
    tekst = client_als("bestuurder").get(reverse("portaal:werk")).content.decode()
    plekken = [tekst.index(t) for t in ("Te laat ding", "Van bestuurder", "Volgende maand", "Zonder datum")]
    assert plekken == sorted(plekken)
    assert "1 van de 4 is te laat" in tekst


def test_nothing_to_do_says_what_will_stand_here(lijsten: Register[Any], client_als: Any) -> None:
    tekst = client_als("opr").get("/").content.decode()
    assert "Er is nu niets voor je te doen" in tekst
    assert "Alles is bij" in tekst


def test_stranger_is_sent_to_sign_in(client: Client) -> None:
    antwoord = client.get("/")
    assert antwoord.status_code == 302
    assert "login" in antwoord.url  # type: ignore[attr-defined]


def test_every_role_can_open_it_with_the_real_lists(client_als: Any) -> None:
    for rol in ("bestuurder", "kwaliteit_swv", "directeur_swv", "functioneel_beheerder", "gemeente", "ouder"):
        assert client_als(rol).get("/").status_code == 200
    assert list(registers.werklijsten)


def test_menu_and_search_box_are_in_the_frame(client_als: Any) -> None:
    tekst = client_als("bestuurder").get("/").content.decode()
    assert "Mijn werk" in tekst
    assert f'action="{reverse("portaal:zoeken")}"' in tekst
