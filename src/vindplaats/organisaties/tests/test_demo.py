"""The demo region: complete, invented, the same every time, and kind to what users changed."""

from collections import Counter

import pytest

from vindplaats.kern.klok import vandaag
from vindplaats.organisaties import demo
from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Gemeentedeel,
    Leerlingaantal,
    Organisatiewijziging,
    Partner,
    School,
    Swv,
)
from vindplaats.organisaties.stappen import stappen_van

pytestmark = pytest.mark.django_db


def test_region_is_complete() -> None:
    demo.leg_organisaties()
    assert Swv.objects.filter(verzonnen=True, regio__naam=demo.REGIO).count() == 3
    assert Bestuur.objects.count() == 12
    assert School.objects.count() == 150
    assert Partner.objects.count() == 13
    assert School.objects.values("naam").distinct().count() == 150


def test_boards_differ_in_size_and_kind() -> None:
    demo.leg_organisaties()
    per_bestuur = Counter(School.objects.values_list("bestuur_id", flat=True))
    assert per_bestuur["90001"] == 40
    assert per_bestuur["90011"] == 1
    assert set(School.objects.filter(bestuur="90001").values_list("swv_id", flat=True)) == {"PO9902", "PO9903"}
    assert not School.objects.filter(bestuur="90007", soort=School.BAO).exists()
    assert not demo.bestuur("90007").heeft_bao
    assert demo.bestuur("90007").heeft_sbo_so
    assert {b.nummer for b in demo.BESTUREN if len(b.swvs) == 3} == {"90005", "90007"}


@pytest.mark.regel("ORG-03")
def test_one_municipality_lies_in_two_swvs() -> None:
    demo.leg_organisaties()
    delen = Counter(Gemeentedeel.objects.values_list("gemeente_id", flat=True))
    assert [code for code, n in delen.items() if n == 2] == ["9903"]


def test_again_keeps_what_users_changed_and_adds_nothing() -> None:
    demo.leg_organisaties()
    Bestuur.objects.filter(nummer="90002").update(naam="Nieuwe naam")
    voor = (School.objects.count(), Deelname.objects.count(), Leerlingaantal.objects.count(), Partner.objects.count())
    demo.leg_organisaties()
    assert Bestuur.objects.get(nummer="90002").naam == "Nieuwe naam"
    na = (School.objects.count(), Deelname.objects.count(), Leerlingaantal.objects.count(), Partner.objects.count())
    assert voor == na


def test_special_cases_are_there() -> None:
    demo.leg_organisaties()
    assert School.objects.exclude(swv_reden="").count() == 1
    masked = Leerlingaantal.objects.get(gemaskeerd=True)
    assert masked.aantal is None
    assert masked.jaar == 2025
    school = School.objects.get(aantallen__jaar=2019, aantallen__soort="SO", soort="SO/VSO")
    assert school.bestuur_id == "90003"


def test_deterministic() -> None:
    assert [(s.pk, s.naam, s.postcode) for s in demo.scholen()] == [(s.pk, s.naam, s.postcode) for s in demo.scholen()]
    assert len({s.pk for s in demo.scholen()}) == 150


def test_one_planned_transfer_that_can_go_in() -> None:
    demo.leg_organisaties()
    demo.leg_organisaties()
    rij = Organisatiewijziging.objects.get()
    stappen = stappen_van(rij)
    assert rij.stand == Organisatiewijziging.GEPLAND
    assert rij.per > vandaag()
    assert not stappen.bezwaren
    assert rij.raakt == f" {' '.join(stappen.sleutels)} "
