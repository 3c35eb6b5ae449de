"""Verbs of this corridor: ask for everything of an SWV, and fetch it."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from vindplaats.kern.fouten import Fout, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import uitvoer
from .modellen import Uitvoering

TAAK = "techniek.uitvoer"
VERLOPEN = "Deze uitvoer is verlopen en gewist. Vraag een nieuwe aan."


def pad_van(uitvoering: Uitvoering) -> Path:
    """Where the file of an export stands: outside the folder of files, so that no copy holds it."""
    return Path(settings.VAR) / "uitvoer" / f"{uitvoering.pk.hex}.zip"


def uitvoer_vragen(*, wie: Wie) -> Uitvoering:
    """Ask for everything of the own SWV. One at a time: a second click gives the one that is under way."""
    eis(wie, "techniek.uitvoer_vragen")
    from .tasks import maak_uitvoer

    try:
        with transaction.atomic():
            uitvoering = Uitvoering.objects.create(
                swv=wie.code, door_id=wie.gebruiker_id, door_naam=wie.naam, gevraagd_op=nu()
            )
            leg_vast(
                wie=wie,
                naam="techniek.uitvoer_gevraagd",
                onderwerp=uitvoering,
                zin="Alle gegevens van het samenwerkingsverband zijn aangevraagd.",
                soort=Gebeurtenis.LEZEN,
            )
            maak_uitvoer.enqueue(uitvoering_id=str(uitvoering.pk))
    except IntegrityError:
        lopend: Uitvoering = Uitvoering.objects.zichtbaar_voor(wie).get(stand__in=(Uitvoering.WACHT, Uitvoering.BEZIG))
        return lopend
    return uitvoering


def uitvoer_ophalen(*, wie: Wie, uitvoering: Uitvoering) -> Path:
    """The file of a finished export, with a row in the log. Raises VerkeerdeStand when it is not there (any more)."""
    eis(wie, "techniek.uitvoer_ophalen", uitvoering)
    pad = pad_van(uitvoering)
    if uitvoering.stand != Uitvoering.KLAAR:
        raise VerkeerdeStand(VERLOPEN if uitvoering.stand == Uitvoering.VERLOPEN else "Deze uitvoer is nog niet klaar.")
    if uitvoering.verloopt_op is None or uitvoering.verloopt_op <= nu() or not pad.is_file():
        raise VerkeerdeStand(VERLOPEN)
    with transaction.atomic():
        Uitvoering.objects.zichtbaar_voor(wie).filter(pk=uitvoering.pk).update(opgehaald=F("opgehaald") + 1)
        leg_vast(
            wie=wie,
            naam="techniek.uitvoer_opgehaald",
            onderwerp=uitvoering,
            zin="Alle gegevens van het samenwerkingsverband zijn opgehaald.",
            soort=Gebeurtenis.DELEN,
            details={"rijen": uitvoering.rijen, "grootte": uitvoering.grootte},
        )
    return pad


def uitvoer_maken(*, wie: Wie, uitvoering: Uitvoering) -> None:
    """Make the file, in the background. Safe to run twice. A refusal is written on the row and raised again."""
    eis(wie, "techniek.uitvoer_vragen")
    if not uitvoering.loopt:
        return
    rijen = Uitvoering.objects.voor_taak(TAAK).filter(pk=uitvoering.pk)
    rijen.update(stand=Uitvoering.BEZIG)
    pad = pad_van(uitvoering)
    pad.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pad.unlink(missing_ok=True)

    def tel(wat: str, gedaan: int, totaal: int) -> None:
        if wat == "rijen":
            rijen.update(gedaan=gedaan, totaal=totaal)

    try:
        verslag = uitvoer.maak(pad, swv=uitvoering.swv, volledig=False, voortgang=tel)
    except Fout as fout:
        rijen.update(stand=Uitvoering.MISLUKT, zin=fout.zin[:400])
        raise
    rijen.update(
        stand=Uitvoering.KLAAR,
        rijen=verslag.rijen,
        bestanden=verslag.bestanden,
        grootte=pad.stat().st_size,
        klaar_op=nu(),
        verloopt_op=nu() + dt.timedelta(days=settings.UITVOER_DAGEN),
    )


def uitvoer_opruimen(*, wie: Wie) -> int:
    """Erase exports whose time is over, and files no row knows. Returns how many rows."""
    eis(wie, "techniek.uitvoer_vragen")
    over = list(Uitvoering.objects.voor_taak(TAAK).filter(stand=Uitvoering.KLAAR, verloopt_op__lte=nu()))
    for uitvoering in over:
        pad_van(uitvoering).unlink(missing_ok=True)
        Uitvoering.objects.voor_taak(TAAK).filter(pk=uitvoering.pk).update(stand=Uitvoering.VERLOPEN)
    return len(over)
