from collections.abc import Iterator

import pytest

from vindplaats.indicatoren.declaratie import Indicatorenbestand
from vindplaats.indicatoren.tests.fabriek import aangemeld


@pytest.fixture
def proefcijfers() -> Iterator[Indicatorenbestand]:
    """The invented figures, declared for this test."""
    with aangemeld() as bestand:
        yield bestand
