"""Questions, answers, the steps of calling to account (VER-14) and agreements of the demonstration."""

import datetime as dt
from dataclasses import dataclass

from vindplaats.kern import klok
from vindplaats.kern.klok import vandaag
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.bespreken import actions
from vindplaats.verantwoording.models import Bijdrage, Rapport

from .mensen import Mensen, moment

Rapporten = dict[tuple[str, int], Rapport]


@dataclass(frozen=True)
class Zin:
    """One contribution: role and organisation of who says it, days before today, kind and text."""

    rol: str
    organisatie: str
    geleden: int
    soort: str
    tekst: str


@dataclass(frozen=True)
class Belofte:
    """An agreement: whose it is, in how many days from today it must be done, and the outcome when it is done."""

    rol: str
    organisatie: str
    geleden: int
    tekst: str
    eigenaar: str
    over: int
    persoon: str = ""
    uitkomst: str = ""
    vervallen: str = ""


@dataclass(frozen=True)
class Gesprek:
    """A thread at one section of one report (board, place of the year)."""

    bestuur: str
    plek: int
    deel: str
    zinnen: tuple[Zin, ...]
    afspraken: tuple[Belofte, ...] = ()
    afgerond: bool = False


BST, ADV, KWA, DIR = "bestuurder", "bestuursadviseur", "kwaliteit_swv", "directeur_swv"
GESPREKKEN: tuple[Gesprek, ...] = (
    Gesprek(
        "90001",
        2,
        "externe_functie",
        (
            Zin(
                ADV,
                "bestuur:90004",
                13,
                "vraag",
                "De meekijkdag spreekt ons aan. Hoe kiezen jullie de leraar, en wie vervangt er die dag?",
            ),
            Zin(
                ADV,
                "bestuur:90001",
                11,
                "antwoord",
                "De leraar meldt zich zelf. Vervangen hoeft niet: de specialist kijkt mee terwijl de les gewoon doorgaat.",
            ),
            Zin(ADV, "bestuur:90004", 10, "antwoord", "Dank. Mogen wij in het voorjaar een keer meelopen?"),
        ),
        (
            Belofte(
                ADV,
                "bestuur:90004",
                9,
                "Twee begeleiders van Vestingleren lopen een meekijkdag mee.",
                "bestuur:90001",
                95,
                "coördinator steunpunt",
            ),
        ),
    ),
    Gesprek(
        "90001",
        2,
        "middelen",
        (
            Zin(
                KWA,
                "swv:PO9903",
                8,
                "vraag",
                "Schachtkring kende 511.600 euro toe en in jullie verantwoording staat 511.060 euro. Is dit een tikfout?",
            ),
        ),
    ),
    Gesprek(
        "90005",
        2,
        "verwijzingen",
        (
            Zin(
                BST,
                "bestuur:90009",
                10,
                "signaal",
                "Het aantal verwijzingen naar het SO stijgt bij jullie van 8 naar 12, terwijl het in onze regio daalt.",
            ),
            Zin(
                ADV,
                "bestuur:90005",
                8,
                "duiden",
                "Zeven van de twaalf kinderen hadden al een zware zorgvraag voordat zij vier werden. Zij waren ook in een sterke basisschool niet op hun plek geweest.",
            ),
            Zin(
                KWA,
                "swv:PO9902",
                6,
                "informeren",
                "Wij zien hetzelfde bij twee andere besturen: het gaat om de instroom van vierjarigen uit de dagbehandeling. Wij nemen dit mee naar het overleg met de gemeenten.",
            ),
            Zin(
                BST,
                "bestuur:90009",
                3,
                "aanspreken",
                "Kunnen jullie voor de zomer laten zien of de vroege overdracht met de dagbehandeling nu op al jullie scholen is geregeld?",
            ),
        ),
        (
            Belofte(
                KWA,
                "swv:PO9902",
                2,
                "Windroos beschrijft de overdracht met de dagbehandeling en deelt die met de besturen in Vestingland.",
                "bestuur:90005",
                60,
                "begeleider Vestingland",
            ),
        ),
    ),
    Gesprek(
        "90007",
        2,
        "schakelfunctie",
        (
            Zin(
                ADV,
                "bestuur:90002",
                1,
                "vraag",
                "Soms was er geen plek in de groep van de basisschool. Waren dat scholen van ons? Dan willen wij graag meedenken.",
            ),
        ),
    ),
    Gesprek(
        "90004",
        2,
        "thuiszitters",
        (
            Zin(
                BST,
                "bestuur:90001",
                26,
                "vraag",
                "Van vijf naar één in twee jaar. Wat was volgens jullie het verschil?",
            ),
            Zin(
                BST,
                "bestuur:90004",
                24,
                "antwoord",
                "Eén persoon die meteen belt. Niet met een brief, niet met een formulier, maar dezelfde dag nog met de ouders.",
            ),
        ),
        (
            Belofte(
                KWA,
                "swv:PO9902",
                12,
                "De werkwijze bij verzuim van Vestingleren komt op de agenda van het directeurenoverleg.",
                "swv:PO9902",
                21,
            ),
        ),
        afgerond=True,
    ),
    Gesprek(
        "90009",
        2,
        "ononderbroken_proces",
        (
            Zin(
                KWA,
                "swv:PO9902",
                30,
                "vraag",
                "De kleuterverlenging is ruim hoger dan bij andere besturen. Welke daling vinden jullie haalbaar?",
            ),
            Zin(
                BST,
                "bestuur:90009",
                27,
                "antwoord",
                "Wij sturen niet op het percentage. Wel vragen wij bij elk extra jaar wat het kind er te doen heeft; daardoor daalt het vanzelf.",
            ),
        ),
        afgerond=True,
    ),
    Gesprek(
        "90002",
        1,
        "verwijzingen",
        (
            Zin(KWA, "swv:PO9903", 320, "signaal", "Een derde van jullie verwijzingen komt van vier scholen."),
            Zin(
                ADV,
                "bestuur:90002",
                312,
                "duiden",
                "Dat klopt. Op die scholen is in twee jaar meer dan de helft van de leraren vertrokken.",
            ),
            Zin(
                KWA,
                "swv:PO9903",
                305,
                "informeren",
                "De andere besturen weten dit nu. Twee van hen hebben hetzelfde meegemaakt en bieden hulp aan.",
            ),
            Zin(
                BST,
                "bestuur:90003",
                300,
                "aanspreken",
                "Wij vragen om een plan voor deze vier scholen, met een doel voor volgend schooljaar.",
            ),
            Zin(
                DIR,
                "swv:PO9903",
                285,
                "aanpakken",
                "Het plan is besproken. De Lamp zet op elke school een dag per week een vaste begeleider in, tot de zomer.",
            ),
        ),
        (
            Belofte(
                DIR,
                "swv:PO9903",
                284,
                "Plan voor vier scholen met een doel per school.",
                "bestuur:90002",
                -240,
                "directeur van De Lamp",
                uitkomst="Plan gemaakt en uitgevoerd; de vier scholen zitten nu op het gemiddelde.",
            ),
            Belofte(
                BST,
                "bestuur:90003",
                284,
                "Uitwisseling van intern begeleiders tussen twee besturen.",
                "bestuur:90003",
                -200,
                vervallen="De begeleider die dit zou doen is met pensioen; het wordt opgepakt in de leerkringen.",
            ),
        ),
        afgerond=True,
    ),
    Gesprek(
        "90010",
        1,
        "proces_knooppunt",
        (
            Zin(
                ADV,
                "bestuur:90006",
                330,
                "vraag",
                "Het belletje vooraf aan ouders: wie doet dat, en hoe lang duurt het?",
            ),
            Zin(
                ADV,
                "bestuur:90010",
                327,
                "antwoord",
                "De intern begeleider, ongeveer tien minuten. Wij vragen alleen waar ouders het over willen hebben.",
            ),
        ),
        afgerond=True,
    ),
)


def leg_gesprekken(mensen: Mensen, rapporten: Rapporten) -> None:
    """Say it all, oldest first, through the verbs of the corridor bespreken."""
    for gesprek in GESPREKKEN:
        rapport = rapporten.get((gesprek.bestuur, gesprek.plek))
        if rapport is not None:
            _voer(mensen, rapport, gesprek)


def _anker(rapport: Rapport, plek: int) -> dt.date:
    """The day from which days are counted back: today, and for an older year 22 November two years after its beginning."""
    return vandaag() if plek == 2 else dt.date(rapport.jaar + 2, 11, 22)


def _voer(mensen: Mensen, rapport: Rapport, gesprek: Gesprek) -> None:
    anker = _anker(rapport, gesprek.plek)
    begin: Bijdrage | None = None
    for zin in gesprek.zinnen:
        with klok.op(moment(anker - dt.timedelta(days=zin.geleden), 13, 35)):
            begin = begin or _zeg(mensen.wie(zin.rol, zin.organisatie), rapport, gesprek.deel, zin, None)
            if zin is not gesprek.zinnen[0]:
                _zeg(mensen.wie(zin.rol, zin.organisatie), rapport, gesprek.deel, zin, begin)
    for belofte in gesprek.afspraken:
        _spreek_af(mensen.wie(belofte.rol, belofte.organisatie), rapport, gesprek.deel, belofte, begin, anker)
    if gesprek.afgerond and begin is not None:
        eerste = gesprek.zinnen[0]
        with klok.op(moment(anker - dt.timedelta(days=gesprek.zinnen[-1].geleden - 1), 9, 5)):
            actions.afhandelen(wie=mensen.wie(eerste.rol, eerste.organisatie), bijdrage=begin)


def _zeg(wie: Wie, rapport: Rapport, deel: str, zin: Zin, begin: Bijdrage | None) -> Bijdrage:
    if zin.soort == "vraag":
        return actions.vraag_stellen(wie=wie, rapport=rapport, deel=deel, tekst=zin.tekst, namen_akkoord=True)
    if zin.soort == "antwoord" and begin is not None:
        return actions.antwoord_geven(wie=wie, bijdrage=begin, tekst=zin.tekst, namen_akkoord=True)
    return actions.stap_zetten(
        wie=wie, rapport=rapport, deel=deel, stap=zin.soort, tekst=zin.tekst, bijdrage=begin, namen_akkoord=True
    )


def _spreek_af(wie: Wie, rapport: Rapport, deel: str, belofte: Belofte, uit: Bijdrage | None, anker: dt.date) -> None:
    uiterlijk = anker + dt.timedelta(days=belofte.over)
    with klok.op(moment(anker - dt.timedelta(days=belofte.geleden), 15, 50)):
        afspraak = actions.afspraak_maken(
            wie=wie,
            rapport=rapport,
            deel=deel,
            tekst=belofte.tekst,
            eigenaar=belofte.eigenaar,
            uiterlijk=uiterlijk,
            persoon=belofte.persoon,
            uit=uit,
            namen_akkoord=True,
        )
    with klok.op(moment(uiterlijk, 10, 15)):
        if belofte.uitkomst:
            actions.afspraak_afronden(wie=wie, afspraak=afspraak, uitkomst=belofte.uitkomst, namen_akkoord=True)
        if belofte.vervallen:
            actions.afspraak_laten_vervallen(wie=wie, afspraak=afspraak, reden=belofte.vervallen, namen_akkoord=True)
