"""What consent gives to the registries: how a row is called, and how rows about somebody are found."""

import uuid

from vindplaats.kern.registers import Onderwerpsoort, onderwerpen
from vindplaats.privacy.verzoek.vinden import persoon_zoekers


def _namen(sleutels: list[str]) -> dict[str, str]:
    from vindplaats.privacy.models import Toestemming

    pks = [s.partition(":")[2] for s in sleutels]
    rijen = Toestemming.objects.voor_taak("privacy.namen").filter(pk__in=pks).values_list("pk", flat=True)
    return {f"privacy.toestemming:{pk}": "Toestemming" for pk in rijen}


def _url(sleutel: str) -> str:
    from django.urls import reverse

    return reverse("privacy:toestemming-rij", args=[sleutel.partition(":")[2]])


def _over(mens: uuid.UUID) -> list[uuid.UUID]:
    """Consent about an account says so in a key, not by a relation."""
    from vindplaats.privacy.models import Toestemming

    rijen = Toestemming.objects.voor_taak("privacy.toestemming_over")
    return list(rijen.filter(over=f"toegang.gebruiker:{mens}").values_list("pk", flat=True))


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    onderwerpen.voeg_toe("privacy.toestemming", Onderwerpsoort(_namen, _url))
    persoon_zoekers.voeg_toe("privacy.toestemming", _over)
