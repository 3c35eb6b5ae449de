"""Verbs of the doors: linking and unlinking an outside identity, accepting an invitation with one."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from vindplaats.kern.fouten import GeenRecht, NietGevonden, VerkeerdeStand
from vindplaats.kern.klok import nu

from . import actions, post_deuren, sessies
from .log import leg_vast
from .models import Bekend, ExterneIdentiteit, Gebeurtenis, Gebruiker, RolToekenning, Uitnodiging
from .oidc import Identiteit
from .wie import Wie

TOEGANG = Gebeurtenis.TOEGANG


def identiteit_koppelen(*, wie: Wie, gebruiker: Gebruiker, identiteit: Identiteit, naam: str) -> ExterneIdentiteit:
    """Link an outside identity to the own account; `naam` is the provider's name. The caller asked a fresh second factor.

    Raises GeenRecht (somebody else's account), VerkeerdeStand (linked already, here or to another account).
    """
    if wie.gebruiker_id != gebruiker.pk:
        raise GeenRecht("Je kunt alleen je eigen account koppelen.")
    return _koppel(wie, gebruiker, identiteit, naam)


def _koppel(wie: Wie, gebruiker: Gebruiker, identiteit: Identiteit, naam: str) -> ExterneIdentiteit:
    try:
        with transaction.atomic():
            rij = ExterneIdentiteit.objects.create(
                gebruiker=gebruiker, aanbieder=identiteit.aanbieder, uitgever=identiteit.uitgever,
                onderwerp=identiteit.onderwerp, affiliatie=identiteit.affiliatie, instelling=identiteit.instelling,
                gekoppeld_op=nu(), laatst_op=nu(),
            )  # fmt: skip
            leg_vast(
                wie=wie, naam="toegang.identiteit_gekoppeld", onderwerp=gebruiker, soort=TOEGANG,
                zin=f"Account gekoppeld aan {naam}.", details={"aanbieder": identiteit.aanbieder},
            )  # fmt: skip
    except IntegrityError:
        raise VerkeerdeStand(
            f"Dit account van {naam} is al gekoppeld, of je hebt al een ander account van {naam} gekoppeld. Ontkoppel dat eerst."
        ) from None
    transaction.on_commit(lambda: post_deuren.koppeling(gebruiker.email, naam, gekoppeld=True))
    return rij


def identiteit_ontkoppelen(*, wie: Wie, identiteit: ExterneIdentiteit, naam: str) -> None:
    """Take the link off; one way to sign in stays. The caller asked a fresh second factor.

    Raises NietGevonden (not the own one), VerkeerdeStand (it is the only way in).
    """
    if identiteit.gebruiker_id != wie.gebruiker_id:
        raise NietGevonden()
    gebruiker = identiteit.gebruiker
    with transaction.atomic():
        anders = ExterneIdentiteit.objects.filter(gebruiker=gebruiker).exclude(pk=identiteit.pk).exists()
        passkey = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.WEBAUTHN).exists()
        if not (anders or passkey or gebruiker.has_usable_password()):
            raise VerkeerdeStand(
                "Dit is de enige manier waarop je je kunt aanmelden. Voeg eerst een passkey toe, of kies een wachtwoord via "
                "Wachtwoord vergeten."
            )
        identiteit.delete()
        leg_vast(
            wie=wie, naam="toegang.identiteit_ontkoppeld", onderwerp=gebruiker, soort=TOEGANG,
            zin=f"Koppeling met {naam} verwijderd.", details={"aanbieder": identiteit.aanbieder},
        )  # fmt: skip
    transaction.on_commit(lambda: post_deuren.koppeling(gebruiker.email, naam, gekoppeld=False))


def uitnodiging_aannemen_extern(
    *, wie: Wie, uitnodiging: Uitnodiging, identiteit: Identiteit, naam: str
) -> RolToekenning:
    """Take an invitation with an outside identity: a new account without password, linked, with the role.

    Raises VerkeerdeStand: there is an account at that address already (it signs in and links itself: an e-mail address
    alone never links), the identity belongs to somebody, or the invitation is over.
    """
    with transaction.atomic():
        if Gebruiker.objects.filter(email=uitnodiging.email).exists():
            raise VerkeerdeStand("Je hebt al een account. Meld je aan en open de link uit de mail dan nog een keer.")
        if ExterneIdentiteit.objects.filter(uitgever=identiteit.uitgever, onderwerp=identiteit.onderwerp).exists():
            raise VerkeerdeStand(
                f"Dit account van {naam} hoort al bij iemand anders in Vindplaats. Kies een ander account, of een wachtwoord."
            )
        gebruiker = Gebruiker.objects.create_user(uitnodiging.email, uitnodiging.naam)
        EmailAddress.objects.create(user=gebruiker, email=gebruiker.email, verified=True, primary=True)
        toekenning = actions.uitnodiging_aannemen(wie=wie, uitnodiging=uitnodiging, gebruiker=gebruiker)
        mens = Wie(gebruiker.pk, gebruiker.naam, toekenning.rol, toekenning.organisatie)
        _koppel(mens, gebruiker, identiteit, naam)
    return toekenning


def identiteit_gezien(*, wie: Wie, rij: ExterneIdentiteit, identiteit: Identiteit) -> None:
    """Keep what the provider said this time, for showing; signing in itself writes the log row."""
    if wie.gebruiker_id != rij.gebruiker_id:
        raise NietGevonden()
    rij.affiliatie, rij.instelling, rij.laatst_op = identiteit.affiliatie, identiteit.instelling, nu()
    rij.save(update_fields=["affiliatie", "instelling", "laatst_op"])


def alles_afsluiten(*, wie: Wie, gebruiker: Gebruiker) -> None:
    """ "Dit was ik niet": end all sessions, make the password worthless and forget the browsers that are known.

    Raises GeenRecht for somebody else's account. A new password comes by the reset that the caller starts.
    """
    if wie.gebruiker_id != gebruiker.pk:
        raise GeenRecht("Je kunt alleen je eigen account afsluiten.")
    with transaction.atomic():
        gebruiker.set_unusable_password()
        gebruiker.save(update_fields=["password"])
        aantal = sessies.sluit_van(gebruiker.pk, "afgesloten: dit was ik niet")
        Bekend.objects.filter(gebruiker=gebruiker).delete()
        leg_vast(
            wie=wie, naam="toegang.alles_afgesloten", onderwerp=gebruiker, soort=TOEGANG,
            zin="Alle sessies beëindigd en het wachtwoord ongeldig gemaakt: de eigenaar herkende het aanmelden niet.",
            details={"sessies": aantal},
        )  # fmt: skip
