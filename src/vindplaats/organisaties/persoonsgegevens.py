"""What organisaties knows about people: only who read in a file of organisations. Schools and boards are no persons."""

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

INLEZEN = Verwerking(
    code="organisaties.inlezen", naam="Organisaties bijhouden",
    doel="Weten wie open gegevens over scholen en besturen inlas, en wie een fusie, splitsing of verhuizing opschreef.",
    van=MENSEN, grondslag=TAAK, bron="AVG-08",
    ontvangers=("functioneel beheerder en secretariaat van het samenwerkingsverband",),
    bewaren=Bewaartermijn("organisaties.inlezen", "zolang de herkomst van de gegevens nodig is", "de dag van het inlezen", None, "AVG artikel 5 lid 1 onder e"),
)  # fmt: skip
OPENBAAR = "openbaar gegeven over een organisatie"
CODE = "code uit een openbaar register"
WEB = "adres van een website van een organisatie"

meld_aan(Gegevens("organisaties.Inlezing", INLEZEN, via="door_id", plaats="swv:swv_id", peil="gemaakt_op", velden={
    "door_id": Veld("wie het bestand inlas", HOUD, NAAR_LEEG_ACCOUNT),
    "door_naam": Veld("naam van wie het bestand inlas", VERVANG),
}, niet={
    "bestandsnaam": "naam van een bestand met open gegevens", "pad": "plek op de schijf, gemaakt uit een nummer",
    "verslag": "verschillen tussen gegevens van organisaties", "vingerafdruk": "controlegetal van het bestand",
    "uitkomst": "aantallen rijen", "stand": "stand van het inlezen",
}))  # fmt: skip
geen("organisaties.Regio", naam="naam van een streek")
geen(
    "organisaties.Swv",
    code=CODE,
    naam=OPENBAAR,
    kort="afkorting van een samenwerkingsverband",
    onderwijs=CODE,
    landelijk_voor="denominatie waar het verband landelijk voor is",
)
geen(
    "organisaties.Bestuur", nummer=CODE, naam=OPENBAAR, rechtsvorm=OPENBAAR, aliassen="andere namen van het bestuur", website=WEB,
    ondersteuningsstructuur="hoe het bestuur zijn ondersteuning noemt", klachtenregeling="waar de klachtenregeling staat",
    handmatig="namen van velden",
)  # fmt: skip
geen("organisaties.Gemeente", code=CODE, naam="naam van een gemeente")
geen("organisaties.Gemeentedeel", naam="naam van een deel van een gemeente")
geen(
    "organisaties.Postcodegebied",
    pc4="vier cijfers, een gebied",
    gemeente_naam="naam van een gemeente",
    plaats="naam van een plaats",
    swv_po=CODE,
    swv_vo=CODE,
)
geen(
    "organisaties.School",
    bron="uit welk bestand met open gegevens de school komt", vestigingscode=CODE, brin=CODE, naam=OPENBAAR, soort=CODE, denominatie="richting van de school",
    swv_reden="waarom een school met de hand bij een verband hoort", straat="adres van een school", huisnummer="adres van een school",
    postcode="adres van een school", plaats="adres van een school", website=WEB, handmatig="namen van velden",
)  # fmt: skip
geen("organisaties.Leerlingaantal", bron="waar het getal uit komt", soort="soort school")
geen("organisaties.Partner", naam="naam van een organisatie", soort="soort organisatie", website=WEB)
geen("organisaties.Deelname")
geen("organisaties.Schoolperiode", reden="waarom een school overging", bron="waar dat vandaan komt")
geen("organisaties.Opvolging", soort="soort opvolging", van=CODE, naar=CODE, bron="waar dat vandaan komt")
meld_aan(Gegevens("organisaties.Organisatiewijziging", INLEZEN, via="door_id", plaats="swv:swv_id", peil="gemaakt_op", velden={
    "door_id": Veld("wie de wijziging opschreef", HOUD, NAAR_LEEG_ACCOUNT),
    "door_naam": Veld("naam van wie de wijziging opschreef", VERVANG),
}, niet={
    "soort": "soort wijziging", "reden": "waarom organisaties samengaan, splitsen of overgaan", "inhoud": "codes van organisaties",
    "raakt": "sleutels van organisaties", "stand": "hoe ver de wijziging is", "probleem": "waarom het niet doorging",
    "gedaan": "codes van organisaties en dagen, van vóór en na de wijziging", "terug_reden": "waarom het is teruggedraaid",
}))  # fmt: skip
