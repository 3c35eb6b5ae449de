"""Reads of documenten."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.registers import bestand_rechten, naam_van
from vindplaats.toegang.wie import Wie

from . import rules, stuk
from .inname import Maten
from .models import Bestand, Gegenereerd, Huisstijl, Huisstijlversie


def maten() -> Maten:
    """The limits of what is taken in, from the settings."""
    return Maten(grootte=settings.UPLOAD_MAX_BYTES, bladzijden=settings.UPLOAD_MAX_PAGINAS)


def mag_zien(wie: Wie, bestand: Bestand) -> bool:
    """May this person read this file? The room that owns it decides; without such a rule only the sender may."""
    regel = bestand_rechten.get(bestand.kamer)
    if regel is None:
        return bestand.geupload_door_id is not None and bestand.geupload_door_id == wie.gebruiker_id
    return bool(regel(wie, bestand))


def bestand_voor(wie: Wie, bestand_id: uuid.UUID) -> Bestand:
    """One file for this person. Raises NietGevonden when it does not exist, was erased or is not theirs (404)."""
    bestand: Bestand | None = (
        Bestand.objects.voor_taak("documenten.bestand_voor").filter(pk=bestand_id, stand=Bestand.BEWAARD).first()
    )
    if bestand is None or not mag_zien(wie, bestand):
        raise NietGevonden
    return bestand


def eerder_ontvangen(eigenaar: str, sha256: str) -> Bestand | None:
    """The first file with the same content that this organisation sent in before."""
    rijen = Bestand.objects.voor_taak("documenten.eerder_ontvangen")
    eerste: Bestand | None = (
        rijen.filter(eigenaar=eigenaar, sha256=sha256, stand=Bestand.BEWAARD).order_by("gemaakt_op").first()
    )
    return eerste


def bekende_plekken(plekken: Iterable[str]) -> set[str]:
    """Which of these places belong to a kept file."""
    rijen = Bestand.objects.voor_taak("documenten.bekende_plekken")
    return set(rijen.filter(plek__in=list(plekken), stand=Bestand.BEWAARD).values_list("plek", flat=True))


def stukken_van(wie: Wie, onderwerp: str) -> Any:
    """Made letters and reports about one row, newest first. The calling room checked that the person may see the row."""
    return Gegenereerd.objects.zichtbaar_voor(wie).filter(onderwerp=onderwerp).select_related("bestand")


def huisstijl_rij(organisatie: str) -> Huisstijl:
    """The house style of an organisation; an unsaved standard one when it has none."""
    return Huisstijl.objects.filter(pk=organisatie).first() or Huisstijl(organisatie=organisatie)


def huisstijl_van(organisatie: str) -> stuk.Huisstijl:
    """The house style for paper: `stuk.Stuk(..., huisstijl=huisstijl_van("swv:PO3105"))`."""
    rij = huisstijl_rij(organisatie)
    return stuk.Huisstijl(
        organisatie=naam_van(organisatie),
        logo=bytes(rij.logo) if rij.logo else None,
        kleur=rules.palet(rij.kleur).licht,
        adresregel=rij.adresregel,
        naam=rij.ondertekenaar,
        functie=rij.functie,
    )


def stijl_organisatie(wie: Wie | None) -> str:
    """Whose house style the screens of this person wear: the own SWV, or the only SWV in reach; else none."""
    if wie is None:
        return ""
    if wie.soort == "swv":
        return wie.organisatie
    return next(iter(wie.bereik.swvs)) if len(wie.bereik.swvs) == 1 else ""


def huisstijlversies(wie: Wie) -> list[Huisstijlversie]:
    """Every version of the house style of the own SWV, the latest first; the logo is left out."""
    return list(Huisstijlversie.objects.filter(organisatie=wie.organisatie).defer("logo").select_related("door")[:50])


def huisstijlversie_voor(wie: Wie, pk: uuid.UUID) -> Huisstijlversie:
    """One version of the own SWV; NietGevonden for a stranger."""
    versie = Huisstijlversie.objects.filter(pk=pk, organisatie=wie.organisatie).first()
    if versie is None:
        raise NietGevonden
    return versie
