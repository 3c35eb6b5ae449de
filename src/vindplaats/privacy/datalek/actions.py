"""Verbs of data breaches: report (anyone), fill in, step, remind. Every one leaves a row in the log, never with the content."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from vindplaats.kern.fouten import Botsing, NietGevonden, OngeldigeInvoer
from vindplaats.kern.klok import nu
from vindplaats.privacy.models import DIRECTEUR, OFFICIER, Datalek
from vindplaats.procedures import actions as procedures
from vindplaats.toegang.actions import bericht_sturen
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.queries import mensen_met_rol
from vindplaats.toegang.wie import Wie

from . import rules

VELDEN = (
    "titel", "wat", "ontdekt_op", "gebeurd_op", "gegevens", "betrokkenen", "aantal", "gevolgen", "maatregelen", "gemeld_op",
    "ap_nummer", "ingelicht_op", "ingelicht_hoe",
)  # fmt: skip
LATER_ERBIJ = ("aantal_gegevens", "contactpunt", "reden_later")
"""fields that may be left out: what stands there then stays"""


@transaction.atomic
def datalek_melden(*, wie: Wie, swv: str, titel: str, wat: str, ontdekt_op: dt.datetime) -> Datalek:
    """Report a suspected breach to the SWV with key `swv`; anyone who reaches that SWV may.

    Officer and director get a message at once. Raises NietGevonden (another SWV), OngeldigeInvoer.
    """
    if swv not in wie.bereik.swvs | {wie.organisatie} and not wie.is_taak:
        raise NietGevonden
    _eis_tekst(titel, wat)
    _eis_verleden("ontdekt_op", ontdekt_op)
    hoogste = (
        Datalek.objects.voor_taak("privacy.datalek_melden").filter(organisatie=swv).aggregate(n=Max("nummer"))["n"]
    )
    sleutel = uuid.uuid4()
    zaak = procedures.zaak_openen(
        wie=Wie.taak("Melding van een datalek"), procedure="datalek", onderwerp=f"privacy.datalek:{sleutel}", organisatie=swv, swvs=[swv]
    )  # fmt: skip
    datalek: Datalek = Datalek.objects.create(
        id=sleutel, zaak=zaak, organisatie=swv, nummer=(hoogste or 0) + 1, titel=titel.strip(), wat=wat.strip(), ontdekt_op=ontdekt_op,
        melder_id=wie.gebruiker_id, melder_naam=wie.naam, melder_organisatie=wie.organisatie, gemaakt_op=nu(),
    )  # fmt: skip
    leg_vast(wie=wie, naam="privacy.datalek_gemeld", onderwerp=datalek, zin="Mogelijk datalek gemeld.", organisatie=swv)
    bericht_sturen(
        wie=Wie.taak("Melding van een datalek"), naar=_wakers(swv), url=_url(datalek), sleutel=f"datalek:{datalek.pk}:nieuw",
        tekst="Er is een mogelijk datalek gemeld. Je hebt 72 uur vanaf de ontdekking om te beoordelen en zo nodig te melden.",
    )  # fmt: skip
    return datalek


@transaction.atomic
def datalek_wijzigen(*, wie: Wie, datalek: Datalek, waarden: Mapping[str, Any], versie: int) -> Datalek:
    """Fill in what is known. `versie` is the number the screen showed. Raises GeenRecht, Botsing, OngeldigeInvoer."""
    eis(wie, "privacy.datalekken")
    rij = Datalek.objects.zichtbaar_voor(wie).select_for_update().filter(pk=datalek.pk).first()
    if rij is None:
        raise NietGevonden
    if rij.versie != versie:
        raise Botsing(
            "Iemand anders bewaarde dit datalek net. Hieronder staat wat jij typte; open de laatste versie in een tweede venster."
        )
    _eis_tekst(str(waarden["titel"]), str(waarden["wat"]))
    for naam in ("ontdekt_op", "gemeld_op", "ingelicht_op"):
        if waarden.get(naam):
            _eis_verleden(naam, waarden[naam])
    _eis_na_ontdekking(waarden)
    for naam in VELDEN:
        setattr(rij, naam, waarden[naam])
    for naam in LATER_ERBIJ:
        setattr(rij, naam, waarden.get(naam, getattr(rij, naam)))
    rij.bijzonder = bool(rules.BIJZONDER & set(rij.gegevens))
    rij.versie += 1
    rij.save()
    leg_vast(wie=wie, naam="privacy.datalek_gewijzigd", onderwerp=rij, zin="Gegevens van een datalek bijgewerkt.")
    return rij


def datalek_stap(*, wie: Wie, datalek: Datalek, verb: str, reden: str = "", verwacht: str | None = None) -> None:
    """Take a step of the procedure `datalek`; see `procedures.actions.stap_zetten` for what it raises."""
    procedures.stap_zetten(
        wie=wie, zaak=datalek.zaak, verb=verb, reden=reden, onderwerp_obj=datalek, verwacht_stand=verwacht
    )


def datalekken_herinneren(*, wie: Wie) -> int:
    """Message officer and director when the next hour of the row is reached; each hour once. Returns how many messages."""
    open_ = Datalek.objects.voor_taak("privacy.datalekken_herinneren").filter(gemeld_op=None)
    gestuurd = 0
    for datalek in open_.exclude(zaak__stand__in=rules.GEEN_KLOK).select_related("zaak"):
        uren = rules.herinnering_nu(datalek.ontdekt_op, nu())
        if uren is not None:
            gestuurd += bericht_sturen(
                wie=wie, naar=_wakers(datalek.organisatie), url=_url(datalek), tekst=rules.herinnerzin(uren),
                sleutel=f"datalek:{datalek.pk}:{uren}",
            )  # fmt: skip
    return gestuurd


def datalekken_uitgevoerd(*, wie: Wie, soort: str, aantal: int) -> Gebeurtenis:
    """Write that the register of breaches was downloaded."""
    eis(wie, "privacy.datalekken_uitvoeren")
    return leg_vast(
        wie=wie, naam="privacy.datalekken_gedownload", onderwerp="privacy.datalekken", soort=Gebeurtenis.DELEN,
        zin=f"Register van datalekken gedownload ({soort}, {aantal} rijen).",
    )  # fmt: skip


def melding_uitgevoerd(*, wie: Wie, datalek: Datalek) -> Gebeurtenis:
    """Write that the file of one breach was downloaded as a PDF."""
    eis(wie, "privacy.datalekken_uitvoeren")
    return leg_vast(
        wie=wie, naam="privacy.datalek_gedownload", onderwerp=datalek, soort=Gebeurtenis.DELEN,
        zin="Dossier van een datalek gedownload (pdf).",
    )  # fmt: skip


def _wakers(swv: str) -> list[Any]:
    return list(mensen_met_rol((OFFICIER, DIRECTEUR), [swv]))


def _url(datalek: Datalek) -> str:
    return reverse("privacy:datalek", args=[datalek.pk])


def _eis_tekst(titel: str, wat: str) -> None:
    velden = {}
    if not titel.strip():
        velden["titel"] = "Schrijf in een paar woorden wat er is."
    if not wat.strip():
        velden["wat"] = "Vertel wat er gebeurd is. Noem geen namen."
    if velden:
        raise OngeldigeInvoer(" ".join(velden.values()), velden)


def _eis_verleden(veld: str, moment: dt.datetime) -> None:
    if moment > nu() + dt.timedelta(minutes=5):
        zin = "Dit moment ligt in de toekomst. Kies een moment dat al geweest is."
        raise OngeldigeInvoer(zin, {veld: zin})


def _eis_na_ontdekking(waarden: Mapping[str, Any]) -> None:
    for naam in ("gemeld_op", "ingelicht_op"):
        if waarden.get(naam) and waarden[naam] < waarden["ontdekt_op"]:
            zin = "Dit is voor de ontdekking. Kijk de twee momenten na."
            raise OngeldigeInvoer(zin, {naam: zin})
