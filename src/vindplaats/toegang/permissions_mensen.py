"""Rights of the people side: stand-ins, looking along, role mailboxes, reviews of rights, leaving."""

from typing import Any

from vindplaats.kern.registers import rechten

from .permissions import _BEHEER, OOK_NAMENS, _is_eigen_mens, beheerbare_organisaties, recht
from .rollen import ROLLEN
from .wie import Wie

GEEN_VOLMACHT = frozenset({"ouder", "leerling"})
"""Roles that belong to a person, not to a job: nobody stands in for those."""

NIET_MEE = frozenset({"ouder", "leerling", "functioneel_beheerder", "privacy_officer"})
"""Roles in which nobody looks along: those of a child's own people, and those that manage."""

BAZEN = {
    "swv": ("directeur_swv", "privacy_officer"),
    "bestuur": ("bestuurder",),
    "school": ("schooldirecteur",),
    "gemeente": ("gemeente",),
    "partner": ("netwerkpartner",),
}
"""Who speaks for an organisation: hears of looking along, may end it, and approves it where that is asked."""

_SPREKERS = tuple(dict.fromkeys(rol for rollen in BAZEN.values() for rol in rollen))


def meekijk_organisaties(wie: Wie) -> frozenset[str]:
    """Organisations of which this person sees who looks along.

    Who speaks for an organisation: the own one (a bestuurder also the own schools). The privacy officer and the functional
    manager of an SWV: everything the SWV reaches.
    """
    if wie.heeft("privacy_officer", "functioneel_beheerder"):
        return wie.bereik.alles | {wie.organisatie}
    if wie.heeft("bestuurder"):
        return wie.bereik.scholen | {wie.organisatie}
    return frozenset({wie.organisatie}) if wie.rol in BAZEN.get(wie.soort, ()) else frozenset()


def nakijkbare_organisaties(wie: Wie) -> frozenset[str]:
    """Organisations of which this person sees the reviews of rights: who manages people, and the privacy officer."""
    if wie.heeft("privacy_officer"):
        return wie.bereik.alles | {wie.organisatie}
    return beheerbare_organisaties(wie)


def spreekt_voor(wie: Wie, organisatie: str) -> bool:
    """Does this person speak for that organisation (approves and ends looking along there)."""
    if wie.heeft("bestuurder"):
        return organisatie in wie.bereik.scholen | {wie.organisatie}
    return organisatie == wie.organisatie and wie.rol in BAZEN.get(wie.soort, ())


def _eigen_regel(wie: Wie, organisatie: Any) -> bool:
    return spreekt_voor(wie, organisatie)


def _eigen_postvak(wie: Wie, postvak: Any) -> bool:
    return bool(postvak.rol == wie.rol and postvak.organisatie == wie.organisatie)


VOLMACHT_GEVEN = recht("toegang.volmacht_geven", "je laten vervangen", *(r for r in ROLLEN if r not in GEEN_VOLMACHT))
VOLMACHT_BEHEREN = recht(
    "toegang.volmacht_beheren", "een vervanging van een ander beëindigen", *_BEHEER, toets=_is_eigen_mens
)
MEEKIJKEN_VRAGEN = recht(
    "toegang.meekijken_vragen",
    "meekijken bij een organisatie",
    "functioneel_beheerder",
    toets=_is_eigen_mens,
    vers=True,
)
MEEKIJKEN_ZIEN = recht("toegang.meekijken_zien", "zien wie er meekijkt", *_SPREKERS, "functioneel_beheerder")
MEEKIJKEN_BESLISSEN = recht(
    "toegang.meekijken_beslissen", "meekijken goedkeuren of stoppen", *_SPREKERS, toets=_eigen_regel
)
POSTVAK_BEHEREN = recht(
    "toegang.rolpostvak_beheren", "een gedeeld postvak van een rol instellen", *_BEHEER, toets=_is_eigen_mens
)
POSTVAK_WERKEN = recht(
    "toegang.rolpostvak_werken", "werk van je rol oppakken", *(r for r in ROLLEN if r not in GEEN_VOLMACHT),
    toets=_eigen_postvak,
)  # fmt: skip
RECHTEN_INZIEN = recht(
    "toegang.rechten_inzien", "de jaarlijkse controle van rechten bekijken", *_BEHEER, "privacy_officer"
)
RECHTEN_NAKIJKEN = recht(
    "toegang.rechten_nakijken", "rechten jaarlijks nakijken", *_BEHEER, toets=_is_eigen_mens, vers=True
)
VERTREK_REGELEN = recht(
    "toegang.vertrek_regelen", "het vertrek van iemand regelen", *_BEHEER, toets=_is_eigen_mens, vers=True
)


def te_geven_rechten(rol: str) -> list[tuple[str, str]]:
    """Rights of a role that can be handed to a stand-in, as (code, sentence), by sentence."""
    codes = [
        (code, regel.omschrijving)
        for code, regel in rechten.items()
        if rol in regel.rollen and (not code.startswith("toegang.") or code in OOK_NAMENS)
    ]
    return sorted(codes, key=lambda paar: paar[1].lower())
