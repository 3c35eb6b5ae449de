"""The PDF: tagged and checked as PDF/UA-1, in the house style, and its text can be found again."""

import io
import re
from pathlib import Path
from typing import Any

import pytest

from vindplaats.documenten import stuk as s
from vindplaats.documenten.pdf import GRENZEN, maak_pdf
from vindplaats.documenten.veilig_uitvoeren import Grenzen, UitvoerFout

from . import voorbeeld


def tekst_van(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as doc:
        return "\n".join(p.extract_text() for p in doc.pages)


def labels(data: bytes) -> list[str]:
    """The structure types of a tagged PDF, in reading order."""
    import pikepdf

    uit: list[str] = []

    def loop(knoop: Any) -> None:
        if isinstance(knoop, pikepdf.Array):
            for kind in knoop:
                loop(kind)
        elif isinstance(knoop, pikepdf.Dictionary):
            if "/S" in knoop:
                uit.append(str(knoop.S))
            if "/K" in knoop:
                loop(knoop.K)

    with pikepdf.open(io.BytesIO(data)) as doc:
        loop(doc.Root.StructTreeRoot)
    return uit


@pytest.mark.regel("VER-02")
def test_report_is_tagged_and_readable_again() -> None:
    import pikepdf

    uit = maak_pdf(voorbeeld.rapport())
    assert uit.toegankelijk
    assert uit.melding == ""
    with pikepdf.open(io.BytesIO(uit.data)) as doc:
        assert "/StructTreeRoot" in doc.Root
        assert bool(doc.Root.MarkInfo.Marked)
        assert str(doc.Root.Lang).lower().startswith("nl")
        assert bool(doc.Root.ViewerPreferences.DisplayDocTitle)
        with doc.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert "Gezamenlijke verantwoording" in meta["dc:title"]
    tekst = tekst_van(uit.data)
    for zoek in (
        "Hoofdstuk 1",
        "PM",
        "€ 12.345",
        "Stichting X",
        "☒ In het jaarverslag",
        "☐ Apart bestand",
        "eerste punt",
    ):
        assert zoek in tekst.replace("\u00a0", " "), zoek
    assert "Kenmerk: VW-2024-001" in tekst
    assert "3 maart 2026" in tekst
    assert re.search(r"Pagina 1 van \d", tekst)


def test_structure_can_be_walked() -> None:
    gevonden = labels(maak_pdf(voorbeeld.rapport()).data)
    for soort in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Figure", "/Caption"):
        assert soort in gevonden, soort
    assert "/H3" not in gevonden


def test_text_is_never_markup() -> None:
    tekst = tekst_van(
        maak_pdf(s.Stuk("T", [s.Alinea(voorbeeld.ECHT), s.Kop("#pagebreak() = x"), s.Lijst(["*x*"])])).data
    )
    plat = " ".join(tekst.split())
    for zoek in ("*dit*", "#set,", "$x$,", "<b>,", "@naam", "\\tekens{}", "#pagebreak() = x", "*x*"):
        assert zoek in plat, zoek


def test_long_table_repeats_its_head_on_the_next_page() -> None:
    import pdfplumber

    data = maak_pdf(voorbeeld.rapport(rijen=70, inhoudsopgave=False)).data
    with pdfplumber.open(io.BytesIO(data)) as doc:
        koppen = [p.extract_text().count("Bestuur Bedrag Doel") for p in doc.pages]
    assert sum(koppen) >= 2
    assert max(koppen) == 1


def test_unknown_character_gives_a_plain_tagged_pdf_that_says_so() -> None:
    import pikepdf

    uit = maak_pdf(s.Stuk("Teken", [s.Alinea("Een raket \U0001f680 en \u4f60.")]))
    assert not uit.toegankelijk
    assert set(uit.onbekend) == {"\U0001f680", "\u4f60"}
    assert "\u4f60" in uit.melding
    with pikepdf.open(io.BytesIO(uit.data)) as doc:
        assert "/StructTreeRoot" in doc.Root


def test_wide_alphabets_and_signs_are_covered() -> None:
    letters = "Čeština, Ελληνικά, Кириллица, Türkçe, Łódź, عربي, ☒☐✓→≤≥½€’“”–—…•²"
    assert maak_pdf(s.Stuk("Letters", [s.Alinea(letters)])).toegankelijk


def test_letter_has_address_signature_and_one_page() -> None:
    uit = maak_pdf(voorbeeld.brief())
    tekst = tekst_van(uit.data)
    assert uit.toegankelijk
    for zoek in (
        "1234 AB Voorbeeld",
        "Onderwerp: Uitnodiging voor het gesprek",
        "A. de Voorbeeldige",
        "Pagina 1 van 1",
    ):
        assert zoek in tekst, zoek


@pytest.mark.parametrize("kleur", ["#ff0000", "rood", '"); #panic("x'])
def test_odd_colour_does_not_break_the_page(kleur: str) -> None:
    assert maak_pdf(s.Stuk("T", [s.Kop("K")], huisstijl=s.Huisstijl(kleur=kleur))).toegankelijk


def test_logo_is_placed_with_its_text() -> None:
    stijl = s.Huisstijl("SWV Voorbeeld", logo=voorbeeld.SVG.encode())
    uit = maak_pdf(s.Stuk("T", [s.Alinea("x")], huisstijl=stijl))
    assert uit.toegankelijk
    assert "/Figure" in labels(uit.data)


def test_empty_document_still_is_one() -> None:
    uit = maak_pdf(s.Stuk("", [s.Alinea(""), s.Lijst([]), s.Kenmerken([]), s.Tabel(["a"], [])]))
    assert uit.toegankelijk


def test_every_heading_level_and_newlines_in_cells() -> None:
    blokken: list[s.Blok] = [s.Kop(f"Kop {n}", n) for n in range(1, 7)]
    blokken.append(s.Tabel(["a", "b"], [["een\ntwee", ""]]))
    assert maak_pdf(s.Stuk("T", blokken)).toegankelijk


def test_too_little_time_is_told() -> None:
    krap = Grenzen(geheugen=GRENZEN.geheugen, rekentijd=60, wachttijd=0.01)
    with pytest.raises(UitvoerFout) as fout:
        maak_pdf(voorbeeld.rapport(), krap)
    assert fout.value.code == "tijd"


def test_no_trace_of_this_machine_in_the_file() -> None:
    data = maak_pdf(voorbeeld.rapport()).data
    assert str(Path(__file__).resolve().parents[2]).encode() not in data
    assert b"site-packages" not in data
