"""Rights of the form manager. Reading answers is never part of it: that stays with the room that owns the form."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.wie import Wie


def is_eigen(wie: Wie, versie: Any) -> bool:
    """The version is of the SWV of this role."""
    return wie.organisatie == f"swv:{versie.swv}"


BEKIJKEN = recht(
    "formats.bekijken",
    "de formulieren van het samenwerkingsverband bekijken",
    "functioneel_beheerder",
    "directeur_swv",
    "kwaliteit_swv",
    "secretariaat_swv",
)
BEWERKEN = recht(
    "formats.bewerken",
    "een eigen formulier maken en wijzigen",
    "functioneel_beheerder",
    "directeur_swv",
    "kwaliteit_swv",
    toets=is_eigen,
)
PUBLICEREN = recht(
    "formats.publiceren",
    "een formulier publiceren of intrekken",
    "functioneel_beheerder",
    "directeur_swv",
    toets=is_eigen,
)
