"""Forms of values. The field of the value follows the kind of the declaration; rows of a list are read by `lijst`."""

import datetime as dt
from typing import Any

from django import forms

from vindplaats.kern.instelbaar import BEDRAG, DATUM, GETAL, JANEE, KEUZE, LIJST, PERCENTAGE, Instelbaar
from vindplaats.kern.instelinvoer import toon_los  # fmt: skip


class Datum(forms.DateField):
    """A date with the date picker of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class WaardeFormulier(forms.Form):
    """A new value with its first day and its source; with `verbeteren` the first day stands fixed and a reason is asked."""

    vanaf = Datum(label="Geldt vanaf", help_text="Kies de dag waarop dit ingaat. Een dag in het verleden mag ook.")
    tot = Datum(
        label="Geldt tot en met", required=False, help_text="Laat leeg als het blijft gelden tot er iets nieuws komt."
    )
    bron = forms.CharField(
        label="Waar staat dit?", max_length=300, help_text="Het besluit, het plan of de wet, met de plaats erin."
    )
    waarom = forms.CharField(
        label="Toelichting", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, soort: Instelbaar, verbeteren: bool = False, **kwargs: Any) -> None:
        self.soort = soort
        super().__init__(*args, **kwargs)
        if soort.soort != LIJST:
            self.fields = {"waarde": _waardeveld(soort), **self.fields}
        if verbeteren:
            del self.fields["vanaf"]
            self.fields["waarom"].required = True
            self.fields["waarom"].label = "Wat was er fout?"

    def clean(self) -> dict[str, Any]:
        """The end lies after the beginning."""
        schoon: dict[str, Any] = super().clean() or self.cleaned_data
        vanaf, tot = schoon.get("vanaf"), schoon.get("tot")
        if vanaf and tot and tot < vanaf:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag.")
        return schoon


def _waardeveld(soort: Instelbaar) -> forms.Field:
    leeg = "Laat leeg om vast te leggen dat er vanaf die dag niets is afgesproken."
    if soort.soort in (KEUZE, JANEE):
        keuzes = soort.keuzes if soort.soort == KEUZE else (("ja", "Ja"), ("nee", "Nee"))
        return forms.ChoiceField(
            label=soort.naam, required=False, choices=(*keuzes, ("", "Niets vastgelegd")), widget=forms.RadioSelect
        )
    widget: forms.Widget = forms.TextInput()
    if soort.soort == DATUM:
        widget = forms.DateInput(attrs={"type": "date"})
    elif soort.soort in (GETAL, PERCENTAGE, BEDRAG):
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
    elif soort.lang:
        widget = forms.Textarea(attrs={"rows": 5})
    naam = soort.naam + {GETAL: f" ({soort.eenheid})" if soort.eenheid else "", PERCENTAGE: " (in %)", BEDRAG: " (in euro)"}.get(
        soort.soort, ""
    )  # fmt: skip
    return forms.CharField(label=naam, required=False, max_length=4000, widget=widget, help_text=leeg)


def als_invoer(soort: Instelbaar, waarde: Any) -> Any:
    """A value as it stands in its field."""
    if waarde is None:
        return ""
    if soort.soort == DATUM:
        return waarde.isoformat()
    if soort.soort == JANEE:
        return "ja" if waarde else "nee"
    return cel_als_invoer(soort.soort, waarde)


def cel_als_invoer(soort: str, waarde: Any) -> str:
    """One value of a simple kind as it stands in a field."""
    if waarde is None:
        return ""
    if isinstance(waarde, dt.date):
        return waarde.isoformat()
    if soort == BEDRAG and isinstance(waarde, int):
        return toon_los(BEDRAG, waarde).replace("\u20ac", "").replace("\u00a0", "").strip()
    if soort in (GETAL, PERCENTAGE):
        return str(waarde).replace(".", ",")
    if soort == JANEE and isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return str(waarde)


class VerwijderFormulier(forms.Form):
    """Why something is taken back."""

    waarom = forms.CharField(label="Waarom?", required=False, max_length=400)


class InleesFormulier(forms.Form):
    """A table with the rows of a list."""

    bestand = forms.FileField(
        label="Bestand",
        help_text="Een .xlsx- of .csv-bestand. De eerste rij heeft de namen van de kolommen.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
