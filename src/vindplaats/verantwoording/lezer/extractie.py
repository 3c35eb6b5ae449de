"""Bytes to a neutral document. The kind is told by content, never by name."""

import re
import unicodedata

from .bsn import verberg_bsn
from .extractie_docx import lees_docx
from .extractie_md import is_markdown, lees_markdown
from .extractie_pdf import lees_pdf
from .extractie_tekst import lees_platte_tekst, ontcijfer
from .fout import LeesFout
from .neutraal import Document, Regel
from .randen import markeer, markeer_inhoudsopgave

MEEST_BYTES = 25 * 1024 * 1024
MEEST_TEKST = 3_000_000
_ANDERS = (
    (b"MZ", "Dit is een programma en geen document. Kies het Word- of PDF-bestand van de verantwoording."),
    (b"\x7fELF", "Dit is een programma en geen document. Kies het Word- of PDF-bestand van de verantwoording."),
    (b"{\\rtf", "Dit is een RTF-bestand. Open het in Word, bewaar het als .docx en probeer het opnieuw."),
    (b"\x89PNG", "Dit is een plaatje. Lever het Word- of PDF-bestand met tekst aan."),
    (b"\xff\xd8\xff", "Dit is een foto. Lever het Word- of PDF-bestand met tekst aan."),
    (b"GIF8", "Dit is een plaatje. Lever het Word- of PDF-bestand met tekst aan."),
    (b"II*\x00", "Dit is een scan zonder tekst. Lever het Word- of PDF-bestand met tekst aan."),
    (b"MM\x00*", "Dit is een scan zonder tekst. Lever het Word- of PDF-bestand met tekst aan."),
    (b"\x1f\x8b", "Dit is een ingepakt bestand. Pak het eerst uit en kies het document zelf."),
    (b"Rar!", "Dit is een ingepakt bestand. Pak het eerst uit en kies het document zelf."),
    (b"7z\xbc\xaf", "Dit is een ingepakt bestand. Pak het eerst uit en kies het document zelf."),
)
_OLE = b"\xd0\xcf\x11\xe0"


def haal_op(data: bytes, naam: str) -> Document:
    """Read any supported file. Raises LeesFout with a sentence for the user."""
    if len(data) > MEEST_BYTES:
        raise LeesFout(
            f"Dit bestand is groter dan {MEEST_BYTES // 1024 // 1024} MB. Bewaar het zonder grote afbeeldingen en probeer het opnieuw.",
            "te_groot",
        )
    if not data.strip():
        raise LeesFout("Dit bestand is leeg. Controleer of je het goede bestand hebt gekozen.", "leeg")
    doc = _lees(data, naam)
    if sum(len(r.tekst) for r in doc.regels) > MEEST_TEKST:
        raise LeesFout("Dit document bevat te veel tekst. Lever alleen het deel met de verantwoording aan.", "te_groot")
    if not any(r.tekst.strip() for r in doc.regels):
        raise LeesFout(
            "In dit document staat geen tekst. Is het een scan? Lever dan het Word-bestand aan, of laat de scan omzetten naar tekst (OCR).",
            "scan",
        )
    _heel_de_letters(doc.regels)
    markeer_inhoudsopgave(doc.regels)
    doc.opmerkingen += verberg_bsn(doc.regels)
    return doc.leg_vast()


def _heel_de_letters(regels: list[Regel]) -> None:
    """Letters and accents that came apart ("e" and a loose trema, from a Mac) as one sign again."""
    for regel in regels:
        if regel.tekst.isascii() or unicodedata.is_normalized("NFC", regel.tekst):
            continue
        regel.tekst = _nfc(regel.tekst)
        regel.cellen = regel.cellen and tuple(map(_nfc, regel.cellen))
        regel.delen = tuple((_nfc(tekst), links, rechts) for tekst, links, rechts in regel.delen)


def _nfc(tekst: str) -> str:
    return unicodedata.normalize("NFC", tekst)


def _lees(data: bytes, naam: str) -> Document:
    if b"%PDF-" in data[:1024]:
        return lees_pdf(data)
    if data.startswith(b"PK"):
        return _office(data)
    if data.startswith(_OLE):
        raise LeesFout(*_ole(data))
    for teken, zin in _ANDERS:
        if data.startswith(teken):
            raise LeesFout(zin, "soort")
    tekst = ontcijfer(data)
    _keur_tekst(tekst)
    doc = lees_markdown(tekst) if is_markdown(tekst, naam) else lees_platte_tekst(tekst)
    markeer(doc.regels)
    return doc


def _office(data: bytes) -> Document:
    if b"xl/workbook" in data[:200_000] or b"xl/workbook" in data[-100_000:]:
        raise LeesFout("Dit is een Excel-bestand. Lever de verantwoording aan als Word, PDF of tekst.", "soort")
    if b"ppt/presentation" in data[-100_000:]:
        raise LeesFout("Dit is een presentatie. Lever de verantwoording aan als Word, PDF of tekst.", "soort")
    if b"application/vnd.oasis" in data[:200]:
        raise LeesFout(
            "Dit is een OpenDocument-bestand. Bewaar het als Word (.docx) of PDF en probeer het opnieuw.", "soort"
        )
    return lees_docx(data)


def _ole(data: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "Dit bestand is beveiligd met een wachtwoord. Haal de beveiliging eraf en probeer het opnieuw.",
            "beveiligd",
        )
    return "Dit is een oud Word-bestand (.doc). Open het in Word, bewaar het als .docx en probeer het opnieuw.", "soort"


def _keur_tekst(tekst: str) -> None:
    kop = tekst[:4000]
    if re.match(r"\s*(?:<!doctype html|<html\b)", kop, re.I):
        raise LeesFout(
            "Dit is een webpagina. Bewaar het document als Word, PDF of tekst en probeer het opnieuw.", "soort"
        )
    if re.match(r"\s*<\?xml", kop):
        raise LeesFout("Dit is een XML-bestand. Lever de verantwoording aan als Word, PDF of tekst.", "soort")
    vreemd = sum(1 for c in kop if ord(c) < 32 and c not in "\t\n\r\f\x0b")
    if vreemd > 0.02 * max(50, len(kop)):
        raise LeesFout(
            "Dit bestand bevat geen gewone tekst. Bewaar het document als Word (.docx) of PDF en probeer het opnieuw.",
            "soort",
        )
