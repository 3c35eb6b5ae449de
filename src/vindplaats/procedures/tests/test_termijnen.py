"""Terms as rows: set per SWV, extended, suspended, remembered once; works, stranger 404, too little right 403, log."""

import datetime as dt
from typing import Any

import pytest

from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.procedures import actions, queries
from vindplaats.procedures.models import Herinnering, Termijn, Termijninstelling
from vindplaats.procedures.tests.fabriek import ONDERWERP
from vindplaats.toegang.log import spoor
from vindplaats.toegang.models import Bericht
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db
JAAR = Schooljaar(2023)
VANDAAG = dt.date(2024, 9, 2)


@pytest.fixture(autouse=True)
def _vandaag(settings: Any) -> None:
    settings.VANDAAG = VANDAAG


def termijn(zaak: Any, code: str) -> Termijn:
    rij: Termijn = Termijn.objects.voor_taak("test").filter(zaak=zaak, code=code).latest("begin")
    return rij


def zet(wie: Any, datum: dt.date | None, **extra: Any) -> Termijninstelling:
    velden = {
        "procedure": "proefronde",
        "termijn": "afspraak",
        "swv": "PO9901",
        "schooljaar": JAAR,
        "datum": datum,
    } | extra
    return actions.termijninstelling_zetten(wie=wie, **velden)


@pytest.mark.regel("VER-01")
def test_een_verband_zet_de_datum_en_lopende_termijnen_gaan_mee(zaak: Any, maak_wie: Any) -> None:
    assert termijn(zaak, "afspraak").eind is None
    instelling = zet(maak_wie("directeur_swv"), dt.date(2024, 11, 1), bron="Jaarplanning")
    rij = termijn(zaak, "afspraak")
    assert rij.eind == dt.date(2024, 11, 1)
    assert rij.uitleg == ["PO9901 heeft 01-11-2024 ingesteld (Jaarplanning)."]
    assert "bijgewerkt: 1" in spoor(instelling).first().zin
    zet(maak_wie("directeur_swv"), dt.date(2024, 12, 1))
    assert termijn(zaak, "afspraak").eind == dt.date(2024, 12, 1)
    actions.termijninstelling_wissen(wie=maak_wie("directeur_swv"), instelling=Termijninstelling.objects.get())
    assert termijn(zaak, "afspraak").eind is None


def test_instellen_mag_alleen_het_eigen_verband_en_niet_wat_de_wet_bepaalt(
    zaak: Any, maak_wie: Any, streek: Any
) -> None:
    for wie in (maak_wie("directeur_swv", streek.ander_swv), maak_wie("bestuurder")):
        with pytest.raises(GeenRecht):
            zet(wie, dt.date(2024, 11, 1))
    with pytest.raises(OngeldigeInvoer, match="ligt vast"):
        zet(maak_wie("directeur_swv"), dt.date(2024, 11, 1), termijn="besluit")
    for datum in (None, dt.date(2019, 1, 1)):
        with pytest.raises(OngeldigeInvoer) as fout:
            zet(maak_wie("directeur_swv"), datum)
        assert "datum" in fout.value.velden
    assert not Termijninstelling.objects.exists()


def test_verlengen_een_keer_met_reden_en_niet_verder_dan_mag(zaak: Any, maak_wie: Any) -> None:
    bestuur, directeur = maak_wie("bestuurder"), maak_wie("directeur_swv")
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="vragen")
    rij = termijn(zaak, "besluit")
    assert rij.eind == dt.date(2024, 10, 28)
    with pytest.raises(GeenRecht):
        actions.termijn_verlengen(wie=bestuur, termijn=rij, reden="Druk")
    with pytest.raises(OngeldigeInvoer, match="Schrijf op waarom"):
        actions.termijn_verlengen(wie=directeur, termijn=rij, reden="")
    for tot in (dt.date(2024, 10, 28), dt.date(2024, 11, 26)):
        with pytest.raises(OngeldigeInvoer):
            actions.termijn_verlengen(wie=directeur, termijn=rij, reden="Druk", tot=tot)
    actions.termijn_verlengen(wie=directeur, termijn=rij, reden="Deskundige ziek", tot=dt.date(2024, 11, 12))
    assert (rij.eind, rij.verlengd_keer) == (dt.date(2024, 11, 12), 1)
    assert "Deskundige ziek" in rij.uitleg[-1]
    assert spoor(ONDERWERP).first().naam == "procedures.termijn_verlengd"
    with pytest.raises(VerkeerdeStand, match="al 1 keer verlengd"):
        actions.termijn_verlengen(wie=directeur, termijn=rij, reden="Nog eens")


def test_verlengen_zonder_datum_gaat_tot_wat_de_tabel_toestaat(zaak: Any, maak_wie: Any) -> None:
    actions.stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
    rij = actions.termijn_verlengen(wie=maak_wie("directeur_swv"), termijn=termijn(zaak, "besluit"), reden="Druk")
    assert rij.eind == dt.date(2024, 11, 25)


def test_een_eigen_datum_voor_een_bestuur_blijft_als_het_verband_de_datum_verzet(zaak: Any, maak_wie: Any) -> None:
    directeur = maak_wie("directeur_swv")
    rij = termijn(zaak, "afspraak")
    with pytest.raises(OngeldigeInvoer, match="nog geen datum"):
        actions.termijn_verlengen(wie=directeur, termijn=rij, reden="x")
    actions.termijn_verlengen(wie=directeur, termijn=rij, reden="Fusie", tot=dt.date(2025, 1, 15))
    zet(directeur, dt.date(2024, 11, 1))
    assert termijn(zaak, "afspraak").eind == dt.date(2025, 1, 15)


def test_vreemde_ziet_de_termijn_niet(zaak: Any, maak_wie: Any, streek: Any) -> None:
    with pytest.raises(NietGevonden):
        actions.termijn_verlengen(
            wie=maak_wie("directeur_swv", streek.ander_swv), termijn=termijn(zaak, "afspraak"), reden="x"
        )


def test_stilstaan_door_een_stap_telt_de_dagen_erbij(zaak: Any, maak_wie: Any, settings: Any) -> None:
    bestuur, directeur = maak_wie("bestuurder"), maak_wie("directeur_swv")
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="vragen")
    actions.stap_zetten(wie=directeur, zaak=zaak, verb="terugleggen", reden="Rapport ontbreekt")
    assert termijn(zaak, "besluit").stand == "opgeschort"
    settings.VANDAAG = VANDAAG + dt.timedelta(days=14)
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="aanvullen")
    rij = termijn(zaak, "besluit")
    assert (rij.stand, rij.eind, rij.opgeschort_dagen) == ("lopend", dt.date(2024, 11, 11), 14)


def test_stilzetten_en_hervatten_met_de_hand(zaak: Any, maak_wie: Any) -> None:
    bestuur, directeur = maak_wie("bestuurder"), maak_wie("directeur_swv")
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="vragen", per=dt.date(2024, 8, 5))
    rij = termijn(zaak, "besluit")
    with pytest.raises(GeenRecht):
        actions.termijn_opschorten(wie=bestuur, termijn=rij, reden="x")
    with pytest.raises(OngeldigeInvoer):
        actions.termijn_opschorten(wie=directeur, termijn=rij, reden="x", per=dt.date(2024, 8, 1))
    actions.termijn_opschorten(wie=directeur, termijn=rij, reden="Wacht op advies", per=dt.date(2024, 8, 12))
    with pytest.raises(VerkeerdeStand, match="staat al stil sinds 12-08-2024"):
        actions.termijn_opschorten(wie=directeur, termijn=rij, reden="x")
    actions.termijn_hervatten(wie=directeur, termijn=rij, per=dt.date(2024, 8, 19))
    assert rij.eind == dt.date(2024, 10, 7)
    with pytest.raises(VerkeerdeStand, match="staat niet stil"):
        actions.termijn_hervatten(wie=directeur, termijn=rij)


@pytest.mark.regel("T-14", "T-15")
def test_een_termijn_begint_waar_een_andere_eindigt(zaak: Any, maak_wie: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2025, 12, 1)
    bestuur, directeur = maak_wie("bestuurder"), maak_wie("directeur_swv")
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="vragen", per=dt.date(2025, 11, 3))
    actions.stap_zetten(wie=directeur, zaak=zaak, verb="besluiten", per=dt.date(2025, 11, 13))
    assert termijn(zaak, "bezwaar").eind == dt.date(2025, 12, 29)
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="bezwaar_maken")
    rij = termijn(zaak, "antwoord")
    assert (rij.begin, rij.eind) == (dt.date(2025, 12, 29), dt.date(2026, 3, 23))


def test_te_laat_gestopt_is_verlopen_en_intrekken_laat_vervallen(zaak: Any, maak_wie: Any) -> None:
    zet(maak_wie("directeur_swv"), dt.date(2024, 8, 1))
    bestuur = maak_wie("bestuurder")
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="vragen")
    assert termijn(zaak, "afspraak").stand == "verlopen"
    actions.stap_zetten(wie=bestuur, zaak=zaak, verb="intrekken", reden="Verhuisd")
    assert termijn(zaak, "besluit").stand == "vervallen"
    with pytest.raises(VerkeerdeStand, match="loopt niet meer"):
        actions.termijn_verlengen(wie=maak_wie("directeur_swv"), termijn=termijn(zaak, "besluit"), reden="x")


def test_herinnering_eens_per_termijn_persoon_en_moment(zaak: Any, maak_wie: Any) -> None:
    bestuurder, directeur = maak_wie("bestuurder"), maak_wie("directeur_swv")
    maak_wie("bestuurder", "bestuur:99002")
    zet(directeur, dt.date(2024, 11, 15))

    def stuur(op: dt.date) -> int:
        return actions.herinneringen_sturen(wie=Wie.taak("herinneringen"), op=op)

    assert stuur(dt.date(2024, 11, 7)) == 0
    assert stuur(dt.date(2024, 11, 8)) == 1
    assert stuur(dt.date(2024, 11, 8)) == 0
    assert stuur(dt.date(2024, 11, 10)) == 0
    assert stuur(dt.date(2024, 11, 15)) == 1
    assert stuur(dt.date(2024, 11, 18)) == 1
    assert Herinnering.objects.count() == 3
    gekregen = list(Bericht.objects.values_list("gebruiker_id", "tekst"))
    assert sorted(str(g) for g, _ in gekregen) == sorted(
        str(m.gebruiker_id) for m in (bestuurder, bestuurder, directeur)
    )
    assert any("over 7" in tekst and "Proefronde 2023-2024" in tekst for _, tekst in gekregen)
    zet(directeur, dt.date(2024, 12, 1))
    assert stuur(dt.date(2024, 11, 26)) == 1
    with pytest.raises(GeenRecht):
        actions.herinneringen_sturen(wie=directeur, op=VANDAAG)


def test_wat_te_laat_begint_krijgt_alleen_de_dringendste_herinnering(zaak: Any, maak_wie: Any) -> None:
    maak_wie("bestuurder")
    zet(maak_wie("directeur_swv"), dt.date(2024, 11, 15))
    assert actions.herinneringen_sturen(wie=Wie.taak("h"), op=dt.date(2024, 11, 16)) == 1
    assert Herinnering.objects.get().sleutel == "20241115:0"


def test_stilstaande_en_ongezette_termijnen_herinneren_niemand(zaak: Any, maak_wie: Any) -> None:
    maak_wie("bestuurder")
    assert actions.herinneringen_sturen(wie=Wie.taak("h"), op=dt.date(2030, 1, 1)) == 0


def test_regels_voor_het_scherm(zaak: Any, maak_wie: Any) -> None:
    directeur = maak_wie("directeur_swv")
    (regel,) = queries.termijnen(queries.zaak_voor(directeur, zaak.pk), directeur)
    assert (regel.naam, regel.eind, regel.stand_naam, regel.mag_verlengen) == ("Aanvragen", None, "loopt", True)
    zet(directeur, dt.date(2024, 8, 1))
    (regel,) = queries.termijnen(queries.zaak_voor(directeur, zaak.pk), maak_wie("bestuurder"))
    assert (regel.te_laat, regel.mag_verlengen) == (True, False)
    instelbaar = queries.termijninstellingen(directeur, "proefronde", JAAR)
    assert [(i.termijn.code, i.swv, bool(i.gezet), i.mag) for i in instelbaar] == [("afspraak", "PO9901", True, True)]
