"""Lays the reports: open, write, hand in, discuss, establish, publish; each step by the person whose step it is, on its day."""

import datetime as dt
from collections.abc import Mapping

from vindplaats.formats.models import Antwoord
from vindplaats.formats.queries import definitie_van
from vindplaats.formats.waarden import Gelezen
from vindplaats.indicatoren.actions import delen
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern import klok
from vindplaats.kern.registers import indicatoren, sleutel_van
from vindplaats.procedures.actions import stap_zetten, termijn_verlengen
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.cijfers import KRING
from vindplaats.verantwoording.models import Rapport

from .mensen import Mensen, moment

DUBBEL = "Staat al in onze verantwoording."


def schrijf(rapport: Rapport, waarden: Mapping[str, Gelezen], wie: Wie, dag: dt.date, dagen: int) -> None:
    """The answers of a board, written section after section over some days. One insert for all; the log has a row per section,
    just as when somebody types them."""
    definitie = definitie_van(rapport.invulling)
    er_al = set(rapport.invulling.antwoorden.values_list("vraag", flat=True))
    rijen, log = [], []
    for nummer, deel in enumerate(definitie.delen):
        wanneer = moment(
            dag + dt.timedelta(days=nummer * dagen // len(definitie.delen)), 9 + nummer % 8, 7 * nummer % 60
        )
        nieuw = [v for v in deel.vragen if v.code in waarden and v.code not in er_al]
        rijen += [_antwoord(rapport, vraag.code, waarden[vraag.code], wie, wanneer) for vraag in nieuw]
        if nieuw:
            log.append(_logrij(rapport, wie, wanneer, f"{deel.titel} gewijzigd", {"deel": deel.code}))
    Antwoord.objects.voor_taak("verantwoording.demo").bulk_create(rijen)
    Gebeurtenis.objects.voor_taak("verantwoording.demo").bulk_create(log)


def _antwoord(rapport: Rapport, vraag: str, gelezen: Gelezen, wie: Wie, wanneer: dt.datetime) -> Antwoord:
    return Antwoord(
        invulling=rapport.invulling,
        vraag=vraag,
        stand=gelezen.stand,
        waarde=gelezen.waarde,
        door_id=wie.gebruiker_id,
        op=wanneer,
    )


def _logrij(rapport: Rapport, wie: Wie, wanneer: dt.datetime, zin: str, details: dict[str, str]) -> Gebeurtenis:
    return Gebeurtenis(
        wanneer=wanneer,
        soort=Gebeurtenis.WIJZIGEN,
        naam="verantwoording.deel_gewijzigd",
        gebruiker_id=wie.gebruiker_id,
        wie_naam=wie.naam,
        rol=wie.rol,
        organisatie=rapport.bestuur.sleutel,
        onderwerp=sleutel_van(rapport),
        zin=zin,
        details=details,
    )


def stap(rapport: Rapport, wie: Wie, verb: str, dag: dt.date, reden: str = "") -> None:
    """One step of the procedure on its day."""
    uur = 8 if verb == "beginnen" else 14
    with klok.op(moment(dag, uur, 20)):
        stap_zetten(wie=wie, zaak=rapport.zaak, verb=verb, reden=reden, onderwerp_obj=rapport)


def geef_tijd(rapport: Rapport, wie: Wie, dag: dt.date) -> None:
    """After reopening the director gives the board three weeks."""
    termijn = next(t for t in rapport.zaak.termijnen.all() if t.loopt)
    with klok.op(moment(dag, 14, 30)):
        termijn_verlengen(
            wie=wie, termijn=termijn, reden="Tijd om de bedragen na te kijken.", tot=dag + dt.timedelta(days=21)
        )


def wie_zet(mensen: Mensen, verb: str, rapport: Rapport, swv: str) -> Wie:
    """Whose step it is."""
    if verb == "beginnen":
        return mensen.adviseur(rapport.bestuur_id)
    if verb == "indienen":
        return mensen.bestuurder(rapport.bestuur_id)
    return mensen.kwaliteit(swv) if verb == "bespreken" else mensen.directeur(swv)


def koppel_cijfers(rapport: Rapport, wie: Wie, dag: dt.date, hoeveel: int = 99) -> None:
    """The board confirms what the house found in its texts; the value of last year is kept only when there is no report of it.

    The same outcome as `indicatoren.actions.koppelen` and `afwijzen` figure by figure, with one update and one insert for all.
    """
    rijen = Meetwaarde.objects.voor_taak("verantwoording.demo").filter(
        bron_sleutel=sleutel_van(rapport), stand=Meetwaarde.VOORGESTELD
    )
    ouder = Rapport.objects.voor_taak("verantwoording.demo").filter(bestuur=rapport.bestuur_id, jaar=rapport.jaar - 1)
    eerder, gezien = ouder.exists(), set()
    wanneer = moment(dag, 15, 5)
    gekozen = list(rijen.exclude(indicator="").order_by("onderdeel", "indicator", "schooljaar", "zin"))[:hoeveel]
    log = []
    for rij in gekozen:
        dubbel = (rij.uit_vorig and eerder) or (rij.indicator, rij.schooljaar) in gezien
        gezien.add((rij.indicator, rij.schooljaar))
        rij.stand = Meetwaarde.AFGEWEZEN if dubbel else Meetwaarde.BEVESTIGD
        rij.toelichting = DUBBEL if dubbel else ""
        rij.door_id, rij.door_naam, rij.op = wie.gebruiker_id, wie.naam, wanneer
        log.append(_cijferlog(rij, wie, wanneer, dubbel))
    velden = ("stand", "toelichting", "door_id", "door_naam", "op")
    Meetwaarde.objects.voor_taak("verantwoording.demo").bulk_update(gekozen, velden)
    Gebeurtenis.objects.voor_taak("verantwoording.demo").bulk_create(log)
    with klok.op(wanneer):
        delen(wie=wie, bron_sleutel=sleutel_van(rapport), met=KRING[rapport.stand])


def _cijferlog(rij: Meetwaarde, wie: Wie, wanneer: dt.datetime, dubbel: bool) -> Gebeurtenis:
    naam = indicatoren[rij.indicator].naam
    return Gebeurtenis(
        wanneer=wanneer,
        soort=Gebeurtenis.WIJZIGEN,
        naam="indicatoren.afgewezen" if dubbel else "indicatoren.gekoppeld",
        gebruiker_id=wie.gebruiker_id,
        wie_naam=wie.naam,
        rol=wie.rol,
        organisatie=rij.organisatie,
        onderwerp=sleutel_van(rij),
        zin=f"Cijfer {'weggelegd' if dubbel else 'bevestigd'}: {naam} {rij.jaar}.",
        waarom=DUBBEL if dubbel else "",
    )
