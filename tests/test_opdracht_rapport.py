"""`./vindplaats verantwoording rapport`: files, sentences and exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vindplaats.opdrachten.app import voer_uit
from vindplaats.organisaties.models import Regio, Swv
from vindplaats.toegang.models import Gebeurtenis

MaakRapport = Callable[..., Any]


def _roep(naar: Path, *meer: str, jaar: str = "2023-2024") -> int:
    return voer_uit(["verantwoording", "rapport", "--schooljaar", jaar, "--uit", str(naar), *meer])


@pytest.mark.regel("VER-17")
@pytest.mark.parametrize("soort", ["pdf", "docx", "xlsx", "json"])
def test_bestand_van_een_verband(
    streek: Any, maak_rapport: MaakRapport, tmp_path: Path, soort: str, capsys: Any
) -> None:
    maak_rapport(stand="ingediend")
    naar = tmp_path / f"samen.{soort}"
    assert _roep(naar, "--swv", "po9901") == 0
    assert naar.stat().st_size > 500
    assert "1 van de 2 besturen heeft ingediend." in capsys.readouterr().out
    assert Gebeurtenis.objects.voor_taak("t").filter(naam="verantwoording.bundel_uitgevoerd").count() == 1


def test_zonder_swv_is_de_regio(streek: Any, maak_rapport: MaakRapport, tmp_path: Path) -> None:
    Swv.objects.all().update(regio=Regio.objects.create(naam="Zuidoost"))
    maak_rapport(stand="ingediend")
    assert _roep(tmp_path / "a.json") == 0
    uit = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert (uit["naam"], uit["swv"], uit["schooljaar"]) == ("Zuidoost samen", ["PO9901", "PO9902"], "2023-2024")


def test_geweigerd_met_een_zin(streek: Any, maak_rapport: MaakRapport, tmp_path: Path, capsys: Any) -> None:
    maak_rapport(stand="concept")
    assert _roep(tmp_path / "a.json", "--swv", "PO9901") == 1
    assert "nog geen verantwoording ingediend" in capsys.readouterr().err
    assert _roep(tmp_path / "a.json", "--swv", "PO0000") == 1
    assert "PO0000 is niet bekend. Bekend: PO9901, PO9902." in capsys.readouterr().err
    assert _roep(tmp_path / "a.json") == 1
    assert "Kies er een met --swv" in capsys.readouterr().err
    maak_rapport("99002", stand="ingediend")
    assert _roep(tmp_path / "er-niet" / "a.json", "--swv", "PO9901") == 1
    assert not (tmp_path / "a.json").exists()


def test_verkeerd_gebruik(tmp_path: Path, capsys: Any) -> None:
    assert _roep(tmp_path / "a.odt") == 2
    assert _roep(tmp_path / "a.pdf", jaar="vorig jaar") == 2
    assert voer_uit(["verantwoording", "rapport"]) == 2
    fouten = capsys.readouterr().err
    assert ".pdf, .docx, .xlsx of .json" in fouten
    assert "is geen schooljaar" in fouten


def test_hulp_is_nederlands(capsys: Any) -> None:
    assert voer_uit(["verantwoording", "rapport", "--help"]) == 0
    uit = capsys.readouterr().out
    assert "Maak de gezamenlijke verantwoording" in uit
    assert "--schooljaar" in uit
