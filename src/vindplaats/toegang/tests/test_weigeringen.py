"""Refused attempts are in the log: who and which screen, not what about; visitors without their address; never a flood."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from vindplaats.toegang import weigeringen
from vindplaats.toegang.models import Gebeurtenis, Poging
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-10")]
SCHERM = "/toegang/mensen/"


def regels(naam: str = "toegang.geweigerd") -> list[Gebeurtenis]:
    return list(Gebeurtenis.objects.voor_taak("test").filter(naam=naam).order_by("wanneer"))


def test_geen_recht(streek: Any, client_als: Any) -> None:
    client = client_als("kwaliteit_swv")
    assert client.get(SCHERM).status_code == 403
    [rij] = regels()
    assert (rij.gebruiker_id, rij.organisatie) == (client.wie.gebruiker_id, client.wie.organisatie)
    assert rij.zin == "Geweigerd: toegang:mensen."
    assert rij.details == {"manier": "GET"}


def test_iets_van_een_ander_staat_erin_zonder_te_zeggen_wat(streek: Any, client_als: Any) -> None:
    client = client_als("functioneel_beheerder")
    vreemd = maak_wie("bestuurder", streek.ander_bestuur)
    for sleutel in (vreemd.gebruiker_id, uuid.uuid4()):
        assert client.get(f"/toegang/mensen/{sleutel}/").status_code == 404
    rijen = regels("toegang.niet_gevonden")
    assert [r.zin for r in rijen] == ["Gevraagd naar iets dat er niet is of van een ander is: toegang:mens."] * 2
    for rij in rijen:
        alles = f"{rij.zin} {rij.onderwerp} {rij.details} {rij.organisatie}"
        assert str(vreemd.gebruiker_id) not in alles
        assert vreemd.naam not in alles
        assert rij.organisatie == client.wie.organisatie


def test_een_adres_dat_niet_bestaat_is_geen_poging(streek: Any, client_als: Any) -> None:
    client = client_als("functioneel_beheerder")
    assert client.get("/bestaat/niet/").status_code == 404
    assert Client().get(f"/toegang/mensen/{uuid.uuid4()}/").status_code == 302
    assert not regels("toegang.niet_gevonden")
    assert not regels()


def test_een_formulier_van_elders(streek: Any) -> None:
    wie = maak_wie("functioneel_beheerder", streek.swv)
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_voor(wie).cookies
    assert client.post("/toegang/berichten/gelezen/").status_code == 403
    [rij] = regels()
    assert rij.details == {"manier": "POST", "reden": "csrf"}
    assert rij.zin.startswith("Formulier zonder geldig merkteken geweigerd: toegang:")
    assert rij.gebruiker_id == wie.gebruiker_id


def test_een_bezoeker_staat_erin_zonder_adres_en_wie_waakt_ziet_het(streek: Any, maak_wie: Any) -> None:
    bezoeker = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.9")
    gegevens = {"login": "els@voorbeeld.test", "password": "geheim wachtwoord"}
    assert bezoeker.post("/account/login/", gegevens).status_code == 403
    [rij] = regels("toegang.bezoeker_geweigerd")
    alles = str({naam: str(waarde) for naam, waarde in vars(rij).items()})
    for geheim in ("192.0.2", "els@", "geheim wachtwoord"):
        assert geheim not in alles
    assert rij.gebruiker_id is None
    assert rij in Gebeurtenis.objects.zichtbaar_voor(maak_wie("privacy_officer", streek.swv))
    assert not Gebeurtenis.objects.zichtbaar_voor(maak_wie("directeur_swv", streek.swv)).exists()


def test_zonder_rol(streek: Any) -> None:
    client = Client()
    client.force_login(maak_gebruiker("Zonder Rol"))
    assert client.get(SCHERM).status_code == 403
    assert [r.wie_naam for r in regels()] == ["Zonder Rol"]


def test_meekijken_staat_er_als_lezen(streek: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.test import RequestFactory

    from vindplaats.toegang.models import Gebruiker
    from vindplaats.toegang.wie import Wie

    mens = maak_gebruiker()
    vraag: Any = RequestFactory().get(SCHERM)
    vraag.user = Gebruiker.objects.get(pk=mens.pk)
    vraag.wie = Wie(mens.pk, mens.naam, "bestuurder", streek.bestuur, alleen_lezen=True, meekijken_id=uuid.uuid4())
    weigeringen.schrijf_op(vraag, 403)
    assert [r.soort for r in regels()] == [Gebeurtenis.LEZEN]


def test_duizend_keer_is_geen_vloed(streek: Any, client_als: Any) -> None:
    client, ander = client_als("kwaliteit_swv"), client_als("kwaliteit_swv")
    for _ in range(120):
        client.get(SCHERM)
    rijen = regels()
    assert len(rijen) == weigeringen.GENOEG.vrij
    assert [weigeringen.VERDER in r.zin for r in rijen] == [False] * (len(rijen) - 1) + [True]
    ander.get(SCHERM)
    assert len(regels()) == len(rijen) + 1, "somebody else is still seen"
    for rij in Poging.objects.exclude(dicht_tot=None):
        rij.dicht_tot -= dt.timedelta(minutes=16)
        rij.save()
    client.get(SCHERM)
    assert len(regels()) == len(rijen) + 2, "after a quarter of an hour it is written down again"
