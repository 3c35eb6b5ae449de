"""What toegang adds to the frame of every page: the role switch, the account menu, the bell."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from vindplaats.kern.registers import accountmenu, frame_delen, namen_van
from vindplaats.kern.schermdelen import Rolkeuze

from .models import Bericht
from .permissions import mag
from .queries import toekenningen_van
from .rollen import ROLLEN


def raam(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame; everything that asks the database is a function that the template calls once."""
    wie = getattr(request, "wie", None)
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {
            "rol_kiezer_url": reverse("toegang:demo") if settings.DEMO else "",
            "oidc_aanbieders": tuple(settings.OIDC.values()),
        }
    return {
        "rol_naam": _rolnaam(wie),
        "inactief_minuten": settings.INACTIEF_MINUTEN,
        "inactief_seconden": int(settings.INACTIEF_MINUTEN * 60),
        "levend_url": reverse("toegang:sessie-levend"),
        "verlopen_url": reverse("toegang:sessie-verlopen"),
        "meekijk_url": reverse("toegang:meekijken-verlaten") if wie and wie.alleen_lezen else "",
        "rol_keuzes": _rolkeuzes(request),
        "rol_wissel_url": reverse("toegang:rol-kiezen"),
        "rol_kiezer_url": reverse("toegang:demo") if settings.DEMO else "",
        "account_url": reverse("toegang:account"),
        "uitlog_url": reverse("account_logout"),
        "berichten_url": reverse("toegang:berichten"),
        "mijn_links": _mijn_links(wie),
        "ongelezen": _ongelezen(request),
    }


def _rolnaam(wie: Any) -> str:
    """The name of the role, with in whose place."""
    if wie is None:
        return ""
    naam = ROLLEN[wie.rol].naam
    return f"{naam}, namens {wie.namens}" if wie.namens else naam


def _rolkeuzes(request: HttpRequest) -> Callable[[], list[Rolkeuze]]:
    @cache
    def keuzes() -> list[Rolkeuze]:
        wie = request.wie  # type: ignore[attr-defined]
        rollen = getattr(request, "toekenningen", None) or toekenningen_van(request.user)  # type: ignore[arg-type]
        namens = getattr(request, "volmachten", [])
        if len(rollen) + len(namens) < 2 and not settings.DEMO and not (wie and wie.alleen_lezen):
            return []
        namen = namen_van([*(r.organisatie for r in rollen), *(v.toekenning.organisatie for v in namens)])
        eigen = bool(wie) and not wie.volmacht_id and not wie.alleen_lezen
        return [
            Rolkeuze(str(r.pk), r.get_rol_display(), namen[r.organisatie], eigen and wie.toekenning_id == r.pk)
            for r in rollen
        ] + [
            Rolkeuze(
                str(v.pk), f"{v.toekenning.get_rol_display()}, namens {v.toekenning.gebruiker.naam}",
                namen[v.toekenning.organisatie], bool(wie) and wie.volmacht_id == v.pk,
            )
            for v in namens
        ]  # fmt: skip

    return keuzes


def _mijn_links(wie: Any) -> list[tuple[str, str]]:
    """What else is about oneself, for the account menu."""
    uit = [("Waar je bent aangemeld", reverse("toegang:sessies"))]
    if wie is None or wie.alleen_lezen:
        return uit
    if mag(wie, "toegang.volmacht_geven") or wie.namens:
        uit.append(("Vervanging", reverse("toegang:vervangen")))
    if mag(wie, "toegang.rolpostvak_werken"):
        uit.append(("Gedeeld werk", reverse("toegang:gedeeld-werk")))
    punten = sorted((p for _, p in accountmenu.items() if p.mag(wie)), key=lambda p: p.volgorde)
    return uit + [(p.tekst, reverse(p.url_naam)) for p in punten]


def _ongelezen(request: HttpRequest) -> Callable[[], int]:
    @cache
    def aantal() -> int:
        return Bericht.objects.filter(gebruiker=request.user.pk, gelezen_op=None).count()

    return aantal


frame_delen.voeg_toe("toegang", raam)
