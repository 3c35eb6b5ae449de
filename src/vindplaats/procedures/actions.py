"""Verbs of procedures. `stap_zetten` is the only place in the house that sets a state.

The verbs of terms (`termijn_verlengen`, `termijn_opschorten`, `termijninstelling_zetten`, ...) live in `termijnwerk` and are
offered here too, so that callers know one door.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import rechten, sleutel_van, stapdaden, voorwaarden
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang import log
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM
from vindplaats.toegang.wie import Wie

from . import berichten, stapbrieven, termijnwerk, versies
from .catalogus import is_partij_van
from .catalogus import procedure as tabel_van
from .herinneringen import herinneringen_sturen
from .models import Betrokken, Overgang, Zaak
from .tabel import Procedure, Stap
from .termijnwerk import (
    termijn_hervatten,
    termijn_opschorten,
    termijn_verlengen,
    termijninstelling_wissen,
    termijninstelling_zetten,
)

if TYPE_CHECKING:
    from django.db.models import Model

__all__ = [
    "herinneringen_sturen",
    "stap_zetten",
    "termijn_hervatten",
    "termijn_opschorten",
    "termijn_verlengen",
    "termijninstelling_wissen",
    "termijninstelling_zetten",
    "wat_ontbreekt",
    "zaak_openen",
]
OPENEN = "openen"


@transaction.atomic
def zaak_openen(
    *,
    wie: Wie,
    procedure: str,
    onderwerp: "Model | str",
    organisatie: str,
    swvs: "list[str] | tuple[str, ...]" = (),
    schooljaar: Schooljaar | None = None,
    per: dt.date | None = None,
    versie: int | None = None,
) -> Zaak:
    """Open a case in the first state of a procedure and start its first terms.

    Without `versie` it takes the version that runs today for its SWVs (see `versies`) and keeps that to its end.

    `onderwerp` is the row it is about (or its key), `organisatie` the key of who owns it, `swvs` codes or keys of the SWVs it
    concerns, `schooljaar` decides which settings count, `per` the day it began (default today). The calling room has checked the
    right. Raises VerkeerdeStand when the subject has a case already, KeyError when the procedure is unknown.
    """
    codes = sorted({swv.partition(":")[2] or swv for swv in swvs})
    eigen = versies.voor_zaak(procedure, codes, per or vandaag()) if versie is None else None
    tabel = eigen.tabel if eigen else tabel_van(procedure, versie)
    sleutel = onderwerp if isinstance(onderwerp, str) else sleutel_van(onderwerp)
    if Zaak.objects.voor_taak("procedures.zaak_openen").filter(procedure=procedure, onderwerp=sleutel).exists():
        raise VerkeerdeStand(
            f"Hiervoor loopt al een {tabel.titel.lower()}. Open die in plaats van een nieuwe te beginnen."
        )
    zaak: Zaak = Zaak.objects.create(
        procedure=tabel.code,
        versie=tabel.versie,
        eigen=eigen,
        stand=tabel.begin,
        sinds=nu(),
        onderwerp=sleutel,
        organisatie=organisatie,
        schooljaar=schooljaar.begin if schooljaar else None,
        geopend_op=nu(),
    )
    Betrokken.objects.bulk_create(Betrokken(zaak=zaak, swv=code) for code in codes)
    _schrijf(wie, zaak, OPENEN, "", tabel.begin, per or vandaag(), "", f"{tabel.titel} geopend.")
    termijnwerk.start(zaak, tabel.start, per or vandaag())
    return zaak


@transaction.atomic
def stap_zetten(
    *,
    wie: Wie,
    zaak: Zaak,
    verb: str,
    reden: str = "",
    onderwerp_obj: Any = None,
    verwacht_stand: str | None = None,
    per: dt.date | None = None,
) -> Overgang:
    """Take one step of the table and return the row of history; `zaak` is updated in place.

    `verwacht_stand` is the state the person saw on the screen, `per` the day it really happened (default today; the date a
    term counts from). All or nothing: state, history, log, terms and what the owning room does after it.
    Raises NietGevonden (not visible), GeenRecht (role or organisation), VerkeerdeStand (not from this state, or somebody was
    first), OngeldigeInvoer (reason or date), Onvolledig (`ontbreekt` holds every missing thing).
    """
    if not Zaak.objects.zichtbaar_voor(wie).filter(pk=zaak.pk).exists():
        raise NietGevonden()
    vast: Zaak = Zaak.objects.voor_taak("procedures.stap_zetten").select_for_update().get(pk=zaak.pk)
    tabel = vast.tabel
    _eis_rol(wie, vast, tabel, verb)
    stap = _eis_stand(vast, tabel, verb, verwacht_stand)
    _eis_rol_van_stap(wie, stap)
    dag = _eis_invoer(vast, stap, reden, per)
    onderwerp = onderwerp_obj if onderwerp_obj is not None else vast.onderwerp_rij()
    _eis_compleet(wie, stap, onderwerp)
    van = vast.stand
    _zet_stand(vast, stap.naar)
    overgang = _schrijf(wie, vast, verb, van, stap.naar, dag, reden.strip(), stap.zin)
    termijnwerk.volg(vast, stap, dag)
    for daad in stapdaden:
        if daad.procedure == vast.procedure and (not daad.verbs or verb in daad.verbs):
            daad.doe(wie, vast, overgang, onderwerp)
    berichten.na_stap(wie, vast, stap, overgang)
    stapbrieven.vraag(vast, stap, overgang)
    zaak.refresh_from_db()
    return overgang


def wat_ontbreekt(wie: Wie, codes: tuple[str, ...], onderwerp: Any) -> list[str]:
    """All sentences of all conditions together, so that a person sees everything at once. KeyError: nobody registered it."""
    return [zin for code in codes for zin in voorwaarden[code](wie, onderwerp)]


# --- the checks of a step, in order ----------------------------------------------------------------------------------


def _eis_rol(wie: Wie, zaak: Zaak, tabel: Procedure, verb: str) -> None:
    stappen = tabel.met_verb(verb)
    if not stappen and verb in tabel_van(zaak.procedure, zaak.versie).verbs:
        naam = tabel_van(zaak.procedure, zaak.versie).met_verb(verb)[0].naam
        raise VerkeerdeStand(f"'{naam}' hoort niet bij deze zaak: jullie versie van de procedure laat deze stap weg.")
    if not stappen:
        raise OngeldigeInvoer(f"De stap '{verb}' bestaat niet in {tabel.titel.lower()}.")
    rollen = {rol for stap in stappen for rol in stap.wie} & _hoogstens(zaak, verb)
    if wie.rol not in rollen:
        raise GeenRecht(f"'{stappen[0].naam}' kan niet in jouw rol. Dat kan wel: {rollen_in_woorden(rollen)}.")
    if not is_partij_van(wie, zaak):
        raise GeenRecht(f"'{stappen[0].naam}' kan alleen iemand van de organisatie die hierover gaat.")


def _hoogstens(zaak: Zaak, verb: str) -> set[str]:
    """The roles the right itself allows: whatever a version says, it is never more than this."""
    recht = rechten.get(f"{zaak.procedure}.{verb}")
    return {*recht.rollen, SYSTEEM} if recht else set()


def _eis_stand(zaak: Zaak, tabel: Procedure, verb: str, verwacht: str | None) -> Stap:
    stap = tabel.stap(zaak.stand, verb)
    if stap is not None and (verwacht is None or verwacht == zaak.stand):
        return stap
    naam = tabel.met_verb(verb)[0].naam
    raise VerkeerdeStand(
        f"'{naam}' kan nu niet: de stand is {tabel.stand(zaak.stand).naam.lower()}{_door_wie(zaak)}. "
        "Er is niets veranderd. Ververs de pagina om te zien wat nu kan."
    )


def _door_wie(zaak: Zaak) -> str:
    laatste = Overgang.objects.voor_taak("procedures.door_wie").filter(zaak=zaak).order_by("-volgnummer").first()
    if laatste is None or laatste.verb == OPENEN:
        return ""
    return f" (door {laatste.wie_naam})"


def _eis_rol_van_stap(wie: Wie, stap: Stap) -> None:
    if wie.rol not in stap.wie:
        raise GeenRecht(
            f"'{stap.naam}' kan in deze stand niet in jouw rol. Dat kan wel: {rollen_in_woorden(stap.wie)}."
        )


def _eis_invoer(zaak: Zaak, stap: Stap, reden: str, per: dt.date | None) -> dt.date:
    if stap.reden_verplicht and not reden.strip():
        zin = "Schrijf op waarom. Iedereen die deze zaak kan zien, leest je reden."
        raise OngeldigeInvoer(zin, {"reden": zin})
    dag = per or vandaag()
    if dag > vandaag():
        zin = "De datum ligt in de toekomst. Kies vandaag of een eerdere dag."
        raise OngeldigeInvoer(zin, {"per": zin})
    return dag


def _eis_compleet(wie: Wie, stap: Stap, onderwerp: Any) -> None:
    ontbreekt = wat_ontbreekt(wie, stap.voorwaarden, onderwerp)
    if ontbreekt:
        raise Onvolledig(f"'{stap.naam}' kan nog niet: " + " ".join(ontbreekt), ontbreekt)


def _zet_stand(zaak: Zaak, naar: str) -> None:
    """Set the state if nobody was first: `beurt` must still be what was read under the lock."""
    gelukt = (
        Zaak.objects.voor_taak("procedures.stap_zetten")
        .filter(pk=zaak.pk, beurt=zaak.beurt, stand=zaak.stand)
        .update(stand=naar, sinds=nu(), beurt=zaak.beurt + 1)
    )
    if not gelukt:
        raise VerkeerdeStand("Iemand anders zette net een stap. Er is niets veranderd. Ververs de pagina.")
    zaak.stand, zaak.beurt = naar, zaak.beurt + 1


def _schrijf(wie: Wie, zaak: Zaak, verb: str, van: str, naar: str, per: dt.date, reden: str, zin: str) -> Overgang:
    overgang: Overgang = Overgang.objects.create(
        zaak=zaak,
        volgnummer=zaak.beurt,
        van=van,
        naar=naar,
        verb=verb,
        wanneer=nu(),
        per=per,
        gebruiker_id=wie.gebruiker_id,
        wie_naam=wie.naam,
        rol=wie.rol,
        organisatie=wie.organisatie,
        reden=reden,
    )
    log.leg_vast(
        wie=wie,
        naam=f"{zaak.procedure}.{verb}",
        onderwerp=zaak.onderwerp,
        zin=zin,
        organisatie=zaak.organisatie,
        waarom=reden[:400],
        details={"zaak": str(zaak.pk), "van": van, "naar": naar},
    )
    return overgang


def rollen_in_woorden(rollen: Any) -> str:
    """Role codes as names, in the order of the role table; the house itself is left out."""
    namen = [rol.naam.lower() for rol in ROLLEN.values() if rol.code in rollen]
    return ", ".join(namen) or "alleen het systeem"
