"""What is missing, as sentences, and the status of a section."""

import pytest

from vindplaats.formats.definitie import Definitie
from vindplaats.formats.rules import Stuk, deel_stand, geldt, ontbrekend
from vindplaats.formats.waarden import INGEVULD, NUL, NVT, ONGELDIG


def _vragen(definitie: Definitie, stukken: dict[str, Stuk], *kenmerken: str) -> set[str]:
    return {m.vraag for m in ontbrekend(definitie, stukken, frozenset(kenmerken)) if m.houdt_tegen}


def test_leeg_formulier(definitie: Definitie) -> None:
    assert _vragen(definitie, {}) == {"verhaal", "naam", "bedragen", "nummers"}


@pytest.mark.regel("VER-06")
def test_deel_voor_sbo_geldt_niet_voor_een_bestuur_met_alleen_basisscholen(definitie: Definitie) -> None:
    assert "nummers" not in _vragen(definitie, {}, "bao")
    assert "nummers" in _vragen(definitie, {}, "bao", "sbo_so")
    assert geldt("sbo_so", frozenset())


@pytest.mark.regel("VER-11")
def test_nummer_buiten_het_blok(definitie: Definitie) -> None:
    stukken = {"nummers": Stuk(INGEVULD, [1, 9])}
    zinnen = [m.zin for m in ontbrekend(definitie, stukken) if m.vraag == "nummers"]
    assert zinnen == ["Nummer 9 hoort niet bij Blok een; kies uit 1 tot en met 3."]
    assert deel_stand(definitie, definitie.deel("keuzedeel"), stukken) == "aandacht"


@pytest.mark.regel("VER-16")
def test_pm_is_een_antwoord_en_een_leeg_bedrag_niet(definitie: Definitie) -> None:
    regel = {"bedrag": None, "pm": True, "doel": "x", "categorie": "a"}
    assert "regels" not in _vragen(definitie, {"regels": Stuk(INGEVULD, [regel])})
    assert "regels" in _vragen(definitie, {"regels": Stuk(INGEVULD, [{**regel, "pm": False}])})


@pytest.mark.regel("VER-12")
def test_nul_en_nvt_zijn_antwoorden(definitie: Definitie) -> None:
    for stand in (NUL, NVT):
        assert "verhaal" not in _vragen(definitie, {"verhaal": Stuk(stand)})


@pytest.mark.parametrize(
    ("stukken", "stand"),
    [
        ({}, "leeg"),
        ({"verhaal": Stuk(INGEVULD, "x")}, "bezig"),
        ({"verhaal": Stuk(NUL), "naam": Stuk(INGEVULD, {"naam": "A", "functie": ""})}, "klaar"),
        ({"verhaal": Stuk(ONGELDIG, {"ruw": {}})}, "aandacht"),
    ],
)
def test_deel_stand(definitie: Definitie, stukken: dict[str, Stuk], stand: str) -> None:
    assert deel_stand(definitie, definitie.deel("tekstdeel"), stukken) == stand
