"""PDF files looked through with pdfium, in a child process. Pure; no page is drawn and no text is read."""

import re
import zlib
from dataclasses import dataclass

from .weigering import Geweigerd

MB = 1024 * 1024
UITGEPAKT = 64 * MB
GROOTSTE_STROOM = 8 * MB
FOUT_WACHTWOORD = 4
NAAMCODE = re.compile(rb"#([0-9A-Fa-f]{2})")
STROOM = re.compile(rb"(?<!end)stream\r?\n")
SCRIPT = re.compile(rb"/JavaScript\b")
START = re.compile(rb"/(Launch|ImportData|RichMedia)\b")
BIJLAGE = re.compile(rb"/(EmbeddedFiles?|FileAttachment)\b")


@dataclass(frozen=True)
class PdfKeuring:
    """What the look at a PDF gave."""

    bladzijden: int


def keur_pdf(data: bytes, meeste_bladzijden: int = 300) -> PdfKeuring:
    """Open a PDF and count its pages. Raises Geweigerd for passwords, scripts, attachments, damage, too many pages."""
    bladzijden, scripts, bijlagen = _open(data)
    if bladzijden == 0:
        raise Geweigerd("beschadigd")
    if bladzijden > meeste_bladzijden:
        raise Geweigerd("te_veel_bladzijden", aantal=bladzijden, grens=meeste_bladzijden)
    namen = _namen(data)
    if START.search(namen):
        raise Geweigerd("pdf_start")
    if scripts or SCRIPT.search(namen):
        raise Geweigerd("pdf_script")
    if bijlagen or BIJLAGE.search(namen):
        raise Geweigerd("pdf_bijlage")
    return PdfKeuring(bladzijden)


def _open(data: bytes) -> tuple[int, int, int]:
    """Pages, scripts and attachments as pdfium counts them."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        doc = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fout:
        wachtwoord = getattr(fout, "err_code", None) == FOUT_WACHTWOORD or "password" in str(fout).lower()
        raise Geweigerd("versleuteld" if wachtwoord else "beschadigd") from None
    try:
        if b"/Encrypt" in data and pdfium.FPDF_GetSecurityHandlerRevision(doc.raw) > 0:
            raise Geweigerd("versleuteld")
        scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(doc.raw)
        return len(doc), scripts, pdfium.FPDFDoc_GetAttachmentCount(doc.raw)
    finally:
        doc.close()


def _namen(data: bytes) -> bytes:
    """The bytes in which names of actions stand: the file as it is, and its unpacked object streams."""
    delen = [data]
    over = UITGEPAKT
    for treffer in STROOM.finditer(data):
        if b"ObjStm" not in _ontcijferd(data[max(0, treffer.start() - 1000) : treffer.start()]):
            continue
        try:
            inhoud = zlib.decompressobj().decompress(data[treffer.end() : treffer.end() + GROOTSTE_STROOM], over + 1)
        except zlib.error:
            continue
        over -= len(inhoud)
        if over < 0:
            raise Geweigerd("zipbom")
        delen.append(inhoud)
    return _ontcijferd(b"\n".join(delen))


def _ontcijferd(ruw: bytes) -> bytes:
    """Names without their `#4a` escapes."""
    return NAAMCODE.sub(lambda t: bytes([int(t.group(1), 16)]), ruw)
