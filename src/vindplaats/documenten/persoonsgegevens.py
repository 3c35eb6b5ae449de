"""What documenten knows about people: who sent or made a file, and the signature of the house style."""

from vindplaats.kern.persoonsgegevens import (
    HOUD,
    NAAR_LEEG_ACCOUNT,
    VERVANG,
    Bewaartermijn,
    Gegevens,
    Veld,
    Verwerking,
    geen,
    meld_aan,
)
from vindplaats.toegang.persoonsgegevens import MENSEN, TAAK

BESTANDEN = Verwerking(
    code="documenten.bestanden", naam="Bestanden en brieven",
    doel="Documenten ontvangen, bewaren en maken.",
    van=f"{MENSEN}; mensen die in een document genoemd worden", grondslag=TAAK, bron="AVG-08, AVG-09",
    ontvangers=("wie het onderwerp van het bestand mag zien",),
    bewaren=Bewaartermijn("documenten.bestanden", "zolang het onderwerp bewaard wordt", "de dag van ontvangst", None, "volgt het onderwerp"),
    maatregelen=("bestanden worden in een afgesloten proces gelezen", "de naam op de schijf zegt niets", "downloaden staat in het logboek"),
)  # fmt: skip
SLEUTEL = "sleutel van een organisatie"
SOORT = "soort bestand"

meld_aan(Gegevens(
    "documenten.Bestand", BESTANDEN, via="geupload_door", plaats="eigenaar", peil="gemaakt_op", rijen_weg={"eigenaar": "", "onderwerp": ""},
    velden={
        "geupload_door": Veld("wie het bestand stuurde", HOUD, NAAR_LEEG_ACCOUNT),
        "geupload_naam": Veld("naam van wie het bestand stuurde", VERVANG),
        "naam": Veld("naam van het bestand", HOUD, "het bestand is van de organisatie"),
        "plek": Veld("het bestand op de schijf", HOUD, "het bestand is van de organisatie", uitvoer="een document van de organisatie; vraag het daar op"),
    },
    niet={
        "eigenaar": SLEUTEL, "kamer": "deel van het programma", "onderwerp": "sleutel van de rij waar het bij hoort", "soort": SOORT, "mime": SOORT,
        "sha256": "controlegetal", "waarschuwingen": "zinnen over de vorm van het bestand",
    },
))  # fmt: skip
meld_aan(Gegevens("documenten.Gegenereerd", BESTANDEN, via="gemaakt_door", plaats="eigenaar", peil="gemaakt_op", velden={
    "gemaakt_door": Veld("wie het stuk maakte", HOUD, NAAR_LEEG_ACCOUNT),
    "gemaakt_naam": Veld("naam van wie het stuk maakte", VERVANG),
}, niet={
    "eigenaar": SLEUTEL, "soort": "soort stuk", "titel": "titel van een stuk van een organisatie", "kenmerk": "nummer van een stuk",
    "onderwerp": "sleutel van de rij waar het bij hoort", "melding": "zin over de vorm van het stuk",
}))  # fmt: skip
meld_aan(Gegevens("documenten.Huisstijl", BESTANDEN, via="gewijzigd_door", plaats="organisatie", velden={
    "gewijzigd_door": Veld("wie de huisstijl aanpaste", HOUD, NAAR_LEEG_ACCOUNT),
    "ondertekenaar": Veld("naam onder brieven", VERVANG, via="naam"),
    "functie": Veld("functie van wie tekent", HOUD, "zegt zonder naam niets over iemand", via="naam"),
}, niet={
    "organisatie": SLEUTEL, "kleur": "kleur", "logo": "logo van een organisatie", "logo_soort": SOORT, "adresregel": "adres van een organisatie",
}))  # fmt: skip
meld_aan(Gegevens("documenten.Huisstijlversie", BESTANDEN, via="door", plaats="organisatie", peil="op", velden={
    "door": Veld("wie de huisstijl aanpaste", HOUD, NAAR_LEEG_ACCOUNT),
    "ondertekenaar": Veld("naam onder brieven", VERVANG, via="naam"),
    "functie": Veld("functie van wie tekent", HOUD, "zegt zonder naam niets over iemand", via="naam"),
}, niet={
    "organisatie": SLEUTEL, "stand": "gepland, ingegaan of ingetrokken", "kleur": "kleur", "logo": "logo van een organisatie", "logo_soort": SOORT,
    "adresregel": "adres van een organisatie",
}))  # fmt: skip
geen("documenten.Kenmerkreeks", eigenaar=SLEUTEL)
