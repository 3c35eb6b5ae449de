"""Several real workers at once: every job of the timetable once, a killed worker costs nothing, locks that hold."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from vindplaats.kern import levensteken, taken
from vindplaats.kern.tests import taken_proef
from vindplaats.kern.tests.processen import Ploeg, open_ploeg, wacht_op

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]
PAD = "vindplaats.kern.tests.taken_proces"


@pytest.fixture
def ploeg(tmp_path: Path) -> Iterator[Ploeg]:
    with open_ploeg(tmp_path, PAD) as ploeg:
        yield ploeg
    DBTaskResult.objects.filter(task_path__startswith=PAD).delete()


def test_four_workers_queue_each_job_once_per_period(ploeg: Ploeg) -> None:
    ploeg.doe("veel", "0")
    werkers = [ploeg.start("rooster", "3600") for _ in range(4)]
    ploeg.los(4)
    assert [werker.wait(120) for werker in werkers] == [0] * 4, ploeg.fouten()
    assert sorted(ploeg.verslag()) == ["baan a", "baan b", "baan c"]


def test_a_killed_worker_among_others_loses_nothing_and_doubles_only_its_own_task(ploeg: Ploeg) -> None:
    ploeg.doe("veel", "40")
    werkers = [ploeg.start("ploeg") for _ in range(3)]
    ploeg.los(3)
    slachtoffer = werkers[0]
    wacht_op(
        lambda: any(r.startswith("begin") and r.endswith(f" {slachtoffer.pid}") for r in ploeg.verslag()), ploeg.fouten
    )
    os.kill(slachtoffer.pid, signal.SIGKILL)
    slachtoffer.wait()
    werkers.append(ploeg.start("ploeg"))  # its upkeep finds the lost task at once; the others look every half minute

    def af() -> bool:
        return len({r.split()[1] for r in ploeg.verslag() if r.startswith("eind")}) == 40

    wacht_op(af, lambda: f"{Counter(r.split()[0] for r in ploeg.verslag())} {ploeg.fouten()}")
    for werker in werkers[1:]:
        werker.send_signal(signal.SIGTERM)
    uit = [werker.wait(30) for werker in werkers[1:]]
    assert uit[:2] == [0, 0], ploeg.fouten()
    assert uit[2] in {0, -signal.SIGTERM}, ploeg.fouten()  # the last one may still have been starting
    gedaan = Counter(r.split()[1] for r in ploeg.verslag() if r.startswith("eind"))
    assert len(gedaan) == 40
    dubbel = {nummer for nummer, keer in gedaan.items() if keer > 1}
    van_de_dode = [r.split()[1] for r in ploeg.verslag() if r.startswith("begin") and r.endswith(f" {slachtoffer.pid}")]
    assert dubbel <= {van_de_dode[-1]}


def test_living_workers_are_seen_and_dead_ones_not(ploeg: Ploeg, settings: object) -> None:
    settings.VAR = ploeg.var  # type: ignore[attr-defined]
    ploeg.doe("veel", "0")
    werker = ploeg.start("ploeg")
    ploeg.los(1)
    wacht_op(lambda: [w.pid for w in levensteken.levende_werkers()] == [werker.pid], ploeg.fouten)
    assert f"proces {werker.pid}" in levensteken.machine_van(levensteken.levende_werkers()[0].werker_id)
    werker.kill()
    werker.wait()
    wacht_op(lambda: levensteken.levende_werkers() == [], ploeg.fouten)


def test_only_one_of_many_threads_gets_the_sole_right() -> None:
    """Also while it is given back and taken again at once: a file that was just taken away is no lock."""
    tegelijk, meeste, slot = [0], [0], threading.Lock()

    def probeer() -> None:
        for _ in range(60):
            with taken.alleenrecht("ronde-proef") as vrij:
                if not vrij:
                    continue
                with slot:
                    tegelijk[0] += 1
                    meeste[0] = max(meeste[0], tegelijk[0])
                time.sleep(0.0005)
                with slot:
                    tegelijk[0] -= 1
        connection.close()

    draden = [threading.Thread(target=probeer) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    assert meeste == [1]


def test_what_ran_in_the_own_name_when_the_database_fell_away_runs_again() -> None:
    taken_proef.gedaan.clear()
    taken_proef.goed.enqueue(nummer=5)
    DBTaskResult.objects.get().claim("ik-zelf")
    assert taken.herstel("ik-zelf") == 1
    assert DBTaskResult.objects.get().status == "READY"


def test_lost_connection_of_the_lock_is_taken_again() -> None:
    teken = levensteken.Levensteken("machine-1-0123456789ab")
    assert teken.pak()
    if connection.vendor == "sqlite":  # a file has no connection to lose: holding it is harmless
        teken.houd()
        assert levensteken.leeft("machine-1-0123456789ab")
        teken.los()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [teken._verbinding.info.backend_pid])
    wacht_op(lambda: not levensteken.levende_werkers(), lambda: "het slot is er nog")
    teken.houd()
    assert [w.werker_id for w in levensteken.levende_werkers()] == ["machine-1-0123456789ab"]
    teken.los()
    assert not levensteken.levende_werkers()


def test_progress_is_told_only_inside_a_task_and_read_with_one_question() -> None:
    taken.meld_voortgang(1, 2)
    with taken.lopende_taak("een"):
        taken.meld_voortgang(1, 4)
        taken.meld_voortgang(2, 4)  # within a second: not written
        assert taken.voortgang_van(["een", "twee"]) == {"een": (1, 4)}
        taken.meld_voortgang(4, 4)
    assert taken.voortgang_van(["een"]) == {"een": (4, 4)}


def test_again_and_withdrawn_only_when_it_is_still_so() -> None:
    taken_proef.goed.enqueue(nummer=1)
    rij = DBTaskResult.objects.get()
    assert taken.taak_intrekken(rij.pk)
    assert not taken.taak_intrekken(rij.pk)
    assert DBTaskResult.objects.get().exception_class_path == taken.INGETROKKEN
    assert taken.taak_opnieuw(rij.pk)
    DBTaskResult.objects.get().claim("iemand")
    assert not taken.taak_opnieuw(rij.pk)
    assert not taken.taak_intrekken(rij.pk)
