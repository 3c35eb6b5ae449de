"""Is a password on a list of leaked or easy ones: offline, nothing leaves the machine.

Two lists: the small one that ships (`gegevens/zwakke_wachtwoorden.bin`, made by tools/wachtwoordlijst.py: sorted first 6 bytes of
SHA-1) is asked for the password and for what is left of it without digits and marks around it; the bigger one of the host
(`VINDPLAATS_WACHTWOORDLIJST`, lines `SHA1` or `SHA1:count`, sorted) for the password itself. Both are searched by halving.
"""

import hashlib
import logging
import string
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

BESTAND = Path(__file__).parent / "gegevens" / "zwakke_wachtwoorden.bin"
BREED = 6
ERBIJ = 8
"""so many characters around a weak word do not make it strong"""
ZIN = (
    "Dit wachtwoord staat op een lijst van gelekte of makkelijk te raden wachtwoorden. Kies een ander, bijvoorbeeld een zin van "
    "een paar woorden die alleen jij bedenkt."
)
SESSIE = "wachtwoord_zwak"
_TEKENS = str.maketrans("013457@$!", "oieastasi")
_RAND = string.digits + string.punctuation + " "


class Gelekt:
    """Validator of Django: refuses a password that is on a list."""

    def validate(self, password: str, user: Any = None) -> None:
        if op_een_lijst(password):
            raise ValidationError(ZIN, code="gelekt")

    def get_help_text(self) -> str:
        return "Gebruik geen wachtwoord dat je ergens anders hebt of dat makkelijk te raden is."


def op_een_lijst(wachtwoord: str) -> bool:
    """Is it on the list that ships (also dressed up with digits, marks or doubled) or on the host's own list."""
    return any(_in_eigen_lijst(vorm) for vorm in vormen(wachtwoord)) or _in_grote_lijst(wachtwoord)


def vormen(wachtwoord: str) -> set[str]:
    """The password and what people dress up into it: `W3lkom2026!` holds `welkom`. Pure."""
    klein = wachtwoord.lower()
    uit = {klein}
    for tekst in (klein, klein.translate(_TEKENS)):
        kern = tekst.strip(_RAND)
        for woord in (tekst, kern):
            half = woord[: len(woord) // 2]
            if half and half * 2 == woord:
                uit.add(half)
        if kern and len(wachtwoord) - len(kern) <= ERBIJ:
            uit.add(kern)
    kort = klein.strip(_RAND).translate(_TEKENS)
    if kort and len(wachtwoord) - len(kort) <= ERBIJ:
        uit.add(kort)
    if len(set(klein)) <= 3 or _op_een_rij(klein):
        uit.add("aaaaaaaa")
    return uit


def _op_een_rij(tekst: str) -> bool:
    rijen = ("abcdefghijklmnopqrstuvwxyz" * 2, "1234567890" * 3, "0123456789" * 3, "qwertyuiopasdfghjklzxcvbnm")
    return len(tekst) > 3 and any(tekst in rij or tekst in rij[::-1] for rij in rijen)


@cache
def _lijst() -> bytes:
    return BESTAND.read_bytes()


def _in_eigen_lijst(vorm: str) -> bool:
    som, lijst = hashlib.sha1(vorm.encode()).digest()[:BREED], _lijst()  # noqa: S324 - a key of a list, not a secret
    plek = bisect_left(range(len(lijst) // BREED), som, key=lambda i: lijst[i * BREED : (i + 1) * BREED])
    return lijst[plek * BREED : (plek + 1) * BREED] == som


def _in_grote_lijst(wachtwoord: str) -> bool:
    """Halving in a sorted text file; a list that cannot be read is a line in the log, not a closed door."""
    if not settings.WACHTWOORDLIJST:
        return False
    som = hashlib.sha1(wachtwoord.encode()).hexdigest().upper().encode()  # noqa: S324 - the form of the list
    try:
        with Path(settings.WACHTWOORDLIJST).open("rb") as bestand:
            laag, hoog = 0, bestand.seek(0, 2)
            while laag < hoog:
                midden = (laag + hoog) // 2
                bestand.seek(midden)
                if midden:
                    bestand.readline()
                regel = bestand.readline()[:40].upper()
                if regel == som:
                    return True
                if regel and regel < som:
                    laag = midden + 1
                else:
                    hoog = midden
            bestand.seek(laag)
            return bestand.readline()[:40].upper() == som
    except OSError:
        logging.getLogger(__name__).error("De lijst van VINDPLAATS_WACHTWOORDLIJST is niet te lezen.")
        return False


def let_op(request: HttpRequest, wachtwoord: str) -> None:
    """At signing in: remember in the session that this password is on a list; it is shown once the person is in."""
    if op_een_lijst(wachtwoord):
        request.session[SESSIE] = True


def waarschuw(request: HttpRequest) -> None:
    """Tell who is in that the password is on a list and where to change it."""
    if request.session.pop(SESSIE, False):
        messages.warning(
            request,
            "Je wachtwoord staat op een lijst van gelekte of makkelijk te raden wachtwoorden. Ga naar Mijn account en kies een nieuw.",
        )
