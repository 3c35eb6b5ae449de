"""Word files in many make-ups: plain paragraphs, styles, tables, content controls, form fields, text boxes."""

import io
import random
import textwrap
from typing import Any

from .formulieren import Formulier
from .varianten import Element, Opmaak, elementen

VORMEN = ("plat", "stijlen", "vet", "velden", "raster", "kader")


def als_docx(f: Formulier, o: Opmaak, vorm: str | None = None) -> bytes:
    """A Word file. `vorm` is one of VORMEN; by default it follows from the layout."""
    from docx import Document

    vorm = vorm or VORMEN[(o.zaad + len(f.bestuur or "")) % len(VORMEN)]
    doc = Document()
    maker = _Maker(doc, o, vorm)
    for e in elementen(f, o):
        maker.zet(e)
    if o.paginakop:
        doc.sections[0].footer.paragraphs[0].text = "Verantwoording passend onderwijs"
    uit = io.BytesIO()
    doc.save(uit)
    return uit.getvalue()


class _Maker:
    def __init__(self, doc: Any, o: Opmaak, vorm: str) -> None:
        self.doc, self.o, self.vorm = doc, o, vorm
        self.rnd = random.Random(o.zaad)
        self.cel: Any = None

    def zet(self, e: Element) -> None:
        getattr(self, f"_{e.soort}", self._alinea)(e)

    def _alinea(self, e: Element) -> None:
        if self.o.breedte and e.soort in ("alinea", "druk", "prompt"):
            for regel in textwrap.wrap(e.tekst, self.o.breedte, break_on_hyphens=False):
                self._plek().add_paragraph(regel)
        elif self.vorm == "velden" and e.soort == "alinea":
            _inhoudsvak(self.doc, e.tekst)
        else:
            self._plek().add_paragraph(e.tekst)

    def _plek(self) -> Any:
        return self.cel if self.cel is not None else self.doc

    def _titel(self, e: Element) -> None:
        self.doc.add_heading(e.tekst, 0) if self.vorm == "stijlen" else self.doc.add_paragraph(e.tekst)

    def _kop(self, e: Element) -> None:
        if self.vorm == "raster" and e.soort == "kop":
            tabel = self.doc.add_table(rows=2, cols=1)
            tabel.cell(0, 0).paragraphs[0].add_run(e.tekst).bold = True
            self.cel = tabel.cell(1, 0)
        else:
            self.cel = None
        if self.vorm == "raster" and e.soort == "kop":
            return
        if self.vorm == "stijlen":
            self.doc.add_heading(e.tekst, e.niveau)
        elif self.vorm == "kader" and e.code.startswith("ankerpunt"):
            _tekstkader(self.doc, e.tekst)
        else:
            self.doc.add_paragraph().add_run(e.tekst).bold = self.vorm == "vet"

    def _banner(self, e: Element) -> None:
        self._kop(e)

    def _hoofd(self, e: Element) -> None:
        if self.vorm == "velden":
            for label, waarde in e.rijen:
                p = self.doc.add_paragraph(label + " ")
                _waardevak(p, waarde) if "SWV" not in label else _vinkvelden(p, waarde, self.rnd)
        elif self.o.hoofdvorm == "tabel":
            self._vul_tabel(e.rijen)
        elif self.o.hoofdvorm == "twee":
            rijen = [[f"{a} {b}" for a, b in e.rijen[:2]], [f"{a} {b}" for a, b in e.rijen[2:]]]
            self._vul_tabel([r + [""] * (2 - len(r)) for r in rijen])
        else:
            for label, waarde in e.rijen:
                self.doc.add_paragraph(f"{label}\t{waarde}")

    def _vul_tabel(self, rijen: list[list[str]]) -> None:
        tabel = (
            self._plek().add_table(rows=len(rijen), cols=len(rijen[0]))
            if self.cel is None
            else self.doc.add_table(len(rijen), len(rijen[0]))
        )
        for i, rij in enumerate(rijen):
            for j, tekst in enumerate(rij):
                tabel.cell(i, j).text = tekst

    def _tabel(self, e: Element) -> None:
        self.cel = None
        self._vul_tabel(e.rijen)

    def _besteding(self, e: Element) -> None:
        if self.vorm == "stijlen" and self.o.genummerd:
            self.doc.add_paragraph(e.tekst.split(".", 1)[1].strip(), style="List Number")
        else:
            self._plek().add_paragraph(e.tekst)

    def _catalogus(self, e: Element) -> None:
        self.cel = None
        if self.vorm in ("raster", "vet"):
            self._vul_tabel(e.rijen)
            return
        for nummer, label in e.rijen:
            if self.vorm == "stijlen":
                self.doc.add_paragraph(label, style="List Number 2")
            else:
                self.doc.add_paragraph(f"{nummer} {label}")

    def _nummers(self, e: Element) -> None:
        if self.vorm == "velden":
            kop, _, waarde = e.tekst.rpartition(":")
            _waardevak(self.doc.add_paragraph(kop + ": "), waarde.strip())
        else:
            self._alinea(Element("regel", e.tekst))


def _el(naam: str, **attributen: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(naam)
    for sleutel, waarde in attributen.items():
        element.set(qn(sleutel.replace("_", ":")), waarde)
    return element


def _tekstrun(tekst: str) -> Any:
    run, t = _el("w:r"), _el("w:t")
    t.text = tekst
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(t)
    return run


def _inhoudsvak(doc: Any, tekst: str) -> None:
    """A block content control around a paragraph: python-docx does not see these, Word users type in them."""
    p = doc.add_paragraph(tekst)
    sdt, inhoud = _el("w:sdt"), _el("w:sdtContent")
    sdt.append(_el("w:sdtPr"))
    sdt.append(inhoud)
    p._p.addprevious(sdt)
    inhoud.append(p._p)


def _waardevak(p: Any, tekst: str) -> None:
    """An inline content control with the value."""
    sdt, inhoud = _el("w:sdt"), _el("w:sdtContent")
    sdt.append(_el("w:sdtPr"))
    inhoud.append(_tekstrun(tekst))
    sdt.append(inhoud)
    p._p.append(sdt)


def leeg_vak(doc: Any) -> None:
    """A content control that still shows its hint."""
    sdt, inhoud, eigenschappen = _el("w:sdt"), _el("w:sdtContent"), _el("w:sdtPr")
    eigenschappen.append(_el("w:showingPlcHdr"))
    inhoud.append(doc.add_paragraph("Klik of tik om tekst in te voeren.")._p)
    sdt.append(eigenschappen)
    sdt.append(inhoud)
    doc.element.body.insert(len(doc.element.body) - 1, sdt)


def _vinkvelden(p: Any, waarde: str, rnd: random.Random) -> None:
    """Real check boxes instead of glyphs: a new content control or a legacy form field."""
    stuk = ""
    for teken in waarde:
        if teken in "☒☐■□☑":
            p.add_run(stuk)
            stuk = ""
            _vakje(p, teken in "☒■☑", nieuw=rnd.random() < 0.5)
        else:
            stuk += teken
    p.add_run(stuk)


def _vakje(p: Any, aan: bool, *, nieuw: bool) -> None:
    from lxml import etree

    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    if nieuw:
        sdt, eigenschappen, inhoud = _el("w:sdt"), _el("w:sdtPr"), _el("w:sdtContent")
        vak = etree.SubElement(eigenschappen, f"{{{w14}}}checkbox", nsmap={"w14": w14})
        etree.SubElement(vak, f"{{{w14}}}checked").set(f"{{{w14}}}val", "1" if aan else "0")
        inhoud.append(_tekstrun("☒" if aan else "☐"))
        sdt.append(eigenschappen)
        sdt.append(inhoud)
        p._p.append(sdt)
        return
    run, teken, ff, vak = _el("w:r"), _el("w:fldChar", w_fldCharType="begin"), _el("w:ffData"), _el("w:checkBox")
    vak.append(_el("w:default", w_val="0"))
    vak.append(_el("w:checked", w_val="1" if aan else "0"))
    ff.append(vak)
    teken.append(ff)
    run.append(teken)
    p._p.append(run)
    opdracht = _el("w:r")
    instructie = _el("w:instrText")
    instructie.text = " FORMCHECKBOX "
    opdracht.append(instructie)
    p._p.append(opdracht)
    slot = _el("w:r")
    slot.append(_el("w:fldChar", w_fldCharType="end"))
    p._p.append(slot)


def _tekstkader(doc: Any, tekst: str) -> None:
    """A heading in an old-style text box."""
    from lxml import etree

    vml = "urn:schemas-microsoft-com:vml"
    p = doc.add_paragraph()
    run, pict = _el("w:r"), _el("w:pict")
    vorm = etree.SubElement(pict, f"{{{vml}}}shape")
    kader = etree.SubElement(vorm, f"{{{vml}}}textbox")
    inhoud, alinea = _el("w:txbxContent"), _el("w:p")
    alinea.append(_tekstrun(tekst))
    inhoud.append(alinea)
    kader.append(inhoud)
    run.append(pict)
    p._p.append(run)
