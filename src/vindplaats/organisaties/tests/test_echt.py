"""The real open data beside the repository, when it is there: read whole, and the traps come out right."""

from pathlib import Path
from typing import Any

import pytest

from vindplaats.organisaties.actions import laden_proef, laden_toepassen
from vindplaats.organisaties.lader.lezen import lees_bestand
from vindplaats.organisaties.models import Deelname, Gemeentedeel, Leerlingaantal, School
from vindplaats.toegang.wie import Wie

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is er niet")
BESTANDEN = {
    "swv_postcode4_regeling.csv": (4043, 0),
    "pc4_coordinaten_4pp.csv": (4699, 0),
    "gemeenten_zuid-limburg_tilburg_2022.geojson": (21, 0),
    "besturen_swv_zuid-limburg_tilburg.csv": (25, 0),
    "duo_bo_vestigingen_2026-08.csv": (6122, 0),
    "duo_po_vestigingen_geo_2024-11.csv": (7077, 74),
    "duo_po_leerlingen_historisch_1996-2025.csv": (9737, 5),
    "afgeleid_vestigingen_swv_zuid-limburg_tilburg.csv": (266, 0),
    "afgeleid_vestiging_swv_landelijk.csv": (9375, 0),
}


def lees(*namen: str) -> list[tuple[str, bytes]]:
    return [(naam, (DATA / naam).read_bytes()) for naam in namen]


@pytest.mark.parametrize(("naam", "verwacht"), BESTANDEN.items())
def test_every_file_is_read_whole(naam: str, verwacht: tuple[int, int]) -> None:
    gelezen = lees_bestand((DATA / naam).read_bytes(), naam)
    assert (gelezen.rijen, gelezen.overgeslagen) == verwacht
    assert all(p.zin and p.regel > 1 for p in gelezen.problemen)


@pytest.mark.regel("S-05", "S-09", "C-21", "ORG-01", "ORG-02", "ORG-03", "ORG-04", "ORG-05", "ORG-06", "ORG-07")
@pytest.mark.django_db
def test_four_regions_come_out_as_they_are_known() -> None:
    """Loads all files for the four SWVs that the issue is about and compares with the table of the data's readme."""
    wie = Wie.taak("test")
    proef = laden_proef(
        wie=wie, bestanden=lees(*BESTANDEN), alleen_swvs=frozenset({"PO3104", "PO3105", "PO3106", "PO3004"})
    )
    laden_toepassen(wie=wie, proef=proef)

    def open_met_leerlingen(swv: str, soort: str) -> int:
        return School.objects.filter(swv=swv, soort=soort, tot=None, aantallen__jaar=2025).count()

    assert {s: open_met_leerlingen("PO3104", s) for s in ("BO", "SBO", "SO/VSO")} == {"BO": 35, "SBO": 1, "SO/VSO": 3}
    assert open_met_leerlingen("PO3105", "BO") == 53
    assert {s: open_met_leerlingen("PO3106", s) for s in ("BO", "SBO", "SO", "SO/VSO")} == {
        "BO": 61,
        "SBO": 4,
        "SO": 1,
        "SO/VSO": 4,
    }
    # Beekdaelen, code 1954, lies in two SWVs
    assert set(School.objects.filter(gemeente="1954", tot=None).values_list("swv_id", flat=True)) == {
        "PO3104",
        "PO3106",
    }
    delen = dict(Gemeentedeel.objects.filter(gemeente="1954").values_list("swv_id", "naam"))
    assert set(delen) == {"PO3104", "PO3106"}
    # a board in several SWVs
    assert Deelname.objects.filter(bestuur="41506").count() >= 2
    # masked is never a number
    assert not Leerlingaantal.objects.filter(gemaskeerd=True, aantal__isnull=False).exists()
    assert not Leerlingaantal.objects.filter(gemaskeerd=False, aantal=None).exists()
    opnieuw = laden_proef(
        wie=wie, bestanden=lees(*BESTANDEN), alleen_swvs=frozenset({"PO3104", "PO3105", "PO3106", "PO3004"})
    )
    assert [v.bestand for v in opnieuw.verschillen if not v.leeg] == []


@pytest.mark.regel("S-09")
@pytest.mark.django_db
def test_reformed_schools_get_no_regional_swv() -> None:
    wie: Any = Wie.taak("test")
    proef = laden_proef(wie=wie, bestanden=lees("swv_postcode4_regeling.csv", "duo_bo_vestigingen_2026-08.csv"))
    scholen = proef.stand["school"]
    reformatorisch = [s for s in scholen.values() if s["denominatie"] == "Reformatorisch"]
    assert len(reformatorisch) == 163
    assert all(s["swv"] is None for s in reformatorisch)
    assert sum(s["swv"] is not None for s in scholen.values()) > 5800
