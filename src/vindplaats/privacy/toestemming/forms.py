"""Forms of consent: write down, withdraw."""

from typing import Any

from django import forms

from vindplaats.privacy.models import Toestemming
from vindplaats.toegang.forms import WerkwoordForm, dagveld

from .actions import HOEDANIGHEDEN

_ROLLEN = [(h, h) for h in HOEDANIGHEDEN if h != Toestemming.ZELF]


class GeefForm(WerkwoordForm):
    """Consent about a pupil, with a reference of the SWV itself: no name is needed here."""

    over = forms.CharField(
        label="Over wie", max_length=100, error_messages={"required": "Schrijf op over wie het gaat."},
        help_text="Een kenmerk uit jullie eigen administratie. Geen naam als het niet hoeft, en nooit een burgerservicenummer.",
    )  # fmt: skip
    gever = forms.CharField(
        label="Wie gaf toestemming", max_length=120, error_messages={"required": "Schrijf op wie toestemming gaf."}
    )
    hoedanigheid = forms.ChoiceField(
        label="Als wat",
        choices=[("", "Kies"), *_ROLLEN],
        error_messages={"required": "Kies wie dit is voor de leerling."},
    )
    verteld = forms.CharField(
        label="Wat is erbij verteld", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: met wie er gedeeld wordt, hoe lang, en dat intrekken altijd kan.",
    )  # fmt: skip
    bewijs = forms.CharField(
        label="Waaruit blijkt het", max_length=400, help_text="Bijvoorbeeld: formulier getekend op 3 maart, bewaard bij de school.",
        error_messages={"required": "Schrijf op waaruit dit blijkt, bijvoorbeeld: formulier getekend op 3 maart."},
    )  # fmt: skip
    gegeven_op = dagveld("Vanaf", verplicht=True)
    geldig_tot = dagveld("Tot en met", hulp="Leeg betekent: tot het wordt ingetrokken.")


class GeefMensForm(GeefForm):
    """Consent of somebody with an account, told to the officer on paper or by phone."""

    over = forms.ChoiceField(  # type: ignore[assignment]
        label="Wie gaf toestemming", error_messages={"required": "Kies een persoon."}
    )
    gever = None  # type: ignore[assignment]
    hoedanigheid = None  # type: ignore[assignment]

    def __init__(self, *args: Any, mensen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["over"].choices = [("", "Kies een persoon"), *mensen]  # type: ignore[attr-defined]


class TrekInForm(WerkwoordForm):
    """Withdraw: a day that is filled in already, and a word of evidence that may stay empty."""

    op = dagveld("Vanaf", verplicht=True)
    bewijs = forms.CharField(
        label="Hoe bleek het", required=False, max_length=400, help_text="Mag leeg. Bijvoorbeeld: gebeld op 3 maart."
    )
