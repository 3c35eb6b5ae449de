"""`./vindplaats organisaties ...`: reading open data from the command line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from .actions_laden import Proef

app = typer.Typer(help="Scholen, besturen en samenwerkingsverbanden.", no_args_is_help=True)
HOOGSTENS = 20


@app.callback()
def organisaties() -> None:
    """Scholen, besturen en samenwerkingsverbanden."""


@app.command()
def laad(
    bestanden: Annotated[list[Path], typer.Argument(help="Bestanden met open data (CSV of geojson).")],
    toepassen: Annotated[
        bool, typer.Option("--toepassen", help="Voer de verschillen door; zonder deze keuze kijk je alleen.")
    ] = False,
    sluit_verdwenen: Annotated[
        bool, typer.Option("--sluit-verdwenen", help="Geef verdwenen scholen hun voorgestelde einddatum.")
    ] = False,
    swv: Annotated[
        list[str] | None, typer.Option("--swv", help="Alleen dit samenwerkingsverband, zoals PO3105.")
    ] = None,
    als_json: Annotated[
        bool, typer.Option("--json", help="Alles als JSON, ook elke rij die niet bruikbaar was.")
    ] = False,
    meldingen: Annotated[
        Path | None, typer.Option(help="Schrijf alle meldingen over rijen naar dit CSV-bestand.")
    ] = None,
) -> None:
    """Lees open data in: eerst kijken wat er verandert, met --toepassen doorvoeren. Er wordt nooit iets gewist."""
    from vindplaats.kern.opdracht import django_klaar

    if sluit_verdwenen and not toepassen:
        raise typer.BadParameter("--sluit-verdwenen werkt alleen samen met --toepassen.")
    django_klaar()
    from vindplaats.kern.fouten import OngeldigeInvoer

    proef = _proef(bestanden, _codes(swv))
    if meldingen:
        _schrijf_meldingen(proef, meldingen)
    uitslag = _voer_door(proef, sluit_verdwenen) if toepassen and proef.verschillen else None
    if als_json:
        typer.echo(json.dumps(_json(proef, uitslag), ensure_ascii=False, indent=2))
    else:
        _vertel(proef, uitslag)
    if proef.geweigerd:
        raise OngeldigeInvoer(" ".join(zin for _, zin in proef.geweigerd))


def _codes(swv: list[str] | None) -> frozenset[str] | None:
    from .rules import lees_swv_code

    if not swv:
        return None
    try:
        return frozenset(lees_swv_code(code) for code in swv)
    except ValueError as fout:
        raise typer.BadParameter(str(fout)) from None


def _proef(bestanden: list[Path], alleen: frozenset[str] | None) -> "Proef":
    from vindplaats.kern.fouten import OngeldigeInvoer
    from vindplaats.toegang.wie import Wie

    from .actions_laden import laden_proef

    inhoud = []
    for pad in bestanden:
        try:
            inhoud.append((pad.name, pad.read_bytes()))
        except OSError as fout:
            raise OngeldigeInvoer(f"{pad} is niet te lezen: {fout.strerror or fout}.") from None
    with _balk("Lezen en vergelijken", 2 * len(inhoud)) as stap:
        return laden_proef(wie=Wie.taak("organisaties laad"), bestanden=inhoud, alleen_swvs=alleen, voortgang=stap)


def _voer_door(proef: "Proef", sluit_verdwenen: bool) -> dict[str, int]:
    from vindplaats.toegang.wie import Wie

    from .actions_laden import laden_toepassen

    with _balk("Doorvoeren", proef.omvang) as stap:
        return laden_toepassen(
            wie=Wie.taak("organisaties laad"), proef=proef, sluit_verdwenen=sluit_verdwenen, voortgang=stap
        )


class _balk:  # noqa: N801 - reads as a word in `with`
    """A progress bar on the error stream of a terminal; nothing in a pipe."""

    def __init__(self, wat: str, totaal: int) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from vindplaats.kern.opdracht import fout_uit

        console = fout_uit()
        self._balk = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._wat, self._totaal = wat, totaal

    def __enter__(self) -> Any:
        self._balk.start()
        taak = self._balk.add_task(self._wat, total=self._totaal)
        return lambda aantal, wat: self._balk.update(taak, advance=aantal, description=wat)

    def __exit__(self, *_: object) -> None:
        self._balk.stop()


def _json(proef: "Proef", uitslag: dict[str, int] | None) -> dict[str, Any]:
    from .lader.verslag import als_json

    return {
        "doorgevoerd": uitslag is not None,
        "uitslag": uitslag,
        "geweigerd": [{"bestand": naam, "zin": zin} for naam, zin in proef.geweigerd],
        "bestanden": [als_json(v) for v in proef.verschillen],
    }


def _schrijf_meldingen(proef: "Proef", pad: Path) -> None:
    import csv

    with pad.open("w", encoding="utf-8", newline="") as uit:
        schrijver = csv.writer(uit, delimiter=";")
        schrijver.writerow(["bestand", "regel", "overgeslagen", "melding"])
        for v in proef.verschillen:
            schrijver.writerows([v.bestand, regel, "ja" if over else "nee", zin] for regel, zin, over in v.problemen)


def _vertel(proef: "Proef", uitslag: dict[str, int] | None) -> None:
    from vindplaats.kern.opdracht import uit

    from .lader.vertellen import vertel

    console = uit()
    for verschil in proef.verschillen:
        if verschil.formaat == "afgeleid" and verschil.leeg:
            continue
        vertel(console, verschil, HOOGSTENS)
    if not proef.verschillen:
        return
    if uitslag is not None:
        console.print(
            f"Doorgevoerd: {uitslag['geschreven']} rijen bijgewerkt, {uitslag['gesloten']} scholen afgesloten."
        )
    elif proef.leeg:
        console.print("Er verandert niets.")
    else:
        console.print("Er is nog niets gewijzigd. Doorvoeren: dezelfde opdracht met --toepassen.")
