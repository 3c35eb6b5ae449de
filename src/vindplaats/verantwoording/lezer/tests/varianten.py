"""Makes documents out of a filled form in many layouts: the elements of the form in order, and plain text and markdown.

Word and PDF have their own modules (varianten_docx, varianten_pdf); all share `elementen`.
"""

import random
import re
import textwrap
from dataclasses import dataclass, field, replace

from vindplaats.verantwoording.lezer.koppen import BLOKKEN, ONDERDELEN

from .formulieren import AFKORTING, DOELGROEP, GROEPEN, PLAATS, REEKSEN, SWVS, TERUGPLOEG, TITELS, Formulier, drukwerk


@dataclass(frozen=True)
class Opmaak:
    """A layout. Every field is one way in which real documents differ."""

    breedte: int | None = None  # wrap at this many characters
    witregels: bool = False  # an empty line after every wrapped line
    banners: bool = True
    preambule: bool = True
    prompts: bool = True
    catalogus: bool = True
    kopvorm: str = "vast"  # vast, titel, ocr
    vinkvorm: str = "geen"  # geen, ballot, blok, haken, achter
    bedragvorm: str = "euro"  # euro, streep, kaal, spatie
    tabelvorm: str = "euroregel"  # euroregel, tabel, per_swv, gekanteld
    scheiding: str = " tbv "
    genummerd: bool = True
    hoofdvorm: str = "regels"  # regels, tabel, twee
    betreft: bool = True
    nummers_los: bool = False
    plak: bool = False
    paginakop: bool = False
    zaad: int = 0
    versie: str = ""  # printed text of our own definition of this year instead of the real form


@dataclass
class Element:
    """One piece of the document. `rijen` for tables; `niveau` of a heading."""

    soort: str
    tekst: str = ""
    code: str = ""
    niveau: int = 2
    rijen: list[list[str]] = field(default_factory=list)


def euro(bedrag: float | int | None, vorm: str) -> str:
    """An amount as boards write it."""
    if bedrag is None:
        return ""
    heel, cent = divmod(round(bedrag * 100), 100)
    duizend = f"{heel:,}".replace(",", " " if vorm == "spatie" else ".")
    if cent:
        return f"{duizend},{cent:02d}"
    return {"euro": f"{duizend},00", "streep": f"{duizend},-"}.get(vorm, duizend)


def _slip(tekst: str, rnd: random.Random) -> str:
    """What a scanner makes of a heading: one or two look-alike letters."""
    ruil = {"O": "0", "I": "l", "l": "I", "S": "5", "B": "8", "o": "0", "i": "l"}
    plekken = [i for i, c in enumerate(tekst) if c in ruil and not tekst.startswith("Ankerpunt", max(0, i - 10))]
    for i in rnd.sample(plekken, min(len(plekken), max(1, len(tekst) // 20))):
        tekst = tekst[:i] + ruil[tekst[i]] + tekst[i + 1 :]
    return tekst


class Maker:
    """Turns a form into elements for one layout."""

    def __init__(self, f: Formulier, o: Opmaak) -> None:
        self.f, self.o, self.druk = f, o, drukwerk(o.versie)
        self.rnd = random.Random(o.zaad)
        self.uit: list[Element] = []

    def elementen(self) -> list[Element]:
        """All elements in order."""
        self._hoofd()
        if self.o.preambule:
            self.uit += [Element("druk", alinea) for alinea in self.druk.preambule]
        for code in ONDERDELEN:
            self._groepen(code)
            self._kop(code)
            self._prompt(code)
            self._tekst(self.f.onderdelen[code])
        self._geld()
        if self.f.extra:
            self._kop("extra")
            self._tekst(self.f.extra)
        if self.o.banners:
            self._kop("rekenschap_proces", banner=True)
        self.uit += [Element("druk", alinea) for alinea in self.druk.intro]
        for code in BLOKKEN:
            self._blok(code)
        return self.uit

    def _kop(self, code: str, *, banner: bool = False) -> None:
        tekst = TITELS[code]
        if code in BLOKKEN and not self.o.betreft:
            tekst = tekst.split("  -  ")[0]
        if self.o.kopvorm == "ocr":
            tekst = _slip(tekst, self.rnd)
        elif self.o.kopvorm == "titel" and tekst.isupper():
            tekst = tekst.capitalize()
        self.uit.append(Element("banner" if banner else "kop", tekst, code, niveau=self.rnd.choice([1, 2, 3, 4])))

    def _groepen(self, code: str) -> None:
        groepen = GROEPEN.get(code, ())
        if self.o.plak and code == "ankerpunt_1":
            self.uit.append(Element("banner", f"{TITELS['niveau_1_5']} {TITELS['ankerpunten']}", "ankerpunten"))
        elif self.o.banners:
            for groep in groepen:
                self._kop(groep, banner=True)
        if "ankerpunten" in groepen and (self.o.banners or self.o.plak):
            self._prompt("ankerpunten")

    def _prompt(self, code: str) -> None:
        if self.o.prompts:
            self.uit += [Element("prompt", alinea) for alinea in self.druk.prompts.get(code, ())]

    def _tekst(self, tekst: str) -> None:
        self.uit += [Element("alinea", alinea) for alinea in re.split(r"\n+", tekst) if alinea.strip()]

    def _hoofd(self) -> None:
        self.uit.append(Element("titel", "SCHOOLBESTUREN AAN ZET - SAMENWERKINGSPLAN"))
        self.uit.append(Element("titel", "VERANTWOORDING & COLLECTIEVE VERANTWOORDELIJKHEID PASSEND ONDERWIJS"))
        f, velden = self.f, []
        if f.bestuur:
            velden.append(("BESTUUR:", f"{f.bestuur} ,"))
        if f.naam:
            velden.append(("NAMENS BESTUUR:", f"{f.naam} , {f.functie}   (naam ,functie)"))
        velden.append(("SCHOOLJAAR:", f.schooljaar))
        velden.append(("SCHOLEN IN SWV:", self.swvregel()))
        self.uit.append(Element("hoofd", rijen=[[label, waarde] for label, waarde in velden]))

    def swvregel(self) -> str:
        """The line with the three SWVs and their tick boxes."""
        vorm = self.o.vinkvorm if self.f.vinken is not None else "geen"
        aan_uit = {"ballot": "☒☐", "blok": "■□", "haken": ("[x]", "[ ]"), "achter": "☑☐"}.get(vorm)
        delen = []
        for swv in SWVS:
            naam = f"{swv} ({PLAATS[swv]})"
            if aan_uit is None:
                delen.append(naam)
                continue
            vak = aan_uit[0] if (self.f.vinken or {}).get(swv) else aan_uit[1]
            delen.append(f"{naam} {vak}" if vorm == "achter" else f"{vak} {naam}")
        return "   ".join(delen)

    def _geld(self) -> None:
        self._kop("middelen")
        self.uit += [Element("druk", alinea) for alinea in self.druk.middelen]
        rijen = {TERUGPLOEG: self.f.terugploeg, DOELGROEP: self.f.doelgroep}
        o = self.o
        if o.tabelvorm == "gekanteld":
            tabel = [["", "Terugploegregeling", "Doelgroepfinanciering"]]
            tabel += [
                [f"{swv} ({AFKORTING[swv]})", *(f"€ {euro(r.get(swv), o.bedragvorm)}".strip() for r in rijen.values())]
                for swv in SWVS
            ]
            self.uit.append(Element("tabel", rijen=tabel))
        elif o.tabelvorm == "per_swv":
            for label, rij in rijen.items():
                self.uit.append(Element("regel", label))
                self.uit += [
                    Element("regel", f"{swv} ({AFKORTING[swv]}): € {euro(rij.get(swv), o.bedragvorm)}".strip())
                    for swv in SWVS
                ]
        elif o.tabelvorm == "tabel":
            kop = ["vanuit SWV:", *(f"{swv} ({AFKORTING[swv]})" for swv in SWVS)]
            self.uit.append(
                Element(
                    "tabel",
                    rijen=[
                        kop,
                        *(
                            [label, *(f"€ {euro(rij.get(s), o.bedragvorm)}".strip() for s in SWVS)]
                            for label, rij in rijen.items()
                        ),
                    ],
                )
            )
        else:
            self.uit.append(
                Element("regel", "vanuit SWV:   " + "     ".join(f"{swv} ({AFKORTING[swv]})" for swv in SWVS))
            )
            for label, rij in rijen.items():
                self.uit.append(
                    Element(
                        "regel",
                        label
                        + " "
                        + " ".join(
                            f"€  {euro(rij.get(s), o.bedragvorm)}" if rij.get(s) is not None else "€       "
                            for s in SWVS
                        ),
                    )
                )
        self.uit.append(Element("regel", "*Zie bekostigingsbeschikking(en) SWV 2019-2020"))
        self._kop("aanwending")
        for i, r in enumerate(self.f.bestedingen, 1):
            nummer = f"{i}.  " if o.genummerd else ""
            bedrag = "PM" if r.pm else euro(r.bedrag, o.bedragvorm)
            self.uit.append(
                Element(
                    "besteding", f"{nummer}€  {bedrag}{o.scheiding}{r.doel}", rijen=[[str(i), f"€ {bedrag}", r.doel]]
                )
            )
            self._tekst(r.toelichting)

    def _blok(self, code: str) -> None:
        sturing, nummers, uitwerking = self.f.proces[code]
        self._kop(code)
        self.uit.append(Element("prompt", self.druk.vraag))
        self._tekst(sturing)
        waarde = ", ".join(map(str, nummers)) if nummers else "N.v.t."
        vraag = f"{self.druk.indicatorvraag}      Nummer(s):"
        if self.o.nummers_los:
            self.uit += [Element("prompt", vraag), Element("regel", waarde)]
        else:
            self.uit.append(Element("nummers", f"{vraag} {waarde}"))
        self._tekst(uitwerking)
        if self.o.catalogus:
            van, tot = REEKSEN[code]
            self.uit.append(Element("catalogus", rijen=[[str(n), self.druk.labels[n]] for n in range(van, tot + 1)]))


def elementen(f: Formulier, o: Opmaak) -> list[Element]:
    """The form as a row of elements."""
    return Maker(f, o).elementen()


def als_txt(f: Formulier, o: Opmaak) -> str:
    """Plain text."""
    regels: list[str] = []
    for e in elementen(f, o):
        blok = _txt_regels(e, o)
        regels += blok
        if e.soort not in ("regel",) or not o.witregels:
            regels.append("")
    if o.paginakop:
        regels = _met_paginakop(regels)
    return "\n".join(regels) + "\n"


def _txt_regels(e: Element, o: Opmaak) -> list[str]:
    if e.soort == "hoofd":
        if o.hoofdvorm == "twee":
            return ["    ".join(" ".join(rij) for rij in e.rijen[:-1]), " ".join(e.rijen[-1])]
        return [f"{label}  {waarde} " for label, waarde in e.rijen]
    if e.soort in ("tabel", "catalogus"):
        return [("\t" if e.soort == "tabel" else " ").join(rij) for rij in e.rijen]
    if e.soort in ("kop", "banner", "regel", "titel") or o.breedte is None:
        return [e.tekst]
    regels = textwrap.wrap(e.tekst, o.breedte, break_long_words=False, break_on_hyphens=False) or [""]
    return [r for regel in regels for r in ((regel + " ", "") if o.witregels else (regel,))]


def _met_paginakop(regels: list[str], per: int = 52) -> list[str]:
    uit: list[str] = []
    for i in range(0, len(regels), per):
        pagina = i // per + 1
        uit += [
            *regels[i : i + per],
            "",
            f"Verantwoording passend onderwijs        Pagina {pagina} van {-(-len(regels) // per)}",
            "\f",
        ]
    return uit


def als_md(f: Formulier, o: Opmaak) -> str:
    """Markdown: heading levels vary, some headings are bold only, tables as pipes or HTML."""
    rnd, uit = random.Random(o.zaad), []
    for e in elementen(f, o):
        uit += [*_md_regels(e, o, rnd), ""]
    return "\n".join(uit)


def _md_regels(e: Element, o: Opmaak, rnd: random.Random) -> list[str]:
    tekst = e.tekst.replace("*Zie", "\\*Zie")
    if e.soort == "titel":
        return [f"# {tekst}"]
    if e.soort in ("kop", "banner"):
        return [rnd.choice([f"{'#' * e.niveau} {tekst}", f"**{tekst}**", f"{'#' * e.niveau} **{tekst}**"])]
    if e.soort == "prompt":
        return [f"*{tekst}*"]
    if e.soort == "nummers":
        kop, _, waarde = tekst.rpartition(":")
        return [
            rnd.choice(
                [f"{kop}: **{waarde.strip()}**", f"{kop}:{waarde}", f"*{kop}:* {waarde}", f"#### {kop}:{waarde}"]
            )
        ]
    if e.soort == "hoofd":
        if o.hoofdvorm == "tabel":
            return ["| | |", "|---|---|", *(f"| {label} | {waarde} |" for label, waarde in e.rijen)]
        return [r for label, waarde in e.rijen for r in (f"**{label}** {waarde}", "")]
    if e.soort == "tabel":
        kop, *rest = e.rijen
        if rnd.random() < 0.5:
            cellen = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in rij)}</tr>\n" for rij in e.rijen)
            return ["<table>", cellen + "</table>"]
        return [
            "| " + " | ".join(kop) + " |",
            "|" + "---|" * len(kop),
            *("| " + " | ".join(rij) + " |" for rij in rest),
        ]
    if e.soort == "catalogus":
        return [r for nummer, label in e.rijen for r in (f"{nummer}\t{label}", "")]
    if e.soort == "alinea" and o.breedte:
        return textwrap.wrap(tekst, o.breedte, break_on_hyphens=False)
    return [tekst]


BASIS = Opmaak()
LAYOUTS: dict[str, Opmaak] = {
    "alinea_per_regel": BASIS,
    "gewikkeld": replace(BASIS, breedte=100),
    "gewikkeld_smal": replace(BASIS, breedte=72, bedragvorm="streep"),
    "dubbele_witregels": replace(BASIS, breedte=110, witregels=True, bedragvorm="kaal"),
    "tabel_ballot": replace(BASIS, tabelvorm="tabel", vinkvorm="ballot", hoofdvorm="tabel", scheiding=" – "),
    "per_swv_blok": replace(BASIS, tabelvorm="per_swv", vinkvorm="blok", breedte=90, scheiding=" - ", genummerd=False),
    "gekanteld_haken": replace(
        BASIS, tabelvorm="gekanteld", vinkvorm="haken", bedragvorm="spatie", scheiding=" Ten behoeve van "
    ),
    "zonder_banners": replace(BASIS, banners=False, breedte=95, vinkvorm="achter"),
    "zonder_druk": replace(BASIS, banners=False, prompts=False, preambule=False, catalogus=False, kopvorm="titel"),
    "ocr": replace(BASIS, kopvorm="ocr", breedte=100, zaad=3),
    "titelkoppen": replace(BASIS, kopvorm="titel", breedte=85, betreft=False),
    "los_nummer": replace(BASIS, nummers_los=True, plak=True, hoofdvorm="twee"),
    "paginakop": replace(BASIS, breedte=100, paginakop=True, vinkvorm="ballot"),
}
