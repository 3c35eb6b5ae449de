"""Office files (zip inside): looked through without opening them in a reader. Pure, bounded memory."""

import re
import zipfile
import zlib
from typing import BinaryIO

from .weigering import Geweigerd

MB = 1024 * 1024
MEESTE_DELEN = 4000
UITGEPAKT = 300 * MB
GROOTSTE_DEEL = 150 * MB
VERHOUDING = 200
VERHOUDING_VANAF = 10 * MB
KOP = 64 * 1024
BROK = 256 * 1024
INGANG = b"PK\x01\x02"
ARCHIEF = re.compile(r"\.(zip|7z|rar|gz|bz2|xz|tar|jar|docx|xlsx|pptx|odt|ods|docm|xlsm|pptm)$", re.IGNORECASE)
PROGRAMMA = re.compile(r"\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|jar|msi|hta|lnk)$", re.IGNORECASE)
INGEBED = re.compile(r"^(word|xl)/embeddings/", re.IGNORECASE)
MACRODEEL = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/|activex/)", re.IGNORECASE)
XMLDEEL = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
EERSTE_ELEMENT = re.compile(rb"<[A-Za-z_]")
CODERING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
GOEDE_CODERING = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}
RELATIE = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
VAN_BUITEN = re.compile(rb"/(attachedTemplate|oleObject|subDocument|frame)[\"']")
ADRES = re.compile(rb"Target\s*=\s*[\"'](https?:|ftp:|\\\\|file://///?[^/C-Z])", re.IGNORECASE)
HOOFDDEEL = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def keur_zip(bron: BinaryIO, uitgepakt: int = UITGEPAKT) -> tuple[str, tuple[str, ...]]:
    """Tell what a zip-shaped file is (`docx` or `xlsx`) and with which warnings. `bron` is seekable.

    Raises Geweigerd for zip bombs, paths, macros, nested archives, DTDs, damage, and everything that is no document.
    """
    _tel_ingangen(bron)
    try:
        with zipfile.ZipFile(bron) as zak:
            _keur_lijst(zak)
            soort = _soort(zak)
            _lees_alles(zak, uitgepakt)
            return soort, _waarschuwingen(zak)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, OSError, zlib.error):
        raise Geweigerd("beschadigd") from None
    except NotImplementedError:
        raise Geweigerd("onveilig_pad") from None
    except RuntimeError as fout:
        raise Geweigerd("versleuteld" if "encrypted" in str(fout) else "beschadigd") from None


def _tel_ingangen(bron: BinaryIO) -> None:
    """Count entries in the raw bytes first: a directory of half a million names would fill the memory by itself."""
    aantal, rest = 0, b""
    bron.seek(0)
    while brok := bron.read(MB):
        aantal += (rest + brok).count(INGANG)
        if aantal > MEESTE_DELEN:
            raise Geweigerd("te_veel_delen")
        rest = brok[-3:]
    bron.seek(0)


def _keur_lijst(zak: zipfile.ZipFile) -> None:
    """The directory only: names, sizes and flags, before anything is unpacked."""
    ingangen = zak.infolist()
    namen = [i.filename for i in ingangen]
    if len(set(namen)) != len(namen) or any(_slecht_pad(n) for n in namen):
        raise Geweigerd("onveilig_pad")
    if any(i.flag_bits & 0x1 for i in ingangen):
        raise Geweigerd("versleuteld")
    totaal, ingepakt = sum(i.file_size for i in ingangen), sum(i.compress_size for i in ingangen)
    if totaal > UITGEPAKT or any(i.file_size > GROOTSTE_DEEL for i in ingangen):
        raise Geweigerd("zipbom")
    if totaal > VERHOUDING_VANAF and totaal > VERHOUDING * max(ingepakt, 1):
        raise Geweigerd("zipbom")
    if any(MACRODEEL.search(n) for n in namen):
        raise Geweigerd("macro")


def _slecht_pad(naam: str) -> bool:
    delen = naam.replace("\\", "/").split("/")
    return naam.startswith(("/", "\\")) or ".." in delen or "\x00" in naam or bool(re.match(r"^[A-Za-z]:", naam))


def _soort(zak: zipfile.ZipFile) -> str:
    """What the content types say; the ending of the name says nothing."""
    namen = set(zak.namelist())
    if "[Content_Types].xml" not in namen:
        if "mimetype" in namen and "content.xml" in namen:
            raise Geweigerd("ander_office")
        raise Geweigerd("inpakbestand")
    with zak.open("[Content_Types].xml") as deel:
        types = deel.read(2 * MB).decode("utf-8", "replace")
    if "macroEnabled" in types or "vbaProject" in types:
        raise Geweigerd("macro")
    for soort, hoofd in HOOFDDEEL.items():
        map_ = "word/" if soort == "docx" else "xl/"
        if hoofd in types and any(n.startswith(map_) for n in namen):
            _keur_nesten(zak.namelist())
            return soort
    raise Geweigerd("ander_office" if "officedocument" in types or "ms-" in types else "inpakbestand")


def _keur_nesten(namen: list[str]) -> None:
    """Archives inside: a workbook behind a chart is ordinary, anything else is not."""
    for naam in namen:
        if PROGRAMMA.search(naam):
            raise Geweigerd("programma")
        if ARCHIEF.search(naam) and not (INGEBED.match(naam) and naam.lower().endswith((".xlsx", ".docx", ".pptx"))):
            raise Geweigerd("macro" if naam.lower().endswith("m") and INGEBED.match(naam) else "genest")


def _lees_alles(zak: zipfile.ZipFile, uitgepakt: int) -> None:
    """Unpack everything in small pieces: the real size and checksum count, not what the directory claims."""
    over = uitgepakt
    for ingang in zak.infolist():
        with zak.open(ingang) as deel:
            kop = deel.read(KOP)
            over -= len(kop)
            if XMLDEEL.search(ingang.filename):
                _keur_xml(kop)
            while brok := deel.read(BROK):
                over -= len(brok)
                if over < 0:
                    raise Geweigerd("zipbom")


def _keur_xml(kop: bytes) -> None:
    """No DTD (the door to XXE and entity bombs), and an encoding in which that can be seen."""
    if kop.startswith((b"\xff\xfe", b"\xfe\xff")) or kop[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        groot = kop.startswith(b"\xfe\xff") or kop[:1] == b"\x00"
        kop = kop.decode("utf-16-be" if groot else "utf-16-le", "replace").lstrip("\ufeff").encode()
    codering = CODERING.search(kop[:400])
    if codering and codering.group(1).decode().lower() not in GOEDE_CODERING:
        raise Geweigerd("dtd")
    element = EERSTE_ELEMENT.search(kop)
    proloog = kop[: element.start()] if element else kop
    if b"<!DOCTYPE" in proloog.upper() or b"<!ENTITY" in proloog.upper() or (kop.strip() and not element):
        raise Geweigerd("dtd")


def _waarschuwingen(zak: zipfile.ZipFile) -> tuple[str, ...]:
    """What the person should know but need not change."""
    namen = zak.namelist()
    uit = []
    if any(INGEBED.match(n) for n in namen):
        uit.append(
            "In het document zitten andere bestanden (zoals een werkblad achter een grafiek). Die lezen we niet."
        )
    if any("externallinks/" in n.lower() for n in namen):
        uit.append("Het werkblad haalt cijfers uit een ander bestand. We lezen de cijfers die er nu staan.")
    if any(_haalt_van_buiten(zak, n) for n in namen if n.lower().endswith(".rels")):
        uit.append("Het document haalt een sjabloon of onderdeel van een andere plek. Pas op als Word daarnaar vraagt.")
    return tuple(uit)


def _haalt_van_buiten(zak: zipfile.ZipFile, naam: str) -> bool:
    """True when a part is fetched from the network on opening (a template, an object), not merely linked to."""
    with zak.open(naam) as deel:
        relaties = RELATIE.findall(deel.read(MB))
    return any(b"External" in r and VAN_BUITEN.search(r) and ADRES.search(r) for r in relaties)
