"""What mergers, splits and moves write in the log. Called by verbs, inside their transaction."""

from collections.abc import Iterable
from typing import Any

from vindplaats.toegang import log
from vindplaats.toegang.wie import Wie

from .models import Organisatiewijziging


def log_wijziging(
    wie: Wie, rij: Organisatiewijziging, naam: str, zin: str, sleutels: Iterable[str] = (), waarom: str = ""
) -> None:
    """One event at the change, and one at every board and school it touches, so that their own track shows it."""
    vast: dict[str, Any] = {"naam": f"organisaties.{naam}", "zin": zin[:400], "waarom": waarom or rij.reden}
    vast |= {"organisatie": rij.swv.sleutel}
    log.leg_vast(wie=wie, onderwerp=rij, details={"inhoud": rij.inhoud, "per": str(rij.per)}, **vast)
    for sleutel in sleutels:
        log.leg_vast(wie=wie, onderwerp=sleutel, **vast)
