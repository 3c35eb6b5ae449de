"""What documenten adds to the frame of every page: the stylesheet and logo of the SWV."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from vindplaats.kern.registers import frame_delen, naam_van

from .models import Huisstijl
from .queries import stijl_organisatie


def stijl_van_pagina(request: HttpRequest) -> dict[str, Any]:
    """`huisstijl_url` and `logo_url`, with the version in them so that a change is seen at once. One small query."""
    organisatie = stijl_organisatie(getattr(request, "wie", None))
    if not organisatie:
        return {}
    code = organisatie.partition(":")[2]
    rij = Huisstijl.objects.filter(pk=organisatie).values("versie", "logo_soort").first()
    if rij is None:
        return {}
    uit = {"huisstijl_url": f"{reverse('documenten:huisstijl-css', args=[code])}?v={rij['versie']}"}
    if rij["logo_soort"]:
        uit["logo_naam"] = naam_van(organisatie)
        uit["logo_url"] = f"{reverse('documenten:huisstijl-logo', args=[code])}?v={rij['versie']}"
    return uit


frame_delen.voeg_toe("documenten", stijl_van_pagina)
