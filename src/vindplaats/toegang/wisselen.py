"""Going on in another role: what the session keeps, and which page comes next."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from vindplaats.kern.fouten import NietGevonden

from . import actions
from .deur import Deur
from .permissions import mag
from .queries import SESSIE_MEE, SESSIE_ROL, toekenningen_van, volmachten_voor, wie_namens, wie_uit
from .vers import is_vers
from .wie import Wie

BEGIN = "/"


def zet_rol(request: HttpRequest, keuze: str) -> Wie:
    """Switch to one of the own roles of today, or to one in which to stand in for a colleague.

    The session and the log know it; looking along stops in this session. Raises NietGevonden for any other.
    """
    for volmacht in volmachten_voor(request.user):  # type: ignore[arg-type]
        if str(volmacht.pk) == keuze:
            return _verder(request, keuze, wie_namens(volmacht, request.user, partial(is_vers, request)))  # type: ignore[arg-type]
    for toekenning in toekenningen_van(request.user):  # type: ignore[arg-type]
        if str(toekenning.pk) == keuze:
            return _verder(request, keuze, wie_uit(toekenning, partial(is_vers, request)))
    raise NietGevonden("Deze rol heb je niet (meer). Kies een andere rol.")


def _verder(request: HttpRequest, keuze: str, wie: Wie) -> Wie:
    request.session[SESSIE_ROL] = keuze
    request.session.pop(SESSIE_MEE, None)
    request.wie = wie  # type: ignore[attr-defined]
    actions.rol_wisselen(wie=wie)
    return wie


def bladzijde_na_wissel(request: HttpRequest) -> str:
    """The page somebody came from when it shows no single row and the new role may see it, else the first page."""
    vorige = request.POST.get("volgende") or request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(vorige, {request.get_host()}):
        return BEGIN
    pad = urlsplit(vorige).path
    try:
        treffer = resolve(pad)
    except Resolver404:
        return BEGIN
    return pad if not treffer.kwargs and _open_voor(getattr(treffer.func, "deur", None), request) else BEGIN


def _open_voor(deur: Deur | None, request: Any) -> bool:
    if deur is None:
        return False
    return deur.soort != "recht" or mag(request.wie, deur.recht)
