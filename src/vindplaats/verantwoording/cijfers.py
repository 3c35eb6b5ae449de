"""The figures of the account: announced to `indicatoren`, money counted from the reports, shared along with the report."""

from collections.abc import Callable, Collection
from decimal import Decimal
from pathlib import Path
from typing import Any

from vindplaats.formats.models import Antwoord
from vindplaats.formats.waarden import INGEVULD
from vindplaats.indicatoren.actions import delen
from vindplaats.indicatoren.declaratie import laad
from vindplaats.indicatoren.declaratie import meld_aan as meld_indicatoren
from vindplaats.indicatoren.rules import Waarneming
from vindplaats.kern.registers import Stapdaad, indicator_vragen, meetwaarde_bronnen, sleutel_van, stapdaden

from .models import GEDEELD, Rapport
from .rules import ontvangen_per_swv, som

BESTAND = Path(__file__).parent / "indicatoren.yaml"
KRING = {
    "concept": "eigen",
    "ingediend": "deelnemers",
    "besproken": "deelnemers",
    "vastgesteld": "deelnemers",
    "gepubliceerd": "genodigden",
}
"""state of a report -> who sees its confirmed figures (D2)"""


def _per_rapport(
    vraag: str, wie: Any, organisaties: Collection[str] | None, jaren: Collection[int] | None
) -> list[Any]:
    """(report, value) of one filled-in answer, over the handed-in reports this person may read: two queries."""
    rapporten = Rapport.objects.zichtbaar_voor(wie).filter(zaak__stand__in=GEDEELD)
    if organisaties is not None:
        nummers = [sleutel.partition(":")[2] for sleutel in organisaties if sleutel.startswith("bestuur:")]
        rapporten = rapporten.filter(bestuur__in=nummers)
    if jaren is not None:
        rapporten = rapporten.filter(jaar__in=list(jaren))
    per_invulling = {rapport.invulling_id: rapport for rapport in rapporten}
    antwoorden = Antwoord.objects.voor_taak("verantwoording.cijfers").filter(
        vraag=vraag, stand=INGEVULD, invulling__in=list(per_invulling)
    )
    return [(per_invulling[a.invulling_id], a.waarde) for a in antwoorden.only("invulling_id", "waarde")]


def ontvangen(wie: Any, organisaties: Collection[str] | None, jaren: Collection[int] | None) -> list[Waarneming]:
    """Received per board, SWV and year, in cents, all schemes together (VER-07). Empty is not zero."""
    return [
        _waarneming(rapport, bedrag, swv)
        for rapport, waarde in _per_rapport("ontvangen", wie, organisaties, jaren)
        for swv, bedrag in ontvangen_per_swv(waarde or {}).items()
        if bedrag is not None
    ]


def besteed(wie: Any, organisaties: Collection[str] | None, jaren: Collection[int] | None) -> list[Waarneming]:
    """Spent per board and year, in cents; PM lines have no amount and are left out (VER-16)."""
    uit = []
    for rapport, regels in _per_rapport("bestedingen", wie, organisaties, jaren):
        bedrag = som([regel.get("bedrag") for regel in regels or [] if not regel.get("pm")])
        if bedrag is not None:
            uit.append(_waarneming(rapport, bedrag, ""))
    return uit


def _waarneming(rapport: Rapport, bedrag: int, swv: str) -> Waarneming:
    bron = f"Verantwoording {rapport.schooljaar}"
    return Waarneming(f"bestuur:{rapport.bestuur_id}", rapport.jaar, Decimal(bedrag), swv=swv, bron=bron)


def deel_mee(wie: Any, zaak: Any, overgang: Any, onderwerp: Any) -> None:
    """After a step: the confirmed figures of the report are visible to whom the report itself is."""
    if overgang.naar in KRING:
        delen(wie=wie, bron_sleutel=zaak.onderwerp, met=KRING[overgang.naar])


def bron_url(wie: Any, sleutel: str) -> str:
    """The page of the report a figure comes from, when this person may read it."""
    from django.urls import reverse

    pk = sleutel.partition(":")[2]
    if not Rapport.objects.zichtbaar_voor(wie).filter(pk=pk).exists():
        return ""
    return reverse("verantwoording:rapport", args=[pk])


def bron_van(rapport: Rapport) -> str:
    """The `bron_sleutel` under which facts of a report are proposed; sharing goes by this key."""
    return sleutel_van(rapport)


def meld_aan() -> None:
    """Called once from `registraties.meld_aan`."""
    meld_indicatoren(laad(BESTAND))
    vragen: dict[str, Callable[..., list[Waarneming]]] = {"ontvangen": ontvangen, "besteed": besteed}
    for code, vraag in vragen.items():
        indicator_vragen.voeg_toe(code, vraag)
    stapdaden.voeg_toe("verantwoording.cijfers", Stapdaad("verantwoording", deel_mee))
    meetwaarde_bronnen.voeg_toe("verantwoording.rapport", bron_url)
