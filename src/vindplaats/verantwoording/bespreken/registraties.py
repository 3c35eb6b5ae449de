"""What the corridor bespreken gives to the registries of `kern`."""

from typing import Any

from vindplaats.kern.registers import Menupunt, Regelclaim, Werk, navigatie, regelclaims, werklijsten


def _werk(wie: Any) -> list[Werk]:
    """Questions that wait for an answer, answers that wait for a reader, agreements of the own organisation."""
    from .queries import werk_voor

    return werk_voor(wie)


def _leest_alleen(wie: Any) -> bool:
    """Invited readers have no year page: for them the work begins at comparing."""
    from vindplaats.toegang.permissions import mag

    return mag(wie, "verantwoording.lezen") and not mag(wie, "verantwoording.overzicht")


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    navigatie.voeg_toe(
        "verantwoording-lezen",
        Menupunt(
            "verantwoording-lezen", "Verantwoording", "verantwoording:vergelijken", "verantwoording", 30, _leest_alleen
        ),
    )
    werklijsten.voeg_toe("verantwoording.gesprek", _werk)
    regelclaims.voeg_toe(
        "verantwoording.bespreken",
        Regelclaim("verantwoording", {"KWA-05": ""}),
    )
