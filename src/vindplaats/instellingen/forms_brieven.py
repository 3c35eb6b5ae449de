"""Forms of letters."""

from django import forms

from .forms import Datum


class IngaanFormulier(forms.Form):
    """From which day the words hold."""

    vanaf = Datum(label="Vanaf welke dag?")
    waarom = forms.CharField(label="Toelichting", required=False, max_length=400)


class NaarHuisFormulier(forms.Form):
    """From which day the words of the house hold again."""

    vanaf = Datum(label="Vanaf welke dag weer de gewone tekst?")
