"""Tables as Excel, CSV and JSON: numbers stay numbers, and no text of somebody else becomes a formula. Pure."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import stuk as s

GEVAARLIJK = "=+-@\t\r\n＝＋－＠"
VERBODEN_IN_BLADNAAM = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LANGSTE_CEL = 32767
OPMAAK: dict[str, dict[str, Any]] = {
    "tekst": {"text_wrap": True, "valign": "top"},
    "getal": {"num_format": "#,##0.##", "valign": "top"},
    "bedrag": {"num_format": "€ #,##0.00;-€ #,##0.00", "valign": "top"},
    "procent": {"num_format": '0.0##"%"', "valign": "top"},
    "datum": {"num_format": "dd-mm-yyyy", "valign": "top"},
}


@dataclass(frozen=True)
class Kolom:
    """A column: its head, what stands in it (`stuk.Soort`; `bedrag` is whole cents) and its width in characters."""

    kop: str
    soort: s.Soort = "tekst"
    breedte: float | None = None
    uitleg: str = ""


@dataclass(frozen=True)
class Blad:
    """A sheet: columns and rows, perhaps a totals row."""

    naam: str
    kolommen: Sequence[Kolom]
    rijen: Sequence[Sequence[s.Cel]]
    totaalrij: Sequence[s.Cel] | None = None


def van_tabel(naam: str, tabel: s.Tabel) -> Blad:
    """A table of a document as a sheet."""
    kolommen = [Kolom(k, tabel.soort(i)) for i, k in enumerate(tabel.kop)]
    return Blad(naam, kolommen, tabel.rijen, tabel.totaalrij)


def bewaak(tekst: str) -> str:
    """Text that a spreadsheet can never read as a formula: an apostrophe before `= + - @`, tab and line end.

    Reversible with `ontdoe`.
    """
    kaal = tekst.lstrip(" \u00a0'")
    return f"'{tekst}" if kaal and kaal[0] in GEVAARLIJK else tekst


def ontdoe(tekst: str) -> str:
    """The text as it was before `bewaak`: for reading our own exports."""
    return tekst[1:] if tekst.startswith("'") and bewaak(tekst[1:]) == tekst else tekst


def maak_xlsx(bladen: Sequence[Blad], over: Sequence[tuple[str, str]] = ()) -> bytes:
    """Make a workbook. `over` becomes a sheet that tells definition, source, date and maker of the figures."""
    import xlsxwriter

    uit = io.BytesIO()
    opties = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    boek = xlsxwriter.Workbook(uit, opties)
    maten = {soort: boek.add_format(o) for soort, o in OPMAAK.items()}
    vet = {soort: boek.add_format({**o, "bold": True, "top": 2}) for soort, o in OPMAAK.items()}
    kop = boek.add_format({"bold": True, "bg_color": "#E3EFF4", "bottom": 1, "text_wrap": True, "valign": "top"})
    namen = bladnamen([b.naam for b in bladen] + (["Over dit bestand"] if over else []))
    for blad, naam in zip(bladen, namen, strict=False):
        _schrijf_blad(boek.add_worksheet(naam), blad, kop, maten, vet)
    if over:
        _schrijf_over(boek.add_worksheet(namen[-1]), over, bladen, kop, maten["tekst"])
    boek.close()
    return uit.getvalue()


def _schrijf_blad(werkblad: Any, blad: Blad, kop: Any, maten: dict[str, Any], vet: dict[str, Any]) -> None:
    for i, kolom in enumerate(blad.kolommen):
        werkblad.write_string(0, i, bewaak(s.schoon(kolom.kop)), kop)
        werkblad.set_column(i, i, kolom.breedte or _breedte(blad, i))
    for r, rij in enumerate(blad.rijen, 1):
        _schrijf_rij(werkblad, r, rij, blad.kolommen, maten)
    if blad.totaalrij is not None:
        _schrijf_rij(werkblad, len(blad.rijen) + 1, blad.totaalrij, blad.kolommen, vet)
    werkblad.freeze_panes(1, 0)
    if blad.kolommen:
        werkblad.autofilter(0, 0, len(blad.rijen), len(blad.kolommen) - 1)
        werkblad.repeat_rows(0)
    werkblad.set_landscape()
    werkblad.fit_to_pages(1, 0)


def _schrijf_rij(werkblad: Any, r: int, rij: Sequence[s.Cel], kolommen: Sequence[Kolom], maten: dict[str, Any]) -> None:
    for i, (cel, kolom) in enumerate(zip(rij, kolommen, strict=False)):
        if cel is None or cel == "":
            werkblad.write_blank(r, i, None, maten[kolom.soort])
        elif isinstance(cel, str):
            werkblad.write_string(r, i, bewaak(s.schoon(cel))[:LANGSTE_CEL], maten["tekst"])
        elif isinstance(cel, dt.date):
            werkblad.write_datetime(r, i, _kaal_moment(cel), maten["datum"])
        else:
            waarde = Decimal(cel) / 100 if kolom.soort == "bedrag" else cel
            werkblad.write_number(r, i, float(waarde), maten[kolom.soort])


def _kaal_moment(dag: dt.date) -> dt.date:
    return dag.replace(tzinfo=None) if isinstance(dag, dt.datetime) else dag


def _breedte(blad: Blad, kolom: int) -> float:
    """Width by the longest of the first 200 cells, between 10 and 60 characters."""
    soort = blad.kolommen[kolom].soort
    cellen = [s.toon(rij[kolom], soort, centen=True) for rij in blad.rijen[:200] if kolom < len(rij)]
    langst = max((len(regel) for cel in cellen for regel in cel.split("\n")), default=0)
    return min(max(langst + 2, len(blad.kolommen[kolom].kop) + 4, 10), 60)


def _schrijf_over(werkblad: Any, over: Sequence[tuple[str, str]], bladen: Sequence[Blad], kop: Any, tekst: Any) -> None:
    uitleg = [(f"{b.naam}: {k.kop}", k.uitleg) for b in bladen for k in b.kolommen if k.uitleg]
    werkblad.write_row(0, 0, ["Onderwerp", "Uitleg"], kop)
    for r, (label, waarde) in enumerate([*over, *uitleg], 1):
        werkblad.write_string(r, 0, bewaak(s.schoon(label)), tekst)
        werkblad.write_string(r, 1, bewaak(s.schoon(waarde))[:LANGSTE_CEL], tekst)
    werkblad.set_column(0, 0, 36)
    werkblad.set_column(1, 1, 90)
    werkblad.freeze_panes(1, 0)


def bladnamen(namen: Sequence[str]) -> list[str]:
    """Names a workbook accepts: at most 31 characters, no forbidden ones, all different."""
    uit: list[str] = []
    for naam in namen:
        kaal = VERBODEN_IN_BLADNAAM.sub(" ", s.schoon(naam)).strip(" '") or "Blad"
        kandidaat, volg = kaal[:31], 2
        while kandidaat.lower() in {u.lower() for u in uit} or kandidaat.lower() == "history":
            staart = f" ({volg})"
            kandidaat, volg = kaal[: 31 - len(staart)] + staart, volg + 1
        uit.append(kandidaat)
    return uit


def maak_csv(blad: Blad) -> bytes:
    """CSV as a Dutch Excel opens it: `;` between, decimal comma, UTF-8 with a mark, formulas guarded."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([bewaak(k.kop) for k in blad.kolommen])
    rijen = [*blad.rijen, *([blad.totaalrij] if blad.totaalrij is not None else [])]
    for rij in rijen:
        schrijver.writerow([_csv_cel(cel, k.soort) for cel, k in zip(rij, blad.kolommen, strict=False)])
    return b"\xef\xbb\xbf" + uit.getvalue().encode()


def _csv_cel(cel: s.Cel, soort: s.Soort) -> str:
    if cel is None:
        return ""
    if isinstance(cel, str):
        return bewaak(s.schoon(cel))
    if isinstance(cel, dt.date):
        return cel.isoformat()
    if soort == "bedrag":
        return f"{Decimal(cel) / 100:.2f}".replace(".", ",")
    return str(cel).replace(".", ",")


def maak_json(gegevens: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON in UTF-8, readable, with dates in ISO form and decimals as text."""
    return json.dumps(gegevens, ensure_ascii=False, indent=2, default=_json_waarde).encode() + b"\n"


def _json_waarde(waarde: Any) -> Any:
    if isinstance(waarde, dt.date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return str(waarde)
    if isinstance(waarde, (set, frozenset)):
        return sorted(waarde)
    raise TypeError(f"{type(waarde).__name__} past niet in JSON")
