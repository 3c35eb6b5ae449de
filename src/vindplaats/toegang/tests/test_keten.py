"""The chain over the log: sealed in order, and every way to tamper with it shows (P-10, decision 0023)."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from vindplaats.kern.klok import nu
from vindplaats.toegang import grendel, keten
from vindplaats.toegang.keten_controle import controleer
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.models_keten import Schakel, Wachtend
from vindplaats.toegang.wie import Wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-10")]


def schrijf(aantal: int = 1, **extra: Any) -> list[Gebeurtenis]:
    return [
        leg_vast(
            wie=Wie.taak("Test"),
            naam="test.gedaan",
            onderwerp="test.ding:1",
            zin=f"Regel {i}, één",
            organisatie="swv:PO9901",
            **extra,
        )
        for i in range(aantal)
    ]


def sql(opdracht: str, *waarden: Any) -> None:
    """Tamper as somebody would who has the database and took the bolt off."""
    grendel.haal_weg(connection)
    with connection.cursor() as cursor:
        cursor.execute(opdracht, waarden)
    grendel.zet(connection)


def pk(rij: Gebeurtenis) -> str:
    return rij.pk.hex if connection.vendor == "sqlite" else str(rij.pk)


def test_schrijven_zet_in_de_rij_en_verzegelen_rijgt() -> None:
    schrijf(3, details={"a": 1.0, "b": {"z": [1, "é"], "c": None}})
    assert Wachtend.objects.count() == 3
    assert controleer().heel
    assert keten.verzegel() == 3
    assert (Wachtend.objects.count(), [s.nummer for s in Schakel.objects.all()]) == (0, [1, 2, 3])
    assert keten.verzegel() == 0
    uitslag = controleer()
    assert uitslag.heel, uitslag.zin
    assert uitslag.gecontroleerd == 3
    assert str(uitslag.kop) == str(keten.kop())


def test_bulk_gaat_ook_in_de_rij() -> None:
    wie = Wie.taak("Test")
    rijen = [
        Gebeurtenis(
            wanneer=nu(), soort="wijzigen", naam="t.t", wie_naam=wie.naam, rol=wie.rol, onderwerp="x:1", zin=str(i)
        )
        for i in range(4)
    ]
    Gebeurtenis.objects.bulk_create(rijen)
    assert keten.verzegel() == 4
    assert controleer().heel


def test_wat_terugdraait_laat_niets_in_de_rij() -> None:
    with transaction.atomic():
        schrijf()
        transaction.set_rollback(True)
    assert not Wachtend.objects.exists()


@pytest.mark.parametrize("veld", ["zin", "wie_naam", "waarom", "organisatie"])
def test_een_gewijzigde_regel_valt_op(veld: str) -> None:
    rijen = schrijf(5)
    keten.verzegel()
    sql(f"UPDATE toegang_gebeurtenis SET {veld} = 'anders' WHERE id = %s", pk(rijen[2]))
    uitslag = controleer()
    assert (uitslag.heel, uitslag.plek) == (False, 3)
    assert "gewijzigd" in uitslag.zin


def test_een_weggehaalde_regel_valt_op() -> None:
    rijen = schrijf(5)
    keten.verzegel()
    sql("DELETE FROM toegang_gebeurtenis WHERE id = %s", pk(rijen[1]))
    uitslag = controleer()
    assert (uitslag.plek, "weggehaald" in uitslag.zin) == (2, True)


def test_een_regel_met_zijn_schakel_weghalen_valt_op() -> None:
    rijen = schrijf(5)
    keten.verzegel()
    sql("DELETE FROM toegang_gebeurtenis WHERE id = %s", pk(rijen[1]))
    sql("DELETE FROM toegang_schakel WHERE nummer = 2")
    uitslag = controleer()
    assert (uitslag.plek, "Schakel 2" in uitslag.zin) == (2, True)


def test_een_ingevoegde_regel_valt_op() -> None:
    rij = schrijf(2)[0]
    keten.verzegel()
    kolommen = "wanneer, soort, naam, gebruiker_id, wie_naam, rol, organisatie, onderwerp, zin, waarom, details"
    nieuw = "0" * 31 + "1" if connection.vendor == "sqlite" else "00000000-0000-0000-0000-000000000001"
    sql(
        f"INSERT INTO toegang_gebeurtenis (id, {kolommen}) SELECT %s, {kolommen} FROM toegang_gebeurtenis WHERE id = %s",
        nieuw,
        pk(rij),
    )
    uitslag = controleer()
    assert not uitslag.heel
    assert "buiten de keten" in uitslag.zin


def test_een_regel_in_de_rij_zonder_ons_merk_komt_niet_in_de_keten() -> None:
    rij = schrijf()[0]
    Wachtend.objects.update(merk=b"\0" * 32)
    assert keten.verzegel() == 0
    assert keten.verzegel() == 0
    uitslag = controleer()
    assert not uitslag.heel
    assert "niet door Vindplaats geschreven" in uitslag.zin
    assert Gebeurtenis.objects.voor_taak("test").filter(pk=rij.pk).exists()


def test_wijzigen_voor_het_zegel_valt_ook_op() -> None:
    rij = schrijf()[0]
    sql("UPDATE toegang_gebeurtenis SET zin = 'x' WHERE id = %s", pk(rij))
    assert "gewijzigd" in controleer().zin
    keten.verzegel()
    assert controleer().plek == 1


def test_een_herrekende_schakel_zonder_sleutel_valt_op() -> None:
    """Who rewrites a row and all hashes after it, still lacks the key and the anchor."""
    rijen = schrijf(3)
    keten.verzegel()
    anker = keten.lees_anker(str(keten.kop()))
    sql("UPDATE toegang_gebeurtenis SET zin = 'x' WHERE id = %s", pk(rijen[1]))
    sql("DELETE FROM toegang_schakel WHERE nummer >= 2")
    echt = keten._hmac
    keten._hmac = lambda data: b"\1" * 32  # type: ignore[assignment]
    try:
        keten.rijg((r.pk, keten.inhoud(Gebeurtenis.objects.voor_taak("test").get(pk=r.pk))) for r in rijen[1:])
    finally:
        keten._hmac = echt
    uitslag = controleer()
    assert uitslag.andere_sleutel == 2
    assert not controleer([anker]).heel


def test_knippen_aan_het_eind_valt_op_met_een_anker() -> None:
    rijen = schrijf(5)
    keten.verzegel()
    anker = keten.lees_anker(str(keten.kop()))
    for rij in rijen[3:]:
        sql("DELETE FROM toegang_gebeurtenis WHERE id = %s", pk(rij))
    sql("DELETE FROM toegang_schakel WHERE nummer > 3")
    assert controleer().heel  # without an anchor nobody can know
    uitslag = controleer([anker])
    assert (uitslag.plek, "geknipt" in uitslag.zin) == (4, True)
    assert keten.bewaarde_ankers() == [anker]  # the sealer kept one by itself


def test_ankers_hoogstens_eens_per_uur() -> None:
    schrijf()
    keten.verzegel()
    schrijf()
    keten.verzegel()
    assert [nummer for nummer, _ in keten.bewaarde_ankers()] == [1]


def test_een_nieuw_geheim_breekt_de_keten_niet(settings: Any) -> None:
    schrijf(2)
    keten.verzegel()
    oud, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 40
    uitslag = controleer()
    assert (uitslag.heel, uitslag.andere_sleutel) == (True, 2)
    settings.SECRET_KEY_FALLBACKS = [oud]
    assert controleer().andere_sleutel == 0


@pytest.mark.parametrize("opdracht", ["UPDATE toegang_schakel SET nummer = 9", "DELETE FROM toegang_schakel"])
def test_de_keten_zelf_is_ook_dicht(opdracht: str) -> None:
    schrijf()
    keten.verzegel()
    with pytest.raises(DatabaseError, match="alleen aangevuld"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)
    schakel = Schakel.objects.get()
    for doe in (schakel.save, schakel.delete):
        with pytest.raises(TypeError, match="alleen aangevuld"):
            doe()


def test_hash_overleeft_de_reis_door_de_database() -> None:
    moment = dt.datetime(2026, 3, 29, 1, 59, 59, 999999, tzinfo=dt.UTC)
    rij = Gebeurtenis.objects.create(
        wanneer=moment, soort="lezen", naam="t", wie_naam="Renée O’Neil", rol="r", organisatie="swv:PO9901", onderwerp="x:1",
        zin="€ 1.250 – “ja”", waarom="", details={"f": 2.0, "g": 0.1, "n": None, "l": [1, {"b": 1, "a": 2}], "groot": 10**15},
    )  # fmt: skip
    assert keten.inhoud(rij) == keten.inhoud(Gebeurtenis.objects.voor_taak("test").get(pk=rij.pk))


@pytest.mark.django_db(transaction=True)
def test_veel_schrijvers_en_zegelaars_tegelijk() -> None:
    """Writers do not wait for the sealers; two sealers never make the same link."""
    fouten: list[BaseException] = []
    klaar = threading.Event()

    def werk(doe: Any) -> None:
        try:
            doe()
        except BaseException as fout:
            fouten.append(fout)
        finally:
            connection.close()

    def zegel() -> None:
        while not klaar.is_set():
            keten.verzegel(7)

    schrijvers = [threading.Thread(target=werk, args=(lambda: schrijf(15),)) for _ in range(4)]
    zegelaars = [threading.Thread(target=werk, args=(zegel,)) for _ in range(2)]
    for draad in [*schrijvers, *zegelaars]:
        draad.start()
    for draad in schrijvers:
        draad.join(60)
    klaar.set()
    for draad in zegelaars:
        draad.join(60)
    assert fouten == []
    keten.verzegel()
    uitslag = controleer()
    assert (uitslag.heel, uitslag.gecontroleerd, uitslag.wachtend) == (True, 60, 0), uitslag.zin
