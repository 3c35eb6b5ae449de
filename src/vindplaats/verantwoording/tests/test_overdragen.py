"""Somebody of a board or SWV leaves: drafts, threads, agreements and documents to check go to a successor."""

import datetime as dt
from typing import Any

import pytest

from vindplaats.formats.actions import antwoord_bewaren
from vindplaats.formats.waarden import INGEVULD, Gelezen
from vindplaats.kern.klok import nu, vandaag
from vindplaats.toegang import actions_vertrek
from vindplaats.toegang.log import spoor
from vindplaats.toegang.models import Bericht, Gebruiker, Overdracht
from vindplaats.verantwoording.models import Afspraak, Bijdrage, Inboxstuk, Inleesronde

pytestmark = [pytest.mark.django_db, pytest.mark.regel("AVG-04")]


def _mens(wie: Any) -> Gebruiker:
    return Gebruiker.objects.get(pk=wie.gebruiker_id)


def _vertrek(wie: Any, weg: Any, naar: Any, organisatie: str) -> Any:
    return actions_vertrek.vertrek_regelen(
        wie=wie, gebruiker=_mens(weg), organisatie=organisatie, laatste_dag=vandaag(), opvolgers={"alles": str(naar.gebruiker_id)},
        rollen_ook=True,
    )  # fmt: skip


def test_concept_van_een_bestuur(streek: Any, maak_wie: Any, maak_rapport: Any) -> None:
    rapport = maak_rapport("99001", stand="concept", leeg=True)
    weg, naar = maak_wie("bestuursadviseur", streek.bestuur), maak_wie("bestuursadviseur", streek.bestuur)
    antwoord_bewaren(
        wie=weg, invulling=rapport.invulling, vraag="bestuur", gelezen=Gelezen(INGEVULD, "Stichting Proef"), gezien=None
    )
    vertrek = _vertrek(maak_wie("functioneel_beheerder", streek.swv), weg, naar, streek.bestuur)
    rij = Overdracht.objects.get(vertrek=vertrek, kamer="verantwoording")
    assert (rij.soort, rij.naar_id) == ("Concept", naar.gebruiker_id)
    assert str(rapport.pk) in rij.url
    regel = spoor(rapport).filter(naam="verantwoording.overgedragen").get()
    assert regel.details["naar"] == str(naar.gebruiker_id)
    for mens in (weg, naar):
        assert Bericht.objects.filter(gebruiker_id=mens.gebruiker_id, sleutel=f"vertrek:{vertrek.pk}").exists()


def test_wie_er_niet_in_schreef_heeft_geen_concept(streek: Any, maak_wie: Any, maak_rapport: Any) -> None:
    maak_rapport("99001", stand="concept")
    ander = maak_wie("bestuursadviseur", streek.bestuur)
    dingen = actions_vertrek.open_dingen(_mens(ander), streek.bestuur)
    assert [v for v in dingen if v.kamer == "verantwoording"] == []


def test_gesprek_en_afspraak(streek: Any, maak_wie: Any, maak_rapport: Any) -> None:
    rapport = maak_rapport("99001", stand="ingediend")
    weg, naar = maak_wie("kwaliteit_swv", streek.swv), maak_wie("kwaliteit_swv", streek.swv)
    velden = {"rapport": rapport, "deel": "a", "soort": "vraag", "tekst": "Hoe dan?", "door_id": weg.gebruiker_id}
    open_ = Bijdrage.objects.create(**velden, door_naam=weg.naam, organisatie=streek.swv, op=nu())
    Bijdrage.objects.create(**velden, door_naam=weg.naam, organisatie=streek.swv, op=nu(), afgehandeld_op=nu())
    afspraak = Afspraak.objects.create(
        rapport=rapport, deel="a", tekst="Bellen", eigenaar=streek.swv, persoon=weg.naam,
        uiterlijk=vandaag() + dt.timedelta(days=9), gemaakt_door_id=weg.gebruiker_id, door_organisatie=streek.swv,
    )  # fmt: skip
    _vertrek(maak_wie("functioneel_beheerder", streek.swv), weg, naar, streek.swv)
    sleutels = set(Overdracht.objects.filter(kamer="verantwoording").values_list("sleutel", flat=True))
    assert sleutels == {f"draad:{open_.pk}", f"afspraak:{afspraak.pk}"}
    na = Afspraak.objects.voor_taak("test").get(pk=afspraak.pk)
    assert (na.persoon, na.gemaakt_door_id) == (naar.naam, weg.gebruiker_id)
    assert "Hoe dan?" not in "".join(Overdracht.objects.values_list("titel", flat=True))


def test_documenten_om_na_te_kijken(streek: Any, maak_wie: Any) -> None:
    weg, naar = maak_wie("secretariaat_swv", streek.swv), maak_wie("secretariaat_swv", streek.swv)
    onaf, klaar = (Inleesronde.objects.create(eigenaar=streek.swv, door_id=weg.gebruiker_id) for _ in range(2))
    Inboxstuk.objects.create(ronde=onaf, eigenaar=streek.swv, stand=Inboxstuk.GELEZEN)
    Inboxstuk.objects.create(ronde=klaar, eigenaar=streek.swv, stand=Inboxstuk.OVERGENOMEN)
    _vertrek(maak_wie("functioneel_beheerder", streek.swv), weg, naar, streek.swv)
    rondes = {r.pk: r.door_id for r in Inleesronde.objects.voor_taak("test").all()}
    assert rondes == {onaf.pk: naar.gebruiker_id, klaar.pk: weg.gebruiker_id}
