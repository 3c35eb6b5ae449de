"""What indicatoren knows about people: who entered a figure or a norm. Counts are never of one person."""

from vindplaats.kern.persoonsgegevens import (
    HOUD,
    NAAR_LEEG_ACCOUNT,
    VERVANG,
    Bewaartermijn,
    Gegevens,
    Veld,
    Verwerking,
    meld_aan,
)
from vindplaats.toegang.persoonsgegevens import MENSEN, TAAK

CIJFERS = Verwerking(
    code="indicatoren.cijfers", naam="Cijfers en normen",
    doel="Laten zien wie een cijfer invoerde en waar het vandaan komt.",
    van=MENSEN, grondslag=TAAK, bron="KPI-01, AVG-08",
    ontvangers=("wie het cijfer mag zien",),
    bewaren=Bewaartermijn("indicatoren.cijfers", "zolang de reeks van jaren nodig is", "het schooljaar van het cijfer", None, "de bronnen noemen geen termijn"),
    maatregelen=("aantallen onder de vijf buiten de eigen organisatie niet getoond",),
)  # fmt: skip
CODE = "code van een indicator"
SLEUTEL = "sleutel van een organisatie"
CIJFER = "zegt iets over een cijfer, niet over een mens"

meld_aan(Gegevens("indicatoren.Meetwaarde", CIJFERS, via="door_id", plaats="organisatie", peil="op", velden={
    "door_id": Veld("wie het cijfer invoerde", HOUD, NAAR_LEEG_ACCOUNT),
    "door_naam": Veld("naam van wie het cijfer invoerde", VERVANG),
}, niet={
    "indicator": CODE, "organisatie": SLEUTEL, "swv": "code van een samenwerkingsverband", "operator": "rekenteken", "eenheid": CIJFER,
    "bron": "waar het cijfer staat", "bron_sleutel": "sleutel van de rij waar het uit komt", "onderdeel": "deel van een formulier",
    "zin": "de zin uit een verslag waar het getal in staat", "label": "hoe het getal heet", "voorstel": CODE, "stand": CIJFER,
    "gedeeld_met": "met wie het cijfer gedeeld is", "toelichting": CIJFER,
}))  # fmt: skip
meld_aan(Gegevens("indicatoren.Norm", CIJFERS, plaats="swv:swv", peil="gezet_op", velden={
    "gezet_door": Veld("naam van wie de norm zette", VERVANG, via="naam"),
}, niet={"indicator": CODE, "swv": "code van een samenwerkingsverband", "soort": "soort norm", "richting": "hoger of lager is beter", "bron": "waar het is afgesproken"}))  # fmt: skip
