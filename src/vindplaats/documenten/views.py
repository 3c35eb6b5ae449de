"""HTTP of documenten: download a file, the house style as stylesheet, logo and settings screen."""

import uuid
from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.brieven import opgesteld
from vindplaats.kern.fouten import Fout, NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.opmaak import datum_zonder_dag
from vindplaats.toegang.deur import ingelogd, maakt_bestand, openbaar, vereist
from vindplaats.toegang.log import gelezen
from vindplaats.toegang.permissions import eis
from vindplaats.toegang.wie import Wie

from . import actions, opslag, permissions, queries, rules
from .briefsoorten import PROEFBRIEF
from .forms import HuisstijlFormulier
from .models import Huisstijl
from .ontvangst import te_groot_van

DICHT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; sandbox"
LOGO_MIME = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
JAAR = 365 * 24 * 3600


@require_GET
@ingelogd
def bestand(request: HttpRequest, bestand_id: uuid.UUID) -> HttpResponse:
    """Download one file; written in the log as read. Never shown inside our own pages."""
    wie = request.wie  # type: ignore[attr-defined]
    rij = queries.bestand_voor(wie, bestand_id)
    pad = opslag.pad_van(rij.plek)
    if not pad.exists():
        raise NietGevonden("Dit bestand staat niet meer op de schijf. Vraag het de beheerder.")
    gelezen(
        wie=wie,
        naam="documenten.bestand_gedownload",
        onderwerp=rij.onderwerp or rij,
        organisatie=rij.eigenaar,
        zin=f"Bestand gedownload: {rij.naam}",
    )
    antwoord = FileResponse(pad.open("rb"), as_attachment=True, filename=rij.naam, content_type=rij.mime)
    return verzegel(cast(HttpResponse, antwoord))  # same headers, same handling


def verzegel(antwoord: HttpResponse) -> HttpResponse:
    """Headers of a file of somebody else: no guessing of its type, no script, not kept by the browser."""
    antwoord.headers["Content-Security-Policy"] = DICHT
    antwoord.headers["X-Content-Type-Options"] = "nosniff"
    antwoord.headers["Cache-Control"] = "private, no-store"
    antwoord.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return antwoord


@require_GET
@openbaar
def huisstijl_css(request: HttpRequest, code: str) -> HttpResponse:
    """The colours of an SWV as stylesheet; empty when it has none of its own."""
    rij = Huisstijl.objects.filter(pk=f"swv:{code}").first()
    antwoord = HttpResponse(stylesheet(rij.kleur) if rij else "", content_type="text/css; charset=utf-8")
    antwoord.headers["Cache-Control"] = f"public, max-age={JAAR if 'v' in request.GET else 300}"
    return antwoord


def stylesheet(kleur: str) -> str:
    """The custom properties that the theme reads."""
    p = rules.palet(kleur)
    regels = {
        "licht": p.licht,
        "licht-hover": p.licht_hover,
        "licht-tint": p.licht_tint,
        "donker": p.donker,
        "donker-hover": p.donker_hover,
        "donker-tint": p.donker_tint,
    }
    if kleur == rules.STANDAARDKLEUR:
        return ""
    return ":root {" + " ".join(f"--vp-primair-{naam}: {waarde};" for naam, waarde in regels.items()) + "}\n"


@require_GET
@openbaar
def huisstijl_logo(request: HttpRequest, code: str) -> HttpResponse:
    """The logo of an SWV."""
    rij = Huisstijl.objects.filter(pk=f"swv:{code}").exclude(logo=None).first()
    if rij is None:
        raise NietGevonden
    antwoord = HttpResponse(bytes(rij.logo or b""), content_type=LOGO_MIME[rij.logo_soort])
    verzegel(antwoord)
    antwoord.headers["Cache-Control"] = f"public, max-age={JAAR if 'v' in request.GET else 300}"
    return antwoord


@require_http_methods(["GET", "POST"])
@vereist(permissions.HUISSTIJL_WIJZIGEN.code)
def huisstijl(request: HttpRequest) -> HttpResponse:
    """See and change the house style of the own SWV."""
    wie = request.wie  # type: ignore[attr-defined]
    eis(wie, permissions.HUISSTIJL_WIJZIGEN.code, wie.organisatie)
    actions.huisstijlen_laten_ingaan(wie=Wie.taak("Huisstijl laten ingaan"))
    rij = queries.huisstijl_rij(wie.organisatie)
    velden = {v: getattr(rij, v) for v in ("kleur", "adresregel", "ondertekenaar", "functie")}
    form = HuisstijlFormulier(request.POST or None, request.FILES or None, initial=velden, heeft_logo=bool(rij.logo))
    if request.method == "POST" and form.is_valid() and _opgeslagen(request, form):
        messages.success(request, f"De huisstijl is bewaard{_wanneer(form)}.")
        return redirect("documenten:huisstijl")
    kleur = _kleur_of(form["kleur"].value(), rij.kleur)
    context = {
        "form": form,
        "rij": rij,
        "palet": rules.palet(kleur),
        "oordeel": rules.oordeel(kleur),
        "versies": queries.huisstijlversies(wie),
    }
    return render(request, "documenten/huisstijl.html", context, status=400 if form.errors else 200)


def _opgeslagen(request: HttpRequest, form: HuisstijlFormulier) -> bool:
    """Carry out the change; a refused logo becomes an error at its field and what was typed stays."""
    wie = request.wie  # type: ignore[attr-defined]
    velden = {v: form.cleaned_data.get(v) or "" for v in ("kleur", "adresregel", "ondertekenaar", "functie")}
    logo = form.cleaned_data.get("logo")
    if te_groot_van(request):
        form.add_error("logo", "Dit bestand is te groot. Kies een logo van hoogstens 3 MB.")
        return False
    try:
        actions.huisstijl_wijzigen(
            wie=wie,
            organisatie=wie.organisatie,
            logo=logo.read() if logo else None,
            logo_weg=bool(form.cleaned_data.get("logo_weg")),
            vanaf=form.cleaned_data.get("vanaf"),
            **velden,
        )
    except Fout as fout:
        waar = next(iter(getattr(fout, "velden", {})), "logo")
        form.add_error(waar if waar in form.fields else "logo", fout.zin)
        return False
    return True


def _wanneer(form: HuisstijlFormulier) -> str:
    dag = form.cleaned_data.get("vanaf")
    return f" en geldt vanaf {datum_zonder_dag(dag)}" if dag and dag > vandaag() else ""


@require_POST
@vereist(permissions.HUISSTIJL_WIJZIGEN.code, zoek=lambda wie, pk: queries.huisstijlversie_voor(wie, pk))
def huisstijl_intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back a house style that has not begun."""
    actions.huisstijl_intrekken(wie=request.wie, versie=request.onderwerp)  # type: ignore[attr-defined]
    messages.success(request, "Ingetrokken. De huisstijl van nu blijft.")
    return redirect("documenten:huisstijl")


@require_GET
@vereist(permissions.HUISSTIJL_WIJZIGEN.code)
def kleur_oordeel(request: HttpRequest) -> HttpResponse:
    """Fragment: what the contrast of the chosen colour is, while choosing."""
    kleur = _kleur_of(request.GET.get("kleur"), "")
    context = {"palet": rules.palet(kleur), "oordeel": rules.oordeel(kleur)} if kleur else {}
    return render(request, "documenten/kleur_oordeel.html", context)


@require_GET
@vereist(permissions.HUISSTIJL_WIJZIGEN.code)
@maakt_bestand
def proefbrief(request: HttpRequest) -> HttpResponse:
    """A letter in the house style, to see how it falls."""
    from .pdf import maak_pdf
    from .proef import proefbrief_van

    wie = request.wie  # type: ignore[attr-defined]
    eis(wie, permissions.HUISSTIJL_WIJZIGEN.code, wie.organisatie)
    voorbeeld = {v.code: v.voorbeeld for v in PROEFBRIEF.velden}
    woorden = opgesteld(PROEFBRIEF.code, wie.organisatie, voorbeeld, vandaag())
    pdf = maak_pdf(proefbrief_van(queries.huisstijl_van(wie.organisatie), woorden))
    antwoord = HttpResponse(pdf.data, content_type="application/pdf")
    antwoord.headers["Content-Disposition"] = 'attachment; filename="proefbrief.pdf"'
    return verzegel(antwoord)


def _kleur_of(ruw: object, anders: str) -> str:
    try:
        return rules.lees_kleur(str(ruw or ""))
    except ValueError:
        return anders
