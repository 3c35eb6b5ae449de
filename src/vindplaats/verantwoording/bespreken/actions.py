"""Verbs of the dialogue (VER-14, VER-18): ask, answer, call to account step by step, agree, close. Only added, never changed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse

from vindplaats.formats.queries import definitie_van
from vindplaats.kern.fouten import GeenRecht, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_kort
from vindplaats.kern.registers import naam_van
from vindplaats.toegang.actions import bericht_sturen
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.queries import mensen_met_rol
from vindplaats.toegang.rolpost import paren
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.lezer.personen import vind_derden
from vindplaats.verantwoording.models import BESTUURSROLLEN, GEDEELD, Afspraak, Bijdrage, Rapport

from . import rules
from .queries import gesprekspartners

PRATERS = (*BESTUURSROLLEN, "directeur_swv", "kwaliteit_swv")
LANG = 4000


class NamenGevonden(OngeldigeInvoer):
    """The text seems to name a third person; `namen` are the words. Post again with `namen_akkoord` to keep them (AVG-08)."""

    def __init__(self, namen: Sequence[str]) -> None:
        meer = "staat misschien de naam van iemand" if len(namen) == 1 else "staan misschien namen van mensen"
        super().__init__(
            f"In je tekst {meer}: {', '.join(namen)}. Anderen lezen dit mee. Haal de naam weg, of plaats de tekst toch."
        )
        self.namen = list(namen)


# --- questions and answers -------------------------------------------------------------------------------------------


def vraag_stellen(*, wie: Wie, rapport: Rapport, deel: str, tekst: str, namen_akkoord: bool = False) -> Bijdrage:
    """Ask the board of a report something about one section. Other boards and the SWVs read along.

    Raises GeenRecht (the own board, too little right), VerkeerdeStand (not handed in), OngeldigeInvoer (no text),
    NamenGevonden.
    """
    if wie.organisatie == rapport.bestuur.sleutel:
        raise GeenRecht("Dit is de verantwoording van je eigen bestuur. Een vraag stel je aan een ander bestuur.")
    return _plaats(wie, rapport, deel, "vraag", tekst, namen_akkoord)


def antwoord_geven(*, wie: Wie, bijdrage: Bijdrage, tekst: str, namen_akkoord: bool = False) -> Bijdrage:
    """React in a thread: the board of the report answers, the organisation that began asks on."""
    begin = _begin_van(bijdrage)
    if wie.organisatie not in {begin.rapport.bestuur.sleutel, begin.organisatie} and not wie.is_taak:
        raise GeenRecht(
            f"Hier reageren {begin.rapport.bestuur.naam} en {naam_van(begin.organisatie)}. "
            "Wil je zelf iets weten, stel dan een eigen vraag."
        )
    with transaction.atomic():
        begin = _op_slot(begin)
        _eis_open(begin)
        return _plaats(wie, begin.rapport, begin.deel, "antwoord", tekst, namen_akkoord, begin)


def afhandelen(*, wie: Wie, bijdrage: Bijdrage) -> Bijdrage:
    """Close a thread: by the organisation that began it, or by the director or quality staff of the SWV."""
    begin = _begin_van(bijdrage)
    eis(wie, "verantwoording.meepraten")
    if wie.organisatie != begin.organisatie and wie.soort != "swv" and not wie.is_taak:
        raise GeenRecht(
            f"{naam_van(begin.organisatie)} begon dit gesprek en rondt het af, of het samenwerkingsverband."
        )
    with transaction.atomic():
        begin = _op_slot(begin)
        _eis_open(begin)
        begin.afgehandeld_op = nu()
        begin.save(update_fields=["afgehandeld_op"])
        _log(
            wie,
            begin.rapport,
            begin.deel,
            "afgehandeld",
            f"{_watwas(begin)} bij {_titel(begin.rapport, begin.deel)} afgerond",
        )
        _bericht(
            wie,
            begin.rapport,
            begin.deel,
            "is een gesprek afgerond",
            [begin.rapport.bestuur.sleutel, begin.organisatie],
        )
    return begin


# --- steps of calling to account -------------------------------------------------------------------------------------


def stap_zetten(
    *, wie: Wie, rapport: Rapport, deel: str, stap: str, tekst: str, bijdrage: Bijdrage | None = None,
    namen_akkoord: bool = False,
) -> Bijdrage:  # fmt: skip
    """Take the next step of VER-14 in a trail; without `bijdrage` a signal begins a new one. No step is left out.

    The board itself may join in 'duiden' only. From 'informeren' on the SWVs of the report get a message too. Raises
    VerkeerdeStand when a step would be skipped or taken twice, GeenRecht, OngeldigeInvoer, NamenGevonden.
    """
    begin = _begin_van(bijdrage) if bijdrage is not None else None
    if wie.organisatie == rapport.bestuur.sleutel and stap != "duiden":
        raise GeenRecht("Je kunt je eigen bestuur niet aanspreken. Reageer met een antwoord, of help mee met duiden.")
    if begin is None and stap != "signaal":
        raise VerkeerdeStand(rules.bezwaar_tegen_stap([], stap))
    with transaction.atomic():
        if begin is not None:
            begin = _op_slot(begin)
            _eis_open(begin)
            gezet = rules.gezette_stappen(begin, begin.antwoorden.all())
            bezwaar = rules.bezwaar_tegen_stap(gezet, stap)
            if bezwaar or not gezet:
                raise VerkeerdeStand(bezwaar or "Deze stap hoort bij een signaal, niet bij een vraag.")
            rapport, deel = begin.rapport, begin.deel
        return _plaats(wie, rapport, deel, stap, tekst, namen_akkoord, begin)


# --- taking back -----------------------------------------------------------------------------------------------------


def intrekken(*, wie: Wie, bijdrage: Bijdrage) -> Bijdrage:
    """Take back what one just posted (a typing mistake), or put it back: within ten minutes, while nobody reacted.

    The row stays; the trail says that something was taken back.
    """
    eis(wie, "verantwoording.meepraten")
    if bijdrage.door_id != wie.gebruiker_id or bijdrage.organisatie != wie.organisatie:
        raise GeenRecht("Je kunt alleen intrekken wat je zelf plaatste.")
    with transaction.atomic():
        begin = _op_slot(_begin_van(bijdrage))
        rij = Bijdrage.objects.voor_taak("bespreken.intrekken").select_for_update(of=("self",)).get(pk=bijdrage.pk)
        draad = [begin, *begin.antwoorden.all()]
        if not rules.nog_intrekbaar(rij, [b for b in draad if b.pk != rij.pk], nu()):
            raise VerkeerdeStand(
                "Intrekken kan tot tien minuten na het plaatsen en zolang niemand reageerde. Zet eronder wat er anders moet."
            )
        terug = rij.ingetrokken_op is not None
        rij.ingetrokken_op = None if terug else nu()
        rij.save(update_fields=["ingetrokken_op"])
        wat = "teruggezet" if terug else "ingetrokken"
        _log(wie, rij.rapport, rij.deel, wat, f"{_watwas(rij)} bij {_titel(rij.rapport, rij.deel)} {wat} door de maker")
    return rij


# --- agreements ------------------------------------------------------------------------------------------------------


def afspraak_maken(
    *, wie: Wie, rapport: Rapport, deel: str, tekst: str, eigenaar: str, uiterlijk: dt.date | None, persoon: str = "",
    uit: Bijdrage | None = None, namen_akkoord: bool = False,
) -> Afspraak:  # fmt: skip
    """Agree who does what before when. `eigenaar` is one of `queries.gesprekspartners`; `persoon` a name or function.

    Raises OngeldigeInvoer with a sentence per field, NamenGevonden, VerkeerdeStand, GeenRecht.
    """
    _eis_gesprek(wie, rapport, deel)
    tekst, persoon = tekst.strip(), " ".join(persoon.split())
    _eis_afspraak(rapport, deel, tekst, eigenaar, uiterlijk, persoon, wie)
    _eis_zonder_namen(wie, rapport, tekst, namen_akkoord)
    with transaction.atomic():
        afspraak = Afspraak.objects.create(
            rapport=rapport, deel=deel, uit=uit, tekst=tekst, eigenaar=eigenaar, persoon=persoon, uiterlijk=uiterlijk,
            gemaakt_door_id=wie.gebruiker_id, door_organisatie=wie.organisatie,
        )  # fmt: skip
        zin = f"Afspraak gemaakt bij {_titel(rapport, deel)}: {naam_van(eigenaar)}, uiterlijk {datum_kort(afspraak.uiterlijk)}"
        _log(wie, rapport, deel, "afspraak_gemaakt", zin, afspraak=str(afspraak.pk))
        _bericht(wie, rapport, deel, "is een afspraak gemaakt", [eigenaar, rapport.bestuur.sleutel])
    return afspraak


def afspraak_afronden(*, wie: Wie, afspraak: Afspraak, uitkomst: str, namen_akkoord: bool = False) -> Afspraak:
    """Say that it is done and what came of it: by its owner or by who made it."""
    uitkomst = uitkomst.strip()
    if not 0 < len(uitkomst) <= 500:
        zin = "Schrijf in een of twee zinnen wat de uitkomst is, hoogstens 500 tekens."
        raise OngeldigeInvoer(zin, {"uitkomst": zin})
    _eis_zonder_namen(wie, afspraak.rapport, uitkomst, namen_akkoord)
    return _sluit_afspraak(wie, afspraak, "klaar_op", "uitkomst", uitkomst, "is afgerond")


def afspraak_laten_vervallen(*, wie: Wie, afspraak: Afspraak, reden: str, namen_akkoord: bool = False) -> Afspraak:
    """Let it lapse, with the reason for all to read: by its owner or by who made it."""
    reden = reden.strip()
    if not 0 < len(reden) <= 300:
        zin = "Schrijf waarom de afspraak vervalt, hoogstens 300 tekens."
        raise OngeldigeInvoer(zin, {"reden": zin})
    _eis_zonder_namen(wie, afspraak.rapport, reden, namen_akkoord)
    return _sluit_afspraak(wie, afspraak, "vervallen_op", "vervallen_reden", reden, "is vervallen")


def _sluit_afspraak(wie: Wie, afspraak: Afspraak, moment: str, veld: str, tekst: str, zin: str) -> Afspraak:
    eis(wie, "verantwoording.meepraten")
    if wie.organisatie not in {afspraak.eigenaar, afspraak.door_organisatie} and not wie.is_taak:
        raise GeenRecht(f"Deze afspraak is van {naam_van(afspraak.eigenaar)}. Vraag daar of hij klaar is.")
    with transaction.atomic():
        rij = (
            Afspraak.objects.voor_taak("bespreken.afspraak")
            .select_for_update(of=("self",))
            .select_related("rapport__bestuur", "rapport__invulling")
            .get(pk=afspraak.pk)
        )
        if rij.klaar_op or rij.vervallen_op:
            raise VerkeerdeStand("Deze afspraak is al gesloten. Ververs de pagina om te zien hoe.")
        setattr(rij, moment, nu())
        setattr(rij, veld, tekst)
        rij.save(update_fields=[moment, veld])
        naam = "afspraak_afgerond" if moment == "klaar_op" else "afspraak_vervallen"
        sluitzin = f"Afspraak bij {_titel(rij.rapport, rij.deel)} {zin}"
        _log(wie, rij.rapport, rij.deel, naam, sluitzin, afspraak=str(rij.pk))
        anderen = [rij.eigenaar, rij.door_organisatie, rij.rapport.bestuur.sleutel]
        _bericht(wie, rij.rapport, rij.deel, f"{zin.split()[0]} een afspraak {zin.split()[1]}", anderen)
    return rij


# --- inside ----------------------------------------------------------------------------------------------------------


def _plaats(
    wie: Wie, rapport: Rapport, deel: str, soort: str, tekst: str, namen_akkoord: bool, begin: Bijdrage | None = None
) -> Bijdrage:
    _eis_gesprek(wie, rapport, deel)
    tekst = tekst.replace("\r\n", "\n").strip()
    if not 0 < len(tekst) <= LANG:
        zin = (
            "Schrijf eerst je tekst."
            if not tekst
            else f"Je tekst is te lang: {len(tekst)} tekens, er passen er {LANG}."
        )
        raise OngeldigeInvoer(zin, {"tekst": zin})
    _eis_zonder_namen(wie, rapport, tekst, namen_akkoord)
    with transaction.atomic():
        # one at a time per report: two clicks in the same instant would both find nothing
        Rapport.objects.voor_taak("bespreken.plaats").select_for_update().get(pk=rapport.pk)
        dubbel = _net_geplaatst(wie, rapport, deel, soort, tekst, begin)
        if dubbel is not None:
            return dubbel
        bijdrage = Bijdrage.objects.create(
            rapport=rapport, deel=deel, soort=soort, antwoord_op=begin, tekst=tekst, door_id=wie.gebruiker_id,
            door_naam=wie.naam[:120], organisatie=wie.organisatie, op=nu(),
        )  # fmt: skip
        wat, zin, wie_nog = _gevolg(rapport, soort, begin)
        _log(wie, rapport, deel, wat, f"{zin} bij {_titel(rapport, deel)}", bijdrage=str(bijdrage.pk))
        _bericht(wie, rapport, deel, _BERICHT[soort], wie_nog)
    return bijdrage


def _net_geplaatst(
    wie: Wie, rapport: Rapport, deel: str, soort: str, tekst: str, begin: Bijdrage | None
) -> Bijdrage | None:
    """The same words by the same person less than a minute ago: a double click, not a second contribution."""
    zelfde = Bijdrage.objects.voor_taak("bespreken.dubbele_klik").filter(
        rapport=rapport, deel=deel, soort=soort, tekst=tekst, antwoord_op=begin, door_id=wie.gebruiker_id,
        ingetrokken_op=None, op__gt=nu() - dt.timedelta(minutes=1),
    )  # fmt: skip
    return zelfde.first()


_BERICHT = {
    "vraag": "is een vraag gesteld",
    "antwoord": "is een reactie gegeven",
    "signaal": "is een signaal gegeven",
    "duiden": "is een signaal geduid",
    "informeren": "is geïnformeerd over een signaal",
    "aanspreken": "is een bestuur aangesproken",
    "aanpakken": "is een aanpak vastgelegd",
}


def _gevolg(rapport: Rapport, soort: str, begin: Bijdrage | None) -> tuple[str, str, list[str]]:
    """Name for the log, sentence for the timeline, and which organisations get a message."""
    partijen = [rapport.bestuur.sleutel, *([begin.organisatie] if begin else [])]
    if soort in ("vraag", "antwoord"):
        return f"{soort}_gesteld" if soort == "vraag" else "antwoord_gegeven", soort.capitalize(), partijen
    if soort in ("informeren", "aanspreken", "aanpakken"):
        partijen += [swv.sleutel for swv in rapport.swvs.all()]
    return f"stap_{soort}", rules.STAPNAAM[soort], partijen


def _eis_gesprek(wie: Wie, rapport: Rapport, deel: str) -> None:
    """Right, state and section: a dialogue begins after handing in (VER-01)."""
    eis(wie, "verantwoording.meepraten")
    if rapport.stand not in GEDEELD:
        raise VerkeerdeStand("Deze verantwoording is nog niet ingediend. Het gesprek begint als zij is ingediend.")
    if deel not in {d.code for d in definitie_van(rapport.invulling).delen}:
        raise NietGevonden("Dit onderdeel hoort niet bij deze verantwoording.")


def _eis_zonder_namen(wie: Wie, rapport: Rapport, tekst: str, akkoord: bool) -> None:
    """Names of third persons are pointed out before posting; the writer decides (AVG-08)."""
    if akkoord or wie.is_taak:
        return
    bekend = [rapport.bestuur.naam, wie.naam, naam_van(wie.organisatie)]
    namen = list(dict.fromkeys(p.tekst for p in vind_derden(tekst, bekend=bekend)))
    if namen:
        raise NamenGevonden(namen)


def _eis_afspraak(
    rapport: Rapport, deel: str, tekst: str, eigenaar: str, uiterlijk: dt.date | None, persoon: str, wie: Wie
) -> None:
    fouten: dict[str, str] = {}
    if not 0 < len(tekst) <= 500:
        fouten["tekst"] = "Schrijf in een of twee zinnen wat jullie afspreken, hoogstens 500 tekens."
    if eigenaar not in gesprekspartners(wie, rapport, deel):
        fouten["eigenaar"] = "Kies welke organisatie dit doet."
    if uiterlijk is None:
        fouten["uiterlijk"] = "Vul de datum in waarop het klaar is, als 31-12-2025."
    elif uiterlijk < vandaag() and not wie.is_taak:
        fouten["uiterlijk"] = "Deze datum is al voorbij. Kies een datum vanaf vandaag."
    if len(persoon) > 120:
        fouten["persoon"] = "Houd het korter: hoogstens 120 tekens."
    if fouten:
        raise OngeldigeInvoer("De afspraak is nog niet compleet. " + " ".join(fouten.values()), fouten)


def _begin_van(bijdrage: Bijdrage) -> Bijdrage:
    return bijdrage.antwoord_op if bijdrage.antwoord_op_id and bijdrage.antwoord_op else bijdrage


def _op_slot(begin: Bijdrage) -> Bijdrage:
    """The beginning of a thread, locked: two people taking the same step is one step."""
    return (
        Bijdrage.objects.voor_taak("bespreken.draad")
        .select_for_update(of=("self",))
        .select_related("rapport__bestuur", "rapport__invulling", "rapport__zaak")
        .get(pk=begin.pk)
    )


def _eis_open(begin: Bijdrage) -> None:
    if begin.ingetrokken_op:
        raise VerkeerdeStand("Dit is ingetrokken. Begin zo nodig een nieuw gesprek.")
    if begin.afgehandeld_op:
        raise VerkeerdeStand("Dit gesprek is afgerond. Begin zo nodig een nieuw gesprek.")


def _watwas(bijdrage: Bijdrage) -> str:
    return rules.STAPNAAM.get(bijdrage.soort, bijdrage.soort.capitalize())


def _titel(rapport: Rapport, deel: str) -> str:
    return definitie_van(rapport.invulling).deel(deel).titel


def _log(wie: Wie, rapport: Rapport, deel: str, wat: str, zin: str, **details: str) -> None:
    leg_vast(
        wie=wie, naam=f"verantwoording.gesprek_{wat}", onderwerp=rapport, organisatie=rapport.bestuur.sleutel, zin=zin,
        soort=Gebeurtenis.DELEN, details={"deel": deel, **details},
    )  # fmt: skip


def _bericht(wie: Wie, rapport: Rapport, deel: str, wat: str, organisaties: Iterable[str]) -> None:
    """A message to those who talk for these organisations, except the own one. It names no person."""
    waar = set(organisaties) - {wie.organisatie, ""}
    naar = mensen_met_rol(PRATERS, waar)
    if naar:
        bericht_sturen(
            wie=wie,
            naar=naar,
            voor=paren(PRATERS, waar),
            tekst=f"Bij {_titel(rapport, deel)} in de verantwoording {rapport.schooljaar} van {rapport.bestuur.naam[:80]} {wat}.",
            url=reverse("verantwoording:gesprek-deel", args=[rapport.pk, deel]),
        )
