"""A small procedure of a tea round, with everything the engine can do, and people around it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Q

from vindplaats.kern import registers
from vindplaats.procedures import catalogus
from vindplaats.procedures.definitie import Procedure, laad_tekst

THEE = """
procedure: proefronde
versie: 1
titel: Proefronde
begin: {stand: nieuw, start: [afspraak]}
standen:
  - {code: nieuw, naam: Nieuw, uitleg: Net begonnen., aan_zet: [bestuurder], termijn: afspraak, openbaar: Nog niets}
  - {code: gevraagd, naam: Gevraagd, uitleg: Wacht op besluit., aan_zet: [directeur_swv], termijn: besluit}
  - {code: aanvullen, naam: Aanvullen, uitleg: Er ontbreekt iets., aan_zet: [bestuurder], termijn: besluit, lijn: false}
  - {code: besloten, naam: Besloten, uitleg: Klaar., soort: goed, termijn: bezwaar}
  - {code: bezwaar_op, naam: Bezwaar, uitleg: Er is bezwaar., termijn: antwoord}
  - {code: weg, naam: Ingetrokken, uitleg: Niet doorgegaan., eind: true, lijn: false}
stappen:
  - {verb: vragen, naam: Vraag aan, van: [nieuw], naar: gevraagd, wie: [bestuurder], zin: Gevraagd.,
     voorwaarden: [proef.compleet], waarschuwingen: [proef.let_op], stopt: [afspraak], start: [besluit],
     bevestiging: Het verband leest mee., regels: [T-12]}
  - {verb: terugleggen, naam: Vraag aanvulling, van: [gevraagd], naar: aanvullen, wie: [directeur_swv], zin: Teruggelegd.,
     schort_op: [besluit], reden_verplicht: true}
  - {verb: aanvullen, naam: Vul aan, van: [aanvullen], naar: gevraagd, wie: [bestuurder], zin: Aangevuld., hervat: [besluit]}
  - {verb: besluiten, naam: Besluit, van: [gevraagd], naar: besloten, wie: [directeur_swv], zin: Besloten.,
     stopt: [besluit], start: [bezwaar]}
  - {verb: bezwaar_maken, naam: Maak bezwaar, van: [besloten], naar: bezwaar_op, wie: [bestuurder, systeem], zin: Bezwaar.,
     stopt: [bezwaar], start: [antwoord]}
  - {verb: antwoorden, naam: Beslis, van: [bezwaar_op], naar: besloten, wie: [directeur_swv], zin: Beslist., stopt: [antwoord],
     start: [bezwaar]}
  - {verb: intrekken, naam: Trek in, van: "*", naar: weg, wie: [bestuurder], zin: Ingetrokken., gevaar: true,
     reden_verplicht: true, vervalt: [afspraak, besluit, bezwaar, antwoord]}
termijnen:
  - {code: afspraak, naam: Aanvragen, instelling: datum, instellen_door: [directeur_swv],
     verlenging: {wie: [directeur_swv]},
     waarschuw: [{dagen: 7, rollen: [bestuurder]}, {dagen: 0, rollen: [bestuurder]}, {dagen: -3, rollen: [directeur_swv]}]}
  - {code: besluit, naam: Besluit nemen, weken: 8, wettelijk: true, vast: true, regels: [T-12],
     verlenging: {wie: [directeur_swv], weken: 4}, opschorten_door: [directeur_swv]}
  - {code: bezwaar, naam: Bezwaar maken, weken: 6, wettelijk: true, vast: true, regels: [T-14]}
  - {code: antwoord, naam: Beslissen op bezwaar, weken: 12, wettelijk: true, vast: true, vanaf: bezwaar, regels: [T-15],
     verlenging: {wie: [directeur_swv], weken: 6}}
"""
ONDERWERP = "organisaties.bestuur:99001"


@contextmanager
def proef(
    *, ontbreekt: Callable[..., list[str]] | None = None, daad: Callable[..., None] | None = None
) -> Iterator[Procedure]:
    """Announce the procedure with its conditions and visibility for one test and take everything away again."""
    procedure = laad_tekst(THEE, "proefronde.yaml")
    leeg: Callable[..., list[str]] = lambda wie, onderwerp: []  # noqa: E731
    erbij: list[tuple[registers.Register[Any], str, Any]] = [
        (registers.voorwaarden, "proef.compleet", ontbreekt or leeg),
        (registers.voorwaarden, "proef.let_op", lambda wie, onderwerp: ["Kijk de namen nog eens na."]),
        (registers.zaak_zicht, "proefronde", _zicht),
    ]
    if daad:
        erbij.append((registers.stapdaden, "proefronde.daad", registers.Stapdaad("proefronde", daad)))
    for register, code, item in erbij:
        register.voeg_toe(code, item)
    catalogus.meld_aan(procedure)
    try:
        yield procedure
    finally:
        for register, code, _ in erbij:
            del register._items[code]
        del catalogus._bekend["proefronde", 1]
        for verb in procedure.verbs:
            del registers.rechten._items[f"proefronde.{verb}"]


def _zicht(wie: Any) -> Q:
    """The owner, and everyone at an SWV the case concerns."""
    from vindplaats.procedures.models import Betrokken

    swvs = Betrokken.objects.filter(swv__in=wie.swv_codes).values("zaak_id")
    return Q(organisatie=wie.organisatie) | Q(pk__in=swvs)
