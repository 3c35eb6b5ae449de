"""Forms of the procedure manager. What is locked has no field; the bounds themselves are checked by `ruimte`."""

from collections.abc import Mapping
from typing import Any

from django import forms

from vindplaats.kern.klok import vandaag
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

from . import ruimte
from . import tabel as t
from .afwijking import BEGIN, starters
from .ruimte import MAANDEN, MEESTE_HERINNERINGEN, slot
from .rules import in_woorden as lengte_in_woorden
from .samenvoegen import LANGST, briefnaam
from .tabel import Procedure, Stap, Termijnsoort
from .verschil import rollen as in_woorden

VOOR, NA = "voor", "na"
KANTEN = ((VOOR, "dagen ervoor"), (NA, "dagen erna"))
JAREN = ((0, "van het jaar waarin het schooljaar begint"), (1, "van het jaar waarin het schooljaar eindigt"), (2, "van het jaar daarna"))  # fmt: skip


WAAROM = {"required": "Schrijf op waarom. Iedereen die dit mag zien, leest je reden."}


class Datum(forms.DateField):
    """A date with the date picker of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


def _rolkeuzes(codes: Any) -> list[tuple[str, str]]:
    return [(rol.code, rol.naam) for rol in ROLLEN.values() if rol.code in set(codes)]


def _rolveld(label: str, codes: Any, hulp: str = "", verplicht: bool = False) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=_rolkeuzes(codes), widget=forms.CheckboxSelectMultiple, required=verplicht, help_text=hulp
    )


class Rijformulier(forms.Form):
    """A form for one row of the table; `anders()` is what differs from the house, `velden_van` where a message belongs."""

    bewerking = forms.IntegerField(widget=forms.HiddenInput)
    VELD_VAN: Mapping[str, str] = {}

    def veld_van(self, deel: str) -> str | None:
        """The field at which a message about a part of the row is shown; None: on top."""
        naam = self.VELD_VAN.get(deel, deel.replace("berichten:", "bericht_") + ("_tekst" if ":" in deel else ""))
        return naam if naam in self.fields else None


class Stapformulier(Rijformulier):
    """Who may take a step, whether it is there, whether it asks for a reason, and its messages."""

    VELD_VAN: Mapping[str, str] = {t.WIE: "wie", t.AAN: "uit", t.REDEN: "reden_verplicht", t.BRIEF: "brief"}

    def __init__(self, *args: Any, basis: Procedure, stap: Stap, anders: Mapping[str, Any], **kwargs: Any) -> None:
        self.basis, self.stap = basis, stap
        kwargs["initial"] = self._begin(stap, anders) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if not slot(stap, t.AAN) and stap.optioneel:
            self.fields["uit"] = forms.BooleanField(
                label="Deze stap laten wij weg", required=False, help_text=stap.optioneel.uitleg
            )
        if not slot(stap, t.WIE):
            hulp = f"In de versie van het huis: {in_woorden(stap.wie)}."
            self.fields["wie"] = _rolveld("Wie mag deze stap zetten", set(stap.rollen_ruim) - {SYSTEEM}, hulp, True)
        if not slot(stap, t.REDEN):
            self.fields["reden_verplicht"] = forms.BooleanField(
                label="Vraag altijd een reden",
                required=False,
                help_text="Iedereen die de zaak mag zien, leest de reden.",
            )
        if not slot(stap, t.BERICHTEN):
            self._berichten(stap)
        if not slot(stap, t.BRIEF):
            self.fields["brief"] = forms.ChoiceField(
                label="Brief na deze stap", required=False, choices=[("", "geen brief"), *((c, briefnaam(c)) for c in stap.brieven_ruim)],
                help_text="Wordt als PDF gemaakt zodra iemand de stap zet, in de huisstijl en met de woorden van jullie verband. "
                "Die woorden wijzig je bij de brieven. De brief staat daarna bij de zaak.",
            )  # fmt: skip

    @staticmethod
    def _begin(stap: Stap, anders: Mapping[str, Any]) -> dict[str, Any]:
        uit: dict[str, Any] = {
            "wie": list(anders.get("wie", stap.wie)),
            "uit": bool(anders.get("uit")),
            "reden_verplicht": anders.get("reden_verplicht", stap.reden_verplicht),
            "brief": anders.get("brief", stap.brief),
        }
        for bericht in stap.berichten:
            los = anders.get("berichten", {}).get(bericht.code, {})
            uit[f"bericht_{bericht.code}_tekst"] = los.get("tekst", bericht.tekst)
            uit[f"bericht_{bericht.code}_naar"] = list(los.get("naar", bericht.naar))
            uit[f"bericht_{bericht.code}_uit"] = bool(los.get("uit"))
        return uit

    def _berichten(self, stap: Stap) -> None:
        meer = len(stap.berichten) > 1
        for nummer, bericht in enumerate(stap.berichten, 1):
            naam = f"Bericht {nummer}" if meer else "Bericht"
            self.fields[f"bericht_{bericht.code}_tekst"] = forms.CharField(
                label=f"{naam} na deze stap",
                widget=forms.Textarea(attrs={"rows": 3, "maxlength": LANGST}),
                required=False,
                help_text="Velden tussen dubbele accolades worden vanzelf ingevuld. Noem geen namen van mensen.",
            )
            self.fields[f"bericht_{bericht.code}_naar"] = _rolveld(
                f"{naam} gaat naar", ruimte.betrokken_rollen(self.basis)
            )
            self.fields[f"bericht_{bericht.code}_uit"] = forms.BooleanField(
                label=f"{naam} niet versturen", required=False
            )

    def anders(self) -> dict[str, Any]:
        """What differs from the version of the house."""
        v, stap = self.cleaned_data, self.stap
        uit: dict[str, Any] = {}
        if v.get("uit"):
            uit["uit"] = True
        if "wie" in v:
            gekozen = [*v["wie"], *([SYSTEEM] if SYSTEEM in stap.wie else [])]
            if set(gekozen) != set(stap.wie):
                uit["wie"] = gekozen
        if "reden_verplicht" in v and v["reden_verplicht"] != stap.reden_verplicht:
            uit["reden_verplicht"] = v["reden_verplicht"]
        if "brief" in v and v["brief"] != stap.brief:
            uit["brief"] = v["brief"]
        berichten = {b.code: self._bericht(b) for b in stap.berichten if f"bericht_{b.code}_tekst" in v}
        berichten = {code: los for code, los in berichten.items() if los}
        return uit | ({"berichten": berichten} if berichten else {})

    def _bericht(self, bericht: t.Bericht) -> dict[str, Any]:
        v, voor = self.cleaned_data, f"bericht_{bericht.code}_"
        if v[voor + "uit"]:
            return {"uit": True}
        los: dict[str, Any] = {}
        tekst = " ".join(v[voor + "tekst"].split())
        if tekst != bericht.tekst:
            los["tekst"] = tekst
        if set(v[voor + "naar"]) != set(bericht.naar):
            los["naar"] = v[voor + "naar"]
        return los


class Termijnformulier(Rijformulier):
    """Length or date of a term, where it starts, and the reminders."""

    VELD_VAN: Mapping[str, str] = {
        t.LENGTE: "weken",
        t.DATUM: "datum_dag",
        t.START: "start",
        t.HERINNERINGEN: "h0_dagen",
    }

    def __init__(
        self, *args: Any, basis: Procedure, soort: Termijnsoort, anders: Mapping[str, Any], **kwargs: Any
    ) -> None:
        self.basis, self.soort = basis, soort
        self.rijen = _herinneringen_nu(soort, anders)
        kwargs["initial"] = self._begin(anders) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if not slot(soort, t.LENGTE):
            minst, meest = ruimte.lengtegrenzen(soort)
            hulp = f"Van {lengte_in_woorden(minst)} tot en met {lengte_in_woorden(meest)}. {soort.grenzen.bron}"
            self.fields["weken"] = forms.IntegerField(label="Weken", min_value=0, required=False, help_text=hulp)
            self.fields["dagen"] = forms.IntegerField(label="En dagen", min_value=0, required=False)
        if not slot(soort, t.DATUM):
            self._datum()
        if not slot(soort, t.START):
            keuzes = [
                (v, "het begin van de zaak" if v == BEGIN else basis.met_verb(v)[0].naam) for v in soort.start_mogelijk
            ]
            self.fields["start"] = forms.MultipleChoiceField(
                label="Begint bij", choices=keuzes, widget=forms.CheckboxSelectMultiple, required=False
            )
        if not slot(soort, t.HERINNERINGEN):
            self._herinneringen()

    def _begin(self, anders: Mapping[str, Any]) -> dict[str, Any]:
        soort = self.soort
        eigen = "weken" in anders or "dagen" in anders
        datum = anders.get("jaardatum")
        if "jaardatum" not in anders and soort.jaardatum:
            datum = {"maand": soort.jaardatum.maand, "dag": soort.jaardatum.dag, "jaar": soort.jaardatum.jaar}
        uit: dict[str, Any] = {
            "weken": anders.get("weken", 0) if eigen else soort.weken,
            "dagen": anders.get("dagen", 0) if eigen else soort.dagen,
            "start": list(anders.get("start", starters(self.basis, soort.code))),
            "datum_dag": datum["dag"] if datum else None,
            "datum_maand": datum["maand"] if datum else "",
            "datum_jaar": datum.get("jaar", 0) if datum else 1,
        }
        for i, (dagen, rollen, tekst) in enumerate(self.rijen):
            uit |= {f"h{i}_dagen": abs(dagen), f"h{i}_kant": NA if dagen < 0 else VOOR, f"h{i}_rollen": list(rollen), f"h{i}_tekst": tekst}  # fmt: skip
        return uit

    def _datum(self) -> None:
        grenzen = self.soort.grenzen
        delen = [f"Niet eerder dan {ruimte.dag_in_woorden(grenzen.vroegst)}."] if grenzen.vroegst else []
        delen += [f"Uiterlijk {ruimte.dag_in_woorden(grenzen.laatst)}."] if grenzen.laatst else []
        hulp = "Geldt voor elk schooljaar waarvoor je geen eigen datum zet. " + " ".join(delen)
        self.fields["datum_dag"] = forms.IntegerField(
            label="Dag", min_value=1, max_value=31, required=False, help_text=hulp
        )
        maanden = [("", "geen vaste datum"), *((i, naam) for i, naam in enumerate(MAANDEN, 1))]
        self.fields["datum_maand"] = forms.TypedChoiceField(
            label="Maand", choices=maanden, coerce=int, empty_value=None, required=False
        )
        self.fields["datum_jaar"] = forms.TypedChoiceField(label="Jaar", choices=JAREN, coerce=int, required=False)

    def _herinneringen(self) -> None:
        betrokken = ruimte.betrokken_rollen(self.basis)
        for i in range(self.aantal):
            self.fields[f"h{i}_dagen"] = forms.IntegerField(
                label="Dagen",
                min_value=0,
                required=False,
                help_text="Leeg: deze herinnering gaat niet uit." if i else "",
            )
            self.fields[f"h{i}_kant"] = forms.ChoiceField(label="Wanneer", choices=KANTEN, required=False)
            self.fields[f"h{i}_rollen"] = _rolveld("Aan wie", betrokken)
            self.fields[f"h{i}_tekst"] = forms.CharField(
                label="Eigen tekst",
                max_length=LANGST,
                required=False,
                help_text="Leeg: de gewone zin met termijn en datum.",
            )

    @property
    def aantal(self) -> int:
        """Rows of reminders on the form: those there are and two empty ones."""
        return min(len(self.rijen) + 2, MEESTE_HERINNERINGEN)

    @property
    def herinneringsvelden(self) -> list[list[forms.BoundField]]:
        """The fields of every reminder, row by row."""
        if "h0_dagen" not in self.fields:
            return []
        return [[self[f"h{i}_{naam}"] for naam in ("dagen", "kant", "rollen", "tekst")] for i in range(self.aantal)]

    def clean(self) -> dict[str, Any]:
        """Half a date or half a reminder is pointed out at its field."""
        v: dict[str, Any] = super().clean() or {}
        if "datum_dag" in self.fields and bool(v.get("datum_dag")) != bool(v.get("datum_maand")):
            self.add_error("datum_dag", "Vul dag en maand allebei in, of laat ze allebei leeg.")
        return v

    def anders(self) -> dict[str, Any]:
        """What differs from the version of the house."""
        v, soort = self.cleaned_data, self.soort
        uit: dict[str, Any] = {}
        if "weken" in v and (v["weken"] or 0) * 7 + (v["dagen"] or 0) != soort.lengte:
            uit |= {"weken": v["weken"] or 0, "dagen": v["dagen"] or 0}
        if "datum_dag" in self.fields:
            jaar = int(v.get("datum_jaar") or 0)
            datum = (
                t.Jaardatum(v["datum_maand"], v["datum_dag"], jaar)
                if v.get("datum_maand") and v.get("datum_dag")
                else None
            )
            if datum != soort.jaardatum:
                uit["jaardatum"] = {"maand": datum.maand, "dag": datum.dag, "jaar": datum.jaar} if datum else None
        if "start" in v and set(v["start"]) != starters(self.basis, soort.code):
            uit["start"] = v["start"]
        if "h0_dagen" in self.fields:
            rijen = self._rijen()
            if rijen != [
                {"dagen": w.dagen, "rollen": list(w.rollen)} | ({"tekst": w.tekst} if w.tekst else {})
                for w in soort.waarschuw
            ]:
                uit["waarschuw"] = rijen
        return uit

    def _rijen(self) -> list[dict[str, Any]]:
        v, rijen = self.cleaned_data, []
        for i in range(self.aantal):
            dagen = v.get(f"h{i}_dagen")
            if dagen is None:
                continue
            rij = {"dagen": -dagen if v.get(f"h{i}_kant") == NA else dagen, "rollen": v.get(f"h{i}_rollen") or []}
            tekst = " ".join((v.get(f"h{i}_tekst") or "").split())
            rijen.append(rij | ({"tekst": tekst} if tekst else {}))
        was = {w.dagen: list(w.rollen) for w in self.soort.waarschuw}
        for rij in rijen:  # the order of ticked boxes says nothing: as in the house when it is the same set
            if set(was.get(rij["dagen"], ())) == set(rij["rollen"]):
                rij["rollen"] = was[rij["dagen"]]
        return sorted(rijen, key=lambda rij: -rij["dagen"])


def _herinneringen_nu(soort: Termijnsoort, anders: Mapping[str, Any]) -> list[tuple[int, tuple[str, ...], str]]:
    if "waarschuw" in anders:
        return [(w["dagen"], tuple(w["rollen"]), w.get("tekst", "")) for w in anders["waarschuw"]]
    return [(w.dagen, w.rollen, w.tekst) for w in soort.waarschuw]


class Toelichtingformulier(forms.Form):
    """Why this version is there."""

    bewerking = forms.IntegerField(widget=forms.HiddenInput)
    toelichting = forms.CharField(
        label="Waarom deze versie", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In een zin. Iedereen die de procedure bekijkt, leest dit.",
    )  # fmt: skip


class Publiceerformulier(forms.Form):
    """From which day new cases follow the version."""

    bewerking = forms.IntegerField(widget=forms.HiddenInput)
    vanaf = Datum(label="Geldt voor nieuwe zaken vanaf", initial=vandaag)


class Redenformulier(forms.Form):
    """A reason, for withdrawing."""

    reden = forms.CharField(
        label="Reden", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), error_messages=WAAROM,
        help_text="Iedereen die de procedure bekijkt, leest je reden.",
    )  # fmt: skip


class Inleesformulier(forms.Form):
    """A definition file."""

    bestand = forms.FileField(label="Definitiebestand (.yaml)", help_text="Het bestand dat je hier downloadde, of dat van een ander samenwerkingsverband.")  # fmt: skip


class Verlengformulier(forms.Form):
    """Until when a term is extended, and why. Without a date: as far as the procedure allows."""

    tot = Datum(label="Verlengen tot en met", required=False)
    reden = forms.CharField(
        label="Reden", max_length=400, error_messages=WAAROM, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Iedereen die de zaak mag zien, leest je reden.",
    )  # fmt: skip


class Stilformulier(forms.Form):
    """From which day a term stands still (or runs on), and why."""

    per = Datum(label="Vanaf", initial=vandaag)
    reden = forms.CharField(
        label="Reden", max_length=400, error_messages=WAAROM, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Iedereen die de zaak mag zien, leest je reden.",
    )  # fmt: skip
