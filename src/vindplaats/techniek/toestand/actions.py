"""Verbs about work in the background: run again, withdraw. Both are logged with the name of the task only."""

import uuid

from django.db import transaction

from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.taken import taak_intrekken as trek_in
from vindplaats.kern.taken import taak_opnieuw as draai_opnieuw
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

NIET_MEER = "Deze taak loopt al of is klaar. Ververs de bladzijde om te zien hoe het nu staat."


def taak_opnieuw(*, wie: Wie, pk: uuid.UUID, naam: str, organisatie: str) -> None:
    """A failed or waiting task runs as soon as a worker is free. Raises GeenRecht, or VerkeerdeStand when it runs or is done."""
    eis(wie, "techniek.taken_regelen")
    with transaction.atomic():
        if not draai_opnieuw(pk):
            raise VerkeerdeStand(NIET_MEER)
        leg_vast(
            wie=wie, naam="techniek.taak_opnieuw", onderwerp=f"techniek.taak:{pk}", organisatie=organisatie,
            zin=f"Taak opnieuw gestart: {naam}.",
        )  # fmt: skip


def taak_intrekken(*, wie: Wie, pk: uuid.UUID, naam: str, organisatie: str) -> None:
    """A failed or waiting task is not done. Raises GeenRecht, or VerkeerdeStand when it runs, is done or was withdrawn."""
    eis(wie, "techniek.taken_regelen")
    with transaction.atomic():
        if not trek_in(pk):
            raise VerkeerdeStand(NIET_MEER)
        leg_vast(
            wie=wie, naam="techniek.taak_ingetrokken", onderwerp=f"techniek.taak:{pk}", organisatie=organisatie,
            zin=f"Taak ingetrokken: {naam}.",
        )  # fmt: skip
