"""Merge fields of step messages and reminders: `{{organisatie}}` becomes a name. Same signs and parser as every letter.

Only the fields of this list exist, so a text can never reach into the house, and none of them holds a name of a person.
"""

import datetime as dt
from collections.abc import Mapping

from vindplaats.kern import brieven
from vindplaats.kern.brieven import BERICHT, GEWOON, Briefsoort, Samenvoegveld, velden_in
from vindplaats.kern.registers import briefsoorten

__all__ = ["LANGST", "VELDEN", "VOORBEELD", "briefnaam", "fouten_in", "regiowaarden", "velden_in", "voeg_samen"]

LANGST = 240
"""Characters of a template; a message holds 300 after merging."""
SOORT = Briefsoort(
    "procedures.bericht", "Bericht na een stap", BERICHT, "Wat iemand leest als een stap is gezet.", "", "{{zaak}}",
    velden=(
        Samenvoegveld("zaak", "waar het over gaat", "Verantwoording 2024-2025"),
        Samenvoegveld("organisatie", "de organisatie van wie de zaak is", "Stichting De Voorbeeldschool"),
        Samenvoegveld("schooljaar", "het schooljaar", "2024-2025"),
        Samenvoegveld("stap", "de stap die net is gezet", "Dien in"),
        Samenvoegveld("stand", "de stand waarin de zaak nu is", "Ingediend"),
        Samenvoegveld("termijn", "de termijn die nu loopt", "Bespreken"),
        Samenvoegveld("uiterlijk", "de laatste dag van die termijn", "1 maart 2026"),
        Samenvoegveld("over", "hoe lang dat nog is", "over 4 weken"),
        Samenvoegveld("procedure", "de naam van de procedure", "Verantwoording"),
    ),
)  # fmt: skip
"""The rules of a message; not on the screen of letters, because every step has texts of its own."""
VELDEN: dict[str, str] = {v.code: f"{v.naam}, bijvoorbeeld '{v.voorbeeld}'" for v in SOORT.alle_velden}
"""Field -> what it becomes, in words for the person who writes the text."""
VOORBEELD: dict[str, str] = {v.code: v.voorbeeld for v in SOORT.alle_velden}


def briefnaam(code: str) -> str:
    """What a kind of letter is called; its code when no room declares it, empty for no letter."""
    soort = briefsoorten.get(code)
    return soort.naam if soort else code


def fouten_in(tekst: str) -> list[str]:
    """What is wrong with a template, as sentences: unknown fields, loose braces, too long, empty."""
    uit = brieven.bezwaren(SOORT, "", tekst)
    if len(tekst) > LANGST:
        uit.append(f"De tekst is {len(tekst)} tekens lang. Houd het op hoogstens {LANGST}.")
    if any(veld not in VELDEN for veld in velden_in(tekst)):
        uit.append(f"Kies uit: {', '.join(VELDEN)}.")
    return uit


def voeg_samen(tekst: str, waarden: Mapping[str, str]) -> str:
    """The text with its fields filled in, on one line. A field without a value becomes nothing."""
    return " ".join(brieven.voeg_samen(tekst, waarden)[0].split())


def regiowaarden(tekst: str, swvs: list[str], dag: dt.date) -> dict[str, str]:
    """The fields about the region (`verband`, `contact`, ...) when a text names one of them; nothing is asked when it does not.

    `swvs` are keys. A case of several SWVs has no motto or contact of its own: those stay empty.
    """
    if not {v.code for v in GEWOON} & set(velden_in(tekst)):
        return {}
    return brieven.gewone_waarden(swvs[0] if len(swvs) == 1 else "", dag)
