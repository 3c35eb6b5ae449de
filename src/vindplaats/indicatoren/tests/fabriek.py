"""Three invented figures and quick ways to lay measured values."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from vindplaats.indicatoren.declaratie import Indicatorenbestand, laad_tekst, meld_aan
from vindplaats.indicatoren.models import Meetwaarde
from vindplaats.kern.klok import nu
from vindplaats.kern.registers import indicatoren

TEKST = """
kamer: proef
indicatoren:
  - {code: proef_leerlingen, naam: Leerlingen, definitie: Wie er is., eenheid: leerlingen, bron: Telling, soort: hand,
     dimensies: [bestuur, jaar], peildatum: teldatum, kleinste_cel: 0, optellen: som,
     hand: {methode: tellen, frequentie: per jaar, bron: administratie}}
  - {code: proef_over, naam: Overdoen, definitie: Wie een jaar overdoet., eenheid: "%", bron: Verslag, soort: hand,
     dimensies: [bestuur, jaar], peildatum: einde_schooljaar, richting: lager, decimalen: 1, optellen: gewogen,
     gewicht: proef_leerlingen, aliassen: [blijvers], anders: {leerlingen: proef_over_aantal},
     hand: {methode: tellen, frequentie: per jaar, bron: administratie}}
  - {code: proef_over_aantal, naam: Overdoen in aantal, definitie: Wie een jaar overdoet., eenheid: leerlingen, bron: Verslag,
     soort: hand, dimensies: [bestuur, jaar], peildatum: einde_schooljaar, richting: lager, optellen: som,
     hand: {methode: tellen, frequentie: per jaar, bron: administratie}}
  - {code: proef_score, naam: Score, definitie: Een score., eenheid: "%", bron: Meting, soort: hand, dimensies: [bestuur],
     peildatum: opgegeven, richting: hoger, decimalen: 1, kleinste_cel: 0,
     hand: {methode: meten, frequentie: per jaar, bron: rapport}}
  - {code: proef_geld, naam: Geld, definitie: Euro's., eenheid: euro, bron: Rapport, soort: query, dimensies: [bestuur],
     peildatum: einde_schooljaar, kleinste_cel: 0, optellen: som}
"""


@contextmanager
def aangemeld() -> Iterator[Indicatorenbestand]:
    """Declare the figures for one test."""
    bestand = laad_tekst(TEKST, "proef.yaml")
    meld_aan(bestand)
    try:
        yield bestand
    finally:
        for indicator in bestand.indicatoren:
            del indicatoren._items[indicator.code]


def leg(indicator: str, organisatie: str, jaar: int, waarde: Any, **extra: Any) -> Meetwaarde:
    """A confirmed figure that is shared with the participants."""
    velden = {
        "bron": "Proef", "stand": Meetwaarde.BEVESTIGD, "gedeeld_met": Meetwaarde.DEELNEMERS, "op": nu(),
        "waarde": None if waarde is None else Decimal(str(waarde)),
    } | extra  # fmt: skip
    rij: Meetwaarde = Meetwaarde.objects.create(indicator=indicator, organisatie=organisatie, schooljaar=jaar, **velden)
    rij.refresh_from_db()
    return rij
