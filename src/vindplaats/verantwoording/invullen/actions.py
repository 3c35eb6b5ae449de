"""Verbs of the editor. A board writes in its own report as long as it is open or a concept; every step goes through the table."""

import datetime as dt
from typing import Any

from django.db import transaction

from vindplaats.formats import actions as formats
from vindplaats.formats.actions import Bewaard
from vindplaats.formats.models import Antwoordversie, Botsing
from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.formats.rules import Stuk, vragen_van, zet_over
from vindplaats.formats.waarden import INGEVULD, LEEG, Gelezen, Invoer
from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.procedures import actions as procedures
from vindplaats.toegang.log import leg_vast, spoor
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.models import CONCEPT, OPEN, Rapport, Signaaluitleg
from vindplaats.verantwoording.permissions import is_eigen_bestuur
from vindplaats.verantwoording.queries import vorig_jaar

from .queries import uit_de_regio

STIL = dt.timedelta(minutes=30)
"""Typing on in one section gives one log row per person per half hour; every text itself is kept by `formats`."""


def antwoord_invoeren(*, wie: Wie, rapport: Rapport, vraag: str, invoer: Invoer, gezien: int) -> Bewaard:
    """Save what was typed at one question; the first letter turns an open report into a concept."""
    with transaction.atomic():
        _mag_schrijven(wie, rapport)
        uit = formats.antwoord_invoeren(wie=wie, invulling=rapport.invulling, vraag=vraag, invoer=invoer, gezien=gezien)
        _log_wijziging(wie, rapport, vraag)
    return uit


def _log(wie: Wie, rapport: Rapport, naam: str, zin: str, details: dict[str, Any] | None = None) -> None:
    leg_vast(
        wie=wie,
        naam=f"verantwoording.{naam}",
        onderwerp=rapport,
        organisatie=rapport.bestuur.sleutel,
        zin=zin,
        details=details,
    )


def _mag_schrijven(wie: Wie, rapport: Rapport) -> None:
    eis(wie, "verantwoording.schrijven", rapport)
    rapport.zaak.refresh_from_db()
    if rapport.stand == OPEN:
        procedures.stap_zetten(wie=wie, zaak=rapport.zaak, verb="beginnen", onderwerp_obj=rapport)
    if rapport.stand != CONCEPT:
        raise VerkeerdeStand(
            "Deze verantwoording is al ingediend; daarom kun je nu niets wijzigen. Trek haar in of vraag om heropenen. "
            "Wat je net typte, is niet bewaard: kopieer het als je het nodig hebt."
        )


def _log_wijziging(wie: Wie, rapport: Rapport, vraag: str) -> None:
    definitie = definitie_van(rapport.invulling)
    deel = definitie.deel_van(vraag)
    naam = "verantwoording.deel_gewijzigd"
    zelfde = spoor(rapport).filter(naam=naam, gebruiker_id=wie.gebruiker_id, details__deel=deel.code)
    if not zelfde.filter(wanneer__gte=nu() - STIL).exists():
        _log(wie, rapport, "deel_gewijzigd", f"{deel.titel} gewijzigd", {"deel": deel.code})


def botsing_oplossen(*, wie: Wie, rapport: Rapport, botsing: Any, keuze: str = "", tekst: str = "") -> Any:
    """Choose between two texts at one question. Without `keuze` the text tells: equal to one of the two, or a third."""
    with transaction.atomic():
        _mag_schrijven(wie, rapport)
        rij = (
            Botsing.objects.voor_taak("invullen.botsing")
            .select_related("antwoord")
            .filter(pk=botsing, antwoord__invulling=rapport.invulling)
            .first()
        )
        if rij is None:
            raise NietGevonden("Deze twee teksten zijn niet gevonden. Ververs de pagina.")
        keuze = keuze or _keuze_uit_tekst(rij, tekst)
        antwoord = formats.botsing_oplossen(wie=wie, botsing=rij, keuze=keuze, tekst=tekst)
        _log(
            wie,
            rapport,
            "botsing_opgelost",
            f"Gekozen tussen twee teksten bij '{definitie_van(rapport.invulling).vraag(antwoord.vraag).label}'",
            details={"vraag": antwoord.vraag, "keuze": keuze},
        )
    return antwoord


def _keuze_uit_tekst(botsing: Botsing, tekst: str) -> str:
    kaal = tekst.replace("\r\n", "\n").strip()
    if kaal == (botsing.antwoord.waarde or "").strip():
        return "hun"
    return "mijn" if kaal == (botsing.waarde or "").strip() else "eigen"


def deel_nvt_zetten(*, wie: Wie, rapport: Rapport, deel: str, aan: bool) -> None:
    """Say of a whole section that it does not apply, or take that back."""
    with transaction.atomic():
        _mag_schrijven(wie, rapport)
        definitie = definitie_van(rapport.invulling)
        if not any(d.code == deel and d.nvt for d in definitie.delen):
            raise OngeldigeInvoer("Dit onderdeel kan niet in zijn geheel op n.v.t. Kies het bij de vraag zelf.")
        formats.deel_nvt_zetten(wie=wie, invulling=rapport.invulling, deel=deel, aan=aan)
        _log(
            wie,
            rapport,
            "deel_nvt",
            f"{definitie.deel(deel).titel}: {'niet van toepassing' if aan else 'toch van toepassing'}",
        )


def vorig_jaar_overnemen(*, wie: Wie, rapport: Rapport, vraag: str) -> Bewaard:
    """Put last year's answer here, marked as such; what stood here stays as an earlier version (D6, VER-13)."""
    vorig = vorig_jaar(rapport)
    stuk = vorig.stukken.get(vraag) if vorig else None
    if vorig is None or stuk is None or stuk.stand == LEEG:
        raise NietGevonden("Vorig jaar staat hier geen antwoord dat je kunt overnemen.")
    oude, nieuwe = vorig.definitie.vragen, definitie_van(rapport.invulling).vragen
    if vraag in oude and vraag in nieuwe:
        gezet = zet_over(oude[vraag], nieuwe[vraag], stuk)
        if gezet.stuk.stand == LEEG:
            raise OngeldigeInvoer(f"Het antwoord van vorig jaar past niet meer in deze vraag. {gezet.zin}".strip())
        stuk = gezet.stuk
    van = f" van {vorig.van.naam}" if vorig.van else ""
    return _neem_over(wie, rapport, vraag, stuk, "vorig_jaar", f"Antwoord van vorig jaar{van} overgenomen")


def regio_overnemen(*, wie: Wie, rapport: Rapport, vraag: str) -> Bewaard:
    """Put what the house knows here (granted amounts), marked as such; what stood here stays as an earlier version (D6)."""
    stuk = uit_de_regio(rapport).get(vraag)
    if stuk is None:
        raise NietGevonden("Hierover is in de regio nog niets bekend.")
    return _neem_over(wie, rapport, vraag, stuk, "regio", "Gegevens uit de regio overgenomen")


def _neem_over(wie: Wie, rapport: Rapport, vraag: str, stuk: Stuk, herkomst: str, zin: str) -> Bewaard:
    with transaction.atomic():
        _mag_schrijven(wie, rapport)
        uit = formats.antwoord_bewaren(
            wie=wie,
            invulling=rapport.invulling,
            vraag=vraag,
            gelezen=Gelezen(stuk.stand, stuk.waarde),
            gezien=None,
            herkomst=herkomst,
        )
        label = definitie_van(rapport.invulling).vraag(vraag).label
        _log(wie, rapport, f"{herkomst}_overgenomen", f"{zin} bij '{label}'")
    return uit


def versie_terugzetten(*, wie: Wie, rapport: Rapport, vraag: str, nummer: int) -> None:
    """Put an earlier version of an answer back; the present one stays as a version."""
    versie = (
        Antwoordversie.objects.voor_taak("invullen.versie_terugzetten")
        .filter(antwoord__invulling=rapport.invulling, antwoord__vraag=vraag, nummer=nummer)
        .select_related("antwoord__invulling")
        .first()
    )
    if versie is None:
        raise NietGevonden("Deze eerdere versie is niet gevonden.")
    with transaction.atomic():
        _mag_schrijven(wie, rapport)
        formats.antwoord_terugzetten(wie=wie, antwoord=versie.antwoord, versie=versie)
        _log(
            wie,
            rapport,
            "versie_teruggezet",
            f"Eerdere versie teruggezet bij '{definitie_van(rapport.invulling).vraag(vraag).label}'",
        )


def kop_voorinvullen(*, wie: Wie, rapport: Rapport) -> None:
    """Fill what the house knows: board, school year, SWVs; who signs as last year, marked as such (D6).

    Who signed for a predecessor does not sign for this board.
    """
    vorig = vorig_jaar(rapport)
    oud = vorig.stukken if vorig else {}
    nu_al = stukken(rapport.invulling)
    bekend: dict[str, tuple[Any, str]] = {
        "bestuur": (rapport.bestuur.naam, "regio"),
        "schooljaar": (str(rapport.schooljaar), "regio"),
        "swv": ({swv.code: True for swv in rapport.swvs.all()}, "regio"),
    }
    vragen = definitie_van(rapport.invulling).vragen
    toen = vorig.definitie.vragen if vorig else {}
    for code in ("keuze",) if vorig and vorig.van else ("namens", "keuze"):
        if code in oud and code in vragen and code in toen:
            gezet = zet_over(toen[code], vragen[code], oud[code]).stuk
            if gezet.stand == INGEVULD:
                bekend[code] = (gezet.waarde, "vorig_jaar")
    for code, (waarde, herkomst) in bekend.items():
        if code not in nu_al and code in vragen:
            formats.antwoord_bewaren(
                wie=wie,
                invulling=rapport.invulling,
                vraag=code,
                gelezen=Gelezen(INGEVULD, waarde),
                gezien=0,
                herkomst=herkomst,
            )
    _delen_die_niet_gelden(wie, rapport, nu_al)


def _delen_die_niet_gelden(wie: Wie, rapport: Rapport, nu_al: Any) -> None:
    """What does not concern this board's schools is n.v.t. from the start (VER-06)."""
    definitie = definitie_van(rapport.invulling)
    kenmerken = frozenset(rapport.kenmerken)
    for deel in definitie.delen:
        gelden = {vraag.code for vraag in vragen_van(deel, kenmerken)}
        for vraag in deel.vragen:
            if vraag.nvt and vraag.code not in gelden and vraag.code not in nu_al:
                formats.antwoord_bewaren(
                    wie=wie,
                    invulling=rapport.invulling,
                    vraag=vraag.code,
                    gelezen=Gelezen("nvt"),
                    gezien=0,
                    herkomst="regio",
                )


def signaal_uitleggen(*, wie: Wie, rapport: Rapport, plek: str, uitleg: str) -> Signaaluitleg:
    """Explain a signal in one line (or set it aside with a reason). Signals never block (VER-15)."""
    eis(wie, "verantwoording.schrijven", rapport)
    uitleg = uitleg.strip()
    if not uitleg:
        raise OngeldigeInvoer("Schrijf in een regel wat hier aan de hand is.", {"uitleg": "Schrijf een regel uitleg."})
    with transaction.atomic():
        rij, _ = Signaaluitleg.objects.voor_taak("invullen.signaal_uitleggen").update_or_create(
            rapport=rapport,
            code=plek.partition("|")[0][:60],
            plek=plek[:120],
            defaults={"uitleg": uitleg[:400], "door_id": wie.gebruiker_id},
        )
        _log(wie, rapport, "signaal_uitgelegd", "Een signaal uitgelegd", details={"plek": plek})
    return rij


def stap_zetten(*, wie: Wie, rapport: Rapport, verb: str, reden: str = "", verwacht: str | None = None) -> None:
    """One step of the procedure on this report: hand in, withdraw, discuss, establish, publish, reopen."""
    procedures.stap_zetten(
        wie=wie, zaak=rapport.zaak, verb=verb, reden=reden, onderwerp_obj=rapport, verwacht_stand=verwacht
    )


def is_schrijver(wie: Wie, rapport: Rapport) -> bool:
    """May this person write in it now: own board, and still open or a concept."""
    return (
        wie.heeft("bestuurder", "bestuursadviseur")
        and is_eigen_bestuur(wie, rapport)
        and rapport.stand in {OPEN, CONCEPT}
    )
