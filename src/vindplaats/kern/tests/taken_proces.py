"""A process for test_taken.py and test_werkers.py: `maak` a database and a task, `werk` it, tell the `stand`, take it `weg`.

`veel`: many short tasks; `ploeg`: a worker beside others; `rooster`: a worker with a timetable of three jobs.
"""

import datetime as dt
import os
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from vindplaats.kern import taken  # noqa: E402


@taken.taak()
def traag() -> None:
    """Wait until the test says go on."""
    (Path(settings.VAR) / "bezig").touch()
    for _ in range(1200):
        if (Path(settings.VAR) / "door").exists():
            return
        time.sleep(0.05)


@taken.taak(wacht=(0,))
def tel(*, nummer: int) -> None:
    """Write down that this task began and ended, and which process did it."""
    _schrijf(f"begin {nummer} {os.getpid()}")
    time.sleep(0.03)
    _schrijf(f"eind {nummer} {os.getpid()}")


@taken.taak()
def baan_a() -> None:
    """A job of the timetable."""
    _schrijf("baan a")


@taken.taak()
def baan_b() -> None:
    """A job of the timetable."""
    _schrijf("baan b")


@taken.taak()
def baan_c() -> None:
    """A job of the timetable."""
    _schrijf("baan c")


def _schrijf(regel: str) -> None:
    with (Path(settings.VAR) / "verslag").open("a", encoding="utf-8") as bestand:
        bestand.write(regel + "\n")  # one short write: lines of several processes do not mix


def _wacht_op_start() -> None:
    (Path(settings.VAR) / f"er-{os.getpid()}").touch()
    for _ in range(2400):
        if (Path(settings.VAR) / "start").exists():
            return
        time.sleep(0.02)


if __name__ == "__main__":
    sys.modules["vindplaats.kern.tests.taken_proces"] = sys.modules["__main__"]
    eigen = DBTaskResult.objects.filter(task_path="vindplaats.kern.tests.taken_proces.traag")
    match sys.argv[1]:
        case "maak":
            if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
                call_command("migrate", verbosity=0)
            DBTaskResult.objects.create(
                args_kwargs={"args": [], "kwargs": {}},
                task_path="vindplaats.kern.tests.taken_proces.traag",
                backend_name="default",
                run_after="2020-01-01T00:00:00Z",
            )
        case "werk":
            taken.rooster._items.clear()
            taken.draai_werker(een_keer=True, tussenpoos=0.1)
        case "stand":
            print(eigen.get().status)
        case "weg":
            DBTaskResult.objects.filter(task_path__startswith="vindplaats.kern.tests.taken_proces.").delete()
        case "veel":
            if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
                call_command("migrate", verbosity=0)
            for nummer in range(int(sys.argv[2])):
                tel.enqueue(nummer=nummer)
        case "ploeg":
            taken.rooster._items.clear()
            _wacht_op_start()
            taken.draai_werker(tussenpoos=0.1)
        case "rooster":
            taken.rooster._items.clear()
            for code, baan in (("a", baan_a), ("b", baan_b), ("c", baan_c)):
                taken.rooster.voeg_toe(code, taken.Rooster(baan, dt.timedelta(seconds=int(sys.argv[2]))))
            _wacht_op_start()
            for _ in range(30):
                taken.zet_rooster_klaar()
            taken.draai_werker(een_keer=True, tussenpoos=0.05)
