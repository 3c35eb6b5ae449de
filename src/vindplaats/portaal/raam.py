"""What portaal adds to the frame of every page: the search box, the link to the handbook, the entry `Mijn werk`."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from vindplaats.kern.registers import Menupunt, frame_delen, navigatie

from . import hulp


def raam(request: HttpRequest) -> dict[str, Any]:
    """Addresses for the frame; the handbook opens at the page of this screen."""
    scherm = request.resolver_match.view_name if request.resolver_match else ""
    naam = hulp.pagina_voor(scherm)
    help_url = reverse("portaal:hulp") if naam == hulp.BEGIN else reverse("portaal:hulp-pagina", args=[naam])
    return {"help_url": help_url, "zoek_url": reverse("portaal:zoeken") if getattr(request, "wie", None) else ""}


def meld_aan() -> None:
    """Called once from `AppConfig.ready`."""
    frame_delen.voeg_toe("portaal", raam)
    navigatie.voeg_toe("portaal.werk", Menupunt("portaal.werk", "Mijn werk", "portaal:werk", "mijn-werk", 0, bool))
