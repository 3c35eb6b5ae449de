"""A dry run in words and as JSON: for the screen, the command line and the log. Pure."""

from typing import Any

from .verschil import Verschil

TABELNAMEN = {
    "swv": "samenwerkingsverbanden",
    "gemeente": "gemeenten",
    "bestuur": "besturen",
    "postcode": "postcodegebieden",
    "school": "scholen",
    "deelname": "deelnames",
    "gemeentedeel": "delen van gemeenten",
    "leerlingaantal": "leerlingaantallen",
}
ENKELVOUD = {
    "swv": "verband",
    "gemeente": "gemeente",
    "bestuur": "bestuur",
    "postcode": "postcode",
    "school": "school",
    "deelname": "deelname van bestuur",
    "gemeentedeel": "deel van gemeente",
}


def sleutel_tekst(sleutel: Any) -> str:
    """`('41516', 'PO3106')` -> `41516 bij PO3106`."""
    return " bij ".join(str(deel) for deel in sleutel) if isinstance(sleutel, tuple) else str(sleutel)


def als_json(v: Verschil, *, hoogstens: int | None = None) -> dict[str, Any]:
    """Everything of one file as plain data; `hoogstens` caps each list (the numbers stay whole)."""
    return {
        "bestand": v.bestand,
        "formaat": v.formaat,
        "rijen": v.rijen,
        "buiten_eigen_verband": v.buiten,
        "tellingen": v.tellingen,
        "nieuw": {t: _nieuw(rijen, hoogstens) for t, rijen in v.nieuw.items() if rijen},
        "gewijzigd": {t: _gewijzigd(rijen, hoogstens) for t, rijen in v.gewijzigd.items() if rijen},
        "leerlingaantallen_gewijzigd": [
            {"school": code, "jaar": jaar, "oud": oud, "nieuw": nieuw}
            for (code, jaar), (oud, nieuw) in list(v.aantallen_gewijzigd.items())[:hoogstens]
        ],
        "verdwenen": [
            {"school": c, "voorgesteld_tot": d.isoformat()} for c, d in sorted(v.verdwenen.items())[:hoogstens]
        ],
        "verdwenen_postcodes": v.verdwenen_postcodes[:hoogstens],
        "opmerkingen": v.opmerkingen[:hoogstens],
        "problemen": [
            {"regel": regel, "zin": zin, "overgeslagen": over} for regel, zin, over in v.problemen[:hoogstens]
        ],
        "problemen_totaal": len(v.problemen),
    }


def _nieuw(rijen: dict[Any, Any], hoogstens: int | None) -> list[dict[str, Any]]:
    return [
        {"sleutel": sleutel_tekst(sleutel), "naam": rij.get("naam") or rij.get("gemeente_naam") or ""}
        for sleutel, rij in list(rijen.items())[:hoogstens]
    ]


def _gewijzigd(rijen: dict[Any, Any], hoogstens: int | None) -> list[dict[str, Any]]:
    return [
        {
            "sleutel": sleutel_tekst(sleutel),
            "velden": {veld: {"oud": _plat(oud), "nieuw": _plat(nieuw)} for veld, (oud, nieuw) in wijziging.items()},
        }
        for sleutel, wijziging in list(rijen.items())[:hoogstens]
    ]


def _plat(waarde: Any) -> Any:
    return waarde if waarde is None or isinstance(waarde, str | int | float) else str(waarde)
