"""What of documenten goes along when an SWV takes everything out: files, letters and reports of its organisations."""

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Uitvoerdeel

uitvoerdelen.voeg_toe("documenten.bestand", Uitvoerdeel(rijen=lambda k: Q(eigenaar__in=k.leesbaar), bestand="plek"))
uitvoerdelen.voeg_toe(
    "documenten.gegenereerd",
    Uitvoerdeel(rijen=lambda k: Q(eigenaar__in=k.leesbaar, bestand__eigenaar__in=k.leesbaar)),
)
uitvoerdelen.voeg_toe("documenten.kenmerkreeks", Uitvoerdeel(rijen=lambda k: Q(eigenaar__in=k.leesbaar)))
uitvoerdelen.voeg_toe("documenten.huisstijlversie", Uitvoerdeel(rijen=lambda k: Q(organisatie__in=k.sleutels)))
uitvoerdelen.voeg_toe("documenten.huisstijl", Uitvoerdeel(rijen=lambda k: Q(organisatie__in=k.sleutels)))
