"""The list of rules, the tags on tests and the claims of rooms agree with each other."""

from pathlib import Path

import pytest

from vindplaats.kern import regels
from vindplaats.kern.opdracht import projectmap
from vindplaats.kern.registers import Regelclaim, regelclaims
from vindplaats.opdrachten.app import voer_uit
from vindplaats.opdrachten.regels import mappen_met_tests


def test_known_rules_have_a_short_label_and_a_source() -> None:
    bekend = regels.bekende_regels()
    assert len(bekend) > 300
    assert {"VER-07", "ORG-05", "Z-06", "T-14", "AVG-08"} <= set(bekend)
    for regel in bekend.values():
        assert 3 < len(regel.label) <= 90, regel
        assert regel.bron in {"domein", "wet"}


def test_labels_are_our_own_words() -> None:
    documenten = projectmap().parent / "shared" / "docs"
    if not documenten.is_dir():
        pytest.skip("de map shared staat niet naast het project")
    bron = " ".join((documenten / naam).read_text(encoding="utf-8") for naam in ("domain.md", "law.md"))
    plat = " ".join(bron.lower().split())
    overgenomen = [r.id for r in regels.bekende_regels().values() if len(r.label) > 45 and r.label.lower() in plat]
    assert overgenomen == []


def test_every_tag_on_a_test_is_a_known_rule() -> None:
    getagd = regels.tests_per_regel(mappen_met_tests(), projectmap())
    assert {regel: tests for regel, tests in getagd.items() if regel not in regels.bekende_regels()} == {}


def test_every_claim_is_known_and_has_a_test_or_a_reason() -> None:
    assert regels.onbekende_claims() == []
    getagd = regels.tests_per_regel(mappen_met_tests(), projectmap())
    zonder = [f"{c.kamer}: {c.regel}" for c in regels.claims() if not c.reden and c.regel not in getagd]
    assert zonder == []


def test_tags_are_found_on_functions_classes_modules_and_parameters(tmp_path: Path) -> None:
    (tmp_path / "test_iets.py").write_text(
        "import pytest\n"
        'pytestmark = [pytest.mark.regel("A-01")]\n'
        '@pytest.mark.regel("B-01", "B-02")\n'
        "def test_een(): ...\n"
        '@pytest.mark.regel("C-01")\n'
        "class TestKlas:\n"
        "    def test_twee(self): ...\n"
        '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.regel("D-01"))])\n'
        "def test_drie(x): ...\n"
        '@pytest.mark.regel("E-01")\n'
        "def hulp(): ...\n",
        encoding="utf-8",
    )
    gevonden = regels.tests_per_regel([tmp_path], tmp_path)
    assert gevonden["B-02"] == ["test_iets.py::test_een"]
    assert gevonden["C-01"] == ["test_iets.py::TestKlas::test_twee"]
    assert gevonden["D-01"] == ["test_iets.py::test_drie"]
    assert len(gevonden["A-01"]) == 3
    assert "E-01" not in gevonden


def test_tests_are_read_not_run(tmp_path: Path) -> None:
    (tmp_path / "test_gevaar.py").write_text("raise SystemExit\n", encoding="utf-8")
    assert regels.tests_per_regel([tmp_path], tmp_path) == {}


def test_command_prints_claims_and_refuses_an_unknown_room(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(regelclaims._items, "proef", Regelclaim("proef", {"ZB-01": "komt later", "ORG-05": ""}))
    assert voer_uit(["regels"]) == 0
    uit = capsys.readouterr().out
    assert "ZB-01\tproef\t" in uit
    assert "geen test: komt later" in uit
    assert voer_uit(["regels", "--open"]) == 0
    assert "ZB-01" in capsys.readouterr().out
    assert voer_uit(["regels", "--kamer", "zolder"]) == 1
    assert "bestaat niet. Kies uit" in capsys.readouterr().err
