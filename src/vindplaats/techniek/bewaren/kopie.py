"""Making a copy of everything while the product is in use, and checking one. Memory is bounded whatever the size.

The database is read in one snapshot: on SQLite a read transaction in WAL mode (writers go on), on PostgreSQL one REPEATABLE
READ transaction. No plain text touches the disk. Not here: putting back (`terugzetten`).
"""

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from vindplaats import __version__
from vindplaats.kern.fouten import Fout
from vindplaats.kern.klok import nu

from . import pakket, sleutels, tabellen
from .sleutels import Kopiesleutels

INDELING = 1
SOORT = "vindplaats-reservekopie"
WERKMAP = ".werk"
MOMENTOPNAME = "momentopname"
Voortgang = Callable[[str, int, int], None]
"""called with (what, done, total); what is a Dutch word for a bar"""


def stil(wat: str, gedaan: int, totaal: int) -> None:
    """No progress."""


@dataclass(frozen=True)
class Kopieverslag:
    """What a copy holds."""

    versie: str
    gemaakt_op: str
    rijen: int
    bestanden: int
    bytes_bestanden: int
    grootte: int
    verdwenen: tuple[str, ...] = ()
    migraties: int = 0
    database: str = ""
    keten: str = ""


@contextmanager
def momentopname(bron: str = "default") -> Iterator[str]:
    """A connection of its own that keeps seeing the database as it is at the first question. Gives its alias."""
    kopie = dict(connections[bron].settings_dict)
    opties = {k: v for k, v in kopie.get("OPTIONS", {}).items() if k != "pool"}
    if connections[bron].vendor == "sqlite":
        opties["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        opties["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections.databases[MOMENTOPNAME] = kopie | {"OPTIONS": opties, "CONN_MAX_AGE": 0}
    try:
        with transaction.atomic(using=MOMENTOPNAME):
            yield MOMENTOPNAME
            transaction.set_rollback(True, using=MOMENTOPNAME)
    finally:
        connections[MOMENTOPNAME].close()
        del connections[MOMENTOPNAME]
        connections.databases.pop(MOMENTOPNAME, None)


@contextmanager
def hier_of_momentopname() -> Iterator[str]:
    """A snapshot; inside a transaction of the caller that transaction itself, which sees its own rows."""
    if connections["default"].in_atomic_block:
        yield "default"
        return
    with momentopname() as using:
        yield using


def merk_van_geheim() -> str:
    """Tells whether two installations have the same secret, without telling the secret."""
    return hmac.new(settings.SECRET_KEY.encode(), b"vindplaats-reservekopie", hashlib.sha256).hexdigest()[:16]


def paden(wortel: Path) -> list[str]:
    """Every file below the folder of files, in a fixed order; what is still being written stays out."""
    uit = []
    for map_, mappen, namen in os.walk(wortel):
        mappen[:] = sorted(m for m in mappen if m != WERKMAP)
        uit += [str((Path(map_) / naam).relative_to(wortel)) for naam in namen if not naam.startswith(".proef")]
    return sorted(uit)


def brokken(using: str, wortel: Path, voortgang: Voortgang, slot: pakket.Slot) -> Iterator[bytes]:
    """The plain stream of a copy: heading, tables, files, closing list. `using` is a snapshot."""
    knopen = tabellen.migraties(using)
    if not knopen:
        raise Fout("Deze database is nog leeg: er is niets om te bewaren. Geef eerst ./vindplaats manage migrate.")
    modellen = tabellen.modellen_bij(knopen, using)
    los = tabellen.losse_tabellen(using)
    aantallen = {m._meta.db_table: m._base_manager.using(using).count() for m in modellen}
    alle = paden(wortel)
    kop = {
        "soort": SOORT,
        "indeling": INDELING,
        "versie": __version__,
        "gemaakt_op": nu().isoformat(timespec="seconds"),
        "database": connections[using].vendor,
        "geheim": merk_van_geheim(),
        "migraties": knopen,
        "tabellen": [
            {
                "tabel": m._meta.db_table,
                "kolommen": [v.column for v in tabellen.velden_van(m)],
                "rijen": aantallen[m._meta.db_table],
            }
            for m in modellen
        ],
        "los": {naam: list(kolommen) for naam, kolommen in los.items()},
        "bestanden": len(alle),
        "keten": _kop_van_de_keten(modellen, using),
    }
    yield from pakket.item(pakket.KOP, pakket.json_bytes(kop))
    totaal, gedaan = sum(aantallen.values()), 0
    for model in modellen:
        naam = model._meta.db_table
        yield from pakket.tabel(naam, tabellen.rijen(model, using), slot)
        gedaan += aantallen[naam]
        voortgang("rijen", gedaan, totaal)
    for naam in los:
        yield from pakket.tabel(naam, tabellen.losse_rijen(naam, using), slot)
    yield from pakket.bestanden(wortel, _geteld(alle, voortgang), slot)
    yield from pakket.item(pakket.SLOT, pakket.json_bytes(slot.als_dict()))
    yield pakket.einde()


def _kop_van_de_keten(modellen: list[Any], using: str) -> dict[str, Any]:
    """Last link of the chain over the log: to compare with the heads the host keeps elsewhere."""
    for model in modellen:
        if model._meta.db_table == "toegang_schakel":
            laatste = model._base_manager.using(using).order_by("-pk").first()
            return {"nummer": laatste.pk, "hash": bytes(laatste.hash).hex()} if laatste else {}
    return {}


def _geteld(alle: list[str], voortgang: Voortgang) -> Iterator[str]:
    for nummer, pad in enumerate(alle, 1):
        yield pad
        voortgang("bestanden", nummer, len(alle))


def maak(
    doel: Path, *, kopiesleutels: Kopiesleutels, voortgang: Voortgang = stil, controle: bool = True
) -> Kopieverslag:
    """Make a copy of the default database and the folder of files at `doel`; refuses to overwrite.

    The file appears under its name only when it is complete, on disk and (unless told otherwise) read back and proven.
    """
    if not kopiesleutels.kan_sluiten:
        raise Fout(sleutels.GEEN_SLEUTEL)
    if doel.exists() or doel.is_symlink():
        raise Fout(f"{doel} bestaat al. Een kopie overschrijft nooit iets; kies een andere naam.")
    if not doel.parent.is_dir():
        raise Fout(f"De map {doel.parent} bestaat niet. Maak die eerst.")
    onaf = doel.with_name(f".{doel.name}.{secrets.token_hex(4)}.onaf")
    slot = pakket.Slot()
    try:
        with momentopname() as using, onaf.open("xb") as bestand:
            onaf.chmod(0o600)
            eigen = sleutels.versleutel(
                brokken(using, Path(settings.BESTANDEN), voortgang, slot), bestand, kopiesleutels
            )
            bestand.flush()
            os.fsync(bestand.fileno())
        verslag = controleer(onaf, kopiesleutels=kopiesleutels, voortgang=voortgang, eigen=eigen) if controle else None
        _geef_naam(onaf, doel)
    except OSError as fout:
        raise Fout(
            f"De kopie is niet gemaakt: {fout.strerror or fout}. Kijk of er ruimte is in {doel.parent}."
        ) from fout
    finally:
        onaf.unlink(missing_ok=True)
    if verslag is None:
        rijen = sum(t["rijen"] for t in slot.tabellen.values())
        verslag = Kopieverslag(__version__, nu().isoformat(), rijen, slot.bestanden, slot.bytes, doel.stat().st_size)
    return verslag


def _geef_naam(onaf: Path, doel: Path) -> None:
    """Give a finished file its name in one step, never over another file."""
    try:
        os.link(onaf, doel)
    except FileExistsError:
        raise Fout(f"{doel} is intussen door iets anders gemaakt. Kies een andere naam.") from None
    except OSError:  # a disk without hard links
        if doel.exists():
            raise Fout(f"{doel} is intussen door iets anders gemaakt. Kies een andere naam.") from None
        onaf.rename(doel)
    with contextlib.suppress(OSError):
        map_ = os.open(doel.parent, os.O_RDONLY)
        try:
            os.fsync(map_)
        finally:
            os.close(map_)


def toets_kop(kop: dict[str, Any]) -> None:
    """Is this a copy that this version can read at all. Raises Fout with what to do."""
    if kop.get("soort") != SOORT:
        raise Fout(sleutels.GEEN_KOPIE)
    if kop.get("indeling", 0) > INDELING:
        raise Fout(
            f"Deze kopie is gemaakt met een nieuwere versie ({kop.get('versie')}) dan deze ({__version__}). "
            "Zet eerst de nieuwere versie van Vindplaats neer."
        )


def controleer(
    pad: Path, *, kopiesleutels: Kopiesleutels, voortgang: Voortgang = stil, eigen: Any = None
) -> Kopieverslag:
    """Read a whole copy and prove every part, without writing anything. Raises Fout when something is not right."""
    if not pad.is_file():
        raise Fout(f"{pad} is er niet. Kijk de naam na.")
    with sleutels.ontsleuteld(pad, kopiesleutels, eigen=eigen) as stroom:
        lezer = pakket.Pakketlezer(stroom)
        kop = lezer.kop()
        toets_kop(kop)
        totaal, gedaan = sum(t["rijen"] for t in kop["tabellen"]) + kop["bestanden"], 0
        for soort, _, inhoud in lezer.inhoud():
            if soort == "bestand":
                for _ in inhoud:
                    pass
            gedaan += len(inhoud) if soort == "tabel" else 1
            voortgang("nakijken", min(gedaan, totaal), totaal)
        _toets_aantallen(kop, lezer.slot)
    slot = lezer.slot
    return Kopieverslag(
        versie=kop["versie"],
        gemaakt_op=kop["gemaakt_op"],
        rijen=sum(t["rijen"] for t in slot["tabellen"].values()),
        bestanden=slot["bestanden"],
        bytes_bestanden=slot["bytes"],
        grootte=pad.stat().st_size,
        verdwenen=tuple(slot["verdwenen"]),
        migraties=len(kop["migraties"]),
        database=kop["database"],
        keten="{nummer}:{hash}".format(**kop["keten"]) if kop.get("keten") else "",
    )


def _toets_aantallen(kop: dict[str, Any], slot: dict[str, Any]) -> None:
    for tabel in kop["tabellen"]:
        if slot["tabellen"].get(tabel["tabel"], {}).get("rijen") != tabel["rijen"]:
            raise Fout(sleutels.BESCHADIGD)


def schrijf_logregel(verslag: Kopieverslag) -> None:
    """Tell the log that a copy was made. Not when the database is not up to date: then its log may look different."""
    from vindplaats.toegang.log import leg_vast
    from vindplaats.toegang.models import Gebeurtenis
    from vindplaats.toegang.wie import Wie

    uitvoerder = MigrationExecutor(connections["default"])
    if uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()):
        return
    leg_vast(
        wie=Wie.taak("Opdrachtregel"),
        naam="techniek.kopie_gemaakt",
        soort=Gebeurtenis.LEZEN,
        onderwerp="techniek.kopie",
        zin="Er is een reservekopie van alle gegevens gemaakt.",
        details={"rijen": verslag.rijen, "bestanden": verslag.bestanden, "grootte": verslag.grootte},
    )
