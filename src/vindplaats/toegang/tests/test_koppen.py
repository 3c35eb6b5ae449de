"""Security headers on every kind of answer."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("adres", ["/account/login/", "/toegang/logboek/", "/toegang/mensen/", "/bestaat/niet/"])
def test_koppen_op_elk_antwoord(streek: Any, client_als: Any, adres: str) -> None:
    for client in (Client(), client_als("privacy_officer", streek.swv)):
        koppen = client.get(adres).headers
        csp = koppen["Content-Security-Policy"]
        assert "default-src 'none'" in csp
        assert "unsafe" not in csp
        assert koppen["X-Content-Type-Options"] == "nosniff"
        assert koppen["X-Frame-Options"] == "DENY"
        assert koppen["Referrer-Policy"] == "same-origin"
        assert koppen["Cross-Origin-Opener-Policy"] == "same-origin"
        assert koppen["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in koppen["Permissions-Policy"]


def test_eigen_bladzijden_komen_niet_in_een_tussenopslag(streek: Any, client_als: Any) -> None:
    assert "no-store" in client_als("privacy_officer", streek.swv).get("/toegang/logboek/").headers["Cache-Control"]


def test_formulier_van_elders_wordt_geweigerd_met_een_zin(streek: Any, client_als: Any) -> None:
    streng = Client(enforce_csrf_checks=True)
    streng.cookies = client_als("bestuurder", streek.bestuur).cookies
    antwoord = streng.post("/toegang/berichten/gelezen/")
    assert antwoord.status_code == 403
    assert "te oud" in antwoord.content.decode()


def test_koekjes_zijn_dicht(streek: Any, client_als: Any) -> None:
    koekje = client_als("bestuurder", streek.bestuur).cookies["sessionid"]
    from django.conf import settings

    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert koekje.value
