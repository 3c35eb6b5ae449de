"""Somebody leaves: everything open goes over, roles and sessions end, all of it or nothing."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import OpenDing, Overdraagbaar, Werk, overdraagbaar, werklijsten
from vindplaats.toegang import actions, actions_postvak, actions_vertrek, actions_volmacht
from vindplaats.toegang.models import (
    Bericht,
    Gebeurtenis,
    Gebruiker,
    Oppak,
    Overdracht,
    RolToekenning,
    Sessie,
    Uitnodiging,
    Vertrek,
    Volmacht,
)
from vindplaats.toegang.queries import toekenningen_van
from vindplaats.toegang.tests.fabriek import client_voor, maak_toekenning, maak_wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("AVG-04")]


@pytest.fixture
def wereld(streek: Any) -> Any:
    """A bestuurder who leaves, a colleague, the manager, and one of everything toegang can have open."""
    weg, collega = maak_wie("bestuurder", streek.bestuur), maak_wie("bestuursadviseur", streek.bestuur)
    beheerder = maak_wie("functioneel_beheerder", streek.swv)
    w = SimpleNamespace(streek=streek, weg=weg, collega=collega, beheerder=beheerder)
    w.mens = Gebruiker.objects.get(pk=weg.gebruiker_id)
    w.opvolger = Gebruiker.objects.get(pk=collega.gebruiker_id)
    w.uitnodiging = actions.mens_uitnodigen(
        wie=weg, email="nieuw@voorbeeld.test", naam="Nieuw", rol="gmr", organisatie=streek.bestuur
    )
    w.volmacht = actions_volmacht.volmacht_geven(
        wie=weg, naar=w.opvolger, van=vandaag(), tot=vandaag() + dt.timedelta(days=30), waarom="vakantie"
    )
    w.bak = actions_postvak.rolpostvak_zetten(
        wie=beheerder, organisatie=streek.bestuur, rol="bestuurder", email="", ook_zelf=True
    )
    w.oppak = actions_postvak.werk_oppakken(wie=weg, postvak=w.bak, sleutel="werk:/x/", titel="Iets")
    return w


def _regel(w: Any, **meer: Any) -> Vertrek:
    velden = {
        "wie": w.beheerder, "gebruiker": w.mens, "organisatie": w.streek.bestuur, "laatste_dag": vandaag(),
        "opvolgers": {"alles": str(w.opvolger.pk)}, "rollen_ook": True,
    } | meer  # fmt: skip
    return actions_vertrek.vertrek_regelen(**velden)


def test_alles_wat_openstaat_is_te_zien(wereld: Any) -> None:
    pagina = client_voor(wereld.beheerder).get(reverse("toegang:vertrek", args=[wereld.mens.pk])).content.decode()
    for woord in ("Uitnodiging", "Opgepakt in een gedeeld postvak", "Vervanging", wereld.opvolger.naam):
        assert woord in pagina


def test_alles_gaat_over_en_beiden_horen_het(wereld: Any) -> None:
    vertrek = _regel(wereld)
    wereld.uitnodiging.refresh_from_db()
    assert wereld.uitnodiging.gemaakt_door_id == wereld.opvolger.pk
    assert Oppak.objects.get(pk=wereld.oppak.pk).gebruiker_id == wereld.opvolger.pk
    assert Volmacht.objects.get(pk=wereld.volmacht.pk).tot == vandaag()
    soorten = set(Overdracht.objects.filter(vertrek=vertrek).values_list("soort", flat=True))
    assert {"Uitnodiging", "Opgepakt in een gedeeld postvak"} <= soorten
    for mens in (wereld.mens, wereld.opvolger):
        assert Bericht.objects.filter(gebruiker=mens, sleutel=f"vertrek:{vertrek.pk}").exists()
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.vertrek_geregeld").count() == 1


def test_opvolger_krijgt_de_rol_en_het_werk_in_mijn_werk(wereld: Any) -> None:
    _regel(wereld)
    assert "bestuurder" in {r.rol for r in toekenningen_van(wereld.opvolger)}
    client = client_voor(wereld.collega)
    assert "Overgenomen van" in client.get("/").content.decode()
    rij = Overdracht.objects.filter(naar=wereld.opvolger).first()
    assert rij is not None
    assert client.post(reverse("toegang:overdracht-gezien", args=[rij.pk])).status_code == 302
    assert client.post(reverse("toegang:overdracht-gezien", args=[rij.pk])).status_code == 409
    assert rij.titel in client.get("/toegang/overdrachten/").content.decode()


def test_zonder_opvolger_verandert_er_niets(wereld: Any) -> None:
    voor = Gebeurtenis.objects.voor_taak("test").count()
    with pytest.raises(Onvolledig) as fout:
        _regel(wereld, opvolgers={})
    assert len(fout.value.ontbreekt) >= 2
    assert not Vertrek.objects.exists()
    assert Gebeurtenis.objects.voor_taak("test").count() == voor
    with pytest.raises(Onvolledig, match="heeft de rol"):
        _regel(wereld, rollen_ook=False)
    assert not Vertrek.objects.exists()


def test_als_een_kamer_weigert_verandert_er_niets(wereld: Any) -> None:
    """The last room refuses: what the first rooms did is undone."""
    ding = OpenDing("laatste:1", "Zz", "Laatste", wereld.streek.bestuur)

    def weiger(*_: Any) -> None:
        raise VerkeerdeStand("Dit lukt niet.")

    overdraagbaar._items["zz"] = Overdraagbaar(lambda gebruiker, organisatie: [ding], weiger)
    try:
        with pytest.raises(VerkeerdeStand):
            _regel(wereld)
    finally:
        del overdraagbaar._items["zz"]
    wereld.uitnodiging.refresh_from_db()
    assert wereld.uitnodiging.gemaakt_door_id == wereld.mens.pk
    assert [r.rol for r in toekenningen_van(wereld.mens)] == ["bestuurder"]
    assert not Vertrek.objects.exists()
    assert not Overdracht.objects.exists()


def test_per_zaak_een_andere_opvolger(wereld: Any) -> None:
    derde = maak_wie("bestuursadviseur", wereld.streek.bestuur)
    ding = next(
        v for v in actions_vertrek.open_dingen(wereld.mens, wereld.streek.bestuur) if v.ding.soort == "Uitnodiging"
    )
    _regel(wereld, opvolgers={"alles": str(wereld.opvolger.pk), ding.veld: str(derde.gebruiker_id)})
    wereld.uitnodiging.refresh_from_db()
    assert wereld.uitnodiging.gemaakt_door_id == derde.gebruiker_id


def test_werk_van_een_rol_die_niemand_anders_heeft_blijft_niet_liggen(wereld: Any) -> None:
    werklijsten._items["zz"] = lambda wie: [Werk("Een stap", "iets", "x", "/stap/")] if wie.rol == "bestuurder" else []
    try:
        titels = {v.ding.titel for v in actions_vertrek.open_dingen(wereld.mens, wereld.streek.bestuur)}
        assert "Een stap" in titels
        maak_toekenning("bestuurder", wereld.streek.bestuur)
        titels = {v.ding.titel for v in actions_vertrek.open_dingen(wereld.mens, wereld.streek.bestuur)}
        assert "Een stap" not in titels
    finally:
        del werklijsten._items["zz"]


def test_per_direct_zijn_rollen_en_sessies_meteen_uit(wereld: Any) -> None:
    client = client_voor(wereld.weg)
    assert client.get("/toegang/mensen/").status_code == 200
    _regel(wereld, per_direct=True)
    assert toekenningen_van(wereld.mens) == []
    assert not Sessie.objects.open().filter(gebruiker=wereld.mens).exists()
    assert client.get("/toegang/mensen/").status_code == 302


def test_op_een_latere_dag_werkt_de_rol_tot_en_met_die_dag(wereld: Any, settings: Any) -> None:
    dag = vandaag() + dt.timedelta(days=5)
    _regel(wereld, laatste_dag=dag)
    settings.VANDAAG = dag
    assert [r.rol for r in toekenningen_van(wereld.mens)] == ["bestuurder"]
    settings.VANDAAG = dag + dt.timedelta(days=1)
    assert toekenningen_van(wereld.mens) == []
    assert RolToekenning.objects.get(gebruiker=wereld.mens).tot == dag


def test_wie_het_niet_mag(wereld: Any) -> None:
    for wie in (maak_wie("functioneel_beheerder", wereld.streek.ander_swv), wereld.collega):
        with pytest.raises(GeenRecht):
            _regel(wereld, wie=wie)
    with pytest.raises(GeenRecht, match="jezelf"):
        _regel(wereld, wie=wereld.weg)
    vreemd = client_voor(maak_wie("functioneel_beheerder", wereld.streek.ander_swv))
    assert vreemd.get(reverse("toegang:vertrek", args=[wereld.mens.pk])).status_code == 404


def test_onzin_wordt_geweigerd(wereld: Any) -> None:
    buiten = maak_wie("bestuurder", wereld.streek.buurbestuur)
    with pytest.raises(OngeldigeInvoer):
        _regel(wereld, opvolgers={"alles": str(buiten.gebruiker_id)})
    with pytest.raises(OngeldigeInvoer):
        _regel(wereld, laatste_dag=dt.date(2020, 1, 1))
    _regel(wereld, per_direct=True)
    with pytest.raises(VerkeerdeStand):
        _regel(wereld)


def test_scherm_van_begin_tot_eind(wereld: Any) -> None:
    client = client_voor(wereld.beheerder)
    url = reverse("toegang:vertrek", args=[wereld.mens.pk])
    velden = {"organisatie": wereld.streek.bestuur, "laatste_dag": f"{vandaag()}", "waarom": "andere baan"}
    fout = client.post(url, velden)
    assert fout.status_code == 422
    assert "Kies een opvolger voor" in fout.content.decode()
    assert "andere baan" in fout.content.decode()
    goed = client.post(url, velden | {"alles": str(wereld.opvolger.pk), "rollen_ook": "ja"})
    assert goed.status_code == 302
    assert Uitnodiging.objects.get(pk=wereld.uitnodiging.pk).gemaakt_door_id == wereld.opvolger.pk
