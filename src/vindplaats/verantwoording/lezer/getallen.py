"""Numbers in Dutch prose: digits, words, percentages, fractions, and the many numbers that are no measurement.

`lees_getallen` gives every number of a (smoothed) sentence with its value; numbers that are years, levels, ages,
durations, references, amounts and so on come back with `soort` telling so (report-format.md trap 14).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

__all__ = ["Getal", "getal_uit_woord", "lees_getallen"]


@dataclass(slots=True)
class Getal:
    """A number in a sentence: `zin[begin:eind]`. `soort`: "getal", "jaar" or "geen" (no measurement)."""

    waarde: float | int
    begin: int
    eind: int
    soort: str = "getal"
    procent: bool = False
    punten: bool = False
    breuk: bool = False
    nulwoord: bool = False
    geschreven: str = field(default="", compare=False)


_EENHEDEN = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
]
_EENHEDEN += ["zeventien", "achttien", "negentien"]
_TIENTALLEN = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


@cache
def _woordenlijst() -> dict[str, int]:
    lijst = {woord: waarde for waarde, woord in enumerate(_EENHEDEN) if woord != "een"}
    for tiental, woord in enumerate(_TIENTALLEN, start=2):
        lijst[woord] = tiental * 10
        for eenheid in range(1, 10):
            deel = _EENHEDEN[eenheid]
            for voegsel in ("en", "ën"):
                lijst[f"{deel}{voegsel}{woord}"] = tiental * 10 + eenheid
    lijst |= {"honderd": 100, "één": 1, "eén": 1, "'n": 1}
    lijst.pop("'n")
    for waarde in range(1, 10):
        lijst[f"{'' if waarde == 1 else _EENHEDEN[waarde]}honderd"] = waarde * 100
    return lijst


def getal_uit_woord(woord: str) -> int | None:
    """The value of a Dutch number word (nul..honderd, hundreds), or None."""
    return _woordenlijst().get(woord.lower())


_BREUKEN = {"de helft": 50, "een kwart": 25, "driekwart": 75, "drie kwart": 75, "een derde": 33, "één derde": 33,
            "eenderde": 33, "tweederde": 67, "twee derde": 67, "een vijfde": 20, "een vierde": 25, "een tiende": 10,
            "drie vierde": 75, "vier vijfde": 80, "drievierde": 75}  # fmt: skip
_CIJFERS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?![\d.])|\d+"
_TELWOORD = "|".join(sorted(map(re.escape, _woordenlijst()), key=len, reverse=True))
_N = rf"(?:{_CIJFERS}|(?<![\w-])(?:{_TELWOORD})(?![\w-]))"
_PROCENT = r"(?P<pct>\s?%|\s?procent(?!\w)|\s?pct\.?(?!\w)|[\s-]?procentpunt(?:en)?(?!\w)|\s?%-punt(?:en)?(?!\w))?"
_GETAL = re.compile(rf"(?P<breuk>(?<!\w)(?:{'|'.join(_BREUKEN)})(?= van (?:de|het|onze|alle|deze|die|hen)))|"
                    rf"(?<![\w.,/+-])(?P<min>-)?(?P<n>{_CIJFERS}){_PROCENT}(?![\d])|"
                    rf"(?<![\w'-])(?P<w>{_TELWOORD})(?![\w'-]){_PROCENT.replace('pct', 'wpct')}")  # fmt: skip

_REEKS = rf"{_N}(?:\s?(?:,|en|of|t/m|tot en met|tot|-|&|\+|à|a|/)\s?{_N})*"
_MAAND = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni|juli|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_VERWIJSWOORD = (
    r"(?:ondersteunings)?niveaus?|groep(?:en)?|gr\.|leerja(?:ar|ren)|klas(?:sen)?|indicator(?:en)?|ind\.|nummers?|nummer\(s\)|nrs?\.?|"
    r"ankerpunt(?:en)?|artikel(?:en)?|art\.?|lid|hoofdstuk(?:ken)?|paragraaf|bijlagen?|tabel(?:len)?|figuur|figuren|grafiek|"
    r"pagina|blz\.?|stap(?:pen)?|fasen?|doelstelling(?:en)?|clusters?|versie|pijlers?|standaard|type|deel|blok|thema|"
    r"speerpunt(?:en)?|scenario|optie|spoor|module|categorie|vraag|plein|telefoon|tel\.?|kwadrant|lokaal|week|cohort|"
    r"uitgangspunt(?:en)?|nt|punt"
)
_DUUR = (
    r"(?:ja(?:ar|ren)|jarigen?|maand(?:en)?|we(?:ek|ken)|dag(?:en)?|dagde(?:el|len)|u(?:ur|ren)|minu(?:ut|ten)|kwarta(?:al|len)|"
    r"les(?:uren|dagen|weken|sen)|school(?:dagen|weken|jaren)|ochtend(?:en)?|middag(?:en)?|avond(?:en)?|decennia|eeuw(?:en)?|"
    r"werkdag(?:en)?|klokuren)"
)
_JAAR = re.compile(
    r"(?<![\d.,/-])(?:(?:19[6-9]\d|20[0-4]\d)\s?[-/]\s?(?:'?\d{2}(?!\d)|20[0-4]\d)|"
    r"'\d{2}\s?[-/]\s?'?\d{2}(?!\d)|(?<=schooljaar )\d{2}\s?[-/]\s?\d{2}(?!\d)|"
    r"(?:19[6-9]\d|20[0-4]\d)(?![\d%]|[.,]\d|\s?(?:%|procent|leerlingen|kinderen)))"
)
_NAJAAR = re.compile(r"(?:aug|sep|sept|okt|nov|dec)[a-z]*\.? $|(?:najaar|herfst)(?: van)? $|-(?:0?[89]|1[0-2])-$")
_KORT_JAAR = re.compile(r"(?<![\d.,/'-])(?P<a>[1-3]\d)\s?[-/]\s?(?P<b>[1-3]\d)(?![\d,.%]|\s?%)")

_GEEN_FEIT = [
    rf"(?<!\w)\d{{1,2}}(?:e|ste)?\s{_MAAND}(?!\w)(?:\s\d{{4}})?",
    r"(?<![\d.,])\d{1,2}[-/]\d{1,2}[-/](?:20)?\d{2}(?!\d)",
    r"(?<!\w)po\s?31\d\d",
    r"(?:www\.|https?://)\S+|\S+@\S+\.\S+",
    r"(?<!\d)0\d{1,3}[-\s]\d{6,8}(?!\d)",
    r"(?<!\w)\d{2}[a-z]{2}(?:\d{2})?(?!\w)",
    r"(?:€|eur(?:o)?\s)\s?\d[\d.]*(?:,(?:\d+|-))?(?:\s?(?:miljoen|mln|miljard|ton|k))?",
    rf"{_N}(?:,-)?\s?(?:euro|eur|miljoen|mln\.?|miljard|duizend euro|ton euro)(?!\w)",
    r"(?<!\w)\d{1,2}[.:]\d{2}(?:\s?(?:uur|u\.?)|\s?(?:-|tot)\s?\d{1,2}[.:]\d{2})(?!\w)(?:\suur)?",
    r"(?<!\w)\d{1,2}[.:]\d{2}(?=\stot\s\d{1,2}[.:]\d{2}\suur)",
    rf"(?:{_REEKS})[\s-]*(?:(?:volle|hele|aaneengesloten|opeenvolgende|extra|school|opvolgende)\s)?{_DUUR}(?!\w)",
    rf"(?:{_N})\s?(?:keren|keer|maal|x|×)(?!\w)",
    rf"(?:{_N})-?(?:jaarlijks|wekelijks|maandelijks|jarig|daags|weeks|fasen|puntsschaal|slag|tal)\w*",
    rf"(?:om de|elke|iedere|eens per|eens in de|de (?:eerste|laatste|afgelopen|komende|voorbije)|per)\s{_N}",
    rf"(?<![\w-])(?:{_VERWIJSWOORD})\s?:?\s?{_REEKS}(?!\s?(?:%|procent))",
    r"(?<!\w)(?:nummers?(?:\(s\))?|indicatoren?)\s?:\s?[\d,\sen]+",
    r"(?<![\d,.])\d+(?:ste|de|e)(?!\w)",
    r"(?<!\w)[123]\s?[fs](?!\w)",
    rf"(?:{_N})\s?(?:fte|wtf|werktijdfactor|formatieplaats(?:en)?)(?!\w)",
    rf"(?<!\w)iq\b[^.;]{{0,30}}?{_REEKS}",
    r"(?<!\w)(?:één|een|1)[ -]op[ -](?:één|een|1)(?!\w)",
    r"(?<!\w)24/7(?!\w)",
    rf"(?<!\w)(?:top|punt|rapportcijfer)[ -]{_N}",
    r"100\s?(?:%|procent)\s(?:achter|inzet|zeker|duidelijk|inclusief|gegarandeerd|inzetten|committ)",
    r"(?<!\w)(?:één|een) (?:van de|van het|van onze|en dezelfde|en ander|of meer|of twee|loket|lijn|geheel|aanspreekpunt|visie|taal)",
    rf"(?:leeftijd(?: van)?|vanaf(?: de leeftijd van)?|rond hun|onder de)\s{_N}\s?(?:-|e\b|jaar|jarige)",
]
_GEEN_FEIT_RE = [re.compile(patroon) for patroon in _GEEN_FEIT]
_IETS = re.compile(rf"\d|%|(?<![\w-])(?:{_TELWOORD}|{'|'.join(_BREUKEN)})(?![\w-])")
_LIJSTNUMMER = re.compile(r"^\W*\(?(\d{1,2})[.)]\s")


def lees_getallen(zin: str) -> list[Getal]:
    """All numbers of a smoothed sentence, in order; years as "jaar", no measurements as "geen"."""
    if not _IETS.search(zin):
        return []
    jaren = _jaren(zin)
    weg = [plek for patroon in _GEEN_FEIT_RE for plek in (m.span() for m in patroon.finditer(zin))]
    if lijst := _LIJSTNUMMER.match(zin):
        weg.append(lijst.span())
    getallen = [g for g in _gewone(zin) if not any(a <= g.begin < b for a, b in ((j.begin, j.eind) for j in jaren))]
    for getal in getallen:
        if any(a <= getal.begin < b for a, b in weg) and not (getal.breuk or getal.punten):
            getal.soort = "geen"
    jaren = [
        jaar for jaar in jaren if not any(a <= jaar.begin < b for a, b in weg if zin[a:b].startswith(("www", "http")))
    ]
    return sorted([*jaren, *getallen], key=lambda g: g.begin)


def _jaren(zin: str) -> list[Getal]:
    jaren = []
    for m in _JAAR.finditer(zin):
        cijfers = re.findall(r"\d+", m.group())
        laatste = int(cijfers[-1]) + (2000 if int(cijfers[-1]) < 100 else 0)
        if len(cijfers) == 1 and _NAJAAR.search(zin[: m.start()]):
            laatste += 1  # October 2023 lies in school year 2023-2024
        jaren.append(Getal(laatste, m.start(), m.end(), "jaar"))
    for m in _KORT_JAAR.finditer(zin):
        if (
            int(m["b"]) == int(m["a"]) + 1
            and 14 <= int(m["a"]) <= 39
            and not any(j.begin <= m.start() < j.eind for j in jaren)
            and re.search(r"(?:jaar|in|sinds|van|over|t\.o\.v\.|\()\s?$", zin[: m.start()])
        ):
            jaren.append(Getal(2000 + int(m["b"]), m.start(), m.end(), "jaar"))
    return jaren


def _gewone(zin: str) -> list[Getal]:
    getallen = []
    for m in _GETAL.finditer(zin):
        if m["breuk"]:
            getallen.append(
                Getal(_BREUKEN[m["breuk"]], m.start(), m.end(), procent=True, breuk=True, geschreven=m.group())
            )
            continue
        waarde = _waarde(m["n"]) if m["n"] else _woordenlijst()[m["w"]]
        pct = m["pct"] or m["wpct"] or ""
        getallen.append(Getal(waarde, m.start("n") if m["n"] else m.start("w"), m.end(), procent=bool(pct), punten="punt" in pct,
                              geschreven=m.group()))  # fmt: skip
    return getallen


def _waarde(cijfers: str) -> float | int:
    """`1.140` is a thousand, `68,6` and `68.6` are decimals."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", cijfers):
        cijfers = cijfers.replace(".", "")
    getal = float(cijfers.replace(",", "."))
    return int(getal) if getal.is_integer() else getal
