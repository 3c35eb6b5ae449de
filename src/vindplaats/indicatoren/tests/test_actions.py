"""Verbs on figures: propose, link, drop, enter, explain, share, norm. Works, stranger 404, too little right 403, bad input, log."""

from decimal import Decimal as D  # noqa: N817
from typing import Any

import pytest

from vindplaats.indicatoren import actions, queries
from vindplaats.indicatoren.actions import Feit
from vindplaats.indicatoren.models import Meetwaarde, Norm
from vindplaats.indicatoren.tests.fabriek import leg
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.log import spoor
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("proefcijfers", "streek")]
BRON = "verantwoording.rapport:11111111-1111-1111-1111-111111111111"
JAAR = Schooljaar(2023)
ZIN = "Overdoen daalde van 2,1% naar 1,6%."


def stel_voor(*feiten: Feit) -> list[Meetwaarde]:
    return actions.voorstellen(
        wie=Wie.taak("inlezen"), organisatie="bestuur:99001", schooljaar=JAAR, feiten=feiten, bron="Verantwoording",
        bron_sleutel=BRON,
    )  # fmt: skip


@pytest.mark.regel("VER-13")
def test_een_feit_met_vorig_jaar_wordt_twee_voorstellen() -> None:
    nu, vorig = stel_voor(Feit(D("1.6"), "%", "proef_over", vorig=D("2.1"), zin=ZIN))
    assert (nu.indicator, nu.schooljaar, nu.waarde, nu.uit_vorig, nu.stand) == (
        "proef_over",
        2023,
        D("1.6"),
        False,
        "voorgesteld",
    )
    assert (vorig.schooljaar, vorig.waarde, vorig.uit_vorig) == (2022, D("2.1"), True)
    assert nu.peildatum == JAAR.laatste_dag


def test_een_onbekend_cijfer_wordt_voorgesteld_zonder_koppeling() -> None:
    (rij,) = stel_voor(Feit(D(7), "leerlingen", "proef_geheim", label="iets"))
    assert (rij.indicator, rij.voorstel) == ("", "proef_geheim")
    (rij,) = stel_voor(Feit(D(7), "leerlingen", "proef_over"))
    assert rij.indicator == "proef_over_aantal"


def test_nog_eens_inlezen_geeft_niets_dubbel_en_laat_besluiten_staan(maak_wie: Any) -> None:
    feiten = [Feit(D("1.6"), "%", "proef_over", zin=ZIN), Feit(D(3), "leerlingen", "", zin="Drie.")]
    eerste, tweede = stel_voor(*feiten)
    wie = maak_wie("bestuurder")
    actions.koppelen(wie=wie, meetwaarde=eerste)
    assert [r.zin for r in stel_voor(*feiten)] == ["Drie."]
    alle = queries.voorstellen_van(wie, BRON)
    assert len(alle) == 2
    assert {r.stand for r in alle} == {"bevestigd", "voorgesteld"}
    assert tweede.pk not in {r.pk for r in alle}


def test_koppelen_bevestigt_en_schrijft_het_logboek(maak_wie: Any) -> None:
    (rij,) = stel_voor(Feit(D("1.6"), "%", "proef_over", zin=ZIN))
    wie = maak_wie("bestuursadviseur")
    actions.koppelen(wie=wie, meetwaarde=rij, waarde=D("1.7"), toelichting="Afgerond in de tekst.")
    assert (rij.stand, rij.waarde, rij.door_naam, rij.toelichting) == (
        "bevestigd",
        D("1.7"),
        wie.naam,
        "Afgerond in de tekst.",
    )
    assert spoor(rij).first().naam == "indicatoren.gekoppeld"
    with pytest.raises(VerkeerdeStand, match="al bevestigd"):
        actions.koppelen(wie=wie, meetwaarde=rij)


def test_koppelen_aan_een_ander_cijfer_let_op_de_eenheid(maak_wie: Any) -> None:
    (rij,) = stel_voor(Feit(D(7), "leerlingen", "", zin="Zeven."))
    wie = maak_wie("bestuurder")
    for code, zin in (("", "Kies bij welk cijfer"), ("proef_score", "gaat over %"), ("proef_geld", "wordt berekend")):
        with pytest.raises(OngeldigeInvoer, match=zin):
            actions.koppelen(wie=wie, meetwaarde=rij, indicator=code)
    actions.koppelen(wie=wie, meetwaarde=rij, indicator="proef_over")
    assert rij.indicator == "proef_over_aantal"


def test_een_voorstel_is_alleen_van_het_eigen_bestuur(maak_wie: Any, streek: Any) -> None:
    (rij,) = stel_voor(Feit(D("1.6"), "%", "proef_over"))
    for vreemd in (maak_wie("bestuurder", streek.buurbestuur), maak_wie("directeur_swv"), maak_wie("inspectie")):
        with pytest.raises(NietGevonden):
            actions.koppelen(wie=vreemd, meetwaarde=rij)
    with pytest.raises(GeenRecht):
        actions.koppelen(wie=maak_wie("gmr"), meetwaarde=rij)


def test_gedeeld_cijfer_is_te_lezen_maar_niet_te_wijzigen(maak_wie: Any, streek: Any) -> None:
    rij = leg("proef_over", streek.bestuur, 2023, "1.6")
    with pytest.raises(GeenRecht):
        actions.afwijzen(wie=maak_wie("bestuurder", streek.buurbestuur), meetwaarde=rij)


def test_afwijzen_en_weer_openen(maak_wie: Any) -> None:
    (rij,) = stel_voor(Feit(D("1.6"), "%", "proef_over", zin=ZIN))
    wie = maak_wie("bestuurder")
    actions.afwijzen(wie=wie, meetwaarde=rij, reden="Gaat over een andere school")
    assert stel_voor(Feit(D("1.6"), "%", "proef_over", zin=ZIN)) == []
    with pytest.raises(VerkeerdeStand):
        actions.afwijzen(wie=wie, meetwaarde=rij)
    actions.heropenen(wie=wie, meetwaarde=rij)
    assert rij.stand == "voorgesteld"
    with pytest.raises(VerkeerdeStand):
        actions.heropenen(wie=wie, meetwaarde=rij)


@pytest.mark.regel("KPI-01")
def test_met_de_hand_invoeren_rekent_teller_en_noemer_om(maak_wie: Any, streek: Any) -> None:
    wie = maak_wie("bestuurder")
    invoer: dict[str, Any] = {"wie": wie, "indicator": "proef_over", "organisatie": streek.bestuur, "schooljaar": JAAR}
    rij = actions.met_de_hand_invoeren(**invoer, bron="Telling", teller=D(3), noemer=D(120))
    assert rij.waarde == D("2.5")
    nieuw = actions.met_de_hand_invoeren(**invoer, bron="Hertelling", waarde=D(2))
    rij.refresh_from_db()
    assert (rij.stand, nieuw.stand) == ("afgewezen", "bevestigd")
    assert "eerdere cijfer" in spoor(nieuw).first().zin


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"bron": " ", "waarde": D(1)}, "bron"),
        ({"bron": "x"}, "waarde"),
        ({"bron": "x", "waarde": D(101)}, "waarde"),
        ({"bron": "x", "waarde": D("NaN")}, "waarde"),
        ({"bron": "x", "waarde": D("1e30")}, "waarde"),
        ({"bron": "x", "teller": D(1)}, "noemer"),
        ({"bron": "x", "teller": D(1), "noemer": D(0)}, "noemer"),
        ({"bron": "x", "teller": D(1), "noemer": D(100), "waarde": D(9)}, "waarde"),
        ({"bron": "x", "waarde": D(1), "indicator": "proef_geld"}, "indicator"),
        ({"bron": "x", "waarde": D("1.5"), "indicator": "proef_over_aantal"}, "waarde"),
        ({"bron": "x", "waarde": D(1), "operator": "!"}, "operator"),
    ],
)
def test_onmogelijke_invoer_krijgt_een_zin_bij_het_veld(maak_wie: Any, velden: dict[str, Any], veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        actions.met_de_hand_invoeren(
            **{
                "wie": maak_wie("bestuurder"),
                "indicator": "proef_over",
                "organisatie": "bestuur:99001",
                "schooljaar": JAAR,
            }
            | velden
        )
    assert veld in fout.value.velden
    assert Meetwaarde.objects.voor_taak("test").count() == 0


def test_voor_een_ander_invoeren_mag_niet(maak_wie: Any, streek: Any) -> None:
    with pytest.raises(GeenRecht):
        actions.met_de_hand_invoeren(
            wie=maak_wie("bestuurder"),
            indicator="proef_over",
            organisatie=streek.buurbestuur,
            schooljaar=JAAR,
            bron="x",
            waarde=D(1),
        )


def test_delen_en_weer_terug(maak_wie: Any, streek: Any) -> None:
    (rij,) = stel_voor(Feit(D("1.6"), "%", "proef_over"))
    actions.koppelen(wie=maak_wie("bestuurder"), meetwaarde=rij)
    directeur, buur, raad = maak_wie("directeur_swv"), maak_wie("bestuurder", streek.buurbestuur), maak_wie("opr")
    ver = maak_wie("directeur_swv", streek.ander_swv)

    def ziet() -> list[bool]:
        return [Meetwaarde.objects.zichtbaar_voor(w).filter(pk=rij.pk).exists() for w in (directeur, buur, raad, ver)]

    assert ziet() == [False, False, False, False]
    assert actions.delen(wie=Wie.taak("x"), bron_sleutel=BRON, met="deelnemers") == 1
    assert ziet() == [True, True, False, False]
    actions.delen(wie=Wie.taak("x"), bron_sleutel=BRON, met="genodigden")
    assert ziet() == [True, True, True, False]
    actions.delen(wie=Wie.taak("x"), bron_sleutel=BRON, met="eigen")
    assert ziet() == [False, False, False, False]
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="indicatoren.gedeeld").count() == 3


def test_toelichten(maak_wie: Any, streek: Any) -> None:
    rij = leg("proef_over", streek.bestuur, 2023, "1.6")
    actions.toelichten(wie=maak_wie("bestuurder"), meetwaarde=rij, tekst="  Een grote groep 3.  ")
    assert rij.toelichting == "Een grote groep 3."
    with pytest.raises(OngeldigeInvoer):
        actions.toelichten(wie=maak_wie("bestuurder"), meetwaarde=rij, tekst="x" * 2001)


@pytest.mark.regel("C-09", "KPI-01")
def test_een_norm_is_van_het_eigen_verband_en_geldt_vanaf_een_jaar(maak_wie: Any, streek: Any) -> None:
    wie = maak_wie("directeur_swv")
    zet: dict[str, Any] = {"wie": wie, "indicator": "proef_score", "swv": streek.swv, "bron": "Plan"}
    actions.norm_zetten(**zet, vanaf=Schooljaar(2022), waarde=D(75))
    actions.norm_zetten(**zet, vanaf=Schooljaar(2024), waarde=None)
    normen = queries.Normen(["proef_score"], ["PO9901"])
    assert [getattr(normen.van("proef_score", ["PO9901"], jaar), "waarde", None) for jaar in (2021, 2022, 2023, 2024)] == [
        None, D(75), D(75), None,
    ]  # fmt: skip
    with pytest.raises(GeenRecht):
        actions.norm_zetten(**(zet | {"swv": streek.ander_swv}), vanaf=JAAR, waarde=D(1))
    with pytest.raises(GeenRecht):
        actions.norm_zetten(**(zet | {"wie": maak_wie("bestuurder")}), vanaf=JAAR, waarde=D(1))
    with pytest.raises(OngeldigeInvoer):
        actions.norm_zetten(**(zet | {"bron": ""}), vanaf=JAAR, waarde=D(1))
    assert Norm.objects.count() == 2


def test_zonder_norm_wordt_er_geen_bedacht() -> None:
    norm = Norm(waarde=None)
    assert norm.gehaald(D(80)) is None
    assert Norm(waarde=D(75)).gehaald(D("74.9")) is False
    assert Norm(waarde=D(5), richting=Norm.HOOGSTENS).gehaald(D(4)) is True
