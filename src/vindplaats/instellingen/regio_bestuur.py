"""What regions agree on about themselves, deciding, money and privacy: questions with their source, never an invented answer.

Every contradiction of domain.md section 10 that is an agreement of a region is a question here or in `regio_inhoud`.
"""

from decimal import Decimal

from vindplaats.kern.instelbaar import (
    DATUM,
    GETAL,
    JANEE,
    KEUZE,
    LIJST,
    PERCENTAGE,
    TEKST,
    Instelbaar,
    Kolom,
    Wetslot,
    declareer,
)  # fmt: skip

REGIO, BESTUUR, GELD, PRIVACY, WOORDEN, KALENDER = (
    "Over de regio", "Bestuur en besluiten", "Geld", "Privacy en bewaren", "Woorden en wetten", "Kalender",
)  # fmt: skip
RECHTEN = (
    ("advies", "Geeft advies"), ("instemming", "Stemt in"), ("vaststelling", "Stelt vast"), ("oogo", "Overleg dat op overeenstemming is gericht"),
    ("kennis", "Neemt kennis"),
)  # fmt: skip
KANTOOR = ("functioneel_beheerder", "directeur_swv", "secretariaat_swv")

for _item in (
    Instelbaar(
        "regio.motto", "Motto van het verband", REGIO, TEKST, "Een korte zin waarin jullie je herkennen.",
        bron="C-20: het plan en het formulier noemen een ander motto", gebruik="boven Mijn werk, op de hulppagina, onder brieven en mails",
        wie=KANTOOR, regels=("C-20",),
    ),
    Instelbaar(
        "regio.contact", "Bij wie kun je terecht", REGIO, TEKST, "Waar mensen met vragen over Vindplaats terechtkunnen. Geen namen van personen: een functie, een adres of een nummer van het kantoor.",
        bron="OP 6.3: het verband geeft algemene informatie", gebruik="op de hulppagina en onder mails en brieven", lang=True, wie=KANTOOR,
        regels=("C-04",),
    ),
    Instelbaar(
        "regio.plannen", "Plannen en hun looptijd", REGIO, LIJST, "Per plan van wanneer tot wanneer het geldt, per schooljaar of per kalenderjaar.",
        bron="C-02: het ene plan loopt over schooljaren, het andere over kalenderjaren; een datum in de bronnen is twijfelachtig",
        kolommen=(
            Kolom("naam", "Plan", verplicht=True, uniek=True), Kolom("van", "Eerste dag", DATUM), Kolom("tot", "Laatste dag", DATUM),
            Kolom("per", "Loopt per", KEUZE, keuzes=(("schooljaar", "schooljaar"), ("kalenderjaar", "kalenderjaar"))),
            Kolom("twijfel", "Datum is twijfelachtig", JANEE),
        ),
        regels=("C-02", "PLN-01"),
    ),
    Instelbaar(
        "bestuur.organen", "Organen van het verband", BESTUUR, LIJST, "Wie bestuurt, wie toezicht houdt en wie meepraat, in jullie eigen volgorde.",
        bron="C-01: drie verbanden zijn drie keer anders ingericht", geordend=True,
        kolommen=(
            Kolom("naam", "Orgaan", verplicht=True, uniek=True),
            Kolom("rol", "Rol", KEUZE, keuzes=(("besturen", "Bestuurt"), ("uitvoeren", "Voert uit"), ("toezicht", "Houdt toezicht"), ("medezeggenschap", "Praat mee"))),
            Kolom("taak", "Taak", lang=True), Kolom("bron", "Waar staat dat"),
        ),
        regels=("C-01", "MZ-09"),
    ),
    Instelbaar(
        "bestuur.besluitroute", "Route van een besluit", BESTUUR, LIJST, "Langs wie een plan gaat, in volgorde, en welk recht daarbij hoort.",
        bron="C-03: de bronnen noemen een andere volgorde, of geen", geordend=True,
        kolommen=(
            Kolom("stuk", "Welk stuk", verplicht=True), Kolom("orgaan", "Langs wie", verplicht=True),
            Kolom("recht", "Welk recht", KEUZE, verplicht=True, keuzes=RECHTEN), Kolom("toelichting", "Toelichting"),
        ),
        regels=("C-03", "PLN-02", "PLN-03"),
    ),
    Instelbaar(
        "bestuur.vertegenwoordiging", "Wie spreekt namens wie", BESTUUR, LIJST, "Besturen die zich in een overleg door een ander bestuur laten vertegenwoordigen.",
        bron="C-27", kolommen=(Kolom("bestuur", "Bestuur", verplicht=True), Kolom("door", "Vertegenwoordigd door", verplicht=True), Kolom("waar", "In welk overleg")),
        regels=("C-27",),
    ),
    Instelbaar(
        "bestuur.informatie_ouders", "Informatie voor ouders", BESTUUR, KEUZE, "Wat het verband zelf biedt aan ouders met vragen.",
        bron="C-04: algemene informatie of een informatiepunt", keuzes=(("algemeen", "Algemene informatie op de website en in de schoolgids"), ("punt", "Een ouder- en jeugdinformatiepunt")),
        regels=("C-04",),
    ),
    Instelbaar(
        "bestuur.escalatieladder", "Escalatieladder", BESTUUR, LIJST, "De stappen als mensen er samen niet uitkomen, van dichtbij naar ver weg.",
        bron="C-04: genoemd, maar nog zonder stappen", geordend=True,
        kolommen=(Kolom("stap", "Stap", verplicht=True), Kolom("bij", "Bij wie", verplicht=True), Kolom("uitleg", "Uitleg", lang=True)), regels=("C-04", "RB-09"),
    ),
    Instelbaar(
        "bestuur.bezwaarcommissie", "Naam van de bezwaarcommissie", BESTUUR, LIJST, "De commissie die adviseert over bezwaar, met de namen waaronder zij in stukken staat.",
        bron="C-07: een commissie, twee namen", kolommen=(Kolom("naam", "Naam", verplicht=True, uniek=True), Kolom("ook", "Staat ook als")), regels=("C-07",),
    ),
    Instelbaar(
        "bestuur.overleg_opr_toezicht", "Overleg van OPR en toezicht", BESTUUR, GETAL, "Hoe vaak per jaar de OPR met de intern toezichthouder overlegt.",
        bron="MZ-06: half jaarlijks in een van de plannen", eenheid="keer per jaar", minimum=0, maximum=12, regels=("MZ-06",),
    ),
    Instelbaar(
        "geld.reserve_signaal", "Signaalwaarde van de reserve", GELD, PERCENTAGE, "Vanaf welk deel van de baten jullie de reserve bespreken.",
        bron="C-23: buffer en terugploeg in het ene plan, signaleringswaarde van de inspectie in het andere", minimum=0, maximum=100,
        wie=("functioneel_beheerder", "directeur_swv", "controller_swv"), regels=("C-23", "FIN-12"),
    ),
    Instelbaar(
        "geld.risicobuffer", "Risicobuffer", GELD, PERCENTAGE, "Welk deel van de baten als buffer blijft; wat erboven komt is terugploeg.",
        bron="OP 11.1.4: volgens de landelijke richtlijn, zonder getal", minimum=0, maximum=100,
        wie=("functioneel_beheerder", "directeur_swv", "controller_swv"), regels=("FIN-07",),
    ),
    Instelbaar(
        "geld.peildatum", "Peildatum van de bekostiging", GELD, TEKST, "De dag waarop de leerlingen tellen voor het geld.", bron="FIN-01",
        wet=Wetslot("M-01: peildatum bekostiging", "De leerlingen van 1 februari bepalen het geld.", "1 februari"), regels=("FIN-01", "M-01"),
    ),
    Instelbaar(
        "geld.toerusting_eigenaar", "Wie zorgt voor toerusting van leraren", GELD, KEUZE, "Bij wie de taak ligt om leraren toe te rusten.",
        bron="C-25: de besturen volgens het ene plan; in het andere geen taak van het verband",
        keuzes=(("bestuur", "De besturen"), ("verband", "Het verband"), ("samen", "Besturen en verband samen")), regels=("C-25",),
    ),
    Instelbaar(
        "privacy.toestemming_partners", "Toestemming voor delen met partners", PRIVACY, JANEE, "Vragen jullie ouders schriftelijk om toestemming voor je gegevens deelt met partners? Voor een TLV is dat nooit nodig.",
        bron="OP 10.2 is strenger dan de wet (P-06)", wie=("functioneel_beheerder", "directeur_swv", "privacy_officer"), regels=("AVG-01", "P-06"),
    ),
    Instelbaar(
        "privacy.ibp_plan_jaren", "Beleidsplan informatiebeveiliging en privacy", PRIVACY, GETAL, "Om de hoeveel jaar jullie dit plan vernieuwen.",
        bron="AVG-03: minstens elke vier jaar", eenheid="jaar", minimum=1, maximum=4, wie=("functioneel_beheerder", "directeur_swv", "privacy_officer"), regels=("AVG-03",),
    ),
    Instelbaar(
        "privacy.gezondheid_jaren", "Bewaren van gezondheidsgegevens", PRIVACY, GETAL, "Hoe lang gegevens over gezondheid blijven na het einde van de beoordeling, het advies of de toewijzing.", eenheid="jaar",
        bron="P-05", wet=Wetslot("WPO art. 18a lid 13", "Gezondheidsgegevens blijven tot drie jaar na het afronden.", Decimal(3)), regels=("P-05",),
    ),
    Instelbaar(
        "woorden.wetten", "Namen van wetten en instanties", WOORDEN, LIJST, "Oude namen in stukken en hoe ze nu heten.",
        bron="C-17: de bronnen noemen namen die niet meer gelden", gebruik="in het zoeken: wie de oude naam typt, vindt ook de nieuwe",
        kolommen=(
            Kolom("oud", "Oude naam", verplicht=True, uniek=True), Kolom("nieuw", "Naam van nu", verplicht=True), Kolom("artikel", "Artikel"), Kolom("bron", "Waar staat dat"),
        ),
        wie=KANTOOR, regels=("C-17",),
    ),
    Instelbaar(
        "woorden.synoniemen", "Andere woorden voor hetzelfde", WOORDEN, LIJST, "Namen die in stukken voor hetzelfde staan, ook andere schrijfwijzen van besturen. Meer woorden: met een puntkomma ertussen.",
        bron="C-22: een structuur of een bestuur heet in stukken telkens anders", gebruik="in het zoeken en bij het herkennen van het bestuur in een verslag",
        kolommen=(Kolom("woord", "Woord", verplicht=True, uniek=True), Kolom("ook", "Staat ook als", verplicht=True)), wie=KANTOOR, regels=("C-22",),
    ),
    Instelbaar(
        "kalender.vakantieregio", "Vakantieregio", KALENDER, KEUZE, "De regio waarvan de schoolvakanties hier gelden.", bron="landelijke spreiding in Noord, Midden en Zuid",
        gebruik="in de kalender, bij termijnen die vrije dagen overslaan en in de werklijst", keuzes=(("noord", "Noord"), ("midden", "Midden"), ("zuid", "Zuid")), wie=KANTOOR,
    ),
):  # fmt: skip
    declareer(_item)
