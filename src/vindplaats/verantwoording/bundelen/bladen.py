"""Sheets of one report: answers, money, spending lines, indicators. Numbers stay numbers. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from vindplaats.documenten.excel import Blad, Kolom
from vindplaats.documenten.stuk import Cel
from vindplaats.formats.definitie import Definitie, Vraag
from vindplaats.formats.rules import Stuk, Stukken
from vindplaats.formats.waarden import INGEVULD, LEEG, NUL, NVT, ONGELDIG, in_woorden
from vindplaats.verantwoording.rules import Bedragen, som

STANDWOORD = {LEEG: "leeg", INGEVULD: "ingevuld", NUL: "geen", NVT: "n.v.t.", ONGELDIG: "niet te lezen"}


def rapportbladen(definitie: Definitie, stukken: Stukken, toegekend: Bedragen) -> list[Blad]:
    """The sheets of one report (VER-07, VER-11, VER-16). `toegekend` is what the SWVs granted, in cents."""
    return [
        _antwoorden(definitie, stukken),
        _ontvangen(definitie, stukken, toegekend),
        _bestedingen(definitie, stukken),
        _indicatoren(definitie, stukken),
    ]


def _antwoorden(definitie: Definitie, stukken: Stukken) -> Blad:
    rijen: list[list[Cel]] = []
    for deel in definitie.delen:
        for vraag in deel.vragen:
            stuk = stukken.get(vraag.code, Stuk())
            rijen.append([deel.titel, vraag.label, STANDWOORD[stuk.stand], in_woorden(vraag, stuk.stand, stuk.waarde)])
    kolommen = [
        Kolom("Onderdeel", breedte=28),
        Kolom("Vraag", breedte=36),
        Kolom("Stand", breedte=12),
        Kolom("Antwoord", breedte=90),
    ]
    return Blad("Antwoorden", kolommen, rijen)


def _van_soort(definitie: Definitie, soort: str) -> list[Vraag]:
    return [vraag for vraag in definitie.vragen.values() if vraag.soort == soort]


def _ingevuld(stukken: Stukken, vraag: Vraag) -> Any:
    stuk = stukken.get(vraag.code, Stuk())
    return stuk.waarde if stuk.stand == INGEVULD else None


def _ontvangen(definitie: Definitie, stukken: Stukken, toegekend: Bedragen) -> Blad:
    rijen: list[list[Cel]] = []
    for vraag in _van_soort(definitie, "bedragen_per_swv"):
        waarde: Bedragen = _ingevuld(stukken, vraag) or {}
        for optie in vraag.opties:
            gemeld, gegeven = waarde.get(optie.code) or {}, toegekend.get(optie.code) or {}
            for swv in sorted({*gemeld, *gegeven}):
                rijen.append(
                    [optie.label, swv, gemeld.get(swv), gegeven.get(swv), _min(gemeld.get(swv), gegeven.get(swv))]
                )
    kolommen = [
        Kolom("Regeling"),
        Kolom("Samenwerkingsverband"),
        Kolom("Ontvangen", "bedrag"),
        Kolom("Toegekend", "bedrag", uitleg="Wat het samenwerkingsverband zelf heeft ingevoerd."),
        Kolom("Verschil", "bedrag", uitleg="Ontvangen min toegekend; leeg als een van de twee niet bekend is."),
    ]
    return Blad("Ontvangen", kolommen, rijen, ["Samen", None, *(_kolomsom(rijen, k) for k in (2, 3, 4))])


def _min(links: int | None, rechts: int | None) -> int | None:
    return None if links is None or rechts is None else links - rechts


def _kolomsom(rijen: Sequence[Sequence[Any]], kolom: int) -> int | None:
    return som([rij[kolom] for rij in rijen])


def _bestedingen(definitie: Definitie, stukken: Stukken) -> Blad:
    rijen: list[list[Cel]] = []
    for vraag in _van_soort(definitie, "bestedingsregels"):
        namen = {c.code: c.label for c in vraag.categorieen}
        regels: Sequence[Mapping[str, Any]] = _ingevuld(stukken, vraag) or []
        for nummer, regel in enumerate(regels, 1):
            bedrag = "PM" if regel.get("pm") else regel.get("bedrag")
            categorie = namen.get(regel.get("categorie") or "", "")
            rijen.append([nummer, bedrag, regel.get("doel") or "", categorie, regel.get("toelichting") or ""])
    bekend = som([rij[1] for rij in rijen if isinstance(rij[1], int)])
    kolommen = [
        Kolom("Nr.", "getal", 8),
        Kolom("Bedrag", "bedrag", 16, uitleg="PM telt niet mee in de som."),
        Kolom("Ten behoeve van", breedte=50),
        Kolom("Categorie", breedte=30),
        Kolom("Toelichting", breedte=70),
    ]
    return Blad("Besteding", kolommen, rijen, [None, bekend, None, None, None])


def _indicatoren(definitie: Definitie, stukken: Stukken) -> Blad:
    gekozen: set[int] = set()
    for vraag in _van_soort(definitie, "indicatorkeuze"):
        gekozen |= set(_ingevuld(stukken, vraag) or [])
    titels = {blok.code: blok.titel for blok in definitie.blokken}
    rijen: list[list[Cel]] = [
        [i.nummer, titels.get(i.blok, i.blok), i.label, "ja" if i.nummer in gekozen else None]
        for i in definitie.indicatoren
    ]
    kolommen = [Kolom("Nummer", "getal", 10), Kolom("Blok"), Kolom("Indicator", breedte=60), Kolom("Uitgewerkt")]
    return Blad("Indicatoren", kolommen, rijen)
