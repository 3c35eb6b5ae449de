"""The loader against the database: dry run, differences, carrying through, and what it must never do."""

import datetime as dt
from typing import Any

import pytest

from vindplaats.kern.fouten import GeenRecht
from vindplaats.organisaties.actions import laden_proef, laden_toepassen
from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Gemeentedeel,
    Leerlingaantal,
    Postcodegebied,
    School,
    Swv,
)
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie

from . import bestanden as b

pytestmark = pytest.mark.django_db
TAAK = Wie.taak("test")


def laad(*bestanden: bytes, toepassen: bool = True, sluit: bool = False, **opties: Any) -> Any:
    proef = laden_proef(wie=TAAK, bestanden=[(f"b{i}.csv", inhoud) for i, inhoud in enumerate(bestanden)], **opties)
    if toepassen:
        laden_toepassen(wie=TAAK, proef=proef, sluit_verdwenen=sluit)
    return proef


def test_dry_run_writes_nothing() -> None:
    proef = laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")), toepassen=False)
    assert proef.omvang > 0
    assert not proef.leeg
    assert not School.objects.exists()
    assert not Swv.objects.exists()
    assert not Gebeurtenis.objects.voor_taak("test").exists()


@pytest.mark.regel("ORG-05", "ORG-06", "S-09")
def test_schools_come_with_board_municipality_swv_and_participation() -> None:
    laad(b.duo_bo(b.bo_rij("98AB00")), b.REGELING, b.BESTUREN)
    school = School.objects.get()
    assert (school.swv_id, school.bestuur_id, school.gemeente_id, school.soort) == ("PO9901", "90001", "1954", "BO")
    assert school.bestuur.naam == "Stichting Proef, leren"
    assert Deelname.objects.get().swv_id == "PO9901"
    assert Gebeurtenis.objects.voor_taak("test").get().naam == "organisaties.geladen"


def test_board_without_a_name_says_so_and_gets_it_later() -> None:
    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")))
    assert Bestuur.objects.get().naam == "Bestuur 90001 (naam nog niet bekend)"
    proef = laad(b.BESTUREN)
    assert proef.verschillen[0].gewijzigd["bestuur"]["90001"]["naam"][1] == "Stichting Proef, leren"
    assert Bestuur.objects.get().naam == "Stichting Proef, leren"


def test_loading_again_changes_nothing() -> None:
    alles = (
        b.REGELING,
        b.COORDINATEN,
        b.BESTUREN,
        b.GEMEENTEN,
        b.duo_bo(b.bo_rij("98AB00")),
        b.geo(b.geo_rij("98AB00", soort="BO"), b.geo_rij("98AA00")),
        b.leerlingen(b.ll_rij("98AB00", "0;12;<5;8"), b.ll_rij("98AC00", "9;9;0;0")),
        b.AFGELEID_SWV,
        b.AFGELEID_LAND,
    )
    laad(*alles)
    assert School.objects.count() == 3
    proef = laad(*alles, toepassen=False)
    assert [v.bestand for v in proef.verschillen if not v.leeg] == []
    assert proef.leeg
    los = [laad(een, toepassen=False) for een in alles]
    assert all(v.leeg for p in los for v in p.verschillen)


def test_changed_fields_show_old_and_new() -> None:
    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")))
    proef = laad(b.duo_bo(b.bo_rij("98AB00", naam="Nieuwe naam", bestuur="90007")), toepassen=False)
    assert proef.verschillen[0].gewijzigd["school"]["98AB00"] == {
        "naam": ("De Proefschool", "Nieuwe naam"),
        "bestuur": ("90001", "90007"),
    }
    assert "90007" in proef.verschillen[0].nieuw["bestuur"]


def test_an_empty_cell_never_wipes_and_a_short_name_never_overwrites() -> None:
    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00", naam="De Proefschool met een afgekapte naam")))
    laad(b.duo_bo(b.bo_rij("98AB00", naam="De Proefschool met een afgekapte naam", web=" ")))
    laad(b.leerlingen(b.ll_rij("98AB00", "1;2;3;4")))
    school = School.objects.get()
    assert school.website == "www.proef.example"
    assert school.naam == "De Proefschool met een afgekapte naam"


@pytest.mark.regel("S-09")
def test_gone_is_never_deleted_and_ended_only_when_asked(settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 11, 22)
    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00"), b.bo_rij("98AC00")))
    proef = laad(b.duo_bo(b.bo_rij("98AB00")))
    assert proef.verschillen[0].verdwenen == {"98AC00": dt.date(2026, 7, 31)}
    assert School.objects.get(pk="98AC00").tot is None
    laad(b.duo_bo(b.bo_rij("98AB00")), sluit=True)
    assert School.objects.get(pk="98AC00").tot == dt.date(2026, 7, 31)
    assert School.objects.count() == 2
    laad(b.duo_bo(b.bo_rij("98AB00"), b.bo_rij("98AC00")))
    assert School.objects.get(pk="98AC00").tot is None


def test_only_the_types_of_a_complete_list_can_be_gone() -> None:
    School.objects.create(vestigingscode="98ZZ00", brin="98ZZ", naam="Een SBO", soort="SBO")
    proef = laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")), toepassen=False)
    assert not any(v.verdwenen for v in proef.verschillen)


def test_demo_schools_are_never_touched(streek: Any) -> None:
    proef = laad(b.duo_bo(b.bo_rij("99AA00", naam="Andere naam")), sluit=True)
    assert School.objects.get(pk="99AA00").naam == "School 99AA00"
    assert School.objects.filter(tot=None).count() == 3
    assert "demonstratie" in proef.verschillen[0].opmerkingen[0]


@pytest.mark.regel("S-09")
def test_masked_counts_stay_masked_and_types_per_year_are_kept() -> None:
    laad(b.REGELING, b.leerlingen(b.ll_rij("98AB00", "0;12;<5;8", soort="SO")))
    masker = Leerlingaantal.objects.get(jaar=2023)
    assert (masker.aantal, masker.gemaskeerd, masker.soort) == (None, True, "SO")
    proef = laad(b.leerlingen(b.ll_rij("98AB00", "0;12;7;8", soort="SO/VSO")))
    assert proef.verschillen[0].aantallen_gewijzigd == {("98AB00", 2023): ("<5", 7)}
    assert proef.verschillen[0].gewijzigd["school"]["98AB00"] == {"soort": ("SO", "SO/VSO")}
    assert set(Leerlingaantal.objects.values_list("soort", flat=True)) == {"SO"}
    assert Leerlingaantal.objects.get(jaar=2023).gemaskeerd is False


def test_closed_schools_of_the_history_come_with_their_dates() -> None:
    laad(b.REGELING, b.leerlingen(b.ll_rij("98AC00", "0;9;0;0")))
    school = School.objects.get()
    assert (school.van, school.tot) == (dt.date(2022, 8, 1), dt.date(2023, 7, 31))
    assert not Deelname.objects.exists()


def test_a_running_school_without_pupils_is_proposed_to_end() -> None:
    School.objects.create(vestigingscode="98AC00", brin="98AC", naam="Leeg", soort="SO", postcode="6155AB")
    proef = laad(b.leerlingen(b.ll_rij("98AC00", "8;9;0;0", soort="SO")), toepassen=False)
    assert proef.verschillen[0].verdwenen == {"98AC00": dt.date(2023, 7, 31)}


@pytest.mark.regel("C-21", "ORG-03", "S-09")
def test_one_municipality_in_two_swvs_by_postcode() -> None:
    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00", postcode="6155 AB"), b.bo_rij("98AC00", postcode="6361 AB")))
    assert dict(School.objects.values_list("pk", "swv_id")) == {"98AB00": "PO9901", "98AC00": "PO9902"}
    assert dict(Gemeentedeel.objects.values_list("swv_id", "naam")) == {
        "PO9901": "Splitdal (Oudschin)",
        "PO9902": "Splitdal (Oudnuth)",
    }


@pytest.mark.regel("S-09")
def test_an_exception_by_hand_is_never_overwritten() -> None:
    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")))
    School.objects.update(swv="PO9902", swv_reden="Afgesproken met de gemeente")
    laad(b.duo_bo(b.bo_rij("98AB00", naam="Nieuwe naam")), b.AFGELEID_SWV.replace(b"98AA", b"98AB"))
    school = School.objects.get(pk="98AB00")
    assert (school.swv_id, school.swv_reden, school.naam) == ("PO9902", "Afgesproken met de gemeente", "Nieuwe naam")
    laad(b.REGELING.replace(b"6155,Oudschin,PO9901", b"6155,Oudschin,PO9903"))
    assert School.objects.get(pk="98AB00").swv_id == "PO9902"


def test_reformed_schools_wait_for_their_national_swv() -> None:
    laad(
        b.REGELING,
        b.duo_bo(b.bo_rij("98AB00", denominatie="Reformatorisch")),
        b.AFGELEID_LAND.replace(b"98AA", b"98AB"),
    )
    assert School.objects.get().swv_id is None
    Swv.objects.create(code="PO9909", naam="Landelijk", landelijk_voor="Reformatorisch")
    laad(b.duo_bo(b.bo_rij("98AB00", denominatie="Reformatorisch")))
    assert School.objects.get().swv_id == "PO9909"
    assert not Gemeentedeel.objects.filter(swv="PO9909").exists()


def test_a_changed_postcode_table_moves_the_schools() -> None:
    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")))
    proef = laad(b.REGELING.replace(b"6155,Oudschin,PO9901", b"6155,Oudschin,PO9902"))
    assert proef.verschillen[0].gewijzigd["school"]["98AB00"] == {"swv": ("PO9901", "PO9902")}
    assert School.objects.get().swv_id == "PO9902"


def test_a_postcode_that_left_the_table_is_told_and_kept() -> None:
    laad(b.REGELING)
    proef = laad(b"pc4,gemeente,swv_po,swv_vo\n6155,Oudschin,PO9901,VO9901\n")
    assert proef.verschillen[0].verdwenen_postcodes == ["6361"]
    assert Postcodegebied.objects.count() == 2


def test_the_swv_of_a_file_counts_only_when_the_postcode_tells_nothing() -> None:
    laad(b.REGELING, b.geo(b.geo_rij("98AA00")), b.AFGELEID_LAND.replace(b"SBO,PO9901", b"SBO,PO9902"))
    assert School.objects.get().swv_id == "PO9901"


def test_a_site_without_a_name_is_not_added() -> None:
    proef = laad(b.AFGELEID_LAND)
    assert not School.objects.exists()
    assert not Leerlingaantal.objects.exists()
    assert "geeft er geen naam bij" in proef.verschillen[0].opmerkingen[0]


def test_refused_files_are_told_and_the_others_go_on() -> None:
    proef = laad(b"a;b\n1;2\n", b.BESTUREN)
    assert [naam for naam, _ in proef.geweigerd] == ["b0.csv"]
    assert Bestuur.objects.count() == 1


def test_a_person_changes_only_the_own_swv(streek: Any, maak_wie: Any) -> None:
    wie = maak_wie("functioneel_beheerder")
    Postcodegebied.objects.create(pc4="6155", gemeente_naam="X", swv_po="PO9901")
    Postcodegebied.objects.create(pc4="6361", gemeente_naam="X", swv_po="PO9902")
    inhoud = b.duo_bo(
        b.bo_rij("98AB00", bestuur="97001"),
        b.bo_rij("98AC00", postcode="6361AB", bestuur="97002"),
        b.bo_rij("98AD00", postcode="9999AB", bestuur="97003"),
    )
    proef = laden_proef(wie=wie, bestanden=[("b.csv", inhoud), ("r.csv", b.REGELING), ("n.csv", b.BESTUREN)])
    laden_toepassen(wie=wie, proef=proef)
    assert set(School.objects.filter(pk__startswith="98").values_list("pk", flat=True)) == {"98AB00"}
    assert not Bestuur.objects.filter(pk__in=("97002", "97003", "90001")).exists()
    assert sum(v.buiten for v in proef.verschillen) >= 2
    assert set(Postcodegebied.objects.values_list("pc4", "gemeente_naam")) == {("6155", "Oudschin"), ("6361", "X")}


def test_a_person_cannot_pull_a_school_from_another_swv(streek: Any, maak_wie: Any) -> None:
    School.objects.create(
        vestigingscode="98AB00", brin="98AB", naam="Van hen", soort="BO", swv_id="PO9902", postcode="6361AB"
    )
    Postcodegebied.objects.create(pc4="6155", gemeente_naam="X", swv_po="PO9901")
    wie = maak_wie("functioneel_beheerder")
    proef = laden_proef(wie=wie, bestanden=[("b.csv", b.duo_bo(b.bo_rij("98AB00")))])
    laden_toepassen(wie=wie, proef=proef)
    assert School.objects.get(pk="98AB00").swv_id == "PO9902"


@pytest.mark.parametrize("rol", ["directeur_swv", "bestuurder", "privacy_officer"])
def test_too_little_right(streek: Any, maak_wie: Any, rol: str) -> None:
    with pytest.raises(GeenRecht):
        laden_proef(wie=maak_wie(rol), bestanden=[])
    proef = laad(b.BESTUREN, toepassen=False)
    with pytest.raises(GeenRecht):
        laden_toepassen(wie=maak_wie(rol), proef=proef)
    assert not Bestuur.objects.filter(pk="90001").exists()


def test_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from vindplaats.organisaties.lader import schrijven

    def stuk(*_: Any, **__: Any) -> None:
        raise RuntimeError("de stroom viel uit")

    proef = laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")), toepassen=False)
    monkeypatch.setattr(schrijven, "_voeg_toe", stuk)
    with pytest.raises(RuntimeError):
        laden_toepassen(wie=TAAK, proef=proef)
    assert not School.objects.exists()
    assert not Postcodegebied.objects.exists()


def test_what_a_person_corrected_is_kept_until_let_go(streek: Any, maak_wie: Any) -> None:
    from vindplaats.organisaties import actions

    laad(b.REGELING, b.duo_bo(b.bo_rij("98AB00")), b.BESTUREN)
    wie = maak_wie("secretariaat_swv")
    school, bestuur = School.objects.get(pk="98AB00"), Bestuur.objects.get(pk="90001")
    actions.school_wijzigen(wie=wie, school=school, velden={"naam": "Goede naam"})
    actions.bestuur_wijzigen(wie=wie, bestuur=bestuur, velden={"naam": "Goed bestuur"})
    proef = laad(b.duo_bo(b.bo_rij("98AB00", straat="Nieuwstraat")), b.BESTUREN)
    school.refresh_from_db()
    bestuur.refresh_from_db()
    assert (school.naam, school.straat, bestuur.naam) == ("Goede naam", "Nieuwstraat", "Goed bestuur")
    assert school.handmatig == ["naam"]
    gezegd = [o for v in proef.verschillen for o in v.opmerkingen]
    assert any("school 98AB00: naam is met de hand verbeterd" in o for o in gezegd)
    actions.school_wijzigen(wie=wie, school=school, velden={}, loslaten=True)
    laad(b.duo_bo(b.bo_rij("98AB00")))
    assert School.objects.get(pk="98AB00").naam == "De Proefschool"
    namen = Gebeurtenis.objects.voor_taak("test").values_list("naam", flat=True)
    assert "organisaties.verbetering_losgelaten" in set(namen)
