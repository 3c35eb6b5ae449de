"""What of formats goes along when an SWV takes everything out: the forms that upper rooms claim, with their answers."""

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen, uitvoertakken
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel, via_takken

from .models import Invulling

FORMULIER = "formats.invulling"
INHOUD = "formats.invulling.inhoud"
"""branches under this name say of which forms the answers go along; the form's own row can go without them"""


def _geschiedenis(kring: Kring) -> Q:
    """Earlier texts and collisions belong to who wrote them: only in a complete move."""
    return via_takken(uitvoertakken, INHOUD, "antwoord__invulling")(kring) if kring.volledig else Q(pk__in=[])


def _versies(kring: Kring) -> Q:
    """The own versions of the SWV, and those of another SWV in which a form that goes along was given."""
    vormen = Invulling.objects.voor_taak("formats.uitvoer").filter(via_takken(uitvoertakken, FORMULIER)(kring))
    gebruikt = Q(
        gepubliceerd_op__isnull=False, versie__in=vormen.values("versie"), formaat__in=vormen.values("formaat")
    )
    return Q(swv=kring.swv) | Q(swv="") | gebruikt


uitvoerdelen.voeg_toe("formats.formaatversie", Uitvoerdeel(rijen=_versies))
uitvoerdelen.voeg_toe(FORMULIER, Uitvoerdeel(rijen=via_takken(uitvoertakken, FORMULIER)))
uitvoerdelen.voeg_toe("formats.antwoord", Uitvoerdeel(rijen=via_takken(uitvoertakken, INHOUD, "invulling")))
uitvoerdelen.voeg_toe("formats.antwoordversie", Uitvoerdeel(rijen=_geschiedenis))
uitvoerdelen.voeg_toe("formats.botsing", Uitvoerdeel(rijen=_geschiedenis))
uitvoerdelen.voeg_toe("formats.formaatbotsing", Uitvoerdeel(rijen=lambda k: Q(formaatversie__swv=k.swv)))
