"""Rules of organisaties: numbers that look like a BSN, masked cells, places, who belongs where. Pure, no Django."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vindplaats.kern.opmaak import opsomming
from vindplaats.kern.schooljaar import Schooljaar

SOORTEN = frozenset({"BO", "SBO", "SO", "SO/VSO", "VSO", "TAAL"})
BAO_SOORTEN = frozenset({"BO", "TAAL"})
GESPECIALISEERD = frozenset({"SBO", "SO", "SO/VSO", "VSO"})
WEGGELATEN = "[nummer weggelaten]"

_NEGEN = re.compile(r"(?<![\d.,])(?:\d{9}|\d{4}([ .-])\d{2}\1\d{3}|\d{3}([ .-])\d{3}\2\d{3})(?![\d,]|\.\d)")
"""Nine digits in a row or in the groups in which people write the number; never the digits of a decimal."""
_VESTIGING = re.compile(r"^[0-9]{2}[A-Z]{2}[0-9A-Z]{2}$")
_POSTCODE = re.compile(r"^([1-9]\d{3}) ?([A-Z]{2})$")
_SWV = re.compile(r"^(PO|VO)\d{4}$")
_KLEIN = frozenset(
    {"aan", "bij", "de", "den", "der", "en", "gem", "het", "in", "op", "over", "ten", "ter", "van", "'t", "'s"}
)


def elfproef(cijfers: str) -> bool:
    """True when nine digits pass the eleven test of a burgerservicenummer (law.md P-07)."""
    if len(cijfers) != 9 or not cijfers.isdigit() or cijfers == "0" * 9:
        return False
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(c) * g for c, g in zip(cijfers, gewichten, strict=True)) % 11 == 0


def zonder_bsn(tekst: str) -> tuple[str, int]:
    """The text without numbers that can be a BSN, and how many were taken out (P-07, promise 10)."""
    if sum(c.isdigit() for c in tekst) < 9:
        return tekst, 0
    weg = 0

    def vervang(treffer: re.Match[str]) -> str:
        nonlocal weg
        if not elfproef(re.sub(r"\D", "", treffer.group())):
            return treffer.group()
        weg += 1
        return WEGGELATEN

    return _NEGEN.sub(vervang, tekst), weg


def lees_aantal(tekst: str) -> int | None:
    """A pupil count of the open data: a number, or None for a masked cell (`<5`), never 0 nor 2.

    Raises ValueError with a Dutch sentence for anything else.
    """
    schoon = tekst.strip()
    if re.fullmatch(r"<\s*5", schoon):
        return None
    if schoon.isdigit() and len(schoon) <= 5:
        return int(schoon)
    raise ValueError(f"'{zonder_bsn(schoon)[0][:20]}' is geen aantal leerlingen")


def lees_vestigingscode(tekst: str) -> str:
    """BRIN + two characters, upper case (S-05). Raises ValueError with a Dutch sentence."""
    code = tekst.strip().upper()
    if not _VESTIGING.match(code):
        raise ValueError(f"'{zonder_bsn(tekst.strip())[0][:20]}' is geen vestigingscode (zoals 03MK00)")
    return code


def lees_bestuursnummer(tekst: str) -> str:
    """Five digits (S-05). Raises ValueError with a Dutch sentence."""
    nummer = tekst.strip()
    if not re.fullmatch(r"\d{5}", nummer):
        raise ValueError(f"'{zonder_bsn(nummer)[0][:20]}' is geen bestuursnummer van vijf cijfers")
    return nummer


def lees_swv_code(tekst: str) -> str:
    """`PO3105` (S-05). Raises ValueError with a Dutch sentence."""
    code = tekst.strip().upper()
    if not _SWV.match(code):
        raise ValueError(f"'{zonder_bsn(code)[0][:20]}' is geen code van een samenwerkingsverband (zoals PO3105)")
    return code


def lees_postcode(tekst: str) -> str:
    """`9306 TC` -> `9306TC`; empty stays empty. Raises ValueError with a Dutch sentence."""
    schoon = tekst.strip().upper()
    if not schoon:
        return ""
    treffer = _POSTCODE.match(schoon)
    if not treffer:
        raise ValueError(f"'{zonder_bsn(schoon)[0][:20]}' is geen postcode (zoals 6361 AB)")
    return "".join(treffer.groups())


def lees_pc4(tekst: str) -> str:
    """The first four digits of a postcode, from `6361`, `6361AB` or `6361 AB`. Raises ValueError."""
    treffer = re.fullmatch(r"\s*([1-9]\d{3})\s*[A-Za-z]{0,2}\s*", tekst)
    if not treffer:
        raise ValueError("Schrijf een postcode als 6361 of 6361 AB.")
    return treffer.group(1)


def lees_gemeentecode(tekst: str) -> str:
    """CBS code as four digits: `285` -> `0285`, `GM0935` -> `0935`. Raises ValueError with a Dutch sentence."""
    treffer = re.fullmatch(r"(?:GM)?(\d{1,4})", tekst.strip().upper())
    if not treffer:
        raise ValueError(f"'{zonder_bsn(tekst.strip())[0][:20]}' is geen gemeentecode van vier cijfers")
    return treffer.group(1).zfill(4)


def lees_graden(tekst: str, laagste: float, hoogste: float) -> float | None:
    """A coordinate inside the Netherlands, six decimals; None when empty. Raises ValueError with a Dutch sentence."""
    if not tekst.strip():
        return None
    try:
        getal = round(float(tekst), 6)
    except ValueError:
        getal = -1.0
    if not laagste <= getal <= hoogste:
        raise ValueError(f"coördinaat '{zonder_bsn(tekst.strip())[0][:20]}' ligt niet in Nederland")
    return getal


def nette_naam(naam: str) -> str:
    """A place that the file writes in capitals as it is written on a sign: `'S-GRAVENHAGE` -> `'s-Gravenhage`."""
    naam = naam.strip()
    if naam != naam.upper():
        return naam
    delen = re.split(r"([ -])", naam.lower())
    return "".join(_woord(deel, i == 0) for i, deel in enumerate(delen))


def _woord(deel: str, eerste: bool) -> str:
    if deel.startswith("'") or (deel in _KLEIN and not eerste):
        return deel
    if deel.startswith("ij"):
        return "IJ" + deel[2:]
    return deel[:1].upper() + deel[1:]


def bepaal_swv(
    postcode: str, denominatie: str, tabel: Mapping[str, str], landelijk: Mapping[str, str | None]
) -> tuple[str | None, str]:
    """Which SWV a school belongs to, and why: (code or None, Dutch reason).

    A denomination with a national SWV goes there wherever the school stands (WPO 18a lid 15); when that SWV is not
    registered the answer is None. Else the PC4 of the school decides (S-09, C-21), never the municipality.
    `landelijk` maps a denomination in lower case to its national SWV, or None when that one is not registered.
    """
    sleutel = denominatie.strip().lower()
    if sleutel in landelijk:
        code = landelijk[sleutel]
        if code:
            return code, f"{denominatie}e scholen horen bij een landelijk verband"
        return None, f"{denominatie}e scholen horen bij een landelijk verband; dat staat nog niet in Vindplaats"
    pc4 = postcode[:4]
    if not pc4:
        return None, "de postcode is niet bekend"
    if tabel.get(pc4):
        return tabel[pc4], f"postcode {pc4}"
    return None, f"postcode {pc4} staat niet in de regeling"


def landelijke_verbanden(swvs: Mapping[str, str]) -> dict[str, str | None]:
    """Denomination -> national SWV, from {code: denomination}; reformed schools are known to have one."""
    uit: dict[str, str | None] = {"reformatorisch": None}
    for code, denominatie in swvs.items():
        if denominatie:
            uit[denominatie.strip().lower()] = code
    return uit


def einde_na(laatste_jaar: int) -> dt.date:
    """End date of a site whose last pupils were counted in that year: the end of that school year."""
    return dt.date(laatste_jaar + 1, 7, 31)


def voorgesteld_einde(vandaag: dt.date) -> dt.date:
    """Proposed end date of a site that is gone from the list: the last 31 July before today."""
    dit_jaar = dt.date(vandaag.year, 7, 31)
    return dit_jaar if dit_jaar < vandaag else dt.date(vandaag.year - 1, 7, 31)


def loopt(rij: Mapping[str, Any], dag: dt.date) -> bool:
    """Does this row (van/tot, both inclusive, empty is open) run on that day?"""
    van, tot = rij.get("van"), rij.get("tot")
    return (van is None or van <= dag) and (tot is None or tot >= dag)


def laatste_telling(tot: dt.date) -> int:
    """The last year of which 1 October (the count day of pupils) falls on or before `tot`."""
    return tot.year if (tot.month, tot.day) >= (10, 1) else tot.year - 1


# --- lineage: which school years lie before a merger or split -------------------------------------------------------


def begon_ervoor(per: dt.date, begin: int) -> bool:
    """Did the school year that begins in `begin` start before the day of the change? Then the predecessor has a figure of it."""
    return Schooljaar(begin).eerste_dag < per


def lag_ervoor(per: dt.date, begin: int) -> bool:
    """Was that whole school year over before the day of the change? Only then predecessor and successor do not overlap."""
    return Schooljaar(begin).laatste_dag < per


# --- taking back a change that was carried through (decision 0033) ----------------------------------------------------


@dataclass(frozen=True)
class Terugfeiten:
    """What is known about a change somebody wants to take back."""

    doorgevoerd: bool
    onthouden: bool
    later: tuple[str, ...] = ()
    veranderd: tuple[str, ...] = ()
    hangt_eraan: tuple[str, ...] = ()


def waarom_niet_terug(feiten: Terugfeiten) -> list[str]:
    """Why it cannot be taken back, each with what to do instead; empty when it can.

    It can as long as everything is as the change left it and nothing was made since that stands on it.
    """
    if not feiten.doorgevoerd:
        return ["Alleen een wijziging die is doorgevoerd, kan worden teruggedraaid."]
    if not feiten.onthouden:
        return [
            "Bij deze wijziging is niet bewaard hoe het was. Schrijf de omgekeerde wijziging op, vanaf een latere dag.",
        ]
    zinnen = [
        f"{wat} is van later en raakt dezelfde organisaties. Draai die eerst terug of trek die in."
        for wat in feiten.later
    ]
    if feiten.veranderd:
        wie = opsomming(list(feiten.veranderd[:5])) + (" en meer" if len(feiten.veranderd) > 5 else "")
        zinnen.append(
            f"Bij {wie} is sindsdien iets veranderd. Schrijf de omgekeerde wijziging op, vanaf een latere dag."
        )
    return [*zinnen, *feiten.hangt_eraan]
