"""Verbs of the calendar: enter, correct and withdraw free days; drafts from a file or from last year, and settling them."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from vindplaats.kern.fouten import OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import rules_kalender as rules
from .models import CONCEPT, GELDIG, INGETROKKEN, VERBETERD, Periode
from .permissions import KALENDER_WIJZIGEN
from .queries_kalender import als_vrij

RECHT = KALENDER_WIJZIGEN.code
MEESTE_CONCEPT = 200


def periode_toevoegen(*, wie: Wie, vrij: rules.Vrij) -> Periode:
    """Enter free days of the own SWV. Raises OngeldigeInvoer (dates, source, there already) and GeenRecht."""
    eis(wie, RECHT, wie.organisatie)
    _keur(vrij, bron_nodig=True)
    with transaction.atomic():
        rij = _leg(wie, vrij, GELDIG)
        _log(wie, "periode_toegevoegd", rij, f"{_wat(vrij)} staat in de kalender")
    return rij


def periode_verbeteren(*, wie: Wie, rij: Periode, vrij: rules.Vrij, waarom: str = "") -> Periode:
    """Correct free days: the wrong row stays visible in the history. A draft is simply changed.

    Raises OngeldigeInvoer (dates, reason) and VerkeerdeStand (withdrawn or corrected already).
    """
    eis(wie, RECHT, rij)
    with transaction.atomic():
        oud = _op_slot(rij)
        if oud.stand == CONCEPT:
            _keur(vrij, bron_nodig=False)
            for veld, waarde in _velden(vrij).items():
                setattr(oud, veld, waarde)
            oud.save()
            return oud
        _keur(vrij, bron_nodig=True)
        if not waarom.strip():
            raise OngeldigeInvoer("Schrijf op wat er fout was.", {"waarom": "Schrijf op wat er fout was."})
        _sluit(wie, oud, VERBETERD, waarom)
        nieuw = _leg(wie, vrij, GELDIG, verbetert=oud)
        _log(wie, "periode_verbeterd", nieuw, f"{_wat(vrij)} is verbeterd in de kalender", waarom)
    return nieuw


def periode_weghalen(*, wie: Wie, rij: Periode, waarom: str = "") -> None:
    """Withdraw free days (they stay in the history), or throw a draft away."""
    eis(wie, RECHT, rij)
    with transaction.atomic():
        oud = _op_slot(rij)
        if oud.stand == CONCEPT:
            oud.delete()
            return
        _sluit(wie, oud, INGETROKKEN, waarom)
        _log(wie, "periode_ingetrokken", oud, f"{oud.naam} is uit de kalender gehaald", waarom)


def concept_maken(*, wie: Wie, periodes: Iterable[rules.Vrij]) -> int:
    """Put periods down as a draft of this person; what stands in the calendar or in the draft already is left out.

    Returns how many were new. Drafts count for nothing until they are settled.
    """
    eis(wie, RECHT, wie.organisatie)
    lijst = [p for p in periodes if not rules.bezwaar(p)]
    if len(lijst) > MEESTE_CONCEPT:
        raise OngeldigeInvoer(f"Dit zijn {len(lijst)} periodes. Lees er hoogstens {MEESTE_CONCEPT} tegelijk in.")
    with transaction.atomic():
        rijen = Periode.objects.zichtbaar_voor(wie).filter(swv=wie.organisatie, stand__in=(CONCEPT, GELDIG))
        al = {_sleutel(p) for p in rijen}
        nieuw = [p for p in dict.fromkeys(lijst) if (p.soort, p.regio, p.naam.strip().casefold(), p.van) not in al]
        for p in nieuw:
            _leg(wie, p, CONCEPT)
    return len(nieuw)


def jaar_overnemen(*, wie: Wie, jaar: Schooljaar) -> int:
    """Put last year's free days down as a draft for `jaar`, 52 weeks later. Returns how many were new."""
    eis(wie, RECHT, wie.organisatie)
    rijen = Periode.objects.zichtbaar_voor(wie).geldig().filter(swv=wie.organisatie, schooljaar=jaar.vorig.begin)
    bron = [rules.jaar_later(als_vrij(r)) for r in rijen]
    if not bron:
        raise VerkeerdeStand(f"In {jaar.vorig} staat niets in de kalender. Voer de dagen in, of lees een bestand in.")
    return concept_maken(wie=wie, periodes=bron)


def concept_vaststellen(*, wie: Wie, bron: str) -> int:
    """Settle the own draft: from now on these days count. `bron` says where the dates stand.

    Raises OngeldigeInvoer without a source and VerkeerdeStand when there is no draft.
    """
    eis(wie, RECHT, wie.organisatie)
    if not bron.strip():
        raise OngeldigeInvoer("Schrijf op waar deze datums staan.", {"bron": "Schrijf op waar deze datums staan."})
    with transaction.atomic():
        rijen = Periode.objects.zichtbaar_voor(wie).select_for_update().filter(swv=wie.organisatie, stand=CONCEPT)
        lijst = list(rijen.order_by("van"))
        if not lijst:
            raise VerkeerdeStand("Er is geen concept meer om vast te stellen.")
        for rij in lijst:
            _keur(als_vrij(rij), bron_nodig=False)
            rij.stand, rij.bron, rij.op = GELDIG, bron.strip()[:300], nu()
            _bewaar(rij)
        leg_vast(
            wie=wie, naam="instellingen.kalender_vastgesteld", onderwerp=f"instellingen.kalender:{wie.organisatie}",
            zin=f"{len(lijst)} periodes zijn vastgesteld in de kalender", organisatie=wie.organisatie, waarom=bron.strip()[:300],
        )  # fmt: skip
    return len(lijst)


def _sleutel(rij: Periode) -> tuple[str, str, str, Any]:
    return rij.soort, rij.regio, rij.naam.casefold(), rij.van


def _keur(vrij: rules.Vrij, *, bron_nodig: bool) -> None:
    velden = rules.bezwaar(vrij)
    if bron_nodig and not vrij.bron.strip():
        velden["bron"] = "Schrijf op waar deze datums staan."
    if velden:
        raise OngeldigeInvoer(next(iter(velden.values())), velden)


def _velden(vrij: rules.Vrij) -> dict[str, Any]:
    return {
        "naam": vrij.naam.strip()[:80], "van": vrij.van, "tot": vrij.tot, "soort": vrij.soort, "regio": vrij.regio,
        "bron": vrij.bron.strip()[:300], "schooljaar": Schooljaar.van(vrij.van).begin,
    }  # fmt: skip


def _leg(wie: Wie, vrij: rules.Vrij, stand: str, verbetert: Periode | None = None) -> Periode:
    rij = Periode(
        swv=wie.organisatie,
        stand=stand,
        door_id=wie.gebruiker_id,
        door_naam=wie.naam,
        op=nu(),
        verbetert=verbetert,
        **_velden(vrij),
    )
    return _bewaar(rij)


def _bewaar(rij: Periode) -> Periode:
    try:
        with transaction.atomic():
            rij.save()
    except IntegrityError:
        zin = f"'{rij.naam}' vanaf {datum_zonder_dag(rij.van)} staat al in de kalender."
        raise OngeldigeInvoer(zin, {"naam": zin}) from None
    return rij


def _op_slot(rij: Periode) -> Periode:
    vast: Periode | None = (
        Periode.objects.voor_taak("instellingen.kalender").select_for_update().filter(pk=rij.pk).first()
    )
    if vast is None or vast.stand not in (CONCEPT, GELDIG):
        raise VerkeerdeStand("Deze dagen zijn al verbeterd of weggehaald. Open de kalender opnieuw.")
    return vast


def _sluit(wie: Wie, rij: Periode, stand: str, waarom: str) -> None:
    rij.stand, rij.einde_op, rij.einde_door_naam, rij.einde_waarom = stand, nu(), wie.naam, waarom.strip()[:400]
    rij.save(update_fields=["stand", "einde_op", "einde_door_naam", "einde_waarom"])


def _wat(vrij: rules.Vrij) -> str:
    return f"{vrij.naam.strip()} ({datum_zonder_dag(vrij.van)} tot en met {datum_zonder_dag(vrij.tot)})"


def _log(wie: Wie, naam: str, rij: Periode, zin: str, waarom: str = "") -> None:
    leg_vast(
        wie=wie, naam=f"instellingen.{naam}", onderwerp=f"instellingen.kalender:{rij.swv}", organisatie=rij.swv, zin=zin,
        waarom=waarom.strip()[:400] or rij.bron, details={"rij": str(rij.pk)},
    )  # fmt: skip
