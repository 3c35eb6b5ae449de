"""School years in the forms people print them (report-format trap 27)."""

import datetime as dt

import pytest

from vindplaats.kern.schooljaar import Schooljaar


@pytest.mark.parametrize("tekst", ["2023-2024", " 23-24 ", "2023–2024", "'23-'24", "2023/2024", "2023 - 2024"])
def test_lees(tekst: str) -> None:
    assert str(Schooljaar.lees(tekst)) == "2023-2024"


@pytest.mark.parametrize("tekst", ["2023", "2023-2025", "", "1.140", "jaar"])
def test_geen_schooljaar(tekst: str) -> None:
    with pytest.raises(ValueError, match="2023-2024"):
        Schooljaar.lees(tekst)


def test_grenzen() -> None:
    jaar = Schooljaar.van(dt.date(2024, 7, 31))
    assert str(jaar) == "2023-2024"
    assert Schooljaar.van(dt.date(2024, 8, 1)) == jaar.volgend
    assert jaar.peildatum_bekostiging == dt.date(2024, 2, 1)
    assert jaar.vorig < jaar
