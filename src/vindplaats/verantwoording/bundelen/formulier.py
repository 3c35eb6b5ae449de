"""A filled form as a document of the house: it prints the form, so that it is read again as it was given. Pure.

Headings are the first of `koppen` in the definition. Zero, empty and n.v.t. stay three things on paper (VER-12): "Geen.",
nothing, and "N.v.t.". What only belongs on the screen (help, categories, guidelines) is not printed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vindplaats.documenten import stuk as s
from vindplaats.formats.definitie import Deel, Definitie, Vraag
from vindplaats.formats.rules import Stuk, Stukken
from vindplaats.formats.waarden import INGEVULD, NUL, NVT, in_woorden
from vindplaats.kern.geld import als_euro

GROEPKOPPEN = {
    "resultaat_alle": (
        "REKENSCHAP - EIGEN AANDEEL SCHOOLBESTUUR IN HET COLLECTIEF RESULTAAT",
        "VOOR ALLE SCHOLEN IN NIVEAU 1 T/M 5",
    ),
    "resultaat_bao": ("AANVULLEND & SPECIFIEK VOOR NIVEAU 1 T/M 4 - BASISONDERWIJS",),
    "resultaat_sbo_so": ("AANVULLEND & SPECIFIEK VOOR NIVEAU 5 - SBO EN SO",),
    "proces": ("REKENSCHAP - EIGEN AANDEEL SCHOOLBESTUUR IN HET COLLECTIEF PROCES",),
}
"""Group of sections -> the banners of the form that stand before it (report-format.md 8, 8.1, 8.8, 8.11, 10)."""
NVT_TEKST, NUL_TEKST = "N.v.t.", "Geen."
LEEG_BEDRAG = "\u20ac"


@dataclass(frozen=True)
class Verband:
    """An SWV as the form names it: number, name, and short name for the head of a column."""

    code: str
    naam: str = ""
    kort: str = ""

    @property
    def lang(self) -> str:
        return f"{self.code} ({self.naam})" if self.naam else self.code

    @property
    def kop(self) -> str:
        return f"{self.code} ({self.kort})" if self.kort else self.code


@dataclass(frozen=True)
class Rapportkop:
    """What stands around the answers: the SWVs to tick, the date, the paper, a line on every page."""

    swvs: Sequence[Verband] = ()
    bestuur: str = ""
    schooljaar: str = ""
    datum: dt.date | None = None
    huisstijl: s.Huisstijl = field(default_factory=s.Huisstijl)
    melding: str = ""


def stuk_van_rapport(definitie: Definitie, stukken: Stukken, kop: Rapportkop) -> s.Stuk:
    """The whole form with its answers, as a document and as a chapter for the annual report (VER-02, VER-03)."""
    return s.Stuk(
        f"Verantwoording {kop.schooljaar}".strip(),
        list(_blokken(definitie, stukken, kop)),
        ondertitel=f"Passend onderwijs - {definitie.ondertitel}",
        datum=kop.datum,
        huisstijl=kop.huisstijl,
        melding=kop.melding,
    )


def _blokken(definitie: Definitie, stukken: Stukken, kop: Rapportkop) -> Iterator[s.Blok]:
    groep = ""
    for deel in definitie.delen:
        if deel.code == "kop":
            yield from _hoofd(deel, stukken, kop)
            continue
        if deel.groep != groep:
            groep = deel.groep
            yield from _groep(definitie, groep)
        yield from _deel(definitie, deel, stukken, kop)


def _groep(definitie: Definitie, groep: str) -> Iterator[s.Blok]:
    for niveau, banner in enumerate(GROEPKOPPEN.get(groep, ()), 1):
        if banner in definitie.banners:
            yield s.Kop(banner, 2 if banner.startswith("AANVULLEND") else niveau)


# --- the head --------------------------------------------------------------------------------------------------------


def _hoofd(deel: Deel, stukken: Stukken, kop: Rapportkop) -> Iterator[s.Blok]:
    for vraag in deel.vragen:
        stuk = stukken.get(vraag.code, Stuk())
        waarde = stuk.waarde if stuk.stand == INGEVULD else None
        label = f"{_kop(vraag)}:"
        if vraag.soort == "swv_keuze":
            yield s.Alinea([s.Deel(label, vet=True)])
            yield _vakjes(waarde or {}, kop.swvs)
        else:
            tekst = _kopwaarde(vraag, waarde, kop)
            yield s.Alinea([s.Deel(label, vet=True), s.Deel(f" {tekst}")] if tekst else [s.Deel(label, vet=True)])


def _kopwaarde(vraag: Vraag, waarde: Any, kop: Rapportkop) -> str:
    if vraag.soort == "persoon":
        return ", ".join(deel for deel in ((waarde or {}).get("naam"), (waarde or {}).get("functie")) if deel)
    if vraag.soort == "keuze":
        return next((o.label for o in vraag.opties if o.code == waarde), "")
    vast = {"bestuur": kop.bestuur, "schooljaar": kop.schooljaar}
    return str(waarde or vast.get(vraag.code, ""))


def _vakjes(waarde: Mapping[str, bool | None], swvs: Sequence[Verband]) -> s.Selectievakjes:
    """One box per SWV; when nothing was ticked they are all empty, as on paper."""
    return s.Selectievakjes([(verband.lang, bool(waarde.get(verband.code))) for verband in _verbanden(swvs, waarde)])


def _verbanden(swvs: Sequence[Verband], genoemd: Iterable[str]) -> list[Verband]:
    """The SWVs of the form, and those the answers name besides, by number."""
    bekend = {verband.code: verband for verband in swvs}
    return [bekend.get(code, Verband(code)) for code in sorted({*bekend, *genoemd})]


# --- sections --------------------------------------------------------------------------------------------------------


def _deel(definitie: Definitie, deel: Deel, stukken: Stukken, kop: Rapportkop) -> Iterator[s.Blok]:
    if deel.code.startswith("proces_"):
        yield from _procesblok(definitie, deel, stukken)
        return
    if any(vraag.soort == "bedragen_per_swv" for vraag in deel.vragen):
        yield from _geld(deel, stukken, kop)
        return
    enkel = len(deel.vragen) == 1 and bool(deel.vragen[0].koppen)
    niveau = 3 if deel.groep.startswith("resultaat") else 2
    if not enkel:
        yield s.Kop(deel.koppen[0] if deel.koppen else deel.titel, niveau)
    for vraag in deel.vragen:
        yield from _vraag(vraag, stukken.get(vraag.code, Stuk()), niveau if enkel else niveau + 1)


def _vraag(vraag: Vraag, stuk: Stuk, niveau: int) -> Iterator[s.Blok]:
    """A question of any kind under its heading, also when nothing is filled in: the next heading ends the one before."""
    yield s.Kop(_kop(vraag), niveau)
    if vraag.soort == "tekst" or stuk.stand in {NUL, NVT}:
        yield from antwoord(stuk)
    else:
        yield from alineas(in_woorden(vraag, stuk.stand, stuk.waarde))


def _kop(vraag: Vraag) -> str:
    return vraag.koppen[0] if vraag.koppen else vraag.label.rstrip(" ?:")


def antwoord(stuk: Stuk) -> Iterator[s.Blok]:
    """A narrative answer as paragraphs; n.v.t. and none are words of their own, with the explanation below."""
    if stuk.stand in {NVT, NUL}:
        uitleg = str(stuk.waarde or "").strip()
        yield s.Alinea(NVT_TEKST if stuk.stand == NVT else NUL_TEKST)
        yield from alineas(uitleg)
    elif stuk.stand == INGEVULD:
        yield from alineas(str(stuk.waarde or ""))


def alineas(tekst: str) -> Iterator[s.Alinea]:
    """Text in paragraphs: an empty line divides, a line end stays a line end."""
    for alinea in re.split(r"\n[ \t]*\n+", s.schoon(tekst)):
        if alinea.strip():
            yield s.Alinea(alinea.strip("\n"))


# --- money -----------------------------------------------------------------------------------------------------------


def _geld(deel: Deel, stukken: Stukken, kop: Rapportkop) -> Iterator[s.Blok]:
    """Received, the footnote, the line about a difference, and the spending lines last: what follows belongs to a line."""
    yield s.Kop(deel.koppen[0] if deel.koppen else deel.titel, 2)
    besteed = [vraag for vraag in deel.vragen if vraag.soort == "bestedingsregels"]
    los = [vraag for vraag in deel.vragen if vraag not in besteed]
    for vraag in los:
        if vraag.soort == "bedragen_per_swv":
            yield from _bedragen(vraag, stukken.get(vraag.code, Stuk()), kop)
            beschikking = stukken.get("beschikking", Stuk())
            waarde = beschikking.waarde if beschikking.stand == INGEVULD else ""
            yield s.Alinea(f"*Zie bekostigingsbeschikking(en) SWV {waarde or ''}".strip(), zacht=True)
    for vraag in los:
        stuk = stukken.get(vraag.code, Stuk())
        if vraag.soort != "bedragen_per_swv" and vraag.code != "beschikking" and stuk.stand == INGEVULD:
            tekst = " ".join(in_woorden(vraag, stuk.stand, stuk.waarde).split())
            yield s.Alinea([s.Deel(f"{vraag.label}: ", vet=True), s.Deel(tekst)])
    for vraag in besteed:
        yield s.Kop(f"{_kop(vraag)}:", 3)
        yield from _bestedingen(stukken.get(vraag.code, Stuk()))


def _bedragen(vraag: Vraag, stuk: Stuk, kop: Rapportkop) -> Iterator[s.Blok]:
    """The table of received amounts: schemes down, SWVs across; an empty cell shows only its euro sign, zero shows 0."""
    waarde: Mapping[str, Mapping[str, int | None]] = stuk.waarde if stuk.stand == INGEVULD else {}
    verbanden = _verbanden(kop.swvs, (swv for cellen in waarde.values() for swv in cellen))
    rijen = [
        [f"Ontvangen bedrag {optie.label}*", *(_cel((waarde.get(optie.code) or {}).get(v.code)) for v in verbanden)]
        for optie in vraag.opties
    ]
    uitlijning: list[s.Uitlijning] = ["links", *(["rechts"] * len(verbanden))]  # type: ignore[list-item]
    yield s.Tabel(
        [f"{_kop(vraag)}:", *(verband.kop for verband in verbanden)],
        rijen,
        uitlijning=uitlijning,
        breedtes=[2.2, *[1.0] * len(verbanden)],
    )


def _cel(centen: int | None) -> str:
    return LEEG_BEDRAG if centen is None else als_euro(centen)


def _bestedingen(stuk: Stuk) -> Iterator[s.Blok]:
    """Numbered lines: amount or PM, "ten behoeve van", purpose; the explanation below (VER-07, VER-16)."""
    regels: Sequence[Mapping[str, Any]] = stuk.waarde if stuk.stand == INGEVULD else []
    for nummer, regel in enumerate(regels, 1):
        bedrag = f"{LEEG_BEDRAG}\u00a0PM" if regel.get("pm") else _cel(regel.get("bedrag"))
        yield s.Alinea(f"{nummer}. {bedrag} ten behoeve van {' '.join(str(regel.get('doel') or '').split())}")
        yield from alineas(str(regel.get("toelichting") or ""))


# --- process ---------------------------------------------------------------------------------------------------------


def _procesblok(definitie: Definitie, deel: Deel, stukken: Stukken) -> Iterator[s.Blok]:
    """Steering, numbers, elaboration and the list of indicators of the block, with our own labels (VER-08, VER-11)."""
    yield s.Kop(deel.koppen[0] if deel.koppen else deel.titel, 2)
    for vraag in deel.vragen:
        stuk = stukken.get(vraag.code, Stuk())
        if vraag.soort == "indicatorkeuze":
            yield s.Alinea([s.Deel(vraag.label, cursief=True)])
            yield s.Alinea([s.Deel(f"Nummer(s): {_nummers(stuk)}", vet=True)])
        elif vraag.code.endswith("_uitwerking"):
            yield from antwoord(stuk)
            yield from _catalogus(definitie, deel.code.removeprefix("proces_"))
        elif not vraag.code.endswith("_sturing"):
            yield from _vraag(vraag, stuk, 3)
        else:
            yield s.Alinea([s.Deel(vraag.label, cursief=True)])
            yield from antwoord(stuk)


def _nummers(stuk: Stuk) -> str:
    if stuk.stand == NVT:
        return NVT_TEKST
    return ",".join(str(n) for n in stuk.waarde or []) if stuk.stand == INGEVULD else ""


def _catalogus(definitie: Definitie, blok: str) -> Iterator[s.Blok]:
    regels = [f"{i.nummer} {i.label}" for i in definitie.indicatoren if i.blok == blok]
    if regels:
        yield s.Alinea("\n".join(regels), zacht=True)
