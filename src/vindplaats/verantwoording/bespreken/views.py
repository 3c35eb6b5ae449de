"""Screens that put reports side by side: boards, years, indicator choices."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import Actie, Chip, Kruimel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.log import leg_vast
from vindplaats.toegang.models import Gebeurtenis
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.bundelen.views import als_download

from . import bestand, keuzes, vergelijking


def onderdelen(actief: str) -> list[Chip]:
    """The screens of comparing, as tabs."""
    namen = (
        ("vergelijken", "Besturen naast elkaar"),
        ("indicatoren-vergelijken", "Gekozen indicatoren"),
    )
    return [Chip(naam, reverse(f"verantwoording:{code}"), code == actief) for code, naam in namen]


def _kruimels(wie: Wie, *verder: Kruimel) -> list[Kruimel]:
    """The way here; invited readers have no year page, for them it begins at comparing."""
    begin = "jaar" if mag(wie, "verantwoording.overzicht") else "vergelijken"
    return [Kruimel("Verantwoording", reverse(f"verantwoording:{begin}")), *verder]


def _pagina(request: HttpRequest) -> int:
    tekst = request.GET.get("pagina", "")
    return int(tekst) if tekst.isdigit() and len(tekst) < 5 else 1


def _jaar(gevraagd: str, bekend: Sequence[int]) -> int:
    """The school year asked for, else the newest with something to read, else the last that ended."""
    if gevraagd.isdigit() and 2014 <= int(gevraagd) <= 2100:
        return int(gevraagd)
    return bekend[0] if bekend else Schooljaar.van(vandaag()).vorig.begin


def _log_lezen(wie: Wie, kolommen: Sequence[vergelijking.Kolom], onderwerp: str, zin: str) -> None:
    """Reading other boards' reports side by side is one row in the log, with which reports (AVG-09)."""
    anderen = [str(k.rapport.pk) for k in kolommen if k.rapport.bestuur.sleutel != wie.organisatie]
    if anderen:
        leg_vast(
            wie=wie,
            naam="verantwoording.vergeleken",
            onderwerp=onderwerp,
            zin=zin,
            soort=Gebeurtenis.LEZEN,
            details={"rapporten": anderen},
        )


@require_GET
@vereist("verantwoording.lezen")
def vergelijken(request: HttpRequest) -> HttpResponse:
    """Boards side by side per question of one school year."""
    wie = request.wie  # type: ignore[attr-defined]
    bekend = vergelijking.leesbare_jaren(wie)
    jaar = _jaar(request.GET.get("jaar", ""), bekend)
    als_xlsx = request.GET.get("als") == "xlsx"
    gekozen, deel = request.GET.getlist("b")[:60], request.GET.get("deel", "")
    beeld = vergelijking.naast_elkaar(wie, jaar, gekozen, deel, _pagina(request), alles=als_xlsx)
    _log_lezen(wie, beeld.kolommen, f"verantwoording.vergelijking:{jaar}", "Verantwoordingen naast elkaar gelezen")
    if als_xlsx and beeld.tabel:
        return als_download(bestand.als_excel(f"Vergelijking {Schooljaar(jaar)} {beeld.deelnaam}", beeld.tabel))
    return render(
        request,
        "verantwoording/bespreken/vergelijken.html",
        {
            "jaar": Schooljaar(jaar),
            "beeld": beeld,
            "tabs": onderdelen("vergelijken"),
            "jaren": [Chip(str(Schooljaar(j)), f"?jaar={j}", j == jaar) for j in sorted({*bekend, jaar}, reverse=True)],
            "meer_acties": _excel(request) if beeld.tabel else [],
            "kruimels": _kruimels(wie, Kruimel("Besturen vergelijken")),
            "mag_gesprek": mag(wie, "verantwoording.gesprek_lezen"),
            "mag_overzicht": mag(wie, "verantwoording.overzicht"),
        },
    )


def _excel(request: HttpRequest) -> list[Actie]:
    vraag = request.GET.copy()
    vraag["als"] = "xlsx"
    return [Actie("Bewaar als Excel", f"?{vraag.urlencode()}", "download")]


@require_GET
@vereist("verantwoording.lezen", zoek=vergelijking.rapporten_van_bestuur)
def jaren_naast_elkaar(request: HttpRequest, bestuur: str) -> HttpResponse:
    """One board over two or three years, the differences marked."""
    rijen = request.onderwerp  # type: ignore[attr-defined]
    tot = request.GET.get("tot", "")
    wie = request.wie  # type: ignore[attr-defined]
    beeld = vergelijking.jaren_naast_elkaar(wie, rijen, int(tot) if tot.isdigit() and len(tot) == 4 else None, bestuur)
    _log_lezen(
        wie, beeld.kolommen, f"organisaties.bestuur:{bestuur}", "Verantwoordingen over de jaren naast elkaar gelezen"
    )
    if request.GET.get("als") == "xlsx":
        return als_download(bestand.als_excel(f"Vergelijking {beeld.bestuur} over de jaren", beeld.tabel))
    return render(
        request,
        "verantwoording/bespreken/jaren.html",
        {
            "beeld": beeld,
            "meer_acties": _excel(request),
            "kruimels": _kruimels(
                wie,
                Kruimel("Vergelijken", reverse("verantwoording:vergelijken")),
                Kruimel(f"{beeld.bestuur} over de jaren"),
            ),
        },
    )


@require_GET
@vereist("verantwoording.lezen")
def indicatoren(request: HttpRequest) -> HttpResponse:
    """Which of the process indicators who chose in which year."""
    wie = request.wie  # type: ignore[attr-defined]
    beeld = keuzes.keuzebeeld(wie, keuzes.gevraagd(wie, request.GET.dict()))
    if request.GET.get("als") == "xlsx" and beeld.blokken:
        return als_download(bestand.keuzes_als_excel([blok.tabel for blok in beeld.blokken]))
    return render(
        request,
        "verantwoording/bespreken/indicatoren.html",
        {
            "beeld": beeld,
            "meer_acties": _excel(request) if beeld.blokken else [],
            "tabs": onderdelen("indicatoren-vergelijken"),
            "kruimels": _kruimels(wie, Kruimel("Gekozen indicatoren")),
        },
    )


@require_GET
@vereist("verantwoording.lezen")
def indicator(request: HttpRequest, nummer: int) -> HttpResponse:
    """The elaborations of one indicator side by side."""
    wie = request.wie  # type: ignore[attr-defined]
    beeld = keuzes.indicatorbeeld(wie, nummer, keuzes.gevraagd(wie, request.GET.dict()), _pagina(request))
    _log_lezen(
        wie, beeld.kolommen, f"verantwoording.indicator:{nummer}", "Uitwerkingen van een indicator naast elkaar gelezen"
    )
    return render(
        request,
        "verantwoording/bespreken/indicator.html",
        {
            "beeld": beeld,
            "jaar": Schooljaar(beeld.jaar) if beeld.jaar else None,
            "kruimels": _kruimels(
                wie,
                Kruimel("Gekozen indicatoren", reverse("verantwoording:indicatoren-vergelijken")),
                Kruimel(f"Indicator {nummer}"),
            ),
        },
    )
