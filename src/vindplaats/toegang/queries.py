"""Reads of toegang."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import Bereik, namen_van, organisatie_bereik, soort_van

from .models import Bericht, Gebruiker, Meekijken, RolToekenning, Uitnodiging, Volmacht
from .permissions import beheerbare_organisaties
from .rollen import ROLLEN
from .vers import is_vers
from .wie import Wie

SESSIE_ROL = "rol_toekenning"
SESSIE_MEE = "meekijken"


def bereik_van(organisatie: str) -> Bereik:
    """Which organisations a role at this organisation reaches."""
    zoek = organisatie_bereik.get(soort_van(organisatie))
    return zoek(organisatie) if zoek else Bereik()


def toekenningen_van(gebruiker: Gebruiker) -> list[RolToekenning]:
    """The roles that are on today."""
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(gebruiker=gebruiker)
    return list(geldig.select_related("gebruiker").order_by("organisatie", "rol", "pk"))


def wie_uit(toekenning: RolToekenning, versheid: Callable[[], bool] | None = None) -> Wie:
    """The person of a grant, in that role; `versheid` asks the session of a request for a fresh second factor."""
    return Wie(
        gebruiker_id=toekenning.gebruiker_id,
        naam=toekenning.gebruiker.naam,
        rol=toekenning.rol,
        organisatie=toekenning.organisatie,
        bereik=bereik_van(toekenning.organisatie),
        toekenning_id=toekenning.pk,
        versheid=versheid,
    )


def volmachten_voor(gebruiker: Gebruiker) -> list[Volmacht]:
    """Stand-ins that are on today for this person: roles in which to act for a colleague; one query, two when there are any.

    Every request asks this and nearly nobody stands in, so a light question goes before the heavy one.
    """
    if not Volmacht.objects.filter(naar=gebruiker, beeindigd_op=None, tot__gte=vandaag()).exists():
        return []
    geldig = Volmacht.objects.geldig_op(vandaag()).filter(naar=gebruiker)
    return list(geldig.select_related("toekenning__gebruiker").order_by("toekenning__organisatie", "pk"))


def wie_namens(volmacht: Volmacht, gebruiker: Gebruiker, versheid: Callable[[], bool] | None = None) -> Wie:
    """The stand-in, in the role of the giver: own name and id, and in whose place."""
    toekenning = volmacht.toekenning
    return Wie(
        gebruiker_id=gebruiker.pk, naam=gebruiker.naam, rol=toekenning.rol, organisatie=toekenning.organisatie,
        bereik=bereik_van(toekenning.organisatie), toekenning_id=toekenning.pk, versheid=versheid,
        namens=toekenning.gebruiker.naam, namens_id=toekenning.gebruiker_id, volmacht_id=volmacht.pk,
        rechten=frozenset(volmacht.rechten) if volmacht.rechten else None,
    )  # fmt: skip


def wie_meekijkt(meekijken: Meekijken, gebruiker: Gebruiker) -> Wie:
    """Who looks along: the role that is looked at, reading only, with the reason for the log."""
    return Wie(
        gebruiker_id=gebruiker.pk, naam=gebruiker.naam, rol=meekijken.rol, organisatie=meekijken.organisatie,
        bereik=bereik_van(meekijken.organisatie), alleen_lezen=True, meekijken_id=meekijken.pk,
        waarom=f"Meekijken, melding {meekijken.melding}: {meekijken.waarom}"[:400],
    )  # fmt: skip


def meekijken_nu(gebruiker: Gebruiker, keuze: str) -> Meekijken | None:
    """The looking along with that id when it is on at this moment and of this person, who still may."""
    from .meekijken import geldig_voor

    return geldig_voor(gebruiker, keuze)


def wie_van(request: HttpRequest) -> Wie | None:
    """The person of a request in the role chosen in the session, else the first role; None when nobody or no role.

    Keeps the roles that are on today at `request.toekenningen` and the stand-ins at `request.volmachten`, for the switch in
    the top bar. Looking along that is over falls back to the own role.
    """
    if not request.user.is_authenticated:
        return None
    rollen = toekenningen_van(request.user)
    request.toekenningen = rollen  # type: ignore[attr-defined]
    request.volmachten = namens = volmachten_voor(request.user) if rollen else []  # type: ignore[attr-defined]
    mee = request.session.get(SESSIE_MEE)
    kijkt = meekijken_nu(request.user, mee) if mee else None
    if kijkt:
        return wie_meekijkt(kijkt, request.user)
    gekozen = request.session.get(SESSIE_ROL)
    volmacht = next((v for v in namens if str(v.pk) == gekozen), None)
    if volmacht:
        return wie_namens(volmacht, request.user, partial(is_vers, request))
    aan = next((r for r in rollen if str(r.pk) == gekozen), rollen[0] if rollen else None)
    return wie_uit(aan, partial(is_vers, request)) if aan else None


def mensen_met_rol(rollen: Iterable[str], organisaties: Iterable[str]) -> list[Gebruiker]:
    """People who hold one of these roles today at one of these organisations (for messages and "who can see this")."""
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(rol__in=list(rollen), organisatie__in=list(organisaties))
    return list(Gebruiker.objects.filter(pk__in=geldig.values("gebruiker_id")).order_by("naam", "pk"))


def mensen_lijst(
    wie: Wie, *, zoek: str = "", rol: str = "", organisatie: str = "", stand: str = "geldig"
) -> QuerySet[Gebruiker]:
    """People with a grant at the organisations that this person manages, filtered. `stand`: geldig, voorbij or alle."""
    toekenningen = RolToekenning.objects.filter(organisatie__in=beheerbare_organisaties(wie))
    if rol:
        toekenningen = toekenningen.filter(rol=rol)
    if organisatie:
        toekenningen = toekenningen.filter(organisatie=organisatie)
    geldig = Q(pk__in=toekenningen.geldig_op(vandaag()).values("gebruiker_id"))
    mensen = Gebruiker.objects.filter(pk__in=toekenningen.values("gebruiker_id"))
    if stand == "geldig":
        mensen = mensen.filter(geldig)
    elif stand == "voorbij":
        mensen = mensen.exclude(geldig)
    if zoek:
        mensen = mensen.filter(Q(naam__icontains=zoek) | Q(email__icontains=zoek))
    return mensen.order_by("naam", "pk")


def zichtbare_rollen(wie: Wie, mensen: Iterable[Gebruiker]) -> dict[uuid.UUID, list[RolToekenning]]:
    """Per person the grants that `wie` may see, newest first; one query."""
    uit: dict[uuid.UUID, list[RolToekenning]] = {m.pk: [] for m in mensen}
    rijen = RolToekenning.objects.zichtbaar_voor(wie).filter(gebruiker_id__in=list(uit))
    for toekenning in rijen.select_related("gebruiker", "gegeven_door").order_by("-van", "pk"):
        uit[toekenning.gebruiker_id].append(toekenning)
    return uit


def mens_voor(wie: Wie, mens: uuid.UUID) -> Gebruiker:
    """A person with a grant at an organisation that `wie` manages. Raises NietGevonden for everyone else."""
    gevonden = mensen_lijst(wie, stand="alle").filter(pk=mens).first()
    if gevonden is None:
        raise NietGevonden()
    return gevonden


def toekenning_voor(wie: Wie, toekenning: uuid.UUID) -> RolToekenning:
    """A grant at an organisation that `wie` manages. Raises NietGevonden."""
    rijen = RolToekenning.objects.filter(organisatie__in=beheerbare_organisaties(wie))
    return _een(rijen.select_related("gebruiker"), toekenning)


def uitnodiging_voor(wie: Wie, uitnodiging: uuid.UUID) -> Uitnodiging:
    """An invitation that `wie` may see. Raises NietGevonden."""
    return _een(Uitnodiging.objects.zichtbaar_voor(wie), uitnodiging)


def bericht_voor(wie: Wie, bericht: uuid.UUID) -> Bericht:
    """One of the own messages. Raises NietGevonden."""
    return _een(Bericht.objects.zichtbaar_voor(wie), bericht)


def _een(rijen: Any, pk: uuid.UUID) -> Any:
    gevonden = rijen.filter(pk=pk).first()
    if gevonden is None:
        raise NietGevonden()
    return gevonden


def organisatie_keuzes(wie: Wie) -> list[tuple[str, str]]:
    """Organisations this person manages, as (key, name), own one first and then by name."""
    namen = namen_van(beheerbare_organisaties(wie))
    return sorted(namen.items(), key=lambda paar: (paar[0] != wie.organisatie, paar[1].lower()))


def geldige_sleutel(sleutel: str, soort: str) -> bool:
    """Is it a key of that kind: `bestuur:90001` for a role that lives at a bestuur."""
    return soort_van(sleutel) == soort and sleutel.partition(":")[2] != ""


def alles_in_bereik(wie: Wie, gebruiker: Gebruiker) -> bool:
    """Are all roles this person ever had at organisations that `wie` manages (only then may the factor be wiped)."""
    eigen = beheerbare_organisaties(wie)
    rollen = RolToekenning.objects.filter(gebruiker=gebruiker).values_list("organisatie", flat=True)
    return bool(rollen) and all(o in eigen for o in rollen)


def rol_naam(code: str) -> str:
    """Name of a role by its code; the code itself when unknown."""
    return ROLLEN[code].naam if code in ROLLEN else code
