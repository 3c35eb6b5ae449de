"""An indicator as data: dataclass and the loader of the YAML file. No Django.

The keys of a file are explained in docs/ontwikkelen/indicatoren.md. Mistakes raise `DefinitieFout` (file, line, expected).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vindplaats.kern.definitiebestand import Veldlezer, lees_bestand, lees_tekst
from vindplaats.kern.registers import indicatoren
from vindplaats.kern.schooljaar import Schooljaar

EENHEDEN = frozenset({"%", "leerlingen", "aantal", "euro", "cijfer", "scholen", "aanvragen"})
DIMENSIES = frozenset({"bestuur", "swv", "school", "jaar"})
PEILDATA = frozenset({"teldatum", "bekostiging", "einde_schooljaar", "opgegeven"})
RICHTINGEN = frozenset({"hoger", "lager", "geen"})
SOORTEN = frozenset({"query", "hand"})
OPTELLEN = frozenset({"som", "gewogen", "geen"})


@dataclass(frozen=True)
class Hand:
    """How a figure comes about that people enter (KPI-01: method, frequency, source)."""

    methode: str
    frequentie: str
    bron: str


@dataclass(frozen=True)
class Indicator:
    """One figure: what it means, how it is counted, and how figures of several organisations go together.

    `richting` says which way is better (`geen`: neither). `kleinste_cel` is the smallest number of pupils shown outside the
    organisation that owns the figure (0: no pupils are counted). `gewicht` is the indicator that weighs a mean when no numerator
    and denominator are known. `anders` maps another unit to the indicator that holds it (7 pupils is not 7%: report-format
    trap 13).
    """

    code: str
    naam: str
    definitie: str
    eenheid: str
    bron: str
    soort: str
    dimensies: tuple[str, ...] = ("bestuur", "swv", "jaar")
    peildatum: str = "einde_schooljaar"
    richting: str = "geen"
    decimalen: int = 0
    kleinste_cel: int = 5
    optellen: str = "geen"
    gewicht: str = ""
    hand: Hand | None = None
    aliassen: tuple[str, ...] = ()
    anders: tuple[tuple[str, str], ...] = ()
    regels: tuple[str, ...] = ()
    kamer: str = ""
    groep: str = ""

    def dag(self, jaar: Schooljaar) -> dt.date | None:
        """The day the figure is about in a school year; None when whoever gives the figure says so."""
        dagen = {
            "teldatum": jaar.teldatum_leerlingen,
            "bekostiging": jaar.peildatum_bekostiging,
            "einde_schooljaar": jaar.laatste_dag,
        }
        return dagen.get(self.peildatum)


@dataclass(frozen=True)
class Indicatorenbestand:
    """All indicators one file declares for a room, in the order of the file."""

    kamer: str
    indicatoren: tuple[Indicator, ...]


def laad(pad: Path) -> Indicatorenbestand:
    """Load and check one file."""
    return _lees(lees_bestand(pad))


def laad_tekst(tekst: str, naam: str = "indicatoren") -> Indicatorenbestand:
    """Load and check from text."""
    return _lees(lees_tekst(tekst, naam))


def meld_aan(bestand: Indicatorenbestand) -> None:
    """Put the indicators of a file in the registry of the house. ValueError when a code belongs to another room."""
    for indicator in bestand.indicatoren:
        indicatoren.voeg_toe(indicator.code, indicator)


def indicator(code: str) -> Indicator:
    """A declared indicator; KeyError with the known codes."""
    gevonden: Indicator = indicatoren[code]
    return gevonden


def alle(kamer: str = "") -> list[Indicator]:
    """Every declared indicator, in order of declaration; of one room when asked."""
    return [i for i in indicatoren if not kamer or i.kamer == kamer]


def zoek(tekst: str, eenheid: str = "") -> Indicator | None:
    """The indicator a code or another name means, in that unit; None when there is none. Case does not count."""
    naam = tekst.strip().lower()
    gevonden = indicatoren.get(naam) or next((i for i in indicatoren if naam in i.aliassen), None)
    if gevonden is None or not eenheid or eenheid == gevonden.eenheid:
        return gevonden
    return indicatoren.get(dict(gevonden.anders).get(eenheid, ""))


# --- reading the file ------------------------------------------------------------------------------------------------


def _lees(bron: Veldlezer) -> Indicatorenbestand:
    kamer = bron.code("kamer")
    lezers = list(bron.lijst("indicatoren"))
    lijst = tuple(_indicator(lezer, kamer) for lezer in lezers)
    _controleer(lijst, lezers)
    bron.klaar()
    bron.eis_goed()
    return Indicatorenbestand(kamer, lijst)


def _indicator(bron: Veldlezer, kamer: str) -> Indicator:
    hand = bron.deel("hand")
    uitkomst = Indicator(
        code=bron.code("code"),
        naam=bron.tekst("naam"),
        definitie=bron.tekst("definitie"),
        eenheid=bron.keuze("eenheid", EENHEDEN),
        bron=bron.tekst("bron"),
        soort=bron.keuze("soort", SOORTEN),
        dimensies=_dimensies(bron),
        peildatum=bron.keuze("peildatum", PEILDATA),
        richting=bron.keuze("richting", RICHTINGEN, standaard="geen"),
        decimalen=bron.geheel("decimalen") or 0,
        kleinste_cel=5 if (cel := bron.geheel("kleinste_cel")) is None else cel,
        optellen=bron.keuze("optellen", OPTELLEN, standaard="geen"),
        gewicht=bron.code("gewicht", standaard=""),
        hand=_hand(hand) if hand else None,
        aliassen=tuple(a.strip().lower() for a in bron.teksten("aliassen")),
        anders=_anders(bron.deel("anders")),
        regels=bron.teksten("regels"),
        kamer=kamer,
        groep=bron.tekst("groep", standaard=""),
    )
    _controleer_een(uitkomst, bron)
    bron.klaar()
    return uitkomst


def _dimensies(bron: Veldlezer) -> tuple[str, ...]:
    gegeven = bron.teksten("dimensies", verplicht=True)
    for naam in gegeven:
        if naam not in DIMENSIES:
            bron.mis_bij(
                "dimensies", f"dimensie '{naam}' ken ik niet; verwacht een van: {', '.join(sorted(DIMENSIES))}"
            )
    return gegeven


def _hand(bron: Veldlezer) -> Hand:
    hand = Hand(bron.tekst("methode"), bron.tekst("frequentie"), bron.tekst("bron"))
    bron.klaar()
    return hand


def _anders(bron: Veldlezer | None) -> tuple[tuple[str, str], ...]:
    if bron is None:
        return ()
    paren = tuple((eenheid, bron.code(eenheid)) for eenheid in sorted(EENHEDEN) if bron.heeft(eenheid))
    bron.klaar()
    return paren


def _controleer_een(i: Indicator, bron: Veldlezer) -> None:
    if (i.soort == "hand") != (i.hand is not None):
        bron.mis(f"indicator '{i.code}': 'hand' (methode, frequentie, bron) hoort bij soort hand, en alleen daarbij")
    if not 0 <= i.decimalen <= 4:
        bron.mis_bij("decimalen", f"indicator '{i.code}': verwacht 0 tot en met 4 decimalen")
    if i.optellen == "som" and i.eenheid in {"%", "cijfer"}:
        bron.mis_bij(
            "optellen", f"indicator '{i.code}' is een {i.eenheid} en is niet op te tellen; verwacht gewogen of geen"
        )
    if i.gewicht and i.optellen != "gewogen":
        bron.mis_bij("gewicht", f"indicator '{i.code}': een gewicht hoort bij 'optellen: gewogen'")


def _controleer(lijst: Iterable[Indicator], lezers: list[Veldlezer]) -> None:
    paren = list(zip(lijst, lezers, strict=True))
    bekend = {i.code for i, _ in paren}
    namen: dict[str, int] = {}
    for i, lezer in paren:
        for naam in (i.code, *i.aliassen):
            if naam in namen:
                lezer.mis(f"'{naam}' is al een code of alias op regel {namen[naam]}")
            namen.setdefault(naam, lezer.regel)
        for veld, codes in (("gewicht", [i.gewicht] if i.gewicht else []), ("anders", [c for _, c in i.anders])):
            for code in codes:
                if code and code not in bekend:
                    lezer.mis_bij(veld, f"indicator '{i.code}': '{code}' staat niet in dit bestand")
