"""The few pieces of WordprocessingML that python-docx has no word for: language, fields, repeated heads. Pure."""

from typing import Any


def _element(naam: str, **eigenschappen: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(naam)
    for sleutel, waarde in eigenschappen.items():
        element.set(qn(f"w:{sleutel}"), waarde)
    return element


def zet_taal(doc: Any, taal: str) -> None:
    """Set the language of the whole document, so that the screen reader and the spelling check know it."""
    from docx.oxml.ns import qn

    for lang in doc.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), taal)
        lang.set(qn("w:eastAsia"), taal)


def zet_lettertype(stijl: Any, letter: str) -> None:
    """Give a style a typeface of its own instead of that of the theme."""
    from docx.oxml.ns import qn

    stijl.font.name = letter
    rfonts = stijl.element.rPr.rFonts
    for soort in ("ascii", "hAnsi", "cs", "eastAsia"):
        rfonts.set(qn(f"w:{soort}"), letter)
        rfonts.attrib.pop(qn(f"w:{soort}Theme"), None)
    rfonts.attrib.pop(qn("w:cstheme"), None)


def veld(alinea: Any, opdracht: str, nu: str) -> None:
    """Append a field such as PAGE, with the text that stands there until Word counts again."""
    for soort, tekst in (("begin", ""), ("", opdracht), ("separate", ""), ("tekst", nu), ("end", "")):
        run = alinea.add_run()
        if soort == "tekst":
            run.text = tekst
        elif soort:
            run._r.append(_element("w:fldChar", fldCharType=soort))
        else:
            instructie = _element("w:instrText")
            instructie.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            instructie.text = f" {tekst} "
            run._r.append(instructie)


def doorlopend_anker(alinea: Any, naam: str) -> None:
    """Put a bookmark around a heading, for the table of contents."""
    nummer = naam.removeprefix("_Toc").lstrip("0")
    alinea._p.insert(1, _element("w:bookmarkStart", id=nummer, name=naam))
    alinea._p.append(_element("w:bookmarkEnd", id=nummer))


def hyperlink(alinea: Any, tekst: str, anker: str) -> None:
    """Append a link to a bookmark in the same document."""
    link = _element("w:hyperlink", anchor=anker, history="1")
    run = alinea.add_run(tekst)
    link.append(run._r)
    alinea._p.append(link)


def herhaal_kop(tabel: Any) -> None:
    """Repeat the first row of a table on every page it runs over."""
    tabel.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def regel_niet_breken(rij: Any) -> None:
    """Keep a row of a table on one page."""
    rij.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def kleur_cel(cel: Any, kleur: str) -> None:
    """Background of a cell, as RRGGBB."""
    cel._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=kleur))


def lijn_boven(rij: Any) -> None:
    """A heavier line above the totals row."""
    for tc in rij.tc_lst:
        randen = _element("w:tcBorders")
        randen.append(_element("w:top", val="single", sz="12", space="0", color="1C2B33"))
        tc.get_or_add_tcPr().append(randen)


def zet_alt(beeld: Any, tekst: str) -> None:
    """Text alternative of a picture."""
    eigenschappen = beeld._inline.docPr
    eigenschappen.set("descr", tekst)
    eigenschappen.set("title", "")


def zet_breedtes(tabel: Any, breedtes: list[float]) -> None:
    """Fixed widths of the columns, in mm; set on the grid and on every cell, as Word and LibreOffice each want."""
    from docx.shared import Mm

    tabel.autofit = False
    for kolom, breedte in zip(tabel._tbl.tblGrid.gridCol_lst, breedtes, strict=True):
        kolom.w = Mm(breedte)
    for rij in tabel._tbl.tr_lst:
        for tc, breedte in zip(rij.tc_lst, breedtes, strict=True):
            tc.width = Mm(breedte)


def zet_randen(tabel: Any, kleur: str) -> None:
    """Thin lines between the rows only, in this colour (RRGGBB)."""
    randen = _element("w:tblBorders")
    for kant in ("top", "left", "bottom", "right", "insideH", "insideV"):
        soort = "single" if kant in ("top", "bottom", "insideH") else "nil"
        randen.append(_element(f"w:{kant}", val=soort, sz="4", space="0", color=kleur))
    eigenschappen = tabel._tbl.tblPr
    opmaak = eigenschappen.find(randen.tag.replace("tblBorders", "tblLayout"))
    if opmaak is None:
        eigenschappen.append(randen)
    else:
        opmaak.addprevious(randen)
