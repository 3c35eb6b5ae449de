"""The file of one breach as a tagged PDF: what AVG art. 33 and 34 ask, in that order, and what is still empty named as such."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from vindplaats.documenten import stuk as s
from vindplaats.documenten.pdf import Pdf, maak_pdf
from vindplaats.documenten.queries import huisstijl_van
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_kort, tijdstip
from vindplaats.kern.registers import naam_van
from vindplaats.privacy.models import Datalek
from vindplaats.procedures.queries import geschiedenis, standnaam

from . import queries

LEEG = "Nog niet ingevuld"
NVT = "Niet van toepassing of nog niet gedaan"


def maak(datalek: Datalek) -> Pdf:
    """The PDF. `Pdf.melding` says so when a character could not be drawn. Raises UitvoerFout."""
    return maak_pdf(papier(datalek))


def papier(datalek: Datalek) -> s.Stuk:
    """The document: first what is empty, then every part with its article, then the steps that were taken."""
    delen = queries.melding(datalek)
    mist = [punt.label for _, punten in delen for punt in punten if punt.leeg]
    blokken: list[s.Blok] = [
        s.Kenmerken(
            [
                ("Samenwerkingsverband", naam_van(datalek.organisatie)),
                ("Nummer", str(datalek.nummer)),
                ("Stand", standnaam(datalek.zaak)),
                ("72 uur", queries.klok_van(datalek).zin),
                ("Uiterlijk melden", tijdstip(queries.klok_van(datalek).uiterlijk)),
            ]
        ),
        s.Kop("Wat nog leeg is", 1),
        s.Lijst(mist) if mist else s.Alinea("Alles waar een melding om vraagt, is ingevuld."),
    ]
    if mist:
        blokken.append(
            s.Alinea("Melden mag in stappen: wat nog niet bekend is, geef je later door (AVG artikel 33 lid 4).")
        )
    for titel, punten in delen:
        blokken += [
            s.Kop(titel, 1),
            s.Kenmerken(
                [(f"{p.label}, artikel {p.artikel}", p.tekst.strip() or (LEEG if p.leeg else NVT)) for p in punten]
            ),
        ]
    blokken += [s.Kop("Wat er gedaan is", 1), s.Lijst(_stappen(datalek))]
    return s.Stuk(
        f"Datalek {datalek.nummer}: {datalek.titel}", blokken, ondertitel=naam_van(datalek.organisatie), datum=vandaag(),
        huisstijl=huisstijl_van(datalek.organisatie),
        melding="Verzonnen voorbeeld" if settings.DEMO else f"Stand van {tijdstip(timezone.localtime(nu()))}",
    )  # fmt: skip


def _stappen(datalek: Datalek) -> list[str]:
    """The history in sentences, oldest first, as the log of the case has it."""
    uit = []
    for g in reversed(geschiedenis(datalek.zaak)):
        moment = (
            tijdstip(timezone.localtime(g.wanneer)) if isinstance(g.wanneer, dt.datetime) else datum_kort(g.wanneer)
        )
        uit.append(f"{moment}: {g.zin} Door {g.wie}.{f' Reden: {g.reden}' if g.reden else ''}")
    return uit
