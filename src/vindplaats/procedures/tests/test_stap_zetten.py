"""The one door to a state: works, stranger 404, too little right 403, wrong state, twice, all or nothing, seen in the log."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import F

from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.procedures.actions import stap_zetten, zaak_openen
from vindplaats.procedures.models import Overgang, Termijn, Zaak
from vindplaats.procedures.tests.fabriek import ONDERWERP, proef
from vindplaats.toegang.log import spoor
from vindplaats.toegang.wie import Wie

pytestmark = pytest.mark.django_db


def historie(zaak: Any) -> list[tuple[str, str, str]]:
    rijen = Overgang.objects.voor_taak("test").filter(zaak=zaak)
    return [(rij.van, rij.verb, rij.naar) for rij in rijen]


def test_een_stap_verandert_stand_geschiedenis_logboek_en_termijnen(zaak: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    overgang = stap_zetten(wie=wie, zaak=zaak, verb="vragen")
    assert (zaak.stand, overgang.van, overgang.naar, overgang.wie_naam) == ("gevraagd", "nieuw", "gevraagd", wie.naam)
    assert historie(zaak) == [("", "openen", "nieuw"), ("nieuw", "vragen", "gevraagd")]
    regel = spoor(ONDERWERP).first()
    assert (regel.naam, regel.zin, regel.organisatie) == ("proefronde.vragen", "Gevraagd.", "bestuur:99001")
    standen = dict(Termijn.objects.voor_taak("test").filter(zaak=zaak).values_list("code", "stand"))
    assert standen == {"afspraak": "gehaald", "besluit": "lopend"}


def test_tweede_klik_doet_niets_en_zegt_wie_het_deed(zaak: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    tweede_tab = Zaak.objects.voor_taak("test").get(pk=zaak.pk)
    stap_zetten(wie=wie, zaak=zaak, verb="vragen", verwacht_stand="nieuw")
    with pytest.raises(VerkeerdeStand, match=f"de stand is gevraagd .door {wie.naam}"):
        stap_zetten(wie=wie, zaak=tweede_tab, verb="vragen", verwacht_stand="nieuw")
    assert len(historie(zaak)) == 2
    assert spoor(ONDERWERP).filter(naam="proefronde.vragen").count() == 1


def test_verwachte_stand_houdt_een_stap_uit_een_oud_scherm_tegen(zaak: Any, maak_wie: Any) -> None:
    """'Intrekken' may be done from many states: only the state on the screen tells that somebody was first."""
    wie = maak_wie("bestuurder")
    stap_zetten(wie=wie, zaak=zaak, verb="vragen")
    with pytest.raises(VerkeerdeStand):
        stap_zetten(wie=wie, zaak=zaak, verb="intrekken", reden="Toch niet", verwacht_stand="nieuw")
    assert zaak.stand == "gevraagd"


def test_wie_net_iets_later_is_verandert_niets(streek: Any, maak_wie: Any) -> None:
    """Somebody takes a step between the reading and the writing (a database without row locks): the turn gives it away."""

    def iemand_anders(wie: Any, onderwerp: Any) -> list[str]:
        Zaak.objects.voor_taak("test").update(beurt=F("beurt") + 1)
        return []

    with proef(ontbreekt=iemand_anders):
        zaak = zaak_openen(wie=Wie.taak("t"), procedure="proefronde", onderwerp=ONDERWERP, organisatie=streek.bestuur)
        with pytest.raises(VerkeerdeStand, match="Iemand anders zette net een stap"):
            stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
        zaak.refresh_from_db()
        assert (zaak.stand, len(historie(zaak))) == ("nieuw", 1)


def test_vreemde_krijgt_niet_gevonden(zaak: Any, maak_wie: Any, streek: Any) -> None:
    with pytest.raises(NietGevonden):
        stap_zetten(wie=maak_wie("directeur_swv", streek.ander_swv), zaak=zaak, verb="vragen")


def test_verkeerde_rol_en_buurbestuur_krijgen_geen_recht(zaak: Any, maak_wie: Any, streek: Any) -> None:
    with pytest.raises(GeenRecht, match="Dat kan wel: schoolbestuurder"):
        stap_zetten(wie=maak_wie("directeur_swv"), zaak=zaak, verb="vragen")
    with pytest.raises(GeenRecht, match="organisatie die hierover gaat"):
        stap_zetten(wie=maak_wie("bestuurder", streek.buurbestuur), zaak=zaak, verb="vragen")
    assert len(historie(zaak)) == 1


def test_ook_het_systeem_mag_alleen_wat_de_tabel_zegt(zaak: Any) -> None:
    with pytest.raises(GeenRecht):
        stap_zetten(wie=Wie.taak("nacht"), zaak=zaak, verb="vragen")


def test_onbekende_stap_en_ontbrekende_reden(zaak: Any, maak_wie: Any) -> None:
    wie = maak_wie("bestuurder")
    with pytest.raises(OngeldigeInvoer, match="bestaat niet"):
        stap_zetten(wie=wie, zaak=zaak, verb="dansen")
    with pytest.raises(OngeldigeInvoer) as fout:
        stap_zetten(wie=wie, zaak=zaak, verb="intrekken", reden="   ")
    assert "reden" in fout.value.velden
    assert zaak.stand == "nieuw"


def test_alles_wat_ontbreekt_wordt_in_een_keer_gezegd(streek: Any, maak_wie: Any) -> None:
    with proef(ontbreekt=lambda wie, rij: [f"Vul de naam in van {rij.pk}.", "Kies een thee."]):
        zaak = zaak_openen(wie=Wie.taak("t"), procedure="proefronde", onderwerp=ONDERWERP, organisatie=streek.bestuur)
        with pytest.raises(Onvolledig) as fout:
            stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen")
        assert fout.value.ontbreekt == ["Vul de naam in van 99001.", "Kies een thee."]
        assert len(historie(zaak)) == 1


def test_daad_van_de_kamer_hoort_bij_de_stap_alles_of_niets(streek: Any, maak_wie: Any) -> None:
    gezien = []

    def daad(wie: Any, zaak: Any, overgang: Any, onderwerp: Any) -> None:
        gezien.append((overgang.verb, zaak.stand, onderwerp.pk))
        if overgang.verb == "intrekken":
            raise OngeldigeInvoer("Er hangt nog iets aan.")

    with proef(daad=daad):
        zaak = zaak_openen(wie=Wie.taak("t"), procedure="proefronde", onderwerp=ONDERWERP, organisatie=streek.bestuur)
        wie = maak_wie("bestuurder")
        stap_zetten(wie=wie, zaak=zaak, verb="vragen")
        with pytest.raises(OngeldigeInvoer):
            stap_zetten(wie=wie, zaak=zaak, verb="intrekken", reden="Toch niet")
        zaak.refresh_from_db()
        assert gezien == [("vragen", "gevraagd", "99001"), ("intrekken", "weg", "99001")]
        assert (zaak.stand, len(historie(zaak))) == ("gevraagd", 2)
        assert Termijn.objects.voor_taak("test").get(zaak=zaak, code="besluit").stand == "lopend"


def test_een_onderwerp_heeft_een_zaak(zaak: Any) -> None:
    with pytest.raises(VerkeerdeStand, match="loopt al"):
        zaak_openen(wie=Wie.taak("t"), procedure="proefronde", onderwerp=ONDERWERP, organisatie="bestuur:99001")


def test_datum_in_de_toekomst_wordt_geweigerd(zaak: Any, maak_wie: Any) -> None:
    morgen = dt.date(2999, 1, 1)
    with pytest.raises(OngeldigeInvoer) as fout:
        stap_zetten(wie=maak_wie("bestuurder"), zaak=zaak, verb="vragen", per=morgen)
    assert "per" in fout.value.velden


def test_geschiedenis_laat_zich_niet_wijzigen_of_wissen(zaak: Any) -> None:
    rij = Overgang.objects.voor_taak("test").get(zaak=zaak)
    rij.naar = "besloten"
    with pytest.raises(TypeError):
        rij.save()
    with pytest.raises(TypeError):
        rij.delete()
