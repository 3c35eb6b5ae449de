"""What the watch gives to the registries: its settings and its hourly search."""

import datetime as dt

from vindplaats.kern.taken import Rooster, rooster, taak

from . import instelbaar


@taak(naam="Opvallend gebruik zoeken in het logboek")
def zoek_patronen() -> int:
    """Search the log of the last day."""
    from vindplaats.toegang.wie import Wie

    from .actions import patronen_zoeken

    return patronen_zoeken(wie=Wie.taak("Opvallend gebruik zoeken"))


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    instelbaar.meld_aan()
    rooster.voeg_toe("privacy.patronen_zoeken", Rooster(zoek_patronen, dt.timedelta(minutes=15)))
