"""Screens of role mailboxes: setting them up, and the shared list of a role."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.registers import namen_van

from . import actions_postvak, queries, queries_mensen
from .deur import vereist
from .forms_mensen import RolpostvakForm
from .models import Oppak, Rolbericht, Rolpostvak
from .permissions import beheerbare_organisaties
from .views_vervangen import _status

PER_PAGINA = 25


@vereist("toegang.rolpostvak_beheren")
@require_GET
def rolpostvakken(request: HttpRequest) -> HttpResponse:
    """Mailboxes of roles at the organisations that are mine: how many wait, not what."""
    wie = request.wie  # type: ignore[attr-defined]
    rijen = Rolpostvak.objects.filter(organisatie__in=beheerbare_organisaties(wie))
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("bladzijde"))
    bakken = list(pagina.object_list)
    namen, wacht = namen_van(b.organisatie for b in bakken), queries_mensen.postvak_telling(bakken)
    regels = [(b, namen[b.organisatie], wacht.get(b.pk, 0)) for b in bakken]
    return render(request, "toegang/rolpostvakken.html", {"regels": regels, "pagina": pagina})


@vereist("toegang.rolpostvak_beheren")
@require_http_methods(["GET", "POST"])
def rolpostvak_nieuw(request: HttpRequest) -> HttpResponse:
    """Give a role a shared mailbox."""
    return _zetten(request, None)


@vereist("toegang.rolpostvak_beheren", zoek=lambda wie, postvak: _van_beheer(wie, postvak).organisatie)
@require_http_methods(["GET", "POST"])
def rolpostvak_wijzigen(request: HttpRequest, postvak: uuid.UUID) -> HttpResponse:
    """Change the address, or who gets notices."""
    return _zetten(request, _van_beheer(request.wie, postvak))  # type: ignore[attr-defined]


@vereist("toegang.rolpostvak_beheren", zoek=lambda wie, postvak: _van_beheer(wie, postvak).organisatie)
@require_POST
def rolpostvak_sluiten(request: HttpRequest, postvak: uuid.UUID) -> HttpResponse:
    """Close it."""
    wie = request.wie  # type: ignore[attr-defined]
    actions_postvak.rolpostvak_sluiten(wie=wie, postvak=_van_beheer(wie, postvak))
    messages.success(request, "Het postvak is gesloten. Berichten gaan weer naar iedereen met de rol.")
    return redirect("toegang:rolpostvakken")


def _zetten(request: HttpRequest, rij: Rolpostvak | None) -> HttpResponse:
    wie = request.wie  # type: ignore[attr-defined]
    begin = {}
    if rij is not None:
        ook = "ja" if rij.ook_zelf else "nee"
        begin = {"organisatie": rij.organisatie, "rol": rij.rol, "email": rij.email, "ook_zelf": ook}
    form = RolpostvakForm(request.POST or None, organisaties=queries.organisatie_keuzes(wie), initial=begin)
    if request.method == "POST" and form.is_valid():
        f = form.cleaned_data
        gelukt = form.doe(
            lambda: actions_postvak.rolpostvak_zetten(
                wie=wie, organisatie=f["organisatie"], rol=f["rol"], email=f["email"], ook_zelf=f["ook_zelf"] == "ja"
            )
        )
        if gelukt:
            messages.success(request, "Het gedeelde postvak is bewaard.")
            return redirect("toegang:rolpostvakken")
    return render(request, "toegang/rolpostvak_form.html", {"form": form, "rij": rij}, status=_status(form))


def _van_beheer(wie: object, postvak: uuid.UUID) -> Rolpostvak:
    rij = Rolpostvak.objects.filter(pk=postvak, organisatie__in=beheerbare_organisaties(wie)).first()  # type: ignore[arg-type]
    if rij is None:
        raise NietGevonden()
    return rij


def _bak(wie: object, postvak: uuid.UUID) -> Rolpostvak:
    """The mailbox, only for who has the role; a stranger gets 404."""
    rij = queries_mensen.postvak_voor(wie, postvak)  # type: ignore[arg-type]
    if (rij.rol, rij.organisatie) != (wie.rol, wie.organisatie):  # type: ignore[attr-defined]
        raise NietGevonden()
    return rij


@vereist("toegang.rolpostvak_werken")
@require_GET
def gedeeld_werk(request: HttpRequest) -> HttpResponse:
    """The shared list of the role that is on now."""
    rij = queries_mensen.eigen_postvak(request.wie)  # type: ignore[attr-defined]
    return (
        redirect("toegang:rolpostvak", postvak=rij.pk) if rij else render(request, "toegang/rolpostvak_geen.html", {})
    )


@vereist("toegang.rolpostvak_werken", zoek=lambda wie, postvak: _bak(wie, postvak))
@require_GET
def rolpostvak(request: HttpRequest, postvak: uuid.UUID) -> HttpResponse:
    """Shared messages and work of a role, and who picked up what."""
    wie, rij = request.wie, request.onderwerp  # type: ignore[attr-defined]
    regels = Paginator(queries_mensen.postvak_regels(wie, rij), PER_PAGINA).get_page(request.GET.get("bladzijde"))
    context = {"bak": rij, "regels": regels, "leden": queries_mensen.leden_van(rij)}
    return render(request, "toegang/rolpostvak.html", context)


@vereist("toegang.rolpostvak_werken", zoek=lambda wie, postvak: _bak(wie, postvak))
@require_POST
def oppakken(request: HttpRequest, postvak: uuid.UUID) -> HttpResponse:
    """I do this one."""
    wie, rij = request.wie, request.onderwerp  # type: ignore[attr-defined]
    gevraagd = request.POST.get("sleutel", "")
    regel = next((r for r in queries_mensen.postvak_regels(wie, rij) if r.sleutel == gevraagd), None)
    if regel is None:
        raise NietGevonden("Dit staat niet meer in de lijst. Ververs de bladzijde.")
    actions_postvak.werk_oppakken(wie=wie, postvak=rij, sleutel=regel.sleutel, titel=regel.titel)
    messages.success(request, "Jij pakt dit op. Je collega's zien dat.")
    return redirect("toegang:rolpostvak", postvak=postvak)


@vereist("toegang.rolpostvak_werken", zoek=lambda wie, postvak: _bak(wie, postvak))
@require_POST
def teruggeven(request: HttpRequest, postvak: uuid.UUID) -> HttpResponse:
    """Give it back to the role."""
    rij = request.onderwerp  # type: ignore[attr-defined]
    oppak = Oppak.objects.select_related("postvak").filter(postvak=rij, sleutel=request.POST.get("sleutel", "")).first()
    if oppak is None:
        raise NietGevonden("Dit was al teruggegeven.")
    actions_postvak.werk_teruggeven(wie=request.wie, oppak=oppak)  # type: ignore[attr-defined]
    messages.success(request, "Teruggegeven. Een collega kan het nu oppakken.")
    return redirect("toegang:rolpostvak", postvak=postvak)


@vereist("toegang.rolpostvak_werken", zoek=lambda wie, postvak: _bak(wie, postvak))
@require_POST
def klaar(request: HttpRequest, postvak: uuid.UUID) -> HttpResponse:
    """This message is done for everyone."""
    pk = request.POST.get("sleutel", "").removeprefix("bericht:")
    try:
        bericht = Rolbericht.objects.select_related("postvak").get(postvak=request.onderwerp, pk=uuid.UUID(pk))  # type: ignore[attr-defined]
    except (ValueError, Rolbericht.DoesNotExist):
        raise NietGevonden("Dit bericht staat niet meer in de lijst.") from None
    actions_postvak.rolbericht_klaar(wie=request.wie, bericht=bericht)  # type: ignore[attr-defined]
    messages.success(request, "Afgehandeld.")
    return redirect("toegang:rolpostvak", postvak=postvak)
