"""What is missing and where a form stands. Pure: definition and answers in, sentences out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .definitie import Deel, Definitie, Vraag
from .waarden import INGEVULD, LEEG, NUL, NVT, ONGELDIG, als_invoer, heeft_inhoud, in_woorden, lees_invoer

DEEL_LEEG, DEEL_BEZIG, DEEL_KLAAR, DEEL_NVT, DEEL_AANDACHT = "leeg", "bezig", "klaar", "nvt", "aandacht"


@dataclass(frozen=True)
class Stuk:
    """An answer as the rules see it."""

    stand: str = LEEG
    waarde: Any = None


Stukken = Mapping[str, Stuk]


@dataclass(frozen=True)
class Ontbrekend:
    """Something that is not done yet: where, the sentence, and whether it stops handing in."""

    deel: str
    vraag: str
    zin: str
    houdt_tegen: bool = True


def geldt(voor: str, kenmerken: frozenset[str]) -> bool:
    """Does a part for `bao` or `sbo_so` concern an organisation with these characteristics (VER-06)?

    An organisation of which nothing is known gets every part.
    """
    return voor == "alle" or not kenmerken or voor in kenmerken


def vragen_van(deel: Deel, kenmerken: frozenset[str]) -> list[Vraag]:
    """The questions of a section that concern this organisation."""
    if not geldt(deel.voor, kenmerken):
        return []
    return [vraag for vraag in deel.vragen if geldt(vraag.voor, kenmerken)]


def ontbrekend(definitie: Definitie, stukken: Stukken, kenmerken: frozenset[str] = frozenset()) -> list[Ontbrekend]:
    """All that is missing or not readable, in the order of the form (VER-08, VER-11, VER-12)."""
    uit: list[Ontbrekend] = []
    for deel in definitie.delen:
        for vraag in vragen_van(deel, kenmerken):
            naam = vraag.label if deel.titel in vraag.label else f"{deel.titel}: {vraag.label}"
            uit += _van_vraag(definitie, vraag, stukken.get(vraag.code, Stuk()), naam)
    return uit


def _van_vraag(definitie: Definitie, vraag: Vraag, stuk: Stuk, naam: str = "") -> list[Ontbrekend]:
    naam = naam or vraag.label
    if stuk.stand == ONGELDIG:
        return [Ontbrekend(vraag.deel, vraag.code, f"'{naam}' is nog niet te lezen. Verbeter wat er staat.")]
    if stuk.stand == LEEG:
        return [Ontbrekend(vraag.deel, vraag.code, f"'{naam}' is nog leeg.")] if vraag.verplicht else []
    if stuk.stand == INGEVULD and vraag.soort == "indicatorkeuze":
        return _van_indicatoren(definitie, vraag, stuk.waarde)
    if stuk.stand == INGEVULD and vraag.soort == "bestedingsregels":
        return _van_bestedingen(vraag, stuk.waarde)
    if stuk.stand == INGEVULD and vraag.soort == "persoon" and not stuk.waarde.get("naam"):
        return [Ontbrekend(vraag.deel, vraag.code, f"'{naam}': de naam ontbreekt nog.")]
    return []


def _van_indicatoren(definitie: Definitie, vraag: Vraag, nummers: list[int]) -> list[Ontbrekend]:
    """VER-11: the numbers lie in the range of the block."""
    blok = definitie.blok(vraag.blok)
    buiten = [str(n) for n in nummers if not blok.bevat(n)]
    if not buiten:
        return []
    zin = f"Nummer {', '.join(buiten)} hoort niet bij {blok.titel}; kies uit {blok.van} tot en met {blok.tot}."
    return [Ontbrekend(vraag.deel, vraag.code, zin)]


def _van_bestedingen(vraag: Vraag, regels: list[dict[str, Any]]) -> list[Ontbrekend]:
    uit = []
    for nr, regel in enumerate(regels, 1):
        if not regel.get("pm") and regel.get("bedrag") is None:
            uit.append(
                Ontbrekend(
                    vraag.deel,
                    vraag.code,
                    f"Regel {nr} van '{vraag.label}' heeft nog geen bedrag; kies PM als je het niet weet.",
                )
            )
        elif not regel.get("categorie"):
            uit.append(
                Ontbrekend(
                    vraag.deel,
                    vraag.code,
                    f"Regel {nr} van '{vraag.label}' heeft nog geen categorie.",
                    houdt_tegen=False,
                )
            )
    return uit


def deel_stand(definitie: Definitie, deel: Deel, stukken: Stukken, kenmerken: frozenset[str] = frozenset()) -> str:
    """Status of a section for the list at the left: leeg, bezig, klaar, nvt or aandacht."""
    vragen = vragen_van(deel, kenmerken)
    if not vragen:
        return DEEL_NVT
    standen = [stukken.get(vraag.code, Stuk()).stand for vraag in vragen]
    if ONGELDIG in standen or any(_buiten_bereik(definitie, v, stukken.get(v.code, Stuk())) for v in vragen):
        return DEEL_AANDACHT
    if all(stand == NVT for stand in standen):
        return DEEL_NVT
    if all(stand == LEEG for stand in standen):
        return DEEL_LEEG if any(v.verplicht for v in vragen) else DEEL_KLAAR
    mist = [m for v in vragen for m in _van_vraag(definitie, v, stukken.get(v.code, Stuk())) if m.houdt_tegen]
    return DEEL_BEZIG if mist else DEEL_KLAAR


def _buiten_bereik(definitie: Definitie, vraag: Vraag, stuk: Stuk) -> bool:
    return (
        vraag.soort == "indicatorkeuze"
        and stuk.stand == INGEVULD
        and bool(_van_indicatoren(definitie, vraag, stuk.waarde))
    )


def woorden(waarde: Any) -> int:
    """Number of words of a text answer (the length meter)."""
    return len(waarde.split()) if isinstance(waarde, str) else 0


def is_beantwoord(stuk: Stuk) -> bool:
    """Answered in any way: filled, none, or n.v.t."""
    return stuk.stand in {NUL, NVT} or (stuk.stand == INGEVULD and heeft_inhoud(stuk.waarde))


@dataclass(frozen=True)
class Verschil:
    """A difference between two versions of a format: soort 'nieuw', 'vervallen' or 'gewijzigd'."""

    soort: str
    vraag: str
    oud: str = ""
    nieuw: str = ""


def versie_verschil(oud: Definitie, nieuw: Definitie) -> list[Verschil]:
    """What a newer version asks differently."""
    uit = [Verschil("vervallen", c, oud=v.label) for c, v in oud.vragen.items() if c not in nieuw.vragen]
    uit += [Verschil("nieuw", c, nieuw=v.label) for c, v in nieuw.vragen.items() if c not in oud.vragen]
    for code, vraag in nieuw.vragen.items():
        eerder = oud.vragen.get(code)
        if eerder and (eerder.label, eerder.hulp, eerder.soort) != (vraag.label, vraag.hulp, vraag.soort):
            uit.append(Verschil("gewijzigd", code, oud=eerder.label, nieuw=vraag.label))
    return uit


BLIJFT, OMGEZET, PAST_NIET = "blijft", "omgezet", "past_niet"


@dataclass(frozen=True)
class Overzetting:
    """An older answer put in a newer question: how it went, what stands there now, and the sentence when it does not fit."""

    hoe: str
    stuk: Stuk
    zin: str = ""


def zet_over(oud: Vraag, nieuw: Vraag, stuk: Stuk) -> Overzetting:
    """How an answer to a question of an older version falls into the same question of a newer one.

    Same kind: it is read again by the newer question (choices may have gone). Another kind: its words are. What does not fit
    comes back as an empty answer with a sentence; nothing is guessed. Empty stays empty, n.v.t. and none only where allowed.
    """
    if stuk.stand in {LEEG, ONGELDIG}:
        return Overzetting(BLIJFT, Stuk())
    if stuk.stand in {NVT, NUL}:
        if getattr(nieuw, stuk.stand):
            return Overzetting(BLIJFT, stuk)
        woord = "Niet van toepassing" if stuk.stand == NVT else "Geen"
        return Overzetting(PAST_NIET, Stuk(), f"'{woord}' kan bij deze vraag niet meer.")
    if oud.soort == nieuw.soort:
        gelezen = lees_invoer(nieuw, als_invoer(oud, stuk.stand, stuk.waarde))
    elif nieuw.soort in _UIT_WOORDEN and oud.soort in _IN_WOORDEN:
        woorden_ = in_woorden(oud, stuk.stand, stuk.waarde)
        gelezen = lees_invoer(nieuw, {"": _code_van(nieuw, woorden_)})
    else:
        return Overzetting(PAST_NIET, Stuk(), "Dit soort antwoord past niet in de nieuwe vraag.")
    if gelezen.fouten:
        return Overzetting(PAST_NIET, Stuk(), next(iter(gelezen.fouten.values())))
    if gelezen.stand == LEEG:
        return Overzetting(PAST_NIET, Stuk(), "Er blijft niets over van dit antwoord.")
    gelijk = oud.soort == nieuw.soort and gelezen.waarde == stuk.waarde
    return Overzetting(BLIJFT if gelijk else OMGEZET, Stuk(gelezen.stand, gelezen.waarde))


_IN_WOORDEN = {
    "tekst",
    "tekst_kort",
    "keuze",
    "meerkeuze",
    "getal",
    "percentage",
    "datum",
    "schooljaar",
    "persoon",
    "tabel",
}
_UIT_WOORDEN = {"tekst", "tekst_kort", "keuze", "getal", "percentage", "datum", "schooljaar"}


def _code_van(vraag: Vraag, tekst: str) -> str:
    """The code of a choice named in words; the words themselves for other kinds."""
    return next((o.code for o in vraag.opties if o.label.strip().lower() == tekst.strip().lower()), tekst)
