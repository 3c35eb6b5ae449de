"""Entry of instellingen in the navigation."""

from vindplaats.kern.registers import Menupunt, navigatie
from vindplaats.toegang.permissions import mag

navigatie.voeg_toe(
    "instellingen",
    Menupunt(
        "instellingen", "Instellingen", "instellingen:overzicht", "beheer", 92,
        lambda wie: wie.soort == "swv" and mag(wie, "instellingen.lezen"),
    ),
)  # fmt: skip
