"""Passwords: the list that ships, the host's own list, a warning at signing in; nothing leaves the machine."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from vindplaats.toegang import wachtwoorden
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning


@pytest.mark.parametrize(
    "zwak",
    [
        "wachtwoord12345", "Wachtwoord2026!", "W3lkom2026!!", "welkomwelkom", "WelkomWelkom1!", "samenwerkingsverband",
        "Vindplaats2026", "mijnwachtwoord", "123456789012", "abcdefghijkl", "aaaaaaaaaaaa", "qwertyuiop12", "p@ssw0rd1234",
        "iloveyou2024", "trustno1trustno1", "lentezomer2026", "2026welkom2026",
    ],
)  # fmt: skip
def test_zwakke_wachtwoorden_worden_geweigerd(zwak: str) -> None:
    with pytest.raises(ValidationError, match="lijst van gelekte"):
        wachtwoorden.Gelekt().validate(zwak)


@pytest.mark.parametrize(
    "sterk",
    [
        "een lange zin over fietsen", "nog een langere zin over treinen", "Regenjas-kompas-vierkant", "x9Kd!!pQ27vbnZ",
        "drie gele stoelen dansen", "welkom bij de buren van boven",
    ],
)  # fmt: skip
def test_een_eigen_zin_mag(sterk: str) -> None:
    wachtwoorden.Gelekt().validate(sterk)


def _schrijf(pad: Path, woorden: list[str]) -> None:
    sommen = sorted(hashlib.sha1(w.encode()).hexdigest().upper() for w in set(woorden))
    pad.write_text("".join(f"{s}:{n + 1}\r\n" for n, s in enumerate(sommen)))


@given(erin=st.lists(st.text(min_size=1), min_size=1, max_size=60), eruit=st.text(min_size=1))
@settings(max_examples=60)
def test_grote_lijst_wordt_gevonden_door_halveren(tmp_path_factory: Any, erin: list[str], eruit: str) -> None:
    from django.test import override_settings

    erin = [w.encode("utf-8", "ignore").decode() for w in erin]
    eruit = eruit.encode("utf-8", "ignore").decode()
    pad = tmp_path_factory.mktemp("lijst") / "sha1.txt"
    _schrijf(pad, erin)
    with override_settings(WACHTWOORDLIJST=str(pad)):
        assert all(wachtwoorden._in_grote_lijst(w) for w in erin)
        assert wachtwoorden._in_grote_lijst(eruit) == (eruit in erin)


def test_lijst_die_weg_is_sluit_geen_deur(settings: Any, tmp_path: Path) -> None:
    settings.WACHTWOORDLIJST = str(tmp_path / "weg")
    assert not wachtwoorden.op_een_lijst("een lange zin over fietsen")
    (tmp_path / "weg").write_text("")
    assert not wachtwoorden.op_een_lijst("een lange zin over fietsen")


@pytest.mark.django_db
def test_waarschuwt_bij_het_aanmelden_en_niet_daarna(streek: Any) -> None:
    cache.clear()
    gebruiker = maak_gebruiker("Els", "els@voorbeeld.test", "Welkom2026!!")
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=gebruiker)
    client = Client()
    client.post("/account/login/", {"login": "els@voorbeeld.test", "password": "Welkom2026!!"})
    assert "lijst van gelekte" in client.get("/toegang/account/").content.decode()
    assert "lijst van gelekte" not in client.get("/toegang/account/").content.decode()


@pytest.mark.django_db
def test_wijzigen_weigert_en_nooit_vanzelf(streek: Any) -> None:
    gebruiker = maak_gebruiker("Els", "els@voorbeeld.test", "een lange zin over fietsen")
    client = Client()
    client.force_login(gebruiker)
    velden = {"oldpassword": "een lange zin over fietsen", "password1": "Welkom2026!!", "password2": "Welkom2026!!"}
    antwoord = client.post("/account/wachtwoord/", velden)
    assert "lijst van gelekte" in antwoord.content.decode()
    gebruiker.refresh_from_db()
    assert gebruiker.check_password("een lange zin over fietsen")
