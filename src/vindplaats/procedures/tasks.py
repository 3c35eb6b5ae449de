"""Background work of procedures."""

import datetime as dt

from vindplaats.kern.klok import vandaag
from vindplaats.kern.taken import Rooster, rooster, taak
from vindplaats.toegang.wie import Wie

from . import actions, stapbrieven


@taak(naam="Herinneringen sturen")
def herinneringen() -> int:
    """Send the reminders that are due; running it again sends nothing twice."""
    return actions.herinneringen_sturen(wie=Wie.taak("Herinneringen sturen"), op=vandaag())


@taak(naam="Brief bij een stap maken", pogingen=5, wacht=(10, 60, 300, 900))
def brief_maken(*, brief_id: str) -> str:
    """Make the PDF of a letter that belongs to a step; running it again makes nothing twice."""
    return stapbrieven.maak(wie=Wie.taak("Brief bij een stap"), brief_id=brief_id)


rooster.voeg_toe("procedures.herinneringen", Rooster(herinneringen, dt.timedelta(days=1)))
