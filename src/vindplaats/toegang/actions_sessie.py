"""Verbs about sessions: ending one, ending all others."""

from vindplaats.kern.fouten import NietGevonden, VerkeerdeStand

from . import sessies
from .log import leg_vast
from .models import Gebeurtenis, Sessie
from .wie import Wie


def sessie_beeindigen(*, wie: Wie, sessie: Sessie) -> None:
    """End one of the own sessions; that browser is out at its next click. Raises NietGevonden, VerkeerdeStand."""
    if sessie.gebruiker_id != wie.gebruiker_id:
        raise NietGevonden()
    if not sessies.sluit(Sessie.objects.filter(pk=sessie.pk), "door jou beëindigd vanaf een ander apparaat"):
        raise VerkeerdeStand("Deze sessie was al beëindigd.")
    leg_vast(
        wie=wie, naam="toegang.sessie_beeindigd", onderwerp=f"toegang.gebruiker:{wie.gebruiker_id}",
        zin="Een eigen sessie beëindigd.", soort=Gebeurtenis.TOEGANG,
    )  # fmt: skip


def sessies_beeindigen(*, wie: Wie, behalve: str) -> int:
    """End all own sessions but the one with key `behalve`; returns how many."""
    if wie.gebruiker_id is None:
        return 0
    aantal = sessies.sluit_van(wie.gebruiker_id, "door jou beëindigd vanaf een ander apparaat", behalve=behalve)
    leg_vast(
        wie=wie, naam="toegang.sessies_beeindigd", onderwerp=f"toegang.gebruiker:{wie.gebruiker_id}",
        zin=f"Andere eigen sessies beëindigd: {aantal}.", soort=Gebeurtenis.TOEGANG,
    )  # fmt: skip
    return aantal
