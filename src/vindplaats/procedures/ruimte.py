"""What an SWV may change in a procedure and how far: the bounds of the definition, checked. Pure.

Sources: the locks (`vast`) and bounds (`grenzen`) of the table itself; a statutory term may be kept shorter but never longer
than the law (law.md section 9); who may take a step is never wider than the right's own rule (architecture.md, promise 1).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vindplaats.kern.definitiebestand import DefinitieFout
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

from . import tabel as t
from .afwijking import BEGIN, lees_jaardatum, pas_toe, starters
from .definitie import laad_tekst
from .rules import in_woorden
from .samenvoegen import fouten_in
from .tabel import Jaardatum, Procedure, Stap, Termijnsoort
from .uitschrijven import als_yaml

LANGST_VOORAF, LANGST_ACHTERAF, MEESTE_HERINNERINGEN, LANGSTE_TERMIJN = 365, 90, 8, 730
STAPVELDEN = frozenset({"wie", "uit", "reden_verplicht", "berichten", "brief"})
TERMIJNVELDEN = frozenset({"weken", "dagen", "jaardatum", "waarschuw", "start"})
MAANDEN = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass(frozen=True)
class Melding:
    """A mistake: `rij` (`stap:indienen`), `deel` of it (`wie`), where it is in words, and what is expected."""

    rij: str
    deel: str
    waar: str
    zin: str

    def __str__(self) -> str:
        return f"{self.waar}: {self.zin}"


@dataclass(frozen=True)
class Slot:
    """Why a part cannot be changed: the sentence and the source (rule id, article of law, or agreement)."""

    reden: str
    bron: str


def slot(rij: Stap | Termijnsoort, deel: str) -> Slot | None:
    """The lock on a part of a row, or None when an SWV may change it."""
    if rij.vast and rij.vast.houdt(deel):
        return Slot(rij.vast.reden, rij.vast.bron)
    bron = ", ".join(rij.regels) or "de procedure"
    if isinstance(rij, Stap):
        if deel == t.AAN and rij.optioneel is None:
            return Slot("Zonder deze stap loopt de procedure niet door.", bron)
        if deel == t.BERICHTEN and not rij.berichten:
            return Slot("Na deze stap gaat er geen bericht uit.", bron)
        if deel == t.BRIEF and not rij.brieven_mogelijk:
            return Slot(
                "Na deze stap hoort geen brief." if not rij.brief else "Welke brief erbij hoort, ligt vast.", bron
            )
        if deel == t.REDEN and rij.reden_verplicht:
            return Slot("Wie door deze stap wordt geraakt, heeft recht op een reden.", bron)
        if deel == t.WIE and len(rij.rollen_ruim) < 2:
            return Slot("Er is maar één rol die deze stap mag zetten.", bron)
        return None
    if deel == t.LENGTE and rij.instelling:
        return Slot("Deze termijn heeft een datum per schooljaar, geen lengte.", bron)
    if deel == t.DATUM and rij.instelling != "datum":
        return Slot("Deze termijn heeft een lengte, geen datum per schooljaar.", bron)
    if deel == t.START and not rij.start_mogelijk:
        return Slot("Het begin volgt uit de stap zelf.", bron)
    return None


def lengtegrenzen(soort: Termijnsoort) -> tuple[int, int]:
    """Least and most days an SWV may choose; a statutory term is never longer than the law's own length."""
    minst = max(soort.grenzen.minstens or 1, 1)
    meest = soort.grenzen.hoogstens if soort.grenzen.hoogstens is not None else LANGSTE_TERMIJN
    return minst, min(meest, soort.lengte) if soort.wettelijk else meest


def betrokken_rollen(procedure: Procedure) -> tuple[str, ...]:
    """Roles that have a part in the procedure: only they can be reminded or get a message."""
    rollen = {rol for stand in procedure.standen for rol in stand.aan_zet}
    for stap in procedure.stappen:
        rollen |= set(stap.rollen_ruim) | {rol for b in stap.berichten for rol in b.naar}
    for soort in procedure.termijnen:
        rollen |= {rol for w in soort.waarschuw for rol in w.rollen} | set(soort.instellen_door)
    return tuple(rol for rol in ROLLEN if rol in rollen)


def controleer(basis: Procedure, afwijkingen: Mapping[str, Any]) -> list[Melding]:
    """Everything that is wrong with the changes of an SWV, in the order of the table. Empty: it may be published."""
    uit = list(_onbekend(basis, afwijkingen))
    betrokken = set(betrokken_rollen(basis))
    for sleutel, stap in basis.sleutels.items():
        anders = afwijkingen.get("stappen", {}).get(sleutel)
        if anders:
            uit += _stap(sleutel, stap, anders, betrokken)
    for soort in basis.termijnen:
        anders = afwijkingen.get("termijnen", {}).get(soort.code)
        if anders:
            uit += _termijn(soort, anders, betrokken)
    return uit or list(_samenhang(basis, afwijkingen))


def _onbekend(basis: Procedure, afwijkingen: Mapping[str, Any]) -> Iterator[Melding]:
    bekend = {"stappen": set(basis.sleutels), "termijnen": {s.code for s in basis.termijnen}}
    velden = {"stappen": STAPVELDEN, "termijnen": TERMIJNVELDEN}
    for deel, rijen in afwijkingen.items():
        if deel not in bekend:
            yield Melding("geheel", deel, "De procedure", f"'{deel}' kan niet gewijzigd worden.")
            continue
        for code, anders in rijen.items():
            if code not in bekend[deel]:
                zin = f"'{code}' bestaat niet; verwacht een van: {', '.join(sorted(bekend[deel]))}."
                yield Melding("geheel", deel, "De procedure", zin)
            for veld in set(anders) - velden[deel]:
                yield Melding("geheel", deel, f"'{code}'", f"'{veld}' is niet te wijzigen.")


def _samenhang(basis: Procedure, afwijkingen: Mapping[str, Any]) -> Iterator[Melding]:
    """Does the whole still hang together: the same checks as for a file, on what comes out."""
    try:
        laad_tekst(als_yaml(pas_toe(basis, afwijkingen)), basis.titel)
    except DefinitieFout as fout:
        for misser in fout.missers:
            yield Melding("geheel", "", "De procedure als geheel", f"{misser.zin}.")


# --- one step --------------------------------------------------------------------------------------------------------


def _stap(sleutel: str, stap: Stap, anders: Mapping[str, Any], betrokken: set[str]) -> list[Melding]:
    rij, waar = f"stap:{sleutel}", f"Stap '{stap.naam}'"
    uit: list[Melding] = []

    def mis(deel: str, zin: str) -> None:
        uit.append(Melding(rij, deel, waar, zin))

    for veld, deel in (
        ("wie", t.WIE),
        ("uit", t.AAN),
        ("reden_verplicht", t.REDEN),
        ("berichten", t.BERICHTEN),
        ("brief", t.BRIEF),
    ):
        dicht = slot(stap, deel) if veld in anders else None
        if dicht:
            mis(deel, f"dit ligt vast ({dicht.bron}). {dicht.reden}")
    if "wie" in anders and not slot(stap, t.WIE):
        for zin in _rollen_fout(tuple(anders["wie"]), stap):
            mis(t.WIE, zin)
    if anders.get("brief") and not slot(stap, t.BRIEF) and anders["brief"] not in stap.brieven_ruim:
        mis(
            t.BRIEF,
            f"brief '{anders['brief']}' kan hier niet; verwacht geen brief of een van: {', '.join(stap.brieven_ruim)}.",
        )
    bekend = {b.code for b in stap.berichten}
    for code, los in anders.get("berichten", {}).items():
        if code not in bekend:
            mis(t.BERICHTEN, f"bericht '{code}' bestaat niet; verwacht een van: {', '.join(sorted(bekend)) or 'geen'}.")
        for zin in fouten_in(los["tekst"]) if "tekst" in los else ():
            mis(f"{t.BERICHTEN}:{code}", zin)
        if "naar" in los:
            vreemd = set(los["naar"]) - betrokken
            if not los["naar"] or vreemd:
                mis(f"{t.BERICHTEN}:{code}", f"kies aan wie; het kan naar: {_namen(betrokken)}.")
    return uit


def _rollen_fout(wie: tuple[str, ...], stap: Stap) -> Iterator[str]:
    ruim = set(stap.rollen_ruim)
    erbuiten = [rol for rol in wie if rol not in ruim]
    if erbuiten:
        yield f"{_namen(erbuiten)} mag deze stap nooit zetten. Kies uit: {_namen(ruim - {SYSTEEM})}."
    if not set(wie) - {SYSTEEM} and set(stap.wie) - {SYSTEEM}:
        yield f"kies minstens één rol. Mogelijk: {_namen(ruim - {SYSTEEM})}."
    if (SYSTEEM in stap.wie) != (SYSTEEM in wie):
        yield "of het systeem deze stap zet, ligt vast."


def _namen(rollen: Any) -> str:
    return ", ".join(r.naam.lower() for r in ROLLEN.values() if r.code in set(rollen)) or ", ".join(sorted(rollen))


# --- one term --------------------------------------------------------------------------------------------------------


def _termijn(soort: Termijnsoort, anders: Mapping[str, Any], betrokken: set[str]) -> list[Melding]:
    rij, waar = f"termijn:{soort.code}", f"Termijn '{soort.naam}'"
    uit: list[Melding] = []

    def mis(deel: str, zin: str) -> None:
        uit.append(Melding(rij, deel, waar, zin))

    velden = (
        ("weken", t.LENGTE),
        ("dagen", t.LENGTE),
        ("jaardatum", t.DATUM),
        ("start", t.START),
        ("waarschuw", t.HERINNERINGEN),
    )
    for deel in dict.fromkeys(deel for veld, deel in velden if veld in anders):
        dicht = slot(soort, deel)
        if dicht:
            mis(deel, f"dit ligt vast ({dicht.bron}). {dicht.reden}")
    if ("weken" in anders or "dagen" in anders) and not slot(soort, t.LENGTE):
        for zin in _lengte_fout(soort, int(anders.get("weken", 0)) * 7 + int(anders.get("dagen", 0))):
            mis(t.LENGTE, zin)
    if anders.get("jaardatum") and not slot(soort, t.DATUM):
        for zin in _datum_fout(soort, lees_jaardatum(anders["jaardatum"])):
            mis(t.DATUM, zin)
    if "start" in anders and not slot(soort, t.START):
        vreemd = set(anders["start"]) - set(soort.start_mogelijk)
        if vreemd or not anders["start"]:
            mis(t.START, f"kies waar de termijn begint; mogelijk: {', '.join(soort.start_mogelijk)}.")
    for zin in _herinneringen_fout(anders.get("waarschuw", ()), betrokken):
        mis(t.HERINNERINGEN, zin)
    return uit


def _lengte_fout(soort: Termijnsoort, dagen: int) -> Iterator[str]:
    minst, meest = lengtegrenzen(soort)
    bron = f" ({soort.grenzen.bron or ', '.join(soort.regels)})" if soort.grenzen.bron or soort.regels else ""
    if dagen < minst:
        yield f"{in_woorden(dagen)} is te kort. Kies minstens {in_woorden(minst)}{bron}."
    if dagen > meest:
        wet = "De wet geeft hoogstens" if soort.wettelijk else "Kies hoogstens"
        yield f"{in_woorden(dagen)} is te lang. {wet} {in_woorden(meest)}{bron}."


def _datum_fout(soort: Termijnsoort, datum: Jaardatum | None) -> Iterator[str]:
    if datum is None:
        return
    grenzen = soort.grenzen
    dagen_in_maand = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= datum.maand <= 12 or not 1 <= datum.dag <= dagen_in_maand[datum.maand - 1]:
        yield "dit is geen dag van het jaar. Kies bijvoorbeeld 1 oktober."
        return
    if not 0 <= datum.jaar <= 2 or datum.orde < (0, 8, 1):
        yield "kies een dag vanaf 1 augustus waarop het schooljaar begint, tot het tweede jaar erna."
    if grenzen.vroegst and datum.orde < grenzen.vroegst.orde:
        yield f"{dag_in_woorden(datum)} is te vroeg. Kies {dag_in_woorden(grenzen.vroegst)} of later ({grenzen.bron})."
    if grenzen.laatst and datum.orde > grenzen.laatst.orde:
        yield f"{dag_in_woorden(datum)} is te laat. Kies uiterlijk {dag_in_woorden(grenzen.laatst)} ({grenzen.bron})."


def _herinneringen_fout(rijen: Any, betrokken: set[str]) -> Iterator[str]:
    if len(rijen) > MEESTE_HERINNERINGEN:
        yield f"{len(rijen)} herinneringen is te veel. Houd het op hoogstens {MEESTE_HERINNERINGEN}."
    dagen = [rij["dagen"] for rij in rijen]
    if len(set(dagen)) != len(dagen):
        yield "twee herinneringen staan op dezelfde dag. Voeg ze samen of kies een andere dag."
    for rij in rijen:
        if not -LANGST_ACHTERAF <= rij["dagen"] <= LANGST_VOORAF:
            yield f"{rij['dagen']} dagen kan niet. Kies van {LANGST_VOORAF} dagen ervoor tot {LANGST_ACHTERAF} dagen erna."
        vreemd = set(rij["rollen"]) - betrokken
        if not rij["rollen"] or vreemd:
            yield f"kies wie de herinnering krijgt; het kan naar: {_namen(betrokken)}."
        yield from fouten_in(rij["tekst"]) if rij.get("tekst") else ()


def dag_in_woorden(datum: Jaardatum) -> str:
    """`1 oktober in het jaar na het begin van het schooljaar`."""
    jaren = (
        "van het jaar waarin het schooljaar begint",
        "van het jaar waarin het schooljaar eindigt",
        "van het jaar daarna",
    )
    return f"{datum.dag} {MAANDEN[datum.maand - 1]} {jaren[min(max(datum.jaar, 0), 2)]}"


# --- a file that was read in -----------------------------------------------------------------------------------------


def niet_te_wijzigen(basis: Procedure, eigen: Procedure, afwijkingen: Mapping[str, Any]) -> list[Melding]:
    """What a file changes that no SWV may change: everything that is left after its changes are put on the base."""
    verwacht = pas_toe(basis, afwijkingen, swv=eigen.swv, nummer=eigen.nummer)
    uit = []
    for naam in ("code", "versie", "titel", "uitleg", "begin", "regels"):
        if getattr(verwacht, naam) != getattr(eigen, naam):
            uit.append(
                Melding("geheel", naam, "De procedure", f"'{naam}' ligt vast; verwacht: {getattr(verwacht, naam)!s}.")
            )
    for code in ("standen", "stappen", "termijnen"):
        uit += _rijen_anders(code, _per_sleutel(verwacht, code), _per_sleutel(eigen, code))
    if not uit and starters_anders(verwacht, eigen):
        uit.append(Melding("geheel", "start", "De procedure", "waar termijnen beginnen, is anders dan mag."))
    return uit


def starters_anders(een: Procedure, ander: Procedure) -> bool:
    """Does a term begin somewhere else in one of the two?"""
    return any(starters(een, s.code) != starters(ander, s.code) for s in een.termijnen if ander.heeft_termijn(s.code))


def _per_sleutel(procedure: Procedure, deel: str) -> dict[str, Any]:
    return procedure.sleutels if deel == "stappen" else {rij.code: rij for rij in getattr(procedure, deel)}


def _rijen_anders(deel: str, verwacht: Mapping[str, Any], eigen: Mapping[str, Any]) -> Iterator[Melding]:
    enkel = {"standen": "Stand", "stappen": "Stap", "termijnen": "Termijn"}[deel]
    for code in eigen.keys() - verwacht.keys():
        yield Melding("geheel", deel, f"{enkel} '{code}'", "deze rij hoort er niet bij. Haal haar weg.")
    for code, rij in verwacht.items():
        if code not in eigen:
            yield Melding(
                "geheel", deel, f"{enkel} '{rij.naam}'", "deze rij ontbreekt en kan niet weg. Zet haar terug."
            )
            continue
        for naam in rij.__dataclass_fields__:
            hoort, is_nu = getattr(rij, naam), getattr(eigen[code], naam)
            if naam in {"start", "wie", "berichten"} and set(map(str, hoort)) == set(map(str, is_nu)):
                continue
            if hoort != is_nu:
                yield Melding("geheel", naam, f"{enkel} '{rij.naam}'", f"'{naam}' ligt vast; verwacht: {_kort(hoort)}.")


def _kort(waarde: Any) -> str:
    tekst = ", ".join(map(str, waarde)) if isinstance(waarde, tuple) else str(waarde)
    return tekst if len(tekst) < 120 else tekst[:117] + "..."


__all__ = [
    "BEGIN",
    "Melding",
    "Slot",
    "betrokken_rollen",
    "controleer",
    "dag_in_woorden",
    "lengtegrenzen",
    "niet_te_wijzigen",
    "slot",
]
