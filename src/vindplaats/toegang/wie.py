"""Who is asking: the person with the one role that is on now. Goes into every verb and every read."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from vindplaats.kern.registers import Bereik, soort_van

from .rollen import SYSTEEM


@dataclass(frozen=True)
class Wie:
    """A person in one role at one organisation (`organisatie` is a key such as `bestuur:90001`).

    `bereik` holds the organisations the role reaches: of a bestuurder its own board and the SWVs it takes part in;
    of an SWV role the SWV, its boards and its schools. Rights are decided by the rooms, never by reach alone.
    """

    gebruiker_id: uuid.UUID | None
    naam: str
    rol: str
    organisatie: str = ""
    bereik: Bereik = field(default_factory=Bereik)
    toekenning_id: uuid.UUID | None = None
    versheid: Callable[[], bool] | None = field(default=None, compare=False, repr=False)
    """asks the session whether its second factor is fresh; empty outside a request"""
    namens: str = ""
    """name of the colleague for whom this person acts; empty in an own role"""
    namens_id: uuid.UUID | None = None
    volmacht_id: uuid.UUID | None = None
    rechten: frozenset[str] | None = None
    """codes of rights a stand-in was given; None: all that a stand-in may have of the role"""
    alleen_lezen: bool = False
    """looking along: reading only, no verb, whatever the role may"""
    meekijken_id: uuid.UUID | None = None
    waarom: str = ""
    """reason of looking along; goes into every log row"""

    @classmethod
    def taak(cls, naam: str) -> "Wie":
        """The house itself, for a named job (reminders, imports); is written as such in the log."""
        return cls(gebruiker_id=None, naam=naam, rol=SYSTEEM)

    @property
    def is_taak(self) -> bool:
        return self.rol == SYSTEEM

    def vers(self) -> bool:
        """Is the second factor fresh (step-up); a named job and a person outside a request are not asked."""
        return self.versheid is None or self.versheid()

    @property
    def soort(self) -> str:
        return soort_van(self.organisatie)

    @property
    def code(self) -> str:
        """Code of the organisation without its kind: `PO3105`, `90001`."""
        return self.organisatie.partition(":")[2]

    def heeft(self, *rollen: str) -> bool:
        return self.rol in rollen

    @property
    def swv_codes(self) -> frozenset[str]:
        return frozenset(s.partition(":")[2] for s in self.bereik.swvs)

    @property
    def bestuur_codes(self) -> frozenset[str]:
        return frozenset(s.partition(":")[2] for s in self.bereik.besturen)
