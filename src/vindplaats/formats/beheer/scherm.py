"""What the screens of the form manager draw: fields with their number, sections, preview per role."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from vindplaats.formats.definitie import Deel, Definitie, Vraag
from vindplaats.formats.gebruik import Slot
from vindplaats.formats.models import Formaatversie
from vindplaats.formats.rules import Stuk, Stukken, ontbrekend, vragen_van
from vindplaats.formats.scherm import Schermvraag
from vindplaats.formats.waarden import LEEG, ONGELDIG, in_woorden, lees_invoer
from vindplaats.kern.schermdelen import Actie, Chip, Gebeurtenis, Kruimel
from vindplaats.toegang.log import spoor
from vindplaats.toegang.permissions import mag
from vindplaats.toegang.wie import Wie

from . import inhoud as i
from . import queries as q
from .controle import Misplaatst, controleer
from .proef import voorbeeld

ROLLEN: dict[str, tuple[str, frozenset[str]]] = {
    "beide": ("Bestuur met alle soorten scholen", frozenset({"bao", "sbo_so"})),
    "bao": ("Bestuur met basisscholen", frozenset({"bao"})),
    "sbo_so": ("Bestuur met SBO of SO", frozenset({"sbo_so"})),
    "lezer": ("Wie meeleest", frozenset({"bao", "sbo_so"})),
}


@dataclass(frozen=True)
class Invoerveld:
    """One field of the draft as an input that saves itself."""

    plek: str
    naam: str
    label: str
    waarde: str
    nummer: int
    url: str
    soort: str = "regel"
    hulp: str = ""
    keuzes: tuple[tuple[str, str], ...] = ()
    vast: str = ""
    verplicht: bool = True

    @property
    def id(self) -> str:
        return f"f-{self.plek.replace('.', '-')}-{self.naam}"


def invoerveld(versie: Formaatversie, plek: str, naam: str, label: str, **meer: Any) -> Invoerveld:
    """A field of the draft with its present text and number."""
    waarde = i.als_tekst(naam, i.veld(versie.inhoud, plek, naam))
    nummer = int(versie.nummers.get(f"{plek}.{naam}", 0))
    url = reverse("formats:veld", args=[versie.pk, plek])
    return Invoerveld(plek, naam, label, waarde, nummer, url, **meer)


_KOPPEN = "Eén kop per regel. Aan deze koppen herkent de lezer dit deel in een document. De eerste staat in de uitvoer."
_VOOR = tuple(i.VOORNAMEN.items())


def kopvelden(versie: Formaatversie) -> list[Invoerveld]:
    """The fields of the form as a whole."""
    jaar = "Bijvoorbeeld 2026-2027."
    return [
        invoerveld(versie, "kop", "titel", "Titel van het formulier"),
        invoerveld(versie, "kop", "ondertitel", "Ondertitel", verplicht=False),
        invoerveld(versie, "kop", "van", "Eerste schooljaar", soort="kort", hulp=jaar),
        invoerveld(versie, "kop", "tot", "Laatste schooljaar", soort="kort", hulp="Leeg: tot er een nieuw formulier is.", verplicht=False),
    ]  # fmt: skip


def deelvelden(versie: Formaatversie, deel: str) -> list[Invoerveld]:
    """The fields of a section."""
    plek = f"deel.{deel}"
    groepen = tuple((str(g.get("code")), str(g.get("label"))) for g in versie.inhoud.get("groepen") or [])
    uit = [
        invoerveld(versie, plek, "titel", "Naam van het onderdeel"),
        invoerveld(versie, plek, "hulp", "Uitleg boven dit onderdeel", soort="tekst", verplicht=False),
        invoerveld(versie, plek, "voor", "Voor wie", soort="keuze", keuzes=_VOOR),
        invoerveld(versie, plek, "koppen", "Koppen in documenten", soort="tekst", hulp=_KOPPEN, verplicht=False),
        invoerveld(versie, plek, "nvt", "Het hele onderdeel mag 'niet van toepassing' zijn", soort="vink"),
    ]
    if groepen:
        keuzes = (("", "Geen groep"), *groepen)
        uit.insert(2, invoerveld(versie, plek, "groep", "Groep in de lijst links", soort="keuze", keuzes=keuzes))
    return uit


def vraagvelden(versie: Formaatversie, code: str, sloten: Sequence[Slot]) -> list[Invoerveld]:
    """The fields of a question; what is locked says why."""
    plek = f"vraag.{code}"
    vraag = i.vraag(versie.inhoud, code)
    vast = sloten[0].zin if sloten else ""
    uit = [
        invoerveld(versie, plek, "label", "De vraag"),
        invoerveld(versie, plek, "hulp", "Uitleg bij de vraag", soort="tekst", verplicht=False),
        invoerveld(
            versie, plek, "soort", "Soort antwoord", soort="keuze", keuzes=tuple(i.SOORTNAMEN.items()), vast=vast
        ),
        invoerveld(versie, plek, "voor", "Voor wie", soort="keuze", keuzes=_VOOR),
        invoerveld(versie, plek, "verplicht", "Moet ingevuld zijn voor indienen", soort="vink"),
        invoerveld(versie, plek, "nvt", "'Niet van toepassing' mag als antwoord", soort="vink"),
        invoerveld(versie, plek, "nul", "'Geen' mag als antwoord", soort="vink"),
    ]
    if vraag.get("soort") == "tekst":
        uit.append(
            invoerveld(
                versie, plek, "richtlijn_woorden", "Richtlijn voor de lengte, in woorden", soort="kort", verplicht=False
            )
        )
    if vraag.get("soort") == "indicatorkeuze":
        blokken = tuple((str(b.get("code")), str(b.get("titel"))) for b in versie.inhoud.get("blokken") or [])
        uit.append(invoerveld(versie, plek, "blok", "Blok indicatoren", soort="keuze", keuzes=blokken))
    uit.append(invoerveld(versie, plek, "koppen", "Koppen in documenten", soort="tekst", hulp=_KOPPEN, verplicht=False))
    return uit


@dataclass(frozen=True)
class Keuzelijst:
    """Choices or categories of a question, each a field of its own."""

    soort: str
    titel: str
    velden: list[tuple[str, Invoerveld]]
    vast: str = ""


def keuzelijsten(versie: Formaatversie, code: str, sloten: Sequence[Slot]) -> list[Keuzelijst]:
    """The lists of choices a question of this kind has."""
    vraag = i.vraag(versie.inhoud, code)
    uit = []
    titels = {"tabel": "Kolommen", "bedragen_per_swv": "Regels van de tabel"}
    for soort, lijst in i.LIJSTEN.items():
        hoort = vraag.get("soort") in i.MET_KEUZES if soort == "keuze" else vraag.get("soort") == "bestedingsregels"
        if not hoort:
            continue
        velden = [
            (str(o.get("code")), invoerveld(versie, f"{soort}.{code}.{o.get('code')}", "label", f"{nr}e naam"))
            for nr, o in enumerate(vraag.get(lijst) or [], 1)
        ]
        vast = next((s.zin for s in sloten if s.opties), "") if soort == "keuze" else ""
        titel = "Categorieën" if soort == "categorie" else titels.get(str(vraag.get("soort")), "Keuzes")
        uit.append(Keuzelijst(soort, titel, velden, vast))
    return uit


@dataclass(frozen=True)
class Vraagrij:
    """A question in the list of a section."""

    code: str
    label: str
    soort: str
    voor: str
    verplicht: bool
    vervallen: bool
    slot: str
    fout: str
    eigen: bool


@dataclass(frozen=True)
class Deelrij:
    """A section with its questions."""

    code: str
    titel: str
    fout: str
    vragen: list[Vraagrij] = field(default_factory=list)


def opbouw(versie: Formaatversie, sloten: dict[str, list[Slot]], fouten: Sequence[Misplaatst]) -> list[Deelrij]:
    """Sections and questions of a draft in order, with locks and mistakes at their place."""
    mis = {f.plek: f.zin for f in reversed(fouten)}
    al = q.basis_codes(versie)
    uit = []
    for deel in i.delen(versie.inhoud):
        rijen = []
        for v in i.vragen_in(deel):
            code = str(v.get("code"))
            redenen = sloten.get(code, [])
            rijen.append(
                Vraagrij(
                    code,
                    str(v.get("label") or "(nog zonder tekst)"),
                    i.SOORTNAMEN.get(str(v.get("soort")), str(v.get("soort"))),
                    i.VOORNAMEN.get(str(v.get("voor") or "alle"), ""),
                    bool(v.get("verplicht")),
                    bool(v.get("vervallen")),
                    redenen[0].zin if redenen else "",
                    mis.get(f"vraag.{code}", ""),
                    code not in al,
                )
            )
        code = str(deel.get("code"))
        uit.append(Deelrij(code, str(deel.get("titel") or code), mis.get(f"deel.{code}", ""), rijen))
    return uit


# --- preview ---------------------------------------------------------------------------------------------------------


def losse_definitie(inhoud: i.Inhoud, code: str) -> Definitie | None:
    """A form with only this question: its preview works also while something elsewhere is still wrong."""
    vraag = {k: w for k, w in i.vraag(inhoud, code).items() if k != "vervallen"}
    deel = {"code": "voorbeeld", "titel": "Voorbeeld", "vragen": [vraag]}
    los = {
        "formaat": "voorbeeld",
        "versie": "1",
        "titel": "Voorbeeld",
        "schooljaren": {"van": "2025-2026"},
        "delen": [deel],
    }
    return controleer(los | {n: inhoud.get(n) or [] for n in ("blokken", "indicatoren")}).definitie


def voorbeeldvraag(
    versie: Formaatversie, d: Definitie, vraag: Vraag, stukken: Stukken, swvs: tuple[tuple[str, str], ...]
) -> Schermvraag:
    """A question as the editor draws it, with an invented answer; saving tries it and stores nothing."""
    stuk = stukken.get(vraag.code, Stuk())
    return Schermvraag(
        vraag=vraag,
        url=reverse("formats:voorbeeld-vraag", args=[versie.pk, vraag.code]),
        stand=stuk.stand,
        waarde=stuk.waarde,
        swvs=swvs,
        indicatoren=tuple(ind for ind in d.indicatoren if ind.blok == vraag.blok) if vraag.blok else (),
        fouten=lees_invoer(vraag, stuk.waarde["ruw"]).fouten if stuk.stand == ONGELDIG else {},
    )


@dataclass(frozen=True)
class Voorbeelddeel:
    """A section of the preview: fields to try, or words to read."""

    deel: Deel
    vragen: list[Schermvraag] = field(default_factory=list)
    woorden: list[tuple[str, str]] = field(default_factory=list)


def voorbeelddelen(
    versie: Formaatversie, d: Definitie, rol: str, leeg: bool, getypt: dict[str, Stuk] | None = None
) -> tuple[list[Voorbeelddeel], list[str]]:
    """The whole form as a role sees it, with invented answers or empty; and what would still be missing before handing in."""
    swvs = q.swvs_van(versie)
    kenmerken = ROLLEN[rol][1]
    stukken = dict({} if leeg else voorbeeld(d, [code for code, _ in swvs]).stukken) | (getypt or {})
    uit = []
    for deel in d.delen:
        vragen = vragen_van(deel, kenmerken)
        if not vragen:
            continue
        if rol == "lezer":
            woorden = [(v.label, _woorden(v, stukken.get(v.code, Stuk()))) for v in vragen]
            uit.append(Voorbeelddeel(deel, woorden=[(label, tekst) for label, tekst in woorden if tekst]))
        else:
            uit.append(Voorbeelddeel(deel, [voorbeeldvraag(versie, d, v, stukken, swvs) for v in vragen]))
    return uit, [o.zin for o in ontbrekend(d, stukken, kenmerken)] if leeg else []


def _woorden(vraag: Vraag, stuk: Stuk) -> str:
    return "" if stuk.stand == LEEG else in_woorden(vraag, stuk.stand, stuk.waarde)


# --- frame -----------------------------------------------------------------------------------------------------------

BLADEN = (
    ("versie", "Overzicht"),
    ("bewerken", "Bewerken"),
    ("voorbeeld", "Voorbeeld"),
    ("verschil", "Wat is er anders"),
    ("proberen", "Proberen"),
    ("publiceren", "Publiceren"),
    ("geschiedenis", "Geschiedenis"),
)


def raam(wie: Wie, versie: Formaatversie, blad: str, *verder: Kruimel) -> dict[str, Any]:
    """What every page of one version shares: tabs, state, crumbs, who can see it."""
    concept = versie.is_concept
    bladen = [
        (naam, tekst)
        for naam, tekst in BLADEN
        if (concept or naam not in {"bewerken", "publiceren"})
        and (naam != "bewerken" or mag(wie, "formats.bewerken", versie))
        and (naam != "publiceren" or mag(wie, "formats.publiceren", versie))
    ]
    stand = q.stand_van(versie)
    eigen = Kruimel(f"Versie {versie.versie}", reverse("formats:versie", args=[versie.pk]) if verder else "")
    return {
        "versie": versie,
        "titel_formulier": str(versie.inhoud.get("titel") or versie.formaat),
        "bladen": [Chip(tekst, reverse(f"formats:{naam}", args=[versie.pk]), naam == blad) for naam, tekst in bladen],
        "stand": stand,
        "standnaam": q.STANDNAMEN[stand][0],
        "standsoort": q.STANDNAMEN[stand][1],
        "kruimels": [Kruimel("Formulieren", reverse("formats:overzicht")), eigen, *verder],
        "mag_bewerken": concept and mag(wie, "formats.bewerken", versie),
        "mag_publiceren": mag(wie, "formats.publiceren", versie),
        "zicht": _zicht(versie),
        "meer_acties": _meer(wie, versie),
    }


def _zicht(versie: Formaatversie) -> str:
    if versie.gedeeld_op is None and versie.is_concept:
        return "Alleen jij ziet dit concept, tot je het deelt."
    if versie.is_concept:
        return "Directie, kwaliteit, secretariaat en functioneel beheer van dit samenwerkingsverband zien dit concept."
    return (
        "Wie formulieren beheert in dit samenwerkingsverband ziet deze versie. Besturen zien haar als ze haar invullen."
    )


def _meer(wie: Wie, versie: Formaatversie) -> list[Actie]:
    uit = [Actie("Download als YAML", reverse("formats:bestand", args=[versie.formaat, versie.versie]), "download")]
    if versie.is_concept and mag(wie, "formats.bewerken", versie):
        stap = reverse("formats:stap", args=[versie.pk, "wegleggen"])
        uit.append(Actie("Leg dit concept weg", stap, "verwijder", post=True))
    return uit


def tijdlijn(versie: Formaatversie, hoogstens: int = 8) -> list[Gebeurtenis]:
    """What happened with this version, newest first."""
    return [Gebeurtenis(g.wanneer, g.zin, g.wie_naam, g.waarom) for g in spoor(versie)[:hoogstens]]
