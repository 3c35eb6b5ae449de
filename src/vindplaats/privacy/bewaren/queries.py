"""Reads of retention, and how the chain over the log stands."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from vindplaats.instellingen.queries import waarden
from vindplaats.kern.instelbaar import Geldend
from vindplaats.kern.klok import vandaag
from vindplaats.kern.persoonsgegevens import Verwerking, verwerkingen
from vindplaats.kern.registers import namen_van
from vindplaats.privacy.models import Datalek, Patroon, Verzoek, alle_rijen
from vindplaats.privacy.verzoek import queries as verzoekqueries
from vindplaats.privacy.verzoek import vinden
from vindplaats.privacy.woorden import meervoud
from vindplaats.toegang import keten
from vindplaats.toegang.afsluiten import Termijn
from vindplaats.toegang.models import Gebeurtenis, RolToekenning
from vindplaats.toegang.verzegelen import GECONTROLEERD
from vindplaats.toegang.wie import Wie

from .instelbaar import termijncode

LOGBOEK = "toegang.logboek"


@dataclass(frozen=True)
class Termijnregel:
    """One processing on the retention overview: its term, and what of it reaches that term when."""

    verwerking: Verwerking
    termijn: Geldend
    rijen: int
    oudste: dt.date | None
    voorbij: int
    eerste: dt.date | None
    soorten: tuple[str, ...]
    alleen_met_persoon: bool
    """rows go with the account, not by their own age"""


def overzicht(wie: Wie) -> list[Termijnregel]:
    """Per processing the term and the rows of the own SWV. One query per kind of row, however many rows."""
    gezet = waarden(wie.organisatie, [termijncode(v.bewaren.code) for v in verwerkingen])
    sleutels = verzoekqueries.sleutels_van(wie.organisatie)
    return [
        _regel(v, gezet[termijncode(v.bewaren.code)], sleutels)
        for v in sorted(verwerkingen, key=lambda v: v.naam.lower())
    ]


def _regel(v: Verwerking, termijn: Geldend, sleutels: frozenset[str]) -> Termijnregel:
    dagen = int(termijn.waarde) if not termijn.leeg else None
    grens = vandaag() - dt.timedelta(days=dagen) if dagen is not None else None
    rijen, voorbij, oudste, soorten, gaat = 0, 0, None, [], False
    for code, g in vinden.aangemeld():
        if g.verwerking.code != v.code or not g.peil or not g.plaats:
            continue
        alle = alle_rijen(code).filter(vinden.op_plaats(g, sleutels))
        oud = vinden.ouder_dan(code, g, grens) if grens else Q(pk__in=[])
        som = alle.aggregate(n=Count("pk"), oudste=Min(g.peil), voorbij=Count("pk", filter=oud))
        if som["n"]:
            rijen, voorbij = rijen + som["n"], voorbij + som["voorbij"]
            dag = som["oudste"].date() if isinstance(som["oudste"], dt.datetime) else som["oudste"]
            oudste = min(filter(None, (oudste, dag)), default=None)
            soorten.append(meervoud(code))
            gaat = gaat or g.rijen_weg is not None
    eerste = oudste + dt.timedelta(days=dagen) if oudste and dagen is not None else None
    return Termijnregel(v, termijn, rijen, oudste, voorbij, eerste, tuple(soorten), not gaat)


def termijn_van_logboek() -> Termijn:
    """How long the log is kept: the longest term of the SWVs that work in this house, for the chain is one. One query per SWV.

    While one of them has set no term nothing goes: no source gives a number.
    """
    rollen = RolToekenning.objects.filter(organisatie__startswith="swv:").order_by("organisatie")
    swvs = list(rollen.values_list("organisatie", flat=True).distinct())
    gezet = {swv: waarden(swv, [termijncode(LOGBOEK)])[termijncode(LOGBOEK)] for swv in swvs}
    zonder = [swv for swv, g in gezet.items() if g.leeg]
    if zonder or not gezet:
        namen = ", ".join(sorted(namen_van(zonder).values())) or "niemand"
        return Termijn(
            None,
            f"Er gaat niets weg: nog geen bewaartermijn voor het logboek vastgesteld door {namen}. Dat kan bij de instellingen, onder Privacy en bewaren.",
        )
    langste = max(gezet, key=lambda swv: int(gezet[swv].waarde))
    dagen, naam = int(gezet[langste].waarde), namen_van([langste])[langste]
    return Termijn(
        dagen,
        f"De bewaartermijn van het logboek is {dagen} dagen, de langste die is vastgesteld ({naam}, {gezet[langste].bron}).",
    )


@dataclass(frozen=True)
class Keten:
    """How the chain over the log stands: the last check, and what waits."""

    zin: str
    heel: bool | None
    wanneer: dt.datetime | None
    kop: str


def keten_stand() -> Keten:
    """The outcome of the last check of the chain and the present head."""
    laatste = (
        Gebeurtenis.objects.voor_taak("privacy.keten_stand").filter(naam=GECONTROLEERD).order_by("-wanneer").first()
    )
    kop = keten.kop()
    if laatste is None:
        return Keten("De keten is nog niet nagekeken. Dat gebeurt elke nacht.", None, None, str(kop))
    return Keten(laatste.zin, bool(laatste.details.get("heel")), laatste.wanneer, str(kop))


def wachtend(wie: Wie) -> dict[str, int]:
    """What waits for this person, per part of privacy."""
    uit = {
        "datalekken": Datalek.objects.zichtbaar_voor(wie).exclude(zaak__stand="afgesloten").count(),
        "patronen": Patroon.objects.zichtbaar_voor(wie).filter(bekeken_op=None).count(),
        "verzoeken": Verzoek.objects.zichtbaar_voor(wie).filter(stand=Verzoek.PROEF).count(),
    }
    gezet = waarden(wie.organisatie, [termijncode(v.bewaren.code) for v in verwerkingen])
    return uit | {"termijnen": sum(1 for g in gezet.values() if g.leeg)}
