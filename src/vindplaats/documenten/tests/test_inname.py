"""Abuse of uploads (issue 2 F): every nasty file is refused with a Dutch sentence, without a memory spike."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vindplaats.documenten import weigering
from vindplaats.documenten.inname import Gekeurd, Maten, keur
from vindplaats.documenten.veilig_uitvoeren import MB, Werkbank
from vindplaats.documenten.weigering import Geweigerd

from . import maak

NIEUW = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + maak.BODY


def _versleutelde_pdf() -> bytes:
    import pikepdf

    return maak.pdf(encryption=pikepdf.Encryption(owner="baas", user="geheim"))


def _alleen_eigenaar() -> bytes:
    import pikepdf

    return maak.pdf(encryption=pikepdf.Encryption(owner="baas", user=""))


def _kapotte_docx() -> bytes:
    data = bytearray(maak.echte_docx())
    midden = data.find(b"word/document.xml") + 40
    data[midden : midden + 30] = bytes(30)
    return bytes(data)


def _zip_met_wachtwoord() -> bytes:
    data = bytearray(maak.docx())
    for teken, plek in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = data.find(teken)
        while begin >= 0:
            data[begin + plek] |= 1
            begin = data.find(teken, begin + 4)
    return bytes(data)


def _dubbele_naam() -> bytes:
    uit = io.BytesIO(maak.docx())
    with zipfile.ZipFile(uit, "a") as doel, pytest.warns(UserWarning, match="Duplicate name"):
        doel.writestr("word/document.xml", maak.BODY)
    return uit.getvalue()


def _script_in_objectstroom() -> bytes:
    import pikepdf

    return maak.pdf(bewerk=maak.met_script, object_stream_mode=pikepdf.ObjectStreamMode.generate)


GEVALLEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "leeg": (lambda: b"", "a.docx", "leeg"),
    "hernoemde exe": (lambda: b"MZ\x90\x00\x03" + bytes(600), "verslag.docx", "programma"),
    "hernoemde exe als pdf": (lambda: b"MZ\x90\x00" + bytes(100) + b"%PDF-1.7", "verslag.pdf", "programma"),
    "elf": (lambda: b"\x7fELF\x02\x01" + bytes(100), "verslag.txt", "programma"),
    "schil": (lambda: b"#!/bin/sh\nrm -rf /\n", "verslag.txt", "programma"),
    "zip": (lambda: maak.zak({"verslag.docx": maak.docx()}), "alles.zip", "inpakbestand"),
    "rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(50), "alles.docx", "inpakbestand"),
    "docm": (lambda: maak.docx(hoofd=maak.MACROHOOFD), "verslag.docm", "macro"),
    "docm als docx": (lambda: maak.docx({"word/vbaProject.bin": b"x"}), "verslag.docx", "macro"),
    "docm ingebed": (lambda: maak.docx({"word/embeddings/a.docm": b"PK"}), "verslag.docx", "macro"),
    "xxe": (lambda: maak.docx(body=NIEUW), "verslag.docx", "dtd"),
    "xxe in utf-16": (lambda: maak.docx(body=NIEUW.encode("utf-16")), "verslag.docx", "dtd"),
    "xxe na opvulling": (
        lambda: maak.docx(body="<?xml version='1.0'?><!--" + "x" * 200_000 + "--><!DOCTYPE x>" + maak.BODY),
        "verslag.docx",
        "dtd",
    ),
    "xxe in utf-7": (
        lambda: maak.docx(body="<?xml version='1.0' encoding='utf-7'?>" + maak.BODY),
        "verslag.docx",
        "dtd",
    ),
    "xxe in een relatie": (lambda: maak.docx({"word/_rels/document.xml.rels": NIEUW}), "verslag.docx", "dtd"),
    "pad omhoog": (lambda: maak.docx({"../../etc/cron.d/x": b"x"}), "verslag.docx", "onveilig_pad"),
    "vast pad": (lambda: maak.docx({"/etc/x": b"x"}), "verslag.docx", "onveilig_pad"),
    "pad van windows": (lambda: maak.docx({"C:\\x": b"x"}), "verslag.docx", "onveilig_pad"),
    "twee keer dezelfde naam": (_dubbele_naam, "verslag.docx", "onveilig_pad"),
    "zip in docx": (lambda: maak.docx({"word/meer.zip": maak.zak({"a": b"b"})}), "verslag.docx", "genest"),
    "exe in docx": (lambda: maak.docx({"word/media/x.exe": b"MZ"}), "verslag.docx", "programma"),
    "zipbom met leugen": (lambda: maak.leugen(20), "verslag.docx", "beschadigd"),
    "veel delen": (lambda: maak.docx({f"word/x{i}": b"" for i in range(4100)}), "verslag.docx", "te_veel_delen"),
    "beschadigde docx": (_kapotte_docx, "verslag.docx", "beschadigd"),
    "halve docx": (lambda: maak.echte_docx()[:4000], "verslag.docx", "beschadigd"),
    "docx met wachtwoord": (
        lambda: maak.OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
        "verslag.docx",
        "versleuteld",
    ),
    "zip met wachtwoord": (_zip_met_wachtwoord, "verslag.docx", "versleuteld"),
    "oude doc": (lambda: maak.OLE + bytes(1000), "verslag.doc", "oud_office"),
    "odt": (
        lambda: maak.zak({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "verslag.odt",
        "ander_office",
    ),
    "rtf": (lambda: rb"{\rtf1 hallo}", "verslag.docx", "ander_office"),
    "pdf met wachtwoord": (_versleutelde_pdf, "verslag.pdf", "versleuteld"),
    "pdf met beveiliging": (_alleen_eigenaar, "verslag.pdf", "versleuteld"),
    "pdf van 5.000 bladzijden": (lambda: maak.pdf(5000), "verslag.pdf", "te_veel_bladzijden"),
    "pdf met script": (lambda: maak.pdf(bewerk=maak.met_script), "verslag.pdf", "pdf_script"),
    "pdf met verstopt script": (_script_in_objectstroom, "verslag.pdf", "pdf_script"),
    "pdf met script onder schuilnaam": (
        lambda: maak.pdf(bewerk=maak.met_script).replace(b"/JavaScript", b"/#4aavaScrip#74"),
        "verslag.pdf",
        "pdf_script",
    ),
    "pdf met programma": (lambda: maak.pdf(bewerk=maak.met_start), "verslag.pdf", "pdf_start"),
    "pdf met bijlage": (lambda: maak.pdf(bewerk=maak.met_bijlage), "verslag.pdf", "pdf_bijlage"),
    "beschadigde pdf": (lambda: b"%PDF-1.7\n" + b"zomaar wat " * 50, "verslag.pdf", "beschadigd"),
    "tekst met nullen": (lambda: b"tekst\x00\x01\x02", "verslag.txt", "geen_tekst"),
    "ruis": (lambda: random.Random(1).randbytes(5000), "verslag.md", "geen_tekst"),
    "plaatje": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "verslag.docx", "onbekend"),
}


@pytest.fixture(scope="module")
def bank() -> object:
    with Werkbank() as bank:
        yield bank


@pytest.mark.parametrize("geval", GEVALLEN)
def test_nasty_file_is_refused_with_a_sentence(geval: str, bank: Werkbank) -> None:
    inhoud, naam, code = GEVALLEN[geval]
    with pytest.raises(Geweigerd) as fout:
        keur(inhoud(), naam, bank=bank)
    assert fout.value.code == code, fout.value
    assert fout.value.zin.endswith(".")
    assert "{" not in fout.value.zin
    assert len(fout.value.zin) < 140
    assert bank.piek_kb < 200 * 1024


def test_zip_bomb_is_refused_without_memory(tmp_path: Path) -> None:
    pad = maak.bom(tmp_path / "bom.docx", 160)
    assert pad.stat().st_size < 2 * MB
    with Werkbank() as bank, pytest.raises(Geweigerd) as fout:
        bank.doe("vindplaats.documenten.inname:keur", pad, "bom.docx")
    assert fout.value.code == "zipbom"


def test_peak_memory_of_a_bomb_and_of_200_mb(tmp_path: Path) -> None:
    groot = tmp_path / "groot.docx"
    with groot.open("wb") as bestand:
        bestand.truncate(200 * MB)
    bom = maak.bom(tmp_path / "bom.docx", 30)
    with Werkbank() as bank:
        for pad, code in ((groot, "te_groot"), (bom, "zipbom")):
            with pytest.raises(Geweigerd) as fout:
                bank.doe("vindplaats.documenten.inname:keur", pad, pad.name)
            assert fout.value.code == code
        bank.doe("vindplaats.documenten.tests.proefkonijnen:nummer")
        assert 0 < bank.piek_kb < 60 * 1024


def test_unpacked_size_is_counted_while_unpacking() -> None:
    data = maak.docx({"word/media/a.bin": random.Random(2).randbytes(3 * MB)})
    with pytest.raises(Geweigerd) as fout:
        keur(data, "a.docx", maten=Maten(uitgepakt=2 * MB))
    assert fout.value.code == "zipbom"


@pytest.mark.parametrize(
    ("inhoud", "naam", "soort"),
    [
        (maak.echte_docx, "verslag.docx", "docx"),
        (maak.echte_docx, "verslag.pdf", "docx"),
        (lambda: maak.pdf(3), "verslag.docx", "pdf"),
        (lambda: "Verantwoording é".encode(), "a.txt", "txt"),
        (lambda: "# Kop".encode("utf-16"), "a.md", "md"),
        (lambda: "Caf\u00e9".encode("cp1252"), "a.txt", "txt"),
        (lambda: b"blz 1\x0cblz 2", "a.txt", "txt"),
        (lambda: b"MZ-verslag van de stichting", "a.txt", "txt"),
    ],
)
def test_ordinary_file_comes_in_by_its_content(inhoud: Callable[[], bytes], naam: str, soort: str) -> None:
    uit = keur(inhoud(), naam)
    assert isinstance(uit, Gekeurd)
    assert uit.soort == soort
    assert uit.naam.endswith(soort)
    assert len(uit.sha256) == 64


def test_workbook_only_where_a_workbook_is_asked() -> None:
    from vindplaats.documenten.excel import Blad, Kolom, maak_csv, maak_xlsx

    blad = Blad("Blad", [Kolom("a")], [["b"]])
    with pytest.raises(Geweigerd) as fout:
        keur(maak_xlsx([blad]), "a.xlsx")
    assert fout.value.code == "niet_toegestaan"
    assert ".docx, .pdf, .txt of .md" in fout.value.zin
    assert keur(maak_xlsx([blad]), "a.xlsx", toegestaan=("xlsx", "csv")).soort == "xlsx"
    assert keur(maak_csv(blad), "a.csv", toegestaan=("xlsx", "csv")).soort == "csv"


def test_workbook_behind_a_chart_is_ordinary_and_told() -> None:
    uit = keur(maak.docx({"word/embeddings/blad.xlsx": b"PK"}), "a.docx")
    assert len(uit.waarschuwingen) == 1


RELATIE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="External"/>'
    "</Relationships>"
)


@pytest.mark.parametrize(
    ("soort", "doel", "aantal"),
    [
        ("attachedTemplate", "https://kwaad.test/x.dotm", 1),
        ("attachedTemplate", "\\\\kwaad\\x.dotm", 1),
        ("oleObject", "http://kwaad.test/x", 1),
        ("attachedTemplate", "file:///C:\\Sjablonen\\Normal.dotm", 0),
        ("hyperlink", "https://www.voorbeeld.test/", 0),
    ],
)
def test_template_from_elsewhere_is_told(soort: str, doel: str, aantal: int) -> None:
    uit = keur(maak.docx({"word/_rels/settings.xml.rels": RELATIE.format(soort, doel)}), "a.docx")
    assert len(uit.waarschuwingen) == aantal


def test_pdf_pages_are_counted() -> None:
    assert keur(maak.pdf(7), "a.pdf").bladzijden == 7
    with pytest.raises(Geweigerd) as fout:
        keur(maak.pdf(7), "a.pdf", maten=Maten(bladzijden=6))
    assert "7 bladzijden" in fout.value.zin


def test_own_exports_come_in_again() -> None:
    from vindplaats.documenten import stuk as s
    from vindplaats.documenten.pdf import maak_pdf
    from vindplaats.documenten.word import maak_docx

    stuk = s.Stuk("Verslag", [s.Kop("Een"), s.Alinea("Tekst")])
    assert keur(maak_docx(stuk), "a.docx").soort == "docx"
    assert keur(maak_pdf(stuk).data, "a.pdf").soort == "pdf"


def test_path_gives_the_same_as_bytes(tmp_path: Path) -> None:
    pad = tmp_path / "x"
    pad.write_bytes(maak.echte_docx("hallo"))
    assert keur(pad, "a.docx") == keur(pad.read_bytes(), "a.docx")


def test_every_sentence_says_what_to_do() -> None:
    for code, zin in weigering.ZINNEN.items():
        assert zin.count(".") >= 1, code
        doe = ("lever", "kies", "sla", "maak", "haal", "pak", "open")
        assert any(w in zin.lower() for w in doe), code
