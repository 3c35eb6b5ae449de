"""Makes people for tests: accounts, grants, a `Wie` and a signed-in client. Rows of organisations are made by the caller."""

import datetime as dt
import itertools
import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from vindplaats.kern.klok import vandaag
from vindplaats.toegang.models import Gebruiker, RolToekenning
from vindplaats.toegang.queries import SESSIE_ROL, wie_uit
from vindplaats.toegang.rollen import ROLLEN
from vindplaats.toegang.wie import Wie

_teller = itertools.count(1)
STANDAARD_ORGANISATIE = {
    "swv": "swv:PO9901",
    "bestuur": "bestuur:99001",
    "school": "school:99AA00",
    "gemeente": "gemeente:9901",
    "partner": "partner:1",
}


def maak_gebruiker(naam: str = "", email: str = "", wachtwoord: str | None = None) -> Gebruiker:
    """An account with an invented name and address."""
    nummer = next(_teller)
    return Gebruiker.objects.create_user(email or f"mens{nummer}@voorbeeld.test", naam or f"Mens {nummer}", wachtwoord)


def maak_toekenning(
    rol: str,
    organisatie: str = "",
    *,
    gebruiker: Gebruiker | None = None,
    van: dt.date | None = None,
    tot: dt.date | None = None,
) -> RolToekenning:
    """A role of a person at an organisation; from the beginning of time and without end unless told."""
    return RolToekenning.objects.create(
        gebruiker=gebruiker or maak_gebruiker(),
        rol=rol,
        organisatie=organisatie or STANDAARD_ORGANISATIE[ROLLEN[rol].soort],
        van=van or min(vandaag(), dt.date(2020, 1, 1)),
        tot=tot,
    )


def maak_wie(rol: str, organisatie: str = "", *, gebruiker: Gebruiker | None = None) -> Wie:
    """A person in a role, with the reach of the real organisations. Needs the database."""
    return wie_uit(maak_toekenning(rol, organisatie, gebruiker=gebruiker))


def maak_compleet(rol: str, organisatie: str = "") -> Wie:
    """A person in a role with password, app and recovery codes: every page of the account works."""
    gebruiker = maak_gebruiker(wachtwoord="een lange zin over fietsen")
    TOTP.activate(gebruiker, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(gebruiker)
    return maak_wie(rol, organisatie, gebruiker=gebruiker)


def client_voor(wie: Wie) -> Client:
    """A browser that is signed in as this person in this role, with a fresh second factor; `client.wie` is that person."""
    client = Client()
    client.force_login(Gebruiker.objects.get(pk=wie.gebruiker_id))
    sessie = client.session
    sessie[SESSIE_ROL] = str(wie.toekenning_id)
    sessie[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    sessie["account_authentication_methods_user"] = str(wie.gebruiker_id)
    sessie.save()
    client.wie = wie  # type: ignore[attr-defined]
    return client


def client_als(rol: str, organisatie: str = "", *, gebruiker: Gebruiker | None = None) -> Client:
    """A signed-in browser of a new person in this role at this organisation."""
    return client_voor(maak_wie(rol, organisatie, gebruiker=gebruiker))
