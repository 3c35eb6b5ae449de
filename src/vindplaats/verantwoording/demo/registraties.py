"""What the demonstration gives to the registries of `kern`."""

from typing import Any

from vindplaats.kern.registers import demo_stappen


def _leg(**_: Any) -> None:
    from .leggen import leg_verantwoording

    leg_verantwoording()


def _leg_fusie(**_: Any) -> None:
    from .fusie import leg_fusie

    leg_fusie()


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    demo_stappen.voeg_toe("30-verantwoording", _leg)
    demo_stappen.voeg_toe("35-fusie", _leg_fusie)
