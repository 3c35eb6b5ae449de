"""The form of the house style."""

from typing import Any

from django import forms
from django.urls import reverse

from . import rules


class KleurInvoer(forms.TextInput):
    """A colour picker of the browser, with the code next to it as text."""

    input_type = "color"


class HuisstijlFormulier(forms.Form):
    """Logo, colour, address line and signature of one SWV."""

    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="Een .png-, .jpg- of .svg-bestand van hoogstens 3 MB. Liefst met een doorzichtige achtergrond.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg"}),
    )
    logo_weg = forms.BooleanField(label="Haal het logo weg", required=False)
    kleur = forms.CharField(
        label="Hoofdkleur",
        max_length=9,
        help_text="Voor koppen, knoppen en links. Is de kleur te licht, dan maken we haar donkerder.",
        widget=KleurInvoer(),
    )
    adresregel = forms.CharField(
        label="Adresregel",
        required=False,
        max_length=200,
        help_text="Staat onderaan elke bladzijde van een brief of verslag.",
    )
    ondertekenaar = forms.CharField(label="Naam onder brieven", required=False, max_length=120)
    functie = forms.CharField(label="Functie onder brieven", required=False, max_length=120)
    vanaf = forms.DateField(
        label="Geldt vanaf", required=False, help_text="Laat leeg of kies vandaag om het meteen te laten gelden.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.heeft_logo = kwargs.pop("heeft_logo", False)
        super().__init__(*args, **kwargs)
        self.fields["kleur"].widget.attrs |= {
            "hx-get": reverse("documenten:kleur-oordeel"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#kleur-oordeel",
        }
        if not self.heeft_logo:
            del self.fields["logo_weg"]

    def clean_kleur(self) -> str:
        try:
            return rules.lees_kleur(self.cleaned_data["kleur"])
        except ValueError as fout:
            raise forms.ValidationError(str(fout)) from None
