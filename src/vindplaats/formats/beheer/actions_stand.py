"""Verbs of the form manager on the state of a version: share, put aside, publish, withdraw."""

import datetime as dt

from django.db import transaction

from vindplaats.formats.actions import invulling_verzetten
from vindplaats.formats.gebruik import formaatgebruik
from vindplaats.formats.models import Formaatversie, Invulling
from vindplaats.formats.queries import definitie_voor, ingevulde_onderwerpen
from vindplaats.kern.fouten import OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import inhoud as i
from . import queries as q
from .actions import GEEN_CONCEPT, _log, _slot

VER_VOORUIT = dt.timedelta(days=730)


def versie_delen(*, wie: Wie, versie: Formaatversie) -> None:
    """Share a draft with the colleagues of the SWV who may see forms. Twice is once."""
    with transaction.atomic():
        rij = _slot(wie, versie)
        if rij.gedeeld_op is None:
            rij.gedeeld_op = nu()
            rij.save(update_fields=["gedeeld_op"])
            _log(wie, rij, "formats.versie_gedeeld", "Concept gedeeld met collega's in het samenwerkingsverband")


def versie_wegleggen(*, wie: Wie, versie: Formaatversie, terug: bool = False) -> None:
    """Put a draft aside that nobody needs, or take it back. Nothing is thrown away."""
    eis(wie, "formats.bewerken", versie)
    with transaction.atomic():
        rij = Formaatversie.objects.voor_taak("formats.wegleggen").select_for_update().get(pk=versie.pk)
        if rij.gepubliceerd_op is not None:
            raise VerkeerdeStand(GEEN_CONCEPT)
        rij.weggelegd_op = None if terug else rij.weggelegd_op or nu()
        rij.save(update_fields=["weggelegd_op"])
        naam, zin = (
            ("formats.versie_teruggehaald", "Concept teruggehaald")
            if terug
            else ("formats.versie_weggelegd", "Concept weggelegd")
        )
        _log(wie, rij, naam, zin)


def versie_publiceren(*, wie: Wie, versie: Formaatversie, ingang: dt.date, lege_mee: bool = False) -> int:
    """Publish a draft: from `ingang` a new form of its school years is opened in this version.

    Forms that are open already keep their version; with `lege_mee` those nobody has answered anything in go along (only when
    it starts today). Returns how many went along. A wrong definition or an open collision raises Onvolledig.
    """
    eis(wie, "formats.publiceren", versie)
    if not vandaag() <= ingang <= vandaag() + VER_VOORUIT:
        zin = "De dag waarop het ingaat ligt tussen vandaag en twee jaar vooruit."
        raise OngeldigeInvoer(zin, {"ingang": zin})
    if lege_mee and ingang != vandaag():
        zin = "Lege formulieren gaan alleen mee als deze versie vandaag ingaat."
        raise OngeldigeInvoer(zin, {"lege_mee": zin})
    with transaction.atomic():
        rij = Formaatversie.objects.voor_taak("formats.publiceren").select_for_update().get(pk=versie.pk)
        if not rij.is_concept:
            raise VerkeerdeStand("Dit formulier is al gepubliceerd of weggelegd. Ververs de pagina.")
        oordeel = q.oordeel(rij)
        botsend = [f"Twee teksten bij '{b.waar}': kies eerst welke blijft." for b in q.open_botsingen(rij)]
        if not oordeel.goed or oordeel.definitie is None or botsend:
            fouten = [f"{f.waar}: {f.zin}" if f.waar else f.zin for f in oordeel.fouten]
            raise Onvolledig("Dit formulier kan nog niet gepubliceerd worden.", fouten + botsend)
        rij.yaml = i.schrijf(rij.inhoud)
        rij.gepubliceerd_op, rij.ingang, rij.gedeeld_op = nu(), ingang, rij.gedeeld_op or nu()
        rij.gepubliceerd_door_id = wie.gebruiker_id
        rij.save()
        mee = _neem_mee(wie, rij, oordeel.definitie) if lege_mee else 0
        dag = f"{ingang.day}-{ingang.month}-{ingang.year}"
        _log(wie, rij, "formats.versie_gepubliceerd", f"Formulier gepubliceerd; gaat in op {dag}", meegegaan=mee)
    return mee


def _neem_mee(wie: Wie, rij: Formaatversie, definitie: q.Definitie) -> int:
    gebruik = formaatgebruik.get(rij.formaat)
    if gebruik is None:
        return 0
    mee = 0
    for jaar in q.te_openen_jaren(definitie):
        for ontvanger in gebruik.ontvangers(wie, rij.swv, jaar):
            if ontvanger.gaat_mee and ontvanger.onderwerp:
                mee += invulling_verzetten(wie=wie, onderwerp=ontvanger.onderwerp, definitie=definitie)
    return mee


def versie_intrekken(*, wie: Wie, versie: Formaatversie, reden: str) -> int:
    """Withdraw a published version: only while nobody answered anything in it. Empty forms go back to the version that is
    valid without it; returns how many. With answers it raises VerkeerdeStand and says what to do instead."""
    eis(wie, "formats.publiceren", versie)
    reden = " ".join(reden.split())
    if not reden:
        raise OngeldigeInvoer("Schrijf waarom je dit formulier intrekt.", {"reden": "Schrijf in een zin waarom."})
    with transaction.atomic():
        rij = Formaatversie.objects.voor_taak("formats.intrekken").select_for_update().get(pk=versie.pk)
        if rij.gepubliceerd_op is None or rij.ingetrokken_op is not None:
            raise VerkeerdeStand("Dit formulier is niet (meer) gepubliceerd. Ververs de pagina.")
        bezet = ingevulde_onderwerpen(rij.formaat, rij.versie)
        if bezet:
            raise VerkeerdeStand(kan_niet_weg(len(bezet)))
        rij.ingetrokken_op = nu()
        rij.save(update_fields=["ingetrokken_op"])
        terug = _zet_terug(wie, rij)
        _log(wie, rij, "formats.versie_ingetrokken", f"Formulier ingetrokken: {reden[:300]}", terug=terug)
    return terug


def kan_niet_weg(aantal: int) -> str:
    """Why a version with answers cannot be withdrawn, and what can be done."""
    hoeveel = "In 1 formulier staan" if aantal == 1 else f"In {aantal} formulieren staan"
    return (
        f"{hoeveel} al antwoorden in deze versie. Intrekken kan dan niet meer: antwoorden houden het formulier waarin ze "
        "gegeven zijn. Wil je het voor nieuwe formulieren anders? Maak een nieuwe versie en publiceer die."
    )


def _zet_terug(wie: Wie, rij: Formaatversie) -> int:
    gebruik = formaatgebruik.get(rij.formaat)
    onderwerpen = list(
        Invulling.objects.voor_taak("formats.intrekken")
        .filter(formaat=rij.formaat, versie=rij.versie)
        .values_list("onderwerp", flat=True)
    )
    if gebruik is None or not onderwerpen:
        return 0
    terug = 0
    for onderwerp, (jaar, swv) in gebruik.waar(onderwerpen).items():
        definitie = definitie_voor(rij.formaat, jaar, swv)
        terug += invulling_verzetten(wie=wie, onderwerp=onderwerp, definitie=definitie)
    return terug
