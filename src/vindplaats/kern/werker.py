"""The loop of a worker: the one of django-tasks-db, with attempts, recovery, the timetable and proof of life."""

import logging
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.utils import InterfaceError, OperationalError
from django_tasks_db.management.commands.db_worker import Worker

from .kenmerk import kenmerk, nieuw_kenmerk
from .levensteken import Levensteken, nieuw_werker_id
from .taken import herstel, lopende_taak, na_mislukking, zet_rooster_klaar
from .tikken import tikkend

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("vindplaats.taken")
ONDERHOUD = 30.0  # seconds between two looks at lost tasks and the timetable


class Werker(Worker):
    """The worker of the library, with recovery, attempts and the timetable."""

    onderhoud: Callable[[], None] = staticmethod(lambda: None)
    slaapt = False

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """First signal: finish what is in hand and stop; second: stop at once.

        The library leaves from inside the signal unless a task runs. In the middle of a question to the database that
        ends in an error, and between claiming a task and running it the task would be left lying.
        """
        if not self.running:
            super().shutdown(signum, frame)
        self.running = False
        if self.slaapt:
            sys.exit(0)

    def slaap(self, seconden: float) -> None:
        """Sleep between two rounds; only here a signal may break in."""
        self.slaapt = True
        try:
            if self.running:
                time.sleep(seconden)
        finally:
            self.slaapt = False

    def run_task(self, db_task_result: "DBTaskResult[Any, Any]") -> None:
        """Run one task; that it failed and whether it comes back is written in one go."""
        mislukt = db_task_result.set_failed

        def set_failed(fout: BaseException) -> None:
            with transaction.atomic():
                mislukt(fout)
                na_mislukking(db_task_result)

        db_task_result.set_failed = set_failed
        sleutel = kenmerk.set(nieuw_kenmerk())
        try:
            with lopende_taak(str(db_task_result.pk)):
                super().run_task(db_task_result)
        finally:
            kenmerk.reset(sleutel)
        self.onderhoud()


def draai(*, een_keer: bool, tussenpoos: float) -> None:
    """Run tasks until told to stop; a lost database is waited for."""
    logging.getLogger("django.tasks").setLevel(settings.LOGNIVEAU)
    werker_id = nieuw_werker_id()
    teken = Levensteken(werker_id)
    teken.pak()
    teken.klop()
    laatste = [-ONDERHOUD]

    def onderhoud() -> None:
        if time.monotonic() - laatste[0] > ONDERHOUD:
            teken.houd()
            herstel(werker_id)
            zet_rooster_klaar()
            laatste[0] = time.monotonic()

    werker = Werker(
        queue_names=["*"], interval=tussenpoos, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=werker_id, excluded_queue_names=[],
    )  # fmt: skip
    werker.onderhoud = onderhoud
    werker.configure_signals()
    try:
        with tikkend(los=not een_keer):
            _lus(werker, onderhoud, laatste, een_keer=een_keer, tussenpoos=tussenpoos)
    finally:
        teken.los()


def _lus(
    werker: Werker, onderhoud: Callable[[], None], laatste: list[float], *, een_keer: bool, tussenpoos: float
) -> None:
    """Batches of the library's loop with upkeep in between."""
    laatste[0] = time.monotonic() - ONDERHOUD - 1
    while werker.running:
        try:
            onderhoud()
            werker.run()
        except (OperationalError, InterfaceError):
            logger.exception("De database is even weg; ik probeer het zo weer")
            laatste[0] = time.monotonic() - ONDERHOUD - 1  # what ran is looked after as soon as the database is back
            close_old_connections()
            werker.slaap(min(5, max(tussenpoos * 5, 0.1)))
            continue
        if een_keer:
            return
        werker.slaap(tussenpoos)
