"""Forms of the people side: standing in, looking along, role mailboxes, invitations at once, leaving."""

from typing import Any

from django import forms
from django.conf import settings

from .forms import WerkwoordForm, dagveld, rol_keuzes
from .permissions_mensen import NIET_MEE, te_geven_rechten
from .rollen import ROLLEN


class VervangForm(WerkwoordForm):
    """Who stands in, in which days, why, and for what."""

    naar = forms.ChoiceField(label="Collega", error_messages={"required": "Kies een collega."})
    van = dagveld("Eerste dag", verplicht=True)
    tot = dagveld("Laatste dag", verplicht=True, hulp="De vervanging stopt vanzelf na deze dag.")
    waarom = forms.CharField(
        label="Waarom", max_length=400, help_text="Bijvoorbeeld: vakantie. Staat in het logboek.",
        error_messages={"required": "Schrijf op waarom je je laat vervangen."},
    )  # fmt: skip
    rechten = forms.MultipleChoiceField(
        label="Alleen dit", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Niets aangekruist betekent: de hele rol. Mensen en rollen beheren hoort er nooit bij.",
    )  # fmt: skip

    def __init__(self, *args: Any, collegas: list[tuple[str, str]], rol: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["naar"].choices = [("", "Kies een collega"), *collegas]  # type: ignore[attr-defined]
        rechten = [(code, f"{zin[:1].upper()}{zin[1:]}") for code, zin in te_geven_rechten(rol)]
        self.fields["rechten"].choices = rechten  # type: ignore[attr-defined]


class MeekijkForm(WerkwoordForm):
    """Where, in which role, why and how long."""

    organisatie = forms.ChoiceField(label="Organisatie", error_messages={"required": "Kies een organisatie."})
    rol = forms.ChoiceField(
        label="Rol", help_text="Je ziet wat deze rol daar ziet, en je kunt niets wijzigen.",
        error_messages={"required": "Kies een rol."},
    )  # fmt: skip
    melding = forms.CharField(
        label="Nummer van de melding", max_length=60, help_text="De vraag of melding waar dit bij hoort.",
        error_messages={"required": "Vul het nummer in van de melding of vraag waar dit bij hoort."},
    )  # fmt: skip
    waarom = forms.CharField(
        label="Waarom kijk je mee?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De organisatie leest dit meteen. Noem geen namen.",
        error_messages={"required": "Schrijf op waarom je meekijkt; de organisatie leest dit."},
    )  # fmt: skip
    uren = forms.IntegerField(
        label="Hoeveel uur", min_value=1, initial=1, error_messages={"required": "Kies een aantal uren."}
    )

    def __init__(self, *args: Any, organisaties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].choices = [("", "Kies een organisatie"), *organisaties]  # type: ignore[attr-defined]
        groepen = [(kop, [paar for paar in rijen if paar[0] not in NIET_MEE]) for kop, rijen in rol_keuzes()[1:]]
        self.fields["rol"].choices = [("", "Kies een rol"), *groepen]  # type: ignore[attr-defined]
        self.fields["uren"].help_text = f"Hoogstens {settings.MEEKIJKEN_UREN} uur. Daarna stopt het vanzelf."
        self.fields["uren"].max_value = settings.MEEKIJKEN_UREN  # type: ignore[attr-defined]


class RolpostvakForm(WerkwoordForm):
    """The shared mailbox of a role."""

    organisatie = forms.ChoiceField(label="Organisatie", error_messages={"required": "Kies een organisatie."})
    rol = forms.ChoiceField(label="Rol", error_messages={"required": "Kies een rol."})
    email = forms.EmailField(
        label="Gedeeld e-mailadres", required=False,
        help_text="Hier komt een mail zonder inhoud als er iets klaarstaat. Leeg: geen mail, wel een gedeelde lijst.",
        error_messages={"invalid": "Schrijf het adres als naam@organisatie.nl."},
    )  # fmt: skip
    ook_zelf = forms.ChoiceField(
        label="Wie krijgt berichten voor deze rol?", widget=forms.RadioSelect, initial="ja",
        choices=[("ja", "Het gedeelde postvak en iedereen met de rol"), ("nee", "Alleen het gedeelde postvak")],
    )  # fmt: skip

    def __init__(self, *args: Any, organisaties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = organisaties if len(organisaties) == 1 else [("", "Kies een organisatie"), *organisaties]
        self.fields["organisatie"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["rol"].choices = rol_keuzes()  # type: ignore[attr-defined]


class LijstForm(WerkwoordForm):
    """Several invitations at once: pasted lines or a file, with a role and organisation for lines that name none."""

    regels = forms.CharField(
        label="Plak hier de lijst", required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Per regel: naam; e-mailadres. Een rol en een organisatie mogen erachter staan.",
    )  # fmt: skip
    bestand = forms.FileField(label="Of kies een CSV-bestand", required=False)
    organisatie = forms.ChoiceField(label="Organisatie", error_messages={"required": "Kies een organisatie."})
    rol = forms.ChoiceField(label="Rol", error_messages={"required": "Kies een rol."})

    def __init__(self, *args: Any, organisaties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = organisaties if len(organisaties) == 1 else [("", "Kies een organisatie"), *organisaties]
        self.fields["organisatie"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["rol"].choices = rol_keuzes()  # type: ignore[attr-defined]

    GROOTSTE = 200_000

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        bestand = schoon.get("bestand")
        if bestand is not None:
            if bestand.size > self.GROOTSTE:
                self.add_error("bestand", "Dit bestand is te groot. Plak de regels in het vak hierboven.")
            else:
                schoon["regels"] = _tekst_van(bestand.read())
        if not (schoon.get("regels") or "").strip() and not self.errors:
            self.add_error("regels", "Plak een lijst of kies een bestand.")
        return schoon


def _tekst_van(inhoud: bytes) -> str:
    """The text of a file: UTF-8, else the code page of a Dutch spreadsheet."""
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


class VertrekForm(WerkwoordForm):
    """The last day and why; which successor per open thing comes from the page itself."""

    laatste_dag = dagveld("Laatste dag", verplicht=True, hulp="Op deze dag gelden de rollen nog.")
    per_direct = forms.BooleanField(label="Per direct: de rollen en sessies stoppen nu", required=False)
    waarom = forms.CharField(label="Waarom", required=False, max_length=400, help_text="Staat in het logboek.")


def rolnaam_code(tekst: str) -> str:
    """The code of a role by its code or its name as a person writes it; empty when unknown."""
    zoek = tekst.strip().lower()
    return next((r.code for r in ROLLEN.values() if zoek in (r.code, r.naam.lower())), "")
