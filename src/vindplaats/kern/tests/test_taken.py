"""The queue: attempts with back-off, refusals that are final, recovery of a killed worker, the timetable."""

import datetime as dt
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vindplaats.kern import taken
from vindplaats.kern.tests import taken_proef
from vindplaats.kern.tests.processen import open_ploeg, wacht_op

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _leeg(monkeypatch: pytest.MonkeyPatch) -> Any:
    """No timetable, no signals of the test process, a clean list."""
    taken_proef.gedaan.clear()
    monkeypatch.setattr(taken, "rooster", [])
    oud = {nummer: signal.getsignal(nummer) for nummer in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for nummer, behandelaar in oud.items():
        signal.signal(nummer, behandelaar)


def rij() -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.get()


def test_a_task_runs_once_and_is_done() -> None:
    taken_proef.goed.enqueue(nummer=7)
    taken.draai_werker(een_keer=True, tussenpoos=0)
    assert taken_proef.gedaan == [7]
    assert rij().status == "SUCCESSFUL"
    assert rij().return_value == 7


def test_failure_is_tried_again_later_and_given_up_after_the_last_attempt() -> None:
    taken_proef.stuk.enqueue()
    taken.draai_werker(een_keer=True, tussenpoos=0)
    assert taken_proef.gedaan == ["stuk"]
    assert rij().status == "READY"
    assert dt.timedelta(seconds=25) < rij().run_after - timezone.now() < dt.timedelta(seconds=31)
    taken.draai_werker(een_keer=True, tussenpoos=0)
    assert taken_proef.gedaan == ["stuk"]  # not before its time
    DBTaskResult.objects.update(run_after=timezone.now())
    taken.draai_werker(een_keer=True, tussenpoos=0)
    assert taken_proef.gedaan == ["stuk", "stuk"]
    assert rij().status == "FAILED"
    assert "even niet" in rij().traceback


def test_a_refusal_is_final() -> None:
    taken_proef.geweigerd.enqueue()
    taken.draai_werker(een_keer=True, tussenpoos=0)
    assert taken_proef.gedaan == ["geweigerd"]
    assert rij().status == "FAILED"


@pytest.mark.parametrize(("moment", "gedaan"), [("SELECT", 0), ("UPDATE", 1)])
def test_a_worker_told_to_stop_in_the_middle_of_a_question_finishes_what_it_claims(moment: str, gedaan: int) -> None:
    """Not from inside the question: its connection would be halfway, and a task just claimed would be left lying."""
    taken_proef.goed.enqueue(nummer=8)
    taken_proef.goed.enqueue(nummer=9)
    gezonden: list[str] = []

    def zend(execute: Any, sql: str, *rest: Any) -> Any:
        if not gezonden and sql.startswith(moment) and DBTaskResult._meta.db_table in sql:
            gezonden.append(sql)
            signal.raise_signal(signal.SIGTERM)
        return execute(sql, *rest)

    with connection.execute_wrapper(zend):
        taken.draai_werker(tussenpoos=0.05)
    assert gezonden
    assert len(taken_proef.gedaan) == gedaan  # looking for lost tasks claims nothing; what was being claimed is done
    assert Counter(DBTaskResult.objects.values_list("status", flat=True)) == +Counter(
        SUCCESSFUL=gedaan, READY=2 - gedaan
    )


def test_task_of_a_worker_that_is_gone_is_taken_up_again() -> None:
    taken_proef.goed.enqueue(nummer=1)
    rij().claim("machine-99-weg")
    assert taken.herstel() == 1
    assert rij().status == "READY"
    taken.draai_werker(een_keer=True, tussenpoos=0)
    assert taken_proef.gedaan == [1]


def test_task_of_a_living_worker_is_left_alone() -> None:
    taken_proef.goed.enqueue(nummer=1)
    teken = taken.Levensteken("machine-1-leeft")
    assert teken.pak()
    rij().claim("machine-1-leeft")
    assert taken.herstel("een-ander") == 0
    assert rij().status == "RUNNING"
    teken.los()
    assert taken.herstel("een-ander") == 1


def test_killed_too_often_is_given_up() -> None:
    taken_proef.stuk.enqueue()
    for werker in ("a", "b"):
        DBTaskResult.objects.update(status="READY")
        rij().claim(f"machine-{werker}")
        taken.herstel()
    assert rij().status == "FAILED"
    assert "onderweg gestopt" in rij().traceback


def test_timetable_queues_once_per_period(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taken, "rooster", [taken.Rooster(taken_proef.goed, dt.timedelta(hours=1))])
    monkeypatch.setattr(type(taken_proef.goed), "enqueue", _zet_goed)
    assert taken.zet_rooster_klaar() == 1
    assert taken.zet_rooster_klaar() == 0
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(hours=2))
    assert taken.zet_rooster_klaar() == 1


def _zet_goed(self: Any, *args: Any, **kwargs: Any) -> Any:
    return self.get_backend().enqueue(self, list(args), {"nummer": 1})


@pytest.mark.parametrize(("poging", "seconden"), [(1, 10), (2, 60), (3, 300), (9, 300)])
def test_waiting_grows_and_stays(poging: int, seconden: int) -> None:
    assert taken.Herhaling().na(poging) == dt.timedelta(seconds=seconden)


def test_kill_9_loses_no_task(tmp_path: Path) -> None:
    """A real worker in its own process is killed in the middle of a task; the next one finishes it."""
    with open_ploeg(tmp_path, "vindplaats.kern.tests.taken_proces") as ploeg:
        ploeg.doe("maak")
        werker = ploeg.start("werk")
        wacht_op((tmp_path / "bezig").exists, ploeg.fouten)
        werker.kill()
        werker.wait()
        assert ploeg.doe("stand").strip() == "RUNNING"
        (tmp_path / "door").touch()
        ploeg.doe("werk")
        assert ploeg.doe("stand").strip() == "SUCCESSFUL"
        ploeg.doe("weg")


def test_prune_task_is_on_the_timetable() -> None:
    assert taken.ruim_taken_op.module_path == "vindplaats.kern.taken.ruim_taken_op"
    call_command("check")


def _wachtend() -> list[str]:
    return sorted(r.args_kwargs["args"][0] for r in DBTaskResult.objects.filter(status="READY"))


def test_a_task_that_gathers_waits_once_per_key() -> None:
    later = dt.timedelta(minutes=15)
    assert taken.zet_een_klaar(taken_proef.bundel, ["a", "b", "a"], over=later) == 2
    assert taken.zet_een_klaar(taken_proef.bundel, ["b", "c"], over=later) == 1
    assert _wachtend() == ["a", "b", "c"]
    assert dt.timedelta(minutes=14) < DBTaskResult.objects.first().run_after - timezone.now() <= later
    assert taken.zet_een_klaar(taken_proef.bundel, []) == 0


def test_one_that_runs_does_not_count_and_does_not_come_back_beside_another() -> None:
    taken.zet_een_klaar(taken_proef.bundel, ["a"])
    rij().claim("dood-1-0123456789ab")
    assert taken.zet_een_klaar(taken_proef.bundel, ["a"], over=dt.timedelta(hours=1)) == 1
    assert taken.herstel() == 1
    assert DBTaskResult.objects.get().status == "READY", "the one that was lost had nothing to add"


def test_one_that_fails_waits_again_when_it_is_alone() -> None:
    taken.zet_een_klaar(taken_proef.bundel, ["a"])
    taken.draai_werker(een_keer=True, tussenpoos=0)
    assert taken_proef.gedaan == ["a"]
    assert _wachtend() == ["a"]
    assert taken.zet_een_klaar(taken_proef.bundel, ["a"]) == 0
