"""The door of every view: `@vereist(recht)`, `@ingelogd` or `@openbaar`. A view without one fails the build.

The mark stays readable on the view (`view.deur`), so that the permission test can walk the url resolver.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from .permissions import eis, eis_rol

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Deur:
    """How a view is closed: `soort` is `openbaar`, `ingelogd` or `recht`; `recht` the code of the right.

    `zonder_factor`: may be seen before the second factor is set up. `zonder_rol`: needs an account but no role.
    """

    soort: str
    recht: str = ""
    zonder_factor: bool = False
    zonder_rol: bool = False


def openbaar(view: View) -> View:
    """For everyone, also without an account."""
    return _met(view, Deur("openbaar", zonder_factor=True, zonder_rol=True), view)


def ingelogd(view: View | None = None, *, zonder_rol: bool = False, zonder_factor: bool = False) -> Any:
    """For everyone with an account and a role; `zonder_rol` also for an account whose roles have all ended."""
    if view is None:
        return lambda echt: ingelogd(echt, zonder_rol=zonder_rol, zonder_factor=zonder_factor)
    echte = view

    def binnen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _geen_toegang(request, zonder_rol) or echte(request, *args, **kwargs)

    return _met(view, Deur("ingelogd", zonder_rol=zonder_rol, zonder_factor=zonder_factor), binnen)


def vereist(code: str, *, zoek: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Only for who has the right `code`.

    Not signed in: to the sign-in page and back. No role: a clear page. Without the role of the right: 403. With `zoek(wie,
    **kwargs)` the row is looked up first through its visibility rule (it raises NietGevonden: a stranger gets 404), the
    right is asked for that row, and the view gets it as `request.onderwerp`. A right with `vers` then asks for a fresh second
    factor: it raises VersNodig, which the middleware turns into the way to the confirmation and back.
    """

    def versier(view: View) -> View:
        def binnen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            weg = _geen_toegang(request, False)
            if weg:
                return weg
            wie = request.wie  # type: ignore[attr-defined]
            eis_rol(wie, code)
            if zoek is not None:
                request.onderwerp = zoek(wie, **kwargs)  # type: ignore[attr-defined]
            eis(wie, code, getattr(request, "onderwerp", None))
            return view(request, *args, **kwargs)

        return _met(view, Deur("recht", code), binnen)

    return versier


def maakt_bestand(view: View) -> View:
    """A view that makes a file (PDF, Word, Excel, export) for whoever asks: counted per person (`toegang.maat`, decision 0035).

    Stands under the door; `wraps` carries the mark on. A test walks every url for one that is missing.
    """
    view.maakt_bestand = True  # type: ignore[attr-defined]
    return view


def _met(view: View, deur: Deur, binnen: View) -> View:
    buiten = wraps(view)(lambda request, *args, **kwargs: binnen(request, *args, **kwargs))
    buiten.deur = deur  # type: ignore[attr-defined]
    return buiten


def _geen_toegang(request: HttpRequest, zonder_rol: bool) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return naar_aanmelden(request)
    if request.wie is None and not zonder_rol:  # type: ignore[attr-defined]
        return render(request, "toegang/geen_rol.html", {}, status=403)
    return None


def naar_aanmelden(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page and back again; for HTMX as a header, so that the whole page moves."""
    htmx = getattr(request, "htmx", None)
    if htmx:
        terug = htmx.current_url_abs_path or "/"
        return HttpResponse(status=204, headers={"HX-Redirect": redirect_to_login(terug, _inlog()).url})
    return redirect_to_login(_terug(request), _inlog())


def _terug(request: HttpRequest) -> str:
    """Where to go on after signing in: this page, or for a form that was sent the page it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    vandaan = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(vandaan, {request.get_host()}):
        delen = urlsplit(vandaan)
        return f"{delen.path}?{delen.query}" if delen.query else delen.path
    return request.get_full_path()


def _inlog() -> str:
    return resolve_url("toegang:demo" if settings.DEMO else settings.LOGIN_URL)
