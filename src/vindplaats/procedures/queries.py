"""Reads of procedures for screens. A caller hands in a case it found through `zaken(wie)` or through its own visible row."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.kern.registers import Werk, namen_van
from vindplaats.kern.schermdelen import Gebeurtenis
from vindplaats.kern.schermdelen import Stap as Stapje
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.wie import Wie

from . import catalogus, rules, versies
from .actions import OPENEN, wat_ontbreekt
from .catalogus import is_partij_van
from .herinneringen import titels_van, url_van
from .models import Betrokken, Overgang, Stapbrief, Termijn, Termijninstelling, Zaak
from .samenvoegen import briefnaam
from .tabel import Stand, Stap, Termijnsoort

# --- finding cases ---------------------------------------------------------------------------------------------------


def zaken(wie: Wie, procedure: str = "") -> Any:
    """The cases this person may see, with terms and SWVs (three queries however many)."""
    rijen = Zaak.objects.zichtbaar_voor(wie).met_delen()
    return rijen.filter(procedure=procedure) if procedure else rijen


def zaak_voor(wie: Wie, zaak: uuid.UUID) -> Zaak:
    """One case; NietGevonden when it is not there or not visible."""
    rij: Zaak | None = zaken(wie).filter(pk=zaak).first()
    if rij is None:
        raise NietGevonden()
    return rij


def termijn_voor(wie: Wie, termijn: uuid.UUID) -> Termijn:
    """One term; NietGevonden when it is not there or not visible."""
    rij: Termijn | None = Termijn.objects.zichtbaar_voor(wie).select_related("zaak").filter(pk=termijn).first()
    if rij is None:
        raise NietGevonden()
    return rij


def zicht_van_partijen(wie: Wie) -> Q:
    """A ready rule for `zaak_zicht`: the owner sees its cases, and an SWV role the cases that concern its own SWV."""
    regel = Q(organisatie=wie.organisatie)
    if wie.soort == "swv":
        regel |= Q(pk__in=Betrokken.objects.filter(swv=wie.code).values("zaak_id"))
    if wie.soort == "bestuur":
        regel |= Q(organisatie__in=wie.bereik.scholen)
    return regel


# --- buttons ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Knop:
    """A step as a button. `mag` is False as long as something in `ontbreekt`; `waarschuwingen` only inform."""

    verb: str
    naam: str
    mag: bool
    naar: str
    bevestiging: str = ""
    ontbreekt: tuple[str, ...] = ()
    waarschuwingen: tuple[str, ...] = ()
    reden_verplicht: bool = False
    gevaar: bool = False


def mogelijke_stappen(wie: Wie, zaak: Zaak, onderwerp_obj: Any = None) -> list[Knop]:
    """The steps this person may take now, in the order of the table. Empty for who is no party to the case."""
    if not is_partij_van(wie, zaak):
        return []
    tabel = zaak.tabel
    stappen = rules.stappen_voor(tabel, zaak.stand, wie.rol)
    onderwerp = onderwerp_obj
    if onderwerp is None and any(stap.voorwaarden or stap.waarschuwingen for stap in stappen):
        onderwerp = zaak.onderwerp_rij()
    return [_knop(wie, stap, tabel.stand(stap.naar), onderwerp) for stap in stappen]


def _knop(wie: Wie, stap: Stap, naar: Stand, onderwerp: Any) -> Knop:
    ontbreekt = tuple(wat_ontbreekt(wie, stap.voorwaarden, onderwerp))
    return Knop(
        verb=stap.verb,
        naam=stap.naam,
        mag=not ontbreekt,
        naar=naar.naam,
        bevestiging=stap.bevestiging,
        ontbreekt=ontbreekt,
        waarschuwingen=tuple(wat_ontbreekt(wie, stap.waarschuwingen, onderwerp)),
        reden_verplicht=stap.reden_verplicht,
        gevaar=stap.gevaar,
    )


# --- where is it, who is at turn, until when -------------------------------------------------------------------------


@dataclass(frozen=True)
class Statusregel:
    """For `{% statusregel s.status soort=s.soort wie=s.wie tot=s.tot stappen=s.stappen wat=s.wat %}`."""

    status: str
    soort: str
    wie: str
    tot: dt.date | None
    stappen: tuple[Stapje, ...]
    wat: str
    datum_open: bool = False
    """a term runs, but nobody has set its date yet"""
    termijn: uuid.UUID | None = None
    """the running term, for its own page"""


def statusregel(zaak: Zaak, wie: Wie | None = None) -> Statusregel:
    """Where the case is, who is at turn, until when. With `wie` of another organisation: in the words meant for others."""
    return statusregels([zaak], wie)[zaak.pk]


def statusregels(rijen: Iterable[Zaak], wie: Wie | None = None) -> dict[uuid.UUID, Statusregel]:
    """Status lines of many cases: one query per kind of organisation, if the cases came with their parts."""
    lijst = list(rijen)
    versies.warm(lijst)
    namen = namen_van({sleutel for zaak in lijst for sleutel in [zaak.organisatie, *zaak.swv_sleutels]})
    return {zaak.pk: _statusregel(zaak, wie, namen) for zaak in lijst}


def _statusregel(zaak: Zaak, wie: Wie | None, namen: dict[str, str]) -> Statusregel:
    stand = zaak.stand_nu
    termijn = lopende_termijn(zaak)
    return Statusregel(
        status=standnaam(zaak, wie),
        soort=stand.soort,
        wie=_aan_zet(zaak, stand, namen),
        tot=termijn.eind if termijn and termijn.stand != rules.OPGESCHORT else None,
        stappen=_lijn(zaak, wie),
        wat=" ".join(zin for zin in (_wat(zaak, stand, wie), bijzonder(termijn)) if zin),
        datum_open=termijn is not None and termijn.eind is None,
        termijn=termijn.pk if termijn else None,
    )


def _wat(zaak: Zaak, stand: Stand, wie: Wie | None) -> str:
    return stand.uitleg if not _is_ander(zaak, wie) or not stand.openbaar else ""


def bijzonder(termijn: Termijn | None) -> str:
    """What is not usual about a running term: it stands still, or it was extended. Empty when there is nothing."""
    if termijn is None:
        return ""
    if termijn.stand == rules.OPGESCHORT and termijn.opgeschort_op:
        return f"De termijn staat stil sinds {datum_zonder_dag(termijn.opgeschort_op)}."
    if termijn.verlengd_keer and termijn.eind:
        return f"De termijn is verlengd tot en met {datum_zonder_dag(termijn.eind)}."
    return ""


def standnaam(zaak: Zaak, wie: Wie | None = None) -> str:
    """The state in words; people of another organisation may read another label."""
    stand = zaak.stand_nu
    return stand.openbaar if stand.openbaar and _is_ander(zaak, wie) else stand.naam


def _is_ander(zaak: Zaak, wie: Wie | None) -> bool:
    return wie is not None and not wie.is_taak and wie.organisatie != zaak.organisatie


def lopende_termijn(zaak: Zaak) -> Termijn | None:
    """The term that belongs to the present state, if it runs."""
    code = zaak.stand_nu.termijn
    return next((t for t in zaak.termijnen.all() if t.code == code and t.loopt), None)


def _aan_zet(zaak: Zaak, stand: Stand, namen: dict[str, str]) -> str:
    delen = []
    if any(ROLLEN[rol].soort != "swv" for rol in stand.aan_zet):
        delen.append(namen.get(zaak.organisatie, zaak.organisatie))
    if any(ROLLEN[rol].soort == "swv" for rol in stand.aan_zet):
        delen += [namen.get(sleutel, sleutel) for sleutel in zaak.swv_sleutels]
    return " en ".join(delen)


def _lijn(zaak: Zaak, wie: Wie | None) -> tuple[Stapje, ...]:
    standen = [stand for stand in zaak.tabel.standen if stand.lijn]
    codes = [stand.code for stand in standen]
    if zaak.stand not in codes:
        return ()
    nu = codes.index(zaak.stand)
    ander = _is_ander(zaak, wie)
    stapjes = [
        Stapje(s.openbaar if ander and s.openbaar else s.naam, "klaar" if i < nu else "nu" if i == nu else "straks")
        for i, s in enumerate(standen)
    ]
    return tuple(_ontdubbeld(stapjes))


def _ontdubbeld(stapjes: list[Stapje]) -> list[Stapje]:
    """Neighbours with the same public name become one."""
    uit: list[Stapje] = []
    for stapje in stapjes:
        if uit and uit[-1].naam == stapje.naam:
            samen = "nu" if "nu" in (uit[-1].stand, stapje.stand) else stapje.stand
            uit[-1] = Stapje(stapje.naam, samen)
        else:
            uit.append(stapje)
    return uit


# --- worklist --------------------------------------------------------------------------------------------------------


def werklijst(wie: Wie) -> list[Werk]:
    """The cases in which this person's role is at turn: a fixed number of queries, soonest first, undated last."""
    aan_de_beurt = Q(pk__in=[])
    tabellen = [(tabel, Q(procedure=tabel.code, versie=tabel.versie, eigen=None)) for tabel in catalogus.alle()]
    tabellen += [(eigen.tabel, Q(eigen=eigen.pk)) for eigen in versies.in_gebruik(wie)]
    for tabel, welke in tabellen:
        standen = [stand.code for stand in tabel.standen if wie.rol in stand.aan_zet]
        if standen:
            aan_de_beurt |= welke & Q(stand__in=standen)
    rijen = [zaak for zaak in zaken(wie).filter(aan_de_beurt) if is_partij_van(wie, zaak)]
    titels, namen = titels_van(rijen), namen_van({zaak.organisatie for zaak in rijen})
    werk = [_werk(zaak, wie, titels[zaak.onderwerp], namen[zaak.organisatie]) for zaak in rijen]
    return sorted(werk, key=lambda w: (w.uiterlijk or dt.date.max, w.titel))


def _werk(zaak: Zaak, wie: Wie, titel: str, organisatie: str) -> Werk:
    stappen = rules.stappen_voor(zaak.tabel, zaak.stand, wie.rol)
    termijn = lopende_termijn(zaak)
    return Werk(
        titel=titel,
        waarover=organisatie,
        waarom=f"Volgende stap: {stappen[0].naam.lower()}." if stappen else zaak.stand_nu.uitleg,
        url=url_van(zaak.onderwerp),
        uiterlijk=termijn.eind if termijn else None,
        knop=stappen[0].naam if stappen else "Openen",
    )


# --- history and terms -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Zaakbrief:
    """A letter of a case as a screen shows it. `url` empty: it is being made; `melding` says what is wrong with it."""

    naam: str
    van: str
    wanneer: dt.datetime
    url: str
    melding: str


def brieven(zaak: Zaak) -> list[Zaakbrief]:
    """The letters that were made at steps of a case, oldest first. Two queries; the calling room showed the case."""
    rijen = list(Stapbrief.objects.voor_taak("procedures.brieven").filter(zaak=zaak).select_related("stuk"))
    namen = namen_van([f"swv:{r.swv}" for r in rijen if r.swv]) if rijen else {}
    return [
        Zaakbrief(
            briefnaam(r.code), namen.get(f"swv:{r.swv}", ""), r.gevraagd_op,
            reverse("documenten:bestand", args=[r.stuk.bestand_id]) if r.stuk else "", r.stuk.melding if r.stuk else "",
        )
        for r in rijen
    ]  # fmt: skip


def mag_bestand(wie: Wie, bestand: Any) -> bool:
    """A letter of a step is read by whoever sees its case."""
    zaken = Stapbrief.objects.voor_taak("procedures.mag_bestand").filter(stuk__bestand=bestand).values("zaak")
    return bool(Zaak.objects.zichtbaar_voor(wie).filter(pk__in=zaken).exists())


def geschiedenis(zaak: Zaak) -> list[Gebeurtenis]:
    """What happened, newest first, in the sentences of the table."""
    tabel = zaak.tabel
    rijen = Overgang.objects.voor_taak("procedures.geschiedenis").filter(zaak=zaak).order_by("-volgnummer")
    uit = []
    for rij in rijen:
        stap = tabel.stap(rij.van, rij.verb) if rij.van else None
        zin = stap.zin if stap else f"{tabel.titel} geopend." if rij.verb == OPENEN else rij.verb
        rol = ROLLEN[rij.rol].naam.lower() if rij.rol in ROLLEN else ""
        per = f" Gebeurd op {rij.per:%d-%m-%Y}." if rij.per != rij.wanneer.date() else ""
        uit.append(Gebeurtenis(rij.wanneer, zin + per, f"{rij.wie_naam} ({rol})" if rol else rij.wie_naam, rij.reden))
    return uit


@dataclass(frozen=True)
class Termijnregel:
    """A term as a screen shows it. `eind` empty: no date was set; `uitleg` says from which dates and rules it comes."""

    pk: uuid.UUID
    naam: str
    begin: dt.date
    eind: dt.date | None
    stand: str
    stand_naam: str
    te_laat: bool
    uitleg: tuple[str, ...]
    regels: tuple[str, ...]
    mag_verlengen: bool = False
    mag_opschorten: bool = False

    @property
    def loopt(self) -> bool:
        return self.stand in rules.OPEN_STANDEN


def termijnen(zaak: Zaak, wie: Wie | None = None) -> list[Termijnregel]:
    """The terms of a case: running ones first (soonest first), then those that ended. `wie` fills in what may be done."""
    regels = [_termijnregel(termijn, zaak, wie) for termijn in zaak.termijnen.all()]
    return sorted(regels, key=lambda r: (not r.loopt, r.eind or dt.date.max, r.begin, r.naam))


def _termijnregel(termijn: Termijn, zaak: Zaak, wie: Wie | None) -> Termijnregel:
    soort = zaak.tabel.termijn(termijn.code)
    laat = termijn.stand == rules.VERLOPEN or bool(termijn.loopt and termijn.eind and termijn.eind < vandaag())
    partij = wie is not None and termijn.loopt and is_partij_van(wie, zaak)
    verlenging = soort.verlenging
    return Termijnregel(
        pk=termijn.pk,
        naam=soort.naam,
        begin=termijn.begin,
        eind=termijn.eind,
        stand=termijn.stand,
        stand_naam="te laat" if laat else dict(Termijn.STANDEN)[termijn.stand],
        te_laat=laat,
        uitleg=tuple(termijn.uitleg),
        regels=soort.regels,
        mag_verlengen=bool(
            partij and verlenging and wie and wie.rol in verlenging.wie and termijn.verlengd_keer < verlenging.keer
        ),
        mag_opschorten=bool(partij and wie and wie.rol in soort.opschorten_door),
    )


# --- what an SWV sets ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Instelregel:
    """One term an SWV may set for a school year, with what is set now (None: nothing yet)."""

    procedure: str
    termijn: Termijnsoort
    swv: str
    schooljaar: Schooljaar
    gezet: Termijninstelling | None
    mag: bool


def termijninstellingen(wie: Wie, procedure: str, schooljaar: Schooljaar) -> list[Instelregel]:
    """The settable terms of a procedure for every SWV in reach, in the order of the table. One query."""
    soorten = [t for t in catalogus.procedure(procedure).termijnen if t.instelling]
    swvs = sorted(wie.swv_codes)
    rijen = Termijninstelling.objects.filter(procedure=procedure, schooljaar=schooljaar.begin, swv__in=swvs)
    gezet = {(rij.termijn, rij.swv): rij for rij in rijen}
    return [
        Instelregel(
            procedure, soort, swv, schooljaar, gezet.get((soort.code, swv)),
            wie.rol in soort.instellen_door and wie.organisatie == f"swv:{swv}",
        )
        for swv in swvs
        for soort in soorten
    ]  # fmt: skip
