"""Screens of the register: the lines, an own line, a note, what changed, download."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.schermdelen import Actie, Kruimel
from vindplaats.privacy.models import Registerregel
from vindplaats.privacy.schermen import tabs
from vindplaats.toegang.deur import maakt_bestand, vereist
from vindplaats.toegang.forms import WerkwoordForm, dagveld
from vindplaats.toegang.permissions import mag

from . import actions, queries, stuk


def _lang(label: str, hulp: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=hulp, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class VerwerkingForm(WerkwoordForm):
    """What art. 30 asks about an own processing."""

    naam = forms.CharField(label="Naam van de verwerking", required=False, max_length=160)
    doel = _lang("Doel", "Waarvoor gebruik je de gegevens?")
    van = _lang("Van wie", "Soorten mensen, geen namen.")
    gegevens = _lang("Welke gegevens")
    bijzonder = forms.BooleanField(label="Er zijn bijzondere gegevens bij, zoals gezondheid", required=False)
    grondslag = _lang("Grondslag", "Met het artikel van de AVG of een andere wet.")
    ontvangers = _lang("Ontvangers", "Aan wie geef je de gegevens?")
    bewaren = _lang("Bewaartermijn")
    maatregelen = _lang("Maatregelen", "Hoe blijft het veilig?")
    toestemming = forms.ChoiceField(
        label="Vragen jullie hiervoor toestemming", required=False, choices=[("", "nee"), *Registerregel.VRAGEN],
        help_text="Kies ja als de grondslag toestemming is. Dan kan toestemming hier ook worden vastgelegd en ingetrokken.",
    )  # fmt: skip
    vraag = _lang(
        "In welke woorden vragen jullie het", "Wijzigt de vraag, dan houdt eerdere toestemming de oude woorden."
    )
    vanaf = dagveld("Geldt vanaf", verplicht=True)


class NotitieForm(WerkwoordForm):
    """A note at a generated processing."""

    tekst = _lang("Notitie", "Leeg betekent: geen notitie meer.")
    vanaf = dagveld("Geldt vanaf", verplicht=True)


class EindeForm(WerkwoordForm):
    """The last day of an own processing."""

    laatste_dag = dagveld("Laatste dag", verplicht=True)


def _kruimels(titel: str) -> list[Kruimel]:
    return [Kruimel("Register", reverse("privacy:register")), Kruimel(titel)]


@vereist("privacy.register_lezen")
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The register of today."""
    wie = request.wie  # type: ignore[attr-defined]
    namen = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "json": "JSON"}
    context = {
        "regels": queries.register(wie.organisatie), "tabs": tabs(wie, "register"), "mag_schrijven": mag(wie, "privacy.register_schrijven"),
        "meer_acties": [
            Actie("Wat is er veranderd", reverse("privacy:register-verschil"), "vergelijk"),
            *(Actie(f"Bewaar als {naam}", reverse("privacy:register-bestand", args=[soort]), "download") for soort, naam in namen.items()),
        ],
    }  # fmt: skip
    return render(request, "privacy/register.html", context)


@vereist("privacy.register_lezen")
@require_GET
@maakt_bestand
def register_bestand(request: HttpRequest, soort: str) -> HttpResponse:
    """The register as PDF, Word, Excel or JSON in the style of the SWV; the download is logged."""
    if soort not in stuk.SOORTEN:
        raise NietGevonden
    wie = request.wie  # type: ignore[attr-defined]
    data = stuk.maak(wie.organisatie, queries.register(wie.organisatie), soort)
    actions.register_uitgevoerd(wie=wie, soort=soort)
    antwoord = HttpResponse(data, content_type=stuk.SOORTEN[soort])
    antwoord["Content-Disposition"] = f'attachment; filename="register-van-verwerkingen-{vandaag():%Y-%m-%d}.{soort}"'
    return antwoord


@vereist("privacy.register_lezen")
@require_GET
def register_verschil(request: HttpRequest) -> HttpResponse:
    """What changed since a day, a year ago unless asked otherwise."""
    wie = request.wie  # type: ignore[attr-defined]
    dag = _dag(request.GET.get("sinds", "")) or vandaag() - dt.timedelta(days=365)
    stand, verschillen = queries.vergeleken(wie, dag)
    context = {"stand": stand, "verschillen": verschillen, "dag": dag, "kruimels": _kruimels("Wat is er veranderd")}
    return render(request, "privacy/register_verschil.html", context)


def _dag(tekst: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(tekst)
    except ValueError:
        return None


@vereist("privacy.register_schrijven")
@require_http_methods(["GET", "POST"])
def verwerking_maken(request: HttpRequest) -> HttpResponse:
    """Add an own processing."""
    return _verwerking(request, "")


@vereist("privacy.register_schrijven")
@require_http_methods(["GET", "POST"])
def verwerking_wijzigen(request: HttpRequest, sleutel: str) -> HttpResponse:
    """Change an own processing from a day on."""
    return _verwerking(request, sleutel)


def _verwerking(request: HttpRequest, sleutel: str) -> HttpResponse:
    wie = request.wie  # type: ignore[attr-defined]
    rij = queries.rij_voor(wie, sleutel, Registerregel.VERWERKING) if sleutel else None
    if sleutel and rij is None:
        raise NietGevonden
    begin = {naam: getattr(rij, naam) for naam in actions.VELDEN} if rij else {}
    form = VerwerkingForm(request.POST or None, initial=begin | {"vanaf": vandaag()})
    if request.method == "POST" and form.is_valid():
        w = form.cleaned_data
        if form.doe(lambda: actions.verwerking_bewaren(wie=wie, waarden=w, vanaf=w["vanaf"], sleutel=sleutel)):
            messages.success(request, "Bewaard in het register.")
            return redirect("privacy:register")
    titel = "Eigen verwerking wijzigen" if sleutel else "Eigen verwerking toevoegen"
    return _formulier(request, form, titel, "Bewaar")


@vereist("privacy.register_schrijven")
@require_http_methods(["GET", "POST"])
def verwerking_beeindigen(request: HttpRequest, sleutel: str) -> HttpResponse:
    """End an own processing."""
    wie = request.wie  # type: ignore[attr-defined]
    if queries.rij_voor(wie, sleutel, Registerregel.VERWERKING) is None:
        raise NietGevonden
    form = EindeForm(request.POST or None, initial={"laatste_dag": vandaag()})
    if request.method == "POST" and form.is_valid():
        actions.verwerking_beeindigen(wie=wie, sleutel=sleutel, laatste_dag=form.cleaned_data["laatste_dag"])
        messages.success(request, "Beëindigd. In de geschiedenis blijft de verwerking staan.")
        return redirect("privacy:register")
    return _formulier(request, form, "Eigen verwerking beëindigen", "Beëindig")


@vereist("privacy.register_schrijven")
@require_http_methods(["GET", "POST"])
def notitie(request: HttpRequest, code: str) -> HttpResponse:
    """A note at a generated processing."""
    wie = request.wie  # type: ignore[attr-defined]
    regel = queries.regel_voor(wie, code)
    if regel.eigen:
        return redirect("privacy:verwerking-wijzigen", sleutel=code)
    form = NotitieForm(request.POST or None, initial={"tekst": regel.notitie, "vanaf": vandaag()})
    if request.method == "POST" and form.is_valid():
        w = form.cleaned_data
        actions.notitie_bewaren(wie=wie, code=code, tekst=w["tekst"], vanaf=w["vanaf"])
        messages.success(request, "Bewaard in het register.")
        return redirect("privacy:register")
    return _formulier(request, form, f"Notitie bij {regel.naam}", "Bewaar")


def _formulier(request: HttpRequest, form: forms.Form, titel: str, knop: str) -> HttpResponse:
    context = {
        "form": form,
        "titel": titel,
        "knop_tekst": knop,
        "terug": reverse("privacy:register"),
        "kruimels": _kruimels(titel),
    }
    return render(request, "privacy/formulier.html", context, status=422 if form.errors else 200)
