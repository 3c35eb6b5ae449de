"""Screens of indicatoren: the list, a figure opened, one stored figure, entering, a norm."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.toegang.deur import vereist

from . import actions, queries, schermen
from .forms import InvoerForm, NormForm, ToelichtingForm


@vereist("indicatoren.lezen")
@require_GET
def lijst(request: HttpRequest) -> HttpResponse:
    """All figures with the last value of the own organisation."""
    return render(request, "indicatoren/lijst.html", schermen.lijst(request.wie))  # type: ignore[attr-defined]


@vereist("indicatoren.lezen", zoek=schermen.eis_bekend)
@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """A figure opens to definition, course, spread, and the rows behind it."""
    context = schermen.indicator(request.wie, request.onderwerp, request.GET)  # type: ignore[attr-defined]
    return render(request, "indicatoren/indicator.html", context)


@vereist("indicatoren.lezen", zoek=lambda wie, meetwaarde: queries.meetwaarde_voor(wie, meetwaarde))
@require_http_methods(["GET", "POST"])
def meetwaarde(request: HttpRequest, meetwaarde: uuid.UUID) -> HttpResponse:
    """One stored figure with its explanation; the owner may write its own words with it."""
    wie, rij = request.wie, request.onderwerp  # type: ignore[attr-defined]
    form = ToelichtingForm(request.POST or None, initial={"tekst": rij.toelichting})
    if request.method == "POST" and form.is_valid():
        actions.toelichten(wie=wie, meetwaarde=rij, tekst=form.cleaned_data["tekst"])
        messages.success(request, "Je toelichting is bewaard.")
        return redirect("indicatoren:meetwaarde", rij.pk)
    return render(request, "indicatoren/meetwaarde.html", schermen.meetwaarde(wie, rij) | {"form": form})


@vereist("indicatoren.invoeren")
@require_http_methods(["GET", "POST"])
def invoeren(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a figure of the own organisation by hand."""
    wie = request.wie  # type: ignore[attr-defined]
    soort = schermen.eis_bekend(wie, code)
    form = InvoerForm(request.POST or None)
    if form.is_valid() and _gelukt(
        form,
        lambda: actions.met_de_hand_invoeren(wie=wie, indicator=code, organisatie=wie.organisatie, **form.cleaned_data),
    ):
        messages.success(request, "Het cijfer is bewaard.")
        return redirect("indicatoren:indicator", code)
    return _formulier(
        request, {"form": form, "soort": soort, "titel": f"{soort.naam} invoeren", "knop": "Bewaar het cijfer"}
    )


@vereist("indicatoren.norm_zetten")
@require_http_methods(["GET", "POST"])
def norm(request: HttpRequest, code: str) -> HttpResponse:
    """Set a norm or target of the own SWV."""
    wie = request.wie  # type: ignore[attr-defined]
    soort = schermen.eis_bekend(wie, code)
    form = NormForm(request.POST or None)
    if form.is_valid() and _gelukt(
        form, lambda: actions.norm_zetten(wie=wie, indicator=code, swv=wie.code, **form.cleaned_data)
    ):
        messages.success(request, "De norm is bewaard.")
        return redirect("indicatoren:indicator", code)
    return _formulier(
        request, {"form": form, "soort": soort, "titel": f"Norm voor {soort.naam}", "knop": "Bewaar de norm"}
    )


def _gelukt(form: Any, doe: Any) -> bool:
    """Run the verb; what it refuses becomes a sentence at the field, and what was typed stays."""
    try:
        doe()
    except OngeldigeInvoer as fout:
        for veld, zin in (fout.velden or {"__all__": fout.zin}).items():
            form.add_error(veld if veld in form.fields else None, zin)
        return False
    return True


def _formulier(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "indicatoren/formulier.html", context, status=422 if context["form"].errors else 200)
