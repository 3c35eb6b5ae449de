"""What the register gives to the registries: keeping every night how it is."""

import datetime as dt

from vindplaats.kern.taken import Rooster, rooster, taak


@taak(naam="Register van verwerkingen bewaren")
def bewaar_registers() -> int:
    """Keep the register of each SWV when it changed."""
    from vindplaats.toegang.wie import Wie

    from .actions import registers_bewaren

    return registers_bewaren(wie=Wie.taak("Register bewaren"))


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    rooster.voeg_toe("privacy.registers_bewaren", Rooster(bewaar_registers, dt.timedelta(days=1)))
