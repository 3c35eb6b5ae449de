"""The own account; wiping somebody's second factor."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.toegang import actions
from vindplaats.toegang.models import Gebeurtenis, Gebruiker
from vindplaats.toegang.tests.fabriek import client_voor, maak_toekenning

pytestmark = pytest.mark.django_db


def test_naam_wijzigen(maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    client = client_voor(wie)
    assert client.post("/toegang/account/", {"naam": ""}).status_code == 422
    assert client.post("/toegang/account/", {"naam": "  Anna   Nieuw "}).status_code == 302
    assert Gebruiker.objects.get(pk=wie.gebruiker_id).naam == "Anna Nieuw"
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.naam_gewijzigd").exists()


def test_naam_van_een_ander(maak_wie: Any) -> None:
    ander = maak_toekenning("bestuurder").gebruiker
    with pytest.raises(GeenRecht):
        actions.naam_wijzigen(wie=maak_wie("functioneel_beheerder"), gebruiker=ander, naam="X")


def test_account_toont_rollen_en_adres(streek: Any, maak_wie: Any) -> None:
    tekst = client_voor(maak_wie("bestuurder", streek.bestuur)).get("/toegang/account/").content.decode()
    assert "Schoolbestuurder" in tekst
    assert "Stichting 99001" in tekst


def test_factor_wissen(streek: Any, maak_wie: Any) -> None:
    beheerder, mens = (
        maak_wie("functioneel_beheerder", streek.swv),
        maak_toekenning("bestuurder", streek.bestuur).gebruiker,
    )
    with pytest.raises(VerkeerdeStand):
        actions.factor_wissen(wie=beheerder, gebruiker=mens, waarom="gebeld")
    TOTP.activate(mens, "JBSWY3DPEHPK3PXP")
    with pytest.raises(OngeldigeInvoer):
        actions.factor_wissen(wie=beheerder, gebruiker=mens, waarom=" ")
    with pytest.raises(GeenRecht):
        actions.factor_wissen(wie=maak_wie("bestuurder", streek.bestuur), gebruiker=mens, waarom="gebeld")
    actions.factor_wissen(wie=beheerder, gebruiker=mens, waarom="gebeld")
    assert not Authenticator.objects.filter(user=mens).exists()
    rij = Gebeurtenis.objects.voor_taak("test").get(naam="toegang.factor_gewist")
    assert rij.waarom == "gebeld"


def test_factor_wissen_niet_bij_rollen_elders(streek: Any, maak_wie: Any) -> None:
    mens = maak_toekenning("bestuurder", streek.bestuur).gebruiker
    maak_toekenning("bestuurder", streek.ander_bestuur, gebruiker=mens)
    TOTP.activate(mens, "JBSWY3DPEHPK3PXP")
    with pytest.raises(GeenRecht, match="buiten jouw organisaties"):
        actions.factor_wissen(wie=maak_wie("functioneel_beheerder", streek.swv), gebruiker=mens, waarom="gebeld")


def test_scherm_factor_wissen(streek: Any, client_als: Any) -> None:
    mens = maak_toekenning("bestuurder", streek.bestuur).gebruiker
    TOTP.activate(mens, "JBSWY3DPEHPK3PXP")
    adres = f"/toegang/mensen/{mens.pk}/tweede-stap-wissen/"
    assert client_als("functioneel_beheerder", streek.ander_swv).post(adres, {"waarom": "x"}).status_code == 404
    assert client_als("bestuurder", streek.bestuur).post(adres, {"waarom": "x"}).status_code == 403
    client = client_als("functioneel_beheerder", streek.swv)
    assert client.get(adres).status_code == 200
    assert client.post(adres, {"waarom": ""}).status_code == 422
    assert client.post(adres, {"waarom": "gebeld"}).status_code == 302
    assert not Authenticator.objects.filter(user=mens).exists()
