"""The mail about new messages with real processes: three that send, two workers that are killed; nothing lost, nothing twice."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vindplaats.kern.tests.processen import Ploeg, open_ploeg, wacht_op

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
MENSEN, KEREN, STUURDERS = 4, 25, 3


@pytest.fixture
def ploeg(tmp_path: Path) -> Iterator[Ploeg]:
    with open_ploeg(
        tmp_path, "tests.bundelmail_proces", VINDPLAATS_SMTP_HOST="127.0.0.1", VINDPLAATS_SMTP_PORT="1"
    ) as ploeg:
        yield ploeg


def test_driehonderd_berichten_met_gedode_werkers(ploeg: Ploeg) -> None:
    kans = random.Random(20261122)
    ploeg.doe("begin", str(MENSEN))
    stuurders = [ploeg.start("stuur", str(KEREN)) for _ in range(STUURDERS)]
    werkers = [ploeg.start("werk") for _ in range(2)]
    ploeg.los(STUURDERS + 2)
    for _ in range(3):
        slachtoffer = werkers.pop(0)
        wacht_op(lambda wie=slachtoffer: (ploeg.var / f"bezig-{wie.pid}").exists(), ploeg.fouten)
        time.sleep(kans.uniform(0.1, 1.2))
        slachtoffer.kill()
        slachtoffer.wait()
        werkers.append(ploeg.start("werk"))
    assert [s.wait(300) for s in stuurders] == [0] * STUURDERS, ploeg.fouten()
    stand, alle = json.loads(ploeg.doe("stand")), MENSEN * KEREN * STUURDERS
    assert (stand["berichten"], stand["gemaild"]) == (alle, alle)
    per_mens = [sum(n for aan, n in stand["beloofd"] if aan == f"mens{i}@voorbeeld.test") for i in range(MENSEN)]
    assert per_mens == [KEREN * STUURDERS] * MENSEN, "every message stands in exactly one mail"
    assert ploeg.verslag() == ["meeste 1"] * STUURDERS, "never two tasks waiting for one person"
    assert len(stand["beloofd"]) < alle / 3, "messages are gathered"
