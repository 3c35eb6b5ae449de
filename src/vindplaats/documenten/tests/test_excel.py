"""Excel, CSV and JSON: numbers stay numbers, and nothing of somebody else becomes a formula."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.documenten.excel import (
    Blad,
    Kolom,
    bewaak,
    bladnamen,
    maak_csv,
    maak_json,
    maak_xlsx,
    ontdoe,
    van_tabel,
)
from vindplaats.documenten.stuk import Tabel

BLAD = Blad(
    "Ontvangen",
    [
        Kolom("Bestuur"),
        Kolom("Bedrag", "bedrag", uitleg="Wat het samenwerkingsverband overmaakte"),
        Kolom("Deel", "procent"),
        Kolom("Peildatum", "datum"),
    ],
    [["Stichting A", 1234550, 12.5, dt.date(2024, 10, 1)], ["=1+1", "PM", 0, None], ["Stichting B", 0, None, None]],
    totaalrij=["Totaal", 1234550, None, None],
)


@pytest.fixture(scope="module")
def boek() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(maak_xlsx([BLAD], over=[("Bron", "=opgave van de besturen")])))


@pytest.mark.regel("VER-12", "VER-16")
def test_numbers_are_numbers_and_zero_is_not_empty(boek: openpyxl.Workbook) -> None:
    blad = boek["Ontvangen"]
    assert blad["B2"].value == 12345.5
    assert "€" in blad["B2"].number_format
    assert blad["B3"].value == "PM"
    assert blad["B4"].value == 0
    assert blad["C4"].value is None
    assert blad["D2"].value == dt.datetime(2024, 10, 1)
    assert blad["B5"].value == 12345.5
    assert blad["B5"].font.bold


def test_sheet_is_handy(boek: openpyxl.Workbook) -> None:
    blad = boek["Ontvangen"]
    assert blad.freeze_panes == "A2"
    assert blad.auto_filter.ref == "A1:D4"
    assert blad.column_dimensions["A"].width > 9


def test_sheet_about_the_figures(boek: openpyxl.Workbook) -> None:
    rijen = [[c.value for c in rij] for rij in boek["Over dit bestand"].iter_rows()]
    assert ["Bron", "'=opgave van de besturen"] in rijen
    assert ["Ontvangen: Bedrag", "Wat het samenwerkingsverband overmaakte"] in rijen


@pytest.mark.parametrize("tekst", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1", "'=1", "＝1"])
def test_formula_never_runs(tekst: str) -> None:
    assert bewaak(tekst).startswith("'")
    blad = Blad("x", [Kolom(tekst)], [[tekst]])
    for cel in next(iter(openpyxl.load_workbook(io.BytesIO(maak_xlsx([blad]))).worksheets)).iter_rows():
        assert cel[0].data_type == "s"
        assert cel[0].value.startswith("'")
    for rij in csv.reader(io.StringIO(maak_csv(blad).decode("utf-8-sig"), newline=""), delimiter=";"):
        assert rij[0].startswith("'")


@given(st.text(alphabet=st.sampled_from("'=+-@ \ta1\u00a0"), max_size=8))
def test_guard_can_be_undone(tekst: str) -> None:
    assert ontdoe(bewaak(tekst)) == tekst


@pytest.mark.parametrize("tekst", ["gewoon", "", "'s morgens", "12-13", "a=b", "Stichting - Noord"])
def test_ordinary_text_is_left_alone(tekst: str) -> None:
    assert bewaak(tekst) == tekst
    assert ontdoe(tekst) == tekst


def test_csv_opens_in_a_dutch_excel() -> None:
    rijen = list(csv.reader(io.StringIO(maak_csv(BLAD).decode("utf-8-sig")), delimiter=";"))
    assert rijen[1] == ["Stichting A", "12345,50", "12,5", "2024-10-01"]
    assert rijen[2] == ["'=1+1", "PM", "0", ""]
    assert rijen[-1][0] == "Totaal"


def test_sheet_names_are_accepted_and_differ() -> None:
    lang = "Een heel lange naam van een blad dat niet past"
    namen = bladnamen(["A/B:C", lang, lang, "", "History", "a b c"])
    assert all(0 < len(n) <= 31 for n in namen)
    assert len({n.lower() for n in namen}) == len(namen)
    assert maak_xlsx([Blad(n, [], []) for n in [lang, lang]])


def test_json_is_readable() -> None:
    uit = maak_json({"datum": dt.date(2024, 1, 2), "deel": Decimal("1.5"), "naam": "é"})
    assert json.loads(uit) == {"datum": "2024-01-02", "deel": "1.5", "naam": "é"}
    assert "é".encode() in uit


def test_table_of_a_document_becomes_a_sheet() -> None:
    blad = van_tabel("T", Tabel(["a", "b"], [["x", 5]], soorten=["tekst", "bedrag"]))
    assert [k.soort for k in blad.kolommen] == ["tekst", "bedrag"]


def test_text_longer_than_a_cell_is_cut_not_lost_whole() -> None:
    boek = openpyxl.load_workbook(io.BytesIO(maak_xlsx([Blad("x", [Kolom("a")], [["y" * 40000]])])))
    assert len(boek["x"]["A2"].value) == 32767
