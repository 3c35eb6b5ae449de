"""Verbs of the yearly review of rights: begin, confirm, end, and the daily upkeep with reminders."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import naam_van, soort_van

from . import rolpost
from .actions import bericht_sturen, rol_beeindigen
from .log import leg_vast
from .models import Gebeurtenis, Rechtenregel, Rechtenronde, RolToekenning
from .permissions import eis
from .queries import bereik_van, mensen_met_rol
from .rules_mensen import herinneringsmoment, nakijken_te_doen
from .wie import Wie


def ronde_beginnen(*, wie: Wie, organisatie: str) -> Rechtenronde:
    """Begin a review of the rights at an organisation; due in VINDPLAATS_RECHTEN_DAGEN days.

    Raises GeenRecht, VerkeerdeStand (one is open already, or nobody has a role there).
    """
    eis(wie, "toegang.rechten_nakijken", organisatie)
    with transaction.atomic():
        if Rechtenronde.objects.filter(organisatie=organisatie, afgerond_op=None).exists():
            raise VerkeerdeStand("Bij deze organisatie worden de rechten al nagekeken.")
        ronde = Rechtenronde.objects.create(
            organisatie=organisatie, begonnen_op=nu(), begonnen_door_id=wie.gebruiker_id,
            uiterlijk=vandaag() + dt.timedelta(days=settings.RECHTEN_DAGEN),
        )  # fmt: skip
        if not _vul_aan(ronde):
            raise VerkeerdeStand("Niemand heeft nu een rol bij deze organisatie. Er is niets na te kijken.")
        _log(wie, "toegang.rechtenronde_begonnen", ronde, "Nakijken van rechten begonnen")
    return ronde


def rechten_bevestigen(*, wie: Wie, ronde: Rechtenronde, regels: Iterable[uuid.UUID]) -> int:
    """These roles stay. Nobody confirms an own role. Returns how many; raises GeenRecht, VerkeerdeStand, OngeldigeInvoer."""
    return _besluit(wie, ronde, regels, Rechtenregel.BLIJFT, "")


def rechten_beeindigen(*, wie: Wie, ronde: Rechtenronde, regels: Iterable[uuid.UUID], waarom: str = "") -> int:
    """These roles end at once, with their sessions. Returns how many; raises GeenRecht, VerkeerdeStand, OngeldigeInvoer."""
    return _besluit(wie, ronde, regels, Rechtenregel.EINDIGT, waarom)


def rechten_bijhouden(*, wie: Wie) -> dict[str, int]:
    """Daily: begin reviews that are due, close those with nothing left, remind who must do them. Safe to run twice."""
    if not wie.is_taak:
        raise GeenRecht("Dit doet het systeem zelf, elke dag.")
    begonnen = sum(_begin_zelf(wie, o) for o in _toe_aan_nakijken())
    herinnerd = 0
    for ronde in Rechtenronde.objects.filter(afgerond_op=None):
        with transaction.atomic():
            _vul_aan(ronde)
            if not _rond_af(wie, ronde):
                herinnerd += _herinner(wie, ronde)
    return {"begonnen": begonnen, "herinnerd": herinnerd}


def _toe_aan_nakijken() -> list[str]:
    """Organisations with a role today whose last review is too long ago or never was, and that have none open."""
    met_rol = set(RolToekenning.objects.geldig_op(vandaag()).values_list("organisatie", flat=True).distinct())
    open_ = set(Rechtenronde.objects.filter(afgerond_op=None).values_list("organisatie", flat=True))
    laatst: dict[str, dt.date] = {}
    for organisatie, op in Rechtenronde.objects.exclude(afgerond_op=None).values_list("organisatie", "afgerond_op"):
        if op is None:
            continue
        laatst[organisatie] = max(op.date(), laatst.get(organisatie, op.date()))
    oud = _oudste_rol(met_rol - open_ - laatst.keys())
    return sorted(
        o for o in met_rol - open_
        if nakijken_te_doen(laatst.get(o, oud.get(o)), vandaag(), settings.RECHTEN_MAANDEN)
    )  # fmt: skip


def _oudste_rol(organisaties: set[str]) -> dict[str, dt.date]:
    """First day of the oldest role per organisation without any review: a new organisation is due after a year, not today."""
    uit: dict[str, dt.date] = {}
    for o, van in RolToekenning.objects.filter(organisatie__in=organisaties).values_list("organisatie", "van"):
        uit[o] = min(van, uit.get(o, van))
    return uit


def _begin_zelf(wie: Wie, organisatie: str) -> int:
    try:
        ronde = ronde_beginnen(wie=wie, organisatie=organisatie)
    except VerkeerdeStand:
        return 0
    _meld(wie, ronde, "begin", f"Kijk de rechten na bij {naam_van(organisatie)}, uiterlijk {ronde.uiterlijk:%d-%m-%Y}.")
    return 1


def _vul_aan(ronde: Rechtenronde) -> int:
    """Add roles that came since; mark undecided ones that are over. Returns how many rows there are."""
    geldig = list(RolToekenning.objects.geldig_op(vandaag()).filter(organisatie=ronde.organisatie))
    al = set(ronde.regels.values_list("toekenning_id", flat=True))
    Rechtenregel.objects.bulk_create(
        [
            Rechtenregel(ronde=ronde, toekenning=t, sinds=t.van, laatst_gebruikt=t.laatst_gebruikt)
            for t in geldig
            if t.pk not in al
        ],
        ignore_conflicts=True,
    )
    voorbij = ronde.regels.filter(besluit="").exclude(toekenning__in=[t.pk for t in geldig])
    voorbij.update(besluit=Rechtenregel.VERVALLEN, op=nu())
    return ronde.regels.count()


def _besluit(wie: Wie, ronde: Rechtenronde, regels: Iterable[uuid.UUID], besluit: str, waarom: str) -> int:
    eis(wie, "toegang.rechten_nakijken", ronde.organisatie)
    with transaction.atomic():
        ronde = Rechtenronde.objects.select_for_update().get(pk=ronde.pk)
        if ronde.afgerond_op:
            raise VerkeerdeStand("Deze controle is afgerond en verandert niet meer.")
        _vul_aan(ronde)
        gekozen = list(ronde.regels.filter(pk__in=list(regels), besluit="").select_related("toekenning__gebruiker"))
        if not gekozen:
            raise OngeldigeInvoer("Kruis minstens één rol aan waarover nog niet besloten is.")
        if any(r.toekenning.gebruiker_id == wie.gebruiker_id for r in gekozen):
            raise GeenRecht("Je eigen rol kijkt iemand anders na. Laat die regel open.")
        for regel in gekozen:
            if besluit == Rechtenregel.EINDIGT:
                reden = waarom or "Nakijken van rechten"
                rol_beeindigen(wie=wie, toekenning=regel.toekenning, waarom=reden)
            regel.besluit, regel.waarom, regel.door_id, regel.op = besluit, waarom[:400], wie.gebruiker_id, nu()
            regel.laatst_gebruikt = regel.toekenning.laatst_gebruikt
            regel.save(update_fields=["besluit", "waarom", "door", "op", "laatst_gebruikt"])
        woord = "bevestigd" if besluit == Rechtenregel.BLIJFT else "beëindigd"
        _log(wie, f"toegang.rechten_{'bevestigd' if besluit == Rechtenregel.BLIJFT else 'beeindigd'}", ronde,
             f"Rechten nagekeken, {len(gekozen)} {woord}", waarom)  # fmt: skip
        _rond_af(wie, ronde)
    return len(gekozen)


def _rond_af(wie: Wie, ronde: Rechtenronde) -> bool:
    """Close the review when every row is decided; then it is evidence."""
    if ronde.regels.filter(besluit="").exists():
        return False
    ronde.afgerond_op = nu()
    ronde.save(update_fields=["afgerond_op"])
    _log(wie, "toegang.rechtenronde_afgerond", ronde, "Nakijken van rechten afgerond")
    return True


def _herinner(wie: Wie, ronde: Rechtenronde) -> int:
    moment = herinneringsmoment(ronde.uiterlijk, vandaag())
    if not moment:
        return 0
    waar = naam_van(ronde.organisatie)
    if moment == "week":
        zin = f"Nog een week om de rechten na te kijken bij {waar}: uiterlijk {ronde.uiterlijk:%d-%m-%Y}."
    else:
        zin = f"De rechten bij {waar} hadden nagekeken moeten zijn op {ronde.uiterlijk:%d-%m-%Y}."
    return _meld(wie, ronde, moment, zin)


def _meld(wie: Wie, ronde: Rechtenronde, moment: str, zin: str) -> int:
    """Tell who manages people there; over time also the functional manager and the privacy officer."""
    plek = {soort_van(ronde.organisatie): {ronde.organisatie}}
    bereik = bereik_van(ronde.organisatie)
    besturen = plek.get("bestuur", set()) | (bereik.besturen if "school" in plek else set())
    swvs = plek.get("swv", set()) | (bereik.swvs if not besturen or moment.startswith("laat") else set())
    voor = [*rolpost.paren(["bestuurder"], besturen), *rolpost.paren(["functioneel_beheerder"], swvs)]
    if moment.startswith("laat"):
        voor += rolpost.paren(["privacy_officer"], swvs or bereik.swvs)
    naar = {m.pk for rol, organisatie in voor for m in mensen_met_rol([rol], [organisatie])}
    return bericht_sturen(
        wie=wie,
        naar=naar,
        tekst=zin[:300],
        url=reverse("toegang:rechten"),
        sleutel=f"rechten:{ronde.pk}:{moment}",
        voor=voor,
    )


def _log(wie: Wie, naam: str, ronde: Rechtenronde, begin: str, waarom: str = "") -> None:
    leg_vast(
        wie=wie, naam=naam, onderwerp=ronde, organisatie=ronde.organisatie, soort=Gebeurtenis.TOEGANG, waarom=waarom[:400],
        zin=f"{begin}: {naam_van(ronde.organisatie)}.",
    )  # fmt: skip
