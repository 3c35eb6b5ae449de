"""Rights of this corridor. Asking is for who manages; fetching is for who may read what is in it."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.wie import Wie

from .modellen import VRAGERS


def _eigen(wie: Wie, uitvoering: Any) -> bool:
    return bool(uitvoering.swv == wie.code)


ZIEN = recht("techniek.uitvoer_zien", "zien welke uitvoer van alles er is", *VRAGERS, toets=_eigen)
VRAGEN = recht(
    "techniek.uitvoer_vragen", "alle gegevens van het samenwerkingsverband laten klaarzetten", *VRAGERS, vers=True
)
OPHALEN = recht(
    "techniek.uitvoer_ophalen",
    "alle gegevens van het samenwerkingsverband ophalen",
    "directeur_swv",
    toets=_eigen,
    vers=True,
)
