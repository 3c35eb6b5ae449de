"""The Word document: real styles, Dutch, page fields, pictures with text. bench/documenten.py opens one in LibreOffice."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from vindplaats.documenten import stuk as s
from vindplaats.documenten.inname import keur
from vindplaats.documenten.word import maak_docx

from . import voorbeeld


@pytest.fixture(scope="module")
def doc() -> Any:
    return docx.Document(io.BytesIO(maak_docx(voorbeeld.rapport())))


@pytest.mark.regel("VER-02")
def test_styles_are_real(doc: Any) -> None:
    stijlen = {p.style.name: p.text for p in doc.paragraphs}
    for naam in ("Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "List Number", "Caption", "Quote"):
        assert naam in stijlen, naam
    assert "Heading 3" not in stijlen
    assert stijlen["Title"] == "Gezamenlijke verantwoording 2023-2024"


def test_language_title_and_properties(doc: Any) -> None:
    assert doc.core_properties.title == "Gezamenlijke verantwoording 2023-2024"
    assert doc.core_properties.language == "nl-NL"
    talen = {el.get(qn("w:val")) for el in doc.styles.element.iter(qn("w:lang"))}
    assert talen == {"nl-NL"}


def test_table_head_is_repeated_and_amounts_stand_right(doc: Any) -> None:
    tabel = doc.tables[0]
    assert tabel.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [c.text for c in tabel.rows[0].cells] == ["Bestuur", "Bedrag", "Doel"]
    assert tabel.rows[-2].cells[1].text == "PM"
    assert tabel.rows[1].cells[1].paragraphs[0].alignment == 2
    assert tabel.rows[-1].cells[0].paragraphs[0].runs[0].bold


def test_footer_counts_pages(doc: Any) -> None:
    velden = [el.text.strip() for el in doc.sections[0].footer._element.iter(qn("w:instrText"))]
    assert velden == ["PAGE", "NUMPAGES"]


def test_picture_has_its_text(doc: Any) -> None:
    beelden = [el.get("descr") for el in doc.element.iter(qn("wp:docPr"))]
    assert beelden == ["Staaf met 12 in deel 1"]


def test_lists_count_each_for_themselves() -> None:
    data = maak_docx(s.Stuk("T", [s.Lijst(["a", "b"], genummerd=True), s.Alinea("x"), s.Lijst(["c"], genummerd=True)]))
    doc = docx.Document(io.BytesIO(data))
    nummers = [p._p.pPr.numPr.numId.val for p in doc.paragraphs if p.style.name == "List Number"]
    assert nummers[0] == nummers[1] != nummers[2]


def test_text_with_odd_characters_and_breaks() -> None:
    data = maak_docx(s.Stuk("T\x00", [s.Alinea("a\nb\x00<w:p/>&"), s.Selectievakjes([("ja", True)])]))
    teksten = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    assert "a\nb<w:p/>&" in teksten
    assert "☒ ja" in teksten


def test_letter() -> None:
    doc = docx.Document(io.BytesIO(maak_docx(voorbeeld.brief())))
    teksten = "\n".join(p.text for p in doc.paragraphs)
    assert "Onderwerp: Uitnodiging voor het gesprek" in teksten
    assert "A. de Voorbeeldige" in teksten


def test_file_is_whole_and_comes_through_our_own_intake() -> None:
    data = maak_docx(
        voorbeeld.rapport(
            huisstijl=s.Huisstijl("SWV", logo=voorbeeld.SVG.replace("#0f5d7e", "#a8201a").encode(), kleur="#a8201a")
        )
    )
    assert keur(data, "x.docx").soort == "docx"
    with zipfile.ZipFile(io.BytesIO(data)) as zak:
        assert zak.testzip() is None
        assert sum(n.endswith(".png") for n in zak.namelist()) == 2
