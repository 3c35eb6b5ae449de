"""Addresses for machines: alive without anything, ready only when it is so, figures only with the token."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from vindplaats.kern.tests import taken_proef
from vindplaats.techniek.toestand import controle_werk, views

TOKEN = "een-heel-lang-token-123"


@pytest.fixture
def met_token(settings: Any) -> dict[str, str]:
    settings.METRICS_TOKEN = TOKEN
    return {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


def metingen(tekst: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every figure by name and labels; raises when the text is not valid."""
    from prometheus_client.parser import text_string_to_metric_families

    return {
        (punt.name, tuple(sorted(punt.labels.items()))): punt.value
        for familie in text_string_to_metric_families(tekst)
        for punt in familie.samples
    }


def som(cijfers: dict[Any, float], naam: str, **labels: str) -> float:
    return sum(w for (n, punt), w in cijfers.items() if n == naam and labels.items() <= dict(punt).items())


def test_alive_asks_no_database_no_host_and_no_https(client: Client, settings: Any) -> None:
    """Without the mark `django_db`: any question to the database would fail this test."""
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["vindplaats.example"]
    antwoord = client.get("/gezond/", HTTP_HOST="10.1.2.3:8000")
    assert (antwoord.status_code, antwoord.json()) == (200, {"gezond": True})
    assert client.post("/gezond/").status_code == 405


@pytest.mark.django_db
def test_ready_when_all_is_there(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECURE_SSL_REDIRECT = True
    monkeypatch.setattr(views, "_bijgewerkt", [False])
    antwoord = client.get("/gereed/", HTTP_HOST="10.1.2.3")
    assert antwoord.status_code == 200
    assert antwoord.json() == {"gereed": True, "database": True, "migraties": True, "wachtrij": True}


@pytest.mark.django_db
def test_not_ready_with_an_open_migration_and_ready_after_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_bijgewerkt", [False])
    laatste = [max(MigrationLoader(connection).graph.leaf_nodes("techniek"))[1]]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'techniek' AND name = %s", laatste)
    antwoord = client.get("/gereed/")
    assert antwoord.status_code == 503
    assert antwoord.json() == {"gereed": False, "database": True, "migraties": False, "wachtrij": True}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('techniek', %s, %s)", [*laatste, timezone.now()]
        )
    assert client.get("/gereed/").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_a_database_and_without_a_queue(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_bijgewerkt", [True])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_tasks_database_dbtaskresult RENAME TO weg")
    assert client.get("/gereed/").json() == {"gereed": False, "database": True, "migraties": True, "wachtrij": False}

    def weg(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("server closed the connection")

    monkeypatch.setattr(type(connection._connections[connection._alias]), "cursor", weg)
    antwoord = client.get("/gereed/")
    assert (antwoord.status_code, antwoord.json()["database"]) == (503, False)
    assert b"server closed" not in antwoord.content


def test_figures_do_not_exist_without_the_setting(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    for koppen in ({}, {"HTTP_AUTHORIZATION": "Bearer "}, {"HTTP_AUTHORIZATION": "Bearer"}):
        assert client.get("/metrics", **koppen).status_code == 404


@pytest.mark.parametrize("kop", ["", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer é"])
def test_figures_only_with_the_whole_token(client: Client, met_token: dict[str, str], kop: str) -> None:
    antwoord = client.get("/metrics", HTTP_AUTHORIZATION=kop)
    assert antwoord.status_code == 401
    assert antwoord["WWW-Authenticate"] == "Bearer"


@pytest.mark.django_db
def test_figures_are_valid_text_and_count_what_happened(
    client: Client, met_token: dict[str, str], streek: Any, client_als: Any
) -> None:
    voor = metingen(client.get("/metrics", **met_token).content.decode())
    beheerder = client_als("functioneel_beheerder", "swv:PO9901")
    for _ in range(3):
        beheerder.get("/organisaties/?q=Jansen")
    client.get("/bestaat/niet/")
    client.post("/account/login/", {"login": "sanne@voorbeeld.example", "password": "fout"})
    taken_proef.goed.enqueue(nummer=1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(minutes=10))
    controle_werk.kopie_gemaakt()
    antwoord = client.get("/metrics", **met_token)
    assert antwoord["Content-Type"].startswith("text/plain; version=0.0.4")
    tekst = antwoord.content.decode()
    na = metingen(tekst)
    lijst = {"url": "organisaties:scholen", "method": "GET", "status": "200"}
    naam = "vindplaats_http_request_seconds_count"
    assert som(na, naam, **lijst) - som(voor, naam, **lijst) == 3
    assert som(na, naam, url="onbekend", status="404") - som(voor, naam, url="onbekend", status="404") == 1
    assert som(na, "vindplaats_http_request_seconds_bucket", **lijst, le="+Inf") >= 3
    assert som(na, "vindplaats_http_queries_total", url="organisaties:scholen") > 0
    mislukt = "vindplaats_login_failures_total"
    assert som(na, mislukt) - som(voor, mislukt) == 1
    assert som(na, "vindplaats_tasks", task=taken_proef.goed.module_path, state="ready") == 1
    assert som(na, "vindplaats_task_oldest_wait_seconds") > 590
    assert som(na, "vindplaats_workers") == 0
    assert som(na, "vindplaats_disk_free_bytes") > 0
    assert 0 <= som(na, "vindplaats_backup_age_seconds") < 60
    assert som(na, "vindplaats_database_up") == 1
    assert ("vindplaats_log_head", ()) in na
    assert "jansen" not in tekst.lower()
    assert "sanne" not in tekst.lower()


def test_short_token_stops_the_start(tmp_path: Path) -> None:
    from .test_controle import draai

    uit = draai(VINDPLAATS_GEHEIM="x" * 40, VINDPLAATS_VAR=str(tmp_path), VINDPLAATS_METRICS_TOKEN="kort")
    assert uit.returncode == 2
    assert "VINDPLAATS_METRICS_TOKEN is te kort" in uit.stderr
    uit = draai(VINDPLAATS_GEHEIM="x" * 40, VINDPLAATS_VAR=str(tmp_path), VINDPLAATS_LOGVORM="volledig")
    assert uit.returncode == 2
    assert "VINDPLAATS_LOGVORM" in uit.stderr
