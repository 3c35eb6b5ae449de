"""The paper of the house as data: a `Stuk` is a letter or report that becomes PDF, Word or Excel. Pure.

Text in a Stuk is always plain text. Nothing in it is read as markup by any writer.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from vindplaats.kern.geld import als_euro

Soort = Literal["tekst", "getal", "bedrag", "procent", "datum"]
Uitlijning = Literal["links", "rechts", "midden"]
Vorm = Literal["rapport", "brief"]
Cel = str | int | float | Decimal | dt.date | None

MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class Deel:
    """A run of text inside a paragraph."""

    tekst: str
    vet: bool = False
    cursief: bool = False


Tekst = str | Sequence[Deel]


@dataclass(frozen=True)
class Kop:
    """A heading; `niveau` 1 is the highest below the title."""

    tekst: str
    niveau: int = 1


@dataclass(frozen=True)
class Alinea:
    """A paragraph: a string, or runs with bold and italic. A newline in it is a line break."""

    tekst: Tekst
    zacht: bool = False


@dataclass(frozen=True)
class Lijst:
    """A list with bullets, or with numbers."""

    punten: Sequence[Tekst]
    genummerd: bool = False


@dataclass(frozen=True)
class Tabel:
    """A table with a head, rows and possibly a totals row.

    `soorten` says per column what stands in it (default text): `bedrag` is whole euro cents, `procent` is 12.5 for
    12,5%. A string in such a column (`PM`, `n.v.t.`) is shown as it is; None is an empty cell (VER-12, VER-16).
    """

    kop: Sequence[str]
    rijen: Sequence[Sequence[Cel]]
    totaalrij: Sequence[Cel] | None = None
    soorten: Sequence[Soort] = ()
    uitlijning: Sequence[Uitlijning] = ()
    onderschrift: str = ""
    breedtes: Sequence[float] = ()

    def soort(self, kolom: int) -> Soort:
        return self.soorten[kolom] if kolom < len(self.soorten) else "tekst"

    def lijn(self, kolom: int) -> Uitlijning:
        """Alignment of a column: as given, else numbers right and text left."""
        if kolom < len(self.uitlijning):
            return self.uitlijning[kolom]
        return "links" if self.soort(kolom) in ("tekst", "datum") else "rechts"

    def tekstrijen(self) -> list[list[str]]:
        """All rows as the strings that stand on paper, each as long as the head; the totals row is not among them."""
        centen = self._kolommen_met_centen()
        return [self._als_tekst(rij, centen) for rij in self.rijen]

    def teksttotaal(self) -> list[str] | None:
        """The totals row as strings, or None when there is none."""
        return None if self.totaalrij is None else self._als_tekst(self.totaalrij, self._kolommen_met_centen())

    def _als_tekst(self, rij: Sequence[Cel], centen: frozenset[int]) -> list[str]:
        cellen = [*rij, *[None] * (len(self.kop) - len(rij))]
        return [toon(cel, self.soort(i), centen=i in centen) for i, cel in enumerate(cellen[: len(self.kop)])]

    def _kolommen_met_centen(self) -> frozenset[int]:
        """Columns in which one amount has cents: then all of them show cents, so that the figures line up."""
        rijen = [*self.rijen, *([self.totaalrij] if self.totaalrij is not None else [])]
        bedragen = [i for i in range(len(self.kop)) if self.soort(i) == "bedrag"]
        return frozenset(i for i in bedragen if any(_heeft_centen(rij[i]) for rij in rijen if i < len(rij)))


@dataclass(frozen=True)
class Grafiek:
    """A chart as SVG with its text alternative, and the same figures as a table."""

    svg: str
    alt: str
    onderschrift: str = ""
    tabel: Tabel | None = None


@dataclass(frozen=True)
class Citaat:
    """Words of someone else, with where they come from."""

    tekst: str
    bron: str = ""


@dataclass(frozen=True)
class Kenmerken:
    """A list of label and value, such as the head of a form."""

    paren: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Selectievakjes:
    """Check boxes with their labels; True is ticked."""

    opties: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Ondertekening:
    """The signature block. Empty fields are taken from the house style."""

    slotzin: str = "Met vriendelijke groet,"
    naam: str = ""
    functie: str = ""


@dataclass(frozen=True)
class Paginaeinde:
    """What follows begins on a new page."""


Blok = Kop | Alinea | Lijst | Tabel | Grafiek | Citaat | Kenmerken | Selectievakjes | Ondertekening | Paginaeinde


@dataclass(frozen=True)
class Huisstijl:
    """How the paper of one SWV looks. `logo` is PNG, JPEG or cleaned SVG; `kleur` has contrast >= 4.5 on white."""

    organisatie: str = ""
    logo: bytes | None = None
    kleur: str = "#0f5d7e"
    adresregel: str = ""
    naam: str = ""
    functie: str = ""
    fontgrootte: float = 11


@dataclass(frozen=True)
class Stuk:
    """A whole letter or report."""

    titel: str
    blokken: Sequence[Blok]
    ondertitel: str = ""
    kenmerk: str = ""
    datum: dt.date | None = None
    taal: str = "nl"
    huisstijl: Huisstijl = field(default_factory=Huisstijl)
    vorm: Vorm = "rapport"
    geadresseerde: Sequence[str] = ()
    inhoudsopgave: bool = False
    melding: str = ""
    """A line on every page, such as: this is invented demo material."""


def delen(tekst: Tekst) -> list[Deel]:
    """Any text as a list of runs, without characters that no file format can hold."""
    ruw = [Deel(tekst)] if isinstance(tekst, str) else list(tekst)
    return [replace(d, tekst=schoon(d.tekst)) for d in ruw if d.tekst]


def plat(tekst: Tekst) -> str:
    """Any text as one plain string."""
    return "".join(d.tekst for d in delen(tekst))


def schoon(tekst: str) -> str:
    """Text without control characters and lone surrogates: XML and typst refuse those. Tab and newline stay."""
    tekst = tekst.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    if tekst.isprintable():
        return tekst
    return "".join(c for c in tekst if c in "\n\t" or _kan_in_bestand(ord(c)))


def _kan_in_bestand(code: int) -> bool:
    return code >= 0x20 and not (0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))


def _heeft_centen(cel: Cel) -> bool:
    return isinstance(cel, (int, float, Decimal)) and round(cel) % 100 != 0


def toon(cel: Cel, soort: Soort = "tekst", *, centen: bool = False) -> str:
    """A cell as it stands on paper, written the Dutch way: `€ 1.250`, `12,5%`, `1.140`, `3 maart 2026`.

    `centen` also writes the cents of a whole amount: `€ 1.250,00`.
    """
    if cel is None:
        return ""
    if isinstance(cel, str):
        return schoon(cel)
    if isinstance(cel, dt.date):
        return datum_in_woorden(cel)
    if soort == "bedrag":
        euro = als_euro(round(cel))
        return f"{euro},00" if centen and "," not in euro else euro
    return getal(cel) + ("%" if soort == "procent" else "")


def getal(waarde: int | float | Decimal) -> str:
    """A number the Dutch way with at most two decimals: 1140 -> `1.140`, 12.5 -> `12,5`."""
    heel, _, rest = f"{waarde:,.2f}".partition(".")
    rest = rest.rstrip("0")
    return heel.replace(",", ".") + (f",{rest}" if rest else "")


def datum_in_woorden(dag: dt.date) -> str:
    """3 maart 2026."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def nette_niveaus(blokken: Iterable[Blok]) -> Iterator[Blok]:
    """The same blocks with heading levels that start at 1 and never skip one: a screen reader walks them (PDF/UA).

    Headings without text are left out.
    """
    vorig = 0
    for blok in blokken:
        if isinstance(blok, Kop):
            if not schoon(blok.tekst).strip():
                continue
            vorig = max(1, min(blok.niveau, vorig + 1, 6))
            blok = replace(blok, niveau=vorig)
        yield blok
