"""Typer's own words in Dutch: headings of the help, the usage line, and what is wrong with what was typed."""

import re
from typing import Any

_PANELEN = {
    "ARGUMENTS_PANEL_TITLE": "Gegevens",
    "OPTIONS_PANEL_TITLE": "Opties",
    "COMMANDS_PANEL_TITLE": "Opdrachten",
    "ERRORS_PANEL_TITLE": "Fout",
    "DEFAULT_STRING": "[standaard: {}]",
    "ENVVAR_STRING": "[omgeving: {}]",
    "REQUIRED_LONG_STRING": "[verplicht]",
    "DEPRECATED_STRING": "(verouderd) ",
    "ABORTED_TEXT": "Afgebroken.",
}

_ZINNEN: list[tuple[str, str]] = [
    (r"No such command '(.*?)'", r"De opdracht '\1' bestaat niet"),
    (r"No such option: (\S+)", r"De optie \1 bestaat niet"),
    (r"Did you mean (.*)\?", r"Bedoel je \1?"),
    (r"\(Possible options: (.*)\)", r"(mogelijk: \1)"),
    (r"Missing command\.", "Er ontbreekt een opdracht."),
    (r"Missing argument '?(.*?)'?\.$", r"Er ontbreekt een gegeven: \1."),
    (r"Missing option '?(.*?)'?\.$", r"Er ontbreekt een optie: \1."),
    (r"Got unexpected extra argument\(s\) \((.*)\)", r"Dit is te veel: \1"),
    (r"Option '(.*?)' requires an argument", r"Achter \1 hoort een waarde"),
    (r"Option '(.*?)' requires (\d+) arguments", r"Achter \1 horen \2 waarden"),
    (r"Option '(.*?)' does not take a value", r"Achter \1 hoort geen waarde"),
    (r"Invalid value for (.*?): ", r"Dit past niet bij \1: "),
    (r"Invalid value: ", "Dit past niet: "),
    (r"Input should be a valid integer.*", "dat is geen heel getal."),
    (r"Input should be a valid number.*", "dat is geen getal."),
    (r"Input should be greater than or equal to (\S+)", r"minstens \1."),
    (r"Input should be less than or equal to (\S+)", r"hoogstens \1."),
    (r"is not a valid (int|integer)\b", "is geen heel getal"),
    (r"Value ('.*?') ", r"\1 "),
    (r"is not one of (.*)\.", r"moet een van deze zijn: \1."),
    (r"is not in the range (.*)\.", r"ligt buiten \1."),
    (r"(?:File|Path|Directory) ('.*') does not exist", r"\1 bestaat niet"),
    (r"(?:File|Path|Directory) ('.*') is a directory", r"\1 is een map, geen bestand"),
    (r"(?:File|Path|Directory) ('.*') is a file", r"\1 is een bestand, geen map"),
    (r"(?:File|Path|Directory) ('.*') is not readable", r"\1 is niet te lezen"),
    (r"(?:File|Path|Directory) ('.*') is not writable", r"in \1 mag niet geschreven worden"),
]


_SOORTEN = {
    "<bool>": "",
    "<int>": "<getal>",
    "<int range>": "<getal>",
    "<float>": "<getal>",
    "<str>": "<tekst>",
    "<text>": "<tekst>",
    "<path>": "<pad>",
    "<file>": "<bestand>",
}


def zin(melding: str) -> str:
    """A message of typer in Dutch; what is not known stays as it is."""
    for patroon, dutch in _ZINNEN:
        melding = re.sub(patroon, dutch, melding)
    return melding


def panelen() -> None:
    """Set the headings of typer's help; called just before help is printed, because rich is slow to import."""
    from typer import rich_utils

    for naam, tekst in _PANELEN.items():
        setattr(rich_utils, naam, tekst)


def vernederlands(opdracht: Any) -> None:
    """Give a command and everything under it Dutch usage lines and a Dutch help option."""
    opdracht.options_metavar = "[OPTIES]"
    if hasattr(opdracht, "subcommand_metavar"):
        opdracht.subcommand_metavar = "OPDRACHT ..."
    eigen_gebruik, eigen_hulp, eigen_optie = opdracht.get_usage, opdracht.format_help, opdracht.get_help_option

    def get_usage(ctx: Any) -> str:
        return str(eigen_gebruik(ctx)).replace("Usage: ", "Gebruik: ", 1)

    def get_help_option(ctx: Any) -> Any:
        optie = eigen_optie(ctx)
        if optie is not None:
            optie.help = "Toon deze uitleg en stop."
            _soort_in_woorden(optie)
        return optie

    def format_help(ctx: Any, formatter: Any) -> None:
        panelen()
        eigen_hulp(ctx, formatter)

    opdracht.get_usage, opdracht.get_help_option, opdracht.format_help = get_usage, get_help_option, format_help
    for gegeven in opdracht.params:
        _soort_in_woorden(gegeven)
    for onder in getattr(opdracht, "commands", {}).values():
        vernederlands(onder)


def _soort_in_woorden(gegeven: Any) -> None:
    """Replace typer's type names (`<int range>`) by Dutch words; a flag needs none."""
    eigen = gegeven.display_type

    def display_type(ctx: Any) -> str:
        soort = str(eigen(ctx))
        return _SOORTEN.get(soort, soort)

    gegeven.display_type = display_type
