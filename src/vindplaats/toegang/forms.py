"""Forms of toegang. What a verb refuses comes back as an error at the field; what was typed stays."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms

from vindplaats.kern.fouten import Fout, OngeldigeInvoer
from vindplaats.kern.klok import vandaag

from .forms_account import WACHTWOORD_HULP
from .models import Gebeurtenis
from .rollen import ROLLEN
from .rules import WOORD_SOORT


class WerkwoordForm(forms.Form):
    """A form that ends in a verb of actions.py."""

    def doe[T](self, werkwoord: Callable[[], T]) -> T | None:
        """Run the verb; what it refuses (input, state) becomes an error of the form and None comes back."""
        try:
            return werkwoord()
        except OngeldigeInvoer as fout:
            for naam, zin in fout.velden.items():
                self.add_error(naam if naam in self.fields else None, zin)
            if not fout.velden:
                self.add_error(None, fout.zin)
        except Fout as fout:
            if fout.status != 409:
                raise
            self.add_error(None, fout.zin)
        return None


def rol_keuzes(leeg: str = "Kies een rol") -> list[Any]:
    """All roles, grouped by the kind of organisation they live at."""
    groepen: dict[str, list[tuple[str, str]]] = {}
    for rol in ROLLEN.values():
        groepen.setdefault(f"Bij een {WOORD_SOORT[rol.soort]}", []).append((rol.code, rol.naam))
    return [("", leeg), *groepen.items()]


def dagveld(label: str, *, verplicht: bool = False, hulp: str = "") -> forms.DateField:
    """A date with the browser's own picker."""
    return forms.DateField(
        label=label,
        required=verplicht,
        help_text=hulp,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RolForm(WerkwoordForm):
    """A role at an organisation, from/until."""

    organisatie = forms.ChoiceField(label="Organisatie", error_messages={"required": "Kies een organisatie."})
    rol = forms.ChoiceField(label="Rol", error_messages={"required": "Kies een rol."})
    van = dagveld("Vanaf", hulp="Leeg betekent: vanaf vandaag.")
    tot = dagveld("Tot en met", hulp="Leeg betekent: zonder einddatum.")

    def __init__(self, *args: Any, organisaties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = organisaties if len(organisaties) == 1 else [("", "Kies een organisatie"), *organisaties]
        self.fields["organisatie"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["rol"].choices = rol_keuzes()  # type: ignore[attr-defined]


class UitnodigingForm(RolForm):
    """Who is invited for which role."""

    naam = forms.CharField(label="Naam", max_length=120, error_messages={"required": "Vul een naam in."})
    email = forms.EmailField(
        label="E-mailadres",
        error_messages={"required": "Vul een e-mailadres in.", "invalid": "Schrijf het adres als naam@organisatie.nl."},
    )
    field_order = ("naam", "email", "organisatie", "rol", "van", "tot")


class PeriodeForm(WerkwoordForm):
    """The dates of a grant."""

    van = dagveld("Vanaf", verplicht=True)
    tot = dagveld("Tot en met", hulp="Leeg betekent: zonder einddatum.")


class BeeindigForm(WerkwoordForm):
    """At once, or after a last day."""

    wanneer = forms.ChoiceField(
        label="Wanneer stopt de rol?", choices=[("dag", "Na een laatste dag"), ("nu", "Per direct")], initial="dag",
        widget=forms.RadioSelect,
    )  # fmt: skip
    laatste_dag = dagveld("Laatste dag", hulp="Op deze dag geldt de rol nog.")
    waarom = forms.CharField(label="Waarom", required=False, max_length=400, help_text="Staat in het logboek.")

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if schoon.get("wanneer") == "dag" and not schoon.get("laatste_dag") and "laatste_dag" not in self.errors:
            self.add_error("laatste_dag", "Kies de laatste dag, of kies Per direct.")
        return schoon

    def laatste(self) -> dt.date | None:
        """The last day that was chosen; None for at once."""
        return self.cleaned_data["laatste_dag"] if self.cleaned_data["wanneer"] == "dag" else None


class WelkomForm(WerkwoordForm):
    """A new account: name and password."""

    naam = forms.CharField(
        label="Je naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul je naam in."},
    )  # fmt: skip
    wachtwoord = forms.CharField(
        label="Wachtwoord", help_text=WACHTWOORD_HULP, strip=False, error_messages={"required": "Kies een wachtwoord."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    nog_een_keer = forms.CharField(
        label="Nog een keer hetzelfde wachtwoord", strip=False, error_messages={"required": "Typ het wachtwoord nog een keer."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_nog_een_keer(self) -> str:
        if self.cleaned_data["nog_een_keer"] != self.cleaned_data.get("wachtwoord", self.cleaned_data["nog_een_keer"]):
            raise forms.ValidationError("De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw.")
        return str(self.cleaned_data["nog_een_keer"])


class NaamForm(WerkwoordForm):
    """The own name."""

    naam = forms.CharField(
        label="Naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul je naam in."},
    )  # fmt: skip


class WaaromForm(WerkwoordForm):
    """A reason that goes into the log."""

    waarom = forms.CharField(
        label="Hoe heb je de vraag gecontroleerd?", max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: gebeld op het nummer dat bij ons bekend is. Staat in het logboek.",
        error_messages={"required": "Schrijf op hoe je de vraag hebt gecontroleerd."},
    )  # fmt: skip


class MensenFilter(forms.Form):
    """Filter of the list of people."""

    zoek = forms.CharField(
        label="Naam of e-mailadres", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    rol = forms.ChoiceField(label="Rol", required=False)
    organisatie = forms.ChoiceField(label="Organisatie", required=False)
    stand = forms.ChoiceField(
        label="Stand", required=False, choices=[("geldig", "Met een rol"), ("voorbij", "Rol voorbij"), ("alle", "Alle")]
    )

    def __init__(self, *args: Any, organisaties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rol"].choices = rol_keuzes("Alle rollen")  # type: ignore[attr-defined]
        self.fields["organisatie"].choices = [("", "Alle organisaties"), *organisaties]  # type: ignore[attr-defined]

    def waarden(self) -> dict[str, str]:
        """What to filter on; a field that cannot be read filters nothing."""
        self.is_valid()
        schoon = {naam: getattr(self, "cleaned_data", {}).get(naam) or "" for naam in self.fields}
        return schoon | {"stand": schoon["stand"] or "geldig"}


class LogboekFilter(forms.Form):
    """Filter of the log."""

    SOORTEN = (
        ("", "Alles"),
        (Gebeurtenis.WIJZIGEN, "Wijzigen"),
        (Gebeurtenis.LEZEN, "Lezen"),
        (Gebeurtenis.DELEN, "Delen"),
        (Gebeurtenis.TOEGANG, "Toegang"),
    )
    persoon = forms.CharField(label="Persoon", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    soort = forms.ChoiceField(label="Soort", required=False, choices=SOORTEN)
    onderwerp = forms.CharField(
        label="Onderwerp of handeling", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    van = dagveld("Vanaf")
    tot = dagveld("Tot en met")
    mens = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sleutel = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    handeling = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if schoon.get("van") and schoon.get("tot") and schoon["tot"] < schoon["van"]:
            self.add_error("tot", "De einddatum ligt voor de begindatum.")
        return schoon

    def waarden(self) -> dict[str, Any]:
        """What to filter on; a field that cannot be read filters nothing and shows its error."""
        self.is_valid()
        return {naam: getattr(self, "cleaned_data", {}).get(naam) or None for naam in self.fields}


def standaard_periode() -> dict[str, dt.date]:
    """The first value of the dates of a new role: from today."""
    return {"van": vandaag()}
