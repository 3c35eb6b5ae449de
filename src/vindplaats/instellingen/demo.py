"""Demo step `28-instellingen`: what the invented SWV PO9901 agreed on. All invented; running again keeps what users changed."""

import datetime as dt

from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import Bereik, demo_stappen, instelbaar
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.wie import Wie

from . import actions, actions_kalender
from .models import Periode, Waarde
from .rules_kalender import Vrij

SWV = "swv:PO9901"
BRON = "Ondersteuningsplan Beekstreek (verzonnen)"
VERZONNEN = "verzonnen voor de demo"
WAARDEN: tuple[tuple[str, object], ...] = (
    ("regio.motto", "Dichtbij als het kan, samen als het moet"),
    ("regio.contact", "Vragen over Vindplaats? Bel het kantoor van Beekstreek (verzonnen nummer 000-0000000)."),
    ("kalender.vakantieregio", "zuid"),
    ("thuiszitter.weken", "4"),
    ("knooppunt.mandaat", "per_keer"),
    ("ondersteuning.niveaus", [
        {"niveau": "1", "inhoud": "Onderwijs in de groep", "soort": "basis", "bekostiging": "lumpsum", "tlv": "nee"},
        {"niveau": "2", "inhoud": "Extra hulp van de leraar in de groep", "soort": "basis", "bekostiging": "lumpsum", "tlv": "nee"},
        {"niveau": "3", "inhoud": "Hulp van specialisten van de school", "soort": "basis", "bekostiging": "ondersteuningsbudget", "tlv": "nee"},
        {"niveau": "4", "inhoud": "Hulp van specialisten van buiten", "soort": "basis", "bekostiging": "ondersteuningsbudget", "tlv": "nee"},
        {"niveau": "5", "inhoud": "Gespecialiseerd onderwijs", "soort": "extra", "bekostiging": "samen", "tlv": "ja"},
    ]),
    ("bestuur.besluitroute", [
        {"stuk": "Ondersteuningsplan", "orgaan": "Ondersteuningsplanraad", "recht": "instemming"},
        {"stuk": "Ondersteuningsplan", "orgaan": "Gemeenten", "recht": "oogo"},
        {"stuk": "Ondersteuningsplan", "orgaan": "Bestuur", "recht": "vaststelling"},
    ]),
    ("woorden.synoniemen", [{"woord": "Expertisepool", "ook": "Expertiseplatform; Kennispool"}]),
    ("woorden.wetten", [{"oud": "College bescherming persoonsgegevens", "nieuw": "Autoriteit Persoonsgegevens", "bron": "AVG"}]),
)  # fmt: skip


def leg_instellingen() -> None:
    """Give the first invented SWV some agreements, a change that is coming, and an invented calendar."""
    if Waarde.objects.voor_taak("demo").filter(swv=SWV).exists():
        return
    beheer = Wie(None, "Verzonnen beheerder", "functioneel_beheerder", SWV, Bereik(swvs=frozenset({SWV})))
    begin = Schooljaar.van(vandaag()).vorig.eerste_dag
    for code, ruw in WAARDEN:
        if code in instelbaar:
            actions.waarde_zetten(wie=beheer, code=code, ruw=ruw, vanaf=begin, bron=BRON)
    straks = vandaag() + dt.timedelta(days=45)
    actions.waarde_zetten(
        wie=beheer,
        code="thuiszitter.weken",
        ruw="3",
        vanaf=straks,
        bron="besluit van het bestuur (verzonnen)",
        waarom="eerder in gesprek",
    )
    _leg_kalender(beheer)


def _leg_kalender(beheer: Wie) -> None:
    if Periode.objects.voor_taak("demo").filter(swv=SWV).exists():
        return
    jaar = Schooljaar.van(vandaag()).begin
    for naam, van, tot, soort in (
        ("Herfstvakantie (verzonnen)", dt.date(jaar, 10, 20), dt.date(jaar, 10, 26), "vakantie"),
        ("Wintervakantie (verzonnen)", dt.date(jaar, 12, 22), dt.date(jaar + 1, 1, 4), "vakantie"),
        ("Voorjaarsvakantie (verzonnen)", dt.date(jaar + 1, 2, 23), dt.date(jaar + 1, 3, 1), "vakantie"),
        ("Kantoor dicht (verzonnen)", dt.date(jaar + 1, 3, 16), dt.date(jaar + 1, 3, 16), "sluiting"),
    ):
        regio = "zuid" if soort == "vakantie" else ""
        actions_kalender.periode_toevoegen(wie=beheer, vrij=Vrij(naam, van, tot, soort, regio, VERZONNEN))


demo_stappen.voeg_toe("28-instellingen", leg_instellingen)
