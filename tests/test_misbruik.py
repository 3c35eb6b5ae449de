"""Abuse of the inbox from outside: through the real server, with the sentence on the screen and the memory bounded."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.echt_huis import Huis, open_huis, sessie_van
from vindplaats.documenten import opslag
from vindplaats.documenten.tests import maak
from vindplaats.toegang.tests.fabriek import maak_wie
from vindplaats.verantwoording.models import Inboxstuk
from vindplaats.verantwoording.tests.test_inlezen import VERSLAG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

RUIMTE_MB = 60
"""What the server may grow in its peak over all of this together."""

ENTITEIT = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + maak.BODY


def _gesloten_pdf() -> bytes:
    import pikepdf

    return maak.pdf(encryption=pikepdf.Encryption(owner="baas", user="geheim"))


def _bom(map_: Path) -> bytes:
    return maak.bom(map_ / "bom.docx", 140).read_bytes()


GEVALLEN: dict[str, tuple[str, Callable[[Path], bytes], str]] = {
    "zipbom": ("bom.docx", _bom, "uitgepakt veel te groot"),
    "externe entiteit": ("xxe.docx", lambda _: maak.docx(body=ENTITEIT), "Word"),
    "macro": ("macro.docm", lambda _: maak.docx(hoofd=maak.MACROHOOFD), "macro"),
    "macro als docx": ("macro2.docx", lambda _: maak.docx({"word/vbaProject.bin": b"x"}), "macro"),
    "hernoemd programma": ("programma.docx", lambda _: b"MZ\x90\x00\x03" + bytes(600), "programma"),
    "pdf van 5.000 bladzijden": ("dik.pdf", lambda _: maak.pdf(5000), "bladzijden"),
    "pdf met wachtwoord": ("slot.pdf", lambda _: _gesloten_pdf(), "wachtwoord"),
    "docx met wachtwoord": (
        "slot.docx",
        lambda _: maak.OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
        "wachtwoord",
    ),
}


@pytest.fixture
def huis(transactional_db: None, tmp_path: Path) -> Iterator[Huis]:
    from conftest import leg_streek

    with open_huis(tmp_path) as huis:
        leg_streek()
        yield huis


def _inbox() -> Any:
    return Inboxstuk.objects.voor_taak("test")


def _gewoon(sessie: str, huis: Huis, naam: str) -> None:
    antwoord = huis.lever_in([(naam, VERSLAG.encode() + naam.encode())], sessie)
    assert antwoord.status == 302, antwoord.tekst[:300]


@pytest.mark.regel("VER-03")
def test_misbruik_van_de_inbox(huis: Huis, tmp_path: Path) -> None:
    """Each nasty file gets its sentence in the inbox; nothing of it is kept; the server does not grow and goes on."""
    sessie = sessie_van(maak_wie("kwaliteit_swv", "swv:PO9901"))
    huis.server()
    _gewoon(sessie, huis, "eerste.txt")
    huis.lever_in([("warm.pdf", maak.pdf(1))], sessie)
    begin = huis.piek_mb()
    _nare_bestanden(huis, sessie, tmp_path)
    _te_groot(huis, sessie)
    _pad_in_de_naam(huis, sessie)
    _gewoon(sessie, huis, "laatste.txt")
    assert huis.piek_mb() - begin < RUIMTE_MB, (begin, huis.piek_mb())


def _nare_bestanden(huis: Huis, sessie: str, map_: Path) -> None:
    eerder = _op_schijf()
    for geval, (naam, inhoud, woord) in GEVALLEN.items():
        assert huis.lever_in([(naam, inhoud(map_))], sessie).status == 302, geval
        stuk = _inbox().get(naam=naam)
        assert (stuk.stand, stuk.bestand_id) == (Inboxstuk.GEWEIGERD, None), geval
        assert woord in stuk.zin, (geval, stuk.zin)
        assert stuk.zin.endswith(".")
        assert stuk.zin in _pagina(huis, sessie), geval
    assert _op_schijf() == eerder


def _pagina(huis: Huis, sessie: str) -> str:
    import html

    antwoord = huis.vraag("GET", "/verantwoording/inbox/?per=200", sessie=sessie)
    assert antwoord.status == 200
    return html.unescape(antwoord.tekst)


def _te_groot(huis: Huis, sessie: str) -> None:
    """200 MB alone, and 200 MB next to an ordinary file."""
    aantal, eerder = _inbox().count(), _op_schijf()
    antwoord = huis.lever_in([("groot.pdf", 200)], sessie)
    assert antwoord.status == 400
    assert "te groot om te lezen" in antwoord.tekst
    assert (_inbox().count(), _op_schijf()) == (aantal, eerder)
    assert huis.lever_in([("groot.pdf", 200), ("klein.txt", VERSLAG.encode() + b"klein")], sessie).status == 302
    assert _inbox().filter(naam="klein.txt", stand=Inboxstuk.WACHT).count() == 1
    assert "groot.pdf is te groot en niet bewaard" in _pagina(huis, sessie)


def _pad_in_de_naam(huis: Huis, sessie: str) -> None:
    """Only the last part of the name stays, and the file lies where its id says."""
    for naam, schoon in (
        ("../../../../tmp/pad-een.txt", "pad-een.txt"),
        ("/etc/pad-twee.txt", "pad-twee.txt"),
        ("..\\..\\pad-drie.txt", "pad-drie.txt"),
    ):
        _gewoon(sessie, huis, naam)
        stuk = _inbox().select_related("bestand").get(naam=schoon)
        pad = opslag.pad_van(stuk.bestand.plek)
        assert pad.is_file()
        assert pad.stem == stuk.bestand.pk.hex
    assert not Path("/tmp/pad-een.txt").exists()


def _op_schijf() -> set[Path]:
    return {p for p in opslag.wortel().rglob("*") if p.is_file() and p.stat().st_size}
