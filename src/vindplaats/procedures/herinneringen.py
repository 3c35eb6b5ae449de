"""Reminders: once per term, person and moment. Run daily by a named job; running twice sends nothing twice."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from vindplaats.kern.fouten import GeenRecht
from vindplaats.kern.klok import nu
from vindplaats.kern.opmaak import datum_zonder_dag, over_dagen
from vindplaats.kern.registers import namen_van, onderwerpen
from vindplaats.toegang.actions import bericht_sturen
from vindplaats.toegang.models import RolToekenning
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.wie import Wie

from . import rules, versies
from .models import Herinnering, Termijn, Zaak
from .samenvoegen import regiowaarden, velden_in, voeg_samen
from .tabel import Waarschuwing

GEWOON = "{{termijn}}: uiterlijk {{uiterlijk}} ({{over}}). {{zaak}}"
"""the words of a reminder when the procedure gives no others"""
VERST = 400
"""days ahead that are looked at; no warning is set earlier"""


@transaction.atomic
def herinneringen_sturen(*, wie: Wie, op: dt.date) -> int:
    """Send every reminder that is due on `op` and was not sent yet; returns how many people got one.

    Only for a job (`Wie.taak(...)`). A term without a date, a suspended one and an ended one remind nobody.
    """
    if not wie.is_taak:
        raise GeenRecht("Herinneringen verstuurt het systeem zelf, elke ochtend.")
    lopend = _lopende(op)
    versies.warm([t.zaak for t in lopend])
    rijp = [(t, w) for t in lopend if (w := rules.herinnering(t.soort, t.eind, op)) is not None]
    mensen = _mensen({rol for _, w in rijp for rol in w.rollen}, {o for t, _ in rijp for o in _partijen(t.zaak)}, op)
    titels = _titels([t.zaak for t, _ in rijp])
    aantal = 0
    for termijn, waarschuwing in rijp:
        naar = {
            m for rol in waarschuwing.rollen for o in _partijen(termijn.zaak, rol) for m in mensen.get((rol, o), ())
        }
        aantal += _stuur(wie, termijn, waarschuwing, naar, titels[termijn.zaak.onderwerp], op)
    return aantal


def _lopende(op: dt.date) -> list[Termijn]:
    return list(
        Termijn.objects.voor_taak("procedures.herinneringen")
        .filter(stand=rules.LOPEND, eind__lte=op + dt.timedelta(days=VERST))
        .select_related("zaak")
        .prefetch_related("zaak__betrokken")
        .order_by("eind", "pk")
    )


def _partijen(zaak: Zaak, rol: str = "") -> list[str]:
    """The organisations where a role counts for this case: an SWV role at its SWVs, every other role at its owner."""
    if not rol:
        return [zaak.organisatie, *zaak.swv_sleutels]
    return zaak.swv_sleutels if ROLLEN[rol].soort == "swv" else [zaak.organisatie]


def _mensen(rollen: set[str], organisaties: set[str], op: dt.date) -> dict[tuple[str, str], list[uuid.UUID]]:
    uit: dict[tuple[str, str], list[uuid.UUID]] = {}
    geldig = RolToekenning.objects.geldig_op(op).filter(rol__in=rollen, organisatie__in=organisaties)
    for rol, organisatie, mens in geldig.values_list("rol", "organisatie", "gebruiker_id"):
        uit.setdefault((rol, organisatie), []).append(mens)
    return uit


def _titels(zaken: Iterable[Zaak]) -> dict[str, str]:
    per_soort: dict[str, list[str]] = {}
    uit = {}
    for zaak in zaken:
        uit[zaak.onderwerp] = f"{zaak.tabel.titel} {zaak.jaar}" if zaak.jaar else zaak.tabel.titel
        per_soort.setdefault(zaak.onderwerp.partition(":")[0], []).append(zaak.onderwerp)
    for label, sleutels in per_soort.items():
        soort = onderwerpen.get(label)
        if soort:
            uit.update(soort.namen(sorted(set(sleutels))))
    return uit


def url_van(onderwerp: str) -> str:
    """The page of a subject, or empty when its room has told none."""
    soort = onderwerpen.get(onderwerp.partition(":")[0])
    return soort.url(onderwerp) if soort else ""


def titels_van(zaken: Iterable[Zaak]) -> dict[str, str]:
    """Title per subject key: from the owning room, else the procedure and school year. One query per kind."""
    return _titels(zaken)


def _tekst(termijn: Termijn, waarschuwing: Waarschuwing, titel: str, eind: dt.date, op: dt.date) -> str:
    """The words of a reminder: those of the SWV, or the usual ones. One query more for a text of its own that names someone."""
    zaak = termijn.zaak
    sjabloon = waarschuwing.tekst or GEWOON
    waarden = {
        "zaak": titel,
        "organisatie": namen_van([zaak.organisatie])[zaak.organisatie] if "organisatie" in velden_in(sjabloon) else "",
        "schooljaar": str(zaak.jaar) if zaak.jaar else "",
        "stand": zaak.stand_nu.naam,
        "termijn": termijn.naam,
        "uiterlijk": datum_zonder_dag(eind),
        "over": over_dagen(eind, op),
        "procedure": zaak.tabel.titel,
    }
    return voeg_samen(sjabloon, regiowaarden(sjabloon, zaak.swv_sleutels, op) | waarden)


def _stuur(
    wie: Wie, termijn: Termijn, waarschuwing: Waarschuwing, naar: set[uuid.UUID], titel: str, op: dt.date
) -> int:
    eind = termijn.eind
    if eind is None:
        return 0
    sleutel = f"{eind:%Y%m%d}:{waarschuwing.dagen}"
    al = set(Herinnering.objects.filter(termijn=termijn, sleutel=sleutel).values_list("gebruiker_id", flat=True))
    nieuw = sorted(naar - al)
    if not nieuw:
        return 0
    Herinnering.objects.bulk_create(
        Herinnering(termijn=termijn, gebruiker_id=mens, sleutel=sleutel, verstuurd_op=nu()) for mens in nieuw
    )
    tekst = _tekst(termijn, waarschuwing, titel, eind, op)
    bericht_sturen(
        wie=wie,
        naar=nieuw,
        voor=[(rol, o) for rol in waarschuwing.rollen for o in _partijen(termijn.zaak, rol)],
        tekst=tekst[:300],
        url=url_van(termijn.zaak.onderwerp),
        sleutel=f"termijn:{termijn.pk}:{sleutel}",
    )
    return len(nieuw)
