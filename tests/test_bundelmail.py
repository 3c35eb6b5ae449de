"""The mail about new messages with real processes: three that send, two workers that are killed; nothing lost, nothing twice."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from vindplaats.kern.opdracht import projectmap

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
MENSEN, KEREN, STUURDERS = 4, 25, 3


class Huis:
    """Processes on one database of their own."""

    def __init__(self, var: Path) -> None:
        self.var, self.processen = var, list[subprocess.Popen[str]]()
        if connection.vendor == "sqlite":
            database = f"sqlite:///{var / 'huis.sqlite3'}"
        else:
            d = connection.settings_dict
            database = f"postgresql://{d['USER']}:{d['PASSWORD']}@{d['HOST']}:{d['PORT']}/{d['NAME']}"
        self.omgeving = os.environ | {
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "VINDPLAATS_TESTEN": "ja", "VINDPLAATS_VAR": str(var),
            "VINDPLAATS_DATABASE": database, "DJANGO_SETTINGS_MODULE": "vindplaats.conf.settings",
            "VINDPLAATS_SMTP_HOST": "127.0.0.1", "VINDPLAATS_SMTP_PORT": "1",
        }  # fmt: skip

    def start(self, *wat: str) -> "subprocess.Popen[str]":
        proces = subprocess.Popen(
            [sys.executable, "-m", "tests.bundelmail_proces", *wat], env=self.omgeving, cwd=projectmap(), text=True,
            stdout=subprocess.PIPE, stderr=(self.var / "fouten").open("a"),
        )  # fmt: skip
        self.processen.append(proces)
        return proces

    def doe(self, *wat: str) -> str:
        uit, _ = self.start(*wat).communicate(timeout=300)
        assert self.processen.pop().returncode == 0, self.fouten()
        return uit

    def stand(self) -> dict[str, Any]:
        return dict(json.loads(self.doe("stand")))

    def fouten(self) -> str:
        return (self.var / "fouten").read_text()[-3000:]


@pytest.fixture
def huis(tmp_path: Path) -> Iterator[Huis]:
    huis = Huis(tmp_path)
    yield huis
    for proces in huis.processen:
        if proces.poll() is None:
            proces.kill()
        proces.wait()


def wacht_op(klaar: Callable[[], Any], uitleg: Callable[[], str], seconden: float = 150) -> None:
    eind = time.monotonic() + seconden
    while not klaar():
        assert time.monotonic() < eind, uitleg()
        time.sleep(0.05)


def test_driehonderd_berichten_met_gedode_werkers(huis: Huis) -> None:
    kans = random.Random(20261122)
    huis.doe("begin", str(MENSEN))
    stuurders = [huis.start("stuur", str(KEREN)) for _ in range(STUURDERS)]
    werkers = [huis.start("werk") for _ in range(2)]
    wacht_op(lambda: len(list(huis.var.glob("er-*"))) == STUURDERS + 2, huis.fouten)
    (huis.var / "start").touch()
    for _ in range(3):
        slachtoffer = werkers.pop(0)
        wacht_op(lambda wie=slachtoffer: (huis.var / f"bezig-{wie.pid}").exists(), huis.fouten)
        time.sleep(kans.uniform(0.1, 1.2))
        slachtoffer.kill()
        slachtoffer.wait()
        werkers.append(huis.start("werk"))
    assert [s.wait(300) for s in stuurders] == [0] * STUURDERS, huis.fouten()
    stand, alle = huis.stand(), MENSEN * KEREN * STUURDERS
    assert (stand["berichten"], stand["gemaild"]) == (alle, alle)
    per_mens = [sum(n for aan, n in stand["beloofd"] if aan == f"mens{i}@voorbeeld.test") for i in range(MENSEN)]
    assert per_mens == [KEREN * STUURDERS] * MENSEN, "every message stands in exactly one mail"
    regels = (huis.var / "verslag").read_text().splitlines()
    assert regels == ["meeste 1"] * STUURDERS, "never two tasks waiting for one person"
    assert len(stand["beloofd"]) < alle / 3, "messages are gathered"
