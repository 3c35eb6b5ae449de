"""Background work of this corridor. Each may run twice without harm."""

import datetime as dt
import uuid
from typing import Any

from vindplaats.kern.klok import nu
from vindplaats.kern.taken import Rooster, rooster, taak

from . import mail
from .modellen import Uitgaand

VERZONDEN_WEG, BLIJVEN_LIGGEN_WEG = dt.timedelta(days=14), dt.timedelta(days=90)


def _organisaties(argumenten: list[dict[str, Any]]) -> list[str]:
    """Whose mail it is: one query for all."""
    sleutels = [a["kwargs"].get("stuk", "") for a in argumenten]
    rijen = Uitgaand.objects.filter(pk__in=[sleutel for sleutel in sleutels if sleutel])
    van = {str(pk): wie for pk, wie in rijen.values_list("pk", "organisatie")}
    return [van.get(sleutel, "") for sleutel in sleutels]


@taak(pogingen=12, wacht=(30, 60, 300, 900, 1800, 3600), naam="Mail versturen", van=_organisaties)
def mail_versturen(*, stuk: str) -> bool:
    """Deliver one mail; twelve attempts in about eight hours."""
    return mail.verstuur(uuid.UUID(stuk))


@taak(naam="Verstuurde mail opruimen")
def mail_opruimen() -> int:
    """Forget delivered mail after two weeks, mail that never got away after three months."""
    weg, _ = Uitgaand.objects.filter(verzonden_op__lt=nu() - VERZONDEN_WEG).delete()
    oud, _ = Uitgaand.objects.filter(verzonden_op=None, gemaakt_op__lt=nu() - BLIJVEN_LIGGEN_WEG).delete()
    return weg + oud


rooster.voeg_toe("techniek.mail_opruimen", Rooster(mail_opruimen, dt.timedelta(days=1)))
