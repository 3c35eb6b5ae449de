"""Terms against the fixtures of law.md section 10."""

import datetime as dt

import pytest

from vindplaats.kern.termijnen import einde, feestdagen, is_werkdag, pasen


@pytest.mark.parametrize(
    ("vanaf", "weken", "laatste"),
    [
        (dt.date(2025, 10, 6), 6, dt.date(2025, 11, 17)),
        (dt.date(2025, 10, 6), 10, dt.date(2025, 12, 15)),
        (dt.date(2025, 11, 13), 6, dt.date(2025, 12, 29)),
        (dt.date(2025, 12, 29), 12, dt.date(2026, 3, 23)),
    ],
)
@pytest.mark.regel("ZP-03", "ZP-04", "T-14", "T-15")
def test_einde_volgt_de_algemene_termijnenwet(vanaf: dt.date, weken: int, laatste: dt.date) -> None:
    assert einde(vanaf, weken=weken).laatste_dag == laatste


def test_lange_termijn_wordt_niet_verlengd() -> None:
    assert einde(dt.date(2025, 12, 29), weken=18).laatste_dag == dt.date(2026, 5, 4)
    assert einde(dt.date(2025, 5, 4), weken=13).laatste_dag.weekday() == 6


def test_uitleg_noemt_waarom_er_verlengd_is() -> None:
    uitkomst = einde(dt.date(2025, 11, 13), weken=6)
    assert "Eerste Kerstdag" in uitkomst.uitleg[-1]
    assert "29-12-2025" in uitkomst.uitleg[-1]


def test_feestdagen() -> None:
    assert pasen(2026) == dt.date(2026, 4, 5)
    assert feestdagen(2025)[dt.date(2025, 4, 26)] == "Koningsdag"
    assert not is_werkdag(dt.date(2026, 5, 14))
    assert is_werkdag(dt.date(2026, 5, 15))
