"""When the log is sealed and checked: every two seconds by each worker, and a whole check every night."""

import datetime as dt

from vindplaats.kern.taken import Rooster, rooster, taak
from vindplaats.kern.tikken import Tik, tikken

from . import keten
from .log import leg_vast
from .models import Gebeurtenis, RolToekenning
from .wie import Wie

GECONTROLEERD = "toegang.logboek_gecontroleerd"
ELKE = 2.0  # seconds between two looks of the sealer

tikken.voeg_toe("toegang.verzegelen", Tik(keten.verzegel, ELKE))


@taak(naam="De keten van het logboek nakijken", pogingen=1)
def keten_nakijken() -> str:
    """Seal what waits, check the whole chain against the kept heads, write the outcome in the log; a break is told at once."""
    from .keten_controle import controleer

    while keten.verzegel():
        pass
    uitslag = controleer(keten.bewaarde_ankers())
    wie = Wie.taak("Controle van het logboek")
    leg_vast(
        wie=wie, naam=GECONTROLEERD, onderwerp="toegang.logboek", soort=Gebeurtenis.TOEGANG, zin=uitslag.zin[:400],
        details={"heel": uitslag.heel, "regels": uitslag.gecontroleerd, "kop": str(uitslag.kop), "plek": uitslag.plek},
    )  # fmt: skip
    if not uitslag.heel:
        _waarschuw(wie, uitslag)
    return uitslag.zin


def _waarschuw(wie: Wie, uitslag: keten.Uitslag) -> None:
    from vindplaats.kern.klok import vandaag

    from .actions import bericht_sturen

    wakers = RolToekenning.objects.geldig_op(vandaag()).filter(rol__in=("privacy_officer", "functioneel_beheerder"))
    bericht_sturen(
        wie=wie, naar=list(wakers.values_list("gebruiker_id", flat=True).distinct()), url="/toegang/logboek/",
        tekst="De keten van het logboek is niet heel. Bel de beheerder van het platform en bewaar wat er is.",
        sleutel=f"keten:{uitslag.plek}:{vandaag()}",
    )  # fmt: skip


rooster.voeg_toe("toegang.keten_nakijken", Rooster(keten_nakijken, dt.timedelta(days=1)))
