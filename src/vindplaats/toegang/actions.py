"""Verbs of toegang: inviting, granting, ending, switching role, messages. Each one checks, writes in one transaction, logs."""

import datetime as dt
import uuid
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from vindplaats.kern.fouten import GeenRecht, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import naam_van

from . import post, rolpost, sessies
from .log import leg_vast
from .models import Bericht, Gebeurtenis, Gebruiker, RolToekenning, Uitnodiging
from .permissions import eis
from .queries import alles_in_bereik, geldige_sleutel
from .rollen import ROLLEN
from .rules import bezwaar_tegen_periode, bezwaar_tegen_rol, hash_token, nieuw_token
from .wie import Wie

TOEGANG = Gebeurtenis.TOEGANG


# --- invitations -----------------------------------------------------------------------------------------------------


def mens_uitnodigen(
    *,
    wie: Wie,
    email: str,
    naam: str,
    rol: str,
    organisatie: str,
    rol_van: dt.date | None = None,
    rol_tot: dt.date | None = None,
) -> Uitnodiging:
    """Invite somebody by mail to take a role. The mail holds a link and no personal data (AVG-04, AVG-08).

    Raises GeenRecht (not your organisation), OngeldigeInvoer (address, role or dates), VerkeerdeStand (already invited).
    """
    eis(wie, "toegang.uitnodigen", organisatie)
    email = _schoon_adres(email)
    _eis_rol(rol, organisatie, rol_van or vandaag(), rol_tot)
    if not naam.strip():
        raise OngeldigeInvoer("Vul een naam in.", {"naam": "Vul een naam in."})
    if Uitnodiging.objects.open().filter(email=email, rol=rol, organisatie=organisatie, verloopt__gt=nu()).exists():
        raise VerkeerdeStand("Er is al een uitnodiging onderweg. Verstuur die opnieuw of trek hem eerst in.")
    with transaction.atomic():
        uitnodiging = Uitnodiging(
            email=email, naam=naam.strip(), rol=rol, organisatie=organisatie, rol_van=rol_van, rol_tot=rol_tot,
            gemaakt_door_id=wie.gebruiker_id,
        )  # fmt: skip
        _verstuur(uitnodiging)
        _log_uitnodiging(wie, "toegang.mens_uitgenodigd", uitnodiging, "Uitnodiging verstuurd")
    return uitnodiging


def uitnodiging_opnieuw(*, wie: Wie, uitnodiging: Uitnodiging) -> Uitnodiging:
    """Send it again with a new link and a new term; the old link stops working. Raises VerkeerdeStand when it is over."""
    eis(wie, "toegang.uitnodigen", uitnodiging.organisatie)
    with transaction.atomic():
        uitnodiging = _open_uitnodiging(uitnodiging.pk)
        _verstuur(uitnodiging)
        _log_uitnodiging(wie, "toegang.uitnodiging_opnieuw_verstuurd", uitnodiging, "Uitnodiging opnieuw verstuurd")
    return uitnodiging


def uitnodiging_intrekken(*, wie: Wie, uitnodiging: Uitnodiging) -> None:
    """Withdraw it: the link stops working. Raises VerkeerdeStand when it was taken or withdrawn already."""
    eis(wie, "toegang.uitnodigen", uitnodiging.organisatie)
    with transaction.atomic():
        uitnodiging = _open_uitnodiging(uitnodiging.pk)
        uitnodiging.ingetrokken_op = nu()
        uitnodiging.save(update_fields=["ingetrokken_op"])
        _log_uitnodiging(wie, "toegang.uitnodiging_ingetrokken", uitnodiging, "Uitnodiging ingetrokken")


def uitnodiging_aannemen(
    *, wie: Wie, uitnodiging: Uitnodiging, naam: str = "", wachtwoord: str = "", gebruiker: Gebruiker | None = None
) -> RolToekenning:
    """Take the role: with a new account (`naam`, `wachtwoord`) or with the signed-in `gebruiker` of that address.

    The caller has found the invitation by its token. Raises VerkeerdeStand (over, expired, account exists), GeenRecht (the
    account has another address), OngeldigeInvoer (weak password).
    """
    with transaction.atomic():
        uitnodiging = _open_uitnodiging(uitnodiging.pk)
        if uitnodiging.verloopt <= nu():
            raise VerkeerdeStand("Deze uitnodiging is verlopen. Vraag wie je uitnodigde om een nieuwe.")
        if gebruiker is None:
            gebruiker = _nieuw_account(uitnodiging, naam, wachtwoord)
        elif gebruiker.email != uitnodiging.email:
            raise GeenRecht(
                "Deze uitnodiging is voor een ander e-mailadres. Meld je aan met het account van dat adres."
            )
        toekenning = RolToekenning.objects.create(
            gebruiker=gebruiker, rol=uitnodiging.rol, organisatie=uitnodiging.organisatie,
            van=max(uitnodiging.rol_van or vandaag(), vandaag()), tot=uitnodiging.rol_tot,
            gegeven_door_id=uitnodiging.gemaakt_door_id,
        )  # fmt: skip
        uitnodiging.aangenomen_op, uitnodiging.gebruiker = nu(), gebruiker
        uitnodiging.save(update_fields=["aangenomen_op", "gebruiker"])
        mens = Wie(gebruiker.pk, gebruiker.naam, toekenning.rol, toekenning.organisatie)
        _log_uitnodiging(mens, "toegang.uitnodiging_aangenomen", uitnodiging, "Uitnodiging aangenomen")
    return toekenning


def _nieuw_account(uitnodiging: Uitnodiging, naam: str, wachtwoord: str) -> Gebruiker:
    if Gebruiker.objects.filter(email=uitnodiging.email).exists():
        raise VerkeerdeStand("Je hebt al een account. Meld je aan en open de link uit de mail dan nog een keer.")
    if not naam.strip():
        raise OngeldigeInvoer("Vul je naam in.", {"naam": "Vul je naam in."})
    try:
        validate_password(wachtwoord, Gebruiker(email=uitnodiging.email, naam=naam))
    except ValidationError as fout:
        raise OngeldigeInvoer("Kies een ander wachtwoord.", {"wachtwoord": " ".join(fout.messages)}) from None
    gebruiker = Gebruiker.objects.create_user(uitnodiging.email, naam.strip(), wachtwoord)
    EmailAddress.objects.create(user=gebruiker, email=gebruiker.email, verified=True, primary=True)
    return gebruiker


def _open_uitnodiging(pk: uuid.UUID) -> Uitnodiging:
    uitnodiging = Uitnodiging.objects.select_for_update().get(pk=pk)
    if uitnodiging.aangenomen_op:
        raise VerkeerdeStand("Deze uitnodiging is al aangenomen.")
    if uitnodiging.ingetrokken_op:
        raise VerkeerdeStand("Deze uitnodiging is ingetrokken.")
    return uitnodiging


def _verstuur(uitnodiging: Uitnodiging) -> None:
    token = nieuw_token()
    uitnodiging.token_hash = hash_token(token)
    uitnodiging.verloopt = nu() + dt.timedelta(days=settings.UITNODIGING_DAGEN)
    uitnodiging.save()
    email, organisatie = uitnodiging.email, uitnodiging.organisatie
    transaction.on_commit(lambda: post.uitnodiging(email, token, organisatie))


def _log_uitnodiging(wie: Wie, naam: str, uitnodiging: Uitnodiging, begin: str) -> None:
    rol, waar = ROLLEN[uitnodiging.rol].naam, naam_van(uitnodiging.organisatie)
    leg_vast(
        wie=wie, naam=naam, onderwerp=uitnodiging, organisatie=uitnodiging.organisatie, soort=TOEGANG,
        zin=f"{begin} voor de rol {rol} bij {waar}.",
    )  # fmt: skip


def _schoon_adres(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        zin = "Dit is geen e-mailadres. Schrijf het als naam@organisatie.nl."
        raise OngeldigeInvoer(zin, {"email": zin}) from None
    return email


def _eis_rol(rol: str, organisatie: str, van: dt.date, tot: dt.date | None) -> None:
    bezwaar = bezwaar_tegen_rol(rol, organisatie)
    if bezwaar or not geldige_sleutel(organisatie, ROLLEN[rol].soort):
        raise OngeldigeInvoer(bezwaar or "Kies een organisatie.", {"organisatie": bezwaar or "Kies een organisatie."})
    bezwaar = bezwaar_tegen_periode(van, tot)
    if bezwaar:
        raise OngeldigeInvoer(bezwaar, {"tot": bezwaar})


# --- roles -----------------------------------------------------------------------------------------------------------


def rol_geven(
    *,
    wie: Wie,
    gebruiker: Gebruiker,
    rol: str,
    organisatie: str,
    van: dt.date | None = None,
    tot: dt.date | None = None,
) -> RolToekenning:
    """Grant a role from/until (both days count). Nobody grants a role to oneself: four eyes.

    Raises GeenRecht, OngeldigeInvoer (role, dates), VerkeerdeStand (the person has this role in that period already).
    """
    eis(wie, "toegang.rol_geven", organisatie)
    _niet_jezelf(wie, gebruiker, "een rol geven")
    van = van or vandaag()
    _eis_rol(rol, organisatie, van, tot)
    with transaction.atomic():
        _eis_geen_dubbel(gebruiker, rol, organisatie, van, tot)
        toekenning = RolToekenning.objects.create(
            gebruiker=gebruiker, rol=rol, organisatie=organisatie, van=van, tot=tot, gegeven_door_id=wie.gebruiker_id
        )
        _log_rol(wie, "toegang.rol_gegeven", toekenning, "Rol gegeven")
    return toekenning


def rol_wijzigen(*, wie: Wie, toekenning: RolToekenning, van: dt.date, tot: dt.date | None) -> RolToekenning:
    """Change the dates of a grant. Raises GeenRecht, VerkeerdeStand (ended already), OngeldigeInvoer (dates)."""
    eis(wie, "toegang.rol_geven", toekenning.organisatie)
    _niet_jezelf(wie, toekenning.gebruiker, "een rol wijzigen")
    with transaction.atomic():
        toekenning = _lopende_toekenning(toekenning.pk)
        _eis_rol(toekenning.rol, toekenning.organisatie, van, tot)
        _eis_geen_dubbel(toekenning.gebruiker, toekenning.rol, toekenning.organisatie, van, tot, behalve=toekenning)
        toekenning.van, toekenning.tot = van, tot
        toekenning.save(update_fields=["van", "tot"])
        _log_rol(wie, "toegang.rol_gewijzigd", toekenning, "Periode van de rol gewijzigd")
    return toekenning


def rol_beeindigen(
    *, wie: Wie, toekenning: RolToekenning, laatste_dag: dt.date | None = None, waarom: str = ""
) -> None:
    """End a grant: after `laatste_dag`, or at once (and sign the person out) when that is empty. Also one's own role.

    Raises GeenRecht, VerkeerdeStand (ended already), OngeldigeInvoer (a day before the grant begins or in the past).
    """
    eis(wie, "toegang.rol_beeindigen", toekenning.organisatie)
    with transaction.atomic():
        toekenning = _lopende_toekenning(toekenning.pk)
        if laatste_dag is None:
            toekenning.beeindigd_op = nu()
            sessies.sluit_van(toekenning.gebruiker_id, "een rol is beëindigd")
        else:
            _eis_laatste_dag(toekenning, laatste_dag)
            toekenning.tot = laatste_dag
        toekenning.save(update_fields=["beeindigd_op", "tot"])
        _log_rol(wie, "toegang.rol_beeindigd", toekenning, "Rol beëindigd", waarom)


def rol_wisselen(*, wie: Wie) -> None:
    """Write that a person goes on in another role; `wie` is the person in the new role. The view keeps it in the session."""
    leg_vast(
        wie=wie, naam="toegang.rol_gewisseld", onderwerp=f"toegang.gebruiker:{wie.gebruiker_id}", soort=TOEGANG,
        zin=f"Verder als {ROLLEN[wie.rol].naam} bij {naam_van(wie.organisatie)}{', namens een collega' if wie.namens else ''}.",
    )  # fmt: skip


def _eis_laatste_dag(toekenning: RolToekenning, laatste_dag: dt.date) -> None:
    bezwaar = bezwaar_tegen_periode(toekenning.van, laatste_dag)
    if not bezwaar and laatste_dag < vandaag():
        bezwaar = "De laatste dag ligt in het verleden. Kies vandaag of later, of beëindig per direct."
    if not bezwaar and toekenning.tot and laatste_dag > toekenning.tot:
        bezwaar = f"Deze rol stopt al na {toekenning.tot:%d-%m-%Y}. Kies die dag of eerder, of wijzig de periode."
    if bezwaar:
        raise OngeldigeInvoer(bezwaar, {"laatste_dag": bezwaar})


def _lopende_toekenning(pk: uuid.UUID) -> RolToekenning:
    toekenning = RolToekenning.objects.select_for_update(of=("self",)).select_related("gebruiker").get(pk=pk)
    if toekenning.stand_op(vandaag()) == "voorbij":
        raise VerkeerdeStand("Deze rol is al beëindigd. Geef zo nodig een nieuwe rol.")
    return toekenning


def _eis_geen_dubbel(
    gebruiker: Gebruiker, rol: str, organisatie: str, van: dt.date, tot: dt.date | None,
    behalve: RolToekenning | None = None,
) -> None:  # fmt: skip
    zelfde = RolToekenning.objects.filter(gebruiker=gebruiker, rol=rol, organisatie=organisatie, beeindigd_op=None)
    if behalve is not None:
        zelfde = zelfde.exclude(pk=behalve.pk)
    if any((r.tot is None or r.tot >= van) and (tot is None or r.van <= tot) for r in zelfde):
        raise VerkeerdeStand(f"{gebruiker.naam} heeft deze rol al in die periode. Wijzig de periode van die rol.")


def _niet_jezelf(wie: Wie, gebruiker: Gebruiker, wat: str) -> None:
    if wie.gebruiker_id == gebruiker.pk:
        raise GeenRecht(f"Je kunt niet aan jezelf {wat}. Vraag het een andere beheerder of bestuurder.")


def _log_rol(wie: Wie, naam: str, toekenning: RolToekenning, begin: str, waarom: str = "") -> None:
    rol, waar = ROLLEN[toekenning.rol].naam, naam_van(toekenning.organisatie)
    tot = f" tot en met {toekenning.tot:%d-%m-%Y}" if toekenning.tot else ""
    periode = "per direct beëindigd" if toekenning.beeindigd_op else f"vanaf {toekenning.van:%d-%m-%Y}{tot}"
    leg_vast(
        wie=wie, naam=naam, onderwerp=toekenning, organisatie=toekenning.organisatie, soort=TOEGANG, waarom=waarom[:400],
        zin=f"{begin}: {rol} bij {waar}, {periode}.", details={"gebruiker": str(toekenning.gebruiker_id)},
    )  # fmt: skip


# --- the own account -------------------------------------------------------------------------------------------------


def naam_wijzigen(*, wie: Wie, gebruiker: Gebruiker, naam: str) -> None:
    """Change the own name. Raises GeenRecht for somebody else's, OngeldigeInvoer when it is empty or too long."""
    if wie.gebruiker_id != gebruiker.pk:
        raise GeenRecht("Je kunt alleen je eigen naam wijzigen.")
    naam = " ".join(naam.split())
    if not 0 < len(naam) <= 120:
        zin = "Vul je naam in, hoogstens 120 tekens."
        raise OngeldigeInvoer(zin, {"naam": zin})
    with transaction.atomic():
        gebruiker.naam = naam
        gebruiker.save(update_fields=["naam"])
        leg_vast(
            wie=wie, naam="toegang.naam_gewijzigd", onderwerp=gebruiker, zin="Eigen naam gewijzigd.", soort=TOEGANG
        )


def factor_wissen(*, wie: Wie, gebruiker: Gebruiker, waarom: str) -> None:
    """Wipe the second factor of somebody who lost phone and recovery codes; at the next sign-in they set up a new one.

    Only when all roles of that person are at organisations that `wie` manages, never the own one. Raises GeenRecht,
    OngeldigeInvoer (no reason), VerkeerdeStand (there is none).
    """
    eis(wie, "toegang.factor_wissen")
    _niet_jezelf(wie, gebruiker, "de tweede stap wissen")
    if not wie.is_taak and not alles_in_bereik(wie, gebruiker):
        raise GeenRecht("Deze persoon heeft ook rollen buiten jouw organisaties. Vraag het de beheerder daar.")
    if not waarom.strip():
        zin = "Schrijf op hoe je hebt gecontroleerd dat de vraag echt van deze persoon komt."
        raise OngeldigeInvoer(zin, {"waarom": zin})
    with transaction.atomic():
        aantal, _ = Authenticator.objects.filter(user=gebruiker).delete()
        if not aantal:
            raise VerkeerdeStand("Deze persoon heeft nog geen tweede stap ingesteld.")
        leg_vast(
            wie=wie, naam="toegang.factor_gewist", onderwerp=gebruiker, soort=TOEGANG, waarom=waarom.strip()[:400],
            zin="Tweede stap van het aanmelden gewist.",
        )  # fmt: skip


# --- messages --------------------------------------------------------------------------------------------------------


def bericht_sturen(
    *, wie: Wie, naar: Iterable[Gebruiker | uuid.UUID], tekst: str, url: str = "", sleutel: str = "",
    voor: Iterable[tuple[str, str]] = (),
) -> int:  # fmt: skip
    """Put a message ready for people; each gets it once per `sleutel` (empty: always). Returns how many are new.

    `tekst` holds no personal data of third persons and at most 300 characters; a mail with only a link follows within
    a quarter of an hour for who has not read it. Own messages are not sent to oneself. `voor`: pairs (role, organisation)
    the notice is for (`rolpost.paren`); a role with a shared mailbox gets it there too, or instead.
    """
    if not tekst.strip() or len(tekst) > 300:
        raise OngeldigeInvoer("Een bericht heeft een tekst van hoogstens 300 tekens.")
    if url and not url.startswith("/"):
        raise OngeldigeInvoer("Een bericht verwijst alleen naar een bladzijde van Vindplaats.")
    wie_allemaal = {g.pk if isinstance(g, Gebruiker) else g for g in naar} - {wie.gebruiker_id}
    sleutel, voor = sleutel or f"los:{uuid.uuid4()}", list(voor)
    with transaction.atomic():
        bakken = rolpost.leg_in_postvakken(voor, tekst=tekst.strip(), url=url, sleutel=sleutel)
        wie_allemaal -= rolpost.zonder_eigen_bericht(wie_allemaal, voor, bakken)
        al = set(
            Bericht.objects.filter(gebruiker__in=wie_allemaal, sleutel=sleutel).values_list("gebruiker_id", flat=True)
        )
        nieuw = [Bericht(gebruiker_id=pk, tekst=tekst.strip(), url=url, sleutel=sleutel) for pk in wie_allemaal - al]
        Bericht.objects.bulk_create(nieuw, ignore_conflicts=True)
        if nieuw:
            zin = f"Bericht gestuurd aan {len(nieuw)} {'persoon' if len(nieuw) == 1 else 'mensen'}."
            leg_vast(
                wie=wie, naam="toegang.bericht_gestuurd", onderwerp=sleutel[:120], zin=zin, soort=Gebeurtenis.DELEN
            )
            post.mail_straks([b.gebruiker_id for b in nieuw])
    return len(nieuw)


def bericht_gelezen(*, wie: Wie, bericht: Bericht) -> None:
    """Mark one own message as read. Raises GeenRecht for somebody else's. No log row: only the reader sees it."""
    if bericht.gebruiker_id != wie.gebruiker_id:
        raise GeenRecht("Dit bericht is niet voor jou.")
    Bericht.objects.filter(pk=bericht.pk, gelezen_op=None).update(gelezen_op=nu())


def berichten_gelezen(*, wie: Wie) -> int:
    """Mark all own messages as read; returns how many were new. No log row: only the reader sees it."""
    return Bericht.objects.zichtbaar_voor(wie).filter(gelezen_op=None).update(gelezen_op=nu())
