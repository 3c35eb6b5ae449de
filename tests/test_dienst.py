"""The server as a service: several web processes, one set of figures, stopping and renewing without losing a request."""

import http.client
import os
import re
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connection, transaction

from tests.echt_huis import Huis, open_huis, wacht_op
from vindplaats.techniek.tests.test_machines import metingen, som

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
TOKEN = "een-heel-lang-token-123"


@pytest.fixture
def huis(transactional_db: None, tmp_path: Path) -> Iterator[Huis]:
    with open_huis(tmp_path) as huis:
        huis.omgeving["VINDPLAATS_METRICS_TOKEN"] = TOKEN
        yield huis


def webprocessen(server: Any) -> set[int]:
    """Process numbers of the web processes (not of multiprocessing's own helper)."""
    gevonden = set()
    for kind in psutil.Process(server.pid).children():
        try:
            if "spawn_main" in " ".join(kind.cmdline()):
                gevonden.add(kind.pid)
        except psutil.Error:  # it ended while we looked
            continue
    return gevonden


def luisterende(poort: int) -> set[str]:
    """The sockets that listen at this port, over all processes."""
    regels = [regel.split() for regel in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {regel[9] for regel in regels if regel[1].endswith(f":{poort:04X}") and regel[3] == "0A"}


@contextmanager
def bezoekers(huis: Huis, aantal: int) -> Iterator[tuple[list[int], list[str]]]:
    """People who keep asking for pages; gives what they got and what went wrong."""
    gekregen: list[int] = []
    mis: list[str] = []
    klaar = threading.Event()

    def vraag_door() -> None:
        while not klaar.is_set():
            try:
                gekregen.append(huis.vraag("GET", "/account/login/").status)
            except (OSError, http.client.HTTPException) as fout:
                mis.append(repr(fout))

    draden = [threading.Thread(target=vraag_door) for _ in range(aantal)]
    for draad in draden:
        draad.start()
    try:
        yield gekregen, mis
    finally:
        klaar.set()
        for draad in draden:
            draad.join(60)


def cijfers(huis: Huis) -> dict[Any, float]:
    return metingen(huis.vraag("GET", "/metrics", koppen={"Authorization": f"Bearer {TOKEN}"}).tekst)


def test_two_processes_count_together_and_are_renewed_without_losing_a_request(huis: Huis) -> None:
    server = huis.server("--processen", "2")
    wacht_op(lambda: len(webprocessen(server)) == 2, "twee webprocessen")
    eerst, sokken = webprocessen(server), luisterende(huis.poort)
    with bezoekers(huis, 3) as (gekregen, mis):
        wacht_op(lambda: len(gekregen) > 60, "verzoeken")
        os.kill(server.pid, signal.SIGHUP)
        wacht_op(
            lambda: len(webprocessen(server) - eerst) == 2 and not webprocessen(server) & eerst, "nieuwe processen"
        )
        sinds = len(gekregen)
        wacht_op(lambda: len(gekregen) > sinds + 30, "verzoeken na het vervangen")
    assert mis == []
    assert set(gekregen) == {200}
    assert luisterende(huis.poort) == sokken  # of a new one, who waited at the old one would have been reset
    assert len(sokken) == 2  # one each: the kernel divides the visitors
    geteld = som(cijfers(huis), "vindplaats_http_request_seconds_count", url="account_login", status="200")
    assert geteld >= len(gekregen)  # and those with which the server was awaited
    assert geteld - len(gekregen) <= 5
    pids = {re.search(r"_(\d+)\.db$", pad.name)[1] for pad in (huis.var / "metingen").glob("*.db")}  # type: ignore[index]
    assert len(pids) >= 2  # more than one process wrote its own file
    assert eerst & {int(pid) for pid in pids}
    server.terminate()
    assert server.wait(40) == 0
    assert webprocessen_weg(eerst)


def webprocessen_weg(pids: set[int]) -> bool:
    return not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids)


@contextmanager
def schrijven_op_slot() -> Iterator[Callable[[], None]]:
    """Somebody holds the table of the log: who wants to write waits. Gives how to let go."""
    if connection.vendor == "sqlite":
        ander = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
        ander.execute("BEGIN IMMEDIATE")
        los = ander.rollback
        try:
            yield los
        finally:
            ander.close()
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE toegang_gebeurtenis IN EXCLUSIVE MODE")
        yield lambda: connection.connection.rollback()


def test_stopping_finishes_the_request_at_hand_and_answers_who_was_let_in(huis: Huis) -> None:
    server = huis.server("--processen", "2")
    antwoorden: list[Any] = []

    def meld_verkeerd_aan() -> None:
        velden = {"login": "niemand@voorbeeld.example", "password": "fout"}
        try:
            antwoorden.append(huis.post("/account/login/", velden, "").status)
        except (OSError, http.client.HTTPException) as fout:
            antwoorden.append(repr(fout))

    verbonden = http.client.HTTPConnection("127.0.0.1", huis.poort, timeout=30)
    with schrijven_op_slot() as laat_los, closing(verbonden):
        verbonden.connect()
        draad = threading.Thread(target=meld_verkeerd_aan)
        draad.start()
        draad.join(2)
        assert antwoorden == []  # it is under way
        server.terminate()
        time.sleep(0.3)
        verbonden.request("GET", "/gezond/")  # who was let in before, and asks only now
        assert verbonden.getresponse().status == 200
        draad.join(1)
        assert server.poll() is None
        assert antwoorden == []
        laat_los()
        draad.join(30)
    assert antwoorden == [400]  # answered: "this address and password do not belong together"
    assert server.wait(40) == 0


def test_a_web_process_that_is_killed_is_replaced(huis: Huis) -> None:
    server = huis.server("--processen", "2")
    wacht_op(lambda: len(webprocessen(server)) == 2, "twee webprocessen")
    slachtoffer = min(webprocessen(server))
    wacht_op(lambda: psutil.Process(slachtoffer).num_threads() > 3, "een wakker proces")
    os.kill(slachtoffer, signal.SIGKILL)
    wacht_op(lambda: len(webprocessen(server) - {slachtoffer}) == 2, "een nieuw proces")
    assert huis.vraag("GET", "/gereed/").status == 200
