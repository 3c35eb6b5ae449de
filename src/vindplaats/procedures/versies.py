"""Which version of a procedure runs for whom. Always asked of the database; the tables themselves are in `eigen_tabel`.

A new case takes the published version of its SWV that began last, on or before that day. A case of several SWVs takes an own
version only when all of them run the same content; else the version of the house, because one case has one table (decision 0018).
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import replace

from vindplaats.toegang.wie import Wie

from .eigen_tabel import bekende_tabel, tabel_van_versie
from .models import Eigenversie, Zaak
from .tabel import Procedure
from .uitschrijven import als_yaml


def vingerafdruk(tabel: Procedure) -> str:
    """What is in a version, as a short sum: the same for two SWVs that agreed on the same."""
    kaal = als_yaml(replace(tabel, swv="", nummer=0))
    return hashlib.sha256(kaal.encode()).hexdigest()


def lopende(procedure: str, swvs: Iterable[str], op: dt.date) -> dict[str, Eigenversie]:
    """Per SWV (code) the own version that new cases take on a day; SWVs on the version of the house are left out. One query."""
    uit: dict[str, Eigenversie] = {}
    rijen = (
        Eigenversie.objects.voor_taak("procedures.lopende_versie")
        .filter(procedure=procedure, swv__in=list(swvs), stand=Eigenversie.GEPUBLICEERD, vanaf__lte=op)
        .order_by("vanaf", "nummer")
    )
    for rij in rijen:
        uit[rij.swv] = rij
    return uit


def voor_zaak(procedure: str, swvs: Iterable[str], op: dt.date) -> Eigenversie | None:
    """The own version a new case takes; None: the version of the house."""
    codes = sorted(set(swvs))
    gevonden = lopende(procedure, codes, op)
    if not codes or len(gevonden) != len(codes):
        return None
    return gevonden[codes[0]] if len({v.vingerafdruk for v in gevonden.values()}) == 1 else None


def in_gebruik(wie: Wie) -> list[Eigenversie]:
    """The own versions of the cases this person may see, for the worklist. One query."""
    gebruikt = Zaak.objects.zichtbaar_voor(wie).filter(eigen__isnull=False).order_by().values("eigen_id")
    return list(Eigenversie.objects.voor_taak("procedures.in_gebruik").filter(pk__in=gebruikt))


def warm(zaken: Iterable[Zaak]) -> None:
    """Read the tables of many cases at once: one query when this process misses some, else none."""
    mist: set[uuid.UUID] = {z.eigen_id for z in zaken if z.eigen_id and bekende_tabel(z.eigen_id) is None}
    if mist:
        rijen = Eigenversie.objects.voor_taak("procedures.tabellen").filter(pk__in=mist)
        for pk, tekst in rijen.values_list("pk", "tekst"):
            tabel_van_versie(pk, tekst)
