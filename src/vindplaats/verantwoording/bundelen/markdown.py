"""A document of the house as Markdown: headings, paragraphs, lists, tables and check boxes. Pure."""

import re
from collections.abc import Iterator, Sequence

from vindplaats.documenten import stuk as s

_TEKENS = re.compile(r"([\\`*_\[\]<>#|~&])")
_STREEP = re.compile(r"^(\s*)([-+=])(?=[-+=\s]*$)", re.M)


def maak_md(stuk: s.Stuk) -> bytes:
    """The document as UTF-8 Markdown; text of others never becomes markup. Charts become their table."""
    delen = [f"# {ontsnap(stuk.titel)}"]
    if stuk.ondertitel:
        delen.append(ontsnap(stuk.ondertitel))
    regels = [f"Datum: {s.datum_in_woorden(stuk.datum)}"] if stuk.datum else []
    regels += [f"Kenmerk: {ontsnap(stuk.kenmerk)}"] if stuk.kenmerk else []
    delen += ["  \n".join(regels)] if regels else []
    delen += [ontsnap(stuk.melding)] if stuk.melding else []
    for blok in s.nette_niveaus(stuk.blokken):
        delen += [deel for deel in _blok(blok) if deel.strip()]
    return ("\n\n".join(delen) + "\n").encode()


def ontsnap(tekst: str) -> str:
    """Text that stays text in Markdown; a line end becomes a hard one."""
    kaal = _STREEP.sub(r"\1\\\2", _TEKENS.sub(r"\\\1", s.schoon(tekst)))
    return "  \n".join(regel.rstrip() for regel in kaal.split("\n"))


def _tekst(tekst: s.Tekst) -> str:
    return "".join(_opgemaakt(deel) for deel in s.delen(tekst))


def _opgemaakt(deel: s.Deel) -> str:
    """Bold and italic marks close to the words: spaces stay outside."""
    teken = "**" if deel.vet else "*" if deel.cursief else ""
    binnen = deel.tekst.strip()
    if not binnen:
        return " " if deel.tekst else ""
    voor = " " if deel.tekst[0].isspace() else ""
    na = " " if deel.tekst[-1].isspace() else ""
    return f"{voor}{teken}{ontsnap(binnen)}{teken}{na}"


def _blok(blok: s.Blok) -> Iterator[str]:
    match blok:
        case s.Kop():
            yield f"{'#' * (blok.niveau + 1)} {ontsnap(blok.tekst)}"
        case s.Alinea():
            yield _tekst(blok.tekst)
        case s.Lijst():
            yield "\n".join(f"{f'{n}.' if blok.genummerd else '-'} {_tekst(p)}" for n, p in enumerate(blok.punten, 1))
        case s.Tabel():
            yield from _tabel(blok)
        case s.Grafiek():
            yield ontsnap(blok.alt)
            yield from _tabel(blok.tabel) if blok.tabel else ()
        case s.Citaat():
            yield "> " + ontsnap(blok.tekst).replace("\n", "\n> ")
        case s.Kenmerken():
            yield "  \n".join(f"**{ontsnap(label)}:** {ontsnap(waarde)}" for label, waarde in blok.paren)
        case s.Selectievakjes():
            yield "\n".join(f"- [{'x' if aan else ' '}] {ontsnap(label)}" for label, aan in blok.opties)
        case s.Ondertekening():
            yield "  \n".join(ontsnap(regel) for regel in (blok.slotzin, blok.naam, blok.functie) if regel)
        case s.Paginaeinde():
            return


def _tabel(t: s.Tabel) -> Iterator[str]:
    totaal = t.teksttotaal()
    if t.onderschrift:
        yield ontsnap(t.onderschrift)
    lijnen = ["---:" if t.lijn(i) == "rechts" else "---" for i in range(len(t.kop))]
    rijen = [[s.schoon(k) for k in t.kop], *t.tekstrijen(), *([totaal] if totaal else [])]
    teksten = [_rij([ontsnap(cel).replace("  \n", " ") for cel in rij]) for rij in rijen]
    yield "\n".join([teksten[0], _rij(lijnen), *teksten[1:]])


def _rij(cellen: Sequence[str]) -> str:
    return f"| {' | '.join(cellen)} |"
