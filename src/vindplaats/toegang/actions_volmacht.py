"""Verbs of standing in: a colleague acts for a role, with an end date; both and the manager can end it."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import naam_van

from .actions import bericht_sturen
from .log import leg_vast
from .models import Gebeurtenis, Gebruiker, RolToekenning, Volmacht
from .permissions import eis, mag
from .permissions_mensen import te_geven_rechten
from .rollen import ROLLEN
from .rules_mensen import bezwaar_tegen_volmacht
from .wie import Wie


def volmacht_geven(
    *, wie: Wie, naar: Gebruiker, van: dt.date, tot: dt.date, waarom: str, rechten: Iterable[str] = ()
) -> Volmacht:
    """Let a colleague act for the role that is on now, from/until (both days count); `rechten` empty: the whole role.

    Never with rights one does not have, never onward (a stand-in cannot do this), never granting of roles. Raises GeenRecht,
    OngeldigeInvoer (days, colleague, rights, reason), VerkeerdeStand (this colleague stands in already in those days).
    """
    eis(wie, "toegang.volmacht_geven")
    with transaction.atomic():
        toekenning = _eigen_rol(wie)
        gekozen = _eis_alles_klopt(toekenning, naar, van, tot, waarom, rechten)
        lopend = Volmacht.objects.filter(toekenning=toekenning, naar=naar, beeindigd_op=None)
        if lopend.filter(van__lte=tot, tot__gte=van).exists():
            raise VerkeerdeStand(f"{naar.naam} vervangt je al in die dagen. Beëindig die vervanging eerst.")
        volmacht = Volmacht.objects.create(
            toekenning=toekenning, naar=naar, van=van, tot=tot, waarom=waarom.strip()[:400], rechten=gekozen
        )
        _log(wie, "toegang.volmacht_gegeven", volmacht, "Vervanging geregeld", waarom)
        _meld(wie, volmacht, [naar.pk], "Je vervangt een collega", "gegeven")
    return volmacht


def volmacht_beeindigen(*, wie: Wie, volmacht: Volmacht, waarom: str = "") -> None:
    """End it at once: the giver, the stand-in, or who manages people there. Raises GeenRecht, VerkeerdeStand (over)."""
    zelf = wie.gebruiker_id in {volmacht.toekenning.gebruiker_id, volmacht.naar_id} and not wie.alleen_lezen
    if not zelf and not mag(wie, "toegang.volmacht_beheren", volmacht.toekenning.organisatie):
        raise GeenRecht("Alleen wie zich laat vervangen, de vervanger en de beheerder kunnen dit beëindigen.")
    with transaction.atomic():
        volmacht = Volmacht.objects.select_for_update().get(pk=volmacht.pk)
        if volmacht.beeindigd_op or volmacht.tot < vandaag():
            raise VerkeerdeStand("Deze vervanging is al voorbij.")
        volmacht.beeindigd_op, volmacht.beeindigd_door_id = nu(), wie.gebruiker_id
        volmacht.save(update_fields=["beeindigd_op", "beeindigd_door"])
        _log(wie, "toegang.volmacht_beeindigd", volmacht, "Vervanging beëindigd", waarom)
        anderen = {volmacht.toekenning.gebruiker_id, volmacht.naar_id} - {wie.gebruiker_id}
        _meld(wie, volmacht, anderen, "Een vervanging is beëindigd", "beeindigd")


def _eigen_rol(wie: Wie) -> RolToekenning:
    rij = None
    if wie.toekenning_id and wie.gebruiker_id and not wie.volmacht_id and not wie.alleen_lezen:
        eigen = RolToekenning.objects.geldig_op(vandaag())
        rij = eigen.filter(pk=wie.toekenning_id, gebruiker_id=wie.gebruiker_id).first()
    if rij is None:
        raise GeenRecht("Je kunt alleen een rol laten vervangen die je zelf hebt.")
    return rij


def _eis_alles_klopt(
    toekenning: RolToekenning, naar: Gebruiker, van: dt.date, tot: dt.date, waarom: str, rechten: Iterable[str]
) -> list[str]:
    fouten = bezwaar_tegen_volmacht(
        van, tot, vandaag(), rol_van=toekenning.van, rol_tot=toekenning.tot, hoogste_dagen=settings.VERVANGING_DAGEN
    )
    if not waarom.strip():
        fouten["waarom"] = "Schrijf op waarom je je laat vervangen."
    collega = RolToekenning.objects.geldig_op(vandaag()).filter(gebruiker=naar, organisatie=toekenning.organisatie)
    if naar.pk == toekenning.gebruiker_id or not collega.exists():
        fouten["naar"] = "Kies een collega die bij deze organisatie een rol heeft."
    gekozen = sorted(set(rechten))
    te_geven = {code for code, _ in te_geven_rechten(toekenning.rol)}
    if set(gekozen) - te_geven:
        fouten["rechten"] = "Een van deze rechten heb je zelf niet of kun je niet doorgeven. Kies uit de lijst."
    if fouten:
        raise OngeldigeInvoer(next(iter(fouten.values())), fouten)
    return gekozen


def _log(wie: Wie, naam: str, volmacht: Volmacht, begin: str, waarom: str) -> None:
    rol, waar = ROLLEN[volmacht.toekenning.rol].naam, naam_van(volmacht.toekenning.organisatie)
    hoeveel = f"{len(volmacht.rechten)} gekozen rechten" if volmacht.rechten else "de hele rol"
    leg_vast(
        wie=wie, naam=naam, onderwerp=volmacht, organisatie=volmacht.toekenning.organisatie, soort=Gebeurtenis.TOEGANG,
        waarom=waarom.strip()[:400],
        zin=f"{begin}: {rol} bij {waar}, {hoeveel}, {volmacht.van:%d-%m-%Y} tot en met {volmacht.tot:%d-%m-%Y}.",
        details={"van": str(volmacht.toekenning.gebruiker_id), "naar": str(volmacht.naar_id)},
    )  # fmt: skip


def _meld(wie: Wie, volmacht: Volmacht, naar: Iterable[uuid.UUID], begin: str, wat: str) -> None:
    rol, waar = ROLLEN[volmacht.toekenning.rol].naam, naam_van(volmacht.toekenning.organisatie)
    bericht_sturen(
        wie=wie, naar=naar, url=reverse("toegang:vervangen"), sleutel=f"volmacht:{volmacht.pk}:{wat}",
        tekst=f"{begin}: {rol} bij {waar}, {volmacht.van:%d-%m-%Y} tot en met {volmacht.tot:%d-%m-%Y}."[:300],
    )  # fmt: skip
