"""Reads of the people side: standing in, looking along, role mailboxes."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import namen_van, werklijsten

from .models import Gebruiker, Meekijken, Oppak, Organisatieregel, Rolbericht, Rolpostvak, RolToekenning, Volmacht
from .permissions import mag
from .permissions_mensen import meekijk_organisaties, spreekt_voor
from .rollen import ROLLEN
from .wie import Wie

STAND_VOLMACHT = {"loopt": "goed", "komt": "bezig", "voorbij": "neutraal", "beëindigd": "neutraal"}


@dataclass(frozen=True)
class Vervangregel:
    """A stand-in as a screen shows it."""

    volmacht: Volmacht
    organisatie: str
    rol: str
    stand: str
    mag_stoppen: bool

    @property
    def soort(self) -> str:
        return STAND_VOLMACHT[self.stand]

    @property
    def hoeveel(self) -> str:
        aantal = len(self.volmacht.rechten)
        return f"{aantal} gekozen {'recht' if aantal == 1 else 'rechten'}" if aantal else "de hele rol"


def stand_van_volmacht(volmacht: Volmacht) -> str:
    """`loopt`, `komt`, `voorbij` or `beëindigd` today; also over when the giver's role is."""
    if volmacht.beeindigd_op:
        return "beëindigd"
    if volmacht.tot < vandaag() or volmacht.toekenning.stand_op(vandaag()) == "voorbij":
        return "voorbij"
    return "komt" if volmacht.van > vandaag() else "loopt"


def vervangregels(wie: Wie, rijen: Any) -> list[Vervangregel]:
    """Stand-ins ready for a screen: one query for the rows, one per kind of organisation for the names."""
    lijst = list(rijen.select_related("toekenning__gebruiker", "naar"))
    namen = namen_van(v.toekenning.organisatie for v in lijst)
    uit = []
    for v in lijst:
        stand = stand_van_volmacht(v)
        zelf = wie.gebruiker_id in {v.naar_id, v.toekenning.gebruiker_id}
        beheer = mag(wie, "toegang.volmacht_beheren", v.toekenning.organisatie)
        organisatie = namen[v.toekenning.organisatie]
        uit.append(
            Vervangregel(
                v, organisatie, ROLLEN[v.toekenning.rol].naam, stand, stand in ("loopt", "komt") and (zelf or beheer)
            )
        )
    return uit


def volmacht_voor(wie: Wie, volmacht: uuid.UUID) -> Volmacht:
    """A stand-in this person may see. Raises NietGevonden."""
    rij = (
        Volmacht.objects.zichtbaar_voor(wie).select_related("toekenning__gebruiker", "naar").filter(pk=volmacht).first()
    )
    if rij is None:
        raise NietGevonden()
    return rij


def collegas(wie: Wie) -> list[Gebruiker]:
    """People with a role today at the organisation of the role that is on, without oneself."""
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(organisatie=wie.organisatie)
    return list(
        Gebruiker.objects.filter(pk__in=geldig.values("gebruiker_id"))
        .exclude(pk=wie.gebruiker_id)  # type: ignore[misc]
        .order_by("naam", "pk")
    )


WOORDEN_MEEKIJKEN = {
    "gevraagd": ("Wacht op goedkeuring", "aandacht"),
    "loopt": ("Loopt nu", "bezig"),
    "voorbij": ("Voorbij", "neutraal"),
    "beeindigd": ("Beëindigd", "neutraal"),
    "geweigerd": ("Geweigerd", "neutraal"),
}


@dataclass(frozen=True)
class Meekijkregel:
    """Looking along as a screen shows it, with what this person may do."""

    rij: Meekijken
    organisatie: str
    stand: str
    eigen: bool
    mag_stoppen: bool
    mag_beslissen: bool

    @property
    def woord(self) -> str:
        return WOORDEN_MEEKIJKEN[self.stand][0]

    @property
    def soort(self) -> str:
        return WOORDEN_MEEKIJKEN[self.stand][1]


def meekijkregels(wie: Wie, rijen: Any) -> list[Meekijkregel]:
    """Looking along ready for a screen."""
    lijst = list(rijen)
    namen = namen_van(r.organisatie for r in lijst)
    uit = []
    for rij in lijst:
        stand, eigen = rij.stand_op(nu()), rij.aanvrager_id == wie.gebruiker_id
        spreekt = mag(wie, "toegang.meekijken_beslissen", rij.organisatie)
        uit.append(Meekijkregel(
            rij, namen[rij.organisatie], stand, eigen,
            stand in ("loopt", "gevraagd") and (eigen or spreekt), stand == "gevraagd" and spreekt and not eigen,
        ))  # fmt: skip
    return uit


def meekijken_lijst(wie: Wie) -> QuerySet[Meekijken]:
    """Looking along this person may see, newest first."""
    return Meekijken.objects.zichtbaar_voor(wie).select_related("aanvrager", "besluit_door", "beeindigd_door")


def meekijken_voor(wie: Wie, meekijken: uuid.UUID) -> Meekijken:
    """One looking along this person may see. Raises NietGevonden."""
    rij = meekijken_lijst(wie).filter(pk=meekijken).first()
    if rij is None:
        raise NietGevonden()
    return rij


def kijkt_nu_mee(wie: Wie) -> int:
    """How many look along now, or ask to, at the organisations of this person; for the banner."""
    organisaties = meekijk_organisaties(wie)
    if not organisaties or not mag(wie, "toegang.meekijken_zien"):
        return 0
    loopt = Q(verloopt_op__gt=nu()) | Q(begint_op=None)
    return Meekijken.objects.filter(loopt, organisatie__in=organisaties, beeindigd_op=None, geweigerd_op=None).count()


def meekijkregel_van(wie: Wie) -> tuple[bool, bool]:
    """Does the own organisation approve first, and may this person change that."""
    vooraf = Organisatieregel.objects.filter(organisatie=wie.organisatie, meekijken_vooraf=True).exists()
    return vooraf, spreekt_voor(wie, wie.organisatie) and mag(wie, "toegang.meekijken_beslissen", wie.organisatie)


# --- role mailboxes ---------------------------------------------------------------------------------------------------


def postvak_voor(wie: Wie, postvak: uuid.UUID) -> Rolpostvak:
    """A mailbox of a role this person may see. Raises NietGevonden."""
    rij = Rolpostvak.objects.zichtbaar_voor(wie).filter(pk=postvak).first()
    if rij is None:
        raise NietGevonden()
    return rij


def eigen_postvak(wie: Wie) -> Rolpostvak | None:
    """The open mailbox of the role that is on now."""
    return Rolpostvak.objects.filter(rol=wie.rol, organisatie=wie.organisatie, gesloten_op=None).first()


def leden_van(postvak: Rolpostvak) -> list[Gebruiker]:
    """Who has the role of this mailbox today."""
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(rol=postvak.rol, organisatie=postvak.organisatie)
    return list(Gebruiker.objects.filter(pk__in=geldig.values("gebruiker_id")).order_by("naam", "pk"))


@dataclass(frozen=True)
class Postvakregel:
    """One thing in the shared list: a message for the role or a step of its worklist, and who picked it up."""

    sleutel: str
    titel: str
    waarover: str
    url: str
    uiterlijk: Any
    oppak: Oppak | None
    bericht: Rolbericht | None = None


def postvak_regels(wie: Wie, postvak: Rolpostvak) -> list[Postvakregel]:
    """Messages that are not done and the worklist of the role, with claims; dated first, at most 200 messages.

    Only for who has the role: a manager sees that there is work, not what (`postvak_telling`).
    """
    if (wie.rol, wie.organisatie) != (postvak.rol, postvak.organisatie):
        return []
    claims = {o.sleutel: o for o in postvak.opgepakt.select_related("gebruiker")}
    berichten = postvak.berichten.filter(klaar_op=None)[:200]
    uit = [
        Postvakregel(f"bericht:{b.pk}", b.tekst, "", b.url, None, claims.get(f"bericht:{b.pk}"), b) for b in berichten
    ]
    for werk in werk_van_rol(wie):
        sleutel = f"werk:{werk.url}"[:320]
        uit.append(Postvakregel(sleutel, werk.titel, werk.waarover, werk.url, werk.uiterlijk, claims.get(sleutel)))
    return uit


def werk_van_rol(wie: Wie) -> list[Any]:
    """Steps of the worklist of a role, without what belongs to one person (the shared list of toegang itself)."""
    regels = [werk for kamer, lijst in werklijsten.items() if kamer != "toegang" for werk in lijst(wie)]
    return sorted(regels, key=lambda w: (w.uiterlijk is None, w.uiterlijk or vandaag(), w.titel))


def postvak_telling(postvakken: list[Rolpostvak]) -> dict[uuid.UUID, int]:
    """How many messages are waiting per mailbox."""
    rijen = (
        Rolbericht.objects.filter(postvak__in=postvakken, klaar_op=None).values_list("postvak").annotate(n=Count("pk"))
    )
    return dict(rijen)
