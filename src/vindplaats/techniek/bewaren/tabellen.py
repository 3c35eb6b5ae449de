"""Rows of a table as plain values and back, the same for SQLite and PostgreSQL; the schema as it was at any migration.

Nothing here knows about encryption or files. `using` is an alias of Django's connections.
"""

import base64
import datetime as dt
import decimal
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Knoop = tuple[str, str]
STAPEL = 500
NIET_MEE = frozenset({"django_session"})
"""who is signed in: never in a copy"""
BUITEN_DJANGO = {"demo_stap": ("code", "gedaan_op")}
"""tables that no model knows: text columns only"""
BUITEN_DJANGO_SQL = {"demo_stap": "CREATE TABLE demo_stap (code varchar(80) PRIMARY KEY, gedaan_op varchar(40))"}


def migraties(using: str) -> list[Knoop]:
    """Applied migrations that this version knows, in a fixed order."""
    loader = MigrationLoader(connections[using])
    return sorted(
        knoop for knoop in MigrationRecorder(connections[using]).applied_migrations() if knoop in loader.graph.nodes
    )


def toppen(knopen: Iterable[Knoop], using: str) -> list[Knoop]:
    """Of each app the last migrations of this list: the targets that bring an empty database to that state."""
    lijst = set(knopen)
    graaf = MigrationLoader(connections[using]).graph
    return sorted(
        k for k in lijst if not any(kind.key[0] == k[0] and kind.key in lijst for kind in graaf.node_map[k].children)
    )


def onbekende_migraties(knopen: Iterable[Knoop], using: str) -> list[Knoop]:
    """Migrations this version has never heard of: the data come from a newer version."""
    loader = MigrationLoader(connections[using])
    return sorted(set(knopen) - set(loader.graph.nodes) - set(loader.disk_migrations or {}))


def modellen_bij(knopen: Iterable[Knoop], using: str) -> list[type[models.Model]]:
    """The models as they were after these migrations, automatic many-to-many tables included, by name of the table."""
    toestand = MigrationLoader(connections[using]).project_state(list(knopen))
    alle = toestand.apps.get_models(include_auto_created=True)
    echt = [m for m in alle if m._meta.managed and not m._meta.proxy and m._meta.db_table not in NIET_MEE]
    return sorted(echt, key=lambda m: m._meta.db_table)


def velden_van(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Columns that are stored; what the database computes itself is left out."""
    return [veld for veld in model._meta.concrete_fields if not getattr(veld, "generated", False)]


def plat(waarde: Any) -> Any:
    """A value of a column as JSON can hold it. JSON columns pass as they are."""
    if isinstance(waarde, uuid.UUID | decimal.Decimal):
        return str(waarde)
    if isinstance(waarde, dt.datetime):
        return waarde.astimezone(dt.UTC).isoformat() if waarde.tzinfo else waarde.isoformat()
    if isinstance(waarde, dt.date | dt.time):
        return waarde.isoformat()
    if isinstance(waarde, dt.timedelta):
        return str(waarde)
    if isinstance(waarde, bytes | memoryview | bytearray):
        return base64.b64encode(bytes(waarde)).decode()
    return waarde


def terug(veld: "models.Field[Any, Any]", waarde: Any) -> Any:
    """The value of a column again, from what `plat` made of it. Raises ValidationError or ValueError on nonsense."""
    if waarde is None or isinstance(veld, models.JSONField):
        return waarde
    return veld.to_python(waarde)


def rijen(model: type[models.Model], using: str, waar: models.Q | None = None) -> Iterator[list[Any]]:
    """Rows as plain values in the order of `velden_van`, by key; memory does not grow with the table."""
    vraag = model._base_manager.using(using).order_by("pk")
    if waar is not None:
        vraag = vraag.filter(waar)
    for rij in vraag.values_list(*(v.attname for v in velden_van(model))).iterator(chunk_size=2000):
        yield [plat(waarde) for waarde in rij]


def schrijf(model: type[models.Model], kolommen: Sequence[str], rijen_: Iterable[Sequence[Any]], using: str) -> int:
    """Insert rows exactly as they are: no defaults, no "changed at". Returns how many. The caller holds the transaction."""
    per_kolom = {veld.column: veld for veld in velden_van(model)}
    velden = [per_kolom[kolom] for kolom in kolommen]
    verbinding = connections[using]
    naam = verbinding.ops.quote_name
    plaatsen = ", ".join(["%s"] * len(velden))
    opdracht = f"INSERT INTO {naam(model._meta.db_table)} ({', '.join(map(naam, kolommen))}) VALUES ({plaatsen})"  # noqa: S608 - names of our own models
    aantal = 0
    with verbinding.cursor() as cursor:
        for stapel in _stapels(rijen_):
            cursor.executemany(
                opdracht,
                [
                    [veld.get_db_prep_save(terug(veld, w), verbinding) for veld, w in zip(velden, rij, strict=True)]
                    for rij in stapel
                ],
            )
            aantal += len(stapel)
    return aantal


def _stapels(rijen_: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    stapel: list[Sequence[Any]] = []
    for rij in rijen_:
        stapel.append(rij)
        if len(stapel) == STAPEL:
            yield stapel
            stapel = []
    if stapel:
        yield stapel


def losse_tabellen(using: str) -> dict[str, tuple[str, ...]]:
    """Tables without a model that are there."""
    aanwezig = set(connections[using].introspection.table_names())
    return {naam: kolommen for naam, kolommen in BUITEN_DJANGO.items() if naam in aanwezig}


def losse_rijen(naam: str, using: str) -> Iterator[list[Any]]:
    """Rows of a table without a model."""
    kolommen = BUITEN_DJANGO[naam]
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(kolommen)} FROM {naam} ORDER BY {kolommen[0]}")  # noqa: S608 - fixed names
        yield from (list(rij) for rij in cursor.fetchall())


def schrijf_los(naam: str, rijen_: Iterable[Sequence[Any]], using: str) -> int:
    """Make a table without a model, and fill it. Returns how many rows."""
    kolommen = BUITEN_DJANGO[naam]
    stapel = [list(rij) for rij in rijen_]
    with connections[using].cursor() as cursor:
        cursor.execute(BUITEN_DJANGO_SQL[naam])
        cursor.executemany(
            f"INSERT INTO {naam} ({', '.join(kolommen)}) VALUES ({', '.join(['%s'] * len(kolommen))})",  # noqa: S608 - fixed names
            stapel,
        )
    return len(stapel)


def zet_reeksen(modellen: Iterable[type[models.Model]], using: str) -> None:
    """Let the counters of numbered tables go on after the highest number (PostgreSQL; SQLite does it by itself)."""
    verbinding = connections[using]
    with verbinding.cursor() as cursor:
        for opdracht in verbinding.ops.sequence_reset_sql(no_style(), list(modellen)):
            cursor.execute(opdracht)


@contextmanager
def zonder_grendels(using: str) -> Iterator[None]:
    """Inside this block no trigger of ours fires, so that rows of the log go in as they were; afterwards all are back.

    Only inside a transaction on a database that nobody uses yet. All foreign keys are checked before the block ends.
    """
    verbinding = connections[using]
    with verbinding.cursor() as cursor:
        if verbinding.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            grendels = cursor.fetchall()
            for naam, _ in grendels:
                cursor.execute(f"DROP TRIGGER {verbinding.ops.quote_name(naam)}")
            yield
            verbinding.check_constraints()
            for _, opdracht in grendels:
                cursor.execute(opdracht)
            return
        tabellen = [verbinding.ops.quote_name(t) for t in verbinding.introspection.table_names(cursor)]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # ALTER TABLE is refused while a check is pending
        for tabel in tabellen:
            cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for tabel in tabellen:
            cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
