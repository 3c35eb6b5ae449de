"""The rule ids of the system (domain.md and law.md of the makers) as data, the claims of rooms, and their tests.

Tags are collected from the text of the tests (AST), never by importing them. Ids look like `VER-07` or `Z-06`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .registers import regelclaims

BESTAND = Path(__file__).with_name("regels.yaml")


@dataclass(frozen=True)
class Regel:
    """One known rule: `label` in our own short words, `bron` names the document it stands in (domein or wet)."""

    id: str
    label: str
    bron: str
    onderwerp: str


@dataclass(frozen=True)
class Claim:
    """A rule that a room says it carries; `reden` is empty when tests prove it, else why there is no test (yet)."""

    regel: str
    kamer: str
    reden: str


@cache
def bekende_regels() -> dict[str, Regel]:
    """All known rules by id, in the order of the file."""
    import yaml

    inhoud = yaml.safe_load(BESTAND.read_text(encoding="utf-8"))
    return {
        code: Regel(code, label, groep["bron"], groep["onderwerp"])
        for groep in inhoud["groepen"]
        for code, label in groep["regels"].items()
    }


def claims(kamer: str = "") -> list[Claim]:
    """What the built rooms claim (registry `regelclaims`), in the order of the known rules; of one room when given."""
    gevonden = [
        Claim(regel, claim.kamer, reden)
        for claim in regelclaims
        if not kamer or claim.kamer == kamer
        for regel, reden in claim.regels.items()
    ]
    volgorde = {code: plek for plek, code in enumerate(bekende_regels())}
    return sorted(gevonden, key=lambda c: (volgorde.get(c.regel, len(volgorde)), c.regel, c.kamer))


def onbekende_claims() -> list[str]:
    """Claimed ids that are not known rules."""
    return sorted({claim.regel for claim in claims()} - set(bekende_regels()))


def tests_per_regel(mappen: list[Path], vanaf: Path) -> dict[str, list[str]]:
    """Rule id -> tests tagged with it, as `path::name` relative to `vanaf`. Reads the text of `test_*.py` only."""
    uit: dict[str, list[str]] = {}
    for bestand in sorted({pad for map_ in mappen for pad in map_.rglob("test_*.py")}):
        naam = bestand.relative_to(vanaf).as_posix() if bestand.is_relative_to(vanaf) else bestand.name
        for regel, test in _tags(ast.parse(bestand.read_text(encoding="utf-8"))):
            uit.setdefault(regel, []).append(f"{naam}::{test}")
    return uit


def _tags(boom: ast.Module) -> Iterator[tuple[str, str]]:
    """(rule id, test name) of a test file: tags on functions, on classes, and `pytestmark` of the file or class."""
    yield from _tags_in(boom.body, _pytestmark(boom.body), "")


def _tags_in(regels: list[ast.stmt], geerfd: list[str], klasse: str) -> Iterator[tuple[str, str]]:
    for knoop in regels:
        if isinstance(knoop, ast.ClassDef) and knoop.name.startswith("Test"):
            eigen = [*geerfd, *_van_decorators(knoop.decorator_list), *_pytestmark(knoop.body)]
            yield from _tags_in(knoop.body, eigen, f"{knoop.name}::")
        elif isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef) and knoop.name.startswith("test"):
            for regel in dict.fromkeys([*geerfd, *_van_decorators(knoop.decorator_list)]):
                yield regel, f"{klasse}{knoop.name}"


def _pytestmark(regels: list[ast.stmt]) -> list[str]:
    for knoop in regels:
        if isinstance(knoop, ast.Assign) and any(
            isinstance(d, ast.Name) and d.id == "pytestmark" for d in knoop.targets
        ):
            waarden = knoop.value.elts if isinstance(knoop.value, ast.List | ast.Tuple) else [knoop.value]
            return _van_decorators(waarden)
    return []


def _van_decorators(knopen: list[ast.expr]) -> list[str]:
    """Ids in `pytest.mark.regel("VER-07", ...)` and in `pytest.param(..., marks=pytest.mark.regel(...))`."""
    return [
        argument.value
        for knoop in knopen
        for oproep in ast.walk(knoop)
        if isinstance(oproep, ast.Call) and isinstance(oproep.func, ast.Attribute) and oproep.func.attr == "regel"
        for argument in oproep.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
