"""Reads of instellingen. `waarde` is what other rooms ask; the rest feeds the screens.

Within one request a value is read once (`_Voorraad`); outside a request every question goes to the database.
"""

import datetime as dt
import threading
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.instelbaar import Geldend, Instelbaar, zonder_eigen
from vindplaats.kern.instelinvoer import uit_json
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import instelbaar
from vindplaats.toegang.wie import Wie

from . import rules
from .models import Briefversie, Waarde

Regel = rules.Regel


class _Voorraad(threading.local):
    """What was read in this request; off outside a request."""

    aan = False

    def __init__(self) -> None:
        self.rijen: dict[tuple[str, str], list[Regel]] = {}


_voorraad = _Voorraad()


def begin_verzoek(**kwargs: Any) -> None:
    """A request begins: read each setting at most once from here on."""
    _voorraad.aan, _voorraad.rijen = True, {}


def eind_verzoek(**kwargs: Any) -> None:
    """A request is over: forget."""
    _voorraad.aan, _voorraad.rijen = False, {}


def vergeet() -> None:
    """Something was set: read again."""
    _voorraad.rijen = {}


def waarde(swv: str, code: str, op: dt.date | None = None) -> Geldend:
    """What holds for an SWV (`swv:PO3105` or `PO3105`) on a day (default today): value, source and begin date.

    An own value first, else the law, else the printed default, else empty (`.leeg`). KeyError for an undeclared code.
    Agreements are no secret inside the house: no person is asked for.
    """
    return waarden(swv, [code], op)[code]


def waarden(swv: str, codes: Iterable[str], op: dt.date | None = None) -> dict[str, Geldend]:
    """Several settings at once: one query."""
    soorten = [instelbaar[code] for code in codes]
    sleutel, dag = sleutel_van_swv(swv), op or vandaag()
    rijen = _regels(sleutel, [s.code for s in soorten])
    return {s.code: _geldend(s, sleutel, rijen[s.code], dag) for s in soorten}


def sleutel_van_swv(swv: str) -> str:
    """`PO3105` and `swv:PO3105` alike become the key."""
    return swv if ":" in swv else f"swv:{swv}"


def _geldend(soort: Instelbaar, swv: str, regels: list[Regel], dag: dt.date) -> Geldend:
    if soort.op_slot:
        return zonder_eigen(soort, swv)
    regel = rules.geldend(regels, dag)
    if regel is None:
        return zonder_eigen(soort, swv)
    return Geldend(
        soort.code, swv, uit_json(soort, regel.waarde), regel.bron, regel.vanaf, regel.tot,
        "leeg" if regel.waarde is None else "eigen",
    )  # fmt: skip


def _regels(swv: str, codes: Collection[str]) -> dict[str, list[Regel]]:
    """The valid rows per code, from the store of this request where they were read before."""
    voorraad = _voorraad.rijen if _voorraad.aan else {}
    nodig = [code for code in codes if (swv, code) not in voorraad]
    if nodig:
        gelezen: dict[str, list[Regel]] = {code: [] for code in nodig}
        rijen = Waarde.objects.voor_taak("instellingen.waarde").geldig().filter(swv=swv, code__in=nodig)
        for pk, code, vanaf, tot, inhoud, bron in rijen.values_list("pk", "code", "vanaf", "tot", "waarde", "bron"):
            gelezen[code].append(Regel(pk, vanaf, tot, inhoud, bron))
        voorraad |= {(swv, code): regels for code, regels in gelezen.items()}
    return {code: voorraad[swv, code] for code in codes}


def soort_van_code(code: str) -> Instelbaar:
    """The declaration; NietGevonden when no room declares it."""
    soort: Instelbaar | None = instelbaar.get(code)
    if soort is None:
        raise NietGevonden()
    return soort


def rijen_van(wie: Wie, code: str) -> list[Waarde]:
    """The whole history of one setting of the own SWV, newest begin date first, corrections and withdrawals included."""
    return list(Waarde.objects.zichtbaar_voor(wie).filter(swv=wie.organisatie, code=code).order_by("-vanaf", "-op"))


def rij_voor(wie: Wie, pk: uuid.UUID) -> Waarde:
    """One row of the own SWV; NietGevonden for a stranger."""
    rij: Waarde | None = Waarde.objects.zichtbaar_voor(wie).filter(pk=pk, swv=wie.organisatie).first()
    if rij is None or rij.code not in instelbaar:
        raise NietGevonden()
    return rij


def alle_regels(wie: Wie) -> dict[str, list[Regel]]:
    """The valid rows of every setting of the own SWV: one query."""
    return _regels(wie.organisatie, [s.code for s in instelbaar])


def geldend_uit(soort: Instelbaar, swv: str, regels: list[Regel], dag: dt.date) -> Geldend:
    """What holds on a day among rows that were read before."""
    return _geldend(soort, swv, regels, dag)


def briefregels(swv: str, code: str) -> list[Briefversie]:
    """Valid versions of one letter of an SWV, newest first."""
    rijen = Briefversie.objects.voor_taak("instellingen.brief").geldig().filter(swv=sleutel_van_swv(swv), code=code)
    return list(rijen.order_by("-vanaf"))


def geldige_rij(swv: str, code: str, vanaf: dt.date) -> Waarde | None:
    """The valid row that begins on exactly this day."""
    rijen = Waarde.objects.voor_taak("instellingen.geldige_rij").geldig()
    rij: Waarde | None = rijen.filter(swv=swv, code=code, vanaf=vanaf).first()
    return rij


@dataclass(frozen=True)
class Rij:
    """One valid row of the course of a setting at one SWV."""

    swv: str
    geldend: Geldend


def verloop(swvs: Iterable[str], code: str) -> list[Rij]:
    """Every valid value an own setting had or will have at these SWVs (keys), oldest first. One query."""
    soort = instelbaar[code]
    rijen = Waarde.objects.voor_taak("instellingen.verloop").geldig().filter(swv__in=list(swvs), code=code)
    return [
        Rij(swv, Geldend(code, swv, uit_json(soort, inhoud), bron, vanaf, tot, "eigen"))
        for swv, inhoud, bron, vanaf, tot in rijen.order_by("swv", "vanaf").values_list(
            "swv", "waarde", "bron", "vanaf", "tot"
        )
    ]


def geldend_op(rijen: Iterable[Rij], swv: str, dag: dt.date) -> Geldend | None:
    """What holds at one SWV on a day among the rows of `verloop`."""
    eigen = {r.geldend.vanaf: r.geldend for r in rijen if r.swv == swv and r.geldend.vanaf}
    regel = rules.geldend([Regel(None, vanaf, g.tot, None) for vanaf, g in eigen.items()], dag)
    return eigen[regel.vanaf] if regel else None
