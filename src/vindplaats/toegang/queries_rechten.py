"""Reads of the yearly review: every organisation with its state, the rows of a round, work of the people side."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max, Q

from vindplaats.kern.fouten import NietGevonden
from vindplaats.kern.klok import vandaag
from vindplaats.kern.registers import namen_van

from .models import Gebruiker, Overdracht, Rechtenregel, Rechtenronde, RolToekenning
from .permissions import mag
from .permissions_mensen import nakijkbare_organisaties
from .rules_mensen import plus_maanden
from .wie import Wie


@dataclass(frozen=True)
class Nakijkregel:
    """One organisation in the overview."""

    organisatie: str
    naam: str
    rollen: int
    nieuw: int
    """roles that began after the last review, or all when there never was one"""
    laatst: dt.date | None
    ronde: Rechtenronde | None
    besloten: int
    totaal: int
    mag: bool

    @property
    def volgende(self) -> dt.date | None:
        """When the next review begins by itself."""
        return plus_maanden(self.laatst, settings.RECHTEN_MAANDEN) if self.laatst else None

    @property
    def stand(self) -> tuple[str, str]:
        """Words and kind of the state."""
        if self.ronde:
            laat = self.ronde.uiterlijk < vandaag()
            return ("Te laat", "fout") if laat else ("Loopt", "bezig")
        if self.laatst is None:
            return ("Nog nooit nagekeken", "aandacht")
        return ("Nagekeken", "goed")


def nakijklijst(wie: Wie) -> list[Nakijkregel]:
    """All organisations of this person where somebody has a role; late ones first. A fixed number of queries."""
    organisaties = nakijkbare_organisaties(wie)
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(organisatie__in=organisaties)
    aantal = dict(geldig.values_list("organisatie").annotate(n=Count("pk")))
    klaar = Rechtenronde.objects.filter(organisatie__in=organisaties).exclude(afgerond_op=None)
    laatst = {o: op.date() for o, op in klaar.values_list("organisatie").annotate(op=Max("afgerond_op"))}
    telling = Rechtenronde.objects.filter(organisatie__in=organisaties, afgerond_op=None).annotate(
        totaal=Count("regels"), besloten=Count("regels", filter=~Q(regels__besluit=""))
    )
    open_ = {r.organisatie: r for r in telling}
    nieuw: dict[str, int] = {}
    for o, van in geldig.values_list("organisatie", "van"):
        nieuw[o] = nieuw.get(o, 0) + (o not in laatst or van > laatst[o])
    namen = namen_van(aantal)
    regels = []
    for o, n in aantal.items():
        ronde = open_.get(o)
        regels.append(Nakijkregel(
            o, namen[o], n, nieuw.get(o, 0), laatst.get(o), ronde, getattr(ronde, "besloten", 0),
            getattr(ronde, "totaal", 0), mag(wie, "toegang.rechten_nakijken", o),
        ))  # fmt: skip
    orde = {"Te laat": 0, "Loopt": 1, "Nog nooit nagekeken": 2, "Nagekeken": 3}
    return sorted(regels, key=lambda r: (orde[r.stand[0]], r.naam.lower(), r.organisatie))


def ronde_voor(wie: Wie, ronde: uuid.UUID) -> Rechtenronde:
    """A review this person may see. Raises NietGevonden."""
    rij = Rechtenronde.objects.zichtbaar_voor(wie).filter(pk=ronde).first()
    if rij is None:
        raise NietGevonden()
    return rij


def regels_van(ronde: Rechtenronde) -> list[Rechtenregel]:
    """Rows of a review: undecided first, then by person."""
    rijen = ronde.regels.select_related("toekenning__gebruiker", "door")
    return sorted(rijen, key=lambda r: (bool(r.besluit), r.toekenning.gebruiker.naam.lower(), r.toekenning.rol))


def rondes_van(wie: Wie, organisatie: str) -> list[Rechtenronde]:
    """Closed reviews of an organisation, newest first: the evidence."""
    rijen = Rechtenronde.objects.zichtbaar_voor(wie).filter(organisatie=organisatie).exclude(afgerond_op=None)
    return list(rijen[:10])


def overdrachten_van(gebruiker_id: uuid.UUID | None) -> list[Overdracht]:
    """What this person took over or gave away, unseen first."""
    rijen = Overdracht.objects.filter(Q(naar_id=gebruiker_id) | Q(van_id=gebruiker_id))
    return list(
        rijen.select_related("van", "naar", "vertrek").order_by("gezien_op", "-vertrek__op", "soort", "titel")[:300]
    )


def opvolgers(organisatie: str, van: Gebruiker) -> list[Gebruiker]:
    """People with a role today at an organisation, without who leaves."""
    geldig = RolToekenning.objects.geldig_op(vandaag()).filter(organisatie=organisatie)
    return list(
        Gebruiker.objects.filter(pk__in=geldig.values("gebruiker_id")).exclude(pk=van.pk).order_by("naam", "pk")
    )
