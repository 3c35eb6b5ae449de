"""Passwords made of words of this context are refused: product, trade, and names of a person's own organisations."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.toegang import contextwoorden
from vindplaats.toegang.contextwoorden import ContextWoorden, bestaat_uit, namen_bij, woorden_van
from vindplaats.toegang.models import Gebruiker
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning, maak_wie

NAMEN = ("Stichting De Waterlelie", "Basisschool Sint-Jozef", "Veldhoven aan Zee", "Samenwerkingsverband Noord-Oost")
MET_NAAM = [
    "DeWaterlelie2026!", "stichting-de-waterlelie", "W4t3rl3li3!!!!!", "SintJozef12345", "sint jozef school", "Veldhoven.2026",
    "veldhovenaanzee", "VindplaatsNoord1", "waterlelieveldhoven", "WATÉRLELIE 2026", "5tichting w4terlelie",
]  # fmt: skip
EIGEN = [
    "mijn hond rent langs de waterlelie", "drie gele stoelen dansen", "op school eet ik altijd paarse regenwormen",
    "x9Kd!!pQ27vbnZ", "een lange zin over fietsen",
]  # fmt: skip


@pytest.mark.parametrize("zwak", MET_NAAM)
def test_alleen_een_naam_is_te_weinig(zwak: str) -> None:
    assert bestaat_uit(zwak, (*contextwoorden.ALTIJD, *NAMEN))


@pytest.mark.parametrize("sterk", EIGEN)
def test_een_eigen_zin_met_een_naam_erin_mag(sterk: str) -> None:
    assert not bestaat_uit(sterk, (*contextwoorden.ALTIJD, *NAMEN))


@given(
    naam=st.sampled_from(NAMEN), voor=st.text("0123456789!?-. ", max_size=6), na=st.text("0123456789!?-. ", max_size=6)
)
def test_cijfers_en_tekens_eromheen_helpen_niet(naam: str, voor: str, na: str) -> None:
    assert bestaat_uit(voor + naam + na, NAMEN)
    assert bestaat_uit(voor + naam.upper().replace(" ", "") + na, NAMEN)


@given(wachtwoord=st.text(max_size=200))
def test_zonder_naam_is_er_geen_bezwaar(wachtwoord: str) -> None:
    assert not bestaat_uit(wachtwoord, ())
    assert not bestaat_uit(wachtwoord, ("", "de", "van"))


def test_korte_woorden_tellen_niet() -> None:
    assert woorden_van(["De Ark", "Noord-Oost"]) == ["noordoost", "deark", "noord", "oost"]


@pytest.mark.django_db
def test_de_lijst_van_een_mens_is_die_van_de_eigen_organisaties(
    streek: Any, django_assert_max_num_queries: Any
) -> None:
    apps.get_model("organisaties", "Gemeentedeel").objects.create(gemeente_id="9901", swv_id="PO9901", naam="alles")
    wie = maak_wie("bestuurder", streek.bestuur)
    with django_assert_max_num_queries(25):
        namen = namen_bij(Gebruiker.objects.get(pk=wie.gebruiker_id))
    assert {"Stichting 99001", "School 99AA00", "Veldhoven aan Zee", "Samenwerkingsverband NO"} <= set(namen)
    assert "Stichting 99003" not in namen
    assert namen_bij(maak_gebruiker()) == []
    assert namen_bij(None) == []
    with pytest.raises(ValidationError, match="naam die bij je werk hoort"):
        ContextWoorden().validate("Veldhoven aan Zee 2026", Gebruiker.objects.get(pk=wie.gebruiker_id))
    ContextWoorden().validate("Veldhoven aan Zee 2026", maak_gebruiker())


@pytest.mark.django_db
def test_bij_het_wijzigen_staat_er_wat_je_moet_doen(streek: Any) -> None:
    gebruiker = maak_gebruiker("Els", "els@voorbeeld.test", "een lange zin over fietsen")
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=gebruiker)
    client = Client()
    client.force_login(gebruiker)
    slecht = "Stichting-99001-2026"
    velden = {"oldpassword": "een lange zin over fietsen", "password1": slecht, "password2": slecht}
    assert "naam die bij je werk hoort" in client.post("/account/wachtwoord/", velden).content.decode()
    gebruiker.refresh_from_db()
    assert gebruiker.check_password("een lange zin over fietsen")


@pytest.mark.django_db
def test_bij_een_uitnodiging_telt_de_organisatie_die_uitnodigt(streek: Any) -> None:
    from vindplaats.toegang.actions import mens_uitnodigen

    beheer = maak_wie("functioneel_beheerder", streek.swv)
    mens_uitnodigen(
        wie=beheer, email="nieuw@voorbeeld.test", naam="Nieuw", rol="bestuursadviseur", organisatie=streek.bestuur
    )
    nieuw = Gebruiker(email="nieuw@voorbeeld.test", naam="Nieuw")
    assert "Stichting 99001" in namen_bij(nieuw)
    with pytest.raises(ValidationError):
        ContextWoorden().validate("school-99aa00-2026", nieuw)
