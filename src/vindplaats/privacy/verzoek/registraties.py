"""What requests give to the registries: the tasks, and how rows go that are more than a row."""

import datetime as dt
import uuid
from functools import partial
from typing import Any

from vindplaats.kern.registers import Onderwerpsoort, onderwerpen, wissers
from vindplaats.kern.taken import Rooster, rooster, taak

from . import inzage
from .vinden import persoon_zoekers
from .wissen import voor_wissen


@taak(naam="Inzage of wissen uitvoeren", pogingen=5)
def voer_uit(*, verzoek_id: str) -> str:
    """Carry out a confirmed request; goes on where an earlier run stopped."""
    from vindplaats.toegang.wie import Wie

    from . import actions, queries

    verzoek = actions.verzoek_uitvoeren(wie=Wie.taak("Inzage en wissen"), verzoek=actions.verzoek_id(verzoek_id))
    return queries.uitslag(verzoek)


@taak(naam="Bewaartermijnen nakijken")
def bewaartermijnen() -> int:
    """Every night: propose what has passed its term, and remove old access exports from disk."""
    from vindplaats.toegang.wie import Wie

    from . import actions

    wie = Wie.taak("Bewaartermijnen")
    actions.inzagebestanden_opruimen(wie=wie)
    return actions.opschonen_voorstellen(wie=wie)


def _sessies(mens: uuid.UUID) -> list[str]:
    """Sessions say inside whose they are."""
    from django.contrib.sessions.models import Session

    rijen = Session.objects.all().iterator(chunk_size=500)
    return [s.session_key for s in rijen if s.get_decoded().get("_auth_user_id") == str(mens)]


def _bestanden(rijen: Any) -> int:
    """A file goes with its row, from disk too."""
    from django.db import transaction

    from vindplaats.documenten import opslag

    plekken = list(rijen.values_list("plek", flat=True))
    rijen.delete()
    for plek in plekken:
        transaction.on_commit(partial(opslag.wis, plek))
    return len(plekken)


def _oude_inzage(rijen: Any) -> None:
    from django.db import transaction

    plekken = list(rijen.exclude(plek="").values_list("plek", flat=True))
    for plek in plekken:
        transaction.on_commit(partial(inzage.ruim_op, plek))


def _namen(sleutels: list[str]) -> dict[str, str]:
    from vindplaats.privacy.models import Verzoek

    rijen = Verzoek.objects.voor_taak("privacy.namen").filter(pk__in=[s.partition(":")[2] for s in sleutels])
    return {f"privacy.verzoek:{v.pk}": f"Verzoek: {v.get_soort_display()}" for v in rijen}


def _url(sleutel: str) -> str:
    from django.urls import reverse

    return reverse("privacy:verzoek", args=[sleutel.partition(":")[2]])


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    persoon_zoekers.voeg_toe("sessions.session", _sessies)
    wissers.voeg_toe("documenten.bestand", _bestanden)
    voor_wissen.voeg_toe("privacy.verzoek", _oude_inzage)
    onderwerpen.voeg_toe("privacy.verzoek", Onderwerpsoort(_namen, _url))
    rooster.voeg_toe("privacy.bewaartermijnen", Rooster(bewaartermijnen, dt.timedelta(days=1)))
