"""A comparison as a spreadsheet: the whole texts, one column per board or year."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from django.utils.html import strip_tags

from vindplaats.documenten.excel import Blad, Kolom, maak_xlsx
from vindplaats.documenten.inname import MIME
from vindplaats.documenten.namen import schone_naam
from vindplaats.documenten.schermtabel import naar_blad
from vindplaats.kern.schermdelen import Tabel, Vergelijkcel, Vergelijking
from vindplaats.verantwoording.bundelen.uitvoer import Uitvoer


def als_excel(titel: str, tabel: Vergelijking) -> Uitvoer:
    """Questions down, boards or years across; what stands shortened on the screen stands here in full."""
    kolommen = [Kolom("Vraag", breedte=34), *(Kolom(k, breedte=60) for k in tabel.kolommen)]
    rijen = [[rij.vraag, *(_tekst(cel) for cel in rij.cellen)] for rij in tabel.rijen]
    data = maak_xlsx([Blad("Vergelijking", kolommen, rijen)], [("Wat", tabel.titel)])
    return Uitvoer(data, schone_naam(titel, "xlsx"), MIME["xlsx"])


def _tekst(cel: Vergelijkcel) -> str:
    if cel.html:
        eerste = cel.tekst.partition("<details>")[0]
        return cel.heel or re.sub(r"[ \t]+", " ", unescape(strip_tags(eerste))).strip()
    return cel.heel or cel.tekst


def keuzes_als_excel(tabellen: Sequence[Tabel]) -> Uitvoer:
    """Who chose which indicator: a sheet per block."""
    bladen = [replace(naar_blad(tabel), naam=tabel.titel.rpartition(": ")[2]) for tabel in tabellen]
    return Uitvoer(maak_xlsx(bladen), schone_naam("Gekozen indicatoren", "xlsx"), MIME["xlsx"])
