"""School years (1 August - 31 July) and their peildata. Pure."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering

_VORM = re.compile(
    r"^\s*['\u2019\u2018]?(?P<a>(?:19|20)?\d{2})\s*[-\u2010-\u2015/]\s*['\u2019\u2018]?(?P<b>(?:19|20)?\d{2})\s*$"
)


@total_ordering
@dataclass(frozen=True)
class Schooljaar:
    """A school year, named by the calendar year it begins in: `Schooljaar(2023)` is 2023-2024."""

    begin: int

    @classmethod
    def lees(cls, tekst: str) -> "Schooljaar":
        """Read `2023-2024`, `23-24`, `2023\u20132024` or `'23-'24` (report-format trap 27).

        Raises ValueError with a Dutch sentence when it is no school year.
        """
        treffer = _VORM.match(tekst or "")
        if treffer:
            begin, eind = (int(d) if len(d) == 4 else 2000 + int(d) for d in treffer.group("a", "b"))
            if eind == begin + 1:
                return cls(begin)
        raise ValueError(f"'{tekst}' is geen schooljaar. Schrijf het als 2023-2024.")

    @classmethod
    def van(cls, dag: dt.date) -> "Schooljaar":
        """The school year a date lies in."""
        return cls(dag.year if dag.month >= 8 else dag.year - 1)

    @property
    def eerste_dag(self) -> dt.date:
        return dt.date(self.begin, 8, 1)

    @property
    def laatste_dag(self) -> dt.date:
        return dt.date(self.begin + 1, 7, 31)

    @property
    def vorig(self) -> "Schooljaar":
        return Schooljaar(self.begin - 1)

    @property
    def volgend(self) -> "Schooljaar":
        return Schooljaar(self.begin + 1)

    @property
    def teldatum_leerlingen(self) -> dt.date:
        """1 October: the date DUO counts pupils for its open data."""
        return dt.date(self.begin, 10, 1)

    @property
    def peildatum_bekostiging(self) -> dt.date:
        """1 February (law.md M-01, FIN-01): the count that decides the funding."""
        return dt.date(self.begin + 1, 2, 1)

    def __str__(self) -> str:
        return f"{self.begin}-{self.begin + 1}"

    def __lt__(self, ander: "Schooljaar") -> bool:
        return self.begin < ander.begin
