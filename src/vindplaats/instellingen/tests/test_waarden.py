"""A setting: overview, change with a preview, correct, withdraw, history, a list in and out."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vindplaats.instellingen import actions, queries
from vindplaats.instellingen.models import Waarde
from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.instelbaar import geldend
from vindplaats.kern.klok import vandaag
from vindplaats.toegang.models import Gebeurtenis

MORGEN = dt.timedelta(days=1)
MOTTO, LIJST = "regio.motto", "woorden.synoniemen"


@pytest.fixture
def beheer(streek: Any, client_als: Any) -> Any:
    return client_als("functioneel_beheerder")


def zet(wie: Any, ruw: Any, vanaf: dt.date, code: str = MOTTO, **meer: Any) -> Waarde:
    return actions.waarde_zetten(wie=wie, code=code, ruw=ruw, vanaf=vanaf, bron="besluit 1", **meer)


def alle() -> Any:
    return Waarde.objects.voor_taak("test")


def velden(client: Any, adres: str, **post: Any) -> Any:
    return client.post(adres, {"vanaf": vandaag().isoformat(), "bron": "besluit 1", "stap": "bewaar"} | post)


def test_zonder_waarde_is_leeg_en_niet_nul(streek: Any) -> None:
    g = queries.waarde(streek.swv, "thuiszitter.weken")
    assert g.leeg
    assert g.waarde is None
    assert g.herkomst == "leeg"


def test_een_waarde_geldt_vanaf_haar_dag_en_de_oude_blijft(streek: Any, maak_wie: Any) -> None:
    wie, dag = maak_wie("functioneel_beheerder"), vandaag()
    zet(wie, "Oud", dag - dt.timedelta(days=100))
    zet(wie, "Nieuw", dag + dt.timedelta(days=10))
    assert queries.waarde(streek.swv, MOTTO).waarde == "Oud"
    assert queries.waarde("PO9901", MOTTO, dag + dt.timedelta(days=10)).waarde == "Nieuw"
    assert queries.waarde(streek.swv, MOTTO, dag - dt.timedelta(days=101)).leeg
    assert queries.waarde(streek.ander_swv, MOTTO).leeg
    assert geldend(streek.swv, MOTTO).bron == "besluit 1"
    assert alle().count() == 2


def test_na_de_laatste_dag_geldt_er_niets(streek: Any, maak_wie: Any) -> None:
    dag = vandaag()
    zet(maak_wie("directeur_swv"), "Even", dag, tot=dag + MORGEN)
    assert queries.waarde(streek.swv, MOTTO, dag + MORGEN).waarde == "Even"
    assert queries.waarde(streek.swv, MOTTO, dag + 2 * MORGEN).leeg


@pytest.mark.regel("RB-10")
def test_de_wet_ligt_vast(streek: Any, maak_wie: Any) -> None:
    g = queries.waarde(streek.swv, "tlv.bezwaartermijn")
    assert (g.waarde, g.bron, g.herkomst) == (Decimal(6), "Awb art. 6:7", "wet")
    with pytest.raises(VerkeerdeStand, match="Awb"):
        zet(maak_wie("functioneel_beheerder"), "8", vandaag(), "tlv.bezwaartermijn")
    with pytest.raises(OngeldigeInvoer, match="Awb art"):
        zet(maak_wie("functioneel_beheerder"), "9", vandaag(), "tlv.beslistermijn")


def test_wie_mag_staat_in_de_declaratie(streek: Any, maak_wie: Any) -> None:
    with pytest.raises(GeenRecht, match="controller"):
        zet(maak_wie("secretariaat_swv"), "5", vandaag(), "geld.reserve_signaal")
    zet(maak_wie("controller_swv"), "5,5", vandaag(), "geld.reserve_signaal")
    assert queries.waarde(streek.swv, "geld.reserve_signaal").waarde == Decimal("5.5")
    with pytest.raises(GeenRecht):
        zet(maak_wie("bestuurder"), "x", vandaag())


def test_bron_is_nodig_en_de_dag_moet_kunnen(streek: Any, maak_wie: Any) -> None:
    wie = maak_wie("functioneel_beheerder")
    with pytest.raises(OngeldigeInvoer, match="besloten"):
        actions.waarde_zetten(wie=wie, code=MOTTO, ruw="x", vanaf=vandaag(), bron=" ")
    with pytest.raises(OngeldigeInvoer, match="Kies een dag"):
        zet(wie, "x", dt.date(1999, 1, 1))
    zet(wie, "x", vandaag())
    with pytest.raises(VerkeerdeStand, match="al iets vastgelegd"):
        zet(wie, "y", vandaag())


def test_overzicht_zoekt_telt_en_toont_wat_straks_verandert(beheer: Any) -> None:
    zet(beheer.wie, "Komt eraan", vandaag() + dt.timedelta(days=5))
    pagina = beheer.get(reverse("instellingen:overzicht"))
    assert pagina.status_code == 200
    assert "Komt eraan" in pagina.content.decode()
    straks = beheer.get(reverse("instellingen:overzicht") + "?stand=straks").content.decode()
    assert "Motto van het verband" in straks
    assert "Escalatieladder" not in straks
    gezocht = beheer.get(reverse("instellingen:overzicht") + "?q=thuiszitter weken").content.decode()
    assert "Vanaf hoeveel weken thuis" in gezocht
    assert "Motto" not in gezocht


def test_overzicht_vraagt_even_vaak_bij_meer_waarden(beheer: Any, django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    beheer.get(reverse("instellingen:overzicht"))
    with CaptureQueriesContext(
        connection,
    ) as leeg:
        beheer.get(reverse("instellingen:overzicht"))
    for nummer in range(12):
        zet(beheer.wie, f"w{nummer}", vandaag() - dt.timedelta(days=nummer))
        zet(beheer.wie, "7", vandaag() - dt.timedelta(days=nummer), "thuiszitter.weken")
    with CaptureQueriesContext(connection) as vol:
        beheer.get(reverse("instellingen:overzicht"))
    assert len(vol) == len(leeg)


def test_wijzigen_laat_eerst_zien_en_bewaart_dan(beheer: Any) -> None:
    adres = reverse("instellingen:wijzigen", args=[MOTTO])
    assert "Bekijk wat dit betekent" in beheer.get(adres).content.decode()
    eerst = velden(beheer, adres, waarde="Samen verder", stap="bekijk").content.decode()
    assert "Dit gaat er gebeuren" in eerst
    assert "Samen verder" in eerst
    assert not alle().exists()
    assert velden(beheer, adres, waarde="Samen verder").status_code == 302
    assert velden(beheer, adres, waarde="Samen verder").status_code == 302, "dubbel klikken is geen fout"
    assert alle().get().waarde == "Samen verder"
    log = Gebeurtenis.objects.voor_taak("test").filter(naam="instellingen.waarde_gezet")
    assert log.count() == 1
    assert log.get().organisatie == "swv:PO9901"
    pagina = beheer.get(reverse("instellingen:instelling", args=[MOTTO])).content.decode()
    assert "Samen verder" in pagina
    assert "besluit 1" in pagina


def test_foute_invoer_blijft_staan_met_een_zin(beheer: Any) -> None:
    adres = reverse("instellingen:wijzigen", args=["thuiszitter.weken"])
    antwoord = velden(beheer, adres, waarde="vier of zo", waarom="een lange uitleg")
    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert "vier of zo" in tekst
    assert "is geen getal" in tekst
    assert "een lange uitleg" in tekst
    te_veel = velden(beheer, adres, waarde="53").content.decode()
    assert "minstens 0 weken en hoogstens 52 weken" in te_veel.replace("\xa0", " ") or "hoogstens 52" in te_veel


def test_verbeteren_laat_de_fout_zien(beheer: Any) -> None:
    rij = zet(beheer.wie, "Samne", vandaag())
    adres = reverse("instellingen:verbeteren", args=[rij.pk])
    assert velden(beheer, adres, waarde="Samen", waarom="").status_code == 422
    assert velden(beheer, adres, waarde="Samen", waarom="tikfout").status_code == 302
    oud = alle().get(pk=rij.pk)
    assert oud.stand == "verbeterd"
    assert oud.waarde == "Samne"
    assert oud.einde_waarom == "tikfout"
    assert queries.waarde("PO9901", MOTTO).waarde == "Samen"
    pagina = beheer.get(reverse("instellingen:instelling", args=[MOTTO])).content.decode()
    assert "Samne" in pagina
    assert "Verbeterd" in pagina
    assert "tikfout" in pagina
    assert beheer.post(adres, {"waarde": "x", "bron": "b", "waarom": "w", "stap": "bewaar"}).status_code in (409, 422)


def test_intrekken_kan_alleen_voor_het_begint(beheer: Any) -> None:
    later = zet(beheer.wie, "Later", vandaag() + MORGEN)
    nu_ = zet(beheer.wie, "Nu", vandaag())
    assert beheer.post(reverse("instellingen:intrekken", args=[later.pk]), {"waarom": "toch niet"}).status_code == 302
    assert alle().get(pk=later.pk).stand == "ingetrokken"
    assert queries.waarde("PO9901", MOTTO, vandaag() + MORGEN).waarde == "Nu"
    assert beheer.post(reverse("instellingen:intrekken", args=[nu_.pk])).status_code == 409
    assert beheer.post(reverse("instellingen:intrekken", args=[later.pk])).status_code == 409


def test_een_ander_verband_bestaat_niet(beheer: Any, client_als: Any, streek: Any) -> None:
    rij = zet(beheer.wie, "Van ons", vandaag() + MORGEN)
    ander = client_als("functioneel_beheerder", streek.ander_swv)
    assert ander.get(reverse("instellingen:verbeteren", args=[rij.pk])).status_code == 404
    assert ander.post(reverse("instellingen:intrekken", args=[rij.pk])).status_code == 404
    assert "Van ons" not in ander.get(reverse("instellingen:instelling", args=[MOTTO])).content.decode()
    assert beheer.get(reverse("instellingen:instelling", args=["geen.code"])).status_code == 404
    assert client_als("bestuurder").get(reverse("instellingen:overzicht")).status_code == 403


# --- lists -----------------------------------------------------------------------------------------------------------

RIJEN = {"rijen": "2", "rij-0-woord": "Expertisepool", "rij-0-ook": "Expertiseplatform", "rij-1-woord": "SpringMaar",
         "rij-1-ook": "Spring Maar; Springmaar"}  # fmt: skip


@pytest.mark.regel("C-22")
def test_lijst_wijzigen_toont_wat_erbij_en_eraf_gaat(beheer: Any) -> None:
    adres = reverse("instellingen:wijzigen", args=[LIJST])
    assert velden(beheer, adres, **RIJEN).status_code == 302
    assert [r["woord"] for r in queries.waarde("PO9901", LIJST).waarde] == ["Expertisepool", "SpringMaar"]
    straks = (vandaag() + MORGEN).isoformat()
    tekst = velden(
        beheer, adres, **RIJEN | {"rij-0-weg": "1", "rij-1-ook": "Springmaar"}, vanaf=straks, stap="bekijk"
    ).content.decode()
    assert "Eraf (1)" in tekst
    assert "Anders (1)" in tekst
    meer = velden(beheer, adres, **RIJEN, stap="meer").content.decode()
    assert meer.count("Nieuwe rij") == 10
    assert "SpringMaar" in meer


def test_dubbele_en_lege_vakken_staan_bij_het_vak(beheer: Any) -> None:
    adres = reverse("instellingen:wijzigen", args=[LIJST])
    antwoord = velden(beheer, adres, **RIJEN | {"rij-1-woord": "expertisePOOL ", "rij-0-ook": ""})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Dit staat ook in rij 1" in tekst
    assert "Vul &#x27;Staat ook als&#x27; in" in tekst
    assert not alle().exists()


def test_geordende_lijst_volgt_de_plaats(beheer: Any) -> None:
    code = "bestuur.escalatieladder"
    rijen = {"rijen": "2", "rij-0-stap": "Praat met de leraar", "rij-0-bij": "School", "rij-0-plek": "2",
             "rij-1-stap": "Eerst zelf", "rij-1-bij": "Thuis", "rij-1-plek": "1"}  # fmt: skip
    assert velden(beheer, reverse("instellingen:wijzigen", args=[code]), **rijen).status_code == 302
    assert [r["bij"] for r in queries.waarde("PO9901", code).waarde] == ["Thuis", "School"]


def _upload(client: Any, inhoud: bytes, naam: str) -> Any:
    bestand = SimpleUploadedFile(naam, inhoud)
    return client.post(reverse("instellingen:inlezen", args=[LIJST]), {"bestand": bestand})


def test_inlezen_kijkt_na_en_bewaart_nog_niets(beheer: Any) -> None:
    csv = b"Staat ook als;Woord\nExpertiseplatform;Expertisepool\n;Half\n'=1+1;Som\n"
    tekst = _upload(beheer, csv, "lijst.csv").content.decode()
    assert "Expertiseplatform" in tekst
    assert "Een vak klopt nog niet" in tekst
    assert "=1+1" in tekst
    assert not alle().exists()
    fout = _upload(beheer, b"A;B\n1;2\n", "lijst.csv")
    assert fout.status_code == 422
    assert "kolommen kloppen niet" in fout.content.decode()
    assert _upload(beheer, b"MZ\x90\x00\x03", "lijst.xlsx").status_code == 422


@pytest.mark.parametrize("soort", ["csv", "xlsx"])
def test_uitvoer_komt_weer_binnen(beheer: Any, soort: str) -> None:
    velden(beheer, reverse("instellingen:wijzigen", args=[LIJST]), **RIJEN | {"rij-0-ook": "=SOM(A1)"})
    bestand = beheer.get(reverse("instellingen:uitvoer", args=[LIJST, soort]))
    if soort == "xlsx":
        import openpyxl

        cellen = [
            c.value
            for rij in openpyxl.load_workbook(io.BytesIO(bestand.content)).worksheets[0].iter_rows()
            for c in rij
        ]
        assert "'=SOM(A1)" in cellen
    terug = _upload(beheer, bestand.content, f"lijst.{soort}").content.decode()
    assert "2 rijen gelezen" in terug
    assert 'value="=SOM(A1)"' in terug
    assert "SpringMaar" in terug


def test_inlezen_mag_niet_bij_een_losse_waarde(beheer: Any) -> None:
    assert beheer.get(reverse("instellingen:inlezen", args=[MOTTO])).status_code == 404
    assert beheer.get(reverse("instellingen:uitvoer", args=[MOTTO, "csv"])).status_code == 404


def test_de_drie_onderdelen_wijzen_naar_elkaar(beheer: Any) -> None:
    for naam in ("overzicht", "kalender", "brieven"):
        pagina = beheer.get(reverse(f"instellingen:{naam}")).content.decode()
        for ander in ("overzicht", "kalender", "brieven"):
            assert f'href="{reverse(f"instellingen:{ander}")}"' in pagina
