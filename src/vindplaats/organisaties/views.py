"""HTTP of organisaties: overviews, lists, pages, export, postcode check. Changing is in `views_wijzigen`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.toegang import log
from vindplaats.toegang.deur import ingelogd, maakt_bestand, vereist
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import queries, queries_lijsten, queries_opvolging, queries_uitzonderingen, schermen
from .bereik import loopt_op
from .forms import ALLE, Filter, PostcodeFormulier
from .models import Bestuur, Gemeente, Partner, School, Swv
from .queries_afkomst import afkomst, leerlingen_van_vroeger
from .queries_lijsten import BESTUUR_SORTERING, SCHOOL_SORTERING, Vraag, blad
from .uitvoer import scholenbestand


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


def pagina(
    request: HttpRequest, sjabloon: str, tab: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of this room with its tabs."""
    wie = _wie(request)
    vast = {"tabbladen": schermen.tabbladen(wie, tab), "mag_beheren": mag(wie, "organisaties.laden")}
    return render(request, f"organisaties/{sjabloon}.html", vast | dict(context), status=status)


def _eigen(wie: Wie, vraag: Vraag, leeg: bool) -> Vraag:
    """Without any question: the own SWV or the own board."""
    if not leeg:
        return vraag
    if wie.soort == "bestuur":
        return replace(vraag, bestuur=wie.code)
    return replace(vraag, swv=wie.code if wie.soort == "swv" else "")


def _swv_keuzes() -> list[tuple[str, str]]:
    return [(ALLE, "alle verbanden"), *((s.code, s.naam) for s in Swv.objects.order_by("naam"))]


def _filter(vraag: Vraag, keuzes: dict[str, list[tuple[str, str]]]) -> Any:
    data = {"q": vraag.q, "swv": vraag.swv or ALLE, "soort": vraag.soort, "bestuur": vraag.bestuur}
    data |= {"gemeente": vraag.gemeente, "gesloten": "1" if vraag.gesloten else ""}
    return Filter({k: v for k, v in data.items() if v}, keuzes=keuzes).render("organisaties/filter.html")


def _smal(vraag: Vraag) -> Vraag:
    return replace(vraag, swv="") if vraag.swv == ALLE else vraag


def _schoolkeuzes(vraag: Vraag) -> dict[str, list[tuple[str, str]]]:
    """Choices of the filter; boards and municipalities of the chosen SWV only, the chosen one always."""
    besturen = (
        Bestuur.objects.filter(deelnames__swv=vraag.swv) if vraag.swv else Bestuur.objects.filter(pk=vraag.bestuur)
    )
    gemeenten = Gemeente.objects.filter(delen__swv=vraag.swv) if vraag.swv else Gemeente.objects.all()
    return {
        "swv": _swv_keuzes(),
        "bestuur": [("", "alle besturen"), *dict.fromkeys(besturen.order_by("naam").values_list("pk", "naam"))],
        "gemeente": [("", "alle gemeenten"), *dict.fromkeys(gemeenten.order_by("naam").values_list("pk", "naam"))],
    }


@require_GET
@ingelogd
def scholen(request: HttpRequest) -> HttpResponse:
    """List of schools."""
    vraag = _eigen(_wie(request), Vraag.uit_get(request.GET, SCHOOL_SORTERING), not request.GET)
    smal = _smal(vraag)
    jaar = queries.laatste_peiljaar()
    lijst = blad(queries_lijsten.scholen(smal, jaar), smal, SCHOOL_SORTERING)
    tabel = schermen.scholentabel(lijst, vraag, _filter(vraag, _schoolkeuzes(smal)))
    volgende = vraag.url(na=lijst.volgende) if lijst.volgende else ""
    context = {"tabel": tabel, "volgende": volgende, "begin": vraag.url(na="") if vraag.na else "", "jaar": jaar}
    return pagina(
        request, "scholen", "scholen", context | {"mag_maken": mag(_wie(request), "organisaties.school_maken")}
    )


@require_GET
@ingelogd
@maakt_bestand
def scholen_export(request: HttpRequest, soort: str) -> HttpResponse:
    """The same question as a file; every row, not only the page."""
    if soort not in {"xlsx", "csv"}:
        raise NietGevonden
    vraag = _smal(Vraag.uit_get(request.GET, SCHOOL_SORTERING))
    jaar = queries.laatste_peiljaar()
    return scholenbestand(queries_lijsten.scholen(vraag, jaar).order_by("naam", "pk"), soort, jaar)


@require_GET
@ingelogd
def school(request: HttpRequest, code: str) -> HttpResponse:
    """One school."""
    wie, rij = _wie(request), queries.school(code)
    aantallen = queries.leerlingen_van_school(rij)
    lijn = afkomst(rij.sleutel)
    wijzigen = mag(wie, "organisaties.school_wijzigen", rij)
    context = {
        "school": rij,
        "website": schermen.website(rij.website),
        "aantallen": aantallen,
        "vroeger": schermen.vroegertabel(lijn, leerlingen_van_vroeger(rij, lijn, aantallen), aantallen),
        "perioden": queries_opvolging.perioden_van(rij),
        "eigen_swvs": wie.swv_codes,
        **queries_opvolging.lijn(rij.sleutel),
        "reeks": [a.aantal for a in aantallen[-10:]],
        "kruimels": schermen.kruimels((rij.naam, "")),
        "mag_wijzigen": wijzigen,
        "spoor": log.spoor(rij.sleutel)[:10] if wijzigen else [],
    }
    return pagina(request, "school", "scholen", context)


@require_GET
@ingelogd
def besturen(request: HttpRequest) -> HttpResponse:
    """List of boards."""
    vraag = Vraag.uit_get(request.GET, BESTUUR_SORTERING)
    if not request.GET and _wie(request).soort == "swv":
        vraag = replace(vraag, swv=_wie(request).code)
    smal = _smal(vraag)
    lijst = blad(queries_lijsten.besturen(smal), smal, BESTUUR_SORTERING)
    jaar = queries.laatste_peiljaar()
    leerlingen = queries.leerlingen(jaar=jaar, swv=smal.swv or None, per=("bestuur",)) if jaar else {}
    tabel = schermen.besturentabel(lijst, vraag, leerlingen, _filter(vraag, {"swv": _swv_keuzes()}))
    context = {
        "tabel": tabel,
        "volgende": vraag.url(na=lijst.volgende) if lijst.volgende else "",
        "begin": vraag.url(na="") if vraag.na else "",
        "jaar": jaar,
        "mag_maken": mag(_wie(request), "organisaties.bestuur_maken"),
    }
    return pagina(request, "besturen", "besturen", context)


@require_GET
@ingelogd
def bestuur(request: HttpRequest, nummer: str) -> HttpResponse:
    """One board: what it takes part in, its schools, its pupils."""
    wie, rij = _wie(request), queries.bestuur(nummer)
    telling = queries.leerlingen(bestuur=rij.pk)
    jaar = queries.laatste_peiljaar()
    vraag = Vraag(bestuur=rij.pk)
    scholen_ = list(queries_lijsten.scholen(vraag, jaar).order_by("naam", "pk"))
    tabel = schermen.scholentabel(queries_lijsten.Blad(scholen_, aantal=len(scholen_)), vraag, None)
    wijzigen = mag(wie, "organisaties.bestuur_wijzigen", rij)
    context = {
        "bestuur": rij,
        **queries_opvolging.lijn(rij.sleutel),
        "website": schermen.website(rij.website),
        "klachtenregeling": schermen.website(rij.klachtenregeling),
        "deelnames": rij.deelnames.select_related("swv").order_by("swv", "van"),
        "figuren": schermen.figuren(telling, len(scholen_), None),
        "grafieken": schermen.grafieken(telling),
        "eigen_swvs": wie.swv_codes,
        "jaartabel": schermen.jaartabel(telling),
        "tabel": schermen.zonder_sorteren(tabel),
        "kruimels": schermen.kruimels((rij.naam, "")),
        "mag_wijzigen": wijzigen,
        "spoor": log.spoor(rij.sleutel)[:10] if wijzigen else [],
    }
    return pagina(request, "bestuur", "besturen", context)


@require_GET
@ingelogd
def swvs(request: HttpRequest) -> HttpResponse:
    """All SWVs."""
    jaar = queries.laatste_peiljaar()
    leerlingen = queries.leerlingen(jaar=jaar, per=("swv",)) if jaar else {}
    tabel = schermen.swv_tabel(
        list(Swv.objects.select_related("regio")),
        leerlingen,
        queries.besturen_per_swv(),
        queries.scholen_per("swv"),
    )
    context = {"tabel": tabel, "jaar": jaar, "mag_maken": mag(_wie(request), "organisaties.swv_maken")}
    return pagina(request, "swvs", "swvs", context)


@require_GET
@ingelogd
def swv(request: HttpRequest, code: str) -> HttpResponse:
    """One SWV: figures, boards, municipalities, the SWVs it works with."""
    rij = queries.swv(code)
    telling = queries.leerlingen(swv=code)
    jaar = max((j for j, _ in telling), default=None)
    deelnemers = list(queries.besturen_van(rij))
    per_bestuur = queries.scholen_per("bestuur", swv=code)
    delen = queries.gemeentedelen_van(rij)
    per_soort = queries.leerlingen(swv=code, jaar=jaar, per=("bestuur", "soort")) if jaar else {}
    context = {
        "swv": rij,
        "groep": [s for s in queries.swv_groep(rij) if s.code != code],
        "figuren": schermen.figuren(telling, sum(per_bestuur.values()), len(deelnemers)),
        "grafieken": schermen.grafieken(telling),
        "jaartabel": schermen.jaartabel(telling),
        "besturen": schermen.besturen_in_swv(deelnemers, per_bestuur, per_soort),
        "gemeenten": schermen.gemeentetabel(delen, queries.gedeelde_gemeenten([d.gemeente_id for d in delen]), code),
        "kruimels": schermen.kruimels((rij.naam, "")),
        "mag_wijzigen": mag(_wie(request), "organisaties.swv_wijzigen", rij),
        "geen_deelname": schermen.GEEN_DEELNAME,
    }
    return pagina(request, "swv", "swvs", context)


@require_GET
@ingelogd
def partners(request: HttpRequest) -> HttpResponse:
    """Network partners that work today."""
    rijen = list(Partner.objects.filter(loopt_op(vandaag())).select_related("swv"))
    context = {
        "tabel": schermen.partnertabel(rijen, _wie(request)),
        "mag_maken": mag(_wie(request), "organisaties.partner_maken"),
    }
    return pagina(request, "partners", "partners", context)


@require_GET
@ingelogd
def postcode(request: HttpRequest) -> HttpResponse:
    """Where does a postcode belong?"""
    form = PostcodeFormulier(request.GET or None)
    antwoord = None
    if request.GET and form.is_valid():
        try:
            antwoord = queries.waar_hoort(form.cleaned_data["postcode"])
        except ValueError as fout:
            form.add_error("postcode", str(fout))
    scholen_ = School.objects.filter(postcode__startswith=antwoord.pc4).select_related("swv")[:20] if antwoord else []
    return pagina(request, "postcode", "postcode", {"form": form, "antwoord": antwoord, "scholen": scholen_})


@require_GET
@vereist("organisaties.laden")
def uitzonderingen(request: HttpRequest) -> HttpResponse:
    """What a rule cannot settle, for who may settle it."""
    lijst = queries_uitzonderingen.uitzonderingen(_wie(request).swv_codes)
    return pagina(request, "uitzonderingen", "uitzonderingen", {"lijst": lijst})
