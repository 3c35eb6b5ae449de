"""What verantwoording knows about people: who wrote, asked and agreed; and documents in which people may be named."""

from vindplaats.kern.persoonsgegevens import (
    HOUD,
    INHOUD_VAN_ORGANISATIE,
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

VERSLAGEN = Verwerking(
    code="verantwoording.verslagen", naam="Verantwoording van besturen",
    doel="Besturen leggen aan elkaar verantwoording af over geld en ondersteuning.",
    van=f"{MENSEN}; mensen die in een verslag genoemd worden", grondslag=TAAK, bron="VER-01, VER-17, AVG-08",
    ontvangers=("besturen en verbanden die meelezen", "genodigde lezers na publicatie"),
    bewaren=Bewaartermijn("verantwoording.verslagen", "zolang de reeks van verslagen nodig is", "het einde van het schooljaar", None, "de bronnen noemen geen termijn"),
    verantwoordelijke="eigen",
    maatregelen=("namen van anderen worden aangewezen voor het delen", "lezen en vergelijken staan in het logboek"),
)  # fmt: skip
GESPREK = Verwerking(
    code="verantwoording.gesprek", naam="Vragen, antwoorden en afspraken",
    doel="Besturen spreken elkaar aan en leggen afspraken vast.",
    van=MENSEN, grondslag=TAAK, bron="VER-14, VER-18",
    ontvangers=("besturen en verbanden die meelezen",),
    bewaren=Bewaartermijn("verantwoording.gesprek", "even lang als het verslag", "de dag van de bijdrage", None, "volgt het verslag"),
    verantwoordelijke="eigen",
    maatregelen=("namen van anderen worden aangewezen voor het plaatsen",),
)  # fmt: skip
CODE = "code uit het formulier"
SLEUTEL = "sleutel van een organisatie"
DOOR = Veld("wie het deed", HOUD, NAAR_LEEG_ACCOUNT)
TEKST = Veld("de tekst", HOUD, INHOUD_VAN_ORGANISATIE)

geen("verantwoording.Rapport", kenmerken="welke delen voor dit bestuur gelden")
meld_aan(Gegevens("verantwoording.Toekenning", VERSLAGEN, via="door", plaats="swv:swv_id", peil="op", velden={"door": DOOR}, niet={
    "regeling": "naam van een regeling", "bron": "waar het bedrag staat",
}))  # fmt: skip
meld_aan(
    Gegevens(
        "verantwoording.Inleesronde",
        VERSLAGEN,
        via="door",
        plaats="eigenaar",
        peil="gemaakt_op",
        velden={"door": DOOR},
        niet={"eigenaar": SLEUTEL},
    )
)
meld_aan(Gegevens("verantwoording.Inboxstuk", VERSLAGEN, via="ronde__door", plaats="eigenaar", peil="gemaakt_op", velden={
    "naam": Veld("naam van het document", HOUD, "het document is van de organisatie"),
    "tekst": Veld("tekst van het document", HOUD, "het document is van de organisatie", uitvoer="een document van de organisatie; vraag het daar op"),
    "lezing": Veld("wat er uit het document gelezen is", HOUD, "het document is van de organisatie", uitvoer="een document van de organisatie; vraag het daar op"),
}, niet={"eigenaar": SLEUTEL, "zin": "waarom een document geweigerd is", "stand": "stand van het lezen"}))  # fmt: skip
meld_aan(Gegevens("verantwoording.Voorstel", VERSLAGEN, via="door", peil="op", velden={
    "door": DOOR,
    "waarde": Veld("wat er in het document staat", HOUD, "het document is van de organisatie"),
}, niet={
    "vraag": CODE, "stand": CODE, "waarom": "waarom de lezer dit voorstelt", "passages": "plekken in een document", "besluit": CODE,
}))  # fmt: skip
meld_aan(Gegevens("verantwoording.Bijdrage", GESPREK, via="door", plaats="organisatie", peil="op", velden={
    "door": DOOR, "door_naam": Veld("naam van wie het schreef", VERVANG), "tekst": TEKST,
}, niet={"deel": CODE, "soort": CODE, "organisatie": SLEUTEL}))  # fmt: skip
meld_aan(Gegevens("verantwoording.Afspraak", GESPREK, via="gemaakt_door", plaats="eigenaar", peil="gemaakt_op", velden={
    "gemaakt_door": DOOR,
    "persoon": Veld("naam van wie het doet", VERVANG, via="naam"),
    "tekst": TEKST, "uitkomst": Veld("wat eruit kwam", HOUD, INHOUD_VAN_ORGANISATIE),
    "vervallen_reden": Veld("waarom de afspraak verviel", HOUD, INHOUD_VAN_ORGANISATIE),
}, niet={"deel": CODE, "eigenaar": SLEUTEL, "door_organisatie": SLEUTEL}))  # fmt: skip
meld_aan(Gegevens("verantwoording.Signaaluitleg", GESPREK, via="door", peil="op", velden={
    "door": DOOR, "uitleg": Veld("uitleg bij een signaal", HOUD, INHOUD_VAN_ORGANISATIE),
}, niet={"code": "code van een signaal", "plek": "plek in het verslag"}))  # fmt: skip
geen("verantwoording.Bundel")
meld_aan(
    Gegevens(
        "verantwoording.Conclusie",
        VERSLAGEN,
        via="door",
        peil="op",
        velden={"door": DOOR, "tekst": TEKST},
        niet={"deel": CODE},
    )
)
meld_aan(
    Gegevens("verantwoording.Conclusieversie", VERSLAGEN, via="door", peil="op", velden={"door": DOOR, "tekst": TEKST})
)
