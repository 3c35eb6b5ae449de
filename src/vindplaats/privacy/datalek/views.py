"""Screens of data breaches: report, list, one breach, fill in, step, download."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from vindplaats.documenten.excel import Blad, maak_csv, maak_json, maak_xlsx
from vindplaats.documenten.schermtabel import XLSX
from vindplaats.kern.fouten import Botsing, NietGevonden, OngeldigeInvoer, Onvolledig
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.opmaak import datum_kort
from vindplaats.kern.schermdelen import Chip, Kolom, Kruimel, Rij
from vindplaats.kern.tabellen import maak_tabel
from vindplaats.privacy.models import Datalek
from vindplaats.privacy.schermen import tabs
from vindplaats.procedures.queries import geschiedenis, mogelijke_stappen, statusregel
from vindplaats.toegang.deur import ingelogd, maakt_bestand, vereist
from vindplaats.toegang.log import gelezen

from . import actions, queries, stuk
from .forms import DatalekForm, MeldForm

get_of_post = require_http_methods(["GET", "POST"])
BESTANDEN = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "json": "application/json"}


def _kruimels(*verder: Kruimel) -> list[Kruimel]:
    return [Kruimel("Datalekken", reverse("privacy:datalekken")), *verder]


@ingelogd
@get_of_post
def datalek_melden(request: HttpRequest) -> HttpResponse:
    """The short form for everyone; afterwards a page that says what happens next."""
    wie = request.wie  # type: ignore[attr-defined]
    swvs = queries.swv_keuzes(wie)
    form = MeldForm(request.POST or None, swvs=swvs, initial={"ontdekt_op": timezone.localtime(nu())})
    if request.method == "POST" and form.is_valid():
        w = form.cleaned_data
        gedaan = form.doe(
            lambda: actions.datalek_melden(
                wie=wie, swv=w["swv"], titel=w["titel"], wat=w["wat"], ontdekt_op=w["ontdekt_op"]
            )
        )
        if gedaan:
            return render(request, "privacy/datalek_ontvangen.html", {"datalek": gedaan})
    context = {"form": form, "geen_swv": not swvs}
    return render(request, "privacy/datalek_melden.html", context, status=422 if form.errors else 200)


@vereist("privacy.datalekken")
@require_GET
def datalekken(request: HttpRequest) -> HttpResponse:
    """The register of breaches: open first, or all."""
    wie = request.wie  # type: ignore[attr-defined]
    alles = request.GET.get("stand") == "alle"
    kolommen = [
        Kolom("nummer", "Nummer", soort="getal", sorteer="nummer"), Kolom("titel", "Wat", kop=True),
        Kolom("ontdekt", "Ontdekt", sorteer="ontdekt_op"), Kolom("klok", "72 uur"), Kolom("stand", "Stand"),
    ]  # fmt: skip

    def maak(d: Datalek) -> Rij:
        r = queries.regel_van(d)
        cellen = {
            "nummer": d.nummer,
            "titel": d.titel,
            "ontdekt": datum_kort(timezone.localtime(d.ontdekt_op).date()),
            "klok": r.klok.zin,
            "stand": r.stand,
        }
        return Rij(cellen, reverse("privacy:datalek", args=[d.pk]))

    chips = [Chip("Lopend", "?", not alles), Chip("Alle", "?stand=alle", alles)]
    tabel = maak_tabel(
        "Datalekken",
        kolommen,
        queries.datalekken(wie, alleen_open=not alles),
        maak,
        request.GET,
        standaard="-ontdekt_op",
        exporten=False,
        chips=chips,
    )
    context = {"tabel": tabel, "leeg": not tabel.rijen, "alles": alles, "tabs": tabs(wie, "datalekken")}
    return render(request, "privacy/datalekken.html", context)


@vereist("privacy.datalekken_uitvoeren")
@require_GET
@maakt_bestand
def datalekken_bestand(request: HttpRequest, soort: str) -> HttpResponse:
    """The whole register as Excel, CSV or JSON; the download is logged."""
    if soort not in BESTANDEN:
        raise NietGevonden
    wie = request.wie  # type: ignore[attr-defined]
    blad = queries.als_blad(wie)
    actions.datalekken_uitgevoerd(wie=wie, soort=soort, aantal=len(blad.rijen))
    antwoord = HttpResponse(_als_bestand(blad, soort), content_type=BESTANDEN[soort])
    antwoord["Content-Disposition"] = f'attachment; filename="datalekken-{vandaag():%Y-%m-%d}.{soort}"'
    return antwoord


def _als_bestand(blad: Blad, soort: str) -> bytes:
    if soort == "xlsx":
        return maak_xlsx([blad])
    if soort == "csv":
        return maak_csv(blad)
    return maak_json([dict(zip([k.kop for k in blad.kolommen], rij, strict=True)) for rij in blad.rijen])


@vereist("privacy.datalekken", zoek=queries.datalek_voor)
@require_GET
def datalek(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One breach: the clock, what is known, the steps and what happened. Reading is logged."""
    rij: Datalek = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    gelezen(wie=wie, naam="privacy.datalek_gelezen", onderwerp=rij, zin="Datalek gelezen.")
    stappen = mogelijke_stappen(wie, rij.zaak, rij)
    context = {
        "d": rij, "klok": queries.klok_van(rij), "status": statusregel(rij.zaak, wie), "stappen": stappen,
        "volgende": next((s for s in stappen if s.mag), None), "geschiedenis": geschiedenis(rij.zaak), "kruimels": _kruimels(Kruimel(f"Datalek {rij.nummer}")),
        "reden": queries.redenen([rij]).get(rij.zaak_id, ""), "nog_leeg": queries.nog_leeg(rij), "soort": "info" if queries.klok_van(rij).soort in ("bezig", "neutraal") else queries.klok_van(rij).soort,
    }  # fmt: skip
    return render(request, "privacy/datalek.html", context)


@vereist("privacy.datalekken_uitvoeren", zoek=queries.datalek_voor)
@require_GET
@maakt_bestand
def datalek_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The file of one breach as a tagged PDF in the style of the SWV; the download is logged."""
    rij: Datalek = request.onderwerp  # type: ignore[attr-defined]
    pdf = stuk.maak(rij)
    actions.melding_uitgevoerd(wie=request.wie, datalek=rij)  # type: ignore[attr-defined]
    antwoord = HttpResponse(pdf.data, content_type="application/pdf")
    antwoord["Content-Disposition"] = f'attachment; filename="datalek-{rij.nummer}-{vandaag():%Y-%m-%d}.pdf"'
    return antwoord


@vereist("privacy.datalekken", zoek=queries.datalek_voor)
@get_of_post
def datalek_wijzigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Fill in what is known by now."""
    rij: Datalek = request.onderwerp  # type: ignore[attr-defined]
    begin = {naam: getattr(rij, naam) for naam in (*actions.VELDEN, *actions.LATER_ERBIJ, "versie")}
    form = DatalekForm(request.POST or None, initial=begin)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            w = form.cleaned_data
            try:
                actions.datalek_wijzigen(wie=request.wie, datalek=rij, waarden=w, versie=w["versie"])  # type: ignore[attr-defined]
            except OngeldigeInvoer as fout:
                for naam, zin in fout.velden.items():
                    form.add_error(naam, zin)
            except Botsing as fout:
                form.add_error(None, fout.zin)
                status = 409
            else:
                messages.success(request, "Bewaard.")
                return redirect("privacy:datalek", pk=rij.pk)
    context = {
        "form": form, "titel": f"Datalek {rij.nummer} bijwerken", "knop_tekst": "Bewaar", "terug": reverse("privacy:datalek", args=[rij.pk]),
        "kruimels": _kruimels(Kruimel(f"Datalek {rij.nummer}", reverse("privacy:datalek", args=[rij.pk])), Kruimel("Bijwerken")),
    }  # fmt: skip
    return render(request, "privacy/formulier.html", context, status=status)


@vereist("privacy.datalekken", zoek=queries.datalek_voor)
@get_of_post
def datalek_stap(request: HttpRequest, pk: uuid.UUID, verb: str) -> HttpResponse:
    """A step: first what it means and what is missing, then do it."""
    rij: Datalek = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    zaak = rij.zaak
    if verb not in zaak.tabel.verbs:
        raise NietGevonden("Deze stap bestaat niet.")
    fout = ""
    if request.method == "POST":
        try:
            reden, verwacht = request.POST.get("reden", ""), request.POST.get("stand") or None
            actions.datalek_stap(wie=wie, datalek=rij, verb=verb, reden=reden, verwacht=verwacht)
        except (OngeldigeInvoer, Onvolledig) as mis:
            fout = mis.zin
        else:
            messages.success(request, zaak.tabel.met_verb(verb)[0].zin)
            return redirect("privacy:datalek", pk=rij.pk)
    knop = next((k for k in mogelijke_stappen(wie, zaak, rij) if k.verb == verb), None)
    if knop is None:
        messages.info(request, "Deze stap kan nu niet. Hieronder staat wat er wel kan.")
        return redirect("privacy:datalek", pk=rij.pk)
    context = {
        "d": rij, "knop": knop, "fout": fout, "reden": request.POST.get("reden", ""), "stand": zaak.stand, "klok": queries.klok_van(rij),
        "kruimels": _kruimels(Kruimel(f"Datalek {rij.nummer}", reverse("privacy:datalek", args=[rij.pk])), Kruimel(knop.naam)),
    }  # fmt: skip
    return render(request, "privacy/datalek_stap.html", context, status=400 if fout else 200)
