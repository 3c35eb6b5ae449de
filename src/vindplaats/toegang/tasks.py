"""Background jobs of toegang. Each may run twice without harm."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.tasks.base import Task

from vindplaats.kern.klok import nu
from vindplaats.kern.taken import INGETROKKEN, Rooster, rooster, taak, zet_een_klaar

from . import herkenning, herstelcodes, post, rem, sessies
from .models import Bericht, Gebruiker, Rolbericht, Rolpostvak
from .wie import Wie


@taak(naam="Mail over nieuwe berichten", enig=True)
def berichten_mailen(gebruiker: str) -> int:
    """Mail one person that messages are waiting; returns how many, 0 when all are read or mailed already."""
    with transaction.atomic():
        mens = Gebruiker.objects.select_for_update().filter(pk=uuid.UUID(gebruiker), is_active=True).first()
        wachtend = Bericht.objects.filter(gebruiker=mens, gelezen_op=None, gemaild_op=None) if mens else None
        aantal = wachtend.update(gemaild_op=nu()) if wachtend is not None else 0
        if mens and aantal:
            post.nieuwe_berichten(mens.email, aantal)
    return aantal


@taak(naam="Mail naar een gedeeld postvak", enig=True)
def postvak_mailen(postvak: str) -> int:
    """Mail a shared address that notices are waiting; returns how many, 0 when all are done or mailed already."""
    with transaction.atomic():
        bak = Rolpostvak.objects.select_for_update().filter(pk=uuid.UUID(postvak), gesloten_op=None).first()
        if bak is None or not bak.email:
            return 0
        aantal = Rolbericht.objects.filter(postvak=bak, klaar_op=None, gemaild_op=None).update(gemaild_op=nu())
        if aantal:
            post.rolpostvak(bak.email, aantal, bak.organisatie, str(bak.pk))
    return aantal


@taak(naam="Mail over berichten inhalen")
def berichten_inhalen() -> int:
    """Once an hour: queue the mail of messages that have none (a server that stopped at the wrong moment). Returns how many."""
    mensen = Bericht.objects.filter(gelezen_op=None, gemaild_op=None, gebruiker__is_active=True).order_by()
    bakken = Rolbericht.objects.filter(klaar_op=None, gemaild_op=None, postvak__gesloten_op=None).exclude(
        postvak__email=""
    )
    return _haal_in(berichten_mailen, mensen.values_list("gebruiker", "gemaakt_op")) + _haal_in(
        postvak_mailen, bakken.order_by().values_list("postvak", "gemaakt_op")
    )


def _haal_in(mailen: Task, wachtend: Iterable[tuple[uuid.UUID, dt.datetime]]) -> int:
    """Whoever has something newer than the last task that a person took off the queue, and no task."""
    from django_tasks_db.models import DBTaskResult

    laatste: dict[str, dt.datetime] = {}
    for pk, op in wachtend:
        laatste[str(pk)] = max(op, laatste.get(str(pk), op))
    rijen = DBTaskResult.objects.filter(task_path=mailen.module_path).order_by()
    bezig = set(rijen.filter(status="RUNNING").values_list("args_kwargs__args__0", flat=True))
    weg = rijen.filter(exception_class_path=INGETROKKEN).values_list("args_kwargs__args__0", "finished_at")
    niet = {sleutel for sleutel, op in weg if sleutel in laatste and op and laatste[sleutel] <= op}
    return zet_een_klaar(mailen, sorted(laatste.keys() - bezig - niet), over=post.WACHT)


@taak()
def mensen_bijhouden() -> dict[str, int]:
    """Once a day: sessions of ended roles, reviews of rights that are due, and their reminders."""
    from .actions_rechten import rechten_bijhouden

    return {"sessies": sessies.sluit_na_einde_rol(), **rechten_bijhouden(wie=Wie.taak("Rechten nakijken"))}


@taak()
def slot_melden(gebruiker: str, code: bool) -> int:
    """Mail the owner that the account was shut after wrong tries, at most once an hour; 0 when nobody has it."""
    mens = Gebruiker.objects.filter(pk=uuid.UUID(gebruiker), is_active=True).first() if gebruiker else None
    if mens is None or not rem.eenmalig(rem.sleutel("slotmail", f"{gebruiker}:{code}"), 3600):
        return 0
    herkenning.waarschuw(mens, "Aanmelden is even gesloten", "op_slot", {"code": code})
    return 1


@taak(naam="Oude herstelcodes onleesbaar maken")
def herstelcodes_verbergen() -> int:
    """Once a day: recovery codes of before they were hashed. Returns how many people."""
    return herstelcodes.verberg_oude()


@taak()
def deuren_opruimen() -> int:
    """Once a day: counters of tries and used codes that mean nothing any more."""
    return rem.ruim_op()


rooster.voeg_toe("toegang.berichten_inhalen", Rooster(berichten_inhalen, dt.timedelta(hours=1)))
rooster.voeg_toe("toegang.deuren_opruimen", Rooster(deuren_opruimen, dt.timedelta(days=1)))
rooster.voeg_toe("toegang.herstelcodes_verbergen", Rooster(herstelcodes_verbergen, dt.timedelta(days=1)))
rooster.voeg_toe("toegang.mensen_bijhouden", Rooster(mensen_bijhouden, dt.timedelta(days=1)))
