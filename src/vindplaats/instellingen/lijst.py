"""Rows of a list on the screen: from a posted form or a spreadsheet to what was typed, and back to fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.instelbaar import KEUZE, LIJST, Instelbaar, Kolom
from vindplaats.kern.instelinvoer import toon_los

from .forms import cel_als_invoer

LEEG_ERBIJ = 3
TREFFERS_NODIG = 0.5


@dataclass(frozen=True)
class Cel:
    """One input of a row: its name in the form, what stands in it and what is wrong with it."""

    kolom: Kolom
    naam: str
    waarde: str
    fout: str = ""


@dataclass(frozen=True)
class Invoerrij:
    """A row of inputs; `nummer` counts from 1."""

    nummer: int
    cellen: tuple[Cel, ...]
    nieuw: bool = False
    fout: bool = False


@dataclass
class Vergelijking:
    """What a new list changes: rows that come, go, or read otherwise, as words."""

    erbij: list[str] = field(default_factory=list)
    eraf: list[str] = field(default_factory=list)
    anders: list[tuple[str, str]] = field(default_factory=list)
    volgorde: bool = False

    @property
    def leeg(self) -> bool:
        """True when nothing changes."""
        return not (self.erbij or self.eraf or self.anders or self.volgorde)


def uit_formulier(soort: Instelbaar, post: Mapping[str, Any]) -> list[dict[str, str]]:
    """The typed rows of a posted form, in their order (by the number in `rij-<n>-plek` for a list with an order)."""
    rijen: list[tuple[float, int, dict[str, str]]] = []
    for nummer in range(min(_heel(post.get("rijen")), soort.meeste_rijen + 50)):
        if post.get(f"rij-{nummer}-weg"):
            continue
        cellen = {k.code: str(post.get(f"rij-{nummer}-{k.code}", "")) for k in soort.kolommen}
        rijen.append((_plek(post.get(f"rij-{nummer}-plek"), nummer), nummer, cellen))
    if soort.geordend:
        rijen.sort(key=lambda drie: drie[:2])
    return [cellen for _, _, cellen in rijen if any(c.strip() for c in cellen.values())]


def _heel(ruw: Any) -> int:
    return int(ruw) if str(ruw or "").isdigit() and len(str(ruw)) < 6 else 0


def _plek(ruw: Any, nummer: int) -> float:
    try:
        return float(str(ruw).replace(",", "."))
    except ValueError:
        return nummer + 1


def als_rijen(soort: Instelbaar, waarde: Sequence[Mapping[str, Any]] | None) -> list[dict[str, str]]:
    """A stored list as typed rows."""
    return [{k.code: cel_als_invoer(k.soort, rij.get(k.code)) for k in soort.kolommen} for rij in waarde or []]


def invoerrijen(
    soort: Instelbaar, rijen: Sequence[Mapping[str, str]], fouten: Mapping[tuple[int, str], str] | None = None,
    erbij: int = LEEG_ERBIJ,
) -> list[Invoerrij]:  # fmt: skip
    """Fields for the rows with some empty ones after them."""
    fouten = fouten or {}
    alles = [*rijen, *[{} for _ in range(min(erbij, max(soort.meeste_rijen - len(rijen), 0)))]]
    uit = []
    for nr, rij in enumerate(alles):
        cellen = tuple(
            Cel(k, f"rij-{nr}-{k.code}", _in_keuze(k, str(rij.get(k.code) or "")), fouten.get((nr, k.code), ""))
            for k in soort.kolommen
        )
        uit.append(Invoerrij(nr + 1, cellen, nr >= len(rijen), any(c.fout for c in cellen)))
    return uit


def _in_keuze(kolom: Kolom, ruw: str) -> str:
    """The code of a choice that was typed by its name."""
    if kolom.soort != KEUZE:
        return ruw
    return next((code for code, naam in kolom.keuzes if ruw.strip().casefold() in (code, naam.casefold())), ruw)


def uit_tabel(soort: Instelbaar, tabel: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows of a spreadsheet by the names in its first row (name or code of the column; order and case do not count).

    Raises OngeldigeInvoer when columns are missing.
    """
    if not tabel:
        raise OngeldigeInvoer("Er staat niets in dit bestand.", {"bestand": "Er staat niets in dit bestand."})
    kop = [_gelijk(c) for c in tabel[0]]
    plek: dict[str, int] = {}
    for kolom in soort.kolommen:
        for naam in (_gelijk(kolom.naam), _gelijk(kolom.code)):
            if naam in kop:
                plek.setdefault(kolom.code, kop.index(naam))
    mist = [k.naam for k in soort.kolommen if k.verplicht and k.code not in plek]
    if mist or len(plek) < len(soort.kolommen) * TREFFERS_NODIG:
        namen = ", ".join(k.naam for k in soort.kolommen)
        zin = f"De kolommen kloppen niet{f' (mist: {", ".join(mist)})' if mist else ''}. Zet in de eerste rij: {namen}."
        raise OngeldigeInvoer(zin, {"bestand": zin})
    rijen = [{code: rij[i] if i < len(rij) else None for code, i in plek.items()} for rij in tabel[1:]]
    return [_getypt(soort, rij) for rij in rijen if any(str(c if c is not None else "").strip() for c in rij.values())]


def _getypt(soort: Instelbaar, rij: Mapping[str, Any]) -> dict[str, str]:
    """Cells of a spreadsheet as if they were typed: a number in an amount column is in euros there."""
    uit = {}
    for kolom in soort.kolommen:
        cel = rij.get(kolom.code)
        if isinstance(cel, float) and cel.is_integer():
            cel = int(cel)
        uit[kolom.code] = str(cel).replace(".", ",") if isinstance(cel, float) else cel_als_invoer("", cel)
    return uit


def _gelijk(cel: Any) -> str:
    return " ".join(str(cel if cel is not None else "").casefold().split())


def rij_in_woorden(soort: Instelbaar, rij: Mapping[str, Any]) -> str:
    """A row as one line: the filled cells with a comma between them."""
    delen = [toon_los(k.soort, rij.get(k.code), k.keuzes) for k in soort.kolommen]
    return " - ".join(d for d in delen if d)


def vergelijk(soort: Instelbaar, oud: Any, nieuw: Any) -> Vergelijking:
    """What the new list changes; rows are matched on their unique column, else on all their words."""
    if soort.soort != LIJST:
        return Vergelijking()
    sleutel = next((k.code for k in soort.kolommen if k.uniek), "")
    per_oud, per_nieuw = _per_sleutel(soort, oud or [], sleutel), _per_sleutel(soort, nieuw or [], sleutel)
    uit = Vergelijking(
        [tekst for s, tekst in per_nieuw.items() if s not in per_oud],
        [tekst for s, tekst in per_oud.items() if s not in per_nieuw],
        [(per_oud[s], tekst) for s, tekst in per_nieuw.items() if s in per_oud and per_oud[s] != tekst],
    )
    gedeeld = [s for s in per_oud if s in per_nieuw]
    uit.volgorde = soort.geordend and gedeeld != [s for s in per_nieuw if s in per_oud]
    return uit


def _per_sleutel(soort: Instelbaar, rijen: Sequence[Mapping[str, Any]], sleutel: str) -> dict[str, str]:
    woorden = [(rij, rij_in_woorden(soort, rij)) for rij in rijen]
    return {(_gelijk(rij.get(sleutel)) if sleutel else tekst): tekst for rij, tekst in woorden}
