"""The doors of views: who gets in, who is sent where."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from vindplaats.kern.fouten import GeenRecht, NietGevonden
from vindplaats.toegang.deur import ingelogd, openbaar, vereist
from vindplaats.toegang.permissions import eis, mag
from vindplaats.toegang.tests.fabriek import maak_gebruiker
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db


def goed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("binnen")


def vraag(wie: Wie | None, gebruiker: Any = None) -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/ergens/?a=1")
    request.user = gebruiker or (maak_gebruiker() if wie else AnonymousUser())
    request.wie = wie
    request.htmx = False
    return request


def test_openbaar_laat_iedereen_binnen() -> None:
    assert openbaar(goed)(vraag(None)).content == b"binnen"


def test_zonder_account_naar_aanmelden_en_terug() -> None:
    antwoord = ingelogd(goed)(vraag(None))
    assert antwoord.status_code == 302
    assert antwoord.url == "/account/login/?next=/ergens/%3Fa%3D1"


def test_recht_hoort_bij_de_rol(maak_wie: Any) -> None:
    deur = vereist("toegang.logboek_lezen")(goed)
    assert deur(vraag(maak_wie("privacy_officer"))).content == b"binnen"
    with pytest.raises(GeenRecht, match=r"het logboek lezen.*privacy officer"):
        deur(vraag(maak_wie("ouder")))


def test_vreemde_krijgt_niet_gevonden_voor_het_recht_van_de_rij(maak_wie: Any) -> None:
    def zoek(wie: Wie, code: str) -> str:
        if code == "weg":
            raise NietGevonden()
        return code

    deur = vereist("toegang.uitnodigen", zoek=zoek)(goed)
    wie = maak_wie("bestuurder", "bestuur:99001")
    assert deur(vraag(wie), code="bestuur:99001").content == b"binnen"
    with pytest.raises(NietGevonden):
        deur(vraag(wie), code="weg")
    with pytest.raises(GeenRecht, match="andere organisatie"):
        deur(vraag(wie), code="bestuur:99002")


def test_taak_mag_alles_en_niemand_niets() -> None:
    assert mag(Wie.taak("test"), "toegang.rol_geven")
    assert not mag(None, "toegang.rol_geven")
    with pytest.raises(GeenRecht):
        eis(None, "toegang.rol_geven")


def test_onbekend_recht_is_een_fout_van_de_bouwer(maak_wie: Any) -> None:
    with pytest.raises(KeyError, match="niet aangemeld"):
        mag(maak_wie("ouder"), "toegang.bestaat_niet")
