"""Sign-in and second factor: the pages of allauth that make sense here. No sign-up and no address change."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path

from vindplaats.kern.fouten import NietGevonden

from . import views_herstel as herstel
from . import views_passkey as passkey
from .deur import ingelogd, openbaar


@openbaar
def bestaat_niet(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """allauth makes links to these names; here they lead nowhere (accounts by invitation only)."""
    raise NietGevonden()


@ingelogd(zonder_rol=True, zonder_factor=True)
def naar_account(request: HttpRequest) -> HttpResponse:
    """Overviews of allauth: everything about the account stands on one page of our own."""
    return redirect("toegang:account")


_begin = ingelogd(zonder_rol=True, zonder_factor=True)
_later = ingelogd(zonder_rol=True)

urlpatterns = [
    path("login/", openbaar(account.login), name="account_login"),
    path("logout/", _begin(account.logout), name="account_logout"),
    path("inactief/", openbaar(account.account_inactive), name="account_inactive"),
    path("opnieuw/", _begin(account.reauthenticate), name="account_reauthenticate"),
    path("wachtwoord/", _later(account.password_change), name="account_change_password"),
    path("wachtwoord/vergeten/", openbaar(account.password_reset), name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", openbaar(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        openbaar(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/nieuw/klaar/",
        openbaar(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("code/", openbaar(passkey.code), name="mfa_authenticate"),
    path("code/opnieuw/", _begin(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("tweede-stap/", naar_account, name="mfa_index"),
    path("tweede-stap/instellen/", _begin(totp.activate_totp), name="mfa_activate_totp"),
    path("tweede-stap/app-weg/", _later(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkey/", openbaar(passkey.aanmelden), name="mfa_login_webauthn"),
    path("passkey/opnieuw/", _begin(passkey.opnieuw), name="mfa_reauthenticate_webauthn"),
    path("passkeys/", naar_account, name="mfa_list_webauthn"),
    path("passkeys/nieuw/", _begin(passkey.toevoegen), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/naam/", _later(passkey.hernoemen), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/verwijderen/", _later(passkey.verwijderen), name="mfa_remove_webauthn"),
    path("herstelcodes/", _later(herstel.bekijken), name="mfa_view_recovery_codes"),
    path("herstelcodes/nieuw/", _later(herstel.nieuw), name="mfa_generate_recovery_codes"),
    path("herstelcodes/bestand/", _later(herstel.bestand), name="mfa_download_recovery_codes"),
    path("aanmaken/", bestaat_niet, name="account_signup"),
    path("adres/", bestaat_niet, name="account_email"),
    path("adres/bevestigen/", bestaat_niet, name="account_email_verification_sent"),
    path("wachtwoord/instellen/", bestaat_niet, name="account_set_password"),
]
