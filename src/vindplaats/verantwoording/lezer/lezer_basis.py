"""What all parts of the reader share: the words, what was used already, and setting a field."""

from typing import Any

from .alineas import Opmaak, Stuk, Tekst, knip, meet_opmaak, voeg_samen
from .antwoord import is_nul, status_van
from .herkennen import (
    Zone,
    maak_woorden,
    vind_sjabloon,
)
from .neutraal import Document
from .resultaat import Lezing, Overgeslagen, Passage, Status, Veld
from .sjabloon import Vondst
from .vorm import Vorm


class LezerBasis:
    """The state of one reading. Every character ends up in a field, in `overgeslagen` or in `niet_geplaatst`."""

    def __init__(self, doc: Document, naam: str, vorm: Vorm) -> None:
        self.doc, self.vorm = doc, vorm
        self.w = maak_woorden(doc)
        self.opmaak: Opmaak = meet_opmaak(doc)
        self.vondsten: list[Vondst] = vind_sjabloon(self.w, vorm.sjabloon)
        self.lezing = Lezing(doc.soort, doc.tekst, naam=naam, paginas=doc.paginas)
        self.gebruikt: list[tuple[int, int]] = []
        self.teksten: dict[str, Tekst] = {}
        self.zones: list[Zone] = []
        self.vinken: dict[str, bool | None] = {}
        self.swv_regels: list[tuple[int, int]] = []

    def passage(self, begin: int, eind: int) -> Passage:
        """A passage of the neutral text."""
        van, tot = self.doc.regelnummer(begin), self.doc.regelnummer(max(begin, eind - 1))
        return Passage(begin, eind, van + 1, tot + 1, self.doc.regels[van].pagina)

    def _gebruik(self, begin: int, eind: int) -> None:
        if eind > begin:
            self.gebruikt.append((begin, eind))

    def _sla_over(self, begin: int, eind: int, reden: str) -> None:
        self._gebruik(begin, eind)
        self.lezing.overgeslagen.append(Overgeslagen(self.passage(begin, eind), reden))

    def vrij(self, begin: int, eind: int) -> list[Stuk]:
        """What is left of a range after everything that was used."""
        return knip(self.doc, begin, eind, sorted(g for g in self.gebruikt if g[1] > begin and g[0] < eind))

    def _zet(
        self,
        code: str,
        waarde: Any,
        zekerheid: float,
        waarom: str,
        *plekken: tuple[int, int],
        status: Status | None = None,
        suggestie: Any = None,
    ) -> Veld:
        passages = [self.passage(b, e) for b, e in plekken if e > b]
        status = status or ("leeg" if waarde in (None, "", []) else "waarde")
        veld = Veld(code, waarde if waarde != "" else None, status, round(zekerheid, 2), waarom, passages, suggestie)
        self.lezing.velden[code] = veld
        return veld

    def neem_tekst(self, code: str, stukken: list[Stuk], zekerheid: float, waarom: str) -> Veld:
        """Make a text field of pieces and mark them as used."""
        tekst = voeg_samen(self.doc, stukken, self.opmaak)
        self.teksten[code] = tekst
        status = status_van(tekst.tekst)
        for stuk in stukken:
            self._gebruik(stuk.begin, stuk.eind)
        veld = self._zet(code, tekst.tekst or None, zekerheid, waarom, *bereiken(self.doc, stukken), status=status)
        if status == "leeg":
            veld.waarde, veld.zekerheid, veld.waarom = None, 0.8, "Onder dit kopje staat niets."
        elif status == "nvt":
            veld.waarom = "Er staat dat dit niet van toepassing is."
        elif status == "nul" and is_nul(tekst.tekst):
            veld.waarom = f"{waarom} Het antwoord is nul."
        return veld

    def _in_sjabloon(self, plek: int) -> bool:
        i = self.w.vanaf(plek)
        return any(v.van <= i < v.tot and v.tot - v.van >= 12 and v.begin > 20 for v in self.vondsten)


def bereiken(doc: Document, stukken: list[Stuk]) -> list[tuple[int, int]]:
    """Pieces that follow each other as ranges for marking."""
    uit: list[tuple[int, int]] = []
    for stuk in stukken:
        if uit and not doc.tekst[uit[-1][1] : stuk.begin].strip():
            uit[-1] = (uit[-1][0], stuk.eind)
        else:
            uit.append((stuk.begin, stuk.eind))
    return uit
