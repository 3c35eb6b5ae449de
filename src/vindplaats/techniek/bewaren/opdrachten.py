"""`./vindplaats backup`, `restore`, `uitvoer` and `invoer`: keeping data and moving house."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from vindplaats.kern.fouten import Fout
from vindplaats.kern.opdracht import django_klaar, fout_uit, meld


@contextmanager
def balk() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, one line per part; silent when that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = fout_uit()
    kolommen = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*kolommen, console=console, disable=not console.is_terminal) as voortgang:
        taken: dict[str, int] = {}

        def meld_voortgang(wat: str, gedaan: int, totaal: int) -> None:
            if wat not in taken:
                taken[wat] = voortgang.add_task(wat, total=max(totaal, 1))
            voortgang.update(taken[wat], completed=gedaan if totaal else 1)  # type: ignore[arg-type]

        yield meld_voortgang


def mb(bytes_: int) -> str:
    """A size in words people use."""
    if bytes_ < 1 << 20:
        return f"{max(1, bytes_ >> 10)} kB"
    return f"{bytes_ / (1 << 20):.1f} MB".replace(".", ",")


def backup(
    bestand: Annotated[Path, typer.Argument(help="Naam van de kopie, bijvoorbeeld kopie.age.", metavar="BESTAND")],
    controleer: Annotated[
        bool, typer.Option("--controleer", help="Maak niets; kijk een kopie na die er al is.")
    ] = False,
    zonder_controle: Annotated[
        bool, typer.Option("--zonder-controle", help="Lees de nieuwe kopie niet terug om hem na te kijken.")
    ] = False,
) -> None:
    """Maak een versleutelde kopie van alles: database en bestanden. Dat kan terwijl iedereen doorwerkt."""
    if controleer and zonder_controle:
        raise typer.BadParameter("Kies --controleer of --zonder-controle, niet allebei.")
    django_klaar()
    from vindplaats.techniek.toestand.controle_werk import kopie_gemaakt

    from . import kopie, sleutels

    kopiesleutels = sleutels.uit_instellingen()
    with balk() as voortgang:
        if controleer:
            verslag = kopie.controleer(bestand, kopiesleutels=kopiesleutels, voortgang=voortgang)
        else:
            verslag = kopie.maak(
                bestand, kopiesleutels=kopiesleutels, voortgang=voortgang, controle=not zonder_controle
            )
            kopie.schrijf_logregel(verslag)
            kopie_gemaakt()
    for pad in verslag.verdwenen[:5]:
        meld(f"Let op: het bestand {pad} verdween tijdens het kopiëren en zit er niet in.")
    inhoud = f"{verslag.rijen} rijen en {verslag.bestanden} bestanden ({mb(verslag.bytes_bestanden)})"
    if controleer:
        typer.echo(f"De kopie is heel: {inhoud}, gemaakt op {verslag.gemaakt_op} met versie {verslag.versie}.")
        if verslag.keten:
            typer.echo(f"Laatste schakel van het logboek: {verslag.keten}")
    else:
        gedaan = "gemaakt" if zonder_controle else "gemaakt en nagekeken"
        typer.echo(f"{bestand} is {gedaan}: {inhoud}, samen {mb(verslag.grootte)}.")


def restore(
    bestand: Annotated[Path, typer.Argument(help="De kopie die je terugzet.", metavar="BESTAND")],
    vervang: Annotated[
        bool, typer.Option("--vervang", help="Zet de kopie in de plaats van wat er nu in deze installatie staat.")
    ] = False,
    ja: Annotated[bool, typer.Option("--ja", help="Vraag niets na (bij --vervang).")] = False,
) -> None:
    """Zet een kopie terug, ook in een andere soort database of een nieuwere versie. Alles komt terug, of er verandert niets."""
    import sys

    if vervang and not ja and sys.stdin.isatty():
        typer.confirm("Wat nu in deze installatie staat, wordt vervangen door de kopie. Doorgaan?", abort=True)
    django_klaar(demo_mag=False)
    from . import sleutels, terugzetten

    kopiesleutels = sleutels.uit_instellingen()
    if not kopiesleutels.kan_openen:
        raise Fout(sleutels.GEEN_OPENER)
    with balk() as voortgang:
        verslag = terugzetten.zet_terug(bestand, kopiesleutels=kopiesleutels, vervang=vervang, voortgang=voortgang)
    kopie = verslag.kopie
    typer.echo(f"Teruggezet: {kopie.rijen} rijen en {kopie.bestanden} bestanden ({mb(kopie.bytes_bestanden)}).")
    if verslag.bijgewerkt:
        typer.echo(f"De kopie was van versie {kopie.versie}; de gegevens zijn bijgewerkt naar deze versie.")
    if verslag.ander_geheim:
        meld(
            "Let op: VINDPLAATS_GEHEIM is hier anders dan in de installatie van de kopie. Zet het oude geheim terug (ook in "
            "VINDPLAATS_GEHEIM_OUD kan); anders stelt iedereen de tweede stap opnieuw in."
        )
    for pad in verslag.oud:
        meld(f"Wat er was, staat nu in {pad}. Weg kan dat pas als je zeker weet dat je het niet meer nodig hebt.")
    meld("Nu nog: ./vindplaats manage collectstatic --no-input, ./vindplaats check, en start de diensten.")


def uitvoer(
    swv: Annotated[str, typer.Option("--swv", help="Code van het samenwerkingsverband, bijvoorbeeld PO9901.")],
    naar: Annotated[
        Path, typer.Option("--naar", help="Nieuwe map, of een bestand dat eindigt op .zip of .age.", metavar="PAD")
    ],
    leesbaar: Annotated[
        bool, typer.Option("--leesbaar", help="Alleen wat het verband zelf mag lezen; niet om te verhuizen.")
    ] = False,
    versleuteld: Annotated[
        bool, typer.Option("--versleuteld", help="Versleutel het, met de sleutel van de reservekopieën.")
    ] = False,
) -> None:
    """Schrijf alle gegevens van een samenwerkingsverband weg: JSON, CSV en de bestanden, met een beschrijving."""
    django_klaar()
    from vindplaats.toegang.log import leg_vast
    from vindplaats.toegang.models import Gebeurtenis
    from vindplaats.toegang.wie import Wie

    from . import sleutels
    from . import uitvoer as maker

    code = swv.removeprefix("swv:").upper()
    kopiesleutels = sleutels.uit_instellingen() if versleuteld or naar.suffix.lower() == ".age" else None
    with balk() as voortgang:
        verslag = maker.maak(naar, swv=code, volledig=not leesbaar, kopiesleutels=kopiesleutels, voortgang=voortgang)
    leg_vast(
        wie=Wie.taak("Opdrachtregel"),
        naam="techniek.alles_uitgevoerd",
        soort=Gebeurtenis.DELEN,
        onderwerp="techniek.uitvoer",
        organisatie=f"swv:{code}",
        zin="Alle gegevens van het samenwerkingsverband zijn weggeschreven door de beheerder van de installatie.",
        details={"rijen": verslag.rijen, "bestanden": verslag.bestanden, "volledig": not leesbaar},
    )
    for pad in verslag.ontbreekt[:5]:
        meld(f"Let op: het bestand {pad} staat in de gegevens maar is er niet (meer).")
    typer.echo(f"{naar}: {verslag.rijen} rijen in {len(verslag.delen)} lijsten en {verslag.bestanden} bestanden.")


def invoer(
    pad: Annotated[Path, typer.Argument(help="Map, zip of versleuteld bestand van een uitvoer.", metavar="PAD")],
) -> None:
    """Lees een uitvoer van een samenwerkingsverband in deze lege installatie in."""
    django_klaar(demo_mag=False)
    from . import invoer as lezer

    with balk() as voortgang:
        verslag = lezer.lees_in(pad, voortgang=voortgang)
    typer.echo(f"{verslag.naam} ({verslag.swv}) is ingelezen: {verslag.rijen} rijen en {verslag.bestanden} bestanden.")
    for zin in verslag.weer_doen:
        meld(f"- {zin}")
