"""The head of the form and the printed lines of the first pages."""

import re

from . import meldingen as meld
from .kop import Label, lees_schooljaar, naam_en_functie, swv_plekken, vind_labels, vinkjes
from .lezer_basis import LezerBasis

_HOOFDTITEL = re.compile(
    r"verantwoord|schoolbesturen aan zet|samenwerkingsplan|keuze schoolbestu|passend|primair onderwijs|verknoopte governance",
    re.I,
)
_HINT = re.compile(r"\W*(?:naam\s*[,;/&]?\s*(?:en\s*)?)?functie\W*", re.I)
_BRIEFHOOFD = re.compile(r"\s*(?:datum|kenmerk)\s*:[^\n]{1,80}$", re.I)
_ADRES = re.compile(r"\s*(?:https?://|www\.)\S+\s*")


class KopLezer(LezerBasis):
    """Reads board, representative, school year and tick boxes."""

    def _kop(self) -> None:
        eind = self.zones[0].kop.begin
        labels: dict[str, Label] = {}
        for label in vind_labels(self.doc, eind):
            if label.code not in labels and not self._in_sjabloon(label.begin):
                labels[label.code] = label
                if label.code != "swv":
                    self._gebruik(label.begin, label.waarde_eind)
                    for plek in label.meer:
                        self._gebruik(*plek)
        self._veld_bestuur(labels)
        self._veld_schooljaar(labels, eind)
        self._veld_swv(labels, eind)
        self._koptekst(eind)

    def _veld_bestuur(self, labels: dict[str, Label]) -> None:
        label = labels.get("bestuur")
        if label and label.waarde:
            self._zet(
                "bestuur",
                label.waarde,
                0.97,
                "Staat achter het kopje Bestuur.",
                (label.waarde_begin, label.waarde_eind),
            )
        else:
            self._zet(
                "bestuur",
                None,
                0.0,
                "Het bestuur staat niet in de kop: kies zelf het bestuur.",
                suggestie=meld.vermoedelijk_bestuur(self.doc.tekst),
            )
        namens = labels.get("namens")
        naam, functie = naam_en_functie(namens.waarde) if namens else (None, None)
        for deel, gevonden in (("naam", naam), ("functie", functie)):
            eigen = labels.get(deel)
            bron = eigen if eigen and eigen.waarde and not gevonden else namens
            waarde = eigen.waarde if bron is eigen and eigen else gevonden
            plek = [(bron.waarde_begin, bron.waarde_eind)] if bron and waarde else []
            waarom = "Staat achter het kopje Namens bestuur." if waarde else "Niet gevonden: vul dit zelf in."
            self._zet(f"namens.{deel}", waarde, 0.95 if waarde else 0.0, waarom, *plek)

    def _veld_schooljaar(self, labels: dict[str, Label], eind: int) -> None:
        label = labels.get("schooljaar")
        jaar = lees_schooljaar(label.waarde) if label else None
        if label and jaar:
            self._zet(
                "schooljaar", jaar, 0.98, "Staat achter het kopje Schooljaar.", (label.waarde_begin, label.waarde_eind)
            )
            return
        for regel in self.doc.regels:
            jaar = lees_schooljaar(regel.tekst) if regel.begin < eind and len(regel.tekst) < 120 else None
            if jaar and not re.search(r"bekostig|ondersteuningsplan|koersplan", regel.tekst, re.I):
                self._zet(
                    "schooljaar",
                    jaar,
                    0.7,
                    "Er is geen kopje Schooljaar; dit jaar staat bovenaan.",
                    (regel.begin, regel.eind),
                )
                return
        self._zet(
            "schooljaar",
            None,
            0.0,
            "Het schooljaar staat niet in de kop: kies het zelf.",
            suggestie=meld.vermoedelijk_jaar(self.doc.tekst, self.lezing.naam),
        )

    def _veld_swv(self, labels: dict[str, Label], eind: int) -> None:
        label = labels.get("swv")
        regels = [
            r
            for r in self.doc.regels
            if r.begin < eind
            and not r.weg
            and swv_plekken(r.tekst, self.vorm.swvs)
            and not self._in_sjabloon(r.begin + len(r.tekst) // 2)
        ]
        if label:
            regels = [
                r
                for r in self.doc.regels
                if not r.weg
                and label.begin - 1 <= r.eind
                and r.begin < min(eind, label.begin + 400)
                and (r in regels or any(g in r.tekst for g in "\u2610\u2612"))
            ] or regels
            self._gebruik(label.begin, label.waarde_begin)
        tekst = "\n".join(r.tekst for r in regels)
        self.vinken = vinkjes(tekst, self.vorm.swvs)
        for regel in regels:
            self._gebruik(regel.begin, regel.eind)
        self.swv_regels = [(r.begin, r.eind) for r in regels]

    def _koptekst(self, eind: int) -> None:
        """Titles, web addresses, the choice line and other printed lines of the first pages."""
        keuze = False
        for regel in self.doc.regels:
            if regel.begin >= eind or regel.weg or not regel.tekst.strip() or len(regel.tekst) > 170:
                continue
            if _ADRES.fullmatch(regel.tekst):
                self._sla_over(regel.begin, regel.eind, "een los webadres")
            elif (
                (keuze or _HOOFDTITEL.search(regel.tekst))
                and len(regel.tekst.split()) <= 25
                and self.vrij(regel.begin, regel.eind)
            ):
                self._sla_over(regel.begin, regel.eind, "de titel van het formulier")
            elif _HINT.fullmatch(regel.tekst):
                self._sla_over(regel.begin, regel.eind, "een gedrukte aanwijzing")
            elif _BRIEFHOOFD.match(regel.tekst) or regel.tekst.strip() == self.lezing.waarde("bestuur"):
                self._sla_over(regel.begin, regel.eind, "het briefhoofd")
            keuze = bool(re.search(r"keuze\s+schoolbestu[^:]*:?\W*$", regel.tekst, re.I))
