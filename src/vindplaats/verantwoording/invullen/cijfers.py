"""Figures in the prose of a report: proposed as data points, linked or dropped by a person (D4)."""

import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vindplaats.formats.queries import definitie_van, stukken
from vindplaats.indicatoren import actions as indicatoren
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.indicatoren.queries import voorstellen_van
from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer
from vindplaats.kern.registers import indicatoren as bekend
from vindplaats.kern.registers import sleutel_van
from vindplaats.kern.schermdelen import Kruimel
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.wie import Wie
from vindplaats.verantwoording.cijfers import KRING
from vindplaats.verantwoording.lezer.feiten import Feit, vind_feiten
from vindplaats.verantwoording.models import Rapport
from vindplaats.verantwoording.queries import rapport_voor


def cijfers_voorstellen(*, wie: Wie, rapport: Rapport) -> list[Meetwaarde]:
    """Look for measured figures in the texts and propose them; what was decided already stays decided (VER-13).

    The caller has checked that this person may use the report. Called when a report is handed in or registered, and on request.
    """
    return indicatoren.voorstellen(
        wie=wie,
        organisatie=rapport.bestuur.sleutel,
        schooljaar=rapport.schooljaar,
        feiten=[_feit(feit) for feit in feiten_in(rapport)],
        bron=f"Verantwoording {rapport.schooljaar}",
        bron_sleutel=sleutel_van(rapport),
    )


def feiten_in(rapport: Rapport) -> list[Feit]:
    """Measured facts in every text answer, in the order of the form."""
    definitie = definitie_van(rapport.invulling)
    waarden = stukken(rapport.invulling)
    uit: list[Feit] = []
    for code, vraag in definitie.vragen.items():
        stuk = waarden.get(code)
        if vraag.soort != "tekst" or stuk is None:
            continue
        tekst = stuk.waarde if isinstance(stuk.waarde, str) else "Geen." if stuk.stand == "nul" else ""
        uit += vind_feiten(_onderdeel(code), tekst) if tekst else []
    return uit


def _onderdeel(vraag: str) -> str:
    """Question code -> section name of the reader."""
    if vraag == "extra":
        return "extra_informatie"
    return vraag.removesuffix("_sturing").removesuffix("_uitwerking") if vraag.startswith("proces_") else vraag


def _getal(waarde: float | int | None) -> Decimal | None:
    return None if waarde is None else Decimal(str(waarde))


def _feit(feit: Feit) -> indicatoren.Feit:
    return indicatoren.Feit(
        waarde=_getal(feit.waarde),
        eenheid=feit.eenheid or "",
        indicator=feit.indicator or "",
        vorig=_getal(feit.vorig),
        operator=feit.operator,
        zin=feit.zin,
        label=feit.label,
        onderdeel=feit.onderdeel,
        zekerheid=feit.zekerheid,
    )


def na_stap(wie: Any, zaak: Any, overgang: Any, onderwerp: Any) -> None:
    """After handing in or registering: propose what the texts tell."""
    if onderwerp is not None:
        cijfers_voorstellen(wie=Wie.taak("cijfers zoeken in de tekst"), rapport=onderwerp)


@vereist("verantwoording.schrijven", zoek=rapport_voor)
def cijfers(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The figures found in the texts of one report: link each to an indicator or drop it."""
    rapport: Rapport = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    if request.method == "POST":
        zin = _doe(wie, rapport, request.POST)
        messages.success(request, zin)
        return redirect("verantwoording:cijfers", pk=rapport.pk)
    rijen = voorstellen_van(wie, sleutel_van(rapport))
    return render(
        request,
        "verantwoording/invullen/cijfers.html",
        {
            "rapport": rapport,
            "open": [r for r in rijen if r.stand == Meetwaarde.VOORGESTELD],
            "besloten": [r for r in rijen if r.stand != Meetwaarde.VOORGESTELD],
            "keuzes": sorted(((code, i.naam) for code, i in bekend.items() if i.soort == "hand"), key=lambda k: k[1]),
            "kruimels": [
                Kruimel("Verantwoording", f"{reverse('verantwoording:jaar')}?jaar={rapport.jaar}"),
                Kruimel(str(rapport.bestuur), reverse("verantwoording:rapport", args=[rapport.pk])),
                Kruimel("Cijfers in de tekst"),
            ],
        },
    )


def _doe(wie: Wie, rapport: Rapport, post: Any) -> str:
    if post.get("wat") == "zoek":
        gevonden = cijfers_voorstellen(wie=wie, rapport=rapport)
        return f"{len(gevonden)} cijfers gevonden. Koppel ze of laat ze vallen."
    rij = _rij(wie, rapport, post.get("meetwaarde", ""))
    if post.get("wat") == "koppel":
        indicatoren.koppelen(
            wie=wie, meetwaarde=rij, indicator=post.get("indicator", ""), waarde=_waarde(post.get("waarde", ""))
        )
        indicatoren.delen(wie=wie, bron_sleutel=sleutel_van(rapport), met=KRING.get(rapport.stand, Meetwaarde.EIGEN))
        return "Gekoppeld. Het cijfer telt nu mee."
    if post.get("wat") == "laat_vallen":
        indicatoren.afwijzen(wie=wie, meetwaarde=rij)
        return "Weggelegd. Het cijfer telt nergens mee."
    if post.get("wat") == "heropen":
        indicatoren.heropenen(wie=wie, meetwaarde=rij)
        return "Het cijfer staat weer bij de voorstellen."
    raise OngeldigeInvoer("Kies koppelen of laten vallen.")


def _rij(wie: Wie, rapport: Rapport, pk: str) -> Meetwaarde:
    for rij in voorstellen_van(wie, sleutel_van(rapport)):
        if str(rij.pk) == pk:
            return rij
    raise NietGevonden("Dit cijfer is niet gevonden.")


def _waarde(tekst: str) -> Decimal | None:
    kaal = tekst.strip().rstrip("%").strip().replace(".", "").replace(",", ".")
    try:
        return Decimal(kaal) if kaal else None
    except InvalidOperation:
        raise OngeldigeInvoer("Vul een getal in, bijvoorbeeld 12 of 68,6.") from None
