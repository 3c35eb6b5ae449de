"""Terms and the calendar: only a term that is not statutory and says so looks at school holidays and closing days."""

import datetime as dt

import pytest

from vindplaats.kern.termijnen import SCHUIFT, TELLEN_NIET, dagen_tussen, einde
from vindplaats.procedures import rules
from vindplaats.procedures.tabel import Termijnsoort, Verlenging

BEGIN = dt.date(2025, 10, 6)
HERFST = {dt.date(2025, 10, d): "herfstvakantie" for d in range(11, 20)}


def test_zonder_afspraak_telt_de_kalender_niet() -> None:
    assert einde(BEGIN, weken=1, wettelijk=False, vrij=HERFST).laatste_dag == dt.date(2025, 10, 13)


@pytest.mark.parametrize("wijze", [SCHUIFT, TELLEN_NIET])
def test_een_wettelijke_termijn_volgt_alleen_de_wet(wijze: str) -> None:
    assert einde(BEGIN, weken=1, wettelijk=True, vrije_dagen=wijze, vrij=HERFST).laatste_dag == dt.date(2025, 10, 13)


def test_de_laatste_dag_schuift_door_en_zegt_waarom() -> None:
    uit = einde(BEGIN, weken=1, wettelijk=False, vrije_dagen=SCHUIFT, vrij=HERFST)
    assert uit.laatste_dag == dt.date(2025, 10, 20)
    assert "herfstvakantie" in uit.uitleg[-1]


def test_vrije_dagen_tellen_niet_mee() -> None:
    uit = einde(BEGIN, weken=1, wettelijk=False, vrije_dagen=TELLEN_NIET, vrij=HERFST)
    assert uit.laatste_dag == dt.date(2025, 10, 22)
    assert "Niet meegeteld: 9 dagen (herfstvakantie)." in uit.uitleg
    assert dagen_tussen(BEGIN, uit.laatste_dag, HERFST) == 7


def test_de_regel_van_de_procedure_geeft_de_kalender_door() -> None:
    soort = Termijnsoort("t", "T", weken=1, vrije_dagen=TELLEN_NIET, verlenging=Verlenging(("directeur_swv",), 7))
    assert rules.bereken(soort, BEGIN, vrij=HERFST).laatste_dag == dt.date(2025, 10, 22)
    assert rules.bereken(soort, BEGIN).laatste_dag == dt.date(2025, 10, 13)
    grens = rules.hoogstens(soort, BEGIN, dt.date(2025, 10, 22), 0, 0, HERFST)
    assert grens is not None
    assert grens.laatste_dag == dt.date(2025, 10, 29)
    los = Termijnsoort("t", "T", instelling="dagen", vrije_dagen=SCHUIFT)
    uit = rules.bereken(los, BEGIN, instellingen=[rules.Instelling("PO9901", None, 7)], vrij=HERFST)
    assert uit.laatste_dag == dt.date(2025, 10, 20)
