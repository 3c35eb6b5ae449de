"""Comparing and talking in a real browser: one board at a time on a phone, and a question from start to end."""

from typing import Any

import pytest

from tests.keuring import SMAL, keuring
from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.toegang.tests.fabriek import client_als
from vindplaats.verantwoording.models import Bijdrage

from .conftest import MaakRapport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_op_de_telefoon_een_bestuur_tegelijk(
    transactional_db: Any, streek: Any, maak_rapport: MaakRapport, live_server: Any, chroom: Any
) -> None:
    maak_rapport("99001", stand="ingediend", ankerpunt_2=Gelezen(INGEVULD, "Tekst van de eerste."))
    maak_rapport("99002", stand="ingediend", ankerpunt_2=Gelezen(INGEVULD, "Tekst van de tweede."))
    client = client_als("directeur_swv", streek.swv)
    with keuring(chroom, live_server.url, client) as venster:
        assert venster.keur("/verantwoording/vergelijken/?jaar=2023&deel=ankerpunten") == []
        blad = venster.pagina
        assert blad.viewport_size["width"] == SMAL
        assert blad.get_by_text("Tekst van de eerste.").is_visible()
        assert not blad.get_by_text("Tekst van de tweede.").is_visible()
        blad.get_by_label("Stichting 99001").and_(blad.locator("input[type=radio]")).press("ArrowDown")
        assert blad.get_by_text("Tekst van de tweede.").is_visible()
        assert not blad.get_by_text("Tekst van de eerste.").is_visible()
        blad.get_by_label("Alles onder elkaar").check()
        assert blad.get_by_text("Tekst van de eerste.").is_visible()


@pytest.mark.regel("VER-14", "AVG-08")
def test_een_vraag_met_een_naam_wordt_eerst_aangewezen(
    transactional_db: Any, streek: Any, maak_rapport: MaakRapport, live_server: Any, chroom: Any
) -> None:
    rapport = maak_rapport("99001", stand="ingediend")
    pad = f"/verantwoording/gesprek/{rapport.pk}/thuiszitters/"
    tekst = "Klopt het dat mevrouw Petra Jansen hierover ging?"
    with keuring(chroom, live_server.url, client_als("bestuurder", streek.buurbestuur)) as venster:
        assert venster.keur(pad) == []
        blad = venster.pagina
        blad.get_by_label("Stel een vraag").fill(tekst)
        blad.get_by_role("button", name="Plaats de vraag").click()
        assert blad.get_by_role("alert").get_by_text("Petra Jansen").is_visible()
        assert blad.get_by_label("Stel een vraag").input_value() == tekst
        blad.get_by_label("Plaats het toch").check()
        blad.get_by_role("button", name="Plaats de vraag").click()
        blad.get_by_text("Je vraag staat erbij").wait_for()
        assert blad.get_by_role("button", name="Trek in").is_visible()
        assert venster.klachten == [k for k in venster.klachten if "status of 4" in k]
    assert Bijdrage.objects.voor_taak("test").get().tekst == tekst
