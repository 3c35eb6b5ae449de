"""Rights of instellingen. Which roles may set one setting stands in its declaration (`Instelbaar.wie`)."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.wie import Wie

LEZERS = (
    "functioneel_beheerder", "directeur_swv", "secretariaat_swv", "kwaliteit_swv", "controller_swv", "privacy_officer",
)  # fmt: skip
BEHEER = ("functioneel_beheerder", "directeur_swv")
KANTOOR = (*BEHEER, "secretariaat_swv")


def is_van_swv(wie: Wie, onderwerp: Any) -> bool:
    """The row (or the key) is of the own SWV."""
    return wie.organisatie == getattr(onderwerp, "swv", onderwerp)


LEZEN = recht("instellingen.lezen", "de instellingen van het samenwerkingsverband bekijken", *LEZERS)
WIJZIGEN = recht(
    "instellingen.wijzigen", "een instelling van het samenwerkingsverband wijzigen", *KANTOOR, "controller_swv",
    "privacy_officer", toets=is_van_swv,
)  # fmt: skip
KALENDER_WIJZIGEN = recht(
    "instellingen.kalender_wijzigen", "de kalender van het samenwerkingsverband bijhouden", *KANTOOR, toets=is_van_swv
)
BRIEF_WIJZIGEN = recht(
    "instellingen.brief_wijzigen", "de teksten van brieven en mails aanpassen", *KANTOOR, toets=is_van_swv
)
