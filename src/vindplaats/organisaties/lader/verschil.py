"""What a file would change: new, changed (field: old -> new), gone. Pure; works on `Stand`, a copy of the tables.

`verwerk` also moves the stand on, so that the next file is compared with what the first one brings.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from vindplaats.organisaties import rules

from .formaten import PER_CODE, Formaat
from .gelezen import Gelezen, Rij

TABELLEN = ("swv", "gemeente", "bestuur", "postcode", "school", "deelname", "gemeentedeel")
NAAMLOOS = {"swv": "Samenwerkingsverband {}", "bestuur": "Bestuur {} (naam nog niet bekend)", "gemeente": "Gemeente {}"}
Wijziging = dict[str, tuple[Any, Any]]
LEGE_SCHOOL: Rij = {
    "brin": "", "naam": "", "soort": "", "denominatie": "", "bestuur": None, "swv": None, "swv_reden": "",
    "gemeente": None, "straat": "", "huisnummer": "", "postcode": "", "plaats": "", "website": "", "breedte": None,
    "lengte": None, "bron": "", "van": None, "tot": None, "verzonnen": False,
    "handmatig": [],
}  # fmt: skip


@dataclass
class Stand:
    """A copy of the tables: rows by key, pupil counts by (site, year) as (number or None, type)."""

    tabellen: dict[str, dict[Any, Rij]] = field(default_factory=lambda: {t: {} for t in TABELLEN})
    aantallen: dict[tuple[str, int], tuple[int | None, str]] = field(default_factory=dict)
    gezien: set[str] = field(default_factory=set)
    gehoord: dict[tuple[str, str], Rij] = field(default_factory=dict)
    """rows of small tables that an earlier file told but that were not needed yet: (table, key) -> row"""

    def __getitem__(self, tabel: str) -> dict[Any, Rij]:
        return self.tabellen[tabel]


@dataclass(frozen=True)
class Keuze:
    """How to compare: the day it is, and (on screen) the only SWVs that may change."""

    vandaag: dt.date
    alleen_swvs: frozenset[str] | None = None


@dataclass
class Verschil:
    """The differences of one file, per table."""

    bestand: str
    formaat: str
    rijen: int = 0
    nieuw: dict[str, dict[Any, Rij]] = field(default_factory=dict)
    gewijzigd: dict[str, dict[Any, Wijziging]] = field(default_factory=dict)
    verdwenen: dict[str, dt.date] = field(default_factory=dict)
    verdwenen_postcodes: list[str] = field(default_factory=list)
    aantallen_nieuw: set[tuple[str, int]] = field(default_factory=set)
    aantallen_gewijzigd: dict[tuple[str, int], tuple[Any, Any]] = field(default_factory=dict)
    opmerkingen: list[str] = field(default_factory=list)
    problemen: list[tuple[int, str, bool]] = field(default_factory=list)
    buiten: int = 0

    def zet_nieuw(self, tabel: str, sleutel: Any, rij: Rij) -> None:
        self.nieuw.setdefault(tabel, {})[sleutel] = rij

    def zet_gewijzigd(self, tabel: str, sleutel: Any, wijziging: Wijziging) -> None:
        self.gewijzigd.setdefault(tabel, {}).setdefault(sleutel, {}).update(wijziging)

    @property
    def leeg(self) -> bool:
        """True when carrying it through would change nothing (closing what is gone apart)."""
        return not (
            any(self.nieuw.values()) or any(self.gewijzigd.values()) or self.aantallen_nieuw or self.aantallen_gewijzigd
        )

    @property
    def tellingen(self) -> dict[str, dict[str, int]]:
        """Per table the number new, changed, gone."""
        uit = {
            t: {
                "nieuw": len(self.nieuw.get(t, {})),
                "gewijzigd": len(self.gewijzigd.get(t, {})),
                "verdwenen": len(self.verdwenen) if t == "school" else 0,
            }
            for t in TABELLEN
        }
        uit["postcode"]["verdwenen"] = len(self.verdwenen_postcodes)
        uit["leerlingaantal"] = {
            "nieuw": len(self.aantallen_nieuw),
            "gewijzigd": len(self.aantallen_gewijzigd),
            "verdwenen": 0,
        }
        return uit


def verwerk(stand: Stand, gelezen: Gelezen, keuze: Keuze) -> Verschil:
    """Compare one file with the stand, move the stand on, and tell the differences."""
    uit = Verschil(gelezen.naam, gelezen.formaat, gelezen.rijen)
    uit.problemen = [(p.regel, p.zin, p.overgeslagen) for p in gelezen.problemen]
    formaat = PER_CODE.get(gelezen.formaat)
    werk = _Werk(stand, gelezen, keuze, uit, formaat)
    werk.kleine_tabellen()
    werk.scholen()
    werk.herplaats()
    werk.aantallen()
    werk.verdwenen()
    return uit


@dataclass
class _Werk:
    """One run of `verwerk`."""

    stand: Stand
    gelezen: Gelezen
    keuze: Keuze
    uit: Verschil
    formaat: Formaat | None

    def __post_init__(self) -> None:
        self.tabel = {pc4: rij["swv_po"] for pc4, rij in self.stand["postcode"].items()}
        self.landelijk: dict[str, str | None] = {}
        self.eigen_scholen: set[str] = set()

    def binnen(self, *codes: str | None) -> bool:
        """May this row change? On screen only when all SWVs concerned are the user's own."""
        alleen = self.keuze.alleen_swvs
        bekend = [code for code in codes if code]
        return alleen is None or (bool(bekend) and all(code in alleen for code in bekend))

    # --- small tables -------------------------------------------------------------------------------------------

    def kleine_tabellen(self) -> None:
        tabellen = self.gelezen.tabellen
        for naam in ("swv", "gemeente", "bestuur"):
            self.stand.gehoord |= {(naam, sleutel): rij for sleutel, rij in tabellen.get(naam, {}).items() if rij}
        if self.keuze.alleen_swvs is None:
            for naam in ("swv", "gemeente", "bestuur"):
                for sleutel, rij in tabellen.get(naam, {}).items():
                    self.vergelijk(naam, sleutel, rij)
            for gemeente, swv in sorted(self.gelezen.delen):
                self.gemeentedeel(gemeente, swv)
        else:
            self.namen_van_eigen()
        for pc4, rij in tabellen.get("postcode", {}).items():
            self.postcode(pc4, rij)
        self.landelijk = rules.landelijke_verbanden(
            {code: rij.get("landelijk_voor", "") for code, rij in self.stand["swv"].items()}
        )

    def namen_van_eigen(self) -> None:
        """On screen: names of boards that take part in the own SWVs only, and of nobody else's."""
        alleen = self.keuze.alleen_swvs or frozenset()
        verbanden: dict[str, set[str]] = {}
        for bestuur, swv in self.stand["deelname"]:
            verbanden.setdefault(bestuur, set()).add(swv)
        for nummer, rij in self.gelezen.tabellen.get("bestuur", {}).items():
            if verbanden.get(nummer, set()) & alleen:
                self.vergelijk("bestuur", nummer, rij)

    def vergelijk(self, tabel: str, sleutel: str, rij: Rij) -> None:
        """One row of a small table: new with a placeholder name, or changed where the file says something else."""
        oud = self.stand[tabel].get(sleutel)
        if oud is None:
            nieuw = {"naam": NAAMLOOS.get(tabel, "{}").format(sleutel), **{k: v for k, v in rij.items() if v}}
            self.stand[tabel][sleutel] = nieuw
            self.uit.zet_nieuw(tabel, sleutel, nieuw)
            return
        if oud.get("verzonnen"):
            return
        rij = self.zonder_handwerk(f"{tabel} {sleutel}", oud, rij)
        vult_alleen = self.gelezen.formaat not in {"besturen", "gemeenten"}
        wijziging = {
            veld: (oud.get(veld), waarde)
            for veld, waarde in rij.items()
            if waarde and oud.get(veld) != waarde and not (vult_alleen and not _is_naamloos(tabel, sleutel, oud, veld))
        }
        self.wijzig(tabel, sleutel, wijziging)

    def zonder_handwerk(self, wat: str, oud: Rij, rij: Rij) -> Rij:
        """Without the fields a person corrected; where the file says something else it is told, not carried through."""
        vast = {veld for veld in oud.get("handmatig") or () if veld in rij}
        for veld in sorted(vast):
            if rij[veld] not in ("", None, oud.get(veld)):
                self.uit.opmerkingen.append(
                    f"{wat}: {veld} is met de hand verbeterd en blijft '{oud.get(veld)}' (in het bestand: '{rij[veld]}')"
                )
        return {veld: waarde for veld, waarde in rij.items() if veld not in vast} if vast else rij

    def wijzig(self, tabel: str, sleutel: Any, wijziging: Wijziging) -> None:
        if not wijziging:
            return
        self.stand[tabel][sleutel].update({veld: nieuw for veld, (_, nieuw) in wijziging.items()})
        self.uit.zet_gewijzigd(tabel, sleutel, wijziging)

    def gemeentedeel(self, gemeente: str, swv: str) -> None:
        if (gemeente, swv) not in self.stand["gemeentedeel"] and gemeente in self.stand["gemeente"]:
            rij = {"naam": deelnaam(self.stand, gemeente, swv)}
            self.stand["gemeentedeel"][(gemeente, swv)] = rij
            self.uit.zet_nieuw("gemeentedeel", (gemeente, swv), rij)

    def postcode(self, pc4: str, rij: Rij) -> None:
        oud = self.stand["postcode"].get(pc4)
        if not self.binnen(rij.get("swv_po") or (oud or {}).get("swv_po"), (oud or {}).get("swv_po")):
            self.uit.buiten += 1
            return
        if oud is None:
            leeg: Rij = {"gemeente_naam": "", "swv_po": "", "swv_vo": "", "plaats": "", "breedte": None, "lengte": None}
            self.stand["postcode"][pc4] = leeg | rij
            self.uit.zet_nieuw("postcode", pc4, leeg | rij)
        else:
            gezag = self.gelezen.formaat == "swv_postcode4_regeling" or not oud.get("swv_po")
            self.wijzig("postcode", pc4, _anders(oud, rij, set(rij) if gezag else set(rij) - {"gemeente_naam"}))
        self.tabel[pc4] = self.stand["postcode"][pc4]["swv_po"]

    # --- schools ------------------------------------------------------------------------------------------------

    def scholen(self) -> None:
        for code, rij in self.gelezen.tabellen.get("school", {}).items():
            oud = self.stand["school"].get(code)
            if oud is None:
                self.nieuwe_school(code, dict(rij))
            elif oud["verzonnen"]:
                self.uit.opmerkingen.append(f"{code} hoort bij de demonstratie en blijft zoals het is.")
            else:
                self.bestaande_school(code, oud, dict(rij))

    def nieuwe_school(self, code: str, rij: Rij) -> None:
        if not rij.get("naam"):
            self.uit.opmerkingen.append(
                f"{code} is niet bekend en dit bestand geeft er geen naam bij: niet toegevoegd."
            )
            return
        telling = (rij.pop("van_telling", None), rij.pop("tot_telling", None))
        gegeven = rij.pop("swv", None)
        school = LEGE_SCHOOL | rij | {"bron": self.gelezen.bron}
        school["swv"] = self.plaats(school) or (gegeven if self.mag_gegeven(school) else None)
        if not self.binnen(school["swv"]):
            self.uit.buiten += 1
            return
        school["van"] = dt.date(telling[0], 8, 1) if telling[0] else None
        school["tot"] = rules.einde_na(telling[1]) if telling[1] else None
        self.zorg_voor(school)
        self.stand["school"][code] = school
        self.uit.zet_nieuw("school", code, school)
        self.onthoud(code, school, telling[1])

    def bestaande_school(self, code: str, oud: Rij, rij: Rij) -> None:
        rij.pop("van_telling", None)
        laatste = rij.pop("tot_telling", None)
        gegeven = rij.pop("swv", None)
        gezag = self.formaat.gezag(oud["soort"]) if self.formaat else frozenset()
        rij = self.zonder_handwerk(f"school {code}", oud, rij)
        wijziging = _anders(oud, rij, set(gezag))
        swv = self.nieuw_swv(oud, oud | {veld: nieuw for veld, (_, nieuw) in wijziging.items()}, gegeven)
        if swv != oud["swv"]:
            wijziging["swv"] = (oud["swv"], swv)
        if not self.binnen(swv, oud["swv"]):
            self.uit.buiten += 1
            return
        volledig = self.formaat.volledig_voor if self.formaat else frozenset()
        if oud["soort"] in volledig and oud["tot"] and oud["tot"] < self.keuze.vandaag:
            wijziging["tot"] = (oud["tot"], None)
        self.zorg_voor({veld: nieuw for veld, (_, nieuw) in wijziging.items()})
        self.wijzig("school", code, wijziging)
        self.onthoud(code, oud, laatste)

    def onthoud(self, code: str, school: Rij, laatste_jaar: int | None) -> None:
        """Remember what a complete list or the last count says about this site."""
        self.eigen_scholen.add(code)
        if self.formaat and school["soort"] in self.formaat.volledig_voor:
            self.stand.gezien.add(code)
        elif laatste_jaar and school["tot"] is None and code not in self.stand.gezien:
            self.uit.verdwenen[code] = rules.einde_na(laatste_jaar)

    def plaats(self, school: Rij) -> str | None:
        return rules.bepaal_swv(school["postcode"], school["denominatie"], self.tabel, self.landelijk)[0]

    def mag_gegeven(self, school: Rij) -> bool:
        """An SWV that the file itself derived counts only when the rule says nothing and no national SWV applies."""
        return school["denominatie"].strip().lower() not in self.landelijk

    def nieuw_swv(self, oud: Rij, school: Rij, gegeven: str | None) -> str | None:
        """An exception by hand stays; else the rule; else what is there; else what the file derived."""
        if oud["swv_reden"]:
            return oud["swv"]
        if not self.mag_gegeven(school):
            return self.plaats(school)
        return self.plaats(school) or oud["swv"] or gegeven

    def zorg_voor(self, school: Rij) -> None:
        """A board, municipality or SWV that is not known yet comes with the school."""
        for tabel, veld in (("bestuur", "bestuur"), ("gemeente", "gemeente"), ("swv", "swv")):
            sleutel = school.get(veld)
            if sleutel and sleutel not in self.stand[tabel]:
                self.vergelijk(tabel, sleutel, self.stand.gehoord.get((tabel, sleutel), {}))

    def herplaats(self) -> None:
        """After a change in the postcode table: schools that now belong elsewhere."""
        if not (self.uit.nieuw.get("postcode") or self.uit.gewijzigd.get("postcode")):
            return
        geraakt = set(self.uit.nieuw.get("postcode", {})) | set(self.uit.gewijzigd.get("postcode", {}))
        for code, school in self.stand["school"].items():
            if school["postcode"][:4] not in geraakt or school["swv_reden"] or school["verzonnen"]:
                continue
            swv = self.plaats(school) or school["swv"]
            if swv != school["swv"] and self.binnen(swv, school["swv"]):
                self.zorg_voor({"swv": swv})
                self.wijzig("school", code, {"swv": (school["swv"], swv)})

    # --- pupils and what is gone ----------------------------------------------------------------------------------

    def aantallen(self) -> None:
        overschrijf = self.gelezen.formaat == "duo_po_leerlingen_historisch"
        for sleutel, (aantal, soort) in self.gelezen.aantallen.items():
            if sleutel[0] not in self.eigen_scholen:
                continue
            oud = self.stand.aantallen.get(sleutel)
            if oud is None:
                self.stand.aantallen[sleutel] = (aantal, soort)
                self.uit.aantallen_nieuw.add(sleutel)
            elif overschrijf and oud[0] != aantal:
                self.stand.aantallen[sleutel] = (aantal, oud[1] or soort)
                self.uit.aantallen_gewijzigd[sleutel] = (_leesbaar(oud[0]), _leesbaar(aantal))

    def verdwenen(self) -> None:
        """Sites that a complete list no longer holds; never deleted, only a proposed end date."""
        if self.formaat and self.formaat.volledig_voor:
            in_bestand = self.gelezen.tabellen.get("school", {})
            for code, school in self.stand["school"].items():
                if code not in in_bestand and self.kan_weg(school):
                    self.uit.verdwenen[code] = rules.voorgesteld_einde(self.keuze.vandaag)
        if self.gelezen.formaat == "swv_postcode4_regeling":
            in_bestand = self.gelezen.tabellen.get("postcode", {})
            self.uit.verdwenen_postcodes = sorted(
                pc4
                for pc4, rij in self.stand["postcode"].items()
                if pc4 not in in_bestand and rij["swv_po"] and self.binnen(rij["swv_po"]) and not self.is_demo(rij)
            )

    def is_demo(self, postcode: Rij) -> bool:
        return bool(self.stand["swv"].get(postcode["swv_po"], {}).get("verzonnen"))

    def kan_weg(self, school: Rij) -> bool:
        volledig = self.formaat.volledig_voor if self.formaat else frozenset()
        return (
            school["soort"] in volledig
            and not school["verzonnen"]
            and rules.loopt(school, self.keuze.vandaag)
            and self.binnen(school["swv"])
        )


def _is_naamloos(tabel: str, sleutel: str, rij: Rij, veld: str) -> bool:
    return not rij.get(veld) or rij[veld] == NAAMLOOS.get(tabel, "").format(sleutel)


def _anders(oud: Rij, rij: Rij, gezag: set[str]) -> Wijziging:
    """Fields where the file says something else: an empty cell never wipes, a field without authority only fills."""
    return {
        veld: (oud.get(veld), waarde)
        for veld, waarde in rij.items()
        if veld in oud
        and waarde not in ("", None)
        and oud[veld] != waarde
        and (veld in gezag or oud[veld] in ("", None))
    }


def _leesbaar(aantal: int | None) -> int | str:
    return "<5" if aantal is None else aantal


def deelnaam(stand: Stand, gemeente: str, swv: str) -> str:
    """Name of the part of a municipality in an SWV: the old names of its postcodes when they tell (ORG-03)."""
    naam = str(stand["gemeente"][gemeente]["naam"])
    pc4s = {
        s["postcode"][:4]
        for s in stand["school"].values()
        if s["gemeente"] == gemeente and s["swv"] == swv and s["postcode"]
    }
    oude = {stand["postcode"][p]["gemeente_naam"] for p in pc4s if p in stand["postcode"]} - {"", naam}
    return (f"{naam} ({' en '.join(sorted(oude))})" if oude else naam)[:120]
