"""What of verantwoording goes along when an SWV takes everything out: reports that concern it, and what hangs on them.

Readable extent: a report that a board has not handed in goes along as a row (the SWV sees its state anyway), without a word
of its text; the inbox of a board stays with the board.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen, uitvoertakken
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel, Uitvoertak

from .models import GEDEELD, Bundel, Rapport

TAAK = "verantwoording.uitvoerdelen"


def _rapporten(kring: Kring) -> Any:
    return Rapport.objects.voor_taak(TAAK).filter(swvs=kring.swv).order_by()


def _leesbare_rapporten(kring: Kring) -> Any:
    rapporten = _rapporten(kring)
    return rapporten if kring.volledig else rapporten.filter(zaak__stand__in=GEDEELD)


def _bij_rapport(kring: Kring) -> Q:
    return Q(rapport__in=_leesbare_rapporten(kring).values("pk"))


def _bundel(kring: Kring) -> Any:
    van_hier = Q(swv=kring.swv) | Q(regio__swvs=kring.swv)
    return Bundel.objects.voor_taak(TAAK).filter(van_hier).order_by().values("pk")


def _eigenaar(pad: str) -> Callable[[Kring], Q]:
    return lambda kring: Q(**{f"{pad}__in": kring.leesbaar})


_DELEN = {
    "rapport": Uitvoerdeel(rijen=lambda k: Q(pk__in=_rapporten(k).values("pk"))),
    "rapport_swvs": Uitvoerdeel(rijen=lambda k: Q(rapport__in=_rapporten(k).values("pk"))),
    "toekenning": Uitvoerdeel(rijen=lambda k: Q(swv=k.swv)),
    "inleesronde": Uitvoerdeel(rijen=_eigenaar("eigenaar")),
    "inboxstuk": Uitvoerdeel(rijen=_eigenaar("ronde__eigenaar")),
    "voorstel": Uitvoerdeel(rijen=_eigenaar("stuk__ronde__eigenaar")),
    "bijdrage": Uitvoerdeel(rijen=_bij_rapport),
    "afspraak": Uitvoerdeel(rijen=_bij_rapport),
    "signaaluitleg": Uitvoerdeel(rijen=_bij_rapport),
    "bundel": Uitvoerdeel(rijen=lambda k: Q(pk__in=_bundel(k))),
    "conclusie": Uitvoerdeel(rijen=lambda k: Q(bundel__in=_bundel(k))),
    "conclusieversie": Uitvoerdeel(rijen=lambda k: Q(conclusie__bundel__in=_bundel(k))),
}
for _naam, _deel in _DELEN.items():
    uitvoerdelen.voeg_toe(f"verantwoording.{_naam}", _deel)

# the row of a form goes with every report (a report points at it); its answers only when they may be read
uitvoertakken.voeg_toe(
    "verantwoording.invulling", Uitvoertak("formats.invulling", lambda k: _rapporten(k).values("invulling"))
)
uitvoertakken.voeg_toe(
    "verantwoording.inhoud",
    Uitvoertak("formats.invulling.inhoud", lambda k: _leesbare_rapporten(k).values("invulling")),
)
