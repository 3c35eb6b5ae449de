"""A definition is checked on loading: file, line and what was expected."""

from pathlib import Path

import pytest

from vindplaats.formats.definitie import laad, laad_map, laad_tekst
from vindplaats.formats.rules import versie_verschil
from vindplaats.kern.definitiebestand import DefinitieFout
from vindplaats.kern.schooljaar import Schooljaar

from .conftest import PROEF

FORMULIEREN = Path(__file__).parents[2] / "verantwoording" / "definities"


def _fout(tekst: str) -> str:
    with pytest.raises(DefinitieFout) as fout:
        laad_tekst(tekst, "proef.yaml")
    return str(fout.value)


def _regel(deel: str) -> int:
    return PROEF[: PROEF.index(deel)].count("\n") + 1


def test_onbekende_soort_noemt_regel_en_wat_verwacht_werd() -> None:
    zin = _fout(PROEF.replace("soort: persoon", "soort: persooon"))
    assert f"proef.yaml, regel {_regel('soort: persoon')}" in zin
    assert "'persooon'; verwacht een van" in zin
    assert "persoon," in zin


def test_tikfout_in_sleutel() -> None:
    assert "'verplichtt' ken ik niet" in _fout(PROEF.replace("label: Verhaal, verplicht", "label: Verhaal, verplichtt"))


def test_alle_fouten_tegelijk() -> None:
    zin = _fout(PROEF.replace("soort: persoon", "soort: x").replace("titel: Geld", "title: Geld"))
    assert zin.count("proef.yaml, regel") == 3


def test_dubbele_vraag() -> None:
    assert "'verhaal' komt twee keer voor" in _fout(PROEF.replace("code: naam", "code: verhaal"))


def test_indicator_buiten_het_blok() -> None:
    assert "indicator 9 past niet" in _fout(PROEF.replace("nummer: 1", "nummer: 9"))


def test_geen_yaml() -> None:
    assert "geen geldige YAML" in _fout("titel: [1, 2\nversie: x")


def test_schooljaar_dat_niet_bestaat() -> None:
    assert "geen schooljaar" in _fout(PROEF.replace("2023-2024", "2023-2029"))


@pytest.mark.regel("VER-05", "VER-08")
def test_het_formulier_heeft_alle_delen() -> None:
    definitie = laad(FORMULIEREN / "verantwoording-2023.yaml")
    assert {f"ankerpunt_{n}" for n in range(1, 5)} <= set(definitie.vragen)
    assert [(b.van, b.tot) for b in definitie.blokken] == [(1, 7), (8, 27), (28, 34), (35, 43)]
    assert [i.nummer for i in definitie.indicatoren] == list(range(1, 44))


@pytest.mark.regel("SOP-15", "C-19")
def test_tweede_versie_wijzigt_en_laat_vallen() -> None:
    oud, nieuw = laad_map(FORMULIEREN)
    assert {(v.soort, v.vraag) for v in versie_verschil(oud, nieuw)} == {
        ("vervallen", "beschikking"),
        ("gewijzigd", "ankerpunt_1"),
    }
    assert oud.geldt_in(Schooljaar(2023))
    assert not oud.geldt_in(Schooljaar(2024))
    assert nieuw.geldt_in(Schooljaar(2030))
