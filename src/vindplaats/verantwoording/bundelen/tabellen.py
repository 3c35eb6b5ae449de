"""The tables of the collective account, made once: for the screen, for paper and for Excel. Amounts in cents."""

from collections.abc import Sequence
from typing import Any

from vindplaats.documenten import stuk as s
from vindplaats.kern.schermdelen import Kolom, Rij, Tabel

from .queries import Beeld, Feit
from .rules import Keuze, Vraagoverzicht

SCHERMSOORT = {"tekst": "tekst", "getal": "getal", "bedrag": "bedrag", "procent": "percentage", "datum": "datum"}


def besturen(beeld: Beeld) -> s.Tabel:
    """Every board that should give account, and whether it did."""
    binnen = {inbreng.bestuur for inbreng in beeld.inbrengen}
    rijen: list[list[s.Cel]] = [
        [bestuur.naam, "ingediend" if bestuur.nummer in binnen else "nog niet ingediend"] for bestuur in beeld.verwacht
    ]
    return s.Tabel(["Bestuur", "Stand"], rijen, onderschrift="Besturen in dit schooljaar")


def ontvangen(beeld: Beeld) -> s.Tabel:
    """Received per board and SWV, spent, the difference, and what was granted (VER-07, VER-15)."""
    geld, meer = beeld.geld, len(beeld.codes) > 1
    swvs = [swv.kort or swv.code for swv in beeld.swvs]
    rijen: list[list[s.Cel]] = []
    for regel in geld.regels:
        toegekend = regel.toegekend
        rijen.append(
            [
                regel.naam,
                *(regel.per_swv.get(code) for code in beeld.codes),
                *([regel.ontvangen] if meer or geld.hier != geld.ontvangen else []),
                regel.besteed,
                regel.aansluiting.verschil,
                toegekend,
                regel.aansluiting.pm_regels or None,
            ]
        )
    extra = ["Ontvangen samen"] if meer or geld.hier != geld.ontvangen else []
    kop = ["Bestuur", *(f"Ontvangen {swv}" for swv in swvs), *extra, "Besteed", "Verschil", "Toegekend", "PM-regels"]
    totaal: list[s.Cel] = [
        "Samen",
        *(geld.som_swv(code) for code in beeld.codes),
        *([geld.ontvangen] if extra else []),
        geld.besteed,
        None if geld.ontvangen is None or geld.besteed is None else geld.ontvangen - geld.besteed,
        geld.toegekend,
        geld.pm or None,
    ]
    soorten: list[s.Soort] = ["tekst", *(["bedrag"] * (len(kop) - 2)), "getal"]  # type: ignore[list-item]
    return s.Tabel(kop, rijen, totaal, soorten, onderschrift="Ontvangen, besteed en toegekend per bestuur")


def ontvangen_per_verband(beeld: Beeld) -> s.Tabel:
    """Received per board and SWV, for paper: narrow enough for a page."""
    rijen: list[list[s.Cel]] = [
        [regel.naam, *(regel.per_swv.get(code) for code in beeld.codes), regel.hier] for regel in beeld.geld.regels
    ]
    kop = ["Bestuur", *(f"Van {swv.kort or swv.code}" for swv in beeld.swvs), "Samen"]
    totaal: list[s.Cel] = ["Samen", *(beeld.geld.som_swv(code) for code in beeld.codes), beeld.geld.hier]
    return s.Tabel(
        kop, rijen, totaal, _bedragen(len(kop)), breedtes=_breedtes(len(kop)),
        onderschrift="Ontvangen per bestuur en samenwerkingsverband",
    )  # fmt: skip


def aansluiting(beeld: Beeld) -> s.Tabel:
    """Received against spent and granted per board, for paper (VER-15)."""
    geld = beeld.geld
    rijen: list[list[s.Cel]] = [
        [r.naam, r.ontvangen, r.besteed, r.aansluiting.verschil, r.toegekend] for r in geld.regels
    ]
    verschil = None if geld.ontvangen is None or geld.besteed is None else geld.ontvangen - geld.besteed
    totaal: list[s.Cel] = ["Samen", geld.ontvangen, geld.besteed, verschil, geld.toegekend]
    return s.Tabel(
        ["Bestuur", "Ontvangen", "Besteed", "Verschil", "Toegekend"], rijen, totaal, _bedragen(5), breedtes=_breedtes(5),
        onderschrift="Ontvangen, besteed en toegekend per bestuur",
    )  # fmt: skip


def _bedragen(kolommen: int) -> list[s.Soort]:
    return ["tekst", *(["bedrag"] * (kolommen - 1))]  # type: ignore[list-item]


def _breedtes(kolommen: int) -> list[float]:
    return [max(1.3, 4.3 - 0.6 * kolommen), *([1.0] * (kolommen - 1))]


def categorieen(beeld: Beeld) -> s.Tabel:
    """Spent per board and category; PM lines hold no amount (VER-16)."""
    geld = beeld.geld
    rijen: list[list[s.Cel]] = [
        [regel.naam, *(regel.per_categorie.get(code) for code in geld.categorieen), regel.besteed]
        for regel in geld.regels
    ]
    totaal: list[s.Cel] = ["Samen", *(geld.som_categorie(code) for code in geld.categorieen), geld.besteed]
    kop = ["Bestuur", *geld.categorieen.values(), "Samen"]
    return s.Tabel(kop, rijen, totaal, _bedragen(len(kop)), onderschrift="Besteed per bestuur en categorie")


def categoriesommen(beeld: Beeld) -> s.Tabel:
    """Spent per category with its share of the whole and the number of boards, for paper."""
    geld, rijen = beeld.geld, list[list[s.Cel]]()
    for code, label in geld.categorieen.items():
        bedrag = geld.som_categorie(code)
        deel = round(100 * bedrag / geld.besteed, 1) if bedrag is not None and geld.besteed else None
        rijen.append([label, bedrag, deel, sum(1 for regel in geld.regels if code in regel.per_categorie)])
    return s.Tabel(
        ["Categorie", "Besteed", "Deel van het geheel", "Aantal besturen"],
        rijen,
        ["Samen", geld.besteed, None, None],
        ["tekst", "bedrag", "procent", "getal"],
        breedtes=[2.4, 1.5, 1.2, 1.2],
        onderschrift="Besteed per categorie",
    )


def vraag(overzicht: Vraagoverzicht) -> s.Tabel:
    """One narrative question over the boards: what kind of answer, how long, how it begins."""
    rijen: list[list[s.Cel]] = [[r.naam, r.standwoord, r.woorden or None, r.begin] for r in overzicht.regels]
    return s.Tabel(
        ["Bestuur", "Antwoord", "Woorden", "Begin van de tekst"], rijen, soorten=["tekst", "tekst", "getal", "tekst"],
        breedtes=[2, 1.6, 1.1, 4.1], onderschrift=f"{overzicht.titel}: {overzicht.telling}",
    )  # fmt: skip


def vraag_op_papier(overzicht: Vraagoverzicht) -> s.Tabel:
    """The same for a file that is passed on: only beginnings of texts the board has published."""
    rijen: list[list[s.Cel]] = [
        [r.naam, r.standwoord, r.woorden or None, r.begin if r.gepubliceerd else ""] for r in overzicht.regels
    ]
    onderschrift = f"{overzicht.titel}: {overzicht.telling}"
    if not any(rij[3] for rij in rijen):
        kort = [rij[:3] for rij in rijen]
        return s.Tabel(
            ["Bestuur", "Antwoord", "Woorden"], kort, soorten=["tekst", "tekst", "getal"], breedtes=[4, 2, 1],
            onderschrift=onderschrift,
        )  # fmt: skip
    return s.Tabel(
        ["Bestuur", "Antwoord", "Woorden", "Begin van de tekst"], rijen, soorten=["tekst", "tekst", "getal", "tekst"],
        breedtes=[2, 1.6, 1.1, 4.1], onderschrift=onderschrift,
    )  # fmt: skip


def telling(beeld: Beeld) -> s.Tabel:
    """All narrative questions in one table: how many boards described it, had none, or said n.v.t."""
    rijen: list[list[s.Cel]] = []
    for overzicht in beeld.vragen:
        aantal = [sum(1 for r in overzicht.regels if r.stand == stand) for stand in ("ingevuld", "nul", "nvt")]
        rest = len(overzicht.regels) - sum(aantal)
        rijen.append([overzicht.titel, *aantal, rest])
    return s.Tabel(
        ["Onderdeel", "Beschreven", "Geen", "N.v.t.", "Niet ingevuld"], rijen,
        soorten=["tekst", "getal", "getal", "getal", "getal"], breedtes=[3.2, 1.5, 0.9, 0.9, 1.3], onderschrift="Aantal besturen per onderdeel en antwoord",
    )  # fmt: skip


def feiten(lijst: Sequence[Feit]) -> s.Tabel:
    """Figures of the boards together over the years, with how many boards are behind the last one."""
    jaren = [punt.schooljaar for punt in lijst[0].punten] if lijst else []
    rijen: list[list[s.Cel]] = [
        [f.naam, *(punt.tekst for punt in f.punten), f.trend, f"{f.laatste.n} van {f.laatste.van}"] for f in lijst
    ]
    kop = ["Cijfer", *jaren, "Verloop", "Besturen"]
    breedtes = [2.2, *([1.3] * len(jaren)), 1.9, 1.1]
    return s.Tabel(kop, rijen, breedtes=breedtes, onderschrift="Cijfers van de besturen samen")


def gekozen(keuzes: Sequence[Keuze]) -> s.Tabel:
    """The indicators that were elaborated and by whom."""
    rijen: list[list[s.Cel]] = [[k.nummer, k.label, len(k.door), ", ".join(k.door)] for k in keuzes if k.door]
    return s.Tabel(
        ["Nr.", "Indicator", "Aantal", "Besturen"], rijen, soorten=["getal", "tekst", "getal", "tekst"],
        uitlijning=["links", "links", "rechts", "links"], breedtes=[0.7, 3.4, 0.9, 4], onderschrift="Uitgewerkte indicatoren",
    )  # fmt: skip


def signalen(beeld: Beeld) -> s.Tabel:
    """What asks for a look, per board, with the board's own explanation."""
    rijen: list[list[s.Cel]] = [[x.bestuur, x.soort, x.zin, x.uitleg] for x in beeld.signalen]
    return s.Tabel(
        ["Bestuur", "Soort", "Wat opvalt", "Uitleg van het bestuur"], rijen, breedtes=[2, 1.6, 4, 2.4],
        onderschrift="Signalen",
    )  # fmt: skip


def op_scherm(tabel: s.Tabel, *, sleutel: str, urls: Sequence[str] = (), leeg: str = "Niets gevonden.") -> Tabel:
    """The same table for `{% tabel %}`; the first column is the head of its row."""
    kolommen = [
        Kolom(f"k{i}", kop, SCHERMSOORT[tabel.soort(i)] if i else "tekst", kop=i == 0)
        for i, kop in enumerate(tabel.kop)
    ]
    rijen = [Rij(_cellen(rij), urls[nr] if nr < len(urls) else "") for nr, rij in enumerate(tabel.rijen)]
    totaal = _cellen(tabel.totaalrij) if tabel.totaalrij is not None else None
    return Tabel(
        tabel.onderschrift,
        kolommen,
        rijen,
        totaal=totaal,
        totaal_titel="Samen",
        id=sleutel,
        leeg=leeg,
        aantal=len(rijen),
    )


def _cellen(rij: Sequence[Any]) -> dict[str, Any]:
    return {f"k{i}": cel for i, cel in enumerate(rij)}
