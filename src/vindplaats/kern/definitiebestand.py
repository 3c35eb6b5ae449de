"""Definitions as readable YAML files: a mistake is reported with file, line and what was expected. No Django.

Used by the three engines (formats, procedures, indicatoren). Usage:

    bestand = lees_bestand(pad)                      # -> Veldlezer on the top mapping
    titel = bestand.tekst("titel")
    for deel in bestand.lijst("delen"):              # each item is a Veldlezer again
        code = deel.code("code")
        deel.klaar()                                 # unknown keys are mistakes
    bestand.klaar()
    bestand.eis_goed()                               # raises DefinitieFout with all mistakes
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_CODE = re.compile(r"^[a-z][a-z0-9_-]*$")


@dataclass(frozen=True)
class Misser:
    """One mistake in a definition file."""

    bestand: str
    regel: int
    zin: str

    def __str__(self) -> str:
        return f"{self.bestand}, regel {self.regel}: {self.zin}"


class DefinitieFout(ValueError):
    """A definition that cannot be used; `missers` holds every mistake found."""

    def __init__(self, missers: list[Misser]) -> None:
        super().__init__("\n".join(str(m) for m in missers))
        self.missers = missers


class Veldlezer:
    """Reads the keys of one YAML mapping, remembers which were used and where each stands."""

    def __init__(self, knoop: yaml.Node | None, bestand: str, missers: list[Misser], pad: str = "") -> None:
        self.bestand, self.missers, self.pad = bestand, missers, pad
        self.regel = knoop.start_mark.line + 1 if knoop is not None else 1
        self._velden: dict[str, yaml.Node] = {}
        self._gebruikt: set[str] = set()
        if isinstance(knoop, yaml.MappingNode):
            self._vul(knoop)
        else:
            self.mis("hier worden velden verwacht in de vorm 'naam: waarde'")

    def _vul(self, knoop: yaml.MappingNode) -> None:
        for sleutel, waarde in knoop.value:
            naam = str(sleutel.value)
            if naam in self._velden:
                self.mis(f"'{naam}' staat er twee keer", sleutel)
            self._velden[naam] = waarde

    def mis(self, zin: str, knoop: yaml.Node | None = None) -> None:
        """Note a mistake at this place."""
        regel = knoop.start_mark.line + 1 if knoop is not None else self.regel
        self.missers.append(Misser(self.bestand, regel, f"{self.pad}{': ' if self.pad else ''}{zin}"))

    def _knoop(self, naam: str, verplicht: bool) -> yaml.Node | None:
        self._gebruikt.add(naam)
        knoop = self._velden.get(naam)
        if knoop is None and verplicht:
            self.mis(f"'{naam}' ontbreekt")
        return knoop

    def heeft(self, naam: str) -> bool:
        return naam in self._velden

    def regel_van(self, naam: str) -> int:
        """Line of a key, or of the mapping when the key is absent."""
        knoop = self._velden.get(naam)
        return knoop.start_mark.line + 1 if knoop is not None else self.regel

    def mis_bij(self, naam: str, zin: str) -> None:
        """Note a mistake at the line of a key."""
        self.mis(zin, self._velden.get(naam))

    def waarde(self, naam: str, *, verplicht: bool = False) -> Any:
        """The plain value under a key (any YAML)."""
        knoop = self._knoop(naam, verplicht)
        return _plat(knoop) if knoop is not None else None

    def tekst(self, naam: str, *, standaard: str | None = None) -> str:
        """A text; without `standaard` it must be there and not empty."""
        knoop = self._knoop(naam, standaard is None)
        if knoop is None:
            return standaard or ""
        if not isinstance(knoop, yaml.ScalarNode) or (standaard is None and not str(knoop.value).strip()):
            self.mis(f"'{naam}' moet een tekst zijn", knoop)
            return ""
        return str(knoop.value)

    def code(self, naam: str, *, standaard: str | None = None) -> str:
        """A code: small letters, digits, `_` and `-`."""
        waarde = self.tekst(naam, standaard=standaard)
        if waarde and not _CODE.match(waarde):
            self.mis_bij(naam, f"'{naam}' is '{waarde}'; verwacht een code van kleine letters, cijfers, _ of -")
        return waarde

    def keuze(self, naam: str, mogelijk: "frozenset[str] | set[str]", *, standaard: str | None = None) -> str:
        """One of a fixed set of words."""
        waarde = self.tekst(naam, standaard=standaard)
        if waarde and waarde not in mogelijk and waarde != standaard:
            self.mis_bij(naam, f"'{naam}' is '{waarde}'; verwacht een van: {', '.join(sorted(mogelijk))}")
        return waarde

    def ja_nee(self, naam: str, *, standaard: bool = False) -> bool:
        waarde = self.waarde(naam)
        if waarde is None:
            return standaard
        if not isinstance(waarde, bool):
            self.mis_bij(naam, f"'{naam}' moet true of false zijn")
            return standaard
        return waarde

    def geheel(self, naam: str, *, verplicht: bool = False) -> int | None:
        waarde = self.waarde(naam, verplicht=verplicht)
        if waarde is None:
            return None
        if not isinstance(waarde, int) or isinstance(waarde, bool):
            self.mis_bij(naam, f"'{naam}' moet een heel getal zijn")
            return None
        return waarde

    def teksten(self, naam: str, *, verplicht: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        waarde = self.waarde(naam, verplicht=verplicht)
        if waarde is None:
            return ()
        if not isinstance(waarde, list) or not all(isinstance(w, str | int) for w in waarde):
            self.mis_bij(naam, f"'{naam}' moet een lijst van teksten zijn")
            return ()
        return tuple(str(w) for w in waarde)

    def lijst(self, naam: str, *, verplicht: bool = True) -> Iterator["Veldlezer"]:
        """A list of mappings, each as a Veldlezer."""
        knoop = self._knoop(naam, verplicht)
        if knoop is None:
            return
        if not isinstance(knoop, yaml.SequenceNode):
            self.mis(f"'{naam}' moet een lijst zijn (regels die met - beginnen)", knoop)
            return
        for nummer, kind in enumerate(knoop.value, 1):
            yield Veldlezer(kind, self.bestand, self.missers, f"{self.pad + ' > ' if self.pad else ''}{naam} {nummer}")

    def deel(self, naam: str) -> "Veldlezer | None":
        """A mapping under a key, or None."""
        knoop = self._knoop(naam, False)
        return Veldlezer(knoop, self.bestand, self.missers, naam) if knoop is not None else None

    def klaar(self) -> None:
        """Every key that nobody asked for is a mistake (usually a typing error)."""
        for naam, knoop in self._velden.items():
            if naam not in self._gebruikt:
                bekend = ", ".join(sorted(self._gebruikt))
                self.mis(f"'{naam}' ken ik niet; bekend zijn: {bekend}", knoop)

    def eis_goed(self) -> None:
        """Raise DefinitieFout with all mistakes, if any."""
        if self.missers:
            raise DefinitieFout(sorted(self.missers, key=lambda m: m.regel))


def _plat(knoop: yaml.Node) -> Any:
    if isinstance(knoop, yaml.MappingNode):
        return {str(k.value): _plat(v) for k, v in knoop.value}
    if isinstance(knoop, yaml.SequenceNode):
        return [_plat(k) for k in knoop.value]
    return yaml.SafeLoader("").construct_object(knoop) if isinstance(knoop, yaml.ScalarNode) else None


def lees_tekst(tekst: str, naam: str) -> Veldlezer:
    """Read a definition from text; `naam` is what mistakes call the file. Raises DefinitieFout when it is no YAML."""
    try:
        knoop = yaml.compose(tekst, Loader=yaml.CSafeLoader)  # in C: screens read a whole form each time
    except yaml.YAMLError as fout:
        merk = getattr(fout, "problem_mark", None)
        regel = merk.line + 1 if merk else 1
        raise DefinitieFout(
            [Misser(naam, regel, "dit is geen geldige YAML; kijk naar inspringing en aanhalingstekens")]
        ) from None
    return Veldlezer(knoop, naam, [])


def lees_bestand(pad: Path) -> Veldlezer:
    """Read a definition file (utf-8)."""
    return lees_tekst(pad.read_text(encoding="utf-8"), pad.name)
