"""Figures that keep a merger, split or move from being taken back: those that who took over gave since."""

from vindplaats.kern.registers import Terugvraag, namen_van, opvolging_hangt_eraan
from vindplaats.kern.schooljaar import Schooljaar

from .models import Meetwaarde


def hangt_eraan(vraag: Terugvraag) -> list[str]:
    """Figures of who took over or got schools, of years on which the change holds, given since. Two queries."""
    rijen = Meetwaarde.objects.voor_taak("indicatoren.terugdraaien").filter(
        organisatie__in=vraag.krijgt, schooljaar__gte=Schooljaar.van(vraag.per).begin, op__gt=vraag.sinds
    )
    van = sorted(rijen.exclude(stand=Meetwaarde.AFGEWEZEN).order_by().values_list("organisatie", flat=True).distinct())
    namen = namen_van(van) if van else {}
    return [
        f"Sindsdien heeft {namen.get(sleutel, sleutel)} een cijfer ingevoerd of bevestigd. "
        "Terugdraaien kan dan niet meer: schrijf de omgekeerde wijziging op, vanaf een latere dag."
        for sleutel in van
    ]


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    opvolging_hangt_eraan.voeg_toe("indicatoren", hangt_eraan)
