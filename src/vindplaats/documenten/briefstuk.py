"""The words of a letter as a document of the house (`documenten.stuk`), for the page, PDF and Word alike. Pure.

Few signs count, so that people can type them: an empty line begins a paragraph, `## ` a heading, `- ` a point of a list and
`[ondertekening]` the signature block. Everything else is plain text.
"""

import datetime as dt
from collections.abc import Sequence

from . import stuk as s

ONDERTEKENING = "[ondertekening]"


def blokken(tekst: str) -> list[s.Blok]:
    """The blocks of a text."""
    uit: list[s.Blok] = []
    for alinea in tekst.replace("\r\n", "\n").split("\n\n"):
        regels = [r.rstrip() for r in alinea.split("\n") if r.strip()]
        while regels:
            regels = _neem(regels, uit)
    return uit


def _neem(regels: list[str], uit: list[s.Blok]) -> list[str]:
    """Put the first block of these lines in `uit` and give back the lines after it."""
    eerste = regels[0].strip()
    if eerste.lower() == ONDERTEKENING:
        uit.append(s.Ondertekening())
        return regels[1:]
    if eerste.startswith("## "):
        uit.append(s.Kop(eerste[3:].strip()))
        return regels[1:]
    is_punt = eerste.startswith("- ")
    tot = next((i for i, r in enumerate(regels) if _soort(r) != _soort(regels[0])), len(regels))
    deel = regels[:tot]
    uit.append(s.Lijst([r.strip()[2:].strip() for r in deel]) if is_punt else s.Alinea("\n".join(deel)))
    return regels[tot:]


def _soort(regel: str) -> str:
    kaal = regel.strip()
    if kaal.lower() == ONDERTEKENING:
        return "slot"
    return "kop" if kaal.startswith("## ") else "punt" if kaal.startswith("- ") else "tekst"


def brief(
    titel: str, tekst: str, stijl: s.Huisstijl, dag: dt.date, *, geadresseerde: Sequence[str] = (), kenmerk: str = "", melding: str = ""
) -> s.Stuk:  # fmt: skip
    """A letter in the style of the SWV; a signature is added when the text has none."""
    delen = blokken(tekst)
    if not any(isinstance(d, s.Ondertekening) for d in delen):
        delen.append(s.Ondertekening())
    return s.Stuk(
        titel,
        delen,
        kenmerk=kenmerk,
        datum=dag,
        huisstijl=stijl,
        vorm="brief",
        geadresseerde=list(geadresseerde),
        melding=melding,
    )
