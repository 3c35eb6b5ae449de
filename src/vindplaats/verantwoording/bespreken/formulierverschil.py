"""What changed in the form between two columns of a comparison, in sentences. Pure."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vindplaats.formats.rules import versie_verschil

if TYPE_CHECKING:
    from .vergelijking import Kolom


def formulierverschillen(zij: "Sequence[Kolom]") -> list[tuple[str, list[str]]]:
    """Between which years the form itself changed, with a sentence per question."""
    uit = []
    for links, rechts in itertools.pairwise(zij):
        if links.definitie.versie == rechts.definitie.versie:
            continue
        zinnen = [_verschilzin(v.soort, v.oud, v.nieuw) for v in versie_verschil(links.definitie, rechts.definitie)]
        if zinnen:
            uit.append((f"Het formulier van {rechts.kop} is anders dan dat van {links.kop}", zinnen))
    return uit


def _verschilzin(soort: str, oud: str, nieuw: str) -> str:
    if soort == "vervallen":
        return f"De vraag '{oud}' is vervallen."
    if soort == "nieuw":
        return f"De vraag '{nieuw}' is nieuw."
    return f"De vraag '{nieuw}' is gewijzigd." + (
        f" Eerder: '{oud}'." if oud != nieuw else " De uitleg erbij is anders."
    )
