"""Screens of requests: the list, a person to choose, the dry run with what stays and why, confirm, download."""

import uuid

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.fouten import NietGevonden, VerkeerdeStand
from vindplaats.kern.klok import vandaag
from vindplaats.kern.opmaak import tijdstip
from vindplaats.kern.schermdelen import Kolom, Kruimel, Rij
from vindplaats.kern.tabellen import maak_tabel
from vindplaats.privacy.models import Verzoek
from vindplaats.privacy.schermen import tabs
from vindplaats.privacy.woorden import meervoud
from vindplaats.toegang.deur import maakt_bestand, vereist
from vindplaats.toegang.forms import WerkwoordForm
from vindplaats.toegang.log import gelezen
from vindplaats.toegang.models import Gebruiker
from vindplaats.toegang.wie import Wie

from . import actions, inzage, queries, uitleg, zoeken


class RedenForm(WerkwoordForm):
    """Why, and how the person was recognised."""

    reden = forms.CharField(
        label="Waarom", max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: brief van 3 maart, persoon herkend aan paspoort. Staat in het logboek.",
        error_messages={"required": "Schrijf op waarom, en hoe je weet dat het deze persoon is."},
    )  # fmt: skip


def _woordenveld(hulp: str, *, verplicht: bool) -> forms.CharField:
    return forms.CharField(
        label="Namen en e-mailadressen", required=verplicht, max_length=700, widget=forms.Textarea(attrs={"rows": 3}), help_text=hulp,
        error_messages={"required": "Schrijf een naam of e-mailadres op waarop we zoeken."},
    )  # fmt: skip


class InzageForm(RedenForm):
    """An access export may also look for names and addresses in texts."""

    woorden = _woordenveld(
        "Eén per regel. Vindplaats zoekt ze in alle teksten waarin mensen kunnen staan en stelt voor wat erbij hoort. "
        "Leeg betekent: alleen wat aan het account hangt.",
        verplicht=False,
    )


class ZonderAccountForm(RedenForm):
    """Somebody without an account can be found by name or address only."""

    woorden = _woordenveld(
        "Eén per regel. Zoek ook op een meisjesnaam of een roepnaam als die gebruikt wordt.", verplicht=True
    )
    field_order = ("woorden", "reden")


class WisForm(RedenForm):
    """Erasure also asks whether rows count in which only the name is the same."""

    op_naam = forms.BooleanField(
        label="Vervang ook de naam waar alleen een naam staat", required=False,
        help_text="Kijk eerst of er niet iemand anders met precies dezelfde naam is.",
    )  # fmt: skip


def _kruimels(*verder: Kruimel) -> list[Kruimel]:
    return [Kruimel("Inzage en wissen", reverse("privacy:verzoeken")), *verder]


@vereist("privacy.verzoeken")
@require_GET
def verzoeken(request: HttpRequest) -> HttpResponse:
    """All requests and proposals, newest first."""
    wie = request.wie  # type: ignore[attr-defined]
    kolommen = [
        Kolom("wat", "Wat", kop=True), Kolom("over", "Over"), Kolom("gemaakt", "Gemaakt", sorteer="gemaakt_op"), Kolom("stand", "Stand"),
    ]  # fmt: skip

    def maak(v: Verzoek) -> Rij:
        over = str(v.persoon) if v.persoon else ", ".join(v.zoekwoorden) or v.reden
        cellen = {
            "wat": v.get_soort_display().capitalize(),
            "over": over,
            "gemaakt": tijdstip(timezone.localtime(v.gemaakt_op)),
            "stand": v.get_stand_display(),
        }
        return Rij(cellen, reverse("privacy:verzoek", args=[v.pk]))

    tabel = maak_tabel(
        "Verzoeken", kolommen, queries.verzoeken(wie), maak, request.GET, standaard="-gemaakt_op", exporten=False
    )
    context = {
        "tabel": tabel,
        "leeg": not tabel.rijen,
        "tabs": tabs(wie, "verzoeken"),
        "mag_maken": wie.heeft("privacy_officer"),
    }
    return render(request, "privacy/verzoeken.html", context)


@vereist("privacy.verzoek_maken")
@require_GET
def persoon_kiezen(request: HttpRequest) -> HttpResponse:
    """Whom is it about: people with a role, also an ended one."""
    wie, zoek = request.wie, request.GET.get("zoek", "").strip()[:80]  # type: ignore[attr-defined]
    kolommen = [Kolom("naam", "Naam", sorteer="naam", kop=True), Kolom("email", "E-mailadres")]
    tabel = maak_tabel(
        "Mensen", kolommen, queries.mensen(wie, zoek), lambda g: Rij({"naam": g.naam, "email": g.email}, reverse("privacy:persoon", args=[g.pk])),
        request.GET, standaard="naam", exporten=False,
    )  # fmt: skip
    return render(
        request,
        "privacy/persoon_kiezen.html",
        {"tabel": tabel, "zoek": zoek, "leeg": not tabel.rijen, "kruimels": _kruimels(Kruimel("Kies een persoon"))},
    )


@vereist("privacy.verzoek_maken", zoek=queries.mens_voor)
@require_http_methods(["GET", "POST"])
def persoon(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What can be done for one person: everything to take along, or the dry run of erasing."""
    mens: Gebruiker = request.onderwerp  # type: ignore[attr-defined]
    wie = request.wie  # type: ignore[attr-defined]
    wissen_ = request.POST.get("doe") == "wissen"
    begin = {"woorden": f"{mens.naam}\n{mens.email}"}
    inzageform = InzageForm(None if wissen_ else request.POST or None, prefix="inzage", initial=begin)
    wisform = WisForm(request.POST if wissen_ else None, prefix="wissen")
    form = wisform if wissen_ else inzageform
    if request.method == "POST" and form.is_valid():
        w = form.cleaned_data
        if wissen_:
            gedaan = form.doe(
                lambda: actions.wissen_voorbereiden(wie=wie, mens=mens, reden=w["reden"], op_naam=w["op_naam"])
            )
        else:
            gedaan = form.doe(lambda: _inzage(wie, mens, w))
        if gedaan:
            return redirect("privacy:verzoek", pk=gedaan.pk)
    context = {
        "mens": mens, "inzageform": inzageform, "wisform": wisform, "bezwaar": queries.bezwaar_tegen_wissen(wie, mens),
        "kruimels": _kruimels(Kruimel("Kies een persoon", reverse("privacy:persoon-kiezen")), Kruimel(mens.naam)),
    }  # fmt: skip
    return render(request, "privacy/persoon.html", context, status=422 if form.errors else 200)


def _inzage(wie: Wie, mens: Gebruiker, w: dict[str, str]) -> Verzoek:
    if w["woorden"].strip():
        return actions.inzage_zoeken(wie=wie, mens=mens, woorden=w["woorden"], reden=w["reden"])
    return actions.inzage_maken(wie=wie, mens=mens, reden=w["reden"])


@vereist("privacy.verzoek_maken")
@require_http_methods(["GET", "POST"])
def zonder_account(request: HttpRequest) -> HttpResponse:
    """An access request of somebody without an account, such as a parent: search by name and address."""
    wie = request.wie  # type: ignore[attr-defined]
    form = ZonderAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        w = form.cleaned_data
        gedaan = form.doe(lambda: actions.inzage_zoeken(wie=wie, woorden=w["woorden"], reden=w["reden"]))
        if gedaan:
            return redirect("privacy:verzoek", pk=gedaan.pk)
    context = {
        "form": form, "titel": "Inzage voor iemand zonder account", "knop_tekst": "Zoek", "terug": reverse("privacy:verzoeken"),
        "uitleg": "Vindplaats zoekt in alle teksten die jullie verband mag lezen. Concepten en postvakken van besturen en scholen horen daar niet bij: die zijn van henzelf.",
        "kruimels": _kruimels(Kruimel("Kies een persoon", reverse("privacy:persoon-kiezen")), Kruimel("Zonder account")),
    }  # fmt: skip
    return render(request, "privacy/formulier.html", context, status=422 if form.errors else 200)


@vereist("privacy.verzoek_maken", zoek=queries.verzoek_voor)
@require_POST
def verzoek_kiezen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which of the found places are about this person; the rest is dropped and the export begins."""
    gekozen = [sleutel for groep in request.POST.getlist("erbij") for sleutel in groep.split(",")]
    try:
        actions.inzage_kiezen(wie=request.wie, verzoek=request.onderwerp, erbij=gekozen)  # type: ignore[attr-defined]
    except VerkeerdeStand as fout:
        messages.error(request, fout.zin)
    else:
        messages.success(request, "Bewaard. Het inzagebestand wordt nu gemaakt.")
    return redirect("privacy:verzoek", pk=pk)


@vereist("privacy.verzoeken", zoek=queries.verzoek_voor)
@require_GET
def verzoek(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One request: the search, the dry run, the confirmation, or what was done."""
    rij: Verzoek = request.onderwerp  # type: ignore[attr-defined]
    if request.GET.get("deel") == "voortgang":
        return _voortgang(request, rij)
    wie = request.wie  # type: ignore[attr-defined]
    context = {
        "v": rij, "delen": uitleg.per_kamer(rij), "proef": rij.stand == Verzoek.PROEF and rij.soort != Verzoek.INZAGE, **_gevonden(wie, rij), "uitslag": queries.uitslag(rij) if rij.klaar_op else "",
        "bezig": rij.stand == Verzoek.BEZIG, "kruimels": _kruimels(Kruimel(rij.get_soort_display().capitalize())), "is_officier": wie.heeft("privacy_officer"),
        "bestand": bool(rij.plek) and inzage.pad_van(rij.plek).exists(),
    }  # fmt: skip
    return render(request, "privacy/verzoek.html", context)


def _gevonden(wie: Wie, rij: Verzoek) -> dict[str, object]:
    """What a request that searches shows: how far it is, or what was found. Reading what was found is logged."""
    if rij.soort != Verzoek.INZAGE or not rij.zoekwoorden:
        return {}
    if rij.stand == Verzoek.ZOEKT:
        return {"zoekt": True} | _balk(rij)
    if rij.stand != Verzoek.PROEF or not wie.heeft("privacy_officer"):
        return {}
    gelezen(
        wie=wie,
        naam="privacy.vindplekken_gelezen",
        onderwerp=rij,
        zin="Gevonden plekken van een inzageverzoek gelezen.",
    )
    per_soort = zoeken.fragmenten(list(queries.vindplekken(rij)), rij.zoekwoorden)
    gevonden = [(meervoud(code).capitalize(), len(rijen), zoeken.keuzes(rijen)) for code, rijen in per_soort.items()]
    return {"kiezen": True, "gevonden": gevonden, "er_was_meer": queries.was_er_meer(rij)}


def _voortgang(request: HttpRequest, rij: Verzoek) -> HttpResponse:
    """The bar by itself; when the search is done the whole page comes again."""
    if rij.stand != Verzoek.ZOEKT:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "privacy/_zoekvoortgang.html", {"v": rij} | _balk(rij))


def _balk(rij: Verzoek) -> dict[str, object]:
    klaar, alle = queries.voortgang(rij)
    return {"zin": f"{klaar} van {alle} soorten gegevens doorzocht", "deel": 100 * klaar // alle if alle else 0}


@vereist("privacy.verzoek_bevestigen", zoek=queries.verzoek_voor)
@require_POST
def verzoek_bevestigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Confirm the dry run; what is told here cannot be undone."""
    try:
        actions.verzoek_bevestigen(wie=request.wie, verzoek=request.onderwerp)  # type: ignore[attr-defined]
    except VerkeerdeStand as fout:
        messages.error(request, fout.zin)
    else:
        messages.success(request, "Bevestigd. Het werk begint nu op de achtergrond.")
    return redirect("privacy:verzoek", pk=pk)


@vereist("privacy.verzoek_maken", zoek=queries.verzoek_voor)
@require_POST
def verzoek_intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a request back before it is confirmed."""
    try:
        actions.verzoek_intrekken(wie=request.wie, verzoek=request.onderwerp)  # type: ignore[attr-defined]
    except VerkeerdeStand as fout:
        messages.error(request, fout.zin)
    else:
        messages.success(request, "Ingetrokken. Er is niets gewist.")
    return redirect("privacy:verzoek", pk=pk)


@vereist("privacy.verzoek_downloaden", zoek=queries.verzoek_voor)
@require_GET
@maakt_bestand
def verzoek_bestand(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The zip of an access export; taking it is logged."""
    rij: Verzoek = request.onderwerp  # type: ignore[attr-defined]
    if not rij.plek or not inzage.pad_van(rij.plek).exists():
        raise NietGevonden("Dit bestand is er niet meer. Maak een nieuw inzagebestand.")
    actions.inzage_gedownload(wie=request.wie, verzoek=rij)  # type: ignore[attr-defined]
    return FileResponse(
        inzage.pad_van(rij.plek).open("rb"), as_attachment=True, filename=f"inzage-{vandaag():%Y-%m-%d}.zip"
    )
