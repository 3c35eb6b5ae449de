"""Registries: what an upper room declares so that a lower one can use it without importing it.

Each registry refuses doubles and names who was first. Rooms register in `AppConfig.ready()` by importing their
declaration files (`indicators.py`, `erasers.py`, `tasks.py`, `werk.py`, ...).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

    from .uitvoerdeel import Uitvoerdeel, Uitvoertak


class Register[T]:
    """A named collection of declarations under a unique code."""

    def __init__(self, naam: str) -> None:
        self.naam = naam
        self._items: dict[str, T] = {}

    def voeg_toe(self, code: str, item: T) -> T:
        if code in self._items and self._items[code] != item:
            raise ValueError(f"{self.naam}: '{code}' is al aangemeld ({self._items[code]!r})")
        self._items[code] = item
        return item

    def __getitem__(self, code: str) -> T:
        try:
            return self._items[code]
        except KeyError:
            raise KeyError(
                f"{self.naam}: '{code}' is niet aangemeld; bekend: {', '.join(sorted(self._items))}"
            ) from None

    def get(self, code: str) -> T | None:
        return self._items.get(code)

    def __contains__(self, code: str) -> bool:
        return code in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._items.values()))

    def items(self) -> Iterable[tuple[str, T]]:
        return list(self._items.items())


@dataclass(frozen=True)
class Terugvraag:
    """May a merger, split or move be taken back? `opvolgers`: keys that took over; `krijgt`: those and who got schools.

    `sinds`: when it was carried through; `per`: the first day on which it held.
    """

    opvolgers: frozenset[str]
    krijgt: frozenset[str]
    sinds: dt.datetime
    per: dt.date


@dataclass(frozen=True)
class Bereik:
    """Which organisations a role at one organisation reaches, as keys such as `swv:PO3105` or `bestuur:90001`."""

    swvs: frozenset[str] = frozenset()
    besturen: frozenset[str] = frozenset()
    scholen: frozenset[str] = frozenset()
    overig: frozenset[str] = frozenset()
    """municipalities and partners"""

    @property
    def alles(self) -> frozenset[str]:
        """All keys together."""
        return self.swvs | self.besturen | self.scholen | self.overig


@dataclass(frozen=True)
class Werk:
    """One row of somebody's worklist: what, about what, why here, until when."""

    titel: str
    waarover: str
    waarom: str
    url: str
    uiterlijk: "dt.date | None" = None
    wie_nog: str = ""
    knop: str = "Openen"


@dataclass(frozen=True)
class OpenDing:
    """One open thing of a person, for somebody else to take over when that person leaves.

    `sleutel` is unique within its room; `rollen`: the successor holds one of these at that organisation (empty: any role).
    `vervalt`: it ends with the person, nothing is handed over; it is only shown.
    """

    sleutel: str
    soort: str
    titel: str
    organisatie: str
    url: str = ""
    rollen: frozenset[str] = frozenset()
    vervalt: bool = False


@dataclass(frozen=True)
class Overdraagbaar:
    """What a room knows of somebody's open things, and how one of them goes to a successor (inside the caller's transaction).

    `open_dingen(gebruiker, organisatie)`; `draag_over(wie, ding, van, naar)` with both people.
    """

    open_dingen: Callable[[Any, str], list[OpenDing]]
    draag_over: Callable[[Any, OpenDing, Any, Any], None]


@dataclass(frozen=True)
class Menupunt:
    """One entry of the navigation in the words of the work; `mag` decides per person whether it is shown."""

    code: str
    tekst: str
    url_naam: str
    icoon: str
    volgorde: int
    mag: Callable[[Any], bool]


@dataclass(frozen=True)
class Regelclaim:
    """Rule ids a room says it carries, or honestly does not (yet): id -> reason ('' means: proven by tests)."""

    kamer: str
    regels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recht:
    """One row of the permission table: who may do this. Declared by a room in its `permissions.py`.

    `toets(wie, onderwerp)` narrows it to one row of the room (own board only, for example); without it the role decides.
    `vers`: asks for a fresh second factor.
    """

    code: str
    omschrijving: str
    rollen: frozenset[str]
    toets: Callable[[Any, Any], bool] | None = None
    vers: bool = False


@dataclass(frozen=True)
class Voorbeeld:
    """Example of an url for the permission test, declared in a room's `tests/voorbeelden.py`.

    `eigen(streek, wie)` makes the kwargs of a row this person may see (None: there is none for this role);
    `vreemd(streek, wie)` those of a row that is not theirs and must be a 404. `vraag` is the query string of the GET.
    """

    eigen: Callable[[Any, Any], dict[str, Any] | None]
    vreemd: Callable[[Any, Any], dict[str, Any] | None] | None = None
    vraag: str = ""


@dataclass(frozen=True)
class Onderwerpsoort:
    """How rows of a model are called and found, for rooms below: declared per model label (`verantwoording.rapport`).

    `namen(sleutels)` gives a title per key, one query for all; `url(sleutel)` the page of one of them.
    """

    namen: Callable[[list[str]], dict[str, str]]
    url: Callable[[str], str]
    lijst: Callable[[], str] | None = None
    """the overview: where a message leads when its reader may no longer open the row itself"""
    te_openen: Callable[[Any, str], bool] | None = None
    """`te_openen(wie, sleutel)`: may this person open the page of that row; without it everyone who sees the case"""


@dataclass(frozen=True)
class Stapdaad:
    """What a room does after a step of its procedure, inside the same transaction.

    `doe(wie, zaak, overgang, onderwerp)`; `verbs` empty means after every step.
    """

    procedure: str
    doe: Callable[[Any, Any, Any, Any], None]
    verbs: frozenset[str] = frozenset()


rechten: Register[Recht] = Register("rechten")
"""code of a right (`toegang.rol_geven`) -> who may; read through `toegang.permissions`."""

frame_delen: Register[Callable[[Any], dict[str, Any]]] = Register("frame_delen")
"""room -> function(request) with context for the frame of every page (role switch, bell); cheap, lazy where it asks the database."""

voorbeelden: Register[Voorbeeld] = Register("voorbeelden")
"""url name (`toegang:mens`) -> example rows; filled and read by tests only."""

organisatie_namen: Register[Callable[[list[str]], dict[str, str]]] = Register("organisatie_namen")
"""kind ('swv', 'bestuur', 'school', ...) -> function that turns full keys into names, one query for all."""

organisatie_bereik: Register[Callable[[str], Bereik]] = Register("organisatie_bereik")
"""kind -> function that tells what a role at that organisation reaches."""

werklijsten: Register[Callable[[Any], list[Werk]]] = Register("werklijsten")
"""room -> function(wie) with the open steps of that room for this person."""

overdraagbaar: Register[Overdraagbaar] = Register("overdraagbaar")
"""room -> the open things of a person who leaves, and how they are handed over."""

navigatie: Register[Menupunt] = Register("navigatie")
accountmenu: Register[Menupunt] = Register("accountmenu")
"""What a room has about the reader himself, under his name at the top."""

bestand_rechten: Register[Callable[[Any, Any], bool]] = Register("bestand_rechten")
"""room -> function(wie, bestand): may this person download a file that hangs on that room's object."""

voorwaarden: Register[Callable[..., list[str]]] = Register("voorwaarden")
"""condition code of a procedure -> function(wie, onderwerp) -> Dutch sentences of what is still missing."""

voorwaarde_namen: Register[str] = Register("voorwaarde_namen")
"""condition code -> what must be there, in a few Dutch words for the table of a procedure."""

onderwerpen: Register[Onderwerpsoort] = Register("onderwerpen")
"""model label (`verantwoording.rapport`) -> names and urls of its rows."""

zaak_zicht: Register[Callable[[Any], Any]] = Register("zaak_zicht")
"""procedure code -> function(wie) -> Django `Q` over `procedures.Zaak`: the cases this person may see. Absent: nobody."""

stapdaden: Register[Stapdaad] = Register("stapdaden")
"""'<procedure>.<name>' -> what the owning room does after a step."""

indicatoren: Register[Any] = Register("indicatoren")
"""indicator code -> `indicatoren.declaratie.Indicator`; rooms declare theirs from a YAML file."""

indicator_vragen: Register[Callable[..., list[Any]]] = Register("indicator_vragen")
"""code of a query indicator -> function(wie, organisaties, jaren) -> `indicatoren.rules.Waarneming`s that this person may see; None means all."""

meetwaarde_bronnen: Register[Callable[[Any, str], str]] = Register("meetwaarde_bronnen")
"""model label of a source (`verantwoording.rapport`) -> function(wie, key) -> url of that source, '' when not visible."""

zoekers: Register[Callable[[Any, str], list[Any]]] = Register("zoekers")
regelclaims: Register[Regelclaim] = Register("regelclaims")
wissers: Register[Callable[..., Any]] = Register("wissers")
"""model label in lower case -> function(rows) that erases rows of that model with what hangs on them (files on disk); returns how many.

Only for models whose rows are more than a row; the others are erased by `privacy` as their declaration says."""

instelbaar: Register[Any] = Register("instelbaar")
"""code of a setting (`verantwoording.categorieen`) -> `kern.instelbaar.Instelbaar`: what an SWV may set from a day on."""

instelling_lezers: Register[Callable[..., Any]] = Register("instelling_lezers")
"""'waarde' -> function(swv, code, op) of the room `instellingen`; asked through `kern.instelbaar.geldend`."""

briefsoorten: Register[Any] = Register("briefsoorten")
"""code of a letter or mail (`toegang.uitnodiging`) -> `kern.brieven.Briefsoort`: its merge fields and what must be in it."""

brief_lezers: Register[Callable[..., Any]] = Register("brief_lezers")
"""'sjabloon' -> function(swv, code, op) of the room `instellingen`; asked through `kern.brieven`."""

kalender_lezers: Register[Callable[..., Any]] = Register("kalender_lezers")
"""'vrij' -> function(swvs, van, tot) -> {day: name} of closed days; asked through `kern.kalender`."""

instel_elders: Register[Any] = Register("instel_elders")
"""code -> `kern.instelbaar.Elders`: something an SWV sets on a screen of another room, linked from the overview."""

opvolging_gevolgen: Register[Callable[[frozenset[str], frozenset[str]], list[str]]] = Register("opvolging_gevolgen")
"""room -> function(touched keys, keys that stop) -> sentences on what a merger, split or move does to its open work."""

opvolging_hangt_eraan: Register[Callable[[Terugvraag], list[str]]] = Register("opvolging_hangt_eraan")
"""room -> function(Terugvraag) -> sentences on what was made since by who took over: as long as that is there, it is not taken back."""

uitvoerdelen: "Register[Uitvoerdeel]" = Register("uitvoerdelen")
"""model label -> how its rows belong to an SWV, or why they stay out when an SWV takes everything along (`kern.uitvoerdeel`)."""

uitvoertakken: "Register[Uitvoertak]" = Register("uitvoertakken")
"""'<room>.<what>' -> rows of a lower room's model that this room claims for an SWV."""

persoonsgegevens: Register[Any] = Register("persoonsgegevens")
"""model label in lower case (`toegang.gebruiker`) -> `kern.persoonsgegevens.Gegevens` or `Geen`; filled by `<room>/persoonsgegevens.py`."""

demo_stappen: Register[Callable[..., None]] = Register("demo_stappen")
"""'10-organisaties' -> function that lays a part of the demo region; run in the order of the code."""


def soort_van(sleutel: str) -> str:
    """`bestuur:90001` -> `bestuur`."""
    return sleutel.partition(":")[0]


def naam_van(sleutel: str) -> str:
    """Name of one organisation by its key; the key itself when nobody knows it."""
    return namen_van([sleutel])[sleutel]


def namen_van(sleutels: Iterable[str]) -> dict[str, str]:
    """Names of many organisations by key: one query per kind."""
    gevraagd = set(sleutels)
    uit = {s: s for s in gevraagd}
    for soort in {soort_van(s) for s in gevraagd}:
        zoek = organisatie_namen.get(soort)
        if zoek:
            uit.update(zoek([s for s in gevraagd if soort_van(s) == soort]))
    return uit


def sleutel_van(obj: "Model") -> str:
    """Generic key of a row for logs, files and terms: `verantwoording.rapport:<pk>`."""
    return f"{obj._meta.label_lower}:{obj.pk}"
