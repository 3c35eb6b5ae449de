"""Documents that print our own questions: an export of Vindplaats that comes back is read with the form of its year."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from vindplaats.formats.definitie import Definitie, laad_map
from vindplaats.kern.schooljaar import Schooljaar

from .fout import LeesFout

DEFINITIES = Path(__file__).parents[1] / "definities"


@cache
def definities() -> tuple[Definitie, ...]:
    """The versions of the form that ship with the product, oldest first."""
    return tuple(laad_map(DEFINITIES))


@cache
def _eigen_vragen(definitie: Definitie) -> frozenset[str]:
    """The process questions as this version of the form prints them."""
    return frozenset(vraag.label for vraag in definitie.vragen.values() if vraag.code.startswith("proces_"))


def drukt_eigen_vragen(tekst: str) -> bool:
    """Does the text hold a process question as any version of our own form prints it?"""
    return any(label in tekst for label in {label for d in definities() for label in _eigen_vragen(d)})


def eigen_formulier(tekst: str, schooljaar: str | None) -> Definitie | None:
    """The version of the form whose own process questions stand in the text; None for a form printed by others."""
    try:
        jaar = Schooljaar.lees(schooljaar or "")
    except ValueError:
        jaar = None
    kandidaten = [d for d in definities() if jaar is None or d.geldt_in(jaar)] or list(definities())
    return kandidaten[-1] if any(label in tekst for label in _eigen_vragen(kandidaten[-1])) else None


def eigen_versie(versies: Sequence[Definitie], lees_jaar: Callable[[], str | None]) -> Definitie | None:
    """Of an SWV's own versions the last one valid in the year the document tells; None when none is.

    A document whose headings are all new is not recognised with the known form: then the newest own version is tried.
    """
    try:
        jaar = Schooljaar.lees(lees_jaar() or "")
    except LeesFout:
        return versies[-1]
    except ValueError:
        return None
    return next((d for d in reversed(versies) if d.geldt_in(jaar)), None)
