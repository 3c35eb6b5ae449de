"""What instellingen adds to the foot of every page: the motto and whom to ask, of the own region. One small query."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from vindplaats.kern.registers import frame_delen

from .queries import waarden

CODES = ("regio.motto", "regio.contact")


def voet(request: HttpRequest) -> dict[str, Any]:
    """`regio_voet` with `motto` and `contact` of the only SWV in reach; empty when there are more or nothing was set."""
    wie = getattr(request, "wie", None)
    swvs = sorted(wie.bereik.swvs) if wie else []
    if len(swvs) != 1:
        return {}
    return {"regio_voet": SimpleLazyObject(lambda: _lees(swvs[0]))}


def _lees(swv: str) -> dict[str, str]:
    gezet = waarden(swv, CODES)
    return {code.partition(".")[2]: str(g.waarde) for code, g in gezet.items() if g.waarde}


frame_delen.voeg_toe("instellingen", voet)
