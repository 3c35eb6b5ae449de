"""Figures for Prometheus: requests over all web processes (files in `var/metingen`), and the state of the house.

Only kept when VINDPLAATS_METRICS_TOKEN is set. Labels are names of urls and tasks: no paths, no persons, no organisations.
"""

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils import timezone

logger = logging.getLogger("vindplaats.metrieken")
EMMERS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_slot = threading.Lock()


def aan() -> bool:
    """Are figures kept?"""
    return bool(settings.METRICS_TOKEN)


def map_() -> Path:
    """Where the processes of one server keep their counts."""
    return Path(settings.VAR) / "metingen"


def begin_opnieuw() -> None:
    """At the start of a server: counts of its predecessor go (Prometheus knows that counters begin again)."""
    shutil.rmtree(map_(), ignore_errors=True)


@cache
def _tellers() -> Any:
    """The counters of this process. `prometheus_client` decides at its import whether it shares them: so late, and once."""
    map_().mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(map_())
    import prometheus_client as p

    return {
        "map": str(map_()),
        "verzoek": p.Histogram(
            "vindplaats_http_request_seconds", "Duration of requests", ["url", "method", "status"], buckets=EMMERS
        ),
        "vragen": p.Counter("vindplaats_http_queries", "Database queries of requests", ["url"]),
        "mislukt": p.Counter("vindplaats_login_failures", "Sign-in attempts that failed"),
    }


def tellers() -> Any:
    """The counters, made by one thread."""
    with _slot:
        return _tellers()


def tel_verzoek(url: str, methode: str, status: int, seconden: float, vragen: int) -> None:
    """Count one request."""
    if aan():
        tellers()["verzoek"].labels(url, methode, str(status)).observe(seconden)
        tellers()["vragen"].labels(url).inc(vragen)


def _mislukt(**kwargs: Any) -> None:
    if aan():
        tellers()["mislukt"].inc()


user_login_failed.connect(_mislukt, dispatch_uid="techniek.mislukt", weak=False)


def tekst() -> bytes:
    """Everything in the text format of Prometheus."""
    map_van = tellers()["map"]
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    register = CollectorRegistry()
    MultiProcessCollector(register, path=map_van)  # type: ignore[no-untyped-call]
    register.register(Huis())
    return bytes(generate_latest(register))


class Huis:
    """What is read at the moment of asking: queue, workers, disk, backup, log."""

    def describe(self) -> list[Any]:
        """Nothing to say beforehand: the names are ours."""
        return []

    def collect(self) -> Iterator[Any]:
        """The figures; without a database those that need none."""
        from prometheus_client.core import GaugeMetricFamily

        from .controle_werk import laatste_kopie

        schijf = shutil.disk_usage(settings.VAR)
        yield GaugeMetricFamily("vindplaats_disk_free_bytes", "Free room in VINDPLAATS_VAR", value=schijf.free)
        yield GaugeMetricFamily("vindplaats_disk_bytes", "Size of the disk of VINDPLAATS_VAR", value=schijf.total)
        kopie = laatste_kopie()
        if kopie:
            oud = (timezone.now() - kopie).total_seconds()
            yield GaugeMetricFamily("vindplaats_backup_age_seconds", "Age of the last backup", value=oud)
        try:
            uit_database = [*_werk(), *_log()]
        except DatabaseError:
            logger.exception("De database is weg; een deel van de cijfers ontbreekt")
            uit_database = []
        yield GaugeMetricFamily("vindplaats_database_up", "Can the database be read", value=1 if uit_database else 0)
        yield from uit_database


def _werk() -> Iterator[Any]:
    from django_tasks_db.models import DBTaskResult
    from prometheus_client.core import GaugeMetricFamily

    from vindplaats.kern.levensteken import levende_werkers
    from vindplaats.kern.taken import INGETROKKEN

    from .modellen import Uitgaand
    from .queries import aan_de_beurt, stand

    taken = GaugeMetricFamily("vindplaats_tasks", "Tasks on the queue and failed", labels=["task", "state"])
    rijen = DBTaskResult.objects.exclude(status="SUCCESSFUL").exclude(exception_class_path=INGETROKKEN).order_by()
    for pad, staat, aantal in rijen.values_list("task_path", "status").annotate(n=Count("pk")):
        taken.add_metric([pad, staat.lower()], aantal)
    yield taken
    wacht = GaugeMetricFamily(
        "vindplaats_task_waiting_since_seconds", "Since when the oldest due task waits", labels=["task"]
    )
    for pad, sinds in (
        DBTaskResult.objects.filter(aan_de_beurt()).order_by().values_list("task_path").annotate(s=Min("enqueued_at"))
    ):
        wacht.add_metric([pad], sinds.timestamp())
    yield wacht
    nu = stand()
    oudste = nu.oudste_wacht.total_seconds()
    yield GaugeMetricFamily("vindplaats_task_oldest_wait_seconds", "How long the oldest due task waits", value=oudste)
    yield GaugeMetricFamily("vindplaats_workers", "Workers alive", value=len(levende_werkers()))
    open_mail = Uitgaand.objects.filter(verzonden_op=None).count()
    yield GaugeMetricFamily("vindplaats_mail_waiting", "Mail that is not delivered yet", value=open_mail)


def _log() -> Iterator[Any]:
    from prometheus_client.core import GaugeMetricFamily

    from vindplaats.toegang import keten
    from vindplaats.toegang.models_keten import Wachtend

    yield GaugeMetricFamily("vindplaats_log_head", "Number of the last link of the log chain", value=keten.kop().nummer)
    wacht = Wachtend.objects.count()
    yield GaugeMetricFamily("vindplaats_log_unsealed", "Log rows that wait for their seal", value=wacht)
