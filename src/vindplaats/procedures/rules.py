"""Pure questions about a procedure: which steps from here, what does a term come to, is a reminder due. No Django.

Sources: the table itself (architecture.md section 2); law.md section 9 and its fixtures in section 10; Algemene
termijnenwet art. 1-4 through `kern.termijnen`; suspension as in Awb 4:15 (the days it stood still are added).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vindplaats.kern.termijnen import Uitkomst, einde
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

from .tabel import Procedure, Stap, Termijnsoort, Waarschuwing

LOPEND, OPGESCHORT, GEHAALD, VERLOPEN, VERVALLEN = "lopend", "opgeschort", "gehaald", "verlopen", "vervallen"
VAN_DE_PROCEDURE = "de procedure"
OPEN_STANDEN = frozenset({LOPEND, OPGESCHORT})


def stappen_voor(procedure: Procedure, stand: str, rol: str) -> tuple[Stap, ...]:
    """The steps a role may take from a state, in the order of the table. Nothing else may be done."""
    return tuple(stap for stap in procedure.stappen_van(stand) if rol in stap.wie)


def volgende(procedure: Procedure, stand: str, verb: str, rol: str) -> str | None:
    """The state after this verb by this role, or None when the table does not allow it."""
    stap = procedure.stap(stand, verb)
    return stap.naar if stap and rol in stap.wie else None


def is_partij(rol: str, organisatie: str, bereik_scholen: Iterable[str], eigenaar: str, swvs: Iterable[str]) -> bool:
    """May somebody in this role at this organisation act on a case of `eigenaar` that concerns `swvs` (keys)?

    The house itself always; a role at the organisation that owns the case; a role at an SWV the case concerns; a role of a
    board for a case of one of its schools. A neighbour, however visible, is no party.
    """
    if rol == SYSTEEM:
        return True
    soort = ROLLEN[rol].soort if rol in ROLLEN else ""
    if organisatie == eigenaar:
        return True
    if soort == "swv":
        return organisatie in set(swvs)
    return soort == "bestuur" and eigenaar in set(bereik_scholen)


@dataclass(frozen=True)
class Instelling:
    """What an SWV has set for a term in a school year: a date or a number of days, and where it comes from."""

    swv: str
    datum: dt.date | None = None
    dagen: int | None = None
    bron: str = ""


@dataclass(frozen=True)
class Termijnuitkomst:
    """Last day of a term (None: not set, nobody invents one) with the steps of the sum."""

    laatste_dag: dt.date | None
    uitleg: tuple[str, ...]


def bereken(
    soort: Termijnsoort,
    begin: dt.date,
    *,
    instellingen: Iterable[Instelling] = (),
    verlengd: int = 0,
    opgeschort: int = 0,
    opnieuw: bool = False,
    jaardag: dt.date | None = None,
    vrij: Mapping[dt.date, str] | None = None,
) -> Termijnuitkomst:
    """Last day of a term that begins on `begin`.

    `vrij` are the free days of the calendar (day -> name); they count when the definition says so (`vrije_dagen`).

    `verlengd` and `opgeschort` are whole days that were added by extension and by suspension. A term of a fixed length is
    summed in one go (base + extension + days stood still) and then put through the Algemene termijnenwet when it is statutory
    and not longer than twelve weeks; that reading is never later than the law allows. `opnieuw`: the term ran before in
    this case, so a set date that has passed is not used again. `jaardag` is the date the procedure itself gives for this school
    year (`Jaardatum.op`); it counts when no SWV has set one.
    """
    if not soort.instelling:
        return _met_lengte(soort, soort.lengte, begin, verlengd, opgeschort, vrij)
    gezet = sorted(instellingen, key=lambda i: (i.datum or dt.date.max, i.dagen or 0, i.swv))
    if soort.instelling == "dagen":
        dagen = [i for i in gezet if i.dagen is not None]
        if not dagen:
            return _niet_gezet(soort)
        kortst = min(dagen, key=lambda i: i.dagen or 0)
        uitkomst = _met_lengte(soort, kortst.dagen or 0, begin, verlengd, opgeschort, vrij)
        return Termijnuitkomst(uitkomst.laatste_dag, (_herkomst(kortst), *uitkomst.uitleg))
    datums = [i for i in gezet if i.datum]
    if not datums and jaardag:
        datums = [Instelling(VAN_DE_PROCEDURE, jaardag)]
    return _op_datum(soort, begin, datums, verlengd, opgeschort, opnieuw)


def _met_lengte(
    soort: Termijnsoort, lengte: int, begin: dt.date, verlengd: int, opgeschort: int, vrij: Mapping[dt.date, str] | None
) -> Termijnuitkomst:
    weken, dagen = (soort.weken, soort.dagen) if lengte == soort.lengte and lengte else (0, lengte)
    extra_weken, rest = divmod(verlengd, 7)
    uitkomst = einde(
        begin, weken=weken + extra_weken, dagen=dagen + rest + opgeschort, wettelijk=soort.wettelijk,
        vrije_dagen=soort.vrije_dagen, vrij=vrij,
    )  # fmt: skip
    waarom = []
    if verlengd:
        waarom.append(f"De termijn is verlengd met {in_woorden(verlengd)}.")
    if opgeschort:
        waarom.append(f"De termijn heeft {in_woorden(opgeschort)} stilgestaan; die komen erbij.")
    return Termijnuitkomst(uitkomst.laatste_dag, (*waarom, *uitkomst.uitleg))


def _op_datum(
    soort: Termijnsoort, begin: dt.date, gezet: list[Instelling], verlengd: int, opgeschort: int, opnieuw: bool
) -> Termijnuitkomst:
    if not gezet:
        return _niet_gezet(soort)
    eerste = gezet[0]
    assert eerste.datum is not None  # noqa: S101 - filtered by the caller
    uitleg = [_herkomst(eerste)]
    if len({i.datum for i in gezet}) > 1:
        uitleg.append("De verbanden hebben verschillende datums; de vroegste geldt.")
    if opnieuw and eerste.datum < begin and not verlengd:
        uitleg.append(
            f"Die datum was al voorbij toen dit op {begin:%d-%m-%Y} opnieuw begon. Spreek een nieuwe datum af."
        )
        return Termijnuitkomst(None, tuple(uitleg))
    extra = verlengd + opgeschort
    laatste = eerste.datum + dt.timedelta(days=extra)
    if extra:
        uitleg.append(f"Daar zijn {in_woorden(extra)} bij gekomen: {laatste:%d-%m-%Y}.")
    return Termijnuitkomst(laatste, tuple(uitleg))


def _niet_gezet(soort: Termijnsoort) -> Termijnuitkomst:
    wat = "datum" if soort.instelling == "datum" else "aantal dagen"
    return Termijnuitkomst(None, (f"Het samenwerkingsverband heeft hiervoor nog geen {wat} ingesteld.",))


def _herkomst(instelling: Instelling) -> str:
    wat = f"{instelling.datum:%d-%m-%Y}" if instelling.datum else in_woorden(instelling.dagen or 0)
    bron = f" ({instelling.bron})" if instelling.bron else ""
    if instelling.swv == VAN_DE_PROCEDURE:
        return f"De procedure noemt {wat} voor dit schooljaar."
    return f"{instelling.swv} heeft {wat} ingesteld{bron}."


def in_woorden(dagen: int) -> str:
    """`1 dag`, `3 dagen`, `1 week`, `4 weken`."""
    if dagen and dagen % 7 == 0:
        return "1 week" if dagen == 7 else f"{dagen // 7} weken"
    return "1 dag" if dagen == 1 else f"{dagen} dagen"


def hoogstens(
    soort: Termijnsoort, begin: dt.date, eind: dt.date, verlengd: int, opgeschort: int,
    vrij: Mapping[dt.date, str] | None = None,
) -> Uitkomst | None:  # fmt: skip
    """The latest day a term may be extended to, or None when there is no limit. ZP-04 (4 weeks), law.md D7 (6 weeks)."""
    if soort.verlenging is None or soort.verlenging.dagen is None:
        return None
    ruimte = soort.verlenging.dagen - verlengd
    if soort.instelling:
        return Uitkomst(eind + dt.timedelta(days=ruimte), ())
    uitkomst = _met_lengte(soort, soort.lengte, begin, soort.verlenging.dagen, opgeschort, vrij)
    assert uitkomst.laatste_dag is not None  # noqa: S101 - a length always gives a day
    return Uitkomst(uitkomst.laatste_dag, uitkomst.uitleg)


def afloop(eind: dt.date | None, op: dt.date) -> str:
    """What a term becomes when it is stopped: met in time or overrun. Without a last day nothing can be overrun."""
    return GEHAALD if eind is None or op <= eind else VERLOPEN


def herinnering(soort: Termijnsoort, eind: dt.date | None, op: dt.date) -> Waarschuwing | None:
    """The most pressing warning whose day has come; earlier ones that were missed are not sent afterwards."""
    if eind is None:
        return None
    aan_de_beurt = [w for w in soort.waarschuw if op >= eind - dt.timedelta(days=w.dagen)]
    return min(aan_de_beurt, key=lambda w: w.dagen, default=None)
