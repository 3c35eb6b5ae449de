"""`./vindplaats verantwoording importeer`: proposals in the inbox, sentences and exit codes."""

from pathlib import Path
from typing import Any

from vindplaats.opdrachten.app import voer_uit
from vindplaats.verantwoording.models import Inboxstuk, Rapport
from vindplaats.verantwoording.tests.test_inlezen import VERSLAG


def _roep(*meer: str) -> int:
    return voer_uit(["verantwoording", "importeer", *meer])


def test_zet_voorstellen_in_de_inbox_en_geen_antwoorden(streek: Any, tmp_path: Path, capsys: Any) -> None:
    zonder_jaar = VERSLAG.replace("SCHOOLJAAR:    2023-2024\n", "")
    (tmp_path / "met.txt").write_text(VERSLAG, encoding="utf-8")
    (tmp_path / "zonder.txt").write_text(zonder_jaar, encoding="utf-8")
    paden = [str(tmp_path / "met.txt"), str(tmp_path / "zonder.txt")]
    assert _roep(*paden, "--swv", "po9901", "--schooljaar", "2022-2023") == 0
    stukken = {s.naam: s for s in Inboxstuk.objects.voor_taak("test")}
    assert {s.stand for s in stukken.values()} == {Inboxstuk.GELEZEN}
    assert {s.eigenaar for s in stukken.values()} == {"swv:PO9901"}
    assert (stukken["met.txt"].jaar, stukken["zonder.txt"].jaar) == (2023, 2022)
    assert not Rapport.objects.voor_taak("test").exists()
    assert "Kijk het na in de inbox." in capsys.readouterr().out


def test_geweigerd_met_een_zin(streek: Any, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Beste allemaal, hierbij de notulen.", encoding="utf-8")
    brief = str(tmp_path / "brief.txt")
    assert _roep(brief, "--swv", "PO1234") == 1
    assert _roep(brief) == 1
    assert _roep(str(tmp_path / "weg.txt"), "--swv", "PO9901") == 1
    assert not Inboxstuk.objects.voor_taak("test").exists()
    assert _roep(brief, "--swv", "PO9901") == 1
    assert Inboxstuk.objects.voor_taak("test").get().stand == Inboxstuk.GEWEIGERD
    assert _roep() == 2
