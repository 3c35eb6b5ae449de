"""Differences between two texts: nothing lost, whatever the texts are."""

from hypothesis import given
from hypothesis import strategies as st

from vindplaats.kern.verschil import Stuk, verschillen

TEKST = st.text(st.sampled_from("ab cé.,\n-12"), max_size=60)


@given(TEKST, TEKST)
def test_stukken_geven_beide_teksten_terug(oud: str, nieuw: str) -> None:
    links, rechts = verschillen(oud, nieuw)
    samen, _ = verschillen(oud, nieuw, samen=True)
    assert "".join(s.tekst for s in links) == oud
    assert "".join(s.tekst for s in rechts) == nieuw
    assert "".join(s.tekst for s in samen if s.soort != "erbij") == oud
    assert "".join(s.tekst for s in samen if s.soort != "eraf") == nieuw


@given(TEKST)
def test_dezelfde_tekst_heeft_geen_verschil(tekst: str) -> None:
    assert all(s.soort == "gelijk" for s in verschillen(tekst, tekst)[0])


def test_alleen_het_andere_woord_is_gemerkt() -> None:
    links, rechts = verschillen("Vijf scholen, samen.", "Vier scholen, samen.")
    assert links == [Stuk("eraf", "Vijf"), Stuk("gelijk", " scholen, samen.")]
    assert rechts == [Stuk("erbij", "Vier"), Stuk("gelijk", " scholen, samen.")]


def test_een_losse_spatie_breekt_een_wijziging_niet_op() -> None:
    links, rechts = verschillen("een twee", "drie vier")
    assert links == [Stuk("eraf", "een twee")]
    assert rechts == [Stuk("erbij", "drie vier")]
