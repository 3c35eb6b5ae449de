"""A try-out of a procedure: the same sums and the same rules as the engine, on nothing real. Pure.

A trail is a list of deeds: take a step in a role, move the clock, extend, suspend or resume a term. `speel` plays it from the
start and gives what a person would see. Nothing is stored and nothing is sent. A test walks the engine and this side by side.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vindplaats.kern.opmaak import datum_zonder_dag, over_dagen
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

from . import rules
from .samenvoegen import VOORBEELD, briefnaam, voeg_samen
from .tabel import Procedure, Stap, Termijnsoort, Waarschuwing

STAP, KLOK, VERLENG, SCHORS, HERVAT = "stap", "klok", "verleng", "schors", "hervat"
MEEST_DADEN, MEEST_DAGEN = 60, 1500
HERINNERING = "{{termijn}}: uiterlijk {{uiterlijk}} ({{over}}). {{zaak}}"


@dataclass
class Proeftermijn:
    """A term in the try-out, with the same fields as a real one."""

    code: str
    naam: str
    begin: dt.date
    eind: dt.date | None = None
    uitleg: tuple[str, ...] = ()
    stand: str = rules.LOPEND
    opgeschort_op: dt.date | None = None
    opgeschort_dagen: int = 0
    verlengd_dagen: int = 0
    verlengd_keer: int = 0
    opnieuw: bool = False

    @property
    def loopt(self) -> bool:
        return self.stand in rules.OPEN_STANDEN


@dataclass(frozen=True)
class Regel:
    """One line of what happened: the day, what kind (stap, bericht, brief, herinnering, klok, termijn), to whom, in which words."""

    dag: dt.date
    soort: str
    zin: str
    rollen: tuple[str, ...] = ()


@dataclass
class Proef:
    """Where the try-out is now."""

    tabel: Procedure
    schooljaar: Schooljaar
    dag: dt.date
    stand: str
    gezet: Mapping[str, Iterable[rules.Instelling]] = field(default_factory=dict)
    vrij: Mapping[dt.date, str] = field(default_factory=dict)
    termijnen: list[Proeftermijn] = field(default_factory=list)
    regels: list[Regel] = field(default_factory=list)
    gestuurd: set[tuple[str, str, int]] = field(default_factory=set)
    fouten: list[str] = field(default_factory=list)

    def lopend(self, code: str) -> Proeftermijn | None:
        """The running (or suspended) term with this code."""
        return next((t for t in self.termijnen if t.code == code and t.loopt), None)

    @property
    def knoppen(self) -> dict[str, tuple[Stap, ...]]:
        """Per role the steps it can take now; roles that can do nothing are left out."""
        rollen = dict.fromkeys(rol for stap in self.tabel.stappen for rol in stap.wie)
        per_rol = {rol: rules.stappen_voor(self.tabel, self.stand, rol) for rol in rollen}
        return {rol: stappen for rol, stappen in per_rol.items() if stappen}


def speel(
    tabel: Procedure,
    begin: dt.date,
    schooljaar: Schooljaar,
    daden: Iterable[Mapping[str, Any]] = (),
    gezet: Mapping[str, Iterable[rules.Instelling]] | None = None,
    vrij: Mapping[dt.date, str] | None = None,
) -> Proef:
    """Play a trail from the first day. A deed that cannot be done is told in `fouten` and changes nothing."""
    proef = Proef(tabel, schooljaar, begin, tabel.begin, gezet or {}, vrij or {})
    proef.regels.append(Regel(begin, STAP, f"{tabel.titel} geopend."))
    _start(proef, tabel.start)
    _herinner(proef)
    for daad in list(daden)[:MEEST_DADEN]:
        soort = daad.get("soort")
        if soort == STAP:
            _stap(proef, str(daad.get("verb", "")), str(daad.get("rol", "")))
        elif soort == KLOK:
            _klok(proef, daad.get("dag"))
        elif soort in {VERLENG, SCHORS, HERVAT}:
            _bijstellen(proef, str(soort), str(daad.get("termijn", "")), str(daad.get("rol", "")))
        _herinner(proef)
    return proef


# --- deeds -----------------------------------------------------------------------------------------------------------


def _stap(proef: Proef, verb: str, rol: str) -> None:
    stap = proef.tabel.stap(proef.stand, verb)
    if stap is None or rol not in stap.wie:
        proef.fouten.append(f"De stap '{verb}' kan hier niet in deze rol. Er is niets veranderd.")
        return
    proef.stand = stap.naar
    proef.regels.append(Regel(proef.dag, STAP, stap.zin, (rol,)))
    for code in stap.schort_op:
        _sta_stil(proef, proef.lopend(code))
    for code in stap.hervat:
        _ga_verder(proef, proef.lopend(code))
    for code in stap.stopt:
        termijn = proef.lopend(code)
        if termijn:
            _ga_verder(proef, termijn)
            termijn.stand = rules.afloop(termijn.eind, proef.dag)
    for code in stap.vervalt:
        termijn = proef.lopend(code)
        if termijn:
            termijn.stand = rules.VERVALLEN
    _start(proef, stap.start)
    waarden = waarden_van(proef, stap.naam)
    for bericht in stap.berichten:
        proef.regels.append(Regel(proef.dag, "bericht", voeg_samen(bericht.tekst, waarden), bericht.naar))
    if stap.brief:
        proef.regels.append(Regel(proef.dag, "brief", f"Brief gemaakt: {briefnaam(stap.brief)}."))


def _klok(proef: Proef, dag: Any) -> None:
    """Move the clock day by day, so that every reminder goes out on its own day, as the nightly job would do."""
    try:
        naar = dag if isinstance(dag, dt.date) else dt.date.fromisoformat(str(dag))
    except ValueError:
        proef.fouten.append("Kies een geldige datum voor de klok.")
        return
    if naar <= proef.dag or (naar - proef.dag).days > MEEST_DAGEN:
        proef.fouten.append("Kies een dag na vandaag in de proef, hoogstens vier jaar verder.")
        return
    proef.regels.append(Regel(naar, KLOK, f"De klok gaat naar {datum_zonder_dag(naar)}."))
    plek = len(proef.regels) - 1
    for _ in range((naar - proef.dag).days):
        proef.dag += dt.timedelta(days=1)
        _herinner(proef)
    proef.regels.append(proef.regels.pop(plek))


def _bijstellen(proef: Proef, soort: str, code: str, rol: str) -> None:
    termijn = proef.lopend(code)
    if termijn is None:
        proef.fouten.append("Deze termijn loopt nu niet.")
        return
    tabelrij = proef.tabel.termijn(code)
    mag = tabelrij.verlenging.wie if soort == VERLENG and tabelrij.verlenging else tabelrij.opschorten_door
    if rol not in mag or (soort == VERLENG and tabelrij.verlenging is None):
        proef.fouten.append(f"De termijn '{tabelrij.naam}' bijstellen kan niet in deze rol.")
        return
    if soort == SCHORS:
        _sta_stil(proef, termijn)
    elif soort == HERVAT:
        _ga_verder(proef, termijn)
    else:
        _verleng(proef, termijn, tabelrij)
    woord = {SCHORS: "staat stil", HERVAT: "loopt weer", VERLENG: "is verlengd"}[soort]
    proef.regels.append(Regel(proef.dag, "termijn", f"De termijn '{termijn.naam}' {woord}.", (rol,)))


def _verleng(proef: Proef, termijn: Proeftermijn, soort: Termijnsoort) -> None:
    verlenging = soort.verlenging
    if verlenging is None or termijn.verlengd_keer >= verlenging.keer:
        proef.fouten.append(f"De termijn '{termijn.naam}' kan niet (nog eens) verlengd worden.")
        return
    termijn.verlengd_keer += 1
    termijn.verlengd_dagen += verlenging.dagen if verlenging.dagen is not None else 28
    _reken(proef, termijn)


# --- terms, as the engine does it ------------------------------------------------------------------------------------


def _start(proef: Proef, codes: Iterable[str]) -> None:
    for code in codes:
        if proef.lopend(code):
            continue
        soort = proef.tabel.termijn(code)
        vorige = [t for t in proef.termijnen if t.code == soort.vanaf] if soort.vanaf else []
        begin = vorige[-1].eind if vorige and vorige[-1].eind else proef.dag
        eerder = any(t.code == code for t in proef.termijnen)
        termijn = Proeftermijn(code, soort.naam, begin or proef.dag, opnieuw=eerder)
        proef.termijnen.append(termijn)
        _reken(proef, termijn)


def _reken(proef: Proef, termijn: Proeftermijn) -> None:
    soort = proef.tabel.termijn(termijn.code)
    uitkomst = rules.bereken(
        soort,
        termijn.begin,
        instellingen=proef.gezet.get(termijn.code, ()),
        verlengd=termijn.verlengd_dagen,
        opgeschort=termijn.opgeschort_dagen,
        opnieuw=termijn.opnieuw,
        jaardag=soort.jaardatum.op(proef.schooljaar) if soort.jaardatum else None,
        vrij=proef.vrij if soort.vrije_dagen else {},
    )
    termijn.eind, termijn.uitleg = uitkomst.laatste_dag, uitkomst.uitleg


def _sta_stil(proef: Proef, termijn: Proeftermijn | None) -> None:
    if termijn and termijn.stand == rules.LOPEND:
        termijn.stand, termijn.opgeschort_op = rules.OPGESCHORT, proef.dag


def _ga_verder(proef: Proef, termijn: Proeftermijn | None) -> None:
    if termijn is None or termijn.opgeschort_op is None:
        return
    stil = max((proef.dag - termijn.opgeschort_op).days, 0)
    termijn.opgeschort_dagen += stil
    termijn.stand, termijn.opgeschort_op = rules.LOPEND, None
    if proef.tabel.termijn(termijn.code).instelling == "datum":
        termijn.eind = termijn.eind + dt.timedelta(days=stil) if termijn.eind else None
    else:
        _reken(proef, termijn)


def _herinner(proef: Proef) -> None:
    """The reminders of this day, each once per term, last day and moment."""
    for termijn in proef.termijnen:
        if termijn.stand != rules.LOPEND or termijn.eind is None:
            continue
        waarschuwing = rules.herinnering(proef.tabel.termijn(termijn.code), termijn.eind, proef.dag)
        if waarschuwing is None:
            continue
        sleutel = (f"{termijn.code}:{termijn.begin}", termijn.eind.isoformat(), waarschuwing.dagen)
        if sleutel not in proef.gestuurd:
            proef.gestuurd.add(sleutel)
            zin = herinneringstekst(proef, termijn, waarschuwing)
            proef.regels.append(Regel(proef.dag, "herinnering", zin, waarschuwing.rollen))


def herinneringstekst(proef: Proef, termijn: Proeftermijn, waarschuwing: Waarschuwing) -> str:
    """The words of a reminder in the try-out."""
    eind = termijn.eind or proef.dag
    waarden = waarden_van(proef, "") | {
        "termijn": termijn.naam,
        "uiterlijk": datum_zonder_dag(eind),
        "over": over_dagen(eind, proef.dag),
    }
    return voeg_samen(waarschuwing.tekst or HERINNERING, waarden)


def waarden_van(proef: Proef, stap: str) -> dict[str, str]:
    """The merge fields of the try-out: an invented board, the real terms."""
    stand = proef.tabel.stand(proef.stand)
    termijn = proef.lopend(stand.termijn) if stand.termijn else None
    eind = termijn.eind if termijn else None
    return {
        **VOORBEELD,
        "zaak": f"{proef.tabel.titel} {proef.schooljaar}",
        "schooljaar": str(proef.schooljaar),
        "stap": stap,
        "stand": stand.naam,
        "procedure": proef.tabel.titel,
        "termijn": termijn.naam if termijn else "",
        "uiterlijk": datum_zonder_dag(eind) if eind else "",
        "over": over_dagen(eind, proef.dag) if eind else "",
    }


# --- walk everything -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bevinding:
    """Something found while walking everything: `ernst` is fout (cannot go on), aandacht (look at it) or goed."""

    ernst: str
    zin: str


def loop_alles_na(tabel: Procedure) -> list[Bevinding]:
    """Walk every road through a procedure: can every state be reached and left, do terms run and end, does someone hear it."""
    toestanden = _alle_toestanden(tabel)
    uit = [*_standen(tabel, toestanden), *_termijnen(tabel, toestanden), *_mensen(tabel)]
    if not any(b.ernst == "fout" for b in uit):
        wegen = f"{len(toestanden)} toestanden" if len(toestanden) != 1 else "1 toestand"
        uit.insert(0, Bevinding("goed", f"Alle {len(tabel.standen)} standen zijn te bereiken en nergens loopt de weg dood ({wegen} bekeken)."))  # fmt: skip
    return uit


Toestand = tuple[str, frozenset[str]]


def _alle_toestanden(tabel: Procedure) -> dict[Toestand, str]:
    """Every combination of a state and the terms that run there, with the last step of a road that leads to it."""
    eerste: Toestand = (tabel.begin, frozenset(tabel.start))
    gezien: dict[Toestand, str] = {eerste: "het begin"}
    rand = [eerste]
    while rand and len(gezien) < 5000:
        stand, lopend = rand.pop()
        for stap in tabel.stappen_van(stand):
            naar = (stap.naar, (lopend - set(stap.stopt) - set(stap.vervalt)) | set(stap.start))
            if naar not in gezien:
                gezien[naar] = f"'{stap.naam}'"
                rand.append(naar)
    return gezien


def _standen(tabel: Procedure, toestanden: Mapping[Toestand, str]) -> Iterable[Bevinding]:
    bereikt = {stand for stand, _ in toestanden}
    eindig = _naar_een_eind(tabel)
    rust = not any(stand.eind for stand in tabel.standen)
    for stand in tabel.standen:
        stappen = [s for s in tabel.stappen_van(stand.code) if s.naar != stand.code]
        if stand.code not in bereikt:
            yield Bevinding("fout", f"De stand '{stand.naam}' is met geen enkele stap te bereiken.")
        elif not stand.eind and not stappen:
            yield Bevinding("fout", f"Uit de stand '{stand.naam}' kan niemand meer weg.")
        elif not stand.eind and not rust and stand.code not in eindig:
            yield Bevinding("fout", f"Vanuit '{stand.naam}' is het einde van de procedure niet te bereiken.")
        if stappen and not stand.eind and all(set(s.wie) == {SYSTEEM} for s in stappen):
            yield Bevinding("aandacht", f"Uit '{stand.naam}' komt een zaak alleen als het systeem dat doet.")


def _naar_een_eind(tabel: Procedure) -> set[str]:
    """States from which an end can be reached."""
    goed = {stand.code for stand in tabel.standen if stand.eind}
    while True:
        erbij = {van for stap in tabel.stappen if stap.naar in goed for van in stap.van} - goed
        if not erbij:
            return goed
        goed |= erbij


def _termijnen(tabel: Procedure, toestanden: Mapping[Toestand, str]) -> Iterable[Bevinding]:
    gezegd: set[str] = set()
    for (code, lopend), via in toestanden.items():
        stand = tabel.stand(code)
        if stand.termijn and stand.termijn not in lopend and not stand.eind:
            naam = tabel.termijn(stand.termijn).naam
            gezegd.add(f"In '{stand.naam}' loopt de termijn '{naam}' niet als je er komt via {via}.")
        if stand.eind and lopend:
            namen = ", ".join(sorted(f"'{tabel.termijn(t).naam}'" for t in lopend))
            gezegd.add(f"In '{stand.naam}' is alles klaar, maar er loopt nog een termijn door: {namen} (via {via}).")
    for soort in tabel.termijnen:
        if soort.instelling == "datum" and soort.jaardatum is None:
            gezegd.add(f"De termijn '{soort.naam}' heeft pas een datum als iemand hem voor het schooljaar zet.")
        if not soort.waarschuw:
            gezegd.add(f"Aan de termijn '{soort.naam}' wordt niemand herinnerd.")
    return [Bevinding("aandacht", zin) for zin in sorted(gezegd)]


def _mensen(tabel: Procedure) -> Iterable[Bevinding]:
    for stand in tabel.standen:
        if stand.eind:
            continue
        for rol in stand.aan_zet:
            if not rules.stappen_voor(tabel, stand.code, rol):
                yield Bevinding(
                    "aandacht",
                    f"In '{stand.naam}' staat {ROLLEN[rol].naam.lower()} aan zet, die daar zelf geen stap kan zetten.",
                )
        if not stand.aan_zet:
            yield Bevinding("aandacht", f"In '{stand.naam}' staat niemand aan zet: de zaak komt op geen werklijst.")
