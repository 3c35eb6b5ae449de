"""Invented boards of very different style. Names, schools and figures are made up."""

from .formulieren import Formulier, Regel

NVT = "N.v.t."


def kort() -> Formulier:
    """One school, a few words per answer."""
    return Formulier(
        bestuur="Stichting De Linde",
        naam="Els van der Veen",
        functie="directeur-bestuurder",
        schooljaar="2023-2024",
        onderdelen={
            "ankerpunt_1": "Onze school voldoet aan de basiskwaliteit.",
            "ankerpunt_2": "Wij werken met groepsplannen.",
            "ankerpunt_3": "Een leerkracht heeft zich geschoold in rekenproblemen.",
            "ankerpunt_4": "Een dag per week is er een intern begeleider.",
            "thuiszitters": "Geen.",
            "ononderbroken_proces": "Twee leerlingen deden een jaar langer over groep 2.",
            "verwijzingen": "Er is 1 leerling verwezen naar het SBO.",
            "teruggeplaatst": "0",
            "externe_functie": NVT,
            "schakelfunctie": "n.v.t.",
        },
        proces={
            "algemeen": ("De directeur stuurt zelf.", [4], "Het profiel is besproken met de ouders."),
            "basis_op_orde": ("Dit staat elke maand op de agenda.", [11], "Het hele team schreef mee aan het profiel."),
            "doelgroeparrangementen": (NVT, [], NVT),
            "knooppunt": ("De intern begeleider zit voor.", [36, 40], "We evalueren elk knooppunt kort."),
        },
        terugploeg={"PO3104": None, "PO3105": None, "PO3106": 8450},
        bestedingen=[Regel(8450, "Extra uren intern begeleider")],
        vinken={"PO3104": False, "PO3105": False, "PO3106": True},
    )


def nvt() -> Formulier:
    """A board that left nearly everything out: n.v.t. and empty are not the same."""
    return Formulier(
        bestuur="Vereniging Het Baken",
        naam="R. Okker",
        functie="voorzitter",
        schooljaar="2024-2025",
        onderdelen={
            "ankerpunt_1": NVT,
            "ankerpunt_2": "Niet van toepassing",
            "ankerpunt_3": "nvt",
            "ankerpunt_4": "N.V.T.",
            "thuiszitters": "",
            "ononderbroken_proces": "n.v.t.",
            "verwijzingen": NVT,
            "teruggeplaatst": "",
            "externe_functie": "N.v.t",
            "schakelfunctie": NVT,
        },
        proces={blok: (NVT, [], NVT) for blok in ("algemeen", "basis_op_orde", "doelgroeparrangementen", "knooppunt")},
        terugploeg={"PO3104": None, "PO3105": None, "PO3106": None},
    )


def sbo() -> Formulier:
    """A board with special schools only: doelgroepfinanciering, zero amounts and cents."""
    return Formulier(
        bestuur="Stichting Speciaal Onderwijs Het Vaandel",
        naam="Karim el Idrissi",
        functie="lid college van bestuur",
        schooljaar="2023-2024",
        onderdelen={
            "ankerpunt_1": "Alle drie de scholen hebben het oordeel voldoende.\n\nDe zelfevaluatie gaf een score van 88% op dit ankerpunt, "
            "vorig jaar was dat 81%.",
            "ankerpunt_2": "Elke leerling heeft een ontwikkelingsperspectief dat twee keer per jaar met ouders wordt besproken.",
            "ankerpunt_3": "De expertise ligt bij gedrag, communicatie en ernstige meervoudige beperkingen.",
            "ankerpunt_4": "De commissie voor de begeleiding bestaat uit een gedragswetenschapper, een jeugdarts en een maatschappelijk werker.",
            "thuiszitters": "Er waren 3 thuiszitters. Voor twee van hen is in het voorjaar een plek gevonden.",
            "ononderbroken_proces": "De gemiddelde uitstroomleeftijd is 12,4 jaar.",
            "verwijzingen": NVT,
            "teruggeplaatst": NVT,
            "externe_functie": "Onze ambulant begeleiders ondersteunden 46 groepen in het basisonderwijs.\n\n"
            "De vraag groeit sneller dan het aantal begeleiders.",
            "schakelfunctie": "Dit jaar gingen 9 leerlingen naar een gewone basisschool (vorig jaar 6).",
        },
        proces={
            "algemeen": (
                "Het bestuur bespreekt elk kwartaal de voortgang met de directeuren.",
                [3],
                "Met twee gemeenten is een afspraak over vervoer gemaakt.",
            ),
            "basis_op_orde": (
                "De kwaliteitsmedewerker bewaakt de cyclus.",
                [16, 18],
                "Het dossier is bij elke aanvraag compleet.\n\nDat scheelt tijd.",
            ),
            "doelgroeparrangementen": (
                "De arrangementen zijn per doelgroep beschreven.",
                [28, 31, 33],
                "Voor de jongste kinderen is er een klas waarin zorg en onderwijs samenkomen.",
            ),
            "knooppunt": (
                "Elke school heeft een vaste voorzitter voor het knooppunt.",
                [38],
                "Verslagen gaan alleen via het beveiligde dossier.",
            ),
        },
        terugploeg={"PO3104": 0, "PO3105": 45210.5, "PO3106": 128000},
        doelgroep={"PO3104": None, "PO3105": 310400, "PO3106": 1250750.75},
        bestedingen=[
            Regel(1200000, "Klas zorg en onderwijs"),
            Regel(310400, "Ambulante begeleiding"),
            Regel(99000.25, "Scholing team"),
            Regel(None, "Nieuwe meubels praktijklokaal", pm=True),
        ],
        vinken={"PO3104": True, "PO3105": True, "PO3106": True},
    )


_ZIN = (
    "Onze scholen kijken samen naar wat leerlingen nodig hebben en leggen vast wat werkt. ",
    "In de netwerken wisselen intern begeleiders hun aanpak uit, ook met de voorschool en de gemeente. ",
    "Waar het niet lukt, zoeken we de ondersteuning eerst in de eigen wijk en daarna pas verder weg. ",
)


def _lang(onderwerp: str, keren: int) -> str:
    alineas = []
    for i in range(keren):
        alineas.append(
            f"Over {onderwerp} hebben wij in ronde {i + 1} met alle directeuren gesproken. " + "".join(_ZIN).strip()
        )
    return "\n\n".join(alineas)


def lang() -> Formulier:
    """Long answers with lists, sub-headings and words that look like headings."""
    return Formulier(
        bestuur="Stichting Onderwijs Drieluik",
        naam="Marijke Hoenders",
        functie="voorzitter van het college van bestuur",
        schooljaar="2023-2024",
        onderdelen={
            "ankerpunt_1": _lang("kwaliteit", 4),
            "ankerpunt_2": _lang("het plan van aanpak", 3) + "\n\nResultaat: 92% van de plannen is op tijd bijgesteld.",
            "ankerpunt_3": _lang("specifieke ondersteuning", 3),
            "ankerpunt_4": _lang("de structuur", 2)
            + "\n\nOp elke school is een knooppunt. Het knooppunt is de plek waar thuiszitters besproken worden.",
            "thuiszitters": "Op peildatum waren er 4 leerlingen die langer dan vier weken thuis zaten.",
            "ononderbroken_proces": "Afstemming met VO: de overdracht gebeurt warm.\n\n" + _lang("doorstroom", 2),
            "verwijzingen": "Naar SO gingen 11 leerlingen, naar SBO 17 leerlingen.\n\n" + _lang("verwijzingen", 2),
            "teruggeplaatst": "Er zijn 5 leerlingen teruggeplaatst, vorig jaar 2.",
            "externe_functie": NVT,
            "schakelfunctie": NVT,
        },
        proces={
            "algemeen": (
                _lang("sturing", 2),
                [1, 7],
                "Uitwisseling met andere besturen\n\n" + _lang("uitwisseling", 2),
            ),
            "basis_op_orde": (_lang("de basis", 2), [8, 9, 26], _lang("samenwerking met ouders", 3)),
            "doelgroeparrangementen": (NVT, [], NVT),
            "knooppunt": (
                _lang("het knooppunt", 2),
                [37],
                "Algemeen geldt dat wij veel winst zien.\n\n" + _lang("de ontsluiting", 2),
            ),
        },
        terugploeg={"PO3104": 201450, "PO3105": 98700, "PO3106": None},
        bestedingen=[
            Regel(150000, "Inzet van onderwijsassistenten in groep 1 tot en met 4"),
            Regel(75000, "Netwerk intern begeleiders"),
            Regel(50150, "Hoogbegaafdheid (scholing, materiaal en een bovenschoolse plusklas)"),
            Regel(25000, "Onderzoek en diagnostiek"),
        ],
        vinken={"PO3104": True, "PO3105": True, "PO3106": False},
        extra="Wij bereiden ons voor op een nieuw koersplan.\n\nDAAR HOORT BIJ\n\n" + _lang("inclusiever onderwijs", 2),
    )


def alle() -> dict[str, Formulier]:
    """All invented boards by name."""
    return {"kort": kort(), "nvt": nvt(), "sbo": sbo(), "lang": lang()}
