"""Received amounts and spending lines (VER-07, VER-15, VER-16)."""

import re
from dataclasses import replace
from typing import Any

from .alineas import Stuk, voeg_samen
from .bedragen import besteding_van, is_begin_besteding, is_totaal
from .herkennen import (
    Zone,
)
from .kop import swv_plekken, vinkjes
from .lezer_basis import LezerBasis, bereiken
from .ontvangen import REGELINGEN, lees_ontvangen
from .resultaat import Status

_GELD = ("middelen", "aanwending")
_GENUMMERD = re.compile(r"\s*\d{1,2}\s*[.)](?=\s|€|$)")
_VERSCHIL = re.compile(r"[\s*]*(?:uitleg|toelichting)\s+(?:bij|op)\s+(?:een|het)\s+verschil[^:\n]{0,60}:[\s*]*", re.I)


class GeldLezer(LezerBasis):
    """Reads the part about money."""

    def _geld(self) -> None:
        zones = [z for z in self.zones if z.code in _GELD]
        nummers: list[int] = []
        stukken: list[Stuk] = []
        for zone in zones:
            if zone.code == "middelen":
                nummers += [n for n, r in enumerate(self.doc.regels) if zone.begin <= r.begin < zone.eind and not r.weg]
            else:
                stukken += self.vrij(zone.begin, zone.eind)
        self._verschil(zones)
        tabel = lees_ontvangen(self.doc, nummers, self.vorm.swvs, self.vinken)
        self._zet_ontvangen(tabel, nummers)
        if not any(z.code == "aanwending" for z in zones):
            stukken = [s for z in zones for s in self.vrij(z.begin, z.eind)]
            begin = next(
                (i for i, s in enumerate(stukken) if is_begin_besteding(self.doc.tekst[s.begin : s.eind])), len(stukken)
            )
            stukken = stukken[begin:]
        self._bestedingen(stukken)
        self._zet_swv()

    def _verschil(self, zones: list[Zone]) -> None:
        """The line that explains a difference between received and spent (VER-15), up to the spending lines."""
        for zone in zones:
            if zone.code != "middelen":
                continue
            stukken = self.vrij(zone.begin, zone.eind)
            begin = next((i for i, s in enumerate(stukken) if _VERSCHIL.match(self.doc.tekst[s.begin : s.eind])), None)
            if begin is None:
                continue
            m = _VERSCHIL.match(self.doc.tekst, stukken[begin].begin)
            if m is None:
                continue
            self._sla_over(stukken[begin].begin, m.end(), "een gedrukte vraag van het formulier")
            stukken[begin] = replace(stukken[begin], begin=m.end())
            self.neem_tekst("verschil_uitleg", stukken[begin:], 0.9, "Staat achter de uitleg bij een verschil.")
            self.teksten.pop("verschil_uitleg")

    def _zet_ontvangen(self, tabel: dict[Any, Any], nummers: list[int]) -> None:
        for regeling in REGELINGEN:
            for swv in self.vorm.swvs:
                o = tabel.get((regeling, swv))
                code = f"ontvangen.{regeling}.{swv}"
                if o is None:
                    self._zet(code, None, 0.3, "De regel met dit bedrag is niet gevonden.")
                    continue
                plekken = [(self.doc.regels[n].begin, self.doc.regels[n].eind) for n in o.regels]
                status: Status = (
                    "nvt" if o.nvt else "leeg" if o.bedrag is None else "nul" if o.bedrag == 0 else "waarde"
                )
                self._zet(code, o.bedrag, o.zekerheid, o.waarom, *plekken, status=status)
                for plek in plekken:
                    self._gebruik(*plek)
        for nummer in nummers:
            regel = self.doc.regels[nummer]
            if swv_plekken(regel.tekst, self.vorm.swvs) or re.match(
                r"\W*vanuit\s+swv|\W*zie\W+bekost", regel.tekst, re.I
            ):
                self._sla_over(regel.begin, regel.eind, "een gedrukte regel van de bedragentabel")
                self.vinken |= {c: v for c, v in vinkjes(regel.tekst, self.vorm.swvs).items() if v is not None}

    def _bestedingen(self, stukken: list[Stuk]) -> None:
        groepen: list[list[Stuk]] = []
        for stuk in stukken:
            tekst = self.doc.tekst[stuk.begin : stuk.eind]
            if is_totaal(tekst):
                self._sla_over(stuk.begin, stuk.eind, "een optelling; die rekent het systeem zelf uit")
            elif (is_begin_besteding(tekst) and not (groepen and self._loopt_door(groepen, stuk))) or (
                not groepen and re.match(r"\d{1,2}[.)]\s+[A-Z]", tekst)
            ):
                groepen.append([stuk])
            elif groepen:
                groepen[-1].append(stuk)
        for groep in groepen:
            groep = self._zonder_extra(groep) if groep is groepen[-1] else groep
            besteding = besteding_van(voeg_samen(self.doc, groep, self.opmaak).tekst)
            for stuk in groep:
                self._gebruik(stuk.begin, stuk.eind)
            if besteding:
                besteding.passages = [self.passage(b, e) for b, e in bereiken(self.doc, groep)]
                self.lezing.bestedingen.append(besteding)

    def _loopt_door(self, groepen: list[list[Stuk]], stuk: Stuk) -> bool:
        """In a numbered list a wrapped line that happens to begin with a figure is no new line of the list."""
        eerste, vorige = groepen[0][0], groepen[-1][-1]
        tekst, einde = (self.doc.tekst[s.begin : s.eind] for s in (stuk, vorige))
        return bool(
            self.opmaak.gewikkeld
            and _GENUMMERD.match(self.doc.tekst[eerste.begin : eerste.eind])
            and not _GENUMMERD.match(tekst)
            and stuk.regel == vorige.regel + 1
            and len(einde) > 45
            and not einde.endswith((".", "!", "?", ":", ";"))
        )

    def _zonder_extra(self, groep: list[Stuk]) -> list[Stuk]:
        """A long text after the last spending line, with no heading of its own, is likely extra information."""
        tekst = voeg_samen(self.doc, groep, self.opmaak)
        regel, scheiding, rest = tekst.tekst.partition("\n\n")
        if any(z.code == "extra" for z in self.zones) or len(rest.split()) < 30 or re.search(r"\bp\.?m\b", regel, re.I):
            return groep
        grens = tekst.bron(len(regel) + len(scheiding))
        na = [s for s in groep if s.begin >= grens]
        self.neem_tekst("extra", na, 0.5, "De kop ontbreekt; deze tekst staat los onder de bestedingen.")
        return [s for s in groep if s.begin < grens]

    def _zet_swv(self) -> None:
        """Tick boxes as printed; what the amounts suggest is only a suggestion (trap 3)."""
        for swv in self.vorm.swvs:
            aan = self.vinken.get(swv)
            bedragen = [self.lezing.waarde(f"ontvangen.{r}.{swv}") for r in REGELINGEN]
            afgeleid = True if any(bedragen) else None
            waarom = (
                "Het vakje is aangevinkt."
                if aan
                else "Het vakje is leeg gelaten."
                if aan is False
                else "Er is geen vakje te lezen; afgeleid uit de bedragen."
                if afgeleid
                else "Er is geen vakje te lezen."
            )
            self.lezing.swv.append({"nummer": swv, "aangevinkt": aan, "afgeleid": afgeleid})
            self._zet(
                f"swv.{swv}",
                aan,
                0.95 if aan is not None else 0.2,
                waarom,
                *self.swv_regels,
                suggestie=afgeleid,
                status="leeg" if aan is None else "waarde",
            )
