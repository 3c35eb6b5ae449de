"""What the form manager gives to the registries of `kern`."""

from typing import Any

from vindplaats.kern.registers import Menupunt, navigatie


def _mag_zien(wie: Any) -> bool:
    from vindplaats.toegang.permissions import mag

    return wie.soort == "swv" and mag(wie, "formats.bekijken")


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    navigatie.voeg_toe(
        "formats.beheer", Menupunt("formats.beheer", "Formulieren", "formats:overzicht", "bestand-tekst", 84, _mag_zien)
    )
