"""The list of schools as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from vindplaats.documenten.excel import Blad, Kolom, maak_csv, maak_xlsx
from vindplaats.kern.klok import vandaag

from .models import School
from .schermen import aantal_tekst

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
HOOGSTENS = 20_000


def scholenbestand(rijen: QuerySet[School], soort: str, jaar: int | None) -> HttpResponse:
    """Excel or CSV with every school of the question (at most 20,000)."""
    kolommen = [
        Kolom("Vestigingscode"), Kolom("Naam", breedte=40), Kolom("Soort"), Kolom("Denominatie"), Kolom("Bestuursnummer"),
        Kolom("Bestuur", breedte=40), Kolom("Samenwerkingsverband"), Kolom("Reden van uitzondering"), Kolom("Straat"),
        Kolom("Huisnummer"), Kolom("Postcode"), Kolom("Plaats"), Kolom("Gemeente"), Kolom("Website"),
        Kolom(f"Leerlingen 1-10-{jaar or '?'}", "getal"), Kolom("Open vanaf", "datum"), Kolom("Open tot en met", "datum"),
    ]  # fmt: skip
    blad = Blad("Scholen", kolommen, [_rij(s) for s in rijen[:HOOGSTENS]])
    over = [
        ("Wat", "Scholen in Vindplaats, zoals gefilterd op het scherm"),
        ("Leerlingen", "Geteld op 1 oktober; <5 is afgeschermd in de open data en geen nul"),
        ("Gemaakt op", f"{vandaag():%d-%m-%Y}"),
    ]
    inhoud = maak_xlsx([blad], over) if soort == "xlsx" else maak_csv(blad)
    antwoord = HttpResponse(inhoud, content_type=MIME[soort])
    antwoord.headers["Content-Disposition"] = f'attachment; filename="scholen-{vandaag():%Y-%m-%d}.{soort}"'
    return antwoord


def _rij(s: Any) -> list[Any]:
    return [
        s.pk, s.naam, s.soort, s.denominatie, s.bestuur_id or "", s.bestuurnaam, s.swv_id or "", s.swv_reden, s.straat,
        s.huisnummer, s.postcode, s.plaats, s.gemeente.naam if s.gemeente else "", s.website,
        aantal_tekst(s.leerlingen, s.gemaskeerd), s.van, s.tot,
    ]  # fmt: skip
