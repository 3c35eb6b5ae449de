"""Reads of the calendar. `vrij` is what `kern.kalender` asks."""

import datetime as dt
import uuid
from collections.abc import Collection

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.wie import Wie

from . import rules
from . import rules_kalender as regels
from .models import CONCEPT, GELDIG, Periode, Waarde

REGIO = "kalender.vakantieregio"


def als_vrij(rij: Periode) -> regels.Vrij:
    """A row as plain data."""
    return regels.Vrij(rij.naam, rij.van, rij.tot, rij.soort, rij.regio, rij.bron)


def vrij(swvs: Collection[str], van: dt.date, tot: dt.date) -> dict[str, dict[dt.date, str]]:
    """Per SWV the free days between two days with their names; two queries."""
    taak = "instellingen.kalender"
    rijen = Periode.objects.voor_taak(taak).geldig().filter(swv__in=swvs, van__lte=tot, tot__gte=van).order_by("van")
    per_swv: dict[str, list[regels.Vrij]] = {swv: [] for swv in swvs}
    for rij in rijen:
        per_swv[rij.swv].append(als_vrij(rij))
    if not any(per_swv.values()):
        return {swv: {} for swv in swvs}
    regios: dict[str, list[rules.Regel]] = {swv: [] for swv in swvs}
    waarden = Waarde.objects.voor_taak(taak).geldig().filter(swv__in=swvs, code=REGIO)
    for pk, swv, vanaf, einde, inhoud in waarden.values_list("pk", "swv", "vanaf", "tot", "waarde"):
        regios[swv].append(rules.Regel(pk, vanaf, einde, inhoud))
    uit = {}
    for swv, periodes in per_swv.items():
        nu = rules.geldend(regios[swv], van) or rules.geldend(regios[swv], tot)
        uit[swv] = regels.vrij_op(periodes, str(nu.waarde or "") if nu else "", van, tot)
    return uit


def periodes(wie: Wie, jaar: Schooljaar) -> list[Periode]:
    """The valid free days of the own SWV in a school year."""
    rijen = Periode.objects.zichtbaar_voor(wie).geldig().filter(swv=wie.organisatie, schooljaar=jaar.begin)
    return list(rijen.order_by("van", "soort", "regio"))


def vervallen(wie: Wie, jaar: Schooljaar) -> list[Periode]:
    """What was corrected or withdrawn in a school year, newest first."""
    rijen = Periode.objects.zichtbaar_voor(wie).filter(swv=wie.organisatie, schooljaar=jaar.begin)
    return list(rijen.exclude(stand__in=(CONCEPT, GELDIG)).order_by("-einde_op"))


def concept(wie: Wie) -> list[Periode]:
    """The own draft, all school years."""
    rijen = Periode.objects.zichtbaar_voor(wie).filter(swv=wie.organisatie, stand=CONCEPT, door_id=wie.gebruiker_id)
    return list(rijen.order_by("van"))


def alles(wie: Wie) -> list[Periode]:
    """All valid free days of the own SWV, for export."""
    return list(Periode.objects.zichtbaar_voor(wie).geldig().filter(swv=wie.organisatie).order_by("van"))


def periode_voor(wie: Wie, pk: uuid.UUID) -> Periode:
    """One row of the own SWV; NietGevonden for a stranger and for a draft of somebody else."""
    rij: Periode | None = Periode.objects.zichtbaar_voor(wie).filter(pk=pk, swv=wie.organisatie).first()
    if rij is None:
        raise NietGevonden()
    return rij
