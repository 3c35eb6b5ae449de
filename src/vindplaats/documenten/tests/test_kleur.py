"""Contrast of a house colour, by WCAG 2.2, and its correction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.documenten import rules


@pytest.mark.parametrize(
    ("een", "ander", "verhouding"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_ratio_is_that_of_wcag(een: str, ander: str, verhouding: float) -> None:
    assert rules.contrast(een, ander) == pytest.approx(verhouding, abs=0.01)
    assert rules.contrast(ander, een) == rules.contrast(een, ander)


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_becomes_readable(getal: int) -> None:
    palet = rules.palet(f"#{getal:06x}")
    for achtergrond in (rules.WIT, rules.MIST_LICHT, palet.licht_tint):
        assert rules.contrast(palet.licht, achtergrond) >= 4.5
    for achtergrond in (rules.PAPIER_DONKER, rules.MIST_DONKER, palet.donker_tint):
        assert rules.contrast(palet.donker, achtergrond) >= 4.5
    assert rules.contrast(palet.licht_hover, rules.WIT) >= 4.5
    assert rules.contrast("#0b1f29", palet.donker) >= 4.5


def test_good_colour_stays() -> None:
    assert rules.palet("#0f5d7e").licht == "#0f5d7e"
    assert not rules.palet("#0f5d7e").aangepast
    assert "Goed leesbaar" in rules.oordeel("#0f5d7e")


def test_light_colour_is_corrected_and_told() -> None:
    zin = rules.oordeel("#ffcc00")
    assert "Te licht" in zin
    assert rules.palet("#ffcc00").licht in zin


@pytest.mark.parametrize(("ruw", "kleur"), [("0F5D7E", "#0f5d7e"), (" #07a ", "#0077aa"), ("#abc", "#aabbcc")])
def test_reading_a_colour(ruw: str, kleur: str) -> None:
    assert rules.lees_kleur(ruw) == kleur


@pytest.mark.parametrize("ruw", ["rood", "#12345", "#gggggg", "", "#0f5d7e; background:url(x)"])
def test_what_is_no_colour(ruw: str) -> None:
    with pytest.raises(ValueError, match="bijvoorbeeld #0f5d7e"):
        rules.lees_kleur(ruw)
