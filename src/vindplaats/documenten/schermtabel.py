"""The table of a screen as a file: what stands on the page, in Excel or CSV."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.text import slugify

from vindplaats.kern.schermdelen import Kolom, Tabel

from .excel import Blad, maak_csv, maak_xlsx
from .excel import Kolom as Bladkolom
from .stuk import Cel, Soort

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOORTEN: dict[str, Soort] = {"getal": "getal", "bedrag": "bedrag", "percentage": "procent", "datum": "datum"}


def naar_blad(tabel: Tabel) -> Blad:
    """The rows of a screen table as a sheet; html becomes its words, the totals row goes along."""
    kolommen = [Bladkolom(k.titel, SOORTEN.get(k.soort, "tekst")) for k in tabel.kolommen]
    rijen = [[_cel(k, rij.cellen.get(k.naam)) for k in tabel.kolommen] for rij in tabel.rijen]
    totaal = None
    if tabel.totaal:
        totaal = [tabel.totaal_titel, *(_cel(k, tabel.totaal.get(k.naam)) for k in tabel.kolommen[1:])]
    return Blad(tabel.titel, kolommen, rijen, totaal)


def als_bestand(tabel: Tabel, soort: str, naam: str = "") -> HttpResponse:
    """A download of the table as `xlsx` or `csv`; the name comes from its title. Raises KeyError for another kind."""
    makers: dict[str, tuple[Callable[[Blad], bytes], str]] = {
        "xlsx": (lambda blad: maak_xlsx([blad]), XLSX),
        "csv": (maak_csv, "text/csv; charset=utf-8"),
    }
    maak, inhoudstype = makers[soort]
    antwoord = HttpResponse(maak(naar_blad(tabel)), content_type=inhoudstype)
    antwoord.headers["Content-Disposition"] = (
        f'attachment; filename="{slugify(naam or tabel.titel) or "tabel"}.{soort}"'
    )
    return antwoord


def _cel(kolom: Kolom, waarde: Any) -> Cel:
    if waarde is None or waarde == "":
        return None
    if kolom.soort == "html":
        return re.sub(r"\s+", " ", unescape(strip_tags(str(waarde)))).strip()
    return waarde if kolom.soort in SOORTEN else str(waarde)
