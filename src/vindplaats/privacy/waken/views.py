"""Screens of the watch: patterns, one pattern with the lines behind it, looked at."""

import uuid
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from vindplaats.instellingen.queries import waarden
from vindplaats.kern.schermdelen import Chip, Kruimel
from vindplaats.privacy.models import Patroon
from vindplaats.privacy.schermen import tabs
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.forms import WerkwoordForm
from vindplaats.toegang.permissions import mag

from . import actions, queries, rules
from .instelbaar import drempelcode


class AfdoenForm(WerkwoordForm):
    """What the officer found."""

    notitie = forms.CharField(
        label="Wat zag je", max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: gebeld, het hoorde bij het jaarverslag. Staat bij het patroon en in het logboek.",
        error_messages={"required": "Schrijf op wat je zag."},
    )  # fmt: skip


@vereist("privacy.waken")
@require_GET
def patronen(request: HttpRequest) -> HttpResponse:
    """What stands out in the log, with the rules in words and their thresholds."""
    wie = request.wie  # type: ignore[attr-defined]
    regel, alle = request.GET.get("regel", ""), request.GET.get("stand") == "alle"
    tel, gezet = queries.aantallen(wie), waarden(wie.organisatie, [drempelcode(c) for c in rules.REGELS])
    chips = [Chip("Alles", _vraag("", alle), not regel, sum(tel.values()))]
    chips += [Chip(r.naam, _vraag(r.code, alle), regel == r.code, tel.get(r.code, 0)) for r in rules.REGELS.values()]
    context = {
        "bladzijde": queries.patronen(wie, regel=regel, alle=alle, na=request.GET.get("na", "")), "chips": chips, "regels": rules.REGELS,
        "uitleg": [(r, gezet[drempelcode(r.code)]) for r in rules.REGELS.values()], "alle": alle, "tabs": tabs(wie, "patronen"),
        "stand_url": _vraag(regel, not alle), "basis": _vraag(regel, alle), "na": request.GET.get("na", ""),
    }  # fmt: skip
    return render(request, "privacy/patronen.html", context)


def _vraag(regel: str, alle: bool) -> str:
    return "?" + urlencode({k: v for k, v in (("regel", regel), ("stand", "alle" if alle else "")) if v})


@vereist("privacy.waken", zoek=queries.patroon_voor)
@require_http_methods(["GET", "POST"])
def patroon(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One pattern: what the rule says, where to read the lines behind it, and the note of the officer."""
    rij: Patroon = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    mag_afdoen = mag(wie, "privacy.patroon_afdoen")
    form = AfdoenForm(request.POST or None, initial={"notitie": rij.notitie})
    if request.method == "POST" and form.is_valid():
        gedaan = form.doe(lambda: actions.patroon_afdoen(wie=wie, patroon=rij, notitie=form.cleaned_data["notitie"]))
        if gedaan:
            messages.success(request, "Genoteerd. Het patroon staat nu bij bekeken.")
            return redirect("privacy:patronen")
    dag = timezone.localtime(rij.begin).date()
    spoor = {"van": dag, "tot": timezone.localtime(rij.eind).date()} | (
        {"mens": rij.gebruiker_id} if rij.gebruiker_id else {"handeling": rules.MISLUKT}
    )
    context = {
        "p": rij, "regel": rules.REGELS[rij.regel], "form": form if mag_afdoen else None,
        "spoor_url": f"{reverse('toegang:logboek')}?{urlencode(spoor)}" if mag(wie, "toegang.logboek_lezen") else "",
        "kruimels": [Kruimel("Opvallend", reverse("privacy:patronen")), Kruimel(rules.REGELS[rij.regel].naam)],
    }  # fmt: skip
    return render(request, "privacy/patroon.html", context, status=422 if form.errors else 200)
