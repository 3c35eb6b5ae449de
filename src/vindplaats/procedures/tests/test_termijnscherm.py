"""The page of one running term: extend, let stand still, let run on; bounds of the law, reason, log, status line."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.procedures import actions, queries
from vindplaats.procedures.models import Termijn
from vindplaats.toegang.log import spoor

pytestmark = pytest.mark.django_db
VANDAAG = dt.date(2024, 9, 2)


@pytest.fixture(autouse=True)
def _vandaag(settings: Any) -> None:
    settings.VANDAAG = VANDAAG


@pytest.fixture
def besluit(zaak: Any, maak_wie: Any) -> Termijn:
    """A statutory term that runs from today: eight weeks, once four weeks longer."""
    actions.stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
    rij: Termijn = Termijn.objects.voor_taak("t").get(zaak=zaak, code="besluit")
    return rij


def url(rij: Termijn) -> str:
    return reverse("procedures:termijn", args=[rij.pk])


def tekst(antwoord: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", antwoord.content.decode()))).replace("\xa0", " ")


@pytest.mark.regel("T-12")
def test_verlengen_binnen_de_wet(besluit: Termijn, client_als: Any) -> None:
    directeur = client_als("directeur_swv")
    pagina = tekst(directeur.get(url(besluit)))
    assert "Verlengen kan tot en met 25 november 2024 ; verder laat de wet niet toe" in pagina.replace(" ;", " ;") or (
        "Verlengen kan tot en met 25 november 2024; verder laat de wet niet toe" in pagina
    )
    assert "Dit kan nog 1 keer." in pagina
    zonder = directeur.post(url(besluit), {"wat": "verlengen", "verlengen-tot": "2024-11-01", "verlengen-reden": " "})
    assert zonder.status_code == 400
    assert "Schrijf op waarom" in tekst(zonder)
    te_ver = directeur.post(
        url(besluit), {"wat": "verlengen", "verlengen-tot": "2024-12-24", "verlengen-reden": "Vakantie"}
    )
    assert te_ver.status_code == 400
    assert "Verlengen kan tot en met 25-11-2024" in tekst(te_ver)
    assert "Vakantie" in te_ver.content.decode()
    goed = directeur.post(
        url(besluit), {"wat": "verlengen", "verlengen-tot": "2024-11-12", "verlengen-reden": "Wacht op de arts"}
    )
    assert goed.status_code == 302
    besluit.refresh_from_db()
    assert (besluit.eind, besluit.verlengd_keer) == (dt.date(2024, 11, 12), 1)
    regel = spoor(besluit.zaak.onderwerp).first()
    assert (regel.naam, regel.waarom) == ("procedures.termijn_verlengd", "Wacht op de arts")
    pagina = tekst(directeur.get(url(besluit)))
    assert "Wacht op de arts" in pagina
    assert "De termijn is verlengd tot en met 12 november 2024." in pagina
    assert "of hij is al zo vaak verlengd als mag" not in pagina, "stilzetten kan nog wel"
    nog = directeur.post(
        url(besluit), {"wat": "verlengen", "verlengen-tot": "2024-11-20", "verlengen-reden": "Nog eens"}
    )
    assert nog.status_code == 409


@pytest.mark.regel("T-12")
def test_stilzetten_en_weer_laten_lopen(besluit: Termijn, client_als: Any, settings: Any) -> None:
    directeur = client_als("directeur_swv")
    oud = besluit.eind
    assert oud is not None
    assert "Awb artikel 4:15" in tekst(directeur.get(url(besluit)))
    morgen = directeur.post(
        url(besluit), {"wat": "stilzetten", "stilzetten-per": "2024-09-03", "stilzetten-reden": "Stukken"}
    )
    assert (morgen.status_code, "Kies een dag van 02-09-2024" in tekst(morgen)) == (400, True)
    data = {"wat": "stilzetten", "stilzetten-per": "2024-09-02", "stilzetten-reden": "Stukken ontbreken"}
    assert directeur.post(url(besluit), data).status_code == 302
    assert directeur.post(url(besluit), data).status_code == 409, "een tweede klik verandert niets"
    pagina = tekst(directeur.get(url(besluit)))
    assert "De termijn staat stil sinds 2 september 2024." in pagina
    assert "Weer laten lopen" in pagina
    zaak = queries.zaak_voor(directeur.wie, besluit.zaak_id)
    assert queries.statusregel(zaak, directeur.wie).tot is None, "een termijn die stilstaat heeft geen laatste dag"
    settings.VANDAAG = VANDAAG + dt.timedelta(days=10)
    verder = {"wat": "hervatten", "hervatten-per": "2024-09-12", "hervatten-reden": "Alles is er"}
    assert directeur.post(url(besluit), verder).status_code == 302
    besluit.refresh_from_db()
    assert (besluit.stand, besluit.opgeschort_dagen) == ("lopend", 10)
    assert besluit.eind is not None
    assert besluit.eind >= oud + dt.timedelta(days=10)
    namen = [g.naam for g in spoor(besluit.zaak.onderwerp)][:2]
    assert namen == ["procedures.termijn_hervat", "procedures.termijn_opgeschort"]


def test_wie_het_niet_mag_leest_hoe_de_datum_tot_stand_komt(besluit: Termijn, client_als: Any, streek: Any) -> None:
    bestuurder = client_als("bestuurder")
    pagina = tekst(bestuurder.get(url(besluit)))
    assert "Hoe de datum tot stand komt" in pagina
    assert "In jouw rol kun je deze termijn niet bijstellen" in pagina
    data = {"wat": "verlengen", "verlengen-tot": "2024-11-12", "verlengen-reden": "Graag"}
    assert bestuurder.post(url(besluit), data).status_code == 403
    vreemde = client_als("directeur_swv", streek.ander_swv)
    assert vreemde.get(url(besluit)).status_code == 404
    assert vreemde.post(url(besluit), data).status_code == 404
    assert bestuurder.post(url(besluit), {"wat": "wissen"}).status_code == 400
    besluit.refresh_from_db()
    assert besluit.verlengd_keer == 0
