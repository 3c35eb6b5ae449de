"""Plain text files: decoding, and lines one to one with the source, so that line numbers stay true."""

import re

from .fout import LeesFout
from .neutraal import Document, Regel

AANGEVINKT = "\u2612"
LEEG_VAK = "\u2610"
_AAN = "\u2611\u2612\u2713\u2714\u2717\u2718\u25a0\u25a3\u25fc\u2b1b\u25cf\u25c9\U0001f5f9\U0001f5f7\U0001f5f5\U0001f5f8\uf0fe\uf0fd\uf0fc\uf052\uf053\uf054\uf06e"
_UIT = "\u2610\u25a1\u25a2\u25fb\u2b1c\u274f\u2751\u25cb\u25ef\U0001f78e\uf0a8\uf06f\uf0a3\uf071\uf072"
_BOLLEN = "\uf0d8\uf0b7\uf0a7\uf0fc\u27a2\u25aa\u2022\u25ba\uf076"
_WEG = "\u00ad\u200b\u200c\u200d\u2060\ufeff\f\x0b"
_TEKENS = (
    {ord(c): "\u2022" for c in _BOLLEN}
    | {ord(c): AANGEVINKT for c in _AAN}
    | {ord(c): LEEG_VAK for c in _UIT}
    | {ord(c): " " for c in "\u00a0\u2007\u202f\u2009\u2003\u2002\u2028\u2029\x85"}
    | {ord(c): None for c in _WEG}
    | {c: None for c in range(32) if c not in (9, 10, 13)}
)
_NEDERLANDS = "éëïóèöüáêçÉ€‘’“”–•…"
_REGELEIND = re.compile(r"\r\n|\r|\n")


def schoon(tekst: str) -> str:
    """One spelling for bullets, check boxes and odd spaces; control characters go."""
    return tekst if tekst.isascii() and tekst.isprintable() else tekst.translate(_TEKENS)


def ontcijfer(data: bytes) -> str:
    """Bytes to text: UTF-8 or UTF-16 with a mark, UTF-8, else Windows-1252. Raises LeesFout for binary data."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if wijdte := _utf16_zonder_teken(data):
        return data.decode(wijdte, errors="replace")
    if b"\x00" in data:
        raise LeesFout(
            "Dit bestand bevat geen gewone tekst. Bewaar het document als Word (.docx) of PDF en probeer het opnieuw.",
            "soort",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _oude_tekens(data)


def _utf16_zonder_teken(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when nearly every second byte of the start is zero, else an empty text."""
    kop = data[:2000]
    helft = len(kop) // 2
    for plek, naam in ((1, "utf-16-le"), (0, "utf-16-be")):
        if helft >= 20 and kop[plek::2].count(0) > 0.9 * helft and not kop[1 - plek :: 2].count(0):
            return naam
    return ""


def _oude_tekens(data: bytes) -> str:
    """Windows-1252, or the signs of an old Mac when those give clearly more letters and quotes that Dutch knows."""
    windows, mac = data.decode("cp1252", errors="replace"), data.decode("mac_roman", errors="replace")
    bekend = [sum(map(tekst.count, _NEDERLANDS)) for tekst in (windows, mac)]
    return mac if bekend[1] > 2 * bekend[0] + 2 else windows


def lees_platte_tekst(tekst: str) -> Document:
    """Plain text to neutral lines; a form feed starts a new page."""
    regels, pagina = [], 1
    for ruw in _REGELEIND.split(tekst):
        pagina += ruw.count("\f")
        regels.append(Regel(schoon(ruw).rstrip(), pagina=pagina))
    return Document("txt", regels, paginas=pagina)
