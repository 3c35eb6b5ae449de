"""What the calendar screens show: the year as months, the lists, the draft."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from vindplaats.kern.klok import vandaag
from vindplaats.kern.opmaak import MAANDEN
from vindplaats.kern.schermdelen import Chip, Kruimel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.kern.termijnen import feestdagen
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import queries, queries_kalender
from . import rules_kalender as rules
from .models import Periode
from .permissions import KALENDER_WIJZIGEN
from .schermen import tabs

REGIO_NAAM = dict(Periode.REGIOS)


@dataclass(frozen=True)
class Dag:
    """A day of a month: its number, its name when it is free, and the class it is drawn with."""

    nummer: int
    naam: str = ""
    klasse: str = ""


@dataclass
class Maand:
    """A month with weeks of seven days; None outside the month."""

    naam: str
    weken: list[list[Dag | None]] = field(default_factory=list)


def jaar_uit(ruw: Any) -> Schooljaar:
    """The school year of `?jaar=2025`; this one when that is no year."""
    try:
        begin = int(str(ruw))
    except ValueError:
        begin = 0
    return Schooljaar(begin) if 2010 <= begin <= 2100 else Schooljaar.van(vandaag())


def kalender(wie: Wie, jaar: Schooljaar) -> dict[str, Any]:
    """The calendar of one school year of the own SWV."""
    regio = queries.waarde(
        wie.organisatie, queries_kalender.REGIO, max(jaar.eerste_dag, min(vandaag(), jaar.laatste_dag))
    )
    rijen = queries_kalender.periodes(wie, jaar)
    laatste = jaar.laatste_dag + dt.timedelta(days=31)
    vrij = [queries_kalender.als_vrij(r) for r in rijen]
    uitgeschreven = {
        s: rules.vrij_op([p for p in vrij if p.soort == s], str(regio.waarde or ""), jaar.eerste_dag, laatste)
        for s in ("vakantie", "sluiting")
    }
    dit = Schooljaar.van(vandaag())
    chips = [
        Chip(str(j), f"?jaar={j.begin}", j == jaar)
        for j in sorted({dit.vorig, dit, dit.volgend, dit.volgend.volgend, jaar})
    ]
    return {
        "jaar": jaar, "chips": chips, "regio": regio, "regio_naam": REGIO_NAAM.get(str(regio.waarde or ""), ""),
        "rijen": [(r, _telt(r, str(regio.waarde or ""))) for r in rijen], "maanden": maanden(jaar, uitgeschreven), "tabs": tabs("kalender"),
        "concept": queries_kalender.concept(wie), "vervallen": queries_kalender.vervallen(wie, jaar), "titel": f"Kalender {jaar}",
        "mag": mag(wie, KALENDER_WIJZIGEN.code, wie.organisatie),
        "zonder_regio": regio.leeg and any(r.regio for r in rijen),
    }  # fmt: skip


def _telt(rij: Periode, regio: str) -> bool:
    return not rij.regio or rij.regio == regio


def maanden(jaar: Schooljaar, vrij: dict[str, dict[dt.date, str]]) -> list[Maand]:
    """August to July, each day with what it is."""
    feest = feestdagen(jaar.begin) | feestdagen(jaar.begin + 1)
    uit = []
    for nr in range(12):
        maand, in_jaar = (8 + nr - 1) % 12 + 1, jaar.begin + (8 + nr > 12)
        weken = [
            [_dag(dag, vrij, feest) if dag.month == maand else None for dag in week]
            for week in calendar.Calendar().monthdatescalendar(in_jaar, maand)
        ]
        uit.append(Maand(f"{MAANDEN[maand - 1]} {in_jaar}", weken))
    return uit


def _dag(dag: dt.date, vrij: dict[str, dict[dt.date, str]], feest: dict[dt.date, str]) -> Dag:
    for klasse, namen in (("feestdag", feest), *((s, vrij[s]) for s in ("sluiting", "vakantie"))):
        if dag in namen:
            return Dag(dag.day, namen[dag], klasse)
    return Dag(dag.day, "", "weekend" if dag.weekday() > 4 else "")


def kruimels(naam: str) -> list[Kruimel]:
    """The way back to the calendar."""
    return [
        Kruimel("Instellingen", reverse("instellingen:overzicht")), Kruimel("Kalender", reverse("instellingen:kalender")), Kruimel(naam),
    ]  # fmt: skip
