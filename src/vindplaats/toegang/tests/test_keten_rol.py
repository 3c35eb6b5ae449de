"""A real second PostgreSQL role: the application's own user can add to the log and nothing else (P-10, decision 0023)."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from vindplaats.toegang import grendel, keten
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests.test_keten import schrijf

pytestmark = [pytest.mark.postgres, pytest.mark.regel("P-10"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def als_app() -> Iterator[Any]:
    """A connection as a role that is not the owner, with the rights of `logboek rechten`."""
    import psycopg

    rol, geheim = f"vindplaats_test_{secrets.token_hex(4)}", secrets.token_hex(16)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {rol} LOGIN PASSWORD '{geheim}'")
        for opdracht in grendel.rechten_voor(rol):
            cursor.execute(opdracht)
    waarden = connection.get_connection_params()
    verbinding = psycopg.connect(
        dbname=waarden["dbname"],
        host=waarden.get("host"),
        port=waarden.get("port"),
        user=rol,
        password=geheim,
        autocommit=True,
    )
    yield verbinding
    verbinding.close()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {rol}")
        cursor.execute(f"DROP ROLE {rol}")


def test_de_toepassing_kan_alleen_aanvullen(als_app: Any) -> None:
    import psycopg

    schrijf(3)
    keten.verzegel()
    assert als_app.execute("SELECT count(*) FROM toegang_gebeurtenis").fetchone() == (3,)
    for tabel in grendel.TABELLEN:
        for opdracht in (
            f"UPDATE {tabel} SET zin = 'x'" if tabel == grendel.TABEL else f"UPDATE {tabel} SET nummer = 1",
            f"DELETE FROM {tabel}",
            f"TRUNCATE {tabel}",
            f"DROP TABLE {tabel}",
            f"ALTER TABLE {tabel} DISABLE TRIGGER ALL",
            f"DROP TRIGGER {grendel.TABELLEN[tabel]}_dicht ON {tabel}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                als_app.execute(opdracht)
    als_app.execute(
        "INSERT INTO toegang_wachtend (gebeurtenis, inhoud, merk, geweigerd) VALUES (gen_random_uuid(), '', '', false)"
    )
    als_app.execute("DELETE FROM toegang_wachtend")  # other tables can be worked in
    assert Gebeurtenis.objects.voor_taak("test").count() == 3


def test_ook_de_eigenaar_kan_niet_per_ongeluk_legen(als_app: Any) -> None:
    from django.db import DatabaseError

    schrijf()
    with pytest.raises(DatabaseError, match="alleen aangevuld"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE toegang_gebeurtenis CASCADE")


def test_naam_van_een_rol_wordt_gekeurd() -> None:
    with pytest.raises(ValueError, match="drop"):
        grendel.rechten_voor("x; drop table y")


def test_de_toepassing_kan_niets_afsluiten(als_app: Any) -> None:
    """Neither remove the oldest part, nor put a record there that says so."""
    import psycopg

    schrijf(3)
    keten.verzegel()
    for opdracht in (
        "INSERT INTO toegang_afsluiting (nummer, hash, aantal, begin, eind, termijn, vorige, zegel, gezet_op, gezet_door) "
        "VALUES (1, '', 1, now(), now(), 1, '', '', now(), 'x')",
        "DELETE FROM toegang_schakel WHERE nummer = 1",
        "ALTER TABLE toegang_gebeurtenis DISABLE TRIGGER logboek_dicht",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            als_app.execute(opdracht)
    vraag = (
        "SELECT pg_has_role(current_user, tableowner, 'USAGE') FROM pg_tables WHERE tablename = 'toegang_gebeurtenis'"
    )
    assert als_app.execute(vraag).fetchone() == (False,)
    assert grendel.is_eigenaar(connection)
