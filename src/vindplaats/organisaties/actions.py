"""Verbs of organisaties: create, correct, move by hand, end. Each checks, runs in one transaction and writes the log.

The loader's verbs live in `actions_laden` and are reached from here as well.
"""

import datetime as dt
import hashlib
from typing import Any

from django.db import IntegrityError, models, transaction

from vindplaats.kern.fouten import Botsing, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.toegang import log
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import historie, rules
from .actions_laden import (
    inlezing_doorvoeren,
    inlezing_maken,
    inlezing_vervallen,
    laden_proef,
    laden_toepassen,
)
from .models import Bestuur, Deelname, Partner, Postcodegebied, School, Swv

__all__ = [
    "inlezing_doorvoeren",
    "inlezing_maken",
    "inlezing_vervallen",
    "laden_proef",
    "laden_toepassen",
]

SWV_VELDEN = ("naam", "kort", "landelijk_voor")
BESTUUR_VELDEN = (
    "naam", "rechtsvorm", "website", "ondersteuningsstructuur", "klachtenregeling", "aliassen", "vertegenwoordigd_door",
)  # fmt: skip
SCHOOL_VELDEN = (
    "naam", "soort", "denominatie", "bestuur", "gemeente", "straat", "huisnummer", "postcode", "plaats", "website",
)  # fmt: skip
PARTNER_VELDEN = ("naam", "soort", "website")
VERPLICHT = {"naam": "Vul een naam in.", "soort": "Kies wat voor soort het is."}


def versie_van(rij: models.Model) -> str:
    """Fingerprint of a row as it is now: an edit screen sends it back, so that nobody overwrites another unseen."""
    waarden = [str(getattr(rij, veld.attname)) for veld in rij._meta.concrete_fields]
    return hashlib.sha256("\x1f".join(waarden).encode()).hexdigest()[:16]


# --- SWV -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def swv_maken(*, wie: Wie, code: str, naam: str, kort: str = "", landelijk_voor: str = "") -> Swv:
    """Register an SWV that no file brought, such as the national one of a denomination (WPO 18a lid 15)."""
    eis(wie, "organisaties.swv_maken")
    code = _geldig("code", rules.lees_swv_code, code)
    velden = _schoon({"naam": naam, "kort": kort, "landelijk_voor": landelijk_voor})
    verband = _maak(Swv(code=code, onderwijs=code[:2], **velden), f"{code} bestaat al.", "code")
    _log(wie, "swv_gemaakt", verband, f"Samenwerkingsverband {verband} toegevoegd.")
    return verband


@transaction.atomic
def swv_wijzigen(*, wie: Wie, swv: Swv, velden: dict[str, Any], versie: str = "") -> Swv:
    """Correct name, abbreviation or national denomination of the own SWV."""
    return _wijzig(wie, "organisaties.swv_wijzigen", swv, velden, SWV_VELDEN, versie, "swv_gewijzigd")


# --- bestuur and deelname --------------------------------------------------------------------------------------------


@transaction.atomic
def bestuur_maken(
    *, wie: Wie, nummer: str, naam: str, swv: Swv, van: dt.date, rechtsvorm: str = "", website: str = ""
) -> Bestuur:
    """Add a board that takes part in the own SWV from a date."""
    eis(wie, "organisaties.bestuur_maken")
    eis(wie, "organisaties.swv_wijzigen", swv)
    nummer = _geldig("nummer", rules.lees_bestuursnummer, nummer)
    velden = _schoon({"naam": naam, "rechtsvorm": rechtsvorm, "website": website})
    zin = f"Er is al een bestuur met nummer {nummer}. Open dat bestuur en laat het deelnemen."
    bestuur = _maak(Bestuur(nummer=nummer, **velden), zin, "nummer")
    Deelname.objects.create(bestuur=bestuur, swv=swv, van=van)
    _log(wie, "bestuur_gemaakt", bestuur, f"Bestuur {bestuur.naam} toegevoegd.", organisatie=swv.sleutel)
    return bestuur


@transaction.atomic
def bestuur_wijzigen(
    *, wie: Wie, bestuur: Bestuur, velden: dict[str, Any], versie: str = "", loslaten: bool = False
) -> Bestuur:
    """Correct a board; corrected fields are kept when open data is read, until `loslaten`.

    Raises OngeldigeInvoer when it would represent itself (C-27).
    """
    if velden.get("vertegenwoordigd_door") == bestuur:
        zin = "Een bestuur kan niet door zichzelf vertegenwoordigd worden."
        raise OngeldigeInvoer(zin, {"vertegenwoordigd_door": zin})
    bestuur = _wijzig(
        wie, "organisaties.bestuur_wijzigen", bestuur, velden, BESTUUR_VELDEN, versie, "bestuur_gewijzigd"
    )
    return _laat_los(wie, bestuur) if loslaten else bestuur


@transaction.atomic
def bestuur_beeindigen(*, wie: Wie, bestuur: Bestuur, tot: dt.date, waarom: str) -> Bestuur:
    """End a board and what it takes part in. Its schools must have ended or gone to another board first."""
    eis(wie, "organisaties.bestuur_wijzigen", bestuur)
    lopend = bestuur.scholen.filter(models.Q(tot=None) | models.Q(tot__gt=tot)).count()
    if lopend:
        raise VerkeerdeStand(
            f"Dit bestuur heeft na die datum nog {lopend} {'school' if lopend == 1 else 'scholen'}. "
            "Sluit die eerst, of zet ze bij een ander bestuur."
        )
    _eindig(wie, bestuur, tot, waarom, "bestuur_beeindigd", f"Bestuur {bestuur.naam} beëindigd per {tot:%d-%m-%Y}.")
    bestuur.deelnames.filter(models.Q(tot=None) | models.Q(tot__gt=tot)).exclude(van__gt=tot).update(tot=tot)
    return bestuur


@transaction.atomic
def deelname_starten(*, wie: Wie, bestuur: Bestuur, swv: Swv, van: dt.date) -> Deelname:
    """Let a board take part in the own SWV. Raises VerkeerdeStand when it already does on that day."""
    eis(wie, "organisaties.deelname_starten")
    eis(wie, "organisaties.swv_wijzigen", swv)
    if _overlappend(bestuur, swv, van):
        raise VerkeerdeStand(f"{bestuur.naam} neemt op die dag al deel aan {swv.naam}.")
    deelname = Deelname.objects.create(bestuur=bestuur, swv=swv, van=van)
    _log(wie, "deelname_gestart", bestuur, f"{bestuur.naam} neemt deel aan {swv.naam} vanaf {van:%d-%m-%Y}.")
    return deelname


def _overlappend(bestuur: Bestuur, swv: Swv, van: dt.date) -> bool:
    """Is there a deelname that runs on or after that day?"""
    return Deelname.objects.filter(models.Q(tot=None) | models.Q(tot__gte=van), bestuur=bestuur, swv=swv).exists()


@transaction.atomic
def deelname_beeindigen(*, wie: Wie, deelname: Deelname, tot: dt.date, waarom: str) -> Deelname:
    """End taking part in an SWV; the board itself stays."""
    eis(wie, "organisaties.deelname_wijzigen", deelname)
    _eindig(
        wie,
        deelname,
        tot,
        waarom,
        "deelname_beeindigd",
        f"{deelname.bestuur.naam} neemt tot en met {tot:%d-%m-%Y} deel aan {deelname.swv.naam}.",
        onderwerp=deelname.bestuur,
    )
    return deelname


# --- school ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def school_maken(
    *, wie: Wie, vestigingscode: str, velden: dict[str, Any], swv: Swv, van: dt.date | None = None
) -> School:
    """Add a site to the own SWV. When its postcode points elsewhere the reason says that a person chose this."""
    eis(wie, "organisaties.school_maken")
    eis(wie, "organisaties.swv_wijzigen", swv)
    code = _geldig("vestigingscode", rules.lees_vestigingscode, vestigingscode)
    schoon = _schoon({k: v for k, v in velden.items() if k in SCHOOL_VELDEN})
    school = School(vestigingscode=code, brin=code[:4], swv=swv, van=van, bron="met de hand", **schoon)
    plaats = volgens_regel(school)
    if plaats != swv.code:
        school.swv_reden = "Met de hand toegevoegd bij dit samenwerkingsverband."
    _maak(school, f"Er is al een school met code {code}.", "vestigingscode")
    _log(wie, "school_gemaakt", school, f"School {school.naam} toegevoegd.")
    return school


@transaction.atomic
def school_wijzigen(
    *, wie: Wie, school: School, velden: dict[str, Any], versie: str = "", loslaten: bool = False
) -> School:
    """Correct a site; corrected fields are kept when open data is read, until `loslaten`.

    A new postcode does not move it by itself: the exceptions list shows the difference.
    """
    school = _wijzig(wie, "organisaties.school_wijzigen", school, velden, SCHOOL_VELDEN, versie, "school_gewijzigd")
    return _laat_los(wie, school) if loslaten else school


@transaction.atomic
def school_verplaatsen(*, wie: Wie, school: School, swv: Swv, reden: str) -> School:
    """Put a site at another SWV by hand, with a reason: the loader never overwrites it (S-09)."""
    eis(wie, "organisaties.school_verplaatsen", school)
    reden = _schoon({"reden": reden})["reden"]
    if not reden:
        raise OngeldigeInvoer(
            "Zeg waarom de school hier hoort.", {"reden": "Vul een reden in van hoogstens 200 tekens."}
        )
    vers = School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if vers.swv_id == swv.pk and vers.swv_reden:
        raise VerkeerdeStand(f"{vers.naam} hoort al met de hand bij {swv.naam}.")
    oud = vers.swv_id
    historie.zet_over(
        vers, bestuur=vers.bestuur_id, swv=swv.pk, per=vandaag(), reden=reden, bron="met de hand geplaatst"
    )
    vers.swv_reden = reden[:200]
    vers.save(update_fields=["swv", "swv_reden"])
    zin = f"{vers.naam} met de hand bij {swv.naam} gezet."
    details = {"oud": oud, "nieuw": swv.pk}
    _log(wie, "school_verplaatst", vers, zin, waarom=reden, details=details)
    return vers


@transaction.atomic
def uitzondering_opheffen(*, wie: Wie, school: School) -> School:
    """Take the exception away: the postcode (or the national SWV) decides again."""
    eis(wie, "organisaties.school_verplaatsen", school)
    vers = School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    if not vers.swv_reden:
        raise VerkeerdeStand(f"{vers.naam} is geen uitzondering; de postcode beslist al.")
    oud, vers.swv_reden = vers.swv_id, ""
    historie.zet_over(
        vers, bestuur=vers.bestuur_id, swv=volgens_regel(vers) or oud, per=vandaag(), bron="postcode beslist weer"
    )
    vers.save(update_fields=["swv", "swv_reden"])
    zin = f"Uitzondering van {vers.naam} opgeheven; de school hoort bij {vers.swv_id}."
    _log(wie, "uitzondering_opgeheven", vers, zin, details={"oud": oud, "nieuw": vers.swv_id})
    return vers


@transaction.atomic
def school_beeindigen(*, wie: Wie, school: School, tot: dt.date, waarom: str) -> School:
    """Close a site: it keeps its history."""
    eis(wie, "organisaties.school_wijzigen", school)
    _eindig(wie, school, tot, waarom, "school_beeindigd", f"School {school.naam} beëindigd per {tot:%d-%m-%Y}.")
    return school


def volgens_regel(school: School) -> str | None:
    """Code of the SWV where the rule puts this site: national denomination first, then PC4 (S-09)."""
    landelijk = rules.landelijke_verbanden(
        dict(Swv.objects.exclude(landelijk_voor="").values_list("code", "landelijk_voor"))
    )
    gebied = Postcodegebied.objects.filter(pk=school.postcode[:4]).values_list("pc4", "swv_po")
    return rules.bepaal_swv(school.postcode, school.denominatie, dict(gebied), landelijk)[0]


# --- partner ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def partner_maken(*, wie: Wie, naam: str, soort: str, swv: Swv | None, website: str = "") -> Partner:
    """Add a network partner of the own SWV (ORG-09..12), or a national body without SWV."""
    eis(wie, "organisaties.partner_maken")
    if swv is not None:
        eis(wie, "organisaties.swv_wijzigen", swv)
    velden = _schoon({"naam": naam, "soort": soort, "website": website})
    if Partner.objects.filter(naam__iexact=velden["naam"], swv=swv, tot=None).exists():
        raise OngeldigeInvoer("Deze partner staat er al.", {"naam": "Er is al een partner met deze naam."})
    partner = Partner.objects.create(swv=swv, van=vandaag(), **velden)
    _log(wie, "partner_gemaakt", partner, f"Partner {partner.naam} toegevoegd.")
    return partner


@transaction.atomic
def partner_wijzigen(*, wie: Wie, partner: Partner, velden: dict[str, Any], versie: str = "") -> Partner:
    """Correct a partner."""
    return _wijzig(wie, "organisaties.partner_wijzigen", partner, velden, PARTNER_VELDEN, versie, "partner_gewijzigd")


@transaction.atomic
def partner_beeindigen(*, wie: Wie, partner: Partner, tot: dt.date, waarom: str) -> Partner:
    """End a partner: it keeps its history."""
    eis(wie, "organisaties.partner_wijzigen", partner)
    _eindig(wie, partner, tot, waarom, "partner_beeindigd", f"Partner {partner.naam} beëindigd per {tot:%d-%m-%Y}.")
    return partner


# --- shared steps ----------------------------------------------------------------------------------------------------


def _wijzig[M: models.Model](
    wie: Wie, code: str, rij: M, velden: dict[str, Any], mogen: tuple[str, ...], versie: str, naam: str
) -> M:
    """Change the given fields after right, version and content were checked; says old and new in the log."""
    eis(wie, code, rij)
    vers: M = _op_slot(rij)
    if versie and versie != versie_van(vers):
        raise Botsing("Iemand anders heeft dit intussen gewijzigd. Kijk wat er nu staat en bewaar opnieuw.")
    nieuw = _schoon({veld: waarde for veld, waarde in velden.items() if veld in mogen})
    anders = {veld: waarde for veld, waarde in nieuw.items() if getattr(vers, veld) != waarde}
    if not anders:
        return vers
    details = {veld: {"oud": str(getattr(vers, veld)), "nieuw": str(waarde)} for veld, waarde in anders.items()}
    if isinstance(vers, School) and "bestuur" in anders:
        naar = anders["bestuur"].pk if anders["bestuur"] else None
        historie.zet_over(vers, bestuur=naar, swv=vers.swv_id, per=vandaag(), bron="met de hand verbeterd")
    for veld, waarde in anders.items():
        setattr(vers, veld, waarde)
    if hasattr(vers, "handmatig"):
        vers.handmatig = sorted({*vers.handmatig, *anders})
        vers.save(update_fields=[*anders, "handmatig"])
    else:
        vers.save(update_fields=list(anders))
    _log(wie, naam, vers, f"{vers}: {', '.join(sorted(anders))} gewijzigd.", details=details)
    return vers


def _laat_los[M: Bestuur | School](wie: Wie, rij: M) -> M:
    """Open data may change the corrected fields again."""
    if rij.handmatig:
        velden, rij.handmatig = ", ".join(rij.handmatig), []
        rij.save(update_fields=["handmatig"])
        _log(wie, "verbetering_losgelaten", rij, f"{rij}: open data mag {velden} weer bijwerken.")
    return rij


def _op_slot[M: models.Model](rij: M) -> M:
    vers = type(rij)._default_manager.select_for_update(of=("self",)).filter(pk=rij.pk).first()
    if vers is None:
        raise NietGevonden
    return vers


def _eindig(
    wie: Wie, rij: Any, tot: dt.date, waarom: str, naam: str, zin: str, *, onderwerp: models.Model | None = None
) -> None:
    """Set the last day of a row; refuses without a reason, before its start, or when it has ended already."""
    waarom = _schoon({"waarom": waarom})["waarom"]
    if not waarom:
        raise OngeldigeInvoer("Zeg waarom dit stopt.", {"waarom": "Vul een reden in."})
    vers = _op_slot(rij)
    if vers.tot and vers.tot <= tot:
        raise VerkeerdeStand(f"Dit is al beëindigd per {vers.tot:%d-%m-%Y}.")
    if vers.van and tot < vers.van:
        zin = f"De laatste dag ligt voor het begin ({vers.van:%d-%m-%Y})."
        raise OngeldigeInvoer(zin, {"tot": zin})
    rij.tot = vers.tot = tot
    vers.save(update_fields=["tot"])
    _log(wie, naam, onderwerp or vers, zin, waarom=waarom)


def _schoon(velden: dict[str, Any]) -> dict[str, Any]:
    """Trimmed text without numbers that can be a BSN (P-07); required fields filled."""
    schoon = {veld: _tekst(veld, waarde) if isinstance(waarde, str) else waarde for veld, waarde in velden.items()}
    leeg = {veld: zin for veld, zin in VERPLICHT.items() if veld in schoon and not schoon[veld]}
    if leeg:
        raise OngeldigeInvoer(next(iter(leeg.values())), leeg)
    if schoon.get("postcode"):
        schoon["postcode"] = _geldig("postcode", rules.lees_postcode, schoon["postcode"])
    return schoon


def _tekst(veld: str, waarde: str) -> str:
    schoon, weg = rules.zonder_bsn(waarde.strip())
    if weg:
        zin = "Hier staat een nummer dat een burgerservicenummer kan zijn. Haal het weg."
        raise OngeldigeInvoer(zin, {veld: zin})
    return schoon


def _geldig(veld: str, lees: Any, waarde: str) -> str:
    try:
        return str(lees(waarde))
    except ValueError as fout:
        zin = f"{str(fout)[:1].upper()}{str(fout)[1:]}."
        raise OngeldigeInvoer(zin, {veld: zin}) from None


def _maak[M: models.Model](rij: M, zin: str, veld: str) -> M:
    try:
        with transaction.atomic():
            rij.save(force_insert=True)
    except IntegrityError:
        raise OngeldigeInvoer(zin, {veld: zin}) from None
    return rij


def _log(wie: Wie, naam: str, onderwerp: models.Model, zin: str, **extra: Any) -> None:
    """One event under this room; the subject is the public key of the organisation."""
    sleutel = getattr(onderwerp, "sleutel", None) or onderwerp
    log.leg_vast(wie=wie, naam=f"organisaties.{naam}", onderwerp=sleutel, zin=zin[:400], **extra)
