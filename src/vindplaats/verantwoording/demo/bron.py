"""Reads `gegevens/<board>.yaml` and makes the answers of one school year from it. Pure.

A text holds `[[a||b||c]]` (what was written in the oldest, the middle and the newest year) and `{naam}` / `{naam-}` (a figure of
this year and of the year before). A list of three texts gives each year its own. `NVT` and `NUL`, alone or followed by `: ` and an
explanation, are n.v.t. and none (VER-12). Amounts in the files are whole euros; `rest` in a spending line is what is left of the
received amount after the other lines and the difference of `verschil`.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vindplaats.formats.waarden import INGEVULD, NUL, NVT, Gelezen
from vindplaats.kern.schooljaar import Schooljaar

MAP = Path(__file__).parent / "gegevens"
BLOKKEN = ("algemeen", "basis_op_orde", "doelgroeparrangementen", "knooppunt")
_KEUZE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_BIJZONDER = re.compile(r"(NVT|NUL)(?:: (.+))?\Z", re.DOTALL)


@dataclass(frozen=True)
class Jaartal:
    """One of the three school years: `plek` 0 is the oldest."""

    plek: int
    schooljaar: Schooljaar


@cache
def gegevens(nummer: str) -> dict[str, Any]:
    """The file of one board."""
    with (MAP / f"{nummer}.yaml").open(encoding="utf-8") as bestand:
        gelezen: dict[str, Any] = yaml.safe_load(bestand)
    return gelezen


def antwoorden(nummer: str, jaar: Jaartal) -> dict[str, Gelezen]:
    """Every answer of a board over one year, by question. A file holds only what concerns its board (VER-06)."""
    bron = gegevens(nummer)
    woorden = _cijferwoorden(bron, jaar)
    uit = {code: _gelezen(tekst, jaar, woorden) for code, tekst in bron["teksten"].items()}
    for blok in BLOKKEN:
        uit |= _blok(blok, bron["proces"].get(blok), jaar, woorden)
    uit |= _geld(bron, jaar, woorden)
    uit["keuze"] = Gelezen(INGEVULD, bron["keuze"])
    uit["namens"] = Gelezen(INGEVULD, dict(bron["namens"]))
    return {code: g for code, g in uit.items() if g.waarde not in ("", None) or g.stand in {NVT, NUL}}


def _cijferwoorden(bron: dict[str, Any], jaar: Jaartal) -> dict[str, str]:
    """Figures by name: four values, the first is of the year before the oldest report."""
    uit = {"jaar": str(jaar.schooljaar), "jaar-": str(jaar.schooljaar.vorig), "jaar+": str(jaar.schooljaar.volgend)}
    begin = jaar.schooljaar.begin
    uit |= {"k-": str(begin - 1), "k": str(begin), "k+": str(begin + 1), "k++": str(begin + 2)}
    for naam, reeks in bron.get("cijfers", {}).items():
        uit[naam], uit[f"{naam}-"] = str(reeks[jaar.plek + 1]), str(reeks[jaar.plek])
    return uit


def tekst_van(tekst: Any, jaar: Jaartal, woorden: dict[str, str]) -> str:
    """The text as it was written in that year."""
    if isinstance(tekst, list):
        tekst = tekst[jaar.plek]
    gekozen = _KEUZE.sub(lambda m: m[1].split("||")[jaar.plek], tekst or "")
    alineas = (" ".join(regel.split()) for regel in gekozen.format_map(woorden).split("\n"))
    return "\n\n".join(alinea for alinea in alineas if alinea).replace("\n\n- ", "\n- ")


def _gelezen(tekst: Any, jaar: Jaartal, woorden: dict[str, str]) -> Gelezen:
    gekozen = tekst_van(tekst, jaar, woorden)
    bijzonder = _BIJZONDER.match(gekozen)
    if bijzonder:
        return Gelezen(NVT if bijzonder[1] == "NVT" else NUL, bijzonder[2])
    return Gelezen(INGEVULD, gekozen)


def _blok(blok: str, inhoud: dict[str, Any] | None, jaar: Jaartal, woorden: dict[str, str]) -> dict[str, Gelezen]:
    codes = [f"proces_{blok}_{deel}" for deel in ("sturing", "indicatoren", "uitwerking")]
    if inhoud is None:
        return {}
    nummers = inhoud["nummers"]
    gekozen = nummers[jaar.plek] if isinstance(nummers[0], list) else nummers
    waarden = (
        _gelezen(inhoud["sturing"], jaar, woorden),
        Gelezen(INGEVULD, list(gekozen)),
        _gelezen(inhoud["uitwerking"], jaar, woorden),
    )
    return dict(zip(codes, waarden, strict=True))


def ontvangen(nummer: str, plek: int) -> dict[str, dict[str, int | None]]:
    """What the board says it received: scheme -> SWV -> cents."""
    return {
        regeling: {swv: None if reeks[plek] is None else reeks[plek] * 100 for swv, reeks in per_swv.items()}
        for regeling, per_swv in gegevens(nummer)["ontvangen"].items()
    }


def _geld(bron: dict[str, Any], jaar: Jaartal, woorden: dict[str, str]) -> dict[str, Gelezen]:
    bedragen = ontvangen(str(bron["nummer"]), jaar.plek)
    totaal = sum(c // 100 for cellen in bedragen.values() for c in cellen.values() if c is not None)
    regels = [r for r in bron["bestedingen"] if _keus(r["bedrag"], jaar.plek) != "-"]
    vast = sum(b for r in regels if isinstance(b := _keus(r["bedrag"], jaar.plek), int))
    rest = totaal - vast - _keus(bron.get("verschil", 0), jaar.plek)
    return {
        "ontvangen": Gelezen(INGEVULD, bedragen),
        "bestedingen": Gelezen(INGEVULD, [_regel(r, jaar, rest, woorden) for r in regels]),
        "beschikking": Gelezen(INGEVULD, tekst_van(bron.get("beschikking", ""), jaar, woorden)),
        "verschil_uitleg": Gelezen(INGEVULD, tekst_van(bron.get("verschil_uitleg", ""), jaar, woorden)),
    }


def _keus(waarde: Any, plek: int) -> Any:
    return waarde[plek] if isinstance(waarde, list) else waarde


def _regel(regel: dict[str, Any], jaar: Jaartal, rest: int, woorden: dict[str, str]) -> dict[str, Any]:
    bedrag = _keus(regel["bedrag"], jaar.plek)
    bedrag = rest if bedrag == "rest" else bedrag
    return {
        "bedrag": bedrag * 100 if isinstance(bedrag, int) else None,
        "pm": bedrag == "PM",
        "doel": tekst_van(regel["doel"], jaar, woorden),
        "categorie": regel.get("categorie", ""),
        "toelichting": tekst_van(regel.get("toelichting", ""), jaar, woorden),
    }
