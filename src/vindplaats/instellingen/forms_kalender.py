"""Forms of the calendar."""

from django import forms

from .forms import Datum
from .models import Periode

_REGIOS = (("", "Het hele verband"), *Periode.REGIOS)


class PeriodeFormulier(forms.Form):
    """One run of free days."""

    soort = forms.ChoiceField(
        label="Soort", choices=Periode.SOORTEN, widget=forms.RadioSelect, initial=Periode.VAKANTIE
    )
    naam = forms.CharField(label="Naam", max_length=80, help_text="Bijvoorbeeld herfstvakantie of studiedag.")
    regio = forms.ChoiceField(
        label="Vakantieregio",
        required=False,
        choices=_REGIOS,
        help_text="Alleen de eigen regio telt mee bij termijnen.",
    )
    van = Datum(label="Eerste dag")
    tot = Datum(label="Laatste dag", required=False, help_text="Laat leeg voor een enkele dag.")
    bron = forms.CharField(
        label="Waar staan deze datums?",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld de website van het ministerie of een besluit.",
    )
    waarom = forms.CharField(label="Wat was er fout?", max_length=400)

    def __init__(self, *args: object, verbeteren: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not verbeteren:
            del self.fields["waarom"]


class KalenderInleesFormulier(forms.Form):
    """A calendar or a table with free days, and what they are."""

    bestand = forms.FileField(
        label="Bestand",
        help_text="Een .ics-bestand uit een agenda, of een tabel (.xlsx, .csv) met de kolommen Naam, Eerste dag en Laatste dag.",
        widget=forms.FileInput(attrs={"accept": ".ics,.xlsx,.csv"}),
    )
    soort = forms.ChoiceField(
        label="Wat zijn deze dagen?", choices=Periode.SOORTEN, widget=forms.RadioSelect, initial=Periode.VAKANTIE
    )
    regio = forms.ChoiceField(label="Vakantieregio", required=False, choices=_REGIOS)


class VaststelFormulier(forms.Form):
    """Where the dates of a draft stand."""

    bron = forms.CharField(label="Waar staan deze datums?", max_length=300)
