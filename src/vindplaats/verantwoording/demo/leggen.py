"""Demo step `30-verantwoording`. Runs once on an empty room; when there are reports already, everything stays as it is."""

import datetime as dt

from django.db import transaction

from vindplaats.kern import klok
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur, Swv
from vindplaats.procedures.actions import termijninstelling_zetten
from vindplaats.verantwoording.actions import PROCEDURE, jaar_openen, rapport_openen, toekenning_zetten
from vindplaats.verantwoording.models import GEPUBLICEERD, OPEN, Rapport

from . import draaiboek as d
from .bron import Jaartal, antwoorden, gegevens, ontvangen
from .bundel import leg_bundels
from .gesprek import leg_gesprekken
from .inbox import leg_inbox
from .mensen import Mensen, moment
from .momenten import leg_bijzonderheden
from .rapporten import geef_tijd, koppel_cijfers, schrijf, stap, wie_zet

Rapporten = dict[tuple[str, int], Rapport]
"""(board, place of the year 0..2) -> report"""


@transaction.atomic
def leg_verantwoording() -> None:
    """Lay the three years. Needs the steps 10 and 20; does nothing when there are reports."""
    if Rapport.objects.voor_taak("verantwoording.demo").exists():
        return
    mensen = Mensen()
    jaren = [Jaartal(plek, Schooljaar(Schooljaar.van(vandaag()).begin - 3 + plek)) for plek in range(3)]
    rapporten: Rapporten = {}
    for jaar in jaren:
        _zet_termijnen(mensen, jaar)
        _open_jaar(mensen, jaar, rapporten)
        _ken_toe(mensen, jaar)
        for nummer in d.BESTUREN:
            if (nummer, jaar.plek) in rapporten:
                _leg(mensen, jaar, rapporten[nummer, jaar.plek])
    leg_bijzonderheden(mensen, rapporten)
    leg_gesprekken(mensen, rapporten)
    leg_bundels(mensen, jaren)
    leg_inbox(mensen, jaren)


def datums(jaar: Jaartal) -> d.Datums:
    """The set dates of a year."""
    return d.datums_nieuwste(vandaag()) if jaar.plek == 2 else d.datums_ouder(jaar.schooljaar.begin)


def _begin(jaar: Jaartal) -> dt.date:
    """The day a year is set ready."""
    if jaar.plek < 2:
        return dt.date(jaar.schooljaar.begin + 1, 9, 2)
    return vandaag() - dt.timedelta(days=66)


def _zet_termijnen(mensen: Mensen, jaar: Jaartal) -> None:
    alle = datums(jaar)
    with klok.op(moment(_begin(jaar), 9, 10)):
        for swv in d.SWVS:
            rijen = (
                ("indienen_voor", alle.indienen[swv]),
                ("bespreken_voor", alle.bespreken),
                ("vaststellen_voor", alle.vaststellen),
            )
            for code, datum in rijen:
                termijninstelling_zetten(
                    wie=mensen.secretariaat(swv),
                    procedure=PROCEDURE,
                    termijn=code,
                    swv=swv,
                    schooljaar=jaar.schooljaar,
                    datum=datum,
                    bron="Jaarplanning van de drie samenwerkingsverbanden",
                )


def _open_jaar(mensen: Mensen, jaar: Jaartal, rapporten: Rapporten) -> None:
    with klok.op(moment(_begin(jaar), 9, 30)):
        if jaar.plek:
            for swv in d.SWVS:
                jaar_openen(wie=mensen.secretariaat(swv), swv=Swv.objects.get(pk=swv), jaar=jaar.schooljaar)
        for bestuur in Bestuur.objects.filter(pk__in=d.BESTUREN).order_by("pk"):
            if jaar.plek or bestuur.pk not in d.NIET_IN_OUDSTE_JAAR:
                wie = mensen.secretariaat(d.LEIDEND[bestuur.pk])
                rapporten[bestuur.pk, jaar.plek] = rapport_openen(wie=wie, bestuur=bestuur, jaar=jaar.schooljaar)


def _ken_toe(mensen: Mensen, jaar: Jaartal) -> None:
    """What the SWVs granted: mostly what the board says it received; `toegekend` in the file holds what differs."""
    swvs = {swv.code: swv for swv in Swv.objects.filter(pk__in=d.SWVS)}
    besturen = {b.pk: b for b in Bestuur.objects.filter(pk__in=d.BESTUREN)}
    with klok.op(moment(_begin(jaar) + dt.timedelta(days=2), 11)):
        for nummer in d.BESTUREN:
            anders = gegevens(nummer).get("toegekend", {})
            for regeling, cellen in ontvangen(nummer, jaar.plek).items():
                for swv, centen in cellen.items():
                    eigen = anders.get(regeling, {}).get(swv)
                    bedrag = eigen[jaar.plek] * 100 if eigen and eigen[jaar.plek] is not None else centen
                    toekenning_zetten(
                        wie=mensen.controller(swv),
                        swv=swvs[swv],
                        bestuur=besturen[nummer],
                        jaar=jaar.schooljaar,
                        regeling=regeling,
                        bedrag=bedrag,
                        bron=f"Bekostigingsbeschikking {jaar.schooljaar}",
                    )


def _leg(mensen: Mensen, jaar: Jaartal, rapport: Rapport) -> None:
    if jaar.plek == 2:
        _leg_nieuwste(mensen, jaar, rapport)
        return
    nummer = rapport.bestuur_id
    stand = d.MIDDEN[nummer] if jaar.plek else GEPUBLICEERD
    te_laat = jaar.plek == 1 and nummer == d.TE_LAAT_IN_MIDDEN
    dagen = d.verloop_ouder(nummer, jaar.schooljaar.begin, stand, te_laat)
    waarden = antwoorden(nummer, jaar)
    for verb, dag in dagen.items():
        if verb == "indienen":
            schrijf(rapport, waarden, mensen.adviseur(nummer), dagen["beginnen"], (dag - dagen["beginnen"]).days - 1)
        stap(rapport, wie_zet(mensen, verb, rapport, d.LEIDEND[nummer]), verb, dag)
        if verb == "indienen":
            koppel_cijfers(rapport, mensen.bestuurder(nummer), dag)


def _leg_nieuwste(mensen: Mensen, jaar: Jaartal, rapport: Rapport) -> None:
    nummer = rapport.bestuur_id
    verloop = d.NIEUWSTE[nummer]
    if verloop.stand == OPEN:
        return
    swv = d.LEIDEND[nummer]
    waarden = {
        code: gelezen
        for code, gelezen in antwoorden(nummer, jaar).items()
        if not code.startswith(verloop.leeg or ("-",))
    }
    begonnen = vandaag() - dt.timedelta(days=verloop.begonnen)
    stap(rapport, mensen.adviseur(nummer), "beginnen", begonnen)
    schrijf(
        rapport, waarden, mensen.adviseur(nummer), begonnen, max(verloop.begonnen - (verloop.ingediend or 1) - 1, 1)
    )
    for verb in ("indienen", "bespreken", "vaststellen", "publiceren"):
        geleden = _geleden(verloop, verb)
        if geleden is None:
            break
        stap(rapport, wie_zet(mensen, verb, rapport, swv), verb, vandaag() - dt.timedelta(days=geleden))
        if verb == "indienen":
            dag = vandaag() - dt.timedelta(days=geleden)
            koppel_cijfers(rapport, mensen.bestuurder(nummer), dag, verloop.bevestigd)
    if verloop.heropend:
        dag = vandaag() - dt.timedelta(days=verloop.heropend)
        stap(rapport, mensen.directeur(swv), "heropenen", dag, d.REDEN_HEROPEND)
        geef_tijd(rapport, mensen.directeur(swv), dag)


def _geleden(verloop: d.Verloop, verb: str) -> int | None:
    """How many days before today a step was taken; None: not taken."""
    if verb == "publiceren":
        return 5 if verloop.stand == GEPUBLICEERD else None
    naam = {"indienen": "ingediend", "bespreken": "besproken", "vaststellen": "vastgesteld"}[verb]
    return getattr(verloop, naam) or None
