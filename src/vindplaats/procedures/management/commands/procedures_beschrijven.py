"""Write `docs/procedures/<code>.md` and `.svg` of every announced procedure, or check that they are up to date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from vindplaats.procedures import beschrijving, catalogus


class Command(BaseCommand):
    help = "Schrijft de beschrijving van elke procedure uit haar tabel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--controleer", action="store_true", help="schrijf niets; faal als een beschrijving verouderd is"
        )
        parser.add_argument(
            "--map", default=str(settings.ROOT / "docs" / "procedures"), help="waar de beschrijvingen staan"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        map_ = Path(options["map"])
        verouderd = [naam for naam, tekst in teksten().items() if _staat_er(map_ / naam) != tekst]
        if options["controleer"]:
            if verouderd:
                raise CommandError(f"Verouderd: {', '.join(verouderd)}. Draai: manage.py procedures_beschrijven")
            self.stdout.write("Alle beschrijvingen kloppen met hun tabel.")
            return
        map_.mkdir(parents=True, exist_ok=True)
        for naam in verouderd:
            (map_ / naam).write_text(teksten()[naam], encoding="utf-8")
        self.stdout.write(f"Geschreven: {', '.join(verouderd) or 'niets, alles klopte al'}.")


def teksten() -> dict[str, str]:
    """File name -> what should stand in it, of the newest version of each procedure."""
    uit = {}
    for procedure in catalogus.nieuwste():
        uit[f"{procedure.code}.md"] = beschrijving.als_markdown(procedure)
        uit[f"{procedure.code}.svg"] = beschrijving.als_svg(procedure)
    return uit


def _staat_er(pad: Path) -> str:
    return pad.read_text(encoding="utf-8") if pad.exists() else ""
