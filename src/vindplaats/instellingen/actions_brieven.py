"""Verbs of letters: a draft that saves itself, putting it in force from a day, back to the words of the house, withdraw."""

import datetime as dt
import zlib

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from vindplaats.kern.brieven import MAIL, Briefsoort, bezwaren, vul_in
from vindplaats.kern.fouten import Botsing, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebruiker
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import queries_brieven as queries
from .models import CONCEPT, GELDIG, INGETROKKEN, Briefversie
from .permissions import BRIEF_WIJZIGEN

RECHT = BRIEF_WIJZIGEN.code
VELDEN = ("onderwerp", "tekst")
LANGST = {"onderwerp": 200, "tekst": 15000}


def concept_bewaren(*, wie: Wie, soort: Briefsoort, veld: str, waarde: str, versie: int | None) -> Briefversie:
    """Keep one field of the own draft as it is typed. A draft is of its maker and is used for nothing.

    `versie` is the fingerprint of the words this was typed over (None: whatever stands there).
    Raises Botsing when another tab saved in between (the draft holds that text), OngeldigeInvoer for an unknown field.
    """
    eis(wie, RECHT, wie.organisatie)
    if veld not in VELDEN or len(waarde) > LANGST[veld]:
        raise OngeldigeInvoer(f"Deze tekst is te lang: hoogstens {LANGST.get(veld, 0)} tekens.")
    with transaction.atomic():
        rij = _concept(wie, soort)
        schoon = waarde.replace("\r\n", "\n").replace("\x00", "")
        stond = getattr(rij, veld)
        if versie not in (None, vingerafdruk(stond)) and stond != schoon:
            raise Botsing("In een ander venster is deze tekst ook gewijzigd.")
        if stond != schoon:
            setattr(rij, veld, schoon)
            rij.op = nu()
            rij.save(update_fields=[veld, "op"])
    return rij


def vingerafdruk(tekst: str) -> int:
    """A number by which a window knows over which words it types."""
    return zlib.crc32(tekst.encode())


def concept_beginnen(*, wie: Wie, soort: Briefsoort) -> Briefversie:
    """The own draft, made when there is none; a new one begins with the words that hold today."""
    eis(wie, RECHT, wie.organisatie)
    with transaction.atomic():
        return _concept(wie, soort)


def concept_weggooien(*, wie: Wie, soort: Briefsoort) -> None:
    """Throw the own draft away."""
    eis(wie, RECHT, wie.organisatie)
    rij = queries.concept(wie, soort.code)
    if rij:
        rij.delete()


def brief_laten_ingaan(*, wie: Wie, soort: Briefsoort, vanaf: dt.date, waarom: str = "") -> Briefversie:
    """Let the own draft hold from a day on.

    Raises Onvolledig with every sentence of what is wrong with the words, OngeldigeInvoer (day), VerkeerdeStand (no draft, or a
    version from that day already).
    """
    eis(wie, RECHT, wie.organisatie)
    _eis_dag(vanaf)
    with transaction.atomic():
        rij = queries.concept(wie, soort.code, op_slot=True)
        if rij is None:
            raise VerkeerdeStand("Er is geen concept meer. Begin opnieuw met schrijven.")
        fouten = bezwaren(soort, rij.onderwerp, rij.tekst)
        if fouten:
            raise Onvolledig("Deze tekst kan zo nog niet ingaan.", fouten)
        rij.stand, rij.vanaf, rij.waarom, rij.op = GELDIG, vanaf, waarom.strip()[:400], nu()
        _bewaar(rij)
        _log(
            wie,
            rij,
            "brief_gewijzigd",
            f"De tekst van '{soort.naam}' is gewijzigd vanaf {datum_zonder_dag(vanaf)}",
            waarom,
        )
    return rij


def brief_naar_huis(*, wie: Wie, soort: Briefsoort, vanaf: dt.date) -> Briefversie:
    """From a day on the words of the house again."""
    eis(wie, RECHT, wie.organisatie)
    _eis_dag(vanaf)
    with transaction.atomic():
        rij = _bewaar(Briefversie(
            swv=wie.organisatie, code=soort.code, stand=GELDIG, vanaf=vanaf, standaard=True, door_id=wie.gebruiker_id,
            door_naam=wie.naam, op=nu(),
        ))  # fmt: skip
        _log(
            wie,
            rij,
            "brief_naar_huis",
            f"'{soort.naam}' krijgt vanaf {datum_zonder_dag(vanaf)} weer de gewone tekst",
            "",
        )
    return rij


def brief_intrekken(*, wie: Wie, rij: Briefversie) -> None:
    """Take back a version that has not begun. Raises VerkeerdeStand for one that holds or held."""
    eis(wie, RECHT, rij)
    with transaction.atomic():
        vast = Briefversie.objects.voor_taak("instellingen.brief").select_for_update().get(pk=rij.pk)
        if vast.stand != GELDIG or vast.vanaf <= vandaag():
            raise VerkeerdeStand(
                "Deze tekst geldt al of is al ingetrokken. Schrijf een nieuwe, of kies weer de gewone tekst."
            )
        vast.stand, vast.einde_op, vast.einde_door_naam = INGETROKKEN, nu(), wie.naam
        vast.save(update_fields=["stand", "einde_op", "einde_door_naam"])
        _log(wie, vast, "brief_ingetrokken", f"Een tekst vanaf {datum_zonder_dag(vast.vanaf)} is ingetrokken", "")


def proefmail_sturen(*, wie: Wie, soort: Briefsoort, onderwerp: str, tekst: str) -> str:
    """Send the words with example data to the own address; returns that address.

    Raises VerkeerdeStand (not a mail, no own address, the mail server refuses) and Onvolledig (the words cannot be used).
    """
    eis(wie, RECHT, wie.organisatie)
    fouten = bezwaren(soort, onderwerp, tekst)
    if fouten:
        raise Onvolledig("Deze tekst kan zo nog niet worden verstuurd.", fouten)
    mens = Gebruiker.objects.filter(pk=wie.gebruiker_id).first() if wie.gebruiker_id else None
    adres = mens.email if mens else ""
    if soort.kanaal != MAIL or not adres:
        raise VerkeerdeStand("Hiervan kun je geen proefmail sturen.")
    klaar = vul_in(soort, onderwerp, tekst, wie.organisatie, {v.code: v.voorbeeld for v in soort.velden}, vandaag())
    try:
        EmailMessage(f"Proef: {klaar.onderwerp}", klaar.tekst, to=[adres]).send()
    except OSError:
        raise VerkeerdeStand("De mail kon niet weg. Probeer het straks opnieuw.") from None
    leg_vast(
        wie=wie, naam="instellingen.proefmail_gestuurd", onderwerp=f"instellingen.brief:{soort.code}",
        zin=f"Proefmail van '{soort.naam}' naar het eigen adres gestuurd",
    )  # fmt: skip
    return str(adres)


def _concept(wie: Wie, soort: Briefsoort) -> Briefversie:
    rij = queries.concept(wie, soort.code, op_slot=True)
    if rij:
        return rij
    nieuw = queries.begin_van_concept(wie, soort)
    try:
        with transaction.atomic():
            nieuw.save()
    except IntegrityError:
        nieuw = Briefversie.objects.zichtbaar_voor(wie).get(code=soort.code, stand=CONCEPT, door_id=wie.gebruiker_id)
    return nieuw


def _eis_dag(vanaf: dt.date) -> None:
    if not vandaag() <= vanaf <= vandaag() + dt.timedelta(days=730):
        zin = "Kies een dag vanaf vandaag, hoogstens twee jaar vooruit."
        raise OngeldigeInvoer(zin, {"vanaf": zin})


def _bewaar(rij: Briefversie) -> Briefversie:
    try:
        with transaction.atomic():
            rij.save()
    except IntegrityError:
        raise VerkeerdeStand(
            "Vanaf die dag gaat er al een tekst in. Kies een andere dag, of trek die eerst in."
        ) from None
    return rij


def _log(wie: Wie, rij: Briefversie, naam: str, zin: str, waarom: str) -> None:
    leg_vast(
        wie=wie, naam=f"instellingen.{naam}", onderwerp=f"instellingen.brief:{rij.code}", organisatie=rij.swv, zin=zin,
        waarom=waarom.strip()[:400], details={"code": rij.code, "rij": str(rij.pk)},
    )  # fmt: skip
