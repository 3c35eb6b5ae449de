"""Who belongs where at a date; kinds of school; pupils; reach and names by key."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vindplaats.kern.registers import namen_van, organisatie_bereik
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties import queries
from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Gemeentedeel,
    Leerlingaantal,
    Partner,
    Regio,
    School,
    Swv,
)

pytestmark = pytest.mark.django_db
JAAR = Schooljaar(2023)


def nummers(rijen: Any) -> list[str]:
    return sorted(rijen.values_list("pk", flat=True))


@pytest.mark.regel("ORG-05")
def test_boards_of_an_swv_on_a_day(streek: Any) -> None:
    Deelname.objects.filter(bestuur="99002").update(van=dt.date(2024, 8, 1))
    assert nummers(queries.besturen_van("PO9901", dt.date(2024, 7, 31))) == ["99001"]
    assert nummers(queries.besturen_van("PO9901", dt.date(2024, 8, 1))) == ["99001", "99002"]
    Deelname.objects.filter(bestuur="99001").update(tot=dt.date(2025, 7, 31))
    assert nummers(queries.besturen_van("PO9901", dt.date(2025, 7, 31))) == ["99001", "99002"]
    assert nummers(queries.besturen_van("PO9901", dt.date(2025, 8, 1))) == ["99002"]


@pytest.mark.regel("VER-01")
@pytest.mark.parametrize(
    ("van", "tot", "doet_mee"),
    [
        (None, None, True),
        (dt.date(2024, 7, 31), None, True),
        (dt.date(2024, 8, 1), None, False),
        (None, dt.date(2023, 8, 1), True),
        (None, dt.date(2023, 7, 31), False),
    ],
)
def test_boards_that_account_over_a_school_year(streek: Any, van: Any, tot: Any, doet_mee: bool) -> None:
    Deelname.objects.filter(bestuur="99001").update(van=van, tot=tot)
    assert ("99001" in nummers(queries.besturen_in("PO9901", JAAR))) is doet_mee
    assert ("PO9901" in nummers(queries.swvs_in("99001", JAAR))) is doet_mee


@pytest.mark.regel("VER-06")
def test_kinds_of_school_of_a_board(streek: Any) -> None:
    typen = queries.schooltypen_van_bestuur("99001", JAAR)
    assert typen.heeft_bao
    assert not typen.heeft_sbo_so
    School.objects.filter(pk="99AA00").update(soort="SBO")
    typen = queries.schooltypen_van_bestuur("99001", JAAR)
    assert not typen.heeft_bao
    assert typen.heeft_sbo_so


@pytest.mark.regel("VER-06")
def test_kinds_of_school_as_they_were_then(streek: Any) -> None:
    """A site that changed its type counts with the type of that year; a school that closed before does not count."""
    School.objects.filter(pk="99AA00").update(soort="SO")
    Leerlingaantal.objects.create(school_id="99AA00", jaar=2023, soort="BO", aantal=10)
    assert queries.schooltypen_van_bestuur("99001", JAAR).soorten == {"BO"}
    assert queries.schooltypen_van_bestuur("99001", JAAR.volgend).soorten == {"SO"}
    School.objects.filter(pk="99AA00").update(tot=dt.date(2023, 7, 31))
    assert queries.schooltypen_van_bestuur("99001", JAAR).soorten == frozenset()


def test_pupils_apart_from_masked(streek: Any) -> None:
    for code, jaar, aantal, soort in (
        ("99AA00", 2024, 100, "BO"),
        ("99AA00", 2025, 110, "BO"),
        ("99BB00", 2025, None, "SBO"),
        ("99CC00", 2025, 50, "BO"),
    ):
        Leerlingaantal.objects.create(school_id=code, jaar=jaar, aantal=aantal, gemaskeerd=aantal is None, soort=soort)
    telling = queries.leerlingen(swv="PO9901")
    assert telling[(2025, "BO")].aantal == 110
    assert (telling[(2025, "SBO")].aantal, telling[(2025, "SBO")].gemaskeerd) == (0, 1)
    assert telling[(2025, "SBO")].tekst == "0 en 1 school met minder dan 5"
    per_bestuur = queries.leerlingen(jaar=2025, per=("bestuur", "soort"))
    assert per_bestuur[("99003", "BO")].aantal == 50
    assert queries.peiljaren(bestuur="99001") == [2024, 2025]
    assert queries.laatste_peiljaar() == 2025


@pytest.mark.regel("ORG-01", "ORG-02", "ORG-03", "ORG-04")
def test_swvs_that_work_together(streek: Any) -> None:
    assert [s.code for s in queries.swv_groep("PO9901")] == ["PO9901"]
    regio = Regio.objects.create(naam="Samen")
    Swv.objects.update(regio=regio)
    Swv.objects.create(code="PO9903", naam="Alleen")
    assert [s.code for s in queries.swv_groep(Swv.objects.get(pk="PO9902"))] == ["PO9901", "PO9902"]
    assert [s.code for s in queries.swv_groep("PO9903")] == ["PO9903"]


def reik(sleutel: str) -> Any:
    with CaptureQueriesContext(connection) as gevangen:
        uit = organisatie_bereik[sleutel.partition(":")[0]](sleutel)
    assert len(gevangen) <= 4
    return uit


def test_reach_of_a_board_never_holds_other_boards(streek: Any) -> None:
    uit = reik("bestuur:99001")
    assert uit.besturen == {"bestuur:99001"}
    assert uit.swvs == {"swv:PO9901"}
    assert uit.scholen == {"school:99AA00"}


def test_reach_follows_the_dates(streek: Any) -> None:
    Deelname.objects.filter(bestuur="99001").update(tot=dt.date(2020, 7, 31))
    School.objects.filter(pk="99BB00").update(tot=dt.date(2020, 7, 31))
    assert reik("bestuur:99001").swvs == frozenset()
    assert reik("swv:PO9901").besturen == {"bestuur:99002"}
    assert reik("swv:PO9901").scholen == {"school:99AA00"}


def test_reach_of_an_swv_costs_the_same_for_many_rows(streek: Any) -> None:
    Bestuur.objects.bulk_create(Bestuur(nummer=f"7{i:04}", naam=f"B{i}") for i in range(60))
    Deelname.objects.bulk_create(Deelname(bestuur_id=f"7{i:04}", swv_id="PO9901") for i in range(60))
    assert len(reik("swv:PO9901").besturen) == 62


@pytest.mark.regel("ORG-07", "C-21")
def test_reach_of_swv_school_municipality_and_partner(streek: Any) -> None:
    assert reik("swv:PO9901").besturen == {"bestuur:99001", "bestuur:99002"}
    school = reik("school:99AA00")
    assert (school.swvs, school.besturen, school.scholen) == ({"swv:PO9901"}, {"bestuur:99001"}, {"school:99AA00"})
    Gemeentedeel.objects.create(gemeente_id="9901", swv_id="PO9901", naam="Noord")
    Gemeentedeel.objects.create(gemeente_id="9901", swv_id="PO9902", naam="Zuid")
    assert reik("gemeente:9901").swvs == {"swv:PO9901", "swv:PO9902"}
    partner = Partner.objects.create(naam="Zorg", soort="zorg", swv_id="PO9901")
    assert reik(partner.sleutel).swvs == {"swv:PO9901"}
    landelijk = Partner.objects.create(naam="Inspectie", soort="toezicht")
    assert reik(landelijk.sleutel).alles == frozenset()


@pytest.mark.parametrize("sleutel", ["bestuur:nee", "school:nee", "swv:nee", "partner:1", "partner:"])
def test_reach_of_what_does_not_exist(streek: Any, sleutel: str) -> None:
    uit = reik(sleutel)
    assert not uit.scholen - {sleutel}
    assert "swv:PO9901" not in uit.swvs


def test_names_in_one_query_per_kind(streek: Any) -> None:
    partner = Partner.objects.create(naam="Zorg", soort="zorg")
    sleutels = ["swv:PO9901", "swv:PO9902", "bestuur:99001", "school:99AA00", "gemeente:9901", partner.sleutel]
    with CaptureQueriesContext(connection) as gevangen:
        namen = namen_van([*sleutels, "partner:1", f"partner:{uuid.uuid4()}", "bestuur:00000"])
    assert len(gevangen) == 5
    assert namen["swv:PO9901"] == "Samenwerkingsverband NO"
    assert namen[partner.sleutel] == "Zorg"
    assert namen["partner:1"] == "partner:1"
    assert namen["bestuur:00000"] == "bestuur:00000"


def test_board_page_counts_running_schools(streek: Any) -> None:
    assert queries.scholen_per("bestuur") == {"99001": 1, "99002": 1, "99003": 1}
    School.objects.filter(pk="99AA00").update(tot=dt.date(2020, 7, 31))
    assert queries.scholen_per("bestuur", swv="PO9901") == {"99002": 1}
    assert queries.besturen_per_swv() == {"PO9901": 2, "PO9902": 1}
    assert Bestuur.objects.count() == 3
