"""The brake on guessing: counts tries in the database, so that it holds over several processes and machines.

A try is counted before the password or code is looked at, in one locked row: however many come at once, no more are looked at
than are allowed. Waits grow and end by themselves. Keys are keyed hashes; it makes no difference whether an account exists.
Measured on the real clock, not on `kern.klok`: a training with a frozen date has real waits too. See docs/decisions/0013.
"""

import datetime as dt
import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import now as nu

from . import herkenning
from .adres import adres_van
from .models import Poging, Verbruikt
from .rules_deuren import ACCOUNT, ADRES, CODE, Regeling, als_zin, netwerk_van, wachttijd

BEWAREN = dt.timedelta(days=1)


def sleutel(soort: str, waarde: str) -> str:
    """The key of a counter: readable kind, unreadable value."""
    som = hmac.new(settings.SECRET_KEY.encode(), f"rem:{soort}:{waarde}".encode(), hashlib.sha256)
    return f"{soort}:{som.hexdigest()}"


def neem(naam: str, regeling: Regeling) -> dt.timedelta:
    """Count one try; how long to wait before it may be done, zero when it may be done now. One row, locked."""
    with transaction.atomic():
        Poging.objects.get_or_create(sleutel=naam, defaults={"laatst": nu()})
        rij = Poging.objects.select_for_update().get(sleutel=naam)
        moment = nu()
        if rij.dicht_tot and rij.dicht_tot > moment:
            return rij.dicht_tot - moment
        if moment - rij.laatst > BEWAREN:
            rij.aantal = 0
        rij.aantal, rij.laatst = rij.aantal + 1, moment
        wacht = wachttijd(rij.aantal, regeling)
        rij.dicht_tot = moment + wacht if wacht else None
        rij.save(update_fields=["aantal", "laatst", "dicht_tot"])
    return dt.timedelta(0)


def dicht(naam: str) -> dt.timedelta:
    """How long this key is still shut; zero when it is open."""
    rij = Poging.objects.filter(sleutel=naam, dicht_tot__gt=nu()).first()
    return rij.dicht_tot - nu() if rij and rij.dicht_tot else dt.timedelta(0)


def geef_terug(naam: str) -> None:
    """The try was right: it does not count, and the shutting it caused is undone."""
    with transaction.atomic():
        rij = Poging.objects.select_for_update().filter(sleutel=naam).first()
        if rij is not None:
            rij.aantal, rij.dicht_tot = max(0, rij.aantal - 1), None
            rij.save(update_fields=["aantal", "dicht_tot"])


def wis(*namen: str) -> None:
    """Begin anew: the person has shown to be who it is."""
    Poging.objects.filter(sleutel__in=namen).delete()


def eenmalig(naam: str, seconden: int) -> bool:
    """Is this the first use? True once per key in that time, also when two come at the same moment."""
    tot = nu() + dt.timedelta(seconds=seconden)
    try:
        with transaction.atomic():
            Verbruikt.objects.create(sleutel=naam, tot=tot)
    except IntegrityError:
        return Verbruikt.objects.filter(sleutel=naam, tot__lt=nu()).update(tot=tot) == 1
    return True


def ruim_op() -> int:
    """Remove counters and used codes that mean nothing any more; returns how many."""
    weg = Poging.objects.filter(Q(dicht_tot=None) | Q(dicht_tot__lt=nu()), laatst__lt=nu() - BEWAREN).delete()[0]
    return int(weg + Verbruikt.objects.filter(tot__lt=nu()).delete()[0])


class Aanmeldrem:
    """The brake on one try to sign in: per account, and per network address for all accounts together.

    A browser that this account knows has a counter of its own: a stranger who guesses shuts out strangers, not the owner.
    """

    def __init__(self, request: HttpRequest, email: str) -> None:
        self.email = email.strip().lower()
        bekend = herkenning.bekend_bij(request, self.email)
        self.account = sleutel("account", f"{self.email}|{bekend}")
        self.adres = sleutel("adres", netwerk_van(adres_van(request)))

    def begin(self) -> str:
        """Count the try; a sentence when it may not be done now, else empty."""
        wacht = neem(self.adres, ADRES)
        if not wacht:
            wacht = neem(self.account, ACCOUNT)
            if wacht:
                geef_terug(self.adres)
        return als_zin(wacht) if wacht else ""

    def goed(self) -> None:
        """The password was right."""
        wis(self.account)
        geef_terug(self.adres)

    def op_slot(self) -> bool:
        """Is the account shut now (the try that just failed did it)."""
        return bool(dicht(self.account))


def neem_code(gebruiker: Any) -> str:
    """Count a try for the second step of this account; a sentence when it may not be done now."""
    wacht = neem(sleutel("code", str(gebruiker.pk)), CODE)
    return als_zin(wacht) if wacht else ""


def code_goed(gebruiker: Any, code: str) -> bool:
    """The code is right: is it the first use? A code that was seen over a shoulder is worth nothing (ten minutes)."""
    if not eenmalig(sleutel("gebruikt", f"{gebruiker.pk}:{code.strip()}"), 600):
        return False
    wis(sleutel("code", str(gebruiker.pk)))
    return True
