"""What regions agree on about support: levels, TLV, knooppunt, thuiszitters, school profiles, figures. Questions only."""

from decimal import Decimal

from vindplaats.kern.instelbaar import (
    DATUM,
    GETAL,
    JANEE,
    KEUZE,
    LIJST,
    TEKST,
    Instelbaar,
    Kolom,
    Wetslot,
    declareer,
)  # fmt: skip

NIVEAUS, TLV, KNOOPPUNT, THUIS, SOP, CIJFERS = (
    "Ondersteuning", "TLV", "Knooppunt", "Thuiszitters", "Schoolprofiel", "Kwaliteit en cijfers",
)  # fmt: skip

for _item in (
    Instelbaar(
        "ondersteuning.niveaus", "Ondersteuningsniveaus", NIVEAUS, LIJST, "De niveaus van licht naar zwaar, met wie ze betaalt.",
        bron="C-24: OP 4.1 kent vijf vaste niveaus, een ander plan werkt ze nog uit", geordend=True,
        kolommen=(
            Kolom("niveau", "Niveau", verplicht=True, uniek=True), Kolom("inhoud", "Wat houdt het in", verplicht=True, lang=True),
            Kolom("soort", "Soort", KEUZE, keuzes=(("basis", "basisondersteuning"), ("extra", "extra ondersteuning"))), Kolom("bekostiging", "Waaruit betaald"),
            Kolom("tlv", "Vraagt een TLV", JANEE),
        ),
        regels=("C-24", "G-15"),
    ),
    Instelbaar(
        "tlv.duurbeleid", "Hoe lang een TLV geldt", TLV, LIJST, "Per doelgroep hoe lang een TLV geldt en wanneer je opnieuw kijkt.",
        bron="C-05: altijd tijdelijk in het ene plan, waar mogelijk de hele schoolperiode in het andere",
        kolommen=(
            Kolom("doelgroep", "Doelgroep", verplicht=True, uniek=True),
            Kolom("looptijd", "Looptijd", KEUZE, verplicht=True, keuzes=(("tijdelijk", "Tijdelijk"), ("schoolperiode", "De hele schoolperiode"))),
            Kolom("maanden", "Aantal maanden", GETAL, minimum=1, maximum=120),
            Kolom("herbeoordeling", "Opnieuw kijken", KEUZE, keuzes=(("afloop", "Bij het aflopen"), ("verzoek", "Op verzoek"))),
        ),
        regels=("C-05", "TLV-11", "TLV-19"),
    ),
    Instelbaar(
        "tlv.ondertekenaar", "Wie een TLV ondertekent", TLV, KEUZE, "Bezwaar gaat altijd naar het bestuur van het verband, met advies van de commissie.",
        bron="C-06: de directeur beslist, of het bestuur met een mandaat voor de directeur", keuzes=(("directeur", "De directeur, met mandaat"), ("bestuur", "Het bestuur van het verband")), regels=("C-06",),
    ),
    Instelbaar(
        "tlv.mandaat", "Waar het mandaat staat", TLV, TEKST, "Het besluit waarin het bestuur de directeur mandaat geeft.", bron="C-06", regels=("C-06",),
    ),
    Instelbaar(
        "tlv.bestuurlijke_toets", "Toets door het bestuur vooraf", TLV, LIJST, "Besturen die zelf eerst kijken of niveau 1 tot en met 4 is benut.",
        bron="C-13: naar keuze in het ene plan, vast in een van de verslagen", kolommen=(Kolom("bestuur", "Bestuur", verplicht=True, uniek=True), Kolom("toets", "Doet de toets", JANEE, verplicht=True), Kolom("wie", "Wie kijkt er")),
        regels=("C-13", "TLV-03"),
    ),
    Instelbaar(
        "tlv.begeleiding_per_stap", "Wie begeleidt welke stap", TLV, LIJST, "Welke rol een kind en de ouders begeleidt, per stap.",
        bron="C-14: trajectbegeleiders overal, of alleen bij de TLV", geordend=True, kolommen=(Kolom("stap", "Stap", verplicht=True, uniek=True), Kolom("rol", "Wie begeleidt", verplicht=True)), regels=("C-14",),
    ),
    Instelbaar(
        "tlv.deskundigen", "Aantal deskundigen bij een TLV", TLV, GETAL, "Hoeveel deskundigen minstens adviseren voor een besluit.", bron="TLV-07", eenheid="deskundigen", minimum=2, maximum=6,
        wet=Wetslot("TLV-07 en de wettelijke eis van twee deskundigen", "Minstens twee deskundigen adviseren. Meer mag."), regels=("TLV-07",),
    ),
    Instelbaar(
        "tlv.bezwaartermijn", "Termijn voor bezwaar", TLV, GETAL, "Hoe lang ouders en scholen bezwaar kunnen maken.", bron="RB-10: niet in het plan", eenheid="weken",
        wet=Wetslot("Awb art. 6:7", "De termijn voor bezwaar is zes weken.", Decimal(6)), regels=("RB-10",),
    ),
    Instelbaar(
        "tlv.beslistermijn", "Termijn voor een besluit over een TLV", TLV, GETAL, "Binnen hoeveel weken na een volledige aanvraag jullie besluiten.", bron="T-12: geen eigen termijn in de wet",
        eenheid="weken", minimum=1, maximum=8, wet=Wetslot("Awb art. 4:13", "Acht weken is het langst zonder bericht. Korter afspreken mag."), regels=("T-12",),
    ),
    Instelbaar(
        "knooppunt.soorten", "Soorten knooppunt", KNOOPPUNT, LIJST, "Welke soorten overleg jullie kennen en of er wordt besloten.",
        bron="C-11: besluitvormend, verkennend en formeel, of zes vaste overleggen per jaar",
        kolommen=(
            Kolom("soort", "Soort", verplicht=True, uniek=True),
            Kolom("doel", "Wat gebeurt er", KEUZE, keuzes=(("verkennen", "Verkennen"), ("besluiten", "Besluiten"), ("oordelen", "Oordelen (MDO)"))), Kolom("uitleg", "Uitleg", lang=True),
        ),
        regels=("C-11", "KP-13"),
    ),
    Instelbaar(
        "knooppunt.frequentie", "Hoe vaak een knooppunt", KNOOPPUNT, GETAL, "Hoe vaak per schooljaar een school minstens een knooppunt houdt.", bron="C-11: per school, of zes per jaar",
        eenheid="keer per jaar", minimum=0, maximum=40, regels=("C-11", "KP-01"),
    ),
    Instelbaar(
        "knooppunt.werkwijze_jaren", "Werkwijze van het knooppunt nakijken", KNOOPPUNT, GETAL, "Hoe vaak per jaar de kernpartners de werkwijze nakijken.", bron="KP-06: minstens een keer per jaar",
        eenheid="keer per jaar", minimum=1, maximum=12, regels=("KP-06",),
    ),
    Instelbaar(
        "knooppunt.sbo_per_jaar", "Knooppunt op een S(B)O-school", KNOOPPUNT, GETAL, "Hoe vaak per jaar een S(B)O-school een knooppunt met partners houdt.", bron="KP-09: minstens twee keer per jaar",
        eenheid="keer per jaar", minimum=2, maximum=40, regels=("KP-09", "OPP-08"),
    ),
    Instelbaar(
        "knooppunt.mandaat", "Mandaat aan tafel", KNOOPPUNT, KEUZE, "Wat jullie afspreken over wie mag besluiten in een knooppunt.", bron="C-12: altijd met mandaat, of vervangers zonder mandaat",
        keuzes=(("altijd", "Wie aan tafel zit heeft altijd mandaat"), ("per_keer", "Per overleg wordt vastgelegd wie mandaat heeft")), regels=("C-12", "KP-03"),
    ),
    Instelbaar(
        "thuiszitter.definitie", "Wie is een thuiszitter", THUIS, TEKST, "De omschrijving waar jullie mee tellen.", bron="C-10: de verslagen tellen verschillend", lang=True, regels=("C-10", "TZ-01", "TZ-02"),
    ),
    Instelbaar(
        "thuiszitter.weken", "Vanaf hoeveel weken thuis", THUIS, GETAL, "Na hoeveel weken thuis een kind meetelt als thuiszitter.", bron="C-10: meer dan vier weken in een verslag, anders in een ander",
        eenheid="weken", minimum=0, maximum=52, regels=("C-10", "TZ-01"),
    ),
    Instelbaar(
        "thuiszitter.categorieen", "Soorten thuiszitters", THUIS, LIJST, "In welke groepen je thuiszitters verdeelt en welke meetellen.", bron="C-10: overgang, in zorg, aanbod geweigerd, langdurig",
        kolommen=(Kolom("naam", "Groep", verplicht=True, uniek=True), Kolom("telt", "Telt mee", JANEE, verplicht=True), Kolom("uitleg", "Uitleg")), regels=("C-10", "TZ-02"),
    ),
    Instelbaar(
        "sop.vervalt", "Schoolprofiel vervalt op", SOP, DATUM, "De dag vanaf wanneer een schoolprofiel niet meer hoeft.", bron="C-08: de plicht vervalt, het landelijke format is er nog niet", regels=("C-08", "SOP-15"),
    ),
    Instelbaar(
        "sop.opvolger", "Wat komt er na het schoolprofiel", SOP, KEUZE, "Waar de inhoud van het schoolprofiel daarna staat.", bron="C-08",
        keuzes=(("schoolgids", "In de schoolgids"), ("onepager", "Een bladzijde per school"), ("sop", "Het profiel blijft")), regels=("C-08", "SOP-15"),
    ),
    Instelbaar(
        "sop.vernieuwen_jaren", "Schoolprofiel vernieuwen", SOP, GETAL, "Om de hoeveel jaar een school het profiel minstens vernieuwt.", bron="SOP-06: minstens eens in de vier jaar", eenheid="jaar", minimum=1, maximum=4, regels=("SOP-06",),
    ),
    Instelbaar(
        "sop.meten_jaren", "Schoolprofielen meten", SOP, GETAL, "Om de hoeveel jaar het verband de profielen meet.", bron="SOP-07: elke twee jaar", eenheid="jaar", minimum=1, maximum=8, regels=("SOP-07", "SOP-10"),
    ),
    Instelbaar(
        "kwaliteit.catalogi", "Lijsten met indicatoren", CIJFERS, LIJST, "Welke lijsten met indicatoren jullie gebruiken. Ze blijven apart; koppelen mag.",
        bron="C-15: drie lijsten die niet hetzelfde zijn", kolommen=(Kolom("naam", "Lijst", verplicht=True, uniek=True), Kolom("gebruikt", "Gebruiken we", JANEE, verplicht=True), Kolom("toelichting", "Toelichting")), regels=("C-15",),
    ),
    Instelbaar(
        "kwaliteit.vergelijken", "Waarmee je verwijzingen vergelijkt", CIJFERS, KEUZE, "Waarnaast je het aantal verwijzingen van een bestuur legt.", bron="C-26: de verslagen laten een andere kant op zien",
        keuzes=(("besturen", "De andere besturen"), ("verband", "Het hele verband"), ("marktaandeel", "Het deel van de leerlingen dat een bestuur heeft")), regels=("C-26",),
    ),
):  # fmt: skip
    declareer(_item)
