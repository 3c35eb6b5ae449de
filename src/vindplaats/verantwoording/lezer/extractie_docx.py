"""Word files straight from the XML: content controls, form fields, check boxes, tables and text boxes included."""

import re
from dataclasses import dataclass, field
from typing import Any

from .extractie_tekst import AANGEVINKT, LEEG_VAK, schoon
from .neutraal import Document, Regel
from .zip_veilig import WordZip

_KOPSTIJL = re.compile(r"(?:heading|kop|titel|title|subtitle|ondertitel)[\s_-]*(\d)?", re.I)
_OVER = frozenset(
    {"del", "moveFrom", "instrText", "delText", "fldData", "footnoteReference", "commentReference", "pict_"}
)
_CEL_LANG = 160


def _naam(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _val(element: Any, naam: str = "val") -> str:
    for sleutel, waarde in element.attrib.items():
        if sleutel.rpartition("}")[2] == naam:
            return str(waarde)
    return ""


def _kind(element: Any, naam: str) -> Any:
    return next((k for k in element if _naam(k) == naam), None) if element is not None else None


def _aan(element: Any) -> bool:
    return element is not None and _val(element) not in ("0", "false", "off")


@dataclass
class _Alinea:
    """What is gathered while walking through one paragraph."""

    delen: list[str] = field(default_factory=list)
    vet: list[bool] = field(default_factory=list)
    kaders: list[Any] = field(default_factory=list)
    pagina_erna: bool = False


class DocxLezer:
    """Walks the body of a Word file and makes neutral lines."""

    def __init__(self, data: bytes) -> None:
        self.zip = WordZip(data)
        self.regels: list[Regel] = []
        self.pagina = 1
        self._stijlen: dict[str, int] | None = None
        self._lijsten: dict[str, dict[str, str]] | None = None
        self._tellers: dict[tuple[str, str], int] = {}
        self._koppen: dict[str, int] = {}

    def lees(self) -> Document:
        """The neutral document."""
        lichaam = _kind(self.zip.xml(self.zip.hoofd), "body")
        if lichaam is not None:
            self._blokken(lichaam)
        doc = Document("docx", self.regels, paginas=self.pagina)
        self._kop_en_voet(doc)
        return doc

    def _kop_en_voet(self, doc: Document) -> None:
        for naam in sorted(self.zip.delen):
            if re.fullmatch(r"word/(?:header|footer|footnotes)\d*\.xml", naam):
                tekst = " ".join("".join(t.itertext()) for t in self.zip.xml(naam).iter() if _naam(t) == "p").strip()
                if tekst:
                    regel = Regel(schoon(" ".join(tekst.split()))[:500], weg="de kop- of voettekst van de bladzijden")
                    doc.regels.append(regel)

    # blocks ------------------------------------------------------------------------------------------------------
    def _blokken(self, ouder: Any) -> None:
        for kind in ouder:
            naam = _naam(kind)
            if naam == "p":
                self._alinea(kind)
            elif naam == "tbl":
                self._tabel(kind)
            elif naam == "sdt":
                self._blokveld(kind)
            elif naam in ("customXml", "ins", "smartTag", "moveTo", "txbxContent"):
                self._blokken(kind)
            elif naam == "AlternateContent":
                self._blokken(_kind(kind, "Choice") if _kind(kind, "Choice") is not None else kind)

    def _blokveld(self, sdt: Any) -> None:
        if not self._plaatshouder(sdt):
            inhoud = _kind(sdt, "sdtContent")
            if inhoud is not None:
                self._blokken(inhoud)

    def _plaatshouder(self, sdt: Any) -> bool:
        """A content control that still shows its hint ("Klik of tik om tekst in te voeren") is empty."""
        return _aan(_kind(_kind(sdt, "sdtPr"), "showingPlcHdr"))

    def _alinea(self, p: Any) -> None:
        a = _Alinea()
        self._loop(p, a)
        eigenschappen = _kind(p, "pPr")
        tekst = schoon("".join(a.delen))
        niveau = self._niveau(eigenschappen)
        prefix = self._lijstteken(eigenschappen) if tekst.strip() else ""
        vet = bool(a.vet) and all(a.vet)
        for i, deel in enumerate(tekst.split("\n")):
            self.regels.append(
                Regel((prefix if i == 0 else "") + deel.strip(" "), pagina=self.pagina, niveau=niveau, vet=vet)
            )
        self.pagina += a.pagina_erna
        for kader in a.kaders:
            self._blokken(kader)

    def _niveau(self, eigenschappen: Any) -> int:
        if eigenschappen is None:
            return 0
        omtrek = _kind(eigenschappen, "outlineLvl")
        if omtrek is not None and _val(omtrek).isdigit():
            return min(9, int(_val(omtrek)) + 1) if int(_val(omtrek)) < 9 else 0
        stijl = _kind(eigenschappen, "pStyle")
        return self._stijlniveau(_val(stijl)) if stijl is not None else 0

    def _stijlniveau(self, stijl: str) -> int:
        m = _KOPSTIJL.fullmatch(stijl)
        if m:
            return int(m[1] or 1)
        if self._stijlen is None:
            self._stijlen = self._lees_stijlen()
        return self._stijlen.get(stijl, 0)

    def _lees_stijlen(self) -> dict[str, int]:
        uit: dict[str, int] = {}
        wortel = self.zip.xml("word/styles.xml")
        for stijl in wortel if wortel is not None else ():
            naam = _kind(stijl, "name")
            m = _KOPSTIJL.fullmatch(_val(naam)) if naam is not None else None
            if m:
                uit[_val(stijl, "styleId")] = int(m[1] or 1)
        return uit

    def _lijstteken(self, eigenschappen: Any) -> str:
        nummering = _kind(eigenschappen, "numPr")
        if nummering is None:
            return ""
        nummer, diepte = _kind(nummering, "numId"), _kind(nummering, "ilvl")
        sleutel = (_val(nummer) if nummer is not None else "", _val(diepte) if diepte is not None else "0")
        if sleutel[0] in ("", "0"):
            return ""
        if self._lijsten is None:
            self._lijsten = self._lees_lijsten()
        soort = self._lijsten.get(sleutel[0], {}).get(sleutel[1], "bullet")
        if soort in ("bullet", "none"):
            return "\u2022 " if soort == "bullet" else ""
        self._tellers[sleutel] = self._tellers.get(sleutel, 0) + 1
        return f"{self._tellers[sleutel]}. "

    def _lees_lijsten(self) -> dict[str, dict[str, str]]:
        wortel = self.zip.xml("word/numbering.xml")
        vormen: dict[str, dict[str, str]] = {}
        uit: dict[str, dict[str, str]] = {}
        for kind in wortel if wortel is not None else ():
            if _naam(kind) == "abstractNum":
                vormen[_val(kind, "abstractNumId")] = {
                    _val(lvl, "ilvl"): _val(f)
                    for lvl in kind
                    if _naam(lvl) == "lvl" and (f := _kind(lvl, "numFmt")) is not None
                }
            elif _naam(kind) == "num" and (vorm := _kind(kind, "abstractNumId")) is not None:
                uit[_val(kind, "numId")] = vormen.get(_val(vorm), {})
        return uit

    # runs --------------------------------------------------------------------------------------------------------
    def _loop(self, ouder: Any, a: _Alinea) -> None:
        """Everything inside a paragraph, in reading order."""
        for kind in ouder:
            naam = _naam(kind)
            if naam == "r":
                self._run(kind, a)
            elif naam == "sdt":
                self._inlineveld(kind, a)
            elif naam not in _OVER and naam not in ("pPr", "rPr"):
                self._loop(kind, a)

    def _inlineveld(self, sdt: Any, a: _Alinea) -> None:
        vak = _kind(_kind(sdt, "sdtPr"), "checkbox")
        if vak is not None:
            staat = _kind(vak, "checked")
            a.delen.append(AANGEVINKT if _aan(staat) and staat is not None else LEEG_VAK)
        elif not self._plaatshouder(sdt):
            inhoud = _kind(sdt, "sdtContent")
            if inhoud is not None:
                self._loop(inhoud, a)

    def _run(self, r: Any, a: _Alinea) -> None:
        eigenschappen = _kind(r, "rPr")
        if _aan(_kind(eigenschappen, "vanish")):
            return
        vet = _aan(_kind(eigenschappen, "b"))
        for kind in r:
            self._inhoud(kind, a, vet)

    def _inhoud(self, kind: Any, a: _Alinea, vet: bool) -> None:
        naam = _naam(kind)
        if naam == "t":
            tekst = kind.text or ""
            a.delen.append(tekst.replace("\n", " "))
            if tekst.strip():
                a.vet.append(vet)
        elif naam == "tab" or naam == "ptab":
            a.delen.append("\t")
        elif naam in ("br", "cr"):
            self._regeleinde(kind, a)
        elif naam == "noBreakHyphen":
            a.delen.append("-")
        elif naam == "sym":
            a.delen.append(_symbool(_val(kind, "char")))
        elif naam == "fldChar":
            a.delen.append(_formuliervak(kind))
        elif naam == "lastRenderedPageBreak":
            self.pagina += 1
        elif naam in ("drawing", "pict", "object", "AlternateContent"):
            self._kader(kind, a)

    def _regeleinde(self, br: Any, a: _Alinea) -> None:
        if _val(br, "type") == "page":
            a.pagina_erna = True
        else:
            a.delen.append("\n")

    def _kader(self, element: Any, a: _Alinea) -> None:
        """Text boxes; of two versions of the same box only the first."""
        keuze = _kind(element, "Choice") if _naam(element) == "AlternateContent" else None
        for kind in (keuze if keuze is not None else element).iter():
            if _naam(kind) == "txbxContent":
                a.kaders.append(kind)

    # tables ------------------------------------------------------------------------------------------------------
    def _tabel(self, tbl: Any) -> None:
        for rij in _kinderen(tbl, "tr"):
            self._rij(rij)

    def _rij(self, tr: Any) -> None:
        cellen: list[tuple[int, list[Regel]]] = []
        kolom = _overgeslagen(tr)
        for tc in _kinderen(tr, "tc"):
            eigenschappen = _kind(tc, "tcPr")
            breed = _kind(eigenschappen, "gridSpan")
            cellen.append((kolom, self._cel(tc)))
            kolom += int(_val(breed)) if breed is not None and _val(breed).isdigit() else 1
        gevuld = [[r for r in regels if r.tekst.strip()] for _, regels in cellen]
        if len(cellen) > 1 and all(_klein(regels) for regels in gevuld):
            teksten = tuple(" ".join(r.tekst.strip() for r in regels) for regels in gevuld)
            vet = all(r.vet for regels in gevuld for r in regels) and any(gevuld)
            self.regels.append(
                Regel(
                    "\t".join(teksten),
                    pagina=self.pagina,
                    vet=vet,
                    cellen=teksten,
                    kolommen=tuple(k for k, _ in cellen),
                )
            )
            return
        for _, regels in cellen:
            self.regels += regels

    def _cel(self, tc: Any) -> list[Regel]:
        """The lines of one cell, nested tables included."""
        buiten, self.regels = self.regels, []
        self._blokken(tc)
        binnen, self.regels = self.regels, buiten
        return binnen


def _klein(regels: list[Regel]) -> bool:
    """A cell that is data, not a text of its own."""
    return len(regels) <= 3 and sum(len(r.tekst) for r in regels) <= _CEL_LANG and not any(r.cellen for r in regels)


def _kinderen(ouder: Any, naam: str) -> list[Any]:
    """Rows or cells, also those inside content controls."""
    uit = []
    for kind in ouder:
        soort = _naam(kind)
        if soort == naam:
            uit.append(kind)
        elif soort in ("sdt", "sdtContent", "customXml", "ins"):
            uit += _kinderen(kind, naam)
    return uit


def _overgeslagen(tr: Any) -> int:
    voor = _kind(_kind(tr, "trPr"), "gridBefore")
    return int(_val(voor)) if voor is not None and _val(voor).isdigit() else 0


def _symbool(code: str) -> str:
    try:
        nummer = int(code, 16)
    except ValueError:
        return ""
    return chr(nummer if nummer >= 0xF000 else 0xF000 + nummer) if 0 < nummer < 0x10000 else ""


def _formuliervak(fld: Any) -> str:
    """A legacy form check box; a text field has its text in ordinary runs."""
    vak = _kind(_kind(fld, "ffData"), "checkBox")
    if vak is None:
        return ""
    staat = _kind(vak, "checked")
    staat = staat if staat is not None else _kind(vak, "default")
    return AANGEVINKT if _aan(staat) else LEEG_VAK


def lees_docx(data: bytes) -> Document:
    """A Word file as neutral lines. Raises LeesFout."""
    return DocxLezer(data).lees()
