"""Notices for a role: once in the shared mailbox of that role, and who then needs no notice of their own."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.taken import zet_een_klaar

from .models import Rolbericht, Rolpostvak, RolToekenning
from .post import WACHT


def paren(rollen: Iterable[str], organisaties: Iterable[str]) -> list[tuple[str, str]]:
    """Every role at every organisation, for `bericht_sturen(voor=...)`."""
    waar = list(organisaties)
    return [(rol, organisatie) for rol in rollen for organisatie in waar]


def leg_in_postvakken(voor: Iterable[tuple[str, str]], *, tekst: str, url: str, sleutel: str) -> list[Rolpostvak]:
    """Put a notice in the open mailboxes of these roles, once per `sleutel`; returns those mailboxes. Queues the mail."""
    lijst = set(voor)
    if not lijst:
        return []
    welke = Q(rol__in={r for r, _ in lijst}, organisatie__in={o for _, o in lijst}, gesloten_op=None)
    bakken = [b for b in Rolpostvak.objects.filter(welke) if (b.rol, b.organisatie) in lijst]
    al = set(Rolbericht.objects.filter(postvak__in=bakken, sleutel=sleutel).values_list("postvak_id", flat=True))
    nieuw = [b for b in bakken if b.pk not in al]
    Rolbericht.objects.bulk_create(
        [Rolbericht(postvak=b, tekst=tekst, url=url, sleutel=sleutel, gemaakt_op=nu()) for b in nieuw],
        ignore_conflicts=True,
    )
    mail_straks([b.pk for b in nieuw if b.email])
    return bakken


def zonder_eigen_bericht(
    mensen: set[uuid.UUID], voor: Iterable[tuple[str, str]], bakken: Iterable[Rolpostvak]
) -> set[uuid.UUID]:
    """People who get this only through a mailbox that stands in for their own notice."""
    stil = {(b.rol, b.organisatie) for b in bakken if not b.ook_zelf}
    if not stil:
        return set()
    lijst = set(voor)
    rijen = RolToekenning.objects.geldig_op(vandaag()).filter(
        gebruiker__in=mensen, rol__in={r for r, _ in lijst}, organisatie__in={o for _, o in lijst}
    )
    via: dict[uuid.UUID, set[tuple[str, str]]] = {}
    for mens, rol, organisatie in rijen.values_list("gebruiker_id", "rol", "organisatie"):
        if (rol, organisatie) in lijst:
            via.setdefault(mens, set()).add((rol, organisatie))
    return {mens for mens, rollen in via.items() if rollen <= stil}


def mail_straks(postvakken: Iterable[uuid.UUID]) -> None:
    """Queue the mail to a shared address; several notices within a quarter of an hour become one mail. One task waits per mailbox."""
    from .tasks import postvak_mailen

    welke = sorted(str(pk) for pk in postvakken)
    if welke:
        transaction.on_commit(lambda: zet_een_klaar(postvak_mailen, welke, over=WACHT), robust=True)
