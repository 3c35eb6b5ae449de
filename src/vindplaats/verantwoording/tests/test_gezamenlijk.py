"""The collective account: what is in it, who reads and writes it, its states and its files (D8, VER-17)."""

import io
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vindplaats.formats.waarden import INGEVULD, NUL, NVT, Gelezen
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur, Deelname, Regio, Swv
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests.fabriek import client_als, maak_wie
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.bundelen import actions, queries
from vindplaats.verantwoording.models import Bundel, Conclusie, Conclusieversie, Toekenning

MaakRapport = Callable[..., Any]
JAAR = Schooljaar(2023)
HUIS = Wie.taak("tests")
TABS = ("overzicht", "onderdelen", "geld", "cijfers", "indicatoren", "signalen")


@pytest.fixture
def bundel(streek: Any, maak_rapport: MaakRapport) -> Bundel:
    maak_rapport("99001", stand="ingediend")
    maak_rapport("99002", stand="concept")
    return actions.bundel_maken(wie=HUIS, jaar=JAAR, swv=Swv.objects.get(pk="PO9901"))


def _gebeurd(naam: str) -> int:
    return Gebeurtenis.objects.voor_taak("test").filter(naam=f"verantwoording.{naam}").count()


def _regio(streek: Any) -> Regio:
    regio = Regio.objects.create(naam="Regio Zuidoost")
    Swv.objects.all().update(regio=regio)
    return regio


def _meet(indicator: str, bestuur: str, waarde: int, jaar: int = 2023) -> None:
    Meetwaarde.objects.voor_taak("test").create(
        indicator=indicator, organisatie=f"bestuur:{bestuur}", schooljaar=jaar, waarde=Decimal(waarde), bron="proef",
        stand=Meetwaarde.BEVESTIGD, door_naam="proef", op=nu(),
    )  # fmt: skip


# --- what is in it ---------------------------------------------------------------------------------------------------


@pytest.mark.regel("VER-17", "KWA-03")
def test_in_woorden_en_wie_ontbreekt(streek: Any, bundel: Bundel) -> None:
    pagina = client_als("directeur_swv", streek.swv).get(f"/verantwoording/gezamenlijk/{bundel.pk}/").content.decode()
    assert (
        "1 van de 2 besturen heeft ingediend. Samen ontvingen zij €\u00a010.000. Zij besteedden €\u00a09.925." in pagina
    )
    assert "Bij 1 bestuur is er een verschil tussen ontvangen en besteed." in pagina
    assert "Nog niet ingediend: Stichting 99002." in pagina


@pytest.mark.regel("VER-01", "VER-17")
def test_alleen_ingediende_verantwoordingen_tellen(streek: Any, bundel: Bundel, maak_rapport: MaakRapport) -> None:
    beeld = queries.beeld(maak_wie("directeur_swv", streek.swv), bundel)
    assert [i.bestuur for i in beeld.inbrengen] == ["99001"]
    maak_rapport("99002", stand="gepubliceerd")
    beeld = queries.beeld(maak_wie("directeur_swv", streek.swv), bundel)
    assert [i.bestuur for i in beeld.inbrengen] == ["99001", "99002"]
    assert beeld.ontbreekt == ()
    assert beeld.geld.ontvangen == 20_000_00


@pytest.mark.regel("VER-07", "VER-15", "VER-16")
def test_geld_per_bestuur_verband_en_categorie(streek: Any, maak_rapport: MaakRapport) -> None:
    regio = _regio(streek)
    Deelname.objects.create(bestuur_id="99001", swv_id="PO9902")
    ontvangen = Gelezen(
        INGEVULD, {"terugploegregeling": {"PO9901": 100_00, "PO9902": 50_00}, "doelgroepfinanciering": {"PO9901": None}}
    )
    regels = [
        {"bedrag": 90_00, "pm": False, "doel": "a", "categorie": "specialisten", "toelichting": ""},
        {"bedrag": 60_00, "pm": False, "doel": "b", "categorie": "", "toelichting": ""},
        {"bedrag": None, "pm": True, "doel": "c", "categorie": "materiaal", "toelichting": ""},
    ]
    maak_rapport("99001", stand="ingediend", ontvangen=ontvangen, bestedingen=Gelezen(INGEVULD, regels))
    maak_rapport("99003", stand="vastgesteld")
    Toekenning.objects.create(
        swv_id="PO9901", bestuur_id="99001", jaar=2023, regeling="terugploegregeling", bedrag=80_00
    )
    samen = queries.beeld(HUIS, actions.bundel_maken(wie=HUIS, jaar=JAAR, regio=regio)).geld
    eerste = samen.regels[0]
    assert eerste.per_swv == {"PO9901": 100_00, "PO9902": 50_00}
    assert (eerste.ontvangen, eerste.besteed, eerste.toegekend, eerste.aansluiting.verschil) == (
        150_00,
        150_00,
        80_00,
        0,
    )
    assert eerste.per_categorie == {"specialisten": 90_00, "": 60_00}
    assert (samen.som_swv("PO9901"), samen.som_swv("PO9902"), samen.pm) == (100_00, 10_050_00, 1)
    een = queries.beeld(HUIS, actions.bundel_maken(wie=HUIS, jaar=JAAR, swv=Swv.objects.get(pk="PO9901"))).geld
    assert (een.hier, een.ontvangen) == (100_00, 150_00)
    pagina = client_als("controller_swv", streek.swv).get(
        f"/verantwoording/gezamenlijk/{Bundel.objects.voor_taak('t').get(swv='PO9901').pk}/?blad=geld"
    )
    assert "1 regel staat op PM en telt niet mee." in pagina.content.decode()
    assert "Wat zij besteedden geldt voor al hun geld samen" in pagina.content.decode()


@pytest.mark.regel("VER-03", "VER-06", "VER-12")
def test_onderdelen_tellen_beschreven_geen_en_nvt(streek: Any, bundel: Bundel, maak_rapport: MaakRapport) -> None:
    maak_rapport("99002", stand="ingediend", thuiszitters=Gelezen(NUL), verwijzingen=Gelezen(NVT, "geen bao"))
    vragen = {v.code: v for v in queries.beeld(maak_wie("kwaliteit_swv", streek.swv), bundel).vragen}
    assert vragen["thuiszitters"].telling == "1 beschreven, 1 geen"
    assert vragen["verwijzingen"].telling == "1 beschreven, 1 n.v.t."
    assert vragen["proces_algemeen_sturing"].titel == "Algemeen: sturing"


@pytest.mark.regel("VER-08", "VER-11")
def test_wie_koos_welke_indicator(streek: Any, bundel: Bundel, maak_rapport: MaakRapport) -> None:
    maak_rapport("99002", stand="ingediend", proces_algemeen_indicatoren=Gelezen(INGEVULD, [1, 7]))
    keuzes = {k.nummer: k for k in queries.beeld(HUIS, bundel).keuzes}
    assert len(keuzes) == 43
    assert keuzes[1].door == ("Stichting 99001", "Stichting 99002")
    assert keuzes[7].door == ("Stichting 99002",)
    assert keuzes[2].door == ()


@pytest.mark.regel("VER-12", "VER-13", "KWA-03")
def test_cijfers_met_verloop_en_zonder_kleine_aantallen(streek: Any, bundel: Bundel) -> None:
    for jaar, aantal in ((2022, 20), (2023, 12)):
        _meet("thuiszitters", "99001", aantal, jaar)
    _meet("verwijzingen_so", "99001", 3)
    _meet("verwijzingen_so", "99003", 40)
    feiten = {f.code: f for f in queries.beeld(maak_wie("directeur_swv", streek.swv), bundel).feiten}
    assert [p.tekst for p in feiten["thuiszitters"].punten[1:]] == ["20 leerlingen", "12 leerlingen"]
    assert feiten["thuiszitters"].trend == "Gedaald met 8 leerlingen."
    assert (feiten["verwijzingen_so"].laatste.waarde, feiten["verwijzingen_so"].laatste.verborgen) == (None, True)
    uit = client_als("directeur_swv", streek.swv).get(f"/verantwoording/gezamenlijk/{bundel.pk}/uitvoer/json/").json()
    assert next(c for c in uit["cijfers"] if c["code"] == "verwijzingen_so")["jaren"][-1]["waarde"] is None


@pytest.mark.regel("VER-15")
def test_signalen_noemen_wat_mist_en_wat_verschilt(streek: Any, bundel: Bundel, maak_rapport: MaakRapport) -> None:
    maak_rapport(
        "99002",
        stand="ingediend",
        verschil_uitleg=Gelezen(INGEVULD, "Rest gaat mee."),
        extra=Gelezen("leeg"),
        ankerpunt_2=Gelezen("leeg"),
    )
    signalen = queries.beeld(maak_wie("directeur_swv", streek.swv), bundel).signalen
    over = [(s.soort, s.zin, s.uitleg) for s in signalen if s.bestuur == "Stichting 99002"]
    assert ("Verschil", "€\u00a075 meer ontvangen dan besteed.", "Rest gaat mee.") in over
    assert any(soort == "Ontbreekt" and "Ankerpunt 2" in zin for soort, zin, _ in over)


# --- who -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blad", TABS)
def test_elk_tabblad(streek: Any, bundel: Bundel, blad: str) -> None:
    antwoord = client_als("directeur_swv", streek.swv).get(f"/verantwoording/gezamenlijk/{bundel.pk}/?blad={blad}")
    assert antwoord.status_code == 200
    assert "Stichting 99001" in antwoord.content.decode() or blad == "cijfers"


def test_ander_samenwerkingsverband_ziet_niets(streek: Any, bundel: Bundel) -> None:
    for rol, plek in (
        ("directeur_swv", streek.ander_swv),
        ("bestuurder", streek.ander_bestuur),
        ("opr", streek.ander_swv),
    ):
        client = client_als(rol, plek)
        for soort in ("", "uitvoer/xlsx/"):
            assert client.get(f"/verantwoording/gezamenlijk/{bundel.pk}/{soort}").status_code == 404
    vreemd = client_als("directeur_swv", streek.ander_swv)
    for daad in ("delen/", "publiceren/", "conclusie/algemeen/"):
        assert vreemd.post(f"/verantwoording/gezamenlijk/{bundel.pk}/{daad}").status_code == 404


def test_te_weinig_recht(streek: Any, bundel: Bundel) -> None:
    actions.bundel_delen(wie=HUIS, bundel=bundel)
    client = client_als("bestuurder", streek.bestuur)
    assert client.get(f"/verantwoording/gezamenlijk/{bundel.pk}/").status_code == 200
    for daad in ("delen/", "publiceren/", "conclusie/algemeen/"):
        assert client.post(f"/verantwoording/gezamenlijk/{bundel.pk}/{daad}").status_code == 403
    assert client.post("/verantwoording/gezamenlijk/maken/", {"jaar": "2023", "van": "swv:PO9901"}).status_code == 403
    assert (
        client_als("kwaliteit_swv", streek.swv).post(f"/verantwoording/gezamenlijk/{bundel.pk}/publiceren/").status_code
        == 403
    )
    assert client_als("ib_er", streek.school).get("/verantwoording/gezamenlijk/").status_code == 403


@pytest.mark.regel("VER-17")
def test_delen_en_publiceren_bepalen_wie_leest(streek: Any, bundel: Bundel) -> None:
    adres = f"/verantwoording/gezamenlijk/{bundel.pk}/"

    def statussen() -> list[int]:
        return [
            client_als(r, o).get(adres).status_code
            for r, o in (("bestuurder", streek.buurbestuur), ("opr", streek.swv))
        ]

    directeur = client_als("directeur_swv", streek.swv)
    assert statussen() == [404, 404]
    assert directeur.post(f"{adres}publiceren/").status_code == 409
    assert directeur.post(f"{adres}delen/").status_code == 302
    assert directeur.post(f"{adres}delen/").status_code == 409
    assert statussen() == [200, 404]
    assert directeur.post(f"{adres}publiceren/").status_code == 302
    assert statussen() == [200, 200]
    assert (_gebeurd("bundel_gedeeld"), _gebeurd("bundel_gepubliceerd"), _gebeurd("bundel_gelezen")) == (1, 1, 3)


def test_genodigde_leest_geen_tekst_van_een_ongepubliceerd_verslag(
    streek: Any, bundel: Bundel, maak_rapport: MaakRapport
) -> None:
    geheim = Gelezen(INGEVULD, "Deze woorden zijn alleen voor de besturen.")
    maak_rapport("99002", stand="ingediend", ankerpunt_1=geheim)
    actions.bundel_delen(wie=HUIS, bundel=bundel)
    actions.bundel_publiceren(wie=HUIS, bundel=bundel)
    adres = f"/verantwoording/gezamenlijk/{bundel.pk}/"
    assert (
        "alleen voor de besturen"
        in client_als("bestuurder", streek.bestuur).get(f"{adres}?blad=onderdelen").content.decode()
    )
    opr = client_als("opr", streek.swv)
    assert "alleen voor de besturen" not in opr.get(f"{adres}?blad=onderdelen").content.decode()
    uit = opr.get(f"{adres}uitvoer/json/").json()
    assert "alleen voor de besturen" not in json.dumps(uit, ensure_ascii=False)
    assert uit["besturen"][1]["verantwoording"] is None
    assert uit["geld"][1]["ontvangen_samen"] == 10_000


def test_lijst_en_maken(streek: Any, maak_rapport: MaakRapport) -> None:
    _regio(streek)
    maak_rapport("99001", stand="ingediend")
    client = client_als("kwaliteit_swv", streek.swv)
    pagina = client.get("/verantwoording/gezamenlijk/?jaar=2023").content.decode()
    assert "1 van de 2 besturen" in pagina
    assert "1 van de 3 besturen" in pagina
    assert "Regio Zuidoost samen" in pagina
    uit = client.post("/verantwoording/gezamenlijk/maken/", {"jaar": "2023", "van": "regio"})
    assert Bundel.objects.voor_taak("test").get().regio.naam == "Regio Zuidoost"
    assert (
        client.post("/verantwoording/gezamenlijk/maken/", {"jaar": "2023", "van": "regio"})["Location"]
        == uit["Location"]
    )
    assert _gebeurd("bundel_gemaakt") == 1
    assert client.post("/verantwoording/gezamenlijk/maken/", {"jaar": "2023", "van": "swv:PO9902"}).status_code == 400
    assert client.post("/verantwoording/gezamenlijk/maken/", {"jaar": "2030", "van": "swv:PO9901"}).status_code == 400
    assert client.post("/verantwoording/gezamenlijk/maken/", {"jaar": "vorig", "van": "swv:PO9901"}).status_code == 400
    assert (
        "Er is nog geen gezamenlijke"
        in client_als("opr", streek.swv).get("/verantwoording/gezamenlijk/").content.decode()
    )


def test_maken_voor_een_ander_verband(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99003", stand="ingediend")
    with pytest.raises(GeenRecht):
        actions.bundel_maken(wie=maak_wie("directeur_swv", streek.swv), jaar=JAAR, swv=Swv.objects.get(pk="PO9902"))


# --- conclusions -------------------------------------------------------------------------------------------------------


def _schrijf(client: Any, bundel: Bundel, tekst: str, versie: int, deel: str = "algemeen", vanzelf: bool = True) -> Any:
    kop = {"HTTP_ACCEPT": "application/json"} if vanzelf else {}
    return client.post(
        f"/verantwoording/gezamenlijk/{bundel.pk}/conclusie/{deel}/", {"tekst": tekst, "versie": versie}, **kop
    )


def test_conclusie_bewaren(streek: Any, bundel: Bundel) -> None:
    client = client_als("kwaliteit_swv", streek.swv)
    assert _schrijf(client, bundel, "Het gaat goed.", 0).json()["versie"] == 1
    assert _schrijf(client, bundel, "Het gaat beter.", 1).json()["versie"] == 2
    assert _schrijf(client, bundel, "Het gaat beter.", 2).json()["versie"] == 2
    assert "Het gaat beter." in client.get(f"/verantwoording/gezamenlijk/{bundel.pk}/").content.decode()
    assert [v.tekst for v in Conclusieversie.objects.voor_taak("test")] == ["Het gaat goed."]
    assert _gebeurd("conclusie_bewaard") == 2
    assert _schrijf(client, bundel, "x", 0, deel="bestaat_niet").status_code == 404
    assert "langer dan" in _schrijf(client, bundel, "x" * 20_001, 2).json()["fout"]
    assert _schrijf(client, bundel, "Zonder script.", 2, vanzelf=False).status_code == 302


def test_twee_mensen_in_een_conclusie_verliezen_niets(streek: Any, bundel: Bundel) -> None:
    _schrijf(client_als("kwaliteit_swv", streek.swv), bundel, "Tekst van de een.", 0)
    tweede = client_als("directeur_swv", streek.swv)
    uit = _schrijf(tweede, bundel, "Tekst van de ander.", 0)
    assert uit.status_code == 409
    assert "Tekst van de ander." in uit.content.decode()
    assert "Tekst van de een." in uit.content.decode()
    assert Conclusie.objects.voor_taak("test").get().tekst == "Tekst van de een."
    bewaard = Conclusieversie.objects.voor_taak("test").get()
    assert (bewaard.tekst, bewaard.botsing) == ("Tekst van de ander.", True)
    assert _schrijf(tweede, bundel, "Allebei samen.", 1).json()["versie"] == 2
    assert _schrijf(tweede, bundel, "Te laat.", 1, vanzelf=False).status_code == 409


def test_na_publiceren_staat_de_conclusie_vast(streek: Any, bundel: Bundel) -> None:
    actions.bundel_delen(wie=HUIS, bundel=bundel)
    actions.bundel_publiceren(wie=HUIS, bundel=bundel)
    assert _schrijf(client_als("directeur_swv", streek.swv), bundel, "Nog iets.", 0).status_code == 409
    with pytest.raises(VerkeerdeStand):
        actions.conclusie_bewaren(wie=HUIS, bundel=bundel, deel="geld", tekst="x", gezien=0)


def test_delen_zonder_ingediend_verslag(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="concept")
    bundel = actions.bundel_maken(wie=HUIS, jaar=JAAR, swv=Swv.objects.get(pk="PO9901"))
    with pytest.raises(VerkeerdeStand):
        actions.bundel_delen(wie=HUIS, bundel=bundel)
    pagina = client_als("directeur_swv", streek.swv).get(f"/verantwoording/gezamenlijk/{bundel.pk}/").content.decode()
    assert "Nog geen van de 2 besturen heeft ingediend" in pagina
    for soort in ("pdf", "docx", "xlsx", "json"):
        assert (
            client_als("directeur_swv", streek.swv)
            .get(f"/verantwoording/gezamenlijk/{bundel.pk}/uitvoer/{soort}/")
            .status_code
            == 200
        )


def test_swv_of_regio(streek: Any) -> None:
    with pytest.raises(OngeldigeInvoer):
        actions.bundel_maken(wie=HUIS, jaar=JAAR)


# --- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.regel("VER-17")
@pytest.mark.parametrize("soort", ["pdf", "docx", "xlsx", "json"])
def test_als_bestand(streek: Any, bundel: Bundel, soort: str) -> None:
    client = client_als("directeur_swv", streek.swv)
    _schrijf(client, bundel, "Samen staan we sterk.", 0)
    antwoord = client.get(f"/verantwoording/gezamenlijk/{bundel.pk}/uitvoer/{soort}/")
    assert antwoord.status_code == 200
    assert antwoord.content[:4] in {b"%PDF", b"PK\x03\x04", b"{\n  "}
    assert _gebeurd("bundel_uitgevoerd") == 1
    if soort == "docx":
        import docx

        document = docx.Document(io.BytesIO(antwoord.content))
        koppen = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert koppen == [
            "In het kort",
            "Geld",
            "Wat de besturen schreven",
            "Cijfers",
            "Gekozen indicatoren",
            "Signalen",
        ]
        assert "Samen staan we sterk." in [p.text for p in document.paragraphs]
    if soort == "xlsx":
        import openpyxl

        boek = openpyxl.load_workbook(io.BytesIO(antwoord.content))
        assert list(boek["Geld"].values)[1][:4] == ("Stichting 99001", 10_000, 9_925, 75)
        assert ("Conclusie in het algemeen", "Samen staan we sterk.") in list(boek["Conclusies"].values)
    assert client.get(f"/verantwoording/gezamenlijk/{bundel.pk}/uitvoer/exe/").status_code == 404


# --- work that does not grow ---------------------------------------------------------------------------------------------


@pytest.mark.regel("VER-17")
@pytest.mark.parametrize("adres", [*(f"?blad={tab}" for tab in TABS), "uitvoer/json/"])
def test_vast_aantal_vragen(streek: Any, bundel: Bundel, maak_rapport: MaakRapport, adres: str) -> None:
    client = client_als("directeur_swv", streek.swv)
    pad = f"/verantwoording/gezamenlijk/{bundel.pk}/{adres}"
    client.get(pad)
    weinig = _vragen(client, pad)
    for i in range(8):
        nummer = f"98{i:03d}"
        Bestuur.objects.create(nummer=nummer, naam=f"Stichting {nummer}")
        Deelname.objects.create(bestuur_id=nummer, swv_id="PO9901")
        maak_rapport(nummer, stand="ingediend")
        _meet("thuiszitters", nummer, 10 + i)
    client.get(pad)
    assert _vragen(client, pad) == weinig


def _vragen(client: Any, pad: str) -> int:
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(pad).status_code == 200
    return len(vragen)


def test_lijst_maakt_een_vast_aantal_vragen(streek: Any, bundel: Bundel, maak_rapport: MaakRapport) -> None:
    client = client_als("directeur_swv", streek.swv)
    client.get("/verantwoording/gezamenlijk/?jaar=2023")
    weinig = _vragen(client, "/verantwoording/gezamenlijk/?jaar=2023")
    for i in range(5):
        nummer = f"98{i:03d}"
        Bestuur.objects.create(nummer=nummer, naam=f"Stichting {nummer}")
        Deelname.objects.create(bestuur_id=nummer, swv_id="PO9901")
        maak_rapport(nummer, stand="ingediend", leeg=True)
    assert _vragen(client, "/verantwoording/gezamenlijk/?jaar=2023") == weinig


def test_genodigde_vindt_haar_in_het_menu(streek: Any, bundel: Bundel) -> None:
    menu = '<a href="/verantwoording/gezamenlijk/"'
    opr = client_als("opr", streek.swv).get("/verantwoording/gezamenlijk/").content.decode()
    assert "/verantwoording/gezamenlijk/" in opr.split("<main")[0]
    directeur = client_als("directeur_swv", streek.swv).get("/verantwoording/?jaar=2023").content.decode()
    assert menu not in directeur.split("<main")[0]


def test_naam_in_het_logboek(streek: Any, bundel: Bundel) -> None:
    from vindplaats.kern.registers import onderwerpen, sleutel_van

    soort = onderwerpen["verantwoording.bundel"]
    sleutel = sleutel_van(bundel)
    assert soort.namen([sleutel]) == {sleutel: "Gezamenlijke verantwoording 2023-2024 van Samenwerkingsverband NO"}
    assert soort.url(sleutel) == f"/verantwoording/gezamenlijk/{bundel.pk}/"
