"""Free days of an SWV (school holidays, closing days) for terms, worklists and date fields. The room `instellingen` answers."""

import datetime as dt
from collections.abc import Iterable, Mapping

from .registers import kalender_lezers


def vrije_dagen(swvs: Iterable[str], van: dt.date, tot: dt.date, *, overal: bool = False) -> dict[dt.date, str]:
    """Free days between two days (both inclusive) with their names, of the SWVs with these keys together.

    `overal`: only days that are free in every one of them (for a term that several SWVs share). Two queries whatever the number.
    Empty when nobody entered a calendar: nothing is guessed.
    """
    lees = kalender_lezers.get("vrij")
    sleutels = sorted(set(swvs))
    if lees is None or not sleutels or tot < van:
        return {}
    per_swv: Mapping[str, Mapping[dt.date, str]] = lees(sleutels, van, tot)
    uit: dict[dt.date, str] = {}
    for dagen in per_swv.values():
        for dag, naam in dagen.items():
            uit.setdefault(dag, naam)
    if overal:
        uit = {dag: naam for dag, naam in uit.items() if all(dag in per_swv.get(s, {}) for s in sleutels)}
    return uit


def reeksen(vrij: Mapping[dt.date, str]) -> list[tuple[str, dt.date, dt.date]]:
    """Free days as runs (name, first day, last day), for beside a date field."""
    uit: list[tuple[str, dt.date, dt.date]] = []
    for dag in sorted(vrij):
        if uit and uit[-1][0] == vrij[dag] and uit[-1][2] == dag - dt.timedelta(days=1):
            uit[-1] = (vrij[dag], uit[-1][1], dag)
        else:
            uit.append((vrij[dag], dag, dag))
    return uit
