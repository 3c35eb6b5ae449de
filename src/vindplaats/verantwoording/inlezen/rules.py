"""From a reading to proposals per question, and how sure. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from vindplaats.formats.definitie import Definitie
from vindplaats.formats.waarden import LEEG
from vindplaats.verantwoording.omzetten import BLOKKEN, ONDERDELEN, uit_lezing

ZEKER = 0.8
"""From here a proposal counts as sure; below it a person decides before taking over."""
_ACHTERVOEGSEL = ("stichting", "vereniging", "onderwijs", "limburg", "primair")


@dataclass(frozen=True)
class Gelezenvraag:
    """A proposal for one question. `passages` are [begin, eind] in the neutral text."""

    vraag: str
    stand: str
    waarde: Any
    zekerheid: float
    waarom: str
    passages: list[list[int]] = field(default_factory=list)


def voorstellen(definitie: Definitie, lezing: Mapping[str, Any]) -> list[Gelezenvraag]:
    """A proposal for every question of the form, also for those where nothing was found (stand `leeg`)."""
    gelezen = uit_lezing(definitie, lezing)
    uit = []
    for code, vraag in definitie.vragen.items():
        velden = _velden_van(code, lezing)
        antwoord = gelezen.get(code)
        passages = _passages(velden)
        if antwoord is None:
            waarom = _eerste(velden, "waarom") or "Niet gevonden in dit document."
            uit.append(Gelezenvraag(code, LEEG, None, 0.0 if vraag.verplicht else 1.0, waarom, passages))
            continue
        zekerheid = min((float(v.get("zekerheid") or 0) for v in velden), default=0.5)
        uit.append(Gelezenvraag(code, antwoord.stand, antwoord.waarde, zekerheid, _eerste(velden, "waarom"), passages))
    return uit


def _velden_van(code: str, lezing: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The fields of the reading a question is made of."""
    velden: Mapping[str, Mapping[str, Any]] = lezing.get("velden") or {}
    if code == "bestedingen":
        return list(lezing.get("bestedingen_met_plek") or lezing.get("bestedingen") or [])
    if code in ONDERDELEN or f"onderdelen.{code}" in velden:
        voor = f"onderdelen.{code}"
    elif code in {"namens", "ontvangen", "swv"}:
        voor = f"{code}."
    else:
        voor = next(
            (f"proces.{b}.{code.removeprefix(f'proces_{b}_')}" for b in BLOKKEN if code.startswith(f"proces_{b}_")),
            code,
        )
    gevonden = [v for naam, v in velden.items() if naam == voor or (voor.endswith(".") and naam.startswith(voor))]
    return [v for v in gevonden if v.get("status") != "leeg"] or gevonden


def _passages(velden: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    plekken = {(p["begin"], p["eind"]) for v in velden for p in v.get("passages") or []}
    return [list(plek) for plek in sorted(plekken)]


def _eerste(velden: Sequence[Mapping[str, Any]], sleutel: str) -> str:
    return next((str(v[sleutel]) for v in velden if v.get(sleutel)), "")


def herken_bestuur(naam: str | None, besturen: Mapping[str, Sequence[str]]) -> str | None:
    """The board a printed name means: number, or None when none or more than one fits (report-format trap 25).

    `besturen` maps a number to its name and aliases. A person always confirms.
    """
    if not naam:
        return None
    kern = _kern(naam)
    keuzes = {(nr, alias): _kern(alias) for nr, namen in besturen.items() for alias in namen}
    gelijk = {nr for (nr, _), k in keuzes.items() if k == kern}
    if len(gelijk) == 1:
        return gelijk.pop()
    beste = process.extract(kern, keuzes, scorer=fuzz.token_sort_ratio, score_cutoff=86, limit=3)
    nummers = [sleutel[0] for _, score, sleutel in beste if score >= beste[0][1] - 3] if beste else []
    return nummers[0] if len(set(nummers)) == 1 else None


def _kern(naam: str) -> str:
    woorden = [w for w in "".join(c if c.isalnum() else " " for c in naam.lower()).split() if w not in _ACHTERVOEGSEL]
    return " ".join(woorden) or naam.lower()


@dataclass(frozen=True)
class Stukje:
    """A run of the document's text: plain, or belonging to a question, skipped or not placed."""

    tekst: str
    soort: str = ""
    vraag: str = ""
    titel: str = ""


def gekleurd(tekst: str, plekken: Sequence[tuple[int, int, str, str, str]]) -> list[Stukje]:
    """The whole text cut into runs for the screen. `plekken`: (begin, eind, soort, vraag, titel); the first of two that
    overlap wins. Nothing of the text is lost.
    """
    uit: list[Stukje] = []
    hier = 0
    for begin, eind, soort, vraag, titel in sorted(plekken, key=lambda p: (p[0], -p[1])):
        begin, eind = max(begin, hier), min(eind, len(tekst))
        if eind <= begin:
            continue
        if begin > hier:
            uit.append(Stukje(tekst[hier:begin]))
        uit.append(Stukje(tekst[begin:eind], soort, vraag, titel))
        hier = eind
    if hier < len(tekst):
        uit.append(Stukje(tekst[hier:]))
    return uit
