"""The difference between two versions of a form in words, and what each change means. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from vindplaats.formats.definitie import Definitie, Optie, Vraag
from vindplaats.formats.gebruik import Leesproef

from .inhoud import SOORTNAMEN, VOORNAMEN

NIEUW, VERVALLEN, ANDERS, VOLGORDE, FORMULIER = "nieuw", "vervallen", "anders", "volgorde", "formulier"
SOORTKOPPEN = {
    NIEUW: "Nieuw",
    VERVALLEN: "Vervallen",
    ANDERS: "Gewijzigd",
    VOLGORDE: "Andere plaats",
    FORMULIER: "Het formulier als geheel",
}


@dataclass(frozen=True)
class Gevolg:
    """What a change means for one thing: antwoorden, inlezen, uitvoer or cijfers."""

    waarvoor: str
    zin: str


@dataclass(frozen=True)
class Wijziging:
    """One change. `was` and `werd` are texts to show next to each other, where there are any."""

    soort: str
    titel: str
    zin: str
    vraag: str = ""
    was: str = ""
    werd: str = ""
    gevolgen: tuple[Gevolg, ...] = field(default=())


ANTWOORDEN, INLEZEN, UITVOER, CIJFERS = "Antwoorden", "Inlezen", "Overzichten", "Cijfers"
Cijfernamen = Callable[[str], Sequence[str]]


def vergelijk(
    oud: Definitie, nieuw: Definitie, cijfers: Cijfernamen = lambda _: (), leesproef: Leesproef | None = None
) -> list[Wijziging]:
    """Every change from `oud` to `nieuw`, the most far-reaching first. `cijfers` names the figures that hang on a question;
    `leesproef` tells which questions the reader finds back in a printed form of the new version."""
    uit: list[Wijziging] = _formulier(oud, nieuw)
    uit += [_weg(vraag, cijfers) for code, vraag in oud.vragen.items() if code not in nieuw.vragen]
    uit += [_erbij(nieuw, vraag, leesproef) for code, vraag in nieuw.vragen.items() if code not in oud.vragen]
    for code, vraag in nieuw.vragen.items():
        eerder = oud.vragen.get(code)
        if eerder:
            uit += _van_vraag(eerder, vraag, cijfers)
            uit += _van_plaats(oud, nieuw, eerder, vraag)
    uit += _delen(oud, nieuw)
    rang = [VERVALLEN, NIEUW, ANDERS, VOLGORDE, FORMULIER]
    return sorted(uit, key=lambda w: rang.index(w.soort))


def _formulier(oud: Definitie, nieuw: Definitie) -> list[Wijziging]:
    uit = []
    if oud.titel != nieuw.titel:
        uit.append(
            Wijziging(FORMULIER, "Titel", "De titel van het formulier is anders.", was=oud.titel, werd=nieuw.titel)
        )
    if (oud.van, oud.tot) != (nieuw.van, nieuw.tot):
        zin = f"Dit formulier geldt {_jaren(nieuw)}; het vorige {_jaren(oud)}."
        uit.append(Wijziging(FORMULIER, "Schooljaren", zin))
    namen = {i.nummer: i.label for i in oud.indicatoren}
    for indicator in nieuw.indicatoren:
        was = namen.pop(indicator.nummer, None)
        if was != indicator.label:
            zin = "De naam van deze indicator is anders." if was else "Deze indicator is nieuw."
            uit.append(Wijziging(FORMULIER, f"Indicator {indicator.nummer}", zin, was=was or "", werd=indicator.label))
    uit += [Wijziging(FORMULIER, f"Indicator {nr}", "Deze indicator is weg.", was=was) for nr, was in namen.items()]
    return uit


def _jaren(d: Definitie) -> str:
    return f"van {d.van} tot en met {d.tot}" if d.tot else f"vanaf {d.van}"


def _weg(vraag: Vraag, cijfers: Cijfernamen) -> Wijziging:
    gevolgen = [
        Gevolg(
            ANTWOORDEN,
            "Antwoorden van eerdere jaren blijven bij die jaren staan. Nieuwe besturen zien de vraag niet meer.",
        ),
        Gevolg(INLEZEN, "Staat deze kop nog in een document, dan blijft de tekst apart staan bij 'niet geplaatst'."),
        Gevolg(UITVOER, "Bij vergelijken staat de vraag als vervallen, met de antwoorden van toen."),
    ]
    namen = list(cijfers(vraag.code))
    if namen:
        gevolgen.append(Gevolg(CIJFERS, f"Deze cijfers komen er niet meer bij: {', '.join(namen)}."))
    return Wijziging(
        VERVALLEN, vraag.label, "Deze vraag wordt niet meer gesteld.", vraag.code, gevolgen=tuple(gevolgen)
    )


def _erbij(nieuw: Definitie, vraag: Vraag, leesproef: Leesproef | None) -> Wijziging:
    moet = "Hij moet ingevuld worden voor indienen." if vraag.verplicht else "Hij mag leeg blijven."
    gevolgen = [
        Gevolg(ANTWOORDEN, f"Er is nog geen antwoord van eerdere jaren. {moet}"),
        Gevolg(INLEZEN, _leeszin(vraag, leesproef)),
        Gevolg(
            UITVOER, "De vraag staat in elke uitvoer. Bij vergelijken staat bij eerdere jaren dat de vraag er niet was."
        ),
    ]
    deel = nieuw.deel_van(vraag.code).titel
    zin = f"{SOORTNAMEN[vraag.soort]}, in het onderdeel '{deel}'. {VOORNAMEN[vraag.voor]}."
    return Wijziging(NIEUW, vraag.label, zin, vraag.code, gevolgen=tuple(gevolgen))


def _leeszin(vraag: Vraag, leesproef: Leesproef | None) -> str:
    kop = vraag.koppen[0] if vraag.koppen else vraag.label
    if leesproef and vraag.code in leesproef.gevonden:
        return f"Getest: de lezer vindt het antwoord terug onder de kop '{kop}'."
    if leesproef and vraag.code in leesproef.gemist:
        return "De lezer vindt dit antwoord nog niet in een document. Het bestuur vult het op het scherm in."
    return f"De lezer zoekt het antwoord onder de kop '{kop}'."


def _van_vraag(oud: Vraag, nieuw: Vraag, cijfers: Cijfernamen) -> list[Wijziging]:
    uit: list[Wijziging] = []
    if oud.soort != nieuw.soort:
        gevolgen = (
            Gevolg(ANTWOORDEN, "Een antwoord van vorig jaar past misschien niet meer. Kijk bij 'Proberen'."),
            *(Gevolg(CIJFERS, f"Kijk na of dit nog klopt: {naam}.") for naam in cijfers(nieuw.code)),
        )
        uit.append(
            _anders(nieuw, "Het soort antwoord is anders.", SOORTNAMEN[oud.soort], SOORTNAMEN[nieuw.soort], gevolgen)
        )
    if oud.verplicht != nieuw.verplicht:
        wordt = (
            "Deze vraag moet nu ingevuld worden voor indienen."
            if nieuw.verplicht
            else "Deze vraag mag nu leeg blijven."
        )
        uit.append(_anders(nieuw, wordt))
    for veld, woord in (("nvt", "'Niet van toepassing'"), ("nul", "'Geen'")):
        if getattr(oud, veld) != getattr(nieuw, veld):
            zin = f"{woord} {'mag nu als antwoord' if getattr(nieuw, veld) else 'mag niet meer als antwoord'}."
            uit.append(_anders(nieuw, zin))
    for zin, was, werd, gevolgen in _teksten(oud, nieuw):
        if was != werd:
            uit.append(_anders(nieuw, zin, was, werd, gevolgen))
    for naam, links, rechts in (("keuze", oud.opties, nieuw.opties), ("categorie", oud.categorieen, nieuw.categorieen)):
        uit += _van_keuzes(nieuw, naam, links, rechts)
    return uit


def _anders(vraag: Vraag, zin: str, was: str = "", werd: str = "", gevolgen: tuple[Gevolg, ...] = ()) -> Wijziging:
    return Wijziging(ANDERS, vraag.label, zin, vraag.code, was, werd, gevolgen)


def _teksten(oud: Vraag, nieuw: Vraag) -> list[tuple[str, str, str, tuple[Gevolg, ...]]]:
    """What can be shown as an old and a new text: (sentence, old, new, consequences)."""
    naam = (
        Gevolg(UITVOER, "Bij vergelijken staat de eerdere naam erbij."),
        Gevolg(INLEZEN, "Zet de oude naam bij 'Koppen' als besturen die nog gebruiken."),
    )
    koppen = (Gevolg(INLEZEN, "De lezer zoekt met de nieuwe koppen. De eerste kop staat in de uitvoer."),)
    herkend = "De koppen waaraan een document herkend wordt zijn anders."
    return [
        ("De vraag heet anders.", oud.label, nieuw.label, naam),
        ("De uitleg bij de vraag is anders.", oud.hulp, nieuw.hulp, ()),
        ("Het voorbeeld bij de vraag is anders.", oud.voorbeeld, nieuw.voorbeeld, ()),
        ("De vraag is voor andere besturen.", VOORNAMEN[oud.voor], VOORNAMEN[nieuw.voor], ()),
        ("De richtlijn voor de lengte is anders.", _woorden(oud), _woorden(nieuw), ()),
        (herkend, "\n".join(oud.koppen), "\n".join(nieuw.koppen), koppen),
        ("De vraag kiest uit een ander blok indicatoren.", oud.blok, nieuw.blok, ()),
    ]


def _woorden(vraag: Vraag) -> str:
    return f"ongeveer {vraag.richtlijn_woorden} woorden" if vraag.richtlijn_woorden else "geen richtlijn"


def _van_keuzes(vraag: Vraag, naam: str, links: Sequence[Optie], rechts: Sequence[Optie]) -> list[Wijziging]:
    was, werd = {o.code: o.label for o in links}, {o.code: o.label for o in rechts}
    uit = []
    for code, label in was.items():
        if code not in werd:
            gevolg = Gevolg(
                ANTWOORDEN, "Wie dit vorig jaar koos, moet opnieuw kiezen. Het oude antwoord blijft bij dat jaar."
            )
            uit.append(Wijziging(ANDERS, vraag.label, f"De {naam} '{label}' is weg.", vraag.code, gevolgen=(gevolg,)))
        elif werd[code] != label:
            uit.append(Wijziging(ANDERS, vraag.label, f"Een {naam} heet anders.", vraag.code, label, werd[code]))
    nieuw = [label for code, label in werd.items() if code not in was]
    if nieuw:
        uit.append(Wijziging(ANDERS, vraag.label, f"Nieuw bij {naam}: {', '.join(nieuw)}.", vraag.code))
    return uit


def _van_plaats(oud: Definitie, nieuw: Definitie, eerder: Vraag, vraag: Vraag) -> list[Wijziging]:
    if eerder.deel == vraag.deel:
        return []
    zin = f"Verhuisd van '{oud.deel_van(vraag.code).titel}' naar '{nieuw.deel_van(vraag.code).titel}'."
    gevolgen = (
        Gevolg(ANTWOORDEN, "Het antwoord van vorig jaar verhuist mee."),
        Gevolg(UITVOER, "Een gesprek over het oude onderdeel blijft bij dat onderdeel staan."),
    )
    return [Wijziging(VOLGORDE, vraag.label, zin, vraag.code, gevolgen=gevolgen)]


def _delen(oud: Definitie, nieuw: Definitie) -> list[Wijziging]:
    was, werd = {d.code: d for d in oud.delen}, {d.code: d for d in nieuw.delen}
    uit = [Wijziging(VOLGORDE, d.titel, "Dit onderdeel is nieuw.") for c, d in werd.items() if c not in was]
    uit += [Wijziging(VOLGORDE, d.titel, "Dit onderdeel is er niet meer.") for c, d in was.items() if c not in werd]
    for code, deel in werd.items():
        eerder = was.get(code)
        if eerder and eerder.titel != deel.titel:
            uit.append(Wijziging(VOLGORDE, deel.titel, "Dit onderdeel heet anders.", was=eerder.titel, werd=deel.titel))
        if eerder and eerder.hulp != deel.hulp:
            uit.append(
                Wijziging(ANDERS, deel.titel, "De uitleg bij dit onderdeel is anders.", was=eerder.hulp, werd=deel.hulp)
            )
        if eerder:
            beide = {v.code for v in eerder.vragen} & {v.code for v in deel.vragen}
            if [v.code for v in eerder.vragen if v.code in beide] != [v.code for v in deel.vragen if v.code in beide]:
                uit.append(Wijziging(VOLGORDE, deel.titel, "De vragen in dit onderdeel staan in een andere volgorde."))
    gebleven = [c for c in was if c in werd]
    if gebleven != [c for c in werd if c in was]:
        uit.append(Wijziging(VOLGORDE, "Onderdelen", "De onderdelen staan in een andere volgorde."))
    return uit
