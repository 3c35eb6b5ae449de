"""Verbs of the watch: look for patterns, mark one as looked at."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from vindplaats.instellingen.queries import waarden
from vindplaats.instellingen.queries_kalender import vrij
from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer
from vindplaats.kern.klok import nu
from vindplaats.organisaties.models import Swv
from vindplaats.privacy.models import Patroon
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.queries import bereik_van
from vindplaats.toegang.wie import Wie

from . import rules
from .instelbaar import TOT, VAN, drempelcode

TERUG = dt.timedelta(hours=26)
"""how far back a search looks: a day, and room for a worker that stood still"""


def patronen_zoeken(*, wie: Wie, sinds: dt.datetime | None = None) -> int:
    """Search the log of every SWV since a moment (default a good day ago). Returns how many new patterns were found.

    May run at any time and as often as one likes: the same finding is found once, and grows as long as nobody looked at it.
    """
    begin = sinds or nu() - TERUG
    return sum(_zoek(f"swv:{code}", begin) for code in Swv.objects.order_by("code").values_list("code", flat=True))


def patroon_afdoen(*, wie: Wie, patroon: Patroon, notitie: str) -> Patroon:
    """Mark a pattern as looked at, with what was found. Raises GeenRecht, NietGevonden, OngeldigeInvoer (no note)."""
    eis(wie, "privacy.patroon_afdoen")
    if not notitie.strip():
        zin = "Schrijf op wat je zag, bijvoorbeeld: gebeld, het hoorde bij het jaarverslag."
        raise OngeldigeInvoer(zin, {"notitie": zin})
    with transaction.atomic():
        rij: Patroon | None = Patroon.objects.zichtbaar_voor(wie).select_for_update().filter(pk=patroon.pk).first()
        if rij is None:
            raise NietGevonden
        rij.bekeken_op, rij.bekeken_door_id, rij.bekeken_naam, rij.notitie = (
            nu(),
            wie.gebruiker_id,
            wie.naam,
            notitie.strip(),
        )
        rij.save(update_fields=["bekeken_op", "bekeken_door", "bekeken_naam", "notitie"])
        leg_vast(
            wie=wie,
            naam="privacy.patroon_bekeken",
            onderwerp=rij,
            zin=f"Patroon bekeken: {rules.REGELS[rij.regel].naam}.",
        )
    return rij


def _zoek(swv: str, sinds: dt.datetime) -> int:
    regels = list(_regels(swv, sinds))
    if not regels:
        return 0
    vondsten = rules.vind(regels, _drempels(swv), _kantoor(swv, sinds))
    return sum(_bewaar(swv, v) for v in vondsten)


def _regels(swv: str, sinds: dt.datetime) -> list[rules.Regelin]:
    sleutels = bereik_van(swv).alles | {swv}
    velden = ("wanneer", "soort", "naam", "gebruiker_id", "wie_naam", "onderwerp")
    log = Gebeurtenis.objects.voor_taak("privacy.patronen_zoeken").filter(wanneer__gte=sinds, organisatie__in=sleutels)
    return [
        rules.Regelin(timezone.localtime(w), soort, naam, str(mens) if mens else "", wie_naam, onderwerp)
        for w, soort, naam, mens, wie_naam, onderwerp in log.order_by().values_list(*velden).iterator(chunk_size=5000)
    ]


def _drempels(swv: str) -> dict[str, int]:
    gezet = waarden(swv, [drempelcode(code) for code in rules.REGELS])
    return {code: int(gezet[drempelcode(code)].waarde or 0) for code in rules.REGELS}


def _kantoor(swv: str, sinds: dt.datetime) -> rules.Kantoor:
    uren = waarden(swv, [VAN, TOT])
    dagen = vrij([swv], timezone.localtime(sinds).date(), timezone.localtime(nu()).date())
    return rules.Kantoor(int(uren[VAN].waarde or 0), int(uren[TOT].waarde or 24), frozenset(dagen.get(swv, {})))


def _bewaar(swv: str, v: rules.Vondst) -> bool:
    waarden_ = {
        "regel": v.regel, "gebruiker_id": uuid.UUID(v.wie) if v.wie else None, "wie_naam": v.wie_naam, "dag": v.begin.date(), "begin": v.begin,
        "eind": v.eind, "aantal": v.aantal, "zin": v.zin,
    }  # fmt: skip
    alle = Patroon.objects.voor_taak("privacy.patronen_zoeken")
    rij, nieuw = alle.get_or_create(organisatie=swv, sleutel=v.sleutel, defaults=waarden_ | {"gevonden_op": nu()})
    if not nieuw and rij.bekeken_op is None and rij.aantal != v.aantal:
        alle.filter(pk=rij.pk, bekeken_op=None).update(**waarden_)
    return bool(nieuw)
