"""The collective accounts: the oldest year published, the middle year a shared draft with conclusions, per SWV and together."""

import datetime as dt
from collections.abc import Mapping

from vindplaats.kern import klok
from vindplaats.organisaties.models import Regio, Swv
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.bundelen.actions import bundel_delen, bundel_maken, bundel_publiceren, conclusie_bewaren

from . import draaiboek as d
from .bron import Jaartal
from .mensen import Mensen, moment

CONCLUSIES: dict[str, dict[str, str]] = {
    d.BS: {
        "algemeen": (
            "In Beekstreek wordt zichtbaar samengewerkt: besturen lenen elkaar mensen en nemen elkaars werkwijze over. Het aantal "
            "leerlingen dat naar gespecialiseerd onderwijs gaat, is stabiel. Daar zijn wij voorzichtig tevreden over."
        ),
        "geld": "Alle besturen laten zien waaraan het geld is besteed. Het grootste deel gaat naar mensen in en om de klas.",
        "verwijzingen": (
            "Het aandeel jonge kinderen onder de verwijzingen blijft hoog. Wij vragen besturen om samen met de voorschool eerder te "
            "kijken wat een kind nodig heeft."
        ),
    },
    d.VL: {
        "algemeen": (
            "De verhalen van de besturen in Vestingland zijn opener dan een jaar geleden: ook wat niet lukte, staat erin. Dat maakt het "
            "gesprek beter. De volgende stap is dat wij elkaar vaker in de school zelf opzoeken."
        ),
        "thuiszitters": (
            "Het aantal thuiszitters daalt. De ervaring van Vestingleren, dezelfde dag bellen, verdient navolging bij alle besturen."
        ),
        "geld": "Er is een verschil van 75 euro bij een bestuur; dat is uitgelegd en heeft geen gevolgen.",
    },
    d.SK: {
        "algemeen": (
            "Schachtkring heeft een zware opgave. Dat een derde van de verwijzingen van een groot bestuur van vier scholen kwam, is open "
            "besproken en heeft geleid tot een plan. Zo hoort verantwoorden te werken."
        ),
        "verwijzingen": "De daling van het aantal verwijzingen naar het SBO is het gevolg van gerichte hulp op enkele scholen.",
        "geld": "Wij zien dat de uitgaven aan arrangementen met jeugdhulp stijgen. De verdeling met gemeenten vraagt aandacht.",
    },
}
SAMEN = {
    "algemeen": (
        "Voor het tweede jaar leggen de drie samenwerkingsverbanden van Heuvelrijk samen rekenschap af. De lijn is overal dezelfde: minder "
        "kinderen blijven zitten, minder kinderen worden verwezen en iets meer kinderen komen terug. De aantallen zijn klein; wij "
        "trekken er geen grote conclusies uit."
    ),
    "geld": "Ruim de helft van het geld wordt besteed aan mensen die in de school werken of daar dagelijks komen.",
}
OUD = "De besturen hebben laten zien wat zij deden en wat het opleverde. De afspraken van vorig jaar zijn op twee na nagekomen."


def leg_bundels(mensen: Mensen, jaren: list[Jaartal]) -> None:
    """Accounts of the oldest and the middle year; the newest is still to be begun."""
    oud, midden, _ = jaren
    for swv in Swv.objects.filter(pk__in=d.SWVS).order_by("pk"):
        wie = mensen.directeur(swv.code)
        _leg(wie, oud, {"algemeen": OUD}, swv=swv, gepubliceerd=True)
        _leg(wie, midden, CONCLUSIES[swv.code], swv=swv)
    regio = Regio.objects.filter(swvs__in=d.SWVS).distinct().get()
    wie = mensen.directeur(d.BS)
    _leg(wie, oud, {"algemeen": OUD}, regio=regio, gepubliceerd=True)
    _leg(wie, midden, SAMEN, regio=regio)


def _leg(
    wie: Wie,
    jaar: Jaartal,
    teksten: Mapping[str, str],
    *,
    gepubliceerd: bool = False,
    swv: Swv | None = None,
    regio: Regio | None = None,
) -> None:
    begin = jaar.schooljaar.begin + 2
    with klok.op(moment(dt.date(begin, 4, 7), 11, 30)):
        bundel = bundel_maken(wie=wie, jaar=jaar.schooljaar, swv=swv, regio=regio)
    for nummer, (deel, tekst) in enumerate(teksten.items()):
        with klok.op(moment(dt.date(begin, 4, 7), 13 + nummer, 10)):
            conclusie_bewaren(wie=wie, bundel=bundel, deel=deel, tekst=tekst, gezien=0)
    with klok.op(moment(dt.date(begin, 4, 14), 16)):
        bundel_delen(wie=wie, bundel=bundel)
    if gepubliceerd:
        with klok.op(moment(dt.date(begin, 6, 2), 9)):
            bundel_publiceren(wie=wie, bundel=bundel)
