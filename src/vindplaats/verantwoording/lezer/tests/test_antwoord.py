"""Zero, n.v.t. and a text are told apart (VER-12, traps 10 and 11)."""

import pytest

from vindplaats.verantwoording.lezer.antwoord import status_van


@pytest.mark.regel("VER-12")
@pytest.mark.parametrize(
    ("tekst", "status"),
    [
        ("Geen thuiszitters.", "nul"),
        ("0 leerlingen", "nul"),
        ("Wij hadden 40 leerlingen met extra zorg.", "waarde"),
        ("Er waren 340 verwijzingen.", "waarde"),
        ("Wij tellen 1.140 leerlingen.", "waarde"),
        ("N.v.t.", "nvt"),
        ("N.v.t.\n\nWij hebben geen school voor SBO of SO. " + "Daarom staat hier verder niets. " * 6, "nvt"),
        ("Geen.\n\nAlle kinderen gingen naar school.", "nul"),
        ("", "leeg"),
    ],
)
def test_stand_van_een_antwoord(tekst: str, status: str) -> None:
    assert status_van(tekst) == status
