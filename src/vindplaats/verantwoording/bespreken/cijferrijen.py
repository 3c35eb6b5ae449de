"""Confirmed figures of the reports in a comparison, as rows below the questions (C-26: compare counts per board)."""

from collections.abc import Sequence

from vindplaats.formats.definitie import Definitie
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.indicatoren.queries import mag_tonen
from vindplaats.indicatoren.rules import schrijf
from vindplaats.kern.registers import sleutel_van
from vindplaats.kern.schermdelen import Vergelijkcel, Vergelijkrij
from vindplaats.toegang.wie import Wie

from .vergelijking import ALLES, Kolom

TE_KLEIN = "te klein om te tonen"


def cijferrijen(wie: Wie, vorm: Definitie, deel: str, zij: Sequence[Kolom]) -> list[Vergelijkrij]:
    """One row per figure that a person confirmed in one of these reports, with last year's value beside it (VER-13).

    One query. A figure that is too small for this reader is not written out.
    """
    bronnen = {sleutel_van(k.rapport): k for k in zij}
    rijen = Meetwaarde.objects.zichtbaar_voor(wie).geldend().filter(bron_sleutel__in=list(bronnen))
    per_cijfer: dict[str, dict[str, list[Meetwaarde]]] = {}
    for rij in rijen.order_by("indicator", "swv", "-schooljaar", "pk"):
        if rij.wat is not None and deel in (ALLES, _deel_van(vorm, rij.onderdeel)):
            per_cijfer.setdefault(rij.indicator, {}).setdefault(rij.bron_sleutel, []).append(rij)
    uit = []
    for per_bron in per_cijfer.values():
        eerste = next(iter(per_bron.values()))[0]
        cellen = tuple(_cel(wie, per_bron.get(bron, []), kolom) for bron, kolom in bronnen.items())
        uit.append(Vergelijkrij(f"Cijfer: {eerste.wat.naam}", cellen, "Bevestigd uit de tekst."))  # type: ignore[union-attr]
    return uit


def _deel_van(vorm: Definitie, onderdeel: str) -> str:
    """The section of a place in the form: a fact knows its question or its section."""
    vraag = vorm.vragen.get(onderdeel)
    return vraag.deel if vraag else onderdeel


def _cel(wie: Wie, rijen: Sequence[Meetwaarde], kolom: Kolom) -> Vergelijkcel:
    """The value of the year itself, the year before behind it, per SWV when it was told per SWV."""
    jaar = kolom.rapport.jaar
    regels = []
    for swv in dict.fromkeys(rij.swv for rij in rijen):
        nu = next((r for r in rijen if r.swv == swv and r.schooljaar == jaar), None)
        vorig = next((r for r in rijen if r.swv == swv and r.schooljaar == jaar - 1), None)
        delen = [f"{swv}:"] if swv else []
        delen += [_waarde(wie, nu)] if nu else []
        delen += [f"(jaar ervoor {_waarde(wie, vorig)})"] if vorig else []
        regels += [" ".join(delen)] if nu or vorig else []
    return Vergelijkcel("\n".join(regels))


def _waarde(wie: Wie, rij: Meetwaarde) -> str:
    if rij.wat is None or not mag_tonen(wie, rij):
        return TE_KLEIN
    return schrijf(rij.wat, rij.waarde, rij.operator)
