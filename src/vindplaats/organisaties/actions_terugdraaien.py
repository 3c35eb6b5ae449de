"""Verb: take back a merger, split or move that was carried through, as long as nothing stands on it (decision 0033)."""

import datetime as dt
from typing import Any

from django.db import transaction

from vindplaats.kern.fouten import OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from .logregels import log_wijziging
from .models import Bestuur, Deelname, Opvolging, Organisatiewijziging, School, Schoolperiode
from .queries_terug import bezwaren_tegen_terug
from .rules import zonder_bsn

W = Organisatiewijziging


@transaction.atomic
def wijziging_terugdraaien(*, wie: Wie, wijziging: W, reden: str) -> W:
    """Put everything back as it was before the change. The row stays, with the reason; the log tells both.

    Who may plan a change may take it back. Raises OngeldigeInvoer without a reason, VerkeerdeStand when something stands on it.
    """
    eis(wie, "organisaties.opvolgen", wijziging)
    reden, weg = zonder_bsn(reden.strip())
    if weg or not reden:
        zin = (
            "Haal het nummer weg: het kan een burgerservicenummer zijn." if weg else "Vul in waarom je dit terugdraait."
        )
        raise OngeldigeInvoer(zin, {"reden": zin})
    vers = W.objects.select_for_update().get(pk=wijziging.pk)
    _op_slot(vers)
    bezwaren = bezwaren_tegen_terug(vers)
    if bezwaren:
        raise VerkeerdeStand(" ".join(bezwaren))
    _zet_terug(vers)
    vers.stand, vers.teruggedraaid_op, vers.terug_reden = W.TERUGGEDRAAID, nu(), reden[:200]
    vers.save(update_fields=["stand", "teruggedraaid_op", "terug_reden"])
    log_wijziging(
        wie, vers, "wijziging_teruggedraaid", f"{vers}: teruggedraaid.", vers.raakt.split(), waarom=vers.terug_reden
    )
    return vers


def _op_slot(wijziging: W) -> None:
    """Nobody changes these schools and boards while it is looked at whether they may go back."""
    for soort, model in (("bestuur", Bestuur), ("school", School)):
        codes = [s.partition(":")[2] for s in wijziging.raakt.split() if s.startswith(f"{soort}:")]
        list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=codes).order_by("pk"))


def _zet_terug(wijziging: W) -> None:
    gedaan, tot = wijziging.gedaan, dt.date.fromisoformat(wijziging.gedaan["tot"])
    for rij in gedaan["scholen"]:
        was = rij["was"]
        School.objects.filter(pk=rij["school"]).update(
            bestuur=was["bestuur"], swv=was["swv"], swv_reden=was["swv_reden"], handmatig=was["handmatig"]
        )
        if rij["periode"]:
            Schoolperiode.objects.filter(school=rij["school"], tot=tot).delete()
    for bestuur, swv in gedaan["deelnames"]:
        Deelname.objects.filter(bestuur=bestuur, swv=swv, van=wijziging.per, tot=None).delete()
    for bestuur, swv, van, eind in gedaan["uit"]:
        Deelname.objects.filter(bestuur=bestuur, swv=swv, van=_dag(van), tot=tot).update(tot=_dag(eind))
    for sleutel, eind in gedaan["dicht"]:
        soort, _, code = sleutel.partition(":")
        model: Any = Bestuur if soort == "bestuur" else School
        model.objects.filter(pk=code).update(tot=_dag(eind))
    for van, naar, was in gedaan["opvolgingen"]:
        _zet_lijn_terug(Opvolging.objects.filter(van=van, naar=naar), was)


def _zet_lijn_terug(rijen: Any, was: list[str] | None) -> None:
    if was is None:
        rijen.delete()
        return
    soort, per, bron, wijziging = was
    rijen.update(soort=soort, per=_dag(per), bron=bron, wijziging=wijziging or None)


def _dag(tekst: str) -> dt.date | None:
    return dt.date.fromisoformat(tekst) if tekst else None
