"""Sets a document with typst, in a child process only (see `pdf.maak_pdf`): typst keeps the memory it takes. Pure."""

import re
from pathlib import Path
from typing import Any

MAP = Path(__file__).resolve().parent
SJABLOON = MAP / "typst" / "stuk.typ"
LETTERS = MAP / "fonts"
_ONBEKEND = re.compile(r'the text `"(.*?)"` could not be displayed')


def zet(bestanden: dict[str, bytes], normen: tuple[str, ...] = ("ua-1",)) -> dict[str, Any]:
    """Compile the template with these data files to PDF.

    Returns `pdf` (bytes), `toegankelijk` (True: PDF/UA-1 was checked), `onbekend` (characters no font has) and
    `reden` (why PDF/UA-1 was refused, when it was). Tries PDF/UA-1 first, then a plain tagged PDF.
    """
    try:
        return {"pdf": _compileer(bestanden, list(normen)), "toegankelijk": True, "onbekend": [], "reden": ""}
    except RuntimeError as fout:
        reden = str(getattr(fout, "diagnostic", "") or fout)
    onbekend = sorted(set(_ONBEKEND.findall(reden)))
    if "PDF/UA" not in reden:
        raise ValueError(reden[:1500])
    return {"pdf": _compileer(bestanden, []), "toegankelijk": False, "onbekend": onbekend, "reden": reden[:1500]}


def naar_png(beelden: dict[str, bytes], breedte_mm: float = 154, ppi: int = 200) -> dict[str, bytes]:
    """Turn pictures (SVG, PNG, JPEG by the ending of their name) into PNG of this width, for formats without SVG."""
    import typst

    uit = {}
    for naam, data in beelden.items():
        bron = f'#set page(width: {breedte_mm}mm, height: auto, margin: 0pt)\n#set text(font: "Source Sans 3")\n'
        invoer = {"main.typ": (bron + f'#image("{naam}", width: 100%)').encode(), naam: data}
        compileer: Any = typst.compile
        png = compileer(invoer, font_paths=[str(LETTERS)], ignore_system_fonts=True, format="png", ppi=ppi)
        uit[naam] = bytes(png)
    return uit


def _compileer(bestanden: dict[str, bytes], normen: list[str]) -> bytes:
    import typst

    invoer = {"main.typ": SJABLOON.read_bytes(), **bestanden}
    compileer: Any = typst.compile  # its stub does not know the dict of files
    uit = compileer(
        invoer,
        font_paths=[str(LETTERS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=normen,
        pdf_tags=True,
    )
    return bytes(uit)
