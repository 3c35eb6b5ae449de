"""Two people press the same button at the same moment, on a database with real row locks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.procedures.actions import stap_zetten
from vindplaats.procedures.models import Overgang, Termijn, Zaak

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="rijsloten bestaan alleen op PostgreSQL"),
]
TEGELIJK = 4


def test_een_van_de_vier_wint_en_er_staat_een_regel_in_de_geschiedenis(zaak: Any, maak_wie: Any) -> None:
    mensen = [maak_wie("bestuurder") for _ in range(TEGELIJK)]
    hek = Barrier(TEGELIJK)

    def klik(wie: Any) -> str:
        try:
            eigen = Zaak.objects.voor_taak("test").get(pk=zaak.pk)
            hek.wait(timeout=20)
            stap_zetten(wie=wie, zaak=eigen, verb="vragen", verwacht_stand="nieuw")
        except VerkeerdeStand:
            return "te laat"
        else:
            return "gelukt"
        finally:
            connection.close()

    with ThreadPoolExecutor(TEGELIJK) as groep:
        uitkomsten = sorted(groep.map(klik, mensen))
    assert uitkomsten == ["gelukt", "te laat", "te laat", "te laat"]
    assert Overgang.objects.voor_taak("test").filter(zaak=zaak, verb="vragen").count() == 1
    assert Termijn.objects.voor_taak("test").filter(zaak=zaak, code="besluit").count() == 1
