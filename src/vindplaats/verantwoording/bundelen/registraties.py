"""What the corridor bundelen gives to the registries of `kern`."""

from typing import Any

from vindplaats.kern.registers import Menupunt, Onderwerpsoort, navigatie, onderwerpen
from vindplaats.toegang.permissions import mag


def _namen(sleutels: list[str]) -> dict[str, str]:
    from vindplaats.verantwoording.models import Bundel

    from .queries import naam_van_bundel

    pks = [sleutel.partition(":")[2] for sleutel in sleutels]
    rijen = Bundel.objects.voor_taak("verantwoording.namen").filter(pk__in=pks).select_related("swv", "regio")
    return {
        f"verantwoording.bundel:{b.pk}": f"Gezamenlijke verantwoording {b.schooljaar} van {naam_van_bundel(b)}"
        for b in rijen
    }


def _url(sleutel: str) -> str:
    from django.urls import reverse

    return reverse("verantwoording:gezamenlijk-een", args=[sleutel.partition(":")[2]])


def _alleen_lezer(wie: Any) -> bool:
    """Invited roles have no overview of the boards; for them the account itself is the entry of the menu."""
    return mag(wie, "verantwoording.bundel_lezen") and not mag(wie, "verantwoording.overzicht")


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    onderwerpen.voeg_toe("verantwoording.bundel", Onderwerpsoort(_namen, _url))
    navigatie.voeg_toe(
        "verantwoording.gezamenlijk",
        Menupunt("gezamenlijk", "Verantwoording", "verantwoording:gezamenlijk", "verantwoording", 30, _alleen_lezer),
    )
