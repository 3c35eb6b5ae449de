"""HTTP of mergers, splits and moves: the list, the form per kind, what will happen in words, confirm, withdraw, take back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern import schermdelen as sd
from vindplaats.kern.fouten import Botsing, NietGevonden, OngeldigeInvoer, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.toegang import log
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import actions_wijziging as actions
from . import queries, queries_opvolging
from .actions_terugdraaien import wijziging_terugdraaien as terugdraaien
from .forms_wijziging import FORMULIEREN, TITELS, TerugForm
from .models import Organisatiewijziging
from .queries_terug import bezwaren_tegen_terug
from .schermen import kruimels
from .stappen import in_woorden, stappen_van
from .views import pagina

W = Organisatiewijziging
PER_BLAD = 50
SOORT_STAND = {
    W.CONCEPT: "aandacht",
    W.GEPLAND: "bezig",
    W.DOORGEVOERD: "goed",
    W.INGETROKKEN: "neutraal",
    W.TERUGGEDRAAID: "neutraal",
}


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


@require_GET
@vereist("organisaties.opvolgen")
def wijzigingen(request: HttpRequest) -> HttpResponse:
    """All changes the own SWV wrote down."""
    blad = Paginator(queries_opvolging.wijzigingen(_wie(request)), PER_BLAD).get_page(request.GET.get("blad"))
    kolommen = (
        sd.Kolom("wat", "Wat", kop=True),
        sd.Kolom("per", "Vanaf", soort="datum"),
        sd.Kolom("waarom", "Waarom"),
        sd.Kolom("stand", "Stand"),
        sd.Kolom("wie", "Opgeschreven door"),
    )
    rijen = [
        sd.Rij(
            {
                "wat": TITELS[w.soort],
                "per": w.per,
                "waarom": w.reden,
                "stand": w.get_stand_display(),
                "wie": w.door_naam,
            },
            reverse("organisaties:wijziging", args=[w.pk]),
        )
        for w in blad
    ]
    leeg = "Er is nog geen fusie, splitsing of verhuizing opgeschreven. Kies hierboven wat er gaat gebeuren."
    tabel = sd.Tabel("Fusies, splitsingen en verhuizingen", kolommen, rijen, aantal=blad.paginator.count, leeg=leeg, id="wijzigingen")  # fmt: skip
    soorten = [
        (TITELS[s], reverse("organisaties:wijziging-maken", args=[s])) for s in TITELS if s != W.BESTUUR_SPLITSEN
    ]
    context = {"tabel": tabel, "soorten": soorten, "blad": blad}
    return pagina(request, "wijzigingen", "wijzigingen", context)


@require_http_methods(["GET", "POST"])
@vereist("organisaties.opvolgen")
def wijziging_maken(request: HttpRequest, soort: str) -> HttpResponse:
    """The form of one kind; a good one leads to what will happen. Nothing changes here yet."""
    if soort not in FORMULIEREN:
        raise NietGevonden
    wie, kies = _wie(request), request.GET.get("kies", "")[:40].replace("\x00", "")
    if soort == W.BESTUUR_SPLITSEN:
        if not kies.startswith("bestuur:"):
            return redirect("organisaties:besturen")
        eis(wie, "organisaties.bestuur_wijzigen", queries.bestuur(kies.partition(":")[2]))
    form = FORMULIEREN[soort](request.POST if request.method == "POST" else None, wie=wie, kies=kies)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                rij = actions.wijziging_maken(
                    wie=wie, soort=soort, per=form.cleaned_data["per"], reden=form.cleaned_data["reden"], inhoud=form.inhoud()
                )  # fmt: skip
                return redirect("organisaties:wijziging", pk=rij.pk)
            except OngeldigeInvoer as fout:
                for veld, zin in (fout.velden or {"": fout.zin}).items():
                    form.add_error(veld if veld in form.fields else None, zin)
    context = {
        "form": form, "titel": TITELS[soort], "knop_tekst": "Bekijk wat er gebeurt", "gevaar": False,
        "terug": reverse("organisaties:wijzigingen"), "kruimels": _kruimels((TITELS[soort], "")),
        "uitleg": "Je ziet eerst wat er gaat gebeuren. Daarna bevestig je het, of je trekt het in.",
    }  # fmt: skip
    return pagina(request, "formulier", "", context, status=status)


def _kruimels(*stappen: tuple[str, str]) -> Any:
    return kruimels(("Fusies en verhuizingen", reverse("organisaties:wijzigingen")), *stappen)


@require_GET
@vereist("organisaties.opvolgen", zoek=queries_opvolging.wijziging_voor)
def wijziging(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What will happen (or happened), in words."""
    return _pagina(request, request.onderwerp)  # type: ignore[attr-defined]


def _pagina(
    request: HttpRequest, rij: W, fout: str = "", status: int = 200, terug: TerugForm | None = None
) -> HttpResponse:
    open_ = rij.stand in {W.CONCEPT, W.GEPLAND}
    stappen = stappen_van(rij) if open_ else None
    context = {
        "rij": rij,
        "titel": TITELS[rij.soort],
        "kleur": SOORT_STAND[rij.stand],
        "stappen": stappen,
        "delen": in_woorden(rij, stappen) if stappen else [],
        "later": rij.per > vandaag(),
        "open": open_,
        "fout": fout,
        "fouttitel": "Nog niet bevestigd" if open_ else "Niet teruggedraaid",
        "terug": terug or TerugForm(),
        "niet_terug": bezwaren_tegen_terug(rij) if rij.stand == W.DOORGEVOERD else [],
        "spoor": list(log.spoor(rij)[:10]),
        "kruimels": _kruimels((TITELS[rij.soort], "")),
    }
    return pagina(request, "wijziging", "", context, status=status)


@require_POST
@vereist("organisaties.opvolgen", zoek=queries_opvolging.wijziging_voor)
def wijziging_bevestigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Plan it or carry it through; changed data first shows again what will happen."""
    rij: W = request.onderwerp  # type: ignore[attr-defined]
    try:
        rij = actions.wijziging_bevestigen(
            wie=_wie(request), wijziging=rij, vingerafdruk=request.POST.get("vingerafdruk", "")
        )
    except Botsing as fout:
        return _pagina(request, rij, fout.zin, fout.status)
    klaar = "doorgevoerd" if rij.stand == W.DOORGEVOERD else f"gepland en gaat in op {rij.per:%d-%m-%Y}"
    messages.success(request, f"De wijziging is {klaar}.")
    return redirect("organisaties:wijziging", pk=pk)


@require_POST
@vereist("organisaties.opvolgen", zoek=queries_opvolging.wijziging_voor)
def wijziging_intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actions.wijziging_intrekken(wie=_wie(request), wijziging=request.onderwerp)  # type: ignore[attr-defined]
    messages.success(request, "De wijziging is ingetrokken. Er is niets veranderd.")
    return redirect("organisaties:wijzigingen")


@require_POST
@vereist("organisaties.opvolgen", zoek=queries_opvolging.wijziging_voor)
def wijziging_terugdraaien(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back what was carried through; a refusal shows the page with the reason, and what was typed stays."""
    rij: W = request.onderwerp  # type: ignore[attr-defined]
    form = TerugForm(request.POST)
    if not form.is_valid():
        return _pagina(request, rij, status=400, terug=form)
    try:
        terugdraaien(wie=_wie(request), wijziging=rij, reden=form.cleaned_data["reden"])
    except OngeldigeInvoer as fout:
        form.add_error("reden", fout.zin)
        return _pagina(request, rij, status=400, terug=form)
    except VerkeerdeStand as fout:
        rij.refresh_from_db()
        return _pagina(request, rij, fout.zin, fout.status, terug=form)
    messages.success(request, "De wijziging is teruggedraaid. Alles staat weer zoals het daarvoor was.")
    return redirect("organisaties:wijziging", pk=pk)
