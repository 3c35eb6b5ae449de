"""HTTP of the procedure manager: look, begin a draft, take a file out. Changing is in `views_wijzigen`, trying in `views_proef`."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.registers import namen_van
from vindplaats.kern.schermdelen import Actie, Chip, Kruimel
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import actions_versies, queries_versies, ruimte, schermen
from .models import Eigenversie
from .uitschrijven import als_yaml
from .verschil import verschillen

get_of_post = require_http_methods(["GET", "POST"])
ZIEN, BEHEREN, PUBLICEREN = "procedures.zien", "procedures.beheren", "procedures.publiceren"


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


def _versie(request: HttpRequest) -> Eigenversie:
    return request.onderwerp  # type: ignore[attr-defined]


def toon(request: HttpRequest, sjabloon: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page of this room."""
    return render(request, f"procedures/{sjabloon}.html", dict(context), status=status)


# --- looking ---------------------------------------------------------------------------------------------------------


@require_GET
@vereist(ZIEN)
def lijst(request: HttpRequest) -> HttpResponse:
    """All procedures with what runs at the SWV."""
    wie = _wie(request)
    swv = queries_versies.eigen_swv(wie, request.GET.get("swv", ""))
    return toon(
        request,
        "lijst",
        {
            "rijen": queries_versies.overzicht(wie, swv),
            "chips": _swv_chips(wie, swv),
            "swv": swv,
            "mag_beheren": bool(swv) and mag(wie, BEHEREN, f"swv:{swv}"),
        },
    )


def _swv_chips(wie: Wie, swv: str) -> list[Chip]:
    """The SWVs in reach, when there is more than one."""
    codes = sorted(wie.swv_codes)
    if len(codes) < 2:
        return []
    namen = namen_van([f"swv:{code}" for code in codes])
    return [Chip(namen[f"swv:{code}"], f"?swv={code}", code == swv) for code in codes]


@require_GET
@vereist(ZIEN)
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure as it runs today at the SWV: picture, table, versions."""
    wie = _wie(request)
    swv = queries_versies.eigen_swv(wie, request.GET.get("swv", ""))
    tabel, eigen = queries_versies.procedure_voor(wie, code, swv)
    beheer = bool(swv) and mag(wie, BEHEREN, f"swv:{swv}")
    eigen_versies = queries_versies.versies_van(wie, code, swv) if swv else []
    meer = [Actie("Download als YAML", f"{reverse('procedures:yaml', args=[code])}?swv={swv}", "download")]
    if beheer:
        meer.append(Actie("Lees een bestand in", reverse("procedures:inlezen", args=[code]), "upload"))
    return toon(
        request,
        "procedure",
        {
            "tabel": tabel,
            "eigen": eigen,
            "beeld": schermen.beeld(tabel),
            "rijen": schermen.tabelrijen(tabel),
            "versies": [(v, *schermen.versiestand(v)) for v in eigen_versies],
            "concept": next((v for v in eigen_versies if v.is_concept and v.gemaakt_door_id == wie.gebruiker_id), None),
            "chips": _swv_chips(wie, swv),
            "mag_beheren": beheer,
            "tellingen": queries_versies.zaken_per_versie(code, swv) if beheer else [],
            "meer_acties": meer,
            "kruimels": schermen.kruimels(Kruimel(tabel.titel)),
        },
    )


@require_GET
@vereist(ZIEN)
def yaml(request: HttpRequest, code: str) -> HttpResponse:
    """The running definition as a file."""
    wie = _wie(request)
    swv = queries_versies.eigen_swv(wie, request.GET.get("swv", ""))
    tabel, _ = queries_versies.procedure_voor(wie, code, swv)
    return _bestand(als_yaml(tabel), f"{code}-{swv or 'huis'}.yaml")


@require_GET
@vereist(ZIEN, zoek=queries_versies.versie_voor)
def versie_yaml(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """One version as a file."""
    rij = _versie(request)
    return _bestand(als_yaml(rij.tabel), f"{rij.procedure}-{rij.swv}-{rij.nummer}.yaml")


def _bestand(tekst: str, naam: str) -> HttpResponse:
    antwoord = HttpResponse(tekst, content_type="application/yaml; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord


# --- one version -----------------------------------------------------------------------------------------------------


@require_GET
@vereist(ZIEN, zoek=queries_versies.versie_voor)
def versie(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """What differs, what may be changed, and what it means for running cases."""
    return toon(request, "versie", _versiecontext(_wie(request), _versie(request), "versie"))


@require_GET
@vereist(ZIEN, zoek=queries_versies.versie_voor)
def beeld(request: HttpRequest, versie: uuid.UUID) -> HttpResponse:
    """The version as picture and table."""
    rij, tabel = _versie(request), _versie(request).tabel
    context = {"beeld": schermen.beeld(tabel), "rijen": schermen.tabelrijen(tabel), "tabel": tabel}
    return toon(request, "beeld", {**kop(_wie(request), rij, "beeld", Kruimel("Beeld en tabel")), **context})


def kop(wie: Wie, rij: Eigenversie, actief: str, *verder: Kruimel) -> dict[str, Any]:
    """What every page of a version shows."""
    naam, soort = schermen.versiestand(rij)
    return {
        "versie": rij,
        "titel_procedure": rij.huis.titel,
        "stand_naam": naam,
        "stand_soort": soort,
        "tabs": schermen.tabs(rij, actief, mag(wie, "procedures.beoordelen", rij)),
        "kruimels": schermen.versiekruimels(rij, *verder),
    }


def _versiecontext(wie: Wie, rij: Eigenversie, actief: str) -> dict[str, Any]:
    tabel = rij.tabel
    voor, voornaam = queries_versies.voorganger(rij)
    beheer, publiceren = mag(wie, BEHEREN, rij), mag(wie, PUBLICEREN, rij)
    meer = [Actie("Download als YAML", reverse("procedures:versie-yaml", args=[rij.pk]), "download")]
    if beheer and rij.is_concept:
        meer.append(
            Actie("Gooi dit concept weg", reverse("procedures:weggooien", args=[rij.pk]), "verwijder", True, True)
        )
    if publiceren and rij.stand == Eigenversie.GEPUBLICEERD:
        meer.append(
            Actie("Trek deze versie in", reverse("procedures:intrekken", args=[rij.pk]), "opnieuw", gevaar=True)
        )
    return kop(wie, rij, actief) | {
        "stappen": schermen.stapwijzigrijen(rij, tabel),
        "termijnen": schermen.termijnwijzigrijen(rij, tabel),
        "verschillen": verschillen(voor, tabel),
        "voornaam": voornaam,
        "meldingen": ruimte.controleer(rij.huis, rij.afwijkingen) if rij.is_concept else [],
        "tellingen": queries_versies.zaken_per_versie(rij.procedure, rij.swv) if beheer or publiceren else [],
        "mag_wijzigen": beheer and rij.is_concept,
        "mag_publiceren": publiceren and rij.is_concept,
        "tijdlijn": queries_versies.tijdlijn(rij),
        "meer_acties": meer,
    }


@require_POST
@vereist(BEHEREN)
def maken(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft; who has one already goes on in it."""
    wie = _wie(request)
    if code not in {rij.procedure.code for rij in queries_versies.overzicht(wie, wie.code)}:
        raise NietGevonden("Deze procedure bestaat niet.")
    bezig = [v for v in queries_versies.versies_van(wie, code, wie.code) if v.is_concept]
    eigen = next((v for v in bezig if v.gemaakt_door_id == wie.gebruiker_id), None)
    if eigen is None:
        eigen = actions_versies.versie_maken(wie=wie, procedure=code, swv=wie.code)
        messages.success(request, "Je concept staat klaar. Alleen jij ziet het, tot je het deelt.")
    return redirect("procedures:versie", versie=eigen.pk)
