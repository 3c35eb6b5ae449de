"""What the people side puts on somebody's worklist: work taken over, shared work, reviews, requests to look along."""

from django.urls import reverse

from vindplaats.kern.registers import Werk, naam_van, namen_van, werklijsten

from .models import Meekijken, Overdracht, Rechtenronde
from .permissions import beheerbare_organisaties, mag
from .permissions_mensen import spreekt_voor
from .queries_mensen import eigen_postvak
from .wie import Wie

HOOGSTENS = 20


def werk(wie: Wie) -> list[Werk]:
    """Open steps of the people side for this person in this role; nothing while looking along."""
    if wie.is_taak or wie.alleen_lezen:
        return []
    return [*_overgenomen(wie), *_postvak(wie), *_nakijken(wie), *_goedkeuren(wie)]


def _overgenomen(wie: Wie) -> list[Werk]:
    rijen = Overdracht.objects.filter(naar_id=wie.gebruiker_id, organisatie=wie.organisatie, gezien_op=None)
    return [
        Werk(
            o.titel,
            f"Overgenomen van {o.van.naam}",
            "iemand is vertrokken en jij neemt dit over",
            reverse("toegang:overdrachten"),
        )
        for o in rijen.select_related("van")[:HOOGSTENS]
    ]


def _postvak(wie: Wie) -> list[Werk]:
    bak = eigen_postvak(wie)
    aantal = bak.berichten.filter(klaar_op=None).count() if bak else 0
    if not bak or not aantal:
        return []
    titel = "Een bericht in het gedeelde postvak" if aantal == 1 else f"{aantal} berichten in het gedeelde postvak"
    return [
        Werk(titel, bak.get_rol_display(), "voor iedereen met jouw rol", reverse("toegang:rolpostvak", args=[bak.pk]))
    ]


def _nakijken(wie: Wie) -> list[Werk]:
    if not mag(wie, "toegang.rechten_nakijken"):
        return []
    rijen = list(
        Rechtenronde.objects.filter(organisatie__in=beheerbare_organisaties(wie), afgerond_op=None)[: HOOGSTENS + 1]
    )
    if len(rijen) > HOOGSTENS:
        vroegst = min(r.uiterlijk for r in rijen)
        titel = "Kijk de rechten na bij veel organisaties"
        return [Werk(titel, "Mensen en rollen", "elk jaar", reverse("toegang:rechten"), vroegst)]
    namen = namen_van(r.organisatie for r in rijen)
    return [
        Werk(
            "Kijk de rechten na",
            namen[r.organisatie],
            "elk jaar: wie heeft welke rol",
            reverse("toegang:rechtenronde", args=[r.pk]),
            r.uiterlijk,
        )
        for r in rijen
    ]


def _goedkeuren(wie: Wie) -> list[Werk]:
    if not spreekt_voor(wie, wie.organisatie):
        return []
    rijen = Meekijken.objects.filter(organisatie=wie.organisatie, begint_op=None, beeindigd_op=None, geweigerd_op=None)
    return [
        Werk("Beslis over meekijken", naam_van(m.organisatie), f"melding {m.melding}", reverse("toegang:meekijken"))
        for m in rijen[:HOOGSTENS]
    ]


werklijsten.voeg_toe("toegang", werk)
