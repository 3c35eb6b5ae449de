"""`./vindplaats soak` in short: a few rounds of work and killing on a database of its own, and its eyes are open."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from vindplaats.opdrachten.soak import toezicht
from vindplaats.opdrachten.soak.huis import Huis
from vindplaats.opdrachten.soak.mensen import Vrager

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.timeout(400)
def test_een_paar_ronden_werken_en_doden() -> None:
    """Web, worker and database are killed; nothing acknowledged is lost or doubled and the log is whole."""
    soort = "postgresql" if connection.vendor == "postgresql" else "sqlite"
    omgeving = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    uitslag = subprocess.run(
        [sys.executable, "-m", "vindplaats", "soak", "--ronden", "2", "--database", soort, "--zaad", "7"],
        capture_output=True, text=True, env=omgeving, cwd=ROOT, timeout=380, check=False,
    )  # fmt: skip
    assert uitslag.returncode == 0, uitslag.stdout[-500:] + uitslag.stderr[-3000:]
    tekst = " ".join((uitslag.stdout + uitslag.stderr).split())
    assert "Heel na 2 ronden" in tekst
    gedaan = {naam: int(aantal) for naam, aantal in re.findall(r"(schrijver|vrager|inleveraar|stapper) (\d+)", tekst)}
    assert set(gedaan) == {"schrijver", "vrager", "inleveraar", "stapper"}
    assert min(gedaan.values()) > 0


@pytest.mark.parametrize(
    ("gevonden", "klacht"),
    [
        ({"a": 1, "b": 1}, ""),
        ({"a": 1, "b": 1, "c": 1}, ""),
        ({"a": 1}, "bevestigd en weg: 'b'"),
        ({"a": 2, "b": 1}, "dubbel: 'a'"),
        ({"a": 1, "b": 1, "c": 2}, "dubbel: 'c'"),
        ({"a": 1, "b": 1, "d": 1}, "nooit verstuurd: 'd'"),
    ],
)
def test_het_toezicht_ziet_verlies_en_dubbel(gevonden: dict[str, int], klacht: str) -> None:
    """a and b were acknowledged, c was on its way."""
    klachten = toezicht._eens("iemand", Counter(gevonden), ["a", "b"], "c")
    assert [k.partition(": ")[2] for k in klachten] == ([klacht] if klacht else [])


def test_wie_geen_antwoord_krijgt_klaagt_alleen_als_er_niets_gedood_was(tmp_path: Path) -> None:
    import threading

    stop, gedood = threading.Event(), threading.Event()
    mens = Vrager(Huis(tmp_path, {}), "iemand", {})
    mens.werk(stop, gedood)  # nothing listens on that port
    assert len(mens.mis) == 1
    gedood.set()
    mens.mis.clear()
    mens.werk(stop, gedood)
    assert mens.mis == []
    assert mens.onderweg == "Wat deed de school met plan nummer 1?"


def test_wijst_een_andere_database_af() -> None:
    uitslag = subprocess.run(
        [sys.executable, "-m", "vindplaats", "soak", "--database", "oracle"],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, cwd=ROOT, timeout=60,
        check=False,
    )  # fmt: skip
    assert uitslag.returncode == 1
    assert "Kies --database sqlite of --database postgresql" in uitslag.stderr
