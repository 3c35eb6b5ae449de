"""From a neutral document to a reading: who is who, which text answers which question, and why."""

import re
from dataclasses import replace
from typing import Any

from . import meldingen as meld
from . import ontbrekend
from .alineas import Stuk, Tekst, voeg_samen
from .feiten import kruiscontrole, vind_feiten
from .fout import LeesFout
from .herkennen import (
    Kandidaat,
    Kopzoeker,
    Zone,
    buiten_sjabloon,
    kies_keten,
    maak_zones,
    vaste_stukken,
)
from .lezen_geld import GeldLezer
from .lezen_kop import KopLezer
from .proces import Blok, lees_blok
from .resultaat import Lezing, Melding, NietGeplaatst, Status
from .sjabloon import Vondst

_KOPREST = re.compile(r"[ \t:;*_#|>=.,\-–—\\]*")
_SLOT = re.compile(r"[).,;:?\"'”’*_\]]*(?:[ \t]*[-–—])?(?=\s|$)")
_OPSCHRIFT = re.compile(r"(?:uitwerking|antwoord)(?: van de indicator(?:en)?)?[ \t]*(?::[ \t]*|(?=[\t\n]))", re.I)
_GELD = ("middelen", "aanwending")
MINSTENS = 4


class Lezer(KopLezer, GeldLezer):
    """Reads one document."""

    def lees(self) -> Lezing:
        """The whole reading."""
        self._tot_en_met_kop()
        self._vaste_tekst()
        self._onderdelen()
        self._geld()
        self._extra()
        self._proces()
        self._rest()
        meld.voeg_meldingen_toe(self)
        self._feiten()
        return self.lezing

    def lees_schooljaar(self) -> str | None:
        """Only the school year in the head, for choosing the version of the form. None when it is not there."""
        self._tot_en_met_kop()
        jaar = self.lezing.waarde("schooljaar")
        return str(jaar) if jaar else None

    def _tot_en_met_kop(self) -> None:
        vast = vaste_stukken(self.w, self.vondsten)
        gezien = buiten_sjabloon(Kopzoeker(self.doc, self.w, self.vorm.koppen, vast).zoek(), vast)
        keten = kies_keten(sorted(gezien + self._uit_sjabloon(), key=lambda k: (k.begin, k.eind)))
        self.zones = maak_zones(self.doc, ontbrekend.vul_blokken(self, keten))
        self._controleer_soort()
        for regel in self.doc.regels:
            if regel.weg and regel.tekst.strip():
                self._sla_over(regel.begin, regel.eind, regel.weg)
        self._kop()

    def _uit_sjabloon(self) -> list[Kandidaat]:
        """Prompts and printed sentences as weak headings, for documents that lost the heading itself."""
        orde = {kop.code: float(kop.orde) for kop in self.vorm.koppen}
        uit = []
        for v in self.vondsten:
            code = v.fragment.split("#")[0].removeprefix("prompt_")
            code = "rekenschap_proces" if code in ("proces_intro", "stuurt_op") else code
            if code in orde and v.tot - v.van >= 8 and v.deel > 0.5:
                plek = self.w.begin[v.van]
                uit.append(Kandidaat(code, orde[code], plek, plek, 1.2, v.deel, "prompt"))
        return uit

    def _controleer_soort(self) -> None:
        eigen = {z.code for z in self.zones if z.kop.gelijk > 0.8} & set(
            self.vorm.onderdelen + self.vorm.blokken + _GELD
        )
        if len(eigen) < MINSTENS:
            raise LeesFout(
                "Dit document lijkt niet op het verantwoordingsformulier: de vaste koppen staan er niet in. "
                "Controleer of je het goede bestand hebt gekozen, of vul het formulier op het scherm in.",
                "ander_formulier",
            )

    def _vaste_tekst(self) -> None:
        """Headings and template text out of the way, each where it belongs only."""
        for zone in self.zones:
            einde = _KOPREST.match(self.doc.tekst, zone.begin)
            zone.begin = max(zone.begin, min(einde.end() if einde else zone.begin, zone.eind))
            if zone.kop.bron == "kop":
                self._gebruik(zone.kop.begin, zone.begin)
                self.lezing.koppen.append(self.passage(zone.kop.begin, zone.kop.eind))
        eerste = self.zones[0].kop.begin
        for v in self.vondsten:
            zone_code = self._zone_code(self.w.begin[v.van], eerste)
            if self._hoort(v, zone_code):
                begin, eind = self.w.begin[v.van], self.w.eind[v.tot - 1]
                slot = _SLOT.match(self.doc.tekst, eind)
                self._sla_over(self._opening(begin), slot.end() if slot else eind, _reden(v.fragment))

    def _opening(self, begin: int) -> int:
        while begin and self.doc.tekst[begin - 1] in "*_(\"'”“‘":
            begin -= 1
        return begin

    def _zone_code(self, plek: int, eerste: int) -> str:
        code = "voor"
        for zone in self.zones:
            if zone.kop.begin <= plek:
                code = zone.code
        return code if plek >= eerste else "voor"

    def _hoort(self, v: Vondst, zone: str) -> bool:
        """Is this template text in its own place? A quotation of it in an answer stays."""
        naam, lengte = v.fragment.split("#")[0], v.tot - v.van
        if zone == "voor":
            return not naam.startswith("catalogus") and lengte >= 4
        if naam.startswith("prompt_"):
            return lengte >= 8 and v.treffers >= 0.5 * (lengte - 3) and (zone in naam or v.deel > 0.4)
        if naam == "preambule":
            return zone in ("rekenschap_resultaat", "niveau_1_5") and lengte >= 6
        if naam in ("proces_intro", "stuurt_op"):
            return zone in ("rekenschap_proces", "stuurt_op", "aanwending", "extra", "middelen") and lengte >= 5
        if naam == "middelen":
            return zone in _GELD and lengte >= 4
        return naam.startswith(("vraag_", "hulp_")) and v.deel > 0.5 and not self._in_zin(self.w.begin[v.van])

    def _in_zin(self, plek: int) -> bool:
        """Words of an answer stand before it in the line: then the printed question is quoted."""
        regel = self.doc.regels[self.doc.regelnummer(plek)]
        return sum(len(self.doc.tekst[s.begin : s.eind].split()) for s in self.vrij(regel.begin, plek)) > 2

    def _onderdelen(self) -> None:
        gevonden = {z.code: z for z in self.zones}
        for code in self.vorm.onderdelen:
            zone = gevonden.get(code)
            if zone is None:
                continue
            zeker = 0.97 if zone.kop.gelijk >= 0.99 else 0.9
            waarom = (
                "Staat onder de kop van dit onderdeel."
                if zone.kop.bron == "kop"
                else "De kop ontbreekt; herkend aan de vaste toelichting eronder."
            )
            self.neem_tekst(
                f"onderdelen.{code}",
                self.vrij(zone.begin, zone.eind),
                zeker if zone.kop.bron == "kop" else 0.7,
                waarom,
            )
        ontbrekend.vul(self)

    def _extra(self) -> None:
        zone = next((z for z in self.zones if z.code == "extra"), None)
        if zone:
            self.neem_tekst("extra", self.vrij(zone.begin, zone.eind), 0.95, "Staat onder de kop Extra informatie.")

    def _proces(self) -> None:
        for zone in self.zones:
            if zone.code in self.vorm.blokken:
                blok = lees_blok(self.doc, self.w, zone, self.vondsten, self.vorm.reeksen.get(zone.code))
                self._zet_blok(blok, zone)

    def _zet_blok(self, blok: Blok, zone: Zone) -> None:
        for begin, eind, reden in blok.weg:
            self._sla_over(begin, eind, reden)
        plek = [blok.nummers_plek] if blok.nummers_plek else []
        for p in plek:
            self._gebruik(*p)
        zeker = 0.97 if zone.kop.gelijk >= 0.99 else 0.88
        basis = f"proces.{blok.code}"
        self.neem_tekst(f"{basis}.sturing", self.vrij(*blok.sturing), zeker, "Staat onder de vraag over de sturing.")
        status: Status = "nvt" if blok.nvt else "waarde" if blok.nummers else "leeg"
        self._zet(
            f"{basis}.indicatoren",
            blok.nummers or [],
            0.97 if plek else 0.4,
            "Staat achter Nummer(s)." if plek else "Er is geen nummer ingevuld of gevonden.",
            *plek,
            status=status,
        )
        stukken = self.vrij(*blok.uitwerking)
        if not stukken and blok.na:
            stukken = self.vrij(*blok.na)
        stukken = self._zonder_opschrift(stukken)
        self.neem_tekst(f"{basis}.uitwerking", stukken, zeker, "Staat onder het nummer van de indicator.")

    def _zonder_opschrift(self, stukken: list[Stuk]) -> list[Stuk]:
        """Without a label of the board's own making ("Uitwerking:") before the answer."""
        m = _OPSCHRIFT.match(self.doc.tekst, stukken[0].begin) if stukken else None
        if m is None:
            return stukken
        eind = min(m.end(), stukken[0].eind)
        self._sla_over(stukken[0].begin, eind, "een opschrift boven het antwoord")
        return self.vrij(stukken[0].begin, stukken[-1].eind)

    def _rest(self) -> None:
        """Everything without a place, in runs of lines, so that nothing is dropped silently."""
        groep: list[Stuk] = []
        for stuk in [*self.vrij(0, len(self.doc.tekst)), None]:
            if stuk is None or (groep and stuk.regel - groep[-1].regel > 3):
                if groep:
                    tekst = voeg_samen(self.doc, groep, self.opmaak).tekst
                    passage = self.passage(groep[0].begin, groep[-1].eind)
                    self.lezing.niet_geplaatst.append(
                        NietGeplaatst(passage, tekst, "Deze tekst hoort bij geen kop van het formulier.")
                    )
                groep = []
            if stuk is not None:
                groep.append(stuk)

    def _feiten(self) -> None:
        for code, tekst in self.teksten.items():
            if tekst.tekst and self.lezing.velden[code].status != "nvt":
                self.lezing.feiten += [
                    self._met_plek(feit, tekst) for feit in vind_feiten(onderdeel_van(code), tekst.tekst)
                ]
        for botsing in kruiscontrole(self.lezing.feiten):
            een, ander = botsing.een, botsing.ander
            self.lezing.meldingen.append(
                Melding(
                    "tegenspraak",
                    f"{botsing.label}: op de ene plek staat {een.waarde}, op de andere {ander.waarde}. Welke klopt?",
                    self.passage(ander.begin, ander.eind),
                )
            )

    def _met_plek(self, feit: Any, tekst: Tekst) -> Any:
        """The fact with its offsets in the neutral text."""
        begin = tekst.bron(feit.begin)
        return replace(feit, begin=begin, eind=max(begin, tekst.bron(max(feit.begin, feit.eind - 1)) + 1))


def onderdeel_van(code: str) -> str:
    """Name of a field as the facts use it: "ankerpunt_1", "proces_knooppunt", "extra_informatie"."""
    if code == "extra":
        return "extra_informatie"
    groep, _, rest = code.partition(".")
    return f"proces_{rest.split('.')[0]}" if groep == "proces" else rest


def _reden(fragment: str) -> str:
    if fragment.startswith("prompt_"):
        return "de gedrukte toelichting bij deze vraag"
    if fragment.startswith("vraag_"):
        return "een gedrukte vraag van het formulier"
    return "de vaste tekst van het formulier"
