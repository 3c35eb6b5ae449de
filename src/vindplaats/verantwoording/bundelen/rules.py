"""Sums over the reports of many boards: parts, money, indicator choices, and the first line in words. Pure. Cents.

Only reports that were handed in are given to these functions; who is missing is said in words (VER-17).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vindplaats.formats.definitie import Definitie, Vraag
from vindplaats.formats.rules import Stuk, Stukken, vragen_van, woorden
from vindplaats.formats.waarden import INGEVULD, LEEG, NUL, NVT, ONGELDIG
from vindplaats.kern.geld import als_euro
from vindplaats.kern.opmaak import opsomming
from vindplaats.verantwoording.rules import Aansluiting, Bedragen, aansluiten, som

BEGIN = 160
ZONDER_CATEGORIE = ""
STANDWOORD = {INGEVULD: "beschreven", NUL: "geen", NVT: "n.v.t.", LEEG: "niet ingevuld", ONGELDIG: "niet te lezen"}


@dataclass(frozen=True)
class Inbreng:
    """What one board brings in: its answers in the version of the form it used, and what was granted."""

    bestuur: str
    naam: str
    definitie: Definitie
    stukken: Stukken
    rapport: str = ""
    schooljaar: str = ""
    kenmerken: frozenset[str] = frozenset()
    toegekend: Bedragen = field(default_factory=dict)
    leesbaar: bool = True
    gepubliceerd: bool = False

    def waarde(self, code: str) -> object:
        """The filled-in value of a question, None when there is none."""
        stuk = self.stukken.get(code, Stuk())
        return stuk.waarde if stuk.stand == INGEVULD else None


# --- parts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Deelregel:
    """One board at one question: what kind of answer, how long, and how it begins (empty when the reader may not read it).

    `gepubliceerd`: the board's text is public to the invited, so its beginning may also stand in a file that is passed on.
    """

    bestuur: str
    naam: str
    rapport: str
    stand: str
    woorden: int
    begin: str
    gepubliceerd: bool = False

    @property
    def standwoord(self) -> str:
        return STANDWOORD[self.stand]


@dataclass(frozen=True)
class Vraagoverzicht:
    """One narrative question over all boards it concerns."""

    code: str
    deel: str
    titel: str
    regels: tuple[Deelregel, ...]

    @property
    def telling(self) -> str:
        """`9 beschreven, 2 geen, 1 n.v.t.`"""
        aantal = Counter(regel.stand for regel in self.regels)
        return ", ".join(f"{aantal[s]} {w}" for s, w in STANDWOORD.items() if aantal[s]) or "geen bestuur"


def vraagoverzichten(inbrengen: Sequence[Inbreng]) -> list[Vraagoverzicht]:
    """Per narrative question what each board answered, in the order of the newest form (VER-03, VER-05, VER-06).

    A free question that nobody used is left out.
    """
    uit: list[Vraagoverzicht] = []
    for vraag in _vragen(inbrengen):
        titel = vraag.label if not vraag.code.startswith("proces_") else _procestitel(inbrengen, vraag)
        regels = [_regel(i, vraag.code) for i in inbrengen if _geldt(i, vraag.code)]
        if regels:
            uit.append(Vraagoverzicht(vraag.code, vraag.deel, titel, tuple(regels)))
    return uit


def _vragen(inbrengen: Sequence[Inbreng]) -> list[Vraag]:
    """Narrative questions of all versions that were used, once each."""
    uit: dict[str, Vraag] = {}
    versies = {i.definitie.versie: i.definitie for i in inbrengen}
    for definitie in sorted(versies.values(), key=lambda d: d.van, reverse=True):
        uit |= {v.code: v for v in definitie.vragen.values() if v.soort == "tekst" and v.code not in uit}
    return list(uit.values())


def _procestitel(inbrengen: Sequence[Inbreng], vraag: Vraag) -> str:
    definitie = next(i.definitie for i in inbrengen if vraag.code in i.definitie.vragen)
    soort = "sturing" if vraag.code.endswith("_sturing") else "uitwerking"
    return f"{definitie.deel_van(vraag.code).titel}: {soort}"


def _geldt(inbreng: Inbreng, code: str) -> bool:
    if code not in inbreng.definitie.vragen:
        return False
    if inbreng.stukken.get(code, Stuk()).stand != LEEG:
        return True
    deel = inbreng.definitie.deel_van(code)
    return any(vraag.code == code and vraag.verplicht for vraag in vragen_van(deel, inbreng.kenmerken))


def _regel(inbreng: Inbreng, code: str) -> Deelregel:
    stuk = inbreng.stukken.get(code, Stuk())
    tekst = stuk.waarde if isinstance(stuk.waarde, str) else ""
    begin = kort(tekst) if inbreng.leesbaar else ""
    return Deelregel(
        inbreng.bestuur, inbreng.naam, inbreng.rapport, stuk.stand, woorden(tekst), begin, inbreng.gepubliceerd
    )


def kort(tekst: str) -> str:
    """The first words of a text on one line."""
    plat = " ".join(tekst.split())
    return plat if len(plat) <= BEGIN else plat[: BEGIN - 1].rsplit(" ", 1)[0] + "…"


# --- money -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Geldregel:
    """The money of one board: received per SWV (those of this account), whole sum, spent, granted, categories."""

    bestuur: str
    naam: str
    per_swv: Mapping[str, int | None]
    aansluiting: Aansluiting
    toegekend: int | None
    per_categorie: Mapping[str, int]
    uitleg: str = ""

    @property
    def ontvangen(self) -> int | None:
        return self.aansluiting.ontvangen

    @property
    def besteed(self) -> int | None:
        return self.aansluiting.besteed

    @property
    def hier(self) -> int | None:
        """Received from the SWVs of this account."""
        return som(list(self.per_swv.values()))


@dataclass(frozen=True)
class Geld:
    """Money of all boards. `swvs` are the columns; `categorieen` code -> label in the order of the form."""

    swvs: tuple[str, ...]
    regels: tuple[Geldregel, ...]
    categorieen: Mapping[str, str]

    def som_swv(self, swv: str) -> int | None:
        return som([regel.per_swv.get(swv) for regel in self.regels])

    @property
    def hier(self) -> int | None:
        """Received from the SWVs of this account."""
        return som([self.som_swv(swv) for swv in self.swvs])

    def som_categorie(self, code: str) -> int | None:
        return som([regel.per_categorie.get(code) for regel in self.regels])

    @property
    def ontvangen(self) -> int | None:
        return som([regel.ontvangen for regel in self.regels])

    @property
    def besteed(self) -> int | None:
        return som([regel.besteed for regel in self.regels])

    @property
    def toegekend(self) -> int | None:
        return som([regel.toegekend for regel in self.regels])

    @property
    def pm(self) -> int:
        return sum(regel.aansluiting.pm_regels for regel in self.regels)

    @property
    def sluit_niet(self) -> tuple[Geldregel, ...]:
        return tuple(regel for regel in self.regels if regel.aansluiting.verschil not in (0, None))


def geld(inbrengen: Sequence[Inbreng], swvs: Sequence[str]) -> Geld:
    """Received, spent and granted per board, and spending per category (VER-07, VER-15, VER-16).

    Spending lines are not per SWV: a board in more SWVs shows its whole account; the columns show these SWVs only.
    """
    namen: dict[str, str] = {}
    for inbreng in inbrengen:
        vraag = inbreng.definitie.vragen.get("bestedingen")
        namen |= {c.code: c.label for c in (vraag.categorieen if vraag else ()) if c.code not in namen}
    regels = [_geldregel(inbreng, swvs) for inbreng in inbrengen]
    gebruikt = {code for regel in regels for code in regel.per_categorie}
    volgorde = {code: label for code, label in namen.items() if code in gebruikt}
    if ZONDER_CATEGORIE in gebruikt:
        volgorde[ZONDER_CATEGORIE] = "Zonder categorie"
    return Geld(tuple(swvs), tuple(regels), volgorde)


def _geldregel(inbreng: Inbreng, swvs: Sequence[str]) -> Geldregel:
    ontvangen: Bedragen = inbreng.waarde("ontvangen") or {}  # type: ignore[assignment]
    bestedingen: Sequence[Mapping[str, object]] = inbreng.waarde("bestedingen") or []  # type: ignore[assignment]
    per_categorie: dict[str, int] = {}
    for regel in bestedingen:
        bedrag = regel.get("bedrag")
        if isinstance(bedrag, int) and not regel.get("pm"):
            code = str(regel.get("categorie") or ZONDER_CATEGORIE)
            per_categorie[code] = per_categorie.get(code, 0) + bedrag
    return Geldregel(
        inbreng.bestuur,
        inbreng.naam,
        {swv: som([cellen.get(swv) for cellen in ontvangen.values()]) for swv in swvs},
        aansluiten(ontvangen, bestedingen, inbreng.toegekend),
        som([bedrag for cellen in inbreng.toegekend.values() for bedrag in cellen.values()]),
        per_categorie,
        str(inbreng.waarde("verschil_uitleg") or ""),
    )


# --- indicators ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keuze:
    """One of the numbered indicators and the boards that elaborated it."""

    nummer: int
    blok: str
    label: str
    door: tuple[str, ...]


def keuzes(inbrengen: Sequence[Inbreng]) -> list[Keuze]:
    """Which of the 43 indicators was chosen by whom (VER-08, VER-11)."""
    per_nummer: dict[int, list[str]] = {}
    soorten: dict[int, tuple[str, str]] = {}
    for inbreng in inbrengen:
        titels = {blok.code: blok.titel for blok in inbreng.definitie.blokken}
        for indicator in inbreng.definitie.indicatoren:
            soorten.setdefault(indicator.nummer, (titels.get(indicator.blok, ""), indicator.label))
        for vraag in inbreng.definitie.vragen.values():
            if vraag.soort == "indicatorkeuze":
                for nummer in inbreng.waarde(vraag.code) or []:  # type: ignore[attr-defined]
                    per_nummer.setdefault(nummer, []).append(inbreng.naam)
    return [Keuze(nummer, *soorten[nummer], tuple(per_nummer.get(nummer, ()))) for nummer in sorted(soorten)]


# --- words -----------------------------------------------------------------------------------------------------------


def eerste_regel(ingediend: int, verwacht: int, geld_: Geld) -> str:
    """The account in two or three sentences, before any table (design.md, dashboards)."""
    if not ingediend:
        return f"Nog geen van de {verwacht} besturen heeft ingediend. Zodra er een indient, staat die hier."
    zinnen = [_hoeveel(ingediend, verwacht)]
    hier = geld_.hier
    if hier is not None:
        zinnen.append(f"Samen ontvingen zij {als_euro(hier)}.")
    if geld_.besteed is not None:
        ook = "" if hier == geld_.ontvangen else ", ook uit geld van andere samenwerkingsverbanden"
        zinnen.append(f"Zij besteedden {als_euro(geld_.besteed)}{ook}.")
    anders = len(geld_.sluit_niet)
    if anders:
        zinnen.append(f"Bij {anders} {_meervoud(anders)} is er een verschil tussen ontvangen en besteed.")
    return " ".join(zinnen)


def _meervoud(aantal: int) -> str:
    return "bestuur" if aantal == 1 else "besturen"


def _hoeveel(ingediend: int, verwacht: int) -> str:
    if ingediend == verwacht:
        return f"Alle {verwacht} besturen hebben ingediend." if verwacht > 1 else "Het ene bestuur heeft ingediend."
    return f"{ingediend} van de {verwacht} besturen {'heeft' if ingediend == 1 else 'hebben'} ingediend."


def verschilzinnen(regel: Geldregel) -> list[str]:
    """What does not add up in the money of one board, as sentences (VER-15)."""
    verschil = regel.aansluiting.verschil
    zinnen = []
    if verschil:
        meer = "meer" if verschil > 0 else "minder"
        zinnen.append(f"{als_euro(abs(verschil))} {meer} ontvangen dan besteed.")
    for v in regel.aansluiting.afwijkend:
        swv = v.wat.rpartition(".")[2]
        zinnen.append(f"Van {swv} ontvangen {als_euro(v.links)}, toegekend {als_euro(v.rechts)}.")
    return zinnen


def ontbreekt_zin(namen: Iterable[str]) -> str:
    """Which boards are missing, in words; empty when nobody is."""
    lijst = list(namen)
    if not lijst:
        return ""
    return f"Nog niet ingediend: {opsomming(lijst)}. Wat zij schreven telt hier niet mee."


def uitzondering(geld_: Geld) -> str:
    """What about money asks for a look: PM lines and what was granted otherwise."""
    zinnen = []
    if geld_.pm:
        zinnen.append(
            f"{geld_.pm} {'regel staat' if geld_.pm == 1 else 'regels staan'} op PM en {'telt' if geld_.pm == 1 else 'tellen'} niet mee."
        )
    afwijkend = [regel.naam for regel in geld_.regels if regel.aansluiting.afwijkend]
    if afwijkend:
        zinnen.append(f"Anders dan toegekend: {opsomming(afwijkend)}.")
    return " ".join(zinnen)
