"""Letters, mails and notices whose words an SWV may write itself. Pure parser; nothing in a text is ever run as a template.

A room declares a kind in `kern.registers.briefsoorten`: its merge fields (the only ones that work), the words of the house, and
what must stand in it. The room `instellingen` keeps the own words of an SWV. `opgesteld` gives the words to send.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .instelbaar import geldend
from .opmaak import datum_zonder_dag
from .registers import brief_lezers, briefsoorten, instelbaar, naam_van, organisatie_bereik, soort_van

MAIL, BRIEF, BERICHT = "mail", "brief", "bericht"
KANALEN = {MAIL: "mail", BRIEF: "brief", BERICHT: "bericht in Vindplaats"}
LANGSTE = {MAIL: 4000, BRIEF: 12000, BERICHT: 300}
_VELD = re.compile(r"\{\{\s*([a-z][a-z0-9_]{0,40})\s*\}\}")
_HAKEN = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True)
class Samenvoegveld:
    """A word that is filled in per letter. `verplicht` needs `bron`: why the letter cannot do without.

    `persoonlijk` fields are refused in a mail and a notice: those carry no personal data (AVG-08).
    """

    code: str
    naam: str
    voorbeeld: str
    verplicht: bool = False
    bron: str = ""
    persoonlijk: bool = False


@dataclass(frozen=True)
class VastDeel:
    """A part that must be in it with exactly these words, such as how to object. The SWV only chooses the place."""

    code: str
    naam: str
    tekst: str
    bron: str


GEWOON = (
    Samenvoegveld("verband", "Naam van het samenwerkingsverband", "Samenwerkingsverband Voorbeeld"),
    Samenvoegveld("motto", "Motto van het verband", "Samen op weg"),
    Samenvoegveld("contact", "Bij wie kun je terecht", "Vragen? Bel het kantoor."),
    Samenvoegveld("datum", "Datum van vandaag", "3 maart 2026"),
)


@dataclass(frozen=True)
class Briefsoort:
    """One kind of letter. `onderwerp` and `tekst` are the words of the house; `velden` come besides `GEWOON`."""

    code: str
    naam: str
    kanaal: str
    hulp: str
    onderwerp: str
    tekst: str
    velden: tuple[Samenvoegveld, ...] = ()
    vast: tuple[VastDeel, ...] = ()
    geadresseerde: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.kanaal not in KANALEN:
            raise ValueError(f"brief '{self.code}': onbekend kanaal '{self.kanaal}'")
        if self.kanaal != BRIEF and any(v.persoonlijk for v in self.velden):
            raise ValueError(f"brief '{self.code}': een {KANALEN[self.kanaal]} draagt geen persoonsgegevens")
        if any(v.verplicht and not v.bron for v in self.velden) or any(not v.bron for v in self.vast):
            raise ValueError(f"brief '{self.code}': zeg bij wat verplicht is waarom (bron)")
        fouten = bezwaren(self, self.onderwerp, self.tekst)
        if fouten:
            raise ValueError(f"brief '{self.code}': {fouten[0]}")

    @property
    def alle_velden(self) -> tuple[Samenvoegveld, ...]:
        """The own fields and those every letter has."""
        return (*self.velden, *GEWOON)

    @property
    def codes(self) -> frozenset[str]:
        """Every word that may stand between the braces."""
        return frozenset(v.code for v in self.alle_velden) | frozenset(v.code for v in self.vast)


@dataclass(frozen=True)
class Opgesteld:
    """The words to send. `ontbreekt`: names of fields that had no value; `eigen`: the SWV wrote these words itself."""

    onderwerp: str
    tekst: str
    ontbreekt: tuple[str, ...] = ()
    eigen: bool = False


def declareer(soort: Briefsoort) -> Briefsoort:
    """Put a kind in the registry."""
    return briefsoorten.voeg_toe(soort.code, soort)


def velden_in(tekst: str) -> list[str]:
    """Codes of the merge fields of a text, in order, doubles included."""
    return _VELD.findall(tekst)


def bezwaren(soort: Briefsoort, onderwerp: str, tekst: str) -> list[str]:
    """Why these words cannot be used, as Dutch sentences; empty when they can."""
    uit = []
    if not tekst.strip():
        uit.append("Er staat nog geen tekst.")
    if soort.kanaal != BERICHT and not onderwerp.strip():
        uit.append("Er staat nog geen onderwerp.")
    if "\n" in onderwerp or len(onderwerp) > 150:
        uit.append("Het onderwerp is een regel van hoogstens 150 tekens.")
    if len(tekst) > LANGSTE[soort.kanaal]:
        uit.append(f"De tekst is te lang: {len(tekst)} tekens, hoogstens {LANGSTE[soort.kanaal]}.")
    for deel in (onderwerp, tekst):
        if _HAKEN.search(_VELD.sub("", deel)):
            uit.append("Er staat een accolade te veel of te weinig. Schrijf een veld als {{verband}}.")
    staat = velden_in(onderwerp) + velden_in(tekst)
    uit += [f"Het veld {{{{{code}}}}} bestaat hier niet." for code in dict.fromkeys(staat) if code not in soort.codes]
    uit += [
        f"'{v.naam}' moet erin staan: {v.bron}." for v in soort.velden if v.verplicht and v.code not in velden_in(tekst)
    ]
    for vast in soort.vast:
        keer = velden_in(tekst).count(vast.code)
        if keer != 1:
            uit.append(
                f"'{vast.naam}' moet er {'een keer' if keer else 'in'} staan ({vast.bron}). Zet {{{{{vast.code}}}}} op de goede plaats."
            )
    return uit


def voeg_samen(tekst: str, waarden: Mapping[str, str]) -> tuple[str, list[str]]:
    """Fill in the fields in one pass: a value that looks like a field stays text. A line with only empty fields falls out.

    Returns the text and the codes that had no value.
    """
    leeg: list[str] = []

    def vul(m: re.Match[str]) -> str:
        waarde = waarden.get(m[1], "")
        if not waarde:
            leeg.append(m[1])
        return waarde

    regels = []
    for regel in tekst.replace("\r\n", "\n").split("\n"):
        nieuw = _VELD.sub(vul, regel)
        if nieuw.strip() or not velden_in(regel):
            regels.append(nieuw)
    uit = re.sub(r"\n{3,}", "\n\n", "\n".join(regels)).strip()
    return uit, list(dict.fromkeys(leeg))


def gewone_waarden(swv: str, dag: dt.date) -> dict[str, str]:
    """The values of the fields every letter has. What the SWV did not set stays empty."""
    uit = {"verband": naam_van(swv) if swv else "", "datum": datum_zonder_dag(dag).replace("\u00a0", " ")}
    for code in ("motto", "contact"):
        gezet = geldend(swv, f"regio.{code}", dag) if swv and f"regio.{code}" in instelbaar else None
        uit[code] = str(gezet.waarde) if gezet and gezet.waarde else ""
    return uit


def opgesteld(code: str, swv: str, velden: Mapping[str, str], dag: dt.date) -> Opgesteld:
    """The words of a kind of letter for an SWV (key, or empty: the house) on a day, filled in.

    Own words that have become unusable (a field was dropped) give way to those of the house: a letter always goes out.
    """
    soort: Briefsoort = briefsoorten[code]
    lees = brief_lezers.get("sjabloon")
    eigen = lees(swv, code, dag) if lees and swv else None
    if eigen is None or bezwaren(soort, *eigen):
        return vul_in(soort, soort.onderwerp, soort.tekst, swv, velden, dag)
    kop, lijf = eigen
    return vul_in(soort, kop, lijf, swv, velden, dag, eigen=True)


def vul_in(
    soort: Briefsoort, onderwerp: str, tekst: str, swv: str, velden: Mapping[str, str], dag: dt.date, *, eigen: bool = False
) -> Opgesteld:  # fmt: skip
    """Words with their fields filled in; only declared fields count, whatever is handed in."""
    waarden = {**gewone_waarden(swv, dag), **{c: str(w) for c, w in velden.items() if c in soort.codes}}
    waarden |= {v.code: v.tekst for v in soort.vast}
    kop, leeg_kop = voeg_samen(onderwerp, waarden)
    lijf, leeg = voeg_samen(tekst, waarden)
    namen = {v.code: v.naam for v in soort.alle_velden}
    ontbreekt = tuple(namen.get(c, c) for c in dict.fromkeys([*leeg_kop, *leeg]))
    return Opgesteld(" ".join(kop.split()), lijf, ontbreekt, eigen)


def swv_van(organisatie: str) -> str:
    """Whose words count for an organisation: the SWV itself, or the only SWV it belongs to; else empty (the house)."""
    if soort_van(organisatie) == "swv":
        return organisatie
    reik = organisatie_bereik.get(soort_van(organisatie))
    swvs: Sequence[str] = sorted(reik(organisatie).swvs) if reik else ()
    return swvs[0] if len(swvs) == 1 else ""
