"""The people of the demo, as data. Invented names; any likeness is chance. Addresses end in `.example`: they reach nobody."""

DOMEIN = "vindplaats.example"

SWVS = ("PO9901", "PO9902", "PO9903")

# role -> one name per SWV; the functional manager of the first SWV is the first to try
SWV_MENSEN: dict[str, tuple[str, str, str]] = {
    "directeur_swv": ("Marloes Terhorst", "Bastiaan Quaedvlieg", "Hilde Oosterbaan"),
    "kwaliteit_swv": ("Yara Wijngaard", "Joep Lemmerling", "Nadia Bouhali"),
    "controller_swv": ("Ruben Akkerveld", "Femke Straatsma", "Wouter Kerkhove"),
    "secretariaat_swv": ("Thea Grootveld", "Milan Brusselaar", "Corrie van Eikenhorst"),
    "functioneel_beheerder": ("Sanne Poelstra", "Dirk Hageraats", "Fatma Yildirimli"),
    "privacy_officer": ("Gijs Noorderwijk", "Elke Vrancksen", "Pim Zandbergen"),
    "bestuur_swv": ("Annelies Koppelmans", "Theo Ruitenbeek", "Ineke Schaapveld"),
    "voorzitter_swv": ("Aart Binnendam", "Aart Binnendam", "Aart Binnendam"),
}

# roles of which the demo needs one person, at the first SWV
SWV_EEN: dict[str, str] = {
    "trajectbegeleider": "Lotte Heuvelink",
    "deskundige": "Samir Ouaziz",
    "opr": "Renske Dijkgraaf",
    "toezicht": "Karel Molenschot",
    "deelnemersraad": "Josine Wagtendonk",
    "inspectie": "Hendrik Vossebeld",
    "facilitator": "Noor Bakelaar",
}

BESTUUR_MENSEN: dict[str, tuple[str, str]] = {
    "90001": ("Paulien Rademakers", "Tijn Oldenburg"),
    "90002": ("Ferdinand Kloosters", "Malika Azzouz"),
    "90003": ("Wilma Stegeman", "Jesse Hooglander"),
    "90004": ("Rogier van Tienen", "Imke Doldersum"),
    "90005": ("Shanti Ramdaras", "Olaf Berkenbosch"),
    "90006": ("Mieke Pannekoek", "Daan Ravensloot"),
    "90007": ("Erik Jan Waterval", "Sofie Lindeman"),
    "90008": ("Gerda Buitenhuis", "Niels Aalbregt"),
    "90009": ("Merel Zonneveld", "Floris Tak"),
    "90010": ("Ton Haverkate", "Bibi Overgaauw"),
    "90011": ("Hanneke Slotboom", "Rachid Benmoussa"),
    "90012": ("Liesbeth Duinhoven", "Koen Stapelbroek"),
}

# roles at the first large board, and at the first school of the first SWV
BESTUUR_EEN: dict[str, str] = {"gmr": "Petra Kromhout", "bovenschools_specialist": "Yusuf Karadere"}
SCHOOL_EEN: dict[str, str] = {
    "schooldirecteur": "Margriet Boswinkel",
    "ib_er": "Evelien Tromper",
    "leerkracht": "Stijn Vlasveld",
    "mr": "Judith Harmelink",
    "ouder": "Dunya Elmas",
    "leerling": "Teun Roosendonk",
}
ANDER_EEN: dict[str, str] = {"gemeente": "Rutger Schoonderwoerd", "netwerkpartner": "Carla Meulendijk"}

ZINNEN: dict[str, str] = {
    "directeur_swv": "Ziet wat besturen hebben ingediend, vergelijkt, bespreekt en stelt de gezamenlijke verantwoording vast.",
    "kwaliteit_swv": "Leest en vergelijkt verslagen, stelt vragen en volgt afspraken.",
    "controller_swv": "Legt ontvangen bedragen naast uitgaven en naast wat is toegekend.",
    "secretariaat_swv": "Zet verslagen uit, bewaakt termijnen en leest documenten in.",
    "functioneel_beheerder": "Beheert mensen, rollen, organisaties, formulieren en termijnen; leest geen inhoud.",
    "privacy_officer": "Leest het logboek: wie keek, wie wijzigde, wie deelde.",
    "bestuur_swv": "Ziet de gezamenlijke verantwoording.",
    "voorzitter_swv": "Zit drie samenwerkingsverbanden voor: wissel van rol bovenin.",
    "bestuurder": "Dient het verslag van het eigen bestuur in en leest ingediende verslagen van andere besturen.",
    "bestuursadviseur": "Schrijft het verslag, leest documenten in en beantwoordt vragen.",
}
