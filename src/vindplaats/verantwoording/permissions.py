"""Rights of verantwoording. The verbs of the procedure (indienen, vaststellen, ...) declare theirs from the table."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.wie import Wie

from .models import BESTUURSROLLEN, GENODIGDEN, SWV_LEZERS

SWV_BEHEER = ("directeur_swv", "kwaliteit_swv", "secretariaat_swv")


def is_eigen_bestuur(wie: Wie, rapport: Any) -> bool:
    """The report is of this person's own board."""
    return wie.organisatie == f"bestuur:{rapport.bestuur_id}"


def is_eigen_organisatie(wie: Wie, sleutel: Any) -> bool:
    """The organisation (key, or row with `eigenaar`) is that of the role."""
    return wie.organisatie == getattr(sleutel, "eigenaar", sleutel)


def is_lid(wie: Wie, bundel: Any) -> bool:
    """The collective account is of this person's SWV, or of the region it belongs to."""
    codes = {bundel.swv_id} if bundel.swv_id else {swv.code for swv in bundel.regio.swvs.all()}
    return bool(codes & wie.swv_codes)


LEZEN = recht("verantwoording.lezen", "verantwoordingen lezen", *BESTUURSROLLEN, *SWV_LEZERS, *GENODIGDEN)
SCHRIJVEN = recht("verantwoording.schrijven", "de verantwoording invullen", *BESTUURSROLLEN, toets=is_eigen_bestuur)
OVERZICHT = recht("verantwoording.overzicht", "zien hoe ver elk bestuur is", *SWV_LEZERS, *BESTUURSROLLEN)
JAAR_OPENEN = recht("verantwoording.jaar_openen", "een schooljaar klaarzetten voor alle besturen", *SWV_BEHEER)
TOEKENNEN = recht(
    "verantwoording.toekennen", "toegekende bedragen invoeren", "directeur_swv", "controller_swv", "secretariaat_swv"
)
TOEKENNING_ZIEN = recht("verantwoording.toekenning_zien", "toegekende bedragen bekijken", *SWV_LEZERS)
INLEZEN = recht("verantwoording.inlezen", "documenten inlezen en nakijken", *SWV_BEHEER, *BESTUURSROLLEN)
BESPREKEN = recht(
    "verantwoording.meepraten", "vragen stellen en afspraken maken", *BESTUURSROLLEN, "directeur_swv", "kwaliteit_swv"
)
GESPREK_LEZEN = recht("verantwoording.gesprek_lezen", "vragen en afspraken lezen", *BESTUURSROLLEN, *SWV_LEZERS)
BUNDEL_LEZEN = recht(
    "verantwoording.bundel_lezen", "de gezamenlijke verantwoording lezen", *BESTUURSROLLEN, *SWV_LEZERS, *GENODIGDEN
)
BUNDEL_SCHRIJVEN = recht(
    "verantwoording.bundel_schrijven",
    "de gezamenlijke verantwoording schrijven",
    "directeur_swv",
    "kwaliteit_swv",
    toets=is_lid,
)
BUNDEL_PUBLICEREN = recht(
    "verantwoording.bundel_publiceren", "de gezamenlijke verantwoording publiceren", "directeur_swv", toets=is_lid
)
