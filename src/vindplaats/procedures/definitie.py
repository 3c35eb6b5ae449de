"""The loader of a procedure: from the YAML file to the dataclasses of `tabel`. No Django.

The keys of a file are explained in docs/ontwikkelen/procedures.md. Mistakes raise `DefinitieFout` (file, line, expected).
"""

from pathlib import Path
from typing import Any

from vindplaats.kern.definitiebestand import Veldlezer, lees_bestand, lees_tekst
from vindplaats.kern.termijnen import SCHUIFT, TELLEN_NIET

from . import definitie_ruimte as ruimte
from .samenvoegen import fouten_in
from .tabel import (
    LENGTE,
    Erbij,
    Procedure,
    Stand,
    Stap,
    Termijnsoort,
    Verlenging,
    Waarschuwing,
    bereikbaar,
)

__all__ = [
    "Procedure",
    "Stand",
    "Stap",
    "Termijnsoort",
    "Verlenging",
    "Waarschuwing",
    "bereikbaar",
    "laad",
    "laad_tekst",
]

SOORTEN = frozenset({"neutraal", "bezig", "goed", "aandacht", "fout"})
INSTELLINGEN = frozenset({"datum", "dagen"})
ELKE = "*"
BEGIN = "begin"


def laad(pad: Path) -> Procedure:
    """Load and check one definition file."""
    return _lees(lees_bestand(pad))


def laad_tekst(tekst: str, naam: str = "procedure") -> Procedure:
    """Load and check a procedure from text (a test, an own version of an SWV)."""
    return _lees(lees_tekst(tekst, naam))


# --- reading the file ------------------------------------------------------------------------------------------------


def _lees(bron: Veldlezer) -> Procedure:
    plek: dict[str, Veldlezer] = {}
    standen = tuple(_stand(s, plek) for s in bron.lijst("standen"))
    begin = bron.deel("begin")
    if begin is None:
        bron.mis("'begin' ontbreekt; verwacht 'begin: {stand: ..., start: [...]}'")
    procedure = Procedure(
        code=bron.code("procedure"),
        versie=bron.geheel("versie", verplicht=True) or 0,
        titel=bron.tekst("titel"),
        uitleg=bron.tekst("uitleg", standaard=""),
        begin=begin.code("stand") if begin else "",
        start=begin.teksten("start") if begin else (),
        standen=standen,
        stappen=tuple(_stap(s, standen, plek) for s in bron.lijst("stappen")),
        termijnen=tuple(_termijn(t, plek) for t in bron.lijst("termijnen", verplicht=False)),
        regels=bron.teksten("regels"),
        **_van_wie(bron.deel("eigen")),
    )
    if begin:
        begin.klaar()
    _controleer_standen(procedure, bron, plek)
    _controleer_stappen(procedure, bron, plek)
    _controleer_termijnen(procedure, plek)
    bron.klaar()
    bron.eis_goed()
    return procedure


def _van_wie(bron: Veldlezer | None) -> dict[str, Any]:
    """Whose own version it is: `eigen: {swv, nummer}`; absent in the versions of the house."""
    if bron is None:
        return {}
    uit = {"swv": bron.tekst("swv"), "nummer": bron.geheel("nummer", verplicht=True) or 0}
    bron.klaar()
    return uit


_rollen = ruimte.rollen


def _stand(bron: Veldlezer, plek: dict[str, Veldlezer]) -> Stand:
    stand = Stand(
        code=bron.code("code"),
        naam=bron.tekst("naam"),
        uitleg=bron.tekst("uitleg"),
        eind=bron.ja_nee("eind"),
        openbaar=bron.tekst("openbaar", standaard=""),
        soort=bron.keuze("soort", SOORTEN, standaard="bezig"),
        aan_zet=_rollen(bron, "aan_zet"),
        termijn=bron.code("termijn", standaard=""),
        lijn=bron.ja_nee("lijn", standaard=True),
    )
    _onthoud(plek, f"stand '{stand.code}'", bron)
    bron.klaar()
    return stand


def _van(bron: Veldlezer, standen: tuple[Stand, ...]) -> tuple[str, ...]:
    """The states of `van`; `*` is every state that is not an end and not the one the step goes to."""
    if bron.waarde("van") == ELKE:
        return tuple(stand.code for stand in standen if not stand.eind and stand.code != bron.waarde("naar"))
    return bron.teksten("van", verplicht=True)


def _stap(bron: Veldlezer, standen: tuple[Stand, ...], plek: dict[str, Veldlezer]) -> Stap:
    stap = Stap(
        verb=bron.code("verb"),
        naam=bron.tekst("naam"),
        van=_van(bron, standen),
        naar=bron.code("naar"),
        wie=_rollen(bron, "wie", verplicht=True, systeem=True),
        zin=bron.tekst("zin"),
        bevestiging=bron.tekst("bevestiging", standaard=""),
        voorwaarden=bron.teksten("voorwaarden"),
        waarschuwingen=bron.teksten("waarschuwingen"),
        reden_verplicht=bron.ja_nee("reden_verplicht"),
        gevaar=bron.ja_nee("gevaar"),
        start=bron.teksten("start"),
        stopt=bron.teksten("stopt"),
        vervalt=bron.teksten("vervalt"),
        schort_op=bron.teksten("schort_op"),
        hervat=bron.teksten("hervat"),
        regels=bron.teksten("regels"),
        wie_mogelijk=_rollen(bron, "wie_mogelijk"),
        optioneel=ruimte.optioneel(bron.deel("optioneel")),
        vast=ruimte.vast(bron, termijn=False),
        berichten=ruimte.berichten(bron),
        brief=bron.tekst("brief", standaard=""),
        brieven_mogelijk=bron.teksten("brieven_mogelijk"),
    )
    for stand in stap.van:
        _onthoud(plek, f"stap '{stap.verb}' vanuit stand '{stand}'", bron)
    plek.setdefault(f"verb {stap.verb}", bron)
    bekend = {stand.code for stand in standen}
    for veld, codes in (("van", stap.van), ("naar", (stap.naar,))):
        for code in codes:
            if code and code not in bekend:
                bron.mis_bij(veld, f"stand '{code}' bestaat niet; verwacht een van: {', '.join(sorted(bekend))}")
    bron.klaar()
    return stap


def _termijn(bron: Veldlezer, plek: dict[str, Veldlezer]) -> Termijnsoort:
    termijn = Termijnsoort(
        code=bron.code("code"),
        naam=bron.tekst("naam"),
        weken=bron.geheel("weken") or 0,
        dagen=bron.geheel("dagen") or 0,
        instelling=bron.keuze("instelling", INSTELLINGEN, standaard=""),
        wettelijk=bron.ja_nee("wettelijk"),
        vast=ruimte.vast(bron, termijn=True),
        vanaf=bron.code("vanaf", standaard=""),
        instellen_door=_rollen(bron, "instellen_door"),
        waarschuw=tuple(_waarschuwing(w) for w in bron.lijst("waarschuw", verplicht=False)),
        verlenging=_verlenging(bron.deel("verlenging")),
        opschorten_door=_rollen(bron, "opschorten_door"),
        regels=bron.teksten("regels"),
        jaardatum=ruimte.jaardatum(bron.deel("jaardatum")),
        grenzen=ruimte.grenzen(bron.deel("grenzen")),
        start_mogelijk=bron.teksten("start_mogelijk"),
        vrije_dagen=bron.keuze("vrije_dagen", {"", SCHUIFT, TELLEN_NIET}, standaard=""),
    )
    _onthoud(plek, f"termijn '{termijn.code}'", bron)
    _controleer_lengte(termijn, bron)
    bron.klaar()
    return termijn


def _controleer_lengte(termijn: Termijnsoort, bron: Veldlezer) -> None:
    lengte = bool(termijn.weken or termijn.dagen)
    if lengte == bool(termijn.instelling):
        bron.mis(
            f"termijn '{termijn.code}' heeft een lengte (weken, dagen) of een 'instelling' nodig, precies een van beide"
        )
    if termijn.weken < 0 or termijn.dagen < 0:
        bron.mis(f"termijn '{termijn.code}': een lengte kan niet negatief zijn")
    if termijn.jaardatum and termijn.instelling != "datum":
        bron.mis_bij("jaardatum", f"termijn '{termijn.code}': een jaardatum hoort bij 'instelling: datum'")
    if termijn.vast and termijn.instelling and termijn.vast.houdt(LENGTE):
        bron.mis_bij("vast", f"termijn '{termijn.code}' is vast en heeft toch een instelling; kies een van beide")
    if termijn.instelling and not termijn.instellen_door:
        bron.mis(f"termijn '{termijn.code}' heeft een instelling; verwacht 'instellen_door' met rollen van het verband")
    if termijn.wettelijk and not termijn.regels:
        bron.mis(f"termijn '{termijn.code}' is wettelijk; verwacht 'regels' met het nummer in law.md")
    if termijn.vrije_dagen and (termijn.wettelijk or termijn.instelling == "datum"):
        bron.mis_bij(
            "vrije_dagen",
            f"termijn '{termijn.code}': vrije dagen van de kalender tellen alleen bij een lengte die niet wettelijk is",
        )


def _waarschuwing(bron: Veldlezer) -> Waarschuwing:
    dagen = bron.geheel("dagen", verplicht=True)
    tekst = bron.tekst("tekst", standaard="")
    for zin in fouten_in(tekst) if tekst else ():
        bron.mis_bij("tekst", zin)
    waarschuwing = Waarschuwing(dagen or 0, _rollen(bron, "rollen", verplicht=True), tekst)
    bron.klaar()
    return waarschuwing


def _verlenging(bron: Veldlezer | None) -> Verlenging | None:
    if bron is None:
        return None
    weken, dagen = bron.geheel("weken"), bron.geheel("dagen")
    hoogstens = None if weken is None and dagen is None else 7 * (weken or 0) + (dagen or 0)
    verlenging = Verlenging(_rollen(bron, "wie", verplicht=True), hoogstens, bron.geheel("keer") or 1)
    bron.klaar()
    return verlenging


# --- does it hang together -------------------------------------------------------------------------------------------


def _onthoud(plek: dict[str, Veldlezer], wat: str, bron: Veldlezer) -> None:
    """Remember where something stands in the file; a second one of the same name is a mistake."""
    if wat in plek:
        bron.mis(f"{wat} komt twee keer voor; de eerste staat op regel {plek[wat].regel}")
    plek.setdefault(wat, bron)


def _controleer_standen(procedure: Procedure, bron: Veldlezer, plek: dict[str, Veldlezer]) -> None:
    codes = [stand.code for stand in procedure.standen]
    if procedure.begin and procedure.begin not in codes:
        bron.mis_bij("begin", f"stand '{procedure.begin}' bestaat niet; verwacht een van: {', '.join(codes)}")
    te_bereiken = bereikbaar(procedure.begin, procedure.stappen)
    for stand in procedure.standen:
        wat = f"stand '{stand.code}'"
        if stand.code not in te_bereiken:
            plek[wat].mis(f"{wat} is met geen enkele stap te bereiken; verwacht een stap met 'naar: {stand.code}'")
        if not stand.eind and all(stap.naar == stand.code for stap in procedure.stappen_van(stand.code)):
            plek[wat].mis(f"{wat} loopt dood; verwacht een stap die eruit gaat of 'eind: true'")


def _controleer_stappen(procedure: Procedure, bron: Veldlezer, plek: dict[str, Veldlezer]) -> None:
    bekend = {termijn.code for termijn in procedure.termijnen}
    noemers = [(bron, procedure.start)]
    noemers += [(plek[f"stand '{stand.code}'"], (stand.termijn,)) for stand in procedure.standen if stand.termijn]
    noemers += [
        (plek[f"verb {stap.verb}"], stap.start + stap.stopt + stap.vervalt + stap.schort_op + stap.hervat)
        for stap in procedure.stappen
    ]
    for stap in procedure.stappen:
        for erbij in stap.optioneel.dan if stap.optioneel else ():
            _controleer_erbij(procedure, stap, erbij, plek[f"verb {stap.verb}"])
            noemers.append((plek[f"verb {stap.verb}"], erbij.stopt + erbij.start))
    for plaats, codes in noemers:
        for code in codes:
            if code not in bekend:
                plaats.mis(f"termijn '{code}' bestaat niet; bekend zijn: {', '.join(sorted(bekend)) or 'geen'}")


def _controleer_erbij(procedure: Procedure, stap: Stap, erbij: Erbij, plaats: Veldlezer) -> None:
    if erbij.verb not in procedure.verbs or erbij.verb == stap.verb:
        plaats.mis(f"'optioneel' van stap '{stap.verb}' noemt stap '{erbij.verb}', die er niet (als andere stap) is")
    for code in erbij.van:
        if code not in {stand.code for stand in procedure.standen}:
            plaats.mis(f"'optioneel' van stap '{stap.verb}' noemt stand '{code}', die niet bestaat")


def _controleer_termijnen(procedure: Procedure, plek: dict[str, Veldlezer]) -> None:
    codes = {termijn.code for termijn in procedure.termijnen}
    gestart = set(procedure.start) | {code for stap in procedure.stappen for code in stap.start}
    gestopt = {code for stap in procedure.stappen for code in stap.stopt + stap.vervalt}
    for termijn in procedure.termijnen:
        wat = f"termijn '{termijn.code}'"
        if termijn.code not in gestart:
            plek[wat].mis(
                f"{wat} wordt nergens gestart; verwacht een stap (of het begin) met 'start: [{termijn.code}]'"
            )
        if termijn.code not in gestopt:
            plek[wat].mis(f"{wat} wordt nergens gestopt; verwacht een stap met 'stopt: [{termijn.code}]'")
        for verb in termijn.start_mogelijk:
            if verb != BEGIN and verb not in procedure.verbs:
                plek[wat].mis(f"{wat} kan beginnen bij stap '{verb}', maar die bestaat niet")
        if termijn.vanaf and termijn.vanaf not in codes:
            plek[wat].mis(f"{wat} volgt op '{termijn.vanaf}', maar die bestaat niet")
