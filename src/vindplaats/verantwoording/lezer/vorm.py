"""What the reader must know of a version of the form: headings, ranges, SWVs and printed text.

Without a definition the reader knows the form of 2023-2024. With one (formats.definitie.Definitie, or anything with the
same attributes) its headings, ranges and texts are added, so that a newer version and our own exports are read too.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from .koppen import BLOKKEN, ONDERDELEN, REEKSEN, Kop, standaardkoppen
from .resultaat import FORMAAT
from .sjabloon import Fragment, Sjabloon, fragment_van, standaardsjabloon
from .woorden import tokens

SWVS: dict[str, tuple[str, ...]] = {
    "PO3104": ("westelijke mijnstreek", "wm"),
    "PO3105": ("maastricht-heuvelland", "maastricht - heuvelland", "mh"),
    "PO3106": ("parkstad", "ps"),
}
_KORT = {"bestedingen": "aanwending", "ontvangen": "middelen"}


@dataclass
class Vorm:
    """One version of the form as the reader sees it."""

    koppen: tuple[Kop, ...] = field(default_factory=standaardkoppen)
    onderdelen: tuple[str, ...] = ONDERDELEN
    blokken: tuple[str, ...] = BLOKKEN
    reeksen: dict[str, tuple[int, int]] = field(default_factory=lambda: dict(REEKSEN))
    swvs: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(SWVS))
    sjabloon: Sjabloon = field(default_factory=standaardsjabloon)
    formaat: str = FORMAAT


@lru_cache(maxsize=1)
def standaardvorm() -> Vorm:
    """The form of 2023-2024."""
    return Vorm()


_gemaakt: "WeakKeyDictionary[Any, Vorm]" = WeakKeyDictionary()


def vorm_van(definitie: Any, swvs: Mapping[str, Iterable[str]] | None = None) -> Vorm:
    """The form of a definition; None gives the form of 2023-2024. `swvs` are numbers with the names boards use."""
    if definitie is None:
        vorm = standaardvorm()
    else:
        try:
            vorm = _gemaakt[definitie]
        except (KeyError, TypeError):
            vorm = _maak(definitie)
            _onthoud(definitie, vorm)
    if not swvs:
        return vorm
    namen = {code: tuple(n.lower() for n in alle) for code, alle in swvs.items()}
    return Vorm(vorm.koppen, vorm.onderdelen, vorm.blokken, vorm.reeksen, namen, vorm.sjabloon, vorm.formaat)


def swvs_in(tekst: str) -> dict[str, tuple[str, ...]] | None:
    """SWV numbers a document prints itself, with the name behind each; None when the SWVs of the form are among them."""
    gevonden: dict[str, tuple[str, ...]] = {}
    for treffer in re.finditer(r"\b([PV]O\d{4})\b(?:\s*\(([^()\n]{2,60})\))?", tekst):
        code, naam = treffer[1], (treffer[2] or "").strip()
        gevonden[code] = (*gevonden.get(code, ()), naam) if naam else gevonden.get(code, ())
    return gevonden if gevonden and not set(gevonden) & set(SWVS) else None


def _onthoud(definitie: Any, vorm: Vorm) -> None:
    try:
        _gemaakt[definitie] = vorm
    except TypeError:
        return


def _maak(definitie: Any) -> Vorm:
    vragen = {v.code: v for deel in definitie.delen for v in deel.vragen}
    onderdelen = tuple(v.code for v in vragen.values() if _is_onderdeel(v))
    blokken = tuple(b.code for b in definitie.blokken)
    return Vorm(
        koppen=_koppen(definitie, vragen, onderdelen),
        onderdelen=onderdelen or ONDERDELEN,
        blokken=blokken or BLOKKEN,
        reeksen={b.code: (b.van, b.tot) for b in definitie.blokken} or dict(REEKSEN),
        sjabloon=_sjabloon(definitie, vragen),
        formaat=definitie.formaat,
    )


_ANDERS = frozenset(
    "keuze bestuur namens schooljaar swv ontvangen bestedingen beschikking verschil_uitleg extra".split()  # noqa: SIM905
)
"""Questions the reader finds in a way of its own."""


def _is_onderdeel(vraag: Any) -> bool:
    """A question whose answer is the text under its heading: narrative, and every question an SWV added itself."""
    if vraag.code.startswith("proces_") and vraag.code.rpartition("_")[2] in ("sturing", "indicatoren", "uitwerking"):
        return False
    return vraag.code not in _ANDERS and vraag.soort not in ("bedragen_per_swv", "bestedingsregels")


def _titels(definitie: Any, vragen: dict[str, Any]) -> dict[str, list[str]]:
    """Headings per code of the reader: what the definition prints, and its own labels."""
    uit: dict[str, list[str]] = {}
    for deel in definitie.delen:
        code = deel.code.removeprefix("proces_")
        uit.setdefault(code, []).extend([*deel.koppen, deel.titel])
    for vraag in vragen.values():
        if not vraag.code.startswith("proces_") or _is_onderdeel(vraag):
            uit.setdefault(_KORT.get(vraag.code, vraag.code), []).extend([*vraag.koppen, vraag.label])
    return uit


def _koppen(definitie: Any, vragen: dict[str, Any], onderdelen: tuple[str, ...]) -> tuple[Kop, ...]:
    """The known headings with those of the definition added; headings of new questions right after the one before."""
    titels = _titels(definitie, vragen)
    bekend = {kop.code: kop for kop in standaardkoppen()}
    vervallen = {v.code: (*v.koppen, v.label) for v in getattr(definitie, "vervallen", ())}
    koppen = []
    for kop in bekend.values():
        eigen = (
            titels.get(kop.code, []) if kop.code not in ("ankerpunten", "middelen") else titels.get(kop.code, [])[:1]
        )
        koppen.append(Kop(kop.code, kop.orde * 100, (*kop.titels, *eigen), kop.groep))
    orde = 0
    for code in _op_volgorde(definitie):
        if code in bekend:
            orde = bekend[code].orde * 100
        elif code in onderdelen or code in vervallen:
            orde += 1
            koppen.append(Kop(code, orde, vervallen.get(code) or tuple(titels[code])))
    return tuple(sorted(koppen, key=lambda k: k.orde))


def _op_volgorde(definitie: Any) -> list[str]:
    """Codes of the reader in the order of the form: a section (a process block) before its questions, retired ones last."""
    uit: list[str] = []
    weg = getattr(definitie, "vervallen", ())
    for deel in definitie.delen:
        uit.append(deel.code.removeprefix("proces_"))
        uit += [vraag.code for vraag in deel.vragen]
        uit += [vraag.code for vraag in weg if vraag.deel == deel.code]
    uit += [vraag.code for vraag in weg]
    return list(dict.fromkeys(uit))


def _sjabloon(definitie: Any, vragen: dict[str, Any]) -> Sjabloon:
    """The printed text of the real form plus help texts, questions and labels of the definition."""
    sjabloon = Sjabloon()
    fragmenten: list[Fragment] = list(standaardsjabloon().fragmenten.values())
    for deel in definitie.delen:
        fragmenten.append(fragment_van(f"prompt_{deel.code}#deel", tokens(deel.hulp)))
    for vraag in vragen.values():
        soort = (
            f"vraag_{vraag.code}" if vraag.code.startswith("proces_") else f"prompt_{_KORT.get(vraag.code, vraag.code)}"
        )
        fragmenten.append(fragment_van(f"{soort}#hulp", tokens(vraag.hulp)))
        if vraag.code.startswith("proces_"):
            fragmenten.append(fragment_van(f"vraag_{vraag.code}#label", tokens(vraag.label)))
    for blok in definitie.blokken:
        labels = " ".join(i.label for i in definitie.indicatoren if blok.van <= i.nummer <= blok.tot)
        fragmenten.append(fragment_van(f"catalogus_{blok.code}#eigen", tokens(labels)))
    for fragment in fragmenten:
        if fragment.hashes:
            sjabloon.voeg_toe(fragment)
    return sjabloon
