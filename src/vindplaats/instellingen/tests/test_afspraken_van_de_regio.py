"""What regions disagree on is a question with a source and no answer of ours; each region answers it from a day on."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from vindplaats.instellingen.actions import waarde_zetten
from vindplaats.instellingen.queries import waarde
from vindplaats.kern.instelbaar import GETAL, Instelbaar, Kolom, Wetslot
from vindplaats.kern.klok import vandaag
from vindplaats.kern.regels import bekende_regels
from vindplaats.kern.registers import instelbaar

GISTEREN = dt.timedelta(days=1)
AFSPRAKEN: list[Any] = [
    pytest.param("bestuur.organen", [{"naam": "Raad", "rol": "toezicht"}], id="organen"),
    pytest.param(
        "regio.plannen", [{"naam": "Plan", "van": "2022-01-01", "per": "kalenderjaar", "twijfel": "ja"}], id="plannen",
    ),
    pytest.param(
        "bestuur.besluitroute", [{"stuk": "Plan", "orgaan": "Raad", "recht": "instemming"}], id="route"
    ),
    pytest.param("bestuur.bezwaarcommissie", [{"naam": "Een", "ook": "Twee"}], id="commissie"),
    pytest.param("thuiszitter.definitie", "wie thuis zit", id="thuiszitter"),
    pytest.param("knooppunt.soorten", [{"soort": "Verkennend", "doel": "verkennen"}], id="knooppunt"),
    pytest.param("geld.reserve_signaal", "3,5", id="reserve"),
    pytest.param("ondersteuning.niveaus", [{"niveau": "1", "inhoud": "In de groep"}], id="niveaus"),
]  # fmt: skip


@pytest.mark.regel("C-01", "C-02", "C-03", "C-07", "C-10", "C-11", "C-23", "C-24")
@pytest.mark.parametrize(("code", "ruw"), AFSPRAKEN)
def test_elke_regio_antwoordt_zelf_vanaf_een_dag(code: str, ruw: Any, streek: Any, maak_wie: Any) -> None:
    assert waarde(streek.swv, code).leeg, "zonder besluit is er geen antwoord"
    waarde_zetten(wie=maak_wie("directeur_swv"), code=code, ruw=ruw, vanaf=vandaag(), bron="besluit")
    assert not waarde(streek.swv, code).leeg
    assert waarde(streek.swv, code, vandaag() - GISTEREN).leeg
    assert waarde(streek.ander_swv, code).leeg


def test_elke_vraag_heeft_een_bron_en_geen_verzonnen_antwoord() -> None:
    for soort in instelbaar:
        assert soort.bron, soort.code
        assert soort.hulp, soort.code
        assert soort.standaard is None or soort.standaard_bron, soort.code
        assert set(soort.regels) <= set(bekende_regels()), soort.code


def test_een_declaratie_die_niet_kan_wordt_geweigerd() -> None:
    for fout in (
        {"code": "zonderpunt"}, {"soort": "raar"}, {"soort": "keuze"}, {"kolommen": (Kolom("a", "A"),)}, {"standaard": Decimal(75)},
    ):  # fmt: skip
        velden: dict[str, Any] = {"code": "a.b", "naam": "N", "groep": "G", "soort": GETAL, "hulp": "h", "bron": "b"}
        with pytest.raises(ValueError, match="instelling"):
            Instelbaar(**(velden | fout))
    slot = Instelbaar("a.b", "N", "G", GETAL, "h", bron="b", wet=Wetslot("Wet", "Zo is het.", Decimal(1)))
    assert slot.op_slot
