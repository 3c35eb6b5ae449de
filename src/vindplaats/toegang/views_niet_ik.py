"""The link "dit was ik niet" out of a mail: shuts everything and asks a new password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import actions_deuren, herkenning
from .deur import openbaar
from .wie import Wie


@openbaar
@never_cache
@require_http_methods(["GET", "POST"])
def niet_ik(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first (mail programs open links by themselves), then end all sessions and let the person choose a new password."""
    gebruiker = herkenning.gebruiker_van(token)
    if gebruiker is None:
        return render(request, "toegang/niet_ik_oud.html", {}, status=410)
    if request.method == "GET":
        return render(request, "toegang/niet_ik.html", {})
    actions_deuren.alles_afsluiten(wie=Wie(gebruiker.pk, gebruiker.naam, ""), gebruiker=gebruiker)
    if request.user.is_authenticated:
        logout(request)
    sleutel = default_token_generator.make_token(gebruiker)
    return redirect("account_reset_password_from_key", uidb36=user_pk_to_url_str(gebruiker), key=sleutel)
