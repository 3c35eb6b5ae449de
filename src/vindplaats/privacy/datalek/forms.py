"""Forms of data breaches. What a verb refuses comes back at its field; what was typed stays."""

from typing import Any

from django import forms

from vindplaats.toegang.forms import WerkwoordForm

from . import rules


def momentveld(label: str, *, verplicht: bool = False, hulp: str = "") -> forms.DateTimeField:
    """A date with a time, with the browser's own picker."""
    return forms.DateTimeField(
        label=label, required=verplicht, help_text=hulp,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "Kies een dag en een tijd.", "invalid": "Kies een dag en een tijd."},
    )  # fmt: skip


def _lang(label: str, hulp: str = "", *, verplicht: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=verplicht, help_text=hulp, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Vul dit in."},
    )  # fmt: skip


def _titel() -> forms.CharField:
    return forms.CharField(
        label="Wat is er, in een paar woorden", max_length=160,
        help_text="Bijvoorbeeld: mail met een verslag naar een verkeerd adres.",
        error_messages={"required": "Schrijf in een paar woorden wat er is."},
    )  # fmt: skip


class MeldForm(WerkwoordForm):
    """The short form that everyone has."""

    titel = _titel()
    wat = _lang(
        "Wat is er gebeurd", "Vertel het in je eigen woorden. Noem geen namen van leerlingen of ouders.", verplicht=True
    )
    ontdekt_op = momentveld("Wanneer merkte je het", verplicht=True, hulp="Vanaf dit moment loopt de tijd.")
    swv = forms.ChoiceField(
        label="Bij welk samenwerkingsverband", error_messages={"required": "Kies een samenwerkingsverband."}
    )

    def __init__(self, *args: Any, swvs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["swv"]
        veld.choices = swvs if len(swvs) == 1 else [("", "Kies een samenwerkingsverband"), *swvs]  # type: ignore[attr-defined]


class DatalekForm(WerkwoordForm):
    """Everything AVG art. 33 lid 3 asks for; most may stay empty until it is known."""

    titel = _titel()
    wat = _lang("Wat is er gebeurd", verplicht=True)
    ontdekt_op = momentveld("Ontdekt op", verplicht=True, hulp="Vanaf dit moment lopen de 72 uur.")
    gebeurd_op = forms.CharField(
        label="Wanneer gebeurde het", required=False, max_length=120, help_text="In woorden mag: ergens in mei."
    )
    gegevens = forms.MultipleChoiceField(
        label="Om welke gegevens gaat het",
        required=False,
        choices=[(g, g) for g in rules.GEGEVENS],
        widget=forms.CheckboxSelectMultiple,
    )
    betrokkenen = forms.MultipleChoiceField(
        label="Om welke mensen gaat het",
        required=False,
        choices=[(b, b) for b in rules.BETROKKENEN],
        widget=forms.CheckboxSelectMultiple,
    )
    aantal = forms.IntegerField(
        label="Hoeveel mensen",
        required=False,
        min_value=0,
        max_value=2_000_000,
        help_text="Leeg betekent: nog niet bekend.",
    )
    aantal_gegevens = forms.IntegerField(
        label="Hoeveel gegevens", required=False, min_value=0, max_value=100_000_000,
        help_text="Aantal rijen, brieven of bestanden, ongeveer. Leeg betekent: nog niet bekend.",
    )  # fmt: skip
    gevolgen = _lang("Wat kunnen de gevolgen zijn", "Wat kan iemand ervan merken, en hoe erg is dat?")
    maatregelen = _lang(
        "Welke maatregelen zijn genomen", "Om het te stoppen, en om het een volgende keer te voorkomen."
    )
    contactpunt = _lang(
        "Wie kan de toezichthouder bellen", "Naam en bereikbaarheid van de functionaris of een ander contactpunt."
    )
    gemeld_op = momentveld("Gemeld bij de Autoriteit Persoonsgegevens op", hulp="Leeg zolang er niet gemeld is.")
    ap_nummer = forms.CharField(label="Nummer van de melding", required=False, max_length=60)
    reden_later = _lang("Waarom later dan 72 uur", "Alleen invullen als er later gemeld is of wordt.")
    ingelicht_op = momentveld("Mensen ingelicht op", hulp="Leeg zolang de mensen om wie het gaat niet zijn ingelicht.")
    ingelicht_hoe = _lang("Hoe zijn zij ingelicht")
    versie = forms.IntegerField(widget=forms.HiddenInput)
