"""Error pages: the right status, a sentence that says what to do, and no database when the house itself is broken."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from vindplaats.kern import views


def test_onbekend_adres_zegt_niet_of_het_bestaat(client: Client, db: None) -> None:
    antwoord = client.get("/dit-is-er-niet/")
    assert antwoord.status_code == 404
    assert "Niet gevonden of niet voor u zichtbaar" in antwoord.content.decode()


@pytest.mark.parametrize(("naam", "status"), [("fout_400", 400), ("fout_403", 403)])
def test_pagina_zegt_wat_nu(naam: str, status: int, rf: RequestFactory) -> None:
    antwoord = getattr(views, naam)(rf.get("/"))
    html = antwoord.content.decode()
    assert antwoord.status_code == status
    assert "Naar mijn werk" in html
    assert "fout opgetreden" not in html.lower()


def test_eigen_huisfout_heeft_geen_database_of_sessie_nodig(rf: RequestFactory) -> None:
    """Without the `db` fixture every query would raise."""
    antwoord = views.fout_500(rf.get("/"))
    html = antwoord.content.decode()
    assert antwoord.status_code == 500
    assert "Wat bewaard was, is er nog" in html
    assert "<script" not in html


@pytest.mark.parametrize("naam", ["fout", "fout_409", "fout_413"])
def test_de_zin_van_de_fout_staat_erop_en_is_ontsnapt(naam: str) -> None:
    html = render_to_string(f"kern/{naam}.html", {"zin": "Dit <b> kan nu niet."})
    assert "Dit &lt;b&gt; kan nu niet." in html


def test_deel_voor_htmx_is_een_melding() -> None:
    html = render_to_string("kern/fout_deel.html", {"zin": "Kies eerst een bestuur."})
    assert 'role="alert"' in html
    assert "<html" not in html
