"""HTTP of letters: list, one kind, writing with a live preview, PDF and Word, a test mail, putting in force."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.documenten.inname import MIME
from vindplaats.documenten.views import verzegel
from vindplaats.kern.brieven import BRIEF
from vindplaats.kern.fouten import Botsing, NietGevonden, OngeldigeInvoer, Onvolledig, VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.schermdelen import Versie
from vindplaats.toegang.deur import maakt_bestand, vereist

from . import actions_brieven as actions
from . import queries_brieven as queries
from . import schermen_brieven as schermen
from .forms_brieven import IngaanFormulier, NaarHuisFormulier
from .permissions import BRIEF_WIJZIGEN, LEZEN
from .views import wie_van

RECHT = BRIEF_WIJZIGEN.code


@require_GET
@vereist(LEZEN.code)
def brieven(request: HttpRequest) -> HttpResponse:
    """Every letter, mail and notice with what holds today."""
    return render(request, "instellingen/brieven.html", schermen.lijst(wie_van(request)))


@require_GET
@vereist(LEZEN.code)
def brief(request: HttpRequest, code: str) -> HttpResponse:
    """One kind: how it comes out, and its versions."""
    wie, soort = wie_van(request), queries.soort_van_code(code)
    return render(request, "instellingen/brief.html", schermen.brief(wie, soort) | {"naar_huis": NaarHuisFormulier()})


@require_http_methods(["GET", "POST"])
@vereist(RECHT)
def schrijven(request: HttpRequest, code: str) -> HttpResponse:
    """Write the own words: a draft with a live preview; a POST lets it hold from a day on.

    Looking changes nothing: the draft is made by the first thing that is typed (`concept_bewaren`) or sent.
    """
    wie, soort = wie_van(request), queries.soort_van_code(code)
    concept = queries.concept(wie, code) or queries.begin_van_concept(wie, soort)
    form = IngaanFormulier(request.POST or None, initial={"vanaf": vandaag().isoformat()})
    status = 200
    if request.method == "POST":
        for veld in actions.VELDEN:
            if veld in request.POST:
                concept = actions.concept_bewaren(
                    wie=wie, soort=soort, veld=veld, waarde=request.POST[veld], versie=None
                )
        if form.is_valid():
            try:
                rij = actions.brief_laten_ingaan(wie=wie, soort=soort, **form.cleaned_data)
                return _ingegaan(request, code, nu_al=rij.vanaf == vandaag())
            except Onvolledig as fout:
                form.add_error(None, f"{fout.zin} {' '.join(fout.ontbreekt)}")
            except (OngeldigeInvoer, VerkeerdeStand) as fout:
                dag = form.cleaned_data["vanaf"]
                if queries.al_ingegaan(wie, code, dag, (concept.onderwerp, concept.tekst)):
                    actions.concept_weggooien(wie=wie, soort=soort)
                    return _ingegaan(request, code, nu_al=dag == vandaag())
                form.add_error("vanaf", fout.zin)
        status = 422
    context = {
        "soort": soort, "concept": concept, "form": form, "versies": {v: actions.vingerafdruk(getattr(concept, v)) for v in actions.VELDEN}, "proef": schermen.proef(wie, soort, concept.onderwerp, concept.tekst),
        "titel": f"{soort.naam} schrijven", "kruimels": schermen.kruimels(soort.naam, "Schrijven"), "is_brief": soort.kanaal == BRIEF,
    }  # fmt: skip
    return render(request, "instellingen/brief_schrijven.html", context, status=status)


def _ingegaan(request: HttpRequest, code: str, *, nu_al: bool) -> HttpResponse:
    messages.success(request, "Bewaard. Deze tekst geldt nu." if nu_al else "Bewaard. Deze tekst gaat later in.")
    return redirect("instellingen:brief", code)


@require_POST
@vereist(RECHT)
def concept_bewaren(request: HttpRequest, code: str) -> HttpResponse:
    """Autosave of one field of the draft."""
    wie, soort = wie_van(request), queries.soort_van_code(code)
    veld = request.POST.get("naam", "")
    ruw = request.POST.get("versie", "")
    try:
        rij = actions.concept_bewaren(
            wie=wie,
            soort=soort,
            veld=veld,
            waarde=request.POST.get(veld, ""),
            versie=int(ruw) if ruw.isdigit() and len(ruw) < 12 else 0,
        )
    except OngeldigeInvoer as fout:
        return JsonResponse({"fout": fout.zin}, status=422)
    except Botsing:
        ander = actions.concept_beginnen(wie=wie, soort=soort)
        context = {
            "veld": veld, "mijn": Versie(request.POST.get(veld, ""), wie.naam, nu()), "ander": Versie(getattr(ander, veld), wie.naam, ander.op),
            "versie": actions.vingerafdruk(getattr(ander, veld)), "soort": soort,
        }  # fmt: skip
        return render(request, "instellingen/brief_botsing.html", context, status=409)
    return JsonResponse(
        {"bewaard": f"{timezone.localtime(rij.op):%H:%M}", "versie": actions.vingerafdruk(getattr(rij, veld))}
    )


@require_POST
@vereist(RECHT)
def voorbeeld(request: HttpRequest, code: str) -> HttpResponse:
    """Fragment: what the typed words look like with example data; nothing is stored."""
    wie, soort = wie_van(request), queries.soort_van_code(code)
    onderwerp, tekst = (request.POST.get(v, "")[: actions.LANGST[v]] for v in actions.VELDEN)
    return render(
        request,
        "instellingen/brief_proef.html",
        {"soort": soort, "proef": schermen.proef(wie, soort, onderwerp, tekst)},
    )


@require_GET
@vereist(LEZEN.code)
@maakt_bestand
def proef(request: HttpRequest, code: str, vorm: str) -> HttpResponse:
    """A letter with example data as PDF or Word: the own draft with `?concept=1`, else what holds today."""
    from vindplaats.documenten.pdf import maak_pdf
    from vindplaats.documenten.word import maak_docx

    wie, soort = wie_van(request), queries.soort_van_code(code)
    if vorm not in ("pdf", "docx") or soort.kanaal != BRIEF:
        raise NietGevonden
    eigen = queries.concept(wie, code) if request.GET.get("concept") else None
    woorden = (eigen.onderwerp, eigen.tekst) if eigen else queries.sjabloon(wie.organisatie, code, vandaag())
    stuk = schermen.proefstuk(wie, soort, *(woorden or (soort.onderwerp, soort.tekst)))
    data = maak_pdf(stuk).data if vorm == "pdf" else maak_docx(stuk)
    antwoord = HttpResponse(data, content_type=MIME[vorm])
    antwoord.headers["Content-Disposition"] = f'attachment; filename="voorbeeld-{code.replace(".", "-")}.{vorm}"'
    return verzegel(antwoord)


@require_POST
@vereist(RECHT)
def proefmail(request: HttpRequest, code: str) -> HttpResponse:
    """Send the own draft (or what holds today) with example data to the own address."""
    wie, soort = wie_van(request), queries.soort_van_code(code)
    eigen = queries.concept(wie, code) if request.POST.get("concept") else None
    woorden = (eigen.onderwerp, eigen.tekst) if eigen else queries.sjabloon(wie.organisatie, code, vandaag())
    try:
        adres = actions.proefmail_sturen(
            wie=wie,
            soort=soort,
            onderwerp=(woorden or (soort.onderwerp, ""))[0],
            tekst=(woorden or ("", soort.tekst))[1],
        )
        messages.success(request, f"Er is een proefmail gestuurd naar {adres}.")
    except Onvolledig as fout:
        messages.error(request, f"{fout.zin} {' '.join(fout.ontbreekt)}")
    return redirect("instellingen:brief-schrijven" if request.POST.get("concept") else "instellingen:brief", code)


@require_POST
@vereist(RECHT)
def weggooien(request: HttpRequest, code: str) -> HttpResponse:
    """Throw the own draft away."""
    actions.concept_weggooien(wie=wie_van(request), soort=queries.soort_van_code(code))
    messages.info(request, "Je concept is weg. De tekst die gold, geldt nog.")
    return redirect("instellingen:brief", code)


@require_POST
@vereist(RECHT)
def naar_huis(request: HttpRequest, code: str) -> HttpResponse:
    """From a day on the words of the house again."""
    soort, form = queries.soort_van_code(code), NaarHuisFormulier(request.POST)
    if not form.is_valid():
        messages.error(request, "Kies een dag. Er is niets veranderd.")
        return redirect("instellingen:brief", code)
    try:
        actions.brief_naar_huis(wie=wie_van(request), soort=soort, vanaf=form.cleaned_data["vanaf"])
        messages.success(request, "Bewaard. Vanaf die dag geldt weer de gewone tekst.")
    except OngeldigeInvoer as fout:
        messages.error(request, fout.zin)
    return redirect("instellingen:brief", code)


@require_POST
@vereist(RECHT, zoek=lambda wie, pk: queries.versie_voor(wie, pk))
def intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back a version that has not begun."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    actions.brief_intrekken(wie=wie_van(request), rij=rij)
    messages.success(request, "Ingetrokken.")
    return redirect("instellingen:brief", rij.code)
