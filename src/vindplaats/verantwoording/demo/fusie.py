"""Demo step `35-fusie`: a small board that merged into another one after the oldest year, so that figures and years follow it.

Carried through with the verbs people use, on the days it happened. Runs once; needs the steps 10 to 30.
"""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from vindplaats.kern import klok
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.actions_wijziging import (
    wijziging_bevestigen,
    wijziging_maken,
    wijzigingen_laten_ingaan,
)
from vindplaats.organisaties.models import Bestuur, Deelname, Organisatiewijziging, School, Swv
from vindplaats.organisaties.stappen import stappen_van
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.actions import rapport_openen, toekenning_zetten
from vindplaats.verantwoording.models import Rapport

from . import draaiboek as d
from .bron import Jaartal, antwoorden, ontvangen
from .mensen import Mensen, moment
from .rapporten import koppel_cijfers, schrijf, stap, wie_zet

NUMMER, NAAR, SWV = "90013", "90004", d.VL
NAAM = "Stichting De Vestingwal"
BEGIN = dt.date(2014, 8, 1)


@transaction.atomic
def leg_fusie() -> None:
    """Lay the board, its merger and its last report. Does nothing when it is there, or when there are no reports to join."""
    rijen = Rapport.objects.voor_taak("verantwoording.demo").filter(bestuur=NAAR)
    oudste = rijen.order_by("jaar").values_list("jaar", flat=True).first()
    if oudste is None or Bestuur.objects.filter(pk=NUMMER).exists():
        return
    jaar = Jaartal(0, Schooljaar(oudste))
    _leg_bestuur(oudste)
    mensen = Mensen()
    _laat_opgaan(mensen.secretariaat(SWV), jaar.schooljaar.volgend.eerste_dag)
    _leg_verslag(mensen, jaar)


def _leg_bestuur(jaar: int) -> None:
    """The board with one school: the smallest that belongs to Vestingleren today."""
    Bestuur.objects.create(nummer=NUMMER, naam=NAAM, rechtsvorm="stichting", van=BEGIN, verzonnen=True)
    Deelname.objects.create(bestuur_id=NUMMER, swv_id=SWV, van=BEGIN)
    scholen = School.objects.filter(bestuur=NAAR, swv=SWV, soort=School.BAO, tot=None, aantallen__jaar=jaar)
    kleinste = scholen.order_by("aantallen__aantal", "pk").values_list("pk", flat=True).first()
    School.objects.filter(pk=kleinste).update(bestuur=NUMMER)


def _laat_opgaan(wie: Wie, per: dt.date) -> None:
    """Written down and planned in spring, gone in by itself on the first of August."""
    with klok.op(moment(dt.date(per.year, 4, 9), 11)):
        rij = wijziging_maken(
            wie=wie, soort=Organisatiewijziging.BESTUREN_SAMEN, per=per, inhoud={"van": [NUMMER], "naar": NAAR},
            reden="Fusiebesluit van beide besturen van 2 april.",
        )  # fmt: skip
        wijziging_bevestigen(wie=wie, wijziging=rij, vingerafdruk=stappen_van(rij).vingerafdruk)
    with klok.op(moment(per, 3)):
        wijzigingen_laten_ingaan(wie=Wie.taak("Fusies en verhuizingen laten ingaan"))


def _leg_verslag(mensen: Mensen, jaar: Jaartal) -> None:
    """The last report of the old board, finished and published by its people after the merger."""
    bestuur, swv = Bestuur.objects.get(pk=NUMMER), Swv.objects.get(pk=SWV)
    with klok.op(moment(dt.date(jaar.schooljaar.begin + 1, 9, 2), 9, 40)):
        rapport = rapport_openen(wie=mensen.secretariaat(SWV), bestuur=bestuur, jaar=jaar.schooljaar)
        for regeling, cellen in ontvangen(NUMMER, jaar.plek).items():
            toekenning_zetten(
                wie=mensen.controller(SWV), swv=swv, bestuur=bestuur, jaar=jaar.schooljaar, regeling=regeling,
                bedrag=cellen[SWV], bron=f"Bekostigingsbeschikking {jaar.schooljaar}",
            )  # fmt: skip
    adviseur = _namens(mensen.adviseur(NAAR))
    dagen = d.verloop_ouder(NAAR, jaar.schooljaar.begin, "gepubliceerd", te_laat=False)
    for verb, dag in dagen.items():
        if verb == "indienen":
            schrijf(rapport, antwoorden(NUMMER, jaar), adviseur, dagen["beginnen"], (dag - dagen["beginnen"]).days - 1)
        eigen = {"beginnen": adviseur, "indienen": _namens(mensen.bestuurder(NAAR))}
        stap(rapport, eigen.get(verb) or wie_zet(mensen, verb, rapport, SWV), verb, dag)
        if verb == "indienen":
            koppel_cijfers(rapport, eigen["indienen"], dag)


def _namens(wie: Wie) -> Wie:
    """Somebody of Vestingleren who had the same role at the old board."""
    return replace(wie, organisatie=f"bestuur:{NUMMER}", toekenning_id=None)
