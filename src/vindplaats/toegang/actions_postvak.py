"""Verbs of role mailboxes: setting one up, picking work up, giving it back, done."""

from django.db import IntegrityError, transaction

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import naam_van

from .actions import _schoon_adres
from .log import leg_vast
from .models import Gebeurtenis, Oppak, Rolbericht, Rolpostvak
from .permissions import eis
from .rollen import ROLLEN
from .rules import bezwaar_tegen_rol
from .wie import Wie


def rolpostvak_zetten(*, wie: Wie, organisatie: str, rol: str, email: str, ook_zelf: bool) -> Rolpostvak:
    """Give a role at an organisation a shared mailbox, or change or reopen it. Raises GeenRecht, OngeldigeInvoer."""
    eis(wie, "toegang.rolpostvak_beheren", organisatie)
    bezwaar = bezwaar_tegen_rol(rol, organisatie)
    if bezwaar:
        raise OngeldigeInvoer(bezwaar, {"rol": bezwaar})
    if email.strip():
        email = _schoon_adres(email)
    with transaction.atomic():
        rij, _ = Rolpostvak.objects.update_or_create(
            organisatie=organisatie,
            rol=rol,
            defaults={"email": email.strip(), "ook_zelf": ook_zelf, "gesloten_op": None},
        )
        waarheen = "met gedeeld adres" if rij.email else "zonder adres"
        _log(wie, "toegang.rolpostvak_gezet", rij, f"Gedeeld postvak ingesteld, {waarheen}")
    return rij


def rolpostvak_sluiten(*, wie: Wie, postvak: Rolpostvak) -> None:
    """Close it: new notices go to the people themselves again; what waits stays readable. Raises GeenRecht, VerkeerdeStand."""
    eis(wie, "toegang.rolpostvak_beheren", postvak.organisatie)
    with transaction.atomic():
        if not Rolpostvak.objects.filter(pk=postvak.pk, gesloten_op=None).update(gesloten_op=nu()):
            raise VerkeerdeStand("Dit postvak is al gesloten.")
        _log(wie, "toegang.rolpostvak_gesloten", postvak, "Gedeeld postvak gesloten")


def werk_oppakken(*, wie: Wie, postvak: Rolpostvak, sleutel: str, titel: str) -> Oppak:
    """Say that you do this. Raises GeenRecht (not your role), VerkeerdeStand (somebody was first)."""
    eis(wie, "toegang.rolpostvak_werken", postvak)
    if wie.gebruiker_id is None:
        raise GeenRecht("Werk oppakken doet een mens.")
    try:
        with transaction.atomic():
            rij = Oppak.objects.create(
                postvak=postvak, sleutel=sleutel[:320], titel=titel[:300], gebruiker_id=wie.gebruiker_id, op=nu()
            )
            _log(wie, "toegang.werk_opgepakt", postvak, "Werk van de rol opgepakt")
    except IntegrityError:
        ander = Oppak.objects.select_related("gebruiker").filter(postvak=postvak, sleutel=sleutel[:320]).first()
        if ander is not None and ander.gebruiker_id == wie.gebruiker_id:
            return ander
        wie_al = ander.gebruiker.naam if ander else "Iemand anders"
        raise VerkeerdeStand(f"{wie_al} heeft dit al opgepakt. Overleg met elkaar.") from None
    return rij


def werk_teruggeven(*, wie: Wie, oppak: Oppak) -> None:
    """Give it back to the role; by who picked it up, or a colleague with the role. Raises GeenRecht, VerkeerdeStand."""
    eis(wie, "toegang.rolpostvak_werken", oppak.postvak)
    with transaction.atomic():
        weg, _ = Oppak.objects.filter(pk=oppak.pk).delete()
        if not weg:
            raise VerkeerdeStand("Dit was al teruggegeven.")
        _log(wie, "toegang.werk_teruggegeven", oppak.postvak, "Werk van de rol teruggegeven")


def rolbericht_klaar(*, wie: Wie, bericht: Rolbericht) -> None:
    """Done: it leaves the list of everyone with the role. Raises GeenRecht, VerkeerdeStand."""
    eis(wie, "toegang.rolpostvak_werken", bericht.postvak)
    with transaction.atomic():
        gedaan = Rolbericht.objects.filter(pk=bericht.pk, klaar_op=None).update(
            klaar_op=nu(), klaar_door_id=wie.gebruiker_id
        )
        if not gedaan:
            raise VerkeerdeStand("Dit bericht was al afgehandeld.")
        Oppak.objects.filter(postvak=bericht.postvak, sleutel=f"bericht:{bericht.pk}").delete()
        _log(wie, "toegang.rolbericht_klaar", bericht.postvak, "Bericht voor de rol afgehandeld")


def _log(wie: Wie, naam: str, postvak: Rolpostvak, begin: str) -> None:
    leg_vast(
        wie=wie, naam=naam, onderwerp=postvak, organisatie=postvak.organisatie, soort=Gebeurtenis.TOEGANG,
        zin=f"{begin}: {ROLLEN[postvak.rol].naam} bij {naam_van(postvak.organisatie)}.",
    )  # fmt: skip
