"""What a merger, split or move does to reports, and what keeps it from being taken back: sentences, no content."""

from django.db.models import Q

from vindplaats.formats.models import Antwoord
from vindplaats.kern.registers import Terugvraag, opvolging_gevolgen, opvolging_hangt_eraan
from vindplaats.kern.schooljaar import Schooljaar

from .models import GEPUBLICEERD, Rapport, Toekenning


def gevolgen(geraakt: frozenset[str], sluit: frozenset[str]) -> list[str]:
    """Open reports of the boards it touches, and who keeps them. One query."""
    besturen = [sleutel.partition(":")[2] for sleutel in geraakt if sleutel.startswith("bestuur:")]
    rijen = Rapport.objects.voor_taak("verantwoording.opvolging").filter(bestuur__in=besturen)
    open_ = rijen.exclude(zaak__stand=GEPUBLICEERD).select_related("bestuur").order_by("jaar", "bestuur__naam")
    zinnen = [
        f"De verantwoording {r.schooljaar} van {r.bestuur.naam} is nog niet klaar en blijft bij dit bestuur."
        for r in open_
    ]
    if any(sleutel.startswith("bestuur:") for sleutel in sluit):
        zinnen.append(
            "Verantwoordingen van een bestuur dat ophoudt, blijven onder zijn eigen naam staan. "
            "Wie er een rol heeft, maakt ze af."
        )
    return zinnen


def hangt_eraan(vraag: Terugvraag) -> list[str]:
    """What boards that took over or got schools did since, about years on which the change holds. Three queries."""
    besturen = {s.partition(":")[2] for s in vraag.krijgt if s.startswith("bestuur:")}
    if not besturen:
        return []
    vanaf = Schooljaar.van(vraag.per).begin
    rijen = Rapport.objects.voor_taak("verantwoording.terugdraaien").filter(bestuur__in=besturen, jaar__gte=vanaf)
    geschreven = Antwoord.objects.voor_taak("verantwoording.terugdraaien").filter(op__gt=vraag.sinds)
    sinds = (
        Q(gemaakt_op__gt=vraag.sinds) | Q(zaak__sinds__gt=vraag.sinds) | Q(invulling__in=geschreven.values("invulling"))
    )
    rapporten = rijen.filter(sinds).select_related("bestuur").order_by("jaar", "bestuur__naam")
    zinnen = [
        f"Sindsdien is er gewerkt aan de verantwoording {r.schooljaar} van {r.bestuur.naam}. "
        "Terugdraaien kan dan niet meer: schrijf de omgekeerde wijziging op, vanaf een latere dag."
        for r in rapporten
    ]
    gezet = Toekenning.objects.filter(bestuur__in=besturen, jaar__gte=vanaf, op__gt=vraag.sinds)
    zinnen += [
        f"Sindsdien is er een bedrag toegekend aan {naam}. Haal dat bedrag eerst weg."
        for naam in gezet.order_by("bestuur__naam").values_list("bestuur__naam", flat=True).distinct()
    ]
    return zinnen


def meld_aan() -> None:
    """Called once from the registrations of the room."""
    opvolging_hangt_eraan.voeg_toe("verantwoording", hangt_eraan)
    opvolging_gevolgen.voeg_toe("verantwoording", gevolgen)
