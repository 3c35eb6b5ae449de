"""Patterns in the log: rules in words, thresholds from settings, found once, looked at with a note (P-10)."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.kern import klok
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer
from vindplaats.privacy.models import Patroon
from vindplaats.privacy.waken import actions, queries, rules
from vindplaats.toegang.log import gelezen, leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie

NL = ZoneInfo("Europe/Amsterdam")
WOENSDAG = dt.datetime(2026, 11, 18, 10, 0, tzinfo=NL)
DREMPELS = {code: r.standaard for code, r in rules.REGELS.items()}
pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-10")]


def regelin(
    minuut: float,
    *,
    naam: str = "x.gelezen",
    soort: str = "lezen",
    wie: str = "a",
    onderwerp: str = "x:1",
    begin: dt.datetime = WOENSDAG,
) -> rules.Regelin:
    return rules.Regelin(begin + dt.timedelta(minutes=minuut), soort, naam, wie, "Anna", onderwerp)


def codes(regels: list[rules.Regelin], **kantoor: Any) -> list[tuple[str, int]]:
    return [(v.regel, v.aantal) for v in rules.vind(regels, DREMPELS, rules.Kantoor(**kantoor))]


@pytest.mark.parametrize(
    ("aantal", "per", "gevonden"),
    [(39, 1, []), (40, 1, [("veel_gelezen", 40)]), (40, 2, []), (60, 1, [("veel_gelezen", 60)])],
)
def test_veel_verschillende_onderwerpen_in_een_uur(aantal: int, per: float, gevonden: list[Any]) -> None:
    assert codes([regelin(i * per, onderwerp=f"x:{i}") for i in range(aantal)]) == gevonden


def test_hetzelfde_vaak_lezen_is_niet_veel() -> None:
    assert codes([regelin(i / 10) for i in range(200)]) == []


@pytest.mark.parametrize(
    ("moment", "valt_op"),
    [
        (WOENSDAG, False), (WOENSDAG.replace(hour=6, minute=59), True), (WOENSDAG.replace(hour=19), True),
        (WOENSDAG + dt.timedelta(days=3), True), (WOENSDAG + dt.timedelta(days=1), True),
    ],
)  # fmt: skip
def test_buiten_kantooruren_met_sluitingsdagen(moment: dt.datetime, valt_op: bool) -> None:
    regels = [regelin(0, naam="x.gewijzigd", soort="wijzigen", begin=moment) for _ in range(10)]
    dicht = {(WOENSDAG + dt.timedelta(days=1)).date()}
    assert (codes(regels, dicht=dicht) == [("buiten_kantoor", 10)]) is valt_op


@pytest.mark.parametrize(
    ("naam", "soort", "aantal", "regel"),
    [
        ("documenten.bestand_gedownload", "delen", 10, "veel_uitvoer"), ("toegang.geweigerd", "toegang", 5, "geweigerd"),
        ("toegang.aanmelden_mislukt", "toegang", 5, "mislukt"), ("toegang.meegekeken", "lezen", 1, "meekijken"),
    ],
)  # fmt: skip
def test_tellende_regels(naam: str, soort: str, aantal: int, regel: str) -> None:
    regels = [regelin(i, naam=naam, soort=soort) for i in range(aantal)]
    assert [c for c, _ in codes(regels)] == [regel]
    if aantal > 1:
        assert codes(regels[1:]) == []


def test_mislukt_op_een_onbekend_adres_wordt_per_adres_geteld() -> None:
    regels = [
        regelin(i, naam=rules.MISLUKT, soort="toegang", wie="", onderwerp=f"toegang.adres:{i % 2}") for i in range(9)
    ]
    assert codes(regels) == [("mislukt", 5)]


def lees(wie: Wie, aantal: int) -> None:
    for i in range(aantal):
        gelezen(wie=wie, naam="test.gelezen", onderwerp=f"test.ding:{i}", zin="Gelezen.")


def zoek() -> int:
    return actions.patronen_zoeken(wie=Wie.taak("Test"))


def test_zoeken_vindt_een_keer_en_groeit(streek: Any, maak_wie: Any) -> None:
    with klok.op(WOENSDAG):
        lezer = maak_wie("bestuurder")
        lees(lezer, 40)
        assert (zoek(), zoek()) == (1, 0)
        lees(lezer, 45)
        assert zoek() == 0
        patroon = Patroon.objects.voor_taak("test").get()
        assert (patroon.aantal, patroon.organisatie, patroon.gebruiker_id) == (45, streek.swv, lezer.gebruiker_id)
        po = maak_wie("privacy_officer")
        actions.patroon_afdoen(wie=po, patroon=patroon, notitie="Jaarverslag.")
        lees(lezer, 60)
        zoek()
        assert Patroon.objects.voor_taak("test").get().aantal == 45  # what was looked at stays as it was


def test_drempel_is_een_instelling(streek: Any, maak_wie: Any) -> None:
    with klok.op(WOENSDAG):
        beheer = maak_wie("functioneel_beheerder")
        waarde_zetten(wie=beheer, code="privacy.drempel_veel_gelezen", ruw="5", vanaf=WOENSDAG.date(), bron="overleg")
        lees(maak_wie("bestuurder"), 5)
        assert zoek() == 1


def test_niet_over_de_grens_van_een_verband(streek: Any, maak_wie: Any) -> None:
    with klok.op(WOENSDAG):
        lees(maak_wie("bestuurder", streek.ander_bestuur), 50)
        zoek()
        patroon = Patroon.objects.voor_taak("test").get()
        assert patroon.organisatie == streek.ander_swv
        po = maak_wie("privacy_officer")
        assert not queries.patronen(po, alle=True).rijen
        with pytest.raises(NietGevonden):
            actions.patroon_afdoen(wie=po, patroon=patroon, notitie="x")


def test_scherm_afdoen_en_recht(streek: Any, client_als: Any, maak_wie: Any) -> None:
    with klok.op(WOENSDAG):
        lees(maak_wie("bestuurder"), 40)
        zoek()
    patroon = Patroon.objects.voor_taak("test").get()
    client = client_als("privacy_officer")
    assert "40 onderwerpen om 10:00" in client.get("/privacy/opvallend/").text
    adres = f"/privacy/opvallend/{patroon.pk}/"
    assert f"mens={patroon.gebruiker_id}" in client.get(adres).text
    assert client.post(adres, {"notitie": " "}).status_code == 422
    assert client.post(adres, {"notitie": "Gebeld: jaarverslag."}).status_code == 302
    assert "Niets opvallends" in client.get("/privacy/opvallend/").text
    assert "Gebeld: jaarverslag." in client.get("/privacy/opvallend/?stand=alle&regel=veel_gelezen").text
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="privacy.patroon_bekeken").exists()
    beheer = client_als("functioneel_beheerder")
    assert "privacy officer bekijkt dit" in beheer.get(adres).text
    with pytest.raises(GeenRecht):
        actions.patroon_afdoen(wie=beheer.wie, patroon=patroon, notitie="x")
    with pytest.raises(OngeldigeInvoer):
        actions.patroon_afdoen(wie=client.wie, patroon=patroon, notitie="")
    assert client_als("directeur_swv").get(adres).status_code == 403


def test_lijst_bladert_op_sleutel_met_vast_aantal_vragen(
    streek: Any, client_als: Any, django_assert_max_num_queries: Any
) -> None:
    for i in range(70):
        moment = WOENSDAG + dt.timedelta(minutes=i // 2)
        Patroon.objects.create(
            organisatie=streek.swv,
            regel="meekijken",
            sleutel=str(i),
            dag=moment.date(),
            begin=moment,
            eind=moment,
            aantal=1,
            zin=f"z{i}",
            gevonden_op=moment,
        )
    client = client_als("privacy_officer")
    gezien: list[str] = []
    na = ""
    while True:
        blad = queries.patronen(client.wie, na=na)
        gezien += [p.zin for p in blad.rijen]
        na = blad.verder
        if not na:
            break
    assert (len(gezien), len(set(gezien))) == (70, 70)
    assert len(queries.patronen(client.wie, na="onzin").rijen) == 30
    with django_assert_max_num_queries(22):
        client.get("/privacy/opvallend/")


def test_weigering_staat_in_het_logboek(streek: Any, client_als: Any) -> None:
    client = client_als("bestuurder")
    assert client.get("/toegang/logboek/").status_code == 403
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="toegang.geweigerd")
    assert (rij.gebruiker_id, rij.onderwerp) == (client.wie.gebruiker_id, "toegang.scherm:toegang:logboek")


def test_drempels_hebben_een_beginwaarde_met_bron() -> None:
    from vindplaats.instellingen.queries import waarde
    from vindplaats.privacy.waken.instelbaar import drempelcode

    gezet = waarde("swv:PO9901", drempelcode("geweigerd"))
    assert (gezet.waarde, gezet.herkomst) == (Decimal(5), "standaard")
    assert "geen norm" in gezet.bron


def test_spoor_van_een_mens_en_van_een_onderwerp(streek: Any, client_als: Any, maak_wie: Any) -> None:
    anna, bob = maak_wie("bestuurder"), maak_wie("bestuurder")
    for wie in (anna, bob):
        leg_vast(wie=wie, naam="test.gedaan", onderwerp=f"test.ding:{wie.gebruiker_id}", zin=f"Deed {wie.gebruiker_id}")
    client = client_als("privacy_officer")
    tekst = client.get(f"/toegang/logboek/?mens={anna.gebruiker_id}").text
    assert f"Deed {anna.gebruiker_id}" in tekst
    assert f"Deed {bob.gebruiker_id}" not in tekst
    assert "Je leest alleen de regels van" in tekst
    tekst = client.get(f"/toegang/logboek/?sleutel=test.ding:{bob.gebruiker_id}").text
    assert f"Deed {bob.gebruiker_id}" in tekst
    assert f"Deed {anna.gebruiker_id}" not in tekst
    assert client.get("/toegang/logboek/?mens=geen-uuid").status_code == 422
