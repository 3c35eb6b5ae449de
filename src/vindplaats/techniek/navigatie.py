"""Entries of techniek in the navigation."""

from vindplaats.kern.registers import Menupunt, navigatie
from vindplaats.toegang.permissions import mag

navigatie.voeg_toe(
    "techniek.taken",
    Menupunt(
        "techniek.taken", "Achtergrondwerk", "techniek:taken", "klok", 92, lambda wie: mag(wie, "techniek.taken_zien")
    ),
)
