"""Entries of organisaties in the navigation."""

from vindplaats.kern.registers import Menupunt, navigatie
from vindplaats.toegang.permissions import mag

NIET_VOOR = frozenset({"ouder", "leerling"})

navigatie.voeg_toe(
    "organisaties.scholen",
    Menupunt(
        "organisaties.scholen",
        "Scholen",
        "organisaties:scholen",
        "scholen",
        30,
        lambda wie: wie.rol not in NIET_VOOR,
    ),
)
navigatie.voeg_toe(
    "organisaties.beheer",
    Menupunt(
        "organisaties.beheer",
        "Open data",
        "organisaties:inlezen",
        "import",
        88,
        lambda wie: mag(wie, "organisaties.laden"),
    ),
)
