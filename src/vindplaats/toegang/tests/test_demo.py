"""The people of the demo and the picker."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from vindplaats.kern.registers import demo_stappen
from vindplaats.toegang import demo
from vindplaats.toegang.models import Gebeurtenis, Gebruiker, RolToekenning
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.tests.fabriek import maak_toekenning

pytestmark = pytest.mark.django_db


@pytest.fixture
def demoland(db: Any, settings: Any) -> None:
    settings.DEMO = True
    demo_stappen["10-organisaties"]()
    demo_stappen["20-mensen"]()


def test_elke_rol_en_elk_bestuur_heeft_mensen(demoland: None) -> None:
    gevuld = set(RolToekenning.objects.values_list("rol", flat=True))
    assert gevuld == set(ROLLEN)
    besturen = set(RolToekenning.objects.filter(rol="bestuurder").values_list("organisatie", flat=True))
    assert len(besturen) == 12
    assert besturen == set(RolToekenning.objects.filter(rol="bestuursadviseur").values_list("organisatie", flat=True))


def test_nog_een_keer_leggen_verandert_niets(demoland: None) -> None:
    voor = RolToekenning.objects.count(), Gebruiker.objects.count()
    assert demo.demo_accounts() == 0
    assert voor == (RolToekenning.objects.count(), Gebruiker.objects.count())


def test_een_mens_met_drie_rollen(demoland: None) -> None:
    assert RolToekenning.objects.filter(gebruiker__naam="Aart Binnendam").count() == 3


def test_kiezer_en_instappen(demoland: None, settings: Any) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    client = Client()
    assert client.get("/toegang/mensen/").url.startswith("/toegang/demo/"), (
        "in the demo one picks instead of signing in"
    )
    pagina = client.get("/toegang/demo/").content.decode()
    assert "Sanne Poelstra" in pagina
    assert "Beekstreek" in pagina
    rol = RolToekenning.objects.get(gebruiker__naam="Sanne Poelstra")
    assert client.post("/toegang/demo/instappen/", {"rol": str(rol.pk)}).url == "/"
    mensen = client.get("/toegang/mensen/")
    assert mensen.status_code == 200, "counts as signed in with the second factor"
    assert "Wissel van rol" in mensen.content.decode()
    tweede = RolToekenning.objects.get(gebruiker__naam="Gijs Noorderwijk")
    client.post("/toegang/demo/instappen/", {"rol": str(tweede.pk)})
    assert client.get("/toegang/mensen/").status_code == 403
    assert client.get("/toegang/logboek/").status_code == 200
    assert Gebeurtenis.objects.voor_taak("test").filter(naam="toegang.rol_gewisseld").count() == 2


def test_alleen_verzonnen_mensen(demoland: None) -> None:
    echt = maak_toekenning("bestuurder", "bestuur:90001")
    client = Client()
    assert client.post("/toegang/demo/instappen/", {"rol": str(echt.pk)}).status_code == 404
    assert client.post("/toegang/demo/instappen/", {"rol": "onzin"}).status_code == 404
    assert client.get("/toegang/account/").status_code == 302


def test_buiten_de_demo_bestaat_de_kiezer_niet(client: Client) -> None:
    rol = maak_toekenning("bestuurder")
    assert client.get("/toegang/demo/").status_code == 404
    assert client.get("/toegang/demo/postvak/").status_code == 404
    assert client.post("/toegang/demo/instappen/", {"rol": str(rol.pk)}).status_code == 404
    assert client.get("/toegang/account/").status_code == 302


def test_instap_uit_de_demo_telt_daarbuiten_niet(demoland: None, settings: Any) -> None:
    settings.TWEEDE_FACTOR_VERPLICHT = True
    client = Client()
    rol = RolToekenning.objects.get(gebruiker__naam="Sanne Poelstra")
    client.post("/toegang/demo/instappen/", {"rol": str(rol.pk)})
    settings.DEMO = False
    assert client.get("/toegang/mensen/").url == "/account/tweede-stap/instellen/"


def test_geen_vaste_mensen_zonder_de_demo(db: Any) -> None:
    call_command("migrate", verbosity=0)
    assert not Gebruiker.objects.exists()


@pytest.mark.django_db
def test_samenwerken_staat_in_de_demo(settings: Any) -> None:
    from vindplaats.toegang.models import Meekijken, Rechtenronde, Rolbericht, Uitnodiging, Volmacht

    settings.DEMO = True
    for stap in ("10-organisaties", "20-mensen", "21-mensen-samen"):
        demo_stappen[stap]()
    for model in (Volmacht, Meekijken, Rechtenronde, Rolbericht):
        assert model.objects.count() == 1
    assert Uitnodiging.objects.count() == 2
