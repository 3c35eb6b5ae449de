"""Reading in the background: one task per round; it can be stopped at any moment and run again."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from vindplaats.kern.taken import Rooster, rooster, staat_klaar, taak
from vindplaats.verantwoording.models import Inleesronde

from .lezen import RondeBezet, achtergebleven, lees_ronde

BEZET = dt.timedelta(seconds=30)


def _van(argumenten: list[dict[str, Any]]) -> list[str]:
    """Whose round it is: one query for all."""
    sleutels = [a["kwargs"].get("ronde", "") for a in argumenten]
    rondes = Inleesronde.objects.voor_taak("taken").filter(pk__in=[sleutel for sleutel in sleutels if sleutel])
    van = {str(pk): eigenaar for pk, eigenaar in rondes.values_list("pk", "eigenaar")}
    return [van.get(sleutel, "") for sleutel in sleutels]


@taak(naam="Documenten lezen", van=_van)
def inleesronde_lezen(ronde: str) -> None:
    """Read every file of a round that still waits; when another worker is at it, look again a little later."""
    try:
        lees_ronde(uuid.UUID(ronde))
    except RondeBezet:
        inleesronde_lezen.using(run_after=timezone.now() + BEZET).enqueue(ronde=ronde)


@taak(pogingen=1, naam="Achtergebleven documenten zoeken")
def achtergebleven_lezen() -> None:
    """Put rounds that wait without a task on the queue: nothing that came in is forgotten."""
    for ronde in achtergebleven():
        if not staat_klaar(inleesronde_lezen, ronde=str(ronde)):
            inleesronde_lezen.enqueue(ronde=str(ronde))


rooster.voeg_toe("verantwoording.achtergebleven", Rooster(achtergebleven_lezen, dt.timedelta(minutes=15)))
