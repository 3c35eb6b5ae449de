"""Facts in the prose become proposals; a person links or drops them (D4)."""

from typing import Any

import pytest

from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.toegang.tests.fabriek import client_als

from .conftest import MaakRapport

TEKST = "Er gingen dit jaar 4 leerlingen naar het SO (vorig jaar 6) en 7 naar het SBO."


def _rijen(**filter_: Any) -> Any:
    return Meetwaarde.objects.voor_taak("test").filter(**filter_)


@pytest.mark.regel("VER-04", "VER-13")
def test_zoeken_koppelen_en_laten_vallen(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(verwijzingen=Gelezen(INGEVULD, TEKST))
    client = client_als("bestuurder", streek.bestuur)
    url = f"/verantwoording/{rapport.pk}/cijfers/"
    client.post(url, {"wat": "zoek"})
    so = _rijen(indicator="verwijzingen_so", schooljaar=2023).get()
    assert (so.waarde, so.stand) == (4, Meetwaarde.VOORGESTELD)
    assert TEKST in client.get(url).content.decode()
    assert _rijen(indicator="verwijzingen_so", schooljaar=2022).get().waarde == 6
    client.post(url, {"wat": "koppel", "meetwaarde": so.pk, "indicator": "verwijzingen_so", "waarde": "5"})
    so.refresh_from_db()
    assert (so.waarde, so.stand, so.gedeeld_met) == (5, Meetwaarde.BEVESTIGD, Meetwaarde.EIGEN)
    sbo = _rijen(indicator="verwijzingen_sbo").get()
    client.post(url, {"wat": "laat_vallen", "meetwaarde": sbo.pk})
    client.post(url, {"wat": "zoek"})
    sbo.refresh_from_db()
    assert sbo.stand == Meetwaarde.AFGEWEZEN
    client.post(url, {"wat": "heropen", "meetwaarde": sbo.pk})
    sbo.refresh_from_db()
    assert sbo.stand == Meetwaarde.VOORGESTELD


@pytest.mark.regel("VER-17")
def test_indienen_stelt_cijfers_voor_en_deelt_wat_gekoppeld_wordt(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(verwijzingen=Gelezen(INGEVULD, TEKST))
    client = client_als("bestuurder", streek.bestuur)
    client.post(f"/verantwoording/{rapport.pk}/stap/indienen/", {"stand": "concept"})
    so = _rijen(indicator="verwijzingen_so", schooljaar=2023).get()
    client.post(
        f"/verantwoording/{rapport.pk}/cijfers/", {"wat": "koppel", "meetwaarde": so.pk, "indicator": "verwijzingen_so"}
    )
    so.refresh_from_db()
    assert so.gedeeld_met == Meetwaarde.DEELNEMERS


def test_slechte_invoer_en_vreemden(streek: Any, maak_rapport: MaakRapport) -> None:
    rapport = maak_rapport(verwijzingen=Gelezen(INGEVULD, TEKST), stand="ingediend")
    url = f"/verantwoording/{rapport.pk}/cijfers/"
    client = client_als("bestuurder", streek.bestuur)
    client.post(url, {"wat": "zoek"})
    so = _rijen(indicator="verwijzingen_so", schooljaar=2023).get()
    assert (
        client.post(
            url, {"wat": "koppel", "meetwaarde": so.pk, "indicator": "verwijzingen_so", "waarde": "vier"}
        ).status_code
        == 400
    )
    assert client.post(url, {"wat": "koppel", "meetwaarde": "x"}).status_code == 404
    assert client.post(url, {"wat": "iets", "meetwaarde": so.pk}).status_code == 400
    assert client_als("bestuurder", streek.buurbestuur).get(url).status_code == 403
    assert client_als("bestuurder", streek.ander_bestuur).get(url).status_code == 404
