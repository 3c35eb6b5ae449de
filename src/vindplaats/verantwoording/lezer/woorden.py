"""Folding of text: one spelling for case, accents, quotes, dashes and the letters that OCR mixes up."""

import re
import unicodedata
from collections.abc import Iterable

TOKEN = re.compile(r"[a-z0-9]+")
WIT = re.compile(r"\s+")


def _basisletter(teken: str) -> str:
    basis = unicodedata.normalize("NFKD", teken)[0]
    return basis if basis.isascii() and basis.isalpha() else teken


_ACCENTEN = {code: _basisletter(chr(code)) for code in range(0xC0, 0x250) if chr(code).isalpha()}
_ACCENTEN |= {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2212: "-", 0xA0: " "}
_VERWARD = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "j": "l"})


def vouw(tekst: str) -> str:
    """Lower case without accents, same length as `tekst`, so that offsets stay valid."""
    klein = tekst.lower()
    if len(klein) != len(tekst):
        klein = "".join(teken.lower() if len(teken.lower()) == 1 else teken for teken in tekst)
    return klein if klein.isascii() else klein.translate(_ACCENTEN)


def tokens(tekst: str) -> list[str]:
    """The words of a text: runs of letters and digits, folded."""
    return TOKEN.findall(vouw(tekst))


def ocr_vorm(woorden: Iterable[str]) -> str:
    """Words glued together with look-alike characters made equal (0/o, 1/l/i, 5/s, 8/b)."""
    return "".join(woorden).translate(_VERWARD)


def enkel(tekst: str) -> str:
    """White space as single spaces, ends trimmed."""
    return WIT.sub(" ", tekst).strip()
