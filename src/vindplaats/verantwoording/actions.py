"""Verbs every corridor uses: set a school year ready, open a report, note what was granted."""

import uuid
from typing import Any

from django.db import transaction

from vindplaats.formats.actions import invulling_openen
from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur, Swv
from vindplaats.organisaties.queries import besturen_in, schooltypen_van_bestuur, swvs_in
from vindplaats.procedures.actions import zaak_openen
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from .formulier import formulier_voor
from .models import Rapport, Toekenning
from .rules import kenmerken

PROCEDURE = "verantwoording"


def jaar_openen(*, wie: Wie, swv: Swv, jaar: Schooljaar) -> list[Rapport]:
    """Set a school year ready for every board of an SWV; reports that exist already stay as they are (VER-01)."""
    eis(wie, "verantwoording.jaar_openen")
    if not wie.is_taak and swv.code not in wie.swv_codes:
        raise GeenRecht("Je kunt alleen een schooljaar klaarzetten voor je eigen samenwerkingsverband.")
    with transaction.atomic():
        rapporten = [rapport_openen(wie=wie, bestuur=bestuur, jaar=jaar) for bestuur in besturen_in(swv, jaar)]
        leg_vast(
            wie=wie,
            naam="verantwoording.jaar_geopend",
            onderwerp=f"organisaties.swv:{swv.code}",
            organisatie=swv.sleutel,
            zin=f"Verantwoording {jaar} klaargezet voor {len(rapporten)} besturen",
        )
    return rapporten


def rapport_openen(*, wie: Wie, bestuur: Bestuur, jaar: Schooljaar) -> Rapport:
    """The report of a board over a year, made when it is not there yet, in the format that is valid that year.

    The right is checked by the caller: the SWV sets years ready, an import opens what it needs.
    """
    bestaand = (
        Rapport.objects.voor_taak("verantwoording.rapport_openen").filter(bestuur=bestuur, jaar=jaar.begin).first()
    )
    if bestaand:
        return bestaand
    swvs = list(swvs_in(bestuur, jaar).order_by("code"))
    if not swvs:
        raise OngeldigeInvoer(f"{bestuur.naam} deed in {jaar} in geen samenwerkingsverband mee. Kijk bij Organisaties.")
    pk = uuid.uuid4()
    sleutel = f"verantwoording.rapport:{pk}"
    typen = schooltypen_van_bestuur(bestuur, jaar)
    with transaction.atomic():
        zaak = zaak_openen(
            wie=wie,
            procedure=PROCEDURE,
            onderwerp=sleutel,
            organisatie=bestuur.sleutel,
            swvs=[swv.code for swv in swvs],
            schooljaar=jaar,
        )
        definitie = formulier_voor(bestuur, jaar, swvs)
        rapport = Rapport.objects.create(
            pk=pk,
            bestuur=bestuur,
            jaar=jaar.begin,
            invulling=invulling_openen(wie=wie, definitie=definitie, onderwerp=sleutel),
            zaak=zaak,
            kenmerken=sorted(kenmerken(heeft_bao=typen.heeft_bao, heeft_sbo_so=typen.heeft_sbo_so)),
        )
        rapport.swvs.set(swvs)
    return rapport


def toekenning_zetten(
    *, wie: Wie, swv: Swv, bestuur: Bestuur, jaar: Schooljaar, regeling: str, bedrag: int | None, bron: str = ""
) -> Toekenning | None:
    """Note what the SWV granted a board (cents); None takes it away. Only by the SWV itself (VER-07)."""
    eis(wie, "verantwoording.toekennen")
    if not wie.is_taak and wie.organisatie != swv.sleutel:
        raise GeenRecht("Toegekende bedragen kun je alleen invoeren voor je eigen samenwerkingsverband.")
    plek: dict[str, Any] = {"swv": swv, "bestuur": bestuur, "jaar": jaar.begin, "regeling": regeling}
    with transaction.atomic():
        oud = Toekenning.objects.select_for_update().filter(**plek).first()
        if bedrag is None:
            Toekenning.objects.filter(**plek).delete()
            nieuw = None
        else:
            velden: dict[str, Any] = {"bedrag": bedrag, "bron": bron, "door_id": wie.gebruiker_id}
            nieuw, _ = Toekenning.objects.update_or_create(**plek, defaults=velden)
        if (oud.bedrag if oud else None) != bedrag:
            leg_vast(
                wie=wie,
                naam="verantwoording.toekenning_gezet",
                onderwerp=f"organisaties.bestuur:{bestuur.nummer}",
                organisatie=swv.sleutel,
                zin=f"Toekenning {regeling} {jaar} van {bestuur.naam} ingevoerd",
                details={"oud": oud.bedrag if oud else None, "nieuw": bedrag},
            )
    return nieuw
