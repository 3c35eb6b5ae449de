"""Encryption of a copy in the age format (https://age-encryption.org/v1), through pyrage; keys come from the settings.

Each copy gets a key of its own that exists for this copy only. The copy is encrypted for that key and for the public keys
of the host. With a passphrase, the copy's own key stands in front of the file, encrypted with the passphrase: two age files
after each other, both of which the standard tool `age` can open. See docs/decisions/0024.
"""

import functools
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyrage  # type: ignore[import-untyped]
from django.conf import settings

from vindplaats.kern.fouten import Fout

EINDE_BLOK = b"-----END AGE ENCRYPTED FILE-----"
KORTSTE_WACHTZIN = 16
GROOTSTE_BLOK = 4096
GEEN_SLEUTEL = (
    "Een reservekopie wordt versleuteld en daar is een sleutel voor nodig. Zet VINDPLAATS_KOPIE_WACHTZIN (minstens 16 "
    "tekens) of VINDPLAATS_KOPIE_ONTVANGER (een openbare age-sleutel). Zie docs/beheer.md, Reservekopie."
)
GEEN_OPENER = (
    "Om deze kopie te openen is een sleutel nodig. Zet VINDPLAATS_KOPIE_WACHTZIN, of VINDPLAATS_KOPIE_SLEUTEL_FILE met "
    "het bestand van de geheime age-sleutel."
)
VERKEERDE_SLEUTEL = "Deze sleutel past niet op deze kopie. Kijk of het de wachtzin of de geheime sleutel is van de tijd waarin de kopie is gemaakt."
BESCHADIGD = "Deze kopie is beschadigd of niet compleet. Er is niets veranderd. Neem een andere kopie."
GEEN_KOPIE = "Dit bestand is geen reservekopie van Vindplaats."


@dataclass(frozen=True)
class Kopiesleutels:
    """What the host gave: public keys and a passphrase to close with; a passphrase and secret keys to open with."""

    ontvangers: tuple[Any, ...] = ()
    wachtzin: str = ""
    geheim: tuple[Any, ...] = ()

    @property
    def kan_sluiten(self) -> bool:
        """Is there anything to encrypt with."""
        return bool(self.ontvangers or self.wachtzin)

    @property
    def kan_openen(self) -> bool:
        """Is there anything to decrypt with."""
        return bool(self.geheim or self.wachtzin)


def uit_instellingen() -> Kopiesleutels:
    """Keys from the settings. Raises Fout with a sentence for a key that is no key."""
    wachtzin = settings.KOPIE_WACHTZIN
    if wachtzin and len(wachtzin) < KORTSTE_WACHTZIN:
        raise Fout(
            f"VINDPLAATS_KOPIE_WACHTZIN is te kort. Neem minstens {KORTSTE_WACHTZIN} tekens, bijvoorbeeld vijf woorden."
        )
    return Kopiesleutels(
        tuple(_ontvanger(tekst) for tekst in settings.KOPIE_ONTVANGER),
        wachtzin,
        tuple(_geheime(settings.KOPIE_SLEUTEL)),
    )


def _ontvanger(tekst: str) -> Any:
    try:
        return (
            pyrage.ssh.Recipient.from_str(tekst)
            if tekst.startswith("ssh-")
            else pyrage.x25519.Recipient.from_str(tekst)
        )
    except pyrage.RecipientError as fout:
        raise Fout(
            "VINDPLAATS_KOPIE_ONTVANGER is geen openbare age-sleutel. Die begint met age1 (of ssh-ed25519)."
        ) from fout


def _geheime(tekst: str) -> Iterator[Any]:
    """Identities from the text of a key file: lines that are no comment."""
    try:
        if "PRIVATE KEY" in tekst:
            yield pyrage.ssh.Identity.from_buffer(tekst.encode() + b"\n")
            return
        for regel in tekst.split():
            if regel.startswith("AGE-SECRET-KEY-"):
                yield pyrage.x25519.Identity.from_str(regel)
    except pyrage.IdentityError as fout:
        raise Fout("VINDPLAATS_KOPIE_SLEUTEL is geen geheime age-sleutel. Die begint met AGE-SECRET-KEY-1.") from fout


class Brokkenlezer:
    """A generator of bytes as something with `read`: what pyrage asks for."""

    def __init__(self, brokken: Iterable[bytes]) -> None:
        self._bron = iter(brokken)
        self._brok = memoryview(b"")

    def read(self, hoeveel: int = -1) -> bytes:
        """At most `hoeveel` bytes; empty at the end."""
        while not self._brok:
            volgende = next(self._bron, None)
            if volgende is None:
                return b""
            self._brok = memoryview(volgende)
        neem = len(self._brok) if hoeveel is None or hoeveel < 0 else hoeveel
        uit, self._brok = bytes(self._brok[:neem]), self._brok[neem:]
        return uit


def versleutel(brokken: Iterable[bytes], doel: BinaryIO, sleutels: Kopiesleutels) -> Any:
    """Write a stream encrypted to `doel`. Returns the copy's own key, to check it with at once; it is stored nowhere."""
    if not sleutels.kan_sluiten:
        raise Fout(GEEN_SLEUTEL)
    eigen = pyrage.x25519.Identity.generate()
    if sleutels.wachtzin:
        doel.write(pyrage.passphrase.encrypt(str(eigen).encode(), sleutels.wachtzin, armored=True).rstrip() + b"\n")
    pyrage.encrypt_io(Brokkenlezer(brokken), doel, [eigen.to_public(), *sleutels.ontvangers])
    return eigen


@functools.lru_cache(maxsize=1)
def _uit_de_wikkel(wikkel: bytes, wachtzin: str) -> str:
    """The copy's own key. A passphrase costs seconds and half a gigabyte on purpose: once per copy is enough."""
    return str(pyrage.passphrase.decrypt(wikkel, wachtzin), "ascii")


def _openers(bestand: BinaryIO, sleutels: Kopiesleutels, eigen: Any) -> list[Any]:
    """Keys that may open this file; leaves the file at the start of the encrypted stream."""
    begin = bestand.read(GROOTSTE_BLOK)
    wikkel, start = b"", 0
    if begin.startswith(b"-----BEGIN AGE"):
        einde = begin.find(EINDE_BLOK)
        if einde < 0:
            raise Fout(BESCHADIGD)
        start = begin.find(b"\n", einde) + 1
        wikkel = begin[:start]
    if not begin[start:].startswith(b"age-encryption.org/v1"):
        raise Fout(BESCHADIGD if wikkel else GEEN_KOPIE)
    bestand.seek(start)
    if eigen is not None:
        return [eigen]
    openers = list(sleutels.geheim)
    if wikkel and sleutels.wachtzin:
        try:
            openers.append(pyrage.x25519.Identity.from_str(_uit_de_wikkel(wikkel, sleutels.wachtzin)))
        except pyrage.DecryptError as fout:
            if not openers:
                raise Fout(VERKEERDE_SLEUTEL) from fout
    if not openers:
        raise Fout(GEEN_OPENER)
    return openers


@contextmanager
def ontsleuteld(pad: Path, sleutels: Kopiesleutels, *, eigen: Any = None) -> Iterator[BinaryIO]:
    """The stream inside a copy, decrypted while it is read. Raises Fout for a wrong key, a damaged or a strange file.

    The end of the block is reached without an error only when every byte was proven genuine.
    """
    with pad.open("rb") as bestand:
        openers = _openers(bestand, sleutels, eigen)
        uit, in_ = os.pipe()
        mis: list[BaseException] = []

        def werk() -> None:
            try:
                with os.fdopen(in_, "wb", buffering=1 << 16) as schrijver:
                    pyrage.decrypt_io(bestand, schrijver, openers)
            except BaseException as fout:
                mis.append(fout)

        draad = threading.Thread(target=werk, name="ontsleutelen", daemon=True)
        draad.start()
        lezer = os.fdopen(uit, "rb", buffering=1 << 20)
        gelukt = False
        try:
            yield lezer
            while lezer.read(1 << 20):  # to the end: only there the seal is proven
                pass
            gelukt = True
        finally:
            lezer.close()
            draad.join()
            if mis and (gelukt or isinstance(mis[0], pyrage.DecryptError) or "decryption" in str(mis[0])):
                raise Fout(_waarom(mis[0])) from mis[0]


def _waarom(fout: BaseException) -> str:
    return VERKEERDE_SLEUTEL if "matching keys" in str(fout).lower() else BESCHADIGD
