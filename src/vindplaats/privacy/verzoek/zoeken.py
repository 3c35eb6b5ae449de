"""Finding a person by name or e-mail address over every declared personal field: proposals, for a name is not an identity.

Looks only at rows that the SWV itself may read (`uitvoerdelen`, the readable extent), one query per kind of row, however many words.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.persoonsgegevens import Gegevens
from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring
from vindplaats.privacy.models import Vindplek, alle_rijen
from vindplaats.toegang.models import Gebruiker

from . import vinden
from .queries import sleutels_van

MEESTE_WOORDEN, KORTSTE, LANGSTE = 5, 3, 120
MEESTE_KANDIDATEN = 2000
"""rows of one kind that are looked into; more is said as "there is more" """
MEESTE_PER_SOORT, MEESTE = 100, 500
"""proposals per kind of row, and per request"""
RUIMTE = 120
"""characters on each side of a found word that are shown and go out"""


@dataclass(frozen=True)
class Vondst:
    """One place: row, field, and whether it was an e-mail address."""

    rij: str
    veld: str
    op_email: bool


@dataclass(frozen=True)
class Fragment:
    """A proposal as people read it: what field, and the words around what was found (with it marked apart)."""

    plek: Vindplek
    wat: str
    datum: Any
    voor: str
    woord: str
    na: str

    @property
    def tekst(self) -> str:
        """The words as one text."""
        return f"{self.voor}{self.woord}{self.na}"


@dataclass(frozen=True)
class Keuze:
    """One box to tick: a fragment, or all the rows of which the same field is exactly the name and nothing else."""

    fragment: Fragment
    sleutels: tuple[str, ...]

    @property
    def waarde(self) -> str:
        """The keys of the places, as the form sends them."""
        return ",".join(self.sleutels)


def keuzes(fragmenten_: Sequence[Fragment]) -> list[Keuze]:
    """What can be ticked, in the order of the fragments: a name that is a whole field counts once per field."""
    per: dict[tuple[str, str], list[Fragment]] = {}
    for f in fragmenten_:
        los = "" if f.tekst == f.woord else str(f.plek.pk)
        per.setdefault((f.plek.veld, f"{los}{f.woord.casefold()}"), []).append(f)
    return [Keuze(groep[0], tuple(str(f.plek.pk) for f in groep)) for groep in per.values()]


def woorden_uit(tekst: str) -> list[str]:
    """One name or e-mail address a line. Raises OngeldigeInvoer: too many, too short, too long."""
    woorden = list(dict.fromkeys(" ".join(regel.split()) for regel in tekst.splitlines() if regel.strip()))
    zin = ""
    if len(woorden) > MEESTE_WOORDEN:
        zin = f"Zoek op hoogstens {MEESTE_WOORDEN} namen en adressen tegelijk. Haal er een paar weg."
    elif any(not KORTSTE <= len(w) <= LANGSTE for w in woorden):
        zin = f"Een naam of adres heeft {KORTSTE} tot {LANGSTE} tekens. Wat korter is, vind je overal."
    if zin:
        raise OngeldigeInvoer(zin, {"woorden": zin})
    return woorden


def soorten() -> list[str]:
    """Every kind of row that is searched: declared, with a text field that goes out, and rows that belong to an SWV."""
    return [code for code, g in vinden.aangemeld() if tekstvelden(code, g) and _van_swv(code)]


def kring_van(swv: str) -> Kring:
    """The rows an SWV itself may read: its own rooms, and of boards and schools what was shared with it."""
    sleutels = sleutels_van(swv)
    per: dict[str, set[str]] = {}
    for sleutel in sleutels:
        soort, _, code = sleutel.partition(":")
        per.setdefault(soort, set()).add(code)
    return Kring(
        swv.partition(":")[2],
        frozenset(per.get("bestuur", ())),
        frozenset(per.get("school", ())),
        sleutels,
        volledig=False,
    )


def tekstvelden(code: str, gegevens: Gegevens) -> tuple[str, ...]:
    """The declared fields of a model that hold text and go out in an export."""
    meta = apps.get_model(code)._meta
    uit = []
    for naam, veld in gegevens.velden.items():
        soort = meta.get_field(naam)
        if not veld.uitvoer and isinstance(soort, models.CharField | models.TextField | models.JSONField):
            uit.append(naam)
    return tuple(uit)


def _van_swv(code: str) -> bool:
    deel = uitvoerdelen.get(code)
    return deel is not None and deel.rijen is not None


def _deel_van_swv(code: str, kring: Kring) -> Q:
    rijen = uitvoerdelen[code].rijen
    return rijen(kring) if rijen is not None else Q(pk__in=[])


def zoek(
    code: str, gegevens: Gegevens, kring: Kring, woorden: Sequence[str], mens: Gebruiker | None
) -> tuple[list[Vondst], bool]:
    """Where in one kind of row these words stand, and whether there was more than is given back.

    What the export finds by account anyway is left out. One query, and one per path to the account when there are candidates.
    """
    velden = tekstvelden(code, gegevens)
    waar = Q()
    for veld in velden:
        for vorm in {v for w in woorden for v in _vormen(w)}:
            waar |= Q(**{f"{veld}__icontains": vorm})
    eigen = alle_rijen(code).filter(_deel_van_swv(code, kring)).values("pk")
    rijen = list(
        alle_rijen(code).filter(waar, pk__in=eigen).order_by("pk").values_list("pk", *velden)[: MEESTE_KANDIDATEN + 1]
    )
    al = _al_gevonden(code, gegevens, [r[0] for r in rijen], mens)
    gevonden = []
    for pk, *waarden in rijen[:MEESTE_KANDIDATEN]:
        for veld, waarde in zip(velden, waarden, strict=True):
            treffer = _eerste(als_tekst(waarde), woorden)
            if treffer is not None and (pk, veld) not in al:
                gevonden.append(Vondst(str(pk), veld, "@" in treffer.group()))
    return gevonden[:MEESTE_PER_SOORT], len(gevonden) > MEESTE_PER_SOORT or len(rijen) > MEESTE_KANDIDATEN


def _al_gevonden(code: str, gegevens: Gegevens, pks: list[Any], mens: Gebruiker | None) -> set[tuple[Any, str]]:
    """Row and field that go out already because they hang on the account."""
    uit: set[tuple[Any, str]] = set()
    if mens is None or not pks:
        return uit
    for pad, velden in vinden.veldgroepen(gegevens).items():
        if pad != vinden.OP_NAAM:
            groep = vinden.van_groep(code, gegevens, pad, velden, mens, op_naam=False)
            uit |= {(pk, veld) for pk in set(groep.values_list("pk", flat=True)) & set(pks) for veld in velden}
    return uit


def _vormen(woord: str) -> set[str]:
    """How a word may stand in the database: SQLite knows capitals of plain letters only, and JSON writes others as codes."""
    if woord.isascii():
        return {woord}
    vormen = {woord, woord.lower(), woord.upper(), woord.title()}
    return vormen | {json.dumps(v)[1:-1] for v in vormen}


def als_tekst(waarde: Any) -> str:
    """A field as text to look in; JSON as people would read it."""
    if waarde is None or isinstance(waarde, str):
        return waarde or ""
    return " | ".join(_bladeren(waarde))


def _bladeren(waarde: Any) -> Iterator[str]:
    if isinstance(waarde, dict):
        for sleutel, w in waarde.items():
            yield from (f"{sleutel}: {tekst}" for tekst in _bladeren(w))
    elif isinstance(waarde, list | tuple):
        for w in waarde:
            yield from _bladeren(w)
    elif waarde is not None:
        yield str(waarde)


@cache
def _patroon(woorden: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words only: `Jan` is not found in `januari`. Longest first, an e-mail address before the name in it."""
    op_lengte = sorted(woorden, key=lambda w: (-("@" in w), -len(w)))
    delen = (r"\s+".join(re.escape(d) for d in w.split()) for w in op_lengte)
    return re.compile(rf"(?<![\w@])(?:{'|'.join(delen)})(?!\w)", re.IGNORECASE)


def _eerste(tekst: str, woorden: Sequence[str]) -> re.Match[str] | None:
    return _patroon(tuple(woorden)).search(tekst) if tekst else None


def fragmenten(plekken: Sequence[Vindplek], woorden: Sequence[str]) -> dict[str, list[Fragment]]:
    """Proposals per kind of row with the words around them, read now from the rows: one query per kind.

    A row that is gone, or in which the word no longer stands, is left out.
    """
    per: dict[str, list[Vindplek]] = {}
    for plek in plekken:
        per.setdefault(plek.model, []).append(plek)
    aangemeld = dict(vinden.aangemeld())
    return {code: uit for code, groep in per.items() if (uit := _van_soort(code, aangemeld[code], groep, woorden))}


def _van_soort(code: str, gegevens: Gegevens, groep: list[Vindplek], woorden: Sequence[str]) -> list[Fragment]:
    rijen = {str(r.pk): r for r in alle_rijen(code).filter(pk__in={p.rij for p in groep})}
    uit = []
    for plek in groep:
        rij = rijen.get(plek.rij)
        tekst = als_tekst(getattr(rij, plek.veld)) if rij is not None else ""
        treffer = _eerste(tekst, woorden)
        if treffer is None:
            continue
        van, tot = treffer.span()
        voor = ("…" if van > RUIMTE else "") + tekst[max(0, van - RUIMTE) : van]
        na = tekst[tot : tot + RUIMTE] + ("…" if tot + RUIMTE < len(tekst) else "")
        datum = getattr(rij, gegevens.peil) if gegevens.peil else None
        uit.append(Fragment(plek, gegevens.velden[plek.veld].wat, datum, voor, treffer.group(), na))
    return uit
