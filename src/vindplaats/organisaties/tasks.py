"""Background jobs of organisaties."""

import datetime as dt
from typing import Any

from vindplaats.kern.taken import Rooster, rooster, taak
from vindplaats.toegang.wie import Wie

from .models import Inlezing


def _van(argumenten: list[dict[str, Any]]) -> list[str]:
    """Whose upload it is: one query for all."""
    sleutels = [a["kwargs"].get("inlezing_id") or (a["args"] or [""])[0] for a in argumenten]
    rijen = Inlezing.objects.filter(pk__in=[sleutel for sleutel in sleutels if sleutel])
    van = {str(pk): f"swv:{swv}" for pk, swv in rijen.values_list("pk", "swv_id")}
    return [van.get(str(sleutel), "") for sleutel in sleutels]


@taak(naam="Open gegevens inlezen", van=_van)
def voer_inlezing_door(inlezing_id: str) -> None:
    """Carry an upload through; safe to run twice."""
    from .actions_laden import inlezing_uitvoeren

    inlezing = Inlezing.objects.filter(pk=inlezing_id).first()
    if inlezing:
        inlezing_uitvoeren(inlezing)


@taak(naam="Fusies, splitsingen en verhuizingen laten ingaan")
def wijzigingen_laten_ingaan() -> int:
    """Carry through planned changes whose day has come, once a day."""
    from .actions_wijziging import wijzigingen_laten_ingaan as laat_ingaan

    return laat_ingaan(wie=Wie.taak("Fusies en verhuizingen laten ingaan"))


rooster.voeg_toe("organisaties.wijzigingen_laten_ingaan", Rooster(wijzigingen_laten_ingaan, dt.timedelta(days=1)))
