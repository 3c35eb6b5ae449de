"""Several invitations at once: read, checked per line, sent all or nobody, bounded; and what a line may look like."""

import re
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer
from vindplaats.toegang import actions_lijst
from vindplaats.toegang.models import Gebeurtenis, Uitnodiging
from vindplaats.toegang.rules_mensen import browser_en_apparaat, grof_adres, lees_lijst, plus_maanden
from vindplaats.toegang.tests.fabriek import client_voor, maak_gebruiker, maak_toekenning, maak_wie

pytestmark = pytest.mark.regel("AVG-04")
LIJST = """naam;e-mail;rol;organisatie
Anna Voorbeeld;anna@voorbeeld.test;;
Bas Proef;bas@voorbeeld.test;Bestuursadviseur;
carla@voorbeeld.test
Dirk;geen adres
"""


def test_regels_lezen() -> None:
    regels = lees_lijst(LIJST)
    assert [(r.nummer, r.naam, r.email, r.rol) for r in regels[:3]] == [
        (2, "Anna Voorbeeld", "anna@voorbeeld.test", ""),
        (3, "Bas Proef", "bas@voorbeeld.test", "Bestuursadviseur"),
        (4, "Carla", "carla@voorbeeld.test", ""),
    ]
    assert regels[3].bezwaar


@pytest.mark.parametrize(
    "tekst",
    ["Jan,jan@voorbeeld.test", "Jan\tjan@voorbeeld.test", '"Jan";"jan@voorbeeld.test"', "Jan;<JAN@voorbeeld.test>"],
)
def test_scheidingstekens(tekst: str) -> None:
    (regel,) = lees_lijst(tekst)
    assert (regel.naam, regel.email) == ("Jan", "jan@voorbeeld.test")


@given(st.text(max_size=400))
def test_wat_iemand_ook_plakt_het_breekt_niet(tekst: str) -> None:
    for regel in lees_lijst(tekst.replace("\x00", "")):
        assert regel.bezwaar or "@" in regel.email


def test_kleine_regels() -> None:
    assert browser_en_apparaat("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0") == "Firefox op Windows"
    assert browser_en_apparaat("curl/8") == "Onbekende browser"
    assert (grof_adres("192.0.2.77"), grof_adres("2001:db8:1:2::3"), grof_adres("")) == (
        "netwerk 192.0.2.*",
        "netwerk 2001:db8:1:*",
        "",
    )
    import datetime as dt

    assert plus_maanden(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert plus_maanden(dt.date(2024, 2, 29), 12) == dt.date(2025, 2, 28)


@pytest.mark.django_db
def test_plakken_nakijken_versturen(streek: Any) -> None:
    client = client_voor(maak_wie("functioneel_beheerder", streek.swv))
    antwoord = client.post(
        "/toegang/uitnodigingen/lijst/", {"regels": LIJST, "organisatie": streek.bestuur, "rol": "bestuurder"}
    )
    pagina = antwoord.content.decode()
    assert "3 uitnodigingen kunnen weg" in re.sub(r"\s+", " ", pagina)
    assert not Uitnodiging.objects.exists()
    zegel = re.search(r'name="zegel" value="([^"]+)"', pagina).group(1)  # type: ignore[union-attr]
    assert client.post("/toegang/uitnodigingen/lijst/versturen/", {"zegel": zegel}).status_code == 302
    assert dict(Uitnodiging.objects.values_list("email", "rol")) == {
        "anna@voorbeeld.test": "bestuurder", "bas@voorbeeld.test": "bestuursadviseur", "carla@voorbeeld.test": "bestuurder",
    }  # fmt: skip
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.mens_uitgenodigd").count() == 3
    assert client.post("/toegang/uitnodigingen/lijst/versturen/", {"zegel": zegel}).status_code == 409
    assert Uitnodiging.objects.count() == 3


@pytest.mark.django_db
def test_een_geknoeid_of_geleend_zegel_werkt_niet(streek: Any) -> None:
    een, ander = (client_voor(maak_wie("functioneel_beheerder", streek.swv)) for _ in range(2))
    pagina = een.post(
        "/toegang/uitnodigingen/lijst/",
        {"regels": "a@voorbeeld.test", "organisatie": streek.bestuur, "rol": "bestuurder"},
    ).content.decode()
    zegel = re.search(r'name="zegel" value="([^"]+)"', pagina).group(1)  # type: ignore[union-attr]
    for client, waarde in ((een, zegel + "x"), (een, ""), (ander, zegel)):
        assert client.post("/toegang/uitnodigingen/lijst/versturen/", {"zegel": waarde}).status_code == 409
    assert not Uitnodiging.objects.exists()


@pytest.mark.django_db
def test_bezwaren_per_regel(streek: Any) -> None:
    wie = maak_wie("functioneel_beheerder", streek.swv)
    heeft = maak_gebruiker(email="heeft@voorbeeld.test")
    maak_toekenning("bestuurder", streek.bestuur, gebruiker=heeft)
    tekst = "\n".join((
        "A;a@voorbeeld.test", "A;a@voorbeeld.test", "B;heeft@voorbeeld.test", "C;c@voorbeeld.test;Tovenaar",
        "D;d@voorbeeld.test;Bestuurder;Elders", "E;e@voorbeeld.test;Leerkracht", f"F;f@voorbeeld.test;;{streek.buurbestuur}", "G;g@@x",
    ))  # fmt: skip
    regels = actions_lijst.lijst_nakijken(wie=wie, tekst=tekst, rol="bestuurder", organisatie=streek.bestuur)
    assert [bool(r.bezwaar) for r in regels] == [False, True, True, True, True, True, False, True]
    assert regels[6].organisatie == streek.buurbestuur
    with pytest.raises(OngeldigeInvoer):
        actions_lijst.lijst_uitnodigen(wie=wie, regels=regels)
    assert not mail.outbox


@pytest.mark.django_db
def test_begrensd_en_alleen_eigen_organisaties(streek: Any) -> None:
    wie = maak_wie("functioneel_beheerder", streek.swv)
    veel = "\n".join(f"m{i}@voorbeeld.test" for i in range(actions_lijst.HOOGSTENS + 1))
    with pytest.raises(OngeldigeInvoer, match="hoogstens"):
        actions_lijst.lijst_nakijken(wie=wie, tekst=veel, rol="bestuurder", organisatie=streek.bestuur)
    with pytest.raises(GeenRecht):
        actions_lijst.lijst_nakijken(
            wie=wie, tekst="a@voorbeeld.test", rol="bestuurder", organisatie=streek.ander_bestuur
        )


@pytest.mark.django_db
def test_een_bestand_en_een_lege_lijst(streek: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = client_voor(maak_wie("functioneel_beheerder", streek.swv))
    velden = {"organisatie": streek.bestuur, "rol": "bestuurder"}
    bestand = SimpleUploadedFile("lijst.csv", "Zoë;zoe@voorbeeld.test".encode("cp1252"))
    assert "Zoë" in client.post("/toegang/uitnodigingen/lijst/", velden | {"bestand": bestand}).content.decode()
    leeg = client.post("/toegang/uitnodigingen/lijst/", velden)
    assert (leeg.status_code, "Plak een lijst" in leeg.content.decode()) == (422, True)
