"""An invented board's report as a converter writes markdown: every level of heading, glued headings, an HTML table.

All text, names and figures are made up; the printed words of the form come from `drukwerk()`.
"""

from .formulieren import Formulier, Regel, drukwerk

PM_UITLEG = (
    "Het bedrag voor de flexibele schil is nog niet bekend.\n\n"
    "In het najaar maken de scholen een raming. Daarbij kijken zij naar de groepsgrootte, de wachttijd en ongeveer 12 aanvragen per kwartaal.\n\n"
    "Na de jaarwisseling volgt een besluit over het definitieve bedrag van het bestuur."
)


def formulier() -> Formulier:
    """The answers that are in the text."""
    return Formulier(
        bestuur="Stichting Molenbeek Onderwijs",
        naam="Joris ten Have",
        functie="bestuurder",
        schooljaar="2024-2025",
        onderdelen={
            "ankerpunt_1": "Een profiel op papier bestaat niet meer; de schoolgids beschrijft wat scholen bieden.\n\n"
            "De norm van 75% is door alle scholen gehaald.",
            "ankerpunt_2": "Scholen evalueren hun groepsplannen drie keer per jaar.",
            "ankerpunt_3": "Er zijn twaalf rekenspecialisten opgeleid.",
            "ankerpunt_4": "Het bovenschoolse team Molenbeek Samen helpt scholen bij vragen over gedrag en leren.",
            "thuiszitters": "Wat een thuiszitter is, wordt verschillend uitgelegd. Wij telden 6 leerlingen (vorig jaar 9).",
            "ononderbroken_proces": "Kinderen stromen in op vier jaar. Het aandeel doublures daalde van 3,1% naar 2,4% en scholen bespreken elk besluit "
            "vooraf met ouders.",
            "verwijzingen": "In totaal zijn 41 leerlingen verwezen: 17 naar SO en 24 naar SBO.",
            "teruggeplaatst": "Er kwamen 4 leerlingen terug vanuit het SBO.",
            "externe_functie": "Vanuit het SBO ging 2,5 fte naar de basisscholen.",
            "schakelfunctie": "4 leerlingen zijn vanuit het SBO teruggegaan.",
        },
        proces={
            "algemeen": (
                "De bestuurder bespreekt de opbrengsten twee keer per jaar met elke directeur.",
                [5],
                "De toewijzing verloopt via een vaste commissie.",
            ),
            "basis_op_orde": (
                "Elke school maakt een jaarplan.",
                [15],
                "Vanaf niveau 3 werken scholen met een gezamenlijk format.",
            ),
            "doelgroeparrangementen": (
                "Het SBO stuurt zelf op zijn doelgroepen.",
                [30],
                "Bij herbeoordeling ligt er een compleet dossier.",
            ),
            "knooppunt": (
                "De intern begeleider organiseert het knooppunt.",
                [37],
                "Er is een verkennende en een formele vorm.\n\nDe gemeente sluit niet altijd aan.",
            ),
        },
        terugploeg={"PO3104": 1204350, "PO3105": None, "PO3106": None},
        doelgroep={"PO3104": None, "PO3105": None, "PO3106": None},
        bestedingen=[
            Regel(804350, "Ondersteuningsuren op de scholen"),
            Regel(310000, "Team Molenbeek Samen"),
            Regel(12500, "Netwerk hoogbegaafdheid"),
            Regel(77500, "Scholing intern begeleiders"),
            Regel(None, "Flexibele schil", pm=True, toelichting=PM_UITLEG),
        ],
        vinken={"PO3104": True, "PO3105": False, "PO3106": False},
    )


def markdown() -> str:
    """The report."""
    f, d = formulier(), drukwerk()
    o, p = f.onderdelen, f.proces
    nb = "\u00a0"

    def prompt(code: str) -> str:
        return "\n".join(f"*{alinea}*" for alinea in d.prompts.get(code, ()))

    def lijst(van: int, tot: int, breuk: int = 0) -> str:
        return "\n\n".join(f"{n}\t{d.labels[n]}" + ("\n\n\n\n" if n == breuk else "") for n in range(van, tot + 1))

    def blok(kop: str, code: str, vraag: str, nummers: str, van: int, tot: int, breuk: int = 0) -> str:
        sturing, _, uitwerking = p[code]
        return f"{kop}\n\n{vraag}\n\n{sturing}\n\n{nummers}\n\n{uitwerking}\n\n{lijst(van, tot, breuk)}\n"

    ono = o["ononderbroken_proces"]
    knip = ono.index(" en scholen")
    return f"""## Keuze schoolbesturen:

dit format hanteren voor de paragraaf in het eigen Jaarverslag en/of separaat aanleveren aan het SWV

PASSEND

PRIMAIR ONDERWIJS

# SCHOOLBESTUREN AAN ZET - SAMENWERKINGSPLAN

## VERANTWOORDING & COLLECTIEVE VERANTWOORDELIJKHEID PASSEND ONDERWIJS

**BESTUUR:** {f.bestuur} ,

**NAMENS BESTUUR:** {f.naam} , {f.functie} (naam ,functie)

**SCHOOLJAAR:** 2024–2025

<table>
<tr><td><b>SCHOLEN IN SWV:</b></td><td><input checked type="checkbox"/> PO3104 (Westelijke Mijnstreek)</td><td><input type="checkbox"/> PO3105 (Maastricht-Heuvelland)</td><td><input type="checkbox"/> PO3106 (Parkstad)</td></tr>
</table>

{chr(10).join(alinea + chr(10) for alinea in d.preambule)}

VERKNOOPTE GOVERNANCE:

**VOOR ALLE SCHOLEN IN NIVEAU 1 T/M 5****ONTWIKKELING ANKERPUNTEN ONDERSTEUNING**

{prompt("ankerpunten")}

**Ankerpunt 1 - Kwaliteitsstandaard**

{o["ankerpunt_1"]}

**Ankerpunt 2 - Planmatig en Handelingsgericht werken**

{o["ankerpunt_2"]}

**Ankerpunt 3 - Specifieke ondersteuning**

{o["ankerpunt_3"]}

**Ankerpunt 4 - Ondersteuningsstructuur**

{o["ankerpunt_4"]}

## THUISZITTERS

{o["thuiszitters"]}

## ONONDERBROKEN LEER-EN ONTWIKKELINGSPROCES

{prompt("ononderbroken_proces")}

{ono[:knip]}

{ono[knip + 1 :]}

### VERWIJZINGEN NAAR SO/SBO

{prompt("verwijzingen")}

{o["verwijzingen"]}

## LEERLINGEN TERUGGEPLAATST VANUIT GESPECIALISEERDE ONDERWIJSVOORZIENINGEN

{o["teruggeplaatst"]}

**AANVULLEND & SPECIFIEK VOOR NIVEAU 5 - SBO EN SO**

## EXTERNE FUNCTIE

{prompt("externe_functie")}

{o["externe_functie"]}

**SCHAKELFUNCTIE => LEERLINGEN TERUGGEPLAATST NAAR REGULIERE BASISCHOLEN**

{prompt("schakelfunctie")}

{o["schakelfunctie"]}

### AANWENDING MIDDELEN SWV

{chr(10).join(d.middelen)}

<table>
<tr><td>vanuit SWV:</td><td>PO3104 (WM)</td><td>PO3105 (MH)</td><td>PO3106 (PS)</td></tr>
<tr><td>Ontvangen bedrag Terugploegregeling\\*<br/>(basisbedrag en uitkering reserve)</td><td>€</td><td>€ 1.204.350</td><td>€</td><td>€</td></tr>
<tr><td>Ontvangen bedrag Doelgroepfinanciering\\*<br/>(enkel s(b)o, indien van toepassing)</td><td>€</td><td>€</td><td>€</td><td>€</td></tr>
</table>

\\*Zie *bekostigingsbeschikking(en) SWV 2019-2020*

**Aanwending:**

1. € 804.350 Ten behoeve van {f.bestedingen[0].doel}
2. € 310.000 – {f.bestedingen[1].doel}
3. € 12.500 tbv {f.bestedingen[2].doel}
4. € 77.500 - {f.bestedingen[3].doel}

1. € PM{nb}{nb}tbv{nb}{nb}{f.bestedingen[4].doel}

{PM_UITLEG}

{chr(10).join(alinea + chr(10) for alinea in d.intro)}

{blok("**ALGEMEEN**", "algemeen", f"*{d.vraag}*", f"{d.indicatorvraag} **Nummer(s): 5**", 1, 7)}

## DE BASIS OP ORDE - betreft alle scholen

{blok("", "basis_op_orde", d.vraag, f"*{d.indicatorvraag} Nummer(s): 15*", 8, 27)}

{blok("#### DOELGROEPARRANGEMENTEN - betreft sbo/so", "doelgroeparrangementen", f"#### {d.vraag}", f"{d.indicatorvraag} Nummer(s): 30", 28, 34, 30)}

{blok("### KNOOPPUNT - betreft alle scholen", "knooppunt", f"*{d.vraag}*", f"#### {d.indicatorvraag} Nummer(s): 37", 35, 43)}
"""
