"""What toegang itself knows of somebody's open things: work of a role nobody else has, claims, invitations, stand-ins."""

from typing import Any

from django.db.models import Q

from vindplaats.kern.fouten import VerkeerdeStand
from vindplaats.kern.klok import nu, vandaag
from vindplaats.kern.registers import OpenDing, Overdraagbaar, overdraagbaar

from .models import Gebruiker, Meekijken, Oppak, RolToekenning, Uitnodiging, Volmacht
from .queries import wie_uit
from .queries_mensen import werk_van_rol
from .rollen import ROLLEN
from .wie import Wie


def open_van_toegang(gebruiker: Gebruiker, organisatie: str) -> list[OpenDing]:
    """Open things of a person at one organisation, as far as toegang knows them."""
    uit = [*_werk(gebruiker, organisatie), *_opgepakt(gebruiker, organisatie), *_uitnodigingen(gebruiker, organisatie)]
    return [*uit, *_vervalt(gebruiker, organisatie)]


def _werk(gebruiker: Gebruiker, organisatie: str) -> list[OpenDing]:
    """Steps of a role that only this person holds there; with colleagues in the role nothing is orphaned."""
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(organisatie=organisatie).select_related("gebruiker")
    eigen = [t for t in geldig if t.gebruiker_id == gebruiker.pk]
    ook = {t.rol for t in geldig if t.gebruiker_id != gebruiker.pk}
    uit: dict[str, OpenDing] = {}
    for toekenning in eigen:
        if toekenning.rol in ook:
            continue
        for werk in werk_van_rol(wie_uit(toekenning)):
            sleutel = f"werk:{toekenning.rol}:{werk.url}"[:320]
            uit[sleutel] = OpenDing(
                sleutel, f"Stap van {ROLLEN[toekenning.rol].naam}", werk.titel[:300], organisatie, werk.url,
                frozenset({toekenning.rol}),
            )  # fmt: skip
    return list(uit.values())


def _opgepakt(gebruiker: Gebruiker, organisatie: str) -> list[OpenDing]:
    rijen = Oppak.objects.filter(gebruiker=gebruiker, postvak__organisatie=organisatie).select_related("postvak")
    return [
        OpenDing(
            f"oppak:{o.pk}", "Opgepakt in een gedeeld postvak", o.titel, organisatie, rollen=frozenset({o.postvak.rol})
        )
        for o in rijen
    ]


def _uitnodigingen(gebruiker: Gebruiker, organisatie: str) -> list[OpenDing]:
    rijen = Uitnodiging.objects.open().filter(gemaakt_door=gebruiker, organisatie=organisatie)
    return [
        OpenDing(f"uitnodiging:{u.pk}", "Uitnodiging", f"Uitnodiging voor de rol {u.get_rol_display()}", organisatie)
        for u in rijen
    ]


def _vervalt(gebruiker: Gebruiker, organisatie: str) -> list[OpenDing]:
    rijen = Volmacht.objects.filter(
        Q(toekenning__gebruiker=gebruiker) | Q(naar=gebruiker), toekenning__organisatie=organisatie, beeindigd_op=None,
        tot__gte=vandaag(),
    ).select_related("toekenning__gebruiker", "naar")  # fmt: skip
    uit = [
        OpenDing(
            f"volmacht:{v.pk}",
            "Vervanging",
            f"{v.naar.naam} namens {v.toekenning.gebruiker.naam}",
            organisatie,
            vervalt=True,
        )
        for v in rijen
    ]
    kijkt = Meekijken.objects.filter(
        Q(verloopt_op__gt=nu()) | Q(begint_op=None), aanvrager=gebruiker, beeindigd_op=None, geweigerd_op=None,
        toekenning__organisatie=organisatie,
    )  # fmt: skip
    return uit + [
        OpenDing(f"meekijken:{m.pk}", "Meekijken", f"Melding {m.melding}", organisatie, vervalt=True) for m in kijkt
    ]


def draag_over(wie: Wie, ding: OpenDing, van: Any, naar: Any) -> None:
    """Give one open thing of toegang to a successor; a step of a role needs no more than the row that says who takes it."""
    soort, _, pk = ding.sleutel.partition(":")
    geraakt = 1
    if soort == "oppak":
        geraakt = Oppak.objects.filter(pk=pk, gebruiker=van).update(gebruiker=naar, op=nu())
    elif soort == "uitnodiging":
        geraakt = Uitnodiging.objects.open().filter(pk=pk, gemaakt_door=van).update(gemaakt_door=naar)
    if not geraakt:
        raise VerkeerdeStand(f"{ding.titel}: dit is intussen veranderd. Ververs de bladzijde en kijk opnieuw.")


overdraagbaar.voeg_toe("toegang", Overdraagbaar(open_van_toegang, draag_over))
