"""`./vindplaats regels`: which rules the built rooms claim, each with its tests or the honest reason why not."""

from pathlib import Path
from typing import Annotated

import typer

from vindplaats.kern.fouten import Fout
from vindplaats.kern.opdracht import projectmap, tabel


def regels(
    kamer: Annotated[str, typer.Option("--kamer", help="Alleen deze kamer, bijvoorbeeld verantwoording.")] = "",
    alleen_open: Annotated[bool, typer.Option("--open", help="Alleen regels zonder test.")] = False,
    bekend: Annotated[
        bool, typer.Option("--bekend", help="Alle bekende regels, ook die nog geen kamer noemt.")
    ] = False,
) -> None:
    """Toon welke regels de kamers dragen, met de tests die dat bewijzen."""
    from vindplaats.kern import regels as kern

    _kamers_klaar()
    _controleer_kamer(kamer)
    if bekend:
        genoemd = {claim.regel: claim.kamer for claim in kern.claims(kamer)}
        tabel(
            ("Regel", "Bron", "Onderwerp", "Waar het over gaat", "Kamer"),
            [(r.id, r.bron, r.onderwerp, r.label, genoemd.get(r.id, "-")) for r in kern.bekende_regels().values()],
        )
        return
    per_regel = kern.tests_per_regel(mappen_met_tests(), projectmap())
    rijen = []
    for claim in kern.claims(kamer):
        tests = per_regel.get(claim.regel, [])
        if alleen_open and tests:
            continue
        bekende = kern.bekende_regels().get(claim.regel)
        bewijs = "\n".join(tests) or (f"geen test: {claim.reden}" if claim.reden else "NOG GEEN TEST")
        rijen.append((claim.regel, claim.kamer, bekende.label if bekende else "ONBEKENDE REGEL", bewijs))
    tabel(("Regel", "Kamer", "Waar het over gaat", "Tests"), rijen)


def mappen_met_tests() -> list[Path]:
    """Where tests stand: in the rooms and in the folder tests of the project."""
    import vindplaats

    pakket = Path(vindplaats.__file__).resolve().parent
    return [pakket, projectmap() / "tests"]


def _kamers_klaar() -> None:
    """Load the rooms so that they put their claims in the registry. Needs no database and no secret."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vindplaats.conf.settings")
    os.environ.setdefault("VINDPLAATS_TESTEN", "ja")
    import django

    django.setup()


def _controleer_kamer(kamer: str) -> None:
    from django.conf import settings

    if kamer and kamer not in settings.KAMERS:
        raise Fout(f"De kamer '{kamer}' bestaat niet. Kies uit: {', '.join(sorted(settings.KAMERS))}.")
