"""Work on somebody else's file happens in a limited child: time, memory, crashes, secrets, what comes back."""

import threading
import time
from pathlib import Path

import pytest

from vindplaats.documenten.veilig_uitvoeren import MB, Grenzen, UitvoerFout, Werkbank, veilig, veilig_alle
from vindplaats.documenten.weigering import Geweigerd

HIER = "vindplaats.documenten.tests.proefkonijnen:"
KRAP = Grenzen(geheugen=512 * MB, rekentijd=1, wachttijd=2.0, antwoord=2 * MB)


def test_result_and_large_arguments_come_through() -> None:
    assert veilig(HIER + "lengte", bytes(30 * MB)) == 30 * MB
    assert veilig(HIER + "echo", {"a": [1, None, "é", Path("x")]}) == {"a": [1, None, "é", Path("x")]}


def test_printing_does_not_disturb_the_answer() -> None:
    assert veilig(HIER + "praat", b"abc") == 3


def test_child_has_no_django() -> None:
    assert veilig(HIER + "heeft_django") is False


def test_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINDPLAATS_GEHEIM", "dit is geheim")
    monkeypatch.setenv("VINDPLAATS_DATABASE", "postgresql://wachtwoord@x/y")
    omgeving = veilig(HIER + "omgeving")
    assert not [n for n in omgeving if n.startswith("VINDPLAATS")]


@pytest.mark.parametrize(
    ("functie", "argument", "code"),
    [
        ("eet_geheugen", [900], "geheugen"),
        ("slaap", [20], "tijd"),
        ("reken_door", [], "tijd"),
        ("val_om", [], "gestopt"),
        ("breek", [], "fout"),
        ("veel", [3], "groot"),
    ],
)
def test_trouble_becomes_a_dutch_sentence(functie: str, argument: list[int], code: str) -> None:
    begin = time.monotonic()
    with pytest.raises(UitvoerFout) as fout:
        veilig(HIER + functie, *argument, grenzen=KRAP)
    assert fout.value.code == code
    assert fout.value.zin.endswith(".")
    assert "Error" not in fout.value.zin
    assert time.monotonic() - begin < 8


def test_own_exceptions_keep_their_sentence() -> None:
    with pytest.raises(Geweigerd) as fout:
        veilig(HIER + "weiger", "macro")
    assert fout.value.code == "macro"
    assert "macro" in fout.value.zin


def test_answer_can_not_run_code(tmp_path: Path) -> None:
    with pytest.raises(UitvoerFout):
        veilig(HIER + "kwaad", tmp_path / "gedaan")
    assert not (tmp_path / "gedaan").exists()


def test_only_own_functions_run() -> None:
    with pytest.raises(UitvoerFout):
        veilig("os:getpid")


def test_bench_keeps_its_child_and_renews_it_after_trouble() -> None:
    with Werkbank(KRAP) as bank:
        eerste = bank.doe(HIER + "nummer")
        assert bank.doe(HIER + "nummer") == eerste
        with pytest.raises(UitvoerFout):
            bank.doe(HIER + "val_om")
        assert bank.doe(HIER + "nummer") != eerste
        assert bank.piek_kb > 0


def test_bench_renews_its_child_after_a_number_of_jobs() -> None:
    with Werkbank(Grenzen(opdrachten=2)) as bank:
        nummers = [bank.doe(HIER + "nummer") for _ in range(4)]
    assert nummers[0] == nummers[1] != nummers[2] == nummers[3]


def test_child_that_grew_is_replaced() -> None:
    with Werkbank(Grenzen(piek_kb=60 * 1024)) as bank:
        eerste = bank.doe(HIER + "nummer")
        bank.doe(HIER + "eet_geheugen", 80)
        assert bank.doe(HIER + "nummer") != eerste


def test_batch_goes_on_after_a_bad_one() -> None:
    uit = dict(veilig_alle(HIER + "weiger", ["macro", "leeg"]))
    assert [f.code for f in uit.values()] == ["macro", "leeg"]


def test_works_from_a_thread() -> None:
    uit: list[int] = []
    draad = threading.Thread(target=lambda: uit.append(veilig(HIER + "lengte", b"ab")))
    draad.start()
    draad.join(20)
    assert uit == [2]
