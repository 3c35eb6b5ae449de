"""The sums: together, difference, small cells, words."""

from decimal import Decimal as D  # noqa: N817
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.indicatoren import rules
from vindplaats.indicatoren.declaratie import laad_tekst
from vindplaats.indicatoren.rules import Waarneming
from vindplaats.indicatoren.tests.fabriek import TEKST

SOORT = {i.code: i for i in laad_tekst(TEKST).indicatoren}
AANTAL, DEEL, GELD = SOORT["proef_over_aantal"], SOORT["proef_over"], SOORT["proef_geld"]


def w(naam: str, waarde: Any, **extra: Any) -> Waarneming:
    velden = {k: D(str(v)) if k in {"teller", "noemer"} else v for k, v in extra.items()}
    return Waarneming(naam, 2023, None if waarde is None else D(str(waarde)), **velden)


@pytest.mark.regel("VER-12", "VER-17")
def test_niets_gemeten_is_niet_nul() -> None:
    leeg = rules.tel_samen(AANTAL, [w("a", None)], 3)
    assert (leeg.waarde, leeg.n, leeg.van) == (None, 0, 3)
    nul = rules.tel_samen(AANTAL, [w("a", 0), w("b", None)], 3)
    assert (nul.waarde, nul.n) == (D(0), 1)


def test_som_met_minder_dan_is_minder_dan() -> None:
    samen = rules.tel_samen(AANTAL, [w("a", 3), w("b", 5, operator="<"), w("c", 2, operator="<=")], 3)
    assert (samen.waarde, samen.operator) == (D(10), "<")
    assert rules.operator_samen(["<", ">="]) == "~"
    assert rules.operator_samen(["=", "="]) == "="
    assert rules.operator_samen([">=", "="]) == ">="


def test_gewogen_gemiddelde_telt_tellers_en_noemers_op() -> None:
    samen = rules.tel_samen(DEEL, [w("a", 50, teller=1, noemer=2), w("b", 1, teller=1, noemer=98)], 2)
    assert samen.waarde == D(2)
    assert "2 op 100" in samen.stappen[1]


def test_zonder_noemer_weegt_het_gewicht_en_wie_niets_heeft_telt_niet_mee() -> None:
    cijfers = [w("a", 10), w("b", 2), w("c", 90)]
    samen = rules.tel_samen(DEEL, cijfers, 4, {"a": D(100), "b": D(300)})
    assert (samen.waarde, samen.n, samen.van) == (D(4), 2, 4)
    assert samen.stappen[-1].startswith("1 met een cijfer tellen niet mee")
    assert rules.tel_samen(DEEL, cijfers, 4).waarde is None


def test_wat_niet_op_te_tellen_is_wordt_niet_opgeteld() -> None:
    assert rules.tel_samen(SOORT["proef_score"], [w("a", 80)], 1).waarde is None


@pytest.mark.regel("VER-13", "KPI-02")
def test_verschil_in_woorden_en_richting() -> None:
    minder = rules.verschil(DEEL, w("a", "1.5"), w("a", "2.0"))
    assert (minder.waarde, minder.richting, minder.beter) == (D("-0.5"), "gedaald", True)
    assert minder.zin == "Gedaald met 0,5 procentpunt."
    assert rules.verschil(DEEL, w("a", 1, operator="<"), w("a", 2)).waarde is None
    assert rules.verschil(DEEL, w("a", 1), None).richting == "onbekend"
    assert rules.verschil(DEEL, w("a", 1), w("a", 1)).beter is None
    assert rules.verschil(AANTAL, w("a", 8, operator="~"), w("a", 5)).zin == "Gestegen met ongeveer 3 leerlingen."


@pytest.mark.parametrize(
    ("cijfer", "klein"),
    [
        (w("a", 4), True), (w("a", 1), True), (w("a", 5), False), (w("a", 0), False), (w("a", None), False),
        (w("a", 5, operator="<"), False),
    ],
)  # fmt: skip
def test_minder_dan_vijf_leerlingen_is_te_klein_en_nul_niet(cijfer: Waarneming, klein: bool) -> None:
    assert rules.te_klein(AANTAL, cijfer) is klein


def test_een_percentage_van_weinig_leerlingen_is_te_klein() -> None:
    assert rules.te_klein(DEEL, w("a", 50, teller=2, noemer=4))
    assert rules.te_klein(DEEL, w("a", 1, noemer=100))
    assert not rules.te_klein(DEEL, w("a", 10, noemer=100))
    assert not rules.te_klein(GELD, w("a", 1))


def test_een_enkele_verborgen_cel_krijgt_gezelschap() -> None:
    """With the total beside it, one hidden cell could be worked out."""
    weg, totaal_weg = rules.verberg(AANTAL, [w("a", 2), w("b", 9), w("c", 30)], eigen=["c"])
    assert (weg, totaal_weg) == ({"a", "b"}, False)
    weg, totaal_weg = rules.verberg(AANTAL, [w("a", 2), w("c", 30)], eigen=["c"])
    assert (weg, totaal_weg) == ({"a"}, True)
    assert rules.verberg(AANTAL, [w("a", 20), w("c", 30)]) == (frozenset(), False)


cellen = st.dictionaries(st.sampled_from("abcdefgh"), st.one_of(st.none(), st.integers(0, 40)), max_size=8)


@given(cellen, st.sets(st.sampled_from("abcdefgh")))
def test_uit_wat_getoond_wordt_is_geen_kleine_cel_te_halen(waarden: dict[str, int | None], eigen: set[str]) -> None:
    """Whoever subtracts everything shown from the total is left with nothing, or with at least two cells of five together."""
    rijen = [w(naam, waarde) for naam, waarde in waarden.items()]
    weg, totaal_weg = rules.verberg(AANTAL, rijen, eigen)
    assert not weg & eigen
    for rij in rijen:
        if rij.organisatie not in eigen and rules.te_klein(AANTAL, rij):
            assert rij.organisatie in weg
    if weg and not totaal_weg:
        assert len(weg) >= 2
        assert sum(waarden[naam] or 0 for naam in weg) >= 5


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=20))
def test_een_gewogen_gemiddelde_ligt_tussen_laagste_en_hoogste(breuken: list[tuple[int, int]]) -> None:
    rijen = [w(str(i), 100 * D(t) / D(n), teller=t, noemer=n) for i, (t, n) in enumerate(breuken)]
    samen = rules.tel_samen(DEEL, rijen, len(rijen))
    waarden = [100 * D(t) / D(n) for t, n in breuken]
    assert samen.waarde is not None
    assert min(waarden) - D("0.0001") <= samen.waarde <= max(waarden) + D("0.0001")


@pytest.mark.parametrize(
    ("soort", "waarde", "operator", "tekst"),
    [
        (DEEL, "12.50", "=", "12,5%"), (DEEL, "1", "<", "minder dan 1%"), (AANTAL, "1", "=", "1 leerling"),
        (AANTAL, "1250", "~", "ongeveer 1.250 leerlingen"), (GELD, "125000", "=", "€\u00a01.250"), (DEEL, None, "=", "nog niet gemeten"),
        (DEEL, "0", "=", "0%"), (DEEL, "2.04", "=", "2%"),
    ],
)  # fmt: skip
def test_een_cijfer_in_woorden(soort: Any, waarde: str | None, operator: str, tekst: str) -> None:
    assert rules.schrijf(soort, None if waarde is None else D(waarde), operator) == tekst


def test_een_ander_aantal_besturen_is_geen_daling() -> None:
    uit = rules.onvergelijkbaar(1, 5)
    assert uit.waarde is None
    assert uit.zin == "Niet te vergelijken: nu 1 bestuur met een cijfer, het jaar ervoor 5 besturen met een cijfer."
