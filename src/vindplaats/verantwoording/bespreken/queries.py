"""Reads of the dialogue: threads and agreements of a section, the count per section, and what waits for whom."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse

from vindplaats.formats.definitie import Deel
from vindplaats.formats.queries import definitie, definitie_van
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_kort
from vindplaats.kern.registers import Werk, namen_van
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.models import GEDEELD, Afspraak, Bijdrage, Rapport
from vindplaats.verantwoording.queries import rapport_voor

from . import rules

NIET_GEVONDEN = "Dit gesprek is niet gevonden of niet voor jou zichtbaar."
AAN, DOOR, ALLES = "aan", "door", "alles"


# --- one section -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Regel:
    """One contribution as the screen shows it."""

    bijdrage: Bijdrage
    organisatie: str
    naam: str
    mag_intrekken: bool


@dataclass(frozen=True)
class Draad:
    """A question with its answers, or a trail of steps (VER-14), and what this person may do in it."""

    begin: Regel
    reacties: list[Regel]
    stand: str
    volgende: str | None
    mag_reageren: bool
    mag_afhandelen: bool
    mag_stap: bool
    aan_mij: bool

    @property
    def is_spoor(self) -> bool:
        return self.begin.bijdrage.soort == "signaal"

    @property
    def volgende_naam(self) -> str:
        return rules.STAPNAAM.get(self.volgende or "", "")

    @property
    def volgende_uitleg(self) -> str:
        return rules.STAPUITLEG.get(self.volgende or "", "")


@dataclass(frozen=True)
class Afspraakregel:
    """An agreement with its owner in words and what this person may do with it."""

    afspraak: Afspraak
    eigenaar: str
    stand: str
    mag_sluiten: bool


@dataclass(frozen=True)
class Deelgesprek:
    """Everything said and agreed at one section."""

    deel: Deel
    open: list[Draad] = field(default_factory=list)
    dicht: list[Draad] = field(default_factory=list)
    afspraken: list[Afspraakregel] = field(default_factory=list)


def rapport_van_gesprek(wie: Wie, rapport: uuid.UUID | str, **_: Any) -> Rapport:
    """The report of a dialogue page; NietGevonden for a stranger."""
    return rapport_voor(wie, rapport)


def bijdrage_voor(wie: Wie, pk: uuid.UUID | str, **_: Any) -> Bijdrage:
    """One contribution this person may read, with its report; NietGevonden otherwise."""
    rij = (
        Bijdrage.objects.zichtbaar_voor(wie)
        .select_related("rapport__bestuur", "rapport__zaak", "rapport__invulling", "antwoord_op__rapport__bestuur")
        .select_related("antwoord_op__rapport__zaak", "antwoord_op__rapport__invulling")
        .filter(pk=pk)
        .first()
    )
    if rij is None:
        raise NietGevonden(NIET_GEVONDEN)
    return rij


def afspraak_voor(wie: Wie, pk: uuid.UUID | str, **_: Any) -> Afspraak:
    """One agreement this person may read, with its report; NietGevonden otherwise."""
    rijen = Afspraak.objects.zichtbaar_voor(wie).select_related(
        "rapport__bestuur", "rapport__zaak", "rapport__invulling"
    )
    rij = rijen.filter(pk=pk).first()
    if rij is None:
        raise NietGevonden("Deze afspraak is niet gevonden of niet voor jou zichtbaar.")
    return rij


def deel_van(rapport: Rapport, code: str) -> Deel:
    """A section of the report's form; NietGevonden for another word."""
    for deel in definitie_van(rapport.invulling).delen:
        if deel.code == code:
            return deel
    raise NietGevonden("Dit onderdeel hoort niet bij deze verantwoording.")


def kan_praten(wie: Wie, rapport: Rapport) -> bool:
    """May this person add something to the dialogue about this report now?"""
    return mag(wie, "verantwoording.meepraten") and rapport.stand in GEDEELD


def deelgesprek(wie: Wie, rapport: Rapport, code: str) -> Deelgesprek:
    """Threads and agreements of one section: a fixed number of queries."""
    alles = list(Bijdrage.objects.zichtbaar_voor(wie).filter(rapport=rapport, deel=code).order_by("op"))
    afspraken = list(Afspraak.objects.zichtbaar_voor(wie).filter(rapport=rapport, deel=code).order_by("uiterlijk"))
    namen = namen_van({b.organisatie for b in alles} | {a.eigenaar for a in afspraken})
    draden = [_draad(wie, rapport, begin, reacties, namen) for begin, reacties in _draden(alles)]
    return Deelgesprek(
        deel=deel_van(rapport, code),
        open=[d for d in draden if d.stand in (rules.WACHT, rules.BEANTWOORD)],
        dicht=[d for d in draden if d.stand in (rules.AFGEHANDELD, rules.INGETROKKEN)],
        afspraken=[_afspraakregel(wie, a, namen) for a in afspraken],
    )


def _draden(alles: Iterable[Bijdrage]) -> list[tuple[Bijdrage, list[Bijdrage]]]:
    """Contributions in order as threads: what began, and what reacts to it."""
    rijen = list(alles)
    reacties: dict[uuid.UUID, list[Bijdrage]] = {}
    for bijdrage in rijen:
        if bijdrage.antwoord_op_id:
            reacties.setdefault(bijdrage.antwoord_op_id, []).append(bijdrage)
    return [(b, reacties.get(b.pk, [])) for b in rijen if not b.antwoord_op_id]


def _draad(wie: Wie, rapport: Rapport, begin: Bijdrage, reacties: list[Bijdrage], namen: dict[str, str]) -> Draad:
    bestuur = rapport.bestuur.sleutel
    stand = rules.draad_stand(begin, reacties, bestuur)
    open_ = stand in (rules.WACHT, rules.BEANTWOORD) and kan_praten(wie, rapport)
    volgende = rules.volgende_stap(rules.gezette_stappen(begin, reacties)) if begin.soort == "signaal" else None
    eigen = wie.organisatie == bestuur
    return Draad(
        begin=_regel(wie, begin, reacties, namen),
        reacties=[_regel(wie, r, [begin, *reacties], namen) for r in reacties],
        stand=stand,
        volgende=volgende,
        mag_reageren=open_ and wie.organisatie in {bestuur, begin.organisatie},
        mag_afhandelen=open_ and (wie.organisatie == begin.organisatie or wie.soort == "swv"),
        mag_stap=open_ and volgende is not None and (not eigen or volgende == "duiden"),
        aan_mij=open_ and _aan(wie, stand, begin, bestuur),
    )


def _aan(wie: Wie, stand: str, begin: Bijdrage, bestuur: str) -> bool:
    """Is it this organisation's turn: the board when it waits, the one who began when it was answered."""
    return wie.organisatie == (bestuur if stand == rules.WACHT else begin.organisatie)


def _regel(wie: Wie, bijdrage: Bijdrage, latere: Iterable[Bijdrage], namen: dict[str, str]) -> Regel:
    eigen = bijdrage.door_id == wie.gebruiker_id and bijdrage.organisatie == wie.organisatie
    anderen = [b for b in latere if b.pk != bijdrage.pk]
    return Regel(
        bijdrage,
        namen.get(bijdrage.organisatie, bijdrage.organisatie),
        rules.STAPNAAM.get(bijdrage.soort, bijdrage.get_soort_display().capitalize()),
        eigen and mag(wie, "verantwoording.meepraten") and rules.nog_intrekbaar(bijdrage, anderen, nu()),
    )


def _afspraakregel(wie: Wie, afspraak: Afspraak, namen: dict[str, str]) -> Afspraakregel:
    stand = "vervallen" if afspraak.vervallen_op else "klaar" if afspraak.klaar_op else "open"
    if stand == "open" and afspraak.uiterlijk < vandaag():
        stand = "te laat"
    partij = wie.organisatie in {afspraak.eigenaar, afspraak.door_organisatie}
    sluit = partij and stand in ("open", "te laat") and mag(wie, "verantwoording.meepraten")
    return Afspraakregel(afspraak, namen.get(afspraak.eigenaar, afspraak.eigenaar), stand, sluit)


def gesprekspartners(wie: Wie, rapport: Rapport, deel: str) -> dict[str, str]:
    """Who can be the owner of an agreement: the board, the own organisation, the SWVs, and who took part here."""
    sleutels = [rapport.bestuur.sleutel, wie.organisatie, *(swv.sleutel for swv in rapport.swvs.all())]
    meepraters = Bijdrage.objects.voor_taak("bespreken.gesprekspartners").filter(rapport=rapport, deel=deel)
    sleutels += list(meepraters.order_by().values_list("organisatie", flat=True).distinct())
    namen = namen_van([s for s in sleutels if s])
    return {s: namen[s] for s in dict.fromkeys(sleutels) if s}


# --- count per section -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Telling:
    """How much is said at one section, for the report page."""

    bijdragen: int = 0
    open: int = 0
    afspraken: int = 0
    uitnodiging: str = ""

    @property
    def tekst(self) -> str:
        delen = []
        if self.bijdragen:
            delen.append(f"{self.bijdragen} {'bijdrage' if self.bijdragen == 1 else 'bijdragen'}")
        if self.open:
            delen.append(f"{self.open} open")
        if self.afspraken:
            delen.append(f"{self.afspraken} {'afspraak loopt' if self.afspraken == 1 else 'afspraken lopen'}")
        return ", ".join(delen)


def tellingen(wie: Wie, rapport: Rapport) -> dict[str, Telling]:
    """Per section of a report what is said, open and agreed: two queries. Empty for who may not read the dialogue."""
    if not mag(wie, "verantwoording.gesprek_lezen") or rapport.stand not in GEDEELD:
        return {}
    levend = list(Bijdrage.objects.zichtbaar_voor(wie).filter(rapport=rapport, ingetrokken_op=None))
    lopend = Afspraak.objects.zichtbaar_voor(wie).filter(rapport=rapport, klaar_op=None, vervallen_op=None)
    afspraken = list(lopend.values_list("deel", flat=True))
    eigen = wie.organisatie == rapport.bestuur.sleutel
    uitnodiging = ("Maak een afspraak" if eigen else "Stel een vraag") if kan_praten(wie, rapport) else ""
    return {
        deel.code: Telling(
            bijdragen=sum(1 for b in levend if b.deel == deel.code),
            open=sum(1 for b in levend if b.deel == deel.code and not b.antwoord_op_id and not b.afgehandeld_op),
            afspraken=afspraken.count(deel.code),
            uitnodiging=uitnodiging,
        )
        for deel in definitie_van(rapport.invulling).delen
    }


# --- what waits for whom ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Open:
    """An open thread or agreement, with whose turn it is."""

    werk: Werk
    aan: bool
    door: bool


def open_gesprekken(wie: Wie) -> list[Open]:
    """Every open question, trail and agreement this person may read: a fixed number of queries."""
    rijen = list(
        Bijdrage.objects.zichtbaar_voor(wie)
        .filter(antwoord_op=None, afgehandeld_op=None, ingetrokken_op=None, rapport__zaak__stand__in=GEDEELD)
        .select_related("rapport__bestuur", "rapport__invulling")
        .order_by("op")
    )
    reacties: dict[uuid.UUID, list[Bijdrage]] = {}
    for reactie in Bijdrage.objects.zichtbaar_voor(wie).filter(antwoord_op__in=rijen).order_by("op") if rijen else []:
        reacties.setdefault(reactie.antwoord_op_id, []).append(reactie)
    afspraken = list(
        Afspraak.objects.zichtbaar_voor(wie)
        .filter(klaar_op=None, vervallen_op=None)
        .select_related("rapport__bestuur", "rapport__invulling")
    )
    namen = namen_van(
        {b.organisatie for b in rijen} | {a.eigenaar for a in afspraken} | {a.door_organisatie for a in afspraken}
    )
    titels = _deeltitels([*(b.rapport for b in rijen), *(a.rapport for a in afspraken)])
    uit = [_open_draad(wie, b, reacties.get(b.pk, []), namen, titels) for b in rijen]
    return uit + [_open_afspraak(wie, a, namen, titels) for a in afspraken]


Titels = dict[tuple[str, str], dict[str, str]]


def _deeltitels(rapporten: Sequence[Rapport]) -> Titels:
    """Titles of sections per version of the form; a form an SWV made itself costs a query once."""
    uit: Titels = {}
    for rapport in rapporten:
        sleutel = (rapport.invulling.formaat, rapport.invulling.versie)
        if sleutel not in uit:
            uit[sleutel] = {d.code: d.titel for d in definitie(*sleutel).delen}
    return uit


def _waarover(rapport: Rapport, deel: str, titels: Titels) -> str:
    titel = titels[rapport.invulling.formaat, rapport.invulling.versie].get(deel, deel)
    return f"{titel}, {rapport.bestuur.naam} {rapport.schooljaar}"


def _url(rapport: Rapport, deel: str, anker: uuid.UUID) -> str:
    return f"{reverse('verantwoording:gesprek-deel', args=[rapport.pk, deel])}#g-{anker}"


def _open_draad(wie: Wie, begin: Bijdrage, reacties: list[Bijdrage], namen: dict[str, str], titels: Titels) -> Open:
    bestuur = begin.rapport.bestuur.sleutel
    stand = rules.draad_stand(begin, reacties, bestuur)
    spoor = begin.soort == "signaal"
    stappen = rules.gezette_stappen(begin, reacties)
    if stand == rules.WACHT:
        titel = f"Reageer op: {rules.STAPNAAM[stappen[-1]].lower()}" if spoor else "Beantwoord een vraag"
    else:
        titel = "Bekijk de reactie op het signaal" if spoor else "Bekijk het antwoord op de vraag"
    aan = _aan(wie, stand, begin, bestuur)
    werk = Werk(
        titel=titel if aan else ("Signaal loopt" if spoor else "Vraag loopt"),
        waarover=_waarover(begin.rapport, begin.deel, titels),
        waarom=f"{'Signaal van' if spoor else 'Gevraagd door'} {namen.get(begin.organisatie, begin.organisatie)} op {datum_kort(_dag(begin.op))}",
        url=_url(begin.rapport, begin.deel, begin.pk),
        knop="Reageren",
    )
    return Open(werk, aan, begin.organisatie == wie.organisatie and not aan)


def _open_afspraak(wie: Wie, afspraak: Afspraak, namen: dict[str, str], titels: Titels) -> Open:
    eigenaar = namen.get(afspraak.eigenaar, afspraak.eigenaar)
    werk = Werk(
        titel=f"Afspraak: {rules.inkorten(afspraak.tekst, 90)}",
        waarover=_waarover(afspraak.rapport, afspraak.deel, titels),
        waarom=f"Afspraak van {eigenaar}",
        url=_url(afspraak.rapport, afspraak.deel, afspraak.pk),
        uiterlijk=afspraak.uiterlijk,
        wie_nog=afspraak.persoon,
    )
    aan = afspraak.eigenaar == wie.organisatie
    return Open(werk, aan, afspraak.door_organisatie == wie.organisatie and not aan)


def _dag(moment: dt.datetime) -> dt.date:
    from django.utils import timezone

    return timezone.localtime(moment).date()


def werk_voor(wie: Wie) -> list[Werk]:
    """The worklist: what waits for this organisation. Nothing for who may not talk along."""
    if not mag(wie, "verantwoording.meepraten"):
        return []
    return [o.werk for o in open_gesprekken(wie) if o.aan]


def open_vragen(rapport: Rapport) -> int:
    """Questions and signals at a report the board did not react to yet; what was taken back does not count."""
    antwoord = Bijdrage.objects.voor_taak("bespreken.antwoorden").filter(
        organisatie=rapport.bestuur.sleutel, ingetrokken_op=None
    )
    return (
        Bijdrage.objects.voor_taak("bespreken.open_vragen")
        .filter(rapport=rapport, antwoord_op=None, afgehandeld_op=None, ingetrokken_op=None)
        .filter(Q(soort="vraag") | Q(soort="signaal"))
        .exclude(pk__in=antwoord.filter(antwoord_op__isnull=False).values("antwoord_op"))
        .count()
    )


def is_begonnen(rapport: Rapport) -> bool:
    """Is anything said or agreed at this report (VER-01: withdrawing is then no longer possible)?"""
    gezegd = Bijdrage.objects.voor_taak("bespreken.is_begonnen").filter(rapport=rapport, ingetrokken_op=None)
    afgesproken = Afspraak.objects.voor_taak("bespreken.is_begonnen").filter(rapport=rapport)
    return bool(gezegd.exists() or afgesproken.exists())
