"""allauth under our rules: no open sign-up, secrets of the second factor encrypted, messages in our words."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import rem, signalen, wachtwoorden
from .geheim import ontsleutel, versleutel
from .rules_mensen import browser_en_apparaat
from .vers import EIGEN_FACTOREN

DOEL = "tweede-stap"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts arise by invitation; every error says what to do next and not whether an account exists."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dit account is gesloten. Vraag je functioneel beheerder.",
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het opnieuw.",
        "enter_current_password": "Dit is niet je huidige wachtwoord. Probeer het opnieuw.",
        "incorrect_password": "Dit wachtwoord klopt niet. Probeer het opnieuw.",
        "invalid_password_reset": "Deze link werkt niet meer. Vraag een nieuwe aan.",
        "too_many_login_attempts": "Te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw.",
        "rate_limited": "Te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that fails is a line in the server's own log; the page tells nothing about the account."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logging.getLogger(__name__).exception("Mail %s kon niet worden verstuurd", template_prefix)

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """Who has a second factor confirms with it, a passkey first; the password is only for who has none yet."""
        wijzen: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        met_factor = [w for w in wijzen if w["id"] != "reauthenticate"]
        return sorted(met_factor, key=lambda w: w["id"] != "mfa_reauthenticate:webauthn") or wijzen

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; our own brake, not allauth's (decision 0013)."""
        self._rem = rem.Aanmeldrem(request, str(credentials.get("email") or credentials.get("username") or ""))
        te_vaak = self._rem.begin()
        if te_vaak:
            raise ValidationError(te_vaak, code="too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        gebruiker: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if gebruiker is not None:
            self._rem.goed()
            wachtwoorden.let_op(request, str(credentials.get("password") or ""))
        return gebruiker

    def _rollback_login_failed_rl_usage(self) -> None:
        """The brake is ours: nothing of allauth's to take back."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The try that shuts the account: a row in the log and a mail to the owner, if there is one."""
        if self._rem.op_slot():
            signalen.op_slot(self._rem.email, code=False)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class FactorAdapter(DefaultMFAAdapter):
    """Second factor: secrets are encrypted in the database; the last one cannot be removed, only replaced."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Deze code klopt niet of is verlopen. Neem de nieuwste code uit je app.",
        "cannot_delete_authenticator": "Dit is je enige tweede stap en die is verplicht. Voeg eerst een passkey of een app toe, of vraag je functioneel beheerder.",
        "rate_limited": "Te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw.",
        "passkey_mislukt": "Met deze passkey is het niet gelukt. Probeer het opnieuw of kies een andere manier.",
    }

    def encrypt(self, text: str) -> str:
        return versleutel(text, DOEL)

    def decrypt(self, encrypted_text: str) -> str:
        return ontsleutel(encrypted_text, DOEL)

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Any = None) -> bool:
        """Who has just shown a second factor at an outside provider that counts is not asked for another."""
        if getattr(context.request, "factor_buiten", None) == user.pk:
            return False
        return bool(super().is_mfa_enabled(user, types=types))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays where it is obligatory; one of several may go."""
        if not settings.TWEEDE_FACTOR_VERPLICHT:
            return True
        rest = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=EIGEN_FACTOREN)
        return bool(rest.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002 - name of allauth
        """A first name for a passkey: the device it is made on."""
        return browser_en_apparaat(context.request.headers.get("User-Agent", ""))

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(getattr(user, "email", user))
