"""The verb of leaving: everything open goes to a successor, roles end on a day, sessions end. All of it, or nothing."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import OpenDing, naam_van, overdraagbaar

from . import sessies
from .actions import _niet_jezelf, bericht_sturen, rol_geven
from .log import leg_vast
from .models import Gebeurtenis, Gebruiker, Meekijken, Overdracht, RolToekenning, Vertrek, Volmacht
from .permissions import eis
from .rollen import ROLLEN
from .wie import Wie

ALLES = "alles"


@dataclass(frozen=True)
class Vertrekding:
    """An open thing with the room it comes from; `veld` is its name in the form."""

    kamer: str
    ding: OpenDing

    @property
    def veld(self) -> str:
        return "opv-" + hashlib.sha256(f"{self.kamer}|{self.ding.sleutel}".encode()).hexdigest()[:16]


def open_dingen(gebruiker: Gebruiker, organisatie: str) -> list[Vertrekding]:
    """Everything open of a person at an organisation, of every room, sorted by kind and title."""
    uit = [
        Vertrekding(kamer, d) for kamer, bron in overdraagbaar.items() for d in bron.open_dingen(gebruiker, organisatie)
    ]
    return sorted(uit, key=lambda v: (v.ding.vervalt, v.ding.soort, v.ding.titel, v.ding.sleutel))


def vertrek_regelen(
    *,
    wie: Wie,
    gebruiker: Gebruiker,
    organisatie: str,
    laatste_dag: dt.date,
    opvolgers: Mapping[str, str],
    per_direct: bool = False,
    rollen_ook: bool = False,
    waarom: str = "",
) -> Vertrek:
    """Somebody leaves an organisation. `opvolgers`: field of an open thing (or `alles`) -> id of a person there.

    `rollen_ook`: a successor without the role that a thing needs gets it from today. Raises GeenRecht, OngeldigeInvoer (day,
    successor), Onvolledig (things without successor), VerkeerdeStand (no role there, something changed meanwhile).
    """
    eis(wie, "toegang.vertrek_regelen", organisatie)
    _niet_jezelf(wie, gebruiker, "vertrek regelen")
    if laatste_dag < vandaag():
        zin = "De laatste dag ligt in het verleden. Kies vandaag of later, of kies Per direct."
        raise OngeldigeInvoer(zin, {"laatste_dag": zin})
    with transaction.atomic():
        rollen = _rollen(gebruiker, organisatie)
        dingen = [v for v in open_dingen(gebruiker, organisatie) if not v.ding.vervalt]
        keuze = _keuzes(dingen, opvolgers, gebruiker, organisatie)
        vertrek = Vertrek.objects.create(
            gebruiker=gebruiker, organisatie=organisatie, laatste_dag=vandaag() if per_direct else laatste_dag,
            waarom=waarom.strip()[:400], door_id=wie.gebruiker_id, op=nu(),
        )  # fmt: skip
        _eis_rollen(wie, dingen, keuze, organisatie, laatste_dag, rollen_ook)
        for v in dingen:
            _geef(wie, vertrek, v, keuze[v.veld])
        _beeindig(gebruiker, organisatie, rollen, laatste_dag, per_direct)
        leg_vast(
            wie=wie, naam="toegang.vertrek_geregeld", onderwerp=vertrek, organisatie=organisatie, soort=Gebeurtenis.TOEGANG,
            waarom=waarom.strip()[:400],
            zin=f"Vertrek geregeld bij {naam_van(organisatie)}: {len(rollen)} rollen, {len(dingen)} zaken overgedragen.",
            details={"gebruiker": str(gebruiker.pk)},
        )  # fmt: skip
        _vertel(wie, vertrek, [keuze[v.veld] for v in dingen])
        if per_direct:
            sessies.sluit_van(gebruiker.pk, "je rollen zijn beëindigd")
    return vertrek


def overdracht_gezien(*, wie: Wie, overdracht: Overdracht) -> None:
    """The successor has it: it leaves the worklist. Raises NietGevonden for somebody else's, VerkeerdeStand (seen already)."""
    if overdracht.naar_id != wie.gebruiker_id:
        raise NietGevonden()
    with transaction.atomic():
        if not Overdracht.objects.filter(pk=overdracht.pk, gezien_op=None).update(gezien_op=nu()):
            raise VerkeerdeStand("Dit had je al gezien.")
        leg_vast(
            wie=wie, naam="toegang.overdracht_gezien", onderwerp=overdracht, organisatie=overdracht.organisatie,
            zin="Overgedragen werk gezien.", soort=Gebeurtenis.TOEGANG,
        )  # fmt: skip


def _rollen(gebruiker: Gebruiker, organisatie: str) -> list[RolToekenning]:
    rijen = RolToekenning.objects.select_for_update().filter(gebruiker=gebruiker, organisatie=organisatie)
    lopend = [r for r in rijen if r.stand_op(vandaag()) != "voorbij"]
    if not lopend:
        raise VerkeerdeStand("Deze persoon heeft hier geen rol meer.")
    return lopend


def _keuzes(
    dingen: list[Vertrekding], opvolgers: Mapping[str, str], van: Gebruiker, organisatie: str
) -> dict[str, Gebruiker]:
    gevraagd = {v.veld: opvolgers.get(v.veld) or opvolgers.get(ALLES) or "" for v in dingen}
    mist = [f"{v.ding.soort}: {v.ding.titel}" for v in dingen if not gevraagd[v.veld]]
    if mist:
        raise Onvolledig(f"Kies een opvolger voor: {_kort(mist)}.", mist)
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(organisatie=organisatie)
    mensen = {str(m.pk): m for m in Gebruiker.objects.filter(pk__in=geldig.values("gebruiker_id")).exclude(pk=van.pk)}
    if any(pk not in mensen for pk in gevraagd.values()):
        zin = "Kies als opvolger iemand die bij deze organisatie een rol heeft."
        raise OngeldigeInvoer(zin, {"opvolger": zin})
    return {veld: mensen[pk] for veld, pk in gevraagd.items()}


def _eis_rollen(
    wie: Wie, dingen: list[Vertrekding], keuze: dict[str, Gebruiker], organisatie: str, dag: dt.date, rollen_ook: bool
) -> None:
    """Every successor holds a role that the thing needs, also after the last day; with `rollen_ook` it is granted."""
    daarna = max(vandaag(), dag + dt.timedelta(days=1))
    heeft: dict[uuid.UUID, set[str]] = {}
    rijen = RolToekenning.objects.geldig_op(daarna).filter(organisatie=organisatie)
    for mens, rol in rijen.values_list("gebruiker_id", "rol"):
        heeft.setdefault(mens, set()).add(rol)
    mist: dict[tuple[uuid.UUID, str], Gebruiker] = {}
    for v in dingen:
        naar = keuze[v.veld]
        if v.ding.rollen and not v.ding.rollen & heeft.get(naar.pk, set()):
            mist[(naar.pk, sorted(v.ding.rollen)[0])] = naar
    if mist and not rollen_ook:
        wie_mist = [f"{naar.naam} heeft de rol {ROLLEN[rol].naam} niet" for (_, rol), naar in mist.items()]
        raise Onvolledig(f"{_kort(wie_mist)}. Kies iemand anders, of laat de rol meteen geven.", wie_mist)
    for (_, rol), naar in mist.items():
        rol_geven(wie=wie, gebruiker=naar, rol=rol, organisatie=organisatie)


def _geef(wie: Wie, vertrek: Vertrek, v: Vertrekding, naar: Gebruiker) -> None:
    overdraagbaar[v.kamer].draag_over(wie, v.ding, vertrek.gebruiker, naar)
    Overdracht.objects.create(
        vertrek=vertrek, kamer=v.kamer, sleutel=v.ding.sleutel[:320], soort=v.ding.soort[:60], titel=v.ding.titel[:300],
        url=v.ding.url[:300], organisatie=vertrek.organisatie, van=vertrek.gebruiker, naar=naar,
    )  # fmt: skip


def _beeindig(
    gebruiker: Gebruiker, organisatie: str, rollen: list[RolToekenning], dag: dt.date, per_direct: bool
) -> None:
    for rol in rollen:
        if per_direct or rol.van > dag:
            rol.beeindigd_op = nu()
        else:
            rol.tot = dag if rol.tot is None else min(rol.tot, dag)
        rol.save(update_fields=["beeindigd_op", "tot"])
    volmachten = Volmacht.objects.filter(
        Q(toekenning__gebruiker=gebruiker) | Q(naar=gebruiker), toekenning__organisatie=organisatie, beeindigd_op=None
    )
    (volmachten if per_direct else volmachten.filter(van__gt=dag)).update(beeindigd_op=nu())
    volmachten.filter(tot__gt=dag).update(tot=dag)
    Meekijken.objects.filter(aanvrager=gebruiker, toekenning__in=rollen, beeindigd_op=None).filter(
        Q(verloopt_op__gt=nu()) | Q(begint_op=None)
    ).update(beeindigd_op=nu())


def _vertel(wie: Wie, vertrek: Vertrek, naar: list[Gebruiker]) -> None:
    """Both hear it: how many things went where; what they are stands behind the link."""
    waar = naam_van(vertrek.organisatie)
    for mens in {m.pk: m for m in naar}.values():
        aantal = sum(1 for m in naar if m.pk == mens.pk)
        bericht_sturen(
            wie=wie, naar=[mens], url=reverse("toegang:overdrachten"), sleutel=f"vertrek:{vertrek.pk}",
            tekst=f"Je neemt werk over bij {waar}: {aantal} {'zaak' if aantal == 1 else 'zaken'}. Kijk wat het is.",
        )  # fmt: skip
    bericht_sturen(
        wie=wie, naar=[vertrek.gebruiker], url=reverse("toegang:overdrachten"), sleutel=f"vertrek:{vertrek.pk}",
        tekst=f"Je werk bij {waar} is overgedragen: {len(naar)} {'zaak' if len(naar) == 1 else 'zaken'}."[:300],
    )  # fmt: skip


def _kort(dingen: list[str]) -> str:
    """The first three, and how many more."""
    meer = f" en nog {len(dingen) - 3}" if len(dingen) > 3 else ""
    return "; ".join(dingen[:3]) + meer
