"""Demo step `35-formulieren`: one SWV works on its own version of the form, another has published one. Invented."""

import datetime as dt

from django.db import transaction

from vindplaats.kern import klok
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import demo_stappen
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.demo_mensen import DOMEIN
from vindplaats.toegang.models import RolToekenning
from vindplaats.toegang.queries import bereik_van
from vindplaats.toegang.wie import Wie

from .beheer import actions as a
from .beheer import actions_stand as s
from .models import Formaatversie
from .queries import formaten, meegeleverd

FORMAAT = "verantwoording-zuid-limburg"
IN_WERK, GEPUBLICEERD = "PO9901", "PO9902"


def _beheerder(swv: str) -> Wie | None:
    rij = RolToekenning.objects.filter(
        rol="functioneel_beheerder", organisatie=f"swv:{swv}", gebruiker__email__endswith=f"@{DOMEIN}"
    )
    eerste = rij.select_related("gebruiker").order_by("gebruiker__email").first()
    if eerste is None:
        return None
    bereik = bereik_van(eerste.organisatie)
    return Wie(eerste.gebruiker_id, eerste.gebruiker.naam, eerste.rol, eerste.organisatie, bereik, eerste.pk)


@transaction.atomic
def leg_formulieren(**_: object) -> None:
    """Lay both versions; does nothing when an SWV has its own version already, or without the people of the demo."""
    bezet = Formaatversie.objects.voor_taak("formats.demo").exists()
    werker, uitgever = _beheerder(IN_WERK), _beheerder(GEPUBLICEERD)
    if bezet or werker is None or uitgever is None or FORMAAT not in formaten():
        return
    with klok.op(nu() - dt.timedelta(days=40)):
        _gepubliceerd(uitgever)
    with klok.op(nu() - dt.timedelta(days=3)):
        _in_werk(werker)


def _nieuw(wie: Wie) -> Formaatversie:
    rij = a.versie_maken(wie=wie, formaat=FORMAAT, van=meegeleverd(FORMAAT)[-1].versie)
    jaar = str(Schooljaar.van(vandaag()))
    a.veld_zetten(wie=wie, versie=rij, plek="kop", veld="van", ruw=jaar, gezien=0)
    return rij


def _gepubliceerd(wie: Wie) -> None:
    rij = _nieuw(wie)
    code = a.vraag_erbij(wie=wie, versie=rij, deel="extra", soort="tekst", label="Nieuwkomers en taal")
    for veld, ruw in (
        ("hulp", "Hoeveel leerlingen kwamen nieuw in Nederland binnen, en hoe kregen zij les in de taal?"),
        ("koppen", "NIEUWKOMERS EN TAAL"),
        ("nvt", "ja"),
        ("richtlijn_woorden", "120"),
    ):
        a.veld_zetten(wie=wie, versie=rij, plek=f"vraag.{code}", veld=veld, ruw=ruw, gezien=0)
    s.versie_publiceren(wie=wie, versie=rij, ingang=vandaag())


def _in_werk(wie: Wie) -> None:
    rij = _nieuw(wie)
    hulp = "Hoeveel leerlingen zaten langer dan vier weken thuis? Wat is er gedaan, en wat hielp? Noem geen namen."
    a.veld_zetten(wie=wie, versie=rij, plek="vraag.thuiszitters", veld="hulp", ruw=hulp, gezien=0)
    code = a.vraag_erbij(
        wie=wie, versie=rij, deel="extra", soort="percentage", label="Scholen met een hoogbegaafdheidsplan"
    )
    a.veld_zetten(wie=wie, versie=rij, plek=f"vraag.{code}", veld="koppen", ruw="PLAN HOOGBEGAAFDHEID", gezien=0)
    a.vraag_weg(wie=wie, versie=rij, vraag="externe_functie")
    a.verplaatsen(wie=wie, versie=rij, plek="vraag.ankerpunt_4", stap=-1)
    s.versie_delen(wie=wie, versie=rij)


demo_stappen.voeg_toe("35-formulieren", leg_formulieren)
