"""PDF with text: printed lines with their place. Characters are read once per page; no layout analysis."""

import io
import logging
import re
from collections import Counter
from typing import Any

from .antwoord import status_van
from .extractie_pdf_kolommen import Lijnen, linialen, staanders, vakjes, zet_op_volgorde
from .extractie_tekst import AANGEVINKT, LEEG_VAK, schoon
from .fout import LeesFout
from .neutraal import Document, Regel

MEESTE_PAGINAS = 200
MEESTE_TEKENS = 1_500_000
_LIGATUREN = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_CID = re.compile(r"\(cid:\d+\)")
_VET = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_BLADNUMMER = re.compile(
    r"\W*(?:pagina|bladzijde|blz\.?|pag\.?|page|p\.)?\s*(\d{1,4})(?:\s*(?:van|/|of|-)\s*\d{1,4})?\W*", re.I
)
Teken = dict[str, Any]


def lees_pdf(data: bytes) -> Document:
    """A PDF as neutral lines. Raises LeesFout for a scan, a locked, broken or very long file."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on broken files say nothing to a reader
    try:
        with pdfplumber.open(io.BytesIO(data), pages=list(range(1, MEESTE_PAGINAS + 2))) as pdf:
            return _lees(pdf)
    except LeesFout:
        raise
    except RecursionError as fout:
        raise LeesFout(_BESCHADIGD, "beschadigd") from fout
    except Exception as fout:  # pdfminer raises many kinds on broken files
        raise _vertaal(fout) from fout


_BESCHADIGD = "Deze PDF is beschadigd. Maak de PDF opnieuw vanuit Word, of lever het Word-bestand aan."


def _vertaal(fout: BaseException) -> LeesFout:
    keten = " ".join(f"{type(f).__name__} {f!r}" for f in (fout, fout.__cause__, fout.__context__) if f is not None)
    if re.search(r"password|encrypt", keten, re.I):
        return LeesFout(
            "Deze PDF is beveiligd met een wachtwoord. Haal de beveiliging eraf en probeer het opnieuw.", "beveiligd"
        )
    return LeesFout(_BESCHADIGD, "beschadigd")


def _lees(pdf: Any) -> Document:
    from pdfminer.pdftypes import resolve1

    paginas = pdf.pages
    boom = resolve1(pdf.doc.catalog.get("Pages")) or {}
    aantal = resolve1(boom.get("Count")) if isinstance(boom, dict) else 0
    if len(paginas) > MEESTE_PAGINAS or (isinstance(aantal, int) and aantal > MEESTE_PAGINAS):
        raise LeesFout(
            f"Deze PDF heeft meer dan {MEESTE_PAGINAS} bladzijden. Lever alleen het deel met de verantwoording aan.",
            "te_veel_bladzijden",
        )
    formulier = "AcroForm" in pdf.doc.catalog
    bladen: list[list[Regel]] = []
    tekens_samen, zonder = 0, []
    for nummer, pagina in enumerate(paginas, 1):
        tekens = pagina.chars
        tekens_samen += len(tekens)
        if tekens_samen > MEESTE_TEKENS:
            raise LeesFout("Deze PDF bevat te veel tekst. Lever alleen het deel met de verantwoording aan.", "te_groot")
        if len(tekens) < 10 and pagina.images:
            zonder.append(nummer)
        palen = staanders(pagina)
        regels = _regels(tekens + vakjes(pagina) + (_velden(pagina) if formulier else []), nummer, palen)
        bladen.append(zet_op_volgorde(regels, linialen(pagina), palen))
        pagina.close()
    if tekens_samen < 60 and not any(bladen):
        raise LeesFout(
            "In deze PDF staat geen tekst, alleen plaatjes (een scan). Lever het Word-bestand aan, "
            "of laat de scan eerst omzetten naar tekst (OCR).",
            "scan",
        )
    return _document(bladen, zonder)


def _document(bladen: list[list[Regel]], zonder: list[int]) -> Document:
    _markeer_randen(bladen)
    alle = [regel for blad in bladen for regel in blad]
    maten = Counter[int]()
    for regel in alle:
        maten[regel.niveau] += len(regel.tekst)
    gewoon = maten.most_common(1)[0][0] if maten else 0
    for regel in alle:
        regel.niveau = 2 if regel.niveau > gewoon * 1.12 and len(regel.tekst) < 160 else 0
    regels: list[Regel] = []
    for vorige, regel in zip([None, *alle], alle, strict=False):
        regels += _witregels(vorige, regel)
        regels.append(regel)
    doc = Document("pdf", regels, paginas=len(bladen))
    doc.opmerkingen += [f"Op bladzijde {n} staat een plaatje zonder tekst; dat deel is niet gelezen." for n in zonder]
    return doc


def _witregels(vorige: Regel | None, regel: Regel) -> list[Regel]:
    """One empty line where the printed gap is larger than between lines of a paragraph."""
    if vorige is None or vorige.pagina != regel.pagina:
        return []
    return [Regel("", pagina=regel.pagina)] if regel.top - vorige.bodem > 0.75 * (vorige.bodem - vorige.top) else []


def _regels(tekens: list[Teken], pagina: int, lijnen: Lijnen = ()) -> list[Regel]:
    """Characters of one page to lines, top to bottom."""
    per_hoogte: dict[float, list[Teken]] = {}
    for teken in tekens:
        if teken.get("upright", True):
            per_hoogte.setdefault(round((teken["top"] + teken["bottom"]) / 2, 1), []).append(teken)
    groepen: list[tuple[float, list[Teken]]] = []
    for hoogte in sorted(per_hoogte):
        rij = per_hoogte[hoogte]
        if groepen and hoogte - groepen[-1][0] <= 0.35 * (rij[0]["bottom"] - rij[0]["top"]):
            groepen[-1][1].extend(rij)
        else:
            groepen.append((hoogte, rij))
    regels = (_regel(rij, pagina, lijnen) for _, rij in groepen)
    return [regel for regel in regels if regel is not None]


def _regel(tekens: list[Teken], pagina: int, lijnen: Lijnen) -> Regel | None:
    """One printed line: words by gaps, parts by wide gaps."""
    tekens.sort(key=lambda t: t["x0"])
    midden = (tekens[0]["top"] + tekens[0]["bottom"]) / 2
    grenzen = [x for x, boven, onder in lijnen if boven <= midden <= onder]
    delen: list[tuple[list[str], float, float]] = []
    einde, vorige_x, vorig = -1e9, -1e9, ""
    spatie = False
    for teken in tekens:
        tekst, x0 = teken["text"], teken["x0"]
        if tekst.isspace() or not tekst:
            spatie = True
            continue
        maat = teken["size"]
        if tekst == vorig and x0 - vorige_x < 0.12 * maat:
            continue
        gat = x0 - einde
        if not delen or gat > 1.6 * maat or (gat > 3 and any(einde - 1 <= x <= x0 + 1 for x in grenzen)):
            delen.append(([tekst], x0, teken["x1"]))
        else:
            letters, begin, _ = delen[-1]
            if gat > 0.16 * maat or (spatie and gat > 0.05 * maat):
                letters.append(" ")
            letters.append(tekst)
            delen[-1] = (letters, begin, teken["x1"])
        einde, vorige_x, vorig, spatie = teken["x1"], x0, tekst, False
    if not delen:
        return None
    stukken = tuple((_zuiver("".join(letters)), x0, x1) for letters, x0, x1 in delen)
    eerste = tekens[0]
    vet = all(_VET.search(t["fontname"]) for t in tekens if not t["text"].isspace())
    grootte = sorted(t["size"] for t in tekens)[len(tekens) // 2]
    return Regel(
        "\t".join(s for s, _, _ in stukken),
        pagina=pagina,
        vet=vet,
        niveau=round(grootte * 10),
        links=stukken[0][1],
        rechts=stukken[-1][2],
        delen=stukken,
        top=eerste["top"],
        bodem=eerste["bottom"],
    )


def _zuiver(tekst: str) -> str:
    if not tekst.isascii():
        for oud, nieuw in _LIGATUREN.items():
            tekst = tekst.replace(oud, nieuw)
    return schoon(_CID.sub("\u2022", tekst) if "(cid:" in tekst else tekst)


def _markeer_randen(bladen: list[list[Regel]]) -> None:
    """Page headers, footers and page numbers: the same line at the same height on several pages, from the edge inward."""
    if len(bladen) < 2:
        return
    telling = Counter(sleutel for blad in bladen for sleutel in {_sleutel(r) for r in [*blad[:3], *blad[3:][-3:]]})
    grens = max(2, round(0.4 * len(bladen)))
    stap = _telling_bladnummers(bladen)
    for nummer, blad in enumerate(bladen, 1):
        for rand in (blad[:4], blad[-4:][::-1]):
            for regel, buur in zip(rand[:3], [*rand[1:], None], strict=False):
                keren = telling[_sleutel(regel)]
                herhaald = keren >= grens and (keren >= 0.7 * len(bladen) or _los_van(regel, buur))
                regel.weg = regel.weg or _randreden(regel, nummer, stap, herhaald)
                if not regel.weg:
                    break


def _los_van(regel: Regel, buur: Regel | None) -> bool:
    """A header or footer stands apart from the text, or next to another one."""
    if buur is None:
        return True
    gat = max(regel.top, buur.top) - min(regel.bodem, buur.bodem)
    return gat > 0.8 * (regel.bodem - regel.top)


def _telling_bladnummers(bladen: list[list[Regel]]) -> int | None:
    """Printed number minus page, when numbers at the edges run along with most pages."""
    stappen: Counter[int] = Counter()
    for nummer, blad in enumerate(bladen, 1):
        rand = [*blad[:3], *blad[3:][-3:]]
        stappen.update({int(m[1]) - nummer for r in rand if (m := _BLADNUMMER.fullmatch(r.tekst))})
    stap, keren = stappen.most_common(1)[0] if stappen else (0, 0)
    return stap if keren >= max(2, 0.6 * (len(bladen) - 1)) else None


def _randreden(regel: Regel, nummer: int, stap: int | None, herhaald: bool) -> str:
    """Why a line at the edge is no part of the text; an answer like "N.v.t." or "0" may repeat and stays."""
    m = _BLADNUMMER.fullmatch(regel.tekst)
    if m and (int(m[1]) - nummer == stap or re.search(r"[a-z]{3}", regel.tekst, re.I)):
        return "een bladzijdenummer"
    if herhaald and 3 < len(regel.tekst.strip()) < 150 and status_van(regel.tekst) == "waarde":
        return "de kop- of voettekst van de bladzijden"
    return ""


def _sleutel(regel: Regel) -> tuple[str, int]:
    return re.sub(r"\d+", "#", "".join(regel.tekst.lower().split())), round(regel.top / 8)


def _velden(pagina: Any) -> list[Teken]:
    """Filled form fields as if they were printed: their value stands in an annotation, not in the page text."""
    uit: list[Teken] = []
    for annotatie in pagina.annots:
        tekst = _veldwaarde(annotatie.get("data") or {})
        hoogte = min(10.0, max(6.0, annotatie["bottom"] - annotatie["top"]))
        for i, regel in enumerate(re.split(r"\r\n|\r|\n", tekst) if tekst else []):
            top = annotatie["top"] + i * hoogte * 1.2
            uit.append(
                {
                    "text": regel,
                    "x0": annotatie["x0"],
                    "x1": annotatie["x0"] + 0.5 * hoogte * len(regel),
                    "top": top,
                    "bottom": top + hoogte,
                    "size": hoogte,
                    "fontname": "",
                    "upright": True,
                }
            )
    return uit


def _veldwaarde(data: dict[str, Any]) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import PSLiteral
    from pdfminer.utils import decode_text

    ouder = resolve1(data.get("Parent")) or {}
    soort, waarde = (resolve1(data.get(k) or ouder.get(k)) for k in ("FT", "V"))
    naam = soort.name if isinstance(soort, PSLiteral) else ""
    if naam == "Btn":
        staat = resolve1(data.get("AS")) or waarde
        aan = isinstance(staat, PSLiteral) and str(staat.name) != "Off"
        return AANGEVINKT if aan else LEEG_VAK
    if isinstance(waarde, PSLiteral):
        return str(waarde.name)
    return decode_text(waarde) if isinstance(waarde, bytes) else ""
