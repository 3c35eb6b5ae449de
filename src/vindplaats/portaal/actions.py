"""The one verb of portaal: remember what somebody has seen."""

from django.db import transaction

from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.klok import nu
from vindplaats.toegang.wie import Wie

from .models import Gezien
from .welkom import RONDLEIDING, nieuws_code


def gezien_zetten(*, wie: Wie, wat: str) -> None:
    """Remember that this person has seen or skipped it; harmless when done twice. Not in the log: it is about the product.

    Who has done with the tour is new here: the news of this version is no news to them.
    Raises OngeldigeInvoer for another word.
    """
    if wat not in {RONDLEIDING, nieuws_code()}:
        raise OngeldigeInvoer("Dit is geen rondleiding en geen nieuws van deze versie.")
    if wie.gebruiker_id is None or wie.alleen_lezen:
        return
    with transaction.atomic():
        nieuw = _zet(wie, wat)
        if nieuw and wat == RONDLEIDING:
            _zet(wie, nieuws_code())


def _zet(wie: Wie, wat: str) -> bool:
    _, nieuw = Gezien.objects.voor_taak("portaal.gezien").get_or_create(
        gebruiker_id=wie.gebruiker_id, wat=wat, defaults={"op": nu()}
    )
    return bool(nieuw)
