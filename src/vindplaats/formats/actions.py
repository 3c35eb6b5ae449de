"""Verbs of formats: open a form, save an answer with a version check, settle a collision.

The owning room checks the right first and writes its own log row for what it means; here the change itself is kept.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.toegang.wie import Wie

from .definitie import Definitie, Vraag
from .models import Antwoord, Antwoordversie, Botsing, Invulling
from .queries import definitie_van
from .waarden import INGEVULD, LEEG, NVT, Gelezen, Invoer, lees_invoer

VERSIE_NA = dt.timedelta(minutes=10)
"""A person typing on keeps one version; after this pause, or by another person, the old text is kept apart."""


@dataclass(frozen=True)
class Bewaard:
    """Outcome of a save: the answer as it now stands, the collision if there was one, what could not be read."""

    antwoord: Antwoord
    botsing: Botsing | None = None
    fouten: dict[str, str] = field(default_factory=dict)


def invulling_openen(*, wie: Wie, definitie: Definitie, onderwerp: str) -> Invulling:
    """Start a form for a thing, in this version of the format. Opening twice gives the same form."""
    invulling, _ = Invulling.objects.voor_taak("formats.invulling_openen").get_or_create(
        onderwerp=onderwerp, defaults={"formaat": definitie.formaat, "versie": definitie.versie}
    )
    return invulling


def invulling_verzetten(*, wie: Wie, onderwerp: str, definitie: Definitie) -> bool:
    """Put a form nobody has answered anything in, in another version of its format. False when there is an answer, or when it
    already is in that version: answers keep the version they were given in."""
    with transaction.atomic():
        rij = (
            Invulling.objects.voor_taak("formats.invulling_verzetten")
            .select_for_update()
            .filter(onderwerp=onderwerp, formaat=definitie.formaat)
            .first()
        )
        if rij is None or rij.versie == definitie.versie or rij.antwoorden.exists():
            return False
        rij.versie = definitie.versie
        rij.save(update_fields=["versie"])
    return True


def antwoord_invoeren(
    *, wie: Wie, invulling: Invulling, vraag: str, invoer: Invoer, gezien: int, herkomst: str = "ingevuld"
) -> Bewaard:
    """Save what was typed at one question. `gezien` is the number of the answer the person had on screen (0: none).

    Unreadable input is kept as typed (stand `ongeldig`) and its sentences are returned. When someone else saved in
    between, nothing is overwritten: the new text is kept as a `Botsing` and returned.
    """
    gelezen = lees_invoer(_vraag(invulling, vraag), invoer)
    bewaard = antwoord_bewaren(
        wie=wie, invulling=invulling, vraag=vraag, gelezen=gelezen, gezien=gezien, herkomst=herkomst
    )
    return Bewaard(bewaard.antwoord, bewaard.botsing, gelezen.fouten)


def antwoord_bewaren(
    *,
    wie: Wie,
    invulling: Invulling,
    vraag: str,
    gelezen: Gelezen,
    gezien: int | None,
    herkomst: str = "ingevuld",
    bron: dict[str, Any] | None = None,
) -> Bewaard:
    """Save a value that was read already (typing, import, last year). `gezien=None` replaces whatever stands there;
    the old answer stays as a version."""
    _vraag(invulling, vraag)
    with transaction.atomic():
        antwoord, nieuw = (
            Antwoord.objects.voor_taak("formats.antwoord_bewaren")
            .select_for_update()
            .get_or_create(
                invulling=invulling,
                vraag=vraag,
                defaults=_velden(wie, gelezen, herkomst, bron) | {"nummer": 1},
            )
        )
        if nieuw:
            _eis_versie(invulling)
        if nieuw or (antwoord.stand, antwoord.waarde) == (gelezen.stand, gelezen.waarde):
            return Bewaard(antwoord)
        if gezien is not None and gezien != antwoord.nummer:
            return Bewaard(antwoord, _botsing(wie, antwoord, gelezen, gezien))
        _vervang(wie, antwoord, gelezen, herkomst, bron)
        return Bewaard(antwoord)


def _eis_versie(invulling: Invulling) -> None:
    """At a first answer: the form is still in the version the person had on screen (an empty form can be put in a newer one)."""
    nu_versie = Invulling.objects.voor_taak("formats.eis_versie").select_for_update().values_list("versie", flat=True)
    if nu_versie.get(pk=invulling.pk) != invulling.versie:
        raise VerkeerdeStand(
            "Het formulier is net vernieuwd. Ververs de pagina; wat je typte staat nog op dit apparaat."
        )


def _vraag(invulling: Invulling, code: str) -> Vraag:
    try:
        return definitie_van(invulling).vraag(code)
    except KeyError:
        raise NietGevonden("Deze vraag hoort niet bij dit formulier. Ververs de pagina.") from None


def _velden(wie: Wie, gelezen: Gelezen, herkomst: str, bron: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "stand": gelezen.stand,
        "waarde": gelezen.waarde,
        "herkomst": herkomst,
        "bron": bron or {},
        "door_id": wie.gebruiker_id,
        "op": nu(),
    }


def _vervang(wie: Wie, antwoord: Antwoord, gelezen: Gelezen, herkomst: str, bron: dict[str, Any] | None) -> None:
    zelfde_hand = (antwoord.door_id, antwoord.herkomst, antwoord.stand) == (wie.gebruiker_id, herkomst, gelezen.stand)
    if antwoord.stand != LEEG and not (zelfde_hand and nu() - antwoord.op <= VERSIE_NA):
        _bewaar_versie(antwoord)
    for naam, waarde in _velden(wie, gelezen, herkomst, bron).items():
        setattr(antwoord, naam, waarde)
    antwoord.nummer += 1
    antwoord.save()


def _bewaar_versie(antwoord: Antwoord) -> None:
    Antwoordversie.objects.create(
        antwoord=antwoord,
        nummer=antwoord.nummer,
        stand=antwoord.stand,
        waarde=antwoord.waarde,
        herkomst=antwoord.herkomst,
        door_id=antwoord.door_id,
        op=antwoord.op,
    )


def _botsing(wie: Wie, antwoord: Antwoord, gelezen: Gelezen, gezien: int) -> Botsing:
    """One open collision per person per question: typing on replaces that person's own second text."""
    botsing, _ = Botsing.objects.voor_taak("formats.botsing").update_or_create(
        antwoord=antwoord,
        door_id=wie.gebruiker_id,
        opgelost_op=None,
        defaults={"stand": gelezen.stand, "waarde": gelezen.waarde, "gezien_nummer": gezien, "op": nu()},
    )
    return botsing


def botsing_oplossen(*, wie: Wie, botsing: Botsing, keuze: str, tekst: str = "") -> Antwoord:
    """Settle a collision: keep `hun` (what stands), take `mijn` (the second text), `beide` under each other, or an
    `eigen` third text. What is not chosen stays as a version."""
    with transaction.atomic():
        botsing = Botsing.objects.voor_taak("formats.botsing_oplossen").select_for_update().get(pk=botsing.pk)
        if botsing.opgelost_op:
            raise VerkeerdeStand("Over deze twee teksten is al gekozen. Ververs de pagina om te zien wat er nu staat.")
        antwoord = (
            Antwoord.objects.voor_taak("formats.botsing_oplossen").select_for_update().get(pk=botsing.antwoord_id)
        )
        gelezen = _keuze(antwoord, botsing, keuze, tekst)
        Antwoordversie.objects.create(
            antwoord=antwoord,
            nummer=antwoord.nummer,
            stand=botsing.stand,
            waarde=botsing.waarde,
            herkomst="botsing",
            door_id=botsing.door_id,
            op=botsing.op,
        )
        if keuze != "hun":
            _bewaar_versie(antwoord)
            for naam, waarde in _velden(wie, gelezen, "ingevuld", None).items():
                setattr(antwoord, naam, waarde)
            antwoord.nummer += 1
            antwoord.save()
        botsing.opgelost_op, botsing.keuze = nu(), keuze
        botsing.save(update_fields=["opgelost_op", "keuze"])
    return antwoord


def _keuze(antwoord: Antwoord, botsing: Botsing, keuze: str, tekst: str) -> Gelezen:
    if keuze == "hun":
        return Gelezen(antwoord.stand, antwoord.waarde)
    if keuze == "mijn":
        return Gelezen(botsing.stand, botsing.waarde)
    if not all(isinstance(w, str | None) for w in (antwoord.waarde, botsing.waarde)):
        raise OngeldigeInvoer("Deze twee antwoorden kunnen niet samen. Kies er een van de twee.")
    if keuze == "beide":
        delen = [str(w).strip() for w in (antwoord.waarde, botsing.waarde) if w]
        return Gelezen(INGEVULD if delen else LEEG, "\n\n".join(delen) or None)
    if keuze == "eigen":
        kaal = tekst.replace("\r\n", "\n").strip()
        return Gelezen(INGEVULD if kaal else LEEG, kaal or None)
    raise OngeldigeInvoer("Kies welke tekst blijft.")


def deel_nvt_zetten(*, wie: Wie, invulling: Invulling, deel: str, aan: bool) -> None:
    """Say of a whole section that it does not apply, or take that back: then what stood there before comes back."""
    for vraag in definitie_van(invulling).deel(deel).vragen:
        if not vraag.nvt:
            continue
        gelezen = Gelezen(NVT) if aan else _voor_nvt(invulling, vraag.code)
        antwoord_bewaren(wie=wie, invulling=invulling, vraag=vraag.code, gelezen=gelezen, gezien=None)


def _voor_nvt(invulling: Invulling, vraag: str) -> Gelezen:
    """The answer before it was set to n.v.t.; the present one when it is not n.v.t. at all."""
    antwoord = Antwoord.objects.voor_taak("formats.voor_nvt").filter(invulling=invulling, vraag=vraag).first()
    if antwoord is None:
        return Gelezen(LEEG)
    if antwoord.stand != NVT:
        return Gelezen(antwoord.stand, antwoord.waarde)
    versie = antwoord.versies.exclude(stand=NVT).first()
    return Gelezen(versie.stand, versie.waarde) if versie else Gelezen(LEEG)


def antwoord_terugzetten(*, wie: Wie, antwoord: Antwoord, versie: Antwoordversie) -> Antwoord:
    """Put an earlier version back (undo); what stood there stays as a version."""
    gelezen = Gelezen(versie.stand, versie.waarde)
    return antwoord_bewaren(
        wie=wie, invulling=antwoord.invulling, vraag=antwoord.vraag, gelezen=gelezen, gezien=None
    ).antwoord
