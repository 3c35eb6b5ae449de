"""Removing the oldest part of the log when its term is over, with a sealed record that stays (decision 0036).

Only the owner of the database can, with `./vindplaats logboek afsluiten`; the application's own user is refused by the database. The chain
is checked first and goes on from the record. How long the term is, rooms above say (`bewaartermijnen`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, Max, Min, OuterRef
from django.utils import timezone

from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import Register

from . import grendel, keten, keten_controle
from .log import leg_vast
from .models import Gebeurtenis
from .models_keten import Afsluiting, Schakel
from .wie import Wie

AFGESLOTEN = "toegang.logboek_afgesloten"
HAP = 20_000
"""links that go in one transaction; each leaves a record of its own"""
WACHT = "15s"


@dataclass(frozen=True)
class Termijn:
    """How many days the log is kept; None with a Dutch sentence when nobody may say so yet."""

    dagen: int | None
    zin: str


@dataclass(frozen=True)
class Plan:
    """What would go: links up to and including `nummer`, so many rows, from and to which moment; and how many stay."""

    nummer: int
    aantal: int
    begin: dt.datetime
    eind: dt.datetime
    dagen: int
    blijft: int


bewaartermijnen: Register[Callable[[], Termijn]] = Register("bewaartermijnen_logboek")
"""room -> the term of the log; the longest counts, and nothing goes while one of them has none"""


def termijn() -> Termijn:
    """The term that holds for the whole log: the longest of what the rooms say."""
    gegeven = [vraag() for vraag in bewaartermijnen]
    zonder = [t for t in gegeven if t.dagen is None]
    if zonder or not gegeven:
        return zonder[0] if zonder else Termijn(None, "Er is geen bewaartermijn voor het logboek vastgesteld.")
    return max(gegeven, key=lambda t: t.dagen or 0)


def plan(dagen: int, hoogstens: int | None = None) -> Plan | None:
    """The oldest unbroken part of the chain of which every row is older than the term; None when there is nothing.

    The last link always stays: the next one hangs on it. `hoogstens` limits how many links.
    """
    grens = nu() - dt.timedelta(days=dagen)
    alle = Gebeurtenis.objects.voor_taak("toegang.afsluiten")
    jong = alle.filter(pk=OuterRef("gebeurtenis"), wanneer__gte=grens)
    schakels = Schakel.objects.order_by("nummer")
    eerste, laatste = schakels.first(), schakels.last()
    if eerste is None or laatste is None:
        return None
    stop = schakels.filter(Exists(jong)).first() or laatste
    tot = min(stop.nummer, laatste.nummer) - 1
    if hoogstens is not None:
        tot = min(tot, eerste.nummer + hoogstens - 1)
    if tot < eerste.nummer:
        return None
    weg = alle.filter(Exists(Schakel.objects.filter(gebeurtenis=OuterRef("pk"), nummer__lte=tot)))
    som = weg.aggregate(begin=Min("wanneer"), eind=Max("wanneer"))
    return Plan(tot, tot - eerste.nummer + 1, som["begin"], som["eind"], dagen, laatste.nummer - tot)


def logboek_afsluiten(*, wie: Wie, dagen: int) -> list[Afsluiting]:
    """Remove what has passed the term, piece by piece, and leave a sealed record per piece. Returns the records.

    Raises VerkeerdeStand: not the owner of the database, the chain is not whole, or the database is too busy.
    """
    _eis_eigenaar()
    while keten.verzegel():
        pass
    uitslag = keten_controle.controleer(keten.bewaarde_ankers())
    if not uitslag.heel:
        raise VerkeerdeStand(f"Er is niets weggehaald, want de keten is niet heel. {uitslag.zin}")
    gedaan = []
    while (hap := plan(dagen, HAP)) is not None:
        gedaan.append(_haal_weg(wie, hap))
    return gedaan


def _eis_eigenaar() -> None:
    if not grendel.is_eigenaar(connection):
        raise VerkeerdeStand(
            "Je bent aangemeld als de toepassing zelf, en die mag niets uit het logboek halen. Draai dit als eigenaar van de database."
        )


def _haal_weg(wie: Wie, hap: Plan) -> Afsluiting:
    """One piece: record, rows, links and a line in the log, all or nothing."""
    try:
        with transaction.atomic():
            _alleen_wij()
            with grendel.even_open(connection):
                rij = _leg_neer(hap)
                _wis(hap.nummer)
            leg_vast(
                wie=wie, naam=AFGESLOTEN, onderwerp="toegang.logboek", soort=Gebeurtenis.TOEGANG,
                zin=f"Oudste deel van het logboek weggehaald: {hap.aantal} regels, tot en met {hap.eind:%d-%m-%Y}; de termijn is {hap.dagen} dagen.",
                details={"nummer": hap.nummer, "hash": bytes(rij.hash).hex(), "aantal": hap.aantal, "dagen": hap.dagen},
            )  # fmt: skip
    except DatabaseError as fout:
        raise VerkeerdeStand(
            "De database liet dit niet toe of was te druk. Er is niets veranderd. Probeer het op een rustig moment."
        ) from fout
    return rij


def _alleen_wij() -> None:
    """No sealer beside us, and no endless wait for the lock: writers would wait behind it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WACHT}'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", keten.SLOT)


def _leg_neer(hap: Plan) -> Afsluiting:
    vorige = Afsluiting.objects.order_by("-nummer").first()
    rij = Afsluiting(
        nummer=hap.nummer, hash=bytes(Schakel.objects.get(nummer=hap.nummer).hash), aantal=hap.aantal, begin=hap.begin, eind=hap.eind,
        termijn=hap.dagen, vorige=bytes(vorige.zegel) if vorige else b"", gezet_op=timezone.now(), gezet_door=_databasegebruiker(),
    )  # fmt: skip
    rij.zegel = keten.zegel_van_afsluiting(rij)
    rij.save(force_insert=True)
    return rij


def _databasegebruiker() -> str:
    if connection.vendor != "postgresql":
        return connection.vendor
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def _wis(tot: int) -> None:
    """Rows first, then their links. Plain SQL: the models refuse to remove, and rightly so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM toegang_gebeurtenis WHERE id IN (SELECT gebeurtenis FROM toegang_schakel WHERE nummer <= %s)",
            [tot],
        )
        cursor.execute("DELETE FROM toegang_schakel WHERE nummer <= %s", [tot])
