"""The dialogue: ask, answer, call to account step by step, agree, close, take back; and who may not (VER-14, VER-18)."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import werklijsten
from vindplaats.toegang.models import Bericht, Gebeurtenis
from vindplaats.toegang.tests.fabriek import client_als, client_voor, maak_wie
from vindplaats.verantwoording.bespreken import actions, queries, rules
from vindplaats.verantwoording.models import Afspraak, Bijdrage, Rapport

from .conftest import MaakRapport

pytestmark = pytest.mark.regel("VER-14", "VER-18")
DEEL = "thuiszitters"


@pytest.fixture
def rapport(maak_rapport: MaakRapport) -> Rapport:
    return maak_rapport("99001", stand="ingediend")


@pytest.fixture
def buur(streek: Any) -> Any:
    return maak_wie("bestuurder", streek.buurbestuur)


@pytest.fixture
def eigen(streek: Any) -> Any:
    return maak_wie("bestuurder", streek.bestuur)


def _adres(rapport: Rapport, wat: str = "") -> str:
    return f"/verantwoording/gesprek/{rapport.pk}/{DEEL}/{wat}"


def _vraag(wie: Any, rapport: Rapport, tekst: str = "Waarom zijn het er meer?") -> Bijdrage:
    return actions.vraag_stellen(wie=wie, rapport=rapport, deel=DEEL, tekst=tekst)


def _namen(rapport: Rapport) -> list[str]:
    rijen = Gebeurtenis.objects.voor_taak("test").filter(onderwerp=f"verantwoording.rapport:{rapport.pk}")
    return list(rijen.filter(naam__contains="gesprek_").order_by("wanneer").values_list("naam", flat=True))


def _draad(wie: Any, rapport: Rapport) -> queries.Draad:
    return queries.deelgesprek(wie, rapport, DEEL).open[0]


def _over(monkeypatch: pytest.MonkeyPatch, minuten: int) -> None:
    straks = timezone.now() + dt.timedelta(minutes=minuten)
    for plek in (actions, queries):
        monkeypatch.setattr(plek, "nu", lambda: straks)


# --- questions and answers -------------------------------------------------------------------------------------------


def test_vraag_antwoord_afgerond(streek: Any, rapport: Rapport, buur: Any, eigen: Any) -> None:
    client, thuis = client_voor(buur), client_voor(eigen)
    assert client.post(_adres(rapport, "vraag/"), {"tekst": "Waarom zijn het er meer?"}).status_code == 302
    vraag = Bijdrage.objects.voor_taak("test").get()
    assert _draad(eigen, rapport).aan_mij
    assert not _draad(buur, rapport).aan_mij
    assert (
        thuis.post(
            f"/verantwoording/gesprek/bijdrage/{vraag.pk}/antwoord/", {"tekst": "Door een verhuizing."}
        ).status_code
        == 302
    )
    assert _draad(buur, rapport).aan_mij
    pagina = client.get(_adres(rapport)).content.decode()
    assert "Door een verhuizing." in pagina
    assert client.post(f"/verantwoording/gesprek/bijdrage/{vraag.pk}/afhandelen/").status_code == 302
    beeld = queries.deelgesprek(buur, rapport, DEEL)
    assert (beeld.open, beeld.dicht[0].stand) == ([], "afgehandeld")
    assert _namen(rapport) == [
        "verantwoording.gesprek_vraag_gesteld",
        "verantwoording.gesprek_antwoord_gegeven",
        "verantwoording.gesprek_gelezen",
        "verantwoording.gesprek_afgehandeld",
    ]


def test_de_ander_krijgt_een_bericht_zonder_de_tekst(streek: Any, rapport: Rapport, buur: Any, eigen: Any) -> None:
    vraag = _vraag(buur, rapport)
    bericht = Bericht.objects.get()
    assert bericht.gebruiker_id == eigen.gebruiker_id
    assert "Thuiszitters" in bericht.tekst
    assert "meer" not in bericht.tekst
    assert buur.naam not in bericht.tekst
    actions.antwoord_geven(wie=eigen, bijdrage=vraag, tekst="Daarom.")
    assert Bericht.objects.filter(gebruiker_id=buur.gebruiker_id).count() == 1


def test_een_derde_bestuur_beantwoordt_de_vraag_niet(streek: Any, rapport: Rapport, buur: Any) -> None:
    vraag = _vraag(maak_wie("directeur_swv", streek.swv), rapport)
    with pytest.raises(GeenRecht, match="eigen vraag"):
        actions.antwoord_geven(wie=buur, bijdrage=vraag, tekst="Ik weet het ook niet.")
    with pytest.raises(GeenRecht, match="rondt het af"):
        actions.afhandelen(wie=buur, bijdrage=vraag)


def test_niet_aan_jezelf_vragen(rapport: Rapport, eigen: Any) -> None:
    with pytest.raises(GeenRecht, match="eigen bestuur"):
        _vraag(eigen, rapport)


def test_na_afronden_komt_er_niets_bij(rapport: Rapport, buur: Any, eigen: Any) -> None:
    vraag = _vraag(buur, rapport)
    actions.afhandelen(wie=buur, bijdrage=vraag)
    with pytest.raises(VerkeerdeStand, match="afgerond"):
        actions.antwoord_geven(wie=eigen, bijdrage=Bijdrage.objects.voor_taak("test").get(), tekst="Toch nog iets.")
    with pytest.raises(VerkeerdeStand, match="afgerond"):
        actions.afhandelen(wie=buur, bijdrage=vraag)


def test_dubbele_klik_is_een_bijdrage(rapport: Rapport, buur: Any) -> None:
    assert _vraag(buur, rapport) == _vraag(buur, rapport)
    assert _vraag(buur, rapport, "Iets anders?") != _vraag(buur, rapport)
    assert Bijdrage.objects.voor_taak("test").count() == 2


@pytest.mark.parametrize("tekst", ["", "   \n ", "x" * 4001])
def test_lege_of_te_lange_tekst_blijft_staan(rapport: Rapport, buur: Any, tekst: str) -> None:
    antwoord = client_voor(buur).post(_adres(rapport, "vraag/"), {"tekst": tekst})
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 400
    assert "Nog niet geplaatst" in pagina
    assert tekst.strip() in pagina
    assert not Bijdrage.objects.voor_taak("test").exists()


@pytest.mark.regel("AVG-08")
def test_namen_worden_aangewezen_voor_het_plaatsen(rapport: Rapport, buur: Any) -> None:
    client, tekst = client_voor(buur), "Klopt het dat mevrouw Petra Jansen hierover ging?"
    antwoord = client.post(_adres(rapport, "vraag/"), {"tekst": tekst})
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 400
    assert "Petra Jansen" in pagina
    assert tekst in pagina
    assert "namen_akkoord" in pagina
    assert not Bijdrage.objects.voor_taak("test").exists()
    assert client.post(_adres(rapport, "vraag/"), {"tekst": tekst, "namen_akkoord": "1"}).status_code == 302
    assert Bijdrage.objects.voor_taak("test").get().tekst == tekst


# --- who may ---------------------------------------------------------------------------------------------------------


def test_ander_verband_404_en_te_weinig_recht_403(streek: Any, rapport: Rapport, buur: Any) -> None:
    vraag = _vraag(buur, rapport)
    vreemd = client_als("bestuurder", streek.ander_bestuur)
    for adres in (_adres(rapport), _adres(rapport, "vraag/"), f"/verantwoording/gesprek/bijdrage/{vraag.pk}/antwoord/"):
        antwoord = vreemd.get(adres) if adres.endswith(f"{DEEL}/") else vreemd.post(adres, {"tekst": "x"})
        assert antwoord.status_code == 404, adres
    controller = client_als("controller_swv", streek.swv)
    assert controller.get(_adres(rapport)).status_code == 200
    assert controller.post(_adres(rapport, "vraag/"), {"tekst": "Mag ik iets vragen?"}).status_code == 403
    assert "Plaats de vraag" not in controller.get(_adres(rapport)).content.decode()


def test_genodigden_lezen_het_rapport_en_niet_het_gesprek(streek: Any, maak_rapport: MaakRapport, buur: Any) -> None:
    rapport = maak_rapport("99001", stand="gepubliceerd")
    _vraag(buur, rapport)
    opr = client_als("opr", streek.swv)
    pagina = opr.get(f"/verantwoording/{rapport.pk}/").content.decode()
    assert "Vraag bij Thuiszitters" not in pagina
    assert "/verantwoording/gesprek/" not in pagina
    assert opr.get(_adres(rapport)).status_code == 403
    assert not Bijdrage.objects.zichtbaar_voor(opr.wie).exists()  # type: ignore[attr-defined]


def test_voor_het_indienen_is_er_geen_gesprek(maak_rapport: MaakRapport, eigen: Any, streek: Any) -> None:
    rapport = maak_rapport("99001", stand="concept")
    client = client_voor(eigen)
    morgen = (vandaag() + dt.timedelta(days=1)).isoformat()
    data = {"tekst": "Iets", "eigenaar": eigen.organisatie, "uiterlijk": morgen}
    assert client.post(_adres(rapport, "afspraak/"), data).status_code == 409
    assert client_als("directeur_swv", streek.swv).post(_adres(rapport, "vraag/"), {"tekst": "x"}).status_code == 404


def test_onbekend_onderdeel_is_404(rapport: Rapport, buur: Any) -> None:
    client = client_voor(buur)
    assert client.get(f"/verantwoording/gesprek/{rapport.pk}/bestaatniet/").status_code == 404
    assert client.post(f"/verantwoording/gesprek/{rapport.pk}/bestaatniet/vraag/", {"tekst": "x"}).status_code == 404


# --- calling to account ----------------------------------------------------------------------------------------------


def test_de_stappen_gaan_op_volgorde(streek: Any, rapport: Rapport, buur: Any) -> None:
    client = client_voor(buur)
    client.post(_adres(rapport, "signaal/"), {"tekst": "Het aantal stijgt drie jaar op rij."})
    signaal = Bijdrage.objects.voor_taak("test").get()
    stap = f"/verantwoording/gesprek/bijdrage/{signaal.pk}/stap/"
    assert client.post(stap, {"stap": "aanpakken", "tekst": "Nu ingrijpen."}).status_code == 409
    for soort in ("duiden", "informeren", "aanspreken", "aanpakken"):
        assert client.post(stap, {"stap": soort, "tekst": f"Stap {soort}."}).status_code == 302
    assert client.post(stap, {"stap": "aanpakken", "tekst": "Nog eens."}).status_code == 409
    soorten = Bijdrage.objects.voor_taak("test").order_by("op").values_list("soort", flat=True)
    assert list(soorten) == list(rules.STAPPEN)
    assert [n.rpartition("_")[2] for n in _namen(rapport)] == list(rules.STAPPEN)


def test_aanspreken_kan_niet_worden_overgeslagen() -> None:
    assert rules.bezwaar_tegen_stap(["signaal", "duiden", "informeren"], "aanspreken") == ""
    assert "eerst 'Aanspreken'" in rules.bezwaar_tegen_stap(["signaal", "duiden", "informeren"], "aanpakken")
    assert "al gedaan" in rules.bezwaar_tegen_stap(["signaal", "duiden"], "signaal")
    assert "Kies een van de stappen" in rules.bezwaar_tegen_stap([], "boos worden")
    assert "Alle stappen" in rules.bezwaar_tegen_stap(list(rules.STAPPEN), "aanpakken")


def test_zonder_signaal_geen_stap(rapport: Rapport, buur: Any) -> None:
    with pytest.raises(VerkeerdeStand, match="eerst 'Signaal'"):
        actions.stap_zetten(wie=buur, rapport=rapport, deel=DEEL, stap="aanspreken", tekst="Zo niet.")
    with pytest.raises(VerkeerdeStand):
        actions.stap_zetten(
            wie=buur, rapport=rapport, deel=DEEL, stap="duiden", tekst="Hm.", bijdrage=_vraag(buur, rapport)
        )


def test_het_bestuur_zelf_duidt_mee_en_spreekt_zich_niet_aan(rapport: Rapport, buur: Any, eigen: Any) -> None:
    signaal = actions.stap_zetten(wie=buur, rapport=rapport, deel=DEEL, stap="signaal", tekst="Dit valt op.")
    with pytest.raises(GeenRecht, match="eigen bestuur"):
        actions.stap_zetten(wie=eigen, rapport=rapport, deel=DEEL, stap="signaal", tekst="Dit valt op.")
    assert _draad(eigen, rapport).mag_stap
    actions.stap_zetten(wie=eigen, rapport=rapport, deel=DEEL, stap="duiden", tekst="Samen bekeken.", bijdrage=signaal)
    assert not _draad(eigen, rapport).mag_stap
    assert _draad(buur, rapport).volgende == "informeren"


def test_vanaf_informeren_weet_het_verband_het(streek: Any, rapport: Rapport, buur: Any, eigen: Any) -> None:
    directeur = maak_wie("directeur_swv", streek.swv)
    signaal = actions.stap_zetten(wie=buur, rapport=rapport, deel=DEEL, stap="signaal", tekst="Dit valt op.")
    actions.stap_zetten(wie=buur, rapport=rapport, deel=DEEL, stap="duiden", tekst="Samen bekeken.", bijdrage=signaal)
    mijn = Bericht.objects.filter(gebruiker_id=directeur.gebruiker_id)
    assert mijn.count() == 0
    actions.stap_zetten(wie=buur, rapport=rapport, deel=DEEL, stap="informeren", tekst="Dus.", bijdrage=signaal)
    assert mijn.count() == 1


# --- taking back -----------------------------------------------------------------------------------------------------


def test_intrekken_en_terugzetten(rapport: Rapport, buur: Any, eigen: Any) -> None:
    vraag, client = _vraag(buur, rapport, "Met een tikfoutt"), client_voor(buur)
    adres = f"/verantwoording/gesprek/bijdrage/{vraag.pk}/intrekken/"
    assert client.post(adres).status_code == 302
    pagina = client_voor(eigen).get(_adres(rapport)).content.decode()
    assert "tikfoutt" not in pagina
    assert "Ingetrokken door de maker" in pagina
    assert client.post(adres).status_code == 302
    assert "tikfoutt" in client_voor(eigen).get(_adres(rapport)).content.decode()
    assert [n for n in _namen(rapport) if "gelezen" not in n][-2:] == [
        "verantwoording.gesprek_ingetrokken",
        "verantwoording.gesprek_teruggezet",
    ]


def test_intrekken_kan_niet_na_tien_minuten_of_een_reactie(
    rapport: Rapport, buur: Any, eigen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    vraag = _vraag(buur, rapport)
    with pytest.raises(GeenRecht, match="zelf plaatste"):
        actions.intrekken(wie=eigen, bijdrage=vraag)
    actions.antwoord_geven(wie=eigen, bijdrage=vraag, tekst="Een antwoord.")
    with pytest.raises(VerkeerdeStand, match="tien minuten"):
        actions.intrekken(wie=buur, bijdrage=vraag)
    ander = _vraag(buur, rapport, "Nog iets?")
    _over(monkeypatch, 11)
    assert not queries.deelgesprek(buur, rapport, DEEL).open[1].begin.mag_intrekken
    with pytest.raises(VerkeerdeStand, match="tien minuten"):
        actions.intrekken(wie=buur, bijdrage=ander)


# --- agreements ------------------------------------------------------------------------------------------------------


def _afspraak(wie: Any, rapport: Rapport, eigenaar: str, dagen: int = 14) -> Afspraak:
    dag = vandaag() + dt.timedelta(days=dagen)
    return actions.afspraak_maken(
        wie=wie, rapport=rapport, deel=DEEL, tekst="Samen naar het overleg.", eigenaar=eigenaar, uiterlijk=dag
    )


def test_afspraak_op_de_werklijst_van_wie_hem_doet(streek: Any, rapport: Rapport, buur: Any, eigen: Any) -> None:
    afspraak = _afspraak(buur, rapport, streek.bestuur)
    werk = werklijsten["verantwoording.gesprek"]
    assert [w.titel for w in werk(eigen)] == ["Afspraak: Samen naar het overleg."]
    assert werk(eigen)[0].uiterlijk == afspraak.uiterlijk
    assert werk(buur) == []
    door = client_voor(buur).get("/verantwoording/gesprek/?welke=door").content.decode()
    assert "Samen naar het overleg." in door
    uit = client_voor(eigen).post(
        f"/verantwoording/gesprek/afspraak/{afspraak.pk}/afronden/", {"uitkomst": "Gedaan in mei."}
    )
    assert uit.status_code == 302
    assert werk(eigen) == []
    assert "Gedaan in mei." in client_voor(buur).get(_adres(rapport)).content.decode()


def test_te_laat_deze_week_later(streek: Any, rapport: Rapport, buur: Any, eigen: Any) -> None:
    laat = _afspraak(buur, rapport, streek.bestuur)
    Afspraak.objects.voor_taak("test").filter(pk=laat.pk).update(uiterlijk=vandaag() - dt.timedelta(days=2))
    _afspraak(buur, rapport, streek.bestuur, 3)
    _vraag(buur, rapport)
    pagina = client_voor(eigen).get("/verantwoording/gesprek/").content.decode()
    assert pagina.index("Te laat") < pagina.index("Deze week") < pagina.index("Later")
    assert "2 dagen te laat" in pagina.replace("\u00a0", " ")


def test_afspraak_vervalt_met_een_reden(streek: Any, rapport: Rapport, buur: Any, eigen: Any) -> None:
    afspraak = _afspraak(buur, rapport, streek.bestuur)
    adres = f"/verantwoording/gesprek/afspraak/{afspraak.pk}/vervallen/"
    assert client_voor(eigen).post(adres, {"reden": " "}).status_code == 400
    assert client_als("directeur_swv", streek.swv).post(adres, {"reden": "x"}).status_code == 403
    assert client_voor(eigen).post(adres, {"reden": "Al opgelost."}).status_code == 302
    assert client_voor(eigen).post(adres, {"reden": "Nog eens."}).status_code == 409
    rij = Afspraak.objects.voor_taak("test").get()
    assert (rij.vervallen_reden, rij.klaar_op) == ("Al opgelost.", None)
    assert _namen(rapport)[-1] == "verantwoording.gesprek_afspraak_vervallen"


def test_onvolledige_afspraak_blijft_staan(rapport: Rapport, buur: Any, streek: Any) -> None:
    data = {
        "tekst": "Iets goeds",
        "eigenaar": streek.ander_bestuur,
        "uiterlijk": "31-02-2026",
        "persoon": "de adviseur",
    }
    antwoord = client_voor(buur).post(_adres(rapport, "afspraak/"), data)
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 400
    assert "Kies welke organisatie dit doet." in pagina
    assert "Vul de datum in" in pagina
    assert "Iets goeds" in pagina
    assert 'value="de adviseur"' in pagina
    gisteren = {"tekst": "Iets", "eigenaar": streek.bestuur, "uiterlijk": vandaag() - dt.timedelta(days=1)}
    with pytest.raises(OngeldigeInvoer, match="al voorbij"):
        actions.afspraak_maken(wie=buur, rapport=rapport, deel=DEEL, **gisteren)


# --- on the report page and in the procedure -------------------------------------------------------------------------


def test_op_de_rapportpagina_per_onderdeel_en_in_de_tijdlijn(
    streek: Any, rapport: Rapport, buur: Any, eigen: Any
) -> None:
    _vraag(buur, rapport)
    _afspraak(buur, rapport, streek.bestuur)
    pagina = client_voor(eigen).get(f"/verantwoording/{rapport.pk}/").content.decode()
    assert "1 bijdrage, 1 open, 1 afspraak loopt" in pagina
    assert f'href="{_adres(rapport)}"' in pagina
    assert "Vraag bij Thuiszitters" in pagina


def test_intrekken_van_het_rapport_kan_niet_meer(rapport: Rapport, buur: Any, eigen: Any) -> None:
    from vindplaats.verantwoording.invullen import voorwaarden

    assert voorwaarden.nog_niet_besproken(eigen, rapport) == []
    vraag = _vraag(buur, rapport)
    assert voorwaarden.nog_niet_besproken(eigen, rapport)
    assert voorwaarden.open_vragen(eigen, rapport) == ["Er staat nog 1 vraag open."]
    actions.antwoord_geven(wie=eigen, bijdrage=vraag, tekst="Daarom.")
    assert voorwaarden.open_vragen(eigen, rapport) == []


def test_ingetrokken_vraag_houdt_niets_tegen(rapport: Rapport, buur: Any, eigen: Any) -> None:
    from vindplaats.verantwoording.invullen import voorwaarden

    actions.intrekken(wie=buur, bijdrage=_vraag(buur, rapport))
    assert voorwaarden.nog_niet_besproken(eigen, rapport) == []
    assert voorwaarden.open_vragen(eigen, rapport) == []


def test_na_heropenen_ziet_de_buur_het_gesprek_niet(rapport: Rapport, buur: Any, eigen: Any) -> None:
    from vindplaats.procedures.models import Zaak

    _vraag(buur, rapport)
    Zaak.objects.voor_taak("test").filter(pk=rapport.zaak_id).update(stand="concept")
    assert not Bijdrage.objects.zichtbaar_voor(buur).exists()
    assert Bijdrage.objects.zichtbaar_voor(eigen).exists()
    assert queries.werk_voor(eigen) == []


def test_evenveel_vragen_bij_2_als_bij_12_gesprekken(streek: Any, rapport: Rapport, buur: Any, eigen: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def tel() -> int:
        with CaptureQueriesContext(connection) as vang:
            queries.werk_voor(eigen)
            queries.deelgesprek(eigen, rapport, DEEL)
            queries.tellingen(eigen, rapport)
        return len(vang)

    def erbij(van: int, tot: int) -> None:
        for nummer in range(van, tot):
            _afspraak(buur, rapport, streek.bestuur)
            actions.antwoord_geven(
                wie=eigen, bijdrage=_vraag(buur, rapport, f"Vraag {nummer}?"), tekst=f"Antwoord {nummer}."
            )

    erbij(0, 2)
    weinig = tel()
    erbij(2, 12)
    assert tel() == weinig
