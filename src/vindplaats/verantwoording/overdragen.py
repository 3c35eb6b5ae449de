"""What somebody who leaves has open here: drafts they wrote in, threads they began, agreements, documents in the inbox."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from vindplaats.formats.models import Antwoord
from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import OpenDing, Overdraagbaar, overdraagbaar
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis

from .models import (
    BESTUURSROLLEN,
    CONCEPT,
    OPEN,
    SWV_LEZERS,
    Afspraak,
    Bijdrage,
    Inboxstuk,
    Inleesronde,
    Rapport,
)

NAAM = "verantwoording.overdragen"
INBOXROLLEN = frozenset({"directeur_swv", "kwaliteit_swv", "secretariaat_swv", *BESTUURSROLLEN})
PRATERS = frozenset({*BESTUURSROLLEN, *SWV_LEZERS})
ONAF = (Inboxstuk.WACHT, Inboxstuk.BEZIG, Inboxstuk.GELEZEN)


def open_dingen(gebruiker: Any, organisatie: str) -> list[OpenDing]:
    """Open things of a person at one organisation; a title and no content."""
    return [
        *_concepten(gebruiker, organisatie), *_draden(gebruiker, organisatie), *_afspraken(gebruiker, organisatie),
        *_inbox(gebruiker, organisatie),
    ]  # fmt: skip


def _concepten(gebruiker: Any, organisatie: str) -> list[OpenDing]:
    """Reports that are not handed in and in which this person wrote or that this person opened."""
    soort, _, code = organisatie.partition(":")
    if soort != "bestuur":
        return []
    schreef = (
        Antwoord.objects.voor_taak(NAAM).filter(Q(door=gebruiker) | Q(versies__door=gebruiker)).values("invulling")
    )
    rijen = Rapport.objects.voor_taak(NAAM).filter(
        bestuur_id=code, zaak__stand__in=(OPEN, CONCEPT), invulling__in=schreef
    )
    return [
        OpenDing(
            f"concept:{r.pk}", "Concept", f"Verantwoording {r.schooljaar}", organisatie,
            reverse("verantwoording:rapport", args=[r.pk]), frozenset(BESTUURSROLLEN),
        )
        for r in rijen
    ]  # fmt: skip


def _draden(gebruiker: Any, organisatie: str) -> list[OpenDing]:
    rijen = (
        Bijdrage.objects.voor_taak(NAAM)
        .filter(door=gebruiker, organisatie=organisatie, antwoord_op=None, afgehandeld_op=None, ingetrokken_op=None)
        .select_related("rapport__bestuur")
    )
    return [
        OpenDing(
            f"draad:{b.pk}", "Gesprek", f"{b.get_soort_display().capitalize()} bij {b.rapport.bestuur.naam}, {b.rapport.schooljaar}",
            organisatie, reverse("verantwoording:gesprek-deel", args=[b.rapport_id, b.deel]), PRATERS,
        )
        for b in rijen
    ]  # fmt: skip


def _afspraken(gebruiker: Any, organisatie: str) -> list[OpenDing]:
    """Agreements this person must keep (by name at the own organisation) or wrote down and watches."""
    rijen = (
        Afspraak.objects.voor_taak(NAAM)
        .filter(
            Q(persoon=gebruiker.naam, eigenaar=organisatie) | Q(gemaakt_door=gebruiker, door_organisatie=organisatie),
            klaar_op=None, vervallen_op=None,
        )
        .select_related("rapport__bestuur")
    )  # fmt: skip
    return [
        OpenDing(
            f"afspraak:{a.pk}", "Afspraak", f"Afspraak met {a.rapport.bestuur.naam}, uiterlijk {a.uiterlijk:%d-%m-%Y}", organisatie,
            reverse("verantwoording:gesprek-deel", args=[a.rapport_id, a.deel]), PRATERS,
        )
        for a in rijen
    ]  # fmt: skip


def _inbox(gebruiker: Any, organisatie: str) -> list[OpenDing]:
    onaf = Inboxstuk.objects.voor_taak(NAAM).filter(stand__in=ONAF, eigenaar=organisatie).values("ronde")
    rijen = Inleesronde.objects.voor_taak(NAAM).filter(door=gebruiker, eigenaar=organisatie, pk__in=onaf)
    return [
        OpenDing(
            f"ronde:{r.pk}", "Documenten om na te kijken", f"Documenten van {r.gemaakt_op:%d-%m-%Y}", organisatie,
            reverse("verantwoording:inbox"), INBOXROLLEN,
        )
        for r in rijen
    ]  # fmt: skip


def draag_over(wie: Any, ding: OpenDing, van: Any, naar: Any) -> None:
    """Give it to the successor: the row itself where it names a person, and a line in the trail of the report.

    Raises VerkeerdeStand when it was finished in the meantime.
    """
    soort, _, pk = ding.sleutel.partition(":")
    if ding not in open_dingen(van, ding.organisatie):
        raise VerkeerdeStand(f"{ding.titel}: dit is intussen veranderd. Ververs de bladzijde en kijk opnieuw.")
    onderwerp: Any = None
    if soort == "concept":
        onderwerp = Rapport.objects.voor_taak(NAAM).get(pk=pk)
    elif soort == "draad":
        onderwerp = Bijdrage.objects.voor_taak(NAAM).select_related("rapport").get(pk=pk).rapport
    elif soort == "afspraak":
        afspraak = Afspraak.objects.voor_taak(NAAM).select_related("rapport").get(pk=pk)
        if afspraak.persoon == van.naam:
            Afspraak.objects.voor_taak(NAAM).filter(pk=pk).update(persoon=naar.naam[:120])
        onderwerp = afspraak.rapport
    else:
        onderwerp = Inleesronde.objects.voor_taak(NAAM).get(pk=pk)
        Inleesronde.objects.voor_taak(NAAM).filter(pk=pk).update(door=naar)
    leg_vast(
        wie=wie, naam="verantwoording.overgedragen", onderwerp=onderwerp, organisatie=ding.organisatie,
        soort=Gebeurtenis.WIJZIGEN, zin=f"{ding.soort} overgedragen aan een collega na een vertrek.",
        details={"van": str(van.pk), "naar": str(naar.pk), "op": nu().isoformat()},
    )  # fmt: skip


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    overdraagbaar.voeg_toe("verantwoording", Overdraagbaar(open_dingen, draag_over))
