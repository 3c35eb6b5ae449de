"""Terms: weeks and months from a date, and the Algemene termijnenwet. Pure.

Sources: law.md section 9 and its fixtures in section 10; Algemene termijnenwet art. 1-3 (a statutory term that ends on
a Saturday, Sunday or recognised holiday runs on to the next ordinary day; not for terms longer than twelve weeks).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

WEKEN_GRENS = 12
SCHUIFT, TELLEN_NIET = "schuift", "tellen_niet"
"""what free days (holidays of schools, closing days) do to a term that is not statutory: the last day moves on, or they do not count"""


def pasen(jaar: int) -> dt.date:
    """Easter Sunday of a year (Gregorian computus)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return dt.date(jaar, maand, dag + 1)


def feestdagen(jaar: int) -> dict[dt.date, str]:
    """Recognised holidays of Algemene termijnenwet art. 3, with their Dutch names.

    Good Friday counts as equal to them; King's day moves to the Saturday when it falls on a Sunday.
    """
    paasdag = pasen(jaar)
    koningsdag = dt.date(jaar, 4, 27)
    if koningsdag.weekday() == 6:
        koningsdag -= dt.timedelta(days=1)
    return {
        dt.date(jaar, 1, 1): "Nieuwjaarsdag",
        paasdag - dt.timedelta(days=2): "Goede Vrijdag",
        paasdag: "Eerste Paasdag",
        paasdag + dt.timedelta(days=1): "Tweede Paasdag",
        koningsdag: "Koningsdag",
        dt.date(jaar, 5, 5): "Bevrijdingsdag",
        paasdag + dt.timedelta(days=39): "Hemelvaartsdag",
        paasdag + dt.timedelta(days=49): "Eerste Pinksterdag",
        paasdag + dt.timedelta(days=50): "Tweede Pinksterdag",
        dt.date(jaar, 12, 25): "Eerste Kerstdag",
        dt.date(jaar, 12, 26): "Tweede Kerstdag",
    }


def is_werkdag(dag: dt.date) -> bool:
    """True when the day is no Saturday, Sunday or recognised holiday."""
    return dag.weekday() < 5 and dag not in feestdagen(dag.year)


def eerstvolgende_werkdag(dag: dt.date) -> dt.date:
    """The day itself when it is an ordinary day, else the first ordinary day after it."""
    while not is_werkdag(dag):
        dag += dt.timedelta(days=1)
    return dag


@dataclass(frozen=True)
class Uitkomst:
    """The last day of a term with the steps of the sum, so that a screen can explain it."""

    laatste_dag: dt.date
    uitleg: tuple[str, ...]


def einde(
    vanaf: dt.date, *, weken: int = 0, dagen: int = 0, wettelijk: bool = True, vrije_dagen: str = "",
    vrij: Mapping[dt.date, str] | None = None,
) -> Uitkomst:  # fmt: skip
    """Last day of a term that starts the day after `vanaf`.

    `wettelijk` terms of at most twelve weeks are lengthened by the Algemene termijnenwet. law.md D1, D6. They know no other free days:
    `vrij` (day -> name, of a calendar) only counts for a term that is not statutory and says so (`SCHUIFT` or `TELLEN_NIET`).
    """
    if vrije_dagen and not wettelijk:
        return _met_vrije_dagen(vanaf, weken * 7 + dagen, vrije_dagen, vrij or {})
    kaal = vanaf + dt.timedelta(weeks=weken, days=dagen)
    lengte = " en ".join(t for t in (f"{weken} weken" if weken else "", f"{dagen} dagen" if dagen else "") if t)
    stappen = [f"{lengte or '0 dagen'} na {vanaf:%d-%m-%Y} is {kaal:%d-%m-%Y}."]
    korter = weken * 7 + dagen <= WEKEN_GRENS * 7
    if not (wettelijk and korter):
        return Uitkomst(kaal, tuple(stappen))
    laatste = eerstvolgende_werkdag(kaal)
    if laatste != kaal:
        waarom = feestdagen(kaal.year).get(kaal, "weekend")
        stappen.append(f"Dat is {waarom}: de Algemene termijnenwet verlengt tot {laatste:%d-%m-%Y}.")
    return Uitkomst(laatste, tuple(stappen))


def _met_vrije_dagen(vanaf: dt.date, dagen: int, wijze: str, vrij: Mapping[dt.date, str]) -> Uitkomst:
    """A term by agreement in which the days of the calendar count in their own way, with the names of what was skipped."""
    stappen = []
    if wijze == TELLEN_NIET:
        dag, geteld, over = vanaf, 0, []
        while geteld < dagen:
            dag += dt.timedelta(days=1)
            if dag in vrij:
                over.append(vrij[dag])
            else:
                geteld += 1
        stappen.append(f"{dagen} dagen na {vanaf:%d-%m-%Y}, zonder vrije dagen, is {dag:%d-%m-%Y}.")
        if over:
            stappen.append(f"Niet meegeteld: {len(over)} dagen ({', '.join(dict.fromkeys(over))}).")
        return Uitkomst(dag, tuple(stappen))
    dag = kaal = vanaf + dt.timedelta(days=dagen)
    stappen.append(f"{dagen} dagen na {vanaf:%d-%m-%Y} is {kaal:%d-%m-%Y}.")
    while dag in vrij or not is_werkdag(dag):
        dag += dt.timedelta(days=1)
    if dag != kaal:
        waarom = vrij.get(kaal) or feestdagen(kaal.year).get(kaal, "weekend")
        stappen.append(f"Dat is {waarom}: de laatste dag schuift door naar {dag:%d-%m-%Y}.")
    return Uitkomst(dag, tuple(stappen))


def dagen_tussen(van: dt.date, tot: dt.date, vrij: Mapping[dt.date, str]) -> int:
    """How many days a term counts from `van` up to and including `tot` when free days do not count."""
    return (tot - van).days - sum(1 for dag in vrij if van < dag <= tot)
