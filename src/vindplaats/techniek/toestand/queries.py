"""Reads about work in the background. No personal data: names of tasks, states and moments."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult, get_date_max

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.levensteken import machine_van
from vindplaats.kern.taken import (
    INGETROKKEN,
    Herhaling,
    herhalingen,
    is_weigering,
    rooster,
    taakkennis,
    taaknaam,
    voortgang_van,
)
from vindplaats.toegang.wie import Wie

from . import rules


@dataclass(frozen=True)
class Stand:
    """How the queue is. `oudste_wacht`: how long the task that waits longest could have been running already."""

    wachtend: int
    later: int
    lopend: int
    mislukt: int
    mislukt_etmaal: int
    oudste_wacht: dt.timedelta


def aan_de_beurt() -> Q:
    """Tasks that may run now."""
    return Q(status="READY") & (Q(run_after=get_date_max()) | Q(run_after__lte=timezone.now()))


def stand() -> Stand:
    """The whole queue in two questions."""
    nu = timezone.now()
    mislukt = Q(status="FAILED") & ~Q(exception_class_path=INGETROKKEN)
    telling = DBTaskResult.objects.order_by().aggregate(
        wachtend=Count("pk", filter=aan_de_beurt()),
        klaargezet=Count("pk", filter=Q(status="READY")),
        lopend=Count("pk", filter=Q(status="RUNNING")),
        mislukt=Count("pk", filter=mislukt),
        etmaal=Count("pk", filter=mislukt & Q(finished_at__gte=nu - dt.timedelta(days=1))),
        sinds=Min("enqueued_at", filter=Q(status="READY", run_after=get_date_max())),
        sinds_later=Min("run_after", filter=Q(status="READY", run_after__lte=nu)),
    )
    begin = [moment for moment in (telling["sinds"], telling["sinds_later"]) if moment]
    return Stand(
        wachtend=telling["wachtend"], later=telling["klaargezet"] - telling["wachtend"], lopend=telling["lopend"],
        mislukt=telling["mislukt"], mislukt_etmaal=telling["etmaal"],
        oudste_wacht=max(nu - min(begin), dt.timedelta()) if begin else dt.timedelta(),
    )  # fmt: skip


@dataclass(frozen=True)
class Taakregel:
    """One task as a screen or the command shows it: no arguments, no texts of people."""

    pk: uuid.UUID
    naam: str
    stand: str
    organisatie: str
    sinds: dt.datetime
    volgende: dt.datetime | None
    werker: str
    poging: int
    pogingen: int
    waarom: str
    voortgang: tuple[int, int] | None = None

    @property
    def percentage(self) -> int | None:
        """How far, when the task tells."""
        return round(100 * self.voortgang[0] / self.voortgang[1]) if self.voortgang and self.voortgang[1] else None

    @property
    def kenmerk(self) -> str:
        """Short mark to name over the phone."""
        return str(self.pk)[:8]


@dataclass(frozen=True)
class Roosterregel:
    """A job of the timetable: how often, when it was last put on the queue, when it comes next."""

    naam: str
    elke: str
    laatste: dt.datetime | None
    volgende: dt.datetime
    stand: str


STANDEN = {"RUNNING": "loopt", "READY": "wacht", "FAILED": "mislukt", "SUCCESSFUL": "klaar"}
MEESTE = 300


def taken(*standen: str, eigen: frozenset[str] | None = None, met_zin: bool = False) -> list[Taakregel]:
    """Tasks in these states (RUNNING, READY, FAILED), at most 300, the newest failures first.

    `eigen`: only those of these organisations; None is for the host. `met_zin`: show the sentence of a refusal, which can
    name what it is about. One question per kind of task that tells whose it is, besides the list itself.
    """
    rijen = DBTaskResult.objects.filter(status__in=standen).order_by("-finished_at", "enqueued_at")
    if eigen is not None:
        bekend = [pad for pad, kennis in taakkennis.items() if kennis.van is not None]
        rijen = rijen.filter(task_path__in=bekend)
    lijst = list(rijen[: MEESTE * (4 if eigen is not None else 1)])
    van = _eigenaars(lijst)
    lijst = [rij for rij in lijst if eigen is None or van[rij.pk] in eigen][:MEESTE]
    ver = voortgang_van([str(rij.pk) for rij in lijst if rij.status == "RUNNING"])
    return [_regel(rij, van[rij.pk], ver.get(str(rij.pk)), met_zin) for rij in lijst]


def _eigenaars(lijst: list[Any]) -> dict[uuid.UUID, str]:
    """Whose each task is, '' for the house; one question per kind of task."""
    uit: dict[uuid.UUID, str] = dict.fromkeys((rij.pk for rij in lijst), "")
    per_pad: dict[str, list[Any]] = {}
    for rij in lijst:
        per_pad.setdefault(rij.task_path, []).append(rij)
    for pad, rijen in per_pad.items():
        kennis = taakkennis.get(pad)
        if kennis and kennis.van:
            sleutels = kennis.van([rij.args_kwargs for rij in rijen])
            uit.update(zip((rij.pk for rij in rijen), sleutels, strict=True))
    return uit


def _regel(rij: Any, organisatie: str, ver: tuple[int, int] | None, met_zin: bool) -> Taakregel:
    herhaling = herhalingen.get(rij.task_path) or Herhaling()
    ingetrokken = rij.exception_class_path == INGETROKKEN
    later = rij.run_after if rij.status == "READY" and rij.run_after != get_date_max() else None
    mis = rij.status == "FAILED" or (rij.status == "READY" and rij.worker_ids)
    return Taakregel(
        pk=rij.pk, naam=taaknaam(rij.task_path), stand="ingetrokken" if ingetrokken else STANDEN[rij.status],
        organisatie=organisatie,
        sinds=(rij.started_at if rij.status == "RUNNING" else rij.finished_at if rij.status == "FAILED" else None) or rij.enqueued_at,
        volgende=later if later and later > timezone.now() else None,
        werker=machine_van(rij.worker_ids[-1]) if rij.worker_ids and rij.status == "RUNNING" else "",
        poging=len(rij.worker_ids), pogingen=herhaling.pogingen,
        waarom=_waarom(rij, met_zin) if mis else "", voortgang=ver,
    )  # fmt: skip


def _waarom(rij: Any, met_zin: bool) -> str:
    soort = rij.exception_class_path
    geweigerd = bool(soort) and is_weigering(soort)
    try:
        eigen_zin = str(getattr(import_string(soort), "zin", "") or "") if soort else ""
    except ImportError:
        eigen_zin = ""
    if geweigerd and met_zin:
        eigen_zin = eigen_zin or rules.zin_van_weigering(rij.traceback)
    return rules.reden(
        soort, kenmerk=str(rij.pk)[:8], eigen_zin=eigen_zin, geweigerd=geweigerd, ingetrokken=soort == INGETROKKEN
    )


def eigen_taak(wie: Wie, pk: uuid.UUID) -> Taakregel:
    """One task of the own organisations. Raises NietGevonden for the house's and those of others."""
    rij = DBTaskResult.objects.filter(pk=pk).first()
    eigenaar = _eigenaars([rij])[pk] if rij else ""
    if rij is None or not eigenaar or eigenaar not in eigen_sleutels(wie):
        raise NietGevonden
    return _regel(rij, eigenaar, None, met_zin=True)


def eigen_sleutels(wie: Wie) -> frozenset[str]:
    """The organisations whose tasks this person sees."""
    return wie.bereik.alles | {wie.organisatie}


def roosterregels() -> list[Roosterregel]:
    """The timetable, soonest first: two questions whatever its length."""
    paden = [item.taak.module_path for item in rooster]
    rijen = DBTaskResult.objects.filter(task_path__in=paden).order_by()
    laatste = dict(rijen.values_list("task_path").annotate(m=Max("enqueued_at")))
    standen = dict(rijen.filter(enqueued_at__in=list(laatste.values())).values_list("task_path", "status"))
    nu = timezone.now()
    regels = [
        Roosterregel(
            taaknaam(item.taak.module_path), rules.elke(item.elke.total_seconds()), laatste.get(item.taak.module_path),
            max(laatste[item.taak.module_path] + item.elke, nu) if item.taak.module_path in laatste else nu,
            STANDEN.get(standen.get(item.taak.module_path, ""), "nog niet gedraaid"),
        )
        for item in rooster
    ]  # fmt: skip
    return sorted(regels, key=lambda r: (r.volgende, r.naam))
