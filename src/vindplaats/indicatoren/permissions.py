"""Rights of indicatoren. Which figures somebody sees is the rule of `Meetwaarde.zichtbaar_voor`."""

from typing import Any

from vindplaats.toegang.permissions import recht
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.wie import Wie

INVOERDERS = (
    "bestuurder", "bestuursadviseur", "schooldirecteur",
    "directeur_swv", "kwaliteit_swv", "controller_swv", "secretariaat_swv",
)  # fmt: skip
LEZERS = tuple(code for code in ROLLEN if code not in {"ouder", "leerling", "netwerkpartner"})


def is_van(wie: Wie, onderwerp: Any) -> bool:
    """The figure is about the own organisation; a board also decides on figures of its schools."""
    organisatie = getattr(onderwerp, "organisatie", onderwerp)
    return organisatie == wie.organisatie or (wie.soort == "bestuur" and organisatie in wie.bereik.scholen)


def is_van_swv(wie: Wie, onderwerp: Any) -> bool:
    """The norm is of the own SWV."""
    return wie.organisatie == f"swv:{getattr(onderwerp, 'swv', onderwerp)}"


LEZEN = recht("indicatoren.lezen", "cijfers bekijken", *LEZERS)
INVOEREN = recht("indicatoren.invoeren", "cijfers invoeren en bevestigen", *INVOERDERS, toets=is_van)
NORM_ZETTEN = recht("indicatoren.norm_zetten", "een norm zetten", "directeur_swv", "kwaliteit_swv", toets=is_van_swv)
