"""Rights of procedures. The verbs of a procedure declare their own, from the table; these are about looking and managing."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.wie import Wie

LEZERS = (
    "functioneel_beheerder", "directeur_swv", "kwaliteit_swv", "secretariaat_swv", "controller_swv", "bestuur_swv",
    "voorzitter_swv", "privacy_officer", "bestuurder", "bestuursadviseur",
)  # fmt: skip


def is_van_swv(wie: Wie, onderwerp: Any) -> bool:
    """The version (or the key of an SWV) is of the own SWV."""
    return wie.organisatie == getattr(onderwerp, "swv_sleutel", onderwerp)


ZIEN = recht("procedures.zien", "zien hoe een procedure loopt", *LEZERS)
BEHEREN = recht(
    "procedures.beheren", "een eigen versie van een procedure maken", "functioneel_beheerder", toets=is_van_swv
)
BEOORDELEN = recht(
    "procedures.beoordelen", "een concept van een procedure bekijken en uitproberen", "functioneel_beheerder",
    "directeur_swv", toets=is_van_swv,
)  # fmt: skip
PUBLICEREN = recht(
    "procedures.publiceren", "een versie van een procedure publiceren of intrekken", "functioneel_beheerder",
    "directeur_swv", toets=is_van_swv,
)  # fmt: skip
