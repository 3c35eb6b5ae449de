"""Reads every corridor of this room uses: one report, the state of all boards, answers and amounts."""

import uuid
from dataclasses import dataclass
from typing import Any

from vindplaats.formats.definitie import Definitie
from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.formats.rules import Stukken
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.organisaties.queries_afkomst import Afkomst, Voorouder, afkomst
from vindplaats.toegang.wie import Wie

from .models import GEDEELD, Bundel, Rapport, Toekenning
from .rules import Aansluiting, aansluiten

FORMAAT = "verantwoording-zuid-limburg"
ONBEKEND = "Deze verantwoording is niet gevonden of niet voor jou zichtbaar."


def rapporten(wie: Wie) -> Any:
    """Reports this person may read, with board, state and form at hand."""
    return Rapport.objects.zichtbaar_voor(wie).select_related("bestuur", "zaak", "invulling")


def rapport_voor(wie: Wie, pk: uuid.UUID | str, **_: Any) -> Rapport:
    """One report, or NietGevonden for a stranger and for a draft of somebody else."""
    rapport = rapporten(wie).filter(pk=pk).first()
    if rapport is None:
        raise NietGevonden(ONBEKEND)
    return rapport


def bundel_voor(wie: Wie, pk: uuid.UUID | str, **_: Any) -> Bundel:
    """One collective account, or NietGevonden."""
    bundel = Bundel.objects.zichtbaar_voor(wie).select_related("swv", "regio").filter(pk=pk).first()
    if bundel is None:
        raise NietGevonden("Deze gezamenlijke verantwoording is niet gevonden of niet voor jou zichtbaar.")
    return bundel


@dataclass(frozen=True)
class Statusrij:
    """One board in the overview of a school year: how far it is, never what it wrote."""

    rapport_id: uuid.UUID
    bestuur: str
    bestuur_nummer: str
    stand: str
    zaak: Any
    te_openen: bool


def statusoverzicht(wie: Wie, jaar: int, swvs: frozenset[str] | None = None) -> list[Statusrij]:
    """How far each board of these SWVs is: a fixed number of queries, whatever the number of boards. No content.

    Boards and SWVs may know that a neighbour is still writing, not what it writes (D2).
    """
    codes = wie.swv_codes if swvs is None else swvs & wie.swv_codes
    leesbaar = set(Rapport.objects.zichtbaar_voor(wie).filter(jaar=jaar).values_list("pk", flat=True))
    rijen = (
        Rapport.objects.voor_taak("verantwoording.statusoverzicht")
        .filter(jaar=jaar, swvs__in=codes)
        .select_related("bestuur", "zaak")
        .prefetch_related("zaak__termijnen", "zaak__betrokken")
        .distinct()
        .order_by("bestuur__naam")
    )
    return [Statusrij(r.pk, r.bestuur.naam, r.bestuur_id, r.zaak.stand, r.zaak, r.pk in leesbaar) for r in rijen]


def jaren(wie: Wie) -> list[int]:
    """School years (first calendar year) in which this person can read or follow a report, newest first."""
    rijen = Rapport.objects.voor_taak("verantwoording.jaren").filter(swvs__in=wie.swv_codes)
    return sorted(set(rijen.values_list("jaar", flat=True)), reverse=True)


def formulier(rapport: Rapport) -> tuple[Definitie, Stukken]:
    """The definition the report was given in, and its present answers. The report is visible to the caller."""
    return definitie_van(rapport.invulling), stukken(rapport.invulling)


def toegekend(bestuur: str, jaar: int) -> dict[str, dict[str, int | None]]:
    """What the SWVs granted a board: scheme -> SWV -> cents."""
    uit: dict[str, dict[str, int | None]] = {}
    for rij in Toekenning.objects.filter(bestuur=bestuur, jaar=jaar):
        uit.setdefault(rij.regeling, {})[rij.swv_id] = rij.bedrag
    return uit


def aansluiting(rapport: Rapport, antwoorden: Stukken | None = None) -> Aansluiting:
    """Received against spent and against granted, for one report (VER-15)."""
    antwoorden = antwoorden if antwoorden is not None else stukken(rapport.invulling)

    def waarde(code: str) -> Any:
        stuk = antwoorden.get(code)
        return stuk.waarde if stuk and stuk.stand == "ingevuld" else None

    return aansluiten(waarde("ontvangen"), waarde("bestedingen"), toegekend(rapport.bestuur_id, rapport.jaar))


# --- last year, also of who went on in this board (decision 0033) ----------------------------------------------------

TELT = frozenset({"getal", "percentage", "bedragen_per_swv", "bestedingsregels"})
"""Kinds of questions whose answer counts the whole board: after a split that of the predecessor is not that of a part."""


@dataclass(frozen=True)
class Vorigjaar:
    """The report that counts as last year's: the own one (`van` None), or that of the only predecessor."""

    rapport: Rapport
    definitie: Definitie
    stukken: Stukken
    van: Voorouder | None = None

    @property
    def zin(self) -> str:
        """Whose answers stand at *Vorig jaar* when they are not the own ones; else empty."""
        if self.van is None:
            return ""
        wat = f"Bij Vorig jaar staat de verantwoording {self.rapport.schooljaar} van {self.van.naam}"
        if self.van.geheel:
            return f"{wat}, dat op {datum_zonder_dag(self.van.sinds)} in dit bestuur opging."
        dag = datum_zonder_dag(self.van.sinds)
        return f"{wat}, van vóór de splitsing van {dag}. Bedragen en aantallen staan er niet bij: die zijn van het hele bestuur."


def _rapporten_van_vorig_jaar(rapport: Rapport) -> Any:
    return (
        Rapport.objects.voor_taak("verantwoording.vorig_rapport")
        .filter(jaar=rapport.jaar - 1)
        .select_related("invulling", "zaak", "bestuur")
    )


def _voorgangers(rapport: Rapport) -> list[Voorouder]:
    """Who was still apart the year before and had come into this board when this school year ended."""
    return afkomst(rapport.bestuur.sleutel).ertussen(rapport.jaar - 1, rapport.jaar)


def vorig_jaar(rapport: Rapport) -> Vorigjaar | None:
    """What counts as last year's report, with its answers: the own one, else that of the only predecessor.

    The predecessor's must have been handed in in an SWV of this report: a draft belongs to its maker. With more predecessors
    none of them stands for the whole: they are read on their own pages (decision 0031). After a split its words count as last
    year's, its sums do not. Only for the board itself: whoever else asks goes through `rapporten(wie)`.
    """
    rijen = _rapporten_van_vorig_jaar(rapport)
    eigen = rijen.filter(bestuur=rapport.bestuur_id).first()
    if eigen is not None:
        return Vorigjaar(eigen, definitie_van(eigen.invulling), stukken(eigen.invulling))
    ouders = _voorgangers(rapport)
    if len(ouders) != 1:
        return None
    swvs = rapport.swvs.order_by().values("pk")
    vroeger = rijen.filter(bestuur=ouders[0].code, zaak__stand__in=GEDEELD, swvs__in=swvs).distinct().first()
    if vroeger is None:
        return None
    vorm, waarden = definitie_van(vroeger.invulling), stukken(vroeger.invulling)
    if not ouders[0].geheel:
        telt = {code for code, vraag in vorm.vragen.items() if vraag.soort in TELT}
        waarden = {code: stuk for code, stuk in waarden.items() if code not in telt}
    return Vorigjaar(vroeger, vorm, waarden, ouders[0])


def vorig_rapport(rapport: Rapport) -> Rapport | None:
    """Only the report of `vorig_jaar`."""
    vorig = vorig_jaar(rapport)
    return vorig.rapport if vorig else None


@dataclass(frozen=True)
class Voorgangers:
    """Reports over the year before of who went on in this board, as far as somebody may read them, and the lineage in words."""

    rapporten: list[Rapport]
    zinnen: list[str]


def voorgangers_van(wie: Wie, rapport: Rapport) -> Voorgangers:
    """For the page of a report: one query when the board has no lineage."""
    ouders = _voorgangers(rapport)
    if not ouders:
        return Voorgangers([], [])
    vroeger = rapporten(wie).filter(bestuur__in=[v.code for v in ouders], jaar=rapport.jaar - 1)
    lijn = Afkomst(rapport.bestuur.sleutel, tuple(ouders))
    return Voorgangers(list(vroeger.order_by("bestuur__naam")), lijn.zinnen(rapport.bestuur.naam))


def organisaties_van_vorig_jaar(rapport: Rapport) -> dict[str, str]:
    """Whose figures of the year before stand beside the questions: key -> what to say with it (empty for the own board)."""
    return {rapport.bestuur.sleutel: ""} | {v.sleutel: f"{v.naam}, {v.merk}" for v in _voorgangers(rapport)}
