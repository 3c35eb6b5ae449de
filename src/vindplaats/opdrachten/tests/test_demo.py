"""`demo` as a person starts it: prepares once, keeps what was done, begins again on request, refuses with a sentence."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vindplaats.kern.opdracht import projectmap

Draai = Callable[..., "subprocess.CompletedProcess[str]"]


def omgeving(map_: Path) -> dict[str, str]:
    schoon = {n: w for n, w in os.environ.items() if not n.startswith(("VINDPLAATS_", "DJANGO_"))}
    return schoon | {"VINDPLAATS_VAR": str(map_), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


def start(map_: Path, *argumenten: str) -> "subprocess.CompletedProcess[str]":
    opdracht = [sys.executable, "-m", "vindplaats", *argumenten]
    return subprocess.run(opdracht, env=omgeving(map_), cwd=projectmap(), text=True, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=280, check=False)  # fmt: skip


@pytest.fixture(scope="module")
def klaar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that was prepared once; the tests below use copies of nothing, in one order-free way: they only add."""
    map_ = tmp_path_factory.mktemp("demo")
    uit = start(map_, "demo", "--no-serve")
    assert uit.returncode == 0, uit.stderr
    assert "De demo staat klaar" in uit.stderr
    return map_


def database(map_: Path) -> sqlite3.Connection:
    return sqlite3.connect(map_ / "vindplaats.sqlite3")


def test_second_start_does_nothing_twice_and_keeps_what_was_done(klaar: Path) -> None:
    with database(klaar) as db:
        db.execute(
            "UPDATE organisaties_school SET naam = 'Zelf veranderd' WHERE rowid = (SELECT min(rowid) FROM organisaties_school)"
        )
        stappen = db.execute("SELECT count(*) FROM demo_stap").fetchone()[0]
    assert stappen >= 2
    uit = start(klaar, "demo", "--no-serve")
    assert uit.returncode == 0
    assert "demo:" not in uit.stderr
    with database(klaar) as db:
        assert db.execute("SELECT count(*) FROM organisaties_school WHERE naam = 'Zelf veranderd'").fetchone()[0] == 1
        assert db.execute("SELECT count(*) FROM demo_stap").fetchone()[0] == stappen


def test_secret_is_made_once_and_only_readable_by_the_owner(klaar: Path) -> None:
    geheim = klaar / "geheim"
    assert geheim.stat().st_mode & 0o077 == 0
    voor = geheim.read_text(encoding="utf-8")
    assert len(voor) >= 32
    start(klaar, "demo", "--no-serve")
    assert geheim.read_text(encoding="utf-8") == voor


def test_other_commands_use_the_demo_when_nothing_else_is_set(klaar: Path) -> None:
    uit = start(klaar, "check")
    assert uit.returncode == 0, uit.stdout + uit.stderr
    assert "Ik werk met de demo" in uit.stderr
    assert "migraties\tgoed" in uit.stdout


def test_reset_begins_again(tmp_path: Path) -> None:
    (tmp_path / "bestanden").mkdir()
    (tmp_path / "bestanden" / "oud.txt").write_text("weg ermee", encoding="utf-8")
    uit = start(tmp_path, "demo", "--no-serve", "--reset", "--ja")
    assert uit.returncode == 0, uit.stderr
    assert not (tmp_path / "bestanden" / "oud.txt").exists()
    assert (tmp_path / "vindplaats.sqlite3").is_file()


def test_port_in_use_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]
        uit = start(tmp_path, "demo", "--port", str(poort))
    assert uit.returncode == 1
    assert f"Poort {poort} is al in gebruik" in uit.stderr
    assert not (tmp_path / "vindplaats.sqlite3").exists()


@pytest.fixture
def lopend(klaar: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """A running demo on a free port."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    opdracht = [sys.executable, "-u", "-m", "vindplaats", "demo", "--port", str(poort)]
    with subprocess.Popen(opdracht, env=omgeving(klaar), cwd=projectmap(), text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL) as proces:  # fmt: skip
        try:
            assert wacht_op(lambda: status(poort) == 200, 120), "de demo geeft geen antwoord"
            yield proces, poort
        finally:
            if proces.poll() is None:
                proces.send_signal(signal.SIGTERM)
                proces.communicate(timeout=30)


def status(poort: int) -> int:
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=5)
    try:
        verbinding.request("GET", "/gezond/")
        return verbinding.getresponse().status
    except OSError:
        return 0
    finally:
        verbinding.close()


def wacht_op(voorwaarde: Callable[[], bool], seconden: float) -> bool:
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        if voorwaarde():
            return True
        time.sleep(0.2)
    return False


def test_running_demo_answers_tells_its_address_and_stops_cleanly(
    lopend: tuple["subprocess.Popen[str]", int], klaar: Path
) -> None:
    proces, poort = lopend
    tweede = start(klaar, "demo", "--no-serve")
    assert tweede.returncode == 1
    assert f"De demo draait al (http://127.0.0.1:{poort}/" in tweede.stderr
    time.sleep(1)
    proces.send_signal(signal.SIGINT)
    uit, _ = proces.communicate(timeout=30)
    assert proces.returncode == 0
    assert f"De demo draait: http://127.0.0.1:{poort}/" in uit
    assert "Wat je deed, blijft bewaard" in uit
    assert wacht_op(lambda: status(poort) == 0, 10)


def test_kill_9_of_the_demo_leaves_no_processes_behind(lopend: tuple["subprocess.Popen[str]", int]) -> None:
    import psutil

    proces, poort = lopend
    kinderen = psutil.Process(proces.pid).children(recursive=True)
    assert len(kinderen) >= 2
    os.kill(proces.pid, signal.SIGKILL)
    _, levend = psutil.wait_procs(kinderen, timeout=30)
    assert levend == []
    assert status(poort) == 0
