"""The things a screen is made of, as plain data: a view fills these in, the tags of `vp` draw them. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .registers import Werk


@dataclass(frozen=True)
class Kruimel:
    """One step of the breadcrumb; the last one has no url."""

    naam: str
    url: str = ""


@dataclass(frozen=True)
class Rolkeuze:
    """A role somebody may step into: posted as `rol=<waarde>` to `rol_wissel_url`."""

    waarde: str
    naam: str
    organisatie: str
    actief: bool = False


@dataclass(frozen=True)
class Actie:
    """One secondary action, for the menu `Meer`. A POST action gets its own small form."""

    naam: str
    url: str
    icoon: str = ""
    post: bool = False
    gevaar: bool = False
    dialoog: str = ""


@dataclass(frozen=True)
class Stap:
    """One step of a procedure in the status line. `stand`: klaar, nu or straks."""

    naam: str
    stand: str = "straks"


@dataclass(frozen=True)
class Chip:
    """A filter as a link; `aantal` is how many it would show."""

    naam: str
    url: str
    actief: bool = False
    aantal: int | None = None


@dataclass(frozen=True)
class Werkgroep:
    """Rows of a worklist under one heading."""

    sleutel: str
    titel: str
    regels: tuple[Werk, ...]


def groepeer(regels: Iterable[Werk], vandaag: dt.date) -> list[Werkgroep]:
    """Divide worklist rows over Te laat, Deze week (the coming 7 days) and Later; earliest first, undated last."""
    bakken: dict[str, list[Werk]] = {"laat": [], "week": [], "later": []}
    for regel in sorted(regels, key=lambda r: (r.uiterlijk or dt.date.max, r.titel)):
        dagen = (regel.uiterlijk - vandaag).days if regel.uiterlijk else 10_000
        bakken["laat" if dagen < 0 else "week" if dagen <= 7 else "later"].append(regel)
    titels = {"laat": "Te laat", "week": "Deze week", "later": "Later"}
    return [Werkgroep(sleutel, titels[sleutel], tuple(rij)) for sleutel, rij in bakken.items() if rij]


@dataclass(frozen=True)
class Gebeurtenis:
    """One line of a timeline, as a sentence; `reden` is shown softer below it."""

    wanneer: dt.datetime | dt.date
    zin: str
    wie: str = ""
    reden: str = ""
    url: str = ""


@dataclass(frozen=True)
class Termijn:
    """A term for the aside: what must happen, until when, on which ground."""

    wat: str
    tot: dt.date
    uitleg: str = ""


@dataclass(frozen=True)
class Persoon:
    """Someone who can see a thing: shown by name and role."""

    naam: str
    rol: str
    organisatie: str = ""


@dataclass(frozen=True)
class Versie:
    """One of the texts in a conflict."""

    tekst: str
    wie: str
    wanneer: dt.datetime | None = None


@dataclass(frozen=True)
class Figuur:
    """A figure with everything that makes it honest. `waarde` is already written out; empty means not measured yet.

    `norm_gehaald` is None when there is no norm: then nothing is coloured.
    """

    naam: str
    waarde: str = ""
    norm: str = ""
    norm_gehaald: bool | None = None
    peildatum: dt.date | None = None
    bron: str = ""
    definitie: str = ""
    aantal_gevallen: int | None = None
    trend: tuple[float | None, ...] = ()
    trend_tekst: str = ""
    url: str = ""
    verandering: str = ""


@dataclass(frozen=True)
class Sectie:
    """A section of an editor in the list on the left. `stand`: leeg, bezig, klaar, nvt or aandacht."""

    naam: str
    url: str
    stand: str = "leeg"
    actief: bool = False
    toelichting: str = ""


@dataclass(frozen=True)
class Vergelijkcel:
    """One answer in a comparison; `anders` marks it softly, `heel` is the full text behind a click."""

    tekst: str
    heel: str = ""
    anders: bool = False
    html: bool = False


@dataclass(frozen=True)
class Vergelijkrij:
    """One question of a comparison with an answer per column."""

    vraag: str
    cellen: tuple[Vergelijkcel, ...]
    hulp: str = ""


@dataclass(frozen=True)
class Vergelijking:
    """Questions down, boards or years across."""

    titel: str
    kolommen: tuple[str, ...]
    rijen: tuple[Vergelijkrij, ...]

    @property
    def regels(self) -> list[tuple[Vergelijkrij, list[tuple[str, Vergelijkcel]]]]:
        """Every row with its cells, each beside the name of its column (shown on a phone)."""
        return [(rij, list(zip(self.kolommen, rij.cellen, strict=False))) for rij in self.rijen]


def dagen_stand(dag: dt.date, vandaag: dt.date) -> str:
    """How pressing a date is: `laat`, `kort` (within 7 days) or `ruim`."""
    dagen = (dag - vandaag).days
    return "laat" if dagen < 0 else "kort" if dagen <= 7 else "ruim"


@dataclass(frozen=True)
class Kolom:
    """A column of a table. `soort`: tekst, getal, bedrag (cents), percentage, datum, html (already safe).

    `sorteer` is the ordering key sent in the url (empty: not sortable). `kop` makes the cell the row heading.
    """

    naam: str
    titel: str
    soort: str = "tekst"
    sorteer: str = ""
    kop: bool = False
    optioneel: bool = False
    verborgen: bool = False

    @property
    def rechts(self) -> bool:
        return self.soort in ("getal", "bedrag", "percentage")


@dataclass(frozen=True)
class Rij:
    """A row: values by column name, and where a click on it leads."""

    cellen: dict[str, Any]
    url: str = ""


@dataclass
class Tabel:
    """A whole table as a screen shows it. Built by hand or with `kern.tabellen`."""

    titel: str
    kolommen: Sequence[Kolom]
    rijen: Sequence[Rij]
    totaal: dict[str, Any] | None = None
    totaal_titel: str = "Totaal"
    sortering: str = ""
    basis_url: str = "?"
    exporten: Sequence[tuple[str, str]] = ()
    pagina: Any = None
    pagina_url: str = "?"
    aantal: int | None = None
    leeg: str = "Niets gevonden."
    toon_titel: bool = False
    niveau: int = 2
    krap: bool = False
    id: str = "tabel"
    chips: Sequence[Chip] = field(default_factory=tuple)
    filter: Any = None

    def sorteer_url(self, kolom: Kolom) -> str:
        """The link in a heading: this column, or the other way round when it is already the one."""
        richting = "-" if self.sortering == kolom.sorteer else ""
        return f"{self.basis_url}{richting}{kolom.sorteer}"

    @property
    def koppen(self) -> list[tuple[Kolom, str, str]]:
        """Per column: itself, the address behind its heading (empty: not sortable) and its aria-sort."""
        return [(k, self.sorteer_url(k) if k.sorteer else "", self.richting(k)) for k in self.kolommen]

    def richting(self, kolom: Kolom) -> str:
        """The value of aria-sort for a column, empty when it is not the sorted one."""
        if not kolom.sorteer or self.sortering.lstrip("-") != kolom.sorteer:
            return ""
        return "descending" if self.sortering.startswith("-") else "ascending"
