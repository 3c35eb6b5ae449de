"""Sessions of people: begin at signing in, a sign of life per request, the limit of silence, ending one or all.

Silence is measured on the real clock, not on `kern.klok`: a training with a frozen date has real silences too.
"""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.timezone import now as nu

from vindplaats.kern.klok import vandaag

from .adres import adres_van
from .models import Gebruiker, RolToekenning, Sessie
from .models_mensen import einde_van
from .rules_mensen import browser_en_apparaat, grof_adres

SESSIE = "toegang_sessie"
EENS_PER = dt.timedelta(seconds=30)
STIL = "te lang stil"
TE_LANG = "na een werkdag meld je je opnieuw aan"


def stilte() -> dt.timedelta:
    """How long somebody may be silent before the session ends."""
    return dt.timedelta(minutes=settings.INACTIEF_MINUTEN)


def langst() -> dt.timedelta:
    """How long a session lasts at most, however busy somebody is."""
    return dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)


def begin(request: HttpRequest, gebruiker: Gebruiker) -> Sessie:
    """Make the row of this session; the session itself remembers which one it is."""
    kop = request.META
    rij = Sessie.objects.create(
        gebruiker=gebruiker, begonnen_op=nu(), laatst_op=nu(),
        browser=browser_en_apparaat(kop.get("HTTP_USER_AGENT", ""))[:80],
        waar=grof_adres(adres_van(request))[:60],
    )  # fmt: skip
    request.session[SESSIE] = str(rij.pk)
    return rij


def bewaak(request: HttpRequest) -> None:
    """Sign out when this session was ended elsewhere, was silent or lasted too long; otherwise note the sign of life.

    A session without a row (from before this was kept) gets one. One read per request, one write per half minute at most.
    """
    if not request.user.is_authenticated:
        return
    rij = van_deze(request)
    if rij is None:
        begin(request, request.user)
        return
    if rij.beeindigd_op is None and nu() - rij.begonnen_op > langst():
        sluit(Sessie.objects.filter(pk=rij.pk), TE_LANG)
        rij.beeindigd_op, rij.waarom = nu(), TE_LANG
    if rij.beeindigd_op is None and nu() - rij.laatst_op <= stilte():
        if nu() - rij.laatst_op >= min(EENS_PER, stilte() / 20):
            Sessie.objects.filter(pk=rij.pk, beeindigd_op=None).update(laatst_op=nu())
        return
    stil = rij.beeindigd_op is None
    if stil:
        sluit(Sessie.objects.filter(pk=rij.pk), STIL)
    logout(request)
    zin = (
        f"Je was langer dan {settings.INACTIEF_MINUTEN} minuten stil en bent afgemeld. Wat je typte, staat nog op dit apparaat."
        if stil
        else f"Deze sessie is beëindigd: {rij.waarom or 'afgemeld'}. Meld je opnieuw aan. Wat je typte, staat nog op dit apparaat."
    )
    messages.info(request, zin)


def van_deze(request: HttpRequest) -> Sessie | None:
    """The row of the session of this request, of this person; None when there is none."""
    try:
        pk = uuid.UUID(str(request.session.get(SESSIE, "")))
    except ValueError:
        return None
    return Sessie.objects.filter(pk=pk, gebruiker_id=request.user.pk).first()  # type: ignore[misc]


def sluit(rijen: Any, waarom: str) -> int:
    """Mark sessions as ended; they are out at their next request. Returns how many."""
    return int(rijen.filter(beeindigd_op=None).update(beeindigd_op=nu(), waarom=waarom[:80]))


def sluit_van(gebruiker_id: uuid.UUID, waarom: str, *, behalve: str = "") -> int:
    """End every session of a person, but for one (`behalve`: its key). Returns how many."""
    rijen = Sessie.objects.filter(gebruiker_id=gebruiker_id)
    return sluit(rijen.exclude(pk=behalve) if behalve else rijen, waarom)


def sluit_na_einde_rol() -> int:
    """End sessions of people whose role ended in the last days and that began before that end. Safe to run twice.

    At the next sign-in only the roles are there that still run. A role that is ended at once closes sessions at once.
    """
    gisteren = vandaag() - dt.timedelta(days=1)
    rijen = RolToekenning.objects.filter(beeindigd_op=None, tot__lte=gisteren, tot__gt=gisteren - dt.timedelta(days=7))
    aantal = 0
    for mens, tot in rijen.values_list("gebruiker_id", "tot").distinct():
        if tot is None:
            continue
        oud = Sessie.objects.filter(gebruiker_id=mens, begonnen_op__lte=einde_van(tot))
        aantal += sluit(oud, "een rol is afgelopen")
    return aantal
