"""HTTP of one running term: how its date came about, extend, let stand still, let run on. For every room with cases."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from vindplaats.kern.fouten import Fout, OngeldigeInvoer
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.kern.schermdelen import Kruimel
from vindplaats.toegang.deur import ingelogd
from vindplaats.toegang.wie import Wie

from . import actions, queries, queries_termijn, rules
from . import forms as f
from .herinneringen import titels_van
from .models import Termijn
from .views import toon

VERLENG, SCHORS, HERVAT = "verlengen", "stilzetten", "hervatten"


@require_http_methods(["GET", "POST"])
@ingelogd
def termijn(request: HttpRequest, termijn: uuid.UUID) -> HttpResponse:
    """One term of a case. A stranger gets 404; who sees it without the right reads how its date came about."""
    wie: Wie = request.wie  # type: ignore[attr-defined]
    rij = queries.termijn_voor(wie, termijn)
    wat = request.POST.get("wat", "")
    vormen: dict[str, forms.Form] = {
        VERLENG: f.Verlengformulier(request.POST if wat == VERLENG else None, prefix=VERLENG),
        SCHORS: f.Stilformulier(request.POST if wat == SCHORS else None, prefix=SCHORS),
        HERVAT: f.Stilformulier(request.POST if wat == HERVAT else None, prefix=HERVAT),
    }
    verlenging = rij.soort.verlenging
    vormen[VERLENG].fields["tot"].required = verlenging is None or verlenging.dagen is None
    status = 200
    if request.method == "POST":
        if wat not in vormen:
            raise OngeldigeInvoer("Kies wat je met de termijn wilt doen.")
        status = _doe(request, wie, rij, wat, vormen[wat])
        if status == 200:
            return redirect("procedures:termijn", termijn=rij.pk)
        rij = queries.termijn_voor(wie, termijn)
    return toon(request, "termijn", _context(wie, rij, vormen), status)


def _doe(request: HttpRequest, wie: Wie, rij: Termijn, wat: str, form: forms.Form) -> int:
    """Do one verb; 200 when it was done, else the status of the refusal with its sentence at the field."""
    verbs: dict[str, tuple[Callable[[Any], Termijn], str]] = {
        VERLENG: (lambda v: actions.termijn_verlengen(wie=wie, termijn=rij, reden=v["reden"], tot=v["tot"]), "De termijn is verlengd."),
        SCHORS: (lambda v: actions.termijn_opschorten(wie=wie, termijn=rij, reden=v["reden"], per=v["per"]), "De termijn staat stil."),
        HERVAT: (lambda v: actions.termijn_hervatten(wie=wie, termijn=rij, reden=v["reden"], per=v["per"]), "De termijn loopt weer."),
    }  # fmt: skip
    if not form.is_valid():
        return 400
    daad, gelukt = verbs[wat]
    try:
        daad(form.cleaned_data)
    except Fout as fout:
        if fout.status in {403, 404}:
            raise
        for veld, zin in (getattr(fout, "velden", None) or {"": fout.zin}).items():
            form.add_error(veld if veld in form.fields else None, zin)
        return fout.status
    messages.success(request, gelukt)
    return 200


def _context(wie: Wie, rij: Termijn, vormen: dict[str, forms.Form]) -> dict[str, Any]:
    zaak = queries.zaak_voor(wie, rij.zaak_id)
    regel = next(r for r in queries.termijnen(zaak, wie) if r.pk == rij.pk)
    soort, titel = zaak.tabel.termijn(rij.code), titels_van([zaak])[zaak.onderwerp]
    url = queries_termijn.pagina_van(wie, zaak)
    grens = None
    if rij.eind and regel.mag_verlengen:
        grens = rules.hoogstens(soort, rij.begin, rij.eind, rij.verlengd_dagen, rij.opgeschort_dagen)
    return {
        "regel": regel,
        "rij": rij,
        "soort": soort,
        "zaak_titel": titel,
        "zaak_url": url,
        "organisatie": queries_termijn.organisatienaam(zaak),
        "status": queries.statusregel(zaak, wie),
        "grens": datum_zonder_dag(grens.laatste_dag) if grens else "",
        "keer_over": soort.verlenging.keer - rij.verlengd_keer if soort.verlenging else 0,
        "verleng": vormen[VERLENG] if regel.mag_verlengen else None,
        "schors": vormen[SCHORS] if regel.mag_opschorten and rij.stand == rules.LOPEND else None,
        "hervat": vormen[HERVAT] if regel.mag_opschorten and rij.stand == rules.OPGESCHORT else None,
        "tijdlijn": queries_termijn.termijnspoor(rij),
        "kruimels": [Kruimel(titel, url), Kruimel(rij.naam)],
    }
