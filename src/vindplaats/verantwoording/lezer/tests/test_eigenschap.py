"""Any filled form, written in any layout and read again, gives the same answers (property test, bounded)."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vindplaats.formats.definitie import laad
from vindplaats.verantwoording.lezer import lees
from vindplaats.verantwoording.lezer.koppen import BLOKKEN, ONDERDELEN

from .formulieren import REEKSEN, SWVS, Formulier, Regel
from .varianten import Opmaak, als_md, als_txt
from .varianten_docx import VORMEN, als_docx
from .varianten_pdf import als_pdf
from .vergelijk import verschillen

DEFINITIE = laad(Path(__file__).resolve().parents[2] / "definities" / "verantwoording-2023.yaml")
NVT = ("N.v.t.", "n.v.t.", "Niet van toepassing")
_WOORDEN = [
    "scholen",
    "leerlingen",
    "ouders",
    "team",
    "aanpak",
    "begeleiding",
    "netwerk",
    "voortgang",
    "gesprek",
    "overleg",
    "cluster",
    "kleuters",
    "rekenen",
    "taal",
    "gedrag",
    "wijk",
    "gemeente",
    "dossier",
    "plan",
    "cyclus",
    "evaluatie",
    "leerkracht",
    "samen",
    "structureel",
    "goed",
    "steeds",
    "vaak",
    "soms",
    "daarom",
    "ook",
    "nog",
    "waar",
    "dat",
    "deze",
    "onze",
]

zin = st.lists(st.sampled_from(_WOORDEN), min_size=4, max_size=18).map(lambda w: " ".join(w).capitalize() + ".")
alinea = st.lists(zin, min_size=1, max_size=5).map(" ".join)
tekst = st.lists(alinea, min_size=1, max_size=3).map("\n\n".join)
antwoord = st.one_of(tekst, tekst, st.sampled_from(NVT), st.just(""))
bedrag = st.one_of(
    st.none(),
    st.integers(0, 2_500_000),
    st.integers(1, 90_000_000).map(lambda cent: int(cent / 100) if cent % 100 == 0 else cent / 100),
)
per_swv = st.fixed_dictionaries(dict.fromkeys(SWVS, bedrag))


@st.composite
def formulieren(draw: st.DrawFn) -> Formulier:
    """A form with random answers; a block is filled, or n.v.t. in all its parts."""
    proces = {}
    for blok in BLOKKEN:
        van, tot = REEKSEN[blok]
        nummers = sorted(draw(st.sets(st.integers(van, tot), max_size=3)))
        proces[blok] = (draw(tekst), nummers, draw(tekst)) if nummers else (NVT[0], [], NVT[0])
    regels = draw(
        st.lists(
            st.tuples(st.integers(1, 2_000_000), st.lists(st.sampled_from(_WOORDEN), min_size=1, max_size=7)),
            max_size=6,
        )
    )
    return Formulier(
        bestuur="Stichting De Brug",
        naam="Anna Visser",
        functie="bestuurder",
        schooljaar=draw(st.sampled_from(["2022-2023", "2023-2024", "2024-2025"])),
        onderdelen={code: draw(antwoord) for code in ONDERDELEN},
        proces=proces,
        terugploeg=draw(per_swv),
        doelgroep=draw(per_swv),
        bestedingen=[Regel(waarde, " ".join(doel).capitalize()) for waarde, doel in regels],
        vinken=draw(
            st.one_of(
                st.none(), st.fixed_dictionaries({swv: st.booleans() for swv in SWVS}).filter(lambda v: any(v.values()))
            )
        ),
        extra=draw(st.one_of(st.just(""), tekst)),
    )


opmaken = st.builds(
    Opmaak,
    breedte=st.sampled_from([None, 75, 90, 110]),
    witregels=st.booleans(),
    banners=st.booleans(),
    catalogus=st.booleans(),
    vinkvorm=st.sampled_from(["geen", "ballot", "blok", "haken", "achter"]),
    bedragvorm=st.sampled_from(["euro", "streep", "kaal"]),
    tabelvorm=st.sampled_from(["euroregel", "tabel", "per_swv", "gekanteld"]),
    scheiding=st.sampled_from([" tbv ", " – ", " - ", " Ten behoeve van "]),
    genummerd=st.booleans(),
    hoofdvorm=st.sampled_from(["regels", "tabel", "twee"]),
    betreft=st.booleans(),
    zaad=st.integers(0, 9),
)
vlug = settings(deadline=None, max_examples=12, derandomize=True, suppress_health_check=list(HealthCheck))


def _controleer(data: bytes, naam: str, f: Formulier, o: Opmaak) -> None:
    assert verschillen(lees(data, naam, DEFINITIE).als_json(), f, o) == []


@pytest.mark.regel("VER-05", "VER-07", "VER-08", "VER-12")
@vlug
@given(formulieren(), opmaken)
def test_tekst_heen_en_terug(f: Formulier, o: Opmaak) -> None:
    _controleer(als_txt(f, o).encode(), "x.txt", f, o)


@pytest.mark.regel("VER-05", "VER-07", "VER-08", "VER-12")
@vlug
@given(formulieren(), opmaken)
def test_markdown_heen_en_terug(f: Formulier, o: Opmaak) -> None:
    _controleer(als_md(f, o).encode(), "x.md", f, o)


@pytest.mark.regel("VER-05", "VER-07", "VER-08", "VER-12")
@vlug
@given(formulieren(), opmaken, st.sampled_from(VORMEN))
def test_word_heen_en_terug(f: Formulier, o: Opmaak, vorm: str) -> None:
    _controleer(als_docx(f, o, vorm), "x.docx", f, o)


@pytest.mark.regel("VER-05", "VER-07", "VER-08", "VER-12")
@settings(vlug, max_examples=3)
@given(formulieren(), opmaken)
def test_pdf_heen_en_terug(f: Formulier, o: Opmaak) -> None:
    _controleer(als_pdf(f, o), "x.pdf", f, o)
