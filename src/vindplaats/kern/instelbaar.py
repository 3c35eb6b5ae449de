"""What an SWV may set for itself, as declarations. Pure: kinds, bounds, and the answer to a question (reading: `instelinvoer`).

A room declares in `kern.registers.instelbaar`; the room `instellingen` keeps the values per SWV with their begin date and
source, and shows the screens. An unknown value stays empty and says so: a declaration only has a default when a source
prints it. Rooms below `instellingen` ask through `geldend`; the others through `instellingen.queries.waarde`.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .registers import instelbaar, instelling_lezers

TEKST, GETAL, PERCENTAGE, BEDRAG, DATUM, JANEE, KEUZE, LIJST = (
    "tekst", "getal", "percentage", "bedrag", "datum", "janee", "keuze", "lijst",
)  # fmt: skip
SOORTEN = {
    TEKST: "tekst", GETAL: "getal", PERCENTAGE: "percentage", BEDRAG: "bedrag", DATUM: "datum",
    JANEE: "ja of nee", KEUZE: "keuze", LIJST: "lijst",
}  # fmt: skip
MEESTE_RIJEN = 500
_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class Wetslot:
    """The law decides: with `waarde` nobody may set another; without it the bounds of the declaration are the law's."""

    bron: str
    zin: str
    waarde: Any = None


@dataclass(frozen=True)
class Kolom:
    """A column of a list. `uniek`: two rows may not hold the same text here (case and spaces do not count)."""

    code: str
    naam: str
    soort: str = TEKST
    verplicht: bool = False
    uniek: bool = False
    keuzes: tuple[tuple[str, str], ...] = ()
    hulp: str = ""
    minimum: int | None = None
    maximum: int | None = None
    lang: bool = False


@dataclass(frozen=True)
class Instelbaar:
    """One thing an SWV may set from a day on.

    `soort` is one of `SOORTEN`. `eenheid` is shown behind a number. `minimum` and `maximum` are in the unit of the kind (cents
    for an amount, per cents for a percentage). `bron` tells where the question comes from, `gebruik` where the answer is
    used (empty: nowhere yet, and the screen says so). `standaard` needs `standaard_bron`. `gevolg(swv, oud, nieuw, vanaf)` gives sentences
    for the preview of a change. `volgorde` of rows of a list has a meaning when `geordend`. `wie` are the roles that may set it.
    """

    code: str
    naam: str
    groep: str
    soort: str
    hulp: str
    bron: str
    gebruik: str = ""
    eenheid: str = ""
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    keuzes: tuple[tuple[str, str], ...] = ()
    kolommen: tuple[Kolom, ...] = ()
    geordend: bool = False
    lang: bool = False
    wet: Wetslot | None = None
    standaard: Any = None
    standaard_bron: str = ""
    wie: tuple[str, ...] = ("functioneel_beheerder", "directeur_swv")
    regels: tuple[str, ...] = ()
    gevolg: Callable[[str, Any, Any, dt.date], list[str]] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse a declaration that cannot work, with what is wrong."""
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"instelling '{self.code}': schrijf de code als kamer.naam")
        if self.soort not in SOORTEN:
            raise ValueError(f"instelling '{self.code}': onbekende soort '{self.soort}'")
        if (self.soort == KEUZE) != bool(self.keuzes) or (self.soort == LIJST) != bool(self.kolommen):
            raise ValueError(f"instelling '{self.code}': een keuze heeft keuzes, een lijst heeft kolommen")
        if self.standaard is not None and not self.standaard_bron:
            raise ValueError(f"instelling '{self.code}': een standaard zonder bron is verzonnen")

    @property
    def meeste_rijen(self) -> int:
        """How many rows a list may have: a form holds at most a thousand fields."""
        return min(MEESTE_RIJEN, 900 // (len(self.kolommen) + 1)) if self.kolommen else 0

    @property
    def op_slot(self) -> bool:
        """True when the law fixes the value."""
        return self.wet is not None and self.wet.waarde is not None


@dataclass(frozen=True)
class Geldend:
    """What holds for an SWV on a day. `waarde` is None when nobody set it: never read that as zero or as "no".

    `herkomst` is eigen, wet, standaard or leeg; `vanaf` and `tot` (inclusive) belong to an own value.
    """

    code: str
    swv: str
    waarde: Any = None
    bron: str = ""
    vanaf: dt.date | None = None
    tot: dt.date | None = None
    herkomst: str = "leeg"

    @property
    def leeg(self) -> bool:
        """True when there is no value: say so on the screen, do not guess."""
        return self.waarde is None


@dataclass(frozen=True)
class Elders:
    """Something an SWV sets on a screen of another room (norms, house style, dates of terms): linked from the overview.

    `mag(wie)` decides who sees the link; `url_naam` takes no arguments.
    """

    code: str
    naam: str
    groep: str
    hulp: str
    url_naam: str
    mag: Callable[[Any], bool] = field(compare=False)


def declareer(item: Instelbaar) -> Instelbaar:
    """Put a declaration in the registry."""
    return instelbaar.voeg_toe(item.code, item)


def geldend(swv: str, code: str, op: dt.date | None = None) -> Geldend:
    """The value of a declared setting for an SWV (key `swv:PO3105`) on a day (default today).

    For rooms below `instellingen`; when that room is not installed the default or the law answers. KeyError for an unknown code.
    """
    soort = instelbaar[code]
    lees = instelling_lezers.get("waarde")
    return lees(swv, code, op) if lees else zonder_eigen(soort, swv)


def zonder_eigen(soort: Instelbaar, swv: str) -> Geldend:
    """What holds when the SWV set nothing: the law, else the printed default, else nothing."""
    if soort.wet and soort.wet.waarde is not None:
        return Geldend(soort.code, swv, soort.wet.waarde, soort.wet.bron, herkomst="wet")
    if soort.standaard is not None:
        return Geldend(soort.code, swv, soort.standaard, soort.standaard_bron, herkomst="standaard")
    return Geldend(soort.code, swv)
