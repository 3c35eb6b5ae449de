"""The texts of the demonstration: one file per board gives three school years."""

import pytest

from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.verantwoording.demo.bron import Jaartal, antwoorden, gegevens, tekst_van
from vindplaats.verantwoording.demo.draaiboek import BESTUREN

JAREN = [Jaartal(plek, Schooljaar(2023 + plek)) for plek in range(3)]


def test_keuze_per_jaar_en_cijfer_van_vorig_jaar() -> None:
    tekst = "In {jaar} waren het er {n} (vorig jaar {n-}). [[Eerst.||Toen.||Nu.]]"
    woorden = {"jaar": "2024-2025", "n": "4", "n-": "6"}
    assert tekst_van(tekst, JAREN[1], woorden) == "In 2024-2025 waren het er 4 (vorig jaar 6). Toen."
    assert tekst_van(["a", "b", "c"], JAREN[2], {}) == "c"
    assert tekst_van("een\n- twee\n- drie", JAREN[0], {}) == "een\n- twee\n- drie"


@pytest.mark.regel("VER-12")
def test_nvt_en_nul_zijn_geen_tekst() -> None:
    standen = {code: g.stand for code, g in antwoorden("90008", JAREN[0]).items()}
    assert standen["thuiszitters"] == "nul"
    assert antwoorden("90008", JAREN[0])["teruggeplaatst"].waarde is None


@pytest.mark.regel("VER-15", "VER-16")
def test_de_laatste_regel_sluit_de_som_op_het_verschil_na() -> None:
    for plek, verschil in enumerate((0, 75_00, 0)):
        waarden = antwoorden("90004", JAREN[plek])
        ontvangen = sum(c for cellen in waarden["ontvangen"].waarde.values() for c in cellen.values())
        assert ontvangen - sum(r["bedrag"] for r in waarden["bestedingen"].waarde) == verschil


def test_elk_bestuur_heeft_vier_waarden_per_cijfer_en_drie_per_bedrag() -> None:
    for nummer in BESTUREN:
        bron = gegevens(nummer)
        assert {len(reeks) for reeks in bron["cijfers"].values()} == {4}
        assert {len(reeks) for per_swv in bron["ontvangen"].values() for reeks in per_swv.values()} == {3}
        for jaar in JAREN:
            regels = antwoorden(nummer, jaar)["bestedingen"].waarde
            assert all(r["bedrag"] is None or r["bedrag"] > 0 for r in regels), (nummer, jaar)
