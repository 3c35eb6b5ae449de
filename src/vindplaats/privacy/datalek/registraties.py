"""What the corridor gives to the registries: the procedure, its conditions, names, sight, worklist and reminders."""

import datetime as dt
from pathlib import Path
from typing import Any

from vindplaats.kern.registers import Onderwerpsoort, onderwerpen, voorwaarden, werklijsten, zaak_zicht
from vindplaats.kern.taken import Rooster, rooster, taak
from vindplaats.procedures.catalogus import meld_map_aan

from . import rules


def _zicht(wie: Any) -> Any:
    from django.db.models import Q

    from vindplaats.privacy.models import Datalek

    return Q(pk__in=Datalek.objects.zichtbaar_voor(wie).values("zaak_id"))


def _namen(sleutels: list[str]) -> dict[str, str]:
    from vindplaats.privacy.models import Datalek

    rijen = Datalek.objects.voor_taak("privacy.namen").filter(pk__in=[s.partition(":")[2] for s in sleutels])
    return {f"privacy.datalek:{d.pk}": f"Datalek {d.nummer}" for d in rijen}


def _url(sleutel: str) -> str:
    from django.urls import reverse

    return reverse("privacy:datalek", args=[sleutel.partition(":")[2]])


def _bekend(wie: Any, d: Any) -> list[str]:
    return rules.wat_mist(wat=d.wat, gegevens=d.gegevens, betrokkenen=d.betrokkenen, gevolgen=d.gevolgen)


def _gemeld(wie: Any, d: Any) -> list[str]:
    return [] if d.gemeld_op else ["Vul bij het datalek in wanneer je meldde bij de Autoriteit Persoonsgegevens."]


def _ingelicht(wie: Any, d: Any) -> list[str]:
    return [] if d.ingelicht_op else ["Vul bij het datalek in wanneer en hoe de mensen zijn ingelicht."]


def _maatregelen(wie: Any, d: Any) -> list[str]:
    return [] if d.maatregelen.strip() else ["Schrijf bij het datalek op welke maatregelen zijn genomen."]


@taak(naam="Herinneren aan de 72 uur bij een datalek")
def herinner() -> int:
    """Every ten minutes: who must know that hours of a breach are running out."""
    from vindplaats.toegang.wie import Wie

    from .actions import datalekken_herinneren

    return datalekken_herinneren(wie=Wie.taak("Herinneren aan een datalek"))


def _werk(wie: Any) -> list[Any]:
    from .queries import werk_voor

    return werk_voor(wie)


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    meld_map_aan(Path(__file__).parent.parent / "procedures")
    zaak_zicht.voeg_toe("datalek", _zicht)
    onderwerpen.voeg_toe("privacy.datalek", Onderwerpsoort(_namen, _url))
    for code, eis in (
        ("bekend", _bekend),
        ("gemeld", _gemeld),
        ("ingelicht", _ingelicht),
        ("maatregelen", _maatregelen),
    ):
        voorwaarden.voeg_toe(f"privacy.datalek_{code}", eis)
    werklijsten.voeg_toe("privacy.datalekken", _werk)
    rooster.voeg_toe("privacy.datalekken_herinneren", Rooster(herinner, dt.timedelta(minutes=10)))
