"""The procedures the house knows. A room announces its own in `AppConfig.ready()`; a case keeps its version."""

from pathlib import Path
from typing import Any

from vindplaats.kern.registers import Recht, rechten
from vindplaats.toegang.rollen import SYSTEEM
from vindplaats.toegang.wie import Wie

from .definitie import Procedure, laad
from .rules import is_partij

_bekend: dict[tuple[str, int], Procedure] = {}


def meld_aan(procedure: Procedure) -> Procedure:
    """Announce a procedure. Declares a right per verb: `<procedure>.<verb>` (roles and parties of the table).

    Raises ValueError when another table has the same code and version: an old version is never changed, a new one is added.
    """
    sleutel = (procedure.code, procedure.versie)
    if _bekend.get(sleutel, procedure) != procedure:
        raise ValueError(
            f"procedure '{procedure.code}' versie {procedure.versie} is al aangemeld met een andere inhoud"
        )
    _bekend[sleutel] = procedure
    for verb in procedure.verbs:
        _declareer(procedure, verb)
    return procedure


def _declareer(procedure: Procedure, verb: str) -> None:
    code = f"{procedure.code}.{verb}"
    if code in rechten:
        return
    stappen = procedure.met_verb(verb)
    rollen = frozenset(rol for stap in stappen for rol in stap.rollen_ruim if rol != SYSTEEM)
    rechten.voeg_toe(code, Recht(code, f"{procedure.titel.lower()}: {stappen[0].naam.lower()}", rollen, is_partij_van))


def is_partij_van(wie: Wie, onderwerp: Any) -> bool:
    """May this person act on this case? `onderwerp` is a `Zaak` or a row with a `zaak`. See `rules.is_partij`."""
    zaak = getattr(onderwerp, "zaak", onderwerp)
    return is_partij(wie.rol, wie.organisatie, wie.bereik.scholen, zaak.organisatie, zaak.swv_sleutels)


def meld_map_aan(map_: Path) -> list[Procedure]:
    """Announce every table in a folder of a room (`procedures/*.yaml`); each version is a file of its own."""
    return [meld_aan(laad(pad)) for pad in sorted(map_.glob("*.yaml"))]


def procedure(code: str, versie: int | None = None) -> Procedure:
    """A procedure by code; without `versie` the newest. Raises KeyError with the known ones."""
    versies = sorted(v for c, v in _bekend if c == code)
    if not versies or (versie is not None and versie not in versies):
        bekend = ", ".join(sorted(f"{c} versie {v}" for c, v in _bekend)) or "geen"
        raise KeyError(f"procedure '{code}' versie {versie or 'nieuwste'} is niet aangemeld; bekend: {bekend}")
    return _bekend[code, versie or versies[-1]]


def alle() -> list[Procedure]:
    """All announced procedures, all versions."""
    return [_bekend[sleutel] for sleutel in sorted(_bekend)]


def nieuwste() -> list[Procedure]:
    """The newest version of each procedure."""
    return [procedure(code) for code in sorted({c for c, _ in _bekend})]
