"""HTTP of changing an own version: rows, sharing, publishing, withdrawing, reading in. What was typed always stays."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from vindplaats.kern.fouten import Botsing, Fout, NietGevonden, OngeldigeInvoer
from vindplaats.kern.schermdelen import Kruimel
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.wie import Wie

from . import actions_versies, queries_versies, schermen
from . import forms as f
from .models import Eigenversie
from .samenvoegen import VELDEN, VOORBEELD, voeg_samen
from .verschil import verschillen
from .views import BEHEREN, PUBLICEREN, kop, toon

get_of_post = require_http_methods(["GET", "POST"])


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


def _versie(request: HttpRequest) -> Eigenversie:
    return request.onderwerp  # type: ignore[attr-defined]


def _bewaar(
    request: HttpRequest, form: Any, rij: Eigenversie, deel: str, sleutel: str, terug: str
) -> tuple[HttpResponse | None, int]:
    """Save a row; what is refused stands at its field and what was typed stays."""
    if not form.is_valid():
        return None, 400
    try:
        actions_versies.rij_wijzigen(
            wie=_wie(request), versie=rij, deel=deel, sleutel=sleutel, anders=form.anders(),
            bewerking=form.cleaned_data["bewerking"],
        )  # fmt: skip
    except actions_versies.Afgekeurd as fout:
        for onderdeel, zin in fout.velden.items():
            form.add_error(form.veld_van(onderdeel), zin[:1].upper() + zin[1:])
        if not fout.velden:
            for melding in fout.meldingen:
                form.add_error(None, melding)
        return None, fout.status
    except Botsing as fout:
        form.add_error(None, fout.zin)
        form.data = form.data.copy()
        form.data["bewerking"] = queries_versies.versie_voor(_wie(request), rij.pk).bewerking
        return None, fout.status
    messages.success(request, "Bewaard.")
    return redirect(terug), 302


@get_of_post
@vereist(BEHEREN, zoek=lambda wie, versie, sleutel: queries_versies.versie_voor(wie, versie))
def stap(request: HttpRequest, versie: uuid.UUID, sleutel: str) -> HttpResponse:
    """Change one step: who, on or off, reason, messages."""
    rij = _versie(request)
    regel = rij.huis.sleutels.get(sleutel)
    if regel is None:
        raise NietGevonden("Deze stap hoort niet bij de procedure.")
    form = f.Stapformulier(
        request.POST or None, basis=rij.huis, stap=regel, anders=rij.afwijkingen.get("stappen", {}).get(sleutel, {}),
        initial={"bewerking": rij.bewerking},
    )  # fmt: skip
    terug, status = reverse("procedures:versie", args=[rij.pk]), 200
    if request.method == "POST":
        klaar, status = _bewaar(request, form, rij, "stappen", sleutel, terug)
        if klaar:
            return klaar
    context = {
        "form": form,
        "naam": regel.naam,
        "sloten": schermen.sloten(regel, schermen.STAPVOLGORDE),
        "velden": VELDEN,
        "voorbeelden": [
            voeg_samen(form[f"bericht_{b.code}_tekst"].value() or "", VOORBEELD | {"stap": regel.naam})
            for b in regel.berichten
            if f"bericht_{b.code}_tekst" in form.fields
        ],
        "terug": terug,
    }
    return toon(request, "stap", kop(_wie(request), rij, "", Kruimel(regel.naam)) | context, status)


@get_of_post
@vereist(BEHEREN, zoek=lambda wie, versie, code: queries_versies.versie_voor(wie, versie))
def termijnsoort(request: HttpRequest, versie: uuid.UUID, code: str) -> HttpResponse:
    """Change one term: length or date, start, reminders."""
    rij = _versie(request)
    soort = next((s for s in rij.huis.termijnen if s.code == code), None)
    if soort is None:
        raise NietGevonden("Deze termijn hoort niet bij de procedure.")
    form = f.Termijnformulier(
        request.POST or None, basis=rij.huis, soort=soort, anders=rij.afwijkingen.get("termijnen", {}).get(code, {}),
        initial={"bewerking": rij.bewerking},
    )  # fmt: skip
    terug, status = reverse("procedures:versie", args=[rij.pk]), 200
    if request.method == "POST":
        klaar, status = _bewaar(request, form, rij, "termijnen", code, terug)
        if klaar:
            return klaar
    context = {
        "form": form, "naam": soort.naam, "sloten": schermen.sloten(soort, schermen.TERMIJNVOLGORDE), "terug": terug,
        "velden": VELDEN,
    }  # fmt: skip
    return toon(request, "termijnsoort", kop(_wie(request), rij, "", Kruimel(soort.naam)) | context, status)


def formulierpagina(
    request: HttpRequest, rij: Eigenversie, form: forms.Form, doe: Any, *, titel: str, knop: str, gelukt: str,
    uitleg: str = "", extra: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A small form of a version: do the verb on a good POST; a refusal stands at its field or on top."""
    status = 200
    terug = reverse("procedures:versie", args=[rij.pk])
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                doe(form.cleaned_data)
            except Fout as fout:
                if fout.status in {403, 404}:
                    raise
                status = fout.status
                meldingen = getattr(fout, "meldingen", [])
                velden = fout.velden if isinstance(fout, OngeldigeInvoer) else {}
                for veld, zin in (velden or {"": fout.zin}).items():
                    form.add_error(veld if veld in form.fields else None, zin)
                for melding in meldingen:
                    form.add_error(None, melding)
            else:
                messages.success(request, gelukt)
                return redirect(terug)
    context = {"form": form, "titel": titel, "knop_tekst": knop, "terug": terug, "uitleg": uitleg, **(extra or {})}
    return toon(request, "formulier", kop(_wie(request), rij, "", Kruimel(titel)) | context, status)


@get_of_post
@vereist(BEHEREN, zoek=queries_versies.versie_voor)
def toelichting(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """Say why this version is there."""
    rij = _versie(request)
    begin = {"bewerking": rij.bewerking, "toelichting": rij.toelichting}
    return formulierpagina(
        request, rij, f.Toelichtingformulier(request.POST or None, initial=begin),
        lambda v: actions_versies.toelichting_wijzigen(wie=_wie(request), versie=rij, **v),
        titel="Waarom deze versie", knop="Bewaar", gelukt="Bewaard.",
    )  # fmt: skip


@require_POST
@vereist(BEHEREN, zoek=queries_versies.versie_voor)
def delen(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """Let the other managers and the director read the draft."""
    actions_versies.versie_delen(wie=_wie(request), versie=_versie(request))
    messages.success(
        request, "Gedeeld. De andere beheerders en de directeur kunnen dit concept nu lezen en uitproberen."
    )
    return redirect("procedures:versie", versie=versie)


@get_of_post
@vereist(PUBLICEREN, zoek=queries_versies.versie_voor)
def publiceren(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """Publish with a date, after reading what changes and what it means for cases."""
    rij, wie = _versie(request), _wie(request)
    voor, voornaam = queries_versies.voorganger(rij)
    extra = {
        "verschillen": verschillen(voor, rij.tabel),
        "voornaam": voornaam,
        "tellingen": queries_versies.zaken_per_versie(rij.procedure, rij.swv),
    }
    return formulierpagina(
        request, rij, f.Publiceerformulier(request.POST or None, initial={"bewerking": rij.bewerking}),
        lambda v: actions_versies.versie_publiceren(wie=wie, versie=rij, **v),
        titel="Publiceren", knop="Publiceer deze versie", gelukt="Gepubliceerd. Zaken die al lopen houden hun eigen versie.",
        uitleg="Nieuwe zaken volgen deze versie vanaf de dag die je kiest. Zaken die al lopen, maken hun eigen versie af.",
        extra=extra,
    )  # fmt: skip


@get_of_post
@vereist(PUBLICEREN, zoek=queries_versies.versie_voor)
def intrekken(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """Withdraw with a reason."""
    rij, wie = _versie(request), _wie(request)
    return formulierpagina(
        request, rij, f.Redenformulier(request.POST or None),
        lambda v: actions_versies.versie_intrekken(wie=wie, versie=rij, **v),
        titel="Intrekken", knop="Trek deze versie in", gelukt="Ingetrokken. Nieuwe zaken volgen weer de versie ervoor.",
        uitleg="Nieuwe zaken volgen daarna de versie ervoor. Zaken die in deze versie lopen, maken hem af.",
        extra={"gevaar": True, "tellingen": queries_versies.zaken_per_versie(rij.procedure, rij.swv)},
    )  # fmt: skip


@require_POST
@vereist(BEHEREN, zoek=queries_versies.versie_voor)
def weggooien(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    rij = _versie(request)
    actions_versies.versie_weggooien(wie=_wie(request), versie=rij)
    messages.success(request, "Het concept is weggegooid.")
    return redirect("procedures:procedure", code=rij.procedure)


@get_of_post
@vereist(BEHEREN)
def inlezen(request: HttpRequest, code: str) -> HttpResponse:
    """Read a definition file into a draft; every mistake is shown with its place."""
    wie = _wie(request)
    tabel, _ = queries_versies.procedure_voor(wie, code, wie.code)
    form, status = f.Inleesformulier(request.POST or None, request.FILES or None), 200
    meldingen: list[str] = []
    if request.method == "POST":
        status = 400
        if form.is_valid():
            bestand = form.cleaned_data["bestand"]
            try:
                tekst = bestand.read(actions_versies.GROOTST + 1).decode("utf-8")
                rij = actions_versies.versie_inlezen(
                    wie=wie, procedure=code, swv=wie.code, tekst=tekst, naam=bestand.name[:80]
                )
            except UnicodeDecodeError:
                form.add_error("bestand", "Dit is geen tekstbestand. Kies het .yaml-bestand dat je hier downloadde.")
            except actions_versies.Afgekeurd as fout:
                form.add_error("bestand", fout.zin)
                meldingen = fout.meldingen
            except Fout as fout:
                status = fout.status
                form.add_error(None, fout.zin)
            else:
                messages.success(request, "Ingelezen als concept. Kijk het na en probeer het uit voor je publiceert.")
                return redirect("procedures:versie", versie=rij.pk)
    context = {
        "form": form, "tabel": tabel, "meldingen": meldingen,
        "kruimels": schermen.kruimels(Kruimel(tabel.titel, reverse("procedures:procedure", args=[code])), Kruimel("Inlezen")),
    }  # fmt: skip
    return toon(request, "inlezen", context, status)
