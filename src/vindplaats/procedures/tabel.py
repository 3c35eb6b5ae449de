"""A procedure as data: the dataclasses of the table, with what an SWV may change in it. No Django.

The reader of the YAML file is `definitie`; what an SWV changed is put on top of it by `afwijking`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from vindplaats.kern.schooljaar import Schooljaar

WIE, AAN, LENGTE, DATUM, START, HERINNERINGEN, BERICHTEN, REDEN, BRIEF = (
    "wie",
    "aan",
    "lengte",
    "datum",
    "start",
    "herinneringen",
    "berichten",
    "reden",
    "brief",
)
"""The parts of a row that can be locked or changed."""
STAPDELEN = frozenset({WIE, AAN, BERICHTEN, REDEN, BRIEF})
TERMIJNDELEN = frozenset({LENGTE, DATUM, START, HERINNERINGEN})


@dataclass(frozen=True)
class Vast:
    """A lock on a row: `bron` is a rule id or an article of law, `reden` why, `wat` the parts it holds (empty: all)."""

    bron: str
    reden: str
    wat: tuple[str, ...] = ()

    def houdt(self, deel: str) -> bool:
        """Does this lock hold that part of the row?"""
        return not self.wat or deel in self.wat


@dataclass(frozen=True)
class Jaardatum:
    """A day that comes back every school year; `jaar` counts calendar years after the one the school year begins in."""

    maand: int
    dag: int
    jaar: int = 0

    def op(self, schooljaar: Schooljaar) -> dt.date:
        """The day in a school year; 29 February falls back to the 28th."""
        jaar = schooljaar.begin + self.jaar
        try:
            return dt.date(jaar, self.maand, self.dag)
        except ValueError:
            return dt.date(jaar, self.maand, 28)

    @property
    def orde(self) -> tuple[int, int, int]:
        """For comparing: earlier in the school year is smaller."""
        return self.jaar, self.maand, self.dag


@dataclass(frozen=True)
class Grenzen:
    """How far an SWV may go with a term: days for a length, days of the year for a date. `bron` says from where."""

    minstens: int | None = None
    hoogstens: int | None = None
    vroegst: Jaardatum | None = None
    laatst: Jaardatum | None = None
    bron: str = ""


@dataclass(frozen=True)
class Bericht:
    """A message that goes out after a step: to whom (roles), in which words (merge fields of `samenvoegen`).

    `pagina` is where its link leads: `onderwerp` (the case) or `lijst` (the overview, when the reader may no longer open it).
    """

    code: str
    naar: tuple[str, ...]
    tekst: str
    pagina: str = "onderwerp"


@dataclass(frozen=True)
class Erbij:
    """What another step gets when an optional step is switched off: extra states to leave from and terms to handle."""

    verb: str
    van: tuple[str, ...] = ()
    stopt: tuple[str, ...] = ()
    start: tuple[str, ...] = ()


@dataclass(frozen=True)
class Optioneel:
    """An SWV may leave this step out; `uitleg` says what that means, `dan` what other steps take over."""

    uitleg: str
    dan: tuple[Erbij, ...] = ()


@dataclass(frozen=True)
class Stand:
    """A state. `aan_zet` are the roles from whom the next step is expected, `termijn` the term shown with it.

    `openbaar` is how people of other organisations read it; `lijn` whether it is drawn on the main line of the picture.
    """

    code: str
    naam: str
    uitleg: str
    eind: bool = False
    openbaar: str = ""
    soort: str = "bezig"
    aan_zet: tuple[str, ...] = ()
    termijn: str = ""
    lijn: bool = True


@dataclass(frozen=True)
class Stap:
    """One row of the table: from these states, this verb, by these roles, to that state.

    `voorwaarden` block, `waarschuwingen` are only shown (both codes of `kern.registers.voorwaarden`). `zin` is the line in
    the history, `bevestiging` what the person reads before doing it: what happens and who will see it. `wie_mogelijk` are the
    roles an SWV may choose from (empty: those of `wie`); never wider, because the right itself goes no further. `brief` is the kind of
    letter (code) that is made when the step is taken, `brieven_mogelijk` the kinds an SWV may choose instead; none is always possible
    where there is a choice.
    """

    verb: str
    naam: str
    van: tuple[str, ...]
    naar: str
    wie: tuple[str, ...]
    zin: str
    bevestiging: str = ""
    voorwaarden: tuple[str, ...] = ()
    waarschuwingen: tuple[str, ...] = ()
    reden_verplicht: bool = False
    gevaar: bool = False
    start: tuple[str, ...] = ()
    stopt: tuple[str, ...] = ()
    vervalt: tuple[str, ...] = ()
    schort_op: tuple[str, ...] = ()
    hervat: tuple[str, ...] = ()
    regels: tuple[str, ...] = ()
    wie_mogelijk: tuple[str, ...] = ()
    optioneel: Optioneel | None = None
    vast: Vast | None = None
    berichten: tuple[Bericht, ...] = ()
    brief: str = ""
    brieven_mogelijk: tuple[str, ...] = ()

    @property
    def brieven_ruim(self) -> tuple[str, ...]:
        """All kinds of letters that may ever be made at this step."""
        return tuple(dict.fromkeys((*((self.brief,) if self.brief else ()), *self.brieven_mogelijk)))

    @property
    def rollen_ruim(self) -> tuple[str, ...]:
        """All roles that may ever take this step: the right's own rule."""
        return tuple(dict.fromkeys((*self.wie, *self.wie_mogelijk)))


@dataclass(frozen=True)
class Waarschuwing:
    """Remind these roles so many days before the last day (negative: days after it); `tekst` in own words."""

    dagen: int
    rollen: tuple[str, ...]
    tekst: str = ""


@dataclass(frozen=True)
class Verlenging:
    """How a term may be extended: by whom, how often, and at most how many days (None: any later date)."""

    wie: tuple[str, ...]
    dagen: int | None
    keer: int = 1


@dataclass(frozen=True)
class Termijnsoort:
    """A term. Either a length (`weken`, `dagen`) or `instelling`: a date or a number of days set per SWV and school year.

    `vanaf` is the code of another term on whose last day this one follows; empty: the day of the step. `wettelijk` terms follow
    the Algemene termijnenwet; `vast` means that the law fixes the length and nobody may set another. `jaardatum` is the date
    of every school year for which the SWV has set none; `start_mogelijk` the steps (or `begin`) an SWV may let it start at.
    `vrije_dagen` says what the calendar of the SWV does to a term that is not statutory: `schuift` (the last day moves on) or
    `tellen_niet`; empty: nothing.
    """

    code: str
    naam: str
    weken: int = 0
    dagen: int = 0
    instelling: str = ""
    wettelijk: bool = False
    vast: Vast | None = None
    vanaf: str = ""
    instellen_door: tuple[str, ...] = ()
    waarschuw: tuple[Waarschuwing, ...] = ()
    verlenging: Verlenging | None = None
    opschorten_door: tuple[str, ...] = ()
    regels: tuple[str, ...] = ()
    jaardatum: Jaardatum | None = None
    grenzen: Grenzen = field(default_factory=Grenzen)
    start_mogelijk: tuple[str, ...] = ()
    vrije_dagen: str = ""

    @property
    def lengte(self) -> int:
        """Days of a term with a length; 0 for one with a date."""
        return self.weken * 7 + self.dagen


@dataclass(frozen=True)
class Procedure:
    """A whole procedure in one version; a case keeps the version it began with.

    `swv` and `nummer` are empty for the version of the house, and say whose own version this is.
    """

    code: str
    versie: int
    titel: str
    begin: str
    standen: tuple[Stand, ...]
    stappen: tuple[Stap, ...]
    termijnen: tuple[Termijnsoort, ...] = ()
    start: tuple[str, ...] = ()
    regels: tuple[str, ...] = ()
    uitleg: str = ""
    swv: str = ""
    nummer: int = 0

    @cached_property
    def _standen(self) -> dict[str, Stand]:
        return {stand.code: stand for stand in self.standen}

    @cached_property
    def _termijnen(self) -> dict[str, Termijnsoort]:
        return {termijn.code: termijn for termijn in self.termijnen}

    def stand(self, code: str) -> Stand:
        """The state; KeyError when the procedure has none with that code."""
        return self._standen[code]

    def termijn(self, code: str) -> Termijnsoort:
        """The term; KeyError when the procedure has none with that code."""
        return self._termijnen[code]

    def stappen_van(self, stand: str) -> tuple[Stap, ...]:
        """The rows that leave from a state, in the order of the file."""
        return tuple(stap for stap in self.stappen if stand in stap.van)

    def stap(self, stand: str, verb: str) -> Stap | None:
        """The one row for this verb from this state, or None."""
        return next((stap for stap in self.stappen_van(stand) if stap.verb == verb), None)

    def met_verb(self, verb: str) -> tuple[Stap, ...]:
        """All rows of a verb."""
        return tuple(stap for stap in self.stappen if stap.verb == verb)

    def heeft_termijn(self, code: str) -> bool:
        """Is there a term with this code?"""
        return code in self._termijnen

    @property
    def sleutels(self) -> dict[str, Stap]:
        """Every step under a key that stays the same: its verb, the second row of a verb gets `-2` behind it."""
        uit: dict[str, Stap] = {}
        for stap in self.stappen:
            nummer = sum(1 for s in uit.values() if s.verb == stap.verb) + 1
            uit[stap.verb if nummer == 1 else f"{stap.verb}-{nummer}"] = stap
        return uit

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stap.verb for stap in self.stappen))

    @property
    def brieven(self) -> frozenset[str]:
        """All codes of letters the table names."""
        return frozenset(c for stap in self.stappen for c in stap.brieven_ruim)

    @property
    def voorwaarden(self) -> frozenset[str]:
        """All condition codes the table names, blocking or not."""
        return frozenset(c for stap in self.stappen for c in stap.voorwaarden + stap.waarschuwingen)


def bereikbaar(begin: str, stappen: Iterable[Stap]) -> frozenset[str]:
    """All states that can be reached from `begin` through the table."""
    rijen, gezien, rand = list(stappen), {begin}, [begin]
    while rand:
        stand = rand.pop()
        nieuw = {stap.naar for stap in rijen if stand in stap.van} - gezien
        gezien |= nieuw
        rand.extend(nieuw)
    return frozenset(gezien)
