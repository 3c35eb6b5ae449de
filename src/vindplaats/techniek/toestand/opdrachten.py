"""`./vindplaats taken ...`: the whole queue, for the host. Names, states and moments; no arguments and no content."""

from typing import Annotated

import typer

app = typer.Typer(help="Achtergrondwerk van het hele huis.", no_args_is_help=True)


@app.callback()
def taken() -> None:
    """Achtergrondwerk van het hele huis."""


@app.command("lijst")
def lijst(
    mislukt: Annotated[bool, typer.Option("--mislukt", help="Alleen wat mislukt is.")] = False,
    rooster: Annotated[bool, typer.Option("--rooster", help="De vaste taken, met de volgende keer.")] = False,
) -> None:
    """Toon wat loopt, wacht en mislukt is."""
    from vindplaats.kern.opdracht import django_klaar, tabel

    django_klaar()
    from django.utils.timezone import localtime

    from vindplaats.kern.opmaak import tijdstip

    from . import queries

    if rooster:
        regels = queries.roosterregels()
        tabel(
            ("Taak", "Hoe vaak", "Laatste keer", "Volgende keer"),
            [
                (
                    r.naam,
                    r.elke,
                    f"{tijdstip(localtime(r.laatste))}, {r.stand}" if r.laatste else "nog niet",
                    tijdstip(localtime(r.volgende)),
                )
                for r in regels
            ],
        )
        return
    rijen = queries.taken("FAILED") if mislukt else queries.taken("RUNNING", "READY", "FAILED")
    tabel(
        ("Kenmerk", "Taak", "Stand", "Sinds", "Poging", "Waar", "Waarom"),
        [
            (
                str(t.pk),
                t.naam,
                t.stand,
                tijdstip(localtime(t.sinds)),
                f"{t.poging} van {t.pogingen}",
                t.werker or t.organisatie,
                t.waarom,
            )
            for t in rijen
        ],
    )


@app.command("opnieuw")
def opnieuw(kenmerk: Annotated[str, typer.Argument(help="Kenmerk uit de lijst, of het begin ervan.")]) -> None:
    """Laat een mislukte of wachtende taak opnieuw draaien."""
    _doe(kenmerk, "opnieuw")


@app.command("intrekken")
def intrekken(kenmerk: Annotated[str, typer.Argument(help="Kenmerk uit de lijst, of het begin ervan.")]) -> None:
    """Haal een mislukte of wachtende taak van de wachtrij."""
    _doe(kenmerk, "intrekken")


def _doe(kenmerk: str, wat: str) -> None:
    from vindplaats.kern.opdracht import django_klaar

    django_klaar()
    from vindplaats.kern.fouten import OngeldigeInvoer
    from vindplaats.toegang.wie import Wie

    from . import actions, queries

    gevonden = [t for t in queries.taken("RUNNING", "READY", "FAILED") if str(t.pk).startswith(kenmerk.lower())]
    if len(gevonden) != 1:
        hoeveel = "Geen enkele taak begint" if not gevonden else "Meer dan een taak begint"
        raise OngeldigeInvoer(f"{hoeveel} met {kenmerk}. Kijk in ./vindplaats taken lijst.")
    (taak,) = gevonden
    verb = actions.taak_opnieuw if wat == "opnieuw" else actions.taak_intrekken
    verb(wie=Wie.taak("Opdrachtregel"), pk=taak.pk, naam=taak.naam, organisatie=taak.organisatie)
    typer.echo(f"{taak.naam} {'draait zodra een werker vrij is' if wat == 'opnieuw' else 'is ingetrokken'}.")
