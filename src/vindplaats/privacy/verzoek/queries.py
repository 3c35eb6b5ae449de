"""Reads of requests: the people one may ask for, what a run did, and what has passed its term."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from vindplaats.instellingen.queries import waarden
from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.persoonsgegevens import Gegevens
from vindplaats.organisaties.models import Swv
from vindplaats.privacy.bewaren.instelbaar import termijncode
from vindplaats.privacy.models import Verzoek, Verzoekdeel, Vindplek, alle_rijen
from vindplaats.toegang.models import Gebruiker, RolToekenning
from vindplaats.toegang.queries import bereik_van
from vindplaats.toegang.wie import Wie

from . import vinden


def verzoeken(wie: Wie) -> Any:
    """The requests this person may see, newest first."""
    return Verzoek.objects.zichtbaar_voor(wie).select_related("persoon")


def verzoek_voor(wie: Wie, pk: uuid.UUID) -> Verzoek:
    """One request. Raises NietGevonden."""
    rij: Verzoek | None = verzoeken(wie).filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


def sleutels_van(swv: str) -> frozenset[str]:
    """All organisation keys an SWV reaches, with its own."""
    return bereik_van(swv).alles | {swv}


def mensen(wie: Wie, zoek: str = "") -> Any:
    """Accounts with a role, also an ended one, at an organisation this SWV reaches."""
    hier = RolToekenning.objects.filter(organisatie__in=sleutels_van(wie.organisatie)).values("gebruiker")
    rijen = Gebruiker.objects.filter(pk__in=hier)
    if zoek:
        rijen = rijen.filter(naam__icontains=zoek) | rijen.filter(email__icontains=zoek)
    return rijen.order_by("naam", "pk")


def mens_voor(wie: Wie, pk: uuid.UUID) -> Gebruiker:
    """One of those accounts. Raises NietGevonden."""
    rij: Gebruiker | None = mensen(wie).filter(pk=pk).first()
    if rij is None:
        raise NietGevonden
    return rij


def bezwaar_tegen_wissen(wie: Wie, mens: Gebruiker, eigen: Verzoek | None = None) -> str:
    """Why this account cannot be erased now, as a sentence; empty when it can."""
    if mens.pk == wie.gebruiker_id:
        return "Je eigen account kun je niet wissen. Vraag een collega."
    rollen = RolToekenning.objects.filter(gebruiker=mens)
    if rollen.geldig_op(vandaag()).exists():
        return "Deze persoon heeft nog een rol. Laat de functioneel beheerder die eerst beëindigen."
    if rollen.exclude(organisatie__in=sleutels_van(wie.organisatie)).exists():
        return "Deze persoon had ook een rol bij een ander samenwerkingsverband. Stem eerst af; daarna wist de beheerder van het platform."
    open_ = Verzoek.objects.voor_taak("privacy.bezwaar").filter(
        persoon=mens, soort=Verzoek.WISSEN, stand__in=(Verzoek.PROEF, Verzoek.BEZIG)
    )
    if open_.exclude(pk=eigen.pk if eigen else None).exists():
        return "Voor deze persoon staat al een verzoek om te wissen klaar."
    return ""


def delen(verzoek: Verzoek) -> list[Verzoekdeel]:
    """Per model what will happen or happened; models without rows are left out. An access export has its own list."""
    if verzoek.soort == Verzoek.INZAGE:
        return []
    rijen = Verzoekdeel.objects.voor_taak("privacy.delen").filter(verzoek=verzoek)
    return [d for d in rijen if d.rijen or d.op_naam]


def vindplekken(verzoek: Verzoek) -> Any:
    """The places that were found for a request; the caller has checked that it may be seen."""
    return Vindplek.objects.voor_taak("privacy.vindplekken").filter(verzoek=verzoek)


def voortgang(verzoek: Verzoek) -> tuple[int, int]:
    """How many kinds of rows have been searched, of how many. One query."""
    rijen: Any = Verzoekdeel.objects.voor_taak("privacy.voortgang").filter(verzoek=verzoek)
    som = rijen.aggregate(klaar=Count("pk", filter=~Q(klaar_op=None)), alle=Count("pk"))
    return int(som["klaar"]), int(som["alle"])


def was_er_meer(verzoek: Verzoek) -> bool:
    """Was there more to find than is proposed?"""
    return bool(Verzoekdeel.objects.voor_taak("privacy.was_er_meer").filter(verzoek=verzoek, meer=True).exists())


def delen_in_volgorde(verzoek: Verzoek) -> list[Verzoekdeel]:
    """All parts, the account itself last."""
    rijen = Verzoekdeel.objects.voor_taak("privacy.verzoek_uitvoeren").filter(verzoek=verzoek)
    return sorted(rijen, key=lambda d: (d.model == "toegang.gebruiker", d.model))


def cijfers(verzoek: Verzoek) -> dict[str, int]:
    """Totals over all models."""
    rijen: Any = Verzoekdeel.objects.voor_taak("privacy.cijfers").filter(verzoek=verzoek)
    som = rijen.aggregate(gewist=Sum("gewist"), vervangen=Sum("vervangen"), gehouden=Sum("gehouden"))
    return {naam: int(waarde or 0) for naam, waarde in som.items()}


def uitslag(verzoek: Verzoek) -> str:
    """What was done, in numbers only."""
    if verzoek.soort == Verzoek.INZAGE:
        erbij = vindplekken(verzoek).filter(oordeel=Vindplek.ERBIJ).count()
        return (
            f"Inzagebestand gemaakt, met {erbij} plekken die op naam gevonden zijn."
            if erbij
            else "Inzagebestand gemaakt."
        )
    c = cijfers(verzoek)
    return f"{verzoek.get_soort_display().capitalize()} uitgevoerd: {c['gewist']} rijen gewist, {c['vervangen']} geleegd of vervangen, {c['gehouden']} gehouden."


@dataclass(frozen=True)
class Voorstel:
    """What of one processing has passed its term in one SWV."""

    swv: str
    termijn: str
    verwerking: str
    voor: dt.date
    delen: list[tuple[str, int]]


def op_termijn(code: str, gegevens: Gegevens, swv: str, voor: dt.date) -> Any:
    """Rows of a model in an SWV that go whole and whose date lies before a day."""
    rijen = alle_rijen(code).filter(
        vinden.op_plaats(gegevens, sleutels_van(swv)), vinden.ouder_dan(code, gegevens, voor)
    )
    return rijen.filter(**dict(gegevens.rijen_weg)) if gegevens.rijen_weg is not None else rijen.none()


def wat_voorbij_is() -> Iterator[Voorstel]:
    """Per SWV and per term with a value what has passed it and can go; not where a proposal already waits."""
    per_verwerking: dict[str, list[tuple[str, Gegevens]]] = {}
    for code, g in vinden.aangemeld():
        if g.rijen_weg is not None and g.peil and g.plaats:
            per_verwerking.setdefault(g.verwerking.code, []).append((code, g))
    bezig = set(
        Verzoek.objects.voor_taak("privacy.wat_voorbij_is")
        .filter(soort=Verzoek.OPSCHONEN, stand__in=(Verzoek.PROEF, Verzoek.BEZIG)).values_list("organisatie", "termijn")
    )  # fmt: skip
    for swv in (f"swv:{code}" for code in Swv.objects.order_by("code").values_list("code", flat=True)):
        termijnen = {g[0][1].verwerking.bewaren.code: g for g in per_verwerking.values()}
        gezet = waarden(swv, [termijncode(t) for t in termijnen])
        for termijn, groep in termijnen.items():
            dagen = gezet[termijncode(termijn)].waarde
            if dagen is None or (swv, termijn) in bezig:
                continue
            voor = vandaag() - dt.timedelta(days=int(dagen))
            tel = [(code, op_termijn(code, g, swv, voor).count()) for code, g in groep]
            if any(n for _, n in tel):
                yield Voorstel(swv, termijn, groep[0][1].verwerking.naam, voor, [(c, n) for c, n in tel if n])
