"""Granting, changing, ending and switching roles; the screens of people and roles."""

import datetime as dt
from typing import Any

import pytest

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.toegang import actions
from vindplaats.toegang.models import Gebeurtenis, RolToekenning
from vindplaats.toegang.queries import mensen_met_rol, toekenningen_van
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning
from vindplaats.toegang.tests.fabriek import maak_wie as wie_van
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
DAG = dt.timedelta(days=1)


@pytest.fixture
def beheerder(streek: Any, maak_wie: Any) -> Wie:
    return maak_wie("functioneel_beheerder", streek.swv)


def test_geven_en_logboek(beheerder: Wie, streek: Any) -> None:
    mens = maak_gebruiker()
    rol = actions.rol_geven(wie=beheerder, gebruiker=mens, rol="bestuurder", organisatie=streek.bestuur)
    assert rol.van == vandaag()
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="toegang.rol_gegeven")
    assert rij.organisatie == streek.bestuur
    assert rij.details == {"gebruiker": str(mens.pk)}


def test_niet_aan_jezelf(beheerder: Wie, streek: Any) -> None:
    from vindplaats.toegang.models import Gebruiker

    ik = Gebruiker.objects.get(pk=beheerder.gebruiker_id)
    with pytest.raises(GeenRecht, match="jezelf"):
        actions.rol_geven(wie=beheerder, gebruiker=ik, rol="bestuurder", organisatie=streek.bestuur)


@pytest.mark.parametrize("rol", ["directeur_swv", "bestuursadviseur", "privacy_officer", "ouder"])
def test_alleen_beheerder_en_bestuurder(streek: Any, maak_wie: Any, rol: str) -> None:
    with pytest.raises(GeenRecht):
        actions.rol_geven(wie=maak_wie(rol), gebruiker=maak_gebruiker(), rol="gmr", organisatie=streek.bestuur)


def test_buiten_bereik(beheerder: Wie, streek: Any, maak_wie: Any) -> None:
    for wie, waar in (
        (beheerder, streek.ander_bestuur),
        (beheerder, streek.ander_swv),
        (maak_wie("bestuurder", streek.bestuur), streek.buurbestuur),
        (maak_wie("bestuurder", streek.bestuur), streek.swv),
    ):
        with pytest.raises(GeenRecht):
            actions.rol_geven(wie=wie, gebruiker=maak_gebruiker(), rol="bestuurder", organisatie=waar)
    assert not RolToekenning.objects.filter(organisatie__in=[streek.ander_bestuur, streek.ander_swv]).exists()


def test_dubbel_in_dezelfde_periode(beheerder: Wie, streek: Any) -> None:
    mens = maak_gebruiker()
    gegevens: dict[str, Any] = {"gebruiker": mens, "rol": "bestuurder", "organisatie": streek.bestuur}
    actions.rol_geven(wie=beheerder, tot=vandaag() + 10 * DAG, **gegevens)
    with pytest.raises(VerkeerdeStand, match="al in die periode"):
        actions.rol_geven(wie=beheerder, van=vandaag() + 10 * DAG, **gegevens)
    actions.rol_geven(wie=beheerder, van=vandaag() + 11 * DAG, **gegevens)


def test_rol_die_gisteren_eindigde_geeft_vandaag_niets(streek: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 10)
    mens = maak_gebruiker()
    rol = maak_toekenning("bestuurder", streek.bestuur, gebruiker=mens, tot=dt.date(2026, 3, 10))
    client = client_voor(Wie(mens.pk, mens.naam, "bestuurder", streek.bestuur, toekenning_id=rol.pk))
    assert client.get("/toegang/mensen/").status_code == 200
    settings.VANDAAG = dt.date(2026, 3, 11)
    assert toekenningen_van(mens) == []
    antwoord = client.get("/toegang/mensen/")
    assert antwoord.status_code == 403
    assert "geen rol" in antwoord.content.decode()
    assert client.get("/toegang/account/").status_code == 200, "the own account stays"


def test_rol_begint_op_de_eerste_dag(streek: Any, settings: Any) -> None:
    mens = maak_gebruiker()
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=mens, van=dt.date(2026, 3, 10))
    settings.VANDAAG = dt.date(2026, 3, 9)
    assert toekenningen_van(mens) == []
    settings.VANDAAG = dt.date(2026, 3, 10)
    assert len(toekenningen_van(mens)) == 1


def test_per_direct_beeindigd_geeft_meteen_niets(beheerder: Wie, streek: Any) -> None:
    mens = maak_gebruiker()
    rol = actions.rol_geven(wie=beheerder, gebruiker=mens, rol="bestuurder", organisatie=streek.bestuur)
    client = client_voor(Wie(mens.pk, mens.naam, "bestuurder", streek.bestuur, toekenning_id=rol.pk))
    assert client.get("/toegang/mensen/").status_code == 200
    actions.rol_beeindigen(wie=beheerder, toekenning=rol, waarom="uit dienst")
    assert client.get("/toegang/mensen/").url.startswith("/account/login/")  # the last role: the session ended too
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="toegang.rol_beeindigd")
    assert rij.waarom == "uit dienst"
    with pytest.raises(VerkeerdeStand):
        actions.rol_beeindigen(wie=beheerder, toekenning=rol)


def test_beeindigen_in_het_verleden_kan_niet(beheerder: Wie, streek: Any) -> None:
    rol = maak_toekenning("bestuurder", streek.bestuur)
    with pytest.raises(OngeldigeInvoer, match="verleden"):
        actions.rol_beeindigen(wie=beheerder, toekenning=rol, laatste_dag=vandaag() - DAG)


def test_wijzigen(beheerder: Wie, streek: Any) -> None:
    rol = maak_toekenning("bestuurder", streek.bestuur)
    with pytest.raises(OngeldigeInvoer):
        actions.rol_wijzigen(wie=beheerder, toekenning=rol, van=vandaag(), tot=vandaag() - DAG)
    actions.rol_wijzigen(wie=beheerder, toekenning=rol, van=vandaag(), tot=vandaag() + DAG)
    rol.refresh_from_db()
    assert rol.tot == vandaag() + DAG


def test_mensen_met_rol(streek: Any) -> None:
    goed = maak_toekenning("bestuurder", streek.bestuur).gebruiker
    maak_toekenning("bestuurder", streek.bestuur, tot=vandaag() - DAG)
    maak_toekenning("bestuurder", streek.ander_bestuur)
    assert mensen_met_rol(["bestuurder", "gmr"], [streek.bestuur]) == [goed]


# --- screens ---------------------------------------------------------------------------------------------------------


def test_lijst_toont_alleen_eigen_organisaties_en_filtert(streek: Any, client_als: Any) -> None:
    eigen = maak_gebruiker("Anna Eigen")
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=eigen)
    maak_toekenning("bestuurder", streek.ander_bestuur, gebruiker=maak_gebruiker("Vera Vreemd"))
    maak_toekenning("gmr", streek.buurbestuur, gebruiker=maak_gebruiker("Oscar Oud"), tot=vandaag() - DAG)
    client = client_als("functioneel_beheerder", streek.swv)
    tekst = client.get("/toegang/mensen/").content.decode()
    assert "Anna Eigen" in tekst
    assert "Vera Vreemd" not in tekst
    assert "Oscar Oud" not in tekst
    assert "Oscar Oud" in client.get("/toegang/mensen/?stand=voorbij").content.decode()
    assert "Anna Eigen" not in client.get("/toegang/mensen/?rol=gmr").content.decode()
    assert "Anna Eigen" in client.get("/toegang/mensen/?zoek=ANNA").content.decode()
    assert client.get("/toegang/mensen/?rol=onzin&bladzijde=99").status_code == 200


def test_lijst_bladert_met_vast_aantal_vragen(streek: Any, client_als: Any, django_assert_max_num_queries: Any) -> None:
    for i in range(60):
        maak_toekenning("bestuurder", streek.bestuur, gebruiker=maak_gebruiker(f"Mens {i:02}"))
    client = client_als("functioneel_beheerder", streek.swv)
    with django_assert_max_num_queries(24):
        antwoord = client.get("/toegang/mensen/?bladzijde=2")
    assert "Mens 40" in antwoord.content.decode()


def test_scherm_mens_404_voor_vreemde_403_zonder_recht(streek: Any, client_als: Any) -> None:
    rol = maak_toekenning("bestuurder", streek.bestuur)
    adres = f"/toegang/mensen/{rol.gebruiker_id}/"
    assert client_als("functioneel_beheerder", streek.swv).get(adres).status_code == 200
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.mens_gelezen").count() == 1
    assert client_als("functioneel_beheerder", streek.ander_swv).get(adres).status_code == 404
    assert client_als("directeur_swv", streek.swv).get(adres).status_code == 403
    for daad in ("wijzigen", "beeindigen"):
        plek = f"/toegang/rol/{rol.pk}/{daad}/"
        assert client_als("functioneel_beheerder", streek.swv).get(plek).status_code == 200
        assert client_als("bestuurder", streek.buurbestuur).get(plek).status_code == 404


def test_scherm_rol_geven_en_beeindigen(streek: Any, client_als: Any) -> None:
    rol = maak_toekenning("bestuurder", streek.bestuur)
    client = client_als("functioneel_beheerder", streek.swv)
    antwoord = client.post(
        f"/toegang/mensen/{rol.gebruiker_id}/rol/", {"organisatie": streek.bestuur, "rol": "gmr", "van": "2026-13-01"}
    )
    assert antwoord.status_code == 422
    goed = client.post(f"/toegang/mensen/{rol.gebruiker_id}/rol/", {"organisatie": streek.bestuur, "rol": "gmr"})
    assert goed.status_code == 302
    assert RolToekenning.objects.filter(gebruiker=rol.gebruiker, rol="gmr").exists()
    adres = f"/toegang/rol/{rol.pk}/beeindigen/"
    assert client.post(adres, {"wanneer": "dag"}).status_code == 422
    assert client.post(adres, {"wanneer": "nu", "waarom": "vertrokken"}).status_code == 302
    rol.refresh_from_db()
    assert rol.stand_op(vandaag()) == "voorbij"


def test_wisselen_van_rol(streek: Any) -> None:
    mens = maak_gebruiker()
    een = wie_van("bestuurder", streek.bestuur, gebruiker=mens)
    twee = wie_van("functioneel_beheerder", streek.swv, gebruiker=mens)
    client = client_voor(een)
    assert client.get("/toegang/logboek/").status_code == 403
    antwoord = client.post(
        "/toegang/rol/kiezen/",
        {"rol": str(twee.toekenning_id)},
        headers={"referer": "http://testserver/toegang/mensen/?a=1"},
    )
    assert antwoord.url == "/toegang/mensen/"
    assert client.get("/toegang/logboek/").status_code == 200
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.rol_gewisseld", gebruiker=mens).count() == 1
    terug = client.post(
        "/toegang/rol/kiezen/",
        {"rol": str(een.toekenning_id)},
        headers={"referer": "http://testserver/toegang/logboek/"},
    )
    assert terug.url == "/", "the log is not for a bestuurder"
    buiten = client.post("/toegang/rol/kiezen/", {"rol": str(een.toekenning_id), "volgende": "https://elders.example/"})
    assert buiten.url == "/"


def test_rol_van_een_ander_kiezen_kan_niet(streek: Any, client_als: Any) -> None:
    vreemd = maak_toekenning("functioneel_beheerder", streek.swv)
    client = client_als("bestuurder", streek.bestuur)
    assert client.post("/toegang/rol/kiezen/", {"rol": str(vreemd.pk)}).status_code == 404
    assert client.post("/toegang/rol/kiezen/", {"rol": "onzin"}).status_code == 404
    assert client.get("/toegang/rol/kiezen/").status_code == 405
    assert client.get("/toegang/logboek/").status_code == 403
