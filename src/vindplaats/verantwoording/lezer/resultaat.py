"""What the reader hands back: fields with a reason and a passage, what was skipped and what found no place."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from .koppen import BLOKKEN, ONDERDELEN

FORMAAT = "verantwoording-zuid-limburg"
Status = Literal["waarde", "nvt", "leeg", "nul"]
Bedrag = int | float


@dataclass(slots=True)
class Passage:
    """A piece of the neutral text: offsets, 1-based lines and pages."""

    begin: int
    eind: int
    regel_van: int
    regel_tot: int
    pagina: int = 1


@dataclass(slots=True)
class Veld:
    """One field of the form as read. `zekerheid` 0..1, `waarom` a Dutch sentence, `suggestie` is never a value."""

    code: str
    waarde: Any = None
    status: Status = "leeg"
    zekerheid: float = 0.0
    waarom: str = ""
    passages: list[Passage] = field(default_factory=list)
    suggestie: Any = None


@dataclass(slots=True)
class Besteding:
    """One spending line: euros or None, what it was for, PM or not, and the free text under it (VER-07, VER-16)."""

    bedrag: Bedrag | None
    doel: str
    pm: bool = False
    toelichting: str = ""
    zekerheid: float = 0.9
    waarom: str = ""
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Overgeslagen:
    """Text left out on purpose, with the reason."""

    passage: Passage
    reden: str


@dataclass(slots=True)
class NietGeplaatst:
    """Text that fits no field: a person decides."""

    passage: Passage
    tekst: str
    waarom: str


@dataclass(slots=True)
class Melding:
    """Something a person should look at. `code` is a stable short name."""

    code: str
    tekst: str
    passage: Passage | None = None


@dataclass(slots=True)
class Lezing:
    """A whole document as read; nothing of it is stored before a person accepts it."""

    soort: str
    neutrale_tekst: str
    naam: str = ""
    formaat: str = FORMAAT
    paginas: int = 1
    velden: dict[str, Veld] = field(default_factory=dict)
    swv: list[dict[str, Any]] = field(default_factory=list)
    bestedingen: list[Besteding] = field(default_factory=list)
    feiten: list[Any] = field(default_factory=list)
    koppen: list[Passage] = field(default_factory=list)
    overgeslagen: list[Overgeslagen] = field(default_factory=list)
    niet_geplaatst: list[NietGeplaatst] = field(default_factory=list)
    meldingen: list[Melding] = field(default_factory=list)

    def waarde(self, code: str) -> Any:
        """Value of a field, None when it was not found."""
        return self.velden[code].waarde if code in self.velden else None

    def als_json(self) -> dict[str, Any]:
        """The answer as plain data, in the shape that `verantwoording lees --json` prints."""
        return {
            "formaat": self.formaat,
            "bestuur": self.waarde("bestuur"),
            "namens": {"naam": self.waarde("namens.naam"), "functie": self.waarde("namens.functie")},
            "schooljaar": self.waarde("schooljaar"),
            "swv": self.swv,
            "onderdelen": {
                code: self._onderdeel(f"onderdelen.{code}") for code in self._codes("onderdelen", ONDERDELEN)
            },
            "extra": self._onderdeel("extra") if self.waarde("extra") else None,
            "ontvangen": self._ontvangen(),
            "bestedingen": [_besteding(b) for b in self.bestedingen],
            "verschil_uitleg": self.waarde("verschil_uitleg"),
            "proces": {code: self._blok(code) for code in self._codes("proces", BLOKKEN)},
            "feiten": [_feit(f) for f in self.feiten],
            "meldingen": [m.tekst for m in self.meldingen],
            "velden": {code: asdict(veld) for code, veld in self.velden.items()},
            "overgeslagen": [asdict(o) for o in self.overgeslagen],
            "niet_geplaatst": [asdict(n) for n in self.niet_geplaatst],
            "meldingen_met_plek": [asdict(m) for m in self.meldingen],
            "soort": self.soort,
            "bestand": self.naam,
        }

    def _codes(self, groep: str, vast: Sequence[str]) -> list[str]:
        """Codes of a group: the known ones first, then those a newer form adds."""
        gelezen = [code.split(".")[1] for code in self.velden if code.startswith(f"{groep}.")]
        return list(dict.fromkeys([*vast, *gelezen]))

    def _onderdeel(self, code: str) -> dict[str, Any]:
        veld = self.velden.get(code, Veld(code))
        return {"tekst": veld.waarde, "nvt": veld.status == "nvt", "nul": veld.status == "nul", "status": veld.status}

    def _blok(self, code: str) -> dict[str, Any]:
        delen = {
            deel: self.velden.get(f"proces.{code}.{deel}", Veld(deel))
            for deel in ("sturing", "indicatoren", "uitwerking")
        }
        nvt = any(v.status == "nvt" for v in delen.values()) and all(
            v.status in ("nvt", "leeg") for v in delen.values()
        )
        return {
            "sturing": delen["sturing"].waarde,
            "indicatoren": delen["indicatoren"].waarde or [],
            "uitwerking": delen["uitwerking"].waarde,
            "nvt": nvt,
        }

    def _ontvangen(self) -> dict[str, dict[str, Any]]:
        uit: dict[str, dict[str, Any]] = {"terugploegregeling": {}, "doelgroepfinanciering": {}}
        for code, veld in self.velden.items():
            if code.startswith("ontvangen."):
                _, regeling, swv = code.split(".")
                uit.setdefault(regeling, {})[swv] = veld.waarde
        return uit


def _besteding(b: Besteding) -> dict[str, Any]:
    return {"bedrag": b.bedrag, "doel": b.doel, "pm": b.pm, "toelichting": b.toelichting, "zekerheid": b.zekerheid}


def _feit(feit: Any) -> dict[str, Any]:
    return feit if isinstance(feit, dict) else asdict(feit)
