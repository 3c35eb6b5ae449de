"""Charts of the collective account; the title says the finding, the figures stand behind them as a table."""

from vindplaats.kern.geld import als_euro
from vindplaats.kern.grafiek import REEKSEN, Grafiek, gestapeld, hittekaart, staafgrafiek

from .queries import Beeld

NAAM = 24
RECHTSVORM = ("Stichting ", "Vereniging ", "Coöperatie ")


def ontvangen(beeld: Beeld) -> Grafiek | None:
    """Received per board, in parts per SWV. None without amounts."""
    geld = beeld.geld
    regels = [regel for regel in geld.regels if regel.hier is not None]
    if not regels:
        return None
    grootste = max(regels, key=lambda regel: regel.hier or 0)
    titel = f"{grootste.naam} ontving het meest: {als_euro(grootste.hier)}"
    namen = _namen([regel.naam for regel in regels])
    if 1 < len(beeld.swvs) <= len(REEKSEN):
        delen = {
            swv.kort or swv.code: [_euro(regel.per_swv.get(swv.code)) or 0 for regel in regels] for swv in beeld.swvs
        }
        return gestapeld(
            titel,
            namen,
            delen,
            eenheid="€",
            kolom="Bestuur",
            onderschrift="Ontvangen per bestuur in euro's, per samenwerkingsverband",
        )
    staven = [(naam, _euro(regel.hier)) for naam, regel in zip(namen, regels, strict=True)]
    return staafgrafiek(titel, staven, eenheid="€", kolom="Bestuur", onderschrift="Ontvangen per bestuur in euro's")


def categorieen(beeld: Beeld) -> Grafiek | None:
    """Spent per category, largest first."""
    geld = beeld.geld
    bedragen = [
        (label, bedrag) for code, label in geld.categorieen.items() if (bedrag := geld.som_categorie(code)) is not None
    ]
    if not bedragen:
        return None
    bedragen.sort(key=lambda paar: -paar[1])
    titel = f"Het meeste geld ging naar {bedragen[0][0].lower()}: {als_euro(bedragen[0][1])}"
    return staafgrafiek(
        titel,
        [(naam, _euro(b)) for naam, b in bedragen],
        eenheid="€",
        kolom="Categorie",
        onderschrift="Besteed per categorie in euro's",
    )


def indicatoren(beeld: Beeld) -> list[Grafiek]:
    """Per block which board elaborated which indicator (heat map with table)."""
    uit: list[Grafiek] = []
    blokken = list(dict.fromkeys(keuze.blok for keuze in beeld.keuzes))
    namen = [inbreng.naam for inbreng in beeld.inbrengen]
    for blok in blokken:
        nummers = [keuze for keuze in beeld.keuzes if keuze.blok == blok]
        hoogste = max(nummers, key=lambda keuze: len(keuze.door))
        if not hoogste.door:
            continue
        waarden = [[1 if naam in keuze.door else None for keuze in nummers] for naam in namen]
        keer = len(hoogste.door)
        titel = (
            f"{blok}: nummer {hoogste.nummer} is het vaakst gekozen ({keer} keer)"
            if keer > 1
            else f"{blok}: elk nummer is hoogstens één keer gekozen"
        )
        kolommen = [str(keuze.nummer) for keuze in nummers]
        uit.append(
            hittekaart(
                titel,
                _namen(namen),
                kolommen,
                waarden,
                kolom="Bestuur",
                onderschrift="Een vakje met 1: dit bestuur werkte deze indicator uit",
            )
        )
    return uit


def _namen(namen: list[str]) -> list[str]:
    """Names that fit beside a bar, all different."""
    uit: list[str] = []
    for vol in namen:
        naam = next((vol.removeprefix(vorm) for vorm in RECHTSVORM if vol.startswith(vorm)), vol)
        kort = naam if len(naam) <= NAAM else f"{naam[: NAAM - 1].rstrip()}…"
        volg = 2
        while kort in uit:
            kort, volg = f"{kort.rstrip('…')[: NAAM - 4]} ({volg})", volg + 1
        uit.append(kort)
    return uit


def _euro(centen: int | None) -> int | None:
    return None if centen is None else round(centen / 100)
