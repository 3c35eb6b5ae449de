"""What the room that owns a form tells the form manager: what may not go, who gets it, which answers there are.

A lower room cannot know this; the owner puts one `Formaatgebruik` in the registry under the code of the format. No Django.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from vindplaats.kern.registers import Register
from vindplaats.kern.schooljaar import Schooljaar

from .definitie import Definitie
from .rules import Stukken

WET, CIJFERS, LEZER = "wet", "cijfers", "lezer"


@dataclass(frozen=True)
class Slot:
    """Why a question cannot go. `soort` is wet, cijfers or lezer; `zin` is the sentence on the screen.

    `opties`: the codes of its choices are needed too, so that choices cannot be taken away either.
    """

    soort: str
    zin: str
    opties: bool = False


@dataclass(frozen=True)
class Ontvanger:
    """Somebody who fills the form in: what it has now and what publishing means for it."""

    naam: str
    stand: str
    zin: str
    gaat_mee: bool
    onderwerp: str = ""
    """the subject of a form that is there already but empty; it can go along to the new version on request"""


@dataclass(frozen=True)
class Antwoordset:
    """Answers of one organisation to an older version; `verzonnen`: made up, because the person may not read real ones."""

    naam: str
    definitie: Definitie
    stukken: Stukken
    kenmerken: frozenset[str] = frozenset()
    verzonnen: bool = False


@dataclass(frozen=True)
class Leesproef:
    """What the reader finds when a filled form of this version is printed and read again: question codes."""

    gevonden: frozenset[str] = frozenset()
    gemist: frozenset[str] = frozenset()
    zin: str = ""


@dataclass(frozen=True)
class Formaatgebruik:
    """One format as its owner uses it. Every function is asked with fixed numbers of queries, whatever the rows."""

    naam: str
    sloten: Callable[[Definitie], dict[str, list[Slot]]]
    cijfers: Callable[[str], Sequence[str]]
    """question code -> names of the figures that are counted or read from it"""
    ontvangers: Callable[[Any, str, Schooljaar], list[Ontvanger]]
    """(wie, swv, school year) -> who gets a form of that year"""
    antwoorden: Callable[[Any, str, Schooljaar], list[Antwoordset]]
    """(wie, swv, school year) -> answers of that year that this person may read"""
    leesproef: Callable[[Definitie, Stukken], Leesproef]
    waar: Callable[[Sequence[str]], dict[str, tuple[Schooljaar, str]]]
    """subjects -> school year and the SWV whose form it gets"""
    swvs: Callable[[str], tuple[tuple[str, str], ...]] = field(default=lambda swv: ((swv, swv),))
    """SWV -> (code, name) of the columns in questions per SWV"""


formaatgebruik: Register[Formaatgebruik] = Register("formaatgebruik")
"""code of a format -> how its owner uses it"""
