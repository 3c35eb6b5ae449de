"""What of privacy goes along when an SWV takes everything out: all of its own, except bundles made for one person."""

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel


def _eigen(kring: Kring) -> Q:
    return Q(organisatie=kring.sleutel)


for _model in ("datalek", "registerregel", "registerstand", "toestemming", "patroon"):
    uitvoerdelen.voeg_toe(f"privacy.{_model}", Uitvoerdeel(rijen=_eigen))
uitvoerdelen.voeg_toe("privacy.verzoek", Uitvoerdeel(rijen=_eigen, zonder={"plek": ""}))
uitvoerdelen.voeg_toe("privacy.verzoekdeel", Uitvoerdeel(rijen=lambda kring: Q(verzoek__organisatie=kring.sleutel)))
uitvoerdelen.voeg_toe(
    "privacy.vindplek",
    Uitvoerdeel(reden="Plekken waar een naam gevonden is wijzen naar rijen van dit huis; elders zoek je opnieuw."),
)
