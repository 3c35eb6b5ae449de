"""The life of a copy: data of the previous version come back in this one, are copied in use, and come back somewhere else.

Real processes on a real database: on the PostgreSQL round the copy goes from SQLite to PostgreSQL and back to SQLite.
"""

import json
import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pyrage

from .installatie import INHOUD, Installatie, lege_database

VORIGE = Path(__file__).parent / "vorige" / "0.1.0.tar.xz"

BEKIJK = (
    INHOUD
    + """
from django.urls import reverse
from vindplaats.kern.klok import vandaag
from vindplaats.toegang.models import RolToekenning, Gebeurtenis
from vindplaats.toegang.queries import wie_uit
from vindplaats.toegang.tests.fabriek import client_voor
from vindplaats.verantwoording.models import Rapport
for rol in ("directeur_swv", "bestuurder"):
    mensen = map(wie_uit, RolToekenning.objects.filter(rol=rol).order_by("organisatie"))
    wie = next(w for w in mensen if Rapport.objects.zichtbaar_voor(w).exists())
    client = client_voor(wie)
    paden = ["/", reverse("verantwoording:vergelijken"), reverse("verantwoording:gezamenlijk"), reverse("organisaties:scholen")]
    rapport = Rapport.objects.zichtbaar_voor(wie).order_by("pk").first()
    paden.append(reverse("verantwoording:rapport", args=[rapport.pk]))
    for pad in paden:
        assert client.get(pad).status_code == 200, (rol, pad)
"""
)

LOGBOEK_DICHT = (
    INHOUD
    + """
from django.db import connection, utils
from vindplaats.toegang import keten, keten_controle
for opdracht in ("UPDATE toegang_gebeurtenis SET zin = 'x'", "DELETE FROM toegang_gebeurtenis"):
    try:
        with connection.cursor() as c: c.execute(opdracht)
    except utils.DatabaseError as fout:
        assert "alleen aangevuld" in str(fout), fout
    else:
        raise SystemExit("het logboek is niet dicht")
while keten.verzegel(): pass
uitslag = keten_controle.controleer()
assert uitslag.heel, uitslag.zin
from vindplaats.organisaties.models import Deelname
oud = Deelname.objects.order_by("-pk").first()
nieuw = Deelname.objects.create(bestuur=oud.bestuur, swv=oud.swv, van="1999-08-01", tot="2000-07-31")
assert nieuw.pk > oud.pk
nieuw.delete()
"""
)

IN_GEBRUIK = """
import sys; from pathlib import Path
import django; django.setup()
from django.db import connection
from vindplaats.organisaties.models import Regio
from vindplaats.techniek.bewaren import kopie, sleutels, tabellen
echt = tabellen.rijen
def rijen(model, using, waar=None):
    if model._meta.db_table == "organisaties_bestuur":  # somebody works on while the copy is halfway: no lock, not in the copy
        Regio.objects.create(naam="Tijdens de kopie")
    return echt(model, using, waar)
tabellen.rijen = rijen
verslag = kopie.maak(Path(sys.argv[1]), kopiesleutels=sleutels.uit_instellingen())
assert Regio.objects.filter(naam="Tijdens de kopie").exists()
Regio.objects.filter(naam="Tijdens de kopie").delete()
"""

HALVERWEGE_DOOD = """
import os, signal, sys; from pathlib import Path
import django; django.setup()
from vindplaats.techniek.bewaren import sleutels, tabellen, terugzetten
def dood(*_): os.kill(os.getpid(), signal.SIGKILL)
tabellen.zet_reeksen = dood
terugzetten.zet_terug(Path(sys.argv[1]), kopiesleutels=sleutels.uit_instellingen())
"""


def rijen_in(vorige: bytes) -> dict[str, int]:
    """Rows per table according to the closing list of the old data."""
    import io
    import tarfile

    with tarfile.open(fileobj=io.BytesIO(vorige)) as tar:
        slot = tar.extractfile("slot.json")
        assert slot is not None
        return {naam: t["rijen"] for naam, t in json.load(slot)["tabellen"].items()}


def test_van_de_vorige_versie_naar_deze_en_naar_een_andere_database(tmp_path: Path) -> None:
    sleutel = pyrage.x25519.Identity.generate()
    oud = lzma.decompress(VORIGE.read_bytes())
    oude_kopie, kopie = tmp_path / "oud.age", tmp_path / "kopie.age"
    oude_kopie.write_bytes(pyrage.encrypt(oud, [sleutel.to_public()]))
    with lege_database() as database:
        sleutels = {"VINDPLAATS_KOPIE_SLEUTEL": str(sleutel), "VINDPLAATS_KOPIE_ONTVANGER": str(sleutel.to_public())}
        ander = "een ander geheim voor deze proef, lang genoeg"
        huis = Installatie(tmp_path / "huis", database, VINDPLAATS_GEHEIM=ander, **sleutels)

        # a copy of the previous version becomes data of this version
        gezegd = huis.opdracht("restore", str(oude_kopie))
        assert "van versie 0.1.0" in gezegd
        assert "VINDPLAATS_GEHEIM is hier anders" in gezegd
        verwacht, inhoud = rijen_in(oud), json.loads(huis.script(BEKIJK))
        verwacht["toegang_gebeurtenis"] += 1  # that it was put back
        eigen = {t: n for t, n in verwacht.items() if not t.startswith(("django_", "auth_"))}
        assert {t: inhoud[t][0] for t in eigen if t in inhoud} == eigen

        # a copy while somebody writes holds one moment
        huis.script(IN_GEBRUIK, str(kopie))
        voor = json.loads(huis.script(LOGBOEK_DICHT))
        assert [p.name for p in tmp_path.glob(".*")] == []

        # somewhere else, on SQLite: killed halfway leaves nothing, again works, and everything is equal
        elders = Installatie(tmp_path / "elders", **sleutels)
        elders.script(HALVERWEGE_DOOD, str(kopie), code=-9)
        with closing(sqlite3.connect(elders.var / "vindplaats.sqlite3")) as leeg:
            assert leeg.execute("SELECT name FROM sqlite_master").fetchall() == []
        assert not (elders.var / "bestanden").exists()
        elders.opdracht("restore", str(kopie))
        na = json.loads(elders.script(LOGBOEK_DICHT))
        for veranderd in ("toegang_gebeurtenis", "toegang_wachtend"):  # one row more: that it was put back
            assert na.pop(veranderd)[0] == voor.pop(veranderd)[0] + 1
        assert na == voor
        assert elders.bestanden() == huis.bestanden() != {}
        assert not list(elders.var.glob("*terugzetten*"))

        # instead of what is there: only when told, and what was there is kept
        (huis.var / "bestanden" / "oud.txt").write_text("er was iets")
        huis.opdracht("restore", str(kopie), "--vervang")
        assert [p.read_text() for p in huis.var.glob("bestanden.vorige-*/oud.txt")] == ["er was iets"]
        assert len(list(huis.var.glob("*.sqlite3.vorige-*"))) == (0 if database else 1)
        assert huis.bestanden() == elders.bestanden()
