"""PDF files set with Typst: running text, tables, page headers and numbers, bold headings, two columns in the head."""

from .formulieren import Formulier
from .varianten import Element, Opmaak, elementen


def als_pdf(f: Formulier, o: Opmaak) -> bytes:
    """A PDF with text."""
    import typst

    delen = [_pagina(o)]
    for e in elementen(f, o):
        delen.append(_element(e, o))
    return typst.compile("\n\n".join(delen).encode())


def _s(tekst: str) -> str:
    """A Typst string: content is never read as markup."""
    return '#"' + tekst.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "  ") + '"'


def _pagina(o: Opmaak) -> str:
    maat = "9pt" if o.zaad % 2 else "11pt"
    uitvullen = "true" if o.zaad % 3 == 0 else "false"
    kop = ""
    if o.paginakop:
        kop = ', header: [#"Verantwoording passend onderwijs"], footer: context [#"Pagina " #counter(page).display() #" van " #counter(page).final().first()]'
    font = "DejaVu Sans Mono" if o.zaad % 4 == 3 else "Libertinus Serif"
    return (
        f'#set page(paper: "a4", margin: 2.2cm{kop})\n#set text(lang: "nl", font: "{font}", size: {maat}, hyphenate: false)\n'
        f"#set par(justify: {uitvullen})"
    )


def _element(e: Element, o: Opmaak) -> str:
    if e.soort == "titel":
        return f'#text(size: 15pt, weight: "bold")[{_s(e.tekst)}]'
    if e.soort in ("kop", "banner"):
        stijl = {0: 'weight: "bold"', 1: "size: 13pt", 2: 'fill: rgb("#003366")'}[o.zaad % 3]
        return f"#text({stijl})[{_s(e.tekst)}]"
    if e.soort == "prompt":
        return f'#text(style: "italic")[{_s(e.tekst)}]'
    if e.soort == "hoofd":
        if o.hoofdvorm == "regels":
            return "\n\n".join(_s(f"{a} {b}") for a, b in e.rijen)
        rijen = (
            e.rijen
            if o.hoofdvorm == "tabel"
            else [[" ".join(r) for r in e.rijen[:2]], [" ".join(r) for r in e.rijen[2:]]]
        )
        rijen = [r + [""] * (2 - len(r)) for r in rijen]
        return _tabel(rijen, lijnen=False)
    if e.soort == "tabel":
        return _tabel(e.rijen, lijnen=True)
    if e.soort == "catalogus":
        if o.zaad % 2:
            return _tabel(e.rijen, lijnen=False, kolommen="(auto, 1fr)")
        return "\n\n".join(_s(" ".join(rij)) for rij in e.rijen)
    return _s(e.tekst)


def _tabel(rijen: list[list[str]], *, lijnen: bool, kolommen: str = "") -> str:
    breed = kolommen or "(" + ", ".join(["1.6fr" if len(rijen[0]) > 2 else "1fr"] + ["1fr"] * (len(rijen[0]) - 1)) + ")"
    streep = "0.5pt" if lijnen else "none"
    cellen = ", ".join(f"[{_s(c)}]" for rij in rijen for c in rij)
    return f"#table(columns: {breed}, stroke: {streep}, {cellen})"
