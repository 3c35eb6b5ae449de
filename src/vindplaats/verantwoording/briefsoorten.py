"""Words of verantwoording that an SWV may write itself: of the collective account, and the letters of steps in the procedure."""

from vindplaats.kern.brieven import BERICHT, BRIEF, Briefsoort, Samenvoegveld, declareer

_JAAR = Samenvoegveld("schooljaar", "Schooljaar", "2023-2024", True, "wie het leest moet weten om welk jaar het gaat")
_VAN = Samenvoegveld("van_wie", "Van welk verband of welke regio", "Samenwerkingsverband Voorbeeld")

PUBLICATIEBERICHT = declareer(Briefsoort(
    "verantwoording.publicatiebericht", "Gezamenlijke verantwoording gepubliceerd", BERICHT,
    hulp="Gaat naar iedereen die de gezamenlijke verantwoording mag lezen, op het moment dat je haar publiceert.",
    onderwerp="", tekst="De gezamenlijke verantwoording {{schooljaar}} van {{van_wie}} is gepubliceerd.",
    velden=(_JAAR, _VAN),
))  # fmt: skip

PUBLICATIEBRIEF = declareer(Briefsoort(
    "verantwoording.publicatiebrief", "Aankondiging van de gezamenlijke verantwoording", BRIEF,
    hulp="Een brief die je na het publiceren kunt downloaden en zelf verstuurt, bijvoorbeeld aan de raad.",
    onderwerp="Gezamenlijke verantwoording {{schooljaar}}",
    tekst=(
        "Beste lezer,\n\n"
        "De gezamenlijke verantwoording {{schooljaar}} van {{van_wie}} is gepubliceerd. Hierin leggen {{aantal_besturen}} aan elkaar "
        "en aan het samenwerkingsverband uit wat zij deden met passend onderwijs.\n\n"
        "Wie is uitgenodigd leest haar hier: {{link}}\n\n{{contact}}\n\n[ondertekening]"
    ),
    velden=(
        _JAAR, _VAN, Samenvoegveld("aantal_besturen", "Hoeveel besturen meededen, in woorden", "12 besturen"),
        Samenvoegveld("link", "Link naar de verantwoording", "https://voorbeeld.nl/verantwoording/", True, "zonder link vindt niemand haar"),
    ),
))  # fmt: skip

# Letters of a step: only merge fields of `procedures.samenvoegen`. An SWV chooses in the procedure manager whether one is made.
_BESTUUR = Samenvoegveld(
    "organisatie",
    "Naam van het bestuur",
    "Stichting De Voorbeeldschool",
    True,
    "wie de brief krijgt moet weten om welk bestuur het gaat",
)

ONTVANGST = declareer(Briefsoort(
    "verantwoording.ontvangst", "Bevestiging van ontvangst", BRIEF,
    hulp="Wordt gemaakt als een bestuur zijn verantwoording indient, als jullie dat bij de procedure kiezen. Noem geen namen van mensen.",
    onderwerp="Verantwoording {{schooljaar}} ontvangen",
    tekst=(
        "Beste bestuur,\n\n"
        "Op {{datum}} hebben wij de verantwoording {{schooljaar}} van {{organisatie}} ontvangen. De andere besturen en het "
        "samenwerkingsverband kunnen haar nu lezen en vragen stellen.\n\n"
        "Wij bespreken haar uiterlijk op {{uiterlijk}}.\n\n{{contact}}\n\n[ondertekening]"
    ),
    velden=(_JAAR, _BESTUUR, Samenvoegveld("uiterlijk", "Laatste dag om haar te bespreken", "1 maart 2026")),
    geadresseerde=("Stichting De Voorbeeldschool",),
))  # fmt: skip

VASTSTELLING = declareer(Briefsoort(
    "verantwoording.vaststelling", "Bericht van vaststelling", BRIEF,
    hulp="Wordt gemaakt als de verantwoording van een bestuur is vastgesteld, als jullie dat bij de procedure kiezen.",
    onderwerp="Verantwoording {{schooljaar}} vastgesteld",
    tekst=(
        "Beste bestuur,\n\n"
        "De verantwoording {{schooljaar}} van {{organisatie}} is op {{datum}} vastgesteld.\n\n{{contact}}\n\n[ondertekening]"
    ),
    velden=(_JAAR, _BESTUUR),
    geadresseerde=("Stichting De Voorbeeldschool",),
))  # fmt: skip
