"""Putting a copy back: into an empty installation, the same or another kind of database, the same or a newer version.

All or nothing. SQLite: a new database file is built beside the old one and takes its place at the end. PostgreSQL: everything
in one transaction. Files are unpacked beside the folder of files and take its place just before the database does.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import Error as Databasefout
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from vindplaats import __version__
from vindplaats.kern.fouten import Fout
from vindplaats.kern.klok import nu
from vindplaats.toegang import keten
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.models_keten import Wachtend
from vindplaats.toegang.wie import Wie

from . import kopie, pakket, sleutels, tabellen
from .kopie import Kopieverslag, Voortgang, stil
from .sleutels import Kopiesleutels

ECHT = "default"
INHOUD = ("toegang_gebruiker", "toegang_gebeurtenis", "organisaties_swv", "organisaties_bestuur")


@dataclass(frozen=True)
class Terugzetverslag:
    """What came back, and what the host must know."""

    kopie: Kopieverslag
    bijgewerkt: int
    """migrations that were run after putting back"""
    ander_geheim: bool
    oud: tuple[str, ...]
    """where what was there before stands now"""


def is_gevuld() -> bool:
    """Is there anything in this installation that somebody would miss."""
    verbinding = connections[ECHT]
    aanwezig = set(verbinding.introspection.table_names())
    with verbinding.cursor() as cursor:
        for tabel in aanwezig.intersection(INHOUD):
            cursor.execute(f"SELECT 1 FROM {tabel} LIMIT 1")  # noqa: S608 - fixed names
            if cursor.fetchone():
                return True
    return False


def zet_terug(
    pad: Path, *, kopiesleutels: Kopiesleutels, vervang: bool = False, voortgang: Voortgang = stil
) -> Terugzetverslag:
    """Put the copy at `pad` back in the default database and the folder of files.

    The whole copy is read and proven before anything changes. Raises Fout for a filled installation (unless `vervang`), a
    wrong key, a damaged copy, a copy of a newer version, or processes that still use the database.
    """
    if not vervang and is_gevuld():
        raise Fout(
            "In deze installatie staan al gegevens. Zet een kopie terug in een lege installatie, of geef --vervang: dan komt "
            "de kopie in de plaats van wat er nu is."
        )
    _toets_ongebruikt()
    verslag = kopie.controleer(pad, kopiesleutels=kopiesleutels, voortgang=voortgang)
    ruil = Ruil(Path(settings.BESTANDEN))
    with sleutels.ontsleuteld(pad, kopiesleutels) as stroom:
        lezer = pakket.Pakketlezer(stroom)
        kop = lezer.kop()
        _toets_versie(kop)
        try:
            with _doel():
                bijgewerkt = _laad(lezer, kop, ruil, voortgang)
                if kop.get("geheim") != kopie.merk_van_geheim():
                    _merk_opnieuw()
                _schrijf_logregel(verslag)
                ruil.wissel()
        except Databasefout as fout:
            ruil.wissel_terug()
            raise Fout(f"Terugzetten lukte niet: {str(fout).strip()}. Er is niets veranderd.") from fout
        except BaseException:
            ruil.wissel_terug()
            raise
    return Terugzetverslag(
        verslag, bijgewerkt, kop.get("geheim") != kopie.merk_van_geheim(), tuple(str(p) for p in ruil.oud)
    )


def _toets_ongebruikt() -> None:
    """Raises Fout when a web process or a worker still has the database open: it would go on with what is gone."""
    verbinding = connections[ECHT]
    bezig = "Er werkt nog iets met deze database. Stop eerst de webserver en de werkers, en geef de opdracht daarna opnieuw."
    if verbinding.vendor == "sqlite":
        verbinding.close()
        with closing(sqlite3.connect(verbinding.settings_dict["NAME"], timeout=1)) as proef:
            try:
                proef.execute("PRAGMA journal_mode=DELETE")  # only without any other connection
            except sqlite3.OperationalError as fout:
                raise Fout(bezig) from fout
        return
    verbinding.close()
    if hasattr(verbinding, "close_pool"):
        verbinding.close_pool()
        verbinding.settings_dict.get("OPTIONS", {}).pop("pool", None)
    with verbinding.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        anderen = cursor.fetchone()[0]
    if anderen:
        raise Fout(f"{bezig} (PostgreSQL telt nog {anderen} verbindingen.)")


def _toets_versie(kop: dict[str, Any]) -> None:
    onbekend = tabellen.onbekende_migraties([tuple(k) for k in kop["migraties"]], ECHT)
    if onbekend:
        raise Fout(
            f"Deze kopie is gemaakt met een nieuwere versie ({kop['versie']}) dan deze ({__version__}): "
            f"{onbekend[0][0]}.{onbekend[0][1]} is hier niet bekend. Zet eerst die versie van Vindplaats neer."
        )


def _leeg() -> None:
    """Remove every table (PostgreSQL, inside our own transaction), so that the schema of the copy can be built."""
    verbinding = connections[ECHT]
    if verbinding.vendor == "sqlite":
        return  # a new file
    with verbinding.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # migrations and rows in one transaction: no check stays pending
        for naam in verbinding.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {verbinding.ops.quote_name(naam)} CASCADE")


def _laad(lezer: pakket.Pakketlezer, kop: dict[str, Any], ruil: "Ruil", voortgang: Voortgang) -> int:
    """Schema of the copy, rows, files, counters, then the newest schema. Returns how many migrations came after."""
    knopen = [(app, naam) for app, naam in kop["migraties"]]
    voortgang("tabellen maken", 0, 1)
    _leeg()
    _breng_naar(tabellen.toppen(knopen, ECHT))
    voortgang("tabellen maken", 1, 1)
    modellen = tabellen.modellen_bij(knopen, ECHT)
    with transaction.atomic(using=ECHT), tabellen.zonder_grendels(ECHT):
        _laad_inhoud(lezer, kop, {m._meta.db_table: m for m in modellen}, ruil, voortgang)
        tabellen.zet_reeksen(modellen, ECHT)
    if lezer.slot.get("tabellen") is None:
        raise Fout(sleutels.BESCHADIGD)
    voor = len(knopen)
    voortgang("bijwerken", 0, 1)
    call_command("migrate", database=ECHT, verbosity=0, interactive=False)
    call_command("createcachetable", database=ECHT, verbosity=0)
    voortgang("bijwerken", 1, 1)
    return len(tabellen.migraties(ECHT)) - voor


def _breng_naar(doelen: list[tuple[str, str]]) -> None:
    """Run the migrations up to these, on an empty database."""
    uitvoerder = MigrationExecutor(connections[ECHT])
    try:
        uitvoerder.migrate(doelen)
    except Databasefout as fout:
        raise Fout(f"De tabellen van de kopie konden niet worden gemaakt: {fout}. Er is niets veranderd.") from fout


def _laad_inhoud(
    lezer: pakket.Pakketlezer,
    kop: dict[str, Any],
    modellen: dict[str, Any],
    ruil: "Ruil",
    voortgang: Voortgang,
) -> None:
    kolommen = {t["tabel"]: t["kolommen"] for t in kop["tabellen"]}
    totaal, gedaan, los = sum(t["rijen"] for t in kop["tabellen"]), 0, set()
    _maak_leeg(modellen.values())
    for soort, naam, inhoud in lezer.inhoud():
        if soort == "bestand":
            ruil.schrijf(naam, inhoud)
            voortgang("bestanden", ruil.aantal, kop["bestanden"])
        elif naam in modellen:
            gedaan += tabellen.schrijf(modellen[naam], kolommen[naam], inhoud, ECHT)
            voortgang("rijen", gedaan, totaal)
        elif naam in kop["los"] and naam in tabellen.BUITEN_DJANGO:
            los.add(naam)
            tabellen.schrijf_los(naam, inhoud, ECHT)
        else:
            raise Fout(sleutels.BESCHADIGD)


def _maak_leeg(modellen: Any) -> None:
    """Rows that migrations themselves put in: the copy has them too."""
    with connections[ECHT].cursor() as cursor:
        for model in modellen:
            cursor.execute(f"DELETE FROM {connections[ECHT].ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _merk_opnieuw() -> None:
    """Log rows that waited for their link were marked with the secret of the other house: mark them with ours.

    Only those that still say what they said when they were marked; the others stay, and the check will name them.
    """
    wachtend = {w.gebeurtenis: w for w in Wachtend.objects.filter(geweigerd=False)}
    rijen = Gebeurtenis.objects.voor_taak("techniek.terugzetten").filter(pk__in=list(wachtend))
    goed = [rij for rij in rijen.order_by("wanneer", "id") if keten.inhoud(rij) == bytes(wachtend[rij.pk].inhoud)]
    Wachtend.objects.filter(gebeurtenis__in=[rij.pk for rij in goed]).delete()
    if goed:
        keten.zet_in_de_rij(goed)


def _schrijf_logregel(verslag: Kopieverslag) -> None:
    leg_vast(
        wie=Wie.taak("Opdrachtregel"),
        naam="techniek.kopie_teruggezet",
        onderwerp="techniek.kopie",
        zin=f"Een reservekopie van {verslag.gemaakt_op[:16].replace('T', ' ')} is teruggezet.",
        details={"versie": verslag.versie, "rijen": verslag.rijen, "bestanden": verslag.bestanden},
    )


# --- where it goes -------------------------------------------------------------------------------------------------


@contextmanager
def _doel() -> Iterator[None]:
    """Inside this block the default connection writes to what will be the database; at the end all of it counts, or nothing.

    It has to be the default connection: migrations that fill tables use it, and so does the log.
    """
    verbinding = connections[ECHT]
    if verbinding.vendor == "sqlite":
        with _sqlite_ernaast():
            yield
        return
    with transaction.atomic():
        yield


@contextmanager
def _sqlite_ernaast() -> Iterator[None]:
    verbinding = connections[ECHT]
    echt = Path(verbinding.settings_dict["NAME"])
    nieuw = echt.with_name(f"{echt.name}.terugzetten")
    oud_gevuld = is_gevuld()
    _wis_sqlite(nieuw)
    verbinding.close()
    verbinding.settings_dict["NAME"] = str(nieuw)
    try:
        yield
        with verbinding.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        verbinding.close()
        verbinding.settings_dict["NAME"] = str(echt)
        if oud_gevuld:
            os.link(echt, _vorige(echt))
        for rest in ("-wal", "-shm"):
            Path(f"{echt}{rest}").unlink(missing_ok=True)
        nieuw.replace(echt)
    finally:
        verbinding.close()
        verbinding.settings_dict["NAME"] = str(echt)
        _wis_sqlite(nieuw)


def _wis_sqlite(pad: Path) -> None:
    for rest in ("", "-wal", "-shm", "-journal"):
        Path(f"{pad}{rest}").unlink(missing_ok=True)


def _vorige(pad: Path) -> Path:
    """Name for what was there before: never over another."""
    return pad.with_name(f"{pad.name}.vorige-{nu().strftime('%Y%m%d-%H%M%S-%f')}")


class Ruil:
    """Files unpacked beside the folder of files; the two folders change places at the end."""

    def __init__(self, wortel: Path) -> None:
        self.wortel = wortel
        self.naast = wortel.with_name(f"{wortel.name}.terugzetten")
        self.aantal = 0
        self.oud: list[Path] = []
        self._gewisseld = False
        shutil.rmtree(self.naast, ignore_errors=True)
        self.naast.mkdir(mode=0o700, parents=True)

    def schrijf(self, pad: str, blokken: Any) -> None:
        """One file. Raises Fout for a path that leads outside."""
        doel = (self.naast / pad).resolve()
        if not doel.is_relative_to(self.naast.resolve()):
            raise Fout(sleutels.BESCHADIGD)
        doel.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with doel.open("wb") as bestand:
            doel.chmod(0o600)
            for blok in blokken:
                bestand.write(blok)
            bestand.flush()
            os.fsync(bestand.fileno())
        self.aantal += 1

    def wissel(self) -> None:
        """Let the unpacked folder take the place of the real one; what was there is kept under another name."""
        self._gewisseld = True
        if self.wortel.is_dir() and any(self.wortel.rglob("*")):
            oud = _vorige(self.wortel)
            self.wortel.rename(oud)
            self.oud.append(oud)
        elif self.wortel.is_dir():
            self.wortel.rmdir()
        self.naast.rename(self.wortel)

    def wissel_terug(self) -> None:
        """It failed: put the folder back as it was, and leave nothing half."""
        if self._gewisseld:
            shutil.rmtree(self.wortel, ignore_errors=True)
            if self.oud:
                self.oud.pop().rename(self.wortel)
        shutil.rmtree(self.naast, ignore_errors=True)
