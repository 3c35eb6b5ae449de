"""Forms of mergers, splits and moves: choose who, where to, from which day and why. What may be chosen is the own SWV."""

from typing import Any

from django import forms
from django.db.models import Q

from vindplaats.kern.klok import vandaag
from vindplaats.kern.schooljaar import Schooljaar
from vindplaats.toegang.wie import Wie

from .bereik import loopt_op
from .forms import Datum
from .models import Bestuur, Organisatiewijziging, School, Swv

W = Organisatiewijziging
ZELFDE = "Wie verdergaat, kan niet tegelijk ophouden. Kies een ander."


class Basis(forms.Form):
    """From which day and why. `kies` is the key the screen was opened with, such as `school:99AA00`."""

    per = Datum(label="Vanaf", help_text="De eerste dag waarop het nieuwe geldt. Meestal 1 augustus.")
    reden = forms.CharField(
        label="Waarom",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld het besluit en de datum daarvan. Noem geen namen van mensen.",
    )

    def __init__(self, *args: Any, wie: Wie, kies: str = "", **kwargs: Any) -> None:
        volgend = Schooljaar.van(vandaag()).volgend.eerste_dag
        kwargs["initial"] = {"per": volgend} | self.begin(kies) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.kies, self.wie = kies, wie
        self.order_fields([v for v in self.fields if v not in ("per", "reden")] + ["per", "reden"])

    def begin(self, kies: str) -> dict[str, Any]:
        """First values that follow from where the screen was opened."""
        return {}

    def inhoud(self) -> dict[str, Any]:
        """The codes that the change keeps."""
        raise NotImplementedError

    def _scholen(self) -> Any:
        return School.objects.filter(loopt_op(vandaag()) | Q(van__gt=vandaag()), swv__in=self.wie.swv_codes)

    def _besturen(self) -> Any:
        return Bestuur.objects.filter(Q(tot=None) | Q(tot__gte=vandaag()))

    def _eigen_besturen(self) -> Any:
        return self._besturen().filter(pk__in=self.wie.bestuur_codes)

    def _vul(self, **lijsten: Any) -> None:
        for naam, rijen in lijsten.items():
            self.fields[naam].queryset = rijen  # type: ignore[attr-defined]


class TerugForm(forms.Form):
    """Why a change is taken back."""

    reden = forms.CharField(
        label="Waarom draai je dit terug",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Vul in waarom je dit terugdraait."},
        help_text="Noem geen namen van mensen.",
    )


def _code(kies: str, soort: str) -> str:
    return kies.partition(":")[2] if kies.startswith(f"{soort}:") else ""


class SchoolOver(Basis):
    school = forms.ModelChoiceField(School.objects.none(), label="Welke school", empty_label="kies een school")
    bestuur = forms.ModelChoiceField(
        Bestuur.objects.none(), label="Naar welk bestuur", required=False, empty_label="blijft bij dit bestuur"
    )
    swv = forms.ModelChoiceField(
        Swv.objects.none(), label="Naar welk samenwerkingsverband", required=False, empty_label="blijft bij dit verband"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._vul(school=self._scholen(), bestuur=self._besturen(), swv=Swv.objects.filter(tot=None))

    def begin(self, kies: str) -> dict[str, Any]:
        return {"school": _code(kies, "school")}

    def clean(self) -> None:
        if not self.errors and not (self.cleaned_data.get("bestuur") or self.cleaned_data.get("swv")):
            self.add_error("bestuur", "Kies een ander bestuur, een ander samenwerkingsverband, of allebei.")

    def inhoud(self) -> dict[str, Any]:
        v = self.cleaned_data
        return {
            "school": v["school"].pk,
            "bestuur": v["bestuur"].pk if v["bestuur"] else "",
            "swv": v["swv"].pk if v["swv"] else "",
        }


class BesturenSamen(Basis):
    van = forms.ModelMultipleChoiceField(
        Bestuur.objects.none(), label="Welke besturen houden op", widget=forms.CheckboxSelectMultiple
    )
    naar = forms.ModelChoiceField(
        Bestuur.objects.none(),
        label="Welk bestuur gaat verder",
        empty_label="kies een bestuur",
        help_text="Een nieuw bestuur voeg je eerst toe bij Besturen.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._vul(van=self._eigen_besturen(), naar=self._eigen_besturen())

    def begin(self, kies: str) -> dict[str, Any]:
        return {"van": [_code(kies, "bestuur")]}

    def clean(self) -> None:
        if self.cleaned_data.get("naar") in list(self.cleaned_data.get("van") or []):
            self.add_error("naar", ZELFDE)

    def inhoud(self) -> dict[str, Any]:
        return {"van": sorted(b.pk for b in self.cleaned_data["van"]), "naar": self.cleaned_data["naar"].pk}


class BestuurSplitsen(Basis):
    """One choice per school of the board; opened from the page of that board."""

    houdt_op = forms.BooleanField(
        label="Het oude bestuur houdt op", required=False, help_text="Dan krijgt elke school een ander bestuur."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nummer = _code(self.kies, "bestuur")
        scholen = School.objects.filter(loopt_op(vandaag()), bestuur=self.nummer).order_by("naam", "pk")
        keuzes = [("", "blijft bij dit bestuur")]
        keuzes += [(b.pk, b.naam) for b in self._eigen_besturen().exclude(pk=self.nummer)]
        self.scholen = [school.pk for school in scholen]
        for school in scholen:
            self.fields[f"school_{school.pk}"] = forms.ChoiceField(
                label=f"{school.naam} gaat naar", choices=keuzes, required=False
            )
        self.order_fields([f"school_{pk}" for pk in self.scholen] + ["houdt_op", "per", "reden"])

    def inhoud(self) -> dict[str, Any]:
        verdeling = {pk: self.cleaned_data[f"school_{pk}"] for pk in self.scholen if self.cleaned_data[f"school_{pk}"]}
        return {"van": self.nummer, "verdeling": verdeling, "houdt_op": self.cleaned_data["houdt_op"]}


class ScholenSamen(Basis):
    van = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label="Welke scholen houden op",
        help_text="Houd Ctrl ingedrukt om er meer te kiezen.",
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    naar = forms.ModelChoiceField(
        School.objects.none(),
        label="Welke school gaat verder",
        empty_label="kies een school",
        help_text="Een nieuwe school voeg je eerst toe bij Scholen.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._vul(van=self._scholen(), naar=self._scholen())

    def begin(self, kies: str) -> dict[str, Any]:
        return {"van": [_code(kies, "school")]}

    def clean(self) -> None:
        if self.cleaned_data.get("naar") in list(self.cleaned_data.get("van") or []):
            self.add_error("naar", ZELFDE)

    def inhoud(self) -> dict[str, Any]:
        return {"van": sorted(s.pk for s in self.cleaned_data["van"]), "naar": self.cleaned_data["naar"].pk}


class SchoolSplitsen(Basis):
    van = forms.ModelChoiceField(School.objects.none(), label="Welke school splitst", empty_label="kies een school")
    naar = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label="Welke scholen komen eruit voort",
        help_text="Een nieuwe school voeg je eerst toe bij Scholen. Houd Ctrl ingedrukt om er meer te kiezen.",
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    houdt_op = forms.BooleanField(label="De oude school houdt op", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._vul(van=self._scholen(), naar=self._scholen())

    def begin(self, kies: str) -> dict[str, Any]:
        return {"van": _code(kies, "school")}

    def clean(self) -> None:
        if self.cleaned_data.get("van") in list(self.cleaned_data.get("naar") or []):
            self.add_error("naar", "Een school komt niet uit zichzelf voort. Kies andere scholen.")

    def inhoud(self) -> dict[str, Any]:
        v = self.cleaned_data
        return {"van": v["van"].pk, "naar": sorted(s.pk for s in v["naar"]), "houdt_op": v["houdt_op"]}


FORMULIEREN: dict[str, type[Basis]] = {
    W.SCHOOL_OVER: SchoolOver,
    W.BESTUREN_SAMEN: BesturenSamen,
    W.BESTUUR_SPLITSEN: BestuurSplitsen,
    W.SCHOLEN_SAMEN: ScholenSamen,
    W.SCHOOL_SPLITSEN: SchoolSplitsen,
}
TITELS = {
    W.SCHOOL_OVER: "School overdragen of verhuizen",
    W.BESTUREN_SAMEN: "Besturen samengaan",
    W.BESTUUR_SPLITSEN: "Bestuur splitsen",
    W.SCHOLEN_SAMEN: "Scholen samengaan",
    W.SCHOOL_SPLITSEN: "School splitsen",
}
