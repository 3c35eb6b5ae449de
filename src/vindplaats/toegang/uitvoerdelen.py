"""What of toegang goes along when an SWV takes everything out. Secrets of people never do."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from vindplaats.kern.registers import uitvoerdelen
from vindplaats.kern.uitvoerdeel import Kring, Uitvoerdeel

from .models import RolToekenning, Uitnodiging


def mensen(kring: Kring) -> Q:
    """People with a role (also an ended one) or an accepted invitation at an organisation of the SWV."""
    rollen = RolToekenning.objects.filter(organisatie__in=kring.sleutels).values("gebruiker")
    genodigd = Uitnodiging.objects.filter(organisatie__in=kring.sleutels, gebruiker__isnull=False).values("gebruiker")
    return Q(pk__in=rollen) | Q(pk__in=genodigd)


def _berichten(kring: Kring) -> Q:
    """Messages of people who are of this SWV only: a message does not say which SWV it is about."""
    if not kring.volledig:
        return Q(pk__in=[])
    hier = RolToekenning.objects.filter(organisatie__in=kring.sleutels).values("gebruiker")
    elders = RolToekenning.objects.exclude(organisatie__in=kring.sleutels).values("gebruiker")
    return Q(gebruiker__in=hier) & ~Q(gebruiker__in=elders)


def _bij_organisatie(kring: Kring) -> Q:
    return Q(organisatie__in=kring.sleutels)


def _zonder_wachtwoord(rij: dict[str, Any]) -> str:
    return f"!ingevoerd-{rij['id']}"  # begins with !: no password fits until a new one is chosen


_DELEN = {
    "gebruiker": Uitvoerdeel(
        rijen=mensen,
        zonder={"password": _zonder_wachtwoord, "last_login": None},
        naslag=("naam",),
        naslag_vast={"is_active": False, "password": "!alleen-een-naam"},
        weer_doen="Iedereen kiest een nieuw wachtwoord (via Wachtwoord vergeten) en stelt de tweede stap opnieuw in.",
    ),
    "roltoekenning": Uitvoerdeel(rijen=_bij_organisatie),
    "uitnodiging": Uitvoerdeel(
        rijen=_bij_organisatie,
        zonder={"token_hash": lambda rij: f"ingevoerd-{rij['id']}"},
        weer_doen="Uitnodigingen die nog open staan, verstuur je opnieuw: de oude links werken niet.",
    ),
    "gebeurtenis": Uitvoerdeel(rijen=lambda k: Q(organisatie__in=k.leesbaar)),
    "schakel": Uitvoerdeel(
        reden="De keten hoort bij het hele logboek van dit huis. In een ander huis krijgt elke regel een nieuw zegel."
    ),
    "afsluiting": Uitvoerdeel(reden="Zegt waar de keten van dit huis begint. Een ander huis heeft een eigen keten."),
    "wachtend": Uitvoerdeel(reden="Regels die nog een paar tellen op hun zegel wachten."),
    "bericht": Uitvoerdeel(rijen=_berichten),
    "externeidentiteit": Uitvoerdeel(
        reden="Een koppeling met een aanbieder hoort bij dit huis.",
        weer_doen="Wie zich via school of gemeente aanmeldt, koppelt dat account opnieuw.",
    ),
    "poging": Uitvoerdeel(reden="Tellers van mislukte pogingen gelden alleen hier en nu."),
    "verbruikt": Uitvoerdeel(reden="Gebruikte codes gelden alleen hier en nu."),
    "bekend": Uitvoerdeel(reden="Bekende browsers en netwerken horen bij dit huis; elders begint dat opnieuw."),
}


def _bij(pad: str) -> Callable[[Kring], Q]:
    """Rows that hang on an organisation of the SWV along this path; inboxes of others stay out of the readable extent."""
    return lambda kring: Q(**{f"{pad}__in": kring.sleutels})


def _postvak(pad: str) -> Callable[[Kring], Q]:
    return lambda kring: Q(**{f"{pad}__in": kring.leesbaar})


_MENSEN = {
    "sessie": Uitvoerdeel(reden="Wie nu is aangemeld: hoort bij deze installatie."),
    "volmacht": Uitvoerdeel(rijen=_bij("toekenning__organisatie")),
    "meekijken": Uitvoerdeel(
        rijen=lambda k: _bij("organisatie")(k) & (Q(toekenning=None) | _bij("toekenning__organisatie")(k))
    ),
    "organisatieregel": Uitvoerdeel(rijen=_bij("organisatie")),
    "rolpostvak": Uitvoerdeel(rijen=_bij("organisatie")),
    "rolbericht": Uitvoerdeel(rijen=_postvak("postvak__organisatie")),
    "oppak": Uitvoerdeel(rijen=_postvak("postvak__organisatie")),
    "rechtenronde": Uitvoerdeel(rijen=_bij("organisatie")),
    "rechtenregel": Uitvoerdeel(rijen=lambda k: _bij("ronde__organisatie")(k) & _bij("toekenning__organisatie")(k)),
    "vertrek": Uitvoerdeel(rijen=_bij("organisatie")),
    "overdracht": Uitvoerdeel(rijen=_bij("vertrek__organisatie")),
}
for _naam, _deel in (_DELEN | _MENSEN).items():
    uitvoerdelen.voeg_toe(f"toegang.{_naam}", _deel)
