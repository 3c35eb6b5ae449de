"""Reading what an SWV granted from a spreadsheet: board number or name, and a column per scheme. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from vindplaats.kern.geld import naar_centen

KOPPEN = {
    "nummer": ("bestuursnummer", "nummer", "bevoegd gezag nummer", "bevoegd gezag", "brg"),
    "naam": ("bestuur", "naam", "schoolbestuur", "naam bestuur"),
    "terugploegregeling": ("terugploegregeling", "terugploeg", "basisbedrag en uitkering reserve"),
    "doelgroepfinanciering": ("doelgroepfinanciering", "doelgroep"),
}


@dataclass(frozen=True)
class Regel:
    """One amount that was read: which board, which scheme, how many cents."""

    bestuur: str
    regeling: str
    bedrag: int


@dataclass
class Uitkomst:
    """What could be used and, per row, what could not and why (Dutch)."""

    regels: list[Regel] = field(default_factory=list)
    problemen: list[str] = field(default_factory=list)


def lees(rijen: Sequence[Sequence[Any]], besturen: dict[str, str]) -> Uitkomst:
    """Read the rows of a sheet; `besturen` maps board number to name.

    The heading row is found by its words. Boards are matched by number, else by name (close is enough, but never a guess
    between two). Raises ValueError with a Dutch sentence when no usable heading is there.
    """
    start, kolommen = _koprij(rijen)
    uit = Uitkomst()
    for nummer, rij in enumerate(rijen[start + 1 :], start + 2):
        _lees_rij(nummer, rij, kolommen, besturen, uit)
    return uit


def _koprij(rijen: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    for plek, rij in enumerate(rijen[:30]):
        kolommen = {}
        for i, cel in enumerate(rij):
            kaal = re.sub(r"[^a-z ]", "", str(cel or "").lower()).strip()
            for veld, namen in KOPPEN.items():
                if veld not in kolommen and kaal and any(kaal.startswith(n) for n in namen):
                    kolommen[veld] = i
                    break
        if kolommen.keys() & {"nummer", "naam"} and kolommen.keys() & {"terugploegregeling", "doelgroepfinanciering"}:
            return plek, kolommen
    raise ValueError(
        "In dit blad staat geen kop die ik herken. Zet bovenaan: Bestuursnummer of Bestuur, en Terugploegregeling en/of "
        "Doelgroepfinanciering."
    )


def _lees_rij(
    nummer: int, rij: Sequence[Any], kolommen: dict[str, int], besturen: dict[str, str], uit: Uitkomst
) -> None:
    def cel(veld: str) -> Any:
        plek = kolommen.get(veld)
        return rij[plek] if plek is not None and plek < len(rij) else None

    if not any(str(c or "").strip() for c in rij) or str(cel("naam") or cel("nummer") or "").lower().startswith(
        "totaal"
    ):
        return
    bestuur = _bestuur(cel("nummer"), cel("naam"), besturen)
    if bestuur is None:
        uit.problemen.append(
            f"Rij {nummer}: bestuur '{cel('naam') or cel('nummer') or ''}' hoort niet bij dit samenwerkingsverband."
        )
        return
    for regeling in ("terugploegregeling", "doelgroepfinanciering"):
        try:
            bedrag = _bedrag(cel(regeling))
        except ValueError as fout:
            uit.problemen.append(f"Rij {nummer}: {fout}")
            continue
        if bedrag is not None:
            uit.regels.append(Regel(bestuur, regeling, bedrag))


def _bestuur(nummer: Any, naam: Any, besturen: dict[str, str]) -> str | None:
    kaal = re.sub(r"\D", "", str(int(nummer) if isinstance(nummer, float) else nummer or ""))
    if kaal in besturen:
        return kaal
    if not str(naam or "").strip():
        return None
    beste: Iterable[tuple[str, float, str]] = process.extract(
        str(naam), besturen, scorer=fuzz.token_sort_ratio, processor=str.lower, score_cutoff=88, limit=2
    )
    kandidaten = list(beste)
    return (
        kandidaten[0][2]
        if len(kandidaten) == 1 or (len(kandidaten) == 2 and kandidaten[0][1] > kandidaten[1][1])
        else None
    )


def _bedrag(waarde: Any) -> int | None:
    if isinstance(waarde, int | float) and not isinstance(waarde, bool):
        return round(waarde * 100)
    return naar_centen(str(waarde)) if waarde is not None else None
