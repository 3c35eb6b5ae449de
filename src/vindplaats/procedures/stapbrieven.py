"""Letters of steps: the table of a case names the kind, the step puts it down, the background makes the PDF and keeps it.

The values are those of the moment of the step. A field without a value falls out of the letter and is named with the case and in the log.
"""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vindplaats.documenten.actions import kenmerk_geven, stuk_bewaren
from vindplaats.documenten.briefstuk import brief
from vindplaats.documenten.pdf import maak_pdf
from vindplaats.documenten.queries import huisstijl_van
from vindplaats.documenten.stuk import Huisstijl
from vindplaats.kern.brieven import opgesteld
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import briefsoorten, namen_van
from vindplaats.toegang import log
from vindplaats.toegang.wie import Wie

from .berichten import velden_van
from .models import Overgang, Stapbrief, Zaak
from .samenvoegen import briefnaam
from .tabel import Stap


def vraag(zaak: Zaak, stap: Stap, overgang: Overgang) -> int:
    """Put down the letters of a step in its own transaction, one per SWV of the case; the task makes them. Returns how many."""
    soort = briefsoorten.get(stap.brief) if stap.brief else None
    if soort is None:
        return 0
    from .tasks import brief_maken

    waarden = velden_van(zaak, {v.code for v in soort.velden}, stap.naam)
    gemaakt = [
        Stapbrief.objects.create(
            zaak=zaak, overgang=overgang, swv=swv.partition(":")[2], code=stap.brief, waarden=waarden, gevraagd_op=nu()
        )
        for swv in zaak.swv_sleutels or [""]
    ]
    for rij in gemaakt:
        brief_maken.enqueue(brief_id=str(rij.pk))
    return len(gemaakt)


def maak(*, wie: Wie, brief_id: str) -> str:
    """Make one letter and keep it. Returns what happened in a sentence. Raises UitvoerFout when the PDF cannot be made."""
    rij = _rij(brief_id)
    if rij is None or rij.stuk_id is not None:
        return "Deze brief was er al."
    swv = f"swv:{rij.swv}" if rij.swv else ""
    dag = timezone.localtime(rij.overgang.wanneer).date()
    klaar = opgesteld(rij.code, swv, rij.waarden, dag)
    aan = namen_van([rij.zaak.organisatie])[rij.zaak.organisatie]
    eigenaar = swv or rij.zaak.organisatie
    papier = brief(
        klaar.onderwerp, klaar.tekst, huisstijl_van(swv) if swv else Huisstijl(), dag, geadresseerde=(aan,),
        kenmerk=kenmerk_geven(eigenaar=eigenaar), melding="Verzonnen voorbeeld" if settings.DEMO else "",
    )  # fmt: skip
    pdf = maak_pdf(papier)
    melding = " ".join(filter(None, [_ontbreekt(klaar.ontbreekt), pdf.melding]))
    with transaction.atomic():
        vast = _rij(brief_id, op_slot=True)
        if vast is None or vast.stuk_id is not None:
            return "Deze brief was er al."
        vast.stuk = stuk_bewaren(
            wie=wie, data=pdf.data, vorm="pdf", stuk=papier, soort=rij.code, eigenaar=eigenaar, kamer="procedures",
            onderwerp=rij.zaak.onderwerp, melding=melding,
        )  # fmt: skip
        vast.ontbreekt = list(klaar.ontbreekt)
        vast.save(update_fields=["stuk", "ontbreekt"])
        zin = f"Brief gemaakt: {briefnaam(rij.code)} ({papier.kenmerk}). {_ontbreekt(klaar.ontbreekt)}".strip()
        log.leg_vast(
            wie=wie, naam="procedures.brief_gemaakt", onderwerp=rij.zaak.onderwerp, organisatie=rij.zaak.organisatie, zin=zin[:400],
            details={"zaak": str(rij.zaak_id), "brief": rij.code, "stuk": str(vast.stuk_id)},
        )  # fmt: skip
    return zin


def _rij(brief_id: str, *, op_slot: bool = False) -> Stapbrief | None:
    rijen = Stapbrief.objects.voor_taak("procedures.brief_maken")
    rijen = rijen.select_for_update(of=("self",)) if op_slot else rijen.select_related("zaak", "overgang")
    rij: Stapbrief | None = rijen.filter(pk=uuid.UUID(brief_id)).first()
    return rij


def _ontbreekt(namen: tuple[str, ...]) -> str:
    """Which merge fields had no value, as a sentence."""
    return f"Niet ingevuld: {', '.join(namen).lower()}." if namen else ""
