"""Which report is put against which when the years of one board lie side by side, also over a merger or split. Pure.

Decision 0033: predecessors keep their own column; amounts are put against their sum only when that sum is whole, and never
after a split.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.queries_afkomst import Afkomst, Voorouder

if TYPE_CHECKING:
    from vindplaats.verantwoording.models import Rapport

MEESTE = 8
"""As many columns as the page holds: on a phone each has its own button."""


@dataclass(frozen=True)
class Ervoor:
    """What a column is put against, as places in the row of columns.

    `keten`: the columns of the same line of words, newest first (a question that was not in the last form is looked up in the
    one before). `bij_elkaar`: the columns whose amounts are put against together, over a merger or split; `opgeteld` says that
    their sum is whole.
    """

    keten: tuple[int, ...] = ()
    bij_elkaar: tuple[int, ...] = ()
    opgeteld: bool = False


def kop(rapport: "Rapport", lijn: Afkomst) -> str:
    """The year; of a predecessor also whose it is, and that it is from before."""
    ouder = next((v for v in lijn.voorouders if v.code == rapport.bestuur_id), None)
    return f"{rapport.schooljaar}, {ouder.naam} ({ouder.merk})" if ouder else str(rapport.schooljaar)


def passend(rijen: Sequence["Rapport"], jaren: int) -> list["Rapport"]:
    """The last years, so many as fit beside each other; the oldest year goes first, at least one year stays."""
    laatste = sorted({r.jaar for r in rijen})[-jaren:]
    while len(laatste) > 1 and sum(1 for r in rijen if r.jaar in laatste) > MEESTE:
        laatste = laatste[1:]
    return [r for r in rijen if r.jaar in laatste][-MEESTE:]


def ervoor(plek: int, rijen: Sequence["Rapport"], lijn: Afkomst) -> Ervoor:
    """What the report at `plek` is put against. Reports are in order of year, the own one last in its year."""
    dit = rijen[plek]
    zelfde = [i for i in range(plek) if rijen[i].bestuur_id == dit.bestuur_id]
    if f"bestuur:{dit.bestuur_id}" != lijn.sleutel:
        return _van_voorganger(dit, zelfde, rijen, lijn)
    eerder = max((r.jaar for r in rijen[:plek] if r.jaar < dit.jaar), default=None)
    if eerder is None:
        return Ervoor()
    toen = lijn.ertussen(eerder, dit.jaar)
    keten = tuple(i for i in reversed(zelfde) if not lijn.ertussen(rijen[i].jaar, dit.jaar))
    if not toen:
        af = lijn.ging_af(eerder, dit.jaar) is not None
        return Ervoor(keten, keten[:1] if af else ())
    return _over_een_fusie(plek, eerder, toen, rijen, lijn)


def _van_voorganger(dit: "Rapport", zelfde: list[int], rijen: Sequence["Rapport"], lijn: Afkomst) -> Ervoor:
    """A predecessor against its own years before; its amounts not over a merger of its own."""
    keten = tuple(reversed(zelfde))
    van = Schooljaar(rijen[keten[0]].jaar).eerste_dag if keten else None
    tot = Schooljaar(dit.jaar).laatste_dag
    ertussen = van is not None and any(van < v.per <= tot and v.code != dit.bestuur_id for v in lijn.voorouders)
    return Ervoor(keten, keten[:1] if ertussen else ())


def _over_een_fusie(plek: int, eerder: int, toen: list[Voorouder], rijen: Sequence["Rapport"], lijn: Afkomst) -> Ervoor:
    dit = rijen[plek]
    codes = {dit.bestuur_id, *(v.code for v in toen)}
    samen = [i for i in range(plek) if rijen[i].jaar == eerder and rijen[i].bestuur_id in codes]
    eigen = [i for i in samen if rijen[i].bestuur_id == dit.bestuur_id]
    gelezen = {f"bestuur:{rijen[i].bestuur_id}" for i in samen}
    leden = lijn.leden(eerder, toen)
    heel = (
        leden is not None
        and lijn.ging_af(eerder, dit.jaar) is None
        and all(v.sinds <= Schooljaar(dit.jaar).eerste_dag for v in toen)
        and all(s in gelezen or not lijn.was_er(s, eerder) for s in leden)
    )
    keten = eigen or (samen if heel and len(samen) == 1 else [])
    return Ervoor(tuple(keten), tuple(samen), opgeteld=heel)


def zinnen(rijen: Sequence["Rapport"], lijn: Afkomst, naam: str) -> list[str]:
    """The lineage in words for the years on the page, and of whom nothing of the year before can be read."""
    jaren = sorted({r.jaar for r in rijen})
    te_zien = {(r.bestuur_id, r.jaar) for r in rijen}
    op_bladzijde = [v for v in lijn.voorouders if any(v.ervoor(jaar) for jaar in jaren)]
    if not op_bladzijde:
        return []
    uit = Afkomst(lijn.sleutel, tuple(op_bladzijde)).zinnen(naam)
    for v in op_bladzijde:
        laatste = max((jaar for jaar in jaren if v.ervoor(jaar)), default=None)
        if laatste is not None and (v.code, laatste) not in te_zien and lijn.was_er(v.sleutel, laatste):
            uit.append(f"Van {v.naam} is over {Schooljaar(laatste)} geen verantwoording die je kunt lezen.")
    return uit
