"""Screens of a school year: overview, setting ready, granted amounts."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from vindplaats.documenten.inname import keur
from vindplaats.documenten.weigering import Geweigerd
from vindplaats.kern.fouten import Fout, OngeldigeInvoer
from vindplaats.kern.geld import naar_centen
from vindplaats.kern.kalender import reeksen, vrije_dagen
from vindplaats.kern.schermdelen import Kruimel
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.organisaties.models import Bestuur
from vindplaats.organisaties.queries import besturen_in
from vindplaats.procedures.actions import termijninstelling_zetten
from vindplaats.procedures.queries import termijninstellingen
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.permissions import mag
from vindplaats.verantwoording import actions

from . import jaren
from . import toekenningen as lezen


@require_GET
@vereist("verantwoording.overzicht")
def jaar(request: HttpRequest) -> HttpResponse:
    """How far every board is in a school year, and the one next step for this person."""
    wie = request.wie  # type: ignore[attr-defined]
    begin = jaren.gekozen_jaar(wie, request.GET.get("jaar", ""))
    return render(
        request,
        "verantwoording/invullen/jaar.html",
        {
            "jaar": Schooljaar(begin),
            "beeld": jaren.jaarbeeld(wie, begin),
            "chips": jaren.jaarchips(wie, begin, reverse("verantwoording:jaar")),
            "mag_klaarzetten": mag(wie, "verantwoording.jaar_openen") and wie.soort == "swv",
            "mag_toekennen": mag(wie, "verantwoording.toekenning_zien") and wie.soort == "swv",
            "mag_inlezen": mag(wie, "verantwoording.inlezen"),
        },
    )


@vereist("verantwoording.jaar_openen")
def klaarzetten(request: HttpRequest, jaar: int) -> HttpResponse:
    """Set a school year ready for all boards of the SWV, with the dates agreed for it."""
    wie = request.wie  # type: ignore[attr-defined]
    swv, schooljaar = jaren.eigen_swv(wie), Schooljaar(jaar)
    regels = [r for r in termijninstellingen(wie, actions.PROCEDURE, schooljaar) if r.swv == swv.code]
    velden = [{"regel": r, "naam": r.termijn.code, "waarde": _datum_nu(r, request.POST)} for r in regels]
    # the dates of a school year lie in the year itself and the one after it
    vrij = vrije_dagen([swv.sleutel], schooljaar.eerste_dag, schooljaar.volgend.laatste_dag)
    fouten: dict[str, str] = {}
    if request.method == "POST":
        fouten = _zet_klaar(request, swv, schooljaar, velden)
        if not fouten:
            for veld in velden:
                if naam := vrij.get(_dag_of_niets(veld["waarde"])):
                    messages.info(
                        request, f"Let op: {veld['waarde']} is een vrije dag ({naam}). De datum is wel bewaard."
                    )
            messages.success(request, f"Schooljaar {schooljaar} staat klaar. De besturen zien het in hun werklijst.")
            return redirect(f"{reverse('verantwoording:jaar')}?jaar={jaar}")
    for veld in velden:
        veld["fout"] = fouten.get(str(veld["naam"]), "")
    return render(
        request,
        "verantwoording/invullen/klaarzetten.html",
        {
            "jaar": schooljaar,
            "swv": swv,
            "velden": velden,
            "aantal": besturen_in(swv, schooljaar).count(),
            "vrij": reeksen(vrij),
            "kruimels": [
                Kruimel("Verantwoording", f"{reverse('verantwoording:jaar')}?jaar={jaar}"),
                Kruimel("Klaarzetten"),
            ],
        },
        status=400 if fouten else 200,
    )


def _dag_of_niets(ruw: Any) -> dt.date:
    """The typed day; the first day of time when it is none (no calendar holds that)."""
    try:
        return dt.date.fromisoformat(str(ruw))
    except ValueError:
        return dt.date.min


def _datum_nu(regel: Any, post: Any) -> str:
    if regel.termijn.code in post:
        return str(post[regel.termijn.code])
    return regel.gezet.datum.isoformat() if regel.gezet and regel.gezet.datum else ""


def _zet_klaar(request: HttpRequest, swv: Any, schooljaar: Schooljaar, velden: list[dict[str, Any]]) -> dict[str, str]:
    wie = request.wie  # type: ignore[attr-defined]
    fouten: dict[str, str] = {}
    try:
        with transaction.atomic():
            for veld in velden:
                try:
                    datum = dt.date.fromisoformat(str(veld["waarde"])) if veld["waarde"] else None
                    if datum:
                        termijninstelling_zetten(
                            wie=wie, procedure=actions.PROCEDURE, termijn=str(veld["naam"]), swv=swv.code,
                            schooljaar=schooljaar, datum=datum,
                        )  # fmt: skip
                except ValueError:
                    fouten[str(veld["naam"])] = "Vul een datum in als 31-12-2025, of laat leeg."
                except OngeldigeInvoer as fout:
                    fouten[str(veld["naam"])] = fout.zin
            if fouten:
                raise OngeldigeInvoer("Kijk de datums na.")
            actions.jaar_openen(wie=wie, swv=swv, jaar=schooljaar)
    except OngeldigeInvoer as fout:
        return fouten or {"indienen_voor": fout.zin}
    return {}


@vereist("verantwoording.toekenning_zien")
def toekenningen(request: HttpRequest, jaar: int) -> HttpResponse:
    """What the SWV granted each board, beside what the board says it received; typed in or from a spreadsheet."""
    wie = request.wie  # type: ignore[attr-defined]
    swv = jaren.eigen_swv(wie)
    meldingen: list[str] = []
    if request.method == "POST":
        meldingen = _upload(request, swv, jaar) if request.FILES else _bewaar_bedragen(request, swv, jaar)
        if not meldingen:
            messages.success(request, "De bedragen zijn bewaard.")
            return redirect("verantwoording:toekenningen", jaar=jaar)
    rijen = jaren.toekenningsrijen(swv.code, jaar)
    return render(
        request,
        "verantwoording/invullen/toekenningen.html",
        {
            "jaar": Schooljaar(jaar),
            "swv": swv,
            "rijen": rijen,
            "regelingen": jaren.REGELINGEN,
            "getypt": request.POST,
            "mag_wijzigen": mag(wie, "verantwoording.toekennen"),
            "meldingen": meldingen,
            "kruimels": [
                Kruimel("Verantwoording", f"{reverse('verantwoording:jaar')}?jaar={jaar}"),
                Kruimel("Toegekende bedragen"),
            ],
        },
        status=400 if meldingen else 200,
    )


def _bewaar_bedragen(request: HttpRequest, swv: Any, jaar: int) -> list[str]:
    fouten = []
    for bestuur in besturen_in(swv, Schooljaar(jaar)):
        for regeling, naam in jaren.REGELINGEN:
            veld = f"{bestuur.nummer}.{regeling}"
            if veld not in request.POST:
                continue
            try:
                bedrag = naar_centen(request.POST[veld])
            except ValueError as fout:
                fouten.append(f"{bestuur.naam}, {naam.lower()}: {fout}")
                continue
            _zet(request, swv, bestuur, jaar, regeling, bedrag, "ingevoerd")
    return fouten


def _zet(
    request: HttpRequest, swv: Any, bestuur: Bestuur, jaar: int, regeling: str, bedrag: int | None, bron: str
) -> None:
    actions.toekenning_zetten(
        wie=request.wie,  # type: ignore[attr-defined]
        swv=swv,
        bestuur=bestuur,
        jaar=Schooljaar(jaar),
        regeling=regeling,
        bedrag=bedrag,
        bron=bron,
    )


def _upload(request: HttpRequest, swv: Any, jaar: int) -> list[str]:
    bestand: Any = request.FILES.get("bestand")
    if bestand is None:
        return ["Kies eerst een Excel-bestand."]
    besturen = {b.nummer: b for b in besturen_in(swv, Schooljaar(jaar))}
    try:
        data = bestand.read()
        gekeurd = keur(data, bestand.name or "bedragen.xlsx", toegestaan=("xlsx",))
        uitkomst = lezen.lees(_rijen(data), {nr: b.naam for nr, b in besturen.items()})
    except (Geweigerd, Fout) as fout:
        return [fout.zin]
    except ValueError as fout:
        return [str(fout)]
    with transaction.atomic():
        for regel in uitkomst.regels:
            _zet(request, swv, besturen[regel.bestuur], jaar, regel.regeling, regel.bedrag, gekeurd.naam)
    if uitkomst.regels and not uitkomst.problemen:
        return []
    gedaan = f"{len(uitkomst.regels)} bedragen zijn overgenomen. " if uitkomst.regels else "Er is niets overgenomen. "
    return [gedaan + "Deze rijen konden niet:" if uitkomst.problemen else gedaan, *uitkomst.problemen]


def _rijen(data: bytes) -> list[list[Any]]:
    import io

    from python_calamine import CalamineWorkbook

    try:
        boek = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return boek.get_sheet_by_index(0).to_python()[:5000]
    except Exception as fout:
        raise ValueError(
            "Dit Excel-bestand is niet te lezen. Open het, bewaar het opnieuw als .xlsx en probeer het nog eens."
        ) from fout
