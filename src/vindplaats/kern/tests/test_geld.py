"""Amounts as people write them (report-format trap 5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.kern.geld import als_euro, naar_centen


@pytest.mark.parametrize(
    ("tekst", "centen"),
    [
        ("132.380,00", 13_238_000),
        ("€  81.739,-", 8_173_900),
        ("1.140", 114_000),
        ("€    43.500", 4_350_000),
        ("1.631.099", 163_109_900),
        ("€ 0", 0),
        ("12,5", 1250),
        ("-€ 75", -7500),
        ("EUR 2000", 200_000),
        ("€", None),
        ("", None),
        (None, None),
    ],
)
@pytest.mark.regel("VER-07", "VER-12")
def test_naar_centen(tekst: str | None, centen: int | None) -> None:
    assert naar_centen(tekst) == centen


@pytest.mark.parametrize("tekst", ["PM", "n.v.t.", "1.14", "12,345", "12.34.567", "duizend"])
def test_geen_bedrag_geeft_een_zin(tekst: str) -> None:
    with pytest.raises(ValueError, match="geen bedrag"):
        naar_centen(tekst)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_heen_en_terug(centen: int) -> None:
    assert naar_centen(als_euro(centen)) == centen


def test_leeg_is_niet_nul() -> None:
    assert als_euro(None) == "niet ingevuld"
    assert als_euro(0) == "€\u00a00"
