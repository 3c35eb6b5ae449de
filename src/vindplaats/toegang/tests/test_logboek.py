"""The log: append-only in Python and in the database, read by few, by key, with export."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from vindplaats.kern.klok import nu
from vindplaats.toegang import logboek as boek
from vindplaats.toegang.log import gelezen, leg_vast
from vindplaats.toegang.models import Gebeurtenis, Gebruiker
from vindplaats.toegang.tests.fabriek import maak_gebruiker
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db


def schrijf(organisatie: str, zin: str = "Iets gedaan.", **extra: Any) -> Gebeurtenis:
    return leg_vast(
        wie=Wie.taak("Test"), naam="test.gedaan", onderwerp="test.ding:1", zin=zin, organisatie=organisatie, **extra
    )


@pytest.mark.regel("P-10")
def test_python_weigert_wijzigen_en_wissen() -> None:
    rij = schrijf("swv:PO9901")
    alle = Gebeurtenis.objects.voor_taak("test")
    for doe in (
        rij.save, rij.delete, alle.delete, lambda: alle.update(zin="x"), lambda: alle.bulk_update([rij], ["zin"]),
        lambda: Gebeurtenis._rauw.update(zin="x"), lambda: Gebeurtenis._rauw.all().delete(),
    ):  # fmt: skip
        with pytest.raises(TypeError, match="alleen aangevuld"):
            doe()


@pytest.mark.regel("P-10")
@pytest.mark.parametrize("opdracht", ["UPDATE toegang_gebeurtenis SET zin = 'x'", "DELETE FROM toegang_gebeurtenis"])
def test_database_weigert_ook(opdracht: str) -> None:
    schrijf("swv:PO9901")
    with pytest.raises(DatabaseError, match="alleen aangevuld"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)
    assert Gebeurtenis.objects.voor_taak("test").get().zin == "Iets gedaan."


def test_gebruiker_met_log_kan_niet_worden_gewist() -> None:
    from django.db.models import ProtectedError

    mens = maak_gebruiker()
    wie = Wie(mens.pk, mens.naam, "bestuurder", "bestuur:99001")
    gelezen(wie=wie, naam="test.gelezen", onderwerp="test.ding:1", zin="Gelezen.")
    with pytest.raises(ProtectedError):
        Gebruiker.objects.filter(pk=mens.pk).delete()


def test_wie_leest_wat(streek: Any, maak_wie: Any) -> None:
    schrijf(streek.bestuur, "eigen bestuur")
    schrijf(streek.school, "eigen school")
    schrijf(streek.ander_bestuur, "ander bestuur")
    schrijf("", "van niemand")
    for rol in ("privacy_officer", "functioneel_beheerder"):
        zinnen = set(Gebeurtenis.objects.zichtbaar_voor(maak_wie(rol, streek.swv)).values_list("zin", flat=True))
        assert zinnen == {"eigen bestuur", "eigen school"}
    assert not Gebeurtenis.objects.zichtbaar_voor(maak_wie("directeur_swv", streek.swv)).exists()


def test_scherm_alleen_voor_wie_waakt(streek: Any, client_als: Any, client: Any) -> None:
    assert client_als("privacy_officer", streek.swv).get("/toegang/logboek/").status_code == 200
    assert client_als("directeur_swv", streek.swv).get("/toegang/logboek/").status_code == 403
    assert client_als("bestuurder", streek.bestuur).get("/toegang/logboek/bestand/").status_code == 403
    assert client.get("/toegang/logboek/").status_code == 302


def test_lezen_wordt_zelf_gelogd(streek: Any, client_als: Any) -> None:
    client = client_als("privacy_officer", streek.swv)
    client.get("/toegang/logboek/?soort=lezen")
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="toegang.logboek_gelezen")
    assert "soort=lezen" in rij.zin
    assert rij.gebruiker_id == client.wie.gebruiker_id


def test_filters(streek: Any, client_als: Any) -> None:
    schrijf(streek.bestuur, "Rapport ingediend", soort=Gebeurtenis.WIJZIGEN)
    schrijf(streek.bestuur, "Rapport gelezen", soort=Gebeurtenis.LEZEN)
    client = client_als("privacy_officer", streek.swv)
    tekst = client.get("/toegang/logboek/?soort=wijzigen").content.decode()
    assert "Rapport ingediend" in tekst
    assert "Rapport gelezen" not in tekst
    assert "Rapport gelezen" in client.get("/toegang/logboek/?onderwerp=rapport").content.decode()
    assert "Rapport gelezen" not in client.get("/toegang/logboek/?persoon=niemand").content.decode()
    morgen = (nu() + dt.timedelta(days=1)).date()
    assert "Rapport gelezen" not in client.get(f"/toegang/logboek/?van={morgen}").content.decode()
    assert "Rapport gelezen" in client.get(f"/toegang/logboek/?tot={morgen}").content.decode()
    fout = client.get("/toegang/logboek/?van=2026-02-02&tot=2026-01-01")
    assert fout.status_code == 422
    assert "einddatum ligt voor" in fout.content.decode()


def test_bladeren_op_sleutel_toont_alles_een_keer(streek: Any, maak_wie: Any) -> None:
    wie = maak_wie("privacy_officer", streek.swv)
    moment = nu()
    Gebeurtenis.objects.bulk_create(
        Gebeurtenis(
            wanneer=moment - dt.timedelta(seconds=i // 7), soort="lezen", naam="test.x", wie_naam="x", rol="x",
            organisatie=streek.swv, onderwerp="test.ding:1", zin=f"nummer {i}",
        )
        for i in range(130)
    )  # fmt: skip
    gezien, na = [], ""
    for _ in range(5):
        blad = boek.bladzijde(wie, {}, na)
        gezien += [r.zin for r in blad.rijen]
        na = blad.verder
        if not na:
            break
    assert len(gezien) == 130
    assert len(set(gezien)) == 130
    assert boek.bladzijde(wie, {}, "onzin").rijen[0].zin in gezien


def test_uitvoer_is_veilig_en_gelogd(streek: Any, client_als: Any) -> None:
    schrijf(streek.bestuur, "=2+5")
    schrijf(streek.ander_bestuur, "niet voor jou")
    client = client_als("functioneel_beheerder", streek.swv)
    antwoord = client.get("/toegang/logboek/bestand/")
    tekst = b"".join(antwoord.streaming_content).decode()
    assert "'=2+5" in tekst
    assert "niet voor jou" not in tekst
    assert "attachment" in antwoord.headers["Content-Disposition"]
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.logboek_gedownload").count() == 1
