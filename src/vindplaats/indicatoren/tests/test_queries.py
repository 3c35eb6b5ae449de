"""Series, SWVs together, spread, small cells, explanation; and a fixed number of queries."""

from decimal import Decimal as D  # noqa: N817
from typing import Any

import pytest

from vindplaats.indicatoren import queries
from vindplaats.indicatoren.models import Meetwaarde, Norm
from vindplaats.indicatoren.rules import Waarneming
from vindplaats.indicatoren.tests.fabriek import leg
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import indicator_vragen
from vindplaats.organisaties.models import Bestuur, Deelname, Swv

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("proefcijfers")]


def norm(waarde: int, swv: str = "PO9901", vanaf: int = 2020) -> Norm:
    return Norm.objects.create(
        indicator="proef_score", swv=swv, vanaf=vanaf, waarde=D(waarde), bron="Plan", gezet_door="x", gezet_op=nu()
    )


@pytest.mark.regel("KPI-02", "VER-12")
def test_reeks_laat_gaten_leeg_en_zegt_of_de_norm_is_gehaald(streek: Any, maak_wie: Any) -> None:
    norm(75, vanaf=2022)
    for jaar, waarde in ((2020, 70), (2022, 80), (2023, 74)):
        leg("proef_score", streek.bestuur, jaar, waarde)
    punten = queries.reeks(maak_wie("bestuurder"), "proef_score", streek.bestuur)
    assert [(p.jaar, p.tekst, p.gehaald) for p in punten] == [
        (2020, "70%", None), (2021, "nog niet gemeten", None), (2022, "80%", True), (2023, "74%", False),
    ]  # fmt: skip
    assert queries.trend("proef_score", punten).zin == "Gedaald met 6 procentpunt."
    figuur = queries.als_figuur("proef_score", punten)
    assert (figuur.waarde, figuur.norm, figuur.norm_gehaald) == ("74%", "norm: minstens 75%", False)


@pytest.mark.regel("VER-13")
def test_het_cijfer_uit_het_eigen_jaar_gaat_voor_wat_later_is_verteld(streek: Any, maak_wie: Any) -> None:
    leg("proef_score", streek.bestuur, 2022, 80, uit_vorig=False)
    leg("proef_score", streek.bestuur, 2022, 81, uit_vorig=True)
    leg("proef_score", streek.bestuur, 2021, 60, uit_vorig=True)
    punten = queries.reeks(maak_wie("bestuurder"), "proef_score", streek.bestuur)
    assert [p.waarde for p in punten] == [D(60), D(80)]


def test_kleine_cel_is_alleen_voor_de_eigen_organisatie(streek: Any, maak_wie: Any) -> None:
    rij = leg("proef_over_aantal", streek.bestuur, 2023, 3)
    eigen, buur = maak_wie("bestuurder"), maak_wie("bestuurder", streek.buurbestuur)
    assert queries.reeks(eigen, "proef_over_aantal", streek.bestuur)[0].tekst == "3 leerlingen"
    (punt,) = queries.reeks(buur, "proef_over_aantal", streek.bestuur)
    assert (punt.tekst, punt.waarde, punt.verborgen) == ("te klein om te tonen", None, True)
    with pytest.raises(NietGevonden):
        queries.meetwaarde_voor(buur, rij.pk)
    assert queries.meetwaarde_voor(eigen, rij.pk) == rij


@pytest.mark.regel("VER-17")
def test_een_verband_telt_zijn_besturen_op_en_zegt_hoeveel(streek: Any, maak_wie: Any) -> None:
    leg("proef_over_aantal", streek.bestuur, 2023, 12)
    leg("proef_over_aantal", streek.ander_bestuur, 2023, 100)
    (punt,) = queries.reeks_swv(maak_wie("directeur_swv"), "proef_over_aantal", ["PO9901"])
    assert (punt.waarde, punt.n, punt.van) == (D(12), 1, 2)
    assert punt.stappen == ("Som van 1 van de 2 organisaties: 12 leerlingen.",)


def test_een_bestuur_in_twee_verbanden_telt_samen_een_keer(streek: Any, maak_wie: Any) -> None:
    Deelname.objects.create(bestuur_id="99001", swv_id="PO9902")
    leg("proef_over_aantal", streek.bestuur, 2023, 12)
    leg("proef_over_aantal", streek.ander_bestuur, 2023, 10)
    leg("proef_over_aantal", streek.buurbestuur, 2023, 7, swv="PO9901")
    from vindplaats.toegang.wie import Wie

    wie = Wie.taak("test")
    beide = queries.reeksen_swv(
        wie, ["proef_over_aantal"], {"a": ["PO9901"], "b": ["PO9902"], "samen": ["PO9901", "PO9902"]}
    )
    assert {naam: punten[0].waarde for (_, naam), punten in beide.items()} == {"a": D(19), "b": D(22), "samen": D(29)}


def test_wie_niet_meer_meedoet_telt_niet_meer_mee(streek: Any, maak_wie: Any) -> None:
    import datetime as dt

    Deelname.objects.filter(bestuur="99002").update(tot=dt.date(2022, 7, 31))
    for jaar in (2021, 2022):
        leg("proef_over_aantal", streek.buurbestuur, jaar, 20)
        leg("proef_over_aantal", streek.bestuur, jaar, 10)
    punten = queries.reeks_swv(maak_wie("directeur_swv"), "proef_over_aantal", ["PO9901"])
    assert [(p.jaar, p.waarde, p.van) for p in punten] == [(2021, D(30), 2), (2022, D(10), 1)]


def test_gewogen_gemiddelde_van_een_verband_gebruikt_leerlingen(streek: Any, maak_wie: Any) -> None:
    leg("proef_over", streek.bestuur, 2023, 10)
    leg("proef_over", streek.buurbestuur, 2023, 2)
    leg("proef_leerlingen", streek.bestuur, 2023, 100)
    leg("proef_leerlingen", streek.buurbestuur, 2023, 300)
    (punt,) = queries.reeks_swv(maak_wie("directeur_swv"), "proef_over", ["PO9901"])
    assert (punt.tekst, punt.n) == ("4%", 2)


def test_wat_het_verband_zelf_mat_gaat_voor_de_som(streek: Any, maak_wie: Any) -> None:
    leg("proef_over_aantal", streek.bestuur, 2023, 12)
    leg("proef_over_aantal", streek.swv, 2023, 15, bron="Eigen telling")
    (punt,) = queries.reeks_swv(maak_wie("directeur_swv"), "proef_over_aantal", ["PO9901"])
    assert punt.waarde == D(15)
    assert "Eigen telling" in punt.stappen[0]


def test_spreiding_verbergt_kleine_cellen_en_wat_daaruit_te_rekenen_is(streek: Any, maak_wie: Any) -> None:
    leg("proef_over_aantal", streek.bestuur, 2023, 3)
    leg("proef_over_aantal", streek.buurbestuur, 2023, 30)
    directeur = queries.spreiding(maak_wie("directeur_swv"), "proef_over_aantal", ["PO9901"], 2023)
    assert [b.punt.verborgen for b in directeur.rijen] == [True, True]
    assert (directeur.samen.waarde, directeur.n, directeur.van) == (D(33), 2, 2)
    buur = queries.spreiding(maak_wie("bestuurder", streek.buurbestuur), "proef_over_aantal", ["PO9901"], 2023)
    assert [(b.eigen, b.punt.tekst) for b in buur.rijen] == [(True, "30 leerlingen"), (False, "te klein om te tonen")]
    assert buur.samen.verborgen
    assert [b.naam for b in buur.rijen] == ["Stichting 99002", "Stichting 99001"]


def test_spreiding_noemt_laagste_middelste_en_hoogste(streek: Any, maak_wie: Any) -> None:
    leg("proef_score", streek.bestuur, 2023, 60)
    leg("proef_score", streek.buurbestuur, 2023, 81)
    uit = queries.spreiding(maak_wie("kwaliteit_swv"), "proef_score", ["PO9901"], 2023)
    assert (uit.laagste, uit.middelste, uit.hoogste) == ("60%", "70,5%", "81%")
    assert uit.samen.waarde is None


def test_verschillende_normen_geven_samen_geen_norm(streek: Any, maak_wie: Any) -> None:
    norm(75, "PO9901")
    norm(80, "PO9902")
    normen = queries.Normen(["proef_score"], ["PO9901", "PO9902"])
    assert normen.van("proef_score", ["PO9901", "PO9902"], 2023) is None
    norm(75, "PO9902", vanaf=2023)
    normen = queries.Normen(["proef_score"], ["PO9901", "PO9902"])
    assert normen.van("proef_score", ["PO9901", "PO9902"], 2023) is not None


def test_berekend_cijfer_komt_uit_de_kamer(streek: Any, maak_wie: Any) -> None:
    def vraag(wie: Any, organisaties: Any, jaren: Any) -> list[Waarneming]:
        return [Waarneming("bestuur:99001", 2023, D(125000)), Waarneming("bestuur:99002", 2023, D(5000), swv="PO9901")]

    indicator_vragen.voeg_toe("proef_geld", vraag)
    try:
        (punt,) = queries.reeks_swv(maak_wie("directeur_swv"), "proef_geld", ["PO9901"])
    finally:
        del indicator_vragen._items["proef_geld"]
    assert punt.tekst == "€\u00a01.300"


@pytest.mark.regel("KWA-03")
def test_uitleg_noemt_definitie_som_peildatum_en_bron(streek: Any) -> None:
    rij = leg(
        "proef_over", streek.bestuur, 2023, "2.5", teller=D(3), noemer=D(120), zin="Drie van de 120.", door_naam="Anne"
    )
    tekst = " ".join(queries.uitleg(rij))
    for deel in ("Wie een jaar overdoet.", "3 van de 120 is 2,5%", "Bron: Proef", "Drie van de 120.", "Anne"):
        assert deel in tekst


def test_het_aantal_vragen_hangt_niet_van_de_omvang_af(
    streek: Any, maak_wie: Any, django_assert_num_queries: Any
) -> None:
    wie = maak_wie("directeur_swv")
    leg("proef_over_aantal", streek.bestuur, 2023, 12)
    leg("proef_over", streek.bestuur, 2023, 12)

    def alles() -> None:
        queries.reeksen_swv(wie, ["proef_over_aantal", "proef_over"], {s: [s] for s in swvs})
        queries.spreiding(wie, "proef_over_aantal", ["PO9901"], 2023)
        queries.reeksen(wie, ["proef_over_aantal"], [f"bestuur:{b}" for b in ("99001", "99002", *nieuw)])

    swvs: list[str] = ["PO9901", "PO9902"]
    nieuw: list[str] = []
    with django_assert_num_queries(9):
        alles()
    rijen = []
    for s in range(75):
        code = f"PO80{s:02d}"
        swvs.append(code)
        Swv.objects.create(code=code, naam=code)
        for b in range(3):
            nummer = f"7{s:02d}{b:02d}"
            nieuw.append(nummer)
            Bestuur.objects.create(nummer=nummer, naam=nummer)
            Deelname.objects.create(bestuur_id=nummer, swv_id=code)
            Deelname.objects.create(bestuur_id=nummer, swv_id="PO9901")
            rijen += [
                Meetwaarde(indicator="proef_over_aantal", organisatie=f"bestuur:{nummer}", schooljaar=jaar, waarde=jaar - 2000, bron="x",
                           stand="bevestigd", gedeeld_met="deelnemers", op=nu())
                for jaar in range(2014, 2024)
            ]  # fmt: skip
    Meetwaarde.objects.bulk_create(rijen, batch_size=500)
    with django_assert_num_queries(9):
        alles()


def test_trend_over_een_ander_aantal_besturen_is_geen_daling() -> None:
    punten = [
        queries.Punt(2022, D(9), "9 leerlingen", n=5, van=5),
        queries.Punt(2023, D(1), "1 leerling", n=1, van=5),
    ]
    uit = queries.trend("proef_score", punten)
    assert uit.waarde is None
    assert uit.zin.startswith("Niet te vergelijken")
