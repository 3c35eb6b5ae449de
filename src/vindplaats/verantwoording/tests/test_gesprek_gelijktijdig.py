"""Two people take the same step at the same moment: one counts (needs row locks)."""

import threading
from typing import Any

import pytest
from django.db import connection

from vindplaats.kern.fouten import Fout
from vindplaats.toegang.tests.fabriek import maak_wie
from vindplaats.verantwoording.bespreken import actions
from vindplaats.verantwoording.models import Bijdrage

from .conftest import MaakRapport

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="rijsloten bestaan alleen op PostgreSQL"),
]


@pytest.mark.regel("VER-14")
def test_van_twee_klikken_op_dezelfde_stap_telt_er_een(
    transactional_db: Any, streek: Any, maak_rapport: MaakRapport
) -> None:
    rapport = maak_rapport("99001", stand="ingediend")
    wie = maak_wie("bestuurder", streek.buurbestuur)
    begin = actions.stap_zetten(wie=wie, rapport=rapport, deel="thuiszitters", stap="signaal", tekst="Dit valt op.")
    samen, fouten = threading.Barrier(2), []

    def klik() -> None:
        samen.wait(10)
        try:
            actions.stap_zetten(
                wie=wie, rapport=rapport, deel="thuiszitters", stap="duiden", tekst="Samen bekeken.", bijdrage=begin
            )
        except Fout as fout:
            fouten.append(fout.zin)
        finally:
            connection.close()

    draden = [threading.Thread(target=klik) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    assert Bijdrage.objects.voor_taak("test").filter(soort="duiden").count() == 1
    assert len(fouten) == 1
    assert "al gedaan" in fouten[0]
