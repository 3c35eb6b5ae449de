"""What privacy itself knows about people: who reported, who looked, who asked for access or erasure."""

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
from vindplaats.toegang.persoonsgegevens import MENSEN, SLEUTEL

PLICHT = "wettelijke verplichting (AVG artikel 6 lid 1 onder c)"
DATALEKKEN = Verwerking(
    code="privacy.datalekken", naam="Register van datalekken",
    doel="Datalekken beoordelen, melden en ervan leren.",
    van=f"{MENSEN}; mensen van wie gegevens gelekt zijn, zonder namen", grondslag=PLICHT, bron="AVG artikel 33 en 34",
    ontvangers=("privacy officer en directeur van het samenwerkingsverband", "de Autoriteit Persoonsgegevens"),
    bewaren=Bewaartermijn("privacy.datalekken", "zolang verantwoording aan de toezichthouder nodig is", "de dag van afsluiten", None, "AVG artikel 33 lid 5 noemt geen termijn"),
    maatregelen=("alleen privacy officer en directeur zien een melding",),
)  # fmt: skip
TOEZICHT = Verwerking(
    code="privacy.toezicht", naam="Toezicht op gebruik en rechten van mensen",
    doel="Opvallend gebruik bekijken, verzoeken om inzage en wissen uitvoeren, het register bijhouden.",
    van=MENSEN, grondslag=PLICHT, bron="AVG artikel 5 lid 2, 12 tot en met 17 en 30; P-10",
    ontvangers=("privacy officer van het samenwerkingsverband",),
    bewaren=Bewaartermijn("privacy.toezicht", "zolang verantwoording nodig is", "de dag van het verzoek of patroon", None, "de bronnen noemen geen termijn"),
    maatregelen=("een inzagebestand verdwijnt na zeven dagen van de schijf", "wissen vraagt een verse tweede stap"),
)  # fmt: skip
TOESTEMMING = Verwerking(
    code="privacy.toestemming", naam="Toestemmingen",
    doel="Kunnen laten zien dat toestemming is gegeven of ingetrokken.",
    van="leerlingen en hun ouders of verzorgers; mensen met een account die over zichzelf toestemming geven", grondslag=PLICHT, bron="AVG artikel 7 lid 1; AVG-01, AVG-02",
    ontvangers=("privacy officer van het samenwerkingsverband", "de school van de leerling"),
    bewaren=Bewaartermijn("privacy.toestemming", "zolang het dossier bewaard wordt", "het intrekken of het einde van het dossier", None, "volgt het dossier"),
    maatregelen=("de gevraagde tekst staat bij elke toestemming", "over een leerling staat er een kenmerk, geen naam", "intrekken gaat net zo makkelijk als geven"),
)  # fmt: skip
BEWIJS = "bewijs dat de plicht is nagekomen (AVG artikel 17 lid 3 onder b)"

meld_aan(Gegevens("privacy.Datalek", DATALEKKEN, via="melder", plaats="organisatie", peil="gemaakt_op", velden={
    "melder": Veld("wie het meldde", HOUD, NAAR_LEEG_ACCOUNT),
    "melder_naam": Veld("naam van wie het meldde", VERVANG),
    "wat": Veld("wat er gebeurde", HOUD, BEWIJS), "gevolgen": Veld("gevolgen", HOUD, BEWIJS), "maatregelen": Veld("maatregelen", HOUD, BEWIJS),
    "titel": Veld("titel van het datalek", HOUD, BEWIJS), "contactpunt": Veld("wie de toezichthouder kan bellen", HOUD, BEWIJS),
    "reden_later": Veld("waarom later gemeld is", HOUD, BEWIJS),
    "ingelicht_hoe": Veld("hoe mensen zijn ingelicht", HOUD, BEWIJS),
}, niet={
    "organisatie": SLEUTEL, "melder_organisatie": SLEUTEL, "gebeurd_op": "een tijdstip in woorden", "gegevens": "soorten gegevens",
    "betrokkenen": "soorten mensen", "ap_nummer": "nummer van een melding bij de toezichthouder",
}))  # fmt: skip
meld_aan(Gegevens("privacy.Registerregel", TOEZICHT, via="door", plaats="organisatie", velden={
    "door": Veld("wie de regel schreef", HOUD, NAAR_LEEG_ACCOUNT), "door_naam": Veld("naam van wie de regel schreef", VERVANG),
}, niet={
    "organisatie": SLEUTEL, "sleutel": "code van een verwerking", "naam": "naam van een verwerking", "doel": "doel van een verwerking",
    "van": "soorten mensen", "gegevens": "soorten gegevens", "grondslag": "artikel", "ontvangers": "soorten ontvangers",
    "bewaren": "hoe lang", "maatregelen": "hoe het veilig blijft", "tekst": "notitie over een verwerking",
    "vraag": "de woorden waarin toestemming gevraagd wordt, voor iedereen gelijk",
}))  # fmt: skip
geen(
    "privacy.Registerstand",
    organisatie=SLEUTEL,
    vingerafdruk="controlegetal",
    inhoud="het register: soorten gegevens, geen gegevens",
)
meld_aan(Gegevens("privacy.Toestemming", TOESTEMMING, plaats="organisatie", velden={
    "over": Veld("over wie de toestemming gaat", HOUD, BEWIJS), "gever": Veld("naam van wie toestemming gaf", HOUD, BEWIJS),
    "bewijs": Veld("bewijs van de toestemming", HOUD, BEWIJS), "intrek_bewijs": Veld("bewijs van het intrekken", HOUD, BEWIJS),
    "verteld": Veld("wat er bij het vragen verteld is", HOUD, BEWIJS),
    "vastgelegd_door": Veld("wie het vastlegde", HOUD, NAAR_LEEG_ACCOUNT, via="vastgelegd_door"),
    "ingetrokken_door": Veld("wie het intrekken vastlegde", HOUD, NAAR_LEEG_ACCOUNT, via="ingetrokken_door"),
}, niet={
    "organisatie": SLEUTEL, "doel": "code van een doel", "tekst": "de gevraagde tekst, voor iedereen gelijk", "hoedanigheid": "ouder, voogd of leerling",
}))  # fmt: skip
meld_aan(Gegevens("privacy.Patroon", TOEZICHT, via="gebruiker", plaats="organisatie", peil="begin", rijen_weg={}, velden={
    "gebruiker": Veld("om wie het gaat", WIS), "wie_naam": Veld("naam van wie opviel", WIS), "zin": Veld("wat opviel", WIS),
    "sleutel": Veld("houdt dubbele patronen tegen", WIS), "notitie": Veld("wat de privacy officer ervan vond", WIS),
    "bekeken_door": Veld("wie het bekeek", HOUD, NAAR_LEEG_ACCOUNT, via="bekeken_door"),
    "bekeken_naam": Veld("naam van wie het bekeek", VERVANG, via="bekeken_door"),
}, niet={"organisatie": SLEUTEL, "regel": "code van een regel"}))  # fmt: skip
meld_aan(Gegevens("privacy.Verzoek", TOEZICHT, via="persoon", plaats="organisatie", peil="gemaakt_op", velden={
    "persoon": Veld("om wie het verzoek gaat", HOUD, NAAR_LEEG_ACCOUNT),
    "reden": Veld("reden van het verzoek", HOUD, BEWIJS), "zoekwoorden": Veld("namen en e-mailadressen waarop gezocht is", WIS, uitvoer="de eigen naam, om mee te zoeken"),
    "plek": Veld("het inzagebestand op de schijf", WIS, uitvoer="een eerder inzagebestand"),
    "gemaakt_door": Veld("wie het verzoek maakte", HOUD, NAAR_LEEG_ACCOUNT, via="gemaakt_door"),
    "gemaakt_naam": Veld("naam van wie het verzoek maakte", VERVANG, via="gemaakt_door"),
    "bevestigd_door": Veld("wie bevestigde", HOUD, NAAR_LEEG_ACCOUNT, via="bevestigd_door"),
    "bevestigd_naam": Veld("naam van wie bevestigde", VERVANG, via="bevestigd_door"),
}, niet={"organisatie": SLEUTEL, "termijn": "code van een bewaartermijn"}))  # fmt: skip
geen("privacy.Verzoekdeel", model="soort rij", kamer="deel van het programma")
geen("privacy.Vindplek", model="soort rij", rij="nummer van een rij", veld="naam van een veld")
