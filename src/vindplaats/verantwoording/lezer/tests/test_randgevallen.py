"""Surface forms that other boards may use: tables of contents, numbered headings, a chapter in a longer document."""

import re
from collections.abc import Callable

import pytest

from vindplaats.verantwoording.lezer import lees

from . import besturen
from .formulieren import TITELS
from .varianten import LAYOUTS, als_txt
from .vergelijk import verschillen

VORM = LAYOUTS["tabel_ballot"]
OMHEEN = "De stichting kende een goed jaar. Het knooppunt is elders beschreven.\n\n" * 6


def _koppen(tekst: str, maak: Callable[[int, str], str]) -> str:
    regels = tekst.split("\n")
    return "\n".join(maak(i, r) if r.strip() in TITELS.values() else r for i, r in enumerate(regels))


VORMEN: dict[str, Callable[[str], str]] = {
    "inhoudsopgave met puntjes": lambda t: (
        "\n".join(f"{k} ........ {i}" for i, k in enumerate(TITELS.values(), 2)) + "\n\n" + t
    ),
    "inhoudsopgave met tabs": lambda t: "\n".join(f"{k}\t{i}" for i, k in enumerate(TITELS.values(), 2)) + "\n\n" + t,
    "hoofdstuk in jaarverslag": lambda t: (
        OMHEEN + t + "\n\nHoofdstuk 6 Jaarrekening\n\nDe baten waren hoger dan begroot.\n"
    ),
    "windows regeleinden": lambda t: t.replace("\n", "\r\n"),
    "kop en antwoord op een regel": lambda t: t.replace("THUISZITTERS\n\n", "THUISZITTERS: ").replace(
        "EXTERNE FUNCTIE\n\n", "EXTERNE FUNCTIE "
    ),
    "genummerde koppen": lambda t: _koppen(t, lambda i, r: f"2.{i % 30 + 1} {r}"),
    "koppen met dubbele punt": lambda t: _koppen(t, lambda i, r: r if r.endswith(":") else r + ":"),
    "nummer zonder s": lambda t: t.replace("Nummer(s):", "Nummer:"),
    "nummers met en": lambda t: t.replace("28, 31, 33", "28, 31 en 33"),
    "vaste spaties": lambda t: t.replace(" ", "\u00a0"),
    "dubbele spaties": lambda t: re.sub(" +", "  ", t),
    "lange streepjes": lambda t: t.replace(" - ", " – "),
    "witte regels erbij": lambda t: t.replace("\n\n", "\n \n\n\n \n"),
    "kromme aanhalingstekens": lambda t: t.replace("'", "’").replace('"', "”"),
}


@pytest.mark.parametrize("vorm", VORMEN)
def test_andere_verschijningsvorm(vorm: str) -> None:
    f = besturen.sbo()
    tekst = VORMEN[vorm](als_txt(f, VORM))
    assert tekst != als_txt(f, VORM)
    assert verschillen(lees(tekst.encode(), "x.txt").als_json(), f, VORM) == []
