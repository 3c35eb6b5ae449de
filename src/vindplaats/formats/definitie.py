"""A format (questionnaire) as data: dataclasses and the loader of the YAML file. No Django.

The keys of a file are explained in docs/ontwikkelen/formats.md. Mistakes raise `DefinitieFout` (file, line, expected).
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from vindplaats.kern.definitiebestand import Veldlezer, lees_bestand, lees_tekst
from vindplaats.kern.schooljaar import Schooljaar

SOORTEN = frozenset(
    {
        "tekst",  # narrative
        "tekst_kort",  # one line
        "keuze",  # one of opties
        "meerkeuze",  # several of opties
        "getal",  # whole or decimal number
        "percentage",  # 0..100 with at most one decimal
        "datum",
        "schooljaar",
        "persoon",  # naam + functie
        "swv_keuze",  # tick per SWV: true / false / unknown
        "bedragen_per_swv",  # per regeling per SWV: cents or empty
        "bestedingsregels",  # numbered lines: bedrag or PM, doel, categorie, toelichting
        "indicatorkeuze",  # numbers from a block's range
        "tabel",  # rows with kolommen
    }
)
VOOR_WIE = frozenset({"alle", "bao", "sbo_so"})


@dataclass(frozen=True)
class Optie:
    """One choice of a question, one scheme of an amounts table, one category, or one column of a table."""

    code: str
    label: str
    voor: str = "alle"
    soort: str = "tekst_kort"
    vervallen: bool = False
    """Kept for answers that hold it; no longer offered."""


@dataclass(frozen=True)
class Vraag:
    """One question. `koppen` are headings (first: as printed on export) by which a document's part is recognised."""

    code: str
    soort: str
    label: str
    deel: str
    hulp: str = ""
    voorbeeld: str = ""
    voor: str = "alle"
    verplicht: bool = False
    nvt: bool = False
    nul: bool = False
    koppen: tuple[str, ...] = ()
    opties: tuple[Optie, ...] = ()
    categorieen: tuple[Optie, ...] = ()
    blok: str = ""
    richtlijn_woorden: int | None = None
    regels: tuple[str, ...] = ()
    gelijk_aan: str = ""
    vervallen: bool = False
    """Retired: nobody fills it in any more; the reader still knows its heading, so that its text does not stray."""


@dataclass(frozen=True)
class Deel:
    """A section of the form: what is saved, shown and discussed together."""

    code: str
    titel: str
    vragen: tuple[Vraag, ...]
    groep: str = ""
    hulp: str = ""
    voor: str = "alle"
    nvt: bool = False
    koppen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """A numbered process indicator; the number identifies (labels 27, 34 and 43 share a topic)."""

    nummer: int
    blok: str
    label: str


@dataclass(frozen=True)
class Blok:
    """A block of process indicators with its range of numbers (VER-08, VER-11)."""

    code: str
    titel: str
    van: int
    tot: int

    def bevat(self, nummer: int) -> bool:
        return self.van <= nummer <= self.tot


@dataclass(frozen=True)
class Definitie:
    """A whole format in one version, valid for school years `van` up to and including `tot` (None: still valid)."""

    formaat: str
    versie: str
    titel: str
    van: Schooljaar
    tot: Schooljaar | None
    delen: tuple[Deel, ...]
    ondertitel: str = ""
    vorige: str = ""
    blokken: tuple[Blok, ...] = ()
    indicatoren: tuple[Indicator, ...] = ()
    groepen: tuple[Optie, ...] = ()
    banners: tuple[str, ...] = ()
    vervallen: tuple[Vraag, ...] = ()
    """Retired questions: in no section, kept for the reader and for the history of the form."""

    @cached_property
    def vragen(self) -> dict[str, Vraag]:
        return {vraag.code: vraag for deel in self.delen for vraag in deel.vragen}

    def vraag(self, code: str) -> Vraag:
        """The question; KeyError when the format has none with that code."""
        return self.vragen[code]

    def deel(self, code: str) -> Deel:
        return next(deel for deel in self.delen if deel.code == code)

    def deel_van(self, vraag: str) -> Deel:
        return self.deel(self.vraag(vraag).deel)

    def blok(self, code: str) -> Blok:
        return next(blok for blok in self.blokken if blok.code == code)

    def indicator(self, nummer: int) -> Indicator | None:
        return next((i for i in self.indicatoren if i.nummer == nummer), None)

    def geldt_in(self, jaar: Schooljaar) -> bool:
        return self.van <= jaar and (self.tot is None or jaar <= self.tot)


def laad(pad: Path) -> Definitie:
    """Load and check one definition file."""
    return _lees(lees_bestand(pad))


def laad_tekst(tekst: str, naam: str = "definitie") -> Definitie:
    """Load and check a definition from text (an SWV's own version, a test)."""
    return _lees(lees_tekst(tekst, naam))


def laad_map(map_: Path) -> list[Definitie]:
    """All definitions in a folder, oldest first."""
    return sorted((laad(pad) for pad in map_.glob("*.yaml")), key=lambda d: (d.formaat, d.van.begin, d.versie))


def _lees(bron: Veldlezer) -> Definitie:
    geldig = bron.deel("schooljaren")
    van = tot = None
    if geldig is None:
        bron.mis("'schooljaren' ontbreekt; verwacht 'van:' en eventueel 'tot:'")
    else:
        van, tot = _jaar(geldig, "van", True), _jaar(geldig, "tot", False)
        geldig.klaar()
        if van and tot and tot < van:
            bron.mis_bij("schooljaren", f"'tot' ({tot}) ligt voor 'van' ({van})")
    blokken = tuple(_blok(b) for b in bron.lijst("blokken", verplicht=False))
    alle = [_deel(d, blokken) for d in bron.lijst("delen")]
    definitie = Definitie(
        formaat=bron.code("formaat"),
        versie=bron.tekst("versie"),
        titel=bron.tekst("titel"),
        ondertitel=bron.tekst("ondertitel", standaard=""),
        vorige=bron.tekst("vorige", standaard=""),
        van=van or Schooljaar(2000),
        tot=tot,
        groepen=tuple(_optie(g) for g in bron.lijst("groepen", verplicht=False)),
        banners=bron.teksten("banners"),
        blokken=blokken,
        indicatoren=tuple(_indicator(i) for i in bron.lijst("indicatoren", verplicht=False)),
        delen=tuple(_actief(deel) for deel in alle if _actief(deel).vragen),
        vervallen=tuple(vraag for deel in alle for vraag in deel.vragen if vraag.vervallen),
    )
    _controleer_samenhang(definitie, alle, bron)
    bron.klaar()
    bron.eis_goed()
    return definitie


def _actief(deel: Deel) -> Deel:
    """The section with the questions that are asked; a section that has none left is not in the form."""
    return replace(deel, vragen=tuple(vraag for vraag in deel.vragen if not vraag.vervallen))


def _jaar(bron: Veldlezer, naam: str, verplicht: bool) -> Schooljaar | None:
    tekst = bron.tekst(naam, standaard=None if verplicht else "")
    if not tekst:
        return None
    try:
        return Schooljaar.lees(tekst)
    except ValueError as fout:
        bron.mis_bij(naam, str(fout))
        return None


def _optie(bron: Veldlezer) -> Optie:
    optie = Optie(
        code=bron.code("code"),
        label=bron.tekst("label"),
        voor=bron.keuze("voor", VOOR_WIE, standaard="alle"),
        soort=bron.keuze("soort", SOORTEN, standaard="tekst_kort"),
    )
    bron.klaar()
    return optie


def _blok(bron: Veldlezer) -> Blok:
    blok = Blok(
        code=bron.code("code"),
        titel=bron.tekst("titel"),
        van=bron.geheel("van", verplicht=True) or 0,
        tot=bron.geheel("tot", verplicht=True) or 0,
    )
    if blok.tot < blok.van:
        bron.mis_bij("tot", "'tot' is kleiner dan 'van'")
    bron.klaar()
    return blok


def _indicator(bron: Veldlezer) -> Indicator:
    indicator = Indicator(bron.geheel("nummer", verplicht=True) or 0, bron.code("blok"), bron.tekst("label"))
    bron.klaar()
    return indicator


def _deel(bron: Veldlezer, blokken: tuple[Blok, ...]) -> Deel:
    code = bron.code("code")
    deel = Deel(
        code=code,
        titel=bron.tekst("titel"),
        groep=bron.code("groep", standaard=""),
        hulp=bron.tekst("hulp", standaard=""),
        voor=bron.keuze("voor", VOOR_WIE, standaard="alle"),
        nvt=bron.ja_nee("nvt"),
        koppen=bron.teksten("koppen"),
        vragen=tuple(_vraag(v, code, blokken) for v in bron.lijst("vragen")),
    )
    if bron.heeft("vragen") and not deel.vragen:
        bron.mis_bij("vragen", f"onderdeel '{code}' heeft geen vragen; zet er een vraag in of haal het onderdeel weg")
    bron.klaar()
    return deel


def _vraag(bron: Veldlezer, deel: str, blokken: tuple[Blok, ...]) -> Vraag:
    vraag = Vraag(
        code=bron.code("code"),
        soort=bron.keuze("soort", SOORTEN),
        label=bron.tekst("label"),
        deel=deel,
        hulp=bron.tekst("hulp", standaard=""),
        voorbeeld=bron.tekst("voorbeeld", standaard=""),
        voor=bron.keuze("voor", VOOR_WIE, standaard="alle"),
        verplicht=bron.ja_nee("verplicht"),
        nvt=bron.ja_nee("nvt"),
        nul=bron.ja_nee("nul"),
        koppen=bron.teksten("koppen"),
        opties=tuple(_optie(o) for o in bron.lijst("opties", verplicht=False)),
        categorieen=tuple(_optie(o) for o in bron.lijst("categorieen", verplicht=False)),
        blok=bron.code("blok", standaard=""),
        richtlijn_woorden=bron.geheel("richtlijn_woorden"),
        regels=bron.teksten("regels"),
        gelijk_aan=bron.code("gelijk_aan", standaard=""),
        vervallen=bron.ja_nee("vervallen"),
    )
    _controleer_vraag(vraag, bron, blokken)
    bron.klaar()
    return vraag


def _controleer_vraag(vraag: Vraag, bron: Veldlezer, blokken: tuple[Blok, ...]) -> None:
    if vraag.soort in {"keuze", "meerkeuze", "bedragen_per_swv", "tabel"} and not vraag.opties:
        bron.mis(f"vraag '{vraag.code}' van soort {vraag.soort} heeft 'opties' nodig")
    if vraag.soort == "indicatorkeuze" and vraag.blok not in {blok.code for blok in blokken}:
        bron.mis_bij("blok", f"'blok' is '{vraag.blok}'; verwacht een van: {', '.join(b.code for b in blokken)}")
    if vraag.richtlijn_woorden is not None and not 1 <= vraag.richtlijn_woorden <= 5000:
        bron.mis_bij("richtlijn_woorden", "'richtlijn_woorden' moet tussen 1 en 5000 liggen, of weg")
    for naam, rij in (("opties", vraag.opties), ("categorieen", vraag.categorieen)):
        for code in _dubbel([optie.code for optie in rij]):
            bron.mis_bij(naam, f"'{naam}' heeft de code '{code}' twee keer")
        for label in _dubbel([optie.label.strip().lower() for optie in rij]):
            bron.mis_bij(naam, f"'{naam}' heeft '{label}' twee keer; geef elke keuze een eigen naam")


def _dubbel(rij: list[str]) -> list[str]:
    return sorted({w for w in rij if rij.count(w) > 1})


def _controleer_samenhang(definitie: Definitie, alle: list[Deel], bron: Veldlezer) -> None:
    if alle and not definitie.delen:
        bron.mis_bij("delen", "alle vragen zijn vervallen; een formulier heeft minstens een vraag")
    for code in _dubbel([vraag.code for deel in alle for vraag in deel.vragen]):
        bron.mis_bij("delen", f"vraagcode '{code}' komt twee keer voor")
    for code in _dubbel([deel.code for deel in alle]):
        bron.mis_bij("delen", f"deel '{code}' komt twee keer voor")
    _controleer_koppen(alle, bron)
    for indicator in definitie.indicatoren:
        blok = next((b for b in definitie.blokken if b.code == indicator.blok), None)
        if blok is None or not blok.bevat(indicator.nummer):
            bron.mis_bij("indicatoren", f"indicator {indicator.nummer} past niet in blok '{indicator.blok}'")
    groepen = {g.code for g in definitie.groepen}
    for deel in alle:
        if deel.groep and deel.groep not in groepen:
            bron.mis_bij("delen", f"deel '{deel.code}' noemt groep '{deel.groep}' die niet bestaat")


def _controleer_koppen(alle: list[Deel], bron: Veldlezer) -> None:
    """Two questions under one heading: the reader of documents cannot tell them apart."""
    van: dict[str, str] = {}
    for vraag in (vraag for deel in alle for vraag in deel.vragen):
        for kop in vraag.koppen:
            eerste = van.setdefault(" ".join(kop.lower().split()), vraag.code)
            if eerste != vraag.code:
                bron.mis_bij("delen", f"vraag '{vraag.code}' heeft de kop '{kop}', die ook bij vraag '{eerste}' staat")
