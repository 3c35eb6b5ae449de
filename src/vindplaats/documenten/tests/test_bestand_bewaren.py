"""Keeping a file: what is acknowledged is on disk and in the table; what is refused leaves nothing behind."""

import hashlib
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import pytest

from vindplaats.documenten import actions, opslag, queries
from vindplaats.documenten.models import Bestand
from vindplaats.documenten.weigering import Geweigerd
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie

from . import maak

pytestmark = pytest.mark.django_db
ALLE = Bestand.objects.voor_taak


def bewaar(wie: Wie, inhoud: Any = b"Verslag van de stichting", naam: str = "../verslag.txt", **velden: Any) -> Bestand:
    gegevens = {"eigenaar": "bestuur:99001", "kamer": "documenten", **velden}
    return actions.bestand_bewaren(wie=wie, inhoud=inhoud, naam=naam, **gegevens)


def alle_bestanden() -> list[Path]:
    return [p for p in opslag.wortel().rglob("*") if p.is_file()]


def test_file_row_and_log_are_there(maak_wie: Any) -> None:
    wie = maak_wie("bestuursadviseur")
    rij = bewaar(wie)
    pad = opslag.pad_van(rij.plek)
    assert pad.read_bytes() == b"Verslag van de stichting"
    assert rij.naam == "verslag.txt"
    assert "verslag" not in rij.plek
    assert rij.sha256 == hashlib.sha256(pad.read_bytes()).hexdigest()
    assert rij.geupload_door_id == wie.gebruiker_id
    assert pad.stat().st_mode & 0o077 == 0
    log = Gebeurtenis.objects.voor_taak("test").get(naam="documenten.bestand_bewaard")
    assert log.organisatie == "bestuur:99001"
    assert [p.name for p in alle_bestanden()] == [pad.name]


@pytest.mark.parametrize("bron", ["bytes", "pad", "stroom"])
def test_every_kind_of_source(bron: str, maak_wie: Any, tmp_path: Path) -> None:
    pad = tmp_path / "los.docx"
    pad.write_bytes(maak.echte_docx("hallo"))
    inhoud = {"bytes": pad.read_bytes(), "pad": pad, "stroom": pad.open("rb")}[bron]
    rij = bewaar(maak_wie("bestuurder"), inhoud, "x.docx")
    assert rij.soort == "docx"
    assert opslag.pad_van(rij.plek).read_bytes() == pad.read_bytes()
    assert pad.exists()


def test_refused_file_leaves_nothing(maak_wie: Any) -> None:
    with pytest.raises(Geweigerd):
        bewaar(maak_wie("bestuurder"), b"MZ\x00" + bytes(100))
    assert alle_bestanden() == []
    assert not ALLE("test").exists()


def test_too_large_is_never_copied_whole(maak_wie: Any, tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    groot = tmp_path / "groot.txt"
    with groot.open("wb") as bestand:
        bestand.truncate(200 * 1024 * 1024)
    with pytest.raises(Geweigerd) as fout:
        bewaar(maak_wie("bestuurder"), groot)
    assert fout.value.code == "te_groot"
    assert alle_bestanden() == []


def test_same_content_is_pointed_out_within_the_organisation(maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    eerste, tweede = bewaar(wie), bewaar(wie, naam="ander.txt")
    elders = bewaar(wie, eigenaar="bestuur:99002")
    assert eerste.dubbel_van is None
    assert tweede.dubbel_van == eerste
    assert elders.dubbel_van is None
    assert queries.eerder_ontvangen("bestuur:99001", eerste.sha256) == eerste


def test_crash_between_file_and_row_leaves_only_an_orphan(maak_wie: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    wie = maak_wie("bestuurder")
    goed = bewaar(wie)

    def val_om(*args: object, **kwargs: object) -> None:
        raise RuntimeError("stroom weg")

    with monkeypatch.context() as kapot:
        kapot.setattr(actions, "leg_vast", val_om)
        with pytest.raises(RuntimeError):
            bewaar(wie, b"tweede")
    assert ALLE("test").count() == 1
    assert len(alle_bestanden()) == 2
    assert actions.wezen_opruimen(wie=Wie.taak("opruimen"), ouder_dan=3600) == 0
    assert actions.wezen_opruimen(wie=Wie.taak("opruimen"), ouder_dan=-1) == 1
    assert [p.name for p in alle_bestanden()] == [Path(goed.plek).name]


LUS = """
import hashlib, os, sys, uuid
from django.conf import settings
settings.configure(BESTANDEN=sys.argv[1])
from vindplaats.documenten import opslag
while True:
    data = os.urandom(300_000)
    plek = opslag.plek_voor(uuid.uuid4(), "bin")
    opslag.zet_op_plek(opslag.naar_werkmap(data, 1_000_000), plek)
    print(plek, hashlib.sha256(data).hexdigest(), flush=True)
"""


def test_kill_9_loses_no_acknowledged_file(tmp_path: Path, settings: Any) -> None:
    kind = subprocess.Popen([sys.executable, "-c", LUS, str(settings.BESTANDEN)], stdout=subprocess.PIPE, text=True)
    assert kind.stdout
    eerste = kind.stdout.readline()
    time.sleep(0.3)
    os.kill(kind.pid, signal.SIGKILL)
    regels = [eerste, *kind.stdout.read().splitlines()]
    kind.wait()
    gemeld = [r.split() for r in regels if len(r.split()) == 2 and len(r.split()[1]) == 64]
    assert gemeld
    for plek, som in gemeld:
        assert hashlib.sha256(opslag.pad_van(plek).read_bytes()).hexdigest() == som
    op_plek = [p for p in alle_bestanden() if opslag.WERKMAP not in p.parts]
    assert all(p.stat().st_size == 300_000 for p in op_plek)


@pytest.mark.parametrize("plek", ["../../etc/passwd", "/etc/passwd", "a/../../x"])
def test_place_never_leaves_the_folder(plek: str) -> None:
    with pytest.raises(ValueError, match="buiten"):
        opslag.pad_van(plek)


def test_place_comes_from_the_id_only() -> None:
    id_ = uuid.UUID("3f9a0000-0000-4000-8000-000000000000")
    assert opslag.plek_voor(id_, "docx") == "3f/9a/3f9a0000000040008000000000000000.docx"


@pytest.mark.regel("AVG-09")
def test_erased_file_is_gone_and_the_row_tells_it_was_there(
    maak_wie: Any, django_capture_on_commit_callbacks: Any
) -> None:
    wie = maak_wie("bestuurder")
    rij = bewaar(wie)
    with django_capture_on_commit_callbacks(execute=True):
        actions.bestand_wissen(wie=wie, bestand=rij, waarom="bewaartermijn voorbij")
    assert not opslag.pad_van(rij.plek).exists()
    assert ALLE("test").get().stand == Bestand.GEWIST
    assert queries.eerder_ontvangen("bestuur:99001", rij.sha256) is None
    assert Gebeurtenis.objects.voor_taak("test").get(naam="documenten.bestand_gewist").waarom == "bewaartermijn voorbij"


def test_attach(maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    rij = actions.bestand_koppelen(wie=wie, bestand=bewaar(wie), onderwerp="verantwoording.rapport:1")
    assert ALLE("test").get(onderwerp="verantwoording.rapport:1") == rij


def test_lists_show_own_and_those_of_the_organisation(maak_wie: Any) -> None:
    wie, buur = maak_wie("bestuurder"), maak_wie("bestuurder", "bestuur:99002")
    rij = bewaar(wie)
    assert list(Bestand.objects.zichtbaar_voor(wie)) == [rij]
    assert list(Bestand.objects.zichtbaar_voor(buur)) == []


def test_leftovers_are_removed_every_day(maak_wie: Any) -> None:
    from vindplaats.documenten import tasks
    from vindplaats.kern.taken import rooster

    bewaar(maak_wie("bestuurder"))
    oud = opslag.naar_werkmap(b"half", 100)
    os.utime(oud, (time.time() - 2 * 86400,) * 2)
    assert tasks.wezen_opruimen.func() == 1
    assert not oud.exists()
    assert len(alle_bestanden()) == 1
    assert rooster["documenten.wezen_opruimen"].elke.days == 1
