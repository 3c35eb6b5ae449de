"""What every page needs: who, in which role, navigation, messages, demo. Upward facts come in through `frame_delen`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .registers import frame_delen, naam_van, navigatie


def huis(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame: `wie`, `wie_organisatie`, `navigatie`, `demo`, and what rooms add through `frame_delen`."""
    wie = getattr(request, "wie", None)
    context: dict[str, Any] = {
        "demo": settings.DEMO,
        "wie": wie,
        "wie_organisatie": naam_van(wie.organisatie) if wie and wie.organisatie else "",
        "navigatie": sorted((punt for punt in navigatie if punt.mag(wie)), key=lambda punt: punt.volgorde)
        if wie
        else [],
    }
    for deel in frame_delen:
        context.update(deel(request))
    return context
