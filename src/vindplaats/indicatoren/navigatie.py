"""Entry of indicatoren in the navigation."""

from vindplaats.kern.registers import Menupunt, navigatie
from vindplaats.toegang.permissions import mag

navigatie.voeg_toe(
    "indicatoren",
    Menupunt("indicatoren", "Cijfers", "indicatoren:lijst", "grafiek", 50, lambda wie: mag(wie, "indicatoren.lezen")),
)
