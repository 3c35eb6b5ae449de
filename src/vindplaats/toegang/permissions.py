"""The one permission table of the house: a right has a code, roles and a sentence; rooms declare theirs here.

Rights say what a role may do; which rows a person sees is the visibility rule of the model (`zichtbaar_voor`).
"""

from collections.abc import Callable
from typing import Any

from vindplaats.kern.fouten import GeenRecht
from vindplaats.kern.registers import Recht, rechten

from .rollen import ROLLEN
from .wie import Wie

OOK_NAMENS = frozenset({
    "toegang.mensen_zien", "toegang.logboek_lezen", "toegang.rechten_inzien", "toegang.meekijken_zien",
    "toegang.rolpostvak_werken",
})  # fmt: skip
"""The only rights of toegang a stand-in may use: looking and working, never people, roles or a next stand-in."""


class VersNodig(Exception):
    """The right is there, but the second factor must be shown again first. The middleware sends to that page and back.

    On purpose no `Fout`: a form that turns refusals into sentences must let it through.
    """


def recht(
    code: str,
    omschrijving: str,
    *rollen: str,
    toets: Callable[[Wie, Any], bool] | None = None,
    vers: bool = False,
) -> Recht:
    """Declare a right. `omschrijving` reads as a verb in Dutch: "een rapport indienen". Raises on an unknown role.

    `vers`: asks for a fresh second factor (see `toegang.vers`).
    """
    onbekend = set(rollen) - set(ROLLEN)
    if onbekend:
        raise ValueError(f"recht {code}: onbekende rol {', '.join(sorted(onbekend))}")
    return rechten.voeg_toe(code, Recht(code, omschrijving, frozenset(rollen), toets, vers))


def mag(wie: Wie | None, code: str, onderwerp: Any = None) -> bool:
    """May this person do this (to this row)? A named job of the house may; nobody may not.

    Raises KeyError for a right that no room has declared.
    """
    regel = rechten[code]
    if wie is None:
        return False
    if wie.is_taak:
        return True
    if wie.rol not in regel.rollen or not _binnen_volmacht(wie, code):
        return False
    return onderwerp is None or regel.toets is None or regel.toets(wie, onderwerp)


def _binnen_volmacht(wie: Wie, code: str) -> bool:
    """A stand-in has what was given, and of toegang only looking and working; who looks along has nothing of toegang."""
    if wie.alleen_lezen:
        return not code.startswith("toegang.")
    if wie.volmacht_id is None:
        return True
    if code.startswith("toegang.") and code not in OOK_NAMENS:
        return False
    return wie.rechten is None or code in wie.rechten


def eis(wie: Wie | None, code: str, onderwerp: Any = None) -> None:
    """Raise GeenRecht with a sentence that says who may, unless `mag` says yes.

    Raises VersNodig when the right asks for a fresh second factor and this session has none.
    """
    eis_rol(wie, code, onderwerp)
    if rechten[code].vers and wie is not None and not wie.vers():
        raise VersNodig(code)


def eis_rol(wie: Wie | None, code: str, onderwerp: Any = None) -> None:
    """As `eis` but without asking for a fresh second factor: for the door, that looks the row up in between."""
    if not mag(wie, code, onderwerp):
        raise GeenRecht(_zin(wie, rechten[code]))


def _zin(wie: Wie | None, regel: Recht) -> str:
    rol = ROLLEN[wie.rol].naam.lower() if wie and wie.rol in ROLLEN else ""
    begin = (
        f"Als {rol} kun je dit niet doen: {regel.omschrijving}."
        if rol
        else f"Je kunt dit niet doen: {regel.omschrijving}."
    )
    if wie and wie.rol in regel.rollen:
        return f"{begin} Het hoort bij een andere organisatie of een andere persoon."
    namen = [r.naam.lower() for r in ROLLEN.values() if r.code in regel.rollen]
    return f"{begin} Dat kan wel: {', '.join(namen)}." if namen else begin


def _is_eigen_mens(wie: Wie, organisatie: str) -> bool:
    return organisatie in beheerbare_organisaties(wie)


def beheerbare_organisaties(wie: Wie) -> frozenset[str]:
    """Organisations whose people this person manages.

    A functional manager: everything the SWV reaches. A bestuurder: the own board and its schools.
    """
    if wie.heeft("functioneel_beheerder"):
        return wie.bereik.alles | {wie.organisatie}
    if wie.heeft("bestuurder"):
        return wie.bereik.scholen | {wie.organisatie}
    return frozenset()


_BEHEER = ("functioneel_beheerder", "bestuurder")
MENSEN_ZIEN = recht("toegang.mensen_zien", "mensen en rollen bekijken", *_BEHEER)
UITNODIGEN = recht("toegang.uitnodigen", "mensen uitnodigen", *_BEHEER, toets=_is_eigen_mens)
ROL_GEVEN = recht("toegang.rol_geven", "een rol geven", *_BEHEER, toets=_is_eigen_mens, vers=True)
ROL_BEEINDIGEN = recht("toegang.rol_beeindigen", "een rol beëindigen", *_BEHEER, toets=_is_eigen_mens, vers=True)
LOGBOEK_LEZEN = recht("toegang.logboek_lezen", "het logboek lezen", "privacy_officer", "functioneel_beheerder")
LOGBOEK_UITVOEREN = recht(
    "toegang.logboek_uitvoeren", "het logboek downloaden", "privacy_officer", "functioneel_beheerder", vers=True
)
POSTVAK_LEZEN = recht("toegang.postvak_lezen", "de verstuurde post bekijken", "functioneel_beheerder")
FACTOR_WISSEN = recht("toegang.factor_wissen", "de tweede stap van iemand wissen", "functioneel_beheerder", vers=True)
