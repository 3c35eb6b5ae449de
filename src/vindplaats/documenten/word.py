"""A `Stuk` as Word document with real styles, in the house style of the SWV. Pure."""

import io
from typing import Any, cast

from . import stuk as s
from .pdf import TEKSTBREEDTE_MM, beeldsoort, hoogte_mm, ondertekening
from .veilig_uitvoeren import veilig
from .word_xml import (
    doorlopend_anker,
    herhaal_kop,
    hyperlink,
    kleur_cel,
    lijn_boven,
    regel_niet_breken,
    veld,
    zet_alt,
    zet_breedtes,
    zet_lettertype,
    zet_randen,
    zet_taal,
)

LETTER = "Source Sans 3"
LIJNEN = {"links": 0, "midden": 1, "rechts": 2}
LOGO_HOOGTE_MM = 16


def maak_docx(stuk: s.Stuk) -> bytes:
    """Make the Word document: Title, Heading 1.., List Bullet, Caption, repeated table heads, page fields.

    Charts become pictures with their text alternative. Raises `veilig_uitvoeren.UitvoerFout` when a chart cannot be
    turned into a picture.
    """
    import docx

    doc = docx.Document()
    schrijver = _Schrijver(doc, stuk, _beelden(stuk))
    schrijver.alles()
    uit = io.BytesIO()
    doc.save(uit)
    return uit.getvalue()


def _beelden(stuk: s.Stuk) -> dict[str, bytes]:
    """All pictures of the document as PNG, made in one child process."""
    bron = {
        f"g{i}.svg": b.svg.encode() for i, b in enumerate(s.nette_niveaus(stuk.blokken)) if isinstance(b, s.Grafiek)
    }
    logo = stuk.huisstijl.logo
    if logo:
        bron[f"logo.{beeldsoort(logo)}"] = logo
    if not bron:
        return {}
    png = cast(dict[str, bytes], veilig("vindplaats.documenten.zetter:naar_png", bron))
    return {naam.partition(".")[0]: data for naam, data in png.items()}


def breedtes_mm(t: s.Tabel, inhoud: list[list[str]]) -> list[float]:
    """Widths of the columns in mm: as asked, else by the longest text in each, within reason."""
    if len(t.breedtes) == len(t.kop):
        gewichten = [float(b) for b in t.breedtes]
    else:
        gewichten = [min(max(9, *(len(rij[i]) for rij in inhoud)), 42) + 4 for i in range(len(t.kop))]
    return [TEKSTBREEDTE_MM * g / sum(gewichten) for g in gewichten]


class _Schrijver:
    """Writes one document; the methods follow the blocks of `stuk`."""

    def __init__(self, doc: Any, stuk: s.Stuk, beelden: dict[str, bytes]) -> None:
        self.doc, self.stuk, self.beelden = doc, stuk, beelden
        self.tellers = {"Tabel": 0, "Figuur": 0}
        self.koppen: list[tuple[int, str, str]] = []

    def alles(self) -> None:
        self.eigenschappen()
        self.stijlen()
        self.pagina()
        self.titelblok()
        blokken = list(s.nette_niveaus(self.stuk.blokken))
        koppen = [b for b in blokken if isinstance(b, s.Kop)]
        self.koppen = [(k.niveau, s.schoon(k.tekst), f"_Toc{i:06d}") for i, k in enumerate(koppen, 1)]
        if self.stuk.inhoudsopgave and koppen:
            self.inhoud()
        teller = iter(self.koppen)
        for i, blok in enumerate(blokken):
            if isinstance(blok, s.Kop):
                niveau, tekst, anker = next(teller)
                doorlopend_anker(self.doc.add_heading(tekst, niveau), anker)
            else:
                self.blok(i, blok)

    def eigenschappen(self) -> None:
        kern = self.doc.core_properties
        kern.title = s.schoon(self.stuk.titel)
        kern.author = s.schoon(self.stuk.huisstijl.organisatie)
        kern.subject = s.schoon(self.stuk.ondertitel)
        kern.identifier = s.schoon(self.stuk.kenmerk)
        kern.comments = ""
        kern.language = "nl-NL" if self.stuk.taal == "nl" else self.stuk.taal
        zet_taal(self.doc, kern.language)

    def stijlen(self) -> None:
        from docx.shared import Pt, RGBColor

        stijl = self.stuk.huisstijl
        kleur = RGBColor.from_string(stijl.kleur.lstrip("#").upper())
        stijlen = self.doc.styles
        grootte = stijl.fontgrootte
        maten = {"Normal": 1, "Title": 2, "Subtitle": 1.2, "Caption": 0.92, "Heading 1": 1.36, "Heading 2": 1.15}
        for naam, factor in {**maten, **{f"Heading {n}": 1 for n in range(3, 7)}, "Quote": 1}.items():
            zet_lettertype(stijlen[naam], LETTER)
            stijlen[naam].font.size = Pt(round(grootte * factor * 2) / 2)
            if naam.startswith("Heading") or naam == "Title":
                stijlen[naam].font.color.rgb = kleur
        for naam in ("Subtitle", "Caption"):
            stijlen[naam].font.color.rgb = RGBColor(0x51, 0x62, 0x6C)
            stijlen[naam].font.italic = naam != "Subtitle" and stijlen[naam].font.italic
        stijlen["Caption"].font.bold = False
        stijlen["Caption"].paragraph_format.keep_with_next = True
        stijlen["Normal"].paragraph_format.space_after = Pt(8)
        stijlen["Normal"].paragraph_format.line_spacing = 1.15

    def pagina(self) -> None:
        from docx.shared import Mm

        deel = self.doc.sections[0]
        deel.page_width, deel.page_height = Mm(210), Mm(297)
        deel.left_margin, deel.right_margin, deel.top_margin, deel.bottom_margin = Mm(30), Mm(26), Mm(30), Mm(28)
        deel.different_first_page_header_footer = True
        kenmerk = f"\tKenmerk {s.schoon(self.stuk.kenmerk)}" if self.stuk.kenmerk else ""
        self._tabstop(deel.header.paragraphs[0]).add_run(s.schoon(self.stuk.titel) + kenmerk)
        self._eerste_kop(deel.first_page_header.paragraphs[0])
        for voet in (deel.footer, deel.first_page_footer):
            self._voet(voet)

    def _tabstop(self, alinea: Any) -> Any:
        """One tab, at the right margin."""
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Mm

        alinea.style = self.doc.styles["Normal"]
        alinea.paragraph_format.tab_stops.add_tab_stop(Mm(TEKSTBREEDTE_MM), WD_TAB_ALIGNMENT.RIGHT)
        return alinea

    def _eerste_kop(self, alinea: Any) -> None:
        from docx.shared import Mm

        naam = s.schoon(self.stuk.huisstijl.organisatie)
        if "logo" in self.beelden:
            beeld = alinea.add_run().add_picture(io.BytesIO(self.beelden["logo"]), height=Mm(LOGO_HOOGTE_MM))
            if beeld.width > Mm(60):
                beeld.height, beeld.width = int(beeld.height * Mm(60) / beeld.width), Mm(60)
            zet_alt(beeld, f"Logo van {naam}")
        else:
            alinea.add_run(naam).bold = True

    def _voet(self, voet: Any) -> None:
        alinea = self._tabstop(voet.paragraphs[0])
        if self.stuk.melding:
            alinea.add_run(s.schoon(self.stuk.melding)).bold = True
            alinea.add_run("\n")
        alinea.add_run(s.schoon(self.stuk.huisstijl.adresregel) + "\tPagina ")
        veld(alinea, "PAGE", "1")
        alinea.add_run(" van ")
        veld(alinea, "NUMPAGES", "1")

    def titelblok(self) -> None:
        stuk = self.stuk
        regels = [f"Datum: {s.datum_in_woorden(stuk.datum)}"] if stuk.datum else []
        regels += [f"Kenmerk: {s.schoon(stuk.kenmerk)}"] if stuk.kenmerk else []
        if stuk.geadresseerde:
            self.doc.add_paragraph("\n".join(s.schoon(r) for r in stuk.geadresseerde))
        if stuk.vorm == "brief":
            self.doc.add_paragraph("\n".join([*regels, f"Onderwerp: {s.schoon(stuk.titel)}"]))
            return
        self.doc.add_paragraph(s.schoon(stuk.titel), style="Title")
        if stuk.ondertitel:
            self.doc.add_paragraph(s.schoon(stuk.ondertitel), style="Subtitle")
        if regels:
            self.doc.add_paragraph("\n".join(regels))

    def inhoud(self) -> None:
        """A table of contents with links; Word adds page numbers when the reader asks for an update."""
        from docx.shared import Mm

        self.doc.add_paragraph().add_run("Inhoud").bold = True
        for niveau, tekst, anker in self.koppen:
            if niveau <= 2:
                alinea = self.doc.add_paragraph()
                alinea.paragraph_format.left_indent = Mm(5 * (niveau - 1))
                alinea.paragraph_format.space_after = Mm(1)
                hyperlink(alinea, tekst, anker)

    def blok(self, nummer: int, blok: s.Blok) -> None:
        match blok:
            case s.Alinea():
                self.delen(self.doc.add_paragraph(), blok.tekst)
            case s.Lijst():
                self.lijst(blok)
            case s.Tabel():
                self.tabel(blok)
            case s.Grafiek():
                self.grafiek(nummer, blok)
            case s.Citaat():
                bron = f"\n{blok.bron}" if blok.bron else ""
                self.doc.add_paragraph(s.schoon(blok.tekst + bron), style="Quote")
            case s.Kenmerken():
                self.kenmerken(blok)
            case s.Selectievakjes():
                for label, aan in blok.opties:
                    self.doc.add_paragraph(f"{'☒' if aan else '☐'} {s.schoon(label)}")
            case s.Ondertekening():
                self.ondertekening(blok)
            case s.Paginaeinde():
                self.doc.add_page_break()

    def delen(self, alinea: Any, tekst: s.Tekst) -> None:
        for deel in s.delen(tekst):
            run = alinea.add_run(deel.tekst)
            run.bold, run.italic = deel.vet or None, deel.cursief or None

    def lijst(self, blok: s.Lijst) -> None:
        for nummer, punt in enumerate(blok.punten):
            alinea = self.doc.add_paragraph(style="List Number" if blok.genummerd else "List Bullet")
            if blok.genummerd and nummer == 0:
                self._begin_bij_een()
            if blok.genummerd:
                alinea._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = self._nummering
            self.delen(alinea, punt)

    def _begin_bij_een(self) -> None:
        """A new numbering for this list: else Word counts on from the list before."""
        stijl = self.doc.styles["List Number"].element.pPr.numPr.numId.val
        nummering = self.doc.part.numbering_part.element
        abstract = nummering.num_having_numId(stijl).abstractNumId.val
        nieuw = nummering.add_num(abstract)
        nieuw.add_lvlOverride(ilvl=0).add_startOverride(1)
        self._nummering = nieuw.numId

    def bijschrift(self, soort: str, tekst: str) -> None:
        self.tellers[soort] += 1
        alinea = self.doc.add_paragraph(f"{soort} ", style="Caption")
        veld(alinea, f"SEQ {soort} \\* ARABIC", str(self.tellers[soort]))
        alinea.add_run(f". {s.schoon(tekst)}")

    def tabel(self, t: s.Tabel) -> None:
        if t.onderschrift:
            self.bijschrift("Tabel", t.onderschrift)
        totaal = t.teksttotaal()
        inhoud = [[s.schoon(k) for k in t.kop], *t.tekstrijen(), *([totaal] if totaal else [])]
        tabel = self.doc.add_table(rows=len(inhoud), cols=len(t.kop), style="Table Grid")
        zet_breedtes(tabel, breedtes_mm(t, inhoud))
        zet_randen(tabel, "D5DCE0")
        for nummer, (rij, teksten) in enumerate(zip(tabel._tbl.tr_lst, inhoud, strict=True)):
            vet = nummer == 0 or (totaal is not None and nummer == len(inhoud) - 1)
            self._rij(tabel, rij, teksten, [t.lijn(i) for i in range(len(t.kop))], vet)
            regel_niet_breken(rij)
        herhaal_kop(tabel)
        for cel in tabel.rows[0].cells:
            kleur_cel(cel, "F4F6F7")
        if totaal:
            lijn_boven(tabel._tbl.tr_lst[-1])
        self.doc.add_paragraph().paragraph_format.space_after = 0

    def _rij(self, tabel: Any, rij: Any, teksten: list[str], lijnen: list[s.Uitlijning], vet: bool) -> None:
        from docx.shared import Pt
        from docx.table import _Cell

        for tc, tekst, lijn in zip(rij.tc_lst, teksten, lijnen, strict=True):
            alinea = _Cell(tc, tabel).paragraphs[0]
            alinea.alignment = LIJNEN[lijn]
            alinea.paragraph_format.space_after = Pt(2)
            if tekst:
                run = alinea.add_run(tekst)
                run.bold = vet or None

    def grafiek(self, nummer: int, g: s.Grafiek) -> None:
        from docx.shared import Mm

        alinea = self.doc.add_paragraph()
        hoog = hoogte_mm(g.svg)
        beeld = alinea.add_run().add_picture(io.BytesIO(self.beelden[f"g{nummer}"]), width=Mm(TEKSTBREEDTE_MM))
        if beeld.height > Mm(hoog):
            beeld.width, beeld.height = int(beeld.width * Mm(hoog) / beeld.height), Mm(hoog)
        zet_alt(beeld, s.schoon(g.alt or g.onderschrift or "Grafiek"))
        if g.onderschrift:
            alinea.paragraph_format.keep_with_next = True
            self.bijschrift("Figuur", g.onderschrift)
        if g.tabel:
            self.tabel(g.tabel)

    def kenmerken(self, blok: s.Kenmerken) -> None:
        for label, waarde in blok.paren:
            alinea = self.doc.add_paragraph()
            alinea.add_run(f"{s.schoon(label)}: ").bold = True
            alinea.add_run(s.schoon(waarde))

    def ondertekening(self, blok: s.Ondertekening) -> None:
        regels = ondertekening(blok, self.stuk.huisstijl)
        self.doc.add_paragraph(f"{regels['slotzin']}\n\n\n").paragraph_format.keep_with_next = True
        alinea = self.doc.add_paragraph()
        for i, regel in enumerate(r for r in (regels["naam"], regels["functie"]) if r):
            alinea.add_run(regel + "\n").bold = (i == 0 and bool(regels["naam"])) or None
        alinea.add_run(s.schoon(self.stuk.huisstijl.organisatie))
