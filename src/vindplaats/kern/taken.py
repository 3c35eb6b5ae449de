"""Work in the background: the queue of django-tasks-db with what it lacks: attempts, back-off, recovery, a timetable.

A task is a function under `@taak()`. It must be idempotent: it can run again after a crash, so it looks at what is
already there. It refuses for good by raising `kern.fouten.Fout`; every other exception is tried again.
Imported by `tasks.py` of the rooms from `AppConfig.ready()`. The loop of a worker stands in `kern/werker.py`.
"""

import datetime as dt
import logging
import time
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import connection, transaction
from django.tasks import task
from django.tasks.base import Task
from django.utils import timezone
from django.utils.module_loading import import_string

from .fouten import Fout
from .levensteken import SLEUTELRUIMTE, Levensteken, alleenrecht, leeft
from .registers import Register

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

__all__ = ["Levensteken", "alleenrecht", "leeft"]
logger = logging.getLogger("vindplaats.taken")
ROOSTERSLOT = 1  # second half of the lock under which the timetable is looked at
INGETROKKEN = "vindplaats.kern.taken.Ingetrokken"
Van = Callable[[list[dict[str, Any]]], list[str]]


class Ingetrokken(Fout):
    """A person took this task off the queue."""


@dataclass(frozen=True)
class Herhaling:
    """How often a task is tried, and how many seconds are waited after each failure (the last one repeats)."""

    pogingen: int = 3
    wacht: tuple[int, ...] = (10, 60, 300)
    enig: bool = False
    """one waiting task does the work of all with the same arguments: never two of them wait (`zet_een_klaar`)"""

    def na(self, poging: int) -> dt.timedelta:
        """Time to wait after this attempt (1 is the first)."""
        return dt.timedelta(seconds=self.wacht[min(poging, len(self.wacht)) - 1] if self.wacht else 0)


@dataclass(frozen=True)
class Taakkennis:
    """What a screen may tell of a task: its name in plain Dutch, and whose it is.

    `van` gets the arguments of several tasks as `{"args": [...], "kwargs": {...}}` and gives the key of the
    organisation of each ('' when unknown), with one query for all. No `van`: the task is of the whole house.
    """

    naam: str
    van: Van | None = None


@dataclass(frozen=True)
class Rooster:
    """A task that the worker puts on the queue by itself, once per period."""

    taak: "Task"
    elke: dt.timedelta


herhalingen: Register[Herhaling] = Register("herhalingen")
"""task path -> how it is tried again; tasks without an entry get the default."""

taakkennis: Register[Taakkennis] = Register("taakkennis")
"""task path -> name and owner, for the page of jobs."""

rooster: Register[Rooster] = Register("rooster")
"""'verantwoording.herinneringen' -> task and period."""

_lopend: ContextVar[str] = ContextVar("vindplaats_taak", default="")
_gemeld: ContextVar[float] = ContextVar("vindplaats_voortgang", default=0.0)


def taak(
    *,
    pogingen: int = 3,
    wacht: tuple[int, ...] = (10, 60, 300),
    priority: int = 0,
    naam: str = "",
    van: Van | None = None,
    enig: bool = False,
) -> Callable[[Callable[..., Any]], "Task"]:
    """Make a function a background task: `leg.enqueue(rapport_id=...)`; arguments must be JSON.

    `wacht` in seconds; `naam` in plain Dutch for the page of jobs, `van` whose task it is (see Taakkennis); `enig` for a
    task that takes all that waits for its argument in one go: it is queued with `zet_een_klaar`. Call
    `enqueue` inside `transaction.on_commit` or inside the transaction that writes the row it is about: the queue is in
    the same database, so both exist or neither.
    """

    def maak(functie: Callable[..., Any]) -> "Task":
        gemaakt = task(priority=priority)(functie)
        herhalingen.voeg_toe(gemaakt.module_path, Herhaling(pogingen, wacht, enig))
        taakkennis.voeg_toe(gemaakt.module_path, Taakkennis(naam or leesbaar(gemaakt.module_path), van))
        return gemaakt

    return maak


def leesbaar(task_path: str) -> str:
    """`vindplaats.documenten.tasks.wezen_opruimen` -> `Wezen opruimen`: a task that was given no name."""
    return task_path.rpartition(".")[2].replace("_", " ").capitalize()


def taaknaam(task_path: str) -> str:
    """The name of a task in plain Dutch."""
    kennis = taakkennis.get(task_path)
    return kennis.naam if kennis else leesbaar(task_path)


@contextmanager
def lopende_taak(taak_id: str) -> Iterator[None]:
    """Inside this block the process works on this task (set by the worker)."""
    sleutel, klok = _lopend.set(taak_id), _gemeld.set(0.0)
    try:
        yield
    finally:
        _lopend.reset(sleutel)
        _gemeld.reset(klok)


def meld_voortgang(gedaan: int, totaal: int) -> None:
    """Tell the page of jobs how far the running task is; at most once a second, and nothing outside a task."""
    nu = time.monotonic()
    if not _lopend.get() or (gedaan < totaal and nu - _gemeld.get() < 1):
        return
    _gemeld.set(nu)
    cache.set(f"taakvoortgang:{_lopend.get()}", [gedaan, totaal], 24 * 3600)


def voortgang_van(taak_ids: list[str]) -> dict[str, tuple[int, int]]:
    """How far running tasks are, for those that tell: id -> (done, total). One query."""
    gevonden = cache.get_many([f"taakvoortgang:{taak_id}" for taak_id in taak_ids])
    return {sleutel.partition(":")[2]: (waarde[0], waarde[1]) for sleutel, waarde in gevonden.items()}


def herstel(eigen_id: str = "") -> int:
    """Put tasks of workers that are gone back on the queue (or mark them failed after the last attempt).

    `eigen_id` is the worker that asks, between two tasks: what still runs in its name was lost with the database.
    Returns the number of rows touched. Safe to run in several workers at once.
    """
    from django_tasks_db.models import DBTaskResult

    hersteld = 0
    for pk in list(DBTaskResult.objects.running().values_list("pk", flat=True)):
        with transaction.atomic():
            rij = DBTaskResult.objects.running().select_for_update(skip_locked=True).filter(pk=pk).first()
            if rij is None or (rij.worker_ids and rij.worker_ids[-1] != eigen_id and leeft(rij.worker_ids[-1])):
                continue
            _opnieuw_of_klaar(rij, "de werker is onderweg gestopt", direct=True)
            hersteld += 1
    return hersteld


def _opnieuw_of_klaar(rij: "DBTaskResult[Any, Any]", reden: str, *, direct: bool = False) -> None:
    herhaling = herhalingen.get(rij.task_path) or Herhaling()
    poging = len(rij.worker_ids)
    if herhaling.enig and _er_wacht_er_een(rij):
        logger.warning("%s: poging %d mislukt (%s); een volgende die al wacht doet het", rij.task_path, poging, reden)
        type(rij).objects.filter(pk=rij.pk).delete()
        return
    if poging >= herhaling.pogingen:
        rij.status, rij.finished_at = "FAILED", timezone.now()
        rij.traceback = rij.traceback or reden
        logger.error("%s: opgegeven na %d pogingen (%s)", rij.task_path, poging, reden)
    else:
        rij.status, rij.finished_at = "READY", None
        rij.run_after = timezone.now() + (dt.timedelta() if direct else herhaling.na(poging))
        logger.warning("%s: poging %d mislukt (%s); wordt herhaald", rij.task_path, poging, reden)
    rij.save(update_fields=["status", "finished_at", "run_after", "traceback"])


def na_mislukking(rij: "DBTaskResult[Any, Any]") -> None:
    """After a task failed: again later, unless it refused for good with a `Fout`."""
    if is_weigering(rij.exception_class_path):
        logger.warning("%s: geweigerd", rij.task_path)
        return
    _opnieuw_of_klaar(rij, rij.exception_class_path)


def is_weigering(exception_class_path: str) -> bool:
    """Is this the path of a `Fout`: a refusal with a sentence, that trying again does not help."""
    try:
        soort = import_string(exception_class_path)
    except ImportError:
        return False
    return isinstance(soort, type) and issubclass(soort, Fout)


def staat_klaar(taak: "Task", **kwargs: Any) -> bool:
    """Is this task with these arguments on the queue, or running?"""
    from django_tasks_db.models import DBTaskResult

    rijen = DBTaskResult.objects.filter(task_path=taak.module_path, status__in=["READY", "RUNNING"])
    return any(argumenten.get("kwargs") == kwargs for argumenten in rijen.values_list("args_kwargs", flat=True))


def zet_een_klaar(taak: "Task", sleutels: Iterable[str], *, over: dt.timedelta = dt.timedelta()) -> int:
    """Queue an `enig` task for each key (its only argument) that has none waiting, to run after `over`. Returns how many.

    Call it when the rows it is about are committed (`transaction.on_commit`): a task that waits then still has to look, so
    it finds them. One that runs may have looked already, so it does not count. Processes take turns, in a short transaction.
    """
    from django_tasks_db.models import DBTaskResult

    lijst = list(dict.fromkeys(sleutels))
    with transaction.atomic():
        _om_de_beurt(zlib.crc32(taak.module_path.encode()) >> 1)
        rijen = DBTaskResult.objects.filter(task_path=taak.module_path, status="READY")
        wachtend = set(rijen.filter(args_kwargs__args__0__in=lijst).values_list("args_kwargs__args__0", flat=True))
        nieuw = [sleutel for sleutel in lijst if sleutel not in wachtend]
        straks = taak.using(run_after=timezone.now() + over)
        for sleutel in nieuw:
            straks.enqueue(sleutel)
    return len(nieuw)


def _er_wacht_er_een(rij: "DBTaskResult[Any, Any]") -> bool:
    """Does another task with the same argument wait (asked in turn with `zet_een_klaar`)."""
    _om_de_beurt(zlib.crc32(rij.task_path.encode()) >> 1)
    ander = type(rij).objects.filter(task_path=rij.task_path, status="READY", args_kwargs=rij.args_kwargs)
    return bool(ander.exclude(pk=rij.pk).exists())


def _om_de_beurt(slot: int) -> None:
    """One at a time until this transaction ends. SQLite: a transaction writes from its start on, so it is so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SLEUTELRUIMTE, slot])


def zet_rooster_klaar() -> int:
    """Put every task of the timetable on the queue that was not queued in its period. Returns how many.

    Workers take turns (SQLite: the transaction writes from its start on; PostgreSQL: an advisory lock), so each task
    is queued once, however many workers look at the same moment.
    """
    from django_tasks_db.models import DBTaskResult

    gezet = 0
    with transaction.atomic():
        _om_de_beurt(ROOSTERSLOT)
        for item in rooster:
            sinds = timezone.now() - item.elke
            if not DBTaskResult.objects.filter(task_path=item.taak.module_path, enqueued_at__gte=sinds).exists():
                item.taak.enqueue()
                gezet += 1
    return gezet


def taak_opnieuw(pk: uuid.UUID) -> bool:
    """A failed or waiting task runs again as soon as a worker is free, with all its attempts. False: it is not so any more."""
    from django_tasks_db.models import DBTaskResult

    rijen = DBTaskResult.objects.filter(pk=pk, status__in=["FAILED", "READY"])
    nieuw = {"status": "READY", "run_after": timezone.now(), "finished_at": None, "worker_ids": []}
    return bool(rijen.update(**nieuw, exception_class_path="", traceback=""))


def taak_intrekken(pk: uuid.UUID) -> bool:
    """Take a waiting or failed task off the queue for good; it stays readable as withdrawn. False: it runs, or is done."""
    from django_tasks_db.models import DBTaskResult

    rijen = DBTaskResult.objects.filter(pk=pk, status__in=["FAILED", "READY"]).exclude(exception_class_path=INGETROKKEN)
    return bool(rijen.update(status="FAILED", finished_at=timezone.now(), exception_class_path=INGETROKKEN))


@taak(pogingen=1, naam="Oude taken opruimen")
def ruim_taken_op() -> None:
    """Drop results of tasks that finished two weeks ago; failed ones are kept three months.

    A timetable with a longer period keeps its last result, else it would run again too soon.
    """
    from django.core.management import call_command

    langste = max((item.elke.days for item in rooster), default=0) + 1
    dagen = {"min_age_days": max(14, langste), "failed_min_age_days": max(90, langste)}
    call_command("prune_db_task_results", **dagen, verbosity=0)


def draai_werker(*, een_keer: bool = False, tussenpoos: float = 1.0) -> None:
    """Run tasks until told to stop (SIGTERM finishes the task at hand). `een_keer`: until the queue is empty."""
    from .werker import draai

    draai(een_keer=een_keer, tussenpoos=tussenpoos)


rooster.voeg_toe("kern.ruim_taken_op", Rooster(ruim_taken_op, dt.timedelta(days=1)))
