"""Form -> reading -> form gives the same answers (VER-12: zero, empty and n.v.t. stay apart)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vindplaats.formats.definitie import laad
from vindplaats.formats.rules import Stuk
from vindplaats.formats.waarden import INGEVULD, NUL, NVT
from vindplaats.verantwoording.omzetten import BLOKKEN, ONDERDELEN, als_lezing, uit_lezing

FORM = laad(Path(__file__).parents[1] / "definities" / "verantwoording-2023.yaml")
TEKST = st.lists(
    st.sampled_from(["wij", "werken", "aan", "12 leerlingen", "geen", "n.v.t.", "scholen."]), min_size=3
).map(" ".join)
CENTEN = st.one_of(st.none(), st.integers(0, 10**11))
SWVS = ("PO9901", "PO9902")


@st.composite
def formulieren(draw: Any) -> dict[str, Stuk]:
    uit: dict[str, Stuk] = {}
    for code in ONDERDELEN:
        stand = draw(st.sampled_from([INGEVULD, NVT, NUL] if FORM.vraag(code).nul else [INGEVULD, NVT]))
        uit[code] = Stuk(stand, draw(TEKST) if stand == INGEVULD else None)
    uit["ontvangen"] = Stuk(
        INGEVULD,
        {
            "terugploegregeling": {"PO9901": draw(st.integers(0, 10**10)), "PO9902": draw(CENTEN)},
            "doelgroepfinanciering": dict.fromkeys(SWVS),
        },
    )
    regels = st.fixed_dictionaries(
        {
            "bedrag": st.integers(0, 10**9),
            "pm": st.just(False),
            "doel": TEKST,
            "categorie": st.sampled_from(["", "overig"]),
            "toelichting": st.just(""),
        }
    )
    uit["bestedingen"] = Stuk(INGEVULD, draw(st.lists(regels, min_size=1, max_size=4)))
    uit["swv"] = Stuk(INGEVULD, {"PO9901": True, "PO9902": draw(st.sampled_from([True, False, None]))})
    for blok in BLOKKEN:
        nvt = draw(st.booleans())
        bereik = FORM.blok(blok)
        waarden = {
            "sturing": draw(TEKST),
            "indicatoren": [draw(st.integers(bereik.van, bereik.tot))],
            "uitwerking": draw(TEKST),
        }
        uit |= {f"proces_{blok}_{d}": Stuk(NVT, None) if nvt else Stuk(INGEVULD, w) for d, w in waarden.items()}
    return uit


@pytest.mark.regel("VER-12", "VER-07", "VER-16")
@settings(max_examples=40, deadline=None)
@given(formulieren())
def test_heen_en_terug(stukken: dict[str, Stuk]) -> None:
    terug = {code: Stuk(g.stand, g.waarde) for code, g in uit_lezing(FORM, als_lezing(FORM, stukken)).items()}
    assert terug == stukken


def test_vraag_die_de_versie_niet_kent_valt_weg() -> None:
    nieuw = laad(Path(__file__).parents[1] / "definities" / "verantwoording-2024.yaml")
    assert "beschikking" in uit_lezing(FORM, {"beschikking": "2022-2023"})
    assert uit_lezing(nieuw, {"beschikking": "2022-2023"}) == {}
