"""A school that moves: figures of past years stay where the school was then."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vindplaats.kern import klok
from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties import actions, historie, queries
from vindplaats.organisaties.models import Leerlingaantal, School, Schoolperiode, Swv
from vindplaats.organisaties.rules import laatste_telling

pytestmark = pytest.mark.django_db
PER = dt.date(2023, 8, 1)


@pytest.fixture
def school(streek: Any) -> School:
    """A school with counts of three years; its neighbour too."""
    for code, aantal in (("99AA00", 100), ("99BB00", 40)):
        for jaar in (2021, 2022, 2023):
            Leerlingaantal.objects.create(school_id=code, jaar=jaar, soort="BO", aantal=aantal + jaar - 2021)
    return School.objects.get(pk="99AA00")


def verhuis(school: School, per: dt.date = PER, **naar: Any) -> School:
    historie.zet_over(school, **({"bestuur": school.bestuur_id, "swv": school.swv_id} | naar), per=per, bron="proef")
    school.save()
    return school


def som(**smal: Any) -> dict[int, int]:
    return {jaar: t.aantal for (jaar,), t in queries.leerlingen(per=("jaar",), **smal).items()}


@pytest.mark.parametrize(
    ("tot", "jaar"),
    [(dt.date(2023, 9, 30), 2022), (dt.date(2023, 10, 1), 2023), (dt.date(2023, 12, 31), 2023), (dt.date(2023, 1, 1), 2022)],
)  # fmt: skip
def test_the_count_day_decides(tot: dt.date, jaar: int) -> None:
    assert laatste_telling(tot) == jaar


@pytest.mark.regel("ORG-06")
def test_figures_stay_with_the_board_and_swv_of_the_count_day(school: School) -> None:
    assert som(bestuur="99001") == {2021: 100, 2022: 101, 2023: 102}
    verhuis(school, bestuur="99003", swv="PO9902")
    assert som(bestuur="99001") == {2021: 100, 2022: 101}
    assert som(bestuur="99003") == {2023: 102}
    assert som(swv="PO9901") == {2021: 140, 2022: 142, 2023: 42}
    assert som(swv="PO9902") == {2023: 102}
    assert som(swv="PO9902", bestuur="99001") == {}
    assert queries.peiljaren(bestuur="99003") == [2023]
    assert queries.peiljaren(swv="PO9901") == [2021, 2022, 2023]
    per_bestuur = queries.leerlingen(jaar=2022, per=("bestuur", "swv"))
    assert {k: t.aantal for k, t in per_bestuur.items()} == {("99001", "PO9901"): 101, ("99002", "PO9901"): 41}
    verhuis(school, dt.date(2025, 8, 1), bestuur="99002")
    assert som(bestuur="99003") == {2023: 102}
    assert som(bestuur="99002") == {2021: 40, 2022: 41, 2023: 42}


def test_one_query_however_often_schools_moved(school: School) -> None:
    with CaptureQueriesContext(
        connection,
    ) as voor:
        queries.leerlingen(swv="PO9901")
    for nr, bestuur in enumerate(("99002", "99003", "99001", "99002")):
        verhuis(school, dt.date(2020 + nr, 8, 1), bestuur=bestuur)
    with CaptureQueriesContext(connection) as na:
        queries.leerlingen(swv="PO9901")
    assert len(voor) == len(na) == 1


def test_an_earlier_move_than_the_last_is_refused(school: School) -> None:
    verhuis(school, bestuur="99002")
    with pytest.raises(VerkeerdeStand, match="Kies een latere dag"):
        verhuis(school, dt.date(2022, 8, 1), bestuur="99003")


def test_a_second_change_on_the_same_day_takes_the_place(school: School) -> None:
    verhuis(school, bestuur="99002")
    verhuis(school, bestuur="99003")
    assert list(school.perioden.values_list("bestuur", "tot")) == [("99001", dt.date(2023, 7, 31))]
    assert som(bestuur="99002") == {2021: 40, 2022: 41, 2023: 42}


def test_filling_in_what_was_not_known_is_no_move(school: School) -> None:
    School.objects.filter(pk=school.pk).update(bestuur=None)
    school.refresh_from_db()
    verhuis(school, bestuur="99002")
    assert not Schoolperiode.objects.exists()


@pytest.mark.regel("VER-06")
def test_kinds_of_school_and_form_follow_the_board_of_that_year(school: School) -> None:
    School.objects.filter(pk="99AA00").update(soort="SBO")
    Leerlingaantal.objects.filter(school="99AA00").update(soort="SBO")
    school.refresh_from_db()
    verhuis(school, bestuur="99003", swv="PO9902")
    assert queries.schooltypen_van_bestuur("99001", Schooljaar(2022)).soorten == {"SBO"}
    assert queries.schooltypen_van_bestuur("99001", Schooljaar(2023)).soorten == frozenset()
    assert queries.schooltypen_van_bestuur("99003", Schooljaar(2022)).soorten == {"BO"}
    assert queries.schooltypen_van_bestuur("99003", Schooljaar(2023)).soorten == {"BO", "SBO"}
    toen = queries.scholen_toen(dt.date(2023, 7, 31), besturen=["99001"])
    assert list(toen.values_list("pk", "bestuur_toen", "swv_toen")) == [("99AA00", "99001", "PO9901")]
    assert not queries.scholen_toen(PER, besturen=["99001"]).exists()


def test_hand_form_and_lifting_write_the_past(school: School, maak_wie: Any) -> None:
    wie = maak_wie("secretariaat_swv")
    dagen = [dt.datetime(2024, 1, dag, 9, tzinfo=dt.UTC) for dag in (10, 12)]
    with klok.op(dagen[0]):
        actions.school_wijzigen(wie=wie, school=school, velden={"bestuur": queries.bestuur("99002")})
    with klok.op(dagen[1]):
        actions.school_verplaatsen(wie=wie, school=school, swv=Swv.objects.get(pk="PO9902"), reden="Ligt daar")
    assert list(school.perioden.values_list("bestuur", "swv", "van", "tot", "reden")) == [
        ("99001", "PO9901", None, dt.date(2024, 1, 9), ""),
        ("99002", "PO9901", dt.date(2024, 1, 10), dt.date(2024, 1, 11), "Ligt daar"),
    ]
    school.refresh_from_db()
    assert (school.bestuur_id, school.swv_id) == ("99002", "PO9902")


def test_the_loader_keeps_the_past(school: School) -> None:
    aantal = historie.zet_veel_over({"99AA00": ("99002", "PO9901"), "99BB00": ("99002", "PO9901")}, "scholen.csv")
    assert aantal == 1
    periode = Schoolperiode.objects.get()
    assert (periode.school_id, periode.bestuur_id, periode.bron) == ("99AA00", "99001", "scholen.csv")
    assert periode.tot == klok.vandaag() - dt.timedelta(days=1)
