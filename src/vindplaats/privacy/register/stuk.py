"""The register as a paper of the SWV, as a workbook and as JSON."""

from django.conf import settings

from vindplaats.documenten import stuk as s
from vindplaats.documenten.excel import Blad, maak_json, maak_xlsx
from vindplaats.documenten.excel import Kolom as Bladkolom
from vindplaats.documenten.pdf import maak_pdf
from vindplaats.documenten.queries import huisstijl_van
from vindplaats.documenten.schermtabel import XLSX
from vindplaats.documenten.word import maak_docx
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import naam_van

from . import rules

SOORTEN = {
    "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "xlsx": XLSX, "json": "application/json",
}  # fmt: skip


def maak(swv: str, regels: list[rules.Regel], soort: str) -> bytes:
    """The register in one of `SOORTEN`. Raises KeyError for another."""
    if soort == "json":
        return maak_json(
            {"samenwerkingsverband": naam_van(swv), "dag": vandaag(), "verwerkingen": rules.als_json(regels)}
        )
    if soort == "xlsx":
        rijen = [
            [
                getattr(r, veld) if not isinstance(getattr(r, veld), bool) else ("ja" if getattr(r, veld) else "nee")
                for veld in rules.LABELS
            ]
            for r in regels
        ]
        return maak_xlsx(
            [Blad("Register", [Bladkolom(label) for label in rules.LABELS.values()], rijen)],
            over=[("Bron", "AVG artikel 30"), ("Van", naam_van(swv))],
        )
    papier = _papier(swv, regels)
    return {"pdf": lambda: maak_pdf(papier).data, "docx": lambda: maak_docx(papier)}[soort]()


def _papier(swv: str, regels: list[rules.Regel]) -> s.Stuk:
    blokken: list[s.Blok] = [
        s.Alinea(
            "Dit register staat op grond van artikel 30 van de AVG. Het beschrijft welke persoonsgegevens in Vindplaats verwerkt worden, waarvoor en hoe lang."
        )
    ]
    for regel in regels:
        blokken += [s.Kop(regel.naam, 1), s.Kenmerken(regel.als_paren())]
    return s.Stuk(
        "Register van verwerkingen", blokken, ondertitel=naam_van(swv), datum=vandaag(), huisstijl=huisstijl_van(swv), inhoudsopgave=True,
        melding="Verzonnen voorbeeld" if settings.DEMO else "",
    )  # fmt: skip
