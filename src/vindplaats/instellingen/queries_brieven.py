"""Reads of letters. `sjabloon` is what `kern.brieven` asks."""

import datetime as dt
import uuid

from vindplaats.kern.brieven import Briefsoort
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import briefsoorten
from vindplaats.toegang.wie import Wie

from .models import CONCEPT, GELDIG, Briefversie


def sjabloon(swv: str, code: str, dag: dt.date) -> tuple[str, str] | None:
    """Subject and text an SWV wrote itself that hold on a day; None: the words of the house."""
    rijen = Briefversie.objects.voor_taak("instellingen.sjabloon").geldig().filter(swv=swv, code=code, vanaf__lte=dag)
    rij: Briefversie | None = rijen.order_by("-vanaf").first()
    return None if rij is None or rij.standaard else (rij.onderwerp, rij.tekst)


def soort_van_code(code: str) -> Briefsoort:
    """The declaration; NietGevonden when no room declares it."""
    soort: Briefsoort | None = briefsoorten.get(code)
    if soort is None:
        raise NietGevonden()
    return soort


def concept(wie: Wie, code: str, *, op_slot: bool = False) -> Briefversie | None:
    """The own draft of one kind, if there is one; `op_slot` locks it for a verb."""
    rijen = Briefversie.objects.zichtbaar_voor(wie)
    if op_slot:
        rijen = rijen.select_for_update()
    rij: Briefversie | None = rijen.filter(
        swv=wie.organisatie, code=code, stand=CONCEPT, door_id=wie.gebruiker_id
    ).first()
    return rij


def begin_van_concept(wie: Wie, soort: Briefsoort) -> Briefversie:
    """What a new draft begins with: the words that hold today. Nothing is stored; the first letter typed does that."""
    onderwerp, tekst = sjabloon(wie.organisatie, soort.code, vandaag()) or (soort.onderwerp, soort.tekst)
    return Briefversie(
        swv=wie.organisatie, code=soort.code, stand=CONCEPT, onderwerp=onderwerp, tekst=tekst,
        door_id=wie.gebruiker_id, door_naam=wie.naam, op=nu(),
    )  # fmt: skip


def al_ingegaan(wie: Wie, code: str, vanaf: dt.date, woorden: tuple[str, str]) -> bool:
    """Did this person let these very words hold from that day already (a button that was pressed twice)?"""
    rijen = Briefversie.objects.zichtbaar_voor(wie).geldig().filter(swv=wie.organisatie, code=code, vanaf=vanaf)
    rij: Briefversie | None = rijen.filter(door_id=wie.gebruiker_id, standaard=False).first()
    return rij is not None and (rij.onderwerp, rij.tekst) == woorden


def versies(wie: Wie, code: str = "") -> list[Briefversie]:
    """All versions of one kind (or of all) of the own SWV but drafts, newest begin date first. One query."""
    rijen = Briefversie.objects.zichtbaar_voor(wie).filter(swv=wie.organisatie).exclude(stand=CONCEPT)
    return list((rijen.filter(code=code) if code else rijen).order_by("-vanaf", "-op"))


def concepten(wie: Wie) -> set[str]:
    """Codes of the kinds this person has a draft of."""
    rijen = Briefversie.objects.zichtbaar_voor(wie).filter(swv=wie.organisatie, stand=CONCEPT, door_id=wie.gebruiker_id)
    return set(rijen.values_list("code", flat=True))


def versie_voor(wie: Wie, pk: uuid.UUID) -> Briefversie:
    """One version of the own SWV; NietGevonden for a stranger and for somebody else's draft."""
    rij: Briefversie | None = Briefversie.objects.zichtbaar_voor(wie).filter(pk=pk, swv=wie.organisatie).first()
    if rij is None or rij.code not in briefsoorten:
        raise NietGevonden()
    return rij


def geldend(rijen: list[Briefversie], dag: dt.date) -> Briefversie | None:
    """The version among these that holds on a day."""
    begonnen = [r for r in rijen if r.stand == GELDIG and r.vanaf and r.vanaf <= dag]
    return max(begonnen, key=lambda r: r.vanaf or dag, default=None)
