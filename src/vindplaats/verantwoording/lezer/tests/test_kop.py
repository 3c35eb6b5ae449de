"""The head of the form: board, representative, school year, tick boxes."""

import pytest

from vindplaats.verantwoording.lezer.kop import lees_schooljaar, naam_en_functie, vinkjes
from vindplaats.verantwoording.lezer.vorm import SWVS


@pytest.mark.parametrize(
    "tekst",
    ["2023-2024", "2023 - 2024", "23-24", "2023–2024", "'23-'24", "’23-’24", "2023/2024", "schooljaar 2O23-2024"],
)
def test_schooljaar(tekst: str) -> None:
    assert lees_schooljaar(tekst) == "2023-2024"


@pytest.mark.parametrize("tekst", ["2023", "2023-2025", "1-2", "koersplan 2025-2029", ""])
def test_geen_schooljaar(tekst: str) -> None:
    assert lees_schooljaar(tekst) is None


@pytest.mark.parametrize(
    ("waarde", "uit"),
    [
        ("Jan de Wit , bestuurder", ("Jan de Wit", "bestuurder")),
        ("Jan de Wit - bestuurder", ("Jan de Wit", "bestuurder")),
        ("Jan de Wit (bestuurder)", ("Jan de Wit", "bestuurder")),
        ("Jan de Wit-Smit, directeur-bestuurder", ("Jan de Wit-Smit", "directeur-bestuurder")),
        ("Jan de Wit", ("Jan de Wit", None)),
        ("", (None, None)),
    ],
)
def test_naam_en_functie(waarde: str, uit: tuple[str | None, str | None]) -> None:
    assert naam_en_functie(waarde) == uit


def _v(tekst: str) -> list[bool | None]:
    gelezen = vinkjes(tekst, SWVS)
    return [gelezen.get(swv) for swv in SWVS]


@pytest.mark.parametrize(
    ("tekst", "uit"),
    [
        ("☒ PO3104 (WM) ☐ PO3105 (MH) ☐ PO3106 (PS)", [True, False, False]),
        ("PO3104 (WM) ☐  PO3105 (MH) ☒  PO3106 (PS) ☒", [False, True, True]),
        ("[ ] PO3104  [x] PO3105  [ ] PO3106", [False, True, False]),
        ("PO3104 (Westelijke Mijnstreek)   PO3105 (Maastricht-Heuvelland)   PO3106 (Parkstad)", [None, None, None]),
        ("☐ PO3104 ☐ PO3105 ☐ PO3106", [None, None, None]),
        ("PO3104   ☒ PO3105   PO3106", [None, True, None]),
        ("☒ Westelijke Mijnstreek ☐ Maastricht-Heuvelland ☐ Parkstad", [True, False, False]),
        ("X PO3104   PO3105   PO3106", [True, None, None]),
        ("• PO3104  • PO3105  ☒ PO3106", [False, False, True]),
        ("☒ P03104 ☐ PO 3105 ☐ PO-3106", [True, False, False]),
    ],
)
def test_vinkjes(tekst: str, uit: list[bool | None]) -> None:
    assert _v(tekst) == uit
