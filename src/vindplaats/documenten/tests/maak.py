"""Makes files for the tests: ordinary ones and nasty ones."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

DOCX_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="{}"/></Types>'
)
HOOFD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROHOOFD = "application/vnd.ms-word.document.macroEnabled.main+xml"
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def docx(extra: dict[str, bytes | str] | None = None, hoofd: str = HOOFD, body: str | bytes = BODY) -> bytes:
    """A small Word document by hand, with extra parts."""
    return zak({"[Content_Types].xml": DOCX_TYPES.format(hoofd), "word/document.xml": body, **(extra or {})})


def zak(delen: dict[str, bytes | str]) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        for naam, inhoud in delen.items():
            doel.writestr(naam, inhoud)
    return uit.getvalue()


def echte_docx(*alineas: str) -> bytes:
    import docx as bibliotheek

    doc = bibliotheek.Document()
    for tekst in alineas or ("Een gewone alinea.",):
        doc.add_paragraph(tekst)
    uit = io.BytesIO()
    doc.save(uit)
    return uit.getvalue()


def bom(pad: Path, mb: int) -> Path:
    """A Word document with one part that unpacks to `mb` megabytes of zeros."""
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as doel:
        doel.writestr("[Content_Types].xml", DOCX_TYPES.format(HOOFD))
        doel.writestr("word/document.xml", BODY)
        with doel.open("word/media/groot.bin", "w", force_zip64=True) as deel:
            for _ in range(mb):
                deel.write(bytes(1024 * 1024))
    return pad


def leugen(mb: int) -> bytes:
    """A part that says it is 10 bytes and unpacks to `mb` megabytes."""
    data = bytearray(docx({"word/media/groot.bin": bytes(mb * 1024 * 1024)}))
    echt = struct.pack("<I", mb * 1024 * 1024)
    plek = data.find(echt)
    while plek >= 0:
        data[plek : plek + 4] = struct.pack("<I", 10)
        plek = data.find(echt, plek + 4)
    return bytes(data)


def pdf(bladzijden: int = 1, bewerk: Callable[..., None] | None = None, **opslag: object) -> bytes:
    """A PDF with empty pages; `bewerk(doc)` changes it before saving."""
    import pikepdf

    doc = pikepdf.new()
    for _ in range(bladzijden):
        doc.add_blank_page()
    if bewerk:
        bewerk(doc)
    uit = io.BytesIO()
    doc.save(uit, **opslag)  # type: ignore[arg-type]
    return uit.getvalue()


def met_script(doc: object) -> None:
    import pikepdf

    doc.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")  # type: ignore[attr-defined]


def met_start(doc: object) -> None:
    import pikepdf

    doc.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")  # type: ignore[attr-defined]


def met_bijlage(doc: object) -> None:
    doc.attachments["kwaad.exe"] = b"MZ inhoud"  # type: ignore[attr-defined]
