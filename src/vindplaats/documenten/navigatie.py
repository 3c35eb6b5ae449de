"""Entry of documenten in the navigation."""

from vindplaats.kern.registers import Menupunt, navigatie
from vindplaats.toegang.permissions import mag

from .permissions import HUISSTIJL_WIJZIGEN

navigatie.voeg_toe(
    "documenten.huisstijl",
    Menupunt(
        "documenten.huisstijl",
        "Huisstijl",
        "documenten:huisstijl",
        "beheer",
        95,
        lambda wie: mag(wie, HUISSTIJL_WIJZIGEN.code),
    ),
)
