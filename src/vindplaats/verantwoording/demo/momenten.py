"""The special cases every screen needs: earlier versions, an open collision, copied text, explained signals."""

import datetime as dt

from vindplaats.formats.queries import antwoorden as antwoorden_van
from vindplaats.kern import klok
from vindplaats.kern.klok import vandaag
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.invullen.actions import antwoord_invoeren, signaal_uitleggen, vorig_jaar_overnemen
from vindplaats.verantwoording.invullen.queries import signalen
from vindplaats.verantwoording.models import Rapport

from .mensen import Mensen, moment

BOTSING = (
    "SBO: 20 (vorig jaar: 19)\nSO: 11 (vorig jaar: 13)\n\nStabiel. Beekkracht was bij alle verwijzingen betrokken. Soms "
    "kwam de vraag van ouders; die gesprekken vroegen meer tijd dan wij hadden ingepland."
)
TWEEDE_TEKST = (
    "SBO: 20 (vorig jaar: 19)\nSO: 11 (vorig jaar: 13)\n\nStabiel. Beekkracht was bij alle verwijzingen betrokken; twee jaar terug was "
    "dat de helft. Wij verwachten volgend jaar een daling, omdat de schakelgroep eerder begint."
)
NIEUWE_VERSIE = (
    "Het aanbod voor taal en gedrag is het grootst. Wij scoren 77% (vorige meting 73%). De taalspecialisten zijn er weer en dat zien "
    "we terug. In januari begon een kring voor leraren van kinderen die veel hebben meegemaakt."
)
UITLEG = "Klopt: dit hebben wij opnieuw bekeken en het is dit jaar niet veranderd."


def leg_bijzonderheden(mensen: Mensen, rapporten: dict[tuple[str, int], Rapport]) -> None:
    """Two people in one question (90003), a new version (90002), last year's text taken over (90008), signals explained."""
    nieuw = {nummer: rapport for (nummer, plek), rapport in rapporten.items() if plek == 2}
    _botsing(mensen, nieuw["90003"])
    _typ(mensen.bestuurder("90002"), nieuw["90002"], "ankerpunt_3", NIEUWE_VERSIE, geleden=13)
    for vraag in ("ankerpunt_2", "ankerpunt_4"):
        with klok.op(moment(_terug(11), 19, 40)):
            vorig_jaar_overnemen(wie=mensen.bestuurder("90008"), rapport=nieuw["90008"], vraag=vraag)
    _leg_signalen_uit(mensen.adviseur("90003"), nieuw["90003"], hoeveel=1)
    _leg_signalen_uit(mensen.adviseur("90004"), nieuw["90004"], hoeveel=2)


def _terug(dagen: int) -> dt.date:
    return vandaag() - dt.timedelta(days=dagen)


def _typ(wie: Wie, rapport: Rapport, vraag: str, tekst: str, *, geleden: int, uur: int = 11) -> int:
    """Type a new text over what stands there; returns the number the person had on screen."""
    gezien = antwoorden_van(rapport.invulling)[vraag].nummer
    with klok.op(moment(_terug(geleden), uur)):
        antwoord_invoeren(wie=wie, rapport=rapport, vraag=vraag, invoer={"": tekst}, gezien=gezien)
    return gezien


def _botsing(mensen: Mensen, rapport: Rapport) -> None:
    gezien = _typ(mensen.adviseur("90003"), rapport, "verwijzingen", BOTSING, geleden=1)
    with klok.op(moment(_terug(1), 11, 20)):
        antwoord_invoeren(
            wie=mensen.bestuurder("90003"),
            rapport=rapport,
            vraag="verwijzingen",
            invoer={"": TWEEDE_TEKST},
            gezien=gezien,
        )


def _leg_signalen_uit(wie: Wie, rapport: Rapport, hoeveel: int) -> None:
    """Explain some signals about text that did not change; the others stay open."""
    gelijk = [m for m in signalen(rapport) if m.signaal.code in {"tekst_ongewijzigd", "alinea_ongewijzigd"}]
    for melding in gelijk[-hoeveel:]:
        with klok.op(moment(_terug(8), 16, 10)):
            signaal_uitleggen(wie=wie, rapport=rapport, plek=melding.sleutel, uitleg=UITLEG)
