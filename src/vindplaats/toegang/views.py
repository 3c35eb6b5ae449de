"""Screens of toegang: people and roles, invitations, the own account, messages."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.klok import nu
from vindplaats.kern.registers import namen_van

from . import actions, queries, schermen
from .deur import ingelogd, vereist
from .forms import (
    BeeindigForm,
    MensenFilter,
    NaamForm,
    PeriodeForm,
    RolForm,
    UitnodigingForm,
    WaaromForm,
    standaard_periode,
)
from .log import gelezen
from .models import Bericht, Uitnodiging
from .queries_mensen import kijkt_nu_mee
from .wisselen import bladzijde_na_wissel, zet_rol

PER_PAGINA = 25


# --- people and roles ------------------------------------------------------------------------------------------------


@vereist("toegang.mensen_zien")
@require_GET
def mensen(request: HttpRequest) -> HttpResponse:
    """People with a role at the organisations that are mine: search, filter, page."""
    wie = request.wie  # type: ignore[attr-defined]
    form = MensenFilter(request.GET or None, organisaties=queries.organisatie_keuzes(wie))
    waarden = form.waarden()
    pagina = Paginator(queries.mensen_lijst(wie, **waarden), PER_PAGINA).get_page(request.GET.get("bladzijde"))
    vraag = urlencode({k: v for k, v in waarden.items() if v})
    context = {
        "form": form,
        "tabel": schermen.mensen_tabel(wie, pagina, vraag),
        "uitnodigingen": Uitnodiging.objects.open().zichtbaar_voor(wie).count(),
        "meekijkers": kijkt_nu_mee(wie),
        "meer_acties": schermen.mensen_acties(wie),
    }
    return render(request, "toegang/mensen.html", context)


@vereist("toegang.mensen_zien", zoek=lambda wie, mens: queries.mens_voor(wie, mens))
@require_GET
def mens(request: HttpRequest, mens: uuid.UUID) -> HttpResponse:
    """One person: the roles at my organisations, now, later and before. Looking is logged."""
    wie, gebruiker = request.wie, request.onderwerp  # type: ignore[attr-defined]
    gelezen(wie=wie, naam="toegang.mens_gelezen", onderwerp=gebruiker, zin="Rollen en adres van een persoon bekeken.")
    return render(request, "toegang/mens.html", schermen.mens(wie, gebruiker))


@vereist("toegang.uitnodigen")
@require_http_methods(["GET", "POST"])
def uitnodigen(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail."""
    wie = request.wie  # type: ignore[attr-defined]
    form = UitnodigingForm(request.POST or None, organisaties=queries.organisatie_keuzes(wie))
    if request.method == "POST" and form.is_valid():
        f = form.cleaned_data
        gelukt = form.doe(
            lambda: actions.mens_uitnodigen(
                wie=wie, email=f["email"], naam=f["naam"], rol=f["rol"], organisatie=f["organisatie"],
                rol_van=f["van"], rol_tot=f["tot"],
            )
        )  # fmt: skip
        if gelukt:
            messages.success(request, f"De uitnodiging voor {gelukt.naam} is verstuurd.")
            return redirect("toegang:uitnodigingen")
    return render(request, "toegang/uitnodigen.html", {"form": form}, status=_status(form))


@vereist("toegang.uitnodigen")
@require_GET
def uitnodigingen(request: HttpRequest) -> HttpResponse:
    """Invitations that are on their way or have expired."""
    rijen = Uitnodiging.objects.open().zichtbaar_voor(request.wie)  # type: ignore[attr-defined]
    pagina = Paginator(rijen.select_related("gemaakt_door"), PER_PAGINA).get_page(request.GET.get("bladzijde"))
    namen = namen_van(u.organisatie for u in pagina)
    regels = [(u, namen[u.organisatie], u.stand_op(nu())) for u in pagina]
    return render(request, "toegang/uitnodigingen.html", {"pagina": pagina, "regels": regels})


@vereist("toegang.uitnodigen", zoek=lambda wie, uitnodiging: queries.uitnodiging_voor(wie, uitnodiging).organisatie)
@require_POST
def uitnodiging_opnieuw(request: HttpRequest, uitnodiging: uuid.UUID) -> HttpResponse:
    """Send the invitation again with a new link."""
    wie = request.wie  # type: ignore[attr-defined]
    actions.uitnodiging_opnieuw(wie=wie, uitnodiging=queries.uitnodiging_voor(wie, uitnodiging))
    messages.success(request, "De uitnodiging is opnieuw verstuurd. De oude link werkt niet meer.")
    return redirect("toegang:uitnodigingen")


@vereist("toegang.uitnodigen", zoek=lambda wie, uitnodiging: queries.uitnodiging_voor(wie, uitnodiging).organisatie)
@require_POST
def uitnodiging_intrekken(request: HttpRequest, uitnodiging: uuid.UUID) -> HttpResponse:
    """Withdraw the invitation."""
    wie = request.wie  # type: ignore[attr-defined]
    actions.uitnodiging_intrekken(wie=wie, uitnodiging=queries.uitnodiging_voor(wie, uitnodiging))
    messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    return redirect("toegang:uitnodigingen")


@vereist("toegang.rol_geven", zoek=lambda wie, mens: _mens_organisatie(wie, mens))
@require_http_methods(["GET", "POST"])
def rol_geven(request: HttpRequest, mens: uuid.UUID) -> HttpResponse:
    """Give a person one more role."""
    wie, gebruiker = request.wie, queries.mens_voor(request.wie, mens)  # type: ignore[attr-defined]
    keuzes = queries.organisatie_keuzes(wie)
    form = RolForm(request.POST or None, organisaties=keuzes, initial=standaard_periode())
    if request.method == "POST" and form.is_valid():
        gelukt = form.doe(lambda: actions.rol_geven(wie=wie, gebruiker=gebruiker, **form.cleaned_data))
        if gelukt:
            messages.success(request, f"{gebruiker.naam} heeft nu de rol {gelukt.get_rol_display()}.")
            return redirect("toegang:mens", mens=mens)
    return render(request, "toegang/rol_geven.html", {"form": form, "mens": gebruiker}, status=_status(form))


def _mens_organisatie(wie: Any, mens: uuid.UUID) -> None:
    queries.mens_voor(wie, mens)


@vereist("toegang.rol_geven", zoek=lambda wie, toekenning: queries.toekenning_voor(wie, toekenning).organisatie)
@require_http_methods(["GET", "POST"])
def rol_wijzigen(request: HttpRequest, toekenning: uuid.UUID) -> HttpResponse:
    """Change from/until of a role."""
    wie, rol = request.wie, queries.toekenning_voor(request.wie, toekenning)  # type: ignore[attr-defined]
    form = PeriodeForm(request.POST or None, initial={"van": rol.van, "tot": rol.tot})
    if request.method == "POST" and form.is_valid():
        form.doe(lambda: actions.rol_wijzigen(wie=wie, toekenning=rol, **form.cleaned_data))
        if not form.errors:
            messages.success(request, "De periode is gewijzigd.")
            return redirect("toegang:mens", mens=rol.gebruiker_id)
    return render(request, "toegang/rol_wijzigen.html", schermen.rol(rol, form), status=_status(form))


@vereist("toegang.rol_beeindigen", zoek=lambda wie, toekenning: queries.toekenning_voor(wie, toekenning).organisatie)
@require_http_methods(["GET", "POST"])
def rol_beeindigen(request: HttpRequest, toekenning: uuid.UUID) -> HttpResponse:
    """End a role: after a last day, or at once."""
    wie, rol = request.wie, queries.toekenning_voor(request.wie, toekenning)  # type: ignore[attr-defined]
    form = BeeindigForm(request.POST or None, initial=standaard_periode() | {"wanneer": "dag"})
    if request.method == "POST" and form.is_valid():
        waarom = form.cleaned_data["waarom"]
        form.doe(lambda: actions.rol_beeindigen(wie=wie, toekenning=rol, laatste_dag=form.laatste(), waarom=waarom))
        if not form.errors:
            messages.success(request, f"De rol van {rol.gebruiker.naam} is beëindigd.")
            return redirect("toegang:mensen")
    return render(request, "toegang/rol_beeindigen.html", schermen.rol(rol, form), status=_status(form))


@vereist("toegang.factor_wissen", zoek=lambda wie, mens: queries.mens_voor(wie, mens))
@require_http_methods(["GET", "POST"])
def factor_wissen(request: HttpRequest, mens: uuid.UUID) -> HttpResponse:
    """Wipe the second factor of somebody who lost the phone."""
    wie, gebruiker = request.wie, request.onderwerp  # type: ignore[attr-defined]
    form = WaaromForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.doe(lambda: actions.factor_wissen(wie=wie, gebruiker=gebruiker, **form.cleaned_data))
        if not form.errors:
            messages.success(request, "De tweede stap is gewist. Bij het aanmelden stelt deze persoon een nieuwe in.")
            return redirect("toegang:mens", mens=mens)
    return render(request, "toegang/factor_wissen.html", {"form": form, "mens": gebruiker}, status=_status(form))


# --- the own account and role ----------------------------------------------------------------------------------------


@ingelogd(zonder_rol=True)
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """My account: name, address, second factor, roles."""
    wie = request.wie or schermen.zonder_rol(request.user)  # type: ignore[attr-defined,arg-type]
    form = NaamForm(request.POST or None, initial={"naam": request.user.naam})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        form.doe(lambda: actions.naam_wijzigen(wie=wie, gebruiker=request.user, **form.cleaned_data))  # type: ignore[arg-type]
        if not form.errors:
            messages.success(request, "Je naam is bewaard.")
            return redirect("toegang:account")
    return render(request, "toegang/account.html", schermen.account(request.user, form), status=_status(form))  # type: ignore[arg-type]


@ingelogd(zonder_rol=True)
@require_POST
def rol_kiezen(request: HttpRequest) -> HttpResponse:
    """Go on in another role of mine; the same page when it makes sense in that role, else the first page."""
    zet_rol(request, request.POST.get("rol", ""))
    return redirect(bladzijde_na_wissel(request))


# --- messages --------------------------------------------------------------------------------------------------------


@ingelogd
@require_GET
def berichten(request: HttpRequest) -> HttpResponse:
    """The bell: my messages, newest first."""
    rijen = Bericht.objects.zichtbaar_voor(request.wie)  # type: ignore[attr-defined]
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("bladzijde"))
    return render(request, "toegang/berichten.html", {"pagina": pagina, "nieuw": any(not b.gelezen_op for b in pagina)})


@ingelogd
@require_POST
def bericht_openen(request: HttpRequest, bericht: uuid.UUID) -> HttpResponse:
    """Read a message and go where it points."""
    wie = request.wie  # type: ignore[attr-defined]
    rij = queries.bericht_voor(wie, bericht)
    actions.bericht_gelezen(wie=wie, bericht=rij)
    return redirect(rij.url or "toegang:berichten")


@ingelogd
@require_POST
def berichten_gelezen(request: HttpRequest) -> HttpResponse:
    """Mark all messages as read."""
    actions.berichten_gelezen(wie=request.wie)  # type: ignore[attr-defined]
    return redirect("toegang:berichten")


def _status(form: Any) -> int:
    return 422 if form.errors else 200
