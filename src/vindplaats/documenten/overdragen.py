"""Letters and exports that somebody who leaves made lately: a successor knows they exist. They stay of the organisation."""

import datetime as dt
from typing import Any

from django.urls import reverse

from vindplaats.kern.klok import nu
from vindplaats.kern.registers import OpenDing, Overdraagbaar, overdraagbaar
from vindplaats.toegang.log import leg_vast

from .models import Gegenereerd

NAAM = "documenten.overdragen"
VERS = dt.timedelta(days=30)


def open_dingen(gebruiker: Any, organisatie: str) -> list[OpenDing]:
    """What this person had made for the organisation in the last thirty days."""
    rijen = Gegenereerd.objects.voor_taak(NAAM).filter(
        gemaakt_door=gebruiker, eigenaar=organisatie, gemaakt_op__gte=nu() - VERS
    )
    return [
        OpenDing(
            f"stuk:{r.pk}", "Gemaakt stuk", r.titel, organisatie, reverse("documenten:bestand", args=[r.bestand_id])
        )
        for r in rijen
    ]


def draag_over(wie: Any, ding: OpenDing, van: Any, naar: Any) -> None:
    """The file belongs to the organisation already; its trail tells who looks after it now."""
    rij = Gegenereerd.objects.voor_taak(NAAM).get(pk=ding.sleutel.partition(":")[2])
    leg_vast(
        wie=wie, naam="documenten.overgedragen", onderwerp=rij, organisatie=ding.organisatie,
        zin="Gemaakt stuk overgedragen aan een collega na een vertrek.", details={"van": str(van.pk), "naar": str(naar.pk)},
    )  # fmt: skip


overdraagbaar.voeg_toe("documenten", Overdraagbaar(open_dingen, draag_over))
