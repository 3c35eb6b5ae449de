"""Entries of privacy in the navigation."""

from vindplaats.kern.registers import Menupunt, accountmenu, navigatie
from vindplaats.toegang.permissions import mag

navigatie.voeg_toe(
    "privacy",
    Menupunt("privacy", "Privacy", "privacy:overzicht", "slot", 84, lambda wie: mag(wie, "privacy.bewaren_lezen")),
)
navigatie.voeg_toe(
    "privacy.melden",
    Menupunt("privacy.melden", "Datalek melden", "privacy:datalek-melden", "vlag", 70, lambda wie: wie is not None),
)
accountmenu.voeg_toe(
    "privacy.zelf",
    Menupunt("privacy.zelf", "Mijn toestemming", "privacy:mijn-toestemming", "vinkje", 71, lambda wie: wie is not None),
)
