"""A letter that shows the house style on paper, in the words the SWV chose for it."""

import datetime as dt
from dataclasses import replace

from vindplaats.kern.brieven import Opgesteld, vul_in

from . import stuk as s
from .briefsoorten import PROEFBRIEF
from .briefstuk import brief

DAG = dt.date(2026, 1, 5)
TABEL = s.Tabel(
    ["Omschrijving", "Bedrag"],
    [["Eerste regel", 125000], ["Tweede regel", 50000]],
    ["Samen", 175000],
    soorten=["tekst", "bedrag"],
    onderschrift="Een tabel",
)


def proefbrief_van(stijl: s.Huisstijl, woorden: Opgesteld | None = None) -> s.Stuk:
    """A letter with everything a letter can have; without `woorden` those of the house."""
    voorbeeld = {v.code: v.voorbeeld for v in PROEFBRIEF.velden}
    klaar = woorden or vul_in(PROEFBRIEF, PROEFBRIEF.onderwerp, PROEFBRIEF.tekst, "", voorbeeld, DAG)
    stuk = brief(klaar.onderwerp, klaar.tekst, stijl, DAG, geadresseerde=PROEFBRIEF.geadresseerde, kenmerk="VOORBEELD")
    return replace(stuk, blokken=[*stuk.blokken[:-1], TABEL, stuk.blokken[-1]])
