"""Declarations: what is right is read, what is wrong is told with file, line and what was expected."""

import pytest

from vindplaats.indicatoren.declaratie import laad_tekst, meld_aan, zoek
from vindplaats.indicatoren.tests.fabriek import TEKST
from vindplaats.kern.definitiebestand import DefinitieFout
from vindplaats.kern.schooljaar import Schooljaar


def test_een_getal_in_een_andere_eenheid_is_een_ander_cijfer(proefcijfers: object) -> None:
    """Report-format trap 13: 7 pupils is not 7%."""
    assert zoek("blijvers", "%").code == "proef_over"
    assert zoek("Proef_over", "leerlingen").code == "proef_over_aantal"
    assert zoek("proef_over", "euro") is None
    assert zoek("bestaat niet") is None


def test_peildatum_volgt_uit_het_schooljaar(proefcijfers: object) -> None:
    jaar = Schooljaar(2023)
    assert zoek("proef_leerlingen").dag(jaar) == jaar.teldatum_leerlingen
    assert zoek("proef_over").dag(jaar) == jaar.laatste_dag
    assert zoek("proef_score").dag(jaar) is None


@pytest.mark.parametrize(
    ("weg", "erbij", "regel", "zin"),
    [
        ("eenheid: euro", "eenheid: knikkers", 17, "verwacht een van"),
        ("aliassen: [blijvers]", "aliassen: [proef_leerlingen]", 7, "al een code of alias op regel 4"),
        ("gewicht: proef_leerlingen", "gewicht: bestaat_niet", 9, "staat niet in dit bestand"),
        ("peildatum: einde_schooljaar, kleinste_cel: 0, optellen: som}", "peildatum: morgen, optellen: som}", 18, "peildatum"),
        ("soort: query", "soort: hand", 17, "'hand' .methode"),
        ('eenheid: "%", bron: Meting', 'eenheid: "%", optellen: som, bron: Meting', 14, "niet op te tellen"),
        ("dimensies: [bestuur],\n     peildatum: opgegeven", "dimensies: [maan],\n     peildatum: opgegeven", 14, "'maan' ken ik niet"),
        ("naam: Geld", "name: Geld", 17, "'naam' ontbreekt"),
    ],
)  # fmt: skip
def test_een_fout_noemt_bestand_regel_en_wat_verwacht_werd(weg: str, erbij: str, regel: int, zin: str) -> None:
    assert weg in TEKST
    with pytest.raises(DefinitieFout, match=zin) as fout:
        laad_tekst(TEKST.replace(weg, erbij), "proef.yaml")
    raak = [m for m in fout.value.missers if m.bestand == "proef.yaml" and m.regel == regel]
    assert raak, [str(m) for m in fout.value.missers]


def test_dezelfde_code_in_twee_kamers_wordt_geweigerd(proefcijfers: object) -> None:
    with pytest.raises(ValueError, match="al aangemeld"):
        meld_aan(laad_tekst(TEKST.replace("kamer: proef", "kamer: ander"), "ander.yaml"))
