"""The document as data: how figures, dates and odd characters stand on paper."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.documenten import stuk as s


@pytest.mark.parametrize(
    ("cel", "soort", "tekst"),
    [
        (125000, "bedrag", "€\u00a01.250"),
        (125050, "bedrag", "€\u00a01.250,50"),
        (-7500, "bedrag", "-€\u00a075"),
        (0, "bedrag", "€\u00a00"),
        ("PM", "bedrag", "PM"),
        ("n.v.t.", "getal", "n.v.t."),
        (None, "bedrag", ""),
        (1140, "getal", "1.140"),
        (12.5, "procent", "12,5%"),
        (100, "procent", "100%"),
        (Decimal("0.10"), "getal", "0,1"),
        (dt.date(2026, 3, 3), "datum", "3 maart 2026"),
        (0, "getal", "0"),
    ],
)
@pytest.mark.regel("VER-12", "VER-16")
def test_cell_on_paper(cel: s.Cel, soort: s.Soort, tekst: str) -> None:
    assert s.toon(cel, soort) == tekst


def test_amounts_in_one_column_show_cents_together() -> None:
    tabel = s.Tabel(["a", "b"], [["x", 100], ["y", 150]], totaalrij=["z", 250], soorten=["tekst", "bedrag"])
    assert [r[1] for r in tabel.tekstrijen()] == ["€\u00a01,00", "€\u00a01,50"]
    assert tabel.teksttotaal() == ["z", "€\u00a02,50"]


def test_rows_are_as_long_as_the_head() -> None:
    assert s.Tabel(["a", "b"], [["x"], ["x", "y", "z"]]).tekstrijen() == [["x", ""], ["x", "y"]]


def test_numbers_stand_right() -> None:
    tabel = s.Tabel(["a", "b", "c"], [], soorten=["tekst", "bedrag"], uitlijning=["midden"])
    assert [tabel.lijn(i) for i in range(3)] == ["midden", "rechts", "links"]


def test_heading_levels_never_skip() -> None:
    koppen = [s.Kop("a", 3), s.Kop("b", 5), s.Kop("c", 1), s.Kop("d", 4), s.Kop("e", 2)]
    assert [k.niveau for k in s.nette_niveaus(koppen) if isinstance(k, s.Kop)] == [1, 2, 1, 2, 2]


@given(st.text())
def test_clean_text_fits_xml(tekst: str) -> None:
    from lxml import etree

    element = etree.Element("a")
    element.text = s.schoon(tekst)
    assert s.schoon(s.schoon(tekst)) == s.schoon(tekst)


def test_clean_text_keeps_breaks() -> None:
    assert s.schoon("a\r\nb\x0bc\x00\ud800\td") == "a\nb\nc\td"
