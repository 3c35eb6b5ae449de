"""Filled forms with known answers: invented boards of very different style, and the printed text around the answers."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from vindplaats.verantwoording.lezer import lees
from vindplaats.verantwoording.lezer.koppen import BLOKKEN, ONDERDELEN

SWVS = ("PO3104", "PO3105", "PO3106")
PLAATS = {"PO3104": "Westelijke Mijnstreek", "PO3105": "Maastricht-Heuvelland", "PO3106": "Parkstad"}
AFKORTING = {"PO3104": "WM", "PO3105": "MH", "PO3106": "PS"}
GEDEELD = next(
    (map_ for ouder in Path(__file__).resolve().parents if (map_ := ouder / "shared" / "reports").is_dir()), None
)


@dataclass
class Regel:
    """One spending line of the truth."""

    bedrag: float | int | None
    doel: str
    pm: bool = False
    toelichting: str = ""


@dataclass
class Formulier:
    """A filled form: what the reader must give back."""

    bestuur: str | None
    naam: str | None
    functie: str | None
    schooljaar: str
    onderdelen: dict[str, str]
    proces: dict[str, tuple[str, list[int], str]]
    terugploeg: dict[str, float | int | None] = field(default_factory=dict)
    doelgroep: dict[str, float | int | None] = field(default_factory=dict)
    bestedingen: list[Regel] = field(default_factory=list)
    vinken: dict[str, bool] | None = None
    extra: str = ""


TITELS = {
    "rekenschap_resultaat": "REKENSCHAP - EIGEN AANDEEL SCHOOLBESTUUR IN HET COLLECTIEF RESULTAAT",
    "niveau_1_5": "VOOR ALLE SCHOLEN IN NIVEAU 1 T/M 5",
    "ankerpunten": "ONTWIKKELING ANKERPUNTEN ONDERSTEUNING",
    "ankerpunt_1": "Ankerpunt 1 - Kwaliteitsstandaard",
    "ankerpunt_2": "Ankerpunt 2 - Planmatig en Handelingsgericht werken",
    "ankerpunt_3": "Ankerpunt 3 - Specifieke ondersteuning",
    "ankerpunt_4": "Ankerpunt 4 - Ondersteuningsstructuur",
    "thuiszitters": "THUISZITTERS",
    "ononderbroken_proces": "ONONDERBROKEN LEER-EN ONTWIKKELINGSPROCES",
    "niveau_1_4": "AANVULLEND & SPECIFIEK VOOR NIVEAU 1 T/M 4 - BASISONDERWIJS",
    "verwijzingen": "VERWIJZINGEN NAAR SO/SBO",
    "teruggeplaatst": "LEERLINGEN TERUGGEPLAATST VANUIT GESPECIALISEERDE ONDERWIJSVOORZIENINGEN",
    "niveau_5": "AANVULLEND & SPECIFIEK VOOR NIVEAU 5 - SBO EN SO",
    "externe_functie": "EXTERNE FUNCTIE",
    "schakelfunctie": "SCHAKELFUNCTIE => LEERLINGEN TERUGGEPLAATST NAAR REGULIERE BASISSCHOLEN",
    "middelen": "AANWENDING MIDDELEN SWV",
    "aanwending": "Aanwending:",
    "extra": "Extra Informatie:",
    "rekenschap_proces": "REKENSCHAP - EIGEN AANDEEL SCHOOLBESTUUR IN HET COLLECTIEF PROCES",
    "algemeen": "ALGEMEEN",
    "basis_op_orde": "DE BASIS OP ORDE  -  betreft alle scholen",
    "doelgroeparrangementen": "DOELGROEPARRANGEMENTEN  -  betreft sbo/so",
    "knooppunt": "KNOOPPUNT  -  betreft alle scholen",
}
GROEPEN = {
    "ankerpunt_1": ("rekenschap_resultaat", "niveau_1_5", "ankerpunten"),
    "verwijzingen": ("niveau_1_4",),
    "externe_functie": ("niveau_5",),
}
TERUGPLOEG = "Ontvangen bedrag Terugploegregeling*  (basisbedrag en uitkering reserve)"
DOELGROEP = "Ontvangen bedrag Doelgroepfinanciering*  (enkel s(b)o, indien van toepassing)"
REEKSEN = {"algemeen": (1, 7), "basis_op_orde": (8, 27), "doelgroeparrangementen": (28, 34), "knooppunt": (35, 43)}


@dataclass(frozen=True)
class Drukwerk:
    """The printed text around the answers, as paragraphs. `echt` tells whether it is that of the real form."""

    preambule: tuple[str, ...]
    prompts: dict[str, tuple[str, ...]]
    intro: tuple[str, ...]
    vraag: str
    indicatorvraag: str
    labels: dict[int, str]
    middelen: tuple[str, ...] = ()
    echt: bool = False


@lru_cache(maxsize=4)
def drukwerk(versie: str = "") -> Drukwerk:
    """The real printed text when a real report is at hand, else (or with a `versie`) that of our own definition."""
    return _echt_drukwerk() if GEDEELD and not versie else _eigen_drukwerk(versie or "2023")


def _eigen_drukwerk(versie: str) -> Drukwerk:
    from vindplaats.formats.definitie import laad

    definitie = laad(Path(__file__).resolve().parents[2] / "definities" / f"verantwoording-{versie}.yaml")
    prompts = {v.code: (v.hulp,) for d in definitie.delen for v in d.vragen if v.hulp and v.code in ONDERDELEN}
    vraag = definitie.vraag("proces_algemeen_sturing").label
    return Drukwerk(
        (), prompts, (), vraag, "Welke indicator werken jullie uit?", {i.nummer: i.label for i in definitie.indicatoren}
    )


def _echt_drukwerk() -> Drukwerk:
    """Cut out of a real report what the board did not write; it is never committed."""
    assert GEDEELD
    import json

    bron = next(GEDEELD.glob("smart*.txt"))
    regels = bron.read_text("utf-8").split("\n")
    catalogus = json.loads((GEDEELD.parent / "golden" / "catalogue.json").read_text("utf-8"))["indicators"]

    def tussen(na: str, tot: str) -> tuple[str, ...]:
        begin = next(i for i, r in enumerate(regels) if r.strip().startswith(na)) + 1
        eind = next(i for i in range(begin, len(regels)) if regels[i].strip().startswith(tot))
        return _alineas([r.strip() for r in regels[begin:eind]])

    prompts = {
        "ankerpunten": tussen("ONTWIKKELING ANKERPUNTEN", "Ankerpunt 1"),
        "ononderbroken_proces": tussen("ONONDERBROKEN LEER", "Analyse doublere"),
        "verwijzingen": tussen("VERWIJZINGEN NAAR", "Dankzij ons"),
        "externe_functie": tussen("EXTERNE FUNCTIE", "N.v.t."),
        "schakelfunctie": tussen("SCHAKELFUNCTIE", "N.v.t"),
    }
    preambule = tuple(r.strip() for r in regels[22:184] if r.strip() and "http" not in r)
    return Drukwerk(
        preambule=_alineas([r.strip() for r in regels[22:184] if "http" not in r]) if preambule else (),
        prompts=prompts,
        intro=tussen("REKENSCHAP - EIGEN AANDEEL SCHOOLBESTUUR IN HET COLLECTIEF PROCES", "ALGEMEEN"),
        vraag="Hoe is de sturing belegd en geborgd in de interne processen?",
        indicatorvraag="Tenminste één van de onderstaande indicatoren uitgewerkt als voorbeeld:",
        labels={i["number"]: i["label"] for i in catalogus},
        middelen=tussen("AANWENDING MIDDELEN", "vanuit SWV"),
        echt=True,
    )


def _alineas(regels: list[str]) -> tuple[str, ...]:
    """Join wrapped lines of the printed text to paragraphs, roughly: a short line ends one."""
    uit: list[str] = []
    for regel in (r for r in regels if r):
        if uit and len(uit[-1].split("\n")[-1]) > 95 and regel[:1].islower():
            uit[-1] += "\n" + regel
        else:
            uit.append(regel)
    return tuple(" ".join(alinea.split("\n")) for alinea in uit)


def van_rapport(naam: str) -> Formulier:
    """A real report as a filled form (read from its own text file, which is checked against the golden answers)."""
    assert GEDEELD
    pad = next(GEDEELD.glob(f"{naam}*.txt"))
    j = lees(pad.read_bytes(), pad.name).als_json()
    return Formulier(
        bestuur=j["bestuur"],
        naam=j["namens"]["naam"],
        functie=j["namens"]["functie"],
        schooljaar=j["schooljaar"],
        onderdelen={code: j["onderdelen"][code]["tekst"] or "" for code in ONDERDELEN},
        proces={
            code: (b["sturing"], b["indicatoren"], b["uitwerking"]) for code in BLOKKEN for b in [j["proces"][code]]
        },
        terugploeg=j["ontvangen"]["terugploegregeling"],
        doelgroep=j["ontvangen"]["doelgroepfinanciering"],
        bestedingen=[Regel(b["bedrag"], b["doel"], b["pm"], b["toelichting"]) for b in j["bestedingen"]],
        extra=(j["extra"] or {}).get("tekst") or "",
    )
