"""A dry run on the terminal: a table of numbers, then what changes, each list capped."""

from typing import TYPE_CHECKING

from .verschil import Verschil
from .verslag import ENKELVOUD, TABELNAMEN, sleutel_tekst

if TYPE_CHECKING:
    from rich.console import Console


def vertel(console: "Console", v: Verschil, hoogstens: int) -> None:
    """Print one file's differences; lists longer than `hoogstens` say how many are left out."""
    console.print(
        f"\n[bold]{_veilig(v.bestand)}[/bold] ({v.rijen} rijen gelezen)"
        if v.rijen
        else f"\n[bold]{_veilig(v.bestand)}[/bold]"
    )
    for tabel, telling in v.tellingen.items():
        if any(telling.values()):
            woorden = ", ".join(f"{n} {wat}" for wat, n in telling.items() if n)
            console.print(f"  {TABELNAMEN[tabel]}: {woorden}")
    if v.buiten:
        console.print(f"  {v.buiten} rijen horen bij een ander samenwerkingsverband en blijven zoals ze zijn")
    _lijst(console, "gewijzigd", _wijzigingen(v), hoogstens)
    _lijst(
        console,
        "niet meer in de lijst",
        [f"{code}: voorstel om te eindigen op {dag:%d-%m-%Y}" for code, dag in sorted(v.verdwenen.items())],
        hoogstens,
    )
    _lijst(console, "opmerkingen", v.opmerkingen, hoogstens)
    for over, kop in ((True, "niet bruikbaar"), (False, "deels gebruikt")):
        _lijst(console, kop, [f"regel {regel}: {zin}" for regel, zin, o in v.problemen if o is over], hoogstens)


def _wijzigingen(v: Verschil) -> list[str]:
    return [
        f"{ENKELVOUD[tabel]} {sleutel_tekst(sleutel)}: "
        + "; ".join(f"{veld} {_waarde(oud)} → {_waarde(nieuw)}" for veld, (oud, nieuw) in wijziging.items())
        for tabel, rijen in v.gewijzigd.items()
        for sleutel, wijziging in rijen.items()
    ]


def _waarde(waarde: object) -> str:
    return "(leeg)" if waarde in ("", None) else f"'{waarde}'"


def _veilig(tekst: str) -> str:
    from rich.markup import escape

    return escape(tekst)


def _lijst(console: "Console", kop: str, regels: list[str], hoogstens: int) -> None:
    if not regels:
        return
    console.print(f"  {kop} ({len(regels)}):")
    for regel in regels[:hoogstens]:
        console.print(f"    {_veilig(regel)}")
    if len(regels) > hoogstens:
        console.print(f"    ... en nog {len(regels) - hoogstens}; alles staat in --json")
