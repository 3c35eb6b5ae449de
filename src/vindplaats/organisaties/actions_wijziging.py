"""Verbs of mergers, splits and moves: write down, confirm (plan or carry through), withdraw, and the daily task.

Taking back what was carried through is in `actions_terugdraaien`.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from vindplaats.kern.fouten import Botsing, Fout, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import historie
from .logregels import log_wijziging
from .models import Bestuur, Deelname, Opvolging, Organisatiewijziging, School, Swv
from .rules import zonder_bsn
from .stappen import Stappen, stappen_van

W = Organisatiewijziging
HOOGSTENS_VOORUIT = dt.timedelta(days=3 * 366)


@transaction.atomic
def wijziging_maken(*, wie: Wie, soort: str, per: dt.date, reden: str, inhoud: dict[str, Any]) -> W:
    """Write down what should happen; nothing changes yet. Raises OngeldigeInvoer when it cannot be done on that day."""
    eis(wie, "organisaties.opvolgen")
    for bestuur in Bestuur.objects.filter(pk__in=_van(soort, inhoud, "bestuur")):
        eis(wie, "organisaties.bestuur_wijzigen", bestuur)
    for school in School.objects.filter(pk__in=_van(soort, inhoud, "school")):
        eis(wie, "organisaties.school_verplaatsen", school)
    reden, weg = zonder_bsn(reden.strip())
    if weg or not reden:
        zin = "Haal het nummer weg: het kan een burgerservicenummer zijn." if weg else "Vul in waarom dit gebeurt."
        raise OngeldigeInvoer(zin, {"reden": zin})
    if per > vandaag() + HOOGSTENS_VOORUIT:
        raise OngeldigeInvoer("Die dag is te ver weg.", {"per": "Kies een dag binnen drie jaar."})
    swv = Swv.objects.get(pk=wie.code)
    rij = W(
        swv=swv, soort=soort, per=per, reden=reden[:200], inhoud=inhoud, door_naam=wie.naam, door_id=wie.gebruiker_id
    )
    stappen = stappen_van(rij)
    if stappen.bezwaren:
        raise OngeldigeInvoer(" ".join(stappen.bezwaren))
    rij.raakt = f" {' '.join(stappen.sleutels)} "
    rij.save(force_insert=True)
    log_wijziging(wie, rij, "wijziging_gemaakt", f"{rij}: opgeschreven, nog niet bevestigd.")
    return rij


def _van(soort: str, inhoud: dict[str, Any], wat: str) -> list[str]:
    """Codes of the boards or schools that something happens to."""
    vak = "school" if soort == W.SCHOOL_OVER else "van"
    if ("school" if soort in {W.SCHOOL_OVER, W.SCHOLEN_SAMEN, W.SCHOOL_SPLITSEN} else "bestuur") != wat:
        return []
    waarde = inhoud[vak]
    return list(waarde) if isinstance(waarde, list) else [waarde]


@transaction.atomic
def wijziging_bevestigen(*, wie: Wie, wijziging: W, vingerafdruk: str) -> W:
    """Carry through what was shown, or plan it when its day is to come.

    Raises VerkeerdeStand when it is done or withdrawn already, Botsing when the data changed since the screen was opened.
    """
    eis(wie, "organisaties.opvolgen", wijziging)
    vers = W.objects.select_for_update().get(pk=wijziging.pk)
    if vers.stand != W.CONCEPT:
        raise VerkeerdeStand(f"Deze wijziging is al {vers.get_stand_display()}.")
    stappen = stappen_van(vers)
    if stappen.bezwaren:
        raise VerkeerdeStand(" ".join(stappen.bezwaren))
    if stappen.vingerafdruk != vingerafdruk:
        raise Botsing("De gegevens zijn intussen veranderd. Kijk na wat er nu gaat gebeuren en bevestig opnieuw.")
    if vers.per > vandaag():
        vers.stand = W.GEPLAND
        vers.save(update_fields=["stand"])
        log_wijziging(wie, vers, "wijziging_gepland", f"{vers}: gepland.", stappen.sleutels)
        return vers
    return _voer_door(wie, vers, stappen)


@transaction.atomic
def wijziging_intrekken(*, wie: Wie, wijziging: W) -> W:
    """Withdraw what has not been carried through; the row stays, to be seen."""
    eis(wie, "organisaties.opvolgen", wijziging)
    vers = W.objects.select_for_update().get(pk=wijziging.pk)
    if vers.stand not in {W.CONCEPT, W.GEPLAND}:
        raise VerkeerdeStand(f"Deze wijziging is al {vers.get_stand_display()}; intrekken kan niet meer.")
    stappen = stappen_van(vers)
    vers.stand = W.INGETROKKEN
    vers.save(update_fields=["stand"])
    log_wijziging(wie, vers, "wijziging_ingetrokken", f"{vers}: ingetrokken.", stappen.sleutels)
    return vers


def wijzigingen_laten_ingaan(*, wie: Wie) -> int:
    """Carry through every planned change whose day has come, each in its own transaction. Returns how many.

    What cannot be done any more stays planned, with the reason on its page and in the log (once).
    """
    eis(wie, "organisaties.opvolgen")
    gedaan = 0
    for pk in W.objects.filter(stand=W.GEPLAND, per__lte=vandaag()).order_by("per", "pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                vers = W.objects.select_for_update().get(pk=pk)
                if vers.stand != W.GEPLAND:
                    continue
                stappen = stappen_van(vers)
                if stappen.bezwaren:
                    raise VerkeerdeStand(" ".join(stappen.bezwaren))
                _voer_door(wie, vers, stappen)
                gedaan += 1
        except Fout as fout:
            _onthoud_probleem(wie, pk, fout.zin)
    return gedaan


@transaction.atomic
def _onthoud_probleem(wie: Wie, pk: Any, zin: str) -> None:
    vers = W.objects.select_for_update().get(pk=pk)
    if vers.probleem != zin[:400]:
        vers.probleem = zin[:400]
        vers.save(update_fields=["probleem"])
        log_wijziging(wie, vers, "wijziging_mislukt", f"{vers}: kon niet ingaan. {zin}")


def _voer_door(wie: Wie, wijziging: W, stappen: Stappen) -> W:
    """The steps themselves. The caller holds the transaction and the lock on the row. `gedaan` keeps how it was."""
    bron = str(wijziging)[:80]
    vers = School.objects.select_for_update(of=("self",)).in_bulk([o.school.pk for o in stappen.overgangen])
    gedaan: dict[str, Any] = {"tot": str(stappen.tot)}
    gedaan["scholen"] = [_zet_over(vers[o.school.pk], o.bestuur, o.swv, wijziging, bron) for o in stappen.overgangen]
    for bestuur, swv in stappen.deelnames:
        Deelname.objects.create(bestuur_id=bestuur, swv_id=swv, van=stappen.per)
    gedaan["deelnames"] = [list(paar) for paar in stappen.deelnames]
    gedaan["dicht"] = [_sluit(rij, stappen.tot) for rij in stappen.sluit_rijen]
    open_ = Deelname.objects.filter(Q(tot=None) | Q(tot__gt=stappen.tot), bestuur__in=stappen.sluit_besturen)
    open_ = open_.exclude(van__gt=stappen.tot)
    gedaan["uit"] = [[d.bestuur_id, d.swv_id, _dag(d.van), _dag(d.tot)] for d in open_]
    open_.update(tot=stappen.tot)
    gedaan["opvolgingen"] = [_volg_op(soort, van, naar, stappen, wijziging) for soort, van, naar in stappen.opvolgingen]
    wijziging.stand, wijziging.doorgevoerd_op, wijziging.probleem = W.DOORGEVOERD, nu(), ""
    wijziging.raakt, wijziging.gedaan = f" {' '.join(stappen.sleutels)} ", gedaan
    wijziging.save(update_fields=["stand", "doorgevoerd_op", "probleem", "raakt", "gedaan"])
    log_wijziging(wie, wijziging, "wijziging_doorgevoerd", f"{wijziging}: doorgevoerd.", stappen.sleutels)
    return wijziging


def _dag(dag: dt.date | None) -> str:
    return dag.isoformat() if dag else ""


def _sluit(rij: Bestuur | School, tot: dt.date) -> list[str]:
    """Close a board or school; returns its key and the end it had."""
    was, rij.tot = _dag(rij.tot), tot
    rij.save(update_fields=["tot"])
    return [rij.sleutel, was]


def _volg_op(soort: str, van: str, naar: str, stappen: Stappen, wijziging: W) -> list[Any]:
    """Write down the lineage; returns the keys and what stood there for the same two before, if anything."""
    was = Opvolging.objects.filter(van=van, naar=naar).first()
    eerder = [was.soort, _dag(was.per), was.bron, str(was.wijziging_id or "")] if was else None
    waarden = {"soort": soort, "per": stappen.per, "bron": str(wijziging)[:80], "wijziging": wijziging}
    Opvolging.objects.update_or_create(van=van, naar=naar, defaults=waarden)
    return [van, naar, eerder]


def _zet_over(school: School, bestuur: str | None, swv: str | None, wijziging: W, bron: str) -> dict[str, Any]:
    """Move one school; returns how it was and how it is now."""
    from .actions import volgens_regel

    was = historie.beeld_van(school)
    ander_bestuur, ander_swv = bestuur != school.bestuur_id, swv != school.swv_id
    telde = school.perioden.count()
    historie.zet_over(school, bestuur=bestuur, swv=swv, per=wijziging.per, reden=wijziging.reden, bron=bron)
    if ander_swv:
        school.swv_reden = wijziging.reden if volgens_regel(school) != swv else ""
    if ander_bestuur:
        school.handmatig = sorted({*school.handmatig, "bestuur"})
    school.save(update_fields=["bestuur", "swv", "swv_reden", "handmatig"])
    return {
        "school": school.pk,
        "was": was,
        "is": historie.beeld_van(school),
        "periode": school.perioden.count() > telde,
    }
