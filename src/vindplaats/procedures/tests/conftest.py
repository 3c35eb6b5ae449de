from collections.abc import Iterator
from typing import Any

import pytest

from vindplaats.procedures.definitie import Procedure
from vindplaats.procedures.tests.fabriek import ONDERWERP, proef


@pytest.fixture
def proefronde() -> Iterator[Procedure]:
    """The tea round, announced for this test."""
    with proef() as procedure:
        yield procedure


@pytest.fixture
def zaak(proefronde: Procedure, streek: Any) -> Any:
    """A case of board 99001 that concerns SWV PO9901, opened by the house."""
    from vindplaats.kern.schooljaar import Schooljaar
    from vindplaats.procedures.actions import zaak_openen
    from vindplaats.toegang.wie import Wie

    return zaak_openen(
        wie=Wie.taak("test"),
        procedure="proefronde",
        onderwerp=ONDERWERP,
        organisatie=streek.bestuur,
        swvs=[streek.swv],
        schooljaar=Schooljaar(2023),
    )
