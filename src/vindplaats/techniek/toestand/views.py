"""Addresses for machines: alive, ready, figures. They answer before sessions, hosts and https are looked at."""

import hmac
import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from vindplaats.toegang.deur import openbaar

from . import meters

logger = logging.getLogger("vindplaats.gereed")
TEKSTVORM = "text/plain; version=0.0.4; charset=utf-8"
_bijgewerkt = [False]  # once true it stays so: this process has the code it has


@openbaar
@require_safe
def gezond(request: HttpRequest) -> HttpResponse:
    """Liveness: this process answers. Asks nothing of anybody else."""
    return _nooit_bewaren(JsonResponse({"gezond": True}))


@openbaar
@require_safe
def gereed(request: HttpRequest) -> HttpResponse:
    """Readiness: the database answers, its tables are those of this version, and work can be queued. 503 when not."""
    stand = {"database": False, "migraties": False, "wachtrij": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        stand["database"] = True
        stand["migraties"] = _is_bijgewerkt()
        DBTaskResult.objects.order_by().values_list("pk", flat=True).first()
        stand["wachtrij"] = True
    except DatabaseError:
        logger.exception("Nog niet gereed")
    goed = all(stand.values())
    return _nooit_bewaren(JsonResponse({"gereed": goed, **stand}, status=200 if goed else 503))


def _is_bijgewerkt() -> bool:
    if not _bijgewerkt[0]:
        uitvoerder = MigrationExecutor(connection)
        _bijgewerkt[0] = not uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes())
    return _bijgewerkt[0]


@openbaar
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for who has the token; without that setting this address does not exist."""
    if not settings.METRICS_TOKEN:
        return _nooit_bewaren(HttpResponse("Niet gevonden.\n", status=404, content_type="text/plain; charset=utf-8"))
    gegeven = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(gegeven, f"Bearer {settings.METRICS_TOKEN}".encode()):
        antwoord = HttpResponse("Geef het token mee.\n", status=401, content_type="text/plain; charset=utf-8")
        antwoord["WWW-Authenticate"] = "Bearer"
        return _nooit_bewaren(antwoord)
    return _nooit_bewaren(HttpResponse(meters.tekst(), content_type=TEKSTVORM))


def _nooit_bewaren(antwoord: HttpResponse) -> HttpResponse:
    antwoord["Cache-Control"] = "no-store"
    return antwoord
