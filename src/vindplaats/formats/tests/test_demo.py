"""The demo step lays one draft that is being worked on and one published version, once."""

from typing import Any

from vindplaats.formats.beheer import queries as q
from vindplaats.formats.demo import FORMAAT, GEPUBLICEERD, IN_WERK
from vindplaats.formats.models import Formaatversie
from vindplaats.formats.queries import definitie_voor
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import demo_stappen
from vindplaats.kern.schooljaar import Schooljaar


def test_demo_legt_een_concept_en_een_gepubliceerd_formulier(db: Any) -> None:
    for stap in ("10-organisaties", "20-mensen", "35-formulieren", "35-formulieren"):
        demo_stappen[stap]()
    rijen = {v.swv: v for v in Formaatversie.objects.voor_taak("test")}
    assert set(rijen) == {IN_WERK, GEPUBLICEERD}
    assert q.stand_van(rijen[IN_WERK]) == "concept"
    assert q.oordeel(rijen[IN_WERK]).goed
    jaar = Schooljaar.van(vandaag())
    assert definitie_voor(FORMAAT, jaar, GEPUBLICEERD).versie == rijen[GEPUBLICEERD].versie
    assert definitie_voor(FORMAAT, jaar, IN_WERK).versie == "2024-1"
