"""The gallery page: every component in every state, with invented content. Where axe and the screenshots run."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from . import schermdelen as sd
from .grafiek import Grafiek, gestapeld, hittekaart, lijngrafiek, staafgrafiek
from .klok import vandaag
from .ongedaan import Terugweg
from .registers import Werk


class Voorbeeldformulier(forms.Form):
    """Shows every kind of input."""

    naam = forms.CharField(label="Naam van het bestuur", help_text="Zoals het in het register staat.")
    soort = forms.ChoiceField(
        label="Soort onderwijs", choices=[("", "Kies"), ("bo", "Basisonderwijs"), ("sbo", "Speciaal basisonderwijs")]
    )
    bedrag = forms.CharField(
        label="Bedrag",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="In hele euro's, bijvoorbeeld 1.250.",
    )
    datum = forms.DateField(
        label="Datum van vaststelling", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    tekst = forms.CharField(
        label="Toelichting", widget=forms.Textarea(attrs={"rows": 4}), required=False, help_text="Ongeveer 150 woorden."
    )
    betrokken = forms.MultipleChoiceField(
        label="Wie waren betrokken?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("ib", "Intern begeleiders"), ("dir", "Directeuren"), ("gmr", "GMR")],
    )
    keuze = forms.ChoiceField(
        label="Is de GMR gehoord?", widget=forms.RadioSelect, choices=[("ja", "Ja"), ("nee", "Nee")]
    )
    bestand = forms.FileField(label="Bijlage", required=False)
    akkoord = forms.BooleanField(label="Ik heb de bedragen nagekeken")


def galerij(request: HttpRequest) -> HttpResponse:
    """Show every component with invented content; `?richting=rtl` from right to left, `?thema=donker` dark."""
    richting = "rtl" if request.GET.get("richting") == "rtl" else "ltr"
    thema = request.GET.get("thema") if request.GET.get("thema") in {"licht", "donker"} else ""
    return render(request, "kern/galerij.html", voorbeeld() | {"richting": richting, "thema": thema})


def voorbeeld() -> dict[str, Any]:
    """The whole context of the gallery."""
    dag = vandaag()
    fout = Voorbeeldformulier({"naam": "", "bedrag": "twaalf", "keuze": "ja", "soort": "bo"})
    return {
        "titel": "Verantwoording 2023-2024",
        "kruimels": [sd.Kruimel("Verantwoording", "/"), sd.Kruimel("2023-2024", "/"), sd.Kruimel("Stichting De Wiel")],
        "meer_acties": [
            sd.Actie("Bewaar als PDF", "#", "download"), sd.Actie("Bewaar als Word", "#", "bestand-tekst"),
            sd.Actie("Geschiedenis", "#", "geschiedenis"), sd.Actie("Verslag intrekken", "#", "herstel", gevaar=True, dialoog="intrekken"),
        ],
        "stappen": [sd.Stap("Open", "klaar"), sd.Stap("Concept", "nu"), sd.Stap("Ingediend"), sd.Stap("Besproken"), sd.Stap("Vastgesteld"), sd.Stap("Gepubliceerd")],
        "tot": dag + dt.timedelta(days=3),
        "werk": _werk(dag),
        "tabel": _tabel(),
        "figuren": _figuren(dag),
        "grafieken": _grafieken(),
        "tijdlijn": _tijdlijn(),
        "termijnen": [sd.Termijn("Indienen", dag + dt.timedelta(days=3), "Afgesproken door het samenwerkingsverband."), sd.Termijn("Bespreken", dag + dt.timedelta(days=31))],
        "mensen": [sd.Persoon("Marleen Oudekerk", "Bestuurder", "Stichting De Wiel"), sd.Persoon("Joris Waterman", "Controller", "Stichting De Wiel")],
        "delen_met": [sd.Persoon("Alle bestuurders", "11 besturen", "SWV Rivierenhoek"), sd.Persoon("Anneke van Dalen", "Directeur", "SWV Rivierenhoek"), sd.Persoon("Rachid Benali", "Controller", "SWV Rivierenhoek")],
        "mijn": sd.Versie("Wij hebben in 2023-2024 vier scholen begeleid bij het ophalen van de ondersteuningsbehoefte. Dat lukte op drie scholen.", "Joris Waterman", timezone.now()),
        "ander": sd.Versie("Wij hebben in 2023-2024 vijf scholen begeleid bij het ophalen van de ondersteuningsbehoefte.", "Marleen Oudekerk", timezone.now()),
        "vergelijking": _vergelijking(),
        "secties": [sd.Sectie("Algemene gegevens", "#", "klaar"), sd.Sectie("Ankerpunten", "#", "bezig", True, "3 van 4"), sd.Sectie("Thuiszitters", "#", "aandacht", False, "aantal verschilt"), sd.Sectie("Speciaal (basis)onderwijs", "#", "nvt"), sd.Sectie("Ontvangen en besteed", "#", "leeg")],
        "chips": [sd.Chip("Alle", "#", True, 12), sd.Chip("Concept", "#", False, 4), sd.Chip("Ingediend", "#", False, 6), sd.Chip("Vastgesteld", "#", False, 2)],
        "formulier": Voorbeeldformulier(auto_id="g_%s"),
        "formulier_fout": fout,
        "nu": timezone.now(),
        "iconen": None,
        "terug": Terugweg("#", {}),
    }  # fmt: skip


def _werk(dag: dt.date) -> list[Werk]:
    return [
        Werk("Vul de ontvangen bedragen aan", "Verantwoording 2023-2024", "Ontvangen en besteed verschillen 75 euro.", "#", dag - dt.timedelta(days=2)),
        Werk("Kijk 4 gelezen velden na", "verslag-de-wiel.docx", "De lezer twijfelde over vier velden.", "#", dag + dt.timedelta(days=3), "Joris Waterman"),
        Werk("Beantwoord de vraag van Stichting Hoogeland", "Terugplaatsingen", "Gesteld in het gesprek tussen besturen.", "#", dag + dt.timedelta(days=6)),
        Werk("Bereid het gesprek voor", "11 verslagen ingediend", "Het overleg is gepland.", "#", dag + dt.timedelta(days=31), "Anneke van Dalen"),
    ]  # fmt: skip


def _tabel() -> sd.Tabel:
    kolommen = [
        sd.Kolom("bestuur", "Bestuur", sorteer="bestuur", kop=True), sd.Kolom("stand", "Stand", "html", sorteer="stand"),
        sd.Kolom("scholen", "Scholen", "getal", sorteer="scholen"), sd.Kolom("ontvangen", "Ontvangen", "bedrag", sorteer="ontvangen"),
        sd.Kolom("besteed", "Besteed", "bedrag", sorteer="besteed"), sd.Kolom("datum", "Ingediend op", "datum", sorteer="datum", optioneel=True),
    ]  # fmt: skip
    from .templatetags.vp import status_label

    rijen = [
        sd.Rij({"bestuur": "Stichting De Wiel", "stand": status_label("Ingediend", "bezig"), "scholen": 14, "ontvangen": 48235000, "besteed": 48242500, "datum": dt.date(2024, 10, 3)}, "#"),
        sd.Rij({"bestuur": "Stichting Hoogeland", "stand": status_label("Vastgesteld", "goed"), "scholen": 40, "ontvangen": 132380050, "besteed": 132380050, "datum": dt.date(2024, 9, 27)}, "#"),
        sd.Rij({"bestuur": "Vereniging De Brug", "stand": status_label("Concept"), "scholen": 1, "ontvangen": 3120000, "besteed": None, "datum": None}, "#"),
        sd.Rij({"bestuur": "Stichting Speciaal Onderwijs Maasoever", "stand": status_label("Vraagt aandacht", "aandacht"), "scholen": 3, "ontvangen": 8173900, "besteed": 0, "datum": dt.date(2024, 10, 11)}, "#"),
    ]  # fmt: skip
    return sd.Tabel(
        "Verslagen van de besturen", kolommen, rijen, {"scholen": 58, "ontvangen": 191908950, "besteed": 180622550},
        sortering="bestuur", basis_url="?sorteer=", exporten=[("Excel", "#"), ("CSV", "#")], aantal=4,
        pagina=Paginator(range(230), 25).page(3), pagina_url="?pagina=", id="verslagen",
    )  # fmt: skip


def _figuren(dag: dt.date) -> list[sd.Figuur]:
    return [
        sd.Figuur("Terugplaatsing uit het speciaal basisonderwijs", "2,4%", "Norm: minstens 3%", False, dt.date(2024, 10, 1), "Verslagen van 11 besturen", "Leerlingen die van het SBO teruggingen naar een gewone basisschool, als deel van alle leerlingen van het SBO.", 31, (1.6, 1.9, None, 2.1, 2.4), "van 1,6% in 2019-2020 naar 2,4% in 2023-2024", "#", "0,3 hoger dan vorig jaar"),
        sd.Figuur("Doublures in groep 3 tot en met 8", "1,1%", "Norm: hoogstens 1,5%", True, dt.date(2024, 10, 1), "Verslagen van 11 besturen", "Leerlingen die een jaar overdeden, als deel van alle leerlingen.", 214, (1.8, 1.6, 1.4, 1.3, 1.1), "van 1,8% naar 1,1% in vijf jaar", "", "0,2 lager dan vorig jaar"),
        sd.Figuur("Thuiszitters langer dan vier weken", "17", "", None, dt.date(2024, 7, 31), "Opgave van de besturen", "Leerlingen zonder schoolgang, vier weken of langer.", 17, (22, 19, 24, 20, 17), "van 22 naar 17 in vijf jaar"),
        sd.Figuur("Tevredenheid van ouders", "", "Norm: 7,5 of hoger", None, None, "Vragenlijst, om het jaar", "Gemiddeld cijfer van ouders van leerlingen met een plan."),
    ]  # fmt: skip


def _grafieken() -> list[Grafiek]:
    jaren = ["2019-2020", "2020-2021", "2021-2022", "2022-2023", "2023-2024"]
    besturen = ["Stichting De Wiel", "Stichting Hoogeland", "Vereniging De Brug", "Maasoever"]
    return [
        staafgrafiek("Twee van de vier besturen halen de norm voor ankerpunten", list(zip(besturen, [82, 71, 76, 64], strict=True)), eenheid="%", norm=75, norm_naam="Norm 75%"),
        lijngrafiek("De verwijzingen naar het SBO dalen, die naar het SO niet", jaren, {"SBO": [2.1, 2.0, 1.8, 1.7, 1.5], "SO": [1.2, 1.2, 1.3, 1.2, 1.3]}, eenheid="%"),
        gestapeld("Het meeste geld gaat naar begeleiding in de school", besturen[:3], {"Begeleiding": [300, 800, 20], "Scholing": [90, 260, 8], "Materiaal": [60, 120, 3]}, eenheid="x € 1.000"),
        hittekaart("Indicator 12 en 27 worden het meest gekozen", besturen, ["3", "8", "12", "19", "27", "41"], [[1, 0, 3, 0, 2, 0], [0, 2, 3, 1, 3, 0], [0, 0, 1, 0, 0, 1], [2, 0, 2, 0, 3, 0]], eenheid="keer"),
    ]  # fmt: skip


def _tijdlijn() -> list[sd.Gebeurtenis]:
    nu = timezone.now()
    return [
        sd.Gebeurtenis(nu - dt.timedelta(hours=2), "Joris Waterman vulde de ontvangen bedragen in."),
        sd.Gebeurtenis(nu - dt.timedelta(days=1), "Het verslag is heropend.", "Anneke van Dalen", "Het bedrag van de basisbekostiging klopte niet."),
        sd.Gebeurtenis(nu - dt.timedelta(days=9), "Stichting De Wiel diende het verslag in.", "Marleen Oudekerk"),
    ]  # fmt: skip


def _vergelijking() -> sd.Vergelijking:
    return sd.Vergelijking(
        "Antwoorden van twee besturen naast elkaar", ("Stichting De Wiel", "Stichting Hoogeland"),
        (
            sd.Vergelijkrij("Percentage ankerpunt 1", (sd.Vergelijkcel("82%"), sd.Vergelijkcel("71%", anders=True)), "Norm 75%"),
            sd.Vergelijkrij("Hoe houdt het bestuur zicht op thuiszitters?", (sd.Vergelijkcel("Elke maand een overleg met leerplicht.", "Elke maand een overleg met leerplicht en jeugdgezondheidszorg. De scholen melden binnen een week."), sd.Vergelijkcel("Per kwartaal een overzicht van de scholen.", anders=True))),
            sd.Vergelijkrij("Externe functie van het SBO", (sd.Vergelijkcel("n.v.t."), sd.Vergelijkcel(""))),
        ),
    )  # fmt: skip
