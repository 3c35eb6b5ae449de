"""What formats knows about people: who wrote an answer. What is in an answer is said by the room that owns the form."""

from vindplaats.kern.persoonsgegevens import (
    HOUD,
    INHOUD_VAN_ORGANISATIE,
    NAAR_LEEG_ACCOUNT,
    Bewaartermijn,
    Gegevens,
    Veld,
    Verwerking,
    geen,
    meld_aan,
)
from vindplaats.toegang.persoonsgegevens import MENSEN, TAAK

ANTWOORDEN = Verwerking(
    code="formats.antwoorden", naam="Ingevulde formulieren",
    doel="Antwoorden bewaren en laten zien wie ze schreef.",
    van=f"{MENSEN}; mensen die in een tekst genoemd worden", grondslag=TAAK, bron="VER-01, AVG-08",
    ontvangers=("het eigen bestuur", "na indienen: de besturen en verbanden die meelezen"),
    bewaren=Bewaartermijn("formats.antwoorden", "zolang het verslag nodig is", "het einde van het schooljaar", None, "de bronnen noemen geen termijn"),
    verantwoordelijke="bestuur",
    maatregelen=("een concept is alleen van de maker", "namen van anderen worden aangewezen voor het delen", "een burgerservicenummer wordt geweigerd"),
)  # fmt: skip
CODE = "code uit de vragenlijst"
WAARDE = Veld("het antwoord zelf", HOUD, INHOUD_VAN_ORGANISATIE)
DOOR = Veld("wie het schreef", HOUD, NAAR_LEEG_ACCOUNT)

meld_aan(Gegevens("formats.Antwoord", ANTWOORDEN, via="door", peil="op", velden={"door": DOOR, "waarde": WAARDE}, niet={
    "vraag": CODE, "stand": CODE, "herkomst": CODE, "bron": "uit welk document en welke regels het antwoord kwam",
}))  # fmt: skip
meld_aan(Gegevens("formats.Antwoordversie", ANTWOORDEN, via="door", peil="op", velden={"door": DOOR, "waarde": WAARDE}, niet={
    "stand": CODE, "herkomst": CODE,
}))  # fmt: skip
meld_aan(Gegevens("formats.Botsing", ANTWOORDEN, via="door", peil="op", velden={"door": DOOR, "waarde": WAARDE}, niet={
    "stand": CODE, "keuze": CODE,
}))  # fmt: skip
BEHEER = Verwerking(
    code="formats.beheer", naam="Beheer van formulieren",
    doel="Laten zien wie een formulier maakte en publiceerde, en twee teksten van twee mensen naast elkaar bewaren.",
    van=MENSEN, grondslag=TAAK, bron="AVG-08", ontvangers=("beheerders en directie van het eigen samenwerkingsverband",),
    bewaren=Bewaartermijn("formats.beheer", "zolang het formulier gebruikt wordt", "het intrekken van het formulier", None, "de bronnen noemen geen termijn"),
    verantwoordelijke="swv", maatregelen=("een concept is alleen van de maker tot het gedeeld is",),
)  # fmt: skip
VORM = "vragen en uitleg van een formulier"
meld_aan(Gegevens("formats.Formaatversie", BEHEER, via="gemaakt_door", peil="gewijzigd_op", velden={
    "gemaakt_door": Veld("wie het formulier maakte", HOUD, NAAR_LEEG_ACCOUNT),
    "gepubliceerd_door": Veld("wie het publiceerde", HOUD, NAAR_LEEG_ACCOUNT),
}, niet={
    "formaat": CODE, "versie": "nummer van een versie", "vorige": "nummer van een versie", "yaml": VORM, "inhoud": VORM,
    "swv": "code van een samenwerkingsverband", "nummers": "tellers per veld",
}))  # fmt: skip
meld_aan(Gegevens("formats.Formaatbotsing", BEHEER, via="door", peil="op", velden={
    "door": Veld("wie de tweede tekst schreef", HOUD, NAAR_LEEG_ACCOUNT),
}, niet={"plek": CODE, "veld": CODE, "tekst": VORM}))  # fmt: skip
geen(
    "formats.Invulling",
    formaat=CODE,
    versie="nummer van een versie",
    onderwerp="sleutel van de rij waar het formulier bij hoort",
)
