"""Terms on the page of a report and in the year: who may extend or suspend finds the way, everyone reads what happened."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.urls import reverse

from vindplaats.kern.klok import vandaag
from vindplaats.procedures.actions import stap_zetten
from vindplaats.procedures.models import Termijn

pytestmark = pytest.mark.django_db


def tekst(antwoord: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", antwoord.content.decode())))


def test_de_directeur_zet_een_termijn_stil_en_het_bestuur_leest_waarom(
    maak_rapport: Any, client_als: Any, maak_wie: Any
) -> None:
    rapport = maak_rapport("99001", stand="concept")
    stap_zetten(wie=maak_wie("bestuurder"), zaak=rapport.zaak, verb="indienen")
    termijn = Termijn.objects.voor_taak("t").get(zaak=rapport.zaak, code="bespreken_voor")
    adres = reverse("procedures:termijn", args=[termijn.pk])
    directeur, bestuurder = client_als("directeur_swv"), client_als("bestuurder")
    rapport_url = reverse("verantwoording:rapport", args=[rapport.pk])
    assert adres in directeur.get(rapport_url).content.decode()
    assert adres not in bestuurder.get(rapport_url).content.decode()
    data = {"wat": "stilzetten", "stilzetten-per": vandaag().isoformat(), "stilzetten-reden": "Het bestuur fuseert"}
    assert bestuurder.post(adres, data).status_code == 403
    assert directeur.post(adres, data).status_code == 302
    pagina = tekst(bestuurder.get(rapport_url))
    assert "Staat stil" in pagina
    assert "De termijn staat stil sinds" in pagina
    assert "Het bestuur fuseert" in pagina


def test_een_termijn_van_een_concept_is_te_verlengen_zonder_de_tekst_te_zien(
    maak_rapport: Any, client_als: Any
) -> None:
    rapport = maak_rapport("99001", stand="concept")
    termijn = Termijn.objects.voor_taak("t").get(zaak=rapport.zaak, code="indienen_voor")
    adres = reverse("procedures:termijn", args=[termijn.pk])
    directeur = client_als("directeur_swv")
    assert directeur.get(reverse("verantwoording:rapport", args=[rapport.pk])).status_code == 404
    jaar = reverse("verantwoording:jaar") + f"?jaar={rapport.jaar}"
    assert adres in directeur.get(jaar).content.decode()
    assert adres not in client_als("bestuurder").get(jaar).content.decode()
    pagina = directeur.get(adres).content.decode()
    assert reverse("verantwoording:rapport", args=[rapport.pk]) not in pagina, "geen link naar wat je niet mag lezen"
    assert f'href="{reverse("verantwoording:jaar")}"' in pagina
    tot = (vandaag() + dt.timedelta(days=60)).isoformat()
    goed = directeur.post(
        adres, {"wat": "verlengen", "verlengen-tot": tot, "verlengen-reden": "Ziekte bij het bestuur"}
    )
    assert goed.status_code == 302
    termijn.refresh_from_db()
    assert termijn.eind is not None
    assert termijn.eind.isoformat() == tot
