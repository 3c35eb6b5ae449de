"""Examples of techniek for the permission table."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

from vindplaats.kern.klok import nu
from vindplaats.kern.registers import Voorbeeld, voorbeelden

from . import voorbeelden_toestand  # noqa: F401


def maak_uitvoering(swv: str, stand: str = "klaar", **velden: Any) -> Any:
    """An export that was asked for; a finished one with its file."""
    from vindplaats.techniek.bewaren.actions import pad_van
    from vindplaats.techniek.bewaren.modellen import Uitvoering

    rij = Uitvoering.objects.create(
        **{
            "swv": swv,
            "stand": stand,
            "door_naam": "Proef",
            "gevraagd_op": nu(),
            "verloopt_op": nu() + dt.timedelta(days=1),
        }
        | velden
    )
    if stand == "klaar":
        pad: Path = pad_van(rij)
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(b"PK")
    return rij


def _eigen(streek: Any, wie: Any) -> dict[str, uuid.UUID]:
    return {"pk": maak_uitvoering(streek.swv.partition(":")[2]).pk}


def _vreemd(streek: Any, wie: Any) -> dict[str, uuid.UUID]:
    return {"pk": maak_uitvoering(streek.ander_swv.partition(":")[2]).pk}


for _naam in ("uitvoer-voortgang", "uitvoer-ophalen"):
    voorbeelden.voeg_toe(f"techniek:{_naam}", Voorbeeld(eigen=_eigen, vreemd=_vreemd))
