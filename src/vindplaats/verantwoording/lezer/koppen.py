"""The headings of the form, in order, with the ways boards print them (report-format.md section 1)."""

from dataclasses import dataclass
from functools import lru_cache

from .woorden import ocr_vorm, tokens


@dataclass(frozen=True)
class Kop:
    """A heading: `orde` is its place in the form, `groep` marks banners that hold no answer themselves."""

    code: str
    orde: int
    titels: tuple[str, ...]
    groep: bool = False


@dataclass(frozen=True)
class Alias:
    """One spelling of a heading, ready for matching. `nummer` is the ankerpunt number, which must be right."""

    code: str
    orde: int
    woorden: tuple[str, ...]
    vorm: str
    nummer: str = ""


STANDAARD: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    (
        "rekenschap_resultaat",
        True,
        (
            "rekenschap eigen aandeel schoolbestuur in het collectief resultaat",
            "eigen aandeel schoolbestuur in het collectief resultaat",
        ),
    ),
    ("niveau_1_5", True, ("voor alle scholen in niveau 1 t/m 5",)),
    ("ankerpunten", True, ("ontwikkeling ankerpunten ondersteuning",)),
    ("ankerpunt_1", False, ("ankerpunt 1 kwaliteitsstandaard", "ankerpunt 1")),
    ("ankerpunt_2", False, ("ankerpunt 2 planmatig en handelingsgericht werken", "ankerpunt 2")),
    ("ankerpunt_3", False, ("ankerpunt 3 specifieke ondersteuning", "ankerpunt 3")),
    ("ankerpunt_4", False, ("ankerpunt 4 ondersteuningsstructuur", "ankerpunt 4")),
    ("thuiszitters", False, ("thuiszitters",)),
    (
        "ononderbroken_proces",
        False,
        ("ononderbroken leer en ontwikkelingsproces", "ononderbroken ontwikkelingsproces", "ononderbroken proces"),
    ),
    (
        "niveau_1_4",
        True,
        (
            "aanvullend specifiek voor niveau 1 t/m 4 basisonderwijs",
            "aanvullend en specifiek voor niveau 1 t/m 4 basisonderwijs",
            "aanvullend specifiek voor niveau 1 t/m 4",
        ),
    ),
    ("verwijzingen", False, ("verwijzingen naar so sbo", "verwijzingen naar sbo so", "verwijzingen")),
    (
        "teruggeplaatst",
        False,
        (
            "leerlingen teruggeplaatst vanuit gespecialiseerde onderwijsvoorzieningen",
            "leerlingen teruggeplaatst",
            "terugplaatsingen",
            "teruggeplaatst",
        ),
    ),
    (
        "niveau_5",
        True,
        (
            "aanvullend specifiek voor niveau 5 sbo en so",
            "aanvullend en specifiek voor niveau 5 sbo en so",
            "aanvullend specifiek voor niveau 5",
        ),
    ),
    ("externe_functie", False, ("externe functie",)),
    (
        "schakelfunctie",
        False,
        ("schakelfunctie leerlingen teruggeplaatst naar reguliere basisscholen", "schakelfunctie"),
    ),
    ("middelen", False, ("aanwending middelen swv", "aanwending middelen", "middelen swv")),
    ("aanwending", False, ("aanwending",)),
    ("extra", False, ("extra informatie", "aanvullende informatie", "overige informatie", "vrije ruimte")),
    (
        "rekenschap_proces",
        True,
        (
            "rekenschap eigen aandeel schoolbestuur in het collectief proces",
            "eigen aandeel schoolbestuur in het collectief proces",
        ),
    ),
    ("stuurt_op", True, ("het schoolbestuur stuurt op",)),
    ("algemeen", False, ("algemeen betreft alle scholen", "algemeen")),
    ("basis_op_orde", False, ("de basis op orde betreft alle scholen", "de basis op orde", "basis op orde")),
    ("doelgroeparrangementen", False, ("doelgroeparrangementen betreft sbo so", "doelgroeparrangementen")),
    ("knooppunt", False, ("knooppunt betreft alle scholen", "knooppunt")),
)

BLOKKEN = ("algemeen", "basis_op_orde", "doelgroeparrangementen", "knooppunt")
ONDERDELEN = (
    "ankerpunt_1",
    "ankerpunt_2",
    "ankerpunt_3",
    "ankerpunt_4",
    "thuiszitters",
    "ononderbroken_proces",
    "verwijzingen",
    "teruggeplaatst",
    "externe_functie",
    "schakelfunctie",
)
REEKSEN = {"algemeen": (1, 7), "basis_op_orde": (8, 27), "doelgroeparrangementen": (28, 34), "knooppunt": (35, 43)}


def _alias(kop: Kop, titel: str) -> Alias:
    woorden = tuple(tokens(titel))
    nummer = next((w for w in woorden if w.isdigit()), "") if kop.code.startswith("ankerpunt_") else ""
    return Alias(kop.code, kop.orde, woorden, ocr_vorm(woorden), nummer)


@lru_cache(maxsize=16)
def aliassen(koppen: tuple[Kop, ...]) -> tuple[Alias, ...]:
    """All spellings of all headings, longest first."""
    alle = {(a.code, a.woorden): a for kop in koppen for a in (_alias(kop, t) for t in kop.titels)}
    return tuple(sorted(alle.values(), key=lambda a: -len(a.vorm)))


@lru_cache(maxsize=1)
def standaardkoppen() -> tuple[Kop, ...]:
    """The headings of the form of 2023-2024, without a definition at hand."""
    return tuple(Kop(code, orde, titels, groep) for orde, (code, groep, titels) in enumerate(STANDAARD))
