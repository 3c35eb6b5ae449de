"""Word differences and "the same paragraph" (issue 2 D7 and C: two people in one report)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vindplaats.verantwoording.lezer.vergelijk_tekst import Stuk, alineas, vergelijk, zelfde_alinea


def _woorden(tekst: str) -> list[str]:
    return tekst.split()


def test_een_vervangen_woord_staat_weg_voor_nieuw() -> None:
    assert vergelijk("Er waren drie thuiszitters.", "Er waren vijf thuiszitters.") == [
        Stuk("gelijk", "Er waren "),
        Stuk("weg", "drie "),
        Stuk("nieuw", "vijf "),
        Stuk("gelijk", "thuiszitters."),
    ]


def test_gelijke_tekst_is_een_stuk_en_lege_tekst_geen() -> None:
    assert vergelijk("Geen wijzigingen dit jaar.", "Geen wijzigingen dit jaar.") == [
        Stuk("gelijk", "Geen wijzigingen dit jaar.")
    ]
    assert vergelijk("", "") == []
    assert vergelijk("", "Nieuw.") == [Stuk("nieuw", "Nieuw.")]
    assert vergelijk("Oud.", "") == [Stuk("weg", "Oud.")]


def test_andere_regelafbreking_en_aanhalingstekens_zijn_geen_verschil() -> None:
    stukken = vergelijk("De school\nwerkt ‘samen’ met ouders.", "De school werkt 'samen'\nmet ouders.")
    assert [stuk.soort for stuk in stukken] == ["gelijk"]


def test_een_los_lidwoord_tussen_twee_wijzigingen_hoort_bij_de_wijziging() -> None:
    stukken = vergelijk("Wij volgen de kinderen nauwkeurig.", "Zij begeleiden de leerlingen dagelijks.")
    assert [stuk.soort for stuk in stukken if stuk.soort != "gelijk"] == ["weg", "nieuw"]


_ALFABET = st.sampled_from(["de", "school", "werkt", "samen", "12", "%", ",", ".", "niet", "thuis", "\n\n"])
_TEKST = st.lists(_ALFABET, max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(_TEKST, _TEKST)
def test_de_stukken_geven_beide_teksten_terug(oud: str, nieuw: str) -> None:
    stukken = vergelijk(oud, nieuw)
    assert _woorden("".join(s.tekst for s in stukken if s.soort != "nieuw")) == _woorden(oud)
    assert "".join(s.tekst for s in stukken if s.soort != "weg") == nieuw
    assert all(stuk.tekst for stuk in stukken)
    soorten = [stuk.soort for stuk in stukken]
    assert all(a != b for a, b in itertools.pairwise(soorten))


def test_lange_teksten_gaan_vlot() -> None:
    oud = " ".join(f"woord{n % 97} en" for n in range(3000))
    nieuw = oud.replace("woord7 ", "anders ").replace("woord33 ", "")
    soorten = {stuk.soort for stuk in vergelijk(oud, nieuw)}
    assert soorten == {"gelijk", "weg", "nieuw"}


def test_alineas_zijn_door_een_witregel_gescheiden() -> None:
    tekst = "Eerste alinea\nloopt door.\n\nTweede.\n \nDerde."
    assert [tekst[a:b] for a, b in alineas(tekst)] == ["Eerste alinea\nloopt door.", "Tweede.", "Derde."]


_ZIN = "Wij bespreken elke leerling met een ondersteuningsvraag minstens twee keer met ouders en de intern begeleider"


@pytest.mark.regel("VER-13")
@pytest.mark.parametrize(
    ("a", "b", "gelijk"),
    [
        (_ZIN + ".", _ZIN.upper() + " !", True),
        (_ZIN + " in 2022-2023.", _ZIN + " in 2023-2024.", True),
        (_ZIN + ". Er waren 3 thuiszitters.", _ZIN + ". Er waren 5 thuiszitters.", False),
        (_ZIN + ".", "Ouders worden uitgenodigd voor een gesprek over de wachtlijst van de nieuwe voorziening.", False),
        ("Geen.", "geen", True),
        ("Geen bijzonderheden.", "Wel bijzonderheden.", False),
        ("", "Tekst.", False),
        ("", " ", True),
    ],
)
def test_zelfde_alinea(a: str, b: str, gelijk: bool) -> None:
    assert zelfde_alinea(a, b) is gelijk
    assert zelfde_alinea(b, a) is gelijk
