"""After the confirmation: the form that was waiting goes on its way."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from . import vers
from .deur import ingelogd


@ingelogd(zonder_rol=True)
@never_cache
@require_GET
def bevestigd(request: HttpRequest, nummer: str) -> HttpResponse:
    """Send the waiting form again, once; own script does it at once, without script there is a button."""
    if not vers.is_vers(request):
        return vers.naar_bevestigen(request)
    wachtend = vers.haal_op(request, nummer)
    if wachtend is None:
        messages.info(request, "Dit formulier is al verstuurd of heeft te lang gewacht. Kijk of het gelukt is.")
        return redirect("/")
    return render(request, "toegang/bevestigd.html", {"wachtend": wachtend})
