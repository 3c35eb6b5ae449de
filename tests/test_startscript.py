"""The start script without a network: it tries what it finds, says in Dutch what to do, and starts at once when ready."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vindplaats.kern.opdracht import projectmap

SCRIPT = next(p for p in (projectmap() / "vindplaats", projectmap() / "start" / "vindplaats.sh") if p.is_file())
NODIG = (
    "bash",
    "dirname",
    "readlink",
    "cat",
    "cut",
    "tr",
    "id",
    "mkdir",
    "rm",
    "sleep",
    "tail",
    "sed",
    "sha256sum",
    "env",
)


@pytest.fixture
def kaal(tmp_path: Path) -> dict[str, str]:
    """An environment with the ordinary tools of a machine, but no Python and no uv; home is empty."""
    bak = tmp_path / "bin"
    bak.mkdir()
    for naam in NODIG:
        (bak / naam).symlink_to(str(shutil.which(naam)))
    (tmp_path / "huis").mkdir()
    return {
        "PATH": str(bak),
        "HOME": str(tmp_path / "huis"),
        "TMPDIR": str(tmp_path),
        "VINDPLAATS_OMGEVING": str(tmp_path / "omgeving"),
        "PYENV_ROOT": str(tmp_path / "pyenv"),
    }


def start(omgeving: dict[str, str], *argumenten: str, waar: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["bash", str(SCRIPT), *argumenten], env=omgeving, cwd=waar or projectmap(), text=True,
                          capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=False)  # fmt: skip


def shim(pad: Path, inhoud: str) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text(f"#!/usr/bin/env bash\n{inhoud}\n", encoding="utf-8")
    pad.chmod(0o755)


def met_systeem_python() -> bool:
    """Whether a good Python stands in a place that the script looks at whatever the PATH says."""
    plekken = [
        Path(map_) / naam
        for map_ in ("/usr/local/bin", "/opt/homebrew/bin")
        for naam in ("python3.13", "python3.12", "python3")
    ]
    return any(plek.exists() for plek in plekken)


def test_without_a_python_it_says_what_to_do(kaal: dict[str, str], tmp_path: Path) -> None:
    shim(tmp_path / "bin" / "python3.13", "echo 'not found' >&2; exit 127")  # a shim that lies
    shim(tmp_path / "bin" / "python3", "exit 1")  # too old
    uit = start(kaal, "--help")
    if met_systeem_python() and uit.returncode == 0:
        return
    assert uit.returncode == 1
    assert "er is geen Python 3.12 of nieuwer gevonden die werkt" in uit.stderr
    assert "VINDPLAATS_PYTHON=" in uit.stderr
    assert uit.stdout == ""


def test_a_python_without_venv_is_named(kaal: dict[str, str], tmp_path: Path) -> None:
    shim(tmp_path / "bin" / "python3.12", 'case "$2" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac')
    uit = start(kaal, "--help")
    if met_systeem_python() and "python3-venv" not in uit.stderr:
        return
    assert uit.returncode == 1
    assert "apt install python3-venv" in uit.stderr


def test_failing_step_keeps_its_output_and_gives_advice(kaal: dict[str, str], tmp_path: Path) -> None:
    shim(tmp_path / "bin" / "python3.13", 'case "$1" in -m) echo "schijf vol"; exit 1 ;; *) exit 0 ;; esac')
    uit = start(kaal, "--help")
    assert uit.returncode == 1
    assert "schijf vol" in uit.stderr
    assert "is niet gelukt" in uit.stderr
    assert "Daarna kun je dezelfde opdracht opnieuw geven" in uit.stderr


def test_versions_of_pyenv_are_found_when_shims_fail(kaal: dict[str, str], tmp_path: Path) -> None:
    shim(tmp_path / "bin" / "python3.13", "exit 127")
    shim(
        tmp_path / "pyenv" / "versions" / "3.13.0" / "bin" / "python3.13",
        'case "$1" in -m) exit 1 ;; *) exit 0 ;; esac',
    )
    uit = start(kaal, "--help")
    assert f"omgeving maken met {tmp_path}/pyenv/versions/3.13.0/bin/python3.13" in uit.stderr


def test_uv_that_does_not_start_is_not_used(kaal: dict[str, str], tmp_path: Path) -> None:
    shim(tmp_path / "bin" / "uv", "exit 1")
    shim(tmp_path / "bin" / "python3.13", 'case "$1" in -m) exit 1 ;; *) exit 0 ;; esac')
    uit = start(kaal, "--help")
    assert "met uv" not in uit.stderr
    assert "omgeving maken met" in uit.stderr


def test_uv_fetches_a_python_where_none_fits(kaal: dict[str, str], tmp_path: Path) -> None:
    shim(tmp_path / "bin" / "uv", 'echo "$@" >> "$HOME/uv.log"; case "$1" in --version) exit 0 ;; *) exit 1 ;; esac')
    uit = start(kaal, "--help")
    assert uit.returncode == 1
    gevraagd = (tmp_path / "huis" / "uv.log").read_text(encoding="utf-8")
    if not met_systeem_python():
        assert "een Python halen met uv" in uit.stderr
        assert "--python >=3.12" in gevraagd
    assert "venv --quiet --no-project" in gevraagd


def stempel(omgeving: dict[str, str], soort: str = "dev") -> None:
    """Make it look as if the environment was built with today's lock."""
    venv = Path(omgeving["VINDPLAATS_OMGEVING"])
    (venv / "bin").mkdir(parents=True)
    shim(venv / "bin" / "python", f'exec "{sys.executable}" "$@"')
    import hashlib

    som = hashlib.sha256((projectmap() / "requirements" / f"{soort}.txt").read_bytes()).hexdigest()
    (venv / ".vindplaats").write_text(f"{soort} 1 {som} \n", encoding="utf-8")


def test_ready_environment_starts_at_once_from_any_folder(kaal: dict[str, str], tmp_path: Path) -> None:
    stempel(kaal)
    uit = start(kaal | {"PYTHONPATH": ""}, "--versie", waar=tmp_path)
    assert uit.returncode == 0, uit.stderr
    assert uit.stdout.startswith("Vindplaats ")
    assert uit.stderr == ""


def test_a_file_in_the_folder_of_the_person_cannot_take_the_place_of_a_library(
    kaal: dict[str, str], tmp_path: Path
) -> None:
    stempel(kaal)
    (tmp_path / "typer.py").write_text("raise SystemExit('verkeerde')", encoding="utf-8")
    assert start(kaal, "--versie", waar=tmp_path).returncode == 0


def test_through_a_link_it_finds_its_project(kaal: dict[str, str], tmp_path: Path) -> None:
    stempel(kaal)
    link = tmp_path / "elders"
    link.symlink_to(SCRIPT)
    uit = subprocess.run(
        ["bash", str(link), "--versie"], env=kaal, cwd=tmp_path, text=True, capture_output=True, check=False
    )
    assert uit.returncode == 0, uit.stderr


def test_changed_lock_is_installed_again(kaal: dict[str, str], tmp_path: Path) -> None:
    stempel(kaal)
    venv = Path(kaal["VINDPLAATS_OMGEVING"])
    (venv / ".vindplaats").write_text("dev 1 andere-som \n", encoding="utf-8")
    shim(venv / "bin" / "python", 'case "$*" in *"pip install"*) echo "geen net"; exit 1 ;; *) exit 0 ;; esac')
    uit = start(kaal, "--versie")
    assert uit.returncode == 1
    assert "pakketbron" in uit.stderr
    assert not (venv / ".vindplaats").exists()  # the next start tries again


def test_exit_code_and_pipe_pass_through(kaal: dict[str, str]) -> None:
    stempel(kaal)
    assert start(kaal, "bestaatniet").returncode == 2
    assert os.linesep not in start(kaal, "bestaatniet").stdout


def test_prepare_only_knows_one_option(kaal: dict[str, str]) -> None:
    stempel(kaal)
    assert start(kaal, "omgeving", "--dev").returncode == 0
    assert start(kaal, "omgeving", "--anders").returncode == 2
