"""Reading the log: filter, page by key (no counting, stack.md trap 3), export. What was read is itself logged."""

import base64
import csv
import datetime as dt
import io
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from vindplaats.kern.registers import onderwerpen

from .models import Gebeurtenis
from .queries import rol_naam
from .wie import Wie

PER_PAGINA = 50
MAX_UITVOER = 100_000
KOLOMMEN = ("Wanneer", "Soort", "Handeling", "Wie", "Rol", "Organisatie", "Onderwerp", "Wat", "Waarom")


@dataclass(frozen=True)
class Bladzijde:
    """One page of the log, newest first; `verder` is the key of the next page, empty at the end."""

    rijen: list[Gebeurtenis]
    verder: str


def gefilterd(wie: Wie, filter_: dict[str, Any]) -> Any:
    """The rows this person may read, narrowed by person, kind, subject and period."""
    rijen = Gebeurtenis.objects.zichtbaar_voor(wie)
    if filter_.get("persoon"):
        rijen = rijen.filter(wie_naam__icontains=filter_["persoon"])
    if filter_.get("mens"):
        rijen = rijen.filter(gebruiker_id=filter_["mens"])
    if filter_.get("sleutel"):
        rijen = rijen.filter(onderwerp=filter_["sleutel"])
    if filter_.get("handeling"):
        rijen = rijen.filter(naam=filter_["handeling"])
    if filter_.get("soort"):
        rijen = rijen.filter(soort=filter_["soort"])
    if filter_.get("onderwerp"):
        rijen = rijen.filter(
            Q(onderwerp__istartswith=filter_["onderwerp"])
            | Q(naam__istartswith=filter_["onderwerp"])
            | Q(zin__icontains=filter_["onderwerp"])
        )
    return _periode(rijen, filter_.get("van"), filter_.get("tot"))


def spoor_van(wie: Wie, filter_: dict[str, Any]) -> tuple[str, str]:
    """Whose or what trail this is, as a name and an address ('' when there is none); two queries at most."""
    if filter_.get("sleutel"):
        sleutel = filter_["sleutel"]
        soort = onderwerpen.get(sleutel.partition(":")[0])
        naam = soort.namen([sleutel]).get(sleutel, "") if soort else ""
        return naam or sleutel, soort.url(sleutel) if soort and naam else ""
    if filter_.get("mens"):
        rij = Gebeurtenis.objects.zichtbaar_voor(wie).filter(gebruiker_id=filter_["mens"]).order_by("-wanneer").first()
        return (rij.wie_naam if rij else "deze persoon"), ""
    return "", ""


def _periode(rijen: Any, van: dt.date | None, tot: dt.date | None) -> Any:
    if van:
        rijen = rijen.filter(wanneer__gte=timezone.make_aware(dt.datetime.combine(van, dt.time.min)))
    if tot:
        rijen = rijen.filter(wanneer__lte=timezone.make_aware(dt.datetime.combine(tot, dt.time.max)))
    return rijen


def bladzijde(wie: Wie, filter_: dict[str, Any], na: str = "") -> Bladzijde:
    """The page after key `na`; a key that cannot be read gives the first page."""
    rijen = gefilterd(wie, filter_).order_by("-wanneer", "-id")
    plek = _lees_sleutel(na)
    if plek:
        wanneer, pk = plek
        rijen = rijen.filter(Q(wanneer__lt=wanneer) | Q(wanneer=wanneer, id__lt=pk))
    gevonden = list(rijen[: PER_PAGINA + 1])
    verder = _sleutel(gevonden[PER_PAGINA - 1]) if len(gevonden) > PER_PAGINA else ""
    return Bladzijde(gevonden[:PER_PAGINA], verder)


def _sleutel(rij: Gebeurtenis) -> str:
    return base64.urlsafe_b64encode(json.dumps([rij.wanneer.isoformat(), str(rij.pk)]).encode()).decode()


def _lees_sleutel(na: str) -> tuple[dt.datetime, uuid.UUID] | None:
    try:
        wanneer, pk = json.loads(base64.urlsafe_b64decode(na.encode()))
        return dt.datetime.fromisoformat(wanneer), uuid.UUID(pk)
    except (ValueError, TypeError, AttributeError):
        return None


def als_csv(wie: Wie, filter_: dict[str, Any]) -> Iterator[str]:
    """The filtered log as CSV for Excel (`;`, UTF-8 with mark), line by line, at most 100.000 rows."""
    yield "\ufeff" + _regel(KOLOMMEN)
    rijen = gefilterd(wie, filter_).order_by("-wanneer", "-id")[:MAX_UITVOER]
    for rij in rijen.iterator(chunk_size=2000):
        moment = timezone.localtime(rij.wanneer)
        yield _regel(
            (f"{moment:%Y-%m-%d %H:%M:%S}", rij.soort, rij.naam, rij.wie_naam, rol_naam(rij.rol), rij.organisatie,
             rij.onderwerp, rij.zin, rij.waarom)
        )  # fmt: skip


def _regel(cellen: tuple[str, ...]) -> str:
    uit = io.StringIO()
    csv.writer(uit, delimiter=";").writerow([f"'{c}" if c[:1] in "=+-@\t\r" and c else c for c in cellen])
    return uit.getvalue()
