"""The open data files that can be read, as declarations: header, source, what the file may overwrite. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import rijlezers
from .gelezen import Gelezen

ALLES = frozenset(
    {
        "naam",
        "soort",
        "denominatie",
        "bestuur",
        "gemeente",
        "straat",
        "huisnummer",
        "postcode",
        "plaats",
        "website",
        "breedte",
        "lengte",
    }
)


@dataclass(frozen=True)
class Formaat:
    """One kind of file. `gezag`: per type of school the fields it may overwrite; other fields it only fills in."""

    code: str
    titel: str
    bron: str
    kolommen: frozenset[str]
    lees: Callable[[Iterator[tuple[int, dict[str, str]]], Gelezen], None]
    volgorde: int
    gezag_bao: frozenset[str] = frozenset()
    gezag_anders: frozenset[str] = frozenset()
    volledig_voor: frozenset[str] = frozenset()

    def gezag(self, soort: str) -> frozenset[str]:
        """Fields that this file knows better than what is there, for a school of that type."""
        return self.gezag_bao if soort == "BO" else self.gezag_anders


FORMATEN: tuple[Formaat, ...] = (
    Formaat(
        "swv_postcode4_regeling",
        "postcodes per samenwerkingsverband (regeling regio-indeling)",
        "Regeling regio-indeling",
        frozenset({"pc4", "gemeente", "swv_po", "swv_vo"}),
        rijlezers.lees_regeling,
        1,
    ),
    Formaat(
        "pc4_coordinaten",
        "postcodes met plaats en coördinaten",
        "4PP",
        frozenset({"postcode", "woonplaats", "gemeente", "latitude", "longitude"}),
        rijlezers.lees_pc4_coordinaten,
        2,
    ),
    Formaat(
        "besturen",
        "namen van schoolbesturen",
        "lijst van besturen",
        frozenset({"bevoegd_gezag", "naam"}),
        rijlezers.lees_besturen,
        4,
    ),
    Formaat(
        "duo_bo_vestigingen",
        "DUO: vestigingen basisonderwijs",
        "DUO vestigingen bo",
        frozenset(
            {
                "bevoegd gezag nummer",
                "instellingscode",
                "vestigingscode",
                "vestigingsnaam",
                "straatnaam",
                "huisnummer-toevoeging",
                "postcode",
                "plaatsnaam",
                "gemeentenummer",
                "gemeentenaam",
                "denominatie",
                "internetadres",
            }
        ),
        rijlezers.lees_duo_bo,
        5,
        gezag_bao=ALLES - {"breedte", "lengte"},
        gezag_anders=frozenset(),
        volledig_voor=frozenset({"BO"}),
    ),
    Formaat(
        "duo_po_vestigingen_geo",
        "DUO met BAG: vestigingen primair onderwijs met coördinaten",
        "DUO met BAG",
        frozenset({"naam", "type", "soort_po", "vestigingscode", "brin_nummer", "postcode", "plaats", "lat", "lon"}),
        rijlezers.lees_duo_geo,
        6,
        gezag_bao=frozenset({"breedte", "lengte"}),
        gezag_anders=ALLES - {"bestuur", "soort", "denominatie", "gemeente"},
    ),
    Formaat(
        "duo_po_leerlingen_historisch",
        "DUO: leerlingen per vestiging per jaar",
        "DUO leerlingen po",
        frozenset(
            {
                "instellingscode",
                "vestigingscode",
                "naam_vestiging",
                "soort_vestiging",
                "denominatie_vestiging",
                "bevoegd_gezag_nummer",
                "gemeentecode_vestiging",
                "gemeentenaam_vestiging",
            }
        ),
        rijlezers.lees_leerlingen,
        7,
        gezag_bao=frozenset({"soort"}),
        gezag_anders=frozenset({"soort", "denominatie", "bestuur", "gemeente"}),
    ),
    Formaat(
        "afgeleid_vestigingen_swv",
        "afgeleid: vestigingen van enkele samenwerkingsverbanden",
        "afgeleid uit DUO",
        frozenset({"vestigingscode", "brin", "naam", "soort", "bevoegd_gezag", "gemeentecode", "swv_po", "swv_naam"}),
        rijlezers.lees_afgeleid_vestigingen,
        8,
    ),
    Formaat(
        "afgeleid_vestiging_swv_landelijk",
        "afgeleid: samenwerkingsverband per vestiging",
        "afgeleid uit DUO",
        frozenset({"vestigingscode", "soort", "swv_po", "herkomst"}),
        rijlezers.lees_afgeleid_landelijk,
        9,
    ),
)
PER_CODE = {formaat.code: formaat for formaat in FORMATEN}
VOLGORDE = {**{f.code: f.volgorde for f in FORMATEN}, "gemeenten": 3}

GEEN_ORGANISATIES: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset({"swv_po", "jaar", "soort", "leerlingen"}),
        "dit zijn totalen per samenwerkingsverband; Vindplaats telt zelf uit de leerlingen per vestiging.",
    ),
    (
        frozenset({"swv_leerling", "soort_po", "min", "max"}),
        "dit zijn grenzen per woonregio; daar horen geen scholen of besturen bij.",
    ),
    (
        frozenset({"schooljaar", "absoluut_verzuim"}),
        "dit zijn landelijke verzuimcijfers; daar horen geen scholen of besturen bij.",
    ),
)
