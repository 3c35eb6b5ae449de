"""The invented region of the demonstration, as data. Nothing here exists: codes, places, boards and schools are made up.

Other rooms build their demo on these constants (people, reports): `SWVS`, `BESTUREN`, `bestuur(nummer)`.
Postcodes lie in ranges that are not in use, so that no real address is hit.
"""

from dataclasses import dataclass, field

REGIO = "Heuvelrijk"


@dataclass(frozen=True)
class DemoSwv:
    """One invented samenwerkingsverband."""

    code: str
    naam: str
    kort: str


@dataclass(frozen=True)
class DemoBestuur:
    """One invented board. `scholen` counts sites as {swv: {soort: number}}; `trend` is the yearly growth in percent."""

    nummer: str
    naam: str
    rechtsvorm: str
    denominatie: str
    grootte: str
    scholen: dict[str, dict[str, int]]
    trend: float = 0.0
    aliassen: tuple[str, ...] = field(default=())
    vertegenwoordigd_door: str = ""
    ondersteuningsstructuur: str = ""

    @property
    def swvs(self) -> tuple[str, ...]:
        """Codes of the SWVs it takes part in today."""
        return tuple(sorted(self.scholen))

    @property
    def soorten(self) -> frozenset[str]:
        return frozenset(soort for per_soort in self.scholen.values() for soort in per_soort)

    @property
    def heeft_bao(self) -> bool:
        return "BO" in self.soorten

    @property
    def heeft_sbo_so(self) -> bool:
        return bool(self.soorten - {"BO", "TAAL"})

    @property
    def aantal_scholen(self) -> int:
        return sum(sum(per_soort.values()) for per_soort in self.scholen.values())


BS, VL, SK = "PO9901", "PO9902", "PO9903"
SWVS: tuple[DemoSwv, ...] = (
    DemoSwv(BS, "Samenwerkingsverband Beekstreek", "BS"),
    DemoSwv(VL, "Samenwerkingsverband Vestingland", "VL"),
    DemoSwv(SK, "Samenwerkingsverband Schachtkring", "SK"),
)

BESTUREN: tuple[DemoBestuur, ...] = (
    DemoBestuur(
        "90001",
        "Stichting Heuvelwijs",
        "stichting",
        "Rooms-Katholiek",
        "groot",
        {VL: {"BO": 22, "SBO": 1, "SO": 1}, SK: {"BO": 15, "SBO": 1}},
        -1.2,
        ("Heuvelwijs", "HEUVELWIJS onderwijs"),
        ondersteuningsstructuur="Steunpunt De Heuvelrug",
    ),
    DemoBestuur(
        "90002",
        "Stichting De Lichtschacht",
        "stichting",
        "Rooms-Katholiek",
        "groot",
        {SK: {"BO": 24, "SBO": 2, "SO": 1}},
        -2.1,
        ("De Lichtschacht", "Lichtschacht"),
        ondersteuningsstructuur="Expertisehuis De Lamp",
    ),
    DemoBestuur(
        "90003",
        "Stichting Beekwijzer Onderwijs",
        "stichting",
        "Rooms-Katholiek",
        "middelgroot",
        {BS: {"BO": 20, "SBO": 1, "SO/VSO": 1}},
        -1.5,
        ("Beekwijzer",),
        ondersteuningsstructuur="Dienstencentrum Beekkracht",
    ),
    DemoBestuur(
        "90004",
        "Stichting Vestingleren",
        "stichting",
        "Rooms-Katholiek",
        "middelgroot",
        {VL: {"BO": 17, "SBO": 1}},
        0.4,
        ("VestingLeren", "Vesting Leren"),
    ),
    DemoBestuur(
        "90005",
        "Stichting Windroos Onderwijs",
        "stichting",
        "Openbaar",
        "middelgroot",
        {BS: {"BO": 5}, VL: {"BO": 5, "TAAL": 1}, SK: {"BO": 3}},
        0.8,
        ("Windroos",),
    ),
    DemoBestuur(
        "90006",
        "Stichting Openbaar Onderwijs De Driebeek",
        "stichting",
        "Openbaar",
        "middelgroot",
        {BS: {"BO": 7}, SK: {"BO": 3}},
        -0.5,
        ("De Driebeek", "SOO De Driebeek"),
    ),
    DemoBestuur(
        "90007",
        "Stichting Speciaal Onderwijs De Schakelbrug",
        "stichting",
        "Algemeen bijzonder",
        "klein",
        {BS: {"SO": 1}, VL: {"SO/VSO": 2}, SK: {"SBO": 1, "SO/VSO": 2}},
        1.6,
        ("De Schakelbrug", "SSO De Schakelbrug"),
    ),
    DemoBestuur(
        "90008",
        "Vereniging Christelijk Onderwijs De Lindetak",
        "vereniging",
        "Protestants-Christelijk",
        "klein",
        {VL: {"BO": 5}},
        -0.8,
        ("De Lindetak", "VCO De Lindetak"),
    ),
    DemoBestuur(
        "90009",
        "Stichting Vrijeschool Gulverdal",
        "stichting",
        "Antroposofisch",
        "klein",
        {VL: {"BO": 2}, SK: {"BO": 1}},
        2.0,
        ("Vrijeschool Gulverdal",),
    ),
    DemoBestuur(
        "90010",
        "Stichting Islamitisch Onderwijs Al Wadi",
        "stichting",
        "Islamitisch",
        "klein",
        {SK: {"BO": 2}},
        3.1,
        ("Al Wadi", "Al-Wadi"),
    ),
    DemoBestuur(
        "90011",
        "Stichting Dorpsschool Neerlinden",
        "stichting",
        "Rooms-Katholiek",
        "eenpitter",
        {VL: {"BO": 1}},
        -1.0,
        ("Dorpsschool Neerlinden",),
        "90004",
    ),
    DemoBestuur(
        "90012",
        "Stichting Montessori Beekwaarden",
        "stichting",
        "Algemeen bijzonder",
        "klein",
        {BS: {"BO": 2}},
        0.6,
        ("Montessori Beekwaarden",),
    ),
)


def bestuur(nummer: str) -> DemoBestuur:
    """One demo board by its number; KeyError when it is no demo board."""
    return {b.nummer: b for b in BESTUREN}[nummer]


# gemeente code, name, and per SWV: name of the part and its places with their postcode area
GEMEENTEN: tuple[tuple[str, str, dict[str, tuple[str, dict[str, str]]]], ...] = (
    ("9901", "Beekwaarden", {BS: ("Beekwaarden", {"Beekwaarden": "6375", "Oudebeek": "6376", "Bronrade": "6377"})}),
    ("9902", "Stroomrade", {BS: ("Stroomrade", {"Stroomrade": "6379", "Hoogstroom": "6380", "Laagstroom": "6381"})}),
    (
        "9903",
        "Lindenbeek",
        {
            BS: ("Oud-Lindenbeek", {"Lindenoord": "6383", "Overlinden": "6384"}),
            SK: ("Kruitveld en Hoornwerk", {"Kruitveld": "6472", "Hoornwerk": "6473"}),
        },
    ),
    (
        "9904",
        "Vestingrade",
        {VL: ("Vestingrade", {"Vestingrade": "6386", "Vestingwijk": "6387", "Neerlinden": "6388"})},
    ),
    ("9905", "Gulverdal", {VL: ("Gulverdal", {"Gulverdal": "6390", "Gulvermond": "6391", "Wingerdhof": "6392"})}),
    ("9906", "Mergelhout", {VL: ("Mergelhout", {"Mergelhout": "6394", "Mergelkuil": "6395", "Bosrade": "6396"})}),
    ("9907", "Schachtveld", {SK: ("Schachtveld", {"Schachtveld": "6475", "Kompelsdal": "6476", "Koolveld": "6477"})}),
    ("9908", "Koolbergen", {SK: ("Koolbergen", {"Koolbergen": "6480", "Schachterheide": "6481"})}),
    ("9909", "Dennenhout", {SK: ("Dennenhout", {"Dennenhout": "6485", "Kerkbeek": "6486"})}),
)

PARTNERS: tuple[tuple[str, str, str], ...] = (
    ("Jeugdgezondheid Heuvelrijk", "jeugdgezondheidszorg", ""),
    ("Bureau Leerrecht Heuvelrijk", "leerplicht", ""),
    ("Schoolmaatschappelijk werk Beekstreek", "schoolmaatschappelijk werk", BS),
    ("Team Jeugd Vestingrade", "gemeentelijke toegang", VL),
    ("Toegang Jeugd Schachtkring", "gemeentelijke toegang", SK),
    ("Medisch kinderdagverblijf De Vlinderkas", "voorschoolse voorziening", VL),
    ("Peuteropvang Het Kiezelnest", "voorschoolse voorziening", BS),
    ("Kinderdagcentrum De Zonnewijzer", "voorschoolse voorziening", SK),
    ("Residentie Het Boshuis", "residentiële instelling", VL),
    ("Samenwerkingsverband voortgezet onderwijs Heuvelrijk", "samenwerkingsverband vo", ""),
    ("Politie basisteam Koolbergen", "politie", SK),
    ("Regionaal bestuurlijk platform Heuvelrijk", "overleg", ""),
    ("Instelling voor cluster 1 en 2 Zuiderstem", "cluster 1 en 2", ""),
)

STRATEN = (
    "Kapelweg", "Molenpad", "Beukenlaan", "Lindehof", "Schoolweg", "Veldstraat", "Bronstraat", "Hazelaarpad",
    "Kasteellaan", "Merelhof", "Wilgenstraat", "Zandpad", "Brugweg", "Vijverlaan", "Akkerweg", "Sterrenplein",
    "Tuinstraat", "Bergweg", "Eikenplein", "Weidepad",
)  # fmt: skip
NAAM_BEGIN = (
    "Linde", "Beuken", "Elzen", "Mergel", "Kiezel", "Vuursteen", "Leem", "Bron", "Molen", "Kapel", "Heuvel", "Weide",
    "Uilen", "Reiger", "Merel", "Zwaluw", "Egel", "Hazelaar", "Klaver", "Zonne", "Wilgen", "Varen", "Brem", "Iris",
)  # fmt: skip
NAAM_EIND = (
    "poort", "sprong", "kring", "boog", "kamp", "toren", "wei", "vlucht", "gaard", "ster", "baan", "pluim", "nest",
    "spoor", "rank",
)  # fmt: skip
NIET_GEBRUIKEN = frozenset(
    {"Lindekring", "Molenwei", "Uilenpoort", "Zwaluwnest", "Klaverwei", "Zonnepoort", "Zonnegaard"}
)
"""Combinations that happen to be the name of a real school."""
