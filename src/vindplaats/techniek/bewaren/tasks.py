"""Background work of this corridor."""

import datetime as dt

from vindplaats.kern.taken import Rooster, rooster, taak
from vindplaats.toegang.wie import Wie

from .modellen import Uitvoering


@taak()
def maak_uitvoer(*, uitvoering_id: str) -> None:
    """Make an export that was asked for; safe to run twice."""
    from .actions import TAAK, uitvoer_maken

    uitvoering = Uitvoering.objects.voor_taak(TAAK).filter(pk=uitvoering_id).first()
    if uitvoering is not None:
        uitvoer_maken(wie=Wie.taak(TAAK), uitvoering=uitvoering)


@taak()
def ruim_uitvoer_op() -> None:
    """Erase exports whose time is over."""
    from .actions import TAAK, uitvoer_opruimen

    uitvoer_opruimen(wie=Wie.taak(TAAK))


rooster.voeg_toe("techniek.ruim_uitvoer_op", Rooster(ruim_uitvoer_op, dt.timedelta(hours=6)))
