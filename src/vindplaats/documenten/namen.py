"""Names of uploaded files, made harmless. Pure."""

import re
import unicodedata

LANGSTE = 120
GERESERVEERD = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
VERBODEN = re.compile(r'[<>:"|?*\x00-\x1f]')
SOORT_NIET_GETOOND = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def schone_naam(naam: str, uitgang: str = "") -> str:
    """A file name without path, hidden characters (such as right-to-left override), reserved names or excess length.

    `uitgang` (`docx`) is the ending that fits the content; it replaces an ending that does not fit.
    """
    naam = unicodedata.normalize("NFC", naam).replace("\\", "/").rsplit("/", 1)[-1]
    naam = "".join(c for c in naam if unicodedata.category(c) not in SOORT_NIET_GETOOND)
    naam = re.sub(r"\s+", " ", VERBODEN.sub("_", naam)).strip(" .")
    stam, punt, eind = naam.rpartition(".")
    if not punt:
        stam, eind = naam, ""
    if uitgang and eind.lower() != uitgang and eind.lower() not in GELIJK.get(uitgang, ()):
        stam, eind = (naam if not punt or len(eind) > 5 or " " in eind else stam), uitgang
    stam = stam.strip(" .") or "bestand"
    if GERESERVEERD.match(stam):
        stam = f"_{stam}"
    return _ingekort(stam, eind)


GELIJK = {"md": ("markdown", "mkd"), "txt": ("text",), "jpg": ("jpeg",)}


def _ingekort(stam: str, eind: str) -> str:
    """At most 120 characters and 200 bytes, with the ending whole."""
    staart = f".{eind[:10]}" if eind else ""
    stam = stam[: LANGSTE - len(staart)]
    while len((stam + staart).encode()) > 200:
        stam = stam[:-1]
    return stam.rstrip(" .") + staart


def uitgang_van(naam: str) -> str:
    """The ending of a name in small letters, without the dot; empty when there is none."""
    return naam.rsplit("/", 1)[-1].rpartition(".")[2].lower() if "." in naam else ""
