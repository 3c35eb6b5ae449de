"""Background work of documenten."""

import datetime as dt

from vindplaats.kern.taken import Rooster, rooster, taak
from vindplaats.toegang.wie import Wie

from . import actions


@taak(naam="Achtergebleven bestanden opruimen")
def wezen_opruimen() -> int:
    """Remove leftovers of crashes once a day."""
    return actions.wezen_opruimen(wie=Wie.taak("documenten.wezen_opruimen"))


rooster.voeg_toe("documenten.wezen_opruimen", Rooster(wezen_opruimen, dt.timedelta(days=1)))


@taak(naam="Huisstijl laten ingaan")
def huisstijl_laten_ingaan() -> int:
    """Put in force the house styles whose day has come, once a day."""
    return actions.huisstijlen_laten_ingaan(wie=Wie.taak("Huisstijl laten ingaan"))


rooster.voeg_toe("documenten.huisstijl_laten_ingaan", Rooster(huisstijl_laten_ingaan, dt.timedelta(days=1)))
