"""How the rows of one model belong to a samenwerkingsverband: what a room declares in its `uitvoerdelen.py`.

The declarations are found by their file name (`techniek` looks for them when the house starts) and read by the
export of everything (`techniek.bewaren`). See docs/ontwikkelen/bewaren.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .registers import Register

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Kring:
    """One SWV and what belongs to it, also what has left: the question every declaration answers.

    `sleutels` are all organisation keys together (`swv:PO9901`, `bestuur:99001`, ...), `besturen` and `scholen` codes.
    `volledig` false: only what the SWV itself may read (drafts and inboxes of boards stay out).
    """

    swv: str
    besturen: frozenset[str] = frozenset()
    scholen: frozenset[str] = frozenset()
    sleutels: frozenset[str] = frozenset()
    volledig: bool = True

    @property
    def sleutel(self) -> str:
        """Key of the SWV itself."""
        return f"swv:{self.swv}"

    @property
    def leesbaar(self) -> frozenset[str]:
        """Owners whose own rooms (files, inbox) go along: everyone's when complete, else only the SWV's."""
        return self.sleutels if self.volledig else frozenset({self.sleutel})


@dataclass(frozen=True)
class Uitvoerdeel:
    """What of one model (`verantwoording.rapport`) goes along when an SWV takes everything out.

    Give `rijen` (which rows), or `reden` (a Dutch sentence: why nothing goes along), never both.
    `zonder`: fields that stay out -> value they get when read in (a function gets the row as a dict).
    `naslag`: other exports may point at rows that are not in their own; these fields then go along as a reference.
    `naslag_vast`: field -> value that such a reference gets when read in, next to those fields.
    `bestand`: the field that holds a path in the folder of files. `weer_doen`: what people must set again afterwards.
    """

    rijen: "Callable[[Kring], Q] | None" = None
    reden: str = ""
    zonder: Mapping[str, Any] = field(default_factory=dict)
    naslag: tuple[str, ...] = ()
    naslag_vast: Mapping[str, Any] = field(default_factory=dict)
    bestand: str = ""
    weer_doen: str = ""

    def __post_init__(self) -> None:
        if (self.rijen is None) == (not self.reden):
            raise ValueError("Een uitvoerdeel heeft rijen of een reden, niet allebei en niet geen van beide.")


@dataclass(frozen=True)
class Uitvoertak:
    """A room tells which rows of a lower room belong to an SWV: `rijen(kring)` gives their keys as a queryset of values."""

    model: str
    rijen: "Callable[[Kring], QuerySet[Any, Any]]"


def via_takken(register: "Register[Uitvoertak]", model: str, pad: str = "pk") -> "Callable[[Kring], Q]":
    """`rijen` for a model whose rows are claimed by upper rooms: any branch for `model`; none means no rows."""

    def rijen(kring: Kring) -> "Q":
        from django.db.models import Q

        uit = Q(pk__in=[])
        for tak in register:
            if tak.model == model:
                uit |= Q(**{f"{pad}__in": tak.rijen(kring)})
        return uit

    return rijen


def geen(kring: Kring) -> "Q":
    """No rows at all: for the half of a declaration that stays out of the readable extent."""
    from django.db.models import Q

    return Q(pk__in=[])
