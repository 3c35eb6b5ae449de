"""The tables as `Stand`, in one query per table. Not here: comparing (`verschil`), writing (`schrijven`)."""

from typing import Any

from vindplaats.organisaties.models import (
    Bestuur,
    Deelname,
    Gemeente,
    Gemeentedeel,
    Leerlingaantal,
    Postcodegebied,
    School,
    Swv,
)

from .verschil import LEGE_SCHOOL, Stand

SCHOOL_KOLOM = {"bestuur": "bestuur_id", "swv": "swv_id", "gemeente": "gemeente_id"}


def _rijen(model: Any, *velden: str) -> dict[Any, dict[str, Any]]:
    return {rij.pop("pk"): rij for rij in model.objects.order_by().values("pk", *velden)}


def lees_stand() -> Stand:
    """A copy of everything the loader compares with."""
    stand = Stand()
    stand.tabellen |= {
        "swv": _rijen(Swv, "naam", "landelijk_voor", "verzonnen"),
        "gemeente": _rijen(Gemeente, "naam"),
        "bestuur": _rijen(Bestuur, "naam", "verzonnen", "handmatig"),
        "postcode": _rijen(Postcodegebied, "gemeente_naam", "swv_po", "swv_vo", "plaats", "breedte", "lengte"),
        "school": _scholen(),
        "deelname": {paar: {} for paar in Deelname.objects.filter(tot=None).values_list("bestuur_id", "swv_id")},
        "gemeentedeel": {
            (gemeente, swv): {"naam": naam}
            for gemeente, swv, naam in Gemeentedeel.objects.values_list("gemeente_id", "swv_id", "naam")
        },
    }
    aantallen = Leerlingaantal.objects.values_list("school_id", "jaar", "aantal", "soort", "gemaskeerd")
    stand.aantallen = {
        (school, jaar): (None if masker else n, soort) for school, jaar, n, soort, masker in aantallen.iterator(20_000)
    }
    return stand


def _scholen() -> dict[str, dict[str, Any]]:
    kolommen = [SCHOOL_KOLOM.get(veld, veld) for veld in LEGE_SCHOOL]
    terug = {kolom: veld for veld, kolom in SCHOOL_KOLOM.items()}
    return {
        rij.pop("pk"): {terug.get(k, k): v for k, v in rij.items() if k != "pk"}
        for rij in School.objects.order_by().values("pk", *kolommen)
    }
