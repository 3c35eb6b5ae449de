"""What this corridor gives to the registries: its rights, its tasks, its entry in the menu."""

from vindplaats.kern.registers import Menupunt, navigatie
from vindplaats.toegang.permissions import mag

from . import rechten, tasks  # noqa: F401


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    navigatie.voeg_toe(
        "techniek.alles_meenemen",
        Menupunt(
            "techniek.alles_meenemen",
            "Alles meenemen",
            "techniek:alles-meenemen",
            "download",
            96,
            lambda wie: mag(wie, "techniek.uitvoer_zien"),
        ),
    )
