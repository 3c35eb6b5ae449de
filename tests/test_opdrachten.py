"""The command line as a person meets it: exit codes, Dutch, pipes, colours, speed of --help."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vindplaats.kern.opdracht import projectmap
from vindplaats.opdrachten.app import bouw, voer_uit

ENGELS = ("Usage", "Options", "Commands", "Arguments", "Show this message", "Error:", "[default", "Missing", "No such")


def start(*argumenten: str, **omgeving: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, without the settings of this test run."""
    schoon = {n: w for n, w in os.environ.items() if not n.startswith(("VINDPLAATS_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "vindplaats", *argumenten],
        capture_output=True,
        text=True,
        cwd=projectmap(),
        env=schoon | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)} | omgeving,
        timeout=120,
        check=False,
    )


def alle_opdrachten() -> list[tuple[str, ...]]:
    """Every command and group, as the words a person types."""
    gevonden: list[tuple[str, ...]] = []

    def loop(opdracht: object, woorden: tuple[str, ...]) -> None:
        for naam, onder in getattr(opdracht, "commands", {}).items():
            gevonden.append((*woorden, naam))
            loop(onder, (*woorden, naam))

    loop(bouw(), ())
    return [woorden for woorden in gevonden if woorden != ("manage",)]


@pytest.mark.parametrize("woorden", [(), *alle_opdrachten()], ids=" ".join)  # manage hands --help to Django
def test_help_is_dutch(woorden: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert voer_uit([*woorden, "--help"]) == 0
    tekst = capsys.readouterr().out
    assert "Gebruik: ./vindplaats" in tekst
    assert "Toon deze uitleg en stop." in tekst
    assert [woord for woord in ENGELS if woord in tekst] == []


@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [
        (["bestaatniet"], "De opdracht 'bestaatniet' bestaat niet"),
        (["serv"], "Bedoel je 'serve'?"),
        (["demo", "--poort"], "De optie --poort bestaat niet"),
        (["demo", "--port", "veel"], "dat is geen heel getal"),
        (["demo", "--port", "99999"], "hoogstens 65535"),
        (["demo", "--port"], "Achter --port hoort een waarde"),
        (["verantwoording", "lees"], "Er ontbreekt een gegeven: BESTAND"),
        (["regels", "te", "veel"], "Dit is te veel: te veel"),
    ],
)
def test_wrong_use_is_two_with_a_dutch_sentence(
    argumenten: list[str], zin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert voer_uit(argumenten) == 2
    fout = capsys.readouterr()
    assert zin in fout.err
    assert fout.out == ""
    assert [woord for woord in ENGELS if woord in fout.err] == []


def test_no_command_shows_help_and_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert voer_uit([]) == 2
    assert "Opdrachten" in capsys.readouterr().out


def test_refused_is_one_with_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert voer_uit(["verantwoording", "lees", str(tmp_path / "weg.docx")]) == 1
    assert "bestaat niet. Controleer de naam" in capsys.readouterr().err
    assert voer_uit(["verantwoording", "lees", str(tmp_path)]) == 1
    assert "is een map" in capsys.readouterr().err


def test_refused_file_says_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    kapot = tmp_path / "kapot.docx"
    kapot.write_bytes(b"PK\x03\x04 dit is geen document")
    assert voer_uit(["verantwoording", "lees", str(kapot)]) == 1
    assert capsys.readouterr().err.startswith("kapot.docx: ")


@pytest.mark.regel("VER-03")
def test_lees_prints_json_and_a_readable_page(capsys: pytest.CaptureFixture[str]) -> None:
    verslag = projectmap().parent / "shared" / "reports" / "smart-limburg-2023-2024.txt"
    if not verslag.is_file():
        pytest.skip("de map shared staat niet naast het project")
    assert voer_uit(["verantwoording", "lees", str(verslag), "--json"]) == 0
    gelezen = json.loads(capsys.readouterr().out)
    assert gelezen["schooljaar"] == "2023-2024"
    assert sum(regel["bedrag"] for regel in gelezen["bestedingen"]) == 81739
    assert voer_uit(["verantwoording", "lees", str(verslag)]) == 0
    leesbaar = capsys.readouterr().out
    assert "Schooljaar: 2023-2024" in leesbaar
    assert "81.739" in leesbaar


def test_help_starts_without_django_and_fast() -> None:
    code = "import sys; from vindplaats.opdrachten.app import voer_uit; voer_uit(['--help']); print('DJANGO', 'django' in sys.modules)"
    schoon = {n: w for n, w in os.environ.items() if not n.startswith(("VINDPLAATS_", "DJANGO_"))}
    uit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=projectmap(),
                         env=schoon | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})  # fmt: skip
    assert "DJANGO False" in uit.stdout


def test_no_colour_in_a_pipe_and_with_no_color() -> None:
    assert "\x1b[" not in start("--help").stdout
    assert "\x1b[" not in start("--help", NO_COLOR="1", TERM="xterm-256color").stdout


@pytest.mark.parametrize("opdracht", ["serve", "worker", "manage"])
def test_production_without_settings_fails_loudly(opdracht: str) -> None:
    uit = start(opdracht)
    assert uit.returncode == 2
    assert "VINDPLAATS_GEHEIM ontbreekt" in uit.stderr


def test_wrong_setting_is_named() -> None:
    uit = start("serve", VINDPLAATS_GEHEIM="x" * 40, VINDPLAATS_DATABASE="mysql://nee")
    assert uit.returncode == 2
    assert "VINDPLAATS_DATABASE" in uit.stderr
    assert "Traceback" not in uit.stderr


def test_serve_refuses_a_database_that_is_not_there_or_not_up_to_date(tmp_path: Path) -> None:
    eigen = {"VINDPLAATS_GEHEIM": "x" * 40, "VINDPLAATS_VAR": str(tmp_path)}
    leeg = start("serve", **eigen)
    assert leeg.returncode == 1
    assert "manage migrate" in leeg.stderr
    weg = start("serve", **eigen, VINDPLAATS_DATABASE="postgresql://nee:nee@127.0.0.1:1/nee")
    assert weg.returncode == 1
    assert "De database is niet te bereiken" in weg.stderr
    assert "Traceback" not in weg.stderr
