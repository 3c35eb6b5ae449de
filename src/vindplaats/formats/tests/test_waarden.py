"""What a person typed becomes a value, or a sentence; zero, empty and n.v.t. stay three things."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.formats.definitie import Definitie
from vindplaats.formats.waarden import INGEVULD, LEEG, NUL, NVT, ONGELDIG, in_woorden, lees_invoer


def _lees(definitie: Definitie, vraag: str, **invoer: Any) -> Any:
    return lees_invoer(definitie.vraag(vraag), {k.replace("__", "."): v for k, v in invoer.items()})


@pytest.mark.parametrize(
    ("vraag", "ruw", "waarde"),
    [
        ("verhaal", " Hallo\r\nwereld ", "Hallo\nwereld"),
        ("deel_pct", "68,6%", "68.6"),
        ("deel_pct", "0", "0"),
        ("dag", "31-12-2025", "2025-12-31"),
        ("jaar", "23-24", "2023-2024"),
        ("keus", "ja", "ja"),
        ("keuzes", ["x", "y"], ["x", "y"]),
        ("nummers", "3, 1", [1, 3]),
    ],
)
def test_gewone_waarden(definitie: Definitie, vraag: str, ruw: Any, waarde: Any) -> None:
    gelezen = lees_invoer(definitie.vraag(vraag), {"": ruw})
    assert (gelezen.stand, gelezen.waarde) == (INGEVULD, waarde)


@pytest.mark.parametrize(
    ("vraag", "ruw"),
    [
        ("deel_pct", "101"),
        ("deel_pct", "veel"),
        ("dag", "31-02-2025"),
        ("jaar", "2025"),
        ("keus", "nee"),
        ("nummers", "zes"),
    ],
)
def test_onleesbaar_houdt_wat_er_getypt_is(definitie: Definitie, vraag: str, ruw: str) -> None:
    gelezen = lees_invoer(definitie.vraag(vraag), {"": ruw})
    assert gelezen.stand == ONGELDIG
    assert gelezen.waarde == {"ruw": {"": ruw}}
    assert gelezen.fouten[""]


@pytest.mark.regel("VER-12")
def test_nul_leeg_en_nvt_zijn_drie_dingen(definitie: Definitie) -> None:
    vraag = definitie.vraag("verhaal")
    assert lees_invoer(vraag, {"": "  "}).stand == LEEG
    assert lees_invoer(vraag, {"": "", "stand": "nul"}).stand == NUL
    assert lees_invoer(vraag, {"": "", "stand": "nvt"}).stand == NVT
    assert [in_woorden(vraag, s, None) for s in (LEEG, NUL, NVT)] == ["", "geen", "n.v.t."]


@pytest.mark.regel("VER-07", "VER-12")
def test_bedragen_leeg_is_geen_nul(definitie: Definitie) -> None:
    gelezen = lees_invoer(
        definitie.vraag("bedragen"),
        {"basis.PO9901": "132.380,00", "basis.PO9902": "0", "groep.PO9901": "", "x.PO9901": "5"},
    )
    assert gelezen.waarde == {"basis": {"PO9901": 13_238_000, "PO9902": 0}, "groep": {"PO9901": None}}


@pytest.mark.regel("VER-16")
def test_pm_heeft_geen_getal(definitie: Definitie) -> None:
    gelezen = lees_invoer(
        definitie.vraag("regels"),
        {
            "0.bedrag": "PM",
            "0.doel": "eigen inzet",
            "1.bedrag": "1.140",
            "1.doel": "onderzoek",
            "1.categorie": "a",
            "2.bedrag": "",
        },
    )
    assert gelezen.stand == INGEVULD
    assert [(r["bedrag"], r["pm"]) for r in gelezen.waarde] == [(None, True), (114_000, False)]
    assert "PM ten behoeve van eigen inzet" in in_woorden(definitie.vraag("regels"), INGEVULD, gelezen.waarde)


def test_bedrag_zonder_doel_vraagt_waarvoor(definitie: Definitie) -> None:
    gelezen = lees_invoer(definitie.vraag("regels"), {"0.bedrag": "12"})
    assert gelezen.fouten == {"0.doel": "Schrijf waar dit bedrag voor is."}
    assert gelezen.waarde["ruw"] == {"0.bedrag": "12"}


def test_nvt_waar_het_niet_kan(definitie: Definitie) -> None:
    assert lees_invoer(definitie.vraag("naam"), {"stand": "nvt"}).stand == ONGELDIG


@given(
    st.dictionaries(
        st.text(max_size=12), st.one_of(st.text(max_size=40), st.lists(st.text(max_size=5), max_size=3)), max_size=6
    )
)
def test_geen_invoer_laat_het_vallen(invoer: dict[str, Any]) -> None:
    from vindplaats.formats.definitie import laad_tekst

    from .conftest import PROEF

    for vraag in laad_tekst(PROEF).vragen.values():
        gelezen = lees_invoer(vraag, invoer)
        assert (gelezen.stand == ONGELDIG) == bool(gelezen.fouten)
        assert isinstance(in_woorden(vraag, gelezen.stand, gelezen.waarde), str)
