"""`organisaties laad` on the command line: looking, carrying through, exit codes, JSON, pipes."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from vindplaats.organisaties.models import Postcodegebied, School

from . import bestanden as b

pytestmark = pytest.mark.django_db
voer_uit = importlib.import_module("vindplaats.opdrachten.app").voer_uit  # a higher floor: only to drive it


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    (tmp_path / "regeling.csv").write_bytes(b.REGELING)
    (tmp_path / "bo.csv").write_bytes(b.duo_bo(b.bo_rij("98AB00"), b.bo_rij("ONZIN"), b.bo_rij("98AC00")))
    (tmp_path / "raar.csv").write_bytes(b"a;b\n1;2\n")
    return tmp_path


def laad(*argumenten: Any) -> int:
    return voer_uit(["organisaties", "laad", *map(str, argumenten)])


def test_looking_changes_nothing(map_: Path, capsys: Any) -> None:
    assert laad(map_ / "bo.csv", map_ / "regeling.csv") == 0
    tekst = capsys.readouterr().out
    assert "scholen: 2 nieuw" in tekst
    assert "regel 3: 'ONZIN' is geen vestigingscode" in tekst
    assert "nog niets gewijzigd" in tekst
    assert "\x1b[" not in tekst
    assert not School.objects.exists()


def test_carrying_through(map_: Path, capsys: Any) -> None:
    assert laad(map_ / "bo.csv", map_ / "regeling.csv", "--toepassen") == 0
    assert School.objects.count() == 2
    assert "Doorgevoerd" in capsys.readouterr().out
    assert laad(map_ / "bo.csv", map_ / "regeling.csv") == 0
    assert "Er verandert niets." in capsys.readouterr().out


def test_json_holds_every_row_that_could_not_be_used(map_: Path, capsys: Any) -> None:
    (map_ / "veel.csv").write_bytes(b.duo_bo(*(b.bo_rij(f"X{i}") for i in range(150))))
    assert laad(map_ / "veel.csv", "--json") == 0
    uit = json.loads(capsys.readouterr().out)
    assert uit["doorgevoerd"] is False
    assert len(uit["bestanden"][0]["problemen"]) == 150
    assert uit["bestanden"][0]["problemen"][0]["regel"] == 2
    assert laad(map_ / "veel.csv") == 0
    assert "en nog 130" in capsys.readouterr().out


def test_report_to_a_file(map_: Path, capsys: Any) -> None:
    assert laad(map_ / "bo.csv", "--meldingen", map_ / "uit.csv") == 0
    regels = (map_ / "uit.csv").read_text(encoding="utf-8").splitlines()
    assert regels[0] == "bestand;regel;overgeslagen;melding"
    assert regels[1].startswith("bo.csv;3;ja;")


def test_one_swv_only(map_: Path, capsys: Any) -> None:
    Postcodegebied.objects.create(pc4="6155", gemeente_naam="X", swv_po="PO9902")
    assert laad(map_ / "bo.csv", "--swv", "PO9901", "--toepassen") == 0
    assert not School.objects.exists()
    assert "horen bij een ander samenwerkingsverband" in capsys.readouterr().out


def test_refused_is_exit_code_1_with_a_sentence(map_: Path, capsys: Any) -> None:
    assert laad(map_ / "raar.csv", map_ / "regeling.csv", "--toepassen") == 1
    assert "wordt niet herkend" in capsys.readouterr().err
    assert Postcodegebied.objects.count() == 2
    assert laad(map_ / "bestaat-niet.csv") == 1
    assert "niet te lezen" in capsys.readouterr().err


def test_wrong_use_is_exit_code_2(map_: Path, capsys: Any) -> None:
    assert laad() == 2
    assert laad(map_ / "bo.csv", "--sluit-verdwenen") == 2
    assert laad(map_ / "bo.csv", "--swv", "onzin") == 2
    assert laad(map_ / "bo.csv", "--onbekend") == 2


def test_help_is_dutch(capsys: Any) -> None:
    assert voer_uit(["organisaties", "laad", "--help"]) == 0
    tekst = capsys.readouterr().out
    assert "--toepassen" in tekst
    assert "kijken" in tekst
