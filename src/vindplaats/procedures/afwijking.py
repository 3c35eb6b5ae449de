"""What an SWV changed in a procedure, and the procedure that comes out of it. Pure.

The changes are plain data (JSON), by key of the row: `{"termijnen": {code: {...}}, "stappen": {key: {...}}}`. A term knows
`weken`, `dagen`, `jaardatum`, `waarschuw`, `start`; a step `wie`, `uit`, `reden_verplicht`, `berichten`. What is not in the data
is as in the version of the house. Whether it is allowed is asked of `ruimte`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vindplaats.toegang.rollen import SYSTEEM

from .tabel import (
    Bericht,
    Erbij,
    Jaardatum,
    Procedure,
    Stand,
    Stap,
    Termijnsoort,
    Waarschuwing,
    bereikbaar,
)

BEGIN = "begin"
Afwijkingen = Mapping[str, Any]


def pas_toe(basis: Procedure, afwijkingen: Afwijkingen, *, swv: str = "", nummer: int = 0) -> Procedure:
    """The procedure of the house with these changes on top. Never raises: rows that do not exist are left out."""
    per_stap: Mapping[str, Any] = afwijkingen.get("stappen", {})
    per_termijn: Mapping[str, Any] = afwijkingen.get("termijnen", {})
    sleutels = basis.sleutels
    aan = [(k, stap) for k, stap in sleutels.items() if not (stap.optioneel and per_stap.get(k, {}).get("uit"))]
    uit = [stap for k, stap in sleutels.items() if k not in dict(aan)]
    stappen = [_stap(stap, per_stap.get(k, {})) for k, stap in aan]
    for weg in uit:
        stappen = [_met(stap, weg) for stap in stappen]
    termijnen = [_termijn(t, per_termijn.get(t.code, {})) for t in basis.termijnen]
    start, stappen = _starten(basis.start, stappen, per_termijn)
    eigen = replace(
        basis, stappen=tuple(stappen), termijnen=tuple(termijnen), start=start, swv=swv or basis.swv, nummer=nummer
    )
    eigen = _gesnoeid(eigen) if uit else eigen
    return replace(eigen, standen=tuple(_aan_zet(stand, basis, eigen) for stand in eigen.standen))


def _aan_zet(stand: Stand, basis: Procedure, eigen: Procedure) -> Stand:
    """At turn stays only who can still do something there; when nobody is left, it is whoever can take the next step."""
    if not stand.aan_zet:
        return stand
    kon = {rol for stap in basis.stappen_van(stand.code) for rol in stap.wie}
    kan = {rol for stap in eigen.stappen_van(stand.code) for rol in stap.wie}
    blijft = tuple(rol for rol in stand.aan_zet if rol in kan or rol not in kon)
    if not blijft:
        verder = [stap for stap in eigen.stappen_van(stand.code) if not stap.gevaar]
        blijft = tuple(dict.fromkeys(rol for stap in verder for rol in stap.wie if rol != SYSTEEM))
    return replace(stand, aan_zet=blijft)


def _stap(stap: Stap, anders: Mapping[str, Any]) -> Stap:
    """One step with its changes."""
    berichten: Mapping[str, Any] = anders.get("berichten", {})
    return replace(
        stap,
        wie=tuple(anders.get("wie", stap.wie)),
        reden_verplicht=bool(anders.get("reden_verplicht", stap.reden_verplicht)),
        brief=str(anders.get("brief", stap.brief)),
        berichten=tuple(
            Bericht(
                b.code,
                tuple(berichten.get(b.code, {}).get("naar", b.naar)),
                berichten.get(b.code, {}).get("tekst", b.tekst),
                b.pagina,
            )
            for b in stap.berichten
            if not berichten.get(b.code, {}).get("uit")
        ),
    )


def _met(stap: Stap, weg: Stap) -> Stap:
    """A step after another one was left out: it takes over what the table says it takes over."""
    for erbij in weg.optioneel.dan if weg.optioneel else ():
        if erbij.verb == stap.verb:
            stap = _neem_over(stap, erbij)
    return stap


def _neem_over(stap: Stap, erbij: Erbij) -> Stap:
    def samen(eerst: tuple[str, ...], dan: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*eerst, *dan)))

    return replace(
        stap,
        van=samen(stap.van, erbij.van),
        stopt=samen(stap.stopt, erbij.stopt),
        start=samen(stap.start, erbij.start),
    )


def _termijn(soort: Termijnsoort, anders: Mapping[str, Any]) -> Termijnsoort:
    """One term with its changes."""
    if "weken" in anders or "dagen" in anders:
        soort = replace(soort, weken=int(anders.get("weken", 0)), dagen=int(anders.get("dagen", 0)))
    if "jaardatum" in anders:
        soort = replace(soort, jaardatum=lees_jaardatum(anders["jaardatum"]))
    if "waarschuw" in anders:
        rijen = tuple(Waarschuwing(w["dagen"], tuple(w["rollen"]), w.get("tekst", "")) for w in anders["waarschuw"])
        soort = replace(soort, waarschuw=rijen)
    return soort


def lees_jaardatum(waarde: Mapping[str, int] | None) -> Jaardatum | None:
    """`{"maand", "dag", "jaar"}` as a day of the year; None stays None."""
    return Jaardatum(waarde["maand"], waarde["dag"], waarde.get("jaar", 0)) if waarde else None


def _starten(
    start: tuple[str, ...], stappen: list[Stap], per_termijn: Mapping[str, Any]
) -> tuple[tuple[str, ...], list[Stap]]:
    """Let terms start at the steps the SWV chose."""
    for code, anders in per_termijn.items():
        if "start" not in anders:
            continue
        gekozen = set(anders["start"])
        start = _met_of_zonder(start, code, BEGIN in gekozen)
        stappen = [replace(s, start=_met_of_zonder(s.start, code, s.verb in gekozen)) for s in stappen]
    return start, stappen


def _met_of_zonder(codes: tuple[str, ...], code: str, met: bool) -> tuple[str, ...]:
    kaal = tuple(c for c in codes if c != code)
    if not met:
        return kaal
    return codes if code in codes else (*kaal, code)


def _gesnoeid(procedure: Procedure) -> Procedure:
    """Without the states nobody can reach any more, and without the terms that are never started."""
    over = bereikbaar(procedure.begin, procedure.stappen)
    stappen = [
        replace(stap, van=tuple(v for v in stap.van if v in over))
        for stap in procedure.stappen
        if any(v in over for v in stap.van)
    ]
    gestart = {code for stap in stappen for code in stap.start} | set(procedure.start)
    termijnen = tuple(t for t in procedure.termijnen if t.code in gestart)
    codes = {t.code for t in termijnen}

    def alleen(lijst: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(code for code in lijst if code in codes)

    return replace(
        procedure,
        standen=tuple(
            replace(stand, termijn=stand.termijn if stand.termijn in codes else "")
            for stand in procedure.standen
            if stand.code in over
        ),
        stappen=tuple(
            replace(
                stap,
                start=alleen(stap.start),
                stopt=alleen(stap.stopt),
                vervalt=alleen(stap.vervalt),
                schort_op=alleen(stap.schort_op),
                hervat=alleen(stap.hervat),
                optioneel=_dan_over(stap, {s.verb for s in stappen}, over, codes),
            )
            for stap in stappen
        ),
        termijnen=tuple(replace(t, start_mogelijk=tuple(v for v in t.start_mogelijk if v == BEGIN or v in {s.verb for s in stappen})) for t in termijnen),
    )  # fmt: skip


def _dan_over(stap: Stap, verbs: set[str], standen: frozenset[str], termijnen: set[str]) -> Any:
    """What is left of `dan` of an optional step when rows it names have gone."""
    if stap.optioneel is None:
        return None
    dan = tuple(
        Erbij(
            e.verb,
            tuple(v for v in e.van if v in standen),
            tuple(t for t in e.stopt if t in termijnen),
            tuple(t for t in e.start if t in termijnen),
        )
        for e in stap.optioneel.dan
        if e.verb in verbs
    )
    return replace(stap.optioneel, dan=dan)


def afwijkingen_uit(basis: Procedure, eigen: Procedure) -> dict[str, Any]:
    """The changes that make `eigen` out of `basis`, as far as they are of a kind that can be changed (import of a file)."""
    uit: dict[str, Any] = {"termijnen": {}, "stappen": {}}
    eigen_stappen = eigen.sleutels
    for sleutel, stap in basis.sleutels.items():
        anders = _anders_stap(stap, eigen_stappen.get(sleutel))
        if anders:
            uit["stappen"][sleutel] = anders
    for soort in basis.termijnen:
        if eigen.heeft_termijn(soort.code):
            anders = _anders_termijn(soort, eigen.termijn(soort.code))
            if soort.start_mogelijk and starters(basis, soort.code) != starters(eigen, soort.code):
                anders["start"] = sorted(starters(eigen, soort.code))
            if anders:
                uit["termijnen"][soort.code] = anders
    return {deel: rijen for deel, rijen in uit.items() if rijen}


def starters(procedure: Procedure, termijn: str) -> frozenset[str]:
    """The verbs (or `begin`) at which a term starts."""
    verbs = {stap.verb for stap in procedure.stappen if termijn in stap.start}
    return frozenset(verbs | ({BEGIN} if termijn in procedure.start else set()))


def _anders_stap(stap: Stap, eigen: Stap | None) -> dict[str, Any]:
    if eigen is None:  # one that is gone because another is off comes back out of `pas_toe` by itself
        return {"uit": True} if stap.optioneel else {}
    anders: dict[str, Any] = {}
    if set(eigen.wie) != set(stap.wie):
        anders["wie"] = list(eigen.wie)
    if eigen.reden_verplicht != stap.reden_verplicht:
        anders["reden_verplicht"] = eigen.reden_verplicht
    if eigen.brief != stap.brief:
        anders["brief"] = eigen.brief
    per_code = {b.code: b for b in eigen.berichten}
    berichten: dict[str, Any] = {}
    for bericht in stap.berichten:
        ander = per_code.get(bericht.code)
        if ander is None:
            berichten[bericht.code] = {"uit": True}
            continue
        los: dict[str, Any] = {}
        if ander.tekst != bericht.tekst:
            los["tekst"] = ander.tekst
        if set(ander.naar) != set(bericht.naar):
            los["naar"] = list(ander.naar)
        if los:
            berichten[bericht.code] = los
    return anders | ({"berichten": berichten} if berichten else {})


def _anders_termijn(soort: Termijnsoort, eigen: Termijnsoort) -> dict[str, Any]:
    anders: dict[str, Any] = {}
    if (eigen.weken, eigen.dagen) != (soort.weken, soort.dagen):
        anders |= {"weken": eigen.weken, "dagen": eigen.dagen}
    if eigen.jaardatum != soort.jaardatum:
        j = eigen.jaardatum
        anders["jaardatum"] = {"maand": j.maand, "dag": j.dag, "jaar": j.jaar} if j else None
    if eigen.waarschuw != soort.waarschuw:
        anders["waarschuw"] = [
            {"dagen": w.dagen, "rollen": list(w.rollen)} | ({"tekst": w.tekst} if w.tekst else {})
            for w in eigen.waarschuw
        ]
    return anders
