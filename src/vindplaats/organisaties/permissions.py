"""Rights of organisaties. Reading is for everyone with a role: these are public facts. Changing is a right."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.wie import Wie

BEHEER = ("functioneel_beheerder", "secretariaat_swv")


def _eigen_swv(wie: Wie, swv: Any) -> bool:
    return swv.sleutel in wie.bereik.swvs


def _eigen_school(wie: Wie, school: Any) -> bool:
    """A school of the own SWV; a school without SWV when its board takes part in the own SWV."""
    if school.swv_id:
        return f"swv:{school.swv_id}" in wie.bereik.swvs
    return f"bestuur:{school.bestuur_id}" in wie.bereik.besturen


def _eigen_bestuur(wie: Wie, bestuur: Any) -> bool:
    return bestuur.sleutel in wie.bereik.besturen


def _eigen_partner(wie: Wie, partner: Any) -> bool:
    """A partner of the own SWV; national ones (without SWV) belong to every manager."""
    return partner.swv_id is None or f"swv:{partner.swv_id}" in wie.bereik.swvs


def _eigen_deelname(wie: Wie, deelname: Any) -> bool:
    return f"swv:{deelname.swv_id}" in wie.bereik.swvs


def _eigen_inlezing(wie: Wie, inlezing: Any) -> bool:
    return f"swv:{inlezing.swv_id}" in wie.bereik.swvs


SWV_MAKEN = recht("organisaties.swv_maken", "een samenwerkingsverband toevoegen", "functioneel_beheerder")
SWV_WIJZIGEN = recht("organisaties.swv_wijzigen", "een samenwerkingsverband verbeteren", *BEHEER, toets=_eigen_swv)
BESTUUR_MAKEN = recht("organisaties.bestuur_maken", "een bestuur toevoegen", *BEHEER)
BESTUUR_WIJZIGEN = recht("organisaties.bestuur_wijzigen", "een bestuur verbeteren", *BEHEER, toets=_eigen_bestuur)
DEELNAME_STARTEN = recht("organisaties.deelname_starten", "een bestuur laten deelnemen", *BEHEER)
DEELNAME_WIJZIGEN = recht("organisaties.deelname_wijzigen", "een deelname beëindigen", *BEHEER, toets=_eigen_deelname)
SCHOOL_MAKEN = recht("organisaties.school_maken", "een school toevoegen", *BEHEER)
SCHOOL_WIJZIGEN = recht("organisaties.school_wijzigen", "een school verbeteren", *BEHEER, toets=_eigen_school)
SCHOOL_VERPLAATSEN = recht(
    "organisaties.school_verplaatsen",
    "een school met de hand bij een ander samenwerkingsverband zetten",
    *BEHEER,
    toets=_eigen_school,
)
PARTNER_MAKEN = recht("organisaties.partner_maken", "een partner toevoegen", *BEHEER)
PARTNER_WIJZIGEN = recht("organisaties.partner_wijzigen", "een partner verbeteren", *BEHEER, toets=_eigen_partner)
LADEN = recht("organisaties.laden", "open data inlezen", *BEHEER, toets=_eigen_inlezing)


def _eigen_wijziging(wie: Wie, wijziging: Any) -> bool:
    return f"swv:{wijziging.swv_id}" in wie.bereik.swvs


OPVOLGEN = recht(
    "organisaties.opvolgen",
    "besturen en scholen laten samengaan, splitsen of overgaan",
    *BEHEER,
    toets=_eigen_wijziging,
)
