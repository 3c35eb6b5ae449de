"""Reads of patterns, by key and with a fixed number of queries."""

import base64
import datetime as dt
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from vindplaats.kern.fouten import NietGevonden
from vindplaats.privacy.models import Patroon
from vindplaats.toegang.wie import Wie

from . import rules

PER_PAGINA = 30


@dataclass(frozen=True)
class Bladzijde:
    """A page of patterns, newest first; `verder` is the key of the next one."""

    rijen: list[Patroon]
    verder: str


def patronen(wie: Wie, *, regel: str = "", alle: bool = False, na: str = "") -> Bladzijde:
    """Patterns this person may see: those nobody looked at, or all; a key that cannot be read gives the first page."""
    rijen = Patroon.objects.zichtbaar_voor(wie).order_by("-begin", "-id")
    if regel in rules.REGELS:
        rijen = rijen.filter(regel=regel)
    if not alle:
        rijen = rijen.filter(bekeken_op=None)
    plek = _lees(na)
    if plek:
        rijen = rijen.filter(Q(begin__lt=plek[0]) | Q(begin=plek[0], id__lt=plek[1]))
    gevonden = list(rijen[: PER_PAGINA + 1])
    return Bladzijde(gevonden[:PER_PAGINA], _sleutel(gevonden[PER_PAGINA - 1]) if len(gevonden) > PER_PAGINA else "")


def _sleutel(rij: Patroon) -> str:
    return base64.urlsafe_b64encode(json.dumps([rij.begin.isoformat(), str(rij.pk)]).encode()).decode()


def _lees(na: str) -> tuple[dt.datetime, uuid.UUID] | None:
    try:
        begin, pk = json.loads(base64.urlsafe_b64decode(na.encode()))
        return dt.datetime.fromisoformat(begin), uuid.UUID(pk)
    except (ValueError, TypeError, AttributeError):
        return None


def patroon_voor(wie: Wie, pk: uuid.UUID) -> Patroon:
    """One pattern. Raises NietGevonden."""
    rij: Patroon | None = Patroon.objects.zichtbaar_voor(wie).filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


def aantallen(wie: Wie) -> dict[str, int]:
    """How many patterns nobody looked at yet, per rule."""
    rijen: Any = Patroon.objects.zichtbaar_voor(wie).filter(bekeken_op=None).order_by()
    return {r["regel"]: r["n"] for r in rijen.values("regel").annotate(n=Count("pk"))}
