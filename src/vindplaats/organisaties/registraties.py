"""What this room gives to the registries of `kern`: names and reach of organisations, demo step, search, menu, tasks."""

from vindplaats.kern.registers import (
    Regelclaim,
    demo_stappen,
    organisatie_bereik,
    organisatie_namen,
    regelclaims,
    zoekers,
)

from . import bereik, demo, navigatie, permissions, tasks, zoeken

OVERLEG = "staat als partner van de soort overleg; leden, vergaderingen en besluiten komen met de kamer planvorming"
REGELS = {
    **dict.fromkeys((f"ORG-{nr:02}" for nr in range(1, 15)), ""),
    "ORG-13": OVERLEG,
    **dict.fromkeys(("C-21", "C-27", "S-05", "S-09"), ""),
    "P-07": "",
}
__all__ = ["meld_aan", "navigatie", "permissions", "tasks"]


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    for soort, zoek in bereik.NAMEN.items():
        organisatie_namen.voeg_toe(soort, zoek)
    for soort, reik in bereik.BEREIK.items():
        organisatie_bereik.voeg_toe(soort, reik)
    demo_stappen.voeg_toe("10-organisaties", demo.leg_organisaties)
    regelclaims.voeg_toe("organisaties", Regelclaim("organisaties", REGELS))
    zoekers.voeg_toe("organisaties", zoeken.zoek)
