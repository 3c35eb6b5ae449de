"""The pure rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.organisaties import rules


@pytest.mark.regel("P-07")
@pytest.mark.parametrize(
    ("tekst", "over", "aantal"),
    [
        ("nummer 111222333 hier", "nummer [nummer weggelaten] hier", 1),
        ("1112.22.333", "[nummer weggelaten]", 1),
        ("1112 22 333", "[nummer weggelaten]", 1),
        ("111 222 333", "[nummer weggelaten]", 1),
        ("111222334", "111222334", 0),
        ("0123456789", "0123456789", 0),
        ("50.9523456 en 5.8634567", "50.9523456 en 5.8634567", 0),
        ("000000000", "000000000", 0),
        ("1.112.223,33", "1.112.223,33", 0),
    ],
)
def test_numbers_that_can_be_a_bsn(tekst: str, over: str, aantal: int) -> None:
    assert rules.zonder_bsn(tekst) == (over, aantal)


@pytest.mark.regel("P-07")
@given(st.integers(0, 10**8 - 1).map(lambda n: f"{n:08}"))
def test_no_number_that_passes_survives(acht: str) -> None:
    for laatste in "0123456789":
        getal = acht + laatste
        assert (rules.WEGGELATEN in rules.zonder_bsn(f"x {getal} y")[0]) is rules.elfproef(getal)


@pytest.mark.parametrize(("tekst", "uit"), [("12", 12), ("0", 0), ("<5", None), ("< 5", None)])
def test_counts(tekst: str, uit: int | None) -> None:
    assert rules.lees_aantal(tekst) == uit


@pytest.mark.parametrize("tekst", ["", "-1", "3,5", "<10", "veel", "1234567"])
def test_counts_that_are_none(tekst: str) -> None:
    with pytest.raises(ValueError, match="geen aantal leerlingen"):
        rules.lees_aantal(tekst)


@pytest.mark.parametrize(
    ("groot", "klein"),
    [
        ("'S-PROEFHAGE", "'s-Proefhage"),
        ("IJSDORP", "IJsdorp"),
        ("PROEF AAN DEN RAND", "Proef aan den Rand"),
        ("DE PROEF", "De Proef"),
        ("NOORD-PROEF", "Noord-Proef"),
        ("Al goed Geschreven", "Al goed Geschreven"),
        ("", ""),
    ],
)
def test_names_in_capitals(groot: str, klein: str) -> None:
    assert rules.nette_naam(groot) == klein


@pytest.mark.regel("S-05")
def test_identifiers() -> None:
    assert rules.lees_vestigingscode(" 98ab00 ") == "98AB00"
    assert rules.lees_bestuursnummer("41516") == "41516"
    assert rules.lees_swv_code("po3105") == "PO3105"
    assert rules.lees_gemeentecode("GM0935") == rules.lees_gemeentecode("935") == "0935"
    for lees, fout in (
        (rules.lees_vestigingscode, "98A"),
        (rules.lees_bestuursnummer, "4151"),
        (rules.lees_swv_code, "PO31"),
        (rules.lees_gemeentecode, "GM"),
        (rules.lees_postcode, "0155AB"),
        (rules.lees_pc4, "61"),
    ):
        with pytest.raises(ValueError):
            lees(fout)


TABEL = {"6155": "PO3104", "6361": "PO3106"}


@pytest.mark.regel("S-09", "C-21", "ORG-03")
def test_the_postcode_decides_not_the_municipality() -> None:
    """One municipality, two SWVs: only the postcode differs."""
    assert rules.bepaal_swv("6155AB", "Openbaar", TABEL, {})[0] == "PO3104"
    assert rules.bepaal_swv("6361AB", "Openbaar", TABEL, {})[0] == "PO3106"


def test_unknown_postcode_gives_no_swv_and_says_so() -> None:
    assert rules.bepaal_swv("9999AB", "Openbaar", TABEL, {}) == (None, "postcode 9999 staat niet in de regeling")
    assert rules.bepaal_swv("", "Openbaar", TABEL, {})[0] is None


def test_reformed_schools_belong_to_a_national_swv() -> None:
    landelijk = rules.landelijke_verbanden({"PO9909": "Reformatorisch", "PO3104": ""})
    assert rules.bepaal_swv("6155AB", "Reformatorisch", TABEL, landelijk)[0] == "PO9909"
    onbekend = rules.landelijke_verbanden({"PO3104": ""})
    code, zin = rules.bepaal_swv("6155AB", "Reformatorisch", TABEL, onbekend)
    assert code is None
    assert "landelijk verband" in zin


def test_end_dates() -> None:
    assert rules.einde_na(2023) == dt.date(2024, 7, 31)
    assert rules.voorgesteld_einde(dt.date(2026, 11, 22)) == dt.date(2026, 7, 31)
    assert rules.voorgesteld_einde(dt.date(2026, 7, 31)) == dt.date(2025, 7, 31)


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        (None, None, True),
        (dt.date(2024, 1, 2), None, False),
        (None, dt.date(2023, 12, 31), False),
        (dt.date(2024, 1, 1), dt.date(2024, 1, 1), True),
    ],
)
def test_runs_on_a_day(van: dt.date | None, tot: dt.date | None, verwacht: bool) -> None:
    assert rules.loopt({"van": van, "tot": tot}, dt.date(2024, 1, 1)) is verwacht
