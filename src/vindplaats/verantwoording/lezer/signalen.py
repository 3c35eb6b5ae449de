"""Signals about the answers of a report: stale text, contradictions, and parts that are missing.

A signal is a hint for the person who fills the report; it never blocks (VER-15) and changes nothing. All functions are
pure and work on read and on stored answers alike, in the shape of the reader's JSON: `onderdelen` {code: {tekst, nvt}},
`extra` {tekst} or None, `ontvangen` {regeling: {swv: amount or None}}, `bestedingen` [{bedrag, doel, pm}],
`proces` {blok: {sturing, indicatoren, uitwerking, nvt}}, and the header fields. Missing keys count as empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .feiten import Feit, kruiscontrole, vind_feiten
from .signaal import Signaal, kort, naam_van
from .verouderd import verouderde_tekst

__all__ = ["Signaal", "alle_signalen", "ontbrekend", "tegenspraken", "verouderde_tekst"]

Antwoorden = Mapping[str, Any]


# ---- contradictions --------------------------------------------------------------------------------------------------
def tegenspraken(antwoorden: Antwoorden) -> list[Signaal]:
    """Answers that cannot both be true: one count told twice differently, parts that do not add up, n.v.t. where figures
    exist, money received without spending lines. Source: VER-12, VER-13, report-format.md traps 10, 11, 15."""
    feiten, velden = _feiten(antwoorden)
    return [
        *_twee_waarden(feiten, velden),
        *_sommen(feiten, velden),
        *_nvt_met_cijfers(antwoorden, feiten),
        *_geld(antwoorden),
    ]


def _teksten(antwoorden: Antwoorden) -> Iterator[tuple[str, str, str]]:
    """Section, field and text of every narrative answer, in the order of the form."""
    for code, antwoord in (antwoorden.get("onderdelen") or {}).items():
        yield code, "tekst", (antwoord or {}).get("tekst") or ""
    yield "extra_informatie", "tekst", (antwoorden.get("extra") or {}).get("tekst") or ""
    for code, blok in (antwoorden.get("proces") or {}).items():
        for veld in ("sturing", "uitwerking"):
            yield f"proces_{code}", veld, (blok or {}).get(veld) or ""


# facts of all texts get places on one line: text n starts at n times this
_RUIMTE = 10_000_000


def _feiten(antwoorden: Antwoorden) -> tuple[list[Feit], list[str]]:
    """Facts of all texts in order, and the field of each text."""
    feiten: list[Feit] = []
    velden: list[str] = []
    for nummer, (onderdeel, veld, tekst) in enumerate(_teksten(antwoorden)):
        feiten += vind_feiten(onderdeel, tekst, nummer * _RUIMTE)
        velden.append(veld)
    return feiten, velden


def _bij_feit(code: str, feit: Feit, zin: str, velden: list[str]) -> Signaal:
    nummer, begin = divmod(feit.begin, _RUIMTE)
    return Signaal(code, "let op", feit.onderdeel, zin, (begin, begin + feit.eind - feit.begin), velden[nummer])


def _twee_waarden(feiten: list[Feit], velden: list[str]) -> Iterator[Signaal]:
    for botsing in kruiscontrole(feiten):
        een, ander = botsing.een, botsing.ander
        zin = (
            f"{botsing.label}: bij {naam_van(een.onderdeel)} staat {_waarde(een)}, bij {naam_van(ander.onderdeel)} staat "
            f"{_waarde(ander)}. Welke van de twee klopt?"
        )
        yield _bij_feit("twee_waarden", ander, zin, velden)


def _sommen(feiten: list[Feit], velden: list[str]) -> Iterator[Signaal]:
    per_code: dict[str, Feit] = {}
    for feit in feiten:
        if feit.indicator and feit.waarde is not None:
            per_code.setdefault(feit.indicator, feit)
    for geheel, so, sbo in (
        ("verwijzingen_totaal", "verwijzingen_so", "verwijzingen_sbo"),
        ("teruggeplaatst", "teruggeplaatst_so", "teruggeplaatst_sbo"),
    ):
        drie = [per_code.get(code) for code in (geheel, so, sbo)]
        if all(feit is not None and feit.operator == "=" for feit in drie):
            totaal, een, ander = (feit for feit in drie if feit is not None)
            if (een.waarde or 0) + (ander.waarde or 0) != totaal.waarde:
                zin = f"{totaal.label}: SO {_waarde(een)} en SBO {_waarde(ander)} zijn samen niet {_waarde(totaal)}."
                yield _bij_feit("som_klopt_niet", totaal, zin, velden)
    yield from _vo_som(per_code, velden)


def _vo_som(per_code: dict[str, Feit], velden: list[str]) -> Iterator[Signaal]:
    delen = [per_code[code] for code in ("vo_conform_advies", "vo_boven_advies", "vo_onder_advies") if code in per_code]
    som = sum(feit.waarde or 0 for feit in delen)
    if len(delen) == 3 and abs(som - 100) > 1.5:
        zin = f"Conform, boven en onder advies zijn samen {_getal(som)}%, geen 100%. Controleer de drie percentages."
        yield _bij_feit("som_klopt_niet", delen[0], zin, velden)


_ANDERE_KANT = {"teruggeplaatst": "schakelfunctie"}
"""The same children told by the other side: a board with only SBO and SO has n.v.t. at the first and figures at the second (VER-06)."""


def _nvt_met_cijfers(antwoorden: Antwoorden, feiten: list[Feit]) -> Iterator[Signaal]:
    doelgroep = _som(antwoorden, "doelgroepfinanciering")
    onderdelen = antwoorden.get("onderdelen") or {}
    blokken = {f"proces_{code}": blok for code, blok in (antwoorden.get("proces") or {}).items()}
    for code in ("externe_functie", "schakelfunctie", "proces_doelgroeparrangementen"):
        antwoord = onderdelen.get(code) or blokken.get(code) or {}
        if antwoord.get("nvt") and doelgroep > 0:
            zin = f"{naam_van(code)} staat op n.v.t., maar er is doelgroepfinanciering ontvangen. Vul in wat daarmee is gedaan."
            yield Signaal("nvt_met_geld", "let op", code, zin)
    for code, antwoord in onderdelen.items():
        if not (antwoord or {}).get("nvt"):
            continue
        eigen = [feit for feit in feiten if feit.onderdeel == code]
        elders = [
            f for f in feiten if f.onderdeel not in (code, _ANDERE_KANT.get(code)) and _hoort_bij(f, code) and f.waarde
        ]
        if eigen or len((antwoord.get("tekst") or "").split()) > 8:
            zin = f"{naam_van(code)} staat op n.v.t., maar er is wel tekst of een aantal ingevuld. Haal n.v.t. weg of leeg de tekst."
            yield Signaal("nvt_met_tekst", "let op", code, zin)
        elif elders:
            zin = f"{naam_van(code)} staat op n.v.t., maar bij {naam_van(elders[0].onderdeel)} staat: {kort(elders[0].zin, 90)}"
            yield Signaal("nvt_met_cijfers", "let op", code, zin)


def _hoort_bij(feit: Feit, code: str) -> bool:
    return bool(feit.indicator) and (feit.indicator or "").startswith(code) and feit.eenheid == "leerlingen"


def _som(antwoorden: Antwoorden, regeling: str) -> float:
    bedragen = (antwoorden.get("ontvangen") or {}).get(regeling) or {}
    return float(sum(bedrag for bedrag in bedragen.values() if bedrag))


def _geld(antwoorden: Antwoorden) -> Iterator[Signaal]:
    ontvangen = _som(antwoorden, "terugploegregeling") + _som(antwoorden, "doelgroepfinanciering")
    regels: Sequence[Mapping[str, Any]] = antwoorden.get("bestedingen") or []
    if ontvangen > 0 and not regels:
        zin = "Er is geld ontvangen van het samenwerkingsverband, maar er staat niet waaraan het is besteed."
        yield Signaal("ontvangen_zonder_besteding", "let op", "middelen", zin)
    if ontvangen == 0 and any(regel.get("bedrag") for regel in regels):
        zin = "Er zijn bestedingen ingevuld, maar geen ontvangen bedrag. Vul in wat het bestuur heeft ontvangen."
        yield Signaal("besteding_zonder_ontvangen", "let op", "middelen", zin)
    for nummer, regel in enumerate(regels, start=1):
        if regel.get("bedrag") is None and not regel.get("pm"):
            zin = f"Bestedingsregel {nummer} heeft geen bedrag. Vul een bedrag in of kies PM."
            yield Signaal("besteding_zonder_bedrag", "tip", "middelen", zin)


# ---- missing ---------------------------------------------------------------------------------------------------------
def ontbrekend(antwoorden: Antwoorden) -> list[Signaal]:
    """Parts without an answer. Zero and n.v.t. are answers, empty is not (VER-12); one indicator per block (VER-11)."""
    signalen = [
        Signaal("kop_leeg", "let op", veld, zin)
        for veld, zin in (
            ("bestuur", "Vul in van welk bestuur dit verslag is."),
            ("namens", "Vul in wie het verslag namens het bestuur indient."),
            ("schooljaar", "Kies over welk schooljaar dit verslag gaat."),
        )
        if not _gevuld(antwoorden.get(veld))
    ]
    if not any(swv.get("aangevinkt") for swv in antwoorden.get("swv") or []):
        signalen.append(
            Signaal("swv_leeg", "let op", "swv", "Kies in welk samenwerkingsverband het bestuur scholen heeft.")
        )
    return [*signalen, *_lege_onderdelen(antwoorden), *_lege_blokken(antwoorden), *_leeg_geld(antwoorden)]


def _gevuld(waarde: Any) -> bool:
    if isinstance(waarde, Mapping):
        return any(_gevuld(deel) for deel in waarde.values())
    return bool(str(waarde or "").strip())


_VERPLICHT = ("ankerpunt_1", "ankerpunt_2", "ankerpunt_3", "ankerpunt_4", "thuiszitters", "ononderbroken_proces", "verwijzingen",
              "teruggeplaatst", "externe_functie", "schakelfunctie")  # fmt: skip


def _lege_onderdelen(antwoorden: Antwoorden) -> Iterator[Signaal]:
    onderdelen = antwoorden.get("onderdelen") or {}
    for code in _VERPLICHT:
        antwoord = onderdelen.get(code) or {}
        if antwoord.get("nvt") or _gevuld(antwoord.get("tekst")):
            continue
        zin = (
            f"{naam_van(code)} is leeg. Is het nul, schrijf dat dan op; hoort het niet bij jullie scholen, kies n.v.t."
        )
        yield Signaal("onderdeel_leeg", "tip" if code == "ankerpunt_1" else "let op", code, zin)


def _lege_blokken(antwoorden: Antwoorden) -> Iterator[Signaal]:
    blokken = antwoorden.get("proces") or {}
    for code in ("algemeen", "basis_op_orde", "doelgroeparrangementen", "knooppunt"):
        blok = blokken.get(code) or {}
        if blok.get("nvt"):
            continue
        naam = naam_van(f"proces_{code}")
        leeg = {"sturing": "hoe de sturing is belegd", "uitwerking": "de uitwerking van een indicator"}
        for deel, omschrijving in leeg.items():
            if not _gevuld(blok.get(deel)):
                yield Signaal("blok_leeg", "let op", f"proces_{code}", f"{naam}: beschrijf nog {omschrijving}.")
        if not blok.get("indicatoren"):
            yield Signaal("indicator_leeg", "let op", f"proces_{code}", f"{naam}: kies ten minste één indicator.")


def _leeg_geld(antwoorden: Antwoorden) -> Iterator[Signaal]:
    bedragen = (antwoorden.get("ontvangen") or {}).get("terugploegregeling") or {}
    aangevinkt = [swv.get("nummer") for swv in antwoorden.get("swv") or [] if swv.get("aangevinkt")]
    for nummer in aangevinkt:
        if bedragen.get(nummer) is None:
            zin = f"Vul in wat het bestuur van {nummer} ontving uit de terugploegregeling. Was het niets, vul dan 0 in."
            yield Signaal("bedrag_leeg", "let op", "middelen", zin)


def alle_signalen(antwoorden: Antwoorden, schooljaar: str, vorige: Antwoorden | None = None) -> list[Signaal]:
    """Everything together: missing parts, contradictions, and per part stale text against last year's answers."""
    oude = {(onderdeel, veld): tekst for onderdeel, veld, tekst in _teksten(vorige or {})}
    signalen = [*ontbrekend(antwoorden), *tegenspraken(antwoorden)]
    for onderdeel, veld, tekst in _teksten(antwoorden):
        naam = naam_van(onderdeel) if veld == "tekst" else f"{naam_van(onderdeel)} ({veld})"
        for signaal in verouderde_tekst(tekst, schooljaar, oude.get((onderdeel, veld)), onderdeel=onderdeel):
            signalen.append(replace(signaal, veld=veld, tekst_nl=f"{naam}: {_klein(signaal.tekst_nl)}"))
    return signalen


def _klein(zin: str) -> str:
    return zin[0].lower() + zin[1:]


def _getal(waarde: float | int | None) -> str:
    return f"{waarde:g}".replace(".", ",") if waarde is not None else "?"


def _waarde(feit: Feit) -> str:
    teken = {"<": "minder dan ", "<=": "hooguit ", ">": "meer dan ", ">=": "minstens ", "~": "ongeveer "}.get(
        feit.operator, ""
    )
    return f"{teken}{_getal(feit.waarde)}{'%' if feit.eenheid == '%' else ''}"
