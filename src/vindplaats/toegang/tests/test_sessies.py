"""Sessions: the list, ending one or all others, the limit of silence at the server, ended with roles and passwords."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from vindplaats.toegang import actions, sessies
from vindplaats.toegang.models import Gebeurtenis, Gebruiker, Sessie
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning, maak_wie

pytestmark = [pytest.mark.django_db, pytest.mark.regel("P-11")]


def _rij(client: Client) -> Sessie:
    return Sessie.objects.get(pk=client.session[sessies.SESSIE])


def _stil(client: Client, minuten: float) -> None:
    Sessie.objects.filter(pk=_rij(client).pk).update(laatst_op=timezone.now() - dt.timedelta(minutes=minuten))


def test_lijst_met_browser_en_grove_plek(streek: Any) -> None:
    wie = maak_wie("bestuurder", streek.bestuur)
    een, twee = client_voor(wie), client_voor(wie)
    Sessie.objects.filter(pk=_rij(twee).pk).update(browser="Firefox op Windows", waar="netwerk 192.0.2.*")
    pagina = een.get("/toegang/sessies/").content.decode()
    assert "Firefox op Windows" in pagina
    assert "netwerk 192.0.2.*" in pagina
    assert pagina.count("Deze sessie</") + pagina.count("Deze sessie<") >= 1


def test_een_andere_sessie_beeindigen(streek: Any) -> None:
    wie = maak_wie("bestuurder", streek.bestuur)
    een, twee = client_voor(wie), client_voor(wie)
    assert twee.get("/toegang/account/").status_code == 200
    assert een.post(f"/toegang/sessies/{_rij(twee).pk}/beeindigen/").status_code == 302
    assert twee.get("/toegang/account/").status_code == 302
    assert een.get("/toegang/account/").status_code == 200
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.sessie_beeindigd").exists()


def test_die_van_een_ander_niet(streek: Any) -> None:
    een, ander = (
        client_voor(maak_wie("bestuurder", streek.bestuur)),
        client_voor(maak_wie("bestuurder", streek.bestuur)),
    )
    assert een.post(f"/toegang/sessies/{_rij(ander).pk}/beeindigen/").status_code == 404
    assert ander.get("/toegang/account/").status_code == 200


def test_alle_andere_beeindigen(streek: Any) -> None:
    wie = maak_wie("bestuurder", streek.bestuur)
    een, twee, drie = (client_voor(wie) for _ in range(3))
    een.post("/toegang/sessies/anderen/")
    assert [c.get("/toegang/account/").status_code for c in (een, twee, drie)] == [200, 302, 302]


def test_de_server_houdt_de_grens_zelf(streek: Any, settings: Any) -> None:
    settings.INACTIEF_MINUTEN = 30
    client = client_voor(maak_wie("bestuurder", streek.bestuur))
    _stil(client, 29)
    assert client.get("/toegang/account/").status_code == 200
    assert timezone.now() - _rij(client).laatst_op < dt.timedelta(minutes=1)
    rij = _rij(client)
    _stil(client, 31)
    antwoord = client.get("/toegang/account/", follow=True)
    assert "account/login" in antwoord.redirect_chain[-1][0]
    assert "afgemeld" in antwoord.content.decode()
    rij.refresh_from_db()
    assert (rij.beeindigd_op is not None, rij.waarom) == (True, sessies.STIL)


def test_een_formulier_na_de_grens_wordt_niet_uitgevoerd_en_je_komt_terug(streek: Any) -> None:
    wie = maak_wie("bestuurder", streek.bestuur)
    client = client_voor(wie)
    _stil(client, 31)
    antwoord = client.post(
        "/toegang/account/", {"naam": "Te Laat"}, headers={"referer": "http://testserver/toegang/account/?x=1"}
    )
    assert antwoord.status_code == 302
    assert antwoord.url.endswith("next=/toegang/account/%3Fx%3D1")
    assert Gebruiker.objects.get(pk=wie.gebruiker_id).naam != "Te Laat"
    elders = client.post("/toegang/account/", {}, headers={"referer": "https://boos.example/x"})
    assert "boos" not in elders.url


def test_teken_van_leven_en_zelf_verlopen(streek: Any) -> None:
    client = client_voor(maak_wie("bestuurder", streek.bestuur))
    _stil(client, 20)
    assert client.post("/toegang/sessies/levend/").json() == {"levend": True}
    assert timezone.now() - _rij(client).laatst_op < dt.timedelta(minutes=1)
    assert client.post("/toegang/sessies/verlopen/").json() == {"afgemeld": True}
    assert client.post("/toegang/sessies/levend/").status_code == 302


def test_eindigen_met_een_rol_die_afloopt(streek: Any, settings: Any) -> None:
    settings.VANDAAG = dt.date(2026, 3, 10)
    mens = maak_gebruiker()
    maak_toekenning("bestuursadviseur", streek.bestuur, gebruiker=mens)
    wie = maak_wie("bestuurder", streek.bestuur, gebruiker=mens)
    client = client_voor(wie)
    Sessie.objects.update(begonnen_op=dt.datetime(2026, 3, 9, 10, tzinfo=dt.UTC))
    maak_toekenning("gmr", streek.bestuur, gebruiker=mens, tot=dt.date(2026, 3, 9))
    assert sessies.sluit_na_einde_rol() == 1
    assert sessies.sluit_na_einde_rol() == 0
    assert client.get("/toegang/account/").status_code == 302


def test_eindigen_met_een_rol_die_per_direct_stopt(streek: Any) -> None:
    wie = maak_wie("bestuurder", streek.bestuur)
    client = client_voor(wie)
    toekenning = Gebruiker.objects.get(pk=wie.gebruiker_id).rollen.get()
    actions.rol_beeindigen(wie=maak_wie("functioneel_beheerder", streek.swv), toekenning=toekenning)
    assert client.get("/toegang/account/").status_code == 302


def test_eindigen_met_een_nieuw_wachtwoord(streek: Any) -> None:
    mens = maak_gebruiker(wachtwoord="een lange zin over fietsen")
    wie = maak_wie("bestuurder", streek.bestuur, gebruiker=mens)
    een, twee = client_voor(wie), client_voor(wie)
    velden = {
        "oldpassword": "een lange zin over fietsen", "password1": "een nog langere zin over roeien",
        "password2": "een nog langere zin over roeien",
    }  # fmt: skip
    assert een.post("/account/wachtwoord/", velden).status_code == 302
    assert een.get("/toegang/account/").status_code == 200
    assert twee.get("/toegang/account/").status_code == 302
    assert Sessie.objects.open().filter(gebruiker=mens).count() == 1
