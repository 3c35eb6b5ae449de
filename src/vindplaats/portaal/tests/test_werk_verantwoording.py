"""My work and search: everything of all rooms that this person may see."""

from typing import Any

from django.test import Client

from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur
from vindplaats.procedures.models import Zaak
from vindplaats.toegang.tests.fabriek import client_als
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.actions import rapport_openen


def _rapport(stand: str) -> Any:
    rapport = rapport_openen(wie=Wie.taak("test"), bestuur=Bestuur.objects.get(pk="99001"), jaar=Schooljaar(2023))
    Zaak.objects.voor_taak("test").filter(pk=rapport.zaak_id).update(stand=stand)
    return rapport


def test_open_verantwoording_staat_op_de_lijst_van_het_bestuur_alleen(streek: Any) -> None:
    rapport = _rapport("open")
    eigen = client_als("bestuurder", streek.bestuur).get("/").content.decode()
    assert f"/verantwoording/{rapport.pk}/" in eigen
    for rol, organisatie in (("bestuurder", streek.buurbestuur), ("directeur_swv", streek.swv), ("opr", streek.swv)):
        assert str(rapport.pk) not in client_als(rol, organisatie).get("/").content.decode()


def test_ingediend_staat_op_de_lijst_van_het_verband(streek: Any) -> None:
    rapport = _rapport("ingediend")
    assert str(rapport.pk) in client_als("directeur_swv", streek.swv).get("/").content.decode()
    assert str(rapport.pk) not in client_als("directeur_swv", streek.ander_swv).get("/").content.decode()


def test_zonder_aanmelden_naar_de_aanmeldpagina(db: Any) -> None:
    assert Client().get("/").status_code == 302


def test_zoeken_geeft_alleen_wat_je_mag_zien(streek: Any) -> None:
    _rapport("concept")
    buur = client_als("bestuurder", streek.buurbestuur).get("/zoeken/?q=99001").content.decode()
    assert "Verantwoordingen" not in buur
    eigen = client_als("bestuurder", streek.bestuur).get("/zoeken/?q=Stichting+2023").content.decode()
    assert "Stichting 99001 2023-2024" in eigen
