"""Verbs of indicatoren: propose, link, reject, enter by hand, explain, share, set a norm."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang import log
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import declaratie
from .models import OPERATORS, Meetwaarde, Norm

GROOTST = Decimal(10) ** 13


@dataclass(frozen=True)
class Feit:
    """A number somebody read in a source, proposed as a figure. `vorig` is the value of the year before that goes with it."""

    waarde: Decimal | None
    eenheid: str = ""
    indicator: str = ""
    vorig: Decimal | None = None
    operator: str = "="
    zin: str = ""
    label: str = ""
    onderdeel: str = ""
    zekerheid: float | None = None
    teller: Decimal | None = None
    noemer: Decimal | None = None
    peildatum: dt.date | None = None


@transaction.atomic
def voorstellen(
    *,
    wie: Wie,
    organisatie: str,
    schooljaar: Schooljaar,
    feiten: Iterable[Feit],
    bron: str,
    bron_sleutel: str,
    swv: str = "",
) -> list[Meetwaarde]:
    """Propose the facts of one source as data points; a person links or drops them (issue D4).

    Proposing again replaces the undecided proposals of the same source and leaves decided ones alone, so that reading a
    document twice gives nothing double. The value of the year before becomes a proposal of its own (VER-13). A fact of which the
    reader knew no indicator is proposed without one. The caller has checked that this person may use the source.
    """
    eigen = Meetwaarde.objects.voor_taak("indicatoren.voorstellen").filter(
        bron_sleutel=bron_sleutel, organisatie=organisatie
    )
    eigen.filter(stand=Meetwaarde.VOORGESTELD).delete()
    besloten = {_kern(rij) for rij in eigen}
    rijen = []
    for feit in feiten:
        for rij in _rijen(feit, organisatie, schooljaar, swv):
            if _kern(rij) in besloten:
                continue
            besloten.add(_kern(rij))
            rij.bron, rij.bron_sleutel, rij.op = bron, bron_sleutel, nu()
            rijen.append(rij)
    Meetwaarde.objects.bulk_create(rijen, batch_size=500)
    _log(wie, "voorgesteld", bron_sleutel, organisatie, f"{len(rijen)} cijfers voorgesteld uit {bron}.")
    return rijen


def _kern(rij: Meetwaarde) -> tuple[object, ...]:
    waarde = None if rij.waarde is None else Decimal(rij.waarde).normalize()
    return (rij.voorstel, rij.schooljaar, waarde, rij.eenheid, rij.zin, rij.swv)


def _rijen(feit: Feit, organisatie: str, jaar: Schooljaar, swv: str) -> list[Meetwaarde]:
    gevonden = declaratie.zoek(feit.indicator, feit.eenheid) if feit.indicator else None
    deel = {
        "indicator": gevonden.code if gevonden else "",
        "voorstel": feit.indicator,
        "organisatie": organisatie,
        "swv": swv,
        "eenheid": feit.eenheid or (gevonden.eenheid if gevonden else ""),
        "zin": feit.zin,
        "label": feit.label[:160],
        "onderdeel": feit.onderdeel,
        "zekerheid": feit.zekerheid,
    }
    dag = feit.peildatum or (gevonden.dag(jaar) if gevonden else None)
    rijen = []
    if feit.waarde is not None:
        rijen.append(
            Meetwaarde(
                schooljaar=jaar.begin, waarde=_decimaal(feit.waarde), operator=feit.operator, teller=feit.teller,
                noemer=feit.noemer, peildatum=dag, **deel,
            )
        )  # fmt: skip
    if feit.vorig is not None:
        oud = gevonden.dag(jaar.vorig) if gevonden else None
        rijen.append(
            Meetwaarde(schooljaar=jaar.vorig.begin, waarde=_decimaal(feit.vorig), uit_vorig=True, peildatum=oud, **deel)
        )
    return rijen


@transaction.atomic
def koppelen(
    *, wie: Wie, meetwaarde: Meetwaarde, indicator: str = "", waarde: Decimal | None = None, toelichting: str = ""
) -> Meetwaarde:
    """Confirm a proposed figure, with another indicator or a corrected value if need be.

    Raises NietGevonden, GeenRecht, OngeldigeInvoer (no or unknown indicator, other unit, impossible value) and VerkeerdeStand when
    it was confirmed already for the same indicator.
    """
    vast = _eis_eigen(wie, meetwaarde)
    code = indicator or vast.indicator
    soort = _eis_indicator(code, vast.eenheid)
    nieuw = vast.waarde if waarde is None else waarde
    if vast.stand == Meetwaarde.BEVESTIGD and vast.indicator == soort.code and nieuw == vast.waarde:
        raise VerkeerdeStand("Dit cijfer is al bevestigd. Er is niets veranderd.")
    vast.waarde = _eis_waarde(soort, nieuw)
    vast.indicator, vast.eenheid, vast.stand = soort.code, soort.eenheid, Meetwaarde.BEVESTIGD
    vast.peildatum = vast.peildatum or soort.dag(vast.jaar)
    vast.toelichting = toelichting.strip() or vast.toelichting
    _bewaar(wie, vast, meetwaarde)
    _log(wie, "gekoppeld", vast, vast.organisatie, f"Cijfer bevestigd: {soort.naam} {vast.jaar}.")
    return meetwaarde


@transaction.atomic
def afwijzen(*, wie: Wie, meetwaarde: Meetwaarde, reden: str = "") -> Meetwaarde:
    """Drop a figure: it counts nowhere and is not proposed again from the same source."""
    vast = _eis_eigen(wie, meetwaarde)
    if vast.stand == Meetwaarde.AFGEWEZEN:
        raise VerkeerdeStand("Dit cijfer is al weggelegd. Er is niets veranderd.")
    vast.stand = Meetwaarde.AFGEWEZEN
    vast.toelichting = reden.strip() or vast.toelichting
    _bewaar(wie, vast, meetwaarde)
    _log(
        wie,
        "afgewezen",
        vast,
        vast.organisatie,
        f"Cijfer weggelegd: {vast.indicator or vast.label} {vast.jaar}.",
        reden,
    )
    return meetwaarde


@transaction.atomic
def heropenen(*, wie: Wie, meetwaarde: Meetwaarde) -> Meetwaarde:
    """Undo: a confirmed or dropped figure is a proposal again."""
    vast = _eis_eigen(wie, meetwaarde)
    if vast.stand == Meetwaarde.VOORGESTELD:
        raise VerkeerdeStand("Dit cijfer is nog een voorstel. Er is niets veranderd.")
    vast.stand = Meetwaarde.VOORGESTELD
    _bewaar(wie, vast, meetwaarde)
    _log(
        wie,
        "heropend",
        vast,
        vast.organisatie,
        f"Cijfer weer een voorstel: {vast.indicator or vast.label} {vast.jaar}.",
    )
    return meetwaarde


@transaction.atomic
def met_de_hand_invoeren(
    *,
    wie: Wie,
    indicator: str,
    organisatie: str,
    schooljaar: Schooljaar,
    bron: str,
    waarde: Decimal | None = None,
    teller: Decimal | None = None,
    noemer: Decimal | None = None,
    operator: str = "=",
    swv: str = "",
    peildatum: dt.date | None = None,
    toelichting: str = "",
    gedeeld_met: str = Meetwaarde.EIGEN,
) -> Meetwaarde:
    """Enter a figure with its source (KPI-01). With numerator and denominator a percentage is computed.

    An earlier hand-entered figure of the same organisation, year and indicator is put aside, not overwritten.
    Raises GeenRecht and OngeldigeInvoer (`velden` names the field).
    """
    eis(wie, "indicatoren.invoeren", organisatie)
    soort = _eis_indicator(indicator)
    if not bron.strip():
        raise _mis("bron", "Vul in waar het cijfer vandaan komt, bijvoorbeeld 'enquête ouders april 2024'.")
    if operator not in OPERATORS or gedeeld_met not in dict(Meetwaarde.KRINGEN):
        raise _mis("operator", "Kies een van de aangeboden mogelijkheden.")
    rij = Meetwaarde(
        indicator=soort.code, organisatie=organisatie, swv=swv, schooljaar=schooljaar.begin, operator=operator,
        waarde=_eis_waarde(soort, _uit_breuk(soort, waarde, teller, noemer)), teller=teller, noemer=noemer,
        eenheid=soort.eenheid, peildatum=peildatum or soort.dag(schooljaar), bron=bron.strip()[:200],
        bron_sleutel=f"indicatoren.hand:{uuid.uuid4()}", stand=Meetwaarde.BEVESTIGD, gedeeld_met=gedeeld_met,
        toelichting=toelichting.strip(), door_id=wie.gebruiker_id, door_naam=wie.naam, op=nu(),
    )  # fmt: skip
    oud = Meetwaarde.objects.voor_taak("indicatoren.hand").filter(
        indicator=soort.code, organisatie=organisatie, swv=swv, schooljaar=schooljaar.begin, stand=Meetwaarde.BEVESTIGD,
        bron_sleutel__startswith="indicatoren.hand:",
    )  # fmt: skip
    vervangen = oud.update(stand=Meetwaarde.AFGEWEZEN, op=nu())
    rij.save()
    extra = " Het eerdere cijfer is weggelegd." if vervangen else ""
    _log(wie, "ingevoerd", rij, organisatie, f"Cijfer ingevoerd: {soort.naam} {schooljaar}.{extra}")
    return rij


@transaction.atomic
def toelichten(*, wie: Wie, meetwaarde: Meetwaarde, tekst: str) -> Meetwaarde:
    """Write the own explanation that stands with the figure wherever it is shown."""
    vast = _eis_eigen(wie, meetwaarde)
    if len(tekst) > 2000:
        raise _mis("toelichting", "Houd de toelichting korter dan 2000 tekens.")
    vast.toelichting = tekst.strip()
    _bewaar(wie, vast, meetwaarde)
    _log(wie, "toegelicht", vast, vast.organisatie, f"Toelichting bij een cijfer over {vast.jaar} geschreven.")
    return meetwaarde


@transaction.atomic
def delen(*, wie: Wie, bron_sleutel: str, met: str) -> int:
    """Set who sees the figures of a source: `eigen` again, `deelnemers` (handed in) or `genodigden` (published).

    Called by the room that owns the source, inside its own step; it has checked the right. Returns how many figures.
    """
    if met not in dict(Meetwaarde.KRINGEN):
        raise ValueError(f"onbekende kring '{met}'")
    rijen = Meetwaarde.objects.voor_taak("indicatoren.delen").filter(bron_sleutel=bron_sleutel)
    organisatie = rijen.values_list("organisatie", flat=True).first()
    aantal: int = rijen.update(gedeeld_met=met)
    if aantal:
        kring = dict(Meetwaarde.KRINGEN)[met]
        _log(wie, "gedeeld", bron_sleutel, organisatie or "", f"{aantal} cijfers zijn te zien voor: {kring}.")
    return aantal


@transaction.atomic
def norm_zetten(
    *,
    wie: Wie,
    indicator: str,
    swv: str,
    vanaf: Schooljaar,
    waarde: Decimal | None,
    bron: str,
    richting: str = Norm.MINSTENS,
    soort: str = Norm.NORM,
) -> Norm:
    """Set the norm (or target) of an indicator for one SWV from a school year on; empty: from then on none (C-09).

    Raises GeenRecht and OngeldigeInvoer.
    """
    code = swv.partition(":")[2] or swv
    eis(wie, "indicatoren.norm_zetten", code)
    wat = _eis_indicator(indicator)
    if not bron.strip():
        raise _mis("bron", "Vul in waar de norm is afgesproken.")
    if richting not in {Norm.MINSTENS, Norm.HOOGSTENS} or soort not in {Norm.NORM, Norm.STREEFWAARDE}:
        raise _mis("richting", "Kies een van de aangeboden mogelijkheden.")
    if waarde is not None:
        waarde = _eis_waarde(wat, waarde)
    rij, _ = Norm.objects.update_or_create(
        indicator=wat.code, swv=code, vanaf=vanaf.begin, soort=soort,
        defaults={"waarde": waarde, "richting": richting, "bron": bron.strip()[:200], "gezet_door": wie.naam, "gezet_op": nu()},
    )  # fmt: skip
    hoe = f"{richting} {waarde}" if waarde is not None else "geen"
    zin = f"{soort.capitalize()} voor {wat.naam} vanaf {vanaf}: {hoe}."
    log.leg_vast(
        wie=wie, naam="indicatoren.norm_gezet", onderwerp=rij, organisatie=f"swv:{code}", zin=zin, waarom=rij.bron
    )
    return rij


# --- checks ----------------------------------------------------------------------------------------------------------


def _eis_eigen(wie: Wie, meetwaarde: Meetwaarde) -> Meetwaarde:
    if not Meetwaarde.objects.zichtbaar_voor(wie).filter(pk=meetwaarde.pk).exists():
        raise NietGevonden()
    eis(wie, "indicatoren.invoeren", meetwaarde)
    vast: Meetwaarde = Meetwaarde.objects.voor_taak("indicatoren.eigen").select_for_update().get(pk=meetwaarde.pk)
    return vast


def _eis_indicator(code: str, eenheid: str = "") -> declaratie.Indicator:
    soort = declaratie.zoek(code) if code else None
    if soort is None:
        raise _mis("indicator", "Kies bij welk cijfer dit getal hoort.")
    if soort.soort == "query":
        raise _mis("indicator", f"'{soort.naam}' wordt berekend en is niet in te voeren.")
    if eenheid and eenheid != soort.eenheid:
        past = declaratie.zoek(code, eenheid)
        if past is None:
            raise _mis(
                "indicator",
                f"Dit getal is in {eenheid}, maar '{soort.naam}' gaat over {soort.eenheid}. Kies een ander.",
            )
        return past
    return soort


def _eis_waarde(soort: declaratie.Indicator, waarde: Decimal | None) -> Decimal:
    if waarde is None:
        raise _mis("waarde", "Vul een getal in. Is er niets gemeten, laat het cijfer dan weg.")
    getal = _decimaal(waarde)
    if soort.eenheid == "%" and not 0 <= getal <= 100:
        raise _mis("waarde", "Een percentage ligt tussen 0 en 100.")
    if soort.eenheid in {"leerlingen", "scholen", "aanvragen"} and (getal < 0 or getal != getal.to_integral_value()):
        raise _mis("waarde", f"Een aantal {soort.eenheid} is een heel getal, 0 of meer.")
    return getal


def _uit_breuk(
    soort: declaratie.Indicator, waarde: Decimal | None, teller: Decimal | None, noemer: Decimal | None
) -> Decimal | None:
    if (teller is None) != (noemer is None):
        raise _mis("noemer", "Vul teller en noemer allebei in, of geen van beide.")
    if teller is None or noemer is None:
        return waarde
    if noemer <= 0 or teller < 0:
        raise _mis("noemer", "De noemer is groter dan 0 en de teller is niet negatief.")
    uit = teller / noemer * (100 if soort.eenheid == "%" else 1)
    if waarde is not None and abs(waarde - uit) > Decimal("0.5"):
        raise _mis(
            "waarde", f"Teller en noemer geven {uit:.2f}".replace(".", ",") + "; dat is anders dan wat je invulde."
        )
    return uit


def _decimaal(waarde: object) -> Decimal:
    try:
        getal = Decimal(str(waarde))
    except InvalidOperation:
        raise _mis("waarde", "Dit is geen getal.") from None
    if not getal.is_finite():
        raise _mis("waarde", "Dit is geen getal.")
    if abs(getal) >= GROOTST:
        raise _mis("waarde", "Dit getal is te groot. Controleer de punten en komma's.")
    return getal.quantize(Decimal("0.0001"))


def _mis(veld: str, zin: str) -> OngeldigeInvoer:
    return OngeldigeInvoer(zin, {veld: zin})


def _bewaar(wie: Wie, vast: Meetwaarde, meetwaarde: Meetwaarde) -> None:
    vast.door_id, vast.door_naam, vast.op = wie.gebruiker_id, wie.naam, nu()
    vast.save()
    meetwaarde.refresh_from_db()


def _log(wie: Wie, naam: str, onderwerp: Meetwaarde | str, organisatie: str, zin: str, waarom: str = "") -> None:
    log.leg_vast(
        wie=wie,
        naam=f"indicatoren.{naam}",
        onderwerp=onderwerp,
        organisatie=organisatie,
        zin=zin[:400],
        waarom=waarom[:400],
    )
