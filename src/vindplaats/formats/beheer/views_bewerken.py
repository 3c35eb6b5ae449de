"""Screens that change a draft: the list of sections and questions, one section, one question, one field, the structure."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vindplaats.formats.models import Formaatbotsing, Formaatversie
from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import nu
from vindplaats.kern.schermdelen import Kruimel, Versie
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.log import spoor

from . import actions, actions_stand, scherm
from . import inhoud as i
from . import queries as q
from .proef import voorbeeld


def _wie(request: HttpRequest) -> Any:
    return request.wie  # type: ignore[attr-defined]


def _rij(request: HttpRequest) -> Formaatversie:
    return request.onderwerp  # type: ignore[attr-defined]


def _concept(request: HttpRequest) -> Formaatversie:
    rij = _rij(request)
    if not rij.is_concept:
        raise VerkeerdeStand(actions.GEEN_CONCEPT)
    return rij


@require_GET
@vereist("formats.bewerken", zoek=q.versie_voor)
def bewerken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All sections and questions of a draft, with buttons for the order; the form's own fields on top."""
    rij = _concept(request)
    oordeel, sloten = q.oordeel(rij), q.sloten(rij)
    context = scherm.raam(_wie(request), rij, "bewerken") | {
        "oordeel": oordeel,
        "kopvelden": scherm.kopvelden(rij),
        "delen": scherm.opbouw(rij, sloten, oordeel.fouten),
        "botsingen": q.open_botsingen(rij),
        "soorten": i.SOORTNAMEN.items(),
        "indicatoren": [
            scherm.invoerveld(rij, f"indicator.{ind.get('nummer')}", "label", f"Indicator {ind.get('nummer')}")
            for ind in rij.inhoud.get("indicatoren") or []
        ],
    }
    return render(request, "formats/beheer/bewerken.html", context)


@require_GET
@vereist("formats.bewerken", zoek=q.versie_voor)
def deel(request: HttpRequest, pk: uuid.UUID, deel: str) -> HttpResponse:
    """The fields of one section."""
    rij = _concept(request)
    try:
        titel = str(i.deel(rij.inhoud, deel).get("titel") or deel)
    except i.NietDaar:
        raise NietGevonden("Dit onderdeel staat niet (meer) in het formulier.") from None
    context = scherm.raam(_wie(request), rij, "bewerken", Kruimel(titel)) | {
        "code": deel,
        "deeltitel": titel,
        "velden": scherm.deelvelden(rij, deel),
        "leeg": not i.vragen_in(i.deel(rij.inhoud, deel)),
        "oordeel": q.oordeel(rij),
    }
    return render(request, "formats/beheer/deel.html", context)


@require_GET
@vereist("formats.bewerken", zoek=q.versie_voor)
def vraag(request: HttpRequest, pk: uuid.UUID, vraag: str) -> HttpResponse:
    """The fields of one question, its choices, and beside it how it looks."""
    rij = _concept(request)
    try:
        ruw = i.vraag(rij.inhoud, vraag)
    except i.NietDaar:
        raise NietGevonden("Deze vraag staat niet (meer) in het formulier.") from None
    redenen = q.sloten(rij).get(vraag, [])
    houder = str(i.deel_van(rij.inhoud, vraag).get("code"))
    label = str(ruw.get("label") or vraag)
    gebruik = q.gebruik_van(rij)
    rijen = [v.get("code") for _, v in i.alle_vragen(rij.inhoud)]
    hier = rijen.index(vraag)
    context = scherm.raam(_wie(request), rij, "bewerken", Kruimel(label)) | {
        "code": vraag,
        "label": label,
        "ruw": ruw,
        "velden": scherm.vraagvelden(rij, vraag, redenen),
        "lijsten": scherm.keuzelijsten(rij, vraag, redenen),
        "sloten": redenen,
        "cijfers": gebruik.cijfers(vraag) if gebruik else [],
        "deel": houder,
        "delen": [(str(d.get("code")), str(d.get("titel"))) for d in i.delen(rij.inhoud)],
        "oordeel": q.oordeel(rij),
        "voorbeeld": _voorbeeld(rij, vraag, request),
        "eerder": vraag in q.basis_codes(rij),
        "vorige": rijen[hier - 1] if hier else "",
        "volgende": rijen[hier + 1] if hier + 1 < len(rijen) else "",
    }
    return render(request, "formats/beheer/vraag.html", context)


def _voorbeeld(rij: Formaatversie, code: str, request: HttpRequest) -> str:
    d = scherm.losse_definitie(rij.inhoud, code)
    swvs = q.swvs_van(rij)
    s = scherm.voorbeeldvraag(rij, d, d.vraag(code), voorbeeld(d, [c for c, _ in swvs]).stukken, swvs) if d else None
    return render_to_string("formats/beheer/_voorbeeld.html", {"s": s}, request)


# --- one field -------------------------------------------------------------------------------------------------------


@require_POST
@vereist("formats.bewerken", zoek=q.versie_voor)
def veld(request: HttpRequest, pk: uuid.UUID, plek: str) -> HttpResponse:
    """Save one field. Answers JSON for the page that saves by itself, else goes back to where it came from."""
    rij = _rij(request)
    naam = request.POST.get("naam", "")
    gezien = request.POST.get("versie", "")
    kaal = "json" not in request.headers.get("Accept", "")
    try:
        uit = actions.veld_zetten(
            wie=_wie(request), versie=rij, plek=plek, veld=naam, ruw=request.POST.get(naam, ""),
            gezien=int(gezien) if gezien.isdecimal() else 0,
        )  # fmt: skip
    except OngeldigeInvoer as fout:
        if kaal:
            messages.error(request, f"{fout.zin} Je tekst: {request.POST.get(naam, '')[:300]}")
            return redirect(_terug(rij, plek))
        return JsonResponse({"fout": fout.zin}, status=422)
    if uit.botsing is not None:
        if kaal:
            messages.warning(
                request, "Iemand anders schreef hier intussen ook. Kies welke tekst blijft; er is niets verloren."
            )
            return redirect("formats:bewerken", pk=rij.pk)
        return HttpResponse(_botsing(request, rij, uit, uit.botsing), status=409)
    if kaal:
        messages.success(request, "Bewaard.")
        return redirect(_terug(rij, plek))
    delen: dict[str, str] = {
        "oordeel": render_to_string("formats/beheer/_oordeel.html", {"oordeel": q.oordeel(rij), "versie": rij}, request)
    }
    code = plek.split(".")[1] if plek.partition(".")[0] in {"vraag", "keuze", "categorie"} else ""
    if code:
        delen["voorbeeld"] = _voorbeeld(rij, code, request)
    return JsonResponse({"bewaard": timezone.localtime(nu()).strftime("%H:%M"), "versie": uit.nummer, "delen": delen})


def _terug(rij: Formaatversie, plek: str) -> str:
    soort, _, rest = plek.partition(".")
    if soort in {"vraag", "keuze", "categorie"}:
        return reverse("formats:vraag", args=[rij.pk, rest.partition(".")[0]])
    return (
        reverse("formats:deel", args=[rij.pk, rest]) if soort == "deel" else reverse("formats:bewerken", args=[rij.pk])
    )


def _botsing(request: HttpRequest, rij: Formaatversie, uit: actions.Veldbewaard, botsing: Formaatbotsing) -> str:
    plek, naam = botsing.plek, botsing.veld
    recent = spoor(rij)[:50]
    laatste = next((g for g in recent if (g.details.get("plek"), g.details.get("veld")) == (plek, naam)), None)
    context = {
        "id": f"b-{botsing.pk}",
        "mijn": Versie(botsing.tekst, _wie(request).naam, botsing.op),
        "ander": Versie(uit.tekst, laatste.wie_naam if laatste else "", laatste.wanneer if laatste else None),
        "url": reverse("formats:veld", args=[rij.pk, plek]),
        "naam": naam,
        "nummer": uit.nummer,
        "label": q.VELDNAMEN.get(naam, naam),
    }
    return render_to_string("formats/beheer/_botsing.html", context, request)


# --- structure -------------------------------------------------------------------------------------------------------


@require_POST
@vereist("formats.bewerken", zoek=q.versie_voor)
def wijzig(request: HttpRequest, pk: uuid.UUID, wat: str) -> HttpResponse:
    """One change of the structure of a draft; `wat` names it."""
    rij, doe = _rij(request), _WIJZIGINGEN.get(wat)
    if doe is None:
        raise NietGevonden("Deze knop bestaat niet meer. Ververs de pagina.")
    try:
        return redirect(doe(request, rij))
    except (OngeldigeInvoer, VerkeerdeStand) as fout:
        messages.error(request, fout.zin)
        return redirect(_anker(rij, "bewerken"))


def _anker(rij: Formaatversie, blad: str, anker: str = "") -> str:
    return reverse(f"formats:{blad}", args=[rij.pk]) + (f"#{anker}" if anker else "")


def _vraag_erbij(request: HttpRequest, rij: Formaatversie) -> str:
    p = request.POST
    code = actions.vraag_erbij(
        wie=_wie(request), versie=rij, deel=p.get("deel", ""), soort=p.get("soort", ""), label=p.get("label", "")
    )
    return reverse("formats:vraag", args=[rij.pk, code])


def _vraag_weg(request: HttpRequest, rij: Formaatversie) -> str:
    code = request.POST.get("vraag", "")
    label = q.naam_van_plek(rij.inhoud, f"vraag.{code}")
    vervalt = actions.vraag_weg(wie=_wie(request), versie=rij, vraag=code)
    if vervalt:
        zin = f"'{label}' vervalt in deze versie. Antwoorden van eerdere jaren blijven staan. Terugzetten kan met de knop bij de vraag."
    else:
        zin = f"'{label}' is weg. De vraag stond in geen eerdere versie."
    messages.success(request, zin)
    return _anker(rij, "bewerken", f"q-{code}" if vervalt else "")


def _vraag_terug(request: HttpRequest, rij: Formaatversie) -> str:
    code = request.POST.get("vraag", "")
    actions.vraag_terug(wie=_wie(request), versie=rij, vraag=code)
    return _anker(rij, "bewerken", f"q-{code}")


def _vraag_naar(request: HttpRequest, rij: Formaatversie) -> str:
    code = request.POST.get("vraag", "")
    actions.vraag_naar(wie=_wie(request), versie=rij, vraag=code, deel=request.POST.get("deel", ""))
    messages.success(request, "De vraag staat nu in dat onderdeel.")
    return reverse("formats:vraag", args=[rij.pk, code])


def _verplaats(request: HttpRequest, rij: Formaatversie) -> str:
    plek = request.POST.get("plek", "")
    stap = -1 if request.POST.get("stap") == "omhoog" else 1
    if not actions.verplaatsen(wie=_wie(request), versie=rij, plek=plek, stap=stap):
        messages.info(request, "Verder kan het niet.")
    soort, _, rest = plek.partition(".")
    if soort in i.LIJSTEN:
        return reverse("formats:vraag", args=[rij.pk, rest.partition(".")[0]])
    return _anker(rij, "bewerken", f"{'d' if soort == 'deel' else 'q'}-{rest}")


def _deel_erbij(request: HttpRequest, rij: Formaatversie) -> str:
    code = actions.deel_erbij(wie=_wie(request), versie=rij, titel=request.POST.get("titel", ""))
    messages.success(request, "Het onderdeel staat onderaan. Zet er een vraag in.")
    return _anker(rij, "bewerken", f"d-{code}")


def _deel_weg(request: HttpRequest, rij: Formaatversie) -> str:
    actions.deel_weg(wie=_wie(request), versie=rij, deel=request.POST.get("deel", ""))
    messages.success(request, "Het onderdeel is weg.")
    return _anker(rij, "bewerken")


def _keuze_erbij(request: HttpRequest, rij: Formaatversie) -> str:
    p = request.POST
    vraag = p.get("vraag", "")
    actions.keuze_erbij(wie=_wie(request), versie=rij, soort=p.get("soort", ""), vraag=vraag, label=p.get("label", ""))
    return reverse("formats:vraag", args=[rij.pk, vraag]) + "#keuzes"


def _keuze_weg(request: HttpRequest, rij: Formaatversie) -> str:
    p = request.POST
    vraag = p.get("vraag", "")
    actions.keuze_weg(wie=_wie(request), versie=rij, soort=p.get("soort", ""), vraag=vraag, code=p.get("code", ""))
    return reverse("formats:vraag", args=[rij.pk, vraag]) + "#keuzes"


def _botsing_weg(request: HttpRequest, rij: Formaatversie) -> str:
    gekozen = next((b for b in q.open_botsingen(rij) if str(b.rij.pk) == request.POST.get("botsing")), None)
    if gekozen is not None:
        actions.botsing_wegleggen(wie=_wie(request), versie=rij, botsing=gekozen.rij)
    return _anker(rij, "bewerken")


def _botsing_neem(request: HttpRequest, rij: Formaatversie) -> str:
    gekozen = next((b for b in q.open_botsingen(rij) if str(b.rij.pk) == request.POST.get("botsing")), None)
    if gekozen is not None:
        wie, b = _wie(request), gekozen.rij
        actions.veld_zetten(wie=wie, versie=rij, plek=b.plek, veld=b.veld, ruw=b.tekst, gezien=gekozen.nummer)
        actions.botsing_wegleggen(wie=wie, versie=rij, botsing=b)
    return _anker(rij, "bewerken")


_WIJZIGINGEN: dict[str, Callable[[HttpRequest, Formaatversie], str]] = {
    "vraag-erbij": _vraag_erbij,
    "vraag-weg": _vraag_weg,
    "vraag-terug": _vraag_terug,
    "vraag-naar": _vraag_naar,
    "verplaats": _verplaats,
    "deel-erbij": _deel_erbij,
    "deel-weg": _deel_weg,
    "keuze-erbij": _keuze_erbij,
    "keuze-weg": _keuze_weg,
    "botsing": _botsing_weg,
    "botsing-neem": _botsing_neem,
}


@require_POST
@vereist("formats.bewerken", zoek=q.versie_voor)
def stap(request: HttpRequest, pk: uuid.UUID, wat: str) -> HttpResponse:
    """Share a draft, put it aside, take it back."""
    rij, wie = _rij(request), _wie(request)
    if wat == "delen":
        actions_stand.versie_delen(wie=wie, versie=rij)
        messages.success(request, "Je collega's die formulieren beheren zien dit concept nu ook.")
    elif wat == "wegleggen":
        actions_stand.versie_wegleggen(wie=wie, versie=rij)
        messages.success(request, f"Concept {rij.versie} is weggelegd. Je vindt het onderaan de lijst terug.")
        return redirect("formats:overzicht")
    elif wat == "terughalen":
        actions_stand.versie_wegleggen(wie=wie, versie=rij, terug=True)
    else:
        raise NietGevonden("Deze knop bestaat niet meer. Ververs de pagina.")
    return redirect("formats:versie", pk=rij.pk)
