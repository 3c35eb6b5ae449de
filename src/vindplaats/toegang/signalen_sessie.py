"""A new password ends every other session of that person."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.dispatch import receiver

from . import sessies
from .models import Gebruiker


@receiver([password_changed, password_reset, password_set], dispatch_uid="toegang.sessies_na_wachtwoord")
def na_nieuw_wachtwoord(sender: Any, request: Any, user: Gebruiker, **kwargs: Any) -> None:
    deze = str(request.session.get(sessies.SESSIE, "")) if request is not None else ""
    sessies.sluit_van(user.pk, "er is een nieuw wachtwoord", behalve=deze)
