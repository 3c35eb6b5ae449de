"""The table of a screen as Excel and CSV."""

import datetime as dt
import io

import pytest
from django.utils.safestring import mark_safe

from vindplaats.documenten.schermtabel import als_bestand
from vindplaats.kern.schermdelen import Kolom, Rij, Tabel

KOLOMMEN = [
    Kolom("naam", "Naam"),
    Kolom("stand", "Stand", "html"),
    Kolom("geld", "Ontvangen", "bedrag"),
    Kolom("dag", "Dag", "datum"),
]


def tabel() -> Tabel:
    rijen = [
        Rij(
            {
                "naam": "=HYPERLINK(1)",
                "stand": mark_safe("<b>Klaar &amp; af</b>"),
                "geld": 125050,
                "dag": dt.date(2026, 3, 3),
            }
        ),
        Rij({"naam": "De Wiel", "geld": 0}),
    ]
    return Tabel("Verslagen van besturen", KOLOMMEN, rijen, {"geld": 125050})


def test_csv_houdt_getallen_en_maakt_formules_onschadelijk() -> None:
    antwoord = als_bestand(tabel(), "csv")
    assert antwoord.headers["Content-Disposition"] == 'attachment; filename="verslagen-van-besturen.csv"'
    regels = antwoord.content.decode("utf-8-sig").splitlines()
    assert regels == [
        "Naam;Stand;Ontvangen;Dag",
        "'=HYPERLINK(1);Klaar & af;1250,50;2026-03-03",
        "De Wiel;;0,00;",
        "Totaal;;1250,50;",
    ]


def test_excel_houdt_euros_als_getal_en_leeg_leeg() -> None:
    import openpyxl

    blad = openpyxl.load_workbook(io.BytesIO(als_bestand(tabel(), "xlsx").content)).worksheets[0]
    rijen = [[cel.value for cel in rij] for rij in blad.iter_rows()]
    kop = next(i for i, rij in enumerate(rijen) if rij[0] == "Naam")
    assert rijen[kop + 1][0] == "'=HYPERLINK(1)"
    assert rijen[kop + 1][1:3] == ["Klaar & af", 1250.5]
    assert rijen[kop + 2][1] is None
    assert rijen[kop + 2][2] == 0


def test_een_andere_soort_bestaat_niet() -> None:
    with pytest.raises(KeyError):
        als_bestand(tabel(), "exe")
