"""Mail of toegang: a link and no personal data. What a mail says is a template under `toegang/mail/`."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from vindplaats.kern.brieven import opgesteld, swv_van
from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.taken import zet_een_klaar

from .briefsoorten import BERICHTEN, UITNODIGING
from .models import RolToekenning

KOP_ORGANISATIE = "X-Vindplaats-Organisatie"
WACHT = dt.timedelta(minutes=15)


def uitnodiging(email: str, token: str, organisatie: str) -> None:
    """Send the link of an invitation. Raises VerkeerdeStand when the mail server refuses; the invitation itself stays."""
    velden = {
        "link": settings.BASIS_URL + reverse("toegang:welkom", args=[token]),
        "dagen": str(settings.UITNODIGING_DAGEN),
    }
    try:
        _stuur_brief(email, UITNODIGING.code, swv_van(organisatie), velden, {KOP_ORGANISATIE: organisatie})
    except OSError as fout:  # also every SMTP error
        logging.getLogger(__name__).error("De uitnodiging kon niet worden verstuurd: %s", fout)
        raise VerkeerdeStand(
            "De uitnodiging is bewaard, maar de mail kon niet weg. Stuur hem straks opnieuw vanaf de pagina Uitnodigingen."
        ) from None


def nieuwe_berichten(email: str, aantal: int) -> None:
    """Tell that messages are waiting: how many and where, not what."""
    velden = {
        "link": settings.BASIS_URL + reverse("toegang:berichten"),
        "wat_klaarstaat": "Er staat een bericht" if aantal == 1 else f"Er staan {aantal} berichten",
    }
    _stuur_brief(email, BERICHTEN.code, _swv_van_mens(email), velden, {})


def rolpostvak(email: str, aantal: int, organisatie: str, postvak: str) -> None:
    """Tell a shared address that notices for the role are waiting: how many and where, not what."""
    context = {"url": settings.BASIS_URL + reverse("toegang:rolpostvak", args=[postvak]), "aantal": aantal}
    _stuur(email, "Er staat iets klaar in een gedeeld postvak", "rolpostvak", context, {KOP_ORGANISATIE: organisatie})


def mail_straks(gebruikers: Iterable[uuid.UUID]) -> None:
    """Queue the digest mail after this transaction; several messages within a quarter of an hour become one mail.

    One task waits per person, however many messages come. `berichten_inhalen` finds what fell between commit and queue.
    """
    from .tasks import berichten_mailen

    wie = sorted(str(pk) for pk in gebruikers)
    if wie:
        transaction.on_commit(lambda: zet_een_klaar(berichten_mailen, wie, over=WACHT), robust=True)


def _swv_van_mens(email: str) -> str:
    """The SWV whose words a person gets: the only one the present roles belong to, else none (the words of the house)."""
    rollen = RolToekenning.objects.geldig_op(vandaag()).filter(gebruiker__email=email)
    swvs = {swv_van(o) for o in rollen.values_list("organisatie", flat=True).distinct()}
    return swvs.pop() if len(swvs) == 1 else ""


def _stuur_brief(email: str, code: str, swv: str, velden: dict[str, str], koppen: dict[str, str]) -> None:
    klaar = opgesteld(code, swv, velden, vandaag())
    EmailMessage(
        f"Vindplaats: {klaar.onderwerp}", f"{klaar.tekst}\n", settings.DEFAULT_FROM_EMAIL, [email], headers=koppen
    ).send()


def _stuur(email: str, onderwerp: str, sjabloon: str, context: dict[str, object], koppen: dict[str, str]) -> None:
    tekst = render_to_string(f"toegang/mail/{sjabloon}.txt", context)
    EmailMessage(f"Vindplaats: {onderwerp}", tekst, settings.DEFAULT_FROM_EMAIL, [email], headers=koppen).send()
