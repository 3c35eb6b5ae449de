"""The address of a visitor behind our proxy: what the proxy saw counts, what a visitor writes in a header does not."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from vindplaats.toegang import rem
from vindplaats.toegang.adres import adres_van
from vindplaats.toegang.models import Bekend, Bericht, Poging, Sessie
from vindplaats.toegang.rules_deuren import ADRES, netwerk_van
from vindplaats.toegang.tests.fabriek import maak_gebruiker, maak_toekenning

WACHTWOORD = "een lange zin over fietsen"
PROXY, BEZOEKER, VERZONNEN = "10.0.0.2", "192.0.2.9", "203.0.113.50"


@pytest.fixture
def els(streek: Any) -> Any:
    cache.clear()
    gebruiker = maak_gebruiker("Els Aanmelder", "els@voorbeeld.test", WACHTWOORD)
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=gebruiker)
    return gebruiker


@pytest.fixture
def achter_proxy(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


def meld_aan(kop: str, wachtwoord: str = WACHTWOORD, client: Client | None = None) -> Any:
    gegevens = {"login": "els@voorbeeld.test", "password": wachtwoord}
    return (client or Client()).post("/account/login/", gegevens, REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": kop})


@pytest.mark.parametrize(
    ("proxies", "kop", "afzender", "adres"),
    [
        (0, "", BEZOEKER, BEZOEKER),
        (0, VERZONNEN, BEZOEKER, BEZOEKER),
        (1, BEZOEKER, PROXY, BEZOEKER),
        (1, f"{VERZONNEN}, {BEZOEKER}", PROXY, BEZOEKER),
        (1, f"{VERZONNEN},,, {BEZOEKER}:4711", PROXY, BEZOEKER),
        (2, f"{VERZONNEN}, {BEZOEKER}, 10.0.0.3", PROXY, BEZOEKER),
        (1, "", PROXY, PROXY),
        (1, "<script>", PROXY, ""),
        (2, BEZOEKER, PROXY, ""),
        (0, "", "", ""),
    ],
)
def test_wat_de_proxy_zag_telt(settings: Any, proxies: int, kop: str, afzender: str, adres: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    koppen = {"X-Forwarded-For": kop} if kop else {}
    assert adres_van(RequestFactory().get("/", REMOTE_ADDR=afzender, headers=koppen)) == adres


@pytest.mark.django_db
@pytest.mark.regel("P-11")
def test_sessies_tonen_het_netwerk_van_de_bezoeker(els: Any, achter_proxy: None) -> None:
    assert meld_aan(f"{VERZONNEN}, {BEZOEKER}").status_code == 302
    assert Sessie.objects.get(gebruiker=els).waar == "netwerk 192.0.2.*"
    bekend = Bekend.objects.get(gebruiker=els, soort=Bekend.NETWERK)
    assert bekend.omschrijving == "netwerk 192.0.2.*"


@pytest.mark.django_db(transaction=True)
@pytest.mark.regel("P-11")
def test_een_ander_netwerk_achter_dezelfde_proxy_geeft_een_waarschuwing(els: Any, achter_proxy: None) -> None:
    client = Client()
    meld_aan(BEZOEKER, client=client)
    client.post("/account/logout/")
    meld_aan(VERZONNEN, client=client)
    assert "een nieuw netwerk" in Bericht.objects.get(gebruiker=els).tekst


@pytest.mark.django_db
def test_een_verzonnen_kop_geeft_de_rem_geen_nieuwe_teller(els: Any, achter_proxy: None) -> None:
    for nummer in range(5):
        meld_aan(f"198.51.100.{nummer}, {BEZOEKER}", "verkeerd wachtwoord")
    naam = rem.sleutel("adres", netwerk_van(BEZOEKER))
    assert Poging.objects.get(sleutel=naam).aantal == 5
    assert Poging.objects.filter(sleutel__startswith="adres:").count() == 1


@pytest.mark.django_db
def test_zonder_bekend_adres_telt_de_rem_toch(els: Any, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert meld_aan(BEZOEKER, "verkeerd wachtwoord").status_code == 200
    naam = rem.sleutel("adres", "")
    assert Poging.objects.get(sleutel=naam).aantal == 1
    for _ in range(ADRES.vrij + 5):
        rem.neem(naam, ADRES)
    assert rem.dicht(naam)


def test_niemand_leest_het_adres_zelf() -> None:
    """Only `toegang.adres` asks where somebody comes from."""
    from pathlib import Path

    import vindplaats

    huis = Path(vindplaats.__file__).parent
    lezers = {
        pad.relative_to(huis).as_posix()
        for pad in huis.rglob("*.py")
        if "tests" not in pad.parts
        and any(woord in pad.read_text(encoding="utf-8") for woord in ("REMOTE_ADDR", "get_client_ip", "FORWARDED_FOR"))
    }
    assert lezers == {"toegang/adres.py"}
