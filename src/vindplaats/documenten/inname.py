"""Uploads: hostile until proven otherwise. `keur` tells what a file is, by content, or refuses it with a sentence. Pure."""

import hashlib
import io
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .inname_pdf import PdfKeuring
from .inname_zip import keur_zip
from .namen import schone_naam, uitgang_van
from .veilig_uitvoeren import MB, Grenzen, UitvoerFout, Werkbank
from .weigering import Geweigerd, in_mb

DOCUMENTEN = ("docx", "pdf", "txt", "md")
WERKBLADEN = ("xlsx", "csv")
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
}
PROGRAMMA = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"\x4c\x00\x00\x00\x01\x14")
INPAK = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
VERSLEUTELD_OFFICE = "EncryptedPackage".encode("utf-16-le")
BEELD = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
STUURTEKEN = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
SCHIL = re.compile(rb"#! ?/")
PDF_GRENZEN = Grenzen(geheugen=1024 * MB, rekentijd=20, wachttijd=30, antwoord=MB)


@dataclass(frozen=True)
class Maten:
    """Limits for what is taken in: size in bytes, pages of a PDF, unpacked size in bytes."""

    grootte: int = 25 * MB
    bladzijden: int = 300
    uitgepakt: int = 300 * MB


@dataclass(frozen=True)
class Gekeurd:
    """A file that may come in. `naam` is harmless; `soort` is by content; `waarschuwingen` are Dutch sentences."""

    naam: str
    soort: str
    mime: str
    grootte: int
    sha256: str
    bladzijden: int | None = None
    waarschuwingen: tuple[str, ...] = ()


def keur(
    data_of_pad: bytes | Path,
    naam: str,
    *,
    toegestaan: Collection[str] = DOCUMENTEN,
    maten: Maten | None = None,
    bank: Werkbank | None = None,
) -> Gekeurd:
    """Look at a file before anything reads it. Raises Geweigerd with a code and one Dutch sentence.

    A path is never read whole into memory, except a PDF within the size limit. Give one `bank` for many files: a PDF
    is opened in its child process.
    """
    maten = maten or Maten()
    grootte = len(data_of_pad) if isinstance(data_of_pad, bytes) else data_of_pad.stat().st_size
    if grootte == 0:
        raise Geweigerd("leeg")
    if grootte > maten.grootte:
        raise Geweigerd("te_groot", grens=in_mb(maten.grootte))
    with io.BytesIO(data_of_pad) if isinstance(data_of_pad, bytes) else data_of_pad.open("rb") as bron:
        soort, bladzijden, waarschuwingen = _keur_inhoud(bron, naam, maten, bank)
        if soort not in toegestaan:
            raise Geweigerd("niet_toegestaan", soort=soort, toegestaan=opsomming(toegestaan))
        bron.seek(0)
        som = hashlib.file_digest(bron, "sha256").hexdigest()
    return Gekeurd(schone_naam(naam, soort), soort, MIME[soort], grootte, som, bladzijden, waarschuwingen)


def opsomming(soorten: Collection[str]) -> str:
    """`.docx, .pdf of .txt`."""
    *eerste, laatste = [f".{s}" for s in soorten]
    return f"{', '.join(eerste)} of {laatste}" if eerste else laatste


def _keur_inhoud(
    bron: BinaryIO, naam: str, maten: Maten, bank: Werkbank | None
) -> tuple[str, int | None, tuple[str, ...]]:
    """Kind, pages and warnings, by the first bytes and then the whole."""
    kop = bron.read(2048)
    if kop.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        soort, waarschuwingen = keur_zip(bron, maten.uitgepakt)
        return soort, None, waarschuwingen
    _keur_magie(kop, bron)
    if b"%PDF-" in kop[:1024]:
        return "pdf", _keur_pdf(bron, maten, bank).bladzijden, ()
    return _keur_tekst(bron, uitgang_van(naam)), None, ()


def _keur_magie(kop: bytes, bron: BinaryIO) -> None:
    """Files that are surely something else than a document."""
    if kop.startswith(OLE):
        bron.seek(0)
        raise Geweigerd("versleuteld" if _bevat(bron, VERSLEUTELD_OFFICE) else "oud_office")
    if (kop.startswith(PROGRAMMA) and STUURTEKEN.search(kop)) or SCHIL.match(kop):
        raise Geweigerd("programma")
    if kop.startswith(INPAK):
        raise Geweigerd("inpakbestand")
    if kop.startswith(b"{\\rtf"):
        raise Geweigerd("ander_office")
    if kop.startswith(BEELD):
        raise Geweigerd("onbekend", toegestaan=opsomming(DOCUMENTEN))


def _bevat(bron: BinaryIO, zoek: bytes) -> bool:
    rest = b""
    while brok := bron.read(MB):
        if zoek in rest + brok:
            return True
        rest = brok[-len(zoek) :]
    return False


def _keur_pdf(bron: BinaryIO, maten: Maten, bank: Werkbank | None) -> PdfKeuring:
    bron.seek(0)
    data = bron.read(maten.grootte + 1)
    doe: Callable[..., PdfKeuring] = bank.doe if bank else _eenmalig
    try:
        return doe("vindplaats.documenten.inname_pdf:keur_pdf", data, maten.bladzijden)
    except UitvoerFout:
        raise Geweigerd("beschadigd") from None


def _eenmalig(functie: str, data: bytes, bladzijden: int) -> PdfKeuring:
    with Werkbank(PDF_GRENZEN) as bank:
        uit: PdfKeuring = bank.doe(functie, data, bladzijden)
        return uit


def _keur_tekst(bron: BinaryIO, uitgang: str) -> str:
    """Text without control characters is md, csv or txt, by its ending."""
    bron.seek(0)
    kop = bron.read(4)
    bron.seek(0)
    utf16 = kop.startswith((b"\xff\xfe", b"\xfe\xff"))
    while brok := bron.read(MB):
        if utf16:
            brok = brok.decode("utf-16-be" if kop.startswith(b"\xfe\xff") else "utf-16-le", "replace").encode()
        if STUURTEKEN.search(brok):
            raise Geweigerd("geen_tekst")
    return {"md": "md", "markdown": "md", "mkd": "md", "csv": "csv"}.get(uitgang, "txt")
