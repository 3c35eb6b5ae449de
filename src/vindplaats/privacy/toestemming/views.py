"""Screens of consent: purposes, who gave it, write down, withdraw, and what somebody gave about himself."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from vindplaats.kern.fouten import NietGevonden, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.ongedaan import meld_met_terugweg
from vindplaats.kern.opmaak import datum_kort, tijdstip
from vindplaats.kern.schermdelen import Chip, Gebeurtenis, Kolom, Kruimel, Rij
from vindplaats.kern.tabellen import maak_tabel
from vindplaats.privacy.bewaren.doelen import MENS
from vindplaats.privacy.models import Toestemming
from vindplaats.privacy.schermen import tabs
from vindplaats.privacy.verzoek.queries import mensen
from vindplaats.toegang.deur import ingelogd, vereist
from vindplaats.toegang.log import gelezen, spoor
from vindplaats.toegang.permissions import mag

from . import actions, queries
from .forms import GeefForm, GeefMensForm, TrekInForm

get_of_post = require_http_methods(["GET", "POST"])
MEESTE_MENSEN = 500


def _kruimels(*verder: Kruimel) -> list[Kruimel]:
    return [Kruimel("Toestemming", reverse("privacy:toestemming")), *verder]


def _naar_doel(regel: queries.Doelregel) -> Kruimel:
    return Kruimel(regel.doel.naam, reverse("privacy:toestemming-doel", args=[regel.doel.code]))


@vereist("privacy.bewaren_lezen")
@require_GET
def toestemming(request: HttpRequest) -> HttpResponse:
    """For what consent can be asked, in which words."""
    wie = request.wie  # type: ignore[attr-defined]
    context = {
        "tabs": tabs(wie, "toestemming"), "regels": queries.doelregels(wie), "mag_vastleggen": mag(wie, "privacy.toestemming_vastleggen"),
        "mag_register": mag(wie, "privacy.register_schrijven"),
    }  # fmt: skip
    return render(request, "privacy/toestemming.html", context)


@vereist("privacy.toestemming_vastleggen")
@require_GET
def doel(request: HttpRequest, code: str) -> HttpResponse:
    """Who gave consent for one purpose: what holds, or everything with what was withdrawn."""
    wie = request.wie  # type: ignore[attr-defined]
    regel = queries.doel_voor(wie.organisatie, code)
    alle = request.GET.get("stand") == "alle"
    kolommen = [
        Kolom("over", "Over wie", kop=True), Kolom("gever", "Gegeven door"), Kolom("vanaf", "Vanaf", sorteer="gegeven_op"),
        Kolom("tot", "Tot en met"), Kolom("stand", "Stand"),
    ]  # fmt: skip
    namen: dict[str, str] = {}

    def maak(t: Toestemming) -> Rij:
        cellen = {
            "over": namen.get(t.over, t.over), "gever": t.gever, "vanaf": datum_kort(t.gegeven_op), "tot": _tot(t),
            "stand": t.stand_op(vandaag()),
        }  # fmt: skip
        return Rij(cellen, reverse("privacy:toestemming-rij", args=[t.pk]))

    rijen = queries.van_doel(wie, code, alle=alle)
    namen.update(queries.over_in_woorden(rijen[:1000]))
    chips = [Chip("Geldig", "?", not alle), Chip("Alle", "?stand=alle", alle)]
    tabel = maak_tabel(
        "Toestemmingen", kolommen, rijen, maak, request.GET, standaard="-gegeven_op", exporten=False, chips=chips
    )
    gelezen(
        wie=wie,
        naam="privacy.toestemmingen_gelezen",
        onderwerp=f"privacy.toestemmingsdoel:{code}",
        zin="Toestemmingen gelezen.",
    )
    context = {
        "regel": regel,
        "tabel": tabel,
        "leeg": not tabel.rijen,
        "alle": alle,
        "kruimels": _kruimels(Kruimel(regel.doel.naam)),
    }
    return render(request, "privacy/toestemming_doel.html", context)


def _tot(t: Toestemming) -> str:
    if t.ingetrokken_op:
        return f"ingetrokken op {datum_kort(t.ingetrokken_op)}"
    return datum_kort(t.geldig_tot) if t.geldig_tot else "tot het wordt ingetrokken"


@vereist("privacy.toestemming_vastleggen")
@get_of_post
def geven(request: HttpRequest, code: str) -> HttpResponse:
    """Write down consent that was given on paper or in a talk."""
    wie = request.wie  # type: ignore[attr-defined]
    regel = queries.doel_voor(wie.organisatie, code)
    form = _geefform(request, regel)
    if request.method == "POST" and form.is_valid():
        gedaan = form.doe(
            lambda: actions.toestemming_geven(wie=wie, doel=code, **_waarden(regel, form.cleaned_data, form))
        )
        if gedaan:
            meld_met_terugweg(request, "Vastgelegd.", reverse("privacy:toestemming-rij", args=[gedaan.pk]), {
                "op": vandaag().isoformat(), "bewijs": "Vergissing bij het vastleggen.",
            })  # fmt: skip
            return redirect("privacy:toestemming-doel", code=code)
    context = {
        "form": form, "regel": regel, "terug": reverse("privacy:toestemming-doel", args=[code]),
        "kruimels": _kruimels(_naar_doel(regel), Kruimel("Leg vast")),
    }  # fmt: skip
    return render(request, "privacy/toestemming_geven.html", context, status=422 if form.errors else 200)


def _geefform(request: HttpRequest, regel: queries.Doelregel) -> Any:
    begin = {"gegeven_op": vandaag()}
    if regel.doel.van != MENS:
        return GeefForm(request.POST or None, initial=begin)
    wie = request.wie  # type: ignore[attr-defined]
    keuzes = [(f"{queries.ACCOUNT}:{g.pk}", f"{g.naam} ({g.email})") for g in mensen(wie)[:MEESTE_MENSEN]]
    return GeefMensForm(request.POST or None, initial=begin, mensen=keuzes)


def _waarden(regel: queries.Doelregel, w: dict[str, Any], form: Any) -> dict[str, Any]:
    samen = {naam: w[naam] for naam in ("bewijs", "gegeven_op", "geldig_tot", "verteld")}
    if regel.doel.van == MENS:
        naam = dict(form.fields["over"].choices)[w["over"]].rpartition(" (")[0]
        return samen | {"over": w["over"], "gever": naam, "hoedanigheid": Toestemming.ZELF}
    return samen | {
        "over": f"{queries.KENMERK}:{w['over'].strip()}",
        "gever": w["gever"],
        "hoedanigheid": w["hoedanigheid"],
    }


@vereist("privacy.toestemming_vastleggen", zoek=queries.toestemming_voor)
@get_of_post
def rij(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One consent: the words, the evidence, the history; withdrawing is one button on the same page."""
    wie = request.wie  # type: ignore[attr-defined]
    rij_: Toestemming = request.onderwerp  # type: ignore[attr-defined]
    naam = queries.doelnaam(rij_.organisatie, rij_.doel)
    form = TrekInForm(request.POST or None, initial={"op": vandaag()})
    if request.method == "POST" and form.is_valid():
        w = form.cleaned_data
        if form.doe(lambda: actions.toestemming_intrekken(wie=wie, toestemming=rij_, bewijs=w["bewijs"], op=w["op"])):
            messages.success(request, "Ingetrokken. De toestemming blijft als bewijs staan.")
            return redirect("privacy:toestemming-rij", pk=pk)
    if request.method == "GET":
        gelezen(wie=wie, naam="privacy.toestemming_gelezen", onderwerp=rij_, zin="Toestemming gelezen.")
    context = {
        "t": rij_, "naam": naam, "over": queries.over_in_woorden([rij_])[rij_.over], "stand": rij_.stand_op(vandaag()), "form": form, "tot": _tot(rij_),
        "eerdere": [(e, _tot(e)) for e in queries.eerdere(wie, rij_)], "kruimels": _kruimels(Kruimel(naam, reverse("privacy:toestemming-doel", args=[rij_.doel]))),
        "geschiedenis": [Gebeurtenis(g.wanneer, g.zin, g.wie_naam, g.waarom) for g in spoor(rij_)[:30]],
    }  # fmt: skip
    return render(request, "privacy/toestemming_rij.html", context, status=422 if form.errors else 200)


@ingelogd
@get_of_post
def mijn_toestemming(request: HttpRequest) -> HttpResponse:
    """What somebody himself is asked and gave. Giving and withdrawing are one button each."""
    wie = request.wie  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            _zelf(request)
        except VerkeerdeStand as fout:
            messages.error(request, fout.zin)
        return redirect("privacy:mijn-toestemming")
    rijen = queries.mijn_toestemmingen(wie)
    vragen = queries.mijn_vragen(wie)
    los = [(t, _tot(t), t.stand_op(vandaag())) for t in rijen if t.pk not in {v.geldt.pk for v in vragen if v.geldt}]
    return render(request, "privacy/mijn_toestemming.html", {"vragen": vragen, "los": los})


def _zelf(request: HttpRequest) -> None:
    """Give (`swv`, `doel`) or withdraw (`rij`). Raises what the verbs raise."""
    wie = request.wie  # type: ignore[attr-defined]
    if "rij" not in request.POST:
        actions.zelf_geven(wie=wie, swv=request.POST.get("swv", ""), doel=request.POST.get("doel", ""))
        messages.success(request, "Je gaf toestemming. Intrekken kan hier altijd, met één knop.")
        return
    try:
        pk = forms.UUIDField().clean(request.POST["rij"])
    except forms.ValidationError:
        raise NietGevonden from None
    gedaan = actions.zelf_intrekken(wie=wie, toestemming=queries.mijn_toestemming(wie, pk))
    meld_met_terugweg(
        request, f"Ingetrokken op {tijdstip(timezone.localtime())}. Het geldt vanaf nu.", reverse("privacy:mijn-toestemming"),
        {"swv": gedaan.organisatie, "doel": gedaan.doel},
    )  # fmt: skip
