"""Screens of the dialogue: everything open for my organisation, one section, and the verbs."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vindplaats.formats.queries import stukken
from vindplaats.kern.fouten import OngeldigeInvoer
from vindplaats.kern.schermdelen import Chip, Gebeurtenis, Kruimel
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.log import gelezen, spoor
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.invullen.queries import leesdelen, wie_kan_dit_zien
from vindplaats.verantwoording.models import Rapport

from . import actions, queries, rules
from .views import onderdelen

WELKE = ((queries.AAN, "Aan ons"), (queries.DOOR, "Door ons"), (queries.ALLES, "Alles wat loopt"))


@dataclass
class Ingevuld:
    """A form that came back: which one, what was typed, what is wrong; `namen` when names were found (AVG-08)."""

    formulier: str = ""
    waarden: dict[str, str] = field(default_factory=dict)
    zin: str = ""
    fouten: dict[str, str] = field(default_factory=dict)
    namen: list[str] = field(default_factory=list)


@require_GET
@vereist("verantwoording.gesprek_lezen")
def gesprek(request: HttpRequest) -> HttpResponse:
    """Open questions, trails and agreements: to my organisation, by it, or all this person may read."""
    wie = request.wie  # type: ignore[attr-defined]
    alles = queries.open_gesprekken(wie)
    bakken = {
        queries.AAN: [o.werk for o in alles if o.aan],
        queries.DOOR: [o.werk for o in alles if o.door],
        queries.ALLES: [o.werk for o in alles],
    }
    standaard = queries.AAN if mag(wie, "verantwoording.meepraten") else queries.ALLES
    welke = request.GET.get("welke", standaard)
    welke = welke if welke in bakken else standaard
    chips = [Chip(naam, f"?welke={code}", code == welke, len(bakken[code])) for code, naam in WELKE]
    return render(
        request,
        "verantwoording/bespreken/gesprek.html",
        {
            "werk": bakken[welke],
            "welke": welke,
            "chips": chips,
            "tabs": onderdelen(""),
            "kruimels": [Kruimel("Verantwoording", reverse("verantwoording:jaar")), Kruimel("Vragen en afspraken")],
        },
    )


@require_GET
@vereist("verantwoording.gesprek_lezen", zoek=queries.rapport_van_gesprek)
def gesprek_deel(request: HttpRequest, rapport: uuid.UUID, deel: str) -> HttpResponse:
    """What is said and agreed at one section, beside what the board wrote there."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    queries.deel_van(rij, deel)
    if wie.organisatie != rij.bestuur.sleutel:
        gelezen(wie=wie, naam="verantwoording.gesprek_gelezen", onderwerp=rij, zin="Gesprek bij een onderdeel gelezen")
    return _toon(request, rij, deel, Ingevuld())


def _toon(request: HttpRequest, rij: Rapport, deel: str, ingevuld: Ingevuld, status: int = 200) -> HttpResponse:
    wie = request.wie  # type: ignore[attr-defined]
    beeld = queries.deelgesprek(wie, rij, deel)
    praten = queries.kan_praten(wie, rij)
    naam = f"{rij.bestuur.naam} {rij.schooljaar}"
    return render(
        request,
        "verantwoording/bespreken/gesprek_deel.html",
        {
            "rapport": rij,
            "beeld": beeld,
            "regels": next((regels for d, regels in leesdelen(rij, stukken(rij.invulling)) if d.code == deel), []),
            "ingevuld": ingevuld,
            "mag_vragen": praten and wie.organisatie != rij.bestuur.sleutel,
            "mag_afspreken": praten,
            "partners": queries.gesprekspartners(wie, rij, deel).items() if praten else [],
            "stappen": [(rules.STAPNAAM[s], rules.STAPUITLEG[s]) for s in rules.STAPPEN],
            "personen": [p for p in wie_kan_dit_zien(rij) if p.naam != "Genodigden"],
            "tijdlijn": _spoor(rij, deel),
            "kruimels": [
                Kruimel("Verantwoording", f"{reverse('verantwoording:jaar')}?jaar={rij.jaar}"),
                Kruimel(naam, reverse("verantwoording:rapport", args=[rij.pk])),
                Kruimel(f"Gesprek: {beeld.deel.titel}"),
            ],
        },
        status=status,
    )


def _spoor(rij: Rapport, deel: str) -> list[Gebeurtenis]:
    """The trail of the dialogue at this section: who did what, when."""
    rijen = spoor(rij).filter(naam__startswith="verantwoording.gesprek_", details__deel=deel)[:30]
    return [Gebeurtenis(g.wanneer, g.zin, g.wie_naam, g.waarom) for g in rijen]


def _doe(
    request: HttpRequest, rij: Rapport, deel: str, formulier: str, daad: Callable[[bool], Any], gelukt: str
) -> HttpResponse:
    """Run a verb; what cannot be used comes back on the same page with everything that was typed."""
    try:
        uit = daad(request.POST.get("namen_akkoord") == "1")
    except OngeldigeInvoer as fout:
        namen = fout.namen if isinstance(fout, actions.NamenGevonden) else []
        waarden = {k: str(v)[:5000] for k, v in request.POST.items() if k != "csrfmiddlewaretoken"}
        return _toon(request, rij, deel, Ingevuld(formulier, waarden, fout.zin, fout.velden, namen), status=400)
    messages.success(request, gelukt)
    return redirect(f"{reverse('verantwoording:gesprek-deel', args=[rij.pk, deel])}#g-{_anker(uit)}")


def _anker(uit: Any) -> uuid.UUID:
    return getattr(uit, "antwoord_op_id", None) or uit.pk


def _wie(request: HttpRequest) -> Wie:
    return request.wie  # type: ignore[attr-defined]


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.rapport_van_gesprek)
def vraag_stellen(request: HttpRequest, rapport: uuid.UUID, deel: str) -> HttpResponse:
    """Ask the board something."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    queries.deel_van(rij, deel)

    def daad(akkoord: bool) -> Any:
        tekst = request.POST.get("tekst", "")
        return actions.vraag_stellen(wie=_wie(request), rapport=rij, deel=deel, tekst=tekst, namen_akkoord=akkoord)

    return _doe(request, rij, deel, "vraag", daad, f"Je vraag staat erbij. {rij.bestuur.naam} krijgt bericht.")


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.rapport_van_gesprek)
def signaal_geven(request: HttpRequest, rapport: uuid.UUID, deel: str) -> HttpResponse:
    """Begin a trail with a signal (VER-14)."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    queries.deel_van(rij, deel)

    def daad(akkoord: bool) -> Any:
        return actions.stap_zetten(
            wie=_wie(request),
            rapport=rij,
            deel=deel,
            stap="signaal",
            tekst=request.POST.get("tekst", ""),
            namen_akkoord=akkoord,
        )

    return _doe(request, rij, deel, "signaal", daad, f"Je signaal staat erbij. {rij.bestuur.naam} krijgt bericht.")


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.bijdrage_voor)
def antwoord_geven(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """React in a thread."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    return _doe(
        request,
        rij.rapport,
        rij.deel,
        f"antwoord-{pk}",
        lambda akkoord: actions.antwoord_geven(
            wie=_wie(request), bijdrage=rij, tekst=request.POST.get("tekst", ""), namen_akkoord=akkoord
        ),
        "Je reactie staat erbij.",
    )


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.bijdrage_voor)
def stap_zetten(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The next step in a trail."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    stap = request.POST.get("stap", "")
    return _doe(
        request,
        rij.rapport,
        rij.deel,
        f"stap-{pk}",
        lambda akkoord: actions.stap_zetten(
            wie=_wie(request),
            rapport=rij.rapport,
            deel=rij.deel,
            stap=stap,
            tekst=request.POST.get("tekst", ""),
            bijdrage=rij,
            namen_akkoord=akkoord,
        ),
        f"De stap '{rules.STAPNAAM.get(stap, stap)}' is gezet.",
    )


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.bijdrage_voor)
def afhandelen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Close a thread."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    daad: Callable[[bool], Any] = lambda _: actions.afhandelen(wie=_wie(request), bijdrage=rij)  # noqa: E731
    return _doe(request, rij.rapport, rij.deel, "", daad, "Dit gesprek is afgerond. Het blijft te lezen.")


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.bijdrage_voor)
def intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back what was just posted, or put it back."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    terug = rij.ingetrokken_op is not None
    daad: Callable[[bool], Any] = lambda _: actions.intrekken(wie=_wie(request), bijdrage=rij)  # noqa: E731
    zin = "Het staat er weer." if terug else "Ingetrokken. Toch niet? Zet het hieronder terug, dat kan nog even."
    return _doe(request, rij.rapport, rij.deel, "", daad, zin)


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.rapport_van_gesprek)
def afspraak_maken(request: HttpRequest, rapport: uuid.UUID, deel: str) -> HttpResponse:
    """Agree who does what before when."""
    rij: Rapport = request.onderwerp  # type: ignore[attr-defined]
    queries.deel_van(rij, deel)
    return _doe(
        request,
        rij,
        deel,
        "afspraak",
        lambda akkoord: actions.afspraak_maken(
            wie=_wie(request),
            rapport=rij,
            deel=deel,
            tekst=request.POST.get("tekst", ""),
            eigenaar=request.POST.get("eigenaar", ""),
            uiterlijk=_datum(request.POST.get("uiterlijk", "")),
            persoon=request.POST.get("persoon", ""),
            namen_akkoord=akkoord,
        ),
        "De afspraak staat vast. Hij staat op de werklijst van wie hem doet.",
    )


def _datum(tekst: str) -> dt.date | None:
    for vorm in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(tekst.strip(), vorm).date()  # noqa: DTZ007 - a day without a time
        except ValueError:
            continue
    return None


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.afspraak_voor)
def afspraak_afronden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that an agreement is done, with its outcome."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    return _doe(
        request,
        rij.rapport,
        rij.deel,
        f"afronden-{pk}",
        lambda akkoord: actions.afspraak_afronden(
            wie=_wie(request), afspraak=rij, uitkomst=request.POST.get("uitkomst", ""), namen_akkoord=akkoord
        ),
        "De afspraak is afgerond.",
    )


@require_POST
@vereist("verantwoording.meepraten", zoek=queries.afspraak_voor)
def afspraak_laten_vervallen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let an agreement lapse, with the reason."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    return _doe(
        request,
        rij.rapport,
        rij.deel,
        f"vervallen-{pk}",
        lambda akkoord: actions.afspraak_laten_vervallen(
            wie=_wie(request), afspraak=rij, reden=request.POST.get("reden", ""), namen_akkoord=akkoord
        ),
        "De afspraak is vervallen. De reden blijft te lezen.",
    )
