"""Screens of the yearly review of rights, and of leaving."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import naam_van, namen_van

from . import actions_rechten, actions_vertrek, queries, queries_rechten
from .deur import ingelogd, vereist
from .forms_mensen import VertrekForm
from .log import gelezen
from .models import Gebruiker, Overdracht
from .permissions import beheerbare_organisaties
from .views_vervangen import _status

PER_PAGINA = 50


@vereist("toegang.rechten_inzien")
@require_GET
def rechten(request: HttpRequest) -> HttpResponse:
    """Every organisation with its review: late, running, never done, done."""
    lijst = queries_rechten.nakijklijst(request.wie)  # type: ignore[attr-defined]
    pagina = Paginator(lijst, PER_PAGINA).get_page(request.GET.get("bladzijde"))
    telling = {
        "laat": sum(r.stand[0] == "Te laat" for r in lijst),
        "nooit": sum(r.stand[0].startswith("Nog") for r in lijst),
    }
    return render(request, "toegang/rechten.html", {"pagina": pagina, "telling": telling})


@vereist("toegang.rechten_nakijken")
@require_POST
def ronde_beginnen(request: HttpRequest) -> HttpResponse:
    """Begin a review now."""
    wie, organisatie = request.wie, request.POST.get("organisatie", "")  # type: ignore[attr-defined]
    if organisatie not in beheerbare_organisaties(wie):
        raise NietGevonden()
    ronde = actions_rechten.ronde_beginnen(wie=wie, organisatie=organisatie)
    return redirect("toegang:rechtenronde", ronde=ronde.pk)


@vereist("toegang.rechten_inzien", zoek=lambda wie, ronde: queries_rechten.ronde_voor(wie, ronde))
@require_GET
def rechtenronde(request: HttpRequest, ronde: uuid.UUID) -> HttpResponse:
    """One review: who has what, since when, last used, and the decision."""
    wie, rij = request.wie, request.onderwerp  # type: ignore[attr-defined]
    gelezen(
        wie=wie,
        naam="toegang.rechtenronde_gelezen",
        onderwerp=rij,
        zin="Overzicht van rechten bekeken.",
        organisatie=rij.organisatie,
    )
    regels = queries_rechten.regels_van(rij)
    besloten = sum(bool(r.besluit) for r in regels)
    context = {
        "ronde": rij, "naam": naam_van(rij.organisatie), "besloten": besloten, "totaal": len(regels),
        "pagina": Paginator(regels, PER_PAGINA).get_page(request.GET.get("bladzijde")),
        "procent": 100 * besloten // len(regels) if regels else 100, "laat": not rij.afgerond_op and rij.uiterlijk < vandaag(),
        "mag": rij.organisatie in beheerbare_organisaties(wie) and not rij.afgerond_op,
        "eerder": [r for r in queries_rechten.rondes_van(wie, rij.organisatie) if r.pk != rij.pk],
    }  # fmt: skip
    return render(request, "toegang/rechtenronde.html", context)


@vereist("toegang.rechten_nakijken", zoek=lambda wie, ronde: queries_rechten.ronde_voor(wie, ronde).organisatie)
@require_POST
def rechten_besluit(request: HttpRequest, ronde: uuid.UUID) -> HttpResponse:
    """Confirm or end the roles that are ticked."""
    wie = request.wie  # type: ignore[attr-defined]
    rij = queries_rechten.ronde_voor(wie, ronde)
    veld = "alle" if request.POST.get("besluit") == "alles" else "regel"
    gekozen = [pk for waarde in request.POST.getlist(veld) if (pk := _uuid(waarde))]
    if request.POST.get("besluit") == "eindigt":
        aantal = actions_rechten.rechten_beeindigen(
            wie=wie, ronde=rij, regels=gekozen, waarom=request.POST.get("waarom", "")
        )
        messages.success(request, f"Beëindigd: {aantal}.")
    else:
        aantal = actions_rechten.rechten_bevestigen(wie=wie, ronde=rij, regels=gekozen)
        messages.success(request, f"Bevestigd: {aantal}.")
    return redirect("toegang:rechtenronde", ronde=ronde)


def _uuid(waarde: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(waarde)
    except ValueError:
        return None


# --- leaving -----------------------------------------------------------------------------------------------------------


@vereist("toegang.vertrek_regelen", zoek=lambda wie, mens: _mens(wie, mens))
@require_http_methods(["GET", "POST"])
def vertrek(request: HttpRequest, mens: uuid.UUID) -> HttpResponse:
    """This person leaves: everything open on one screen, a successor per thing or for all, and the last day."""
    wie, gebruiker = request.wie, queries.mens_voor(request.wie, mens)  # type: ignore[attr-defined]
    plekken = _plekken(wie, gebruiker)
    organisatie = request.POST.get("organisatie") or request.GET.get("organisatie") or next(iter(plekken), "")
    if plekken and organisatie not in plekken:
        raise NietGevonden()
    form = VertrekForm(request.POST or None, initial={"laatste_dag": vandaag()})
    if request.method == "POST" and form.is_valid() and organisatie:
        f = form.cleaned_data
        gelukt = form.doe(
            lambda: actions_vertrek.vertrek_regelen(
                wie=wie, gebruiker=gebruiker, organisatie=organisatie, laatste_dag=f["laatste_dag"], opvolgers=request.POST.dict(),
                per_direct=f["per_direct"], rollen_ook=request.POST.get("rollen_ook") == "ja", waarom=f["waarom"],
            )
        )  # fmt: skip
        if gelukt:
            messages.success(request, f"Het vertrek van {gebruiker.naam} is geregeld. Iedereen heeft bericht.")
            return redirect("toegang:mens", mens=mens)
    return render(
        request, "toegang/vertrek.html", _vertrek(request, gebruiker, plekken, organisatie, form), status=_status(form)
    )


def _vertrek(
    request: HttpRequest, gebruiker: Gebruiker, plekken: dict[str, str], organisatie: str, form: VertrekForm
) -> dict[str, object]:
    dingen = actions_vertrek.open_dingen(gebruiker, organisatie) if organisatie else []
    gekozen = request.POST
    return {
        "form": form, "mens": gebruiker, "plekken": plekken, "organisatie": organisatie, "gekozen_alles": gekozen.get("alles", ""),
        "dingen": [(v, gekozen.get(v.veld, "")) for v in dingen if not v.ding.vervalt],
        "vervalt": [v for v in dingen if v.ding.vervalt], "opvolgers": queries_rechten.opvolgers(organisatie, gebruiker),
        "rollen_ook": gekozen.get("rollen_ook") == "ja",
    }  # fmt: skip


def _mens(wie: object, mens: uuid.UUID) -> None:
    """A stranger gets 404; the right itself is asked per organisation by the verb."""
    queries.mens_voor(wie, mens)  # type: ignore[arg-type]


def _plekken(wie: object, gebruiker: Gebruiker) -> dict[str, str]:
    rollen = queries.zichtbare_rollen(wie, [gebruiker])[gebruiker.pk]  # type: ignore[arg-type]
    eigen = beheerbare_organisaties(wie)  # type: ignore[arg-type]
    return namen_van({t.organisatie for t in rollen if t.organisatie in eigen and t.stand_op(vandaag()) != "voorbij"})


@ingelogd
@require_GET
def overdrachten(request: HttpRequest) -> HttpResponse:
    """Work I took over or gave away."""
    wie = request.wie  # type: ignore[attr-defined]
    pagina = Paginator(queries_rechten.overdrachten_van(wie.gebruiker_id), PER_PAGINA).get_page(
        request.GET.get("bladzijde")
    )
    return render(
        request, "toegang/overdrachten.html", {"pagina": pagina, "namen": namen_van(o.organisatie for o in pagina)}
    )


@ingelogd
@require_POST
def overdracht_gezien(request: HttpRequest, overdracht: uuid.UUID) -> HttpResponse:
    """I have it."""
    wie = request.wie  # type: ignore[attr-defined]
    rij = Overdracht.objects.filter(pk=overdracht, naar_id=wie.gebruiker_id).first()
    if rij is None:
        raise NietGevonden()
    actions_vertrek.overdracht_gezien(wie=wie, overdracht=rij)
    return redirect("toegang:overdrachten")
