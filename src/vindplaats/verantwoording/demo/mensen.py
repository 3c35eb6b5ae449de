"""The people of the demonstration as `Wie`, and moments in the past."""

import datetime as dt

from django.utils import timezone

from vindplaats.kern.registers import Bereik
from vindplaats.toegang.demo_mensen import DOMEIN
from vindplaats.toegang.models import RolToekenning
from vindplaats.toegang.queries import bereik_van
from vindplaats.toegang.wie import Wie

ROLLEN = ("bestuurder", "bestuursadviseur", "directeur_swv", "kwaliteit_swv", "controller_swv", "secretariaat_swv")


class Mensen:
    """Who works where; `wie("bestuurder", "bestuur:90001")` is the demo person in that role."""

    def __init__(self) -> None:
        rijen = RolToekenning.objects.filter(rol__in=ROLLEN, gebruiker__email__endswith=f"@{DOMEIN}")
        bereiken: dict[str, Bereik] = {}
        self._mensen: dict[tuple[str, str], Wie] = {}
        for rij in rijen.select_related("gebruiker").order_by("gebruiker__email"):
            bereik = bereiken.setdefault(rij.organisatie, bereiken.get(rij.organisatie) or bereik_van(rij.organisatie))
            wie = Wie(rij.gebruiker_id, rij.gebruiker.naam, rij.rol, rij.organisatie, bereik, rij.pk)
            self._mensen.setdefault((rij.rol, rij.organisatie), wie)

    def wie(self, rol: str, organisatie: str) -> Wie:
        """That person; KeyError when the step that lays the people has not run."""
        return self._mensen[rol, organisatie]

    def bestuurder(self, nummer: str) -> Wie:
        return self.wie("bestuurder", f"bestuur:{nummer}")

    def adviseur(self, nummer: str) -> Wie:
        return self.wie("bestuursadviseur", f"bestuur:{nummer}")

    def directeur(self, swv: str) -> Wie:
        return self.wie("directeur_swv", f"swv:{swv}")

    def kwaliteit(self, swv: str) -> Wie:
        return self.wie("kwaliteit_swv", f"swv:{swv}")

    def controller(self, swv: str) -> Wie:
        return self.wie("controller_swv", f"swv:{swv}")

    def secretariaat(self, swv: str) -> Wie:
        return self.wie("secretariaat_swv", f"swv:{swv}")


def moment(dag: dt.date, uur: int = 10, minuut: int = 0) -> dt.datetime:
    """A moment of a day in the Netherlands."""
    return timezone.make_aware(dt.datetime.combine(dag, dt.time(uur, minuut)))
