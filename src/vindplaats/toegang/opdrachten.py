"""`./vindplaats toegang ...`: inviting the first manager, when nobody can sign in yet."""

from typing import Annotated

import typer

app = typer.Typer(help="Mensen en rollen.", no_args_is_help=True)


@app.callback()
def toegang() -> None:
    """Mensen en rollen."""


@app.command()
def uitnodigen(
    email: Annotated[str, typer.Argument(help="E-mailadres van wie je uitnodigt.")],
    organisatie: Annotated[str, typer.Option(help="Sleutel van de organisatie, zoals swv:PO3105 of bestuur:12345.")],
    naam: Annotated[str, typer.Option(help="Naam van wie je uitnodigt.")],
    rol: Annotated[str, typer.Option(help="Code van de rol.")] = "functioneel_beheerder",
) -> None:
    """Nodig iemand uit, bijvoorbeeld de eerste functioneel beheerder. Zonder mailserver zie je de link meteen."""
    from vindplaats.kern.opdracht import django_klaar

    django_klaar()
    from vindplaats.kern.fouten import OngeldigeInvoer
    from vindplaats.kern.registers import naam_van

    from . import actions, postvak
    from .wie import Wie

    if naam_van(organisatie) == organisatie:
        raise OngeldigeInvoer(
            f"De organisatie {organisatie} is niet bekend. Laad eerst de organisaties of kijk de code na."
        )
    actions.mens_uitnodigen(wie=Wie.taak("Opdrachtregel"), email=email, naam=naam, rol=rol, organisatie=organisatie)
    typer.echo(f"De uitnodiging voor {email.strip().lower()} is verstuurd.")
    if postvak.lokaal():
        stuk = next(s for s in postvak.alle_post() if s.aan == email.strip().lower())
        typer.echo(f"Er is geen mailserver ingesteld. Geef deze link zelf door: {stuk.links[0]}")
