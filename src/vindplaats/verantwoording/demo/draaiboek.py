"""What happens in the demonstration, and when. Days are told from `vandaag` for the newest year, as dates for the older two."""

import datetime as dt
from dataclasses import dataclass

from vindplaats.verantwoording.models import BESPROKEN, CONCEPT, GEPUBLICEERD, INGEDIEND, OPEN, VASTGESTELD

BS, VL, SK = "PO9901", "PO9902", "PO9903"
SWVS = (BS, VL, SK)
BESTUREN = tuple(f"900{nr:02d}" for nr in range(1, 13))
LEIDEND = {
    "90001": VL, "90002": SK, "90003": BS, "90004": VL, "90005": VL, "90006": BS,
    "90007": SK, "90008": VL, "90009": VL, "90010": SK, "90011": VL, "90012": BS,
}  # fmt: skip
"""the SWV whose people take the steps of discussing and establishing for a board"""
NIET_IN_OUDSTE_JAAR = ("90010", "90012")
"""their oldest reports still lie in an inbox, as documents"""


@dataclass(frozen=True)
class Verloop:
    """How far a report of the newest year is, with the days before today on which it happened."""

    stand: str
    begonnen: int = 0
    ingediend: int = 0
    besproken: int = 0
    vastgesteld: int = 0
    heropend: int = 0
    bevestigd: int = 99
    """how many of the figures found in the texts the board has confirmed"""
    leeg: tuple[str, ...] = ()
    """questions (or beginnings of their codes) that are not written yet"""


NIEUWSTE: dict[str, Verloop] = {
    "90001": Verloop(INGEDIEND, 48, 16, bevestigd=12),
    "90002": Verloop(CONCEPT, 40, leeg=("schakelfunctie", "proces_knooppunt_uitwerking")),
    "90003": Verloop(CONCEPT, 35, leeg=("proces_knooppunt", "verschil_uitleg")),
    "90004": Verloop(BESPROKEN, 52, 30, 6),
    "90005": Verloop(INGEDIEND, 44, 12),
    "90006": Verloop(CONCEPT, 47, 21, heropend=4),
    "90007": Verloop(INGEDIEND, 33, 2),
    "90008": Verloop(CONCEPT, 15, leeg=("proces_", "ononderbroken_proces", "bestedingen")),
    "90009": Verloop(VASTGESTELD, 55, 36, 18, 8),
    "90010": Verloop(OPEN),
    "90011": Verloop(OPEN),
    "90012": Verloop(GEPUBLICEERD, 60, 45, 25, 11),
}
MIDDEN: dict[str, str] = dict.fromkeys(BESTUREN, GEPUBLICEERD) | {
    "90002": VASTGESTELD,
    "90008": VASTGESTELD,
    "90010": BESPROKEN,
}
TE_LAAT_IN_MIDDEN = "90002"
REDEN_HEROPEND = (
    "De bedragen van Beekstreek en Schachtkring zijn verwisseld en de tekst over terugplaatsing gaat nog over vorig jaar. "
    "Graag aanpassen en opnieuw indienen."
)


@dataclass(frozen=True)
class Datums:
    """The set dates of one school year: handing in (per SWV), discussing, establishing."""

    indienen: dict[str, dt.date]
    bespreken: dt.date
    vaststellen: dt.date


def datums_nieuwste(vandaag: dt.date) -> Datums:
    """Schachtkring wanted the reports nine days ago; the other two still have time."""
    dag = dt.timedelta(days=1)
    indienen = {SK: vandaag - 9 * dag, VL: vandaag + 19 * dag, BS: vandaag + 33 * dag}
    return Datums(indienen, vandaag + 25 * dag, vandaag + 60 * dag)


def datums_ouder(begin: int) -> Datums:
    """The dates of a year gone by; `begin` is the calendar year the school year began in."""
    indienen = dict.fromkeys(SWVS, dt.date(begin + 1, 12, 1))
    return Datums(indienen, dt.date(begin + 2, 2, 15), dt.date(begin + 2, 4, 1))


def verloop_ouder(nummer: str, begin: int, stand: str, te_laat: bool) -> dict[str, dt.date]:
    """Day per step of a year gone by; every board has its own rhythm."""
    maat = BESTUREN.index(nummer)
    ingediend = dt.date(begin + 1, 12, 9) if te_laat else dt.date(begin + 1, 11, 4) + dt.timedelta(days=2 * maat)
    dagen = {
        "beginnen": dt.date(begin + 1, 9, 16) + dt.timedelta(days=maat),
        "indienen": ingediend,
        "bespreken": dt.date(begin + 2, 1, 13) + dt.timedelta(days=maat),
        "vaststellen": dt.date(begin + 2, 3, 10),
        "publiceren": dt.date(begin + 2, 5, 12),
    }
    stappen = {BESPROKEN: 3, VASTGESTELD: 4, GEPUBLICEERD: 5}[stand]
    return dict(list(dagen.items())[:stappen])
