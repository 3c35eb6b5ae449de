"""HTTP of the calendar: see, enter, correct, take in from a file, copy from last year, settle, take out."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.documenten.excel import Blad, Kolom, maak_csv, maak_xlsx
from vindplaats.documenten.ontvangst import te_groot_van
from vindplaats.documenten.schermtabel import XLSX
from vindplaats.kern.fouten import Fout, NietGevonden, OngeldigeInvoer
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import naam_van
from vindplaats.toegang.deur import maakt_bestand, vereist

from . import actions_kalender as actions
from . import inname, queries_kalender
from . import rules_kalender as rules
from . import schermen_kalender as schermen
from .forms_kalender import KalenderInleesFormulier, PeriodeFormulier, VaststelFormulier
from .models import CONCEPT, GELDIG, Periode
from .permissions import KALENDER_WIJZIGEN, LEZEN
from .views import wie_van


def _terug(jaar: int) -> HttpResponse:
    return redirect(f"{reverse('instellingen:kalender')}?jaar={jaar}")


@require_GET
@vereist(LEZEN.code)
def kalender(request: HttpRequest) -> HttpResponse:
    """The calendar of a school year."""
    context = schermen.kalender(wie_van(request), schermen.jaar_uit(request.GET.get("jaar")))
    return render(request, "instellingen/kalender.html", context | {"vaststellen": VaststelFormulier()})


@require_http_methods(["GET", "POST"])
@vereist(KALENDER_WIJZIGEN.code)
def nieuw(request: HttpRequest) -> HttpResponse:
    """Enter free days by hand."""
    wie = wie_van(request)
    form = PeriodeFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rij = actions.periode_toevoegen(wie=wie, vrij=_vrij(form))
            messages.success(request, f"Bewaard. {rij.naam} staat in de kalender.")
            return _terug(rij.schooljaar)
        except OngeldigeInvoer as fout:
            _bij_velden(form, fout)
    return _formulier(request, form, "Vrije dagen toevoegen")


@require_http_methods(["GET", "POST"])
@vereist(KALENDER_WIJZIGEN.code, zoek=lambda wie, pk: queries_kalender.periode_voor(wie, pk))
def verbeteren(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct free days, or change a draft."""
    wie, rij = wie_van(request), request.onderwerp  # type: ignore[attr-defined]
    if rij.stand not in (CONCEPT, GELDIG):
        raise NietGevonden
    vast = rij.stand == GELDIG
    begin = {v: getattr(rij, v) for v in ("soort", "naam", "regio", "van", "tot", "bron")}
    form = PeriodeFormulier(request.POST or None, initial=begin, verbeteren=vast)
    if request.method == "POST" and form.is_valid():
        try:
            nieuw_ = actions.periode_verbeteren(
                wie=wie, rij=rij, vrij=_vrij(form), waarom=form.cleaned_data.get("waarom", "")
            )
            messages.success(request, f"Bewaard. {nieuw_.naam} is verbeterd.")
            return _terug(nieuw_.schooljaar)
        except OngeldigeInvoer as fout:
            _bij_velden(form, fout)
    return _formulier(request, form, f"{rij.naam} verbeteren", rij)


@require_POST
@vereist(KALENDER_WIJZIGEN.code, zoek=lambda wie, pk: queries_kalender.periode_voor(wie, pk))
def weg(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take free days out of the calendar, or throw a draft away."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    actions.periode_weghalen(wie=wie_van(request), rij=rij, waarom=request.POST.get("waarom", "")[:400])
    messages.success(request, f"{rij.naam} telt niet meer mee.")
    return _terug(rij.schooljaar)


@require_POST
@vereist(KALENDER_WIJZIGEN.code)
def overnemen(request: HttpRequest) -> HttpResponse:
    """Last year as a draft for this one."""
    jaar = schermen.jaar_uit(request.POST.get("jaar"))
    aantal = actions.jaar_overnemen(wie=wie_van(request), jaar=jaar)
    if aantal:
        messages.info(request, f"{aantal} periodes staan klaar als concept. Kijk de datums na en stel ze dan vast.")
    else:
        messages.info(request, "Alles van vorig jaar stond er al.")
    return _terug(jaar.begin)


@require_POST
@vereist(KALENDER_WIJZIGEN.code)
def vaststellen(request: HttpRequest) -> HttpResponse:
    """Settle the own draft."""
    jaar = schermen.jaar_uit(request.POST.get("jaar"))
    form = VaststelFormulier(request.POST)
    if not form.is_valid():
        messages.error(request, "Schrijf op waar deze datums staan. Er is nog niets vastgesteld.")
        return _terug(jaar.begin)
    aantal = actions.concept_vaststellen(wie=wie_van(request), bron=form.cleaned_data["bron"])
    messages.success(request, f"Vastgesteld: {aantal} periodes tellen nu mee.")
    return _terug(jaar.begin)


@require_http_methods(["GET", "POST"])
@vereist(KALENDER_WIJZIGEN.code)
def inlezen(request: HttpRequest) -> HttpResponse:
    """Free days from a .ics file or a table, as a draft."""
    wie = wie_van(request)
    form = KalenderInleesFormulier(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if te_groot_van(request):
            form.add_error("bestand", "Dit bestand is te groot.")
        elif form.is_valid():
            d = form.cleaned_data
            try:
                periodes, meldingen = inname.kalender_van(
                    d["bestand"].read(), d["bestand"].name, d["soort"], d["regio"]
                )
                aantal = actions.concept_maken(wie=wie, periodes=periodes)
            except Fout as fout:
                form.add_error("bestand", fout.zin)
            else:
                messages.info(
                    request,
                    f"{len(periodes)} periodes gelezen, {aantal} nieuw. Ze staan klaar als concept: kijk ze na en stel ze vast.",
                )
                for zin in meldingen[:10]:
                    messages.warning(request, zin)
                return _terug(_jaar_van(periodes))
    context = {"form": form, "titel": "Kalender inlezen", "kruimels": schermen.kruimels("Inlezen")}
    return render(request, "instellingen/kalender_inlezen.html", context, status=422 if form.errors else 200)


def _jaar_van(periodes: list[rules.Vrij]) -> int:
    from vindplaats.kern.schooljaar import Schooljaar

    return Schooljaar.van(periodes[0].van).begin


@require_GET
@vereist(LEZEN.code)
@maakt_bestand
def uitvoer(request: HttpRequest, soort: str) -> HttpResponse:
    """The whole calendar as .ics, Excel or CSV; the table can be read in again."""
    wie = wie_van(request)
    rijen = queries_kalender.alles(wie)
    if soort == "ics":
        periodes = [(str(r.pk), queries_kalender.als_vrij(r)) for r in rijen]
        antwoord = HttpResponse(
            rules.maak_ics(periodes, naam_van(wie.organisatie), nu()), content_type="text/calendar; charset=utf-8"
        )
    elif soort in ("xlsx", "csv"):
        koppen = [Kolom(k) for k in ("Naam", "Eerste dag", "Laatste dag", "Soort", "Regio", "Bron")]
        cellen: list[list[Any]] = [
            [r.naam, r.van.isoformat(), r.tot.isoformat(), r.get_soort_display(), r.get_regio_display(), r.bron]
            for r in rijen
        ]
        blad = Blad("Kalender", koppen, cellen)
        data, inhoudstype = (
            (maak_xlsx([blad]), XLSX) if soort == "xlsx" else (maak_csv(blad), "text/csv; charset=utf-8")
        )
        antwoord = HttpResponse(data, content_type=inhoudstype)
    else:
        raise NietGevonden
    antwoord.headers["Content-Disposition"] = f'attachment; filename="kalender-{wie.code}.{soort}"'
    return antwoord


def _vrij(form: PeriodeFormulier) -> rules.Vrij:
    d = form.cleaned_data
    regio = "" if d["soort"] == Periode.SLUITING else d["regio"]
    return rules.Vrij(d["naam"], d["van"], d["tot"] or d["van"], d["soort"], regio, d["bron"])


def _bij_velden(form: PeriodeFormulier, fout: OngeldigeInvoer) -> None:
    for veld, zin in (fout.velden or {"": fout.zin}).items():
        form.add_error(veld if veld in form.fields else None, zin)


def _formulier(request: HttpRequest, form: PeriodeFormulier, titel: str, rij: Periode | None = None) -> HttpResponse:
    context = {"form": form, "titel": titel, "rij": rij, "kruimels": schermen.kruimels(titel)}
    return render(request, "instellingen/periode.html", context, status=422 if form.errors else 200)
