"""Mail over SMTP that is not lost and not doubled: written down first, delivered by a worker.

The default mailer (`WachtrijBackend`) puts a mail in table `Uitgaand` and a task on the queue, in the transaction of the
verb that sends it. So a page never waits for a mail server, an undone verb sends nothing, and a server that is down
costs time only. The Message-ID is made once: when a worker is killed between delivery and writing that down, the
receiver can see that the second copy is the same mail. DKIM is left to the relay (docs/beheer.md).
"""

import base64
import email.policy
import json
import logging
import smtplib
import ssl
import uuid
from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction

from vindplaats.kern.fouten import Fout, OngeldigeInvoer
from vindplaats.kern.klok import nu
from vindplaats.kern.levensteken import alleenrecht
from vindplaats.toegang.geheim import ontsleutel, versleutel
from vindplaats.toegang.post import KOP_ORGANISATIE

from .modellen import Uitgaand

logger = logging.getLogger("vindplaats.mail")
DOEL = "mail"
VAST = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
VERBODEN = "Een adres of onderwerp van een mail mag geen regeleinde bevatten. Kijk het na en probeer het opnieuw."


class MailserverWeg(Exception):
    """Cannot be reached now: tried again."""

    zin = "De mailserver is niet te bereiken."


class InloggenMislukt(Exception):
    """The server does not know our name or password: tried again, somebody will mend the setting."""

    zin = "De mailserver kent de naam of het wachtwoord niet. Controleer VINDPLAATS_SMTP_GEBRUIKER en het wachtwoord."


class CertificaatOnjuist(Exception):
    """The server cannot prove who it is: nothing is sent over that line."""

    zin = "Het certificaat van de mailserver klopt niet. Er is niets verstuurd."


class ServerWeigert(Exception):
    """The server refuses this message for now."""

    zin = "De mailserver neemt deze mail nu niet aan."


class AdresGeweigerd(Fout):
    """The server says this address does not exist: trying again is no use."""

    def __init__(
        self, zin: str = "De mailserver zegt dat dit adres niet bestaat. Verbeter het adres van de ontvanger."
    ) -> None:
        super().__init__(zin)


class WachtrijBackend(BaseEmailBackend):
    """Writes mail down and lets a worker deliver it. Raises OngeldigeInvoer for a line break in a header."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message. Returns how many."""
        from .tasks import mail_versturen

        with transaction.atomic():
            for bericht in email_messages:
                stuk = _leg_neer(bericht)
                mail_versturen.enqueue(stuk=str(stuk.pk))
        return len(email_messages)


def _leg_neer(bericht: EmailMessage) -> Uitgaand:
    koppen = {naam: str(waarde) for naam, waarde in bericht.extra_headers.items()}
    organisatie = koppen.pop(KOP_ORGANISATIE, "")
    bericht_id = koppen.setdefault(
        "Message-ID", make_msgid(domain=urlsplit(settings.BASIS_URL).hostname or "localhost")
    )
    bericht.extra_headers = koppen | VAST
    smtp = _smtp()
    try:
        inhoud = {
            "van": smtp.prep_address(bericht.from_email),
            "aan": [smtp.prep_address(adres) for adres in bericht.recipients()],
            "mail": base64.b64encode(bericht.message(policy=email.policy.SMTP).as_bytes()).decode(),
        }
    except ValueError:
        raise OngeldigeInvoer(VERBODEN) from None
    return Uitgaand.objects.create(
        bericht_id=bericht_id, organisatie=organisatie, inhoud=versleutel(json.dumps(inhoud), DOEL)
    )


def _smtp() -> EmailBackend:
    """The connection to the mail server of the settings, not opened yet."""
    return cast("EmailBackend", mailers["smtp"])


def verstuur(pk: uuid.UUID) -> bool:
    """Deliver one mail. False when that was done already, or somebody else is doing it.

    Raises MailserverWeg, InloggenMislukt, CertificaatOnjuist or ServerWeigert (try again) or AdresGeweigerd (final). None
    of them carries an address.
    """
    with alleenrecht(f"mail-{pk}") as vrij:
        stuk = Uitgaand.objects.filter(pk=pk, verzonden_op=None).first() if vrij else None
        if stuk is None:
            return False
        _bezorg(json.loads(ontsleutel(stuk.inhoud, DOEL)))
        Uitgaand.objects.filter(pk=pk).update(verzonden_op=nu(), inhoud="")
    return True


def _bezorg(inhoud: dict[str, Any]) -> None:
    smtp = open_verbinding()
    try:
        smtp.connection.sendmail(inhoud["van"], inhoud["aan"], base64.b64decode(inhoud["mail"]))
    except smtplib.SMTPRecipientsRefused as fout:
        if all(500 <= code < 600 for code, _ in fout.recipients.values()):
            raise AdresGeweigerd from None
        raise ServerWeigert from None
    except smtplib.SMTPResponseException:
        raise ServerWeigert from None
    except OSError:
        raise MailserverWeg from None
    finally:
        _sluit(smtp)


def open_verbinding() -> Any:
    """An open, signed-in connection to the mail server. Raises one of the exceptions above; sends nothing."""
    smtp = _smtp()
    try:
        smtp.open()
    except smtplib.SMTPAuthenticationError:
        _sluit(smtp)
        raise InloggenMislukt from None
    except ssl.SSLError:
        raise CertificaatOnjuist from None
    except OSError:  # also every other SMTP error, a name that cannot be found and a time-out
        _sluit(smtp)
        raise MailserverWeg from None
    return smtp


def _sluit(smtp: EmailBackend) -> None:
    try:
        smtp.close()
    except OSError:  # the mail is in or it is not: how the line is put down changes nothing
        logger.debug("De verbinding met de mailserver was al weg")
