"""When the log is sealed and checked: by the worker within seconds, every night as a whole, and by hand (P-10)."""

import time
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner

from vindplaats.kern.fouten import Fout
from vindplaats.kern.taken import draai_werker
from vindplaats.kern.tikken import Tik, tik_nu, tikken, tikkend
from vindplaats.toegang import grendel, keten, verzegelen
from vindplaats.toegang.models import Bericht, Gebeurtenis
from vindplaats.toegang.models_keten import Schakel, Wachtend
from vindplaats.toegang.opdrachten_logboek import app
from vindplaats.toegang.tests.test_keten import pk, schrijf, sql

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-10")]


def opdracht(*woorden: str) -> Any:
    return CliRunner().invoke(app, list(woorden))


def test_een_tik_verzegelt(streek: Any) -> None:
    schrijf(2)
    tik_nu()
    assert (Wachtend.objects.count(), Schakel.objects.count()) == (0, 2)


def test_een_tik_die_valt_houdt_de_andere_niet_tegen(monkeypatch: pytest.MonkeyPatch) -> None:
    def val() -> None:
        raise RuntimeError("kapot")

    monkeypatch.setitem(tikken._items, "a.kapot", Tik(val, 1.0))
    schrijf()
    tik_nu()
    assert Schakel.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_de_werker_verzegelt_ook() -> None:
    schrijf(2)
    draai_werker(een_keer=True, tussenpoos=0)
    assert Schakel.objects.count() >= 2


def test_tikken_lopen_in_een_draad_en_stoppen(monkeypatch: pytest.MonkeyPatch) -> None:
    geteld: list[float] = []
    for code in list(tikken._items):
        monkeypatch.delitem(tikken._items, code)
    monkeypatch.setitem(tikken._items, "a.tel", Tik(lambda: geteld.append(time.monotonic()), 0.0))
    with tikkend():
        einde = time.monotonic() + 20
        while len(geteld) < 2 and time.monotonic() < einde:
            time.sleep(0.05)
    tot = len(geteld)
    assert tot >= 2
    time.sleep(0.7)
    assert len(geteld) == tot


def test_nacht_schrijft_de_uitslag_en_waarschuwt_bij_een_breuk(streek: Any, maak_wie: Any) -> None:
    po = maak_wie("privacy_officer")
    rijen = schrijf(3)
    assert "heel" in verzegelen.keten_nakijken.func()
    laatste = Gebeurtenis.objects.voor_taak("test").get(naam=verzegelen.GECONTROLEERD)
    assert (laatste.details["heel"], laatste.details["regels"]) == (True, 3)
    assert not Bericht.objects.exists()
    sql("UPDATE toegang_gebeurtenis SET zin = 'x' WHERE id = %s", pk(rijen[0]))
    assert "gewijzigd" in verzegelen.keten_nakijken.func()
    assert "niet heel" in Bericht.objects.get(gebruiker_id=po.gebruiker_id).tekst


def test_opdracht_controleer_en_kop() -> None:
    rijen = schrijf(3)
    kop = opdracht("kop").output.strip()
    assert kop == str(keten.kop())
    goed = opdracht("controleer", "--anker", kop)
    assert (goed.exit_code, "De keten is heel: 3 regels" in goed.output) == (0, True)
    for anker, zin in ((f"2:{'a' * 64}", "ander"), (f"99:{'a' * 64}", "geknipt"), ("onzin", "nummer:hash")):
        fout = opdracht("controleer", "--anker", anker).exception
        assert isinstance(fout, Fout)
        assert zin in fout.zin
    sql("DELETE FROM toegang_gebeurtenis WHERE id = %s", pk(rijen[1]))
    fout = opdracht("controleer").exception
    assert isinstance(fout, Fout)
    assert "schakel 2" in fout.zin


def test_opdracht_rechten() -> None:
    uit = opdracht("rechten", "vindplaats_app", "--toon")
    if connection.vendor == "postgresql":
        assert (
            f"REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {grendel.TABEL} FROM vindplaats_app" in uit.output
        )
        assert "bestaat nog niet" in str(opdracht("rechten", "vindplaats_bestaat_niet").exception)
        assert "kleine letters" in str(opdracht("rechten", "x; drop").exception)
    else:
        assert "alleen met PostgreSQL" in str(uit.exception)
