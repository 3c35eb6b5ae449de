"""Names and reach of organisations by key, for `kern.registers`. A fixed, small number of queries per kind."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import Bereik

from .models import Bestuur, Deelname, Gemeente, Gemeentedeel, Partner, School, Swv


def loopt_op(dag: Any, voor: str = "") -> Q:
    """Condition "runs on that day" for a row with van/tot; both ends inclusive, empty is open."""
    return (Q(**{f"{voor}van": None}) | Q(**{f"{voor}van__lte": dag})) & (
        Q(**{f"{voor}tot": None}) | Q(**{f"{voor}tot__gte": dag})
    )


def _code(sleutel: str) -> str:
    return sleutel.partition(":")[2]


def _sleutels(soort: str, codes: Iterable[Any]) -> frozenset[str]:
    return frozenset(f"{soort}:{code}" for code in codes if code)


def _namen_uit(model: Any, soort: str) -> Callable[[list[str]], dict[str, str]]:
    def zoek(sleutels: list[str]) -> dict[str, str]:
        rijen = model.objects.filter(pk__in=[_code(s) for s in sleutels]).values_list("pk", "naam")
        return {f"{soort}:{pk}": naam for pk, naam in rijen}

    return zoek


def _partner_namen(sleutels: list[str]) -> dict[str, str]:
    geldig = []
    for sleutel in sleutels:
        try:
            geldig.append(uuid.UUID(_code(sleutel)))
        except ValueError:
            continue
    return {f"partner:{pk}": naam for pk, naam in Partner.objects.filter(pk__in=geldig).values_list("pk", "naam")}


def bereik_swv(sleutel: str) -> Bereik:
    """The SWV, the boards that take part today, the schools in it today, its municipalities and partners."""
    code, dag = _code(sleutel), vandaag()
    return Bereik(
        swvs=frozenset({sleutel}),
        besturen=_sleutels(
            "bestuur", Deelname.objects.filter(loopt_op(dag), swv=code).values_list("bestuur_id", flat=True)
        ),
        scholen=_sleutels("school", School.objects.filter(loopt_op(dag), swv=code).values_list("pk", flat=True)),
        overig=_sleutels("gemeente", Gemeentedeel.objects.filter(swv=code).values_list("gemeente_id", flat=True))
        | _sleutels("partner", Partner.objects.filter(swv=code).values_list("pk", flat=True)),
    )


def bereik_bestuur(sleutel: str) -> Bereik:
    """The board, the SWVs it takes part in today, and its own schools (never other boards)."""
    code, dag = _code(sleutel), vandaag()
    return Bereik(
        swvs=_sleutels("swv", Deelname.objects.filter(loopt_op(dag), bestuur=code).values_list("swv_id", flat=True)),
        besturen=frozenset({sleutel}),
        scholen=_sleutels("school", School.objects.filter(loopt_op(dag), bestuur=code).values_list("pk", flat=True)),
    )


def bereik_school(sleutel: str) -> Bereik:
    """The school, its board, its SWV."""
    rij = School.objects.filter(pk=_code(sleutel)).values_list("bestuur_id", "swv_id").first() or (None, None)
    return Bereik(
        swvs=_sleutels("swv", [rij[1]]), besturen=_sleutels("bestuur", [rij[0]]), scholen=frozenset({sleutel})
    )


def bereik_gemeente(sleutel: str) -> Bereik:
    """The SWVs in which a part of the municipality lies (C-21: can be two)."""
    codes = Gemeentedeel.objects.filter(gemeente=_code(sleutel)).values_list("swv_id", flat=True)
    return Bereik(swvs=_sleutels("swv", codes))


def bereik_partner(sleutel: str) -> Bereik:
    """The SWV the partner works for; none for a national body."""
    try:
        pk = uuid.UUID(_code(sleutel))
    except ValueError:
        return Bereik()
    return Bereik(swvs=_sleutels("swv", Partner.objects.filter(pk=pk).values_list("swv_id", flat=True)))


NAMEN: dict[str, Callable[[list[str]], dict[str, str]]] = {
    "swv": _namen_uit(Swv, "swv"),
    "bestuur": _namen_uit(Bestuur, "bestuur"),
    "school": _namen_uit(School, "school"),
    "gemeente": _namen_uit(Gemeente, "gemeente"),
    "partner": _partner_namen,
}
BEREIK: dict[str, Callable[[str], Bereik]] = {
    "swv": bereik_swv,
    "bestuur": bereik_bestuur,
    "school": bereik_school,
    "gemeente": bereik_gemeente,
    "partner": bereik_partner,
}
