"""Passkeys: adding, naming, removing, and showing one at sign-in. The ceremony is allauth's; the options go in a data attribute,
because the CSP allows no script in the page."""

# mypy: allow-subclassing-any

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as basis
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from fido2.webauthn import ResidentKeyRequirement, UserVerificationRequirement

from . import signalen

HOOGSTENS = 10


def _als_tekst(opties: Any) -> str:
    return json.dumps(opties, cls=DjangoJSONEncoder)


def nieuwe_opties(gebruiker: Any) -> dict[str, Any]:
    """Ask for a passkey that can also sign in without a password; a key that cannot do that may still be second factor."""
    opties, stand = auth.get_server().register_begin(
        user=auth.build_user_payload(gebruiker),
        credentials=auth.get_credentials(gebruiker),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
        extensions=auth.EXTENSIONS,
    )
    auth.set_state(stand)
    return dict(opties)


class Toevoegen(webauthn.AddWebAuthnView):
    """Add a passkey; at most ten."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        eigen = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
        if eigen.count() >= HOOGSTENS:
            messages.error(
                request, f"Je hebt al {HOOGSTENS} passkeys. Verwijder er eerst een die je niet meer gebruikt."
            )
            return redirect("toegang:account")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(webauthn.AddWebAuthnView, self).get_context_data(**kwargs)
        return context | {"opties": _als_tekst(nieuwe_opties(self.request.user))}


class Hernoemen(webauthn.EditWebAuthnView):
    """Give a passkey another name."""

    success_url = reverse_lazy("toegang:account")

    def form_valid(self, form: Any) -> HttpResponse:
        antwoord = super().form_valid(form)
        signalen.passkey_hernoemd(self.request.user)
        messages.success(self.request, "De naam van je passkey is bewaard.")
        return antwoord


class Verwijderen(webauthn.RemoveWebAuthnView):
    """Remove a passkey; the last second factor stays where it is obligatory."""

    success_url = reverse_lazy("toegang:account")

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("toegang:account")
        return super().form_valid(form)


class Code(basis.AuthenticateView):
    """The second step at sign-in: a code or a passkey, whichever the person has."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        soorten = set(Authenticator.objects.filter(user_id=self.stage.login.user.pk).values_list("type", flat=True))
        context["met_app"] = Authenticator.Type.TOTP in soorten
        context["met_codes"] = Authenticator.Type.RECOVERY_CODES in soorten
        context["opties"] = ""
        if Authenticator.Type.WEBAUTHN in soorten and context.get("js_data"):
            context["opties"] = _als_tekst(context["js_data"]["request_options"])
        return context


class Opnieuw(webauthn.ReauthenticateWebAuthnView):
    """Show a passkey again, for step-up and for changes to the account."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        context["opties"] = _als_tekst(context["js_data"]["request_options"])
        return context


class Aanmelden(webauthn.LoginWebAuthnView):
    """Sign in with a passkey only. A passkey of a closed account or an unknown one gets one sentence."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(
            self.request,
            "Deze passkey werkt hier niet. Meld je aan met je wachtwoord, of kies een andere passkey.",
        )
        return HttpResponseRedirect(reverse("account_login"))


toevoegen = Toevoegen.as_view()
hernoemen = Hernoemen.as_view()
verwijderen = Verwijderen.as_view()
code = Code.as_view()
opnieuw = Opnieuw.as_view()
aanmelden = Aanmelden.as_view()
