"""Reads of data breaches for screens and files."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from vindplaats.documenten.excel import Blad
from vindplaats.documenten.excel import Kolom as Bladkolom
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu
from vindplaats.kern.opmaak import tijdstip
from vindplaats.kern.registers import Werk, namen_van
from vindplaats.privacy.models import Datalek
from vindplaats.procedures.models import Overgang
from vindplaats.procedures.queries import standnaam
from vindplaats.toegang.wie import Wie

from . import rules

KOP = (
    "Nummer", "Wat", "Omschrijving", "Gebeurd", "Ontdekt", "Uiterlijk melden", "Gegevens", "Bijzondere gegevens", "Mensen", "Aantal", "Gevolgen",
    "Maatregelen", "Stand", "Gemeld bij AP", "Nummer AP", "Reden niet gemeld", "Mensen ingelicht", "Hoe ingelicht", "Gemeld door",
)  # fmt: skip


@dataclass(frozen=True)
class Regel:
    """A breach on the list."""

    datalek: Datalek
    stand: str
    soort: str
    klok: rules.Klok


def datalekken(wie: Wie, *, alleen_open: bool = False) -> Any:
    """The breaches this person may see, newest discovery first, with their case."""
    rijen = Datalek.objects.zichtbaar_voor(wie).select_related("zaak")
    return rijen.exclude(zaak__stand="afgesloten") if alleen_open else rijen


def datalek_voor(wie: Wie, pk: uuid.UUID, **rest: Any) -> Datalek:
    """One breach (`rest`: other parts of the address). Raises NietGevonden."""
    rij: Datalek | None = datalekken(wie).filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


def klok_van(datalek: Datalek) -> rules.Klok:
    """The 72 hours of a breach at this moment."""
    klaar = datalek.zaak.stand in rules.GEEN_KLOK
    gemeld = timezone.localtime(datalek.gemeld_op) if datalek.gemeld_op else None
    return rules.klok(timezone.localtime(datalek.ontdekt_op), timezone.localtime(nu()), gemeld, klaar=klaar)


def regel_van(datalek: Datalek) -> Regel:
    """A breach as a row of the list."""
    zaak = datalek.zaak
    return Regel(datalek, standnaam(zaak), zaak.stand_nu.soort, klok_van(datalek))


def werk_voor(wie: Wie) -> list[Werk]:
    """Breaches whose clock runs, for the worklist of officer and director."""
    if not wie.heeft("privacy_officer", "directeur_swv"):
        return []
    regels = [regel_van(d) for d in datalekken(wie, alleen_open=True)]
    return [
        Werk(
            titel=f"Datalek {r.datalek.nummer}: {r.stand.lower()}", waarover=r.datalek.titel, waarom=r.klok.zin,
            url=f"/privacy/datalekken/{r.datalek.pk}/", uiterlijk=r.klok.uiterlijk.date() if r.klok.loopt else None,
        )
        for r in regels
    ]  # fmt: skip


def swv_keuzes(wie: Wie) -> list[tuple[str, str]]:
    """The SWVs somebody can report to, own one first."""
    swvs = wie.bereik.swvs | ({wie.organisatie} if wie.soort == "swv" else frozenset())
    return sorted(namen_van(swvs).items(), key=lambda paar: (paar[0] != wie.organisatie, paar[1].lower()))


def redenen(datalekken_: list[Datalek]) -> dict[uuid.UUID, str]:
    """Why not notified, per case: the reason of the last step `niet_melden`; one query."""
    zaken = [d.zaak_id for d in datalekken_]
    rijen = Overgang.objects.voor_taak("privacy.redenen").filter(zaak_id__in=zaken, verb="niet_melden")
    return {rij.zaak_id: rij.reden for rij in rijen.order_by("volgnummer")}


def melding(datalek: Datalek) -> list[tuple[str, list[rules.Meldpunt]]]:
    """What a notification of this breach must hold, with what is known. One query."""
    d = datalek
    reden = "" if d.gemeld_op else redenen([d]).get(d.zaak_id, "")
    uiterlijk = klok_van(d).uiterlijk
    te_laat = (d.gemeld_op or nu()) > uiterlijk
    return rules.meldpunten(rules.Lek(
        wat=d.wat, gebeurd=d.gebeurd_op, ontdekt=_moment(d.ontdekt_op), gegevens=", ".join(d.gegevens), bijzonder=d.bijzonder,
        betrokkenen=", ".join(d.betrokkenen), aantal=_getal(d.aantal), aantal_gegevens=_getal(d.aantal_gegevens), contactpunt=d.contactpunt,
        gevolgen=d.gevolgen, maatregelen=d.maatregelen, gemeld=_moment(d.gemeld_op), ap_nummer=d.ap_nummer, reden_later=d.reden_later,
        te_laat=te_laat, niet_gemeld=reden, ingelicht=_moment(d.ingelicht_op), ingelicht_hoe=d.ingelicht_hoe,
    ))  # fmt: skip


def nog_leeg(datalek: Datalek) -> list[str]:
    """The labels of what the notification asks for and is not filled in."""
    return [punt.label for _, punten in melding(datalek) for punt in punten if punt.leeg]


def _getal(waarde: int | None) -> str:
    return "" if waarde is None else str(waarde)


def als_blad(wie: Wie) -> Blad:
    """The whole register of breaches, also those that were not notified (AVG art. 33 lid 5)."""
    rijen = list(datalekken(wie))
    waarom = redenen(rijen)
    namen = namen_van({d.melder_organisatie for d in rijen})
    return Blad(
        "Datalekken",
        [Bladkolom(k, "getal" if k in ("Nummer", "Aantal") else "tekst") for k in KOP],
        [_rij(d, waarom, namen) for d in rijen],
    )


def _rij(d: Datalek, waarom: dict[uuid.UUID, str], namen: dict[str, str]) -> list[Any]:
    regel = regel_van(d)
    return [
        d.nummer, d.titel, d.wat, d.gebeurd_op, _moment(d.ontdekt_op), _moment(regel.klok.uiterlijk), ", ".join(d.gegevens), "ja" if d.bijzonder else "nee",
        ", ".join(d.betrokkenen), d.aantal, d.gevolgen, d.maatregelen, regel.stand, _moment(d.gemeld_op), d.ap_nummer,
        waarom.get(d.zaak_id, "") if not d.gemeld_op else "", _moment(d.ingelicht_op), d.ingelicht_hoe,
        namen.get(d.melder_organisatie, d.melder_organisatie),
    ]  # fmt: skip


def _moment(waarde: Any) -> str:
    return tijdstip(timezone.localtime(waarde)) if waarde else ""
