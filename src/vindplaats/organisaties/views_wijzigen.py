"""HTTP of the forms: add, correct, move, end. One way of handling for all: what was typed stays, errors at the field."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from vindplaats.kern.fouten import Botsing, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.wie import Wie

from . import actions, queries
from . import forms as f
from .models import Deelname, Partner, School, Swv
from .schermen import kruimels
from .views import pagina

get_of_post = require_http_methods(["GET", "POST"])


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


def _eigen_swv(wie: Wie) -> Swv:
    return queries.swv(wie.code)


def formulierpagina(
    request: HttpRequest,
    form: forms.Form,
    doe: Callable[[dict[str, Any]], Any],
    *,
    titel: str,
    knop: str,
    terug: str,
    gelukt: str,
    uitleg: str = "",
    gevaar: bool = False,
) -> HttpResponse:
    """Show a form, do the verb on a good POST and go back; a refusal of the verb stands at its field (or on top)."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            status = _probeer(form, doe)
            if status == 200:
                messages.success(request, gelukt)
                return redirect(terug)
        else:
            status = 400
    context = {"form": form, "titel": titel, "knop_tekst": knop, "terug": terug, "uitleg": uitleg, "gevaar": gevaar}
    return pagina(request, "formulier", "", context | {"kruimels": kruimels((titel, ""))}, status=status)


def _probeer(form: forms.Form, doe: Callable[[dict[str, Any]], Any]) -> int:
    try:
        doe(form.cleaned_data)
    except OngeldigeInvoer as fout:
        for veld, zin in (fout.velden or {"": fout.zin}).items():
            form.add_error(veld if veld in form.fields else None, zin)
        return fout.status
    except (VerkeerdeStand, Botsing) as fout:
        form.add_error(None, fout.zin)
        return fout.status
    return 200


def _begin(rij: Any, velden: tuple[str, ...]) -> dict[str, Any]:
    """Initial values of an edit form, with the fingerprint of the row."""
    vast = {"versie": actions.versie_van(rij), "handmatig": getattr(rij, "handmatig", [])}
    return {veld: getattr(rij, veld) for veld in velden} | vast


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


# --- SWV -------------------------------------------------------------------------------------------------------------


@get_of_post
@vereist("organisaties.swv_maken")
def swv_maken(request: HttpRequest) -> HttpResponse:
    form = f.NieuwSwvFormulier(_data(request))

    def doe(v: dict[str, Any]) -> Swv:
        return actions.swv_maken(wie=_wie(request), code=v["code"], naam=v["naam"], kort=v["kort"], landelijk_voor=v["landelijk_voor"])  # fmt: skip

    return formulierpagina(
        request, form, doe, titel="Samenwerkingsverband toevoegen", knop="Voeg toe",
        terug=reverse("organisaties:swvs"), gelukt="Het samenwerkingsverband is toegevoegd.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.swv_wijzigen", zoek=lambda wie, code: queries.swv(code))
def swv_wijzigen(request: HttpRequest, code: str) -> HttpResponse:
    swv: Swv = request.onderwerp  # type: ignore[attr-defined]
    form = f.SwvFormulier(_data(request), initial=_begin(swv, actions.SWV_VELDEN))

    def doe(v: dict[str, Any]) -> Swv:
        return actions.swv_wijzigen(wie=_wie(request), swv=swv, velden=form.velden(), versie=v["versie"])

    return formulierpagina(
        request, form, doe, titel=f"{swv.naam} verbeteren", knop="Bewaar",
        terug=reverse("organisaties:swv", args=[code]), gelukt="De gegevens zijn bewaard.",
    )  # fmt: skip


# --- bestuur ---------------------------------------------------------------------------------------------------------


@get_of_post
@vereist("organisaties.bestuur_maken")
def bestuur_maken(request: HttpRequest) -> HttpResponse:
    form, swv = f.NieuwBestuurFormulier(_data(request)), _eigen_swv(_wie(request))
    return formulierpagina(
        request, form, lambda v: actions.bestuur_maken(wie=_wie(request), swv=swv, **v), titel="Bestuur toevoegen",
        knop="Voeg toe", terug=reverse("organisaties:besturen"), gelukt="Het bestuur is toegevoegd.",
        uitleg=f"Het bestuur neemt deel aan {swv.naam}.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.bestuur_wijzigen", zoek=lambda wie, nummer: queries.bestuur(nummer))
def bestuur_wijzigen(request: HttpRequest, nummer: str) -> HttpResponse:
    bestuur = request.onderwerp  # type: ignore[attr-defined]
    begin = _begin(bestuur, actions.BESTUUR_VELDEN) | {"aliassen": "\n".join(bestuur.aliassen)}
    form = f.BestuurFormulier(_data(request), initial=begin, wie=_wie(request))

    def doe(v: dict[str, Any]) -> Any:
        return actions.bestuur_wijzigen(
            wie=_wie(request),
            bestuur=bestuur,
            velden=form.velden(),
            versie=v["versie"],
            loslaten=v.get("loslaten", False),
        )

    return formulierpagina(
        request, form, doe, titel=f"{bestuur.naam} verbeteren", knop="Bewaar",
        terug=reverse("organisaties:bestuur", args=[nummer]), gelukt="De gegevens zijn bewaard.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.bestuur_wijzigen", zoek=lambda wie, nummer: queries.bestuur(nummer))
def bestuur_beeindigen(request: HttpRequest, nummer: str) -> HttpResponse:
    bestuur = request.onderwerp  # type: ignore[attr-defined]
    return formulierpagina(
        request, f.EindeFormulier(_data(request)),
        lambda v: actions.bestuur_beeindigen(wie=_wie(request), bestuur=bestuur, **v),
        titel=f"{bestuur.naam} beëindigen", knop="Beëindig dit bestuur", gevaar=True,
        terug=reverse("organisaties:bestuur", args=[nummer]), gelukt="Het bestuur is beëindigd.",
        uitleg="Er wordt niets gewist: verslagen en scholen van vroeger blijven te zien.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.deelname_starten")
def deelname_starten(request: HttpRequest, nummer: str) -> HttpResponse:
    bestuur = queries.bestuur(nummer)
    form = f.DeelnameFormulier(_data(request), wie=_wie(request))
    return formulierpagina(
        request, form, lambda v: actions.deelname_starten(wie=_wie(request), bestuur=bestuur, **v),
        titel=f"{bestuur.naam} laten deelnemen", knop="Laat deelnemen",
        terug=reverse("organisaties:bestuur", args=[nummer]), gelukt="De deelname is toegevoegd.",
    )  # fmt: skip


def _deelname(wie: Wie, pk: int) -> Deelname:
    rij = Deelname.objects.select_related("bestuur", "swv").filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


@get_of_post
@vereist("organisaties.deelname_wijzigen", zoek=_deelname)
def deelname_beeindigen(request: HttpRequest, pk: int) -> HttpResponse:
    deelname: Deelname = request.onderwerp  # type: ignore[attr-defined]
    return formulierpagina(
        request, f.EindeFormulier(_data(request)),
        lambda v: actions.deelname_beeindigen(wie=_wie(request), deelname=deelname, **v),
        titel=f"Deelname van {deelname.bestuur.naam} beëindigen", knop="Beëindig de deelname", gevaar=True,
        terug=reverse("organisaties:bestuur", args=[deelname.bestuur_id]), gelukt="De deelname is beëindigd.",
        uitleg=f"Het bestuur doet daarna niet meer mee in {deelname.swv.naam}. Wat er was, blijft te zien.",
    )  # fmt: skip


# --- school ----------------------------------------------------------------------------------------------------------


@get_of_post
@vereist("organisaties.school_maken")
def school_maken(request: HttpRequest) -> HttpResponse:
    wie, swv = _wie(request), _eigen_swv(_wie(request))
    form = f.NieuweSchoolFormulier(_data(request), wie=wie)

    def doe(v: dict[str, Any]) -> School:
        velden = {k: w for k, w in v.items() if k in actions.SCHOOL_VELDEN}
        return actions.school_maken(wie=wie, vestigingscode=v["vestigingscode"], velden=velden, swv=swv, van=v["van"])

    return formulierpagina(
        request, form, doe, titel="School toevoegen", knop="Voeg toe", terug=reverse("organisaties:scholen"),
        gelukt="De school is toegevoegd.", uitleg=f"De school komt bij {swv.naam}.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.school_wijzigen", zoek=lambda wie, code: queries.school(code))
def school_wijzigen(request: HttpRequest, code: str) -> HttpResponse:
    school: School = request.onderwerp  # type: ignore[attr-defined]
    form = f.SchoolFormulier(
        _data(request), initial=_begin(school, actions.SCHOOL_VELDEN), wie=_wie(request), nu=school
    )

    def doe(v: dict[str, Any]) -> School:
        return actions.school_wijzigen(
            wie=_wie(request),
            school=school,
            velden=form.velden(),
            versie=v["versie"],
            loslaten=v.get("loslaten", False),
        )

    return formulierpagina(
        request, form, doe, titel=f"{school.naam} verbeteren", knop="Bewaar",
        terug=reverse("organisaties:school", args=[code]), gelukt="De gegevens zijn bewaard.",
        uitleg="Wat je hier verbetert, blijft staan als er nieuwe open data wordt ingelezen.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.school_verplaatsen", zoek=lambda wie, code: queries.school(code))
def school_verplaatsen(request: HttpRequest, code: str) -> HttpResponse:
    school: School = request.onderwerp  # type: ignore[attr-defined]
    form = f.VerplaatsFormulier(_data(request), initial={"swv": school.swv_id})
    return formulierpagina(
        request, form, lambda v: actions.school_verplaatsen(wie=_wie(request), school=school, **v),
        titel=f"{school.naam} met de hand plaatsen", knop="Zet hier",
        terug=reverse("organisaties:school", args=[code]), gelukt="De school staat nu met de hand bij dit verband.",
        uitleg="Gewoonlijk beslist de postcode van de school. Doe dit alleen als dat hier niet klopt.",
    )  # fmt: skip


@require_POST
@vereist("organisaties.school_verplaatsen", zoek=lambda wie, code: queries.school(code))
def uitzondering_opheffen(request: HttpRequest, code: str) -> HttpResponse:
    school = actions.uitzondering_opheffen(wie=_wie(request), school=request.onderwerp)  # type: ignore[attr-defined]
    messages.success(request, f"De postcode beslist weer: de school hoort bij {school.swv}.")
    return redirect("organisaties:school", code=code)


@get_of_post
@vereist("organisaties.school_wijzigen", zoek=lambda wie, code: queries.school(code))
def school_beeindigen(request: HttpRequest, code: str) -> HttpResponse:
    school: School = request.onderwerp  # type: ignore[attr-defined]
    return formulierpagina(
        request, f.EindeFormulier(_data(request)),
        lambda v: actions.school_beeindigen(wie=_wie(request), school=school, **v),
        titel=f"{school.naam} sluiten", knop="Sluit deze school", gevaar=True,
        terug=reverse("organisaties:school", args=[code]), gelukt="De school is afgesloten.",
        uitleg="Er wordt niets gewist. De school staat daarna bij de gesloten scholen.",
    )  # fmt: skip


# --- partner ---------------------------------------------------------------------------------------------------------


def _partner(wie: Wie, pk: uuid.UUID) -> Partner:
    rij = Partner.objects.select_related("swv").filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


@get_of_post
@vereist("organisaties.partner_maken")
def partner_maken(request: HttpRequest) -> HttpResponse:
    form = f.NieuwePartnerFormulier(_data(request), wie=_wie(request), initial={"swv": _wie(request).code})

    def doe(v: dict[str, Any]) -> Partner:
        return actions.partner_maken(wie=_wie(request), **form.velden())

    return formulierpagina(
        request, form, doe, titel="Partner toevoegen", knop="Voeg toe", terug=reverse("organisaties:partners"),
        gelukt="De partner is toegevoegd.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.partner_wijzigen", zoek=_partner)
def partner_wijzigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    partner: Partner = request.onderwerp  # type: ignore[attr-defined]
    form = f.PartnerFormulier(_data(request), initial=_begin(partner, actions.PARTNER_VELDEN))

    def doe(v: dict[str, Any]) -> Partner:
        return actions.partner_wijzigen(wie=_wie(request), partner=partner, velden=form.velden(), versie=v["versie"])

    return formulierpagina(
        request, form, doe, titel=f"{partner.naam} verbeteren", knop="Bewaar", terug=reverse("organisaties:partners"),
        gelukt="De gegevens zijn bewaard.",
    )  # fmt: skip


@get_of_post
@vereist("organisaties.partner_wijzigen", zoek=_partner)
def partner_beeindigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    partner: Partner = request.onderwerp  # type: ignore[attr-defined]
    return formulierpagina(
        request, f.EindeFormulier(_data(request)),
        lambda v: actions.partner_beeindigen(wie=_wie(request), partner=partner, **v),
        titel=f"{partner.naam} beëindigen", knop="Beëindig deze partner", gevaar=True,
        terug=reverse("organisaties:partners"), gelukt="De partner is beëindigd.",
    )  # fmt: skip
