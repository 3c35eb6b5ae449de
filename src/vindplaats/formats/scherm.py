"""A question as a screen needs it: what stands in the fields, the number seen, last year's answer, who may type."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from .definitie import Definitie, Indicator, Optie, Vraag
from .models import Antwoord
from .rules import Stuk, woorden
from .waarden import LEEG, ONGELDIG, Invoer, als_invoer, in_woorden, lees_invoer

LEGE_REGELS = 3
"""Rows offered in an empty table of lines."""


@dataclass(frozen=True)
class Cel:
    """One input: its full name, value and sentence when it could not be read."""

    naam: str
    waarde: str = ""
    fout: str = ""
    optie: Optie | None = None
    gekozen: bool = False
    swv: str = ""


@dataclass(frozen=True)
class Regel:
    """One row of inputs."""

    kop: str
    cellen: tuple[Cel, ...]
    nummer: int = 0


@dataclass(frozen=True)
class Schermvraag:
    """Everything the template of one question needs."""

    vraag: Vraag
    url: str
    stand: str = LEEG
    waarde: Any = None
    gezien: int = 0
    bewaard_op: dt.datetime | None = None
    bewaard_door: str = ""
    herkomst: str = ""
    vorig: str = ""
    vorig_url: str = ""
    versies_url: str = ""
    regio: str = ""
    regio_url: str = ""
    fouten: dict[str, str] = field(default_factory=dict)
    swvs: tuple[tuple[str, str], ...] = ()
    indicatoren: tuple[Indicator, ...] = ()

    @property
    def id(self) -> str:
        return f"v-{self.vraag.code}"

    @property
    def invoer(self) -> dict[str, Any]:
        return als_invoer(self.vraag, self.stand, self.waarde)

    @property
    def tekst(self) -> str:
        return str(self.invoer.get("", ""))

    @property
    def fout(self) -> str:
        return self.fouten.get("", "") or self.fouten.get("stand", "")

    @property
    def woorden(self) -> int:
        return woorden(self.tekst)

    @property
    def sjabloon(self) -> str:
        return f"formats/soort_{self.vraag.soort}.html"

    def _cel(self, naam: str, optie: Optie | None = None, swv: str = "") -> Cel:
        return Cel(naam, str(self.invoer.get(naam, "") or ""), self.fouten.get(naam, ""), optie, swv=swv)

    @property
    def keuzes(self) -> list[Cel]:
        """Choices of a keuze, meerkeuze or indicatorkeuze question."""
        nu = self.invoer.get("", "")
        gekozen = {str(n) for n in nu} if isinstance(nu, list) else {str(nu)} if nu else set()
        opties = self.vraag.opties or tuple(Optie(str(i.nummer), f"{i.nummer}. {i.label}") for i in self.indicatoren)
        return [Cel("", o.code, optie=o, gekozen=o.code in gekozen) for o in opties]

    @property
    def persoon(self) -> tuple[Cel, Cel]:
        return self._cel("naam"), self._cel("functie")

    @property
    def per_swv(self) -> list[Cel]:
        return [self._cel(code, swv=naam) for code, naam in self.swvs]

    @property
    def bedragen(self) -> list[Regel]:
        """Rows of schemes, columns of SWVs."""
        return [
            Regel(optie.label, tuple(self._cel(f"{optie.code}.{code}", optie, naam) for code, naam in self.swvs))
            for optie in self.vraag.opties
        ]

    @property
    def regels(self) -> list[Regel]:
        """Rows of a table or of spending lines, with some empty ones to type in."""
        velden = [o.code for o in self.vraag.opties] or ["bedrag", "doel", "categorie", "toelichting"]
        gevuld = sorted({int(n.partition(".")[0]) for n in self.invoer if n.partition(".")[0].isdecimal()})
        aantal = max((gevuld[-1] + 2 if gevuld else 0), LEGE_REGELS)
        return [self._regel(nr, velden) for nr in range(aantal)]

    def _regel(self, nr: int, velden: list[str]) -> Regel:
        return Regel(str(nr + 1), tuple(self._cel(f"{nr}.{veld}") for veld in velden), nr)


def schermvraag(
    definitie: Definitie,
    vraag: Vraag,
    antwoord: Antwoord | None,
    *,
    url: str,
    swvs: tuple[tuple[str, str], ...] = (),
    vorig: Stuk | None = None,
    vorig_vraag: Vraag | None = None,
    vorig_url: str = "",
    versies_url: str = "",
    regio: Stuk | None = None,
    regio_url: str = "",
) -> Schermvraag:
    """Put a question and its stored answer together for the screen. `regio` is what the house knows about it already;
    `vorig_vraag` the question as last year's version of the form asked it."""
    stand, waarde = (antwoord.stand, antwoord.waarde) if antwoord else (LEEG, None)
    indicatoren = tuple(i for i in definitie.indicatoren if i.blok == vraag.blok) if vraag.blok else ()
    return Schermvraag(
        vraag=vraag,
        url=url,
        stand=stand,
        waarde=waarde,
        gezien=antwoord.nummer if antwoord else 0,
        bewaard_op=antwoord.op if antwoord else None,
        bewaard_door=antwoord.door.naam if antwoord and antwoord.door else "",
        herkomst=antwoord.herkomst if antwoord else "",
        vorig=in_woorden(vorig_vraag or vraag, vorig.stand, vorig.waarde) if vorig else "",
        vorig_url=vorig_url,
        versies_url=versies_url,
        regio=in_woorden(vraag, regio.stand, regio.waarde) if regio else "",
        regio_url=regio_url if regio else "",
        fouten=lees_invoer(vraag, als_invoer(vraag, stand, waarde)).fouten if stand == ONGELDIG else {},
        swvs=swvs,
        indicatoren=indicatoren,
    )


def invoer_uit_post(vraag: Vraag, post: Any) -> Invoer:
    """The fields of one question from a POST, with names relative to the question (`<code>`, `<code>.naam`)."""
    uit: dict[str, Any] = {}
    for naam in post:
        if naam == vraag.code:
            waarden = post.getlist(naam)
            uit[""] = waarden if vraag.soort in {"meerkeuze", "indicatorkeuze"} else waarden[-1]
        elif naam.startswith(f"{vraag.code}."):
            uit[naam[len(vraag.code) + 1 :]] = post.get(naam)
    return uit
