"""Standing in: giving, working for a colleague, ending, and everything it must not allow."""

import datetime as dt
from typing import Any

import pytest

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import op, vandaag
from vindplaats.kern.registers import rechten
from vindplaats.toegang import actions, actions_volmacht
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Bericht, Gebeurtenis, Gebruiker, RolToekenning, Volmacht
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.queries import volmachten_voor, wie_namens
from vindplaats.toegang.tests.fabriek import client_voor, maak_toekenning, maak_wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("AVG-04", "P-10")]
WEEK = dt.timedelta(days=7)


@pytest.fixture
def paar(streek: Any) -> Any:
    """A bestuurder and an adviser of the same board."""
    return maak_wie("bestuurder", streek.bestuur), maak_wie("bestuursadviseur", streek.bestuur)


def _geef(gever: Any, vervanger: Any, **meer: Any) -> Volmacht:
    velden = {"van": vandaag(), "tot": vandaag() + WEEK, "waarom": "vakantie"} | meer
    naar = Gebruiker.objects.get(pk=vervanger.gebruiker_id)
    return actions_volmacht.volmacht_geven(wie=gever, naar=naar, **velden)


def _als(volmacht: Volmacht) -> Any:
    return wie_namens(volmacht, volmacht.naar)


def test_vervanger_ziet_de_rol_in_de_wisselaar_en_werkt_namens(paar: Any) -> None:
    gever, vervanger = paar
    volmacht = _geef(gever, vervanger)
    client = client_voor(vervanger)
    assert f"namens {gever.naam}" in client.get("/toegang/account/").content.decode()
    client.post("/toegang/rol/kiezen/", {"rol": str(volmacht.pk)})
    assert client.get("/toegang/mensen/").status_code == 200
    assert f"namens {gever.naam}" in client.get("/toegang/account/").content.decode()
    assert Bericht.objects.filter(
        gebruiker_id=vervanger.gebruiker_id, sleutel=f"volmacht:{volmacht.pk}:gegeven"
    ).exists()


def test_logregel_zegt_wie_voor_wie(paar: Any) -> None:
    gever, vervanger = paar
    wie = _als(_geef(gever, vervanger))
    rij = leg_vast(wie=wie, naam="proef.gedaan", onderwerp="x", zin="Gedaan.")
    assert rij.wie_naam == f"{vervanger.naam} namens {gever.naam}"
    assert (rij.gebruiker_id, rij.details["namens"]) == (vervanger.gebruiker_id, str(gever.gebruiker_id))
    assert (
        Gebeurtenis.objects.voor_taak("test")
        .filter(naam="toegang.volmacht_gegeven", gebruiker_id=gever.gebruiker_id)
        .exists()
    )


def test_nooit_rollen_geven_of_doorgeven(paar: Any, streek: Any) -> None:
    gever, vervanger = paar
    wie = _als(_geef(gever, vervanger))
    derde = maak_wie("bestuursadviseur", streek.bestuur)
    beheer = [
        c
        for c, _ in rechten.items()
        if c.startswith("toegang.")
        and any(
            w in c for w in ("geven", "beheer", "uitnod", "vertrek", "nakijken", "meekijken_v", "beslis", "beeindig")
        )
    ]
    assert beheer
    assert [c for c in beheer if mag(wie, c)] == []
    with pytest.raises(GeenRecht):
        _geef(wie, derde)
    with pytest.raises(GeenRecht):
        actions.rol_geven(
            wie=wie,
            gebruiker=Gebruiker.objects.get(pk=derde.gebruiker_id),
            rol="bestuurder",
            organisatie=streek.bestuur,
        )


def test_gekozen_rechten_zijn_alles_wat_je_hebt(paar: Any) -> None:
    gever, vervanger = paar
    wie = _als(_geef(gever, vervanger, rechten=["toegang.mensen_zien"]))
    eigen = [c for c, r in rechten.items() if "bestuurder" in r.rollen]
    assert [c for c in eigen if mag(wie, c)] == ["toegang.mensen_zien"]


def test_een_recht_dat_je_niet_hebt_kun_je_niet_geven(paar: Any) -> None:
    gever, vervanger = paar
    for code in ("toegang.rol_geven", "toegang.postvak_lezen", "bestaat.niet"):
        with pytest.raises(OngeldigeInvoer):
            _geef(gever, vervanger, rechten=[code])


@pytest.mark.parametrize(
    ("meer", "veld"),
    [
        ({"tot": dt.date(2020, 1, 1)}, "tot"),
        ({"tot": dt.date(2099, 1, 1)}, "tot"),
        ({"waarom": "  "}, "waarom"),
        ({"van": dt.date(2001, 1, 1)}, "van"),
    ],
)  # fmt: skip
def test_onzin_wordt_geweigerd(paar: Any, meer: dict[str, Any], veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        _geef(*paar, **meer)
    assert veld in fout.value.velden


def test_alleen_een_collega_van_dezelfde_organisatie(paar: Any, streek: Any) -> None:
    for vreemd in (maak_wie("bestuurder", streek.buurbestuur), paar[0]):
        with pytest.raises(OngeldigeInvoer):
            _geef(paar[0], vreemd)


def test_stopt_vanzelf_ook_in_een_open_sessie(paar: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 10)
    gever, vervanger = paar
    volmacht = _geef(gever, vervanger, van=dt.date(2026, 3, 10), tot=dt.date(2026, 3, 12))
    client = client_voor(vervanger)
    client.post("/toegang/rol/kiezen/", {"rol": str(volmacht.pk)})
    settings.VANDAAG = dt.date(2026, 3, 12)
    assert client.get("/toegang/mensen/").status_code == 200
    settings.VANDAAG = dt.date(2026, 3, 13)
    assert client.get("/toegang/mensen/").status_code == 403
    assert volmachten_voor(volmacht.naar) == []


@pytest.mark.parametrize("wiens", ["gever", "vervanger"])
def test_stopt_met_de_rol_van_de_gever_en_met_die_van_de_vervanger(paar: Any, streek: Any, wiens: str) -> None:
    """Also when the stand-in still has a role elsewhere."""
    gever, vervanger = paar
    volmacht = _geef(gever, vervanger)
    maak_toekenning("bestuursadviseur", streek.buurbestuur, gebruiker=volmacht.naar)
    assert volmachten_voor(volmacht.naar) == [volmacht]
    eigen = RolToekenning.objects.get(gebruiker=volmacht.naar, organisatie=streek.bestuur)
    beheerder = maak_wie("functioneel_beheerder", streek.swv)
    actions.rol_beeindigen(wie=beheerder, toekenning=volmacht.toekenning if wiens == "gever" else eigen)
    assert volmachten_voor(volmacht.naar) == []


@pytest.mark.parametrize("door", ["gever", "vervanger", "beheerder"])
def test_gever_vervanger_en_beheerder_kunnen_stoppen(paar: Any, streek: Any, door: str) -> None:
    volmacht = _geef(*paar)
    wie = {"gever": paar[0], "vervanger": paar[1], "beheerder": maak_wie("functioneel_beheerder", streek.swv)}[door]
    assert client_voor(wie).post(f"/toegang/vervangen/{volmacht.pk}/stoppen/").status_code == 302
    assert volmachten_voor(volmacht.naar) == []
    with pytest.raises(VerkeerdeStand):
        actions_volmacht.volmacht_beeindigen(wie=wie, volmacht=volmacht)


def test_een_ander_kan_niet_stoppen(paar: Any, streek: Any) -> None:
    volmacht = _geef(*paar)
    vreemd = client_voor(maak_wie("bestuurder", streek.ander_bestuur))
    assert vreemd.post(f"/toegang/vervangen/{volmacht.pk}/stoppen/").status_code == 404
    with pytest.raises(GeenRecht):
        actions_volmacht.volmacht_beeindigen(wie=maak_wie("bestuursadviseur", streek.bestuur), volmacht=volmacht)


def test_scherm_regelt_en_bewaart_wat_is_getypt(paar: Any) -> None:
    gever, vervanger = paar
    client = client_voor(gever)
    pagina = client.get("/toegang/vervangen/nieuw/").content.decode()
    assert vervanger.naam in pagina
    assert "een rol geven" not in pagina.lower()
    fout = client.post(
        "/toegang/vervangen/nieuw/",
        {"naar": str(vervanger.gebruiker_id), "van": "2026-01-01", "tot": "", "waarom": "griep"},
    )
    assert (fout.status_code, "griep" in fout.content.decode()) == (422, True)
    goed = client.post(
        "/toegang/vervangen/nieuw/",
        {"naar": str(vervanger.gebruiker_id), "van": f"{vandaag()}", "tot": f"{vandaag() + WEEK}", "waarom": "griep"},
    )
    assert goed.status_code == 302
    assert "griep" in client.get("/toegang/vervangen/").content.decode()


def test_begint_pas_op_de_eerste_dag(paar: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 10)
    volmacht = _geef(*paar, van=dt.date(2026, 3, 12), tot=dt.date(2026, 3, 14))
    assert volmachten_voor(volmacht.naar) == []
    with op(dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)):
        assert volmachten_voor(volmacht.naar) == [volmacht]
