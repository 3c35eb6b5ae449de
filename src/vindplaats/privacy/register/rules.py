"""The register as plain data: lines, differences between two days. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from json import dumps
from typing import Any

ROLLEN = {
    "swv": "Samenwerkingsverband is verwerkingsverantwoordelijke; de beheerder van het platform is verwerker.",
    "bestuur": "Schoolbestuur is verwerkingsverantwoordelijke; de beheerder van het platform is verwerker.",
    "eigen": "Ieder is verantwoordelijk voor het eigen deel (bestuur en samenwerkingsverband); de beheerder van het platform is verwerker.",
}
LABELS = {
    "naam": "Verwerking", "rol": "Wie is verantwoordelijk", "doel": "Doel", "van": "Van wie", "gegevens": "Welke gegevens", "bijzonder": "Bijzondere gegevens",
    "grondslag": "Grondslag", "bron": "Bron", "ontvangers": "Ontvangers", "bewaren": "Bewaartermijn", "maatregelen": "Maatregelen", "notitie": "Notitie",
}  # fmt: skip


@dataclass(frozen=True)
class Regel:
    """One processing as the register shows it; `eigen` was added by the SWV itself."""

    code: str
    naam: str
    rol: str
    doel: str
    van: str
    gegevens: str
    bijzonder: bool
    grondslag: str
    bron: str
    ontvangers: str
    bewaren: str
    maatregelen: str
    notitie: str = ""
    eigen: bool = False

    def als_paren(self) -> list[tuple[str, str]]:
        """Label and text, in the order of art. 30, without empty ones."""
        paren = [(label, _woord(getattr(self, veld))) for veld, label in LABELS.items() if veld != "naam"]
        return [(label, tekst) for label, tekst in paren if tekst]


@dataclass(frozen=True)
class Verschil:
    """What became of one processing between two days. `soort`: nieuw, weg or anders."""

    soort: str
    naam: str
    velden: tuple[tuple[str, str, str], ...] = ()


def als_json(regels: Sequence[Regel]) -> list[dict[str, Any]]:
    """The register as data, to keep and to take along."""
    return [asdict(r) for r in regels]


def vingerafdruk(regels: Sequence[Regel]) -> str:
    """The same for the same register."""
    return sha256(dumps(als_json(regels), sort_keys=True).encode()).hexdigest()


def verschillen(oud: Sequence[Mapping[str, Any]], nieuw: Sequence[Regel]) -> list[Verschil]:
    """What changed between a kept register and the present one, per processing and per field."""
    was = {r["code"]: r for r in oud}
    uit = []
    for regel in nieuw:
        vroeger = was.pop(regel.code, None)
        if vroeger is None:
            uit.append(Verschil("nieuw", regel.naam))
            continue
        anders = tuple(
            (label, _woord(vroeger.get(veld, "")), _woord(getattr(regel, veld)))
            for veld, label in LABELS.items()
            if vroeger.get(veld, "") != getattr(regel, veld)
        )
        if anders:
            uit.append(Verschil("anders", regel.naam, anders))
    return uit + [Verschil("weg", r["naam"]) for r in was.values()]


def _woord(waarde: Any) -> str:
    return ("ja" if waarde else "nee") if isinstance(waarde, bool) else str(waarde)
