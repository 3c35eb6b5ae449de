"""When looking along is on: asked at every request, so that it ends by itself, also in an open session."""

import uuid

from vindplaats.kern.klok import nu, vandaag

from .models import Gebruiker, Meekijken, RolToekenning


def geldig_voor(gebruiker: Gebruiker, keuze: str) -> Meekijken | None:
    """The looking along of this person with that id, when it is on now and the role it was asked with still is.

    Looking along that a host started from the command line has no such role.
    """
    try:
        pk = uuid.UUID(keuze)
    except ValueError:
        return None
    rij = Meekijken.objects.geldig_op(nu()).filter(pk=pk, aanvrager=gebruiker).first()
    if rij is None or rij.toekenning_id is None:
        return rij
    nog = RolToekenning.objects.geldig_op(vandaag()).filter(pk=rij.toekenning_id, gebruiker=gebruiker).exists()
    return rij if nog else None
