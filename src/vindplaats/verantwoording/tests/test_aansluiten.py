"""Reconciling: differences are shown, never blocking; PM has no number; empty is not zero."""

import pytest

from vindplaats.verantwoording.rules import aansluiten, kenmerken, ontvangen_per_swv, som


@pytest.mark.regel("VER-07", "VER-15")
def test_vijfenzeventig_euro_verschil() -> None:
    ontvangen = {"terugploegregeling": {"PO9901": 13_238_000, "PO9902": 51_159_900, "PO9903": 39_959_600}}
    regels = [{"bedrag": b, "pm": False} for b in (25_000_000, 75_000_000, 4_350_000)]
    uitkomst = aansluiten(ontvangen, regels)
    assert (uitkomst.ontvangen, uitkomst.besteed, uitkomst.verschil) == (104_357_500, 104_350_000, 7_500)


@pytest.mark.regel("VER-16")
def test_pm_telt_niet_mee() -> None:
    uitkomst = aansluiten({"a": {"x": 100}}, [{"bedrag": 100, "pm": False}, {"bedrag": None, "pm": True}])
    assert (uitkomst.verschil, uitkomst.pm_regels, uitkomst.zonder_bedrag) == (0, 1, 0)


@pytest.mark.regel("VER-12")
def test_leeg_is_geen_nul() -> None:
    assert aansluiten({"a": {"x": None}}, []).verschil is None
    assert som([None, None]) is None
    assert som([0, None]) == 0
    assert ontvangen_per_swv({"a": {"x": 1, "y": None}, "b": {"x": 2}}) == {"x": 3, "y": None}


@pytest.mark.regel("VER-15")
def test_naast_wat_het_verband_toekende() -> None:
    uitkomst = aansluiten({"a": {"x": 100}}, None, {"a": {"x": 120, "y": 5}})
    assert [(v.wat, v.verschil) for v in uitkomst.toegekend] == [("a.x", -20), ("a.y", None)]
    assert [v.wat for v in uitkomst.afwijkend] == ["a.x"]


@pytest.mark.regel("VER-06")
def test_kenmerken() -> None:
    assert kenmerken(heeft_bao=True, heeft_sbo_so=False) == {"bao"}
    assert kenmerken(heeft_bao=False, heeft_sbo_so=False) == frozenset()
