"""Verbs of values: set from a day on, correct a mistake, withdraw what has not begun. A row is never overwritten."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.instelbaar import Instelbaar
from vindplaats.kern.instelinvoer import Onleesbaar, lees, naar_json
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.wie import Wie

from . import queries
from .models import GELDIG, INGETROKKEN, VERBETERD, Waarde

VROEGST = dt.date(2014, 8, 1)
"""the start of the law on passend onderwijs: nothing an SWV set can be older"""
VERST_JAREN = 10


def waarde_zetten(
    *, wie: Wie, code: str, ruw: Any, vanaf: dt.date, bron: str, waarom: str = "", tot: dt.date | None = None
) -> Waarde:
    """Let a new value hold from a day on (also one in the past, when it was agreed then). `ruw` is what was typed; empty means:
    from then on nothing is set. The value that held before stays in the history.

    Raises GeenRecht, OngeldigeInvoer (value, day, missing source), VerkeerdeStand (there is one from that day already, or the
    law fixes it).
    """
    soort = eis_wijzigen(wie, code)
    inhoud = _gelezen(soort, ruw)
    _eis_dagen(vanaf, tot)
    _eis_bron(bron)
    with transaction.atomic():
        if queries.geldige_rij(wie.organisatie, code, vanaf) is not None:
            raise VerkeerdeStand(
                f"Vanaf {datum_zonder_dag(vanaf)} is al iets vastgelegd. Kies een andere dag, of verbeter die regel in de geschiedenis."
            )
        rij = _leg(wie, soort, inhoud, vanaf, tot, bron, waarom)
        _log(wie, rij, "waarde_gezet", f"'{soort.naam}' is gewijzigd vanaf {datum_zonder_dag(vanaf)}", waarom)
    return rij


def waarde_verbeteren(*, wie: Wie, rij: Waarde, ruw: Any, bron: str, waarom: str, tot: dt.date | None = None) -> Waarde:
    """Correct a mistake in a row: the wrong row stays to be seen as corrected, the new one takes its begin date.

    Raises as `waarde_zetten`, and OngeldigeInvoer without a reason.
    """
    soort = eis_wijzigen(wie, rij.code, rij.swv)
    inhoud = _gelezen(soort, ruw)
    _eis_dagen(rij.vanaf, tot)
    _eis_bron(bron)
    if not waarom.strip():
        raise OngeldigeInvoer("Schrijf op wat er fout was.", {"waarom": "Schrijf op wat er fout was."})
    with transaction.atomic():
        oud = _op_slot(rij)
        _sluit(wie, oud, VERBETERD, waarom)
        nieuw = _leg(wie, soort, inhoud, oud.vanaf, tot, bron, waarom, verbetert=oud)
        _log(wie, nieuw, "waarde_verbeterd", f"'{soort.naam}' vanaf {datum_zonder_dag(oud.vanaf)} is verbeterd", waarom)
    return nieuw


def waarde_intrekken(*, wie: Wie, rij: Waarde, waarom: str = "") -> Waarde:
    """Take back a value that has not begun yet. Raises VerkeerdeStand for one that holds or held already."""
    soort = eis_wijzigen(wie, rij.code, rij.swv)
    with transaction.atomic():
        oud = _op_slot(rij)
        if oud.vanaf <= vandaag():
            raise VerkeerdeStand(
                "Deze waarde geldt al en is dus gebruikt. Leg een nieuwe waarde vast vanaf vandaag, of verbeter de fout."
            )
        _sluit(wie, oud, INGETROKKEN, waarom)
        _log(
            wie, oud, "waarde_ingetrokken", f"'{soort.naam}' vanaf {datum_zonder_dag(oud.vanaf)} is ingetrokken", waarom
        )
    return oud


def eis_wijzigen(wie: Wie, code: str, swv: str = "") -> Instelbaar:
    """The declaration, when this person may set it for the own SWV. Raises NietGevonden, GeenRecht, VerkeerdeStand (law)."""
    soort = queries.soort_van_code(code)
    eis(wie, "instellingen.wijzigen", swv or wie.organisatie)
    if soort.op_slot and soort.wet:
        raise VerkeerdeStand(f"Dit ligt vast in de wet ({soort.wet.bron}). {soort.wet.zin}")
    if not mag_zetten(wie, soort):
        namen = ", ".join(ROLLEN[rol].naam.lower() for rol in soort.wie)
        raise GeenRecht(f"'{soort.naam}' wijzigen kan alleen: {namen}.")
    return soort


def mag_zetten(wie: Wie, soort: Instelbaar) -> bool:
    """May this role set this setting (its own SWV is asked elsewhere)."""
    return not soort.op_slot and (wie.is_taak or (wie.rol in soort.wie and wie.soort == "swv"))


def _gelezen(soort: Instelbaar, ruw: Any) -> Any:
    try:
        return naar_json(soort, lees(soort, ruw))
    except Onleesbaar as fout:
        raise OngeldigeInvoer(fout.zin, {"waarde": fout.zin}) from fout


def _eis_dagen(vanaf: dt.date, tot: dt.date | None) -> None:
    laatst = vandaag() + dt.timedelta(days=366 * VERST_JAREN)
    if not VROEGST <= vanaf <= laatst:
        zin = f"Kies een dag van {datum_zonder_dag(VROEGST)} tot en met {datum_zonder_dag(laatst)}."
        raise OngeldigeInvoer(zin, {"vanaf": zin})
    if tot is not None and tot < vanaf:
        raise OngeldigeInvoer("De laatste dag ligt voor de eerste.", {"tot": "Kies een dag na de eerste dag."})


def _eis_bron(bron: str) -> None:
    if not bron.strip():
        zin = "Schrijf op waar dit is besloten of staat, bijvoorbeeld 'besluit 12 mei, punt 4'."
        raise OngeldigeInvoer(zin, {"bron": zin})


def _leg(
    wie: Wie, soort: Instelbaar, inhoud: Any, vanaf: dt.date, tot: dt.date | None, bron: str, waarom: str,
    verbetert: Waarde | None = None,
) -> Waarde:  # fmt: skip
    try:
        with transaction.atomic():
            rij: Waarde = Waarde.objects.create(
                swv=verbetert.swv if verbetert else wie.organisatie, code=soort.code, vanaf=vanaf, tot=tot,
                waarde=inhoud, bron=bron.strip()[:300], waarom=waarom.strip()[:400], door_id=wie.gebruiker_id,
                door_naam=wie.naam, op=nu(), stand=GELDIG, verbetert=verbetert,
            )  # fmt: skip
    except IntegrityError:
        raise VerkeerdeStand(
            "Iemand anders was net iets eerder met deze instelling. Kijk wat er nu staat en probeer het opnieuw."
        ) from None
    queries.vergeet()
    return rij


def _op_slot(rij: Waarde) -> Waarde:
    """The row under a lock. Raises VerkeerdeStand when it was corrected or withdrawn already."""
    vast: Waarde = Waarde.objects.voor_taak("instellingen.wijzigen").select_for_update().get(pk=rij.pk)
    if vast.stand != GELDIG:
        raise VerkeerdeStand(f"Deze regel is al {vast.get_stand_display()}. Open de geschiedenis voor wat nu geldt.")
    return vast


def _sluit(wie: Wie, rij: Waarde, stand: str, waarom: str) -> None:
    rij.stand, rij.einde_op, rij.einde_door_naam = stand, nu(), wie.naam
    rij.einde_waarom = waarom.strip()[:400]
    rij.save(update_fields=["stand", "einde_op", "einde_door_naam", "einde_waarom"])
    queries.vergeet()


def _log(wie: Wie, rij: Waarde, naam: str, zin: str, waarom: str) -> None:
    leg_vast(
        wie=wie, naam=f"instellingen.{naam}", onderwerp=f"instellingen.waarde:{rij.code}", organisatie=rij.swv, zin=zin,
        waarom=waarom.strip()[:400] or rij.bron, details={"code": rij.code, "rij": str(rij.pk)},
    )  # fmt: skip
