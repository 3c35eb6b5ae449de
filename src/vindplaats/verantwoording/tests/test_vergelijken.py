"""Boards, years and indicator choices side by side: what is shown, to whom, and in how many queries."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vindplaats.formats.waarden import INGEVULD, LEEG, NUL, NVT, Gelezen
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import sleutel_van
from vindplaats.organisaties.models import Bestuur, Deelname
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.tests.fabriek import client_als, maak_wie
from vindplaats.verantwoording.bespreken import keuzes, rules, vergelijking

from .conftest import MaakRapport

pytestmark = pytest.mark.regel("VER-18", "KWA-05")
LANG = "Wij werken planmatig en kijken elk kwartaal terug. " * 12


def _cellen(tabel: Any, vraag: str) -> list[str]:
    return [c.tekst for rij in tabel.rijen if rij.vraag.startswith(vraag) for c in rij.cellen]


def _rij(tabel: Any, vraag: str) -> Any:
    return next(rij for rij in tabel.rijen if rij.vraag.startswith(vraag))


def _plat(antwoord: Any) -> str:
    return str(antwoord.content.decode())


# --- boards ----------------------------------------------------------------------------------------------------------


def test_elke_kolom_een_bestuur_en_de_hele_tekst_op_een_klik(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="ingediend", ankerpunt_2=Gelezen(INGEVULD, LANG + "Einde van ons verhaal."))
    maak_rapport("99002", stand="besproken", ankerpunt_2=Gelezen(INGEVULD, "Kort en goed."))
    beeld = vergelijking.naast_elkaar(maak_wie("directeur_swv", streek.swv), 2023, [], "ankerpunten", 1)
    rij = _rij(beeld.tabel, "Ankerpunt 2")
    assert beeld.tabel is not None
    assert beeld.tabel.kolommen == ("Stichting 99001", "Stichting 99002")
    assert rij.cellen[0].tekst.endswith("...")
    assert rij.cellen[0].heel.endswith("Einde van ons verhaal.")
    assert (rij.cellen[1].tekst, rij.cellen[1].heel) == ("Kort en goed.", "")


@pytest.mark.regel("VER-12")
def test_nul_leeg_en_nvt_zijn_drie_dingen(streek: Any, maak_rapport: MaakRapport) -> None:
    Bestuur.objects.create(nummer="99004", naam="Stichting 99004", verzonnen=True)
    Deelname.objects.create(bestuur_id="99004", swv_id="PO9901")
    maak_rapport("99001", stand="ingediend", thuiszitters=Gelezen(NUL))
    maak_rapport("99002", stand="ingediend", thuiszitters=Gelezen(NVT))
    maak_rapport("99004", stand="ingediend", leeg=True)
    beeld = vergelijking.naast_elkaar(maak_wie("directeur_swv", streek.swv), 2023, [], "thuiszitters", 1)
    assert _cellen(beeld.tabel, "Thuiszitters") == ["Geen", "n.v.t.", "Niet ingevuld"]


@pytest.mark.regel("VER-07", "VER-15")
def test_bedragen_met_som_en_verschil(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="ingediend")
    tabel = vergelijking.naast_elkaar(maak_wie("bestuurder", streek.buurbestuur), 2023, [], "middelen", 1).tabel
    ontvangen = _cellen(tabel, "Ontvangen van")[0]
    assert "PO9901 €\u00a010.000" in ontvangen
    assert ontvangen.endswith("Samen €\u00a010.000")
    assert _cellen(tabel, "Ontvangen en besteed") == ["€\u00a075 meer ontvangen dan besteed"]


@pytest.mark.regel("VER-13")
def test_bevestigde_cijfers_staan_eronder_met_het_jaar_ervoor(streek: Any, maak_rapport: MaakRapport) -> None:
    for nummer, nu_, vorig in (("99001", 24, 31), ("99002", 12, None)):
        rapport = maak_rapport(nummer, stand="ingediend")
        for jaar, waarde in ((2023, nu_), (2022, vorig)):
            if waarde is not None:
                _cijfer(rapport, jaar, waarde)
    _cijfer(rapport, 2023, 99, stand=Meetwaarde.VOORGESTELD)
    wie = maak_wie("directeur_swv", streek.swv)
    rij = _rij(vergelijking.naast_elkaar(wie, 2023, [], "verwijzingen", 1).tabel, "Cijfer: ")
    assert [c.tekst for c in rij.cellen] == ["24 leerlingen (jaar ervoor 31 leerlingen)", "12 leerlingen"]
    elders = vergelijking.naast_elkaar(wie, 2023, [], "thuiszitters", 1).tabel
    assert elders is not None
    assert not any(r.vraag.startswith("Cijfer") for r in elders.rijen)


def _cijfer(rapport: Any, jaar: int, waarde: int, stand: str = Meetwaarde.BEVESTIGD) -> None:
    Meetwaarde.objects.create(
        indicator="verwijzingen_totaal",
        organisatie=rapport.bestuur.sleutel,
        schooljaar=jaar,
        waarde=waarde,
        eenheid="leerlingen",
        bron="Verantwoording",
        bron_sleutel=sleutel_van(rapport),
        onderdeel="verwijzingen",
        uit_vorig=jaar < rapport.jaar,
        stand=stand,
        gedeeld_met=Meetwaarde.DEELNEMERS,
        op=nu(),
    )


@pytest.mark.regel("VER-06")
def test_wat_niet_voor_een_bestuur_is_staat_er_zo(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="ingediend", externe_functie=Gelezen(LEEG))
    tabel = vergelijking.naast_elkaar(maak_wie("directeur_swv", streek.swv), 2023, [], "externe_functie", 1).tabel
    assert _cellen(tabel, "Externe functie") == ["Niet voor dit bestuur"]


@pytest.mark.regel("VER-01")
def test_een_concept_van_een_ander_staat_er_niet_bij_maar_wel_waarom(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="ingediend")
    maak_rapport("99002", stand="concept", ankerpunt_1=Gelezen(INGEVULD, "geheim concept"))
    pagina = _plat(
        client_als("directeur_swv", streek.swv).get("/verantwoording/vergelijken/?jaar=2023&b=99002&b=99001")
    )
    assert "Stichting 99002: nog niet ingediend" in pagina
    assert "geheim concept" not in pagina
    eigen = _plat(client_als("bestuurder", streek.buurbestuur).get("/verantwoording/vergelijken/?jaar=2023"))
    assert "geheim concept" in eigen


def test_ander_verband_ziet_niets_en_wie_geen_recht_heeft_komt_er_niet_in(
    streek: Any, maak_rapport: MaakRapport
) -> None:
    maak_rapport("99001", stand="ingediend")
    pagina = _plat(client_als("directeur_swv", streek.ander_swv).get("/verantwoording/vergelijken/?jaar=2023&b=99001"))
    assert "Er valt nog niets te vergelijken" in pagina
    assert "99001" not in pagina
    assert client_als("leerkracht", streek.school).get("/verantwoording/vergelijken/").status_code == 403
    assert (
        client_als("directeur_swv", streek.ander_swv).get("/verantwoording/vergelijken/jaren/99001/").status_code == 404
    )


def test_na_publicatie_lezen_genodigden_mee(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="gepubliceerd")
    maak_rapport("99002", stand="vastgesteld")
    pagina = _plat(client_als("opr", streek.swv).get("/verantwoording/vergelijken/?jaar=2023"))
    assert "Stichting 99002: nog niet gepubliceerd" in pagina
    assert "vragen en afspraken" not in pagina


def test_lezen_staat_een_keer_in_het_logboek_met_welke(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport("99001", stand="ingediend")
    client_als("directeur_swv", streek.swv).get("/verantwoording/vergelijken/?jaar=2023")
    rijen = Gebeurtenis.objects.voor_taak("test").filter(naam="verantwoording.vergeleken")
    assert [r.details["rapporten"] for r in rijen] == [[str(rapport.pk)]]
    assert rijen[0].soort == "lezen"


def test_onzin_in_het_adres_geeft_de_gewone_bladzijde(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", stand="ingediend")
    client = client_als("directeur_swv", streek.swv)
    for vraag in ("jaar=abc", "jaar=9999", "b=%3Cb%3E", "deel=bestaatniet", "pagina=-4", "pagina=99999999999"):
        assert client.get(f"/verantwoording/vergelijken/?{vraag}").status_code == 200, vraag


def _veel_besturen(maak_rapport: MaakRapport, aantal: int) -> None:
    for nummer in range(99010, 99010 + aantal):
        Bestuur.objects.create(nummer=str(nummer), naam=f"Bestuur {nummer}", verzonnen=True)
        Deelname.objects.create(bestuur_id=str(nummer), swv_id="PO9901")
        maak_rapport(str(nummer), stand="ingediend", leeg=True, thuiszitters=Gelezen(NUL))


def _queries(client: Any, adres: str) -> int:
    client.get(adres)
    with CaptureQueriesContext(
        connection,
    ) as vang:
        assert client.get(adres).status_code == 200
    return len(vang)


@pytest.mark.parametrize(
    "adres",
    [
        "/verantwoording/vergelijken/?jaar=2023&deel=alles",
        "/verantwoording/vergelijken/indicatoren/",
        "/verantwoording/gesprek/",
    ],
)
def test_evenveel_vragen_bij_3_als_bij_15_besturen(streek: Any, maak_rapport: MaakRapport, adres: str) -> None:
    client = client_als("directeur_swv", streek.swv)
    _veel_besturen(maak_rapport, 3)
    drie = _queries(client, adres)
    for nummer in range(99020, 99032):
        Bestuur.objects.create(nummer=str(nummer), naam=f"Bestuur {nummer}", verzonnen=True)
        Deelname.objects.create(bestuur_id=str(nummer), swv_id="PO9901")
        maak_rapport(str(nummer), stand="ingediend", leeg=True)
    assert _queries(client, adres) == drie


def test_vier_kolommen_per_bladzijde(streek: Any, maak_rapport: MaakRapport) -> None:
    _veel_besturen(maak_rapport, 6)
    wie = maak_wie("directeur_swv", streek.swv)
    alle = [str(n) for n in range(99010, 99016)]
    een = vergelijking.naast_elkaar(wie, 2023, alle, "thuiszitters", 1)
    twee = vergelijking.naast_elkaar(wie, 2023, alle, "thuiszitters", 2)
    assert [len(een.kolommen), len(twee.kolommen)] == [4, 2]
    assert [c.naam for c in een.paginas] == [
        "Bestuur 99010 tot en met Bestuur 99013",
        "Bestuur 99014 tot en met Bestuur 99015",
    ]


def test_als_excel_met_de_hele_teksten_van_alle_gekozen_besturen(streek: Any, maak_rapport: MaakRapport) -> None:
    from openpyxl import load_workbook

    _veel_besturen(maak_rapport, 4)
    maak_rapport("99001", stand="ingediend", thuiszitters=Gelezen(INGEVULD, LANG + "slot"))
    alle = "&".join(f"b={n}" for n in ["99001", *range(99010, 99014)])
    uit = client_als("directeur_swv", streek.swv).get(
        f"/verantwoording/vergelijken/?jaar=2023&deel=thuiszitters&{alle}&als=xlsx"
    )
    blad = load_workbook(io.BytesIO(uit.content)).worksheets[0]
    rijen = [[cel.value for cel in rij] for rij in blad.iter_rows()]
    assert uit["Content-Disposition"].startswith("attachment")
    assert len(rijen[0]) == 6
    assert any(str(cel).endswith("slot") for cel in rijen[1])


# --- years -----------------------------------------------------------------------------------------------------------


def test_jaren_met_gemerkte_verschillen(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport(
        "99001", jaar=2022, stand="vastgesteld", ankerpunt_2=Gelezen(INGEVULD, "Wij deden dit met drie scholen samen.")
    )
    maak_rapport(
        "99001", jaar=2023, stand="ingediend", ankerpunt_2=Gelezen(INGEVULD, "Wij deden dit met vijf scholen samen.")
    )
    wie = maak_wie("directeur_swv", streek.swv)
    rijen = vergelijking.rapporten_van_bestuur(wie, "99001")
    beeld = vergelijking.jaren_naast_elkaar(wie, rijen, None)
    cellen = _rij(beeld.tabel, "Ankerpunt 2").cellen
    assert [c.anders for c in cellen] == [False, True]
    assert '<del class="vp-eraf">drie </del><ins class="vp-erbij">vijf </ins>' in cellen[1].tekst
    gelijk = _rij(beeld.tabel, "Ankerpunt 3").cellen
    assert [c.anders for c in gelijk] == [False, False]
    assert gelijk[1].tekst.startswith("Gelijk gebleven.")


def test_tekst_van_een_bestuur_wordt_nooit_html(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", jaar=2022, stand="vastgesteld", extra=Gelezen(INGEVULD, "een <b>twee</b> drie"))
    maak_rapport("99001", jaar=2023, stand="ingediend", extra=Gelezen(INGEVULD, "een <script>alert(1)</script> drie"))
    pagina = _plat(client_als("directeur_swv", streek.swv).get("/verantwoording/vergelijken/jaren/99001/"))
    assert "<script>alert(1)" not in pagina
    assert "<b>twee" not in pagina
    assert "&lt;script&gt;" in pagina


@pytest.mark.regel("VER-07")
def test_bedragen_met_wat_er_bij_kwam(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", jaar=2022, stand="vastgesteld")
    meer = Gelezen(INGEVULD, {"terugploegregeling": {"PO9901": 12_500_00}})
    maak_rapport("99001", jaar=2023, stand="ingediend", ontvangen=meer)
    wie = maak_wie("bestuurder", streek.buurbestuur)
    rijen = vergelijking.rapporten_van_bestuur(wie, "99001")
    cel = _rij(vergelijking.jaren_naast_elkaar(wie, rijen, None).tabel, "Ontvangen van").cellen[1]
    assert cel.anders
    assert cel.tekst.startswith("€\u00a02.500 meer dan het jaar ervoor")


@pytest.mark.regel("VER-04")
def test_ander_formulier_wordt_gezegd(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", jaar=2023, stand="vastgesteld")
    maak_rapport("99001", jaar=2024, stand="ingediend")
    pagina = _plat(client_als("directeur_swv", streek.swv).get("/verantwoording/vergelijken/jaren/99001/"))
    assert "Het formulier van 2024-2025 is anders dan dat van 2023-2024" in pagina
    assert "Bekostigingsbeschikking&#x27; is vervallen" in pagina
    assert "Deze vraag stond niet in het formulier van 2024-2025" in pagina
    assert "Heette eerder: Ankerpunt 1 - Kwaliteitsstandaard" in pagina


def test_een_buur_ziet_alleen_de_jaren_die_zijn_ingediend(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99001", jaar=2022, stand="ingediend")
    maak_rapport("99001", jaar=2023, stand="concept")
    buur = vergelijking.rapporten_van_bestuur(maak_wie("bestuurder", streek.buurbestuur), "99001")
    zelf = vergelijking.rapporten_van_bestuur(maak_wie("bestuurder", streek.bestuur), "99001")
    assert [r.jaar for r in buur] == [2022]
    assert [r.jaar for r in zelf] == [2022, 2023]


def test_hoogstens_drie_jaren_en_kiezen_tot_welk(streek: Any, maak_rapport: MaakRapport) -> None:
    for jaar in (2020, 2021, 2022, 2023):
        maak_rapport("99001", jaar=jaar, stand="vastgesteld", leeg=True)
    wie = maak_wie("directeur_swv", streek.swv)
    rijen = vergelijking.rapporten_van_bestuur(wie, "99001")
    assert vergelijking.jaren_naast_elkaar(wie, rijen, None).tabel.kolommen == ("2021-2022", "2022-2023", "2023-2024")
    assert vergelijking.jaren_naast_elkaar(wie, rijen, 2022).tabel.kolommen == ("2020-2021", "2021-2022", "2022-2023")


# --- indicators ------------------------------------------------------------------------------------------------------


@pytest.mark.regel("VER-08", "VER-11")
def test_wie_koos_welke_indicator_in_welk_jaar(streek: Any, maak_rapport: MaakRapport) -> None:
    kies = {"proces_algemeen_indicatoren": Gelezen(INGEVULD, [6, 7])}
    maak_rapport("99001", jaar=2022, stand="vastgesteld", leeg=True, **kies)
    maak_rapport("99001", jaar=2023, stand="ingediend", leeg=True, **kies)
    maak_rapport("99002", jaar=2023, stand="ingediend", leeg=True, proces_algemeen_indicatoren=Gelezen(INGEVULD, [6]))
    wie = maak_wie("directeur_swv", streek.swv)
    beeld = keuzes.keuzebeeld(wie, keuzes.Filter())
    blok = beeld.blokken[0]
    assert blok.grafiek.titel == "Algemeen: indicator 6 is het vaakst gekozen (3 keer)"
    zes = next(r for r in blok.grafiek.rijen if r[0].startswith("6."))
    assert zes[1:] == ("1", "2")
    rij = next(r for r in blok.tabel.rijen if r.cellen["indicator"].startswith("6."))
    assert "Stichting 99001" in rij.cellen["j2023"]
    assert "Stichting 99002" in rij.cellen["j2023"]
    assert "99002" not in rij.cellen["j2022"]
    een_jaar = keuzes.keuzebeeld(wie, keuzes.Filter(jaar=2022)).blokken[0].grafiek
    assert een_jaar.kolommen == ("Indicator", "2022-2023")


def test_uitwerkingen_van_een_indicator_naast_elkaar(streek: Any, maak_rapport: MaakRapport) -> None:
    kies = {"proces_knooppunt_indicatoren": Gelezen(INGEVULD, [36])}
    maak_rapport("99001", stand="ingediend", proces_knooppunt_uitwerking=Gelezen(INGEVULD, "Onze borging."), **kies)
    maak_rapport("99002", stand="ingediend", proces_knooppunt_indicatoren=Gelezen(INGEVULD, [37]))
    client = client_als("bestuurder", streek.buurbestuur)
    pagina = _plat(client.get("/verantwoording/vergelijken/indicatoren/36/"))
    assert "Onze borging." in pagina
    assert '<th scope="col" role="columnheader">Stichting 99002' not in pagina
    leeg = _plat(client.get("/verantwoording/vergelijken/indicatoren/41/"))
    assert "Niemand koos deze indicator" in leeg
    assert client.get("/verantwoording/vergelijken/indicatoren/99/").status_code == 404


def test_indicatoren_van_een_ander_verband_tellen_niet(streek: Any, maak_rapport: MaakRapport) -> None:
    maak_rapport("99003", stand="ingediend")
    beeld = keuzes.keuzebeeld(maak_wie("directeur_swv", streek.swv), keuzes.Filter())
    assert (beeld.blokken, beeld.rapporten) == ([], 0)
    assert keuzes.gevraagd(maak_wie("directeur_swv", streek.swv), {"swv": "PO9902", "jaar": "x"}) == keuzes.Filter()


# --- rules -----------------------------------------------------------------------------------------------------------


def test_inkorten_breekt_tussen_woorden() -> None:
    assert rules.inkorten("een twee drie", 8) == "een ..."
    assert rules.inkorten("kort", 8) == "kort"


def test_bedrag_beweging_zegt_niets_zonder_twee_bedragen() -> None:
    assert rules.bedrag_beweging(None, 100) == ""
    assert rules.bedrag_beweging(100_00, 100_00) == "Gelijk aan het jaar ervoor"
    assert rules.bedrag_beweging(150_00, 100_00) == "€\u00a050 minder dan het jaar ervoor"
