"""The forms of allauth in our words: labels above the field, no placeholders, help that helps."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from . import herstelcodes, rem

WACHTWOORD_HULP = "Minstens 12 tekens. Een zin van een paar woorden is sterk en goed te onthouden."
CODE_HULP = "De zes cijfers uit je app, of een van je herstelcodes."

_WIJZIGEN = {
    "oldpassword": "Huidig wachtwoord",
    "password1": "Nieuw wachtwoord",
    "password2": "Nog een keer het nieuwe wachtwoord",
}


def _kaal(form: forms.Form, labels: dict[str, str]) -> None:
    for naam, veld in form.fields.items():
        veld.widget.attrs.pop("placeholder", None)
        veld.help_text = ""
        if naam in labels:
            veld.label = labels[naam]


class Aanmelden(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, {"login": "E-mailadres", "password": "Wachtwoord"})


class WachtwoordVergeten(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, {"email": "E-mailadres"})


class NieuwWachtwoord(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, {"password1": "Nieuw wachtwoord", "password2": "Nog een keer hetzelfde wachtwoord"})
        self.fields["password1"].help_text = WACHTWOORD_HULP


class WachtwoordWijzigen(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, _WIJZIGEN)
        self.fields["password1"].help_text = WACHTWOORD_HULP


class OpnieuwAanmelden(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, {"password": "Wachtwoord"})


class _Geremd:
    """The brake on codes: counted before one is looked at; a right code works once."""

    user: Any

    def clean_code(self) -> str:
        te_vaak = rem.neem_code(self.user)
        if te_vaak:
            raise forms.ValidationError(te_vaak)
        code = self._herstelcode() or str(super().clean_code())  # type: ignore[misc]
        if not rem.code_goed(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _herstelcode(self) -> str:
        """A recovery code that works; allauth knows only those of before they were hashed."""
        return ""


class _MetHerstelcode(_Geremd):
    cleaned_data: dict[str, Any]

    def _herstelcode(self) -> str:
        rij = herstelcodes.gebruik(self.user.pk, self.cleaned_data["code"])
        if rij is None:
            return ""
        rij.user = self.user
        self.authenticator = rij
        return str(self.cleaned_data["code"])


class Code(_MetHerstelcode, mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, {"code": "Code"})
        self.fields["code"].help_text = CODE_HULP


class CodeOpnieuw(_MetHerstelcode, mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, {"code": "Code"})
        self.fields["code"].help_text = CODE_HULP


_ONLEESBAAR = (TypeError, ValueError, KeyError, AttributeError, IndexError, struct.error)
"""What the libraries raise on an answer that no browser gives; a person sees one sentence."""


def _leesbaar[T](lees: Callable[[], T]) -> T:
    try:
        return lees()
    except _ONLEESBAAR:
        raise get_adapter().validation_error("passkey_mislukt") from None


class PasskeyTonen(webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return _leesbaar(super().clean_credential)


class PasskeyAanmelden(webauthn.LoginWebAuthnForm):
    def clean_credential(self) -> Any:
        return _leesbaar(super().clean_credential)


class PasskeyOpnieuw(webauthn.ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return _leesbaar(super().clean_credential)


class PasskeyToevoegen(webauthn.AddWebAuthnForm):
    def clean(self) -> Any:
        return _leesbaar(super().clean)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        _kaal(self, {"name": "Naam van de passkey"})
        self.fields["name"].max_length = 60
        self.fields["name"].help_text = "Zo herken je later op welk apparaat hij staat."


class PasskeyHernoemen(webauthn.EditWebAuthnForm):
    name = forms.CharField(label="Naam van de passkey", max_length=60, error_messages={"required": "Vul een naam in."})


class AppInstellen(_Geremd, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _kaal(self, {"code": "Code uit je app"})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        self.fields["code"].help_text = "De zes cijfers die je app nu toont."
