"""What of procedures goes along when an SWV takes everything out: the cases that concern it, with their history and terms."""

from collections.abc import Callable

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel

from .models import Betrokken, Eigenversie


def _van_zaak(pad: str) -> Callable[[Kring], Q]:
    return lambda kring: Q(**{f"{pad}__in": Betrokken.objects.filter(swv=kring.swv).values("zaak")})


def _versies(kring: Kring) -> Q:
    """Own versions of the SWV, drafts only when it moves; and the version of every case that goes along, whoever made it."""
    eigen = Q(swv=kring.swv) if kring.volledig else Q(swv=kring.swv) & ~Q(stand=Eigenversie.CONCEPT)
    zaken = Betrokken.objects.filter(swv=kring.swv, zaak__eigen__isnull=False).values("zaak__eigen")
    return eigen | Q(pk__in=zaken)


def _stapbrieven(kring: Kring) -> Q:
    """Letters in the words of this SWV; those of another SWV in the same case are of that one."""
    return _van_zaak("zaak")(kring) & Q(swv__in=("", kring.swv))


uitvoerdelen.voeg_toe("procedures.eigenversie", Uitvoerdeel(rijen=_versies))
uitvoerdelen.voeg_toe("procedures.zaak", Uitvoerdeel(rijen=_van_zaak("pk")))
uitvoerdelen.voeg_toe("procedures.betrokken", Uitvoerdeel(rijen=_van_zaak("zaak")))
uitvoerdelen.voeg_toe("procedures.overgang", Uitvoerdeel(rijen=_van_zaak("zaak")))
uitvoerdelen.voeg_toe("procedures.stapbrief", Uitvoerdeel(rijen=_stapbrieven))
uitvoerdelen.voeg_toe("procedures.termijn", Uitvoerdeel(rijen=_van_zaak("zaak")))
uitvoerdelen.voeg_toe("procedures.termijninstelling", Uitvoerdeel(rijen=lambda k: Q(swv=k.swv)))
uitvoerdelen.voeg_toe("procedures.herinnering", Uitvoerdeel(rijen=_van_zaak("termijn__zaak")))
