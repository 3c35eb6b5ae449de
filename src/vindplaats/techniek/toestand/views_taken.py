"""The page of work in the background, for the functional manager: own organisations only."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vindplaats.kern.registers import namen_van
from vindplaats.toegang.deur import vereist

from . import actions, queries


@vereist("techniek.taken_zien")
@require_GET
def taken(request: HttpRequest) -> HttpResponse:
    """Running, waiting, failed, and the timetable of the house. `deel=lopend`: only what runs, for the page that refreshes."""
    eigen = queries.eigen_sleutels(request.wie)  # type: ignore[attr-defined]
    lopend = queries.taken("RUNNING", eigen=eigen, met_zin=True)
    if request.GET.get("deel") == "lopend":
        return render(request, "techniek/taken_lopend.html", {"lopend": lopend, "namen": _namen(lopend)})
    rest = queries.taken("READY", "FAILED", eigen=eigen, met_zin=True)
    context = {
        "lopend": lopend,
        "wachtend": [t for t in rest if t.stand == "wacht"],
        "mislukt": [t for t in rest if t.stand != "wacht"],
        "rooster": queries.roosterregels(),
        "namen": _namen([*lopend, *rest]),
    }
    return render(request, "techniek/taken.html", context)


def _namen(regels: list[queries.Taakregel]) -> dict[str, str]:
    return namen_van(t.organisatie for t in regels)


@vereist("techniek.taken_regelen", zoek=queries.eigen_taak)
@require_POST
def opnieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Run a task again."""
    regel: queries.Taakregel = request.onderwerp  # type: ignore[attr-defined]
    actions.taak_opnieuw(wie=request.wie, pk=pk, naam=regel.naam, organisatie=regel.organisatie)  # type: ignore[attr-defined]
    messages.success(request, f"{regel.naam} draait zodra een werker vrij is.")
    return redirect("techniek:taken")


@vereist("techniek.taken_regelen", zoek=queries.eigen_taak)
@require_POST
def intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a task off the queue; "Nog een keer" undoes it."""
    regel: queries.Taakregel = request.onderwerp  # type: ignore[attr-defined]
    actions.taak_intrekken(wie=request.wie, pk=pk, naam=regel.naam, organisatie=regel.organisatie)  # type: ignore[attr-defined]
    messages.success(request, f"{regel.naam} is ingetrokken. Met Nog een keer zet je de taak terug.")
    return redirect("techniek:taken")
