"""Other names for the same: in the search box; the foot of the page; the worklist."""

import datetime as dt
from typing import Any

import pytest
from django.template import Context, Template
from django.urls import reverse

from vindplaats.instellingen import actions
from vindplaats.instellingen.actions_kalender import periode_toevoegen
from vindplaats.instellingen.rules_kalender import Vrij
from vindplaats.instellingen.rules_woorden import andere_vragen, groepen, namen_van
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import Werk
from vindplaats.organisaties.models import Bestuur

RIJEN = [{"woord": "Expertisepool", "ook": "Expertiseplatform; Kennispool"}, {"woord": "alleen", "ook": ""}]


def zet(wie: Any, code: str, ruw: Any) -> None:
    actions.waarde_zetten(wie=wie, code=code, ruw=ruw, vanaf=vandaag(), bron="proef")


def test_woorden_zijn_heel_en_zonder_hoofdletters() -> None:
    lijst = groepen(RIJEN, "woord", "ook")
    assert lijst == [["Expertisepool", "Expertiseplatform", "Kennispool"]]
    assert andere_vragen("de expertisepool in west", lijst) == ["de Expertiseplatform in west", "de Kennispool in west"]
    assert andere_vragen("expertisepoolen (a+)+$", lijst) == []
    assert namen_van("kennispool", lijst) == ["Expertisepool", "Expertiseplatform"]


@pytest.mark.regel("C-22", "C-17")
def test_zoeken_vindt_wat_onder_een_andere_naam_staat(streek: Any, client_als: Any) -> None:
    beheer = client_als("functioneel_beheerder")
    Bestuur.objects.filter(pk="99001").update(naam="Stichting Beekonderwijs")
    zoek, link = reverse("portaal:zoeken"), reverse("organisaties:bestuur", args=["99001"])
    bestuurder = client_als("bestuurder", streek.bestuur)
    assert link not in bestuurder.get(zoek, {"q": "BOZ-groep"}).content.decode()
    zet(beheer.wie, "woorden.synoniemen", [{"woord": "Beekonderwijs", "ook": "BOZ-groep"}])
    zet(beheer.wie, "woorden.wetten", [{"oud": "oude school", "nieuw": "School 99AA00"}])
    assert link in bestuurder.get(zoek, {"q": "boz-groep"}).content.decode()
    assert "School 99AA00" in bestuurder.get(zoek, {"q": "oude school"}).content.decode()
    elders = client_als("bestuurder", streek.ander_bestuur)
    assert link not in elders.get(zoek, {"q": "boz-groep"}).content.decode()
    assert "Vanaf hoeveel weken thuis" in beheer.get(zoek, {"q": "weken thuis"}).content.decode()
    assert "Vanaf hoeveel weken thuis" not in bestuurder.get(zoek, {"q": "weken thuis"}).content.decode()


@pytest.mark.regel("C-20")
def test_motto_en_contact_staan_onder_elke_bladzijde(streek: Any, client_als: Any) -> None:
    beheer = client_als("functioneel_beheerder")
    zet(beheer.wie, "regio.motto", "Samen <b>sterk</b>")
    zet(beheer.wie, "regio.contact", "Bel het kantoor")
    pagina = client_als("bestuurder", streek.bestuur).get(reverse("portaal:hulp")).content.decode()
    assert "Samen &lt;b&gt;sterk&lt;/b&gt;" in pagina
    assert "Bel het kantoor" in pagina
    assert (
        "Bel het kantoor"
        not in client_als("bestuurder", streek.ander_bestuur).get(reverse("portaal:hulp")).content.decode()
    )


def test_de_werklijst_zegt_dat_een_datum_vrij_is(streek: Any, maak_wie: Any) -> None:
    wie, dag = maak_wie("functioneel_beheerder"), vandaag() + dt.timedelta(days=3)
    werk = [Werk("Iets doen", "", "", "/", dag)]
    tekenen = Template("{% werklijst werk %}")
    assert "Kantoor dicht" not in tekenen.render(Context({"werk": werk, "wie": wie}))
    periode_toevoegen(wie=wie, vrij=Vrij("Kantoor dicht", dag, dag, "sluiting", "", "proef"))
    assert "Kantoor dicht" in tekenen.render(Context({"werk": werk, "wie": wie}))
    assert "Iets doen" in tekenen.render(Context({"werk": werk}))
