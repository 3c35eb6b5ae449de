"""Plug-in for pytest: which tests cannot run on this machine, named with the reason; in CI none may be left out.

Loaded by conftest.py. Markers: `browser` needs a Chromium, `postgres` needs VINDPLAATS_DATABASE to be PostgreSQL.
"""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .testen import chromium

GEEN_CHROMIUM = "geen Chromium gevonden; zet Chromium op deze computer of noem hem in VINDPLAATS_CHROMIUM"
GEEN_POSTGRES = "geen PostgreSQL gevonden op 127.0.0.1:5432 (zonder wachtwoord)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run; leave out PostgreSQL tests when a run on PostgreSQL follows."""
    browser = chromium() is not None
    postgres = os.environ.get("VINDPLAATS_DATABASE", "").startswith("postgres")
    volgt = os.environ.get("VINDPLAATS_POSTGRES_VOLGT") == "ja"
    later = []
    for item in items:
        if not browser and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=GEEN_CHROMIUM))
        if not postgres and item.get_closest_marker("postgres"):
            if volgt:
                later.append(item)
            else:
                item.add_marker(pytest.mark.skip(reason=GEEN_POSTGRES))
    if later:
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if item not in set(later)]


def overgeslagen(config: pytest.Config) -> Counter[str]:
    """Reason -> how many tests were skipped for it."""
    verslag: Any = config.pluginmanager.get_plugin("terminalreporter")
    redenen: Counter[str] = Counter()
    for melding in verslag.stats.get("skipped", []) if verslag else []:
        plek = melding.longrepr
        reden = plek[2] if isinstance(plek, tuple) else str(plek)
        redenen[reden.removeprefix("Skipped: ")] += 1
    return redenen


def ongewenst(redenen: Counter[str], gedeeld_er: bool) -> list[str]:
    """Reasons that CI does not accept: all, except missing material of the makers where that folder is not there."""
    return [reden for reden in redenen if gedeeld_er or "shared" not in reden]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say by name what did not run here and why."""
    redenen = overgeslagen(config)
    if redenen:
        terminalreporter.section("niet gedraaid op deze computer")
        for reden, aantal in redenen.most_common():
            terminalreporter.write_line(f"{aantal} x {reden}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure."""
    if os.environ.get("VINDPLAATS_NIETS_OVERSLAAN") != "ja" or hasattr(session.config, "workerinput"):
        return
    gedeeld_er = (Path(session.config.rootpath).parent / "shared").is_dir()
    fout = ongewenst(overgeslagen(session.config), gedeeld_er)
    if fout and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print(f"\nOvergeslagen tests tellen hier als fout: {'; '.join(fout)}")
