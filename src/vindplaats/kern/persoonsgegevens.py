"""How a room says what it knows about people: per model and field, with purpose, ground, term and how it is erased. Pure.

`<room>/persoonsgegevens.py` calls `meld_aan` and `geen` from `AppConfig.ready()`. A test fails for a field of any model that could
hold something about a person and is not declared here. How to: docs/ontwikkelen/privacy.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .registers import Register, persoonsgegevens

WIS, VERVANG, HOUD = "wis", "vervang", "houd"
WIJZEN = {WIS: "wordt gewist", VERVANG: "wordt vervangen", HOUD: "blijft staan"}
NAAR_LEEG_ACCOUNT = "verwijst naar het account; daar is dan niets meer in te lezen dan een nummer"
INHOUD_VAN_ORGANISATIE = "de tekst is van de organisatie waarvoor iemand schreef; de naam erbij wordt wel vervangen"


@dataclass(frozen=True)
class Bewaartermijn:
    """How long, as text, and in days when a source gives a value. `dagen` None: the SWV sets it; nothing is invented.

    `vanaf` says in Dutch from which moment it counts.
    """

    code: str
    tekst: str
    vanaf: str
    dagen: int | None = None
    bron: str = ""


@dataclass(frozen=True)
class Verwerking:
    """One line of the register of processing (AVG art. 30). All texts are Dutch and shown as they are.

    `verantwoordelijke` is `swv`, `bestuur` or `eigen` (each organisation for its own part, P-01); the host is processor.
    """

    code: str
    naam: str
    doel: str
    van: str
    grondslag: str
    bron: str
    ontvangers: tuple[str, ...]
    bewaren: Bewaartermijn
    verantwoordelijke: str = "swv"
    maatregelen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Veld:
    """One personal field. `wissen` is `wis`, `vervang` or `houd` (then `reden` is required).

    `via` is the path from the row to the account whose data it is (default: that of the declaration). `uitvoer` empty: goes out in
    an access export as it is; otherwise the Dutch reason why not.
    """

    wat: str
    wissen: str
    reden: str = ""
    via: str = ""
    bijzonder: bool = False
    uitvoer: str = ""

    def __post_init__(self) -> None:
        if self.wissen not in WIJZEN:
            raise ValueError(f"wissen is {', '.join(WIJZEN)}, niet {self.wissen!r}")
        if self.wissen == HOUD and not self.reden:
            raise ValueError(f"'{self.wat}' blijft staan: zeg waarom")


@dataclass(frozen=True)
class Gegevens:
    """What one model holds about people.

    `via`: path to the account (`gebruiker`, `door`, `door_id`); empty when rows cannot be found by account. `rijen_weg`: rows that
    match these lookups are erased whole ({} is all of them, None none). `peil`: date field from which the term counts.
    `plaats`: the field that says whose row it is, as `organisatie` (a key), `swv:swv_id` (a code of that kind) or `persoon`.
    """

    model: str
    verwerking: Verwerking
    velden: Mapping[str, Veld]
    via: str = ""
    niet: Mapping[str, str] = field(default_factory=dict)
    rijen_weg: Mapping[str, object] | None = None
    peil: str = ""
    plaats: str = ""


@dataclass(frozen=True)
class Geen:
    """A model without personal data: per field that could hold it, the reason why it does not."""

    model: str
    niet: Mapping[str, str]


verwerkingen: Register[Verwerking] = Register("verwerkingen")
"""code of a processing -> its line in the register of processing."""


def meld_aan(gegevens: Gegevens) -> None:
    """Declare a model with personal data, and its processing with it. Raises ValueError for a second, other declaration."""
    verwerkingen.voeg_toe(gegevens.verwerking.code, gegevens.verwerking)
    dubbel = set(gegevens.velden) & set(gegevens.niet)
    if dubbel:
        raise ValueError(f"{gegevens.model}: {', '.join(sorted(dubbel))} is persoonlijk en niet persoonlijk tegelijk")
    persoonsgegevens.voeg_toe(gegevens.model.lower(), gegevens)


def geen(model: str, /, **niet: str) -> None:
    """Declare that a model holds nothing about people: `geen("organisaties.Swv", code="code van DUO", ...)`."""
    persoonsgegevens.voeg_toe(model.lower(), Geen(model, niet))
