"""Screens of standing in and of looking along."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.fouten import GeenRecht
from vindplaats.kern.klok import nu

from . import actions_meekijken, actions_volmacht, queries, queries_mensen
from .deur import ingelogd, vereist
from .forms import standaard_periode
from .forms_mensen import MeekijkForm, VervangForm
from .log import spoor
from .models import Gebeurtenis, Meekijken, Volmacht
from .queries import SESSIE_MEE

PER_PAGINA = 25


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200


# --- standing in -------------------------------------------------------------------------------------------------------


@ingelogd
@require_GET
def vervangen(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom: my own, and for a manager those at the organisations that are theirs."""
    wie = request.wie  # type: ignore[attr-defined]
    rijen = Volmacht.objects.zichtbaar_voor(wie)
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("bladzijde"))
    regels = queries_mensen.vervangregels(wie, pagina.object_list)
    return render(request, "toegang/vervangen.html", {"regels": regels, "pagina": pagina})


@vereist("toegang.volmacht_geven")
@require_http_methods(["GET", "POST"])
def vervanger_kiezen(request: HttpRequest) -> HttpResponse:
    """Let a colleague stand in for the role that is on now."""
    wie = request.wie  # type: ignore[attr-defined]
    collegas = queries_mensen.collegas(wie)
    keuzes = [(str(m.pk), m.naam) for m in collegas]
    form = VervangForm(request.POST or None, collegas=keuzes, rol=wie.rol, initial=standaard_periode())
    if request.method == "POST" and form.is_valid():
        f = form.cleaned_data
        naar = next(m for m in collegas if str(m.pk) == f["naar"])
        gelukt = form.doe(
            lambda: actions_volmacht.volmacht_geven(
                wie=wie, naar=naar, van=f["van"], tot=f["tot"], waarom=f["waarom"], rechten=f["rechten"]
            )
        )
        if gelukt:
            messages.success(request, f"{naar.naam} vervangt je tot en met {f['tot']:%d-%m-%Y}.")
            return redirect("toegang:vervangen")
    context = {"form": form, "collegas": collegas}
    return render(request, "toegang/vervanger_kiezen.html", context, status=_status(form))


@ingelogd
@require_POST
def vervanging_stoppen(request: HttpRequest, volmacht: uuid.UUID) -> HttpResponse:
    """End a stand-in at once."""
    wie = request.wie  # type: ignore[attr-defined]
    rij = queries_mensen.volmacht_voor(wie, volmacht)
    actions_volmacht.volmacht_beeindigen(wie=wie, volmacht=rij)
    messages.success(request, "De vervanging is beëindigd.")
    return redirect("toegang:vervangen")


# --- looking along -----------------------------------------------------------------------------------------------------


@vereist("toegang.meekijken_zien")
@require_GET
def meekijken(request: HttpRequest) -> HttpResponse:
    """Who looks along at my organisations, now and before, and the rule of the own organisation."""
    wie = request.wie  # type: ignore[attr-defined]
    pagina = Paginator(queries_mensen.meekijken_lijst(wie), PER_PAGINA).get_page(request.GET.get("bladzijde"))
    vooraf, mag_regel = queries_mensen.meekijkregel_van(wie)
    context = {
        "regels": queries_mensen.meekijkregels(wie, pagina.object_list), "pagina": pagina, "vooraf": vooraf,
        "mag_regel": mag_regel,
    }  # fmt: skip
    return render(request, "toegang/meekijken.html", context)


@vereist("toegang.meekijken_zien", zoek=lambda wie, meekijken: queries_mensen.meekijken_voor(wie, meekijken))
@require_GET
def meekijken_een(request: HttpRequest, meekijken: uuid.UUID) -> HttpResponse:
    """One looking along: why, and which pages were read."""
    wie, rij = request.wie, request.onderwerp  # type: ignore[attr-defined]
    gelezen = spoor(rij, soorten=(Gebeurtenis.LEZEN, Gebeurtenis.TOEGANG))
    pagina = Paginator(gelezen, PER_PAGINA).get_page(request.GET.get("bladzijde"))
    (regel,) = queries_mensen.meekijkregels(wie, [rij])
    return render(request, "toegang/meekijken_een.html", {"r": regel, "pagina": pagina})


@vereist("toegang.meekijken_vragen")
@require_http_methods(["GET", "POST"])
def meekijken_vragen(request: HttpRequest) -> HttpResponse:
    """Ask to look along; without a prior approval it begins at once."""
    wie = request.wie  # type: ignore[attr-defined]
    form = MeekijkForm(request.POST or None, organisaties=queries.organisatie_keuzes(wie))
    if request.method == "POST" and form.is_valid():
        rij = form.doe(lambda: actions_meekijken.meekijken_vragen(wie=wie, **form.cleaned_data))
        if rij:
            if rij.begint_op:
                messages.success(request, "De organisatie heeft bericht gekregen. Kies Begin om mee te kijken.")
            else:
                messages.success(request, "De organisatie keurt dit eerst goed. Je krijgt bericht.")
            return redirect("toegang:meekijken")
    return render(request, "toegang/meekijken_vragen.html", {"form": form}, status=_status(form))


@vereist("toegang.meekijken_vragen")
@require_POST
def meekijken_beginnen(request: HttpRequest, meekijken: uuid.UUID) -> HttpResponse:
    """Go on in this session as the role that is looked at, reading only."""
    rij = queries_mensen.meekijken_voor(request.wie, meekijken)  # type: ignore[attr-defined]
    if rij.aanvrager_id != request.user.pk or rij.stand_op(nu()) != "loopt":
        raise GeenRecht("Dit meekijken is voorbij of van iemand anders. Vraag het zo nodig opnieuw.")
    request.session[SESSIE_MEE] = str(rij.pk)
    return redirect("/")


@ingelogd(zonder_rol=True)
@require_POST
def meekijken_verlaten(request: HttpRequest) -> HttpResponse:
    """Stop looking along and end it: back in the own role."""
    mee = request.session.pop(SESSIE_MEE, "")
    wie = request.wie  # type: ignore[attr-defined]
    if wie is not None and wie.alleen_lezen and str(wie.meekijken_id) == mee:
        actions_meekijken.meekijken_beeindigen(wie=wie, meekijken=Meekijken.objects.get(pk=wie.meekijken_id))
        messages.success(request, "Je kijkt niet meer mee. De organisatie ziet dat het is afgelopen.")
    return redirect("/")


@vereist("toegang.meekijken_zien", zoek=lambda wie, meekijken: queries_mensen.meekijken_voor(wie, meekijken))
@require_POST
def meekijken_stoppen(request: HttpRequest, meekijken: uuid.UUID) -> HttpResponse:
    """End it, for the organisation or for who looks along."""
    actions_meekijken.meekijken_beeindigen(wie=request.wie, meekijken=request.onderwerp)  # type: ignore[attr-defined]
    messages.success(request, "Het meekijken is beëindigd.")
    return redirect("toegang:meekijken")


@vereist(
    "toegang.meekijken_beslissen", zoek=lambda wie, meekijken: queries_mensen.meekijken_voor(wie, meekijken).organisatie
)
@require_POST
def meekijken_besluit(request: HttpRequest, meekijken: uuid.UUID) -> HttpResponse:
    """Approve or refuse."""
    wie = request.wie  # type: ignore[attr-defined]
    rij = queries_mensen.meekijken_voor(wie, meekijken)
    if request.POST.get("besluit") == "goed":
        actions_meekijken.meekijken_goedkeuren(wie=wie, meekijken=rij)
        messages.success(request, "Goedgekeurd. Het meekijken is begonnen en stopt vanzelf.")
    else:
        actions_meekijken.meekijken_weigeren(wie=wie, meekijken=rij)
        messages.success(request, "Geweigerd. De aanvrager krijgt bericht.")
    return redirect("toegang:meekijken")


@vereist("toegang.meekijken_beslissen")
@require_POST
def meekijkregel(request: HttpRequest) -> HttpResponse:
    """Set whether the own organisation approves looking along first."""
    wie = request.wie  # type: ignore[attr-defined]
    vooraf = request.POST.get("vooraf") == "ja"
    actions_meekijken.meekijkregel_zetten(wie=wie, organisatie=wie.organisatie, vooraf=vooraf)
    messages.success(request, "Bewaard.")
    return redirect("toegang:meekijken")
