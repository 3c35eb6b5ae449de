"""What instellingen knows about people: who set, corrected or withdrew something."""

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

AFSPRAKEN = Verwerking(
    code="instellingen.afspraken", naam="Afspraken van het samenwerkingsverband",
    doel="Laten zien wie een instelling, vrije dag of brieftekst vastlegde.",
    van=MENSEN, grondslag=TAAK, bron="P-10", ontvangers=("het samenwerkingsverband",),
    bewaren=Bewaartermijn("instellingen.afspraken", "zolang de afspraak in de geschiedenis nodig is", "de dag van vastleggen", None, "de bronnen noemen geen termijn"),
)  # fmt: skip
CODE, TEKST = "code van een instelling", "tekst van het verband zelf"
_NIET = {
    "swv": "sleutel van een organisatie", "stand": "geldig, verbeterd of ingetrokken", "bron": "waar de afspraak staat",
    "waarom": "toelichting bij de afspraak", "einde_waarom": "waarom het is verbeterd of ingetrokken",
}  # fmt: skip
_WIE = {
    "door": Veld("wie het vastlegde", HOUD, NAAR_LEEG_ACCOUNT),
    "door_naam": Veld("naam van wie het vastlegde", VERVANG, via="door"),
    "einde_door_naam": Veld("naam van wie het verbeterde of introk", VERVANG, via="naam"),
}
for _model, _meer in (
    ("Waarde", {"code": CODE, "waarde": "wat is afgesproken"}),
    ("Periode", {"soort": "soort vrije dag", "regio": "vakantieregio", "naam": "naam van de vakantie"}),
    ("Briefversie", {"code": "code van een brief", "onderwerp": TEKST, "tekst": TEKST}),
):
    meld_aan(
        Gegevens(
            f"instellingen.{_model}",
            AFSPRAKEN,
            via="door",
            plaats="swv",
            peil="op",
            velden=_WIE,
            niet={**_NIET, **_meer},
        )
    )
