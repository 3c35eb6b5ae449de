"""Whatever comes in or has to go out: a refusal with a sentence or a whole file, never a crash."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vindplaats.documenten import stuk as s
from vindplaats.documenten.inname import Gekeurd, keur
from vindplaats.documenten.pdf import GRENZEN, bestanden_van
from vindplaats.documenten.veilig_uitvoeren import Werkbank
from vindplaats.documenten.weigering import Geweigerd
from vindplaats.documenten.word import maak_docx

from . import maak

DOCX, PDF = maak.echte_docx("Verslag"), maak.pdf(2)
KOPPEN = st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"MZ"])
RUSTIG = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def bank() -> Iterator[Werkbank]:
    with Werkbank(GRENZEN) as bank:
        yield bank


def keur_of_weiger(data: bytes, naam: str, bank: Werkbank) -> None:
    try:
        uit = keur(data, naam, bank=bank)
    except Geweigerd:
        return
    assert isinstance(uit, Gekeurd)


@RUSTIG
@given(KOPPEN, st.binary(max_size=400), st.text(max_size=20))
def test_noise(bank: Werkbank, kop: bytes, rest: bytes, naam: str) -> None:
    keur_of_weiger(kop + rest, naam, bank)


@RUSTIG
@given(st.sampled_from([DOCX, PDF]), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20))
def test_damaged_files(bank: Werkbank, goed: bytes, vlekken: list[tuple[int, int]]) -> None:
    data = bytearray(goed)
    for plek, waarde in vlekken:
        data[plek % len(data)] = waarde
    keur_of_weiger(bytes(data), "x.docx", bank)


@RUSTIG
@given(st.sampled_from([DOCX, PDF]), st.integers(1, 10**6))
def test_cut_off_files(bank: Werkbank, goed: bytes, lengte: int) -> None:
    keur_of_weiger(goed[: lengte % len(goed) + 1], "x.pdf", bank)


TEKST = st.text(max_size=60)
BLOKKEN: st.SearchStrategy[s.Blok] = st.one_of(
    st.builds(s.Kop, TEKST, st.integers(1, 9)),
    st.builds(s.Alinea, TEKST),
    st.builds(s.Lijst, st.lists(TEKST, max_size=3), st.booleans()),
    st.builds(s.Citaat, TEKST, TEKST),
    st.builds(s.Kenmerken, st.lists(st.tuples(TEKST, TEKST), max_size=3)),
    st.builds(s.Selectievakjes, st.lists(st.tuples(TEKST, st.booleans()), max_size=3)),
    st.builds(
        s.Tabel,
        st.lists(TEKST, min_size=1, max_size=3),
        st.lists(st.lists(st.one_of(TEKST, st.integers(-(10**9), 10**9), st.none()), max_size=4), max_size=3),
        onderschrift=TEKST,
    ),
    st.just(s.Paginaeinde()),
    st.just(s.Ondertekening()),
)
STUKKEN = st.builds(
    s.Stuk,
    TEKST,
    st.lists(BLOKKEN, max_size=5),
    ondertitel=TEKST,
    kenmerk=TEKST,
    vorm=st.sampled_from(["rapport", "brief"]),
    geadresseerde=st.lists(TEKST, max_size=2),
    inhoudsopgave=st.booleans(),
    melding=TEKST,
)


@RUSTIG
@given(STUKKEN)
def test_every_document_becomes_a_pdf(bank: Werkbank, stuk: s.Stuk) -> None:
    uit = bank.doe("vindplaats.documenten.zetter:zet", bestanden_van(stuk))
    assert uit["pdf"].startswith(b"%PDF")
    assert uit["toegankelijk"] or uit["onbekend"], uit["reden"]


@RUSTIG
@given(STUKKEN)
def test_every_document_becomes_a_word_file(stuk: s.Stuk) -> None:
    assert keur(maak_docx(stuk), "x.docx").soort == "docx"
