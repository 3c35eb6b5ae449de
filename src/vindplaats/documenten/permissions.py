"""Who may what in documenten. Who may see one file is said by the room that owns it (`registers.bestand_rechten`)."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.wie import Wie


def _eigen_swv(wie: Wie, organisatie: Any) -> bool:
    return wie.organisatie == getattr(organisatie, "organisatie", organisatie)


HUISSTIJL_WIJZIGEN = recht(
    "documenten.huisstijl_wijzigen",
    "de huisstijl van het samenwerkingsverband aanpassen",
    "functioneel_beheerder",
    "directeur_swv",
    "secretariaat_swv",
    toets=_eigen_swv,
)
