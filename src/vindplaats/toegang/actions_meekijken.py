"""Verbs of looking along: asking, approving, refusing, ending, and whether an organisation wants to approve first."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import naam_van

from .actions import bericht_sturen
from .log import leg_vast
from .models import Gebeurtenis, Gebruiker, Meekijken, Organisatieregel
from .permissions import eis
from .permissions_mensen import BAZEN, NIET_MEE
from .queries import mensen_met_rol
from .rollen import ROLLEN
from .rules import bezwaar_tegen_rol
from .wie import Wie


def meekijken_vragen(
    *, wie: Wie, organisatie: str, rol: str, waarom: str, melding: str, uren: int, aanvrager: Gebruiker | None = None
) -> Meekijken:
    """Ask to look along in a role of an organisation; it begins at once unless that organisation approves first.

    `uren`: at most the setting VINDPLAATS_MEEKIJKEN_UREN. `aanvrager` only for the host's command. The organisation hears it
    at once. Raises GeenRecht, OngeldigeInvoer (role, reason, ticket, hours), VerkeerdeStand (one is open already).
    """
    eis(wie, "toegang.meekijken_vragen", organisatie)
    wie_kijkt = aanvrager.pk if aanvrager is not None and wie.is_taak else wie.gebruiker_id
    if wie_kijkt is None:
        raise GeenRecht("Meekijken doet een mens, met een account.")
    fouten = _fouten(organisatie, rol, waarom, melding, uren)
    if fouten:
        raise OngeldigeInvoer(next(iter(fouten.values())), fouten)
    with transaction.atomic():
        open_ = Meekijken.objects.filter(
            aanvrager_id=wie_kijkt, organisatie=organisatie, beeindigd_op=None, geweigerd_op=None
        )
        if any(rij.stand_op(nu()) in ("loopt", "gevraagd") for rij in open_):
            raise VerkeerdeStand("Je kijkt bij deze organisatie al mee, of je wacht nog op goedkeuring.")
        rij = Meekijken(
            aanvrager_id=wie_kijkt, toekenning_id=wie.toekenning_id, organisatie=organisatie, rol=rol,
            waarom=waarom.strip()[:300], melding=melding.strip()[:60], uren=uren, gevraagd_op=nu(),
        )  # fmt: skip
        if not wil_vooraf(organisatie):
            _begin(rij)
        rij.save()
        wat = "Meekijken begonnen" if rij.begint_op else "Meekijken gevraagd"
        _log(wie, "toegang.meekijken_gevraagd", rij, wat, rij.waarom)
        _meld(wie, rij, "gevraagd")
    return rij


def meekijken_goedkeuren(*, wie: Wie, meekijken: Meekijken) -> Meekijken:
    """Say yes: the time begins now. Never by who asked. Raises GeenRecht, VerkeerdeStand."""
    return _besluit(wie, meekijken, goed=True)


def meekijken_weigeren(*, wie: Wie, meekijken: Meekijken) -> Meekijken:
    """Say no. Raises GeenRecht, VerkeerdeStand."""
    return _besluit(wie, meekijken, goed=False)


def meekijken_beeindigen(*, wie: Wie, meekijken: Meekijken) -> None:
    """End it at once, also in an open session: who looks along, or who speaks for the organisation.

    Raises GeenRecht, VerkeerdeStand (over already).
    """
    eigen = wie.gebruiker_id == meekijken.aanvrager_id
    if not eigen:
        eis(wie, "toegang.meekijken_beslissen", meekijken.organisatie)
    with transaction.atomic():
        rij = Meekijken.objects.select_for_update().get(pk=meekijken.pk)
        if rij.stand_op(nu()) not in ("loopt", "gevraagd"):
            raise VerkeerdeStand("Dit meekijken is al voorbij.")
        rij.beeindigd_op, rij.beeindigd_door_id = nu(), wie.gebruiker_id
        rij.save(update_fields=["beeindigd_op", "beeindigd_door"])
        _log(_als_zelf(wie), "toegang.meekijken_beeindigd", rij, "Meekijken beëindigd")
        _meld(_als_zelf(wie), rij, "beeindigd")


def meekijkregel_zetten(*, wie: Wie, organisatie: str, vooraf: bool) -> None:
    """Must this organisation approve first. Raises GeenRecht."""
    eis(wie, "toegang.meekijken_beslissen", organisatie)
    with transaction.atomic():
        Organisatieregel.objects.update_or_create(organisatie=organisatie, defaults={"meekijken_vooraf": vooraf})
        zin = "Meekijken mag pas na goedkeuring." if vooraf else "Meekijken mag meteen, met bericht."
        leg_vast(
            wie=wie, naam="toegang.meekijkregel_gezet", onderwerp=f"organisatie:{organisatie}"[:120], zin=zin,
            organisatie=organisatie, soort=Gebeurtenis.TOEGANG,
        )  # fmt: skip


def wil_vooraf(organisatie: str) -> bool:
    """Does this organisation want to approve looking along before it begins."""
    return Organisatieregel.objects.filter(organisatie=organisatie, meekijken_vooraf=True).exists()


def _als_zelf(wie: Wie) -> Wie:
    """Who ends the own looking along does so as a person, not in the role that was looked at."""
    return Wie(wie.gebruiker_id, wie.naam, wie.rol, wie.organisatie) if wie.alleen_lezen else wie


def _begin(rij: Meekijken) -> None:
    rij.begint_op = nu()
    rij.verloopt_op = nu() + dt.timedelta(hours=rij.uren)


def _besluit(wie: Wie, meekijken: Meekijken, *, goed: bool) -> Meekijken:
    eis(wie, "toegang.meekijken_beslissen", meekijken.organisatie)
    if wie.gebruiker_id == meekijken.aanvrager_id:
        raise GeenRecht("Je kunt je eigen vraag niet goedkeuren. Dat doet iemand van de organisatie.")
    with transaction.atomic():
        rij = Meekijken.objects.select_for_update().get(pk=meekijken.pk)
        if rij.stand_op(nu()) != "gevraagd":
            raise VerkeerdeStand("Over deze vraag is al besloten.")
        rij.besluit_door_id = wie.gebruiker_id
        if goed:
            _begin(rij)
        else:
            rij.geweigerd_op = nu()
        rij.save()
        wat, woord = ("goedgekeurd", "Meekijken goedgekeurd") if goed else ("geweigerd", "Meekijken geweigerd")
        _log(wie, f"toegang.meekijken_{wat}", rij, woord)
        _meld(wie, rij, wat)
    return rij


def _fouten(organisatie: str, rol: str, waarom: str, melding: str, uren: int) -> dict[str, str]:
    uit = {}
    bezwaar = bezwaar_tegen_rol(rol, organisatie)
    if bezwaar or rol in NIET_MEE:
        uit["rol"] = bezwaar or "In deze rol kan niemand meekijken. Kies een andere rol."
    if len(waarom.strip()) < 10:
        uit["waarom"] = "Schrijf op waarom je meekijkt; de organisatie leest dit."
    if not melding.strip():
        uit["melding"] = "Vul het nummer in van de melding of vraag waar dit bij hoort."
    if not 1 <= uren <= settings.MEEKIJKEN_UREN:
        uit["uren"] = f"Kies 1 tot en met {settings.MEEKIJKEN_UREN} uur."
    return uit


def _log(wie: Wie, naam: str, rij: Meekijken, begin: str, waarom: str = "") -> None:
    leg_vast(
        wie=wie, naam=naam, onderwerp=rij, organisatie=rij.organisatie, soort=Gebeurtenis.TOEGANG, waarom=waarom[:400],
        zin=f"{begin}: {ROLLEN[rij.rol].naam} bij {naam_van(rij.organisatie)}, melding {rij.melding}, {rij.uren} uur.",
    )  # fmt: skip


def sprekers_van(organisatie: str) -> list[Gebruiker]:
    """People who speak for an organisation today: they hear of looking along; a school without a head: its board too."""
    from .queries import bereik_van

    soort = organisatie.partition(":")[0]
    mensen = mensen_met_rol(BAZEN.get(soort, ()), [organisatie])
    if soort == "school":
        mensen += mensen_met_rol(BAZEN["bestuur"], bereik_van(organisatie).besturen)
    return mensen


def _meld(wie: Wie, rij: Meekijken, wat: str) -> None:
    """The organisation hears everything; who asked hears the decision."""
    zinnen = {
        "gevraagd": "Er kijkt iemand mee bij" if rij.begint_op else "Iemand wil meekijken en wacht op goedkeuring bij",
        "goedgekeurd": "Meekijken is goedgekeurd bij",
        "geweigerd": "Meekijken is geweigerd bij",
        "beeindigd": "Meekijken is beëindigd bij",
    }
    naar: set[uuid.UUID] = {m.pk for m in sprekers_van(rij.organisatie)}
    if wat != "gevraagd":
        naar.add(rij.aanvrager_id)
    bericht_sturen(
        wie=wie, naar=naar, url=reverse("toegang:meekijken"), sleutel=f"meekijken:{rij.pk}:{wat}",
        tekst=f"{zinnen[wat]} {naam_van(rij.organisatie)}, in de rol {ROLLEN[rij.rol].naam}."[:300],
    )  # fmt: skip
