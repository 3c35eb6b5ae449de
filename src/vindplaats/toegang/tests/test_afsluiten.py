"""The oldest part of the log goes when its term is over: a sealed record stays, the chain goes on, and cutting without it shows (P-10)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection
from typer.testing import CliRunner

from vindplaats.kern import klok
from vindplaats.kern.fouten import Fout, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.toegang import afsluiten, grendel, keten
from vindplaats.toegang.keten_controle import controleer
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.models_keten import Afsluiting, Schakel
from vindplaats.toegang.opdrachten_logboek import app
from vindplaats.toegang.tests.test_keten import schrijf, sql
from vindplaats.toegang.wie import Wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-10")]
TAAK = Wie.taak("Test")


@pytest.fixture(autouse=True)
def geen_anker(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def gevuld() -> list[Gebeurtenis]:
    """Six rows of two years ago, four of today, all sealed."""
    with klok.op(nu() - dt.timedelta(days=730)):
        oud = schrijf(6)
    nieuw = schrijf(4)
    keten.verzegel()
    return oud + nieuw


@pytest.fixture
def jaar() -> Iterator[None]:
    """The rooms above say: a year. Whatever they said is put back."""
    vroeger = dict(afsluiten.bewaartermijnen._items)
    afsluiten.bewaartermijnen._items.clear()
    afsluiten.bewaartermijnen.voeg_toe(
        "test", lambda: afsluiten.Termijn(365, "De bewaartermijn is 365 dagen (reglement).")
    )
    yield
    afsluiten.bewaartermijnen._items.clear()
    afsluiten.bewaartermijnen._items.update(vroeger)


def test_eerst_een_proef_dan_weg_en_de_keten_is_heel(gevuld: list[Gebeurtenis]) -> None:
    voor = keten.kop()
    plan = afsluiten.plan(365)
    assert plan is not None
    assert (plan.nummer, plan.aantal, plan.blijft, plan.begin.date()) == (
        6,
        6,
        4,
        (nu() - dt.timedelta(days=730)).date(),
    )
    assert (Gebeurtenis.objects.voor_taak("test").count(), Afsluiting.objects.count()) == (10, 0)
    (rij,) = afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    assert (rij.nummer, rij.aantal, rij.termijn, rij.eind) == (6, 6, 365, gevuld[5].wanneer)
    assert set(Gebeurtenis.objects.voor_taak("test").values_list("zin", flat=True)) >= {r.zin for r in gevuld[6:]}
    assert not Gebeurtenis.objects.voor_taak("test").filter(pk__in=[r.pk for r in gevuld[:6]]).exists()
    keten.verzegel()
    uitslag = controleer([(voor.nummer, voor.hash)])
    assert (uitslag.heel, uitslag.gecontroleerd) == (True, 5)  # four, and the line that says what was done
    assert "De oudste 6 regels" in uitslag.zin
    regel = Gebeurtenis.objects.voor_taak("test").get(naam=afsluiten.AFGESLOTEN)
    assert regel.details == {"nummer": 6, "hash": bytes(rij.hash).hex(), "aantal": 6, "dagen": 365}
    assert afsluiten.logboek_afsluiten(wie=TAAK, dagen=365) == []


def test_in_stukken_en_nog_een_keer_later(gevuld: list[Gebeurtenis], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(afsluiten, "HAP", 4)
    assert [a.aantal for a in afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)] == [4, 2]
    with klok.op(nu() + dt.timedelta(days=400)):
        schrijf()
        assert [a.nummer for a in afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)] == [10, 12]
        keten.verzegel()
        assert controleer().heel
    assert [bytes(a.vorige) != b"" for a in Afsluiting.objects.order_by("nummer")] == [False, True, True, True]


def test_de_grendel_is_er_daarna_weer(gevuld: list[Gebeurtenis]) -> None:
    afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    from django.db import transaction

    for tabel in grendel.TABELLEN:
        for opdracht in (
            f"DELETE FROM {tabel}",
            f"UPDATE {tabel} SET {'zin' if tabel == grendel.TABEL else 'nummer'} = '7'",
        ):
            with (
                pytest.raises(DatabaseError, match="alleen aangevuld"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(opdracht)
    rij = Afsluiting.objects.get()
    for daad in (rij.save, rij.delete):
        with pytest.raises(TypeError):
            daad()


def test_een_jonge_regel_ertussen_houdt_wat_erna_komt_vast() -> None:
    with klok.op(nu() - dt.timedelta(days=730)):
        schrijf(2)
    schrijf(1)
    with klok.op(nu() - dt.timedelta(days=730)):
        schrijf(3)
    keten.verzegel()
    plan = afsluiten.plan(365)
    assert plan is not None
    assert plan.nummer == 2


def test_de_laatste_schakel_blijft_altijd() -> None:
    assert afsluiten.plan(1) is None
    with klok.op(nu() - dt.timedelta(days=730)):
        schrijf(3)
    keten.verzegel()
    plan = afsluiten.plan(365)
    assert plan is not None
    assert (plan.nummer, plan.blijft) == (2, 1)


@pytest.mark.parametrize(
    ("opdracht", "zin"),
    [
        ("DELETE FROM toegang_afsluiting", "weggehaald: na 0 komt 7"),
        ("UPDATE toegang_afsluiting SET aantal = 5", "niet door Vindplaats gezet"),
        ("UPDATE toegang_afsluiting SET eind = begin", "niet door Vindplaats gezet"),
        ("DELETE FROM toegang_schakel WHERE nummer = 7", "na 6 komt 8"),
    ],
)
def test_knoeien_na_een_afsluiting_valt_op(gevuld: list[Gebeurtenis], opdracht: str, zin: str) -> None:
    with klok.op(nu() - dt.timedelta(days=729)):
        schrijf(1)
    afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    if "eind" in opdracht:
        opdracht = "UPDATE toegang_afsluiting SET eind = gezet_op"
    sql(opdracht)
    uitslag = controleer()
    assert (uitslag.heel, zin in uitslag.zin) == (False, True), uitslag.zin


def test_knippen_zonder_afsluiting_valt_op(gevuld: list[Gebeurtenis]) -> None:
    sql("DELETE FROM toegang_gebeurtenis WHERE id IN (SELECT gebeurtenis FROM toegang_schakel WHERE nummer <= 6)")
    sql("DELETE FROM toegang_schakel WHERE nummer <= 6")
    uitslag = controleer()
    assert (uitslag.heel, uitslag.plek) == (False, 1)
    with pytest.raises(VerkeerdeStand, match="keten is niet heel"):
        afsluiten.logboek_afsluiten(wie=TAAK, dagen=1)


def test_een_nagemaakte_afsluiting_valt_op(gevuld: list[Gebeurtenis]) -> None:
    """Who has the database but not the secret can cut and write a record, but cannot seal it."""
    schakel = Schakel.objects.get(nummer=6)
    nep = Afsluiting(
        nummer=6, hash=bytes(schakel.hash), aantal=6, begin=gevuld[0].wanneer, eind=gevuld[5].wanneer, termijn=365, vorige=b"",
        zegel=b"x" * 32, gezet_op=nu(), gezet_door="ik",
    )  # fmt: skip
    nep.save(force_insert=True)
    sql("DELETE FROM toegang_gebeurtenis WHERE id IN (SELECT gebeurtenis FROM toegang_schakel WHERE nummer <= 6)")
    sql("DELETE FROM toegang_schakel WHERE nummer <= 6")
    assert "niet door Vindplaats gezet" in controleer().zin


def test_een_echte_afsluiting_zonder_knippen_valt_ook_op(gevuld: list[Gebeurtenis]) -> None:
    plan = afsluiten.plan(365)
    assert plan is not None
    afsluiten._leg_neer(plan)
    assert not controleer().heel


def test_een_oude_afsluiting_weghalen_valt_op(gevuld: list[Gebeurtenis], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(afsluiten, "HAP", 4)
    afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    sql("DELETE FROM toegang_afsluiting WHERE nummer = 4")
    assert "afsluiting van voor schakel 6 is weggehaald" in controleer().zin


def test_ankers_van_voor_en_na(gevuld: list[Gebeurtenis]) -> None:
    hashes = {s.nummer: bytes(s.hash).hex() for s in Schakel.objects.all()}
    afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    assert controleer([(3, hashes[3]), (6, hashes[6]), (8, hashes[8])]).heel
    assert "past niet op het bewaarde anker" in controleer([(6, "0" * 64)]).zin
    assert not controleer([(8, "0" * 64)]).heel


def test_een_ander_geheim(gevuld: list[Gebeurtenis], settings: Any) -> None:
    afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    keten.verzegel()
    oud, settings.SECRET_KEY = settings.SECRET_KEY, "een heel ander geheim dat lang genoeg is"
    assert "VINDPLAATS_GEHEIM_OUD" in controleer().zin
    settings.SECRET_KEY_FALLBACKS = [oud]
    assert controleer().heel


def test_niet_de_eigenaar_dan_niets(gevuld: list[Gebeurtenis], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grendel, "is_eigenaar", lambda verbinding: False)
    with pytest.raises(VerkeerdeStand, match="eigenaar van de database"):
        afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    assert Schakel.objects.count() == 10


def test_valt_het_om_dan_is_er_niets_weg(gevuld: list[Gebeurtenis], monkeypatch: pytest.MonkeyPatch) -> None:
    def valt_om(**kwargs: Any) -> None:
        raise DatabaseError("vol")

    monkeypatch.setattr(afsluiten, "leg_vast", valt_om)
    with pytest.raises(VerkeerdeStand, match="niets veranderd"):
        afsluiten.logboek_afsluiten(wie=TAAK, dagen=365)
    assert (Schakel.objects.count(), Afsluiting.objects.count(), controleer().heel) == (10, 0, True)


def test_de_opdracht(gevuld: list[Gebeurtenis], jaar: None) -> None:
    proef = CliRunner().invoke(app, ["afsluiten"])
    assert proef.exit_code == 0, proef.output
    for zin in ("De bewaartermijn is 365 dagen (reglement).", "6 regels, van", "Er blijven er 4.", "Dit was een proef"):
        assert zin in proef.output
    assert Schakel.objects.count() == 10
    echt = CliRunner().invoke(app, ["afsluiten", "--echt"])
    assert "Weggehaald: 6 regels. De keten gaat verder vanaf schakel 6." in echt.output
    assert "Niets in het logboek heeft die termijn bereikt" in CliRunner().invoke(app, ["afsluiten", "--echt"]).output


def test_zonder_termijn_gaat_er_niets_weg(gevuld: list[Gebeurtenis], streek: Any) -> None:
    uitslag = CliRunner().invoke(app, ["afsluiten", "--echt"])
    assert isinstance(uitslag.exception, Fout)
    assert "Er gaat niets weg" in str(uitslag.exception)
    assert Schakel.objects.count() == 10
