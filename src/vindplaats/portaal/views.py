"""My work and search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vindplaats.kern.klok import vandaag
from vindplaats.toegang.deur import ingelogd

from . import actions, queries
from .welkom import RONDLEIDING, bepaal, nieuws_code


@ingelogd
@require_GET
def werk(request: HttpRequest) -> HttpResponse:
    """Everything this person has to do in this role."""
    lijst = queries.werk_van(request.wie)  # type: ignore[attr-defined]
    te_laat = sum(1 for regel in lijst if regel.uiterlijk and regel.uiterlijk < vandaag())
    wie = request.wie  # type: ignore[attr-defined]
    welkom = bepaal(queries.gezien_door(wie), vraagt="rondleiding" in request.GET)
    return render(request, "portaal/werk.html", {"werk": lijst, "te_laat": te_laat, "welkom": welkom})


@ingelogd
@require_POST
def gezien(request: HttpRequest) -> HttpResponse:
    """The tour or the news is seen or skipped."""
    wat = RONDLEIDING if request.POST.get("wat") == RONDLEIDING else nieuws_code()
    actions.gezien_zetten(wie=request.wie, wat=wat)  # type: ignore[attr-defined]
    return redirect("portaal:hulp-pagina", naam="nieuws") if request.POST.get("lees") else redirect("portaal:werk")


@ingelogd
@require_GET
def zoeken(request: HttpRequest) -> HttpResponse:
    """Search over all rooms, within what this person may see."""
    vraag = request.GET.get("q", "").strip()[:100]
    groepen = queries.zoek(request.wie, vraag)  # type: ignore[attr-defined]
    context = {"zoekwoord": vraag, "groepen": groepen, "te_kort": len(vraag) < queries.KORTSTE_ZOEKWOORD}
    return render(request, "portaal/zoeken.html", context)
