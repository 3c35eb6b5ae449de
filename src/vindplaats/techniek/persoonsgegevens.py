"""What techniek knows about people: mail on its way, encrypted and only until it is delivered."""

from vindplaats.kern.persoonsgegevens import (
    HOUD,
    NAAR_LEEG_ACCOUNT,
    VERVANG,
    WIS,
    Bewaartermijn,
    Gegevens,
    Veld,
    Verwerking,
    meld_aan,
)

MAIL = Verwerking(
    code="techniek.mail", naam="Mail die onderweg is",
    doel="Een uitnodiging of bericht ook bezorgen als de mailserver even weg is.",
    van="wie een uitnodiging, een bericht of een nieuwe wachtwoordlink krijgt",
    grondslag="wettelijke taak van het samenwerkingsverband (AVG artikel 6 lid 1 onder c en e)", bron="AVG-08",
    ontvangers=("de mailserver van de beheerder van het platform",),
    bewaren=Bewaartermijn("techniek.mail", "tot de mailserver de mail heeft aangenomen", "het bezorgen", None, "AVG artikel 5 lid 1 onder e"),
    maatregelen=("versleuteld bewaard", "leeggemaakt zodra de mail bezorgd is"),
)  # fmt: skip
meld_aan(Gegevens("techniek.Uitgaand", MAIL, plaats="organisatie", peil="gemaakt_op", velden={
    "inhoud": Veld("adres en tekst van de mail, versleuteld", WIS, uitvoer="versleuteld en alleen kort bewaard, tot de mail bezorgd is"),
}, niet={"bericht_id": "willekeurig kenmerk van een mail", "organisatie": "sleutel van een organisatie"}))  # fmt: skip

UITVOER = Verwerking(
    code="techniek.uitvoer", naam="Alles meenemen",
    doel="Weten wie alle gegevens van het samenwerkingsverband vroeg.",
    van="directeur en functioneel beheerder van het samenwerkingsverband",
    grondslag="wettelijke taak van het samenwerkingsverband (AVG artikel 6 lid 1 onder c en e)", bron="AVG-08",
    ontvangers=("directeur en functioneel beheerder van het samenwerkingsverband",),
    bewaren=Bewaartermijn("techniek.uitvoer", "zo lang als het logboek", "de dag van de vraag", None, "AVG artikel 5 lid 1 onder e"),
    maatregelen=("het bestand zelf verdwijnt na enkele dagen", "ophalen vraagt een verse tweede stap en staat in het logboek"),
)  # fmt: skip
meld_aan(Gegevens("techniek.Uitvoering", UITVOER, via="door_id", plaats="swv:swv", peil="gevraagd_op", velden={
    "door_id": Veld("wie de uitvoer vroeg", HOUD, NAAR_LEEG_ACCOUNT),
    "door_naam": Veld("naam van wie de uitvoer vroeg", VERVANG),
}, niet={
    "swv": "code van een samenwerkingsverband", "stand": "stand van het maken", "zin": "waarom het niet lukte, zonder namen",
}))  # fmt: skip
