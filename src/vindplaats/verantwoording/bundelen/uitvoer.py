"""The exports of one report: what is in it, in which file (D9, VER-02). The caller has checked that it may be read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from vindplaats.documenten.inname import MIME
from vindplaats.documenten.namen import schone_naam
from vindplaats.documenten.queries import huisstijl_van
from vindplaats.formats.definitie import Definitie
from vindplaats.formats.rules import Stukken
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.organisaties.models import Swv
from vindplaats.organisaties.queries import swv_groep
from vindplaats.verantwoording.models import Rapport
from vindplaats.verantwoording.omzetten import als_lezing
from vindplaats.verantwoording.queries import formulier, toegekend

from .bladen import rapportbladen
from .formulier import Rapportkop, Verband, stuk_van_rapport
from .markdown import maak_md

SOORTEN = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "json": "JSON", "md": "Markdown"}
VERZONNEN = "Verzonnen voorbeeld: geen echt bestuur, geen echte cijfers."
ONBEKENDE_SOORT = "Dit bestand kan niet worden gemaakt. Kies PDF, Word, Excel, JSON of Markdown."


@dataclass(frozen=True)
class Uitvoer:
    """A finished file. `melding` is a Dutch sentence when the PDF is not fully accessible, and why."""

    data: bytes
    naam: str
    mime: str
    melding: str = ""


def uitvoer_van_rapport(rapport: Rapport, soort: str) -> Uitvoer:
    """One report as pdf, docx, xlsx, json or md. NietGevonden for another kind; UitvoerFout when it cannot be made."""
    if soort not in _MAKERS:
        raise NietGevonden(ONBEKENDE_SOORT)
    definitie, stukken = formulier(rapport)
    data, melding = _MAKERS[soort](rapport, definitie, stukken)
    naam = schone_naam(f"Verantwoording {rapport.bestuur.naam} {rapport.schooljaar}", soort)
    return Uitvoer(data, naam, MIME.get(soort, "application/json"), melding)


def verbanden_van(rapport: Rapport) -> list[Verband]:
    """The SWVs the form names: all that work together in the region, and those the board takes part in."""
    eigen: list[Swv] = list(rapport.swvs.all())
    samen = swv_groep(eigen[0]) if eigen else []
    rijen = {swv.code: swv for swv in [*samen, *eigen]}
    return [Verband(code, rijen[code].naam, rijen[code].kort) for code in sorted(rijen)]


def rapportkop(rapport: Rapport) -> Rapportkop:
    """Board, year, SWVs, paper and date of one report."""
    return Rapportkop(
        swvs=verbanden_van(rapport),
        bestuur=rapport.bestuur.naam,
        schooljaar=str(rapport.schooljaar),
        datum=vandaag(),
        huisstijl=huisstijl_van(rapport.bestuur.sleutel),
        melding=VERZONNEN if settings.DEMO else "",
    )


def _pdf(rapport: Rapport, definitie: Definitie, stukken: Stukken) -> tuple[bytes, str]:
    from vindplaats.documenten.pdf import maak_pdf

    pdf = maak_pdf(stuk_van_rapport(definitie, stukken, rapportkop(rapport)))
    return pdf.data, pdf.melding


def _docx(rapport: Rapport, definitie: Definitie, stukken: Stukken) -> tuple[bytes, str]:
    from vindplaats.documenten.word import maak_docx

    return maak_docx(stuk_van_rapport(definitie, stukken, rapportkop(rapport))), ""


def _md(rapport: Rapport, definitie: Definitie, stukken: Stukken) -> tuple[bytes, str]:
    return maak_md(stuk_van_rapport(definitie, stukken, rapportkop(rapport))), ""


def _xlsx(rapport: Rapport, definitie: Definitie, stukken: Stukken) -> tuple[bytes, str]:
    from vindplaats.documenten.excel import maak_xlsx

    bladen = rapportbladen(definitie, stukken, toegekend(rapport.bestuur_id, rapport.jaar))
    return maak_xlsx(bladen, _over(rapport, definitie)), ""


def _over(rapport: Rapport, definitie: Definitie) -> list[tuple[str, str]]:
    regels = [
        ("Bestuur", rapport.bestuur.naam),
        ("Schooljaar", str(rapport.schooljaar)),
        ("Stand", rapport.zaak.stand_nu.naam),
        ("Formulier", f"{definitie.titel}, versie {definitie.versie}"),
        ("Gemaakt op", datum_zonder_dag(vandaag())),
    ]
    return [*regels, ("Let op", VERZONNEN)] if settings.DEMO else regels


def _json(rapport: Rapport, definitie: Definitie, stukken: Stukken) -> tuple[bytes, str]:
    from vindplaats.documenten.excel import maak_json

    uit = als_lezing(definitie, stukken) | {
        "bestuur_nummer": rapport.bestuur_id,
        "stand": rapport.stand,
        "rapport": str(rapport.pk),
        "gemaakt_op": nu().isoformat(timespec="seconds"),
        "verzonnen": bool(settings.DEMO),
    }
    uit["bestuur"] = uit["bestuur"] or rapport.bestuur.naam
    uit["schooljaar"] = uit["schooljaar"] or str(rapport.schooljaar)
    return maak_json(uit), ""


_MAKERS: dict[str, Callable[[Rapport, Definitie, Stukken], tuple[bytes, str]]] = {
    "pdf": _pdf,
    "docx": _docx,
    "md": _md,
    "xlsx": _xlsx,
    "json": _json,
}
