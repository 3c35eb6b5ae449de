"""What of instellingen goes along when an SWV takes everything out: its values, calendar and letters, drafts only when it moves."""

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel

from .models import CONCEPT


def _eigen(kring: Kring) -> Q:
    eigen = Q(swv=kring.sleutel)
    return eigen if kring.volledig else eigen & ~Q(stand=CONCEPT)


for _model in ("waarde", "periode", "briefversie"):
    uitvoerdelen.voeg_toe(f"instellingen.{_model}", Uitvoerdeel(rijen=_eigen))
