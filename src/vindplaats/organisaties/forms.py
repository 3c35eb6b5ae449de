"""Forms of organisaties. What may be chosen is limited to the own SWV where the verb asks for that."""

import datetime as dt
from typing import Any

from django import forms

from vindplaats.kern.klok import vandaag
from vindplaats.toegang.wie import Wie

from .models import Bestuur, Gemeente, Partner, School, Swv

ALLE = "alle"


class Datum(forms.DateField):
    """A date with the date picker of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class MetVersie(forms.Form):
    """Carries the fingerprint of the row as it was when the screen was opened.

    `handmatig` in the initial values adds a tick to let open data change the corrected fields again.
    """

    versie = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vast = self.initial.get("handmatig")
        if vast:
            self.fields["loslaten"] = forms.BooleanField(
                label="Laat open data deze velden weer bijwerken",
                required=False,
                help_text=f"Met de hand verbeterd: {', '.join(vast)}. Zonder dit vinkje blijven ze zoals ze zijn.",
            )

    def velden(self) -> dict[str, Any]:
        """The cleaned values of the row itself."""
        return {veld: waarde for veld, waarde in self.cleaned_data.items() if veld not in {"versie", "loslaten"}}


class SwvFormulier(MetVersie):
    naam = forms.CharField(label="Naam", max_length=160)
    kort = forms.CharField(
        label="Afkorting", max_length=12, required=False, help_text="Voor tabellen, bijvoorbeeld MH."
    )
    landelijk_voor = forms.CharField(
        label="Landelijk voor deze denominatie",
        max_length=80,
        required=False,
        help_text="Alleen voor een landelijk verband, bijvoorbeeld Reformatorisch. Laat het anders leeg.",
    )


class NieuwSwvFormulier(SwvFormulier):
    code = forms.CharField(label="Code", max_length=6, help_text="Bijvoorbeeld PO3105.")
    field_order = ("code", "naam", "kort", "landelijk_voor")


class BestuurFormulier(MetVersie):
    naam = forms.CharField(label="Naam", max_length=160)
    rechtsvorm = forms.CharField(label="Rechtsvorm", max_length=40, required=False)
    website = forms.CharField(label="Website", max_length=200, required=False)
    ondersteuningsstructuur = forms.CharField(
        label="Bovenschoolse ondersteuning",
        max_length=160,
        required=False,
        help_text="Naam van het team of centrum dat scholen helpt (niveau 4).",
    )
    klachtenregeling = forms.CharField(label="Webadres van de klachtenregeling", max_length=200, required=False)
    aliassen = forms.CharField(
        label="Andere schrijfwijzen",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Eén per regel. Hiermee herkent Vindplaats het bestuur in een document.",
    )
    vertegenwoordigd_door = forms.ModelChoiceField(
        Bestuur.objects.none(),
        label="Wordt in regionaal overleg vertegenwoordigd door",
        required=False,
        empty_label="zichzelf",
    )

    def __init__(self, *args: Any, wie: Wie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = Bestuur.objects.filter(pk__in=wie.bestuur_codes)
        self.fields["vertegenwoordigd_door"].queryset = keuze  # type: ignore[attr-defined]

    def clean_aliassen(self) -> list[str]:
        return [regel.strip() for regel in self.cleaned_data["aliassen"].splitlines() if regel.strip()][:20]


class NieuwBestuurFormulier(forms.Form):
    nummer = forms.CharField(label="Bestuursnummer", max_length=5, help_text="Vijf cijfers.")
    naam = forms.CharField(label="Naam", max_length=160)
    rechtsvorm = forms.CharField(label="Rechtsvorm", max_length=40, required=False)
    website = forms.CharField(label="Website", max_length=200, required=False)
    van = Datum(label="Neemt deel vanaf")


class DeelnameFormulier(forms.Form):
    swv = forms.ModelChoiceField(Swv.objects.none(), label="Samenwerkingsverband")
    van = Datum(label="Vanaf")

    def __init__(self, *args: Any, wie: Wie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["swv"].queryset = Swv.objects.filter(pk__in=wie.swv_codes)  # type: ignore[attr-defined]


class EindeFormulier(forms.Form):
    tot = Datum(label="Laatste dag")
    waarom = forms.CharField(label="Waarom", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"tot": dt.date(vandaag().year, 7, 31)})
        super().__init__(*args, **kwargs)


class SchoolFormulier(MetVersie):
    naam = forms.CharField(label="Naam", max_length=160)
    soort = forms.ChoiceField(label="Soort", choices=School.SOORTEN)
    denominatie = forms.CharField(label="Denominatie", max_length=80, required=False)
    bestuur = forms.ModelChoiceField(Bestuur.objects.none(), label="Bestuur")
    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", required=False)
    straat = forms.CharField(label="Straat", max_length=120, required=False)
    huisnummer = forms.CharField(label="Huisnummer", max_length=20, required=False)
    postcode = forms.CharField(label="Postcode", max_length=7, required=False, help_text="Bijvoorbeeld 6361 AB.")
    plaats = forms.CharField(label="Plaats", max_length=80, required=False)
    website = forms.CharField(label="Website", max_length=200, required=False)

    def __init__(self, *args: Any, wie: Wie, nu: School | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        besturen = wie.bestuur_codes | ({str(nu.bestuur_id)} if nu and nu.bestuur_id else set())
        self.fields["bestuur"].queryset = Bestuur.objects.filter(pk__in=besturen)  # type: ignore[attr-defined]
        self.fields["gemeente"].queryset = Gemeente.objects.all()  # type: ignore[attr-defined]


class NieuweSchoolFormulier(SchoolFormulier):
    vestigingscode = forms.CharField(
        label="Vestigingscode", max_length=6, help_text="BRIN en vestiging, bijvoorbeeld 03MK00."
    )
    van = Datum(label="Open vanaf", required=False)
    field_order = ("vestigingscode", "naam", "soort")


class VerplaatsFormulier(forms.Form):
    swv = forms.ModelChoiceField(Swv.objects.all(), label="Hoort bij")
    reden = forms.CharField(
        label="Waarom hoort de school hier",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dit staat bij de school en blijft staan als er nieuwe open data wordt ingelezen.",
    )


class PartnerFormulier(MetVersie):
    naam = forms.CharField(label="Naam", max_length=160)
    soort = forms.CharField(label="Soort", max_length=60, help_text="Bijvoorbeeld jeugdgezondheidszorg of leerplicht.")
    website = forms.CharField(label="Website", max_length=200, required=False)


class NieuwePartnerFormulier(PartnerFormulier):
    swv = forms.ModelChoiceField(
        Swv.objects.none(), label="Samenwerkingsverband", required=False, empty_label="landelijk of voor de hele regio"
    )

    def __init__(self, *args: Any, wie: Wie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["swv"].queryset = Swv.objects.filter(pk__in=wie.swv_codes)  # type: ignore[attr-defined]


class PostcodeFormulier(forms.Form):
    postcode = forms.CharField(label="Postcode", max_length=7, help_text="Bijvoorbeeld 6361 of 6361 AB.")


class InleesFormulier(forms.Form):
    bestand = forms.FileField(
        label="Bestand met open data",
        help_text="CSV van DUO of een van de andere bekende bestanden. Eerst zie je wat er verandert.",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg."},
    )


class Filter(forms.Form):
    """Search and filters above a list; nothing is required."""

    q = forms.CharField(label="Zoek", required=False, max_length=80)
    swv = forms.ChoiceField(label="Samenwerkingsverband", required=False)
    soort = forms.ChoiceField(label="Soort", required=False, choices=[("", "alle soorten"), *School.SOORTEN])
    bestuur = forms.ChoiceField(label="Bestuur", required=False)
    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    gesloten = forms.BooleanField(label="Ook gesloten", required=False)

    def __init__(self, *args: Any, keuzes: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in ("swv", "bestuur", "gemeente"):
            if naam in keuzes:
                self.fields[naam].choices = keuzes[naam]  # type: ignore[attr-defined]
            else:
                del self.fields[naam]
        if "bestuur" not in keuzes and "gemeente" not in keuzes:
            del self.fields["soort"]


def partner_begin(partner: Partner) -> dict[str, Any]:
    """Initial values of the partner form."""
    return {"naam": partner.naam, "soort": partner.soort, "website": partner.website}
