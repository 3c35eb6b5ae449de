"""The navigation: one entry is the present one, the most precise."""

import pytest
from django.test import RequestFactory

from vindplaats.kern.navigatie import maak_klaar
from vindplaats.kern.registers import Menupunt

PUNTEN = [
    Menupunt("gezond", "Gezond", "gezond", "goed", 1, lambda wie: True),
    Menupunt("galerij", "Galerij", "galerij", "oog", 2, lambda wie: True),
]


@pytest.mark.parametrize(
    ("pad", "actief"),
    [("/galerij/", ["Galerij"]), ("/galerij/diep/", ["Galerij"]), ("/gezond/", ["Gezond"]), ("/", [])],
)
def test_het_adres_kiest_het_punt(rf: RequestFactory, pad: str, actief: list[str]) -> None:
    klaar = maak_klaar(PUNTEN, rf.get(pad))
    assert [p["tekst"] for p in klaar if p["actief"]] == actief
    assert [p["url"] for p in klaar] == ["/gezond/", "/galerij/"]


def test_een_punt_dat_nergens_heen_gaat_is_een_fout_van_de_bouwer() -> None:
    with pytest.raises(LookupError, match="'weg' wijst naar 'bestaat:niet'"):
        maak_klaar([Menupunt("weg", "Weg", "bestaat:niet", "oog", 1, lambda wie: True)])
