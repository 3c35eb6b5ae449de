"""What is committed can be built anywhere: hash-locked libraries, no registry addresses, no paths of one machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from vindplaats.kern.opdracht import projectmap

# written in parts, so that this file does not hold what it looks for
REGISTERS = re.compile("|".join((r"pypi\.o" + "rg", "pythonhoste" + "d", r"registry\.npmj" + "s", r"deb\.debia" + "n")))
MACHINE = re.compile(r"(?<![\w.])/" + r"(?:work|root|home/\w+|Users/\w+)/[\w.]")


def bestanden() -> list[Path]:
    """Every tracked file."""
    uit = subprocess.run(["git", "ls-files", "-z"], cwd=projectmap(), capture_output=True, text=True, check=False)
    if uit.returncode:
        pytest.skip("dit is geen git-map")
    return [pad for naam in uit.stdout.split("\0") if naam and (pad := projectmap() / naam).is_file()]


def regels_met(patroon: re.Pattern[str]) -> list[str]:
    gevonden = []
    for pad in bestanden():
        try:
            tekst = pad.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        naam = pad.relative_to(projectmap())
        gevonden += [f"{naam}:{nr}" for nr, regel in enumerate(tekst.splitlines(), 1) if patroon.search(regel)]
    return gevonden


@pytest.mark.parametrize("slot", ["base", "dev"])
def test_every_requirement_is_pinned_with_hashes(slot: str) -> None:
    tekst = (projectmap() / "requirements" / f"{slot}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    eisen = [regel for regel in tekst.splitlines() if regel.strip() and not regel.lstrip().startswith("#")]
    assert len(eisen) > 20
    for eis in eisen:
        assert re.match(r"^[a-z0-9._-]+==[^ ;]+", eis, re.IGNORECASE), eis
        assert "--hash=sha256:" in eis, eis


def test_dev_lock_holds_the_base_lock() -> None:
    def gepind(slot: str) -> set[str]:
        tekst = (projectmap() / "requirements" / f"{slot}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9._-]+==[^ ;\\]+)", tekst, re.MULTILINE | re.IGNORECASE))

    assert gepind("base") <= gepind("dev")


def test_every_dependency_of_the_project_is_locked() -> None:
    import tomllib

    project = tomllib.loads((projectmap() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for slot, eisen in (("base", project["dependencies"]), ("dev", project["optional-dependencies"]["dev"])):
        tekst = (projectmap() / "requirements" / f"{slot}.txt").read_text(encoding="utf-8").lower()
        for eis in eisen:
            naam = re.split(r"[\[<>=!~ ;]", eis)[0].lower().replace("_", "-")
            assert re.search(rf"^{re.escape(naam)}==", tekst, re.MULTILINE), f"{naam} ontbreekt in {slot}.txt"


def test_no_lock_file_with_addresses() -> None:
    namen = {pad.name for pad in bestanden()}
    assert not namen & {"uv.lock", "poetry.lock", "package-lock.json", "Pipfile.lock"}
    assert regels_met(REGISTERS) == []


def test_no_paths_of_one_machine() -> None:
    assert regels_met(MACHINE) == []


ALLEEN_VOOR_TESTS = {"pikepdf", "openpyxl", "faker", "psutil", "hypothesis", "playwright", "axe_playwright_python"}


def test_het_product_gebruikt_alleen_de_eigen_bibliotheken() -> None:
    """What users install is requirements/base.txt: no room leans on a library that only tests have."""
    mis = []
    for pad in (projectmap() / "src").rglob("*.py"):
        if "tests" in pad.parts:
            continue
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            namen = [a.name for a in knoop.names] if isinstance(knoop, ast.Import) else []
            if isinstance(knoop, ast.ImportFrom) and not knoop.level:
                namen = [knoop.module or ""]
            mis += [f"{pad.name}: {naam}" for naam in namen if naam.split(".")[0] in ALLEEN_VOOR_TESTS]
    assert mis == []
