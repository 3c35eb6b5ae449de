"""Recovery codes on screen: shown right after they are made, later only how many are left."""

# mypy: allow-subclassing-any

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes import views as codes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from vindplaats.kern.fouten import NietGevonden

from . import herstelcodes


@require_GET
@never_cache
def bekijken(request: HttpRequest) -> HttpResponse:
    """The codes that were just made, else how many still work. Looking changes nothing."""
    rij = herstelcodes.rij_van(request.user.pk)
    if rij is None:
        raise NietGevonden()
    context = {
        "codes": _te_tonen(request), "over": herstelcodes.over(rij), "van": app_settings.RECOVERY_CODE_COUNT,
    }  # fmt: skip
    return render(request, "mfa/recovery_codes/index.html", context)


@require_GET
@never_cache
def bestand(request: HttpRequest) -> HttpResponse:
    """The codes that were just made as a text file; later the page that says how many are left and how to make new ones."""
    lijst = _te_tonen(request)
    if not lijst:
        return redirect("mfa_view_recovery_codes")
    koppen = {"Content-Disposition": 'attachment; filename="herstelcodes.txt"'}
    return HttpResponse(
        "".join(f"{code}\n" for code in lijst), content_type="text/plain; charset=utf-8", headers=koppen
    )


def _te_tonen(request: HttpRequest) -> list[str]:
    lijst = herstelcodes.te_tonen(request)
    if lijst:
        raise_if_reauthentication_required(request, app="allauth.mfa")
    return lijst


class Nieuw(codes.GenerateRecoveryCodesView):
    """New codes in the place of the old ones."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"unused_code_count": herstelcodes.over(herstelcodes.rij_van(self.request.user.pk))}


nieuw = Nieuw.as_view()
