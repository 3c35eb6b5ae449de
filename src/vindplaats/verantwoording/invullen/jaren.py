"""Reads of the year page: how far every board is, what an SWV has set, what was granted."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import Chip, Kolom, Rij, Tabel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Swv
from vindplaats.organisaties.queries import besturen_in
from vindplaats.procedures.queries import Statusregel, statusregels
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.models import BESTUURSROLLEN, Rapport, Toekenning
from vindplaats.verantwoording.queries import Statusrij, jaren, statusoverzicht

REGELINGEN = (("terugploegregeling", "Terugploegregeling"), ("doelgroepfinanciering", "Doelgroepfinanciering"))
KOLOMMEN = [
    Kolom("bestuur", "Bestuur", kop=True),
    Kolom("stand", "Stand"),
    Kolom("wie", "Aan zet"),
    Kolom("uiterlijk", "Uiterlijk", "datum"),
]
BIJSTELLERS = ("directeur_swv", "kwaliteit_swv", "secretariaat_swv")
TERMIJN = Kolom("termijn", "Termijn", "html")


def gekozen_jaar(wie: Wie, gevraagd: str) -> int:
    """The school year asked for, else the newest with reports, else the last that ended."""
    if gevraagd.isdigit() and 2014 <= int(gevraagd) <= 2100:
        return int(gevraagd)
    bekend = jaren(wie)
    return bekend[0] if bekend else Schooljaar.van(vandaag()).vorig.begin


def jaarchips(wie: Wie, jaar: int, url: str) -> list[Chip]:
    """School years to choose from."""
    alle = sorted({*jaren(wie), jaar}, reverse=True)
    return [Chip(str(Schooljaar(j)), f"{url}?jaar={j}", j == jaar) for j in alle]


@dataclass(frozen=True)
class Jaarbeeld:
    """What the year page shows: own report (for a board), the table, counts per state."""

    eigen: Statusrij | None
    eigen_status: Statusregel | None
    tabel: Tabel
    klaar: int
    totaal: int


def jaarbeeld(wie: Wie, jaar: int) -> Jaarbeeld:
    """How far every board is: a fixed number of queries."""
    rijen = statusoverzicht(wie, jaar)
    regels = statusregels([rij.zaak for rij in rijen], wie)
    eigen = next((r for r in rijen if wie.heeft(*BESTUURSROLLEN) and r.bestuur_nummer == wie.code), None)
    tabel = Tabel(
        f"Besturen in {Schooljaar(jaar)}",
        [*KOLOMMEN, TERMIJN] if wie.heeft(*BIJSTELLERS) else KOLOMMEN,
        [_rij(rij, regels[rij.zaak.pk]) for rij in rijen],
        aantal=len(rijen),
        leeg="Voor dit schooljaar staat nog niets klaar.",
    )
    ingediend = sum(1 for r in rijen if r.stand not in {"open", "concept"})
    return Jaarbeeld(eigen, regels[eigen.zaak.pk] if eigen else None, tabel, ingediend, len(rijen))


def _rij(rij: Statusrij, status: Statusregel) -> Rij:
    url = reverse("verantwoording:rapport", args=[rij.rapport_id]) if rij.te_openen else ""
    cellen = {"bestuur": rij.bestuur, "stand": status.status, "wie": status.wie, "uiterlijk": status.tot}
    if status.termijn:
        adres = reverse("procedures:termijn", args=[status.termijn])
        woorden = '<a href="{}">Bekijk of stel bij<span class="vp-alleen-lezer">: termijn van {}</span></a>'
        cellen["termijn"] = format_html(woorden, adres, rij.bestuur)
    return Rij(cellen, url)


def eigen_swv(wie: Wie) -> Swv:
    """The SWV of an SWV role; NietGevonden for others."""
    swv = Swv.objects.filter(pk=wie.code).first() if wie.soort == "swv" else None
    if swv is None:
        raise NietGevonden("Dit hoort bij een samenwerkingsverband. Wissel van rol als je daar ook werkt.")
    return swv


@dataclass(frozen=True)
class Toekenningsrij:
    """One board: per scheme what was granted and what the board says it received (cents)."""

    nummer: str
    naam: str
    cellen: list[tuple[str, int | None, int | None]]


def toekenningsrijen(swv: str, jaar: int) -> list[Toekenningsrij]:
    """Granted and reported per board of one SWV: three queries. Reported amounts only after handing in."""
    besturen = list(besturen_in(swv, Schooljaar(jaar)))
    gezet: dict[tuple[str, str], int] = {}
    for rij in Toekenning.objects.filter(swv=swv, jaar=jaar):
        gezet[rij.bestuur_id, rij.regeling] = rij.bedrag
    gemeld = gemelde_bedragen(swv, jaar)
    return [
        Toekenningsrij(
            b.nummer,
            b.naam,
            [(r, gezet.get((b.nummer, r)), (gemeld.get(b.nummer) or {}).get(r)) for r, _ in REGELINGEN],
        )
        for b in besturen
    ]


def gemelde_bedragen(swv: str, jaar: int) -> dict[str, dict[str, int | None]]:
    """What boards say they received from one SWV, from reports that were handed in: board -> scheme -> cents."""
    from vindplaats.formats.queries import stukken_van
    from vindplaats.verantwoording.models import GEDEELD

    rapporten = list(
        Rapport.objects.voor_taak("verantwoording.gemelde_bedragen")
        .filter(jaar=jaar, swvs=swv, zaak__stand__in=GEDEELD)
        .select_related("invulling")
    )
    waarden = stukken_van([r.invulling for r in rapporten])
    uit: dict[str, dict[str, int | None]] = {}
    for rapport in rapporten:
        stuk = waarden[str(rapport.invulling_id)].get("ontvangen")
        bedragen: dict[str, Any] = stuk.waarde if stuk and stuk.stand == "ingevuld" else {}
        uit[rapport.bestuur_id] = {regeling: cellen.get(swv) for regeling, cellen in bedragen.items()}
    return uit
