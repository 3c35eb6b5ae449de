"""Forms of indicatoren: enter a figure, set a norm, explain."""

from typing import Any

from django import forms

from vindplaats.kern.schooljaar import Schooljaar

from .models import Meetwaarde, Norm
from .rules import WOORDEN


class SchooljaarVeld(forms.CharField):
    """A school year written as 2023-2024."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, help_text="Schrijf het als 2023-2024.", **kwargs)

    def clean(self, value: Any) -> Any:
        """A Schooljaar, or the sentence of `Schooljaar.lees`."""
        try:
            return Schooljaar.lees(super().clean(value))
        except ValueError as fout:
            raise forms.ValidationError(str(fout)) from None


class InvoerForm(forms.Form):
    """A figure of the own organisation, with where it comes from."""

    schooljaar = SchooljaarVeld(label="Schooljaar")
    waarde = forms.DecimalField(
        label="Waarde", required=False, localize=True, help_text="Laat leeg als je teller en noemer invult."
    )
    teller = forms.DecimalField(label="Teller", required=False, localize=True, min_value=0)
    noemer = forms.DecimalField(
        label="Noemer", required=False, localize=True, help_text="Waarvan de teller een deel is."
    )
    operator = forms.ChoiceField(
        label="Hoe precies",
        choices=[(op, woord.strip() or "precies") for op, woord in sorted(WOORDEN.items(), key=lambda p: p[1])],
        initial="=",
    )
    peildatum = forms.DateField(
        label="Peildatum", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Laat leeg voor de gewone peildatum van dit cijfer.",
    )  # fmt: skip
    bron = forms.CharField(label="Bron", max_length=200, help_text="Bijvoorbeeld: enquête ouders, april 2024.")
    toelichting = forms.CharField(
        label="Toelichting", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    gedeeld_met = forms.ChoiceField(label="Wie dit cijfer ziet", choices=Meetwaarde.KRINGEN, initial=Meetwaarde.EIGEN)


class NormForm(forms.Form):
    """A norm or target of the own SWV."""

    soort = forms.ChoiceField(label="Soort", choices=[(Norm.NORM, "norm"), (Norm.STREEFWAARDE, "streefwaarde")])
    vanaf = SchooljaarVeld(label="Vanaf schooljaar")
    richting = forms.ChoiceField(
        label="De waarde is", choices=[(Norm.MINSTENS, "minstens"), (Norm.HOOGSTENS, "hoogstens")]
    )
    waarde = forms.DecimalField(
        label="Waarde", required=False, localize=True, help_text="Leeg: vanaf dat jaar geldt er geen."
    )
    bron = forms.CharField(label="Waar dit is afgesproken", max_length=200)


class ToelichtingForm(forms.Form):
    """The own explanation of a figure."""

    tekst = forms.CharField(
        label="Toelichting", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
