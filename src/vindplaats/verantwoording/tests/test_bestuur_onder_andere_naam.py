"""A document that names its board as the region wrote it down is known (C-22)."""

from types import SimpleNamespace
from typing import Any

import pytest

from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.kern.klok import vandaag
from vindplaats.organisaties.models import Bestuur
from vindplaats.verantwoording.inlezen.lezen import _bestuur


@pytest.mark.regel("C-22")
def test_de_lezer_herkent_het_bestuur_onder_een_andere_naam(streek: Any, maak_wie: Any) -> None:
    stuk: Any = SimpleNamespace(eigenaar=streek.swv)
    Bestuur.objects.filter(pk="99001").update(naam="Stichting Beekonderwijs")
    assert _bestuur(stuk, "Samen Wijzer Groep") is None
    rijen = [{"woord": "Stichting Beekonderwijs", "ook": "Samen Wijzer Groep"}]
    waarde_zetten(wie=maak_wie("secretariaat_swv"), code="woorden.synoniemen", ruw=rijen, vanaf=vandaag(), bron="proef")
    gevonden = _bestuur(stuk, "Samen Wijzer Groep")
    assert gevonden is not None
    assert gevonden.nummer == "99001"
