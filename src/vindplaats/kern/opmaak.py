"""How dates, terms, amounts and figures are written in Dutch, on screen and on paper alike. Pure.

The space inside an amount or a short date is a no-break space, so that it never breaks over two lines.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
MAANDEN_KORT = ("jan.", "feb.", "mrt.", "apr.", "mei", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.")
NBSP = "\u00a0"
NIETS = "\u2013"

Getal = int | float | Decimal


def datum_in_woorden(dag: dt.date | None, *, leeg: str = "geen datum") -> str:
    """`dinsdag 3 maart 2026`. A datetime is written by its date; None gives `leeg`."""
    if dag is None:
        return leeg
    return f"{DAGEN[dag.weekday()]} {dag.day}{NBSP}{MAANDEN[dag.month - 1]} {dag.year}"


def datum_zonder_dag(dag: dt.date | None, *, leeg: str = "geen datum") -> str:
    """`3 maart 2026`, for letters, tables and headings."""
    return leeg if dag is None else f"{dag.day}{NBSP}{MAANDEN[dag.month - 1]} {dag.year}"


def datum_kort(dag: dt.date | None, *, leeg: str = NIETS) -> str:
    """`3 mrt. 2026`, for a narrow column."""
    return leeg if dag is None else f"{dag.day}{NBSP}{MAANDEN_KORT[dag.month - 1]}{NBSP}{dag.year}"


def tijdstip(moment: dt.datetime | None, *, leeg: str = NIETS) -> str:
    """`3 maart 2026 om 14:03`. The caller gives local time (the template filter does this by itself)."""
    return leeg if moment is None else f"{datum_zonder_dag(moment)} om {moment:%H:%M}"


def _aantal(getal: int, enkel: str, meer: str) -> str:
    return f"{getal}{NBSP}{enkel if getal == 1 else meer}"


def over_dagen(dag: dt.date, vandaag: dt.date) -> str:
    """Distance to a date in words: `vandaag`, `morgen`, `over 3 dagen`, `over 5 weken`, `2 dagen te laat`.

    From two weeks on whole weeks are used (rounded down, so never rosier than it is), from a year on whole years.
    """
    verschil = (dag - vandaag).days
    if verschil < 0:
        return f"{_hoe_lang(-verschil)} te laat"
    vast = {0: "vandaag", 1: "morgen", 2: "overmorgen"}
    return vast.get(verschil) or f"over {_hoe_lang(verschil)}"


def geleden(dag: dt.date, vandaag: dt.date) -> str:
    """Distance to a day gone by, without blame: `vandaag`, `gisteren`, `3 dagen geleden`, `5 weken geleden`."""
    verschil = (vandaag - dag).days
    vast = {0: "vandaag", 1: "gisteren", 2: "eergisteren"}
    return vast.get(verschil) or (f"{_hoe_lang(verschil)} geleden" if verschil > 0 else over_dagen(dag, vandaag))


def _hoe_lang(dagen: int) -> str:
    if dagen < 14:
        return _aantal(dagen, "dag", "dagen")
    if dagen < 365:
        return _aantal(dagen // 7, "week", "weken")
    return f"{dagen // 365}{NBSP}jaar"


def getal(waarde: Getal | None, decimalen: int | None = None, *, leeg: str = NIETS) -> str:
    """A figure with Dutch separators: `1.250`, `12,5`. Without `decimalen` only the decimals it has (at most 2)."""
    if waarde is None:
        return leeg
    exact = Decimal(str(waarde))
    stap = Decimal(1).scaleb(-(2 if decimalen is None else decimalen))
    rond = exact.quantize(stap, rounding=ROUND_HALF_UP)
    heel, _, deel = f"{abs(rond):,f}".partition(".")
    if decimalen is None:
        deel = deel.rstrip("0")
    teken = "-" if rond < 0 else ""
    return f"{teken}{heel.replace(',', '.')}{',' if deel else ''}{deel}"


def percentage(waarde: Getal | None, decimalen: int | None = None, *, leeg: str = NIETS) -> str:
    """A percentage from the number of per cents: `12.5` is `12,5%`. At most one decimal unless asked for more."""
    if waarde is None:
        return leeg
    if decimalen is None:
        decimalen = 0 if Decimal(str(waarde)).quantize(Decimal("0.1"), ROUND_HALF_UP) % 1 == 0 else 1
    return f"{getal(waarde, decimalen)}%"


def opsomming(delen: list[str]) -> str:
    """Join words the Dutch way: `a, b en c`."""
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} en {delen[-1]}"
