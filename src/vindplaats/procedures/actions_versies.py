"""Verbs of an SWV's own version of a procedure: make, change, share, publish, withdraw, throw away, read in.

What may be changed is decided by `ruimte`, not here. A published version never changes: a change is a new version.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from vindplaats.kern.definitiebestand import DefinitieFout
from vindplaats.kern.fouten import Botsing, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_zonder_dag, tijdstip
from vindplaats.toegang import log
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import catalogus, ruimte, versies
from .afwijking import afwijkingen_uit, pas_toe
from .definitie import laad_tekst
from .models import Eigenversie
from .tabel import Procedure
from .uitschrijven import als_yaml
from .verschil import verschillen

GROOTST = 200_000
"""Characters of a file that is read in; a long procedure has some 20.000."""
VER_VOORUIT = dt.timedelta(days=730)


class Afgekeurd(OngeldigeInvoer):
    """A version that cannot be used; `meldingen` says per row what is expected."""

    def __init__(self, zin: str, meldingen: list[str], velden: dict[str, str] | None = None) -> None:
        super().__init__(zin, velden)
        self.meldingen = meldingen


@transaction.atomic
def versie_maken(*, wie: Wie, procedure: str, swv: str, toelichting: str = "") -> Eigenversie:
    """Begin a draft from the version that runs now at this SWV (`swv` is its code). It is only of its maker until shared.

    Raises GeenRecht (role or other SWV), NietGevonden (no such procedure), VerkeerdeStand (this person has a draft already).
    """
    eis(wie, "procedures.beheren", f"swv:{swv}")
    basis = huisversie(procedure)
    loopt = versies.lopende(procedure, [swv], vandaag()).get(swv)
    afwijkingen = dict(loopt.afwijkingen) if loopt else {}
    if ruimte.controleer(basis, afwijkingen):  # the house has moved on: only what still fits goes along
        afwijkingen = passend(basis, afwijkingen)
    return _nieuw(wie, basis, swv, afwijkingen, toelichting, "gemaakt")


def huisversie(procedure: str) -> Procedure:
    """The newest version of the house; NietGevonden when there is none."""
    try:
        return catalogus.procedure(procedure)
    except KeyError:
        raise NietGevonden("Deze procedure bestaat niet.") from None


def passend(basis: Procedure, afwijkingen: Mapping[str, Any]) -> dict[str, Any]:
    """The changes that are allowed on this version of the house, row by row."""
    uit: dict[str, Any] = {}
    for deel, rijen in afwijkingen.items():
        for code, anders in rijen.items():
            proef = {d: {**r} for d, r in uit.items()}
            proef.setdefault(deel, {})[code] = anders
            if not ruimte.controleer(basis, proef):
                uit = proef
    return uit


def _nieuw(
    wie: Wie, basis: Procedure, swv: str, afwijkingen: dict[str, Any], toelichting: str, hoe: str
) -> Eigenversie:
    rijen = Eigenversie.objects.voor_taak("procedures.versie_maken").filter(procedure=basis.code, swv=swv)
    if rijen.filter(stand=Eigenversie.CONCEPT, gemaakt_door_id=wie.gebruiker_id).exists():
        raise VerkeerdeStand("Je hebt al een concept van deze procedure. Werk daarin verder, of gooi het eerst weg.")
    nummer = (rijen.aggregate(hoogste=Max("nummer"))["hoogste"] or 0) + 1
    try:
        with transaction.atomic():
            versie: Eigenversie = Eigenversie.objects.create(
                procedure=basis.code,
                basis=basis.versie,
                swv=swv,
                nummer=nummer,
                afwijkingen=afwijkingen,
                toelichting=_eis_toelichting(toelichting),
                gemaakt_door_id=wie.gebruiker_id,
                gemaakt_door=wie.naam,
                gemaakt_op=nu(),
                gewijzigd_door=wie.naam,
                gewijzigd_op=nu(),
            )
    except IntegrityError:
        raise VerkeerdeStand("Iemand maakte net ook een versie. Probeer het nog eens.") from None
    _log(wie, versie, f"versie_{hoe}", f"Concept {nummer} van {basis.titel.lower()} {hoe}.")
    return versie


def _eis_toelichting(tekst: str) -> str:
    if len(tekst.strip()) > 300:
        zin = "De toelichting is te lang. Houd haar op hoogstens 300 tekens."
        raise OngeldigeInvoer(zin, {"toelichting": zin})
    return tekst.strip()


# --- changing a draft ------------------------------------------------------------------------------------------------


@transaction.atomic
def rij_wijzigen(
    *, wie: Wie, versie: Eigenversie, deel: str, sleutel: str, anders: Mapping[str, Any], bewerking: int
) -> Eigenversie:
    """Set the changes of one row of a draft. `deel` is `stappen` or `termijnen`, `anders` all of that row (empty: as the house).

    `bewerking` is the number the screen showed. Raises NietGevonden, GeenRecht, VerkeerdeStand (published), Botsing (somebody
    else saved in between; nothing is lost) and Afgekeurd (outside the bounds; `velden` per part of the row).
    """
    vast = _eis_concept(wie, versie, bewerking)
    basis = vast.huis
    if sleutel not in (basis.sleutels if deel == "stappen" else {t.code for t in basis.termijnen}):
        raise NietGevonden("Deze rij hoort niet bij de procedure.")
    oud = vast.tabel
    nieuw = {d: dict(rijen) for d, rijen in vast.afwijkingen.items()}
    nieuw.setdefault(deel, {}).pop(sleutel, None)
    if anders:
        nieuw[deel][sleutel] = dict(anders)
    nieuw = {d: rijen for d, rijen in nieuw.items() if rijen}
    _keur(basis, nieuw, f"{'stap' if deel == 'stappen' else 'termijn'}:{sleutel}")
    tabel = pas_toe(basis, nieuw, swv=vast.swv, nummer=vast.nummer)
    zinnen = [v.zin for v in verschillen(oud, tabel)]
    if zinnen:
        vast.afwijkingen = nieuw
        _bewaar(wie, vast)
        _log(wie, vast, "versie_gewijzigd", " ".join(zinnen)[:390])
    return vast


def _keur(basis: Procedure, afwijkingen: Mapping[str, Any], rij: str) -> None:
    """Refuse what this row may not be, or what would break the whole; mistakes elsewhere are for publishing."""
    mis = [m for m in ruimte.controleer(basis, afwijkingen) if m.rij in (rij, "geheel")]
    if mis:
        velden = {m.deel: m.zin for m in reversed(mis) if m.rij == rij}
        raise Afgekeurd(mis[0].zin[:1].upper() + mis[0].zin[1:], [str(m) for m in mis], velden)


@transaction.atomic
def toelichting_wijzigen(*, wie: Wie, versie: Eigenversie, toelichting: str, bewerking: int) -> Eigenversie:
    """Say in one sentence why this version is there. Raises as `rij_wijzigen`."""
    vast = _eis_concept(wie, versie, bewerking)
    tekst = _eis_toelichting(toelichting)
    if tekst != vast.toelichting:
        vast.toelichting = tekst
        _bewaar(wie, vast)
        _log(wie, vast, "versie_gewijzigd", f"Toelichting van concept {vast.nummer} gewijzigd.")
    return vast


def _bewaar(wie: Wie, versie: Eigenversie) -> None:
    versie.bewerking += 1
    versie.gewijzigd_door, versie.gewijzigd_op = wie.naam, nu()
    versie.save()


@transaction.atomic
def versie_delen(*, wie: Wie, versie: Eigenversie) -> Eigenversie:
    """Let the other managers and the director of the SWV read a draft and try it. Sharing twice changes nothing."""
    vast = _eis_concept(wie, versie, None)
    if vast.gedeeld_op is None:
        vast.gedeeld_op = nu()
        _bewaar(wie, vast)
        _log(wie, vast, "versie_gedeeld", f"Concept {vast.nummer} gedeeld met beheer en directie.")
    return vast


@transaction.atomic
def versie_weggooien(*, wie: Wie, versie: Eigenversie) -> None:
    """Throw a draft away. Only a draft, because nothing runs on it; the log keeps that it was there."""
    vast = _eis_concept(wie, versie, None)
    _log(wie, vast, "versie_weggegooid", f"Concept {vast.nummer} weggegooid.")
    vast.delete()


# --- publishing ------------------------------------------------------------------------------------------------------


@transaction.atomic
def versie_publiceren(*, wie: Wie, versie: Eigenversie, vanaf: dt.date, bewerking: int) -> Eigenversie:
    """Let new cases follow this version from a day on; running cases keep theirs.

    Raises NietGevonden, GeenRecht, VerkeerdeStand (published already), Botsing, OngeldigeInvoer (day) and Afgekeurd.
    """
    vast = _eis_concept(wie, versie, bewerking, "procedures.publiceren")
    if not vandaag() <= vanaf <= vandaag() + VER_VOORUIT:
        zin = "Kies vandaag of een dag in de twee jaar die komen."
        raise OngeldigeInvoer(zin, {"vanaf": zin})
    mis = ruimte.controleer(vast.huis, vast.afwijkingen)
    if mis:
        raise Afgekeurd("Deze versie kan zo niet gepubliceerd worden.", [str(m) for m in mis])
    tabel = vast.tabel
    if not verschillen(_loopt_nu(vast, vanaf), tabel):
        raise VerkeerdeStand("Dit concept is gelijk aan de versie die nu geldt. Er valt niets te publiceren.")
    vast.tekst, vast.vingerafdruk = als_yaml(tabel), versies.vingerafdruk(tabel)
    vast.stand, vast.vanaf = Eigenversie.GEPUBLICEERD, vanaf
    vast.gepubliceerd_door, vast.gepubliceerd_op = wie.naam, nu()
    _bewaar(wie, vast)
    zin = f"Versie {vast.nummer} van {tabel.titel.lower()} geldt voor nieuwe zaken vanaf {datum_zonder_dag(vanaf)}."
    _log(wie, vast, "versie_gepubliceerd", zin)
    return vast


def _loopt_nu(versie: Eigenversie, op: dt.date) -> Procedure:
    """What new cases would take on that day without this version."""
    loopt = versies.lopende(versie.procedure, [versie.swv], op).get(versie.swv)
    return loopt.tabel if loopt else huisversie(versie.procedure)


@transaction.atomic
def versie_intrekken(*, wie: Wie, versie: Eigenversie, reden: str) -> Eigenversie:
    """Take a published version back: new cases follow what was there before; cases that run in it keep it.

    Raises NietGevonden, GeenRecht, VerkeerdeStand (not published) and OngeldigeInvoer (no reason).
    """
    vast = _op_slot(wie, versie)
    eis(wie, "procedures.publiceren", vast)
    if vast.stand != Eigenversie.GEPUBLICEERD:
        raise VerkeerdeStand(f"Deze versie is {vast.get_stand_display()}. Alleen een gepubliceerde versie trek je in.")
    if not reden.strip() or len(reden.strip()) > 300:
        zin = "Schrijf in hoogstens 300 tekens op waarom. Iedereen die de procedure ziet, leest je reden."
        raise OngeldigeInvoer(zin, {"reden": zin})
    vast.stand, vast.ingetrokken_op, vast.ingetrokken_reden = Eigenversie.INGETROKKEN, nu(), reden.strip()
    _bewaar(wie, vast)
    _log(wie, vast, "versie_ingetrokken", f"Versie {vast.nummer} ingetrokken voor nieuwe zaken.", reden.strip())
    return vast


# --- in and out ------------------------------------------------------------------------------------------------------


@transaction.atomic
def versie_inlezen(*, wie: Wie, procedure: str, swv: str, tekst: str, naam: str = "bestand") -> Eigenversie:
    """Make a draft from a definition file (YAML), as it came out of this house or was changed by hand.

    Raises Afgekeurd with every mistake: what cannot be read (line), what may not be changed (row), what is out of bounds.
    """
    eis(wie, "procedures.beheren", f"swv:{swv}")
    basis = huisversie(procedure)
    if len(tekst) > GROOTST:
        raise Afgekeurd("Dit bestand is te groot voor een procedure. Kies het bestand dat je hier downloadde.", [])
    try:
        eigen = laad_tekst(tekst, naam)
    except DefinitieFout as fout:
        raise Afgekeurd("Het bestand klopt nog niet.", [str(m) for m in fout.missers]) from None
    if eigen.code != basis.code:
        raise Afgekeurd(f"Dit is de procedure '{eigen.code}', en hier hoort '{basis.code}'.", [])
    if eigen.versie != basis.versie:
        zin = f"Het bestand rust op versie {eigen.versie} van het huis; nu geldt versie {basis.versie}. Begin met een nieuwe download."
        raise Afgekeurd(zin, [])
    afwijkingen = afwijkingen_uit(basis, eigen)
    mis = [*ruimte.niet_te_wijzigen(basis, eigen, afwijkingen), *ruimte.controleer(basis, afwijkingen)]
    if mis:
        raise Afgekeurd("In het bestand staat iets dat niet kan.", [str(m) for m in mis])
    return _nieuw(wie, basis, swv, afwijkingen, f"Ingelezen uit {naam}"[:300], "ingelezen")


# --- checks and log --------------------------------------------------------------------------------------------------


def _op_slot(wie: Wie, versie: Eigenversie) -> Eigenversie:
    if not Eigenversie.objects.zichtbaar_voor(wie).filter(pk=versie.pk).exists():
        raise NietGevonden()
    rijen = Eigenversie.objects.voor_taak("procedures.versie").select_for_update()
    vast: Eigenversie | None = rijen.filter(pk=versie.pk).first()
    if vast is None:
        raise NietGevonden()
    return vast


def _eis_concept(
    wie: Wie, versie: Eigenversie, bewerking: int | None, recht: str = "procedures.beheren"
) -> Eigenversie:
    vast = _op_slot(wie, versie)
    eis(wie, recht, vast)
    if not vast.is_concept:
        raise VerkeerdeStand(
            f"Versie {vast.nummer} is {vast.get_stand_display()} en verandert niet meer. Maak een nieuwe."
        )
    if bewerking is not None and bewerking != vast.bewerking:
        raise Botsing(
            f"{vast.gewijzigd_door} heeft dit concept om {tijdstip(vast.gewijzigd_op)} gewijzigd, nadat jij het opende. "
            "Wat je invulde staat er nog. Kijk wat er veranderd is en bewaar opnieuw."
        )
    return vast


def _log(wie: Wie, versie: Eigenversie, naam: str, zin: str, waarom: str = "") -> None:
    log.leg_vast(
        wie=wie,
        naam=f"procedures.{naam}",
        onderwerp=versie,
        zin=zin,
        organisatie=versie.swv_sleutel,
        waarom=waarom,
        details={"procedure": versie.procedure, "nummer": versie.nummer, "basis": versie.basis},
    )
