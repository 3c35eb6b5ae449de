"""What a reader hands over. Pure data."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Rij = dict[str, Any]
Aantal = tuple[int | None, str]
"""pupils (None: masked) and the type of the site when counted"""


class NietLeesbaar(Exception):
    """The file as a whole cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class Probleem:
    """A row that could not be used, or of which a part was left out."""

    regel: int
    zin: str
    overgeslagen: bool = True


@dataclass
class Gelezen:
    """The rows of one file, per table by key. Fields that the file does not know are absent."""

    formaat: str
    naam: str
    bron: str
    rijen: int = 0
    tabellen: dict[str, dict[str, Rij]] = field(default_factory=dict)
    aantallen: dict[tuple[str, int], Aantal] = field(default_factory=dict)
    delen: set[tuple[str, str]] = field(default_factory=set)
    problemen: list[Probleem] = field(default_factory=list)
    regels: dict[str, int] = field(default_factory=dict)

    def tabel(self, naam: str) -> dict[str, Rij]:
        return self.tabellen.setdefault(naam, {})

    def meld(self, regel: int, zin: str, *, overgeslagen: bool = True) -> None:
        self.problemen.append(Probleem(regel, zin, overgeslagen))

    @property
    def overgeslagen(self) -> int:
        """Number of rows that could not be used."""
        return sum(p.overgeslagen for p in self.problemen)

    @property
    def soorten_problemen(self) -> Counter[str]:
        return Counter("overgeslagen" if p.overgeslagen else "opmerking" for p in self.problemen)
