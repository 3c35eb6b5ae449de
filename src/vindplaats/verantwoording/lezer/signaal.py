"""One signal about an answer, and the names of the sections in sentences."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NAMEN", "Signaal", "kort", "naam_van"]


@dataclass(frozen=True, slots=True)
class Signaal:
    """`code` for the machine, `ernst` "let op" or "tip", the section, a Dutch sentence, and the place in its text.

    `veld` says in which text of the section `plek` lies: "tekst", or "sturing" / "uitwerking" of a process block.
    """

    code: str
    ernst: str
    onderdeel: str
    tekst_nl: str
    plek: tuple[int, int] | None = None
    veld: str = "tekst"


NAMEN: dict[str, str] = {
    "ankerpunt_1": "Ankerpunt 1",
    "ankerpunt_2": "Ankerpunt 2",
    "ankerpunt_3": "Ankerpunt 3",
    "ankerpunt_4": "Ankerpunt 4",
    "thuiszitters": "Thuiszitters",
    "ononderbroken_proces": "Ononderbroken leer- en ontwikkelingsproces",
    "verwijzingen": "Verwijzingen naar SO/SBO",
    "teruggeplaatst": "Leerlingen teruggeplaatst",
    "externe_functie": "Externe functie",
    "schakelfunctie": "Schakelfunctie",
    "extra_informatie": "Extra informatie",
    "middelen": "Aanwending middelen",
    "proces_algemeen": "Algemeen",
    "proces_basis_op_orde": "De basis op orde",
    "proces_doelgroeparrangementen": "Doelgroeparrangementen",
    "proces_knooppunt": "Knooppunt",
}


def naam_van(onderdeel: str) -> str:
    """The printed name of a section code."""
    return NAMEN.get(onderdeel, onderdeel.replace("_", " ").capitalize())


def kort(tekst: str, lengte: int = 50) -> str:
    """One line of at most `lengte` characters, cut at a word."""
    plat = " ".join(tekst.split())
    return plat if len(plat) <= lengte else plat[: lengte - 1].rsplit(" ", 1)[0] + "…"
