"""Files that cannot be read are refused with a sentence that says what to do; none of them costs memory."""

import io
import pickle
import zipfile

import pytest

from vindplaats.verantwoording.lezer import LeesFout, lees

from . import besturen
from .varianten import BASIS, als_txt
from .varianten_docx import als_docx
from .varianten_pdf import als_pdf


def _docx_met(**delen: bytes) -> bytes:
    """A small Word file with parts replaced or added (name with __ for / and _xml kept)."""
    bron = zipfile.ZipFile(io.BytesIO(als_docx(besturen.kort(), BASIS, "plat")))
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        for naam in bron.namelist():
            if naam not in {sleutel.replace("__", "/") for sleutel in delen}:
                doel.writestr(naam, bron.read(naam))
        for sleutel, inhoud in delen.items():
            doel.writestr(sleutel.replace("__", "/"), inhoud)
    return uit.getvalue()


def _weiger(data: bytes, naam: str = "verslag.docx") -> LeesFout:
    with pytest.raises(LeesFout) as fout:
        lees(data, naam)
    assert fout.value.zin.endswith(".")
    assert len(fout.value.zin) > 40
    return fout.value


def _xxe(inhoud: str) -> bytes:
    return (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "bbbbbbbb">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        f"<w:t>{inhoud}</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def test_leeg_bestand() -> None:
    assert _weiger(b"  \n ", "x.txt").code == "leeg"


def test_ander_formulier() -> None:
    fout = _weiger(
        ("Beste ouders, het schoolplan gaat over het knooppunt en over thuiszitters. " * 40).encode(), "brief.txt"
    )
    assert fout.code == "ander_formulier"


def test_beschadigd_word() -> None:
    data = als_docx(besturen.kort(), BASIS, "plat")
    assert _weiger(data[: len(data) // 2]).code == "beschadigd"


def test_kapotte_xml() -> None:
    assert _weiger(_docx_met(word__document_xml=b"").replace(b"word/document_xml", b"word/document.xml")).code in (
        "beschadigd",
        "soort",
    )
    assert _weiger(_docx_met(**{"word__document.xml": b"<w:document><w:body>"})).code == "beschadigd"


def test_macrobestand() -> None:
    assert _weiger(_docx_met(**{"word__vbaProject.bin": b"x"})).code == "macro"


@pytest.mark.parametrize("inhoud", ["&a;", "&b;", "tekst"])
def test_externe_entiteit(inhoud: str) -> None:
    assert _weiger(_docx_met(**{"word__document.xml": _xxe(inhoud)})).code == "entiteiten"


def test_zipbom() -> None:
    assert _weiger(_docx_met(**{"word__document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})).code == "bom"


def test_zip_met_duizenden_delen() -> None:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as zak:
        for i in range(3500):
            zak.writestr(f"word/{i}.xml", b"")
    assert _weiger(uit.getvalue()).code == "bom"


def test_pad_in_de_naam_doet_niets() -> None:
    lezing = lees(_docx_met(**{"..__..__..__tmp__kwaad.txt": b"x"}), "../../kwaad.docx")
    assert lezing.waarde("bestuur") == besturen.kort().bestuur


def test_versleutelde_pdf() -> None:
    import pikepdf

    uit = io.BytesIO()
    with pikepdf.open(io.BytesIO(als_pdf(besturen.kort(), BASIS))) as pdf:
        pdf.save(uit, encryption=pikepdf.Encryption(user="geheim", owner="baas"))
    assert _weiger(uit.getvalue(), "x.pdf").code == "beveiligd"


def test_pdf_met_te_veel_bladzijden() -> None:
    import pikepdf

    uit = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(400):
            pdf.add_blank_page()
        pdf.save(uit)
    assert _weiger(uit.getvalue(), "x.pdf").code == "te_veel_bladzijden"


def test_scan_zonder_tekst() -> None:
    import pikepdf

    uit = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(uit)
    assert _weiger(uit.getvalue(), "scan.pdf").code == "scan"


def test_kapotte_pdf() -> None:
    assert _weiger(b"%PDF-1.7\nrommel" * 20, "x.pdf").code in ("beschadigd", "scan")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "soort"),
        (b"\x7fELF" + b"\x01" * 200, "soort"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "soort"),
        (b"{\\rtf1 tekst}", "soort"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "soort"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "beveiligd"),
        (b"tekst met een \x00 nul", "soort"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "soort"),
        (b"PK\x03\x04 geen zip", "beschadigd"),
        (b"x" * (26 * 1024 * 1024), "te_groot"),
    ],
)
def test_verkeerde_soort(data: bytes, code: str) -> None:
    assert _weiger(data, "verslag.docx").code == code


def test_soort_volgt_de_inhoud_niet_de_naam() -> None:
    assert lees(als_txt(besturen.kort(), BASIS).encode(), "verslag.pdf").soort == "txt"
    assert lees(als_pdf(besturen.kort(), BASIS), "verslag.txt").soort == "pdf"


def test_fout_en_lezing_gaan_heel_door_een_ander_proces() -> None:
    fout = pickle.loads(pickle.dumps(LeesFout("Een zin.", "scan")))
    assert (fout.zin, fout.code) == ("Een zin.", "scan")
    lezing = lees(als_txt(besturen.kort(), BASIS).encode(), "x.txt")
    assert pickle.loads(pickle.dumps(lezing)).als_json() == lezing.als_json()


def test_cp1252_en_utf16() -> None:
    tekst = als_txt(besturen.kort(), BASIS).replace("€", "EUR")
    tekst = tekst.replace("geschoold", "geschoold (reëel)")
    for codering in ("cp1252", "utf-16", "utf-8-sig"):
        lezing = lees(tekst.encode(codering, "replace"), "x.txt")
        assert "reëel" in lezing.waarde("onderdelen.ankerpunt_3")
