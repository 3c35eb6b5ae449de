"""Screens for who keeps watch: the log and the outbox."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import namen_van

from . import logboek as boek
from . import postvak as post
from .deur import maakt_bestand, openbaar, vereist
from .forms import LogboekFilter
from .log import gelezen, leg_vast
from .models import Gebeurtenis
from .queries_mensen import kijkt_nu_mee
from .rollen import ROLLEN


@vereist("toegang.logboek_lezen")
@require_GET
def logboek(request: HttpRequest) -> HttpResponse:
    """The log of what my SWV reaches: filter, page by key. Reading is logged once per search, not per page."""
    wie, form = request.wie, LogboekFilter(request.GET or None)  # type: ignore[attr-defined]
    waarden, na = form.waarden(), request.GET.get("na", "")
    bladzijde = boek.bladzijde(wie, waarden, na)
    vraag = _vraag(waarden)
    if not na:
        gelezen(
            wie=wie,
            naam="toegang.logboek_gelezen",
            onderwerp="toegang.logboek",
            zin=f"Logboek gelezen{_waarop(vraag)}.",
        )
    context = {
        "form": form, "bladzijde": bladzijde, "vraag": vraag, "namen": namen_van({r.organisatie for r in bladzijde.rijen}),
        "na": na, "meekijkers": kijkt_nu_mee(wie), "spoor": boek.spoor_van(wie, waarden),
        "rollen": {rol.code: rol.naam for rol in ROLLEN.values()},
    }  # fmt: skip
    return render(request, "toegang/logboek.html", context, status=422 if form.errors else 200)


@vereist("toegang.logboek_uitvoeren")
@require_GET
@maakt_bestand
def logboek_uitvoer(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The filtered log as CSV; the download is logged."""
    wie, form = request.wie, LogboekFilter(request.GET or None)  # type: ignore[attr-defined]
    waarden = form.waarden()
    leg_vast(
        wie=wie, naam="toegang.logboek_gedownload", onderwerp="toegang.logboek", soort=Gebeurtenis.DELEN,
        zin=f"Logboek gedownload{_waarop(_vraag(waarden))}.",
    )  # fmt: skip
    antwoord = StreamingHttpResponse(boek.als_csv(wie, waarden), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="logboek-{nu():%Y-%m-%d}.csv"'
    return antwoord


def _vraag(waarden: dict[str, object]) -> str:
    return urlencode({k: str(v) for k, v in waarden.items() if v})


def _waarop(vraag: str) -> str:
    return f" met filter {vraag}"[:300] if vraag else ""


@vereist("toegang.postvak_lezen")
@require_GET
def postvak(request: HttpRequest) -> HttpResponse:
    """Mail that went to the local outbox, as far as it concerns people of my organisations."""
    return _postvak(request, post.zichtbare_post(request.wie))  # type: ignore[attr-defined]


@vereist("toegang.postvak_lezen")
@require_GET
def postvak_stuk(request: HttpRequest, naam: str) -> HttpResponse:
    """One message of the outbox."""
    return _stuk(request, post.zichtbare_post(request.wie), naam)  # type: ignore[attr-defined]


@openbaar
@require_GET
def demo_postvak(request: HttpRequest) -> HttpResponse:
    """All mail of the demo, for everyone who tries it."""
    return _postvak(request, _demo_post())


@openbaar
@require_GET
def demo_postvak_stuk(request: HttpRequest, naam: str) -> HttpResponse:
    """One message of the demo."""
    return _stuk(request, _demo_post(), naam)


def _demo_post() -> list[post.Poststuk]:
    if not settings.DEMO:
        raise NietGevonden()
    return post.alle_post()


def _postvak(request: HttpRequest, stukken: list[post.Poststuk]) -> HttpResponse:
    basis = request.path
    return render(
        request, "toegang/postvak.html", {"stukken": stukken[:200], "basis": basis, "buiten": not post.lokaal()}
    )


def _stuk(request: HttpRequest, stukken: list[post.Poststuk], naam: str) -> HttpResponse:
    for stuk in stukken:
        if stuk.naam == naam:
            wie = request.wie  # type: ignore[attr-defined]
            if wie is not None:
                gelezen(wie=wie, naam="toegang.post_gelezen", onderwerp=f"toegang.post:{naam}", zin="Mail gelezen.")
            return render(request, "toegang/postvak_stuk.html", {"stuk": stuk})
    raise NietGevonden()
