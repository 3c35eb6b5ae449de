"""`./vindplaats logboek ...`: check the chain, print its head, and close the log for the application's own database user."""

from typing import Annotated

import typer

app = typer.Typer(help="Het logboek en zijn keten.", no_args_is_help=True)


@app.callback()
def logboek() -> None:
    """Het logboek en zijn keten."""


@app.command()
def controleer(
    anker: Annotated[
        list[str] | None, typer.Option(help="Een kop die je eerder bewaarde, als nummer:hash. Mag vaker.")
    ] = None,
) -> None:
    """Kijk de keten van het logboek na: gewijzigd, weggehaald, ingevoegd of afgeknipt. Zegt de eerste plek die niet klopt."""
    from vindplaats.kern.opdracht import django_klaar

    django_klaar()
    from vindplaats.kern.fouten import Fout

    from . import keten
    from .keten_controle import controleer as kijk_na

    try:
        gegeven = [keten.lees_anker(tekst) for tekst in anker or []]
    except (ValueError, IndexError):
        raise Fout("Een anker schrijf je als nummer:hash, zoals `./vindplaats logboek kop` hem geeft.") from None
    while keten.verzegel():
        pass
    uitslag = kijk_na([*keten.bewaarde_ankers(), *gegeven])
    if not uitslag.heel:
        raise Fout(uitslag.zin)
    typer.echo(uitslag.zin)
    typer.echo(f"Kop: {uitslag.kop}")


@app.command()
def kop() -> None:
    """Geef de kop van de keten. Bewaar die buiten de server; `controleer --anker` vergelijkt later."""
    from vindplaats.kern.opdracht import django_klaar

    django_klaar()
    from . import keten

    while keten.verzegel():
        pass
    typer.echo(str(keten.kop()))


@app.command()
def afsluiten(
    echt: Annotated[
        bool, typer.Option("--echt", help="Haal het weg. Zonder dit zie je alleen wat er zou gebeuren.")
    ] = False,
) -> None:
    """Haal het oudste deel van het logboek weg als zijn bewaartermijn voorbij is; een verzegelde afsluiting blijft. Draai dit als eigenaar."""
    from vindplaats.kern.opdracht import django_klaar

    django_klaar()
    from vindplaats.kern.fouten import Fout

    from . import afsluiten as werk
    from . import keten
    from .wie import Wie

    while keten.verzegel():
        pass
    termijn = werk.termijn()
    if termijn.dagen is None:
        raise Fout(termijn.zin)
    typer.echo(termijn.zin)
    plan = werk.plan(termijn.dagen)
    if plan is None:
        typer.echo("Niets in het logboek heeft die termijn bereikt. Er is niets te doen.")
        return
    typer.echo(
        f"{plan.aantal} regels, van {plan.begin:%d-%m-%Y} tot en met {plan.eind:%d-%m-%Y}. Er blijven er {plan.blijft}."
    )
    if not echt:
        typer.echo(
            "Dit was een proef: er is niets weggehaald. Maak eerst een reservekopie en geef dan dezelfde opdracht met --echt."
        )
        return
    gedaan = werk.logboek_afsluiten(wie=Wie.taak("Logboek afsluiten"), dagen=termijn.dagen)
    while keten.verzegel():
        pass
    typer.echo(
        f"Weggehaald: {sum(a.aantal for a in gedaan)} regels. De keten gaat verder vanaf schakel {gedaan[-1].nummer}."
    )
    typer.echo(f"Kop: {keten.kop()}")


@app.command()
def rechten(
    rol: Annotated[str, typer.Argument(help="Naam van de databasegebruiker van de toepassing.")],
    toon: Annotated[bool, typer.Option("--toon", help="Laat alleen zien wat er gebeurt.")] = False,
) -> None:
    """Geef de databasegebruiker van de toepassing zijn rechten: alles, maar het logboek alleen aanvullen. Draai dit als eigenaar."""
    from vindplaats.kern.opdracht import django_klaar

    django_klaar()
    from django.db import connection, transaction

    from vindplaats.kern.fouten import Fout

    from . import grendel

    if connection.vendor != "postgresql":
        raise Fout(
            "Aparte databasegebruikers zijn er alleen met PostgreSQL. Bij SQLite houden de triggers het logboek dicht."
        )
    try:
        opdrachten = grendel.rechten_voor(rol)
    except ValueError:
        raise Fout("Schrijf de naam met kleine letters, cijfers en _, zoals vindplaats_app.") from None
    if not toon:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_user, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", [rol])
            ik, bestaat = cursor.fetchone()
            if ik == rol:
                raise Fout("Je bent aangemeld als de toepassing zelf. Draai dit als eigenaar van de database.")
            if not bestaat:
                raise Fout(
                    f"De databasegebruiker {rol} bestaat nog niet. Maak hem eerst: CREATE ROLE {rol} LOGIN PASSWORD '...'."
                )
            for opdracht in opdrachten:
                cursor.execute(opdracht)
    typer.echo(";\n".join(opdrachten) + ";")
