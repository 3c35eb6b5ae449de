"""A procedure back to the YAML it could have come from: `laad_tekst(als_yaml(p)) == p`. Pure."""

from typing import Any

import yaml

from .tabel import Erbij, Grenzen, Jaardatum, Procedure, Stand, Stap, Termijnsoort, Vast


def als_yaml(procedure: Procedure) -> str:
    """The whole definition as text, keys in the order a person would write them."""
    kop: dict[str, Any] = {"procedure": procedure.code, "versie": procedure.versie, "titel": procedure.titel}
    if procedure.swv:
        kop["eigen"] = {"swv": procedure.swv, "nummer": procedure.nummer}
    kop |= _vol(uitleg=procedure.uitleg, regels=list(procedure.regels))
    kop["begin"] = {"stand": procedure.begin} | _vol(start=list(procedure.start))
    kop["standen"] = [_stand(stand) for stand in procedure.standen]
    kop["stappen"] = [_stap(stap) for stap in procedure.stappen]
    kop |= _vol(termijnen=[_termijn(t) for t in procedure.termijnen])
    tekst: str = yaml.safe_dump(kop, allow_unicode=True, sort_keys=False, width=118)
    return tekst


def _vol(**velden: Any) -> dict[str, Any]:
    """Only what is not empty; 0 and False count as empty."""
    return {naam: waarde for naam, waarde in velden.items() if waarde}


def _stand(stand: Stand) -> dict[str, Any]:
    uit = {"code": stand.code, "naam": stand.naam, "uitleg": stand.uitleg}
    uit |= _vol(openbaar=stand.openbaar, aan_zet=list(stand.aan_zet), termijn=stand.termijn, eind=stand.eind)
    if stand.soort != "bezig":
        uit["soort"] = stand.soort
    return uit if stand.lijn else uit | {"lijn": False}


def _stap(stap: Stap) -> dict[str, Any]:
    lijsten = ("voorwaarden", "waarschuwingen", "start", "stopt", "vervalt", "schort_op", "hervat", "regels")
    uit: dict[str, Any] = {"verb": stap.verb, "naam": stap.naam, "van": list(stap.van), "naar": stap.naar}
    uit |= {"wie": list(stap.wie)} | _vol(wie_mogelijk=list(stap.wie_mogelijk)) | {"zin": stap.zin}
    uit |= _vol(bevestiging=stap.bevestiging, reden_verplicht=stap.reden_verplicht, gevaar=stap.gevaar)
    uit |= _vol(**{naam: list(getattr(stap, naam)) for naam in lijsten})
    if stap.optioneel:
        uit["optioneel"] = {"uitleg": stap.optioneel.uitleg} | _vol(dan=[_erbij(e) for e in stap.optioneel.dan])
    if stap.vast:
        uit["vast"] = _vast(stap.vast)
    berichten = [
        {"code": b.code, "naar": list(b.naar), "tekst": b.tekst}
        | ({"pagina": b.pagina} if b.pagina != "onderwerp" else {})
        for b in stap.berichten
    ]
    return uit | _vol(berichten=berichten, brief=stap.brief, brieven_mogelijk=list(stap.brieven_mogelijk))


def _erbij(erbij: Erbij) -> dict[str, Any]:
    return {"verb": erbij.verb} | _vol(van=list(erbij.van), stopt=list(erbij.stopt), start=list(erbij.start))


def _vast(vast: Vast) -> dict[str, Any]:
    return {"bron": vast.bron, "reden": vast.reden} | _vol(wat=list(vast.wat))


def _termijn(soort: Termijnsoort) -> dict[str, Any]:
    uit: dict[str, Any] = {"code": soort.code, "naam": soort.naam}
    uit |= _vol(weken=soort.weken, dagen=soort.dagen, instelling=soort.instelling, wettelijk=soort.wettelijk)
    uit |= _vol(vrije_dagen=soort.vrije_dagen)
    if soort.vast:
        uit["vast"] = _vast(soort.vast)
    uit |= _vol(vanaf=soort.vanaf, instellen_door=list(soort.instellen_door))
    if soort.jaardatum:
        uit["jaardatum"] = _jaardatum(soort.jaardatum)
    if soort.grenzen != Grenzen():
        uit["grenzen"] = _grenzen(soort.grenzen)
    if soort.verlenging:
        v = soort.verlenging
        uit["verlenging"] = {"wie": list(v.wie)} | ({} if v.dagen is None else {"dagen": v.dagen}) | {"keer": v.keer}
    uit |= _vol(opschorten_door=list(soort.opschorten_door), start_mogelijk=list(soort.start_mogelijk))
    uit |= _vol(
        waarschuw=[{"dagen": w.dagen, "rollen": list(w.rollen)} | _vol(tekst=w.tekst) for w in soort.waarschuw],
        regels=list(soort.regels),
    )
    return uit


def _jaardatum(datum: Jaardatum) -> dict[str, int]:
    return {"maand": datum.maand, "dag": datum.dag, "jaar": datum.jaar}


def _grenzen(grenzen: Grenzen) -> dict[str, Any]:
    uit: dict[str, Any] = {}
    for naam in ("minstens", "hoogstens"):
        if getattr(grenzen, naam) is not None:
            uit[naam] = getattr(grenzen, naam)
    for naam in ("vroegst", "laatst"):
        if getattr(grenzen, naam):
            uit[naam] = _jaardatum(getattr(grenzen, naam))
    return uit | {"bron": grenzen.bron}
