"""What of indicatoren goes along when an SWV takes everything out: figures of its organisations, and its norms."""

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel

from .models import Meetwaarde


def _meetwaarden(kring: Kring) -> Q:
    """Figures for this SWV, and those of its organisations that are for the whole organisation.

    Readable extent: own figures, and of others only what is confirmed and shared.
    """
    van_hier = Q(swv=kring.swv) | Q(swv="", organisatie__in=kring.sleutels)
    if kring.volledig:
        return van_hier
    gedeeld = Q(stand=Meetwaarde.BEVESTIGD) & ~Q(gedeeld_met=Meetwaarde.EIGEN)
    return van_hier & (Q(organisatie=kring.sleutel) | gedeeld)


uitvoerdelen.voeg_toe("indicatoren.meetwaarde", Uitvoerdeel(rijen=_meetwaarden))
uitvoerdelen.voeg_toe("indicatoren.norm", Uitvoerdeel(rijen=lambda k: Q(swv=k.swv)))
