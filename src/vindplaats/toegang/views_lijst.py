"""The screen of inviting several people at once: paste, check, send."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.registers import namen_van

from . import actions_lijst, queries
from .deur import vereist
from .forms_mensen import LijstForm
from .rules_mensen import Lijstregel
from .views_vervangen import _status

ZOUT = "toegang.lijst"


@vereist("toegang.uitnodigen")
@require_http_methods(["GET", "POST"])
def lijst(request: HttpRequest) -> HttpResponse:
    """Paste a list and see per line what will happen; nothing is sent yet."""
    wie = request.wie  # type: ignore[attr-defined]
    form = LijstForm(request.POST or None, request.FILES or None, organisaties=queries.organisatie_keuzes(wie))
    context: dict[str, Any] = {"form": form, "hoogstens": actions_lijst.HOOGSTENS}
    if request.method == "POST" and form.is_valid():
        f = form.cleaned_data
        regels = form.doe(
            lambda: actions_lijst.lijst_nakijken(wie=wie, tekst=f["regels"], rol=f["rol"], organisatie=f["organisatie"])
        )
        if regels:
            context |= _nagekeken(wie, regels)
    return render(request, "toegang/lijst.html", context, status=_status(form))


def _nagekeken(wie: Any, regels: list[Lijstregel]) -> dict[str, Any]:
    goed = [r for r in regels if not r.bezwaar]
    namen = namen_van({r.organisatie for r in regels if r.organisatie})
    velden = [[r.nummer, r.naam, r.email, r.rol, r.organisatie] for r in goed]
    return {
        "regels": [(r, queries.rol_naam(r.rol), namen.get(r.organisatie, r.organisatie)) for r in regels],
        "goed": len(goed), "fout": len(regels) - len(goed),
        "zegel": signing.dumps([str(wie.gebruiker_id), velden], salt=ZOUT, compress=True) if goed else "",
    }  # fmt: skip


@vereist("toegang.uitnodigen")
@require_POST
def lijst_versturen(request: HttpRequest) -> HttpResponse:
    """Send the invitations of the list that was checked; the seal says it is that list, of this person."""
    wie = request.wie  # type: ignore[attr-defined]
    try:
        van, velden = signing.loads(request.POST.get("zegel", ""), salt=ZOUT, max_age=3600)
    except signing.BadSignature:
        raise VerkeerdeStand("Deze lijst is te oud of veranderd. Plak hem opnieuw en kijk hem na.") from None
    if van != str(wie.gebruiker_id):
        raise VerkeerdeStand("Deze lijst is van iemand anders. Plak hem opnieuw en kijk hem na.")
    verstuurd = actions_lijst.lijst_uitnodigen(wie=wie, regels=[Lijstregel(*v) for v in velden])
    messages.success(request, f"Verstuurd: {len(verstuurd)} uitnodigingen.")
    return redirect("toegang:uitnodigingen")
