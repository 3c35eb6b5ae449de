"""Zero, empty and n.v.t. are three things (VER-12, traps 10 and 11)."""

import re

from .resultaat import Status
from .woorden import enkel, vouw

_NVT = re.compile(r"(?:n\s*\.?\s*v\s*\.?\s*t\b\.?|niet\s+van\s+toepassing\b\.?|not\s+applicable\b)")
_LEEG = re.compile(r"[\s.\-–—_/…\\*?xX()\[\]:]*")
_INVULTEKST = re.compile(
    r"klik\s+(?:of\s+tik\s+)?(?:hier\s+)?om\s+(?:tekst|een)|click\s+or\s+tap|vul\s+hier|typ\s+hier"
)
_NUL = re.compile(
    r"(?<![\w.,])(?:nul|0|geen(?:\s+enkele?)?)\s+(?:\w+\s+){0,2}?(?:thuis?zitters?|leerlingen|kinderen|verwijzingen|terugplaatsingen|leerling|kind)\b"
    r"|^(?:geen|nul|0|nihil|niemand)\b\W*$|\b(?:niet|nooit)\s+voorgekomen\b|^(?:geen|nul|0|nihil)[.,;]"
)


def is_leeg(tekst: str | None) -> bool:
    """Nothing written: white space, dots and dashes, or the hint of an empty box."""
    kaal = enkel(tekst or "")
    return _LEEG.fullmatch(kaal) is not None or (len(kaal) < 70 and _INVULTEKST.match(vouw(kaal)) is not None)


def is_nvt(tekst: str) -> bool:
    """ "N.v.t.", "N.v.t", "niet van toepassing", also with a short reason behind it."""
    kaal = vouw(enkel(tekst)).strip(" -–:*\"'()[]")
    m = _NVT.match(kaal)
    if not m:
        return False
    if _NVT.fullmatch(vouw(tekst.strip().partition("\n")[0]).strip(" -–:*\"'()[]")):
        return True  # alone on its line: what follows explains it
    rest = kaal[m.end() :].strip(" .,;:-–()")
    return not rest or (
        (
            len(rest.split()) <= 25
            and kaal[m.end() : m.end() + 2].strip(" ")[:1] in ("", ",", ";", ":", "-", "–", "(", ".", "\n")
        )
        or len(rest.split()) <= 8
    )


def is_nul(tekst: str) -> bool:
    """The answer is zero, in words or figures ("geen thuiszitters")."""
    eerste = re.split(r"(?<=[a-z])[.!?]\s", vouw(enkel(tekst)), maxsplit=2)
    return any(_NUL.search(zin.strip()) for zin in eerste[:2])


def status_van(tekst: str | None) -> Status:
    """Which of the four an answer is."""
    if tekst is None or is_leeg(tekst):
        return "leeg"
    if is_nvt(tekst):
        return "nvt"
    return "nul" if is_nul(tekst) else "waarde"
