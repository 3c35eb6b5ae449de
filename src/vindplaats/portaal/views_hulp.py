"""Pages of the handbook; readable without an account too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.schermdelen import Kruimel
from vindplaats.toegang.deur import openbaar

from . import hulp


@openbaar
def begin(request: HttpRequest) -> HttpResponse:
    """First page, or what a search found."""
    vraag = request.GET.get("q", "").strip()[:100]
    pagina = hulp.paginas().get(hulp.BEGIN)
    context: dict[str, Any] = {"titel": pagina.titel if pagina else "Handleiding", "vraag": vraag}
    if vraag:
        context |= {"titel": f"Zoeken in de handleiding: {vraag}", "vondsten": hulp.zoek(vraag)}
    return _toon(request, context, None if vraag else pagina)


@openbaar
def pagina(request: HttpRequest, naam: str) -> HttpResponse:
    """One page."""
    gevonden = hulp.paginas().get(naam)
    if gevonden is None or naam == hulp.BEGIN:
        raise NietGevonden("Deze pagina van de handleiding bestaat niet. Zoek hem op in de inhoud.")
    kruimels = [Kruimel("Handleiding", reverse("portaal:hulp")), Kruimel(gevonden.titel)]
    return _toon(request, {"titel": gevonden.titel, "kruimels": kruimels}, gevonden)


def _toon(request: HttpRequest, context: dict[str, Any], gevonden: hulp.Pagina | None) -> HttpResponse:
    wie = getattr(request, "wie", None)
    context |= {
        "basis": "kern/basis.html" if wie else "kern/kaal.html",
        "pagina": gevonden,
        "paginas": [p for p in hulp.paginas().values() if p.naam != hulp.BEGIN],
    }
    return render(request, "portaal/hulp.html", context)
