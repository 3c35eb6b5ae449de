"""Figures over a merger or a split: the successor shows what its predecessors measured, never a false sum, nothing hidden."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vindplaats.indicatoren import rules
from vindplaats.indicatoren.declaratie import indicator
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.indicatoren.queries import reeks_swv, trend
from vindplaats.indicatoren.queries_afkomst import Verloop, verlopen
from vindplaats.indicatoren.rules import Waarneming
from vindplaats.indicatoren.tests.fabriek import leg
from vindplaats.organisaties.models import Bestuur, Deelname, Opvolging
from vindplaats.toegang.wie import Wie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("proefcijfers"), pytest.mark.regel("ORG-05")]
PER = dt.date(2023, 8, 1)
C = "bestuur:99050"


@pytest.fixture
def fusie(streek: Any) -> Any:
    """99001 and 99002 merged into the new board 99050 on 1 August 2023."""
    nieuw("99050", PER)
    volgt("99001", "99050")
    volgt("99002", "99050")
    return streek


def nieuw(nummer: str, van: dt.date | None) -> None:
    Bestuur.objects.create(nummer=nummer, naam=f"Stichting {nummer}", verzonnen=True)
    Deelname.objects.create(bestuur_id=nummer, swv_id="PO9901", van=van)


def volgt(van: str, naar: str, soort: str = "fusie", per: dt.date = PER) -> None:
    Opvolging.objects.create(soort=soort, van=f"bestuur:{van}", naar=f"bestuur:{naar}", per=per)


def verloop(wie: Wie, code: str, organisatie: str = C) -> Verloop:
    return verlopen(wie, [code], organisatie)[code]


def scherm(client: Any, code: str, vraag: str = "") -> str:
    antwoord = client.get(reverse("indicatoren:indicator", args=[code]) + vraag)
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwoord.content.decode())).replace("\xa0", " ")


def test_counts_of_the_predecessors_are_added_up_by_name(fusie: Any, client_als: Any, maak_wie: Any) -> None:
    leg("proef_leerlingen", "bestuur:99001", 2022, 100)
    leg("proef_leerlingen", "bestuur:99002", 2022, 60)
    leg("proef_leerlingen", C, 2023, 150)
    lijn = verloop(maak_wie("bestuurder", C), "proef_leerlingen")
    assert [(v.jaar, v.samen.waarde if v.samen else None) for v in lijn.vroeger] == [(2022, 160)]
    tekst = scherm(client_als("bestuurder", C), "proef_leerlingen")
    assert "Stichting 99001 en Stichting 99002 gingen op 1 augustus 2023 op in Stichting 99050." in tekst
    assert "Stichting 99001 (van vóór de fusie)" in tekst
    assert "160 leerlingen" in tekst
    assert "Gedaald met 10 leerlingen. Het jaar ervoor is van Stichting 99001 en Stichting 99002 samen." in tekst


def test_the_list_shows_the_predecessors_until_there_is_an_own_figure(fusie: Any, client_als: Any) -> None:
    leg("proef_leerlingen", "bestuur:99001", 2022, 100)
    leg("proef_leerlingen", "bestuur:99002", 2022, 60)
    leg("proef_score", "bestuur:99001", 2022, 74)
    client = client_als("bestuurder", C)
    tekst = re.sub(r"\s+", " ", client.get(reverse("indicatoren:lijst")).content.decode())
    assert "160 leerlingen (Stichting 99001 en Stichting 99002 samen, van vóór de fusie)" in tekst
    assert "Stichting 99001: 74% (van vóór de fusie)" in tekst
    leg("proef_leerlingen", C, 2023, 150)
    assert "150 leerlingen" in client.get(reverse("indicatoren:lijst")).content.decode()


def test_percentages_only_with_numerators_and_denominators(fusie: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder", C)
    for nummer, leerlingen in (("99001", 100), ("99002", 300)):
        leg("proef_leerlingen", f"bestuur:{nummer}", 2022, leerlingen)
    een = leg("proef_over", "bestuur:99001", 2022, 10, teller=10, noemer=100)
    twee = leg("proef_over", "bestuur:99002", 2022, 2)
    vroeger = verloop(wie, "proef_over").vroeger[0]
    assert vroeger.samen is None, "a weight is not a denominator"
    assert [p.tekst for _, p in vroeger.cellen] == ["10%", "2%"]
    assert "teller en noemer" in vroeger.waarom_niet
    Meetwaarde.objects.voor_taak("test").filter(pk=twee.pk).update(teller=6, noemer=300)
    vroeger = verloop(wie, "proef_over").vroeger[0]
    assert vroeger.samen is not None
    assert vroeger.samen.tekst == "4%"
    assert een.waarde is not None
    leg("proef_score", "bestuur:99001", 2022, 70)
    assert verloop(wie, "proef_score").vroeger[0].samen is None, "what is never added, is not added here"


def test_a_missing_or_hidden_figure_makes_no_sum(fusie: Any, client_als: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder", C)
    leg("proef_over_aantal", "bestuur:99001", 2022, 20)
    leg("proef_over_aantal", C, 2023, 25)
    assert verloop(wie, "proef_over_aantal").vroeger[0].samen is None
    leg("proef_over_aantal", "bestuur:99002", 2022, 3)
    tekst = scherm(client_als("bestuurder", C), "proef_over_aantal")
    assert "te klein om te tonen" in tekst
    assert "23 leerlingen" not in tekst, "the sum would give the small one away"
    assert "Niet te vergelijken met het jaar ervoor: op 1 augustus 2023 was een fusie." in tekst


def test_what_is_not_shared_stays_with_its_owner(fusie: Any, client_als: Any, maak_wie: Any) -> None:
    leg("proef_leerlingen", "bestuur:99001", 2022, 111)
    leg("proef_leerlingen", "bestuur:99002", 2022, 60, gedeeld_met=Meetwaarde.EIGEN)
    leg("proef_leerlingen", C, 2023, 150)
    tekst = scherm(client_als("bestuurder", C), "proef_leerlingen")
    assert "111 leerlingen" in tekst
    assert "geen cijfer dat je mag zien" in tekst
    assert "60 leerlingen" not in tekst
    assert "171" not in tekst
    vreemd = client_als("bestuurder", "bestuur:99003")
    assert (
        vreemd.get(reverse("indicatoren:indicator", args=["proef_leerlingen"]) + f"?organisatie={C}").status_code == 404
    )


def test_a_split_is_marked_and_never_divided(streek: Any, client_als: Any, maak_wie: Any) -> None:
    nieuw("99050", PER)
    volgt("99001", "99050", "splitsing")
    for jaar in (2022, 2023):
        leg("proef_leerlingen", "bestuur:99001", jaar, 100 if jaar == 2022 else 40)
    leg("proef_leerlingen", C, 2023, 60)
    lijn = verloop(maak_wie("bestuurder", C), "proef_leerlingen")
    assert [v.jaar for v in lijn.vroeger] == [2022], "after the split it goes its own way"
    assert lijn.vroeger[0].samen is None
    tekst = scherm(client_als("bestuurder", C), "proef_leerlingen")
    assert "Stichting 99050 komt voort uit Stichting 99001, door de splitsing van 1 augustus 2023." in tekst
    assert "Stichting 99001 (van vóór de splitsing)" in tekst
    oud = scherm(client_als("bestuurder", "bestuur:99001"), "proef_leerlingen")
    assert "Niet te vergelijken met het jaar ervoor: op 1 augustus 2023 ging een deel naar een ander bestuur." in oud
    assert "Gedaald met 60" not in oud


def test_a_board_that_took_in_another_one_counts_itself_too(streek: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder", "bestuur:99002")
    volgt("99001", "99002")
    leg("proef_leerlingen", "bestuur:99001", 2022, 100)
    leg("proef_leerlingen", "bestuur:99002", 2023, 150)
    lijn = verloop(wie, "proef_leerlingen", "bestuur:99002")
    assert lijn.vroeger[0].samen is None, "it was there too, and nobody knows how many"
    leg("proef_leerlingen", "bestuur:99002", 2022, 45)
    lijn = verloop(wie, "proef_leerlingen", "bestuur:99002")
    assert lijn.vroeger[0].samen is not None
    assert lijn.vroeger[0].samen.waarde == 145
    assert (
        lijn.beweging.zin
        == "Gestegen met 5 leerlingen. Het jaar ervoor is van Stichting 99001 en dit bestuur zelf samen."
    )


def test_a_change_halfway_a_year_is_never_added(streek: Any, maak_wie: Any) -> None:
    nieuw("99050", dt.date(2024, 1, 1))
    volgt("99001", "99050", per=dt.date(2024, 1, 1))
    leg("proef_leerlingen", "bestuur:99001", 2023, 100)
    leg("proef_leerlingen", C, 2023, 100)
    vroeger = verloop(maak_wie("bestuurder", C), "proef_leerlingen").vroeger
    assert [(v.jaar, v.samen) for v in vroeger] == [(2023, None)]
    assert "in de loop van dit schooljaar" in vroeger[0].waarom_niet


def test_lineage_is_followed_over_generations_in_a_fixed_number_of_queries(fusie: Any, maak_wie: Any) -> None:
    nieuw("99060", dt.date(2024, 8, 1))
    volgt("99050", "99060", per=dt.date(2024, 8, 1))
    leg("proef_leerlingen", "bestuur:99001", 2022, 100)
    leg("proef_leerlingen", "bestuur:99002", 2022, 60)
    leg("proef_leerlingen", C, 2023, 150)
    wie = maak_wie("bestuurder", "bestuur:99060")
    lijn = verloop(wie, "proef_leerlingen", "bestuur:99060")
    assert [(v.jaar, [c.naam for c, _ in v.cellen]) for v in lijn.vroeger] == [
        (2022, ["Stichting 99050", "Stichting 99001", "Stichting 99002"]),
        (2023, ["Stichting 99050"]),
    ]
    assert lijn.vroeger[0].samen is not None
    assert lijn.vroeger[0].samen.waarde == 160

    def vragen() -> int:
        with CaptureQueriesContext(
            connection,
        ) as gedaan:
            verlopen(wie, ["proef_leerlingen", "proef_score"], "bestuur:99060")
        return len(gedaan)

    eerst = vragen()
    for nummer in range(99070, 99076):
        nieuw(str(nummer), None)
        volgt(str(nummer), "99050")
        for jaar in (2020, 2021, 2022):
            leg("proef_leerlingen", f"bestuur:{nummer}", jaar, 10)
    assert vragen() == eerst


def test_the_swv_goes_on_over_a_merger_when_everybody_gave_a_figure(fusie: Any, maak_wie: Any) -> None:
    """Two boards became one: as many pupils, fewer boards."""
    Deelname.objects.filter(bestuur__in=["99001", "99002"]).update(tot=dt.date(2023, 7, 31))
    wie = maak_wie("directeur_swv")
    leg("proef_leerlingen", "bestuur:99001", 2022, 100)
    leg("proef_leerlingen", C, 2023, 150)
    punten = reeks_swv(wie, "proef_leerlingen", ["PO9901"])
    assert [(p.n, p.van) for p in punten] == [(1, 2), (1, 1)]
    leg("proef_leerlingen", "bestuur:99002", 2022, 60)
    punten = reeks_swv(wie, "proef_leerlingen", ["PO9901"])
    assert trend("proef_leerlingen", punten).zin == "Gedaald met 10 leerlingen."
    Opvolging.objects.filter(van="bestuur:99002").delete()
    punten = reeks_swv(wie, "proef_leerlingen", ["PO9901"])
    assert "Niet te vergelijken" in trend("proef_leerlingen", punten).zin, "who left is no merger"


def test_a_ring_of_lineage_ends(streek: Any, maak_wie: Any) -> None:
    volgt("99001", "99002", per=dt.date(2022, 8, 1))
    volgt("99002", "99001", per=dt.date(2023, 8, 1))
    leg("proef_leerlingen", "bestuur:99002", 2021, 5)
    assert len(verloop(maak_wie("bestuurder", "bestuur:99001"), "proef_leerlingen", "bestuur:99001").vroeger) == 1


def test_the_rule_of_adding_up() -> None:
    aantal, deel, score = (indicator(c) for c in ("proef_leerlingen", "proef_over", "proef_score"))

    def w(waarde: Any, **extra: Any) -> Waarneming:
        return Waarneming("x", 2022, waarde, **extra)

    assert rules.tel_opvolging(aantal, {"a": w(3), "b": w(4)})[0].waarde == 7  # type: ignore[union-attr]
    assert rules.tel_opvolging(aantal, {"a": w(3), "b": None})[0] is None
    assert rules.tel_opvolging(aantal, {"a": w(3), "b": w(None)})[0] is None
    assert rules.tel_opvolging(aantal, {})[0] is None
    assert rules.tel_opvolging(score, {"a": w(3), "b": w(4)})[0] is None
    assert rules.tel_opvolging(score, {"a": w(3)})[0].waarde == 3  # type: ignore[union-attr]
    assert rules.tel_opvolging(deel, {"a": w(10, noemer=100), "b": w(20, noemer=100)})[0] is None
