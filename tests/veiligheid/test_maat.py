"""Every url that makes a file for whoever asks is counted (`toegang.maat`)."""

from typing import Any

import pytest

from tests.urlloop import alle_urls
from tests.veiligheid.aanval import bezoeken, zonder_spoor

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

LIGT = {
    "documenten:bestand": "what was sent in, as it is kept",
    "formats:bestand": "a definition as it is kept",
    "mfa_download_recovery_codes": "ten lines out of the session",
    "procedures:versie-yaml": "a definition as it is kept",
    "procedures:yaml": "a definition as it is kept",
    "techniek:uitvoer-ophalen": "made by a worker before",
}
"""urls that give a file without making it"""


def test_wat_een_bestand_maakt_wordt_geteld(huis: Any) -> None:
    geteld = {url.naam for url in alle_urls() if hasattr(url.view, "maakt_bestand")}
    ontbreekt = set(LIGT) - {url.naam for url in alle_urls()}
    assert not ontbreekt, f"bestaat niet: {ontbreekt}"
    vergeten, aantal = set(), 0
    for bezoek in bezoeken(huis):
        with zonder_spoor():
            antwoord = bezoek.client.get(bezoek.pad)
        if "attachment" in antwoord.headers.get("Content-Disposition", ""):
            aantal += 1
            vergeten |= {bezoek.url.naam} - geteld - set(LIGT)
    assert aantal > 10, aantal
    assert not vergeten, f"zet er @maakt_bestand boven (of hier bij LIGT, met de reden): {sorted(vergeten)}"
