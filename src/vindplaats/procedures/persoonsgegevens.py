"""What procedures knows about people: who set a step, who was reminded, who set a term."""

from vindplaats.kern.persoonsgegevens import (
    HOUD,
    NAAR_LEEG_ACCOUNT,
    VERVANG,
    WIS,
    Bewaartermijn,
    Gegevens,
    Veld,
    Verwerking,
    geen,
    meld_aan,
)
from vindplaats.toegang.persoonsgegevens import MENSEN, TAAK

STAPPEN = Verwerking(
    code="procedures.stappen", naam="Stappen en termijnen",
    doel="Laten zien wie welke stap zette en wie aan zet is.",
    van=MENSEN, grondslag=TAAK, bron="P-10",
    ontvangers=("wie de zaak mag zien",),
    bewaren=Bewaartermijn("procedures.stappen", "zolang de zaak bewaard wordt", "het einde van de zaak", None, "volgt de zaak"),
)  # fmt: skip
CODE = "code uit de procedure"
SLEUTEL = "sleutel van een organisatie"

meld_aan(Gegevens("procedures.Overgang", STAPPEN, via="gebruiker_id", plaats="organisatie", peil="wanneer", velden={
    "gebruiker_id": Veld("wie de stap zette", HOUD, NAAR_LEEG_ACCOUNT),
    "wie_naam": Veld("naam van wie de stap zette", HOUD, "wie een besluit nam, hoort bij het besluit (AVG artikel 17 lid 3 onder b)"),
    "reden": Veld("reden bij de stap", HOUD, "de reden hoort bij het besluit (AVG artikel 17 lid 3 onder b)"),
}, niet={"van": CODE, "naar": CODE, "verb": CODE, "rol": "code van een rol", "organisatie": SLEUTEL}))  # fmt: skip
meld_aan(Gegevens("procedures.Termijninstelling", STAPPEN, plaats="swv:swv", peil="gezet_op", velden={
    "gezet_door": Veld("naam van wie de termijn zette", VERVANG, via="naam"),
}, niet={"procedure": CODE, "termijn": CODE, "swv": "code van een samenwerkingsverband", "bron": "waar het is afgesproken"}))  # fmt: skip
meld_aan(Gegevens("procedures.Herinnering", STAPPEN, via="gebruiker_id", plaats="persoon", peil="verstuurd_op", rijen_weg={}, velden={
    "gebruiker_id": Veld("wie herinnerd is", WIS),
}, niet={"sleutel": "laatste dag en aantal dagen"}))  # fmt: skip
meld_aan(Gegevens("procedures.Eigenversie", STAPPEN, via="gemaakt_door_id", plaats="swv:swv", peil="gewijzigd_op", velden={
    "gemaakt_door_id": Veld("wie de versie maakte", HOUD, NAAR_LEEG_ACCOUNT),
    "gemaakt_door": Veld("naam van wie de versie maakte", VERVANG, via="naam"),
    "gewijzigd_door": Veld("naam van wie het laatst wijzigde", VERVANG, via="naam"),
    "gepubliceerd_door": Veld("naam van wie publiceerde", VERVANG, via="naam"),
}, niet={"procedure": CODE, "swv": "code van een samenwerkingsverband", "toelichting": "waarom de versie er is",
         "afwijkingen": "wat er in de procedure anders is", "tekst": "de definitie van de procedure",
         "vingerafdruk": "som over de definitie", "ingetrokken_reden": "waarom de versie is ingetrokken"}))  # fmt: skip
geen(
    "procedures.Zaak",
    procedure=CODE,
    stand=CODE,
    onderwerp="sleutel van de rij waar de zaak over gaat",
    organisatie=SLEUTEL,
)
geen(
    "procedures.Stapbrief",
    swv="code van een samenwerkingsverband",
    code="soort brief",
    waarden="velden van een brief: organisatie, schooljaar, stap en datums; geen naam van een mens",
    ontbreekt="namen van velden",
)
geen("procedures.Betrokken", swv="code van een samenwerkingsverband")
geen("procedures.Termijn", code=CODE, uitleg="de stappen van de som", stand=CODE)
