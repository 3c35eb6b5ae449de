"""The figures of the account: every code the reader proposes is declared, and says how it comes about."""

from pathlib import Path

import pytest

from vindplaats.indicatoren.declaratie import Indicator, laad
from vindplaats.verantwoording.lezer import feiten_woorden

BESTAND = Path(__file__).resolve().parents[1] / "indicatoren.yaml"


def cijfers() -> dict[str, Indicator]:
    return {i.code: i for i in laad(BESTAND).indicatoren}


@pytest.mark.regel("VER-05", "C-15")
def test_elk_cijfer_dat_de_lezer_voorstelt_is_gedeclareerd() -> None:
    assert set(feiten_woorden.INDICATOREN) <= set(cijfers())
    assert {"ontvangen", "besteed"} <= set(cijfers())


@pytest.mark.regel("C-09")
def test_ankerpunt_4_heeft_geen_score_en_geen_cijfer_heeft_een_norm_van_huis_uit() -> None:
    assert "ankerpunt_4_score" not in cijfers()
    assert "norm" not in BESTAND.read_text(encoding="utf-8").split("indicatoren:", 1)[1].lower().split()


@pytest.mark.regel("KPI-01")
def test_elk_ingevoerd_cijfer_heeft_methode_frequentie_en_bron() -> None:
    ingevoerd = [i for i in cijfers().values() if i.soort == "hand"]
    assert len(ingevoerd) > 35
    assert all(i.hand and i.hand.methode and i.hand.frequentie and i.hand.bron for i in ingevoerd)


def test_aantal_en_deel_zijn_twee_cijfers() -> None:
    assert dict(cijfers()["doublures"].anders) == {"leerlingen": "doublures_aantal"}
    assert cijfers()["doublures_aantal"].eenheid == "leerlingen"
