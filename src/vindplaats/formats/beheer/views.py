"""Screens of the form manager: the list, a shipped version, making and taking in, one version and what it means."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from vindplaats.formats.models import Formaatversie
from vindplaats.formats.queries import ingevulde_onderwerpen, meegeleverd
from vindplaats.formats.rules import Stuk
from vindplaats.formats.scherm import invoer_uit_post
from vindplaats.formats.waarden import in_woorden, lees_invoer
from vindplaats.kern.fouten import NietGevonden, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import Chip, Kruimel
from vindplaats.toegang.deur import vereist
from vindplaats.toegang.log import gelezen, leg_vast, spoor
from vindplaats.toegang.permissions import mag

from . import actions, actions_stand, controle, scherm
from . import queries as q
from .inhoud import SOORTNAMEN
from .verschil import SOORTKOPPEN


def _wie(request: HttpRequest) -> Any:
    return request.wie  # type: ignore[attr-defined]


def _rij(request: HttpRequest) -> Formaatversie:
    return request.onderwerp  # type: ignore[attr-defined]


@require_GET
@vereist("formats.bekijken")
def overzicht(request: HttpRequest) -> HttpResponse:
    """Every format: which version per school year, and all versions."""
    wie = _wie(request)
    return render(
        request,
        "formats/beheer/overzicht.html",
        {"formaten": q.overzicht(wie), "mag_maken": mag(wie, "formats.bewerken") and wie.soort == "swv"},
    )


@require_GET
@vereist("formats.bekijken")
def mee(request: HttpRequest, formaat: str, versie: str) -> HttpResponse:
    """A shipped version to read: its sections and questions."""
    d = next((d for d in meegeleverd(formaat) if d.versie == versie), None)
    if d is None:
        raise NietGevonden(q.ONBEKEND)
    kruimels = [Kruimel("Formulieren", reverse("formats:overzicht")), Kruimel(f"Versie {versie}")]
    mag_maken = mag(_wie(request), "formats.bewerken") and _wie(request).soort == "swv"
    return render(
        request,
        "formats/beheer/mee.html",
        {
            "d": d,
            "soorten": SOORTNAMEN,
            "kruimels": kruimels,
            "jaren": q.jarenzin(d.van, d.tot),
            "mag_maken": mag_maken,
        },
    )


@require_POST
@vereist("formats.bewerken")
def maken(request: HttpRequest) -> HttpResponse:
    """Make a draft from a version; without one from the last."""
    wie, formaat = _wie(request), request.POST.get("formaat", "")
    if formaat not in q.formaten():
        raise NietGevonden(q.ONBEKEND)
    van = request.POST.get("van") or q.laatste(wie, formaat).versie
    rij = actions.versie_maken(wie=wie, formaat=formaat, van=van)
    messages.success(request, f"Er staat een nieuw concept: {rij.versie}. Alleen jij ziet het, tot je het deelt.")
    return redirect("formats:bewerken", pk=rij.pk)


@vereist("formats.bewerken")
def innemen(request: HttpRequest) -> HttpResponse:
    """Take in a YAML file as a draft."""
    fout = ""
    if request.method == "POST":
        bestand = request.FILES.get("bestand")
        try:
            if bestand is None:
                raise OngeldigeInvoer("Kies eerst een bestand.")
            if (bestand.size or 0) > controle.MAX_BYTES:
                raise OngeldigeInvoer(f"Dit bestand is te groot: hoogstens {controle.MAX_BYTES // 1000} kB.")
            rij = actions.versie_innemen(wie=_wie(request), bestand=bestand.read())
            messages.success(request, f"Het bestand staat klaar als concept {rij.versie}. Kijk het na.")
            return redirect("formats:versie", pk=rij.pk)
        except OngeldigeInvoer as weiger:
            fout = weiger.zin
    kruimels = [Kruimel("Formulieren", reverse("formats:overzicht")), Kruimel("Bestand inlezen")]
    return render(
        request,
        "formats/beheer/innemen.html",
        {"fout": fout, "kruimels": kruimels, "kb": controle.MAX_BYTES // 1000},
        status=400 if fout else 200,
    )


@require_GET
@vereist("formats.bekijken")
def bestand(request: HttpRequest, formaat: str, versie: str) -> HttpResponse:
    """A version as a YAML file."""
    tekst = q.yaml_van(_wie(request), formaat, versie)
    leg_vast(
        wie=_wie(request),
        naam="formats.versie_gedownload",
        onderwerp=f"formats.formaatversie:{versie}",
        zin=f"Formulier {versie} gedownload",
        soort="lezen",
    )
    antwoord = HttpResponse(tekst.encode(), content_type="application/yaml; charset=utf-8")
    antwoord.headers["Content-Disposition"] = (
        content_disposition_header(True, f"{formaat}-{versie}.yaml") or "attachment"
    )
    antwoord.headers["X-Content-Type-Options"] = "nosniff"
    return antwoord


# --- one version -----------------------------------------------------------------------------------------------------


@require_GET
@vereist("formats.bekijken", zoek=q.versie_voor)
def versie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: where it stands, whether it is right, what can be done."""
    rij, wie = _rij(request), _wie(request)
    oordeel = q.oordeel(rij)
    antwoorden = len(ingevulde_onderwerpen(rij.formaat, rij.versie)) if rij.gepubliceerd_op else 0
    context = scherm.raam(wie, rij, "versie") | {
        "oordeel": oordeel,
        "botsingen": q.open_botsingen(rij) if rij.is_concept else [],
        "delen": scherm.opbouw(rij, q.sloten(rij), oordeel.fouten),
        "jaren": q.jarenzin(
            (rij.inhoud.get("schooljaren") or {}).get("van"), (rij.inhoud.get("schooljaren") or {}).get("tot")
        ),
        "antwoorden": antwoorden,
        "niet_weg": actions_stand.kan_niet_weg(antwoorden) if antwoorden else "",
        "mag_maken": mag(wie, "formats.bewerken"),
        "tijdlijn": scherm.tijdlijn(rij),
    }
    return render(request, "formats/beheer/versie.html", context)


@require_GET
@vereist("formats.bekijken", zoek=q.versie_voor)
def voorbeeld(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The form as a role sees it, wide or as on a phone, empty or with invented answers."""
    return _voorbeeld(request, {})


@require_POST
@vereist("formats.bekijken", zoek=q.versie_voor)
def voorbeeld_vraag(request: HttpRequest, pk: uuid.UUID, vraag: str) -> HttpResponse:
    """Try a field of the preview: what would be kept, or what is the matter. Nothing is stored."""
    d = q.oordeel(_rij(request)).definitie or scherm.losse_definitie(_rij(request).inhoud, vraag)
    if d is None or vraag not in d.vragen:
        raise NietGevonden("Deze vraag staat niet in het formulier.")
    invoer = invoer_uit_post(d.vraag(vraag), request.POST)
    uit = lees_invoer(d.vraag(vraag), invoer)
    if uit.fouten:
        messages.info(request, f"'{d.vraag(vraag).label}': {next(iter(uit.fouten.values()))}")
    else:
        tekst = in_woorden(d.vraag(vraag), uit.stand, uit.waarde) or "leeg"
        messages.info(
            request,
            f"'{d.vraag(vraag).label}' wordt zo bewaard: {tekst[:300]}. Dit was een proef; er is niets bewaard.",
        )
    return _voorbeeld(request, {vraag: Stuk(uit.stand, uit.waarde)})


def _voorbeeld(request: HttpRequest, getypt: dict[str, Stuk]) -> HttpResponse:
    rij = _rij(request)
    rol = request.GET.get("rol", "beide")
    rol = rol if rol in scherm.ROLLEN else "beide"
    smal, leeg = request.GET.get("breedte") == "telefoon", request.GET.get("leeg") == "1"
    oordeel = q.oordeel(rij)
    delen, mist = scherm.voorbeelddelen(rij, oordeel.definitie, rol, leeg, getypt) if oordeel.definitie else ([], [])

    def chip(tekst: str, actief: bool, **anders: str) -> Chip:
        vraag = {"rol": rol, "breedte": "telefoon" if smal else "breed", "leeg": "1" if leeg else "0"} | anders
        url = reverse("formats:voorbeeld", args=[rij.pk])
        return Chip(tekst, f"{url}?{'&'.join(f'{k}={w}' for k, w in vraag.items())}", actief)

    context = scherm.raam(_wie(request), rij, "voorbeeld") | {
        "oordeel": oordeel,
        "delen": delen,
        "mist": mist,
        "smal": smal,
        "rollen": [chip(tekst, code == rol, rol=code) for code, (tekst, _) in scherm.ROLLEN.items()],
        "breedtes": [chip("Breed", not smal, breedte="breed"), chip("Telefoon", smal, breedte="telefoon")],
        "vullingen": [chip("Met voorbeeldantwoorden", not leeg, leeg="0"), chip("Leeg", leeg, leeg="1")],
    }
    return render(request, "formats/beheer/voorbeeld.html", context)


@require_GET
@vereist("formats.bekijken", zoek=q.versie_voor)
def verschil(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What is different from the version before, in words, and what it means."""
    rij = _rij(request)
    oordeel = q.oordeel(rij)
    d = oordeel.definitie
    proef = q.leesproef(rij, d) if d else None
    gewijzigd = q.wijzigingen(rij, d, proef) if d else []
    kop = SOORTKOPPEN
    groepen = [(kop[s], [w for w in gewijzigd if w.soort == s]) for s in kop if any(w.soort == s for w in gewijzigd)]
    context = scherm.raam(_wie(request), rij, "verschil") | {
        "oordeel": oordeel,
        "groepen": groepen,
        "proef": proef,
        "gemist": [d.vraag(code) for code in d.vragen if proef and code in proef.gemist] if d else [],
        "aantal": len(gewijzigd),
    }
    return render(request, "formats/beheer/verschil.html", context)


@require_GET
@vereist("formats.bekijken", zoek=q.versie_voor)
def proberen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Last year's answers in this version; nothing is stored. Reading real answers is written in the log."""
    rij, wie = _rij(request), _wie(request)
    oordeel = q.oordeel(rij)
    proeven = q.proeven(wie, rij, oordeel.definitie) if oordeel.definitie else []
    gekozen = request.GET.get("wie", "")
    nummer = int(gekozen) if gekozen.isdecimal() and int(gekozen) < len(proeven) else 0
    if proeven and not proeven[nummer].verzonnen:
        gelezen(
            wie=wie,
            naam="formats.antwoorden_geprobeerd",
            onderwerp=rij,
            zin=f"Antwoorden van {proeven[nummer].naam} bekeken in het nieuwe formulier",
        )
    context = scherm.raam(wie, rij, "proberen") | {
        "oordeel": oordeel,
        "proef": proeven[nummer] if proeven else None,
        "wie_chips": [Chip(p.naam, f"?wie={nr}", nr == nummer) for nr, p in enumerate(proeven)]
        if len(proeven) > 1
        else [],
    }
    return render(request, "formats/beheer/proberen.html", context)


@vereist("formats.publiceren", zoek=q.versie_voor)
def publiceren(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Before publishing: is it right, who gets it, what does it replace. Then publish."""
    rij, wie = _rij(request), _wie(request)
    fouten: dict[str, str] = {}
    ingang = request.POST.get("ingang", vandaag().isoformat())
    if request.method == "POST":
        try:
            dag = dt.date.fromisoformat(ingang)
            meegegaan = actions_stand.versie_publiceren(
                wie=wie, versie=rij, ingang=dag, lege_mee=request.POST.get("lege_mee") == "1"
            )
            zin = f" {meegegaan} lege formulieren zijn meegegaan." if meegegaan else ""
            messages.success(request, f"Versie {rij.versie} is gepubliceerd.{zin}")
            return redirect("formats:versie", pk=rij.pk)
        except Onvolledig as fout:
            fouten["alles"] = fout.zin
        except OngeldigeInvoer as fout:
            fouten |= fout.velden
        except ValueError:
            fouten["ingang"] = "Vul een datum in als 31-12-2026."
    if not rij.is_concept:
        raise VerkeerdeStand("Dit formulier is al gepubliceerd of weggelegd.")
    oordeel = q.oordeel(rij)
    d = oordeel.definitie
    lijst = q.ontvangers(wie, rij, d) if d else []
    context = scherm.raam(wie, rij, "publiceren") | {
        "oordeel": oordeel,
        "botsingen": q.open_botsingen(rij),
        "ontvangers": lijst,
        "er_zijn_lege": any(o.onderwerp for _, rijen in lijst for o in rijen),
        "vervangt": q.vervangt(wie, rij, d) if d else [],
        "ingang": ingang,
        "lege_mee": request.POST.get("lege_mee") == "1",
        "fouten": fouten,
        "jaren": q.jarenzin(d.van, d.tot) if d else "",
    }
    return render(request, "formats/beheer/publiceren.html", context, status=400 if fouten else 200)


@require_POST
@vereist("formats.publiceren", zoek=q.versie_voor)
def intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Withdraw a published version nobody has answered in."""
    rij = _rij(request)
    try:
        terug = actions_stand.versie_intrekken(wie=_wie(request), versie=rij, reden=request.POST.get("reden", ""))
        zin = f" {terug} lege formulieren kregen de vorige versie terug." if terug else ""
        messages.success(request, f"Versie {rij.versie} is ingetrokken.{zin}")
    except (VerkeerdeStand, OngeldigeInvoer) as fout:
        messages.error(request, fout.zin)
    return redirect("formats:versie", pk=rij.pk)


@require_GET
@vereist("formats.bekijken", zoek=q.versie_voor)
def geschiedenis(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Every change of this version, with the text before and after; a text can be put back while it is a draft."""
    rij = _rij(request)
    regels = []
    for g in spoor(rij)[:200]:
        plek, veld = g.details.get("plek", ""), g.details.get("veld", "")
        url = nummer = ""
        if rij.is_concept and plek and mag(_wie(request), "formats.bewerken", rij):
            url = reverse("formats:veld", args=[rij.pk, plek])
            nummer = str(rij.nummers.get(f"{plek}.{veld}", 0))
        regels.append(
            {
                "g": g,
                "veld": veld,
                "url": url,
                "nummer": nummer,
                "was": g.details.get("was", ""),
                "werd": g.details.get("werd", ""),
            }
        )
    context = scherm.raam(_wie(request), rij, "geschiedenis") | {"regels": regels}
    return render(request, "formats/beheer/geschiedenis.html", context)
