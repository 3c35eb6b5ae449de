"""Find the headings of the form in a neutral document and cut it into zones (report-format.md traps 17-21, 29)."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from rapidfuzz import fuzz

from .koppen import Alias, Kop, aliassen
from .neutraal import Document
from .sjabloon import Sjabloon, Vondst
from .woorden import TOKEN, ocr_vorm, vouw

_KLEINER = re.compile(r"[\s:;*_#|>=.,()\-–—+»]*$")
_NUMMERING = re.compile(r"[\s#*_>•\-–]*(?:(?:\d{1,3}\s*[.)]?\s*){1,3}|[A-Za-z][.)])?[\s*_]*")
_TERUG = 6.0  # price of a step back in the order of the form
_KORT = 90
_OVER_REGELS = 88  # percents alike that a misspelt heading over two lines needs


@dataclass(slots=True)
class Woorden:
    """All words of a document with their place; `kaal` leaves out the numbers (for the template)."""

    norm: list[str] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)
    eind: list[int] = field(default_factory=list)
    regel: list[int] = field(default_factory=list)
    eerste: dict[int, int] = field(default_factory=dict)

    def vanaf(self, plek: int) -> int:
        """Index of the first word at or after offset `plek`."""
        return bisect_left(self.begin, plek)


@dataclass(slots=True)
class Kandidaat:
    """A place that may be a heading. `begin`..`eind` are offsets of the heading in the neutral text."""

    code: str
    orde: float
    begin: int
    eind: int
    gewicht: float
    gelijk: float
    bron: str = "kop"


@dataclass(slots=True)
class Zone:
    """Text between two headings: `begin`..`eind` without the heading itself."""

    code: str
    begin: int
    eind: int
    kop: Kandidaat


def maak_woorden(doc: Document) -> Woorden:
    """Words of all lines that count."""
    w = Woorden()
    for nummer, regel in enumerate(doc.regels):
        if regel.weg or not regel.tekst:
            continue
        w.eerste[nummer] = len(w.norm)
        for m in TOKEN.finditer(vouw(regel.tekst)):
            w.norm.append(m.group())
            w.begin.append(regel.begin + m.start())
            w.eind.append(regel.begin + m.end())
            w.regel.append(nummer)
    return w


def vind_sjabloon(w: Woorden, sjabloon: Sjabloon) -> list[Vondst]:
    """Template runs, with `van`/`tot` as indexes in all words (numbers included)."""
    plekken = [i for i, woord in enumerate(w.norm) if not woord.isdigit()]
    vondsten = sjabloon.zoek([w.norm[i] for i in plekken])
    for v in vondsten:
        v.van, v.tot = plekken[v.van], plekken[v.tot - 1] + 1
    return vondsten


class Kopzoeker:
    """Looks for headings at the starts of lines and cells, and right after another heading (glued headings)."""

    def __init__(
        self, doc: Document, w: Woorden, koppen: tuple[Kop, ...], vast: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.doc, self.w, self.vast = doc, w, vast
        self.aliassen = aliassen(koppen)
        self.per_woord: dict[str, list[Alias]] = {}
        for alias in self.aliassen:
            self.per_woord.setdefault(alias.woorden[0], []).append(alias)

    def zoek(self) -> list[Kandidaat]:
        """All candidates, in order of place."""
        gevonden: list[Kandidaat] = []
        for nummer, woord in self.w.eerste.items():
            if not any(begin < self.w.begin[woord] < eind for begin, eind in self.vast if woord < len(self.w.begin)):
                for start in self._starts(nummer, woord):
                    gevonden += self._vanaf(start)
        return sorted({(k.code, k.begin): k for k in gevonden}.values(), key=lambda k: (k.begin, -k.eind))

    def _starts(self, nummer: int, woord: int) -> list[int]:
        """Word indexes where a heading may begin in this line: after a number or letter, and at each cell."""
        starts, w = [], self.w
        regel = self.doc.regels[nummer]
        grenzen = [regel.begin]
        grenzen += [regel.begin + m.end() for m in re.finditer(r"\t+", regel.tekst)]
        for grens in grenzen:
            i = w.vanaf(grens)
            if i >= len(w.norm) or w.regel[i] != nummer:
                continue
            starts.append(i)
            for _ in range(3):  # "2.1 ", "a) " before the heading
                kort = self.w.norm[i].isdigit() or len(self.w.norm[i]) == 1
                if i + 1 >= len(w.norm) or w.regel[i + 1] != nummer or not kort:
                    break
                i += 1
                starts.append(i)
        return starts

    def _vanaf(self, start: int) -> list[Kandidaat]:
        """Candidates beginning at a word, followed by headings glued to the first one."""
        uit: list[Kandidaat] = []
        while start < len(self.w.norm):
            kandidaat = self._beste(start)
            if kandidaat is None:
                break
            uit.append(kandidaat)
            start = self.w.vanaf(kandidaat.eind)
        return uit

    def _beste(self, start: int) -> Kandidaat | None:
        """The heading that begins at a word: letter for letter, or misspelt when that one is longer."""
        precies = None
        for alias in self.per_woord.get(self.w.norm[start], ()):
            n = len(alias.woorden)
            if tuple(self.w.norm[start : start + n]) == alias.woorden:
                precies = self._weeg(alias, start, start + n, 1.0)
                if precies:
                    break
        if not self._kopachtig(start) or (precies and not self._rest_in_regel(precies)):
            return precies
        vaag = self._vaag(start)
        return vaag if vaag and (precies is None or vaag.eind > precies.eind) else precies

    def _rest_in_regel(self, k: Kandidaat) -> str:
        regel = self.doc.regels[self.doc.regelnummer(k.begin)]
        return self.doc.tekst[k.eind : regel.eind].strip(" \t:*_#.-–")

    def _kopachtig(self, start: int) -> bool:
        """May a misspelt heading stand here? Bold, a heading style, capitals or a short line."""
        regel = self.doc.regels[self.w.regel[start]]
        if regel.niveau or regel.vet or len(regel.tekst) <= _KORT:
            return True
        return regel.tekst[self.w.begin[start] - regel.begin :][:12].isupper()

    def _vaag(self, start: int) -> Kandidaat | None:
        beste: Kandidaat | None = None
        reeks = self.w.norm[start : start + 14]
        samen = ocr_vorm(reeks)
        einden = list(accumulate(map(len, reeks)))
        for alias in self.aliassen:
            doel = len(alias.vorm)
            tot = bisect_left(einden, doel)  # the word that reaches the length of the heading, or the one before it
            tot += tot < len(einden) and (tot == 0 or einden[tot] - doel <= doel - einden[tot - 1])
            score, tot = self._gelijkenis(start, tot, samen, einden, alias)
            if not score or not self._nummer_klopt(alias, reeks[:tot]):
                continue
            if beste is None or (beste.code != alias.code and score / 100 > beste.gelijk + 0.02):
                beste = self._weeg(alias, start, start + tot, score / 100) or beste
        return beste

    def _gelijkenis(self, start: int, tot: int, samen: str, einden: list[int], alias: Alias) -> tuple[float, int]:
        """How alike, in percents, and up to which word; words of the next line count when that helps only."""
        grens = 87 if len(alias.vorm) < 10 else 83
        score = fuzz.ratio(samen[: einden[tot - 1]], alias.vorm, score_cutoff=grens)
        laatste = self.w.regel[start + tot - 1]
        voor = next((n for n in range(tot - 1, 0, -1) if self.w.regel[start + n - 1] != laatste), 0)
        if voor:
            korter = fuzz.ratio(samen[: einden[voor - 1]], alias.vorm, score_cutoff=grens)
            bijna = len(alias.vorm) - einden[voor - 1] <= 3 and not self._afgebroken(start + voor - 1)
            if korter and korter >= score - (4 if bijna else 0):
                return korter, voor
            score = score if score >= _OVER_REGELS else 0
        return score, tot

    def _afgebroken(self, woord: int) -> bool:
        return self.doc.tekst[self.w.eind[woord] : self.w.eind[woord] + 1] == "-"

    def _nummer_klopt(self, alias: Alias, reeks: list[str]) -> bool:
        """ "Ankerpunt 2" is no misspelt "ankerpunt 3": the number, where it can be read, decides."""
        if not alias.nummer:
            return True
        cijfers = [woord for woord in reeks if woord.isdigit() or woord in ("l", "i", "z")]
        gelezen = cijfers[0].replace("l", "1").replace("i", "1").replace("z", "2") if cijfers else ""
        return gelezen == alias.nummer or (not gelezen and len(alias.woorden) > 2)

    def _weeg(self, alias: Alias, start: int, tot: int, gelijk: float) -> Kandidaat | None:
        """Weight of a match by how it is printed; None when it is a part of a sentence."""
        w, doc = self.w, self.doc
        if tot > len(w.norm) or w.regel[tot - 1] - w.regel[start] > 6:
            return None
        begin, eind = w.begin[start], w.eind[tot - 1]
        stuk = doc.tekst[begin:eind]
        regel, laatste = doc.regels[w.regel[start]], doc.regels[w.regel[tot - 1]]
        kapitaal = _in_kapitalen(stuk)
        stijl = bool(regel.niveau or regel.vet)
        klein = not (kapitaal or stijl or stuk[:1].isupper())
        soort = self._rest(alias, doc.tekst[eind : laatste.eind], tot, kapitaal)
        if soort is None or (soort == "eigen" and self._zinsdeel(w.regel[start], laatste, stijl)):
            return None
        if klein and not (soort == "eigen" and gelijk > 0.92 and regel.tekst.lstrip()[:1].isalpha()):
            return None
        ervoor = doc.tekst[regel.begin : begin]
        if _NUMMERING.fullmatch(ervoor):
            begin = regel.begin
        gewicht = 2 * gelijk + kapitaal + stijl + min(2.0, 0.25 * len(alias.woorden))
        gewicht += {"eigen": 1.0, "kop": 0.6, "cel": 0.6, "tekst": -0.5}[soort]
        if klein or (not kapitaal and not stijl and len(alias.woorden) == 1):
            gewicht -= 1
        return Kandidaat(alias.code, alias.orde, begin, eind, max(gewicht, 0.2), gelijk)

    def _rest(self, alias: Alias, rest: str, tot: int, kapitaal: bool) -> str | None:
        """What follows the heading in its line: nothing, another heading, a cell, or text that may follow it."""
        if _KLEINER.fullmatch(rest):
            return "eigen"
        if rest.lstrip(" *_:").startswith("\t"):
            return "cel"
        volgende = tot < len(self.w.norm) and self._is_kop(tot)
        if volgende:
            return "kop"
        kop_met_dubbele_punt = re.match(r"\s*[*_]*\s*:", rest)
        lang = len(alias.woorden) >= 3 and re.match(r"[\s:*_.\-–]+[A-Z0-9\"'“‘]", rest)
        return "tekst" if kapitaal or kop_met_dubbele_punt or lang else None

    def _is_kop(self, start: int) -> bool:
        for alias in self.per_woord.get(self.w.norm[start], ()):
            if tuple(self.w.norm[start : start + len(alias.woorden)]) == alias.woorden:
                return self.doc.tekst[self.w.begin[start] : self.w.begin[start] + 4].strip()[:1].isupper()
        return False

    def _zinsdeel(self, nummer: int, laatste: object, stijl: bool) -> bool:
        """A lone line that is the tail of a sentence ("... in het / knooppunt.")."""
        regel = self.doc.regels[nummer]
        return not stijl and not regel.tekst.isupper() and regel.tekst.rstrip().endswith((".", ",", ";"))


def _in_kapitalen(stuk: str) -> bool:
    """Printed in capitals, a misread letter or two aside."""
    letters = [c for c in stuk if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def vaste_stukken(w: Woorden, vondsten: list[Vondst]) -> list[tuple[int, int]]:
    """Offsets of the printed introduction and lists: a heading inside them is no heading."""
    groot = [
        v for v in vondsten if v.tot - v.van >= 12 and v.fragment.startswith(("preambule", "proces_intro", "catalogus"))
    ]
    return [(w.begin[v.van], w.eind[v.tot - 1]) for v in groot]


def buiten_sjabloon(kandidaten: list[Kandidaat], vast: list[tuple[int, int]]) -> list[Kandidaat]:
    """Without the headings that are words of the printed introduction or of a printed list."""
    return [k for k in kandidaten if not any(begin <= k.begin and k.eind < eind for begin, eind in vast)]


def kies_keten(kandidaten: list[Kandidaat]) -> list[Kandidaat]:
    """The heaviest row of candidates in the order of the form; a step back costs, a section is used once."""
    n = len(kandidaten)
    som, vorige = [k.gewicht for k in kandidaten], [-1] * n
    for j, k in enumerate(kandidaten):
        for i in range(j):
            v = kandidaten[i]
            if v.eind > k.begin or v.code == k.code:
                continue
            waarde = som[i] + k.gewicht - (_TERUG if v.orde >= k.orde else 0)
            if waarde > som[j]:
                som[j], vorige[j] = waarde, i
    keten: list[Kandidaat] = []
    j = max(range(n), key=som.__getitem__, default=-1)
    while j >= 0:
        keten.append(kandidaten[j])
        j = vorige[j]
    return _eenmalig(keten[::-1])


def _eenmalig(keten: list[Kandidaat]) -> list[Kandidaat]:
    beste: dict[str, Kandidaat] = {}
    for k in keten:
        if k.code not in beste or k.gewicht > beste[k.code].gewicht:
            beste[k.code] = k
    return [k for k in keten if beste[k.code] is k]


def maak_zones(doc: Document, keten: list[Kandidaat]) -> list[Zone]:
    """The text after each heading, up to the next one."""
    if not keten:
        return []
    grenzen = [*[k.begin for k in keten[1:]], len(doc.tekst)][: len(keten)]
    return [Zone(k.code, min(k.eind, grens), grens, k) for k, grens in zip(keten, grenzen, strict=True)]
