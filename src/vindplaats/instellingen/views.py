"""HTTP of values: overview, one setting, change with a preview, correct, withdraw, a list in and out."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.documenten.excel import Blad, Kolom, maak_csv, maak_xlsx
from vindplaats.documenten.ontvangst import te_groot_van
from vindplaats.documenten.schermtabel import XLSX
from vindplaats.kern.fouten import Fout, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.instelbaar import BEDRAG, LIJST, Instelbaar
from vindplaats.kern.instelinvoer import Onleesbaar, lees, naar_json, toon_los, uit_json
from vindplaats.kern.klok import vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.toegang.deur import maakt_bestand, vereist
from vindplaats.toegang.wie import Wie

from . import actions, inname, lijst, queries, schermen
from .forms import InleesFormulier, VerwijderFormulier, WaardeFormulier, als_invoer
from .models import Waarde

MEER = 10


def wie_van(request: HttpRequest) -> Wie:
    """Who asks, in a role at an SWV; for others these screens do not exist."""
    wie: Wie = request.wie  # type: ignore[attr-defined]
    if wie.soort != "swv":
        raise NietGevonden
    return wie


def _soort(wie: Wie, code: str) -> Instelbaar:
    return queries.soort_van_code(code)


@require_GET
@vereist("instellingen.lezen")
def overzicht(request: HttpRequest) -> HttpResponse:
    """Everything the own SWV may set, by subject."""
    return render(request, "instellingen/overzicht.html", schermen.overzicht(wie_van(request), request.GET))


@require_GET
@vereist("instellingen.lezen")
def instelling(request: HttpRequest, code: str) -> HttpResponse:
    """One setting with its history."""
    wie = wie_van(request)
    return render(request, "instellingen/instelling.html", schermen.instelling(wie, queries.soort_van_code(code)))


@require_http_methods(["GET", "POST"])
@vereist("instellingen.wijzigen")
def wijzigen(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a new value and its first day, look at what it means, and store it."""
    wie = wie_van(request)
    soort = actions.eis_wijzigen(wie, code)
    if request.method == "GET":
        nu = queries.waarde(wie.organisatie, code)
        begin = {"vanaf": vandaag().isoformat(), "waarde": "" if soort.soort == LIJST else als_invoer(soort, nu.waarde)}
        rijen = lijst.als_rijen(soort, nu.waarde) if soort.soort == LIJST else []
        return _formulier(request, soort, WaardeFormulier(soort=soort, initial=begin), rijen)
    return _verwerk(request, wie, soort, None)


@require_http_methods(["GET", "POST"])
@vereist("instellingen.wijzigen", zoek=lambda wie, pk: queries.rij_voor(wie, pk))
def verbeteren(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a mistake in one row of the history."""
    wie, rij = wie_van(request), request.onderwerp  # type: ignore[attr-defined]
    soort = actions.eis_wijzigen(wie, rij.code, rij.swv)
    if request.method == "GET":
        waarde = uit_json(soort, rij.waarde)
        begin = {"waarde": als_invoer(soort, waarde) if soort.soort != LIJST else "", "bron": rij.bron, "tot": rij.tot}
        rijen = lijst.als_rijen(soort, waarde) if soort.soort == LIJST else []
        form = WaardeFormulier(soort=soort, verbeteren=True, initial=begin)
        return _formulier(request, soort, form, rijen, rij=rij)
    return _verwerk(request, wie, soort, rij)


@require_POST
@vereist("instellingen.wijzigen", zoek=lambda wie, pk: queries.rij_voor(wie, pk))
def intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back a value that has not begun."""
    wie, rij = wie_van(request), request.onderwerp  # type: ignore[attr-defined]
    form = VerwijderFormulier(request.POST)
    actions.waarde_intrekken(wie=wie, rij=rij, waarom=form.cleaned_data.get("waarom", "") if form.is_valid() else "")
    messages.success(request, f"Ingetrokken. Vanaf {datum_zonder_dag(rij.vanaf)} verandert er niets meer.")
    return redirect("instellingen:instelling", rij.code)


def _verwerk(request: HttpRequest, wie: Wie, soort: Instelbaar, rij: Waarde | None) -> HttpResponse:
    """A posted change: more rows, a preview, or storing it."""
    form = WaardeFormulier(request.POST, soort=soort, verbeteren=rij is not None)
    rijen: list[dict[str, Any]] = lijst.uit_formulier(soort, request.POST) if soort.soort == LIJST else []
    if request.POST.get("stap") == "meer":
        los = WaardeFormulier(soort=soort, verbeteren=rij is not None, initial=request.POST.dict())
        return _formulier(request, soort, los, rijen, rij=rij, erbij=MEER)
    fouten: dict[tuple[int, str], str] = {}
    waarde = None
    goed = form.is_valid()
    try:
        waarde = lees(soort, rijen if soort.soort == LIJST else form.data.get("waarde", ""))
    except Onleesbaar as fout:
        goed, fouten = False, fout.cellen
        form.add_error(None if soort.soort == LIJST else "waarde", fout.zin)
    if goed and request.POST.get("stap") == "bewaar":
        klaar = _bewaar(request, wie, soort, form, rijen, rij, waarde)
        if klaar:
            return klaar
        goed = False
    gevolg = None
    if goed:
        vanaf = rij.vanaf if rij else form.cleaned_data["vanaf"]
        regels = [r for r in queries.alle_regels(wie)[soort.code] if rij is None or r.pk != rij.pk]
        gevolg = schermen.gevolg(soort, wie.organisatie, regels, waarde, vanaf, form.cleaned_data.get("tot"))
    return _formulier(request, soort, form, rijen, rij=rij, fouten=fouten, gevolg=gevolg, status=200 if goed else 422)


def _bewaar(
    request: HttpRequest, wie: Wie, soort: Instelbaar, form: WaardeFormulier, rijen: list[dict[str, Any]],
    rij: Waarde | None, waarde: Any,
) -> HttpResponse | None:  # fmt: skip
    """Store it; a refusal becomes an error on the form, and a second click on the same button ends well."""
    d = form.cleaned_data
    ruw = rijen if soort.soort == LIJST else form.data.get("waarde", "")
    delen = {"ruw": ruw, "bron": d["bron"], "waarom": d.get("waarom", ""), "tot": d.get("tot")}
    try:
        if rij is None:
            actions.waarde_zetten(wie=wie, code=soort.code, vanaf=d["vanaf"], **delen)
        else:
            actions.waarde_verbeteren(wie=wie, rij=rij, **delen)
    except OngeldigeInvoer as fout:
        for veld, zin in (fout.velden or {"": fout.zin}).items():
            form.add_error(veld if veld in form.fields else None, zin)
        return None
    except VerkeerdeStand as fout:
        if not _stond_er_al(wie, soort, rij, d, waarde):
            form.add_error(None, fout.zin)
            return None
    vanaf = rij.vanaf if rij else d["vanaf"]
    messages.success(request, f"Bewaard. '{soort.naam}' geldt zo vanaf {datum_zonder_dag(vanaf)}.")
    return redirect("instellingen:instelling", soort.code)


def _stond_er_al(wie: Wie, soort: Instelbaar, rij: Waarde | None, d: dict[str, Any], waarde: Any) -> bool:
    """A double click: exactly this was stored by this person a moment ago."""
    vanaf = rij.vanaf if rij else d["vanaf"]
    inhoud = naar_json(soort, waarde)
    zelfde = queries.geldige_rij(wie.organisatie, soort.code, vanaf)
    return (
        zelfde is not None
        and zelfde.waarde == inhoud
        and zelfde.door_id == wie.gebruiker_id
        and zelfde.bron == d["bron"]
    )


def _formulier(
    request: HttpRequest, soort: Instelbaar, form: WaardeFormulier, rijen: list[dict[str, Any]], *, rij: Waarde | None = None,
    fouten: dict[tuple[int, str], str] | None = None, gevolg: Any = None, status: int = 200, erbij: int = lijst.LEEG_ERBIJ,
) -> HttpResponse:  # fmt: skip
    titel = f"{soort.naam} verbeteren" if rij else f"{soort.naam} wijzigen"
    invoer = lijst.invoerrijen(soort, rijen, fouten, erbij) if soort.soort == LIJST else []
    context = {
        "soort": soort, "form": form, "rijen": invoer, "aantal_rijen": len(invoer), "gevolg": gevolg, "rij": rij, "titel": titel,
        "is_lijst": soort.soort == LIJST, "grenzen": schermen.grenzen(soort),
        "kruimels": schermen.kruimels((soort.naam, _adres(soort)), (titel, "")),
    }  # fmt: skip
    return render(request, "instellingen/wijzigen.html", context, status=status)


def _adres(soort: Instelbaar) -> str:
    from django.urls import reverse

    return reverse("instellingen:instelling", args=[soort.code])


# --- a list in and out -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@vereist("instellingen.wijzigen")
def inlezen(request: HttpRequest, code: str) -> HttpResponse:
    """Take the rows of a list from a spreadsheet into the form; nothing is stored before it was looked at."""
    wie = wie_van(request)
    soort = actions.eis_wijzigen(wie, code)
    if soort.soort != LIJST:
        raise NietGevonden
    form = InleesFormulier(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if te_groot_van(request):
            form.add_error("bestand", "Dit bestand is te groot. Deel het op.")
        elif form.is_valid():
            bestand = form.cleaned_data["bestand"]
            try:
                rijen = lijst.uit_tabel(soort, inname.tabel_van(bestand.read(), bestand.name))
                return _nakijken(request, soort, rijen)
            except Fout as fout:
                form.add_error("bestand", fout.zin)
    context = {
        "soort": soort, "form": form, "titel": f"{soort.naam} inlezen", "url": _adres(soort),
        "kruimels": schermen.kruimels((soort.naam, _adres(soort)), ("Inlezen", "")),
    }  # fmt: skip
    return render(request, "instellingen/inlezen.html", context, status=422 if form.errors else 200)


def _nakijken(request: HttpRequest, soort: Instelbaar, rijen: list[dict[str, Any]]) -> HttpResponse:
    """The read rows in the form, with what is wrong at each cell."""
    if len(rijen) > soort.meeste_rijen:
        zin = f"Deze lijst heeft hoogstens {soort.meeste_rijen} rijen; in het bestand staan er {len(rijen)}."
        raise OngeldigeInvoer(zin, {"bestand": zin})
    fouten: dict[tuple[int, str], str] = {}
    try:
        lees(soort, rijen)
    except Onleesbaar as fout:
        fouten = fout.cellen
    if fouten:
        messages.warning(request, f"Er is nog niets bewaard. {_aantal_fout(len(fouten))}")
    else:
        messages.info(request, f"{len(rijen)} rijen gelezen. Er is nog niets bewaard: kijk ze na en kies een dag.")
    form = WaardeFormulier(soort=soort, initial={"vanaf": vandaag().isoformat()})
    return _formulier(request, soort, form, rijen, fouten=fouten)


def _aantal_fout(aantal: int) -> str:
    if aantal == 1:
        return "Een vak klopt nog niet; het staat hieronder gemarkeerd."
    return f"{aantal} vakken kloppen nog niet; ze staan hieronder gemarkeerd."


@require_GET
@vereist("instellingen.lezen")
@maakt_bestand
def uitvoer(request: HttpRequest, code: str, soort: str) -> HttpResponse:
    """The list that holds today as Excel or CSV; the same file can be read in again. Without rows: only the heads."""
    wie, wat = wie_van(request), queries.soort_van_code(code)
    if wat.soort != LIJST or soort not in ("xlsx", "csv"):
        raise NietGevonden
    nu = queries.waarde(wie.organisatie, code)
    rijen = [[_uitcel(k.soort, rij.get(k.code), k.keuzes) for k in wat.kolommen] for rij in nu.waarde or []]
    blad = Blad(wat.naam, [Kolom(k.naam, "bedrag" if k.soort == BEDRAG else "tekst") for k in wat.kolommen], rijen)
    if soort == "xlsx":
        over = [
            ("Lijst", wat.naam),
            ("Bron", nu.bron or "nog niets vastgelegd"),
            ("Geldt vanaf", datum_zonder_dag(nu.vanaf)),
        ]
        antwoord = HttpResponse(maak_xlsx([blad], over), content_type=XLSX)
    else:
        antwoord = HttpResponse(maak_csv(blad), content_type="text/csv; charset=utf-8")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{wat.code.replace(".", "-")}.{soort}"'
    return antwoord


def _uitcel(soort: str, waarde: Any, keuzes: Any) -> Any:
    if waarde is None or soort == BEDRAG:
        return waarde
    return waarde.isoformat() if hasattr(waarde, "isoformat") else toon_los(soort, waarde, keuzes).rstrip("%")
