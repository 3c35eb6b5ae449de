"""The neutral form of a document: lines with their origin. Every kind of file becomes this before it is understood."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Regel:
    """One line: a source line (txt, md), a printed line (pdf) or a paragraph or table row (docx).

    `cellen` holds the cells of a table row; the text then has them separated by tabs. `kolommen` gives the grid
    column of each cell. `links`, `rechts`, `top` and `bodem` are the printed edges in points and `delen` the
    parts between wide gaps (pdf only). `weg` says why the line is no
    part of the answer (page header, page number); such lines stay visible in the neutral text.
    """

    tekst: str
    pagina: int = 1
    niveau: int = 0
    vet: bool = False
    cellen: tuple[str, ...] | None = None
    kolommen: tuple[int, ...] | None = None
    links: float = 0.0
    rechts: float = 0.0
    top: float = 0.0
    bodem: float = 0.0
    delen: tuple[tuple[str, float, float], ...] = ()
    weg: str = ""
    begin: int = 0

    @property
    def eind(self) -> int:
        """Offset just after the line in the neutral text."""
        return self.begin + len(self.tekst)


@dataclass(slots=True)
class Document:
    """What came out of a file, still without meaning. `soort` is docx, pdf, txt or md."""

    soort: str
    regels: list[Regel]
    tekst: str = ""
    paginas: int = 1
    opmerkingen: list[str] = field(default_factory=list)

    def leg_vast(self) -> "Document":
        """Fix the neutral text and the offset of every line in it."""
        plek = 0
        for regel in self.regels:
            regel.begin = plek
            plek += len(regel.tekst) + 1
        self.tekst = "\n".join(regel.tekst for regel in self.regels)
        return self

    def regelnummer(self, plek: int) -> int:
        """Index of the line that holds offset `plek`."""
        laag, hoog = 0, len(self.regels) - 1
        while laag < hoog:
            midden = (laag + hoog + 1) // 2
            if self.regels[midden].begin <= plek:
                laag = midden
            else:
                hoog = midden - 1
        return laag
