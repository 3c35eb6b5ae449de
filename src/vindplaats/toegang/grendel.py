"""The bolt on the log: database triggers that refuse UPDATE and DELETE, also outside Django (promise 4).

Set by a migration and again after every migrate, because SQLite drops triggers when it rebuilds a table. On PostgreSQL
TRUNCATE is refused too; who owns the tables can take triggers off, so the application runs as another user (`rechten_voor`).
Not here: the refusals in Python (`models.GebeurtenisQuerySet`).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABEL = "toegang_gebeurtenis"
KETEN = "toegang_schakel"
AFSLUITING = "toegang_afsluiting"
TABELLEN = {TABEL: "logboek", KETEN: "keten", AFSLUITING: "afsluiting"}
"""table -> first part of the names of its triggers"""
ZIN = "Het logboek wordt alleen aangevuld, nooit gewijzigd of gewist."
_SQLITE = {"niet_wijzigen": "BEFORE UPDATE", "niet_wissen": "BEFORE DELETE"}
_POSTGRES_FUNCTIE = f"""
CREATE OR REPLACE FUNCTION logboek_dicht() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{ZIN}'; END $$ LANGUAGE plpgsql
"""


def zet(verbinding: BaseDatabaseWrapper) -> None:
    """Put the triggers on the log and its chain; harmless when they are there already."""
    opdrachten = [_POSTGRES_FUNCTIE] if verbinding.vendor == "postgresql" else []
    for tabel, naam in _aanwezig(verbinding):
        if verbinding.vendor == "sqlite":
            opdrachten += [
                f"CREATE TRIGGER IF NOT EXISTS {naam}_{wat} {wanneer} ON {tabel} BEGIN SELECT RAISE(ABORT, '{ZIN}'); END"
                for wat, wanneer in _SQLITE.items()
            ]
        elif verbinding.vendor == "postgresql":
            opdrachten += [
                f"CREATE OR REPLACE TRIGGER {naam}_dicht BEFORE UPDATE OR DELETE ON {tabel} "
                "FOR EACH ROW EXECUTE FUNCTION logboek_dicht()",
                f"CREATE OR REPLACE TRIGGER {naam}_niet_legen BEFORE TRUNCATE ON {tabel} "
                "FOR EACH STATEMENT EXECUTE FUNCTION logboek_dicht()",
            ]
    _voer_uit(verbinding, opdrachten)


def haal_weg(verbinding: BaseDatabaseWrapper) -> None:
    """Take the triggers off: to undo the migration, and to empty a test database."""
    opdrachten = []
    for tabel, naam in _aanwezig(verbinding):
        if verbinding.vendor == "sqlite":
            opdrachten += [f"DROP TRIGGER IF EXISTS {naam}_{wat}" for wat in _SQLITE]
        elif verbinding.vendor == "postgresql":
            opdrachten += [f"DROP TRIGGER IF EXISTS {naam}_{wat} ON {tabel}" for wat in ("dicht", "niet_legen")]
    _voer_uit(verbinding, opdrachten)


def _aanwezig(verbinding: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    er_zijn = set(verbinding.introspection.table_names())
    return [(tabel, naam) for tabel, naam in TABELLEN.items() if tabel in er_zijn]


@contextmanager
def even_open(verbinding: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside this block, in the transaction of the caller, rows of the log can be removed; afterwards the bolt is back.

    Only the owner of the tables can: PostgreSQL refuses everybody else, and undoes all of it when anything fails.
    Raises django.db.ProgrammingError for another database user.
    """
    haal_weg(verbinding)
    yield
    zet(verbinding)


def is_eigenaar(verbinding: BaseDatabaseWrapper) -> bool:
    """Does this database user own the log? On SQLite everybody who can open the file does."""
    if verbinding.vendor != "postgresql":
        return True
    with verbinding.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, tableowner, 'USAGE') FROM pg_tables WHERE tablename = %s", [TABEL]
        )
        rij = cursor.fetchone()
    return bool(rij and rij[0])


def rechten_voor(rol: str) -> list[str]:
    """SQL for the owner of a PostgreSQL database: what the application's own user may, and what never.

    Raises ValueError for a name that is no plain PostgreSQL name.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", rol):
        raise ValueError(rol)
    return [
        f"GRANT USAGE ON SCHEMA public TO {rol}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {rol}",
        f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {rol}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {rol}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {rol}",
        f"REVOKE CREATE ON SCHEMA public FROM {rol}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {tabel} FROM {rol}" for tabel in TABELLEN),
        f"REVOKE INSERT ON {AFSLUITING} FROM {rol}",
    ]


def na_migratie(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Receiver of post_migrate: sets the bolt when the table is there."""
    from django.db import connections

    verbinding = connections[using]
    if TABEL in verbinding.introspection.table_names():
        zet(verbinding)


def _voer_uit(verbinding: BaseDatabaseWrapper, opdrachten: list[str]) -> None:
    with verbinding.cursor() as cursor:
        for opdracht in opdrachten:
            cursor.execute(opdracht)
