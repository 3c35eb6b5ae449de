"""Screens of the editor and of one report."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from vindplaats.formats.actions import Bewaard
from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.formats.rules import DEEL_KLAAR, DEEL_NVT
from vindplaats.formats.scherm import invoer_uit_post
from vindplaats.formats.waarden import in_woorden
from vindplaats.kern.fouten import Fout, NietGevonden, OngeldigeInvoer, Onvolledig
from vindplaats.kern.ongedaan import meld_met_terugweg
from vindplaats.kern.schermdelen import Actie, Gebeurtenis, Kruimel, Versie
from vindplaats.procedures.queries import brieven, mogelijke_stappen, statusregel, termijnen
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.log import gelezen, spoor
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.bespreken.queries import tellingen
from vindplaats.verantwoording.models import CONCEPT, OPEN, Rapport
from vindplaats.verantwoording.queries import aansluiting, rapport_voor, voorgangers_van, vorig_jaar

from . import actions, queries


def _kruimels(rapport: Rapport, *verder: Kruimel) -> list[Kruimel]:
    naam = f"{rapport.bestuur.naam} {rapport.schooljaar}"
    jaar_url = f"{reverse('verantwoording:jaar')}?jaar={rapport.jaar}"
    eigen = Kruimel(naam, reverse("verantwoording:rapport", args=[rapport.pk]) if verder else "")
    return [Kruimel("Verantwoording", jaar_url), eigen, *verder]


def _tijdlijn(rapport: Rapport, wie: Wie) -> list[Gebeurtenis]:
    """What happened with this report; the trail of the dialogue only for who may read the dialogue."""
    rijen = spoor(rapport)
    if not mag(wie, "verantwoording.gesprek_lezen"):
        rijen = rijen.exclude(naam__startswith="verantwoording.gesprek_")
    return [Gebeurtenis(g.wanneer, g.zin, g.wie_naam, g.waarom) for g in rijen[:30]]


@require_GET
@vereist("verantwoording.lezen", zoek=rapport_voor)
def rapport(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One report to read: state, money, texts, signals, timeline."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    waarden = stukken(rij.invulling)
    schrijver = actions.is_schrijver(wie, rij)
    eerder = voorgangers_van(wie, rij)
    if wie.organisatie != rij.bestuur.sleutel:
        gelezen(wie=wie, naam="verantwoording.rapport_gelezen", onderwerp=rij, zin="Verantwoording gelezen")
    return render(
        request,
        "verantwoording/invullen/rapport.html",
        {
            "rapport": rij,
            "voorgangers": eerder.rapporten,
            "voorgangers_zinnen": eerder.zinnen,
            "kruimels": _kruimels(rij),
            "status": statusregel(rij.zaak, wie),
            "stappen": mogelijke_stappen(wie, rij.zaak, rij),
            "termijnen": termijnen(rij.zaak, wie),
            "brieven": brieven(rij.zaak),
            "delen": queries.leesdelen(rij, waarden),
            "som": aansluiting(rij, waarden),
            "stand": queries.invulstand(rij, waarden=waarden) if schrijver else None,
            "signalen": queries.signalen(rij, waarden) if wie.organisatie == rij.bestuur.sleutel else [],
            "schrijver": schrijver,
            "eigen": wie.organisatie == rij.bestuur.sleutel,
            "personen": queries.wie_kan_dit_zien(rij),
            "tijdlijn": _tijdlijn(rij, wie),
            "gesprek": tellingen(wie, rij),
            "meer_acties": _meer(rij),
        },
    )


def _meer(rapport: Rapport) -> list[Actie]:
    """Exports and comparisons; other corridors add theirs by url name."""
    from django.urls import NoReverseMatch

    uit = []
    for naam, url_naam, args, icoon in (
        ("Download als PDF", "uitvoer", [rapport.pk, "pdf"], "download"),
        ("Download als Word", "uitvoer", [rapport.pk, "docx"], "download"),
        ("Download als Excel", "uitvoer", [rapport.pk, "xlsx"], "download"),
        ("Download als JSON", "uitvoer", [rapport.pk, "json"], "download"),
        ("Vergelijk met eerdere jaren", "jaren-naast-elkaar", [rapport.bestuur_id], "vergelijk"),
    ):
        try:
            uit.append(Actie(naam, reverse(f"verantwoording:{url_naam}", args=args), icoon))
        except NoReverseMatch:
            continue
    return uit


@require_GET
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def invullen_begin(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Go on where one was: the first section that is not ready."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    stand = queries.invulstand(rij)
    secties = [s for _, groep in stand.secties for s in groep]
    doel = next((s for s in secties if s.stand not in {DEEL_KLAAR, DEEL_NVT}), secties[0])
    return redirect(doel.url)


@require_GET
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def invullen(request: HttpRequest, pk: uuid.UUID, deel: str) -> HttpResponse:
    """One section to fill: list left, questions in the middle, help and last year beside."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    if not actions.is_schrijver(request.wie, rij):  # type: ignore[attr-defined]
        messages.info(request, "Deze verantwoording is ingediend. Je kunt haar lezen, niet wijzigen.")
        return redirect("verantwoording:rapport", pk=rij.pk)
    onderdeel = queries.deel_voor(rij, deel)
    vorig, volgend = queries.buren(rij, onderdeel)
    waarden = stukken(rij.invulling)
    eerder = voorgangers_van(request.wie, rij)  # type: ignore[attr-defined]
    van_vorig = vorig_jaar(rij) if eerder.zinnen else None
    return render(
        request,
        "verantwoording/invullen/invullen.html",
        {
            "voorgangers": eerder.rapporten,
            "voorgangers_zinnen": eerder.zinnen,
            "vorig_van": van_vorig.zin if van_vorig else "",
            "rapport": rij,
            "deel": onderdeel,
            "deel_is_nvt": all(waarden.get(v.code) and waarden[v.code].stand == "nvt" for v in onderdeel.vragen),
            "kruimels": _kruimels(rij, Kruimel(onderdeel.titel)),
            "status": statusregel(rij.zaak, request.wie),  # type: ignore[attr-defined]
            "stand": queries.invulstand(rij, deel, waarden),
            "vragen": queries.schermvragen(rij, onderdeel),
            "botsingen": [_botsing_context(rij, b) for b in queries.botsingen(rij) if _in_deel(rij, b, deel)],
            "vorig": queries.deel_url(rij, vorig.code) if vorig else "",
            "volgend": queries.deel_url(rij, volgend.code) if volgend else "",
            "som": aansluiting(rij, waarden) if onderdeel.code == "middelen" else None,
            "personen": queries.wie_kan_dit_zien(rij),
            "regiocijfers": queries.regiocijfers(request.wie, rij),  # type: ignore[attr-defined]
            "signalen": [m for m in queries.signalen(rij, waarden) if m.url == queries.deel_url(rij, deel)],
        },
    )


def _in_deel(rapport: Rapport, botsing: Any, deel: str) -> bool:
    return definitie_van(rapport.invulling).vraag(botsing.antwoord.vraag).deel == deel


def _botsing_context(rapport: Rapport, botsing: Any) -> dict[str, Any]:
    vraag = definitie_van(rapport.invulling).vraag(botsing.antwoord.vraag)
    antwoord = botsing.antwoord
    return {
        "botsing": botsing,
        "vraag": vraag,
        "id": f"botsing-{vraag.code}",
        "url": reverse("verantwoording:botsing", args=[rapport.pk]),
        "is_tekst": vraag.soort in {"tekst", "tekst_kort"}
        and all(isinstance(w, str | None) for w in (botsing.waarde, antwoord.waarde)),
        "mijn": Versie(in_woorden(vraag, botsing.stand, botsing.waarde), str(botsing.door or ""), botsing.op),
        "ander": Versie(in_woorden(vraag, antwoord.stand, antwoord.waarde), str(antwoord.door or ""), antwoord.op),
    }


@require_POST
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def antwoord(request: HttpRequest, pk: uuid.UUID, vraag: str) -> HttpResponse:
    """Save one question. JSON for the page that saves itself, a redirect for a browser without JavaScript."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    definitie = definitie_van(rij.invulling)
    if vraag not in definitie.vragen:
        raise NietGevonden("Deze vraag hoort niet bij dit formulier.")
    vanzelf = "application/json" in request.headers.get("Accept", "")
    invoer = invoer_uit_post(definitie.vraag(vraag), request.POST)
    gezien = request.POST.get("gezien", "0")
    try:
        uit = actions.antwoord_invoeren(
            wie=request.wie,  # type: ignore[attr-defined]
            rapport=rij,
            vraag=vraag,
            invoer=invoer,
            gezien=int(gezien) if gezien.isdigit() else 0,
        )
    except Fout as fout:
        if not vanzelf:
            raise
        return JsonResponse({"fout": fout.zin}, status=422)
    if uit.botsing is not None:
        return _toon_botsing(request, rij, uit.botsing, vanzelf)
    if not vanzelf:
        return redirect(f"{queries.deel_url(rij, definitie.vraag(vraag).deel)}#v-{vraag}-blok")
    return JsonResponse(
        {
            "bewaard": f"{timezone.localtime(uit.antwoord.op):%H:%M}",
            "gezien": uit.antwoord.nummer,
            "fouten": uit.fouten,
            "stand_url": f"{reverse('verantwoording:invulstand', args=[rij.pk])}?deel={definitie.vraag(vraag).deel}",
        }
    )


def _toon_botsing(request: HttpRequest, rapport: Rapport, botsing: Any, vanzelf: bool) -> HttpResponse:
    context = _botsing_context(rapport, botsing)
    if vanzelf:
        return render(request, "formats/botsing.html", context, status=409)
    return redirect(queries.deel_url(rapport, context["vraag"].deel))


@require_GET
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def invulstand(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The list of sections and the bar, as a fragment after each save."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    deel = request.GET.get("deel", "")
    waarden = stukken(rij.invulling)
    context = {
        "rapport": rij,
        "stand": queries.invulstand(rij, deel, waarden),
        "som": aansluiting(rij, waarden) if deel == "middelen" else None,
    }
    return render(request, "verantwoording/invullen/_volgt.html", context)


@require_POST
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def botsing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Choose between two texts."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    try:
        nummer = uuid.UUID(request.POST.get("botsing", ""))
    except ValueError:
        raise OngeldigeInvoer("Kies welke tekst blijft.") from None
    uit = actions.botsing_oplossen(
        wie=request.wie,  # type: ignore[attr-defined]
        rapport=rij,
        botsing=nummer,
        keuze=request.POST.get("keuze", ""),
        tekst=request.POST.get("tekst", ""),
    )
    url = f"{queries.deel_url(rij, definitie_van(rij.invulling).vraag(uit.vraag).deel)}#v-{uit.vraag}-blok"
    messages.success(request, "Gekozen. De andere tekst staat bij Eerdere versies.")
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


@require_POST
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def deel_nvt(request: HttpRequest, pk: uuid.UUID, deel: str) -> HttpResponse:
    """A whole section does not apply, or does after all."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    onderdeel, aan = queries.deel_voor(rij, deel), request.POST.get("aan") == "1"
    actions.deel_nvt_zetten(wie=request.wie, rapport=rij, deel=deel, aan=aan)  # type: ignore[attr-defined]
    zin = f"{onderdeel.titel} staat op n.v.t." if aan else f"{onderdeel.titel} geldt weer."
    meld_met_terugweg(request, zin, request.path, {"aan": "0" if aan else "1"})
    return redirect(queries.deel_url(rij, deel))


@require_POST
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def overnemen(request: HttpRequest, pk: uuid.UUID, vraag: str) -> HttpResponse:
    """Take over last year's answer."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    if vraag not in definitie_van(rij.invulling).vragen:
        raise NietGevonden("Deze vraag hoort niet bij dit formulier.")
    uit = actions.vorig_jaar_overnemen(wie=request.wie, rapport=rij, vraag=vraag)  # type: ignore[attr-defined]
    _meld_overgenomen(request, rij, uit, "Overgenomen van vorig jaar. Pas aan wat veranderd is.")
    return redirect(f"{queries.deel_url(rij, definitie_van(rij.invulling).vraag(vraag).deel)}#v-{vraag}-blok")


@require_POST
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def uit_de_regio(request: HttpRequest, pk: uuid.UUID, vraag: str) -> HttpResponse:
    """Take over what the house knows already."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    uit = actions.regio_overnemen(wie=request.wie, rapport=rij, vraag=vraag)  # type: ignore[attr-defined]
    _meld_overgenomen(request, rij, uit, "Overgenomen uit de gegevens van de regio. Controleer of het klopt.")
    return redirect(f"{queries.deel_url(rij, definitie_van(rij.invulling).vraag(vraag).deel)}#v-{vraag}-blok")


def _meld_overgenomen(request: HttpRequest, rij: Rapport, uit: Bewaard, zin: str) -> None:
    """With a way back to what stood there before, when something did."""
    vorige = queries.vorige_versie(uit.antwoord)
    if vorige is None:
        messages.success(request, zin)
    else:
        url = reverse("verantwoording:versies", args=[rij.pk, uit.antwoord.vraag])
        meld_met_terugweg(request, zin, url, {"nummer": str(vorige)})


@vereist("verantwoording.schrijven", zoek=rapport_voor)
def versies(request: HttpRequest, pk: uuid.UUID, vraag: str) -> HttpResponse:
    """Earlier versions of one answer; POST puts one back."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    definitie = definitie_van(rij.invulling)
    if vraag not in definitie.vragen:
        raise NietGevonden("Deze vraag hoort niet bij dit formulier.")
    terug = f"{queries.deel_url(rij, definitie.vraag(vraag).deel)}#v-{vraag}-blok"
    if request.method == "POST":
        nummer = request.POST.get("nummer", "")
        if not nummer.isdigit():
            raise OngeldigeInvoer("Kies de versie die je terug wilt.")
        actions.versie_terugzetten(wie=request.wie, rapport=rij, vraag=vraag, nummer=int(nummer))  # type: ignore[attr-defined]
        messages.success(request, "De eerdere versie staat er weer.")
        return redirect(terug)
    return render(
        request,
        "verantwoording/invullen/versies.html",
        {
            "rapport": rij,
            "vraag": definitie.vraag(vraag),
            "regels": queries.versieregels(rij, vraag),
            "terug": terug,
            "kruimels": _kruimels(rij, Kruimel(f"Eerdere versies: {definitie.vraag(vraag).label}")),
        },
    )


@vereist("verantwoording.lezen", zoek=rapport_voor)
def stap(request: HttpRequest, pk: uuid.UUID, verb: str) -> HttpResponse:
    """A step of the procedure: first what it means and who will see it, then do it."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    if verb not in rij.zaak.tabel.verbs:
        raise NietGevonden("Deze stap bestaat niet.")
    fout = ""
    if request.method == "POST":
        try:
            actions.stap_zetten(
                wie=wie,
                rapport=rij,
                verb=verb,
                reden=request.POST.get("reden", ""),
                verwacht=request.POST.get("stand") or None,
            )
        except (OngeldigeInvoer, Onvolledig) as mis:
            fout = mis.zin
        else:
            messages.success(request, rij.zaak.tabel.met_verb(verb)[0].zin)
            blijft_zichtbaar = rij.zaak.stand not in {OPEN, CONCEPT} or wie.organisatie == rij.bestuur.sleutel
            return (
                redirect("verantwoording:rapport", pk=rij.pk) if blijft_zichtbaar else redirect("verantwoording:jaar")
            )
    knop = next((k for k in mogelijke_stappen(wie, rij.zaak, rij) if k.verb == verb), None)
    if knop is None:
        queries.weiger_stap(wie, rij, verb)
    return render(
        request,
        "verantwoording/invullen/stap.html",
        {
            "rapport": rij,
            "knop": knop,
            "stand": queries.invulstand(rij) if verb == "indienen" else None,
            "fout": fout,
            "reden": request.POST.get("reden", ""),
            "personen": queries.wie_ziet_het_straks(rij, knop.naar),
            "kruimels": _kruimels(rij, Kruimel(knop.naam)),
            "status": statusregel(rij.zaak, wie),
        },
        status=400 if fout else 200,
    )


@require_POST
@vereist("verantwoording.schrijven", zoek=rapport_voor)
def signaal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Explain a signal in one line."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    actions.signaal_uitleggen(
        wie=request.wie,  # type: ignore[attr-defined]
        rapport=rij,
        plek=request.POST.get("plek", ""),
        uitleg=request.POST.get("uitleg", ""),
    )
    messages.success(request, "Je uitleg staat erbij.")
    terug = request.POST.get("terug", "")
    veilig = terug.startswith(f"/verantwoording/{rij.pk}/")
    return redirect(terug if veilig else reverse("verantwoording:rapport", args=[rij.pk]))
