"""Rows of a table somebody sent (.xlsx or .csv), read in a child process with limits. Pure: no Django, no settings."""

import csv
import datetime as dt
import io
from typing import Any

MEESTE_RIJEN = 2000
MEESTE_KOLOMMEN = 40


class TabelFout(Exception):
    """This is no table we can read: `zin` says what to do."""

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


def lees_tabel(data: bytes, soort: str) -> list[list[Any]]:
    """The rows of the first sheet (or of the csv), as text, numbers and dates; empty rows at the end fall out.

    Raises TabelFout with a Dutch sentence when it is too large or unreadable.
    """
    rijen = _xlsx(data) if soort == "xlsx" else _csv(data)
    if len(rijen) > MEESTE_RIJEN:
        raise TabelFout(f"Dit bestand heeft meer dan {MEESTE_RIJEN} rijen. Deel het op.")
    rijen = [[_cel(c) for c in rij[:MEESTE_KOLOMMEN]] for rij in rijen]
    while rijen and not any(str(c).strip() for c in rijen[-1] if c is not None):
        rijen.pop()
    return rijen


def _xlsx(data: bytes) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    boek = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(rij) for rij in boek.get_sheet_by_index(0).to_python(nrows=MEESTE_RIJEN + 1)]


def _csv(data: bytes) -> list[list[Any]]:
    for codering in ("utf-8-sig", "cp1252"):
        try:
            tekst = data.decode(codering)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise TabelFout("Dit bestand is niet te lezen. Bewaar het als CSV (UTF-8).")
    eerste = tekst.partition("\n")[0]
    scheiding = max(";,\t", key=eerste.count)
    return [list(rij) for rij in csv.reader(io.StringIO(tekst), delimiter=scheiding)]


def _cel(waarde: Any) -> Any:
    if isinstance(waarde, dt.datetime):
        return waarde.date().isoformat()
    if isinstance(waarde, dt.date):
        return waarde.isoformat()
    if isinstance(waarde, str):
        return waarde[1:] if waarde[:1] == "'" and waarde[1:].lstrip(" '")[:1] in tuple("=+-@") else waarde
    if isinstance(waarde, bool | int | float) or waarde is None:
        return waarde
    return str(waarde)
